//! Listing, finding, proving and signing, on SoftHSM2.
#![allow(clippy::unwrap_used)]

mod support;

use cades::ExternalSigner as _;
use cert_path::{DigestAlgorithm, SignatureAlgorithm};
use cryptoki::mechanism::MechanismType;
use cryptoki::object::Attribute;
use support::keys::{self, Kind};
use support::person::Person;
use support::{PIN, nobody, sign_and_verify, signing_error, softhsm};
use token_pkcs11::{
    ErrorCode, KeyProof, KeyQuery, Module, PinPurpose, PinWarning, PublicKeyMatch, SigningKey,
    TokenQuery,
};

#[test]
fn modules_slots_and_tokens_are_listed_without_a_pin() {
    let bench = softhsm();
    let token = bench.new_token("liệt kê");
    let info = bench.module.info().unwrap();
    assert_eq!(
        (info.manufacturer.as_str(), info.pkcs11_version.as_str()),
        ("SoftHSM", "2.40")
    );
    let slots = bench.module.slots().unwrap();
    let in_slot = slots
        .iter()
        .filter_map(|slot| slot.token.as_ref())
        .find(|token| token.label == "liệt kê")
        .unwrap();
    assert_eq!(in_slot, token.info());
    assert_eq!(in_slot.manufacturer, "SoftHSM project");
    assert!(
        !in_slot.serial.is_empty()
            && in_slot.login_required
            && !in_slot.protected_authentication_path
    );
    assert!(
        in_slot.pin.initialised && !in_slot.pin.locked && in_slot.pin.warning == PinWarning::None
    );
    let mechanisms = token.signing_mechanisms().unwrap();
    assert!(
        mechanisms.iter().any(|name| name == "CKM_SHA256_RSA_PKCS"),
        "{mechanisms:?}"
    );
    // Everything at once, for `kyso token list`.
    let issued = keys::issue(Kind::P256, "Liệt kê");
    issued.put(&bench.writer(&token), &[7], "k");
    let listing = bench.module.listing().unwrap();
    let slot = listing
        .slots
        .iter()
        .find(|slot| slot.slot.token.as_ref() == Some(token.info()))
        .unwrap();
    let contents = slot.contents.as_ref().unwrap().as_ref().unwrap();
    assert_eq!(
        contents.certificates.certificates[0].certificate,
        issued.certificate
    );
    assert_eq!(
        contents.certificates.certificates[0].public_key,
        PublicKeyMatch::Matches
    );
    assert_eq!(contents.signing_mechanisms, mechanisms);
    // Loading it again is the same library.
    assert_eq!(Module::load(&info.path).unwrap().info().unwrap(), info);
}

#[test]
fn a_token_is_found_by_label_or_serial_and_several_are_listed() {
    let bench = softhsm();
    let one = bench.new_token("một");
    bench.new_token("hai");
    let by_serial = TokenQuery {
        serial: Some(one.info().serial.to_uppercase()),
        label: None,
    };
    assert_eq!(
        bench.module.find_token(&by_serial).unwrap().info(),
        one.info()
    );
    let error = bench.module.find_token(&TokenQuery::default()).unwrap_err();
    let ErrorCode::SeveralTokens { tokens, .. } = error.code else {
        panic!("{error}")
    };
    assert!(
        tokens.iter().any(|token| token.label == "một")
            && tokens.iter().any(|token| token.label == "hai")
    );
    let nonesuch = TokenQuery {
        label: Some("không có".to_owned()),
        serial: None,
    };
    let error = bench.module.find_token(&nonesuch).unwrap_err();
    let ErrorCode::NoToken { present, .. } = error.code else {
        panic!("{error}")
    };
    assert!(present.iter().any(|token| token.label == "một"));
}

