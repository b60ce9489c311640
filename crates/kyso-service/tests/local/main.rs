//! The local service: a page asks, a person sees and signs; and everything a page, a person or a network may do wrong.
#![allow(clippy::unwrap_used, unreachable_pub, reason = "tests")]
#![allow(
    clippy::disallowed_methods,
    reason = "tests read files and open connections"
)]

mod counter;

use std::time::Duration;

use counter::{Counter, Fetched, ORIGIN, PIN, request};
use kyso_service::Act;
use serde_json::json;

#[test]
fn a_document_is_fetched_seen_signed_and_sent_back() {
    let counter = Counter::allowed();
    let asked = counter.ask(Some(ORIGIN), "SignIssued", &request("a.pdf"));
    let page = counter.open();
    let state = page.at("ready");
    assert_eq!(state["origin"], ORIGIN);
    assert_eq!(
        (&state["act"], &state["number"]),
        (&json!("issue"), &json!("79/QĐ"))
    );
    assert_eq!(
        state["documents"][0]["looked"]["marks"][0]["size"],
        json!([40.0, 20.0])
    );
    assert!(state["certificates"][0].get("certificate").is_none());
    assert_eq!(page.get("/page/0/1").body, "\u{1}PNG 1");
    assert_eq!(page.sign(PIN).status, 200);
    let reply = asked.reply();
    assert_eq!(
        (&reply["Status"], &reply["FileServer"]),
        (&json!(0), &json!("/signed.pdf"))
    );
    assert_eq!(page.state()["stage"], "done");
    let seen = counter.seen();
    assert_eq!(seen.pins, [PIN]);
    assert_eq!(
        seen.signed,
        [(Act::Issue, Some("79/QĐ".to_owned()), Some("aa".to_owned()))]
    );
    assert_eq!(
        seen.fetched,
        [Fetched {
            address: format!("{ORIGIN}/a.pdf"),
            bearer: Some("a.b.c".to_owned()),
            cookie: None,
            is_private_allowed: false,
        }]
    );
    let sent = &seen.sent[0];
    assert_eq!(sent.address, format!("{ORIGIN}/upload"));
    assert_eq!(sent.fields, [("id".to_owned(), "7".to_owned())]);
    assert_eq!(sent.name, "a.pdf");
    assert_eq!(sent.octets, b"%PDF-1.7 a.pdf signed");
}

#[test]
fn a_page_that_was_not_allowed_is_asked_about_once() {
    let counter = Counter::new();
    let asked = counter.ask(Some(ORIGIN), "SignApproved", &request("a.pdf"));
    let page = counter.open();
    assert_eq!(page.at("origin")["origin"], ORIGIN);
    assert!(
        counter.seen().fetched.is_empty(),
        "nothing is fetched for a stranger"
    );
    // the same tab goes on to the document
    assert_eq!(page.say("origin", &json!({ "allow": true })).status, 200);
    page.sign(PIN);
    assert_eq!(asked.reply()["Status"], 0);
    let again = counter.ask(Some(ORIGIN), "SignApproved", &request("b.pdf"));
    let page = counter.open();
    page.at("ready");
    page.say("refuse", &json!({}));
    assert_eq!(again.reply()["Status"], 1001);
    assert_eq!(counter.seen().signed.len(), 1);
}

#[test]
fn a_page_that_was_refused_does_not_ask_again_at_once() {
    let counter = Counter::new();
    let asked = counter.ask(Some(ORIGIN), "GetCertInfo", "get_cert_info");
    let page = counter.open();
    page.at("origin");
    page.say("origin", &json!({ "allow": false }));
    assert_eq!(asked.reply()["Code"], "origin");
    for _ in 0..3 {
        let asked = counter.ask(Some(ORIGIN), "SignApproved", &request("a.pdf"));
        assert_eq!(asked.reply()["Status"], 1002);
    }
    assert!(counter.showed_nothing());
    assert!(counter.origins.list().unwrap().is_empty());
}

#[test]
fn documents_of_another_host_are_another_question() {
    let counter = Counter::allowed();
    let other =
        request("a.pdf").replace(&format!("{ORIGIN}/a.pdf"), "https://noi-bo.example/a.pdf");
    let asked = counter.ask(Some(ORIGIN), "SignApproved", &other);
    let page = counter.open();
    assert_eq!(page.at("origin")["hosts"], json!(["noi-bo.example"]));
    assert!(counter.seen().fetched.is_empty());
    page.say("origin", &json!({ "allow": false }));
    assert_eq!(asked.reply()["Status"], 1002);
    let upload = request("a.pdf").replace(&format!("{ORIGIN}/upload"), "https://ke-xau.example/u");
    let asked = counter.ask(Some("https://khac.example"), "SignApproved", &upload);
    let page = counter.open();
    assert_eq!(
        page.at("origin")["hosts"],
        json!(["ke-xau.example", "vb.example"])
    );
    page.say("refuse", &json!({}));
    assert_eq!(asked.reply()["Status"], 1002);
}

