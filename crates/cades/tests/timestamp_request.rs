//! A request for a time-stamp, and every answer that must not be used.
#![allow(clippy::unwrap_used)]

mod common;

use cades::{
    CadesErrorKind, Malformed, TimestampFailure, TimestampRefused, TimestampRequest, TimestampToken,
};
use common::{hierarchy, provider, sha256};
use demo_pki::{Authority, KeyKind, Profile, StampedNonce, TimestampProfile, timestamp_rejection};
use jiff::Timestamp;

const NONCE: [u8; 16] = [0, 0, 0x8f, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];

fn at() -> Timestamp {
    "2026-11-23T09:00:00Z".parse().unwrap()
}

fn authority(change: impl FnOnce(&mut Profile)) -> Authority {
    let mut profile = Profile {
        key: KeyKind::P256,
        ..hierarchy().timestamp_authority()
    };
    change(&mut profile);
    hierarchy()
        .root_authority()
        .issue_authority(&profile)
        .unwrap()
}

fn request() -> TimestampRequest {
    TimestampRequest::new(sha256(b"a signature value"), None, Some(&NONCE)).unwrap()
}

fn refused(request: &TimestampRequest, answer: &[u8]) -> TimestampRefused {
    request.accept(answer, provider()).unwrap_err()
}

fn answer(change: impl FnOnce(&mut TimestampProfile)) -> Vec<u8> {
    let mut profile = TimestampProfile::new(at());
    change(&mut profile);
    authority(|_| ())
        .timestamp(&profile, request().der())
        .unwrap()
}

#[test]
fn an_honest_answer_is_granted() {
    for key in [KeyKind::Rsa2048, KeyKind::P384, KeyKind::Ed25519] {
        let authority = authority(|profile| profile.key = key);
        let answer = authority
            .timestamp(&TimestampProfile::new(at()), request().der())
            .unwrap();
        let granted = request().accept(&answer, provider()).unwrap();
        assert_eq!(granted.proof().time(), at());
        assert_eq!(granted.token().nonce(), Some(&NONCE[2..]));
        let certificate = granted.proof().signer_certificate();
        assert_eq!(certificate.der(), authority.issued().certificate_der);
    }
}

#[test]
fn without_a_nonce_none_is_looked_for() {
    let request = TimestampRequest::new(sha256(b"x"), None, None).unwrap();
    let profile = TimestampProfile::new(at());
    let answer = authority(|_| ())
        .timestamp(&profile, request.der())
        .unwrap();
    assert_eq!(
        request.accept(&answer, provider()).unwrap().token().nonce(),
        None
    );
}

/// RFC 3161 §2.4.1: DER of a request, octet by octet.
#[test]
fn the_request_is_der() {
    let imprint = sha256(b"abc");
    let policy = "1.2.3".parse().unwrap();
    let request = TimestampRequest::new(imprint, Some(policy), Some(&[0x80])).unwrap();
    let mut expected = vec![0x30, 0];
    expected.extend([2, 1, 1]);
    expected.extend([0x30, 0x2f, 0x30, 0x0b, 6, 9]);
    expected.extend(b"\x60\x86\x48\x01\x65\x03\x04\x02\x01");
    expected.extend([4, 32]);
    expected.extend(request.imprint().as_bytes());
    expected.extend([6, 2, 0x2a, 3]);
    expected.extend([2, 2, 0, 0x80]);
    expected.extend([1, 1, 0xff]);
    expected[1] = u8::try_from(expected.len() - 2).unwrap();
    assert_eq!(request.der(), expected);
}

#[test]
fn a_nonce_compares_as_a_number() {
    let short =
        TimestampRequest::new(sha256(b"a signature value"), None, Some(&NONCE[2..])).unwrap();
    let profile = TimestampProfile::new(at());
    let answer = authority(|_| ()).timestamp(&profile, short.der()).unwrap();
    assert!(request().accept(&answer, provider()).is_ok());
}

#[test]
fn each_wrong_answer_has_its_own_name() {
    let request = request();
    let wrong = answer(|profile| profile.nonce = StampedNonce::Other(5));
    assert_eq!(refused(&request, &wrong), TimestampRefused::OtherNonce);
    let wrong = answer(|profile| profile.nonce = StampedNonce::Absent);
    assert_eq!(refused(&request, &wrong), TimestampRefused::NoNonce);
    let wrong = answer(|profile| profile.imprint = Some(vec![7; 32]));
    assert_eq!(refused(&request, &wrong), TimestampRefused::OtherImprint);
    let wrong = answer(|profile| profile.carries_its_certificate = false);
    assert_eq!(refused(&request, &wrong), TimestampRefused::NoCertificate);
    let wrong = answer(|profile| profile.names_its_certificate = false);
    let absent = TimestampRefused::Token(TimestampFailure::BindingAbsent);
    assert_eq!(refused(&request, &wrong), absent);
    for page in [
        &b"<!DOCTYPE html><html>"[..],
        b" \r\n<html>",
        b"\xef\xbb\xbf<p>",
    ] {
        assert_eq!(refused(&request, page), TimestampRefused::Html);
    }
}