#[test]
fn a_key_is_found_by_each_of_its_names() {
    let bench = softhsm();
    let token = bench.new_token("tên");
    let (first, second) = (
        keys::issue(Kind::P256, "Nguyễn Văn A"),
        keys::issue(Kind::P256, "Trần Thị B"),
    );
    let writer = bench.writer(&token);
    first.put(&writer, &[1], "lãnh đạo");
    second.put(&writer, &[2], "văn thư");
    drop(writer);

    let find = |query| SigningKey::find(&token, &query, nobody());
    let by_id = find(KeyQuery {
        id: Some(vec![2]),
        ..KeyQuery::default()
    })
    .unwrap();
    assert_eq!(*by_id.certificate(), second.certificate);
    assert_eq!(by_id.proof(), Some(KeyProof::BeforePin));
    let by_label = find(KeyQuery {
        label: Some("lãnh đạo".to_owned()),
        ..KeyQuery::default()
    })
    .unwrap();
    assert_eq!(*by_label.certificate(), first.certificate);
    let serial = Some(format!("00:{}", second.certificate.serial()).to_lowercase());
    let by_serial = find(KeyQuery {
        certificate_serial: serial,
        ..KeyQuery::default()
    })
    .unwrap();
    assert_eq!(*by_serial.certificate(), second.certificate);

    let error = find(KeyQuery::default()).unwrap_err();
    let ErrorCode::SeveralCertificates { certificates } = error.code else {
        panic!("{error}")
    };
    assert_eq!(certificates.len(), 2);
    let contradiction = KeyQuery {
        id: Some(vec![1]),
        label: Some("văn thư".to_owned()),
        certificate_serial: None,
    };
    let error = find(contradiction).unwrap_err();
    let ErrorCode::CertificateNotFound { available } = error.code else {
        panic!("{error}")
    };
    assert_eq!(available.len(), 2);
}

#[test]
fn rsa_p256_and_p384_sign_and_verify_with_one_pin() {
    let bench = softhsm();
    let token = bench.new_token("ký");
    let issued = [(Kind::Rsa2048, 1), (Kind::P256, 2), (Kind::P384, 3)]
        .map(|(kind, id)| (keys::issue(kind, "Ký"), id));
    let writer = bench.writer(&token);
    issued
        .iter()
        .for_each(|(key, id)| key.put(&writer, &[*id], "khóa"));
    drop(writer);
    let expected = [
        SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256),
        SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256),
        SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha384),
    ];
    let person = Person::with_pins(&[PIN]);
    let mut held = Vec::new();
    for ((_, id), algorithm) in issued.iter().zip(expected) {
        let query = KeyQuery {
            id: Some(vec![*id]),
            ..KeyQuery::default()
        };
        let key = SigningKey::find(&token, &query, person.clone()).unwrap();
        assert_eq!(key.algorithm(), algorithm);
        sign_and_verify(&key);
        sign_and_verify(&key);
        held.push(key);
    }
    // The login belongs to the token: one PIN served three keys and six signatures.
    assert_eq!(person.asked(), [(PinPurpose::Login, PinWarning::None)]);
    drop(held);
    // And it ended with the last of them.
    let query = KeyQuery {
        id: Some(vec![1]),
        ..KeyQuery::default()
    };
    let again = SigningKey::find(&token, &query, nobody()).unwrap();
    assert_eq!(signing_error(&again).code, ErrorCode::Cancelled);
}

#[test]
fn dropping_one_key_leaves_the_login_of_the_other() {
    let bench = softhsm();
    let token = bench.new_token("hai khóa");
    let (first, second) = (keys::issue(Kind::P256, "A"), keys::issue(Kind::P256, "B"));
    let writer = bench.writer(&token);
    first.put(&writer, &[1], "a");
    second.put(&writer, &[2], "b");
    drop(writer);
    let find = |id, person| {
        SigningKey::find(
            &token,
            &KeyQuery {
                id: Some(vec![id]),
                ..KeyQuery::default()
            },
            person,
        )
        .unwrap()
    };
    let (one, two) = (
        find(1, Person::with_pins(&[PIN])),
        find(2, Person::with_pins(&[])),
    );
    one.log_in().unwrap();
    two.log_in().unwrap();
    drop(one);
    sign_and_verify(&two);
}

