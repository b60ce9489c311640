//! `SignatureAttributes` (TS 119 102-2 Annex A): what stands in the signature and beside it. Claims, unless a proof is named elsewhere.

use cades::SigningCertificateBinding;

use super::objects::{FromStore, id_of};
use super::xml::Xml;
use crate::report::{SignatureKind, SignatureReport};
use crate::time::TimeProof;

/// All that is known of one signature.
pub(super) fn write(xml: &mut Xml, one: &SignatureReport, from_store: &FromStore) {
    xml.element("SignatureAttributes", &[], |xml| {
        signed(xml, one);
        dictionary(xml, one);
        proofs(xml, one);
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

/// A.9, A.30–A.35: entries of the signature dictionary, all of them under the signature (ISO 32000-2 Table 255).
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
    entry("Name", "NameElement", &claims.name);
    entry("ContactInfo", "ContactInfoElement", &claims.contact);
    let sub_filter = Some(one.sub_filter.clone());
    entry("SubFilter", "SubFilterElement", &sub_filter);
    if let Some(coverage) = one.coverage.proven() {
        let (gap, end) = (coverage.gap(), coverage.end());
        let rest = end.saturating_sub(gap.end);
        let numbers = format!("0 {} {} {rest}", gap.start, gap.end);
        xml.text("ByteRange", &numbers);
    }
}

/// A.12, A.29: the time-stamp that proves the time; document time-stamps have reports of their own.
fn proofs(xml: &mut Xml, one: &SignatureReport) {
    let name = match (one.kind, one.time.proof) {
        (SignatureKind::Signature, TimeProof::SignatureTimestamp) => "SignatureTimeStamp",
        (_, TimeProof::DocumentTimestamp) => "DocTimeStamp",
        _ => return,
    };
    xml.element(name, &[("Signed", "false")], |xml| {
        xml.text("TimeStampValue", &one.time.at.to_string());
    });
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