#[test]
fn nobody_is_no_origin_and_a_program_is_asked_about_every_time() {
    let counter = Counter::new();
    for origin in [
        "null",
        "file://",
        "https://vb.example/",
        "https://a@vb.example",
    ] {
        assert_eq!(
            counter.connect(Some(origin), "SignApproved").err(),
            Some(403),
            "{origin}"
        );
    }
    assert_eq!(
        counter.connect(Some(ORIGIN), "SignAnything").err(),
        Some(404)
    );
    for _ in 0..2 {
        let asked = counter.ask(None, "GetCertInfo", "get_cert_info");
        let page = counter.open();
        assert_eq!(page.at("origin")["origin"], "program");
        page.say("origin", &json!({ "allow": true }));
        assert_eq!(asked.reply()["CertInfo"]["SerialNumber"], "01");
    }
    assert!(counter.origins.list().unwrap().is_empty());
}

#[test]
fn the_page_of_a_request_opens_once_and_for_one_browser() {
    let counter = Counter::allowed();
    let _asked = counter.ask(Some(ORIGIN), "SignApproved", &request("a.pdf"));
    let address = counter.shown();
    let first = counter.http("GET", &address, "", b"");
    assert_eq!(first.status, 303);
    let second = counter.http("GET", &address, "", b"");
    assert_eq!(second.status, 410);
    assert!(second.body.contains("Mã PIN") || second.body.contains("mã PIN"));
    assert_eq!(
        counter.http("GET", "/ky/0123456789abcdef", "", b"").status,
        410
    );
    let id = first.head.split("/ky/#").nth(1).unwrap();
    let id = id.lines().next().unwrap();
    for cookie in ["", "Cookie: ky-0=1\r\n"] {
        let state = counter.http("GET", &format!("/ky/api/{id}"), cookie, b"");
        assert_eq!(state.status, 404, "who has no cookie sees nothing");
    }
}

#[test]
fn another_page_cannot_press_the_button() {
    let counter = Counter::allowed();
    let asked = counter.ask(Some(ORIGIN), "SignApproved", &request("a.pdf"));
    let page = counter.open();
    let state = page.at("ready");
    let seen = json!({ "pin": PIN, "seen": [state["documents"][0]["sha256"]] });
    for origin in [ORIGIN, "null", "http://127.0.0.1:1", "https://127.0.0.1"] {
        assert_eq!(page.say_from(origin, "sign", &seen).status, 403, "{origin}");
    }
    assert!(counter.seen().pins.is_empty());
    page.say("refuse", &json!({}));
    assert_eq!(asked.reply()["Status"], 1001);
}

#[test]
fn a_name_that_somebody_made_lead_here_is_not_ours() {
    let counter = Counter::allowed();
    for host in [
        "ke-xau.example",
        "ke-xau.example:8988",
        "127.0.0.1.ke-xau.example",
        "",
    ] {
        for path in ["/", "/v1/health", "/ky/", "/ky/confirm.js", "/ky/api/0"] {
            let heard = counter.http_as(host, "GET", path, "", b"");
            assert_eq!(heard.status, 421, "{host} {path}");
        }
    }
    let port = counter.pages.port();
    for host in ["localhost", "LOCALHOST", "127.0.0.1"] {
        let heard = counter.http_as(&format!("{host}:{port}"), "GET", "/v1/health", "", b"");
        assert_eq!(heard.status, 200, "{host}");
    }
}

#[test]
fn what_is_signed_is_what_was_seen() {
    let counter = Counter::allowed();
    let asked = counter.ask(Some(ORIGIN), "SignApproved", &request("a.pdf"));
    let page = counter.open();
    page.at("ready");
    for seen in [json!([]), json!(["00"]), json!(["00", "00"])] {
        let heard = page.say("sign", &json!({ "pin": PIN, "seen": seen }));
        assert_eq!(heard.status, 409);
    }
    let heard = page.say("sign", &json!({ "pin": 135_790, "seen": [] }));
    assert_eq!(heard.status, 400);
    assert!(!heard.body.contains("135790"), "a PIN is in no error");
    assert!(counter.seen().pins.is_empty());
    page.sign(PIN);
    assert_eq!(asked.reply()["Status"], 0);
}

