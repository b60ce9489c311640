//! The service over loopback: documents in, answers out, and everything a client may do wrong.
#![allow(clippy::unwrap_used, unreachable_pub, reason = "tests")]
#![allow(
    clippy::disallowed_methods,
    reason = "tests read files and open connections"
)]

mod access;
mod desk;
mod log;
mod once;

use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use desk::{Desk, Told, head, heard, pdf};
use kyso_service::{Access, Limits, ServeError, Service, Settings};

#[test]
fn it_says_that_it_is_there() {
    let heard = Desk::new().get("/v1/health");
    assert_eq!(
        (heard.status, heard.json()["status"].as_str()),
        (200, Some("ok"))
    );
    assert!(heard.head.contains("cache-control: no-store"));
    assert!(heard.head.contains("x-content-type-options: nosniff"));
}

#[test]
fn pages_are_held_to_this_service() {
    let desk = Desk::new();
    for (file, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/base.css", "text/css; charset=utf-8"),
        ("/check.js", "text/javascript; charset=utf-8"),
        ("/icon.svg", "image/svg+xml"),
        ("/words.js", "text/javascript; charset=utf-8"),
    ] {
        let heard = desk.get(file);
        assert_eq!(heard.status, 200, "{file}");
        for said in [
            format!("content-type: {kind}").as_str(),
            "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;",
            "frame-ancestors 'none'",
            "cross-origin-opener-policy: same-origin",
            "cross-origin-resource-policy: same-origin",
            "referrer-policy: no-referrer",
            "x-content-type-options: nosniff",
            "cache-control: no-store",
        ] {
            assert!(heard.head.contains(said), "{file}: {said}: {}", heard.head);
        }
        // what the policy forbids is not in the files either
        for forbidden in ["style=", "onclick=", "https://", "innerHTML"] {
            assert!(!heard.body.contains(forbidden), "{file}: {forbidden}");
        }
    }
    // what belongs to the local service is not here
    for path in ["/check.map", "/ky/", "/ky/confirm.js", "/ky/api/0"] {
        desk.get(path).is_problem(404, "not-found");
    }
}

#[test]
fn a_document_goes_to_the_office_with_what_is_asked() {
    let desk = Desk::new();
    let octets = pdf(5000);
    let heard = desk.send(
        "/v1/verify?name=c%C3%B4ng-v%C4%83n.pdf&policy=vn-office&at=2026-11-23T10:00:00%2B07:00",
        "",
        &octets,
    );
    let value = heard.json();
    assert_eq!(heard.status, 200, "{}", heard.body);
    assert_eq!(value["name"], "công-văn.pdf");
    assert_eq!(value["policy"], "vn-office");
    assert_eq!(value["at"], "2026-11-23T03:00:00Z");
    assert_eq!(value["kept"], "memory");
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &octets);
    let digits = digest.as_ref().iter().map(|octet| format!("{octet:02x}"));
    assert_eq!(value["sha256"], digits.collect::<String>());
}

#[test]
fn a_large_document_is_in_a_file_that_is_gone_after_the_answer() {
    let desk = Desk::with(|limits| limits.in_memory = 100_000);
    for length in [100_000, 100_001, 3_000_000] {
        let octets = pdf(length);
        let value = desk.send("/v1/verify", "", &octets).json();
        let kept = if length > 100_000 { "file" } else { "memory" };
        assert_eq!(value["kept"], kept, "{length}");
        let sum = octets.iter().map(|octet| u64::from(*octet)).sum::<u64>();
        assert_eq!(value["sum"], sum);
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &octets);
        let digits = digest.as_ref().iter().map(|octet| format!("{octet:02x}"));
        assert_eq!(value["sha256"], digits.collect::<String>());
        assert_eq!(desk.left(), 0);
    }
}

#[test]
fn a_body_in_chunks_is_taken_too() {
    let desk = Desk::new();
    let request = "POST /v1/verify HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/pdf\r\n\
        Transfer-Encoding: chunked\r\n\r\n5\r\n%PDF-\r\n3\r\n1.7\r\n0\r\n\r\n";
    let value = desk.say(request.as_bytes()).json();
    assert_eq!(value["kept"], "memory");
}

