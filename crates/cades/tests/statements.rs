//! Commitment type and signature policy: written as EN 319 122-1 §5.2 says, read as anybody wrote them.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use cades::{
    CadesErrorKind, Commitment, ParsedContainer, SignaturePolicy, StatedPolicy, Statements,
    ToBeSigned, estimated_size,
};
use common::{anyone, provider, sha256, signer};
use der::asn1::ObjectIdentifier;

const COMMITMENT_TYPE: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.16");
const SIGNATURE_POLICY: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.15");

fn policy(uri: Option<&str>) -> SignaturePolicy {
    SignaturePolicy {
        id: ObjectIdentifier::new_unwrap("1.3.6.1.4.1.32473.1"),
        digest: sha256(b"Quy che ky so"),
        uri: uri.map(str::to_owned),
    }
}

fn stating(statements: &Statements) -> Vec<u8> {
    use cades::ExternalSigner;
    let device = signer(anyone());
    let digest = sha256(b"content");
    let signed = ToBeSigned::stating(
        &digest,
        device.certificate(),
        device.algorithm(),
        statements,
    )
    .unwrap();
    let value = device.sign(&signed).unwrap();
    let container = signed.assemble(value, device.chain(), provider()).unwrap();
    let (certificate, chain) = (device.certificate(), device.chain());
    let without = estimated_size(
        certificate,
        chain,
        digest.algorithm(),
        device.algorithm(),
        None,
    )
    .unwrap();
    // lengths around them may take up to three octets more each
    let estimate = without + statements.encoded_len().unwrap() + 12;
    assert!(container.der().len() <= estimate, "the estimate holds");
    let parsed = ParsedContainer::parse(container.der()).unwrap();
    assert!(parsed.tolerances().is_empty());
    assert!(parsed.verify(&digest, provider()).is_ok());
    container.der().to_vec()
}

#[test]
fn every_commitment_is_read_back() {
    for commitment in Commitment::ALL {
        let mut statements = Statements::default();
        statements.commitment = Some(commitment);
        let der = stating(&statements);
        let parsed = ParsedContainer::parse(&der).unwrap();
        assert_eq!(parsed.commitments(), [commitment.oid()]);
        assert_eq!(Commitment::from_oid(&commitment.oid()), Some(commitment));
        // SEQUENCE { OBJECT IDENTIFIER of 11 octets }, whose last is the number
        let value = parsed.signed_attribute(COMMITMENT_TYPE)[0];
        assert_eq!(value[..4], [0x30, 13, 0x06, 11]);
        assert_eq!(value.last(), Some(&(commitment as u8)));
        assert_eq!(parsed.signature_policy(), None);
    }
}

#[test]
fn a_policy_is_read_back_and_kept_at_rest() {
    for uri in [None, Some("https://example.org/quy-che.pdf")] {
        let mut statements = Statements::default();
        statements.policy = Some(policy(uri));
        let der = stating(&statements);
        let parsed = ParsedContainer::parse(&der).unwrap();
        let expected = StatedPolicy::Explicit {
            id: policy(uri).id,
            digest_algorithm: "2.16.840.1.101.3.4.2.1".to_owned(),
            digest: policy(uri).digest.as_bytes().to_vec(),
        };
        assert_ne!(parsed.signature_policy(), None);
        assert!(matches!(parsed.signature_policy(), Some(stated) if stated == expected));
        let text = uri.unwrap_or("example.org").as_bytes();
        let value = parsed.signed_attribute(SIGNATURE_POLICY)[0];
        let shown = value.windows(text.len()).any(|part| part == text);
        assert_eq!(shown, uri.is_some());
        let json = serde_json::to_string(&policy(uri)).unwrap();
        assert_eq!(
            serde_json::from_str::<SignaturePolicy>(&json).unwrap(),
            policy(uri)
        );
    }
    for bad in [
        r#"{"id":"x","digest_algorithm":"2.16.840.1.101.3.4.2.1","digest":"00"}"#,
        r#"{"id":"1.3.6.1.4.1.32473.1","digest_algorithm":"2.16.840.1.101.3.4.2.1","digest":"00"}"#,
        r#"{"id":"1.3.6.1.4.1.32473.1","digest_algorithm":"1.2.3","digest":"00"}"#,
    ] {
        assert!(
            serde_json::from_str::<SignaturePolicy>(bad).is_err(),
            "{bad}"
        );
    }
}

#[test]
fn an_address_that_is_no_address_is_refused() {
    for uri in ["https://cơ-quan.vn", "a b", "a\nb"] {
        let mut statements = Statements::default();
        statements.policy = Some(policy(Some(uri)));
        let error = statements.encoded_len().unwrap_err();
        assert_eq!(
            error.kind,
            CadesErrorKind::Encoding("address of the signature policy")
        );
    }
}