#[test]
fn a_wrong_pin_is_tried_once_and_ends_the_request() {
    let counter = Counter::allowed();
    let asked = counter.ask(Some(ORIGIN), "SignApproved", &request("a.pdf"));
    let page = counter.open();
    page.sign("000000");
    let reply = asked.reply();
    assert_eq!(
        (&reply["Status"], &reply["Code"]),
        (&json!(1013), &json!("pin-incorrect"))
    );
    let state = page.state();
    assert_eq!(
        (&state["stage"], &state["problem"]["code"]),
        (&json!("failed"), &json!("pin-incorrect"))
    );
    let again = page.say("sign", &json!({ "pin": PIN, "seen": [] }));
    assert_eq!(again.status, 409);
    assert_eq!(counter.seen().pins, ["000000"]);
}

#[test]
fn a_device_pulled_between_looking_and_signing_costs_no_attempt() {
    let counter = Counter::allowed();
    let asked = counter.ask(Some(ORIGIN), "SignApproved", &request("a.pdf"));
    let page = counter.open();
    page.at("ready");
    counter.seen().is_pulled = true;
    page.sign(PIN);
    assert_eq!(asked.reply()["Code"], "token-not-found");
    assert!(counter.seen().pins.is_empty() && counter.seen().sent.is_empty());
}

#[test]
fn a_document_that_cannot_be_signed_says_why_and_is_not() {
    let counter = Counter::allowed();
    let asked = counter.ask(Some(ORIGIN), "SignApproved", &request("secret.pdf"));
    let page = counter.open();
    let state = page.at("ready");
    assert_eq!(state["documents"][0]["problem"]["code"], "secret-document");
    assert_eq!(page.sign(PIN).status, 409);
    page.say("refuse", &json!({}));
    assert_eq!(asked.reply()["Status"], 1001);
    assert!(counter.seen().pins.is_empty());
    for (file, code) in [("none.pdf", "not-there"), ("page.html", "not-a-pdf")] {
        let asked = counter.ask(Some(ORIGIN), "SignApproved", &request(file));
        let reply = asked.reply();
        assert_eq!(
            (&reply["Status"], &reply["Code"]),
            (&json!(1011), &json!(code))
        );
    }
}

#[test]
fn the_person_says_where_it_shows_and_with_which_certificate() {
    let counter = Counter::allowed();
    let asked = counter.ask(Some(ORIGIN), "SignApproved", &request("blank.pdf"));
    let page = counter.open();
    page.at("ready");
    assert_eq!(page.sign(PIN).status, 409, "a place is missing");
    let place = json!({ "page": 1, "left": 10.0, "bottom": 20.0 });
    let wish =
        |certificate: &str| json!({ "document": 0, "certificate": certificate, "place": place });
    assert_eq!(page.say("wish", &wish("zz")).status, 400);
    let heard = page.say("wish", &wish("bb"));
    assert_eq!(heard.status, 200);
    let state = page.state();
    assert_eq!(state["certificate"], "bb");
    assert_eq!(
        state["documents"][0]["looked"]["marks"][0]["at"]["left"],
        10.0
    );
    page.sign(PIN);
    assert_eq!(asked.reply()["Status"], 0);
    assert_eq!(counter.seen().signed[0].2.as_deref(), Some("bb"));
}

#[test]
fn without_an_address_the_person_chooses_the_file() {
    let counter = Counter::allowed();
    let asked = counter.ask(Some(ORIGIN), "SignCopy", &request(""));
    let page = counter.open();
    page.at("document");
    assert_eq!(page.bring("a.pdf", b"no document").status, 415);
    assert_eq!(page.bring("ban-quet.pdf", b"%PDF-1.4 scan").status, 200);
    page.sign(PIN);
    assert_eq!(asked.reply()["Status"], 0);
    let seen = counter.seen();
    assert_eq!(
        (seen.signed[0].0, seen.sent[0].name.as_str()),
        (Act::Copy, "ban-quet.pdf")
    );
}

