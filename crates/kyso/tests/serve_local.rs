//! `kyso serve --local`: what a person's devices and screen do for the local service, through the program.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files, and open connections"
)]

mod common;
#[path = "common/local.rs"]
mod local;
#[path = "common/server.rs"]
mod server;
#[path = "../../token-pkcs11/tests/support/mod.rs"]
mod support;
#[path = "common/tokens.rs"]
mod tokens;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use common::{Desk, issue, pictures, pki};
use demo_pki::KeyKind;
use local::Served;
use serde_json::{Value, json};
use server::{Reply, Server};
use support::{PIN, softhsm, softhsm_library};
use token_pkcs11::PinWarning;
use tokens::{put, turn};

const PICTURES: [&str; 6] = [
    "--images",
    "images.toml",
    "--signature-image",
    "ky",
    "--seal-image",
    "dau",
];

/// A document system on this machine, and what was sent to it.
struct System {
    server: Server,
    sent: Arc<Mutex<Vec<u8>>>,
}

impl System {
    fn with(document: &[u8]) -> Self {
        let (server, sent) = (Server::start(), Arc::<Mutex<Vec<u8>>>::default());
        server.put("/van-ban.pdf", Reply::Bytes(document.to_vec()));
        let kept = Arc::clone(&sent);
        let taken = move |body: &[u8]| {
            *kept.lock().unwrap() = body.to_vec();
            br#"{"Status":true,"Message":"","FileName":"van-ban.pdf","FileServer":"/luu/1.pdf"}"#
                .to_vec()
        };
        server.put("/nhan", Reply::Made(Arc::new(taken)));
        Self { server, sent }
    }

    fn request(&self, more: &Value) -> Value {
        let mut request = json!({
            "FileName": self.server.address("/van-ban.pdf"),
            "FileUploadHandler": self.server.address("/nhan"),
            "SessionId": "", "JWTToken": "the-token",
            "MetaData": [{ "Key": "ma", "Value": "số \"7\"" }],
        });
        for (name, value) in more.as_object().unwrap() {
            request[name] = value.clone();
        }
        request
    }

    /// The form that came, and the file in it.
    fn came(&self) -> (String, Vec<u8>) {
        let form = self.sent.lock().unwrap().clone();
        let at = form.windows(5).position(|five| five == b"%PDF-").unwrap();
        let end = form
            .windows(8)
            .rposition(|eight| eight == b"\r\n--kyso")
            .unwrap();
        let head = String::from_utf8(form[..at].to_vec()).unwrap();
        (head, form[at..end].to_vec())
    }
}

fn sample(name: &str) -> Vec<u8> {
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/");
    std::fs::read(format!("{examples}{name}")).unwrap()
}

/// A desk whose token has keys of the leader and of the agency that no other has.
fn desk(label: &str) -> (Desk, token_pkcs11::Token) {
    let bench = softhsm();
    let token = bench.new_token(label);
    let of = |profile: demo_pki::Profile| issue(&profile.with_key(KeyKind::P256));
    put(bench, &token, &of(pki().leader()), 1);
    put(bench, &token, &of(pki().agency()), 2);
    (pictures::desk(), token)
}

fn with_token(more: &[&str]) -> Vec<String> {
    let library = softhsm_library().display().to_string();
    let token = ["--token".to_owned(), library];
    let more = more.iter().map(|&word| word.to_owned());
    token.into_iter().chain(more).collect()
}

fn served(desk: &Desk, more: &[&str]) -> Served {
    let words = with_token(more);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    Served::new(desk, &words)
}

fn codes(state: &Value) -> Vec<&str> {
    let findings = state["documents"][0]["looked"]["findings"].as_array();
    let findings = findings.unwrap_or_else(|| panic!("{state}")).iter();
    findings.map(|one| one["code"].as_str().unwrap()).collect()
}