#[test]
fn what_is_no_document_is_refused() {
    let desk = Desk::with(|limits| limits.in_memory = 2000);
    let html = desk.send("/v1/verify", "", b"<html>no</html>");
    html.is_problem(415, "not-a-pdf");
    desk.send("/v1/verify", "", b"")
        .is_problem(415, "not-a-pdf");
    // told before all of it has come
    let late = [vec![b' '; 1100], pdf(5000)].concat();
    desk.send("/v1/verify", "", &late)
        .is_problem(415, "not-a-pdf");
    let json = "POST /v1/verify HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    desk.say(json.as_bytes()).is_problem(415, "media-type");
    let nothing =
        "POST /v1/verify HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    desk.say(nothing.as_bytes()).is_problem(415, "media-type");
}

#[test]
fn parameters_are_known_ones() {
    let desk = Desk::new();
    for wrong in [
        "at=yesterday",
        "policy=lax",
        "colour=red",
        "name=a&name=b",
        "name=a%0Ab",
    ] {
        let heard = desk.send(&format!("/v1/verify?{wrong}"), "", &pdf(10));
        heard.is_problem(400, "parameter");
    }
}

#[test]
fn too_much_is_refused_by_its_word_and_by_its_length() {
    let desk = Desk::with(|limits| {
        limits.document = 50_000;
        limits.in_memory = 1000;
    });
    let head = head("/v1/verify", "", 50_001);
    desk.say(head.as_bytes()).is_problem(413, "too-large");
    let mut chunks = "POST /v1/verify HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/pdf\r\n\
        Transfer-Encoding: chunked\r\n\r\n5\r\n%PDF-\r\n"
        .to_owned();
    chunks += &format!("{:x}\r\n{}\r\n0\r\n\r\n", 50_000, "x".repeat(50_000));
    desk.say(chunks.as_bytes()).is_problem(413, "too-large");
    assert_eq!(desk.left(), 0);
}

#[test]
fn a_document_that_stops_in_the_middle_is_told_and_nothing_is_left() {
    let desk = Desk::with(|limits| limits.in_memory = 1000);
    let mut stream = desk.open();
    stream
        .write_all(head("/v1/verify", "", 100_000).as_bytes())
        .unwrap();
    stream.write_all(&pdf(60_000)).unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let heard = heard(stream);
    assert!(heard.status == 0 || heard.status == 400, "{}", heard.head);
    wait(|| desk.left() == 0);
    assert_eq!(desk.get("/v1/health").status, 200);
}

#[test]
fn a_document_that_drips_is_not_waited_for() {
    let desk = Desk::with(|limits| limits.grace = Duration::from_millis(300));
    let mut stream = desk.open();
    stream
        .write_all(head("/v1/verify", "", 100_000).as_bytes())
        .unwrap();
    stream.write_all(b"%PDF-1.7\n").unwrap();
    let begun = Instant::now();
    heard(stream).is_problem(408, "too-slow");
    assert!(begun.elapsed() > Duration::from_millis(250));
}

#[test]
fn a_head_that_drips_is_not_waited_for() {
    let desk = Desk::with(|limits| {
        limits.head = Duration::from_millis(300);
        limits.connections = 1;
    });
    let mut slow = desk.open();
    slow.write_all(b"GET /v1/health HTTP/1.1\r\nHost").unwrap();
    // the only seat is free again soon
    assert_eq!(desk.get("/v1/health").status, 200);
}

#[test]
fn other_addresses_and_methods_are_problems_too() {
    let desk = Desk::new();
    desk.get("/v1/nothing").is_problem(404, "not-found");
    let heard = desk.get("/v1/verify");
    heard.is_problem(405, "method-not-allowed");
    assert!(heard.head.contains("allow: POST"), "{}", heard.head);
}