#[test]
fn several_documents_are_signed_with_one_pin() {
    let counter = Counter::allowed();
    let file = |id: u32, name: &str| json!({ "FileID": id, "FileName": name, "URL": format!("{ORIGIN}/{name}") });
    let message = json!({
        "FileUploadHandler": format!("{ORIGIN}/upload"),
        "Files": [file(1, "a.pdf"), file(2, "broken.pdf"), file(3, "b.pdf")],
    });
    let asked = counter.ask(Some(ORIGIN), "SignFiles", &message.to_string());
    let page = counter.open();
    page.sign(PIN);
    let reply = asked.reply();
    assert_eq!(reply["Code"], "broken-xref", "not all: not good");
    let files = reply["Files"].as_array().unwrap();
    let told: Vec<_> = files
        .iter()
        .map(|one| (&one["FileID"], &one["Status"]))
        .collect();
    assert_eq!(
        told,
        [
            (&json!(1), &json!(0)),
            (&json!(2), &json!(1013)),
            (&json!(3), &json!(0))
        ]
    );
    assert_eq!(counter.seen().pins.len(), 1);
    assert_eq!(counter.seen().sent.len(), 2);
}

#[test]
fn what_was_signed_and_not_taken_is_not_lost() {
    let counter = Counter::allowed();
    counter.seen().answers = vec![
        json!({ "Status": 0, "FileServer": "/at-last.pdf" }).to_string(),
        json!({ "Status": 9, "Message": "đầy đĩa" }).to_string(),
        "<html>502</html>".to_owned(),
    ];
    let asked = counter.ask(Some(ORIGIN), "SignApproved", &request("a.pdf"));
    let page = counter.open();
    page.sign(PIN);
    let state = page.at("unsent");
    assert_eq!(state["problem"]["code"], "upload");
    let kept = page.get("/signed/0");
    assert_eq!(
        (kept.status, kept.body.as_str()),
        (200, "%PDF-1.7 a.pdf signed")
    );
    page.say("resend", &json!({}));
    let told = page.at("unsent")["problem"]["text"]["vi"].to_string();
    assert!(told.contains("đầy đĩa"), "{told}");
    page.say("resend", &json!({}));
    assert_eq!(asked.reply()["FileServer"], "/at-last.pdf");
    assert_eq!(
        counter.seen().pins.len(),
        1,
        "sending again signs nothing again"
    );
}

#[test]
fn a_text_is_shown_and_signed_and_its_signature_judged() {
    let counter = Counter::allowed();
    let asked = counter.ask(Some(ORIGIN), "SignMsg", "xJDhu5NuZyDDvQ==");
    let page = counter.open();
    let state = page.at("ready");
    assert_eq!(state["text"], "Đồng ý");
    let sign = |seen: &str| page.say("sign", &json!({ "pin": PIN, "seen": [seen] }));
    assert_eq!(sign("00").status, 409);
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, "Đồng ý".as_bytes());
    let digest: String = digest
        .as_ref()
        .iter()
        .map(|one| format!("{one:02x}"))
        .collect();
    assert_eq!(state["text_sha256"], digest);
    assert_eq!(sign(&digest).status, 200);
    let signature = asked.reply()["Signature"].clone();
    let verify = json!({ "Base64Content": "xJDhu5NuZyDDvQ==", "Signature": signature });
    let asked = counter.ask(Some(ORIGIN), "VerifyMsg", &verify.to_string());
    assert_eq!(asked.reply()["Status"], 0);
    let verify = json!({ "Base64Content": "eA==", "Signature": signature });
    let asked = counter.ask(Some(ORIGIN), "VerifyMsg", &verify.to_string());
    assert_eq!(asked.reply()["Status"], 1014);
    // a digest is nothing that a person reads
    let asked = counter.ask(
        Some(ORIGIN),
        "SignMsg",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    );
    assert_eq!(asked.reply()["Code"], "unreadable");
}

#[test]
fn a_judgement_is_0_only_where_every_signature_passed() {
    let counter = Counter::allowed();
    let verify = |file: &str| {
        let message = json!({ "SessionId": "", "FileName": format!("{ORIGIN}/{file}") });
        counter
            .ask(Some(ORIGIN), "VerifyPDF", &message.to_string())
            .reply()
    };
    let good = verify("good.pdf");
    assert_eq!(
        (&good["Status"], &good["Report"]["accepted"]),
        (&json!(0), &json!(true))
    );
    let bad = verify("a.pdf");
    assert_eq!(
        (&bad["Status"], &bad["Report"]["accepted"]),
        (&json!(1014), &json!(false))
    );
}

#[test]
fn a_page_that_goes_away_signs_nothing() {
    let counter = Counter::allowed();
    let asked = counter.ask(Some(ORIGIN), "SignApproved", &request("a.pdf"));
    let page = counter.open();
    page.at("ready");
    asked.leave();
    assert_eq!(page.at("failed")["problem"]["code"], "gone");
    assert!(counter.seen().pins.is_empty());
}