#[test]
fn leader_and_records_room_sign_the_draft_of_a_decision() {
    let _turn = turn();
    let (desk, token) = desk("đủ vai");
    let served = served(&desk, &PICTURES);
    // the records room cannot seal what nobody signed
    let draft = sample("quyet-dinh-mau-trong.pdf");
    let system = System::with(&draft);
    let numbered = json!({ "DocNumber": "7/QĐ-SKHCN", "IssuedDate": "2026-11-24" });
    let asking = served.asks("SignIssued", &system.request(&numbered));
    let person = served.page();
    let state = person.allows();
    let problem = &state["documents"][0]["problem"];
    assert_eq!(problem["code"], "not-yet", "{state}");
    person.does("/refuse", &json!({}));
    assert_eq!(asking.answer()["Code"], "refused");

    let asking = served.asks("SignApproved", &system.request(&json!({})));
    let person = served.page();
    let state = person.takes("đủ vai", false, &Value::Null);
    let looked = &state["documents"][0]["looked"];
    assert_eq!(looked["marks"].as_array().unwrap().len(), 1, "{state}");
    assert_eq!(looked["needs_place"], false, "{state}");
    let size = &looked["marks"][0]["size"];
    assert!((size[0].as_f64().unwrap() - 40.0).abs() < 0.1, "{state}");
    let chosen = state["certificate"].clone();
    let all = state["certificates"].as_array().unwrap();
    let holder = all.iter().find(|one| one["id"] == chosen).unwrap();
    assert_eq!(holder["name"], "Nguyễn Văn Mẫu", "{state}");
    assert!(person.sees(1).starts_with(b"\x89PNG"));
    person.signs(PIN);
    let answer = asking.answer();
    assert_eq!(answer["Status"], 0, "{answer}");
    let (head, signed) = system.came();
    assert!(head.contains("name=\"ma\"\r\n\r\nsố \"7\"\r\n"), "{head}");
    assert!(head.contains("name=\"uploadfile\"; filename="), "{head}");
    assert_eq!(
        system.server.authorisation("/nhan").as_deref(),
        Some("Bearer the-token")
    );
    assert!(signed.starts_with(&draft));
    desk.write("leader.pdf", &signed);

    let system = System::with(&signed);
    let asking = served.asks("SignIssued", &system.request(&numbered));
    let person = served.page();
    let state = person.takes("đủ vai", true, &Value::Null);
    let marks = state["documents"][0]["looked"]["marks"].as_array();
    let marks = marks.unwrap_or_else(|| panic!("{state}"));
    assert_eq!(marks.len(), 4, "number, day, month, seal: {state}");
    assert_eq!(marks[0]["lines"], json!(["07"]), "{state}");
    person.signs(PIN);
    let answer = asking.answer();
    assert_eq!(answer["Status"], 0, "{answer}");
    desk.write("issued.pdf", &system.came().1);
    let report = desk.verified("issued.pdf");
    assert_eq!(report["verdict"], "passed", "{report}");
    let signatures = report["signatures"].as_array().unwrap();
    let roles: Vec<_> = signatures
        .iter()
        .map(|one| one["role"].as_str().unwrap())
        .collect();
    let stamp = "number-date-stamp";
    assert_eq!(roles, ["authorised-person", stamp, stamp, stamp, "agency"]);
    assert_eq!(token.current_info().unwrap().pin.warning, PinWarning::None);
}

