//! Who is let in.

use std::num::NonZeroU32;
use std::time::Instant;

use kyso_service::{Access, Client, KeyLimits};

use crate::desk::{Desk, pdf};

pub const TOKEN: &str = "Authorization: Bearer secret\r\n";

pub fn access(of_client: Option<u32>, at_once: usize) -> Access {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, b"secret");
    let limits = KeyLimits {
        at_once,
        per_minute: None,
    };
    let client = Client {
        name: "qlvb".to_owned(),
        token_sha256: digest.as_ref().try_into().unwrap(),
        keys: ["a".to_owned()].into(),
        per_minute: of_client.and_then(NonZeroU32::new),
    };
    Access {
        clients: vec![client],
        keys: [("a".to_owned(), limits), ("b".to_owned(), limits)].into(),
        is_required: false,
    }
}

#[test]
fn a_document_alone_or_a_form_goes_to_the_key() {
    let desk = Desk::guarded(access(None, 1), |_| {});
    let heard = desk.send("/v1/sign?key=a", TOKEN, &pdf(10));
    assert!(
        heard.status == 200 && heard.body.contains("key: \"a\""),
        "{}",
        heard.body
    );
    let document = pdf(10);
    let parts: &[(&str, &[u8])] = &[("number", b"12"), ("document", &document)];
    let heard = desk.fill_with("/v1/sign?key=a", TOKEN, parts);
    assert!(
        heard.body.contains("number: Some(\"12\")"),
        "{}",
        heard.body
    );
    desk.fill_with("/v1/sign?key=a", TOKEN, &parts[..1])
        .is_problem(400, "parameter");
    for query in ["", "?key=a&pin=1234", "?key=a&key=a"] {
        let heard = desk.send(&format!("/v1/sign{query}"), TOKEN, &pdf(10));
        heard.is_problem(400, "parameter");
    }
    assert_eq!(desk.left(), 0);
}

#[test]
fn who_is_refused_hears_so_though_they_send_much() {
    let desk = Desk::guarded(access(None, 1), |_| {});
    let much = pdf(20 << 20);
    desk.send("/v1/sign?key=a", "", &much)
        .is_problem(401, "access-token");
    desk.send("/v1/sign?key=b", TOKEN, &much)
        .is_problem(403, "access");
    let other = "Authorization: Basic c2VjcmV0\r\n";
    desk.send("/v1/verify", other, &much)
        .is_problem(401, "access-token");
    assert_eq!(desk.left(), 0);
}

#[test]
fn a_client_has_its_number_of_requests_a_minute() {
    let desk = Desk::guarded(access(Some(2), 1), |_| {});
    for _ in 0..2 {
        assert_eq!(desk.send("/v1/verify", TOKEN, &pdf(10)).status, 200);
    }
    let heard = desk.send("/v1/verify", TOKEN, &pdf(10));
    heard.is_problem(429, "too-many");
    let after = heard
        .head
        .lines()
        .find_map(|line| line.strip_prefix("retry-after: "));
    let after: u64 = after.unwrap().parse().unwrap();
    assert!((1..=31).contains(&after), "{after}");
    // others are not held back
    assert_eq!(desk.send("/v1/verify", "", &pdf(10)).status, 200);
}

#[test]
fn a_key_signs_so_many_at_once() {
    for (at_once, least) in [(1, 1200), (3, 400)] {
        let desk = Desk::guarded(access(None, at_once), |limits| limits.at_once = 1);
        let document = pdf(10);
        let parts: &[(&str, &[u8])] = &[("reason", b"slow"), ("document", &document)];
        let begun = Instant::now();
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    let heard = desk.fill_with("/v1/sign?key=a", TOKEN, parts);
                    assert_eq!(heard.status, 200);
                });
            }
        });
        let taken = begun.elapsed().as_millis();
        assert!(taken >= least, "{at_once}: {taken}");
    }
}