#[test]
fn pss_and_other_hashes_are_made_on_request() {
    let bench = softhsm();
    let token = bench.new_token("pss");
    let (rsa, ec) = (
        keys::issue(Kind::Rsa2048, "PSS"),
        keys::issue(Kind::P384, "EC"),
    );
    let writer = bench.writer(&token);
    rsa.put(&writer, &[1], "rsa");
    ec.put(&writer, &[2], "ec");
    drop(writer);
    let find = |id| {
        let query = KeyQuery {
            id: Some(vec![id]),
            ..KeyQuery::default()
        };
        SigningKey::find(&token, &query, Person::with_pins(&[PIN])).unwrap()
    };
    let pss = |digest, salt_length| SignatureAlgorithm::RsaPss {
        digest,
        mgf_digest: digest,
        salt_length,
    };
    for algorithm in [
        pss(DigestAlgorithm::Sha256, 32),
        pss(DigestAlgorithm::Sha384, 48),
        pss(DigestAlgorithm::Sha512, 64),
        SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha384),
        SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha512),
    ] {
        sign_and_verify(&find(1).with_algorithm(algorithm).unwrap());
    }
    let error = find(1)
        .with_algorithm(SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256))
        .unwrap_err();
    assert!(
        matches!(error.code, ErrorCode::AlgorithmMismatch { .. }),
        "{error}"
    );
    let error = find(2)
        .with_algorithm(pss(DigestAlgorithm::Sha256, 32))
        .unwrap_err();
    assert!(
        matches!(error.code, ErrorCode::AlgorithmMismatch { .. }),
        "{error}"
    );
}

#[test]
fn a_certificate_of_another_key_is_refused_before_a_pin() {
    let bench = softhsm();
    let token = bench.new_token("lệch");
    let (key, other) = (
        keys::issue(Kind::Rsa2048, "Chủ khóa"),
        keys::issue(Kind::Rsa2048, "Người khác"),
    );
    let writer = bench.writer(&token);
    key.put_private_key(&writer, &[1], "k", false);
    key.put_public_key(&writer, &[1], "k");
    // The certificate's own key under another id does not excuse the contradiction under its own.
    other.put_public_key(&writer, &[2], "khác");
    keys::put_certificate(&writer, &other.certificate, &[1], "k");
    drop(writer);
    let person = Person::with_pins(&[PIN]);
    let error = SigningKey::find(&token, &KeyQuery::default(), person.clone()).unwrap_err();
    assert!(
        matches!(&error.code, ErrorCode::KeyMismatch { certificate } if certificate.contains("Người khác")),
        "{error}"
    );
    assert_eq!(person.asked(), []);
    assert_eq!(
        token.certificates().unwrap().certificates[0].public_key,
        PublicKeyMatch::Differs
    );
}

#[test]
fn without_a_public_key_object_rsa_is_compared_after_login_and_ec_by_the_first_signature() {
    let bench = softhsm();
    let token = bench.new_token("ẩn");
    let (rsa, ec) = (
        keys::issue(Kind::Rsa2048, "RSA"),
        keys::issue(Kind::P256, "EC"),
    );
    let (rsa_other, ec_other) = (
        keys::issue(Kind::Rsa2048, "RSA khác"),
        keys::issue(Kind::P256, "EC khác"),
    );
    let writer = bench.writer(&token);
    for (key, certificate, id) in [
        (&rsa, &rsa, 1),
        (&ec, &ec, 2),
        (&rsa, &rsa_other, 3),
        (&ec, &ec_other, 4),
    ] {
        key.put_private_key(&writer, &[id], &format!("k{id}"), false);
        keys::put_certificate(&writer, &certificate.certificate, &[id], &format!("c{id}"));
    }
    drop(writer);
    let find = |id| {
        let query = KeyQuery {
            id: Some(vec![id]),
            ..KeyQuery::default()
        };
        SigningKey::find(&token, &query, Person::with_pins(&[PIN])).unwrap()
    };
    assert_eq!(find(1).proof(), None);
    let key = find(1);
    assert_eq!(key.log_in().unwrap(), KeyProof::AfterLogin);
    sign_and_verify(&key);
    let key = find(2);
    assert_eq!(key.log_in().unwrap(), KeyProof::FirstSignature);
    sign_and_verify(&key);
    // RSA private keys carry their modulus: refused before the key is used.
    assert!(matches!(
        find(3).log_in().unwrap_err().code,
        ErrorCode::KeyMismatch { .. }
    ));
    // EC private keys do not: the signature is made, does not verify, and stays here.
    assert_eq!(signing_error(&find(4)).code, ErrorCode::SignatureWrong);
}

