//! Signers for tests: one fictional hierarchy per process, each key made once.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

use cades::{ExternalSigner, SoftwareSigner};
use cert_path::{
    AlgorithmPolicy, Budget, Certificate, CryptoProvider, DigestAlgorithm, Evidence, Freshness,
    Origin, PathRequest, PolicyInputs, ProofsOfExistence, Purpose, RevocationMode,
    SignatureAlgorithm, TrustAnchor, TrustedPath, find_path,
};
use demo_pki::{DemoHierarchy, Issued, KeyKind, Profile};
use jiff::Timestamp;
use pades_sign::{CheckedSigner, SignerIdentity};

/// The moment of all tests.
pub fn now() -> Timestamp {
    "2026-11-21T07:30:05Z".parse().unwrap()
}

static HIERARCHY: LazyLock<DemoHierarchy> = LazyLock::new(|| {
    DemoHierarchy::new(
        "2026-01-01T00:00:00Z".parse().unwrap(),
        "2029-01-01T00:00:00Z".parse().unwrap(),
    )
    .unwrap()
});

static ISSUED: LazyLock<Mutex<HashMap<(KeyKind, bool), Issued>>> = LazyLock::new(Mutex::default);

/// The kinds of keys and algorithms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Rsa,
    RsaPss,
    RsaSha512,
    Rsa3072,
    P256,
    P384,
    P521,
    Ed25519,
}

impl Key {
    pub const ALL: [Self; 8] = [
        Self::Rsa,
        Self::RsaPss,
        Self::RsaSha512,
        Self::Rsa3072,
        Self::P256,
        Self::P384,
        Self::P521,
        Self::Ed25519,
    ];

    fn kind(self) -> KeyKind {
        match self {
            Self::Rsa | Self::RsaPss | Self::RsaSha512 => KeyKind::Rsa2048,
            Self::Rsa3072 => KeyKind::Rsa3072,
            Self::P256 => KeyKind::P256,
            Self::P384 => KeyKind::P384,
            Self::P521 => KeyKind::P521,
            Self::Ed25519 => KeyKind::Ed25519,
        }
    }

    /// `None`: what the key does by itself.
    fn algorithm(self) -> Option<SignatureAlgorithm> {
        let digest = DigestAlgorithm::Sha256;
        match self {
            Self::RsaPss => Some(SignatureAlgorithm::RsaPss {
                digest,
                mgf_digest: digest,
                salt_length: 32,
            }),
            Self::RsaSha512 => Some(SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha512)),
            _ => None,
        }
    }
}

/// A key in memory with its certificate.
pub struct Signer {
    device: SoftwareSigner,
}

impl Signer {
    pub fn new(key: Key) -> Self {
        Self::of(key, false)
    }

    /// Another person with the same kind of key.
    pub fn other(key: Key) -> Self {
        Self::of(key, true)
    }

    fn of(key: Key, other: bool) -> Self {
        let mut issued = ISSUED.lock().unwrap();
        let profile = if other {
            HIERARCHY.agency()
        } else {
            HIERARCHY.leader()
        };
        let issued = issued
            .entry((key.kind(), other))
            .or_insert_with(|| HIERARCHY.issue(&profile.with_key(key.kind())).unwrap());
        let signer = Self::with_certificate(issued);
        match key.algorithm() {
            Some(algorithm) => Self {
                device: signer.device.with_algorithm(algorithm).unwrap(),
            },
            None => signer,
        }
    }

    fn with_certificate(issued: &Issued) -> Self {
        let certificate = Certificate::from_der(&issued.certificate_der).unwrap();
        let chain = vec![sub_ca(), root()];
        Self {
            device: SoftwareSigner::from_pkcs8(&issued.private_key_pkcs8_der, certificate, chain)
                .unwrap(),
        }
    }

    /// Certificates that are not for signing documents.
    pub fn with_wrong_usages() -> Vec<Self> {
        let profiles: [Profile; 3] = [
            HIERARCHY.leader_with_wrong_key_usage(),
            HIERARCHY.leader_with_wrong_extended_key_usage(),
            HIERARCHY.timestamp_authority(),
        ];
        profiles
            .map(|profile| {
                Self::with_certificate(&HIERARCHY.issue(&profile.with_key(KeyKind::P256)).unwrap())
            })
            .into()
    }

    pub fn device(&self) -> &dyn ExternalSigner {
        &self.device
    }

    pub fn identity(&self) -> SignerIdentity {
        SignerIdentity::of(&self.device)
    }

    pub fn path(&self) -> TrustedPath {
        let mut evidence = Evidence::new();
        evidence.add_certificate(sub_ca(), Origin::Unspecified);
        let request = PathRequest {
            signer: self.device.certificate(),
            evidence: &evidence,
            anchors: &[TrustAnchor::new(root())],
            purpose: Purpose::DocumentSigning,
            at: now(),
            now: now(),
            proofs: &ProofsOfExistence::new(),
            revocation: RevocationMode::Skip,
            freshness: Freshness::default(),
            policy: &AlgorithmPolicy::default(),
            policies: PolicyInputs::default(),
            profile: cert_path::CertificateProfile::default(),
            provider: CryptoProvider::aws_lc(),
            budget: Budget::DEFAULT,
        };
        find_path(&request).unwrap()
    }

    pub fn checked(&self) -> CheckedSigner {
        CheckedSigner::check(self.identity(), &self.path(), now()).unwrap()
    }
}

pub fn root() -> Certificate {
    Certificate::from_der(&HIERARCHY.root.certificate_der).unwrap()
}

pub fn sub_ca() -> Certificate {
    Certificate::from_der(&HIERARCHY.sub_ca.certificate_der).unwrap()
}

/// What the hierarchy's time-stamp authority answers.
pub fn timestamped(request: &[u8]) -> Vec<u8> {
    let profile = Profile {
        key: KeyKind::P256,
        ..HIERARCHY.timestamp_authority()
    };
    let authority = HIERARCHY
        .root_authority()
        .issue_authority(&profile)
        .unwrap();
    authority
        .timestamp(&demo_pki::TimestampProfile::new(now()), request)
        .unwrap()
}
