//! Changing what is on a token: only after all of it was seen and cleared.
#![allow(clippy::unwrap_used)]

mod support;

use cert_path::Certificate;
use support::keys::{self, Kind};
use support::person::Person;
use support::{PIN, SO_PIN, nobody, sign_and_verify, softhsm};
use token_pkcs11::{ErrorCode, ImportedKey, KeyQuery, PinWarning, Seen, SigningKey};

const NEW: &str = "ma-moi-7733";

fn officer(pin: &str) -> std::sync::Arc<Person> {
    Person::with_pins(&[pin]).with_new_pins(&[NEW])
}

#[test]
fn a_blank_token_is_initialised_and_a_key_imported_signs() {
    let bench = softhsm();
    let turn = bench.turn();
    let blank = bench.module.blank_tokens().unwrap().pop().unwrap();
    let inventory = blank.inventory().unwrap();
    assert_eq!(inventory.seen(), Seen::Blank);
    let free = inventory.release(|_| false).unwrap();
    let token = free
        .initialise("nhập khóa", officer(SO_PIN).as_ref())
        .unwrap();
    drop(turn);
    assert_eq!(token.info().label, "nhập khóa");
    assert!(token.info().initialised && token.info().pin.initialised);
    for kind in [Kind::Rsa2048, Kind::P256, Kind::P384] {
        let (issued, ca) = keys::issue_under_a_ca(kind, "Nhập");
        let import = || {
            let inventory = token.inventory_logged_in(Person::with_pins(&[NEW]).as_ref());
            let inventory = inventory.unwrap();
            assert_eq!(inventory.seen(), Seen::Everything);
            inventory.release(|_| true).unwrap().import(&ImportedKey {
                pkcs8: &issued.private_key_pkcs8,
                certificate: &issued.certificate,
                chain: std::slice::from_ref(&ca),
                label: "nhập",
            })
        };
        let id = import().unwrap();
        assert_eq!(import().unwrap_err().code, ErrorCode::KeyAlreadyThere);
        let query = KeyQuery {
            id: Some(id),
            ..KeyQuery::default()
        };
        let key = SigningKey::find(&token, &query, Person::with_pins(&[NEW])).unwrap();
        assert_eq!(*key.entry().certificate.der(), *issued.certificate.der());
        sign_and_verify(&key);
    }
}

#[test]
fn what_is_not_cleared_cannot_be_read_or_is_hidden_is_not_released() {
    let bench = softhsm();
    let issued = keys::issue(Kind::P256, "Có");
    let carrying = bench.new_token("có chứng thư");
    issued.put(&bench.writer(&carrying), &[1], "k");
    let release = |token: &token_pkcs11::Token, is_cleared: fn(&Certificate) -> bool| {
        token.inventory().unwrap().release(is_cleared)
    };
    assert!(release(&carrying, |_| true).is_ok());
    let kept = release(&carrying, |_| false).unwrap_err();
    assert_eq!(kept.certificates().certificates.len(), 1);
    let empty = bench.new_token("không thấy gì");
    assert!(release(&empty, |_| true).is_err());
    // Logged in, that nothing is there is seen.
    let seen = empty.inventory_logged_in(Person::with_pins(&[PIN]).as_ref());
    assert!(seen.unwrap().release(|_| false).is_ok());
    let hidden = bench.new_token("giấu");
    keys::put_private_certificate(&bench.writer(&hidden), &issued.certificate, &[1], "k");
    assert!(release(&hidden, |_| true).is_err());
    let seen = hidden.inventory_logged_in(Person::with_pins(&[PIN]).as_ref());
    assert!(seen.unwrap().release(|_| false).is_err());
    let unreadable = bench.new_token("hỏng");
    let writer = bench.writer(&unreadable);
    issued.put(&writer, &[1], "k");
    keys::put_certificate_value(&writer, b"x", b"\x30\x00", &[2], "hỏng");
    drop(writer);
    assert!(release(&unreadable, |_| true).is_err());
}