#[test]
fn a_wrong_pin_is_tried_once_and_nothing_is_sent() {
    let _turn = turn();
    let (desk, token) = desk("sai mã");
    let served = served(&desk, &PICTURES);
    let system = System::with(&sample("quyet-dinh-mau-trong.pdf"));
    let asking = served.asks("SignPDF", &system.request(&json!({})));
    let person = served.page();
    let state = person.allows();
    let marks = &state["documents"][0]["looked"]["marks"];
    assert_eq!(
        *marks,
        json!([]),
        "it shows nothing unless a place is chosen: {state}"
    );
    person.takes("sai mã", false, &Value::Null);
    person.signs("khong-phai");
    let answer = asking.answer();
    assert_eq!(answer["Code"], "pin-incorrect", "{answer}");
    assert!(!answer["Message"].as_str().unwrap().contains("khong-phai"));
    assert!(system.sent.lock().unwrap().is_empty());
    assert_eq!(
        token.current_info().unwrap().pin.warning,
        PinWarning::CountLow
    );
    // the right one clears it, and a place that the person chose is taken
    let asking = served.asks("SignPDF", &system.request(&json!({})));
    let person = served.page();
    let state = person.at(&["ready"]);
    let all = state["certificates"].as_array().unwrap();
    let told = |one: &Value| {
        one["warning"]["vi"]
            .as_str()
            .is_some_and(|text| text.contains("nhập sai"))
    };
    assert!(all.iter().any(told), "{state}");
    let place = json!({ "page": 1, "left": 20.0, "bottom": 30.0 });
    let state = person.takes("sai mã", false, &place);
    let mark = &state["documents"][0]["looked"]["marks"][0]["at"];
    assert!(
        (mark["left"].as_f64().unwrap() - 20.0).abs() < 0.01,
        "{state}"
    );
    person.signs(PIN);
    let answer = asking.answer();
    assert_eq!(answer["Status"], 0, "{answer}");
    desk.write("placed.pdf", &system.came().1);
    assert_eq!(desk.verified("placed.pdf")["verdict"], "passed");
}

#[test]
fn where_a_place_is_not_printed_the_person_is_asked_for_it() {
    let desk = pictures::desk();
    desk.keep_p12(
        "key",
        &issue(&pki().leader().with_key(KeyKind::P256)),
        "mk-tep-12",
    );
    let file = ["--p12", "key.p12", "--p12-certificate", "key.pem"];
    let served = Served::new(
        &desk,
        &[&file[..], &PICTURES, &["--token", "/nonexistent.so"]].concat(),
    );
    let system = System::with(&sample("phu-luc-mau-trong.pdf"));
    let asking = served.asks("SignApproved", &system.request(&json!({})));
    let person = served.page();
    let state = person.allows();
    assert_eq!(
        state["documents"][0]["looked"]["needs_place"], true,
        "{state}"
    );
    assert!(codes(&state).contains(&"not-placed"), "{state}");
    let place = json!({ "page": 1, "left": 120.0, "bottom": 30.0 });
    let state = person.does(
        "/wish",
        &json!({ "document": 0, "certificate": null, "place": place }),
    );
    assert_eq!(
        state["documents"][0]["looked"]["needs_place"], false,
        "{state}"
    );
    person.signs("mk-tep-12");
    let answer = asking.answer();
    assert_eq!(answer["Status"], 0, "{answer}");
}

#[test]
fn a_text_is_signed_and_judged() {
    let desk = Desk::new();
    desk.keep_p12(
        "key",
        &issue(&pki().leader().with_key(KeyKind::P256)),
        "mk-tep-12",
    );
    let file = [
        "--p12",
        "key.p12",
        "--p12-certificate",
        "key.pem",
        "--token",
        "/nonexistent.so",
    ];
    let served = Served::new(&desk, &[&file[..], &["--revocation", "skip"]].concat());
    let content = "xin chào";
    let asking = served.asks_text("Auth", content);
    let person = served.page();
    person.allows();
    person.signs("mk-tep-12");
    let answer = asking.answer();
    assert_eq!(answer["Status"], 0, "{answer}");
    let signed = answer["Signature"].as_str().unwrap();
    let judged = |text: &str| {
        use base64ct::{Base64, Encoding as _};
        let content = Base64::encode_string(text.as_bytes());
        let message = json!({ "Base64Content": content, "Signature": signed });
        served.asks("VerifyMsg", &message).answer()
    };
    let answer = judged(content);
    assert_eq!(answer["Status"], 0, "{answer}");
    assert_ne!(judged("xin chao")["Status"], 0);
}

/// The folders in which SoftHSM2 keeps its tokens.
fn token_folders() -> BTreeSet<PathBuf> {
    softhsm();
    let configuration = PathBuf::from(std::env::var_os("SOFTHSM2_CONF").unwrap());
    let folder = std::fs::read_dir(configuration.with_file_name("tokens")).unwrap();
    folder.map(|entry| entry.unwrap().path()).collect()
}

