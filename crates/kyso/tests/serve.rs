//! `kyso serve`: what the command line says of a document is what the service says, letter by letter.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files, and open connections"
)]

mod common;
#[path = "common/lasting.rs"]
mod lasting;
#[path = "common/served.rs"]
mod served;
#[path = "common/server.rs"]
mod server;
#[path = "common/world.rs"]
mod world;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use base64ct::{Base64, Encoding as _};
use common::{Desk, LETTER, openssl};
use demo_pki::KeyKind;
use lasting::{Lasting, levels};
use serde_json::Value;
use served::{PDF, Served};

/// Long after every test.
const AT: &str = "2041-01-01T00:00:00Z";

#[test]
fn the_service_says_what_the_command_line_says() {
    let desk = Desk::new();
    desk.signed_twice("letter.pdf");
    let mut altered = desk.read("two.pdf");
    // in the first revision, which both signatures cover
    let at = altered
        .windows(6)
        .position(|octets| octets == b"%PDF-1")
        .unwrap();
    altered[at + 7] ^= 1;
    desk.write("altered.pdf", &altered);
    let served = Served::new(&desk, &[]);
    for (file, verdict) in [("two.pdf", 2), ("altered.pdf", 1), ("letter.pdf", 2)] {
        for (policy, lang) in [("strict", "vi"), ("vn-office", "en")] {
            let said = desk.run(&[
                "verify", file, "--trust", "root.pem", "--json", "--at", AT, "--policy", policy,
                "--lang", lang,
            ]);
            let said = said.exits(verdict).out;
            let query = format!("name={file}&at={AT}&policy={policy}");
            let accept = format!("Accept-Language: {lang}\r\n");
            let (status, answer) = served.verify(&query, &accept, &desk.read(file));
            assert_eq!((status, answer.as_str()), (200, said.trim_end()), "{file}");
        }
    }
}

#[test]
fn a_file_that_cannot_be_read_is_a_problem_with_the_code_of_the_command_line() {
    let desk = Desk::new();
    let broken = b"%PDF-1.7\nnothing of a document";
    desk.write("broken.pdf", broken);
    let line = desk
        .run(&["verify", "broken.pdf", "--json"])
        .exits(3)
        .line();
    let served = Served::new(&desk, &[]);
    let (status, answer) = served.verify("name=broken.pdf", "", broken);
    let answer: Value = serde_json::from_str(&answer).unwrap();
    assert_eq!((status, &answer["code"]), (422, &line["error"]["code"]));
    assert_eq!(answer["offset"], line["error"]["offset"]);
    assert!(answer["text"]["vi"].as_str().unwrap() != answer["text"]["en"].as_str().unwrap());
}

#[test]
fn a_clerk_has_an_answer_in_words_also_of_a_file_that_cannot_be_read() {
    let desk = Desk::new();
    desk.signed_twice("letter.pdf");
    desk.write("broken.pdf", b"%PDF-1.7\nnothing of a document");
    let served = Served::new(&desk, &[]);
    for (file, exit, headline) in [
        ("two.pdf", 2, "CHỜ KIỂM TRA LẠI"),
        ("letter.pdf", 2, "TỪ CHỐI TIẾP NHẬN"),
        ("broken.pdf", 3, "TỪ CHỐI TIẾP NHẬN"),
    ] {
        let verify = ["verify", file, "--trust", "root.pem", "--at", AT];
        let asked = [&verify[..], &["--report", "clerk", "--json"]].concat();
        let said = desk.run(&asked).exits(exit).out;
        let query = format!("name={file}&at={AT}&report=clerk");
        let (status, answer) = served.verify(&query, "", &desk.read(file));
        assert_eq!((status, answer.as_str()), (200, said.trim_end()), "{file}");
        // the same words as on the page a person reads
        let line: Value = serde_json::from_str(&answer).unwrap();
        let words = &line["words"];
        assert_eq!(words["headline"], headline);
        let page = desk.run(&verify).exits(exit).out;
        assert_eq!(page.trim_end(), words["page"].as_str().unwrap().trim_end());
        let squeezed = page.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in ["headline", "result", "to_do", "answer"] {
            let told = words[part].as_str().unwrap_or_default();
            assert!(squeezed.contains(told), "{part}: {told}");
        }
        let reasons = words["reasons"].as_array().unwrap();
        let facts = reasons
            .iter()
            .flat_map(|one| one["facts"].as_array().unwrap());
        assert!(
            facts
                .map(|fact| fact.as_str().unwrap())
                .all(|fact| squeezed.contains(fact))
        );
    }
    desk.run(&["verify", "two.pdf", "--json", "--report", "xml"])
        .exits(64)
        .says("--report clerk");
}