#[test]
fn a_key_is_not_imported_without_having_looked_at_everything() {
    let bench = softhsm();
    let token = bench.new_token("chưa xem hết");
    let issued = keys::issue(Kind::P256, "Một");
    issued.put(&bench.writer(&token), &[1], "k");
    let other = keys::issue(Kind::P256, "Hai");
    let import = |pkcs8: &[u8], logged_in: bool| {
        let inventory = match logged_in {
            true => token.inventory_logged_in(Person::with_pins(&[PIN]).as_ref()),
            false => token.inventory(),
        };
        let free = inventory.unwrap().release(|_| true).unwrap();
        let key = ImportedKey {
            pkcs8,
            certificate: &other.certificate,
            chain: &[],
            label: "hai",
        };
        free.import(&key).unwrap_err()
    };
    let error = import(&other.private_key_pkcs8, false);
    assert_eq!(
        error.to_string(),
        "the token answered CKR_USER_NOT_LOGGED_IN (in C_CreateObject)"
    );
    let rsa = keys::issue(Kind::Rsa2048, "RSA");
    for pkcs8 in [&rsa.private_key_pkcs8[..], b"\x30\x00", b""] {
        assert_eq!(import(pkcs8, true).code, ErrorCode::KeyNotImportable);
    }
    assert_eq!(token.certificates().unwrap().certificates.len(), 1);
}

#[test]
fn a_wrong_officer_a_long_label_or_nobody_change_nothing() {
    let bench = softhsm();
    let token = bench.new_token("giữ nguyên");
    let issued = keys::issue(Kind::P256, "Giữ");
    issued.put(&bench.writer(&token), &[1], "k");
    let free = || token.inventory().unwrap().release(|_| true).unwrap();
    let label = "nhãn dài hơn ba mươi hai byte, không nhận";
    let code = free()
        .initialise(label, officer(SO_PIN).as_ref())
        .unwrap_err()
        .code;
    assert_eq!(code, ErrorCode::LabelLength { max: 32 });
    let code = free()
        .initialise("mới", nobody().as_ref())
        .unwrap_err()
        .code;
    assert_eq!(code, ErrorCode::Cancelled);
    // Without a new PIN the officer's is not sent.
    let no_new = Person::with_pins(&[SO_PIN]);
    assert_eq!(
        free().unblock(no_new.as_ref()).unwrap_err().code,
        ErrorCode::Cancelled
    );
    assert_eq!(
        token.current_info().unwrap().so_pin.warning,
        PinWarning::None
    );
    let error = free()
        .initialise("mới", officer("sai-so-pin").as_ref())
        .unwrap_err();
    assert!(
        matches!(error.code, ErrorCode::PinIncorrect { .. }),
        "{error}"
    );
    assert_eq!(error.call.as_deref(), Some("C_InitToken"));
    let error = free().unblock(officer("sai-so-pin").as_ref()).unwrap_err();
    assert_eq!(error.code, ErrorCode::PinAlreadyRefused);
    let key = SigningKey::find(&token, &KeyQuery::default(), Person::with_pins(&[PIN])).unwrap();
    sign_and_verify(&key);
}

#[test]
fn an_initialised_token_loses_what_it_had() {
    let bench = softhsm();
    let token = bench.new_token("làm lại");
    keys::issue(Kind::P256, "Cũ").put(&bench.writer(&token), &[1], "k");
    let seen = token.inventory_logged_in(Person::with_pins(&[PIN]).as_ref());
    let free = seen.unwrap().release(|_| true).unwrap();
    let token = free
        .initialise("làm lại rồi", officer(SO_PIN).as_ref())
        .unwrap();
    assert!(token.certificates().unwrap().is_empty());
    let seen = token.inventory_logged_in(Person::with_pins(&[NEW]).as_ref());
    assert!(seen.unwrap().certificates().is_empty());
}
