//! Signing by a service that speaks the real JSON; and by ones that answer wrongly.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::sync::{Arc, Mutex, OnceLock};

use cades::{ExternalSigner as _, SignatureValue, ToBeSigned};
use cert_path::{Certificate, CryptoProvider, DigestAlgorithm, SignatureAlgorithm};
use demo_pki::{DemoHierarchy, Issued, KeyKind, Profile};
use remote_csc::{
    Answer, Call, CscError, Interaction, Post, PostError, RemoteSigner, Request, SecretKind,
    SecretRequest, Service,
};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use support::{
    Answers, CREDENTIAL, ECDSA_SHA256, OTP, PIN, PSS, RSA, SAD, SHA256_WITH_RSA, Stub, TOKEN,
    refusal,
};

const BASE: &str = "https://service.example/csc/v2";
const PKCS1: SignatureAlgorithm = SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256);
const ECDSA: SignatureAlgorithm = SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256);

fn hierarchy() -> &'static DemoHierarchy {
    static HIERARCHY: OnceLock<DemoHierarchy> = OnceLock::new();
    HIERARCHY.get_or_init(|| {
        let from = "2026-01-01T00:00:00Z".parse().unwrap();
        DemoHierarchy::new(from, "2030-01-01T00:00:00Z".parse().unwrap()).unwrap()
    })
}

fn issue(key: KeyKind) -> Issued {
    let profile: Profile = hierarchy().leader().with_key(key);
    hierarchy().issue(&profile).unwrap()
}

fn rsa() -> &'static Issued {
    static KEY: OnceLock<Issued> = OnceLock::new();
    KEY.get_or_init(|| issue(KeyKind::Rsa2048))
}

fn ec() -> &'static Issued {
    static KEY: OnceLock<Issued> = OnceLock::new();
    KEY.get_or_init(|| issue(KeyKind::P256))
}

fn stub(issued: &Issued, algorithms: &[&str]) -> Stub {
    Stub::new(
        issued,
        &[&hierarchy().sub_ca, &hierarchy().root],
        algorithms,
    )
}

/// The way to the stub, without a network.
struct Direct(Arc<Stub>);

impl Post for Direct {
    fn post(&self, request: &Request<'_>) -> Result<Answer, PostError> {
        let method = request
            .address
            .strip_prefix(BASE)
            .unwrap()
            .trim_start_matches('/');
        let bearer = Some(request.bearer.expose_secret());
        let body = request.body.expose_secret().as_bytes();
        let (status, body) = self.0.answer(method, bearer, body);
        match body.len() as u64 > request.limit {
            true => Err(PostError::TooLarge {
                limit: request.limit,
            }),
            false => Ok(Answer { status, body }),
        }
    }
}

/// Who answers, and what was asked of them.
struct Person {
    pin: Option<&'static str>,
    otp: &'static str,
    patience: u32,
    asked: Mutex<Vec<(SecretKind, u32, String)>>,
}

impl Default for Person {
    fn default() -> Self {
        Self {
            pin: Some(PIN),
            otp: OTP,
            patience: 9,
            asked: Mutex::default(),
        }
    }
}