#[test]
fn another_policy_is_refused_only_where_one_was_asked_for() {
    let asked = "2.16.704.1.1.1.2".parse().unwrap();
    let with = TimestampRequest::new(sha256(b"x"), Some(asked), Some(&NONCE)).unwrap();
    let other = TimestampProfile {
        policy: Some("1.2.3.4".to_owned()),
        ..TimestampProfile::new(at())
    };
    let authority = authority(|_| ());
    let answer = authority.timestamp(&other, with.der()).unwrap();
    let found = "1.2.3.4".parse().unwrap();
    let expected = TimestampRefused::OtherPolicy { asked, found };
    assert_eq!(refused(&with, &answer), expected);
    let free = TimestampRequest::new(sha256(b"x"), None, Some(&NONCE)).unwrap();
    let answer = authority.timestamp(&other, free.der()).unwrap();
    assert!(free.accept(&answer, provider()).is_ok());
}

#[test]
fn only_a_time_stamp_authority_may_stamp_and_only_while_its_certificate_is_valid() {
    let signers = [
        authority(|profile| profile.extended_key_usage_critical = false),
        authority(|profile| profile.extended_key_usage.clear()),
        authority(|profile| {
            let more = demo_pki::usages::CLIENT_AUTH.to_owned();
            profile.extended_key_usage.push(more);
        }),
    ];
    for signer in signers {
        let answer = signer
            .timestamp(&TimestampProfile::new(at()), request().der())
            .unwrap();
        let why = refused(&request(), &answer);
        assert!(matches!(why, TimestampRefused::NotAnAuthority(_)), "{why}");
    }
    let late = "2040-01-01T00:00:00Z".parse().unwrap();
    let wrong = answer(|profile| profile.time = late);
    let why = refused(&request(), &wrong);
    assert!(
        matches!(why, TimestampRefused::OutsideValidity { time, .. } if time == late),
        "{why}"
    );
}

#[test]
fn a_rejection_is_told_in_the_words_of_the_authority() {
    let answer = timestamp_rejection(14, "the clock\u{7} is not set");
    let TimestampRefused::Rejected(rejection) = refused(&request(), &answer) else {
        panic!("not a rejection");
    };
    assert_eq!(rejection.status(), 2);
    assert_eq!(
        rejection.reasons().collect::<Vec<_>>(),
        ["timeNotAvailable"]
    );
    assert_eq!(rejection.words(), "the clock is not set");
    assert_eq!(
        rejection.to_string(),
        "status 2, timeNotAvailable (the clock is not set)"
    );
    let long = timestamp_rejection(25, &"x".repeat(100_000));
    let TimestampRefused::Rejected(rejection) = refused(&request(), &long) else {
        panic!("not a rejection");
    };
    assert_eq!(rejection.words().len(), 200);
}

#[test]
fn every_truncation_and_every_flipped_bit_is_refused_and_panics_nowhere() {
    let request = request();
    let whole = answer(|_| ());
    for end in 0..whole.len() {
        let why = refused(&request, &whole[..end]);
        assert!(
            matches!(why, TimestampRefused::Malformed(_)),
            "{end}: {why}"
        );
    }
    let cut = refused(&request, &whole[..whole.len() - 1]);
    let truncated = CadesErrorKind::Malformed(Malformed::Truncated);
    assert!(matches!(cut, TimestampRefused::Malformed(error) if error.kind == truncated));
    for place in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[place] ^= 1;
        if let Ok(granted) = request.accept(&flipped, provider()) {
            // What is not signed may change: another encoding of the same, as the status "granted with modifications".
            assert_eq!(granted.proof().time(), at(), "{place}");
        }
    }
}

#[test]
fn a_granted_status_without_a_token_is_malformed() {
    let why = refused(&request(), &[0x30, 5, 0x30, 3, 2, 1, 0]);
    assert!(matches!(why, TimestampRefused::Malformed(_)), "{why}");
    assert!(TimestampToken::parse(&[]).is_err());
}