#[test]
fn a_refusal_of_the_office_is_told_in_the_language_asked_for() {
    let desk = Desk::new();
    let path = "/v1/verify?name=refused.pdf";
    let value = desk.send(path, "", &pdf(10)).is_problem(422, "broken-xref");
    assert_eq!(value["detail"], "Bảng tham chiếu hỏng.");
    assert_eq!(value["offset"], 17);
    assert!(value["type"].as_str().unwrap().ends_with("#broken-xref"));
    let english = desk.send(path, "Accept-Language: en-GB, vi;q=0.5\r\n", &pdf(10));
    assert_eq!(
        english.json()["detail"],
        "The cross-reference table is broken."
    );
    assert!(english.head.contains("content-language: en"));
    for (asked, is_english) in [("", false), ("Accept-Language: en\r\n", true)] {
        let answer = desk
            .send("/v1/verify?name=english.pdf", asked, &pdf(10))
            .json();
        assert_eq!(answer["english"], is_english);
    }
}

#[test]
fn a_defect_of_the_office_harms_one_answer() {
    let desk = Desk::with(|limits| limits.at_once = 1);
    let heard = desk.send("/v1/verify?name=panics.pdf", "", &pdf(10));
    heard.is_problem(500, "defect");
    assert_eq!(desk.send("/v1/verify", "", &pdf(10)).status, 200);
}

#[test]
fn what_runs_ends_when_it_is_stopped() {
    let mut desk = Desk::new();
    let mut stream = desk.open();
    let octets = [
        head("/v1/verify?name=slow.pdf", "", 10).into_bytes(),
        pdf(10),
    ]
    .concat();
    stream.write_all(&octets).unwrap();
    std::thread::sleep(Duration::from_millis(100));
    assert!(desk.stop());
    assert_eq!(heard(stream).status, 200);
    assert!(std::net::TcpStream::connect(desk.address).is_err());
    let left = std::fs::read_dir(desk.folder.path()).unwrap().count();
    assert_eq!(left, 1, "the gate alone");
}

#[test]
fn without_a_certificate_it_serves_this_machine_only() {
    let folder = tempfile::tempdir().unwrap();
    let bound = |address: &str| {
        let settings = Settings {
            address: address.parse::<SocketAddr>().unwrap(),
            tls: None,
            folder: folder.path().to_owned(),
            access: Access::default(),
            limits: Limits::default(),
            log: None,
            local: None,
        };
        Service::bind(settings, Arc::new(Told::default()))
    };
    assert!(matches!(
        bound("0.0.0.0:0"),
        Err(ServeError::PlainOverNetwork(_))
    ));
    let first = bound("127.0.0.1:0").unwrap();
    let again = bound(&first.address().to_string());
    assert!(matches!(again, Err(ServeError::Address { .. })));
}

#[test]
fn the_description_names_every_address() {
    let description: serde_json::Value =
        serde_json::from_str(&kyso_service::description()).unwrap();
    let paths: Vec<_> = description["paths"].as_object().unwrap().keys().collect();
    let all = [
        "/v1/archive-status",
        "/v1/check",
        "/v1/extend",
        "/v1/finish",
        "/v1/health",
        "/v1/page",
        "/v1/pages",
        "/v1/prepare",
        "/v1/sign",
        "/v1/verify",
    ];
    assert_eq!(paths, all);
    let named = &description["paths"]["/v1/verify"]["post"]["parameters"];
    let named: Vec<_> = named
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["name"])
        .collect();
    assert_eq!(
        named,
        ["name", "at", "policy", "report", "Kyso-Document-Password"]
    );
}