#[test]
fn a_request_to_end_ends_it() {
    let desk = Desk::new();
    let mut served = Served::new(&desk, &[]);
    assert_eq!(served.verify("", "", LETTER).0, 200);
    served.told_to_end();
    assert_eq!(served.child.wait().unwrap().code(), Some(0));
    assert!(TcpStream::connect(&served.address).is_err());
    let left: Vec<_> = std::fs::read_dir(desk.file("rooms")).unwrap().collect();
    assert_eq!(left.len(), 1, "the gate alone: {left:?}");
}

/// Documents that are in files of the folder.
fn in_rooms(desk: &Desk) -> usize {
    let folders = |path: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(path).into_iter().flatten();
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        paths.filter(|path| path.is_dir()).collect()
    };
    let runs = folders(&desk.file("rooms"));
    runs.iter().map(|run| folders(run).len()).sum()
}

#[test]
fn what_a_killed_service_left_is_gone_with_the_next_one() {
    let desk = Desk::new();
    let mut served = Served::new(&desk, &[]);
    // three documents on their way, each already in a file
    let mut half = b"%PDF-1.7\n".to_vec();
    half.resize(3 << 20, b'x');
    let mut clients: Vec<_> = (0..3)
        .map(|_| {
            let mut stream = TcpStream::connect(&served.address).unwrap();
            let length = half.len() * 2;
            let head = format!(
                "POST /v1/verify HTTP/1.1\r\nHost: a\r\nContent-Type: application/pdf\r\nContent-Length: {length}\r\n\r\n"
            );
            stream.write_all(head.as_bytes()).unwrap();
            stream.write_all(&half).unwrap();
            stream
        })
        .collect();
    let began = Instant::now();
    while in_rooms(&desk) < clients.len() {
        assert!(began.elapsed() < Duration::from_secs(20), "never in files");
        std::thread::sleep(Duration::from_millis(20));
    }
    served.child.kill().unwrap();
    served.child.wait().unwrap();
    for client in &mut clients {
        let mut answer = Vec::new();
        let _ = client.read_to_end(&mut answer);
        assert!(answer.is_empty(), "no half an answer");
    }
    assert_eq!(in_rooms(&desk), 3);
    let next = Served::new(&desk, &[]);
    assert_eq!(in_rooms(&desk), 0);
    assert_eq!(next.verify("", "", LETTER).0, 200);
}

#[test]
fn what_keeps_it_from_serving_is_told() {
    let desk = Desk::new();
    let serve = |more: &[&str]| desk.run(&[&["serve", "--folder", "rooms"], more].concat());
    serve(&["--http", "0.0.0.0:0"])
        .exits(4)
        .says("--tls-certificate");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    serve(&["--http", &taken]).exits(4).says(&taken);
    desk.write("file", b"");
    let folder = ["serve", "--http", "127.0.0.1:0", "--folder", "file"];
    desk.run(&folder).exits(4).says("“file”");
    let tls = |key| {
        [
            "--http",
            "127.0.0.1:0",
            "--tls-certificate",
            "leader.pem",
            "--tls-key",
            key,
        ]
    };
    serve(&tls("letter.pdf")).exits(4).says("letter.pdf");
    serve(&tls("agency.key")).exits(4).says("agency.key");
}

