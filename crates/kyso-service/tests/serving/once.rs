//! `Idempotency-Key`: who lost the answer asks again.

use std::io::Write as _;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crate::access::{TOKEN, access};
use crate::desk::{Desk, Heard, head, pdf};

fn sign(desk: &Desk, key: &str, octets: &[u8]) -> Heard {
    let more = format!("{TOKEN}Idempotency-Key: {key}\r\n");
    desk.send("/v1/sign?key=a", &more, octets)
}

#[test]
fn the_same_request_has_the_same_answer_and_one_signature() {
    let desk = Desk::guarded(access(None, 1), |limits| limits.in_memory = 1000);
    for octets in [pdf(100), pdf(5000)] {
        let key = octets.len().to_string();
        let first = sign(&desk, &key, &octets);
        assert_eq!(first.status, 200, "{}", first.body);
        // every signature has a number of its own
        for _ in 0..3 {
            assert_eq!(sign(&desk, &key, &octets).body, first.body);
        }
        let without = desk.send("/v1/sign?key=a", TOKEN, &octets);
        assert_ne!(without.body, first.body);
        assert_ne!(sign(&desk, &format!("{key}x"), &octets).body, first.body);
    }
    // what is kept: four files, and no document beside them
    crate::wait(|| (desk.left(), desk.files()) == (4, 4));
}

#[test]
fn a_key_stands_for_one_request() {
    let desk = Desk::guarded(access(None, 1), |_| {});
    assert_eq!(sign(&desk, "k", &pdf(10)).status, 200);
    sign(&desk, "k", &pdf(11)).is_problem(422, "idempotency");
    let more = format!("{TOKEN}Idempotency-Key: k\r\n");
    let document = pdf(10);
    let parts: &[(&str, &[u8])] = &[("document", &document), ("reason", b"other")];
    let heard = desk.fill_with("/v1/sign?key=a", &more, parts);
    heard.is_problem(422, "idempotency");
    let heard = desk.send("/v1/extend?to=t", &more, &pdf(10));
    heard.is_problem(422, "idempotency");
    // raising is kept too
    let more = format!("{TOKEN}Idempotency-Key: e\r\n");
    let first = desk.send("/v1/extend?to=t", &more, &pdf(10));
    assert_eq!(
        desk.send("/v1/extend?to=t", &more, &pdf(10)).body,
        first.body
    );
    desk.send("/v1/extend?to=lt", &more, &pdf(10))
        .is_problem(422, "idempotency");
}

#[test]
fn what_is_no_key_is_refused() {
    let desk = Desk::guarded(access(None, 1), |_| {});
    for wrong in ["", "a b", &"k".repeat(256), "a\r\nIdempotency-Key: a"] {
        sign(&desk, wrong, &pdf(10)).is_problem(400, "parameter");
    }
    let heard = desk.send("/v1/extend?to=t", "Idempotency-Key: a\r\n", &pdf(10));
    heard.is_problem(401, "access-token");
    assert_eq!(desk.left(), 0);
}

#[test]
fn while_the_first_is_at_work_the_second_is_told_so() {
    let desk = Desk::guarded(access(None, 2), |_| {});
    let document = pdf(10);
    let more = format!("{TOKEN}Idempotency-Key: k\r\n");
    let slow: &[(&str, &[u8])] = &[("reason", b"slow"), ("document", &document)];
    let ask = || desk.fill_with("/v1/sign?key=a", &more, slow);
    let mut heard: Vec<Heard> = std::thread::scope(|scope| {
        let both = [scope.spawn(ask), scope.spawn(ask)];
        both.into_iter().map(|one| one.join().unwrap()).collect()
    });
    heard.sort_by_key(|heard| heard.status);
    assert_eq!(heard[0].status, 200);
    heard[1].is_problem(409, "in-progress");
    assert_eq!(ask().body, heard[0].body);
}

#[test]
fn the_work_ends_also_where_the_client_went_away() {
    let desk = Desk::guarded(access(None, 1), |_| {});
    let document = pdf(10);
    let more = format!("{TOKEN}Idempotency-Key: k\r\n");
    let slow: &[(&str, &[u8])] = &[("reason", b"slow"), ("document", &document)];
    let (kind, form) = crate::desk::form(slow);
    let head = head("/v1/sign?key=a", &more, form.len()).replace("application/pdf", &kind);
    let mut stream = desk.open();
    stream
        .write_all(&[head.as_bytes(), &form].concat())
        .unwrap();
    std::thread::sleep(Duration::from_millis(100));
    drop(stream);
    let begun = Instant::now();
    let heard = loop {
        let heard = desk.fill_with("/v1/sign?key=a", &more, slow);
        if heard.status != 409 {
            break heard;
        }
        assert!(begun.elapsed() < Duration::from_secs(10));
        std::thread::sleep(Duration::from_millis(50));
    };
    assert_eq!(heard.status, 200);
    assert_eq!(desk.office.signed.load(Ordering::SeqCst), 1);
}

#[test]
fn what_fails_is_not_kept() {
    let desk = Desk::guarded(access(None, 1), |_| {});
    let document = pdf(10);
    let more = format!("{TOKEN}Idempotency-Key: k\r\n");
    for (reason, status) in [("panics", 500), ("refused", 422)] {
        let parts: &[(&str, &[u8])] = &[("reason", reason.as_bytes()), ("document", &document)];
        let heard = desk.fill_with("/v1/sign?key=a", &more, parts);
        assert_eq!(heard.status, status);
    }
    assert_eq!(sign(&desk, "k", &document).status, 200);
}

#[test]
fn it_is_kept_for_a_while_and_gone() {
    let time = Duration::from_millis(700);
    let desk = Desk::guarded(access(None, 1), |limits| limits.kept_for = time);
    let first = sign(&desk, "k", &pdf(10));
    assert_eq!(sign(&desk, "k", &pdf(10)).body, first.body);
    let begun = Instant::now();
    while desk.left() > 0 {
        assert!(begun.elapsed() < Duration::from_secs(10), "it stays");
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_ne!(sign(&desk, "k", &pdf(10)).body, first.body);
}

#[test]
fn so_much_is_kept_and_no_more() {
    for (number, octets) in [(2, u64::MAX), (9, 2000)] {
        let desk = Desk::guarded(access(None, 1), |limits| {
            (limits.kept, limits.kept_octets) = (number, octets);
        });
        let first = sign(&desk, "1", &pdf(700));
        assert_eq!(sign(&desk, "2", &pdf(700)).status, 200);
        let heard = sign(&desk, "3", &pdf(700));
        heard.is_problem(429, "too-many");
        assert!(heard.head.contains("retry-after: "), "{}", heard.head);
        // what is kept is had, and without a key it is signed
        assert_eq!(sign(&desk, "1", &pdf(700)).body, first.body);
        assert_eq!(desk.send("/v1/sign?key=a", TOKEN, &pdf(700)).status, 200);
    }
}