fn wait(until: impl Fn() -> bool) {
    let end = Instant::now() + Duration::from_secs(10);
    while !until() {
        assert!(Instant::now() < end, "it never came");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn the_page_tells_of_every_problem_and_address() {
    let page = include_str!("../../../../docs/http.md");
    for code in kyso_service::Code::ALL {
        assert!(
            page.contains(&format!("\n### {}\n", code.word())),
            "{code:?}"
        );
    }
    let description: serde_json::Value =
        serde_json::from_str(&kyso_service::description()).unwrap();
    for path in description["paths"].as_object().unwrap().keys() {
        assert!(page.contains(&format!(" {path}` |")), "{path}");
    }
}

#[test]
fn other_questions_about_a_document_go_to_the_office_too() {
    let desk = Desk::new();
    let asked = "/v1/check?name=a.pdf&province=tay-ninh&explain=true";
    let value = desk.send(asked, "", &pdf(10)).json();
    assert_eq!(
        (&value["province"], &value["explain"]),
        (&"tay-ninh".into(), &true.into())
    );
    let value = desk
        .send("/v1/archive-status?name=b.pdf", "", &pdf(10))
        .json();
    assert_eq!(value["name"], "b.pdf");
}

#[test]
fn pages_are_asked_for_by_number() {
    let desk = Desk::new();
    let value = desk.send("/v1/pages?name=a.pdf", "", &pdf(10)).json();
    assert_eq!(value["name"], "a.pdf");
    let heard = desk.send("/v1/page?number=3&signature=2", "", &pdf(10));
    assert!(
        heard.head.contains("content-type: image/png"),
        "{}",
        heard.head
    );
    assert_eq!(heard.body, "page 3 at 96, signature Some(2)");
    for wrong in [
        "",
        "number=0x1",
        "number=1&dpi=17",
        "number=1&dpi=201",
        "number=-1",
    ] {
        desk.send(&format!("/v1/page?{wrong}"), "", &pdf(10))
            .is_problem(400, "parameter");
    }
}

#[test]
fn a_form_may_have_its_parts_in_any_order() {
    let desk = Desk::with(|limits| limits.in_memory = 1000);
    let document = pdf(50_000);
    for swapped in [false, true] {
        let mut parts: Vec<(&str, &[u8])> = vec![
            ("document", &document),
            ("certificate", b"-----BEGIN"),
            ("reason", "Phê duyệt".as_bytes()),
            ("pss", b"true"),
        ];
        if swapped {
            parts.reverse();
        }
        let heard = desk.fill("/v1/prepare", &parts);
        assert_eq!(heard.status, 200, "{}", heard.body);
        let state = heard.json()["state"].as_str().unwrap().to_owned();
        assert!(
            state.contains("Phê duyệt") && state.contains("pss: true"),
            "{state}"
        );
    }
    assert_eq!(desk.left(), 0);
}

#[test]
fn a_form_that_is_wrong_is_told_by_its_part() {
    let desk = Desk::new();
    let document = pdf(10);
    let whole: &[(&str, &[u8])] = &[("document", &document), ("certificate", b"c")];
    let long = vec![b'x'; (4 << 20) + 1];
    for (part, more) in [
        ("pss", ("pss", &b"perhaps"[..])),
        ("colour", ("colour", b"red")),
        ("certificate", ("certificate", b"twice")),
        ("reason", ("reason", b"\xff")),
        ("reason", ("reason", &long)),
    ] {
        let heard = desk.fill("/v1/prepare", &[whole, &[more]].concat());
        let value = heard.is_problem(400, "parameter");
        assert!(value["detail"].as_str().unwrap().contains(part), "{value}");
    }
    for missing in [&whole[..1], &whole[1..]] {
        desk.fill("/v1/prepare", missing)
            .is_problem(400, "parameter");
    }
    let html: &[(&str, &[u8])] = &[("document", b"<html>"), ("certificate", b"c")];
    desk.fill("/v1/prepare", html).is_problem(415, "not-a-pdf");
    desk.send("/v1/prepare", "", &document)
        .is_problem(415, "media-type");
}

#[test]
fn what_is_made_goes_out_whole_and_is_gone() {
    let desk = Desk::with(|limits| limits.in_memory = 1000);
    for length in [500, 2_000_000] {
        let document = pdf(length);
        let parts: &[(&str, &[u8])] = &[
            ("state", b"s"),
            ("document", &document),
            ("signature", b"!"),
        ];
        let heard = desk.fill("/v1/finish", parts);
        assert_eq!((heard.status, heard.body.len()), (200, document.len() + 1));
        assert!(heard.body.ends_with('!') && heard.head.contains("application/pdf"));
        let raised = desk.send("/v1/extend?to=lta", "", &document);
        assert!(raised.body.ends_with("lta"));
        wait(|| desk.left() == 0);
    }
}

#[test]
fn a_client_that_takes_nothing_is_not_waited_for() {
    let desk = Desk::with(|limits| {
        limits.grace = Duration::from_secs(3);
    });
    let document = pdf(32 << 20);
    let mut stream = desk.open();
    let head = head("/v1/extend?to=t", "", document.len());
    stream
        .write_all(&[head.as_bytes(), &document].concat())
        .unwrap();
    // nothing is read: more than the system's buffers hold is left in the service
    wait(|| desk.left() == 1);
    wait(|| desk.left() == 0);
}

#[test]
fn requests_are_counted_by_address_and_status_alone() {
    let desk = Desk::new();
    assert_eq!(
        desk.send("/v1/verify?name=Nguyen.pdf", "", &pdf(10)).status,
        200
    );
    desk.send("/v1/verify", "", b"no")
        .is_problem(415, "not-a-pdf");
    desk.get("/v1/stranger").is_problem(404, "not-found");
    let heard = desk.get("/metrics");
    let counts = |address: &str, status: u16| {
        format!("kyso_request_seconds_count{{address=\"{address}\",status=\"{status}\"}} 1\n")
    };
    for line in [
        counts("/v1/verify", 200),
        counts("/v1/verify", 415),
        counts("other", 404),
        "kyso_requests_running 0\n".to_owned(),
    ] {
        assert!(heard.body.contains(&line), "{line}: {}", heard.body);
    }
    for hidden in ["Nguyen", "stranger"] {
        assert!(!heard.body.contains(hidden), "{}", heard.body);
    }
}

#[test]
fn who_sends_too_much_hears_so() {
    let desk = Desk::with(|limits| limits.document = 100_000);
    // far more than the system's buffers hold
    let octets = pdf(20 << 20);
    desk.send("/v1/verify", "", &octets)
        .is_problem(413, "too-large");
    let html = vec![b'<'; 20 << 20];
    let desk = Desk::new();
    desk.send("/v1/verify", "", &html)
        .is_problem(415, "not-a-pdf");
    // also where what is announced is refused, or a form in its middle
    let json = |path, more| {
        let head = head(path, more, octets.len());
        head.replace("application/pdf", "application/json")
    };
    for path in ["/v1/verify", "/v1/prepare"] {
        let heard = desk.say(&[json(path, "").as_bytes(), &octets].concat());
        heard.is_problem(415, "media-type");
        let twice = "Kyso-Document-Password: a\r\n".repeat(2);
        let parts: &[(&str, &[u8])] = &[("document", &octets)];
        let heard = match path {
            "/v1/verify" => desk.send(path, &twice, &octets),
            _ => desk.fill_with(path, &twice, parts),
        };
        heard.is_problem(400, "parameter");
    }
    let parts: &[(&str, &[u8])] = &[("a", b""), ("a", b""), ("b", b""), ("document", &octets)];
    desk.fill("/v1/prepare", parts).is_problem(400, "parameter");
}

#[test]
fn the_password_of_a_document_comes_with_it() {
    let desk = Desk::new();
    let password = "Kyso-Document-Password: m%E1%BA%ADt%20kh%E1%BA%A9u\r\n";
    let heard = desk.send("/v1/verify", password, &pdf(10));
    assert_eq!(heard.json()["opened_by"], "mật khẩu");
    assert!(desk.send("/v1/verify", "", &pdf(10)).json()["opened_by"].is_null());
    let document = pdf(10);
    let parts: &[(&str, &[u8])] = &[("document", &document), ("certificate", b"c")];
    let heard = desk.fill_with("/v1/prepare", password, parts);
    let state = heard.json()["state"].to_string();
    assert!(state.contains("mật khẩu"), "{state}");
    let wrong = "Kyso-Document-Password: secret%2\r\n";
    let heard = desk.send("/v1/verify", wrong, &pdf(10));
    heard.is_problem(400, "parameter");
    assert!(!heard.body.contains("secret"));
}