#[test]
fn a_certificate_without_a_key_is_not_a_signing_key() {
    let bench = softhsm();
    let token = bench.new_token("không khóa");
    let (key, lonely) = (
        keys::issue(Kind::P256, "Có khóa"),
        keys::issue(Kind::P256, "Không khóa"),
    );
    let writer = bench.writer(&token);
    key.put(&writer, &[1], "có");
    keys::put_certificate(&writer, &lonely.certificate, &[2], "không");
    drop(writer);
    // Nobody named one: the one whose key is seen.
    let chosen = SigningKey::find(&token, &KeyQuery::default(), nobody()).unwrap();
    assert_eq!(*chosen.certificate(), key.certificate);
    let query = KeyQuery {
        id: Some(vec![2]),
        ..KeyQuery::default()
    };
    let key = SigningKey::find(&token, &query, Person::with_pins(&[PIN])).unwrap();
    let error = key.log_in().unwrap_err();
    assert!(
        matches!(error.code, ErrorCode::KeyNotFound { .. }),
        "{error}"
    );
}

#[test]
fn the_chain_comes_from_the_token_and_ca_certificates_are_not_chosen() {
    let bench = softhsm();
    let token = bench.new_token("chuỗi");
    let (issued, ca) = keys::issue_under_a_ca(Kind::P256, "Dưới CA");
    let writer = bench.writer(&token);
    issued.put(&writer, &[1], "k");
    keys::put_certificate(&writer, &ca, &[9], "ca");
    drop(writer);
    let key = SigningKey::find(&token, &KeyQuery::default(), nobody()).unwrap();
    assert_eq!(key.chain(), std::slice::from_ref(&ca));
    // Also where the token shows no public key at all.
    let silent = bench.new_token("chuỗi ẩn");
    let writer = bench.writer(&silent);
    issued.put_private_key(&writer, &[1], "k", false);
    keys::put_certificate(&writer, &issued.certificate, &[1], "k");
    keys::put_certificate(&writer, &ca, &[9], "ca");
    drop(writer);
    let chosen = SigningKey::find(&silent, &KeyQuery::default(), nobody()).unwrap();
    assert_eq!(*chosen.certificate(), issued.certificate);
    let key = key.with_chain(vec![ca, issued.certificate.clone()]);
    assert_eq!(key.chain().len(), 1);
}

#[test]
fn unreadable_certificates_are_shown_and_padding_is_cut() {
    let bench = softhsm();
    let token = bench.new_token("hỏng");
    let issued = keys::issue(Kind::P256, "Có đệm");
    let subject = issued.certificate.subject_der();
    let writer = bench.writer(&token);
    issued.put_private_key(&writer, &[1], "đệm", false);
    issued.put_public_key(&writer, &[1], "đệm");
    let padded = [issued.certificate.der(), &[0; 300]].concat();
    keys::put_certificate_value(&writer, &padded, subject, &[1], "đệm");
    keys::put_certificate_value(&writer, b"not a certificate", subject, &[2], "hỏng");
    drop(writer);
    let list = token.certificates().unwrap();
    assert_eq!(list.certificates.len(), 1);
    assert_eq!(list.unreadable[0].label, "hỏng");
    sign_and_verify(
        &SigningKey::find(&token, &KeyQuery::default(), Person::with_pins(&[PIN])).unwrap(),
    );
    let query = KeyQuery {
        label: Some("hỏng".to_owned()),
        ..KeyQuery::default()
    };
    let error = SigningKey::find(&token, &query, nobody()).unwrap_err();
    assert!(
        matches!(error.code, ErrorCode::CertificateUnreadable { .. }),
        "{error}"
    );
}