/// Takes the token out that was not there before: where it was, and where it is.
fn taken_out(before: &BTreeSet<PathBuf>) -> [PathBuf; 2] {
    let was = token_folders().difference(before).next().unwrap().clone();
    let beside = was.parent().unwrap().parent().unwrap();
    let is = beside.join(was.file_name().unwrap());
    std::fs::rename(&was, &is).unwrap();
    [was, is]
}

fn put_in([was, is]: &[PathBuf; 2]) {
    std::fs::rename(is, was).unwrap();
}

#[test]
fn a_device_that_was_taken_out_is_told_and_no_pin_is_sent() {
    let _turn = turn();
    let before = token_folders();
    let (desk, _) = desk("rút ra");
    let served = served(&desk, &PICTURES);
    let system = System::with(&sample("quyet-dinh-mau-trong.pdf"));
    let asking = served.asks("SignPDF", &system.request(&json!({})));
    let person = served.page();
    person.allows();
    let state = person.takes("rút ra", false, &Value::Null);
    assert!(state["documents"][0]["looked"].is_object(), "{state}");
    let out = taken_out(&before);
    person.signs(PIN);
    let answer = asking.answer();
    put_in(&out);
    assert_eq!(answer["Code"], "no-token", "{answer}");
    assert!(system.sent.lock().unwrap().is_empty());
}

#[test]
fn what_is_fetched_is_bounded_and_comes_from_the_server_that_was_asked() {
    let desk = Desk::new();
    let served = Served::new(&desk, &["--token", "/nonexistent.so"]);
    let (system, other) = (System::with(b"%PDF-1.7"), Server::start());
    other.put("/a.pdf", Reply::Bytes(b"%PDF-1.7".to_vec()));
    let answers = [
        ("/moved", Reply::Moved(other.address("/a.pdf"))),
        ("/round", Reply::Moved(system.server.address("/round"))),
        ("/long", Reply::Announced(1 << 40)),
        ("/none", Reply::Status(404)),
    ];
    let mut is_first = true;
    for (path, reply) in answers {
        system.server.put(path, reply);
        let address = system.server.address(path);
        let asking = served.asks("SignPDF", &system.request(&json!({ "FileName": address })));
        let person = served.page();
        if std::mem::take(&mut is_first) {
            person.allows();
        }
        let answer = asking.answer();
        assert_ne!(answer["Status"], 0, "{path}: {answer}");
        assert!(answer["Message"].is_string(), "{path}: {answer}");
    }
    assert!(other.asked().is_empty(), "{:?}", other.asked());
}

#[test]
fn the_machines_own_certificate_is_no_ca_and_is_trusted_by_hand() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new();
    desk.write("config.toml", b"");
    let serve =
        |more: &[&str]| desk.run(&[&["serve"], more, &["--config", "config.toml"]].concat());
    let line = serve(&["trust", "--json"]).exits(0).line();
    let certificate = desk.read("local/may-nay.pem");
    let key = std::fs::metadata(desk.file("local/may-nay.key")).unwrap();
    assert_eq!(key.permissions().mode() & 0o777, 0o600);
    let text = common::openssl(
        desk.path(),
        &["x509", "-in", "local/may-nay.pem", "-noout", "-text"],
    );
    let text = String::from_utf8(text).unwrap();
    for words in [
        "CA:FALSE",
        "TLS Web Server Authentication",
        "DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1",
        "prime256v1",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    for system in ["linux", "macos", "windows"] {
        let commands = line["commands"][system].to_string();
        assert!(commands.contains("may-nay.pem"), "{line}");
    }
    serve(&["trust"])
        .exits(0)
        .says("certutil")
        .says("security add-trusted-cert");
    assert_eq!(desk.read("local/may-nay.pem"), certificate, "it is kept");
    serve(&["untrust"])
        .exits(0)
        .says("-D -n kyso-")
        .says("-delstore Root");
    serve(&["origins"]).exits(0);
    serve(&["origins", "--remove", "https://vb.vn"]).exits(64);
    serve(&["--local", "--socket", "0.0.0.0:0", "--http", "127.0.0.1:0"])
        .exits(4)
        .says("0.0.0.0");
}

