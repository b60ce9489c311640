//! A chain of three RSA certificates with OCSP answers, and the bare work in it.

use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use cert_path::{
    AlgorithmPolicy, Budget, Certificate, CertificateProfile, CryptoProvider, Evidence, Freshness,
    OcspResponse, Origin, PathRequest, PolicyInputs, ProofsOfExistence, Purpose, RevocationMode,
    RevocationStatus, TrustAnchor, find_path,
};
use demo_pki::extensions::ocsp_no_check;
use demo_pki::{
    Authority, CertificateStatus, DemoPkiError, KeyKind, OcspProfile, Profile, SingleAnswer,
};
use jiff::{SignedDuration, Timestamp};

/// Who answers for a CA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answerer {
    /// Itself.
    Ca,
    /// A delegate with `id-pkix-ocsp-nocheck`, whose certificate comes along.
    Delegate,
}

/// Everything as bytes, as it comes from a document.
pub struct PathCase {
    root: Vec<u8>,
    ca: Vec<u8>,
    signer: Vec<u8>,
    /// Of the signer and of the CA.
    responses: [Vec<u8>; 2],
    at: Timestamp,
    policy: AlgorithmPolicy,
    bare: Vec<BareSignature>,
}

/// One signature to verify: key, what was signed, value.
struct BareSignature {
    spki: Vec<u8>,
    signed: Vec<u8>,
    value: Vec<u8>,
}

impl PathCase {
    /// Root, CA and signer with RSA keys of 2048 bits, and an answer about each certificate that can be revoked.
    ///
    /// # Errors
    /// A key or a certificate could not be made.
    pub fn new(answerer: Answerer) -> Result<Self, DemoPkiError> {
        let at: Timestamp = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * 365 * 56);
        let year = SignedDuration::from_hours(24 * 365);
        let (begin, end) = (at - year, at + year);
        let authority = |name| Profile::authority(name, begin, end).with_key(KeyKind::Rsa2048);
        let root = Authority::self_signed(&authority("root"))?;
        let ca = root.issue_authority(&authority("CA"))?;
        let profile = Profile::new("signer", begin, end).with_key(KeyKind::Rsa2048);
        let signer = ca.issue(&profile)?;
        let responses = [
            answer(answerer, &ca, &signer.serial_number(), at)?,
            answer(answerer, &root, &ca.issued().serial_number(), at)?,
        ];
        let mut case = Self {
            root: root.issued().certificate_der.clone(),
            ca: ca.issued().certificate_der.clone(),
            signer: signer.certificate_der,
            responses,
            at,
            policy: AlgorithmPolicy::default(),
            bare: Vec::new(),
        };
        case.bare = case.bare_signatures();
        Ok(case)
    }

    /// Every certificate and response as it is read.
    fn parse(&self) -> ([Certificate; 3], [OcspResponse; 2]) {
        let certificate = |der: &Vec<u8>| Certificate::from_der(der).expect("just made");
        let response = |der: &Vec<u8>| OcspResponse::from_der(der).expect("just made");
        (
            [&self.signer, &self.ca, &self.root].map(certificate),
            [&self.responses[0], &self.responses[1]].map(response),
        )
    }

    fn bare_signatures(&self) -> Vec<BareSignature> {
        let ([signer, ca, root], responses) = self.parse();
        let on_certificate = |certificate: &Certificate, issuer: &Certificate| BareSignature {
            spki: issuer.spki_der().to_vec(),
            signed: certificate.tbs_der().to_vec(),
            value: certificate.signature().to_vec(),
        };
        let mut all = vec![on_certificate(&signer, &ca), on_certificate(&ca, &root)];
        for (response, issuer) in responses.iter().zip([&ca, &root]) {
            let along = response.basic().map(|basic| basic.certificates());
            let delegate = along.and_then(<[_]>::first);
            all.extend(delegate.map(|delegate| on_certificate(delegate, issuer)));
            all.push(BareSignature {
                spki: delegate.unwrap_or(issuer).spki_der().to_vec(),
                signed: response.signed_der().to_vec(),
                value: response.signature().to_vec(),
            });
        }
        all
    }

    /// How many signatures there are to verify.
    #[must_use]
    pub fn signatures(&self) -> usize {
        self.bare.len()
    }

    /// The parsing and the signature verifications, and nothing else.
    pub fn bare(&self) {
        std::hint::black_box(self.parse());
        for one in &self.bare {
            UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &one.spki)
                .verify(&one.signed, &one.value)
                .expect("just made");
        }
    }

    /// From the bytes to the trusted path.
    pub fn ours(&self) {
        let ([signer, ca, root], responses) = self.parse();
        let mut evidence = Evidence::new();
        evidence.add_certificate(ca, Origin::Unspecified);
        for response in responses {
            evidence.add_ocsp_response(response, Origin::Unspecified);
        }
        let path = find_path(&PathRequest {
            signer: &signer,
            evidence: &evidence,
            anchors: &[TrustAnchor::new(root)],
            purpose: Purpose::DocumentSigning,
            at: self.at,
            now: self.at,
            proofs: &ProofsOfExistence::new(),
            revocation: RevocationMode::Require,
            freshness: Freshness::IssuersWindow,
            policy: &self.policy,
            policies: PolicyInputs::default(),
            profile: CertificateProfile::default(),
            provider: CryptoProvider::aws_lc(),
            budget: Budget::DEFAULT,
        })
        .expect("a good chain");
        assert_eq!(path.chain().len(), 3);
        assert_eq!(path.revocation(), RevocationStatus::NotRevoked);
    }
}

fn answer(
    answerer: Answerer,
    ca: &Authority,
    serial: &[u8],
    at: Timestamp,
) -> Result<Vec<u8>, DemoPkiError> {
    let hour = SignedDuration::from_hours(1);
    let single = SingleAnswer {
        next_update: Some(at + hour),
        ..SingleAnswer::new(serial, CertificateStatus::Good, at - hour)
    };
    let plain = OcspProfile::new(at - hour, vec![single]);
    match answerer {
        Answerer::Ca => ca.ocsp(&plain, ca),
        Answerer::Delegate => {
            let profile = Profile {
                extra_extensions: vec![ocsp_no_check()],
                ..Profile::ocsp_responder("responder", at - hour, at + hour)
            };
            let delegate = ca.issue_authority(&profile.with_key(KeyKind::Rsa2048))?;
            let profile = OcspProfile {
                certificates: vec![delegate.issued().certificate_der.clone()],
                ..plain
            };
            delegate.ocsp(&profile, ca)
        }
    }
}
