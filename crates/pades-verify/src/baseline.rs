//! What keeps a signature that says it is PAdES from the baseline (EN 319 142-1 §6.3): told, and deciding nothing.

use const_oid::ObjectIdentifier;

use crate::anomaly::Finding;
use crate::codes;
use crate::level::{MissingForLevel, MissingPart};
use crate::signed_file::Examined;

/// CAdES attributes whose role the DSS has in PAdES (EN 319 142-1 §6.3; their identifiers: EN 319 122-1 §5.5 and annex A).
const OF_THE_STORE: [(ObjectIdentifier, &str); 9] = [
    (
        oid("1.2.840.113549.1.9.16.2.21"),
        "complete-certificate-references",
    ),
    (
        oid("1.2.840.113549.1.9.16.2.22"),
        "complete-revocation-references",
    ),
    (oid("1.2.840.113549.1.9.16.2.23"), "certificate-values"),
    (oid("1.2.840.113549.1.9.16.2.24"), "revocation-values"),
    (oid("1.2.840.113549.1.9.16.2.25"), "CAdES-C-time-stamp"),
    (
        oid("1.2.840.113549.1.9.16.2.26"),
        "time-stamped-certs-crls-references",
    ),
    (oid("1.2.840.113549.1.9.16.2.27"), "archive-time-stamp"),
    (oid("1.2.840.113549.1.9.16.2.48"), "archive-time-stamp-v2"),
    (oid("0.4.0.1733.2.4"), "archive-time-stamp-v3"),
];

/// RFC 5652 §11.3.
const SIGNING_TIME: ObjectIdentifier = oid("1.2.840.113549.1.9.5");

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

/// One finding that names all of it.
pub(crate) fn finding(one: &Examined, missing: &[MissingForLevel]) -> Option<Finding> {
    if one.embedded.sub_filter != "ETSI.CAdES.detached" || !one.is_intact() {
        return None;
    }
    let mut what = lacking(missing);
    what.extend(otherwise(one));
    (!what.is_empty()).then(|| {
        let text = format!("not of the PAdES baseline: {}", what.join(", "));
        Finding::info(codes::NOT_BASELINE, text)
    })
}

fn lacking(missing: &[MissingForLevel]) -> Vec<String> {
    let parts = missing.iter().filter_map(|missing| match missing.what {
        MissingPart::SigningCertificate => Some("no signing-certificate attribute"),
        MissingPart::SignerCertificate => Some("no certificate of the signer in the container"),
        _ => None,
    });
    parts.map(str::to_owned).collect()
}

fn otherwise(one: &Examined) -> Vec<String> {
    let mut found = Vec::new();
    if !one.embedded.dictionary.contains(b"M") {
        found.push("no /M".to_owned());
    }
    if one.embedded.dictionary.contains(b"Cert") {
        found.push("/Cert in the signature dictionary".to_owned());
    }
    let Some(container) = one.container.as_ref().and_then(|one| one.signed_data()) else {
        return found;
    };
    if container.signed_attribute_types().contains(&SIGNING_TIME) {
        found.push("a signing-time attribute in the container".to_owned());
    }
    let unsigned = container.unsigned_attribute_types();
    let known = OF_THE_STORE
        .iter()
        .filter(|(oid, _)| unsigned.contains(oid));
    found.extend(known.map(|(_, name)| format!("the attribute {name}, whose place is the DSS")));
    found
}