/// The agency's key in a file, and a service that has nothing else.
fn served_agency() -> (Desk, Served) {
    let desk = pictures::desk();
    desk.keep_p12(
        "key",
        &issue(&pki().agency().with_key(KeyKind::P256)),
        "mk-tep-12",
    );
    let file = ["--p12", "key.p12", "--p12-certificate", "key.pem"];
    let none = ["--token", "/nonexistent.so"];
    let served = Served::new(&desk, &[&file[..], &PICTURES, &none].concat());
    (desk, served)
}

#[test]
fn the_agency_stamps_what_arrives_what_is_attached_and_what_is_copied() {
    let (desk, served) = served_agency();
    let acts = [
        ("SignIncome", "cong-van-mau.pdf", "ĐẾN. Số: 15"),
        ("SignAppendix", "phu-luc-mau.pdf", "15/QĐ-SKHCN"),
        ("SignCopy", "ban-quet-mau.pdf", "SAO Y"),
    ];
    for (index, (operation, sample_name, words)) in acts.into_iter().enumerate() {
        let system = System::with(&sample(sample_name));
        let number = json!({ "DocNumber": "15/QĐ-SKHCN", "IssuedDate": "2026-11-24" });
        let asking = served.asks(operation, &system.request(&number));
        let person = served.page();
        let state = match index {
            0 => person.allows(),
            _ => person.at(&["ready"]),
        };
        let marks = &state["documents"][0]["looked"]["marks"];
        assert!(marks.to_string().contains(words), "{operation}: {state}");
        person.signs("mk-tep-12");
        let answer = asking.answer();
        assert_eq!(answer["Status"], 0, "{operation}: {answer}");
        desk.write("stamped.pdf", &system.came().1);
        let report = desk.verified("stamped.pdf");
        assert_eq!(report["verdict"], "passed", "{operation}: {report}");
    }
}

#[test]
fn an_unfit_scan_and_a_person_who_is_not_named_are_refused() {
    let (desk, served) = served_agency();
    desk.write("letter.pdf", &sample("cong-van-mau.pdf"));
    let copy = ["copy", "letter.pdf", "-o", "copy.pdf", "--json"];
    let key = ["--key", "agency.key", "--certificate", "agency.pem"];
    let said = desk.run(&[&copy[..], &key, &["--trust", "root.pem"]].concat());
    let refused = |operation: &str, name: &str, is_first: bool| {
        let system = System::with(&sample(name));
        let asking = served.asks(operation, &system.request(&json!({ "DocNumber": "15" })));
        let person = served.page();
        if is_first {
            person.allows();
        }
        let state = person.at(&["ready"]);
        person.does("/refuse", &json!({}));
        asking.answer();
        state["documents"][0]["problem"]["code"].clone()
    };
    let code = refused("SignCopy", "cong-van-mau.pdf", true);
    assert_eq!(code, said.line()["error"]["code"], "as on the command line");
    assert!(code.as_str().unwrap().starts_with("scan-"), "{code}");
    // the agency alone has a key here: nobody approves with it
    let system = System::with(&sample("quyet-dinh-mau-trong.pdf"));
    let asking = served.asks("SignApproved", &system.request(&json!({})));
    let person = served.page();
    let state = person.at(&["ready"]);
    assert_eq!(state["certificate"], Value::Null, "{state}");
    let state = person.takes("key.p12", true, &Value::Null);
    let problem = &state["documents"][0]["problem"];
    assert_eq!(problem["code"], "certificate-class", "{state}");
    person.does("/refuse", &json!({}));
    assert_eq!(asking.answer()["Code"], "refused");
}

#[test]
fn both_addresses_are_served_with_the_machines_own_certificate() {
    let desk = Desk::new();
    let served = Served::by_tls(&desk);
    for address in served.addresses() {
        let shown = std::process::Command::new("openssl")
            .args([
                "s_client",
                "-connect",
                address,
                "-CAfile",
                "local/may-nay.pem",
            ])
            .args(["-verify_ip", "127.0.0.1", "-verify_return_error"])
            .current_dir(desk.path())
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap();
        let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
        assert!(shown.contains("Verify return code: 0 (ok)"), "{shown}");
    }
}
