//! `kyso sign --csc`: a key behind a remote signing service, over loopback, by HTTP and by TLS.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;
#[path = "../../remote-csc/tests/support/mod.rs"]
mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;

use common::{Desk, Ran, leader, pki, rsa_leader};
use demo_pki::Issued;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use support::{Answers, CREDENTIAL, ECDSA_SHA256, OTP, PIN, RSA, SAD, Stub, TOKEN, refusal};

const WRONG: &str = "sai-mat-khau-4471";

fn stub(issued: &Issued, algorithm: &str) -> Stub {
    Stub::new(issued, &[&pki().sub_ca, &pki().root], &[algorithm])
}

/// One request, one answer, the end. A client that has gone away is no error.
fn serve(stub: &Stub, stream: impl Read + Write) -> Option<()> {
    let mut reader = BufReader::new(stream);
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        if line.trim().is_empty() {
            break;
        }
        head.push(line.trim().to_owned());
    }
    let header = |name: &str| {
        let pairs = head.iter().filter_map(|line| line.split_once(": "));
        let mut of_name = pairs.filter(|(one, _)| one.eq_ignore_ascii_case(name));
        of_name.next().map(|(_, value)| value.to_owned())
    };
    assert_eq!(header("content-type")?, "application/json");
    let mut body = vec![0; header("content-length")?.parse().ok()?];
    reader.read_exact(&mut body).ok()?;
    let path = head.first()?.strip_prefix("POST /csc/v2/")?;
    let method = path.split(' ').next()?;
    let bearer = header("authorization");
    let bearer = bearer.as_deref().and_then(|it| it.strip_prefix("Bearer "));
    let (status, body) = stub.answer(method, bearer, &body);
    let head = format!(
        "HTTP/1.1 {status} told\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let stream = reader.get_mut();
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(&body).ok()?;
    stream.flush().ok()
}

/// Listens until the test's process ends; the port.
fn listen(stub: Stub, tls: Option<Arc<ServerConfig>>) -> (Arc<Stub>, u16) {
    let stub = Arc::new(stub);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let of_thread = Arc::clone(&stub);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            match &tls {
                None => serve(&of_thread, stream),
                Some(config) => {
                    let connection = ServerConnection::new(Arc::clone(config)).unwrap();
                    serve(&of_thread, StreamOwned::new(connection, stream))
                }
            };
        }
    });
    (stub, port)
}

fn address(port: u16) -> String {
    format!("http://127.0.0.1:{port}/csc/v2")
}

/// Signs the letter by a service, with the secrets given.
fn sign_with(desk: &Desk, address: &str, pin: &str, roots: Option<&str>, more: &[&str]) -> Ran {
    let mut arguments = vec!["sign", "letter.pdf", "-o", "signed.pdf", "--csc", address];
    arguments.extend(["--csc-credential", CREDENTIAL, "--csc-token-env", "TOKEN"]);
    arguments.extend([
        "--pin-env",
        "PIN",
        "--otp-env",
        "OTP",
        "--trust",
        "root.pem",
    ]);
    arguments.extend(more);
    let mut command = desk.kyso(&arguments);
    command.env("TOKEN", TOKEN).env("PIN", pin).env("OTP", OTP);
    for proxy in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY"] {
        command.env_remove(proxy).env_remove(proxy.to_lowercase());
    }
    if let Some(roots) = roots {
        command.env("SSL_CERT_FILE", desk.file(roots));
    }
    Ran::of(command.output().unwrap(), &arguments)
}

fn sign(desk: &Desk, address: &str) -> Ran {
    sign_with(desk, address, PIN, None, &[])
}

#[test]
fn a_letter_signed_by_a_remote_service_is_valid() {
    for (issued, algorithm) in [(rsa_leader(), RSA), (leader(), ECDSA_SHA256)] {
        let desk = Desk::new();
        let (stub, port) = listen(stub(issued, algorithm), None);
        let ran = sign(&desk, &address(port))
            .exits(0)
            .says("Ký số thành công");
        for secret in [PIN, OTP, TOKEN, SAD] {
            assert!(!format!("{}{}", ran.out, ran.err).contains(secret));
        }
        let report = desk.verified("signed.pdf");
        assert_eq!(report["verdict"], "passed", "{report}");
        assert_eq!(report["signatures"][0]["trust"], "trusted");
        assert_eq!(stub.asked("credentials/authorize").len(), 1);
        assert_eq!(stub.asked("signatures/signHash").len(), 1);
    }
}

#[test]
fn pss_is_asked_for_with_its_parameters() {
    let desk = Desk::new();
    let (stub, port) = listen(stub(rsa_leader(), support::PSS), None);
    sign_with(&desk, &address(port), PIN, None, &["--pss"]).exits(0);
    assert_eq!(desk.verified("signed.pdf")["verdict"], "passed");
    assert!(stub.asked("signatures/signHash")[0]["signAlgoParams"].is_string());
}

#[test]
fn a_wrong_pin_is_sent_once_and_nothing_is_written() {
    let desk = Desk::new();
    let (stub, port) = listen(stub(rsa_leader(), RSA), None);
    let ran = sign_with(&desk, &address(port), WRONG, None, &["--json"]).exits(4);
    assert_eq!(ran.line()["error"]["code"], "csc-secret-incorrect");
    for secret in [WRONG, OTP, TOKEN] {
        assert!(!format!("{}{}", ran.out, ran.err).contains(secret));
    }
    assert_eq!(stub.asked("credentials/authorize").len(), 1);
    assert!(!desk.has("signed.pdf"));
}