impl Person {
    fn times(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

impl Interaction for Person {
    fn ask(&self, request: &SecretRequest<'_>) -> Option<SecretString> {
        let label = request.label.unwrap_or_default().to_owned();
        self.asked
            .lock()
            .unwrap()
            .push((request.kind, request.signatures, label));
        match request.kind {
            SecretKind::Pin => self.pin.map(SecretString::from),
            SecretKind::OneTimePassword => Some(SecretString::from(self.otp)),
        }
    }

    fn wait_for_approval(&self, round: u32) -> bool {
        round < self.patience
    }
}

/// A stub, a person, and the signer between them.
struct Scene {
    stub: Arc<Stub>,
    person: Arc<Person>,
    signer: RemoteSigner,
}

fn service(stub: &Arc<Stub>) -> Service {
    Service::new(
        Arc::new(Direct(Arc::clone(stub))),
        BASE,
        SecretString::from(TOKEN),
    )
}

fn opened(stub: Stub, algorithm: SignatureAlgorithm, person: Person) -> Result<Scene, CscError> {
    let (stub, person) = (Arc::new(stub), Arc::new(person));
    let service = service(&stub);
    let credential = service.credential(CREDENTIAL)?;
    let signer = RemoteSigner::new(service, credential, algorithm, Arc::clone(&person) as _)?;
    Ok(Scene {
        stub,
        person,
        signer,
    })
}

fn scene(stub: Stub, algorithm: SignatureAlgorithm) -> Scene {
    opened(stub, algorithm, Person::default()).unwrap()
}

fn data(signer: &RemoteSigner, content: &str) -> ToBeSigned {
    let provider = CryptoProvider::aws_lc();
    let digest = provider
        .digest(DigestAlgorithm::Sha256, content.as_bytes())
        .unwrap();
    ToBeSigned::new(&digest, signer.certificate(), signer.algorithm()).unwrap()
}

/// Signs one, and puts the container together, which verifies the value once more.
fn sign(scene: &Scene) -> Result<SignatureValue, CscError> {
    let data = data(&scene.signer, "Kính gửi");
    let value = scene
        .signer
        .sign(&data)
        .map_err(|error| *error.downcast::<CscError>().unwrap())?;
    let assembled = data.assemble(
        value.clone(),
        scene.signer.chain(),
        CryptoProvider::aws_lc(),
    );
    assembled.unwrap();
    Ok(value)
}

/// The error of one signature by a service that answers so.
fn wrong(answers: Answers) -> CscError {
    let mut stub = stub(rsa(), &[RSA]);
    stub.answers = answers;
    match opened(stub, PKCS1, Person::default()) {
        Ok(scene) => sign(&scene).unwrap_err(),
        Err(error) => error,
    }
}

fn told(method: &'static str, (status, body): (u16, Vec<u8>)) -> CscError {
    wrong(Answers::Instead(method, status, body))
}

/// The error of a service that describes its credential so.
fn described(change: impl Fn(&mut Value)) -> CscError {
    let mut stub = stub(rsa(), &[RSA]);
    change(&mut stub.info);
    opened(stub, PKCS1, Person::default()).err().unwrap()
}

#[test]
fn each_kind_of_key_signs() {
    let pss = SignatureAlgorithm::RsaPss {
        digest: DigestAlgorithm::Sha256,
        mgf_digest: DigestAlgorithm::Sha256,
        salt_length: 32,
    };
    for (issued, offered, algorithm) in [
        (rsa(), RSA, PKCS1),
        (rsa(), SHA256_WITH_RSA, PKCS1),
        (rsa(), PSS, pss),
        (ec(), ECDSA_SHA256, ECDSA),
    ] {
        let scene = scene(stub(issued, &[offered]), algorithm);
        sign(&scene).unwrap();
        assert_eq!(scene.signer.chain().len(), 2);
        assert_eq!(
            scene.stub.asked("signatures/signHash")[0]["signAlgo"],
            offered
        );
    }
}

#[test]
fn ecdsa_is_taken_in_both_forms() {
    let mut stub = stub(ec(), &[ECDSA_SHA256]);
    stub.answers = Answers::Concatenated;
    let value = sign(&scene(stub, ECDSA)).unwrap();
    assert_eq!(value.as_bytes()[0], 0x30, "DER, as CMS carries it");
}

#[test]
fn the_requests_are_those_of_the_api() {
    let scene = scene(stub(rsa(), &[RSA]), PKCS1);
    sign(&scene).unwrap();
    assert_eq!(
        scene.stub.asked("credentials/info"),
        [
            json!({ "credentialID": CREDENTIAL, "certificates": "chain", "certInfo": false, "authInfo": true })
        ]
    );
    assert_eq!(
        scene.stub.asked("credentials/authorize"),
        [json!({ "credentialID": CREDENTIAL, "numSignatures": 1,
            "authData": [{ "id": "PIN", "value": PIN }, { "id": "OTP", "value": OTP }] })]
    );
    let signed = &scene.stub.asked("signatures/signHash")[0];
    let der = data(&scene.signer, "Kính gửi");
    let digest = CryptoProvider::aws_lc()
        .digest(DigestAlgorithm::Sha256, der.as_der())
        .unwrap();
    let hash = <base64ct::Base64 as base64ct::Encoding>::encode_string(digest.as_bytes());
    assert_eq!(
        *signed,
        json!({ "credentialID": CREDENTIAL, "SAD": SAD, "hashes": [hash],
            "hashAlgorithmOID": "2.16.840.1.101.3.4.2.1", "signAlgo": RSA })
    );
    let asked = scene.person.asked.lock().unwrap();
    assert_eq!(asked[0], (SecretKind::Pin, 1, "PIN".to_owned()));
    assert_eq!(
        asked[1],
        (SecretKind::OneTimePassword, 1, "Mobile OTP".to_owned())
    );
}

#[test]
fn a_batch_takes_one_authorisation_for_as_many_as_the_service_allows() {
    let mut stub = stub(rsa(), &[RSA]);
    stub.info["SCAL"] = json!("2");
    let scene = scene(stub, PKCS1);
    let all: Vec<ToBeSigned> = (0..7)
        .map(|n| data(&scene.signer, &format!("số {n}")))
        .collect();
    let values = scene
        .signer
        .sign_batch(&all.iter().collect::<Vec<_>>())
        .unwrap();
    for (data, value) in all.into_iter().zip(values) {
        data.assemble(value, &[], CryptoProvider::aws_lc()).unwrap();
    }
    let authorised = scene.stub.asked("credentials/authorize");
    let numbers: Vec<_> = authorised.iter().map(|one| &one["numSignatures"]).collect();
    assert_eq!(numbers, [5, 2], "multisign is 5");
    assert_eq!(authorised[0]["hashes"].as_array().unwrap().len(), 5);
    assert_eq!(authorised[0]["hashAlgorithmOID"], "2.16.840.1.101.3.4.2.1");
}

#[test]
fn one_by_one_an_authorisation_is_kept_until_used_up_or_expired() {
    let mut scene = scene(stub(rsa(), &[RSA]), PKCS1);
    scene.signer = scene.signer.with_signatures(3);
    for _ in 0..4 {
        sign(&scene).unwrap();
    }
    assert_eq!(scene.stub.asked("credentials/authorize").len(), 2);
    scene.stub.expire();
    sign(&scene).unwrap();
    assert_eq!(scene.stub.asked("credentials/authorize").len(), 3);
    assert_eq!(
        scene.person.times(),
        6,
        "each authorisation has its own PIN and password"
    );
}

#[test]
fn an_access_token_with_scope_credential_needs_nothing_more() {
    let mut stub = stub(rsa(), &[RSA]);
    stub.info["auth"] = json!({ "mode": "oauth2code" });
    let scene = scene(stub, PKCS1);
    sign(&scene).unwrap();
    assert_eq!(scene.person.times(), 0);
    assert!(scene.stub.asked("credentials/authorize").is_empty());
    assert!(scene.stub.asked("signatures/signHash")[0]["SAD"].is_null());
}

#[test]
fn an_approval_on_a_phone_is_waited_for() {
    let stub_of = |pending| {
        let mut stub = stub(rsa(), &[RSA]);
        stub.info["auth"] = json!({ "mode": "explicit", "objects": [] });
        *stub.pending.lock().unwrap() = pending;
        stub
    };
    let scene = scene(stub_of(3), PKCS1);
    sign(&scene).unwrap();
    assert_eq!(scene.stub.asked("credentials/authorizeCheck").len(), 3);
    let never = opened(stub_of(100), PKCS1, Person::default()).unwrap();
    assert!(matches!(sign(&never), Err(CscError::AuthorisationPending)));
}

#[test]
fn a_wrong_pin_is_sent_once_and_shown_nowhere() {
    const WRONG: &str = "bi-mat-khong-dung-5520";
    let person = Person {
        pin: Some(WRONG),
        ..Person::default()
    };
    let scene = opened(stub(rsa(), &[RSA]), PKCS1, person).unwrap();
    let first = sign(&scene).unwrap_err();
    assert!(
        matches!(&first, CscError::AuthenticationRefused { description } if description.contains("…"))
    );
    assert!(matches!(sign(&scene), Err(CscError::SecretAlreadyRefused)));
    assert_eq!(scene.stub.asked("credentials/authorize").len(), 1);
    assert_eq!(scene.person.times(), 2);
    let all = format!(
        "{first} {first:?} {:?} {:?}",
        scene.signer,
        service(&scene.stub)
    );
    for secret in [WRONG, OTP, TOKEN, SAD] {
        assert!(!all.contains(secret), "{all}");
    }
}

#[test]
fn refused_secrets_have_their_own_errors() {
    let authorize = "credentials/authorize";
    let pin = told(authorize, refusal("invalid_pin", "The PIN is invalid"));
    assert!(matches!(pin, CscError::PinRefused { .. }) && pin.is_of_the_secret());
    let otp = told(
        "signatures/signHash",
        refusal("invalid_otp", "The OTP is invalid"),
    );
    assert!(matches!(otp, CscError::OtpRefused { .. }) && otp.is_of_the_secret());
    let locked = told(authorize, refusal("invalid_request", "Credential locked"));
    assert!(matches!(locked, CscError::CredentialLocked) && locked.is_of_the_secret());
    let number = told(
        authorize,
        refusal("invalid_request", "Numbers of signatures is too high"),
    );
    assert!(matches!(number, CscError::TooManySignatures));
    let person = Person {
        pin: None,
        ..Person::default()
    };
    let scene = opened(stub(rsa(), &[RSA]), PKCS1, person).unwrap();
    assert!(matches!(sign(&scene), Err(CscError::Cancelled)));
    assert!(scene.stub.asked(authorize).is_empty());
}

#[test]
fn refused_signatures_have_their_own_errors() {
    let sign_hash = "signatures/signHash";
    let expired = told(sign_hash, refusal("invalid_request", "SAD expired"));
    assert!(matches!(expired, CscError::SadExpired));
    let sad = told(
        sign_hash,
        refusal("invalid_request", "Hash is not authorized by the SAD"),
    );
    assert!(matches!(sad, CscError::SadRefused { .. }));
    let other = told(
        sign_hash,
        refusal("invalid_request", "Invalid digest value length"),
    );
    assert!(matches!(
        other,
        CscError::Refused {
            call: Call::SignHash,
            status: 400,
            ..
        }
    ));
    assert!(matches!(
        wrong(Answers::OneLess),
        CscError::SignatureCount {
            expected: 1,
            found: 0
        }
    ));
    assert!(matches!(
        wrong(Answers::OtherSignature),
        CscError::SignatureWrong
    ));
    let text = json!({ "signatures": ["%%%"] }).to_string().into_bytes();
    assert!(matches!(
        told(sign_hash, (200, text)),
        CscError::Malformed {
            call: Call::SignHash,
            ..
        }
    ));
}

#[test]
fn answers_that_are_none_have_their_own_errors() {
    let info = "credentials/info";
    assert!(matches!(
        told(info, refusal("invalid_token", "expired")),
        CscError::Refused { .. }
    ));
    let html = b"<html>Bad gateway</html>".to_vec();
    assert!(matches!(
        told(info, (502, html.clone())),
        CscError::Status { status: 502, .. }
    ));
    assert!(matches!(
        told(info, (200, html)),
        CscError::Malformed {
            call: Call::Info,
            ..
        }
    ));
    assert!(matches!(
        told(info, (401, Vec::new())),
        CscError::TokenRefused { .. }
    ));
    assert!(matches!(
        told(info, (200, vec![b' '; 2 << 20])),
        CscError::TooLarge { .. }
    ));
    let deep = [vec![b'['; 100_000], vec![b']'; 100_000]].concat();
    assert!(matches!(
        told(info, (200, deep)),
        CscError::Malformed { .. }
    ));
    assert!(matches!(
        told("credentials/authorize", (200, b"{}".to_vec())),
        CscError::Malformed { .. }
    ));

    struct Nowhere;
    impl Post for Nowhere {
        fn post(&self, _: &Request<'_>) -> Result<Answer, PostError> {
            Err(PostError::failed("no route"))
        }
    }
    let service = Service::new(Arc::new(Nowhere), BASE, SecretString::from(TOKEN));
    let error = service.credential(CREDENTIAL).unwrap_err();
    assert!(matches!(
        error,
        CscError::Transport {
            call: Call::Info,
            ..
        }
    ));
}

#[test]
fn credentials_that_cannot_be_used_have_their_own_errors() {
    let disabled = described(|info| info["key"]["status"] = json!("disabled"));
    assert!(matches!(disabled, CscError::CredentialDisabled));
    let none = described(|info| info["cert"]["certificates"] = json!([]));
    assert!(matches!(none, CscError::CertificateMissing));
    let broken = described(|info| info["cert"]["certificates"][1] = json!("MIIB"));
    assert!(matches!(
        broken,
        CscError::CertificateUnreadable { position: 1, .. }
    ));
    let scal = described(|info| info["SCAL"] = json!("3"));
    assert!(matches!(scal, CscError::Malformed { .. }));
    let multisign = described(|info| info["multisign"] = json!(0));
    assert!(matches!(multisign, CscError::Malformed { .. }));
    for (path, value) in [
        ("/auth/mode", json!("implicit")),
        ("/auth/expression", json!("PIN XOR OTP")),
        ("/auth/objects/0/type", json!("ChallengeResponse")),
    ] {
        let error = described(|info| *info.pointer_mut(path).unwrap() = value.clone());
        assert!(
            matches!(error, CscError::AuthenticationUnsupported { .. }),
            "{path}: {error}"
        );
    }
}

/// Cut anywhere, or with any byte replaced: an error or a credential, and no panic.
#[test]
fn damaged_answers_are_read_without_a_panic() {
    let whole = stub(ec(), &[ECDSA_SHA256]).info.to_string().into_bytes();
    let cut = (0..whole.len()).map(|end| whole[..end].to_vec());
    let replaced = (0..whole.len()).flat_map(|at| {
        [b'"', b'}', b'9', 0xff].map(|byte| {
            let mut damaged = whole.clone();
            damaged[at] = byte;
            damaged
        })
    });
    let stub_of = |body| {
        let mut stub = stub(ec(), &[ECDSA_SHA256]);
        stub.answers = Answers::Instead("credentials/info", 200, body);
        service(&Arc::new(stub)).credential(CREDENTIAL)
    };
    assert!(cut.map(stub_of).all(|read| read.is_err()));
    let refused = replaced.map(stub_of).filter(Result::is_err).count();
    assert!(refused > whole.len(), "{refused} of {}", 4 * whole.len());
}

#[test]
fn algorithms_that_it_does_not_offer_are_refused_before_anybody_is_asked() {
    let pkcs1 = opened(stub(rsa(), &[PSS]), PKCS1, Person::default())
        .err()
        .unwrap();
    assert!(matches!(pkcs1, CscError::AlgorithmNotOffered { offered, .. } if offered == [PSS]));
    let pure = SignatureAlgorithm::Ed25519;
    let error = opened(stub(rsa(), &["1.3.101.112"]), pure, Person::default())
        .err()
        .unwrap();
    assert!(matches!(error, CscError::AlgorithmSignsMessages { .. }));
}

#[test]
fn data_of_another_certificate_are_not_sent() {
    let scene = scene(stub(rsa(), &[RSA]), PKCS1);
    let other = Certificate::from_der(&issue(KeyKind::Rsa2048).certificate_der).unwrap();
    let digest = CryptoProvider::aws_lc()
        .digest(DigestAlgorithm::Sha256, b"x")
        .unwrap();
    let data = ToBeSigned::new(&digest, &other, PKCS1).unwrap();
    let error = scene.signer.sign_batch(&[&data]).unwrap_err();
    assert!(matches!(error, CscError::DataForAnotherKey));
    assert_eq!(scene.person.times(), 0);
}

#[test]
fn what_a_service_writes_is_cut_and_cleaned() {
    let said = format!("\u{1b}[31m\u{202e}{TOKEN}{}", "x".repeat(9000));
    let error = told("credentials/info", refusal("\u{7}server_error", &said));
    let CscError::Refused {
        code, description, ..
    } = error
    else {
        panic!("{error}")
    };
    assert_eq!(code, "server_error");
    assert!(description.starts_with("[31m…x") && description.chars().count() == 200);
}