#[test]
fn always_authenticate_asks_for_each_signature_unless_told_to_reuse() {
    let bench = softhsm();
    let token = bench.new_token("từng lần");
    let (rsa, ec) = (
        keys::issue(Kind::Rsa2048, "RSA"),
        keys::issue(Kind::P256, "EC"),
    );
    let writer = bench.writer(&token);
    for (key, id) in [(&rsa, 1), (&ec, 2)] {
        key.put_private_key(&writer, &[id], "k", true);
        key.put_public_key(&writer, &[id], "k");
        keys::put_certificate(&writer, &key.certificate, &[id], "k");
    }
    drop(writer);
    for id in [1, 2] {
        let query = KeyQuery {
            id: Some(vec![id]),
            ..KeyQuery::default()
        };
        let person = Person::with_pins(&[PIN, PIN, PIN]);
        let key = SigningKey::find(&token, &query, person.clone()).unwrap();
        sign_and_verify(&key);
        sign_and_verify(&key);
        let purposes: Vec<_> = person
            .asked()
            .into_iter()
            .map(|(purpose, _)| purpose)
            .collect();
        assert_eq!(
            purposes,
            [
                PinPurpose::Login,
                PinPurpose::PerOperation,
                PinPurpose::PerOperation
            ]
        );
        drop(key);

        let person = Person::who_reuses_the_pin(&[PIN]);
        let key = SigningKey::find(&token, &query, person.clone()).unwrap();
        sign_and_verify(&key);
        sign_and_verify(&key);
        assert_eq!(person.asked().len(), 1);
    }
}

#[test]
fn a_wrong_pin_per_operation_spends_one_attempt_and_the_login_survives() {
    let bench = softhsm();
    let token = bench.new_token("sai từng lần");
    let key = keys::issue(Kind::Rsa2048, "RSA");
    let writer = bench.writer(&token);
    key.put_private_key(&writer, &[1], "k", true);
    key.put_public_key(&writer, &[1], "k");
    keys::put_certificate(&writer, &key.certificate, &[1], "k");
    drop(writer);
    let person = Person::with_pins(&[PIN, "sai-sai-sai", PIN]);
    let key = SigningKey::find(&token, &KeyQuery::default(), person.clone()).unwrap();
    let error = signing_error(&key);
    assert!(
        matches!(error.code, ErrorCode::PinIncorrect { .. }),
        "{error}"
    );
    assert_eq!(error.call.as_deref(), Some("C_Login"));
    // The operation is over, the login is not: the next signature asks only for its own PIN.
    sign_and_verify(&key);
    let purposes: Vec<_> = person
        .asked()
        .into_iter()
        .map(|(purpose, _)| purpose)
        .collect();
    assert_eq!(
        purposes,
        [
            PinPurpose::Login,
            PinPurpose::PerOperation,
            PinPurpose::PerOperation
        ]
    );
}

#[test]
fn a_wrong_pin_is_reported_with_its_warning_and_never_sent_again() {
    let bench = softhsm();
    let token = bench.new_token("sai");
    let issued = keys::issue(Kind::P256, "Sai");
    let writer = bench.writer(&token);
    issued.put(&writer, &[1], "k");
    drop(writer);
    let person = Person::with_pins(&["sai-mat-khau", "sai-mat-khau", PIN]);
    let key = SigningKey::find(&token, &KeyQuery::default(), person.clone()).unwrap();
    let error = signing_error(&key);
    assert_eq!(
        error.code,
        ErrorCode::PinIncorrect {
            warning: PinWarning::CountLow
        }
    );
    // A second document of the batch, another SigningKey: the same PIN from the same file.
    let other = SigningKey::find(&token, &KeyQuery::default(), person.clone()).unwrap();
    assert_eq!(signing_error(&other).code, ErrorCode::PinAlreadyRefused);
    sign_and_verify(&key);
    assert_eq!(person.asked()[1], (PinPurpose::Login, PinWarning::CountLow));
}

#[test]
fn a_pin_of_impossible_length_is_not_sent() {
    let bench = softhsm();
    let token = bench.new_token("ngắn");
    let issued = keys::issue(Kind::P256, "Ngắn");
    issued.put(&bench.writer(&token), &[1], "k");
    let person = Person::with_pins(&["1", ""]);
    let key = SigningKey::find(&token, &KeyQuery::default(), person).unwrap();
    assert!(matches!(
        signing_error(&key).code,
        ErrorCode::PinLength { min: 4, .. }
    ));
    assert!(matches!(
        signing_error(&key).code,
        ErrorCode::PinLength { .. }
    ));
    assert_eq!(token.current_info().unwrap().pin.warning, PinWarning::None);
}