#[test]
fn each_wrong_answer_has_its_own_error() {
    let instead = |method, (status, body)| Answers::Instead(method, status, body);
    let html = b"<html>".to_vec();
    for (answers, code) in [
        (instead("credentials/info", (200, html)), "csc-answer"),
        (
            instead("credentials/info", (401, Vec::new())),
            "csc-token-refused",
        ),
        (
            instead(
                "credentials/info",
                refusal("invalid_request", "Invalid parameter credentialID"),
            ),
            "csc-refused",
        ),
        (
            instead("credentials/info", (200, vec![b' '; 2 << 20])),
            "csc-answer",
        ),
        (
            instead(
                "credentials/authorize",
                refusal("invalid_pin", "The PIN is invalid"),
            ),
            "csc-pin-incorrect",
        ),
        (
            instead(
                "credentials/authorize",
                refusal("invalid_request", "Credential locked"),
            ),
            "csc-locked",
        ),
        (
            instead(
                "signatures/signHash",
                refusal("invalid_otp", "The OTP is invalid"),
            ),
            "csc-otp-incorrect",
        ),
        (
            instead(
                "signatures/signHash",
                refusal("invalid_request", "SAD expired"),
            ),
            "csc-expired",
        ),
        (Answers::OtherSignature, "csc-signature-wrong"),
        (Answers::OneLess, "csc-signature-wrong"),
    ] {
        let desk = Desk::new();
        let mut stub = stub(rsa_leader(), RSA);
        stub.answers = answers;
        let (_, port) = listen(stub, None);
        let ran = sign_with(&desk, &address(port), PIN, None, &["--json"]).exits(4);
        assert_eq!(ran.line()["error"]["code"], code);
        assert!(!desk.has("signed.pdf"));
    }
}

#[test]
fn a_folder_is_signed_and_a_wrong_pin_is_sent_once_for_all_of_it() {
    let desk = Desk::new();
    // A one-time password of a variable is good for one file; this service wants the PIN alone.
    let mut stub = stub(rsa_leader(), RSA);
    let objects = stub.info["auth"]["objects"].as_array_mut().unwrap();
    objects.truncate(1);
    stub.info["auth"]["expression"] = "PIN".into();
    let (stub, port) = listen(stub, None);
    std::fs::create_dir(desk.file("in")).unwrap();
    for name in ["in/a.pdf", "in/b.pdf", "in/c.pdf"] {
        desk.write(name, &desk.read("letter.pdf"));
    }
    let address = address(port);
    let run = |pin: &str| {
        let mut arguments = vec!["sign", "in", "-o", "out", "--jobs", "3", "--csc", &address];
        arguments.extend(["--csc-credential", CREDENTIAL, "--csc-token-env", "TOKEN"]);
        arguments.extend(["--pin-env", "PIN", "--trust", "root.pem"]);
        let mut command = desk.kyso(&arguments);
        command.env("TOKEN", TOKEN).env("PIN", pin);
        Ran::of(command.output().unwrap(), &arguments)
    };
    run(WRONG).exits(4);
    assert_eq!(stub.asked("credentials/authorize").len(), 1);
    run(PIN).exits(0);
    for name in ["out/a.pdf", "out/b.pdf", "out/c.pdf"] {
        assert_eq!(desk.verified(name)["verdict"], "passed");
    }
}

#[test]
fn without_a_one_time_password_nothing_is_sent() {
    let desk = Desk::new();
    let (stub, port) = listen(stub(rsa_leader(), RSA), None);
    let address = address(port);
    let mut arguments = vec!["sign", "letter.pdf", "-o", "s.pdf", "--csc", &address];
    arguments.extend(["--csc-credential", CREDENTIAL, "--csc-token-env", "TOKEN"]);
    arguments.extend(["--pin-env", "PIN", "--trust", "root.pem"]);
    let mut command = desk.kyso(&arguments);
    let output = command.env("TOKEN", TOKEN).env("PIN", PIN).output();
    Ran::of(output.unwrap(), &arguments)
        .exits(4)
        .says("--otp-env");
    assert!(stub.asked("credentials/authorize").is_empty());
}

#[test]
fn tls_is_trusted_by_the_roots_of_the_system_alone() {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let certificate = CertificateDer::from(made.cert.der().to_vec());
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let (stub, port) = listen(stub(rsa_leader(), RSA), Some(Arc::new(config)));
    let address = format!("https://localhost:{port}/csc/v2");
    let desk = Desk::new();
    desk.write("tls.pem", made.cert.pem().as_bytes());
    let stranger = sign_with(&desk, &address, PIN, Some("root.pem"), &["--json"]).exits(4);
    assert_eq!(stranger.line()["error"]["code"], "csc-unreachable");
    assert!(
        stub.asked("credentials/info").is_empty(),
        "no token went to a stranger"
    );
    sign_with(&desk, &address, PIN, Some("tls.pem"), &[]).exits(0);
    assert_eq!(desk.verified("signed.pdf")["verdict"], "passed");
}

#[test]
fn secrets_do_not_go_out_in_the_clear() {
    let desk = Desk::new();
    sign(&desk, "http://service.example/csc/v2")
        .exits(64)
        .says("https://");
}

#[test]
fn without_its_credential_or_beside_another_key_it_is_refused() {
    let desk = Desk::new();
    let alone = [
        "sign",
        "letter.pdf",
        "-o",
        "s.pdf",
        "--csc",
        "https://service.example/csc/v2",
    ];
    desk.run(&alone).exits(64).says("--csc-credential");
    let address = "https://service.example/csc/v2";
    sign_with(&desk, address, PIN, None, &["--p12", "a.p12"]).exits(64);
}
