//! What a signer states: commitment, policy, the legacy format; and the extensions that a signature uses.

use cades::{Commitment, ParsedContainer, SignaturePolicy, StatedPolicy};
use cert_path::DigestAlgorithm;

use crate::common::{
    KINDS, Key, Pdf, Signer, Xref, open, provider, refusal, request, sign, sign_recorded, signature,
};
use pades_sign::{Contradiction, DeferredState, SignError, SignatureRequest, SubFilter, resume};
use pdf_revisions::{Dict, Object, Source};

fn signer() -> Signer {
    Signer::new(Key::P256)
}

fn letter() -> Vec<u8> {
    Pdf::new(Xref::Table).build()
}

fn policy() -> SignaturePolicy {
    SignaturePolicy {
        id: "1.3.6.1.4.1.32473.7".parse().unwrap(),
        digest: provider()
            .digest(DigestAlgorithm::Sha256, b"Quy che")
            .unwrap(),
        uri: None,
    }
}

fn asking(change: impl FnOnce(&mut SignatureRequest)) -> SignatureRequest {
    let mut request = request();
    change(&mut request);
    request
}

fn container(bytes: &[u8]) -> ParsedContainer {
    let signature = signature(bytes, "Signature1");
    ParsedContainer::parse(&signature.string(b"Contents").unwrap().bytes).unwrap()
}

fn extensions(bytes: &[u8]) -> Dict {
    let file = open(bytes);
    let catalog = file.newest().catalog().unwrap();
    let extensions = file.newest().value(&catalog, b"Extensions").unwrap();
    extensions.as_dict().cloned().unwrap_or_default()
}

#[test]
fn commitment_and_policy_are_signed() {
    for xref in KINDS {
        let request = asking(|request| {
            request.commitment = Some(Commitment::ProofOfApproval);
            request.policy = Some(policy());
        });
        let signed = sign(&Pdf::new(xref).build(), &request, &signer());
        let container = container(&signed);
        assert_eq!(container.commitments(), [Commitment::ProofOfApproval.oid()]);
        assert!(
            matches!(container.signature_policy(), Some(StatedPolicy::Explicit { id, .. }) if id == policy().id)
        );
        assert_eq!(container.signing_time(), None);
        assert!(!signature(&signed, "Signature1").contains(b"Reason"));
    }
}

#[test]
fn the_reason_is_stated_once() {
    let reason = |request: &mut SignatureRequest| request.reason = Some("Phê duyệt".to_owned());
    let contradiction = |request: &SignatureRequest| match refusal(&letter(), request, &signer()) {
        SignError::Contradiction(contradiction) => contradiction,
        other => panic!("{other}"),
    };
    let commitment = asking(|request| {
        reason(request);
        request.commitment = Some(Commitment::ProofOfOrigin);
    });
    assert_eq!(
        contradiction(&commitment),
        Contradiction::CommitmentAndReason
    );
    let both = asking(|request| {
        reason(request);
        request.policy = Some(policy());
    });
    assert_eq!(contradiction(&both), Contradiction::PolicyAndReason);
    let legacy = asking(|request| {
        request.sub_filter = SubFilter::Pkcs7Detached;
        request.policy = Some(policy());
    });
    assert_eq!(contradiction(&legacy), Contradiction::StatementOutsideCades);
    // an empty reason is none
    let empty = asking(|request| {
        request.reason = Some(String::new());
        request.commitment = Some(Commitment::ProofOfOrigin);
    });
    sign(&letter(), &empty, &signer());
}

#[test]
fn the_legacy_format_claims_its_time_in_the_container() {
    for key in [Key::Rsa, Key::P256] {
        let request = asking(|request| request.sub_filter = SubFilter::Pkcs7Detached);
        let (signed, record) = sign_recorded(&letter(), &request, &Signer::new(key));
        assert_eq!(record.sub_filter, SubFilter::Pkcs7Detached);
        let dictionary = signature(&signed, "Signature1");
        assert!(
            dictionary
                .name(b"SubFilter")
                .is_some_and(|name| *name == "adbe.pkcs7.detached")
        );
        assert!(dictionary.contains(b"M"));
        assert_eq!(
            container(&signed).signing_time(),
            Some(request.signing_time)
        );
        assert!(
            extensions(&signed).is_empty(),
            "ISO 32000-1 knows the format"
        );
    }
}

#[test]
fn a_deferred_signature_keeps_its_statements() {
    let request = asking(|request| {
        request.commitment = Some(Commitment::ProofOfCreation);
        request.policy = Some(policy());
    });
    let legacy = asking(|request| request.sub_filter = SubFilter::Pkcs7Detached);
    for request in [request, legacy] {
        let signer = signer();
        let prepared =
            pades_sign::prepare(&open(&letter()), &request, &signer.checked(), provider());
        let awaiting = prepared.unwrap().attributes(&signer.checked()).unwrap();
        let (source, state) = awaiting.suspend(provider()).unwrap();
        let mut bytes = vec![0; usize::try_from(source.len()).unwrap()];
        source.read_at(0, &mut bytes).unwrap();
        let state = DeferredState::from_json(&state.to_json().unwrap()).unwrap();
        let awaiting = resume(&state, &open(&bytes), &signer.checked(), provider()).unwrap();
        let value = signer.device().sign(awaiting.to_be_signed()).unwrap();
        awaiting
            .assemble(value, provider())
            .unwrap()
            .embed()
            .unwrap();
    }
}

/// Each with its level, in the order written.
fn iso(extensions: &Dict) -> Vec<i64> {
    let all = extensions.array(b"ISO_").unwrap_or_default().iter();
    all.map(|one| {
        let one = one.as_dict().unwrap();
        assert!(one.name(b"BaseVersion").is_some_and(|name| *name == "2.0"));
        one.integer(b"ExtensionLevel").unwrap()
    })
    .collect()
}

#[test]
fn extensions_are_declared_where_they_are_used() {
    for (version, esic) in [("1.4", true), ("1.7", true), ("2.0", false)] {
        for (key, levels) in [
            (Key::P256, vec![]),
            (Key::Rsa, vec![]),
            (Key::Ed25519, vec![32002]),
        ] {
            let base = Pdf::new(Xref::Table).version(version).build();
            let signed = sign(&base, &request(), &Signer::new(key));
            let declared = extensions(&signed);
            assert_eq!(declared.contains(b"ESIC"), esic, "{version} {key:?}");
            assert_eq!(iso(&declared), levels, "{version} {key:?}");
            let again = sign(&signed, &request(), &Signer::new(key));
            assert_eq!(extensions(&again), declared, "once is enough");
        }
    }
}

#[test]
fn extensions_of_others_stay() {
    let other = "/Extensions << /ADBE << /BaseVersion /1.7 /ExtensionLevel 8 >> /ISO_ << /BaseVersion /2.0 /ExtensionLevel 32003 >> >>";
    let base = Pdf::new(Xref::Table).catalog(other).build();
    let signed = sign(&base, &request(), &Signer::new(Key::Ed25519));
    let declared = extensions(&signed);
    assert!(declared.contains(b"ADBE") && declared.contains(b"ESIC"));
    assert_eq!(iso(&declared), [32003, 32002]);
    assert!(matches!(declared.get(b"ISO_"), Some(Object::Array(_))));
}