#[test]
fn nobody_answers_for_ever_and_the_end_of_the_service_is_told() {
    let mut counter = Counter::with(|limits| limits.patience = Duration::from_millis(300));
    counter.allow();
    let asked = counter.ask(Some(ORIGIN), "SignApproved", &request("a.pdf"));
    assert_eq!(asked.reply()["Code"], "expired");
    assert!(counter.stop());
    let mut counter = Counter::allowed();
    let asked = counter.ask(Some(ORIGIN), "SignApproved", &request("a.pdf"));
    counter.open().at("ready");
    // it ends when this page has heard so
    let heard = std::thread::spawn(|| asked.reply());
    assert!(counter.stop());
    assert_eq!(heard.join().unwrap()["Code"], "closing");
    assert!(counter.seen().pins.is_empty());
}

#[test]
fn a_page_cannot_open_windows_without_end() {
    let counter = Counter::allowed();
    let waiting: Vec<_> = (0..4)
        .map(|_| counter.ask(Some(ORIGIN), "SignApproved", &request("a.pdf")))
        .collect();
    for _ in &waiting {
        counter.shown();
    }
    let asked = counter.ask(Some(ORIGIN), "SignApproved", &request("a.pdf"));
    assert_eq!(asked.reply()["Code"], "busy");
    assert!(counter.showed_nothing());
}

#[test]
fn what_is_no_message_or_not_done_is_told_so() {
    let counter = Counter::allowed();
    for (operation, message, code) in [
        ("SignApproved", "{", "message"),
        ("SignApproved", "{}", "message"),
        (
            "SignApproved",
            r#"{"FileName":"file:///etc/passwd","FileUploadHandler":"https://vb.example/u"}"#,
            "address",
        ),
        ("SignXML", "{}", "not-done"),
        ("Comment", "x", "not-done"),
    ] {
        let asked = counter.ask(Some(ORIGIN), operation, message);
        assert_eq!(asked.reply()["Code"], code, "{operation}");
    }
    let asked = counter.ask(Some(ORIGIN), "Config", "config");
    assert_eq!(asked.reply()["Status"], 0);
    assert_eq!(counter.shown(), "");
    // far too much is no message: the connection ends, the service stays
    let mut socket = counter.connect(Some(ORIGIN), "SignMsg").unwrap();
    let much = tungstenite::Message::text("A".repeat(5 << 20));
    let _ = socket.send(much);
    assert!(socket.read().is_err());
    assert!(counter.connect(Some(ORIGIN), "SignMsg").is_ok());
}

#[test]
fn every_threat_has_its_test() {
    let model = include_str!("../../../../docs/threat-model.md");
    let tests = [
        ("L::", include_str!("main.rs")),
        ("S::", include_str!("../serving/main.rs")),
        ("A::", include_str!("../serving/access.rs")),
        ("K::", include_str!("../../../kyso/tests/serve.rs")),
        ("E::", include_str!("../../../kyso/tests/serve_kill.rs")),
    ];
    let rows: Vec<_> = model
        .lines()
        .filter(|line| line.starts_with("| T"))
        .collect();
    assert!(rows.len() >= 20);
    for row in rows {
        let shown_by = row.split(" | ").nth(3).unwrap();
        let named: Vec<_> = shown_by.split('`').skip(1).step_by(2).collect();
        assert!(!named.is_empty(), "{row}");
        for named in named {
            let is_there = tests.iter().any(|(prefix, text)| {
                let name = named.strip_prefix(prefix);
                name.is_some_and(|name| text.contains(&format!("#[test]\nfn {name}() {{")))
            });
            assert!(is_there, "{named}");
        }
    }
}

#[test]
fn the_page_of_the_person_is_held_to_this_service() {
    let counter = Counter::new();
    for (file, kind) in [
        ("/ky/", "text/html; charset=utf-8"),
        ("/ky/confirm.css", "text/css; charset=utf-8"),
        ("/ky/confirm.js", "text/javascript; charset=utf-8"),
        ("/ky/confirm-viewer.js", "text/javascript; charset=utf-8"),
        ("/ky/confirm-words.js", "text/javascript; charset=utf-8"),
    ] {
        let heard = counter.http("GET", file, "", b"");
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
        for forbidden in ["style=", "onclick=", "https://", "innerHTML"] {
            assert!(!heard.body.contains(forbidden), "{file}: {forbidden}");
        }
    }
}
