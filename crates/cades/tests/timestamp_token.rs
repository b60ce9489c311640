//! Time-stamp tokens: what they state, what they prove, and what spoils them.
#![allow(clippy::unwrap_used)]

mod common;

use cades::{
    CadesErrorKind, ExternalSigner, IntegrityFailure, Malformed, ParsedContainer, SignedContainer,
    SigningCertificateBinding, TimestampFailure, TimestampToken, ToBeSigned, Tolerance,
    Unsupported, estimated_size,
};
use cert_path::{Certificate, DigestAlgorithm, UnsupportedAlgorithm};
use common::{
    CONTENT, CONTENT_TYPE, MESSAGE_DIGEST, Recipe, SHA_256, SIGNING_CERTIFICATE_V2, TST_INFO,
    algorithm, anyone, attribute, digest, hierarchy, oid, provider, sha256, signer, tlv,
};
use demo_pki::{Issued, KeyKind, Profile};
use std::sync::OnceLock;

fn authority() -> &'static Issued {
    static ISSUED: OnceLock<Issued> = OnceLock::new();
    ISSUED.get_or_init(|| {
        let profile = Profile {
            key: KeyKind::P256,
            ..hierarchy().timestamp_authority()
        };
        hierarchy().issue(&profile).unwrap()
    })
}

/// Everything of TSTInfo that a test may want to change.
struct Statement {
    version: u8,
    imprint: Vec<u8>,
    imprint_algorithm: &'static str,
    time: &'static str,
    after_time: Vec<u8>,
}

impl Statement {
    fn new() -> Self {
        Self {
            version: 1,
            imprint: sha256(CONTENT).as_bytes().to_vec(),
            imprint_algorithm: SHA_256,
            time: "20261121215941.485Z",
            after_time: Vec::new(),
        }
    }

    fn der(&self) -> Vec<u8> {
        let imprint = [algorithm(self.imprint_algorithm), tlv(4, &self.imprint)];
        let fields = [
            tlv(2, &[self.version]),
            oid("2.16.704.1.1.1.2"),
            tlv(0x30, &imprint.concat()),
            tlv(2, &[0, 0xfe, 1]),
            tlv(0x18, self.time.as_bytes()),
            self.after_time.clone(),
        ];
        tlv(0x30, &fields.concat())
    }

    fn recipe(&self) -> Recipe {
        let content = self.der();
        let identity = authority().clone();
        let hash = Certificate::from_der(&identity.certificate_der)
            .unwrap()
            .fingerprint();
        let id = tlv(0x30, &tlv(0x30, &tlv(0x30, &tlv(4, &hash))));
        Recipe {
            content_type: TST_INFO,
            signed_attributes: Some(vec![
                attribute(CONTENT_TYPE, &[oid(TST_INFO)]),
                attribute(MESSAGE_DIGEST, &[tlv(4, sha256(&content).as_bytes())]),
                attribute(SIGNING_CERTIFICATE_V2, &[id]),
            ]),
            content: Some(content),
            certificates: vec![identity.certificate_der.clone()],
            identity,
            ..Recipe::new()
        }
        .sorted()
    }

    fn token(&self) -> Vec<u8> {
        self.recipe().build()
    }
}

#[test]
fn what_it_states_and_proves() {
    let nonce = tlv(2, &[0, 0x81, 2]);
    let accuracy = tlv(
        0x30,
        &[tlv(2, &[1]), tlv(0x80, &[0x01, 0xf4]), tlv(0x81, &[9])].concat(),
    );
    let statement = Statement {
        after_time: [accuracy, tlv(1, &[0xff]), nonce].concat(),
        ..Statement::new()
    };
    let der = statement.token();
    let mut padded = der.clone();
    padded.extend([0; 40]);
    let token = TimestampToken::parse(&padded).unwrap();
    assert_eq!(token.encoded(), der);
    assert_eq!(token.time().to_string(), "2026-11-21T21:59:41.485Z");
    assert_eq!(token.imprint_algorithm(), Ok(DigestAlgorithm::Sha256));
    assert_eq!(token.imprint(), sha256(CONTENT).as_bytes());
    assert_eq!(token.policy().to_string(), "2.16.704.1.1.1.2");
    assert_eq!(token.serial(), [0xfe, 1]);
    assert_eq!(token.nonce(), Some(&[0x81, 2][..]));
    assert!(token.is_ordered());
    assert_eq!(token.accuracy().unwrap().as_micros(), 1_500_009);
    let intact = token.verify(&sha256(CONTENT), provider()).unwrap();
    assert_eq!(intact.time(), token.time());
    assert_eq!(
        intact.signer_certificate().der(),
        authority().certificate_der
    );
    assert_eq!(intact.certificates().len(), 1);
    assert_eq!(*intact.intact().binding(), SigningCertificateBinding::V2);
}

