//! `SignatureValidationReport` (TS 119 102-2 §4.3): one signature.

use base64ct::{Base64, Encoding as _};
use cert_path::Certificate;

use super::objects::{FromStore, digest, id_of};
use super::xml::Xml;
use super::{Context, attributes, constraints, status, uri};
use crate::report::{DocumentReport, SignatureKind, SignatureReport};

/// The report on the signature with this index.
pub(super) fn write(
    xml: &mut Xml,
    index: usize,
    one: &SignatureReport,
    report: &DocumentReport,
    from_store: &FromStore,
    context: &Context<'_>,
) {
    xml.element("SignatureValidationReport", &[], |xml| {
        identifier(xml, index, one);
        constraints::write(xml, one, report, context);
        time(xml, one, context);
        signers_document(xml, one);
        attributes::write(xml, index, report, from_store);
        if let Some(certificate) = &one.signer {
            signer(xml, certificate);
        }
        quality(xml, one);
        xml.element("SignatureValidationProcess", &[], |xml| {
            xml.text("SignatureValidationProcessID", uri::PROCESS);
        });
        status::write(xml, index, one, report);
    });
}

/// The identifier of a signature inside the report.
pub(super) fn id(index: usize) -> String {
    format!("S-{}", index.saturating_add(1))
}

/// TS 119 102-2 §4.3.3: the value, and the name of the field it stands in.
fn identifier(xml: &mut Xml, index: usize, one: &SignatureReport) {
    xml.element("SignatureIdentifier", &[("id", &id(index))], |xml| {
        if let Some(value) = &one.signature_value {
            xml.text("ds:SignatureValue", &Base64::encode_string(value));
        }
        xml.text("HashOnly", "false");
        xml.text("DocHashOnly", "false");
        xml.text("DAIdentifier", &one.field);
    });
}

/// TS 119 102-2 §4.3.6: without a proof the best signature time is the time of validation.
fn time(xml: &mut Xml, one: &SignatureReport, context: &Context<'_>) {
    xml.element("ValidationTimeInfo", &[], |xml| {
        xml.text("ValidationTime", &context.at.to_string());
        xml.element("BestSignatureTime", &[], |xml| {
            let best = one.time.proven().unwrap_or(context.at);
            xml.text("POETime", &best.to_string());
            xml.text("TypeOfProof", uri::POE_BY_VALIDATION);
        });
    });
}

/// TS 119 102-2 §4.3.7: the digest of the covered bytes, where they are proven to be the signed ones.
fn signers_document(xml: &mut Xml, one: &SignatureReport) {
    // In this format the signed content is the SHA-1 of the document, not the document.
    let is_plain = one.kind == SignatureKind::Signature && one.sub_filter != "adbe.pkcs7.sha1";
    if let Some(proof) = one.integrity.proven().filter(|_| is_plain) {
        let signed = proof.signed_digest();
        xml.element("SignersDocument", &[], |xml| {
            digest(xml, signed.algorithm(), signed.as_bytes());
        });
    }
}

/// TS 119 102-2 §4.3.9.
pub(super) fn signer(xml: &mut Xml, certificate: &Certificate) {
    xml.element("SignerInformation", &[], |xml| {
        xml.reference("SignerCertificate", &id_of(certificate));
        xml.text("Signer", &certificate.subject().to_string());
    });
}

/// TS 119 102-2 §4.3.10: the level its structure amounts to.
fn quality(xml: &mut Xml, one: &SignatureReport) {
    if let Some(level) = one.level {
        xml.element("SignatureQuality", &[], |xml| {
            let uri = uri::ours("level", level.as_str());
            xml.text("SignatureQualityInformation", &uri);
        });
    }
}