#[test]
fn a_token_without_a_user_pin_says_so() {
    let bench = softhsm();
    let token = bench.new_token_without_pin("chưa có PIN");
    assert!(!token.info().pin.initialised);
    let person = Person::with_pins(&[PIN]);
    let error = SigningKey::find(&token, &KeyQuery::default(), person.clone()).unwrap_err();
    assert_eq!(error.code, ErrorCode::PinNotInitialised);
    assert_eq!(person.asked(), []);
}

#[test]
fn data_prepared_for_another_key_is_refused() {
    let bench = softhsm();
    let token = bench.new_token("nhầm");
    let (first, second) = (keys::issue(Kind::P256, "A"), keys::issue(Kind::P256, "B"));
    let writer = bench.writer(&token);
    first.put(&writer, &[1], "a");
    second.put(&writer, &[2], "b");
    drop(writer);
    let person = Person::with_pins(&[PIN]);
    let find = |id| {
        SigningKey::find(
            &token,
            &KeyQuery {
                id: Some(vec![id]),
                ..KeyQuery::default()
            },
            person.clone(),
        )
        .unwrap()
    };
    let error = find(1).sign(&support::to_be_signed(&find(2))).unwrap_err();
    let error = error.downcast_ref::<token_pkcs11::TokenError>().unwrap();
    assert_eq!(error.code, ErrorCode::DataForAnotherKey);
    assert_eq!(person.asked(), []);
}

#[test]
fn a_token_that_shows_nothing_before_login_is_logged_in_to_once() {
    let bench = softhsm();
    let token = bench.new_token("kín");
    let issued = keys::issue(Kind::P256, "Kín");
    let writer = bench.writer(&token);
    issued.put_private_key(&writer, &[1], "k", false);
    issued.put_public_key(&writer, &[1], "k");
    keys::put_private_certificate(&writer, &issued.certificate, &[1], "k");
    drop(writer);
    assert!(token.certificates().unwrap().is_empty());
    let error = SigningKey::find(&token, &KeyQuery::default(), nobody()).unwrap_err();
    assert_eq!(error.code, ErrorCode::Cancelled);
    let person = Person::with_pins(&[PIN]);
    let key = SigningKey::find(&token, &KeyQuery::default(), person.clone()).unwrap();
    sign_and_verify(&key);
    assert_eq!(key.proof(), Some(KeyProof::AfterLogin));
    assert_eq!(person.asked().len(), 1);
}

#[test]
fn a_key_says_what_it_may_be_used_for() {
    let bench = softhsm();
    let token = bench.new_token("được phép");
    let (bound, idle) = (
        keys::issue(Kind::Rsa2048, "Một cơ chế"),
        keys::issue(Kind::P256, "Không ký"),
    );
    let writer = bench.writer(&token);
    let only = Attribute::AllowedMechanisms(vec![MechanismType::RSA_PKCS]);
    bound.put_private_key_with(&writer, &[1], "k", true, Some(only));
    bound.put_public_key(&writer, &[1], "k");
    keys::put_certificate(&writer, &bound.certificate, &[1], "k");
    idle.put_private_key_with(&writer, &[2], "i", false, None);
    idle.put_public_key(&writer, &[2], "i");
    keys::put_certificate(&writer, &idle.certificate, &[2], "i");
    drop(writer);
    let find = |id| {
        let query = KeyQuery {
            id: Some(vec![id]),
            ..KeyQuery::default()
        };
        SigningKey::find(&token, &query, Person::with_pins(&[PIN])).unwrap()
    };
    // The token also has CKM_SHA256_RSA_PKCS; this key wants the bare one.
    sign_and_verify(&find(1));
    let digest = DigestAlgorithm::Sha256;
    let pss = SignatureAlgorithm::RsaPss {
        digest,
        mgf_digest: digest,
        salt_length: 32,
    };
    let error = signing_error(&find(1).with_algorithm(pss).unwrap());
    let ErrorCode::MechanismMissing { available, .. } = error.code else {
        panic!("{error}")
    };
    assert_eq!(available, ["CKM_RSA_PKCS"]);
    assert_eq!(signing_error(&find(2)).code, ErrorCode::KeyNotForSigning);
}