#[test]
fn a_token_for_other_bytes() {
    let token = TimestampToken::parse(&Statement::new().token()).unwrap();
    assert_eq!(
        token.verify(&sha256(b"other"), provider()),
        Err(TimestampFailure::ImprintMismatch)
    );
    let sha384 = digest(DigestAlgorithm::Sha384, CONTENT);
    assert!(matches!(
        token.verify(&sha384, provider()),
        Err(TimestampFailure::OtherDigestGiven { .. })
    ));
    let unknown = Statement {
        imprint_algorithm: "1.2.3.4",
        ..Statement::new()
    };
    let token = TimestampToken::parse(&unknown.token()).unwrap();
    assert_eq!(
        token.verify(&sha256(CONTENT), provider()),
        Err(TimestampFailure::UnsupportedAlgorithm(
            UnsupportedAlgorithm {
                name: "1.2.3.4".to_owned()
            }
        ))
    );
}

#[test]
fn a_changed_statement() {
    let mut recipe = Statement::new().recipe();
    let later = Statement {
        time: "20271121215941.485Z",
        ..Statement::new()
    };
    recipe.content = Some(later.der());
    let token = TimestampToken::parse(&recipe.build()).unwrap();
    assert_eq!(
        token.verify(&sha256(CONTENT), provider()),
        Err(TimestampFailure::Integrity(
            IntegrityFailure::DigestMismatch
        ))
    );
}

#[test]
fn the_authority_must_be_named() {
    let mut recipe = Statement::new().recipe();
    let attributes = recipe.signed_attributes.as_mut().unwrap();
    let unnamed = oid(SIGNING_CERTIFICATE_V2);
    attributes.retain(|attribute| !attribute.windows(unnamed.len()).any(|w| w == unnamed));
    let token = TimestampToken::parse(&recipe.build()).unwrap();
    assert_eq!(
        token.verify(&sha256(CONTENT), provider()),
        Err(TimestampFailure::BindingAbsent)
    );
}

#[test]
fn extensions_that_must_be_understood() {
    let extension = |critical: &[u8]| {
        let fields = [oid("1.2.3"), critical.to_vec(), tlv(4, &[5, 0])];
        let list = tlv(0xa1, &tlv(0x30, &fields.concat()));
        Statement {
            after_time: list,
            ..Statement::new()
        }
    };
    let critical = TimestampToken::parse(&extension(&tlv(1, &[0xff])).token()).unwrap();
    assert!(matches!(
        critical.verify(&sha256(CONTENT), provider()),
        Err(TimestampFailure::UnknownCriticalExtension(_))
    ));
    let ordinary = TimestampToken::parse(&extension(&[]).token()).unwrap();
    assert!(ordinary.verify(&sha256(CONTENT), provider()).is_ok());
}

#[test]
fn things_that_are_not_tokens() {
    let kind = |input: &[u8]| TimestampToken::parse(input).unwrap_err().kind;
    assert!(matches!(
        kind(&Recipe::new().build()),
        CadesErrorKind::Unsupported(Unsupported::ContentType(_))
    ));
    let version = Statement {
        version: 2,
        ..Statement::new()
    };
    assert_eq!(
        kind(&version.token()),
        CadesErrorKind::Unsupported(Unsupported::TimestampVersion)
    );
    let malformed = CadesErrorKind::Malformed(Malformed::TimestampInfo);
    for time in ["20261121215941+0700", "20261121", "20261121215941.Z"] {
        let statement = Statement {
            time,
            ..Statement::new()
        };
        assert_eq!(kind(&statement.token()), malformed, "{time}");
    }
    let mut detached = Statement::new().recipe();
    detached.content = None;
    assert_eq!(kind(&detached.build()), malformed);
}

fn signed() -> SignedContainer {
    let device = signer(anyone());
    let to_be_signed =
        ToBeSigned::new(&sha256(CONTENT), device.certificate(), device.algorithm()).unwrap();
    let value = device.sign(&to_be_signed).unwrap();
    to_be_signed
        .assemble(value, device.chain(), provider())
        .unwrap()
}

#[test]
fn as_signature_time_stamp() {
    let container = signed();
    let statement = Statement {
        imprint: sha256(container.signature_value()).as_bytes().to_vec(),
        ..Statement::new()
    };
    let token = TimestampToken::parse(&statement.token()).unwrap();
    let plain = container.der().len();
    let stamped = container.with_timestamp(&token).unwrap();
    let device = signer(anyone());
    let room = estimated_size(
        device.certificate(),
        device.chain(),
        DigestAlgorithm::Sha256,
        device.algorithm(),
        Some(token.encoded().len()),
    );
    assert!(room.unwrap() >= stamped.der().len());
    assert!(stamped.der().len() > plain + token.encoded().len());
    let parsed = ParsedContainer::parse(stamped.der()).unwrap();
    assert_eq!(parsed.tolerances(), [] as [Tolerance; 0]);
    assert!(parsed.verify(&sha256(CONTENT), provider()).is_ok());
    let tokens = parsed.timestamp_tokens();
    assert_eq!(tokens, [token.encoded()]);
    let read = TimestampToken::parse(tokens[0]).unwrap();
    let imprint = sha256(parsed.signature_value());
    assert!(read.verify(&imprint, provider()).is_ok());
}

#[test]
fn nothing_but_data_needs_no_attributes() {
    let mut recipe = Statement::new().recipe();
    recipe.signed_attributes = None;
    let token = TimestampToken::parse(&recipe.build()).unwrap();
    assert_eq!(
        token.verify(&sha256(CONTENT), provider()),
        Err(TimestampFailure::Integrity(
            IntegrityFailure::SignedAttributesMissing
        ))
    );
}
