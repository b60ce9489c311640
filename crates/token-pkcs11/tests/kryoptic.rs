//! PIN attempts that are counted and locked, and a library that gives bare EC points: kryoptic.
#![allow(clippy::unwrap_used)]

mod support;

use support::keys::{self, Kind};
use support::person::Person;
use support::{PIN, SO_PIN, kryoptic, nobody, sign_and_verify, signing_error};
use token_pkcs11::{ErrorCode, KeyProof, KeyQuery, PinPurpose, PinWarning, SigningKey};

#[test]
fn rsa_and_both_curves_sign_and_verify() {
    let bench = kryoptic();
    let token = bench.new_token("ký");
    let issued = [(Kind::Rsa2048, 1), (Kind::P256, 2), (Kind::P384, 3)]
        .map(|(kind, id)| (keys::issue(kind, "Ký"), id));
    let writer = bench.writer(&token);
    issued
        .iter()
        .for_each(|(key, id)| key.put(&writer, &[*id], &format!("khóa {id}")));
    drop(writer);
    for (_, id) in &issued {
        let query = KeyQuery {
            id: Some(vec![*id]),
            ..KeyQuery::default()
        };
        let key = SigningKey::find(&token, &query, Person::with_pins(&[PIN])).unwrap();
        assert_eq!(key.proof(), Some(KeyProof::BeforePin));
        sign_and_verify(&key);
    }
}

#[test]
fn pss_and_ecdsa_hashing_mechanisms_are_there() {
    let bench = kryoptic();
    let token = bench.new_token("pss");
    let rsa = keys::issue(Kind::Rsa2048, "PSS");
    rsa.put(&bench.writer(&token), &[1], "rsa");
    let digest = cert_path::DigestAlgorithm::Sha256;
    let pss = cert_path::SignatureAlgorithm::RsaPss {
        digest,
        mgf_digest: digest,
        salt_length: 32,
    };
    let key = SigningKey::find(&token, &KeyQuery::default(), Person::with_pins(&[PIN])).unwrap();
    sign_and_verify(&key.with_algorithm(pss).unwrap());
    assert!(
        token
            .signing_mechanisms()
            .unwrap()
            .contains(&"CKM_ECDSA_SHA256".to_owned())
    );
}

#[test]
fn a_mismatch_is_refused_before_a_pin_and_always_authenticate_is_served() {
    let bench = kryoptic();
    let token = bench.new_token("lệch");
    let (key, other) = (
        keys::issue(Kind::P256, "Chủ khóa"),
        keys::issue(Kind::P256, "Người khác"),
    );
    let writer = bench.writer(&token);
    key.put_private_key(&writer, &[1], "k", true);
    key.put_public_key(&writer, &[1], "k");
    keys::put_certificate(&writer, &other.certificate, &[1], "sai");
    keys::put_certificate(&writer, &key.certificate, &[1], "đúng");
    drop(writer);
    let wrong = KeyQuery {
        label: Some("sai".to_owned()),
        ..KeyQuery::default()
    };
    let error = SigningKey::find(&token, &wrong, nobody()).unwrap_err();
    assert!(
        matches!(error.code, ErrorCode::KeyMismatch { .. }),
        "{error}"
    );
    let right = KeyQuery {
        label: Some("đúng".to_owned()),
        ..KeyQuery::default()
    };
    let person = Person::with_pins(&[PIN, PIN]);
    let key = SigningKey::find(&token, &right, person.clone()).unwrap();
    sign_and_verify(&key);
    assert_eq!(person.asked().len(), 2);
    assert_eq!(person.asked()[1].0, PinPurpose::PerOperation);
}