#[test]
fn it_serves_by_tls() {
    let desk = Desk::new();
    let served = Served::new(
        &desk,
        &["--tls-certificate", "leader.pem", "--tls-key", "leader.key"],
    );
    // the leader's certificate is no server's; what is shown is what counts here
    let shown = Command::new("openssl")
        .args(["s_client", "-connect", &served.address, "-showcerts"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let shown = String::from_utf8_lossy(&shown.stdout).replace('\r', "");
    let certificate = desk.text("leader.pem");
    let first = certificate.lines().nth(1).unwrap();
    assert!(shown.contains(first), "{shown}");
    assert!(shown.contains("TLSv1.3"), "{shown}");
}

#[test]
fn the_description_of_the_interface_is_printed() {
    let desk = Desk::new();
    let printed = desk.run(&["serve", "--openapi"]).exits(0).out;
    let description: Value = serde_json::from_str(&printed).unwrap();
    assert!(description["paths"]["/v1/verify"]["post"].is_object());
    assert!(!desk.has("rooms"));
    let kept = include_str!("../../../docs/openapi.json");
    assert_eq!(printed, kept, "kyso serve --openapi > docs/openapi.json");
}

#[test]
fn the_law_and_the_archive_are_asked_as_on_the_command_line() {
    let desk = Desk::new();
    desk.signed("signed.pdf");
    let served = Served::new(&desk, &[]);
    let octets = desk.read("signed.pdf");
    let trust = ["--trust", "root.pem", "--json"];
    let check = [
        "check",
        "signed.pdf",
        "--at",
        AT,
        "--province",
        "tay-ninh",
        "--explain",
    ];
    let said = desk.run(&[&check[..], &trust].concat()).out;
    let asked = format!("check?name=signed.pdf&at={AT}&province=tay-ninh&explain=true");
    let (status, answer) = served.ask(&asked, PDF, "", &octets);
    assert_eq!(status, 200);
    assert_eq!(String::from_utf8(answer).unwrap(), said.trim_end());
    let (status, _) = served.ask("check?province=nowhere", PDF, "", &octets);
    assert_eq!(status, 400);
    let status_of = ["archive", "status", "signed.pdf"];
    let said = desk.run(&[&status_of[..], &trust].concat()).lines();
    let (status, answer) = served.ask("archive-status?name=signed.pdf", PDF, "", &octets);
    assert_eq!(status, 200);
    let answer: Value = serde_json::from_slice(&answer).unwrap();
    assert_eq!(answer, said[0]);
}

/// What the client's own key makes of the answer of `prepare`.
fn signed_elsewhere(desk: &Desk, answer: &Value) -> Vec<u8> {
    let data = answer["to_be_signed"].as_str().unwrap();
    desk.write("tbs.bin", &Base64::decode_vec(data).unwrap());
    let sign = [
        "dgst",
        "-sha256",
        "-sign",
        "leader.key",
        "-out",
        "value.bin",
        "tbs.bin",
    ];
    openssl(desk.path(), &sign);
    desk.read("value.bin")
}

#[test]
fn a_document_is_signed_by_the_clients_own_key() {
    let desk = Desk::new();
    let served = Served::new(&desk, &[]);
    let (certificate, chain) = (desk.read("leader.pem"), desk.read("sub-ca.pem"));
    let parts: &[(&str, &[u8])] = &[
        ("document", LETTER),
        ("certificate", &certificate),
        ("chain", &chain),
        ("reason", "--output=Phê duyệt".as_bytes()),
    ];
    let (status, answer) = served.fill("prepare", parts);
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&answer));
    let answer: Value = serde_json::from_slice(&answer).unwrap();
    let value = signed_elsewhere(&desk, &answer);
    let state = answer["state"].as_str().unwrap().as_bytes();
    let finish = |document: &[u8], state: &[u8], value: &[u8]| {
        served.fill(
            "finish",
            &[
                ("document", document),
                ("state", state),
                ("signature", value),
            ],
        )
    };
    let (status, signed) = finish(LETTER, state, &value);
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&signed));
    assert!(
        signed.starts_with(LETTER),
        "what was signed is a revision more"
    );
    desk.write("signed.pdf", &signed);
    let report = desk.verified("signed.pdf");
    assert_eq!(
        report["signatures"][0]["indication"], "TOTAL-PASSED",
        "{report}"
    );
    // what does not belong together is refused, and says so
    let other = [LETTER, b"\n"].concat();
    let refused = |(status, answer): (u16, Vec<u8>)| {
        let answer: Value = serde_json::from_slice(&answer).unwrap();
        (status, answer["code"].as_str().unwrap().to_owned())
    };
    let told = refused(finish(&other, state, &value));
    assert_eq!(told, (400, "another-document".to_owned()));
    assert_eq!(refused(finish(LETTER, b"{}", &value)).0, 400);
    let mut wrong = value;
    wrong[10] ^= 1;
    let (status, code) = refused(finish(LETTER, state, &wrong));
    assert!((400..500).contains(&status), "{status} {code}");
}

