//! `SignatureAttributes` (TS 119 102-2 Annex A): what stands in the signature and beside it. Claims, unless a proof is named elsewhere.

use cades::SigningCertificateBinding;

use super::objects::{FromStore, id_of};
use super::timestamps;
use super::xml::Xml;
use crate::report::{DocumentReport, SignatureKind, SignatureReport};
use crate::time::TimeProof;

/// All that is known of one signature.
pub(super) fn write(xml: &mut Xml, index: usize, report: &DocumentReport, from_store: &FromStore) {
    let Some(one) = report.signatures.get(index) else {
        return;
    };
    xml.element("SignatureAttributes", &[], |xml| {
        signed(xml, one);
        dictionary(xml, one);
        proofs(xml, index, one, report);
        store(xml, from_store);
    });
}

/// A.2, A.3: signed with the document.
fn signed(xml: &mut Xml, one: &SignatureReport) {
    if let Some(claimed) = one.time.claimed {
        xml.element("SigningTime", &[("Signed", "true")], |xml| {
            xml.text("Time", &claimed.to_string());
        });
    }
    let named = one.integrity.proven().filter(|proof| {
        matches!(
            proof.binding(),
            SigningCertificateBinding::V1 | SigningCertificateBinding::V2
        )
    });
    if let Some(proof) = named {
        xml.element("SigningCertificate", &[("Signed", "true")], |xml| {
            xml.reference("AttributeObject", &id_of(proof.signer_certificate()));
        });
    }
}

/// A.5, A.8: attributes of the container; A.9, A.30–A.35: entries of the signature dictionary, all of them under the signature (ISO 32000-2 Table 255).
fn dictionary(xml: &mut Xml, one: &SignatureReport) {
    let signed = [("Signed", "true")];
    let mut entry = |name: &str, inner: &str, value: &Option<String>| {
        if let Some(value) = value {
            xml.element(name, &signed, |xml| xml.text(inner, value));
        }
    };
    let claims = &one.claims;
    entry(
        "SignatureProductionPlace",
        "AddressString",
        &claims.location,
    );
    entry("Reason", "ReasonElement", &claims.reason);
    for commitment in &claims.commitments {
        let uri = Some(format!("urn:oid:{commitment}"));
        entry("CommitmentTypeIndication", "CommitmentTypeIdentifier", &uri);
    }
    let policy = claims.policy.as_ref().filter(|policy| *policy != "implied");
    let policy = policy.map(|policy| format!("urn:oid:{policy}"));
    entry("SigPolicyIdentifier", "SigPolicyId", &policy);
    entry("Name", "NameElement", &claims.name);
    entry("ContactInfo", "ContactInfoElement", &claims.contact);
    if one.is_separate() {
        return; // no dictionary
    }
    let sub_filter = Some(one.sub_filter.clone());
    entry("SubFilter", "SubFilterElement", &sub_filter);
    if let Some(coverage) = one.coverage.proven() {
        let (gap, end) = (coverage.gap(), coverage.end());
        let rest = end.saturating_sub(gap.end);
        let numbers = format!("0 {} {} {rest}", gap.start, gap.end);
        xml.text("ByteRange", &numbers);
    }
}

/// A.12: the time-stamps over the signature. A.29: the document time-stamp that proves the time; it has a report of its own.
fn proofs(xml: &mut Xml, index: usize, one: &SignatureReport, report: &DocumentReport) {
    let beside = [("Signed", "false")];
    if one.kind == SignatureKind::Signature {
        for (place, stamp) in one.timestamps.iter().enumerate() {
            xml.element("SignatureTimeStamp", &beside, |xml| {
                xml.reference("AttributeObject", &timestamps::id(index, place));
                xml.text("TimeStampValue", &stamp.time.to_string());
            });
        }
    }
    if one.time.proof == TimeProof::DocumentTimestamp {
        xml.element("DocTimeStamp", &beside, |xml| {
            for id in timestamps::of_document(report, one.time.at) {
                xml.reference("AttributeObject", &id);
            }
            xml.text("TimeStampValue", &one.time.at.to_string());
        });
    }
}

/// A.27: what of the document security store the verdict rests on.
fn store(xml: &mut Xml, from_store: &FromStore) {
    let lists = [
        ("Certs", &from_store.certificates),
        ("CRLs", &from_store.crls),
        ("OCSPs", &from_store.ocsp),
    ];
    let lists: Vec<_> = lists.iter().filter(|(_, ids)| !ids.is_empty()).collect();
    if lists.is_empty() {
        return;
    }
    xml.element("DSS", &[("Signed", "false")], |xml| {
        for (name, ids) in lists {
            xml.reference(name, &ids.join(" "));
        }
    });
}