/// kryoptic: count low after the 7th and 8th wrong PIN, final try after the 9th, locked by the 10th.
#[test]
fn the_way_to_the_lock_is_told_step_by_step() {
    let bench = kryoptic();
    let token = bench.new_token("khóa");
    let issued = keys::issue(Kind::P256, "Khóa");
    issued.put(&bench.writer(&token), &[1], "k");
    let find = |person| SigningKey::find(&token, &KeyQuery::default(), person).unwrap();
    for attempt in 1..=9 {
        let warning = match attempt {
            1..=6 => PinWarning::None,
            7 | 8 => PinWarning::CountLow,
            _ => PinWarning::FinalTry,
        };
        let pin = format!("wrong-pin-{attempt}");
        let error = signing_error(&find(Person::with_pins(&[&pin])));
        assert_eq!(
            error.code,
            ErrorCode::PinIncorrect { warning },
            "attempt {attempt}"
        );
        assert_eq!(error.call.as_deref(), Some("C_Login"));
    }
    assert_eq!(
        token.current_info().unwrap().pin.warning,
        PinWarning::FinalTry
    );

    // The final try is not made without a yes; the PIN is not even asked for.
    let cautious = Person::with_pins(&[PIN]);
    assert_eq!(
        signing_error(&find(cautious.clone())).code,
        ErrorCode::Cancelled
    );
    assert_eq!(
        (cautious.final_tries_asked(), cautious.asked()),
        (1, vec![])
    );
    assert!(!token.current_info().unwrap().pin.locked);

    // With a yes and a wrong PIN, the token is locked, and that is said.
    let bold = Person::who_confirms_the_final_try(&["wrong-pin-10"]);
    assert_eq!(
        signing_error(&find(bold.clone())).code,
        ErrorCode::PinLocked
    );
    assert_eq!(bold.asked(), [(PinPurpose::Login, PinWarning::FinalTry)]);
    assert!(token.current_info().unwrap().pin.locked);

    // From now on nobody is asked and the token is left alone.
    let late = Person::who_confirms_the_final_try(&[PIN]);
    let error = signing_error(&find(late.clone()));
    assert_eq!(
        (error.code, error.call.as_deref()),
        (ErrorCode::PinLocked, Some("C_GetTokenInfo"))
    );
    assert_eq!((late.final_tries_asked(), late.asked()), (0, vec![]));
    assert_eq!(
        token
            .change_pin(Person::with_pins(&[PIN]).as_ref())
            .unwrap_err()
            .code,
        ErrorCode::PinLocked
    );

    // The security officer sets a new PIN: it serves, the old one does not, and what is on the token is still there.
    let unblock = |officer: &Person| {
        let inventory = token.inventory().unwrap();
        inventory.release(|_| true).unwrap().unblock(officer)
    };
    let wrong = Person::with_pins(&["wrong-so-pin"]).with_new_pins(&[NEW]);
    let error = unblock(&wrong).unwrap_err();
    assert!(
        matches!(error.code, ErrorCode::PinIncorrect { .. }),
        "{error}"
    );
    assert_eq!(wrong.asked()[0].0, PinPurpose::SecurityOfficer);
    let again = Person::with_pins(&["wrong-so-pin"]).with_new_pins(&[NEW]);
    assert_eq!(
        unblock(&again).unwrap_err().code,
        ErrorCode::PinAlreadyRefused
    );
    assert!(token.current_info().unwrap().pin.locked);
    let right = Person::with_pins(&[SO_PIN]).with_new_pins(&[NEW]);
    unblock(&right).unwrap();
    let info = token.current_info().unwrap();
    assert_eq!(
        (info.pin.locked, info.pin.warning),
        (false, PinWarning::None)
    );
    assert_eq!(
        signing_error(&find(Person::with_pins(&[PIN]))).code,
        ErrorCode::PinIncorrect {
            warning: PinWarning::None
        }
    );
    sign_and_verify(&find(Person::with_pins(&[NEW])));
}

const NEW: &str = "ma-moi-5610";

/// The attempts before the change count on: kryoptic warns after the 7th wrong PIN, whoever sent it.
#[test]
fn a_wrong_old_pin_of_a_change_is_one_attempt_among_the_others() {
    let bench = kryoptic();
    let token = bench.new_token("đổi, đếm");
    let issued = keys::issue(Kind::P256, "Đếm");
    issued.put(&bench.writer(&token), &[1], "k");
    for attempt in 1..=7 {
        let pin = format!("wrong-pin-{attempt}");
        let person = Person::with_pins(&[&pin, &pin]).with_new_pins(&[NEW, NEW]);
        let error = if attempt % 2 == 0 {
            signing_error(&SigningKey::find(&token, &KeyQuery::default(), person.clone()).unwrap())
        } else {
            token.change_pin(person.as_ref()).unwrap_err()
        };
        let warning = match attempt {
            7 => PinWarning::CountLow,
            _ => PinWarning::None,
        };
        assert_eq!(
            error.code,
            ErrorCode::PinIncorrect { warning },
            "attempt {attempt}"
        );
        // The same PIN again costs nothing.
        assert_eq!(
            token.change_pin(person.as_ref()).unwrap_err().code,
            ErrorCode::PinAlreadyRefused
        );
    }
    let person = Person::with_pins(&[PIN]).with_new_pins(&[NEW]);
    token.change_pin(person.as_ref()).unwrap();
    assert_eq!(person.asked()[0].1, PinWarning::CountLow);
    assert_eq!(token.current_info().unwrap().pin.warning, PinWarning::None);
}

#[test]
fn a_right_pin_at_the_final_try_opens_and_clears_the_warning() {
    let bench = kryoptic();
    let token = bench.new_token("lần cuối");
    let issued = keys::issue(Kind::P256, "Lần cuối");
    issued.put(&bench.writer(&token), &[1], "k");
    let find = |person| SigningKey::find(&token, &KeyQuery::default(), person).unwrap();
    for attempt in 1..=9 {
        signing_error(&find(Person::with_pins(&[&format!("wrong-pin-{attempt}")])));
    }
    let bold = Person::who_confirms_the_final_try(&[PIN]);
    sign_and_verify(&find(bold.clone()));
    assert_eq!(bold.final_tries_asked(), 1);
    assert_eq!(token.current_info().unwrap().pin.warning, PinWarning::None);
}