#[test]
fn a_document_is_raised_by_the_services_own_authorities() {
    let world = Lasting::new(KeyKind::P256);
    world.sign("b.pdf", &[]).exits(0);
    let tsa = world.tsa("/tsa1");
    let online = [
        "--online",
        "--fetch-allow",
        "127.0.0.1",
        "--no-cache",
        "--tsa",
        &tsa,
    ];
    let served = Served::new(&world.desk, &online);
    let (status, raised) = served.ask("extend?to=lta", PDF, "", &world.desk.read("b.pdf"));
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&raised));
    world.desk.write("lta.pdf", &raised);
    let now = jiff::Timestamp::now();
    let report = world.verified_at("lta.pdf", now, &[]).exits(0).line();
    assert_eq!(levels(&report), ["B-LTA"]);
    // without an authority it says what is missing
    let bare = Served::new(&world.desk, &[]);
    let (status, answer) = bare.ask("extend?to=t", PDF, "", &world.desk.read("b.pdf"));
    let answer: Value = serde_json::from_slice(&answer).unwrap();
    assert!(
        status >= 400 && answer["text"]["vi"].is_string(),
        "{answer}"
    );
}

#[cfg(feature = "pages")]
#[test]
fn pages_are_told_and_drawn_as_they_are_and_as_they_were_signed() {
    let desk = Desk::new();
    desk.signed_twice("letter.pdf");
    let two = desk.read("two.pdf");
    let served = Served::new(&desk, &[]);
    let (status, told) = served.ask("pages?name=two.pdf", PDF, "Accept-Language: en\r\n", &two);
    assert_eq!(status, 200);
    let told: Value = serde_json::from_slice(&told).unwrap();
    assert_eq!(
        (&told["file"], &told["more_pages"]),
        (&"two.pdf".into(), &0.into())
    );
    assert_eq!(told["signatures"].as_array().unwrap().len(), 2);
    // the second signature is the change after the first, and nothing came after it
    let changes = told["changes"].as_array().unwrap();
    assert!(!changes.is_empty());
    for change in changes {
        assert_eq!(
            (&change["signature"], &change["allowed"]),
            (&1.into(), &true.into())
        );
        assert!(change["text"] == "a further signature");
    }
    for page in ["number=1", "number=1&signature=1"] {
        let (status, png) = served.ask(&format!("page?{page}"), PDF, "", &two);
        assert_eq!((status, &png[1..4]), (200, b"PNG".as_slice()), "{page}");
    }
    for (page, code) in [
        ("number=99", "no-such-page"),
        ("number=0", "no-such-page"),
        ("number=1&signature=3", "no-such-signature"),
    ] {
        let (status, problem) = served.ask(&format!("page?{page}"), PDF, "", &two);
        let problem: Value = serde_json::from_slice(&problem).unwrap();
        assert_eq!((status, &problem["code"]), (400, &code.into()), "{page}");
    }
}
