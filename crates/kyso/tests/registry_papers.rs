//! Papers of the register through the program: forms that come back signed, lost devices, hand-over and return, permission slips. On both engines.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;
#[path = "../../token-pkcs11/tests/support/mod.rs"]
mod support;
#[path = "common/tokens.rs"]
mod tokens;

use std::process::Command;

use common::{Desk, Ran, leader, pdf, pictures, rsa_leader};
use serde_json::{Value, json};
use support::{PIN, softhsm, softhsm_library};
use tokens::{put, turn};

/// A desk with a register on one of the engines.
struct Office {
    desk: Desk,
    register: String,
    province: &'static str,
    /// The day on which requests are taken through their steps.
    day: &'static str,
}

/// The copy of Bình Định's regulation that was read leaves its days blank.
const LAW: &str = "[[force]]\ninstrument = \"binh-dinh-2021\"\nfrom = \"2021-09-20\"\nread_by = \"Trần Thị Mẫu\"\nread_on = \"2026-11-20\"\nsource = \"Công báo\"\n";

/// Each named function becomes a test on each engine.
macro_rules! on_both {
    ($($name:ident)+) => {
        mod sqlite {
            $(#[test] fn $name() { super::$name("so.db".to_owned()); })+
        }
        #[cfg(feature = "postgres")]
        mod postgres {
            $(#[test] fn $name() { super::$name(super::schema()); })+
        }
    };
}

on_both! {
    a_form_comes_back_signed_and_confirms_its_request
    a_form_signed_by_a_token_confirms_its_request
    a_form_that_was_altered_is_not_taken
    a_form_of_another_register_or_request_or_an_older_one_is_not_taken
    a_lost_device_is_blocked_listed_and_its_papers_are_made
    a_lost_device_of_which_a_province_says_more
    an_exposed_key_is_blocked_and_a_broken_device_is_not
    devices_change_hands_with_their_records
    a_custodian_is_named_by_decision_and_record
    a_device_handed_over_before_gets_its_custodian_with_the_record
    a_record_is_between_two_bodies
    nothing_is_noted_where_a_paper_cannot_be_written
    what_has_run_out_is_not_revoked
    a_device_goes_outside_by_permission_and_is_missed
    the_days_to_return_a_device_run_from_the_notice
    nothing_is_noted_before_it_happens
    what_was_found_or_recovered_stands_as_it_did
}

/// A schema of its own on the server of the tests.
#[cfg(feature = "postgres")]
fn schema() -> String {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let server = std::env::var("KYSO_POSTGRES").expect(
        "no PostgreSQL server (KYSO_POSTGRES is not set): run `scripts/postgres.sh run cargo test -p kyso`",
    );
    let schema = format!(
        "papers_{}_{}",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed)
    );
    let made = Command::new("psql")
        .args([
            "-q",
            "-d",
            &server,
            "-c",
            &format!("CREATE SCHEMA {schema}"),
        ])
        .status()
        .expect("psql: apt-get install postgresql-client");
    assert!(made.success());
    format!("{server}?options=-csearch_path%3D{schema}")
}

impl Office {
    /// A province, a commune, its chairman and a clerk, the chairman and the commune as subscribers.
    fn new(register: String) -> Self {
        let office = Self {
            desk: pictures::desk(),
            register,
            province: "tay-ninh",
            day: "2026-03-02",
        };
        office.desk.write("law.toml", LAW.as_bytes());
        office.run(&["init"]).exits(0);
        let on = ["--on", "2025-01-02"];
        let body = [
            "--kind",
            "state-agency",
            "--legal-person",
            "yes",
            "--own-seal",
            "yes",
        ];
        let add = |words: &[&str]| office.run(&[words, &on].concat()).exits(0);
        let province = [
            "organisation",
            "add",
            "UBND tỉnh Lạc Hồng",
            "--tier",
            "province",
        ];
        add(&[&province[..], &body].concat());
        let commune = [
            "organisation",
            "add",
            "UBND xã Mẫu",
            "--tier",
            "commune",
            "--above",
            "1",
        ];
        let more = [
            "--established-by",
            "01/NQ-HĐND",
            "--mail",
            "mau@lachong.gov.vn",
        ];
        add(&[&commune[..], &body, &more].concat());
        for (name, title) in [("Nguyễn Văn Mẫu", "Chủ tịch"), ("Trần Thị Thử", "Văn thư")]
        {
            let person = [
                "person",
                "add",
                name,
                "--organisation",
                "2",
                "--title",
                title,
            ];
            let more = ["--kind", "civil-servant", "--mail", "mau@lachong.gov.vn"];
            add(&[&person[..], &more].concat());
        }
        for holder in [["--person", "1"], ["--organisation", "2"]] {
            add(&[&["subscriber", "add", "--managed-by", "2"][..], &holder].concat());
        }
        office
    }

    fn run(&self, words: &[&str]) -> Ran {
        let always = [
            "registry",
            "--register",
            &self.register,
            "--operator",
            "pkt01",
        ];
        let place = ["--in", self.province];
        let law = ["--overlay", "law.toml"];
        self.desk.run(&[&always[..], &place, &law, words].concat())
    }

    fn json(&self, words: &[&str]) -> Value {
        self.run(&[words, &["--json"]].concat()).exits(0).line()
    }

    fn lines(&self, words: &[&str]) -> Vec<Value> {
        self.run(&[words, &["--json"]].concat()).exits(0).lines()
    }

    /// The code of a refusal.
    fn refused(&self, words: &[&str], exit: i32) -> String {
        let ran = self.run(&[words, &["--json"]].concat()).exits(exit);
        ran.line()["error"]["code"].as_str().unwrap().to_owned()
    }

    /// A drafted request for a certificate of a subscriber.
    fn drafted(&self, subscriber: &str) -> String {
        let fact = "needs_transactions=true:Nguyễn Văn Mẫu";
        let words = [
            "request",
            "draft",
            "issue",
            "--subscriber",
            subscriber,
            "--state",
            fact,
        ];
        let made = self.json(&[&words[..], &["--on", self.day]].concat());
        made["id"].to_string()
    }

    fn form(&self, request: &str, file: &str) {
        let words = ["request", "form", request, "-o", file, "--on", "2026-03-02"];
        self.run(&words).exits(0);
    }

    fn signed_words<'f>(&self, file: &'f str) -> Vec<&'f str> {
        let trust = ["--trust", "root.pem", "--intermediates", "sub-ca.pem"];
        let words = [
            "request",
            "signed",
            file,
            "--revocation",
            "skip",
            "--on",
            "2026-03-03",
        ];
        [&words[..], &trust].concat()
    }

    fn state(&self, request: &str) -> Value {
        self.json(&["request", "show", request])["request"]["history"].clone()
    }

    /// A subscriber holds a certificate on a device that was issued and not handed over.
    fn issued(&self, subscriber: &str, certificate: &str, device: &str) -> String {
        let request = self.drafted(subscriber);
        let numbers = ["--certificate", certificate, "--device", device];
        let days = ["--valid-from", self.day, "--valid-to", "2030-03-01"];
        let process = [&numbers[..], &days].concat();
        for (step, more) in [
            ("confirm", &[][..]),
            ("send", &[]),
            ("accept", &[]),
            ("process", &process),
        ] {
            let words = ["request", "step", &request, step, "--on", self.day];
            self.run(&[&words[..], more].concat()).exits(0);
        }
        request
    }

    /// The same, handed over and in effect.
    fn held(&self, subscriber: &str, certificate: &str, device: &str) {
        let request = self.issued(subscriber, certificate, device);
        for step in ["deliver", "activate", "close"] {
            let words = ["request", "step", &request, step, "--on", self.day];
            self.run(&words).exits(0);
        }
    }

    fn audited(&self) {
        self.run(&["audit"]).exits(0).says("nguyên vẹn");
    }
}

/// The number of a certificate, as the register writes it.
fn number(serial: &[u8]) -> String {
    let zeros = serial.iter().take_while(|octet| **octet == 0).count();
    serial[zeros..]
        .iter()
        .map(|octet| format!("{octet:02X}"))
        .collect()
}

/// As `--place` wants it, in millimetres.
fn where_to_sign(place: &Value) -> String {
    let millimetres = |points: &Value| points.as_f64().unwrap() * 25.4 / 72.0;
    let (left, bottom) = (
        millimetres(&place["area"][0]),
        millimetres(&place["area"][1]),
    );
    format!("{}:{left:.0},{bottom:.0}", place["page"])
}

/// The file with one more revision, in which the first page shows something else.
fn overlaid(file: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(file);
    let after = text.split("/Contents ").nth(1).unwrap();
    let content: u32 = after.split(' ').next().unwrap().parse().unwrap();
    let shown = pdf::stream("", "0 0 1 rg 100 100 300 300 re f");
    pdf::revised(file, &[(content, Some(&shown))])
}

fn a_form_comes_back_signed_and_confirms_its_request(register: String) {
    let office = Office::new(register);
    let request = office.drafted("1");
    office.form(&request, "mau-01.pdf");
    office.form(&request, "lai.pdf");
    let made = office.json(&["request", "show", &request])["request"]["made"].clone();
    assert_eq!(
        made.as_array().unwrap().len(),
        1,
        "the same file again is no other form"
    );
    assert_eq!(made[0]["form"], "nd68-01");
    assert_eq!(office.desk.read("mau-01.pdf"), office.desk.read("lai.pdf"));
    office.desk.keep_p12("chu-tich", leader(), "mat-khau");
    office.desk.write("pin.txt", b"mat-khau");
    let place = where_to_sign(&made[0]["places"][0]);
    let shown = [
        "--images",
        "images.toml",
        "--signature-image",
        "ky",
        "--place",
        &place,
    ];
    let sign = [
        "sign",
        "mau-01.pdf",
        "-o",
        "da-ky.pdf",
        "--p12",
        "chu-tich.p12",
    ];
    let more = [
        "--pin-file",
        "pin.txt",
        "--trust",
        "root.pem",
        "--intermediates",
        "sub-ca.pem",
    ];
    office
        .desk
        .run(&[&sign[..], &more, &["--appearance", "nd30.person"], &shown].concat())
        .exits(0);
    let verify = [
        "verify",
        "da-ky.pdf",
        "--trust",
        "root.pem",
        "--intermediates",
        "sub-ca.pem",
    ];
    office
        .desk
        .run(&[&verify[..], &["--revocation", "skip"]].concat())
        .exits(0);
    let taken = office.json(&office.signed_words("da-ky.pdf"));
    let serial = number(&leader().serial_number());
    assert_eq!(taken["state"], "confirmed");
    assert_eq!(taken["signed_by"][0]["name"], "Nguyễn Văn Mẫu");
    assert_eq!(taken["signed_by"][0]["certificate"], serial.as_str());
    assert_eq!(
        taken["places"],
        json!([{ "name": "thu-truong", "signed": true }])
    );
    let shown = office.json(&["request", "show", &request]);
    assert_eq!(shown["request"]["signed"]["certificates"], json!([serial]));
    let events = shown["events"].as_array().unwrap();
    let signed = events
        .iter()
        .find(|event| event["step"] == "request.signed")
        .unwrap();
    assert!(
        signed["under"].as_str().unwrap().contains(&serial),
        "{signed}"
    );
    assert_eq!(events.last().unwrap()["step"], "request.confirm");
    // once more is the same answer; after it was sent it is too late
    assert_eq!(
        office.json(&office.signed_words("da-ky.pdf"))["state"],
        "confirmed"
    );
    office
        .run(&["request", "step", &request, "send", "--on", "2026-03-03"])
        .exits(0);
    assert_eq!(
        office.refused(&office.signed_words("da-ky.pdf"), 1),
        "impossible-step"
    );
    office.audited();
}

fn a_form_signed_by_a_token_confirms_its_request(register: String) {
    let _turn = turn();
    let office = Office::new(register);
    let request = office.drafted("1");
    office.form(&request, "mau-01.pdf");
    let bench = softhsm();
    let label = format!("biểu mẫu {}", office.register.len());
    let token = bench.new_token(&label);
    put(bench, &token, rsa_leader(), 1);
    let library = softhsm_library();
    let sign = [
        "sign",
        "mau-01.pdf",
        "-o",
        "da-ky.pdf",
        "--token",
        library.to_str().unwrap(),
    ];
    let more = [
        "--token-label",
        &label,
        "--pin-env",
        "P",
        "--chain",
        "sub-ca.pem",
    ];
    let trust = ["--trust", "root.pem"];
    let arguments = [&sign[..], &more, &trust].concat();
    let mut command = office.desk.kyso(&arguments);
    Ran::of(command.env("P", PIN).output().unwrap(), &arguments).exits(0);
    let told = office.run(&office.signed_words("da-ky.pdf")).exits(0);
    told.says("Đã ký: Nguyễn Văn Mẫu").says("đã xác nhận");
    office.audited();
}

fn a_form_that_was_altered_is_not_taken(register: String) {
    let office = Office::new(register);
    let request = office.drafted("1");
    office.form(&request, "mau-01.pdf");
    let desk = &office.desk;
    let before = office.state(&request);
    let refused = |file: &str| office.refused(&office.signed_words(file), 1);
    assert_eq!(refused("mau-01.pdf"), "form-unsigned");
    // before it was signed, in a revision of its own and in the file itself
    desk.write("them.pdf", &overlaid(&desk.read("mau-01.pdf")));
    desk.sign("them.pdf", "them-ky.pdf", "leader", &[]).exits(0);
    desk.verified("them-ky.pdf")["verdict"]
        .as_str()
        .filter(|verdict| *verdict == "passed")
        .unwrap();
    assert_eq!(refused("them-ky.pdf"), "form-altered");
    let mut other = desk.read("mau-01.pdf");
    let at = other
        .windows(8)
        .position(|window| window == b"%PDF-1.7")
        .unwrap();
    other[at + 7] = b'6';
    desk.write("khac.pdf", &other);
    desk.sign("khac.pdf", "khac-ky.pdf", "leader", &[]).exits(0);
    assert_eq!(refused("khac-ky.pdf"), "form-altered");
    // after it was signed
    desk.sign("mau-01.pdf", "da-ky.pdf", "leader", &[]).exits(0);
    desk.write("sua.pdf", &overlaid(&desk.read("da-ky.pdf")));
    assert_eq!(refused("sua.pdf"), "form-signature-invalid");
    let mut broken = desk.read("da-ky.pdf");
    let middle = desk.read("mau-01.pdf").len() + 40;
    broken[middle] ^= 1;
    desk.write("hong.pdf", &broken);
    let ran = office.run(&[&office.signed_words("hong.pdf")[..], &["--json"]].concat());
    assert_ne!(ran.code, Some(0), "{ran}");
    // nobody is trusted
    let alone = ["request", "signed", "da-ky.pdf", "--revocation", "skip"];
    assert_eq!(office.refused(&alone, 2), "form-signature-undecided");
    assert_eq!(
        office.refused(&["request", "signed", "letter.pdf"], 1),
        "form-unmarked"
    );
    assert_eq!(office.state(&request), before);
    office.run(&office.signed_words("da-ky.pdf")).exits(0);
}

fn a_form_of_another_register_or_request_or_an_older_one_is_not_taken(register: String) {
    let office = Office::new(register);
    let desk = &office.desk;
    let (one, two) = (office.drafted("1"), office.drafted("2"));
    office.form(&one, "mot.pdf");
    office.form(&two, "hai.pdf");
    for file in ["mot", "hai"] {
        desk.sign(
            &format!("{file}.pdf"),
            &format!("{file}-ky.pdf"),
            "leader",
            &[],
        )
        .exits(0);
    }
    let named = [&office.signed_words("hai-ky.pdf")[..], &["--request", &one]].concat();
    assert_eq!(office.refused(&named, 1), "form-of-another-request");
    // the same numbers in another register
    let other = Office::new("khac.db".to_owned());
    let foreign = other.drafted("2");
    assert_eq!(foreign, one);
    other.form(&foreign, "ngoai.pdf");
    desk.write("ngoai.pdf", &other.desk.read("ngoai.pdf"));
    desk.sign("ngoai.pdf", "ngoai-ky.pdf", "leader", &[])
        .exits(0);
    assert_eq!(
        office.refused(&office.signed_words("ngoai-ky.pdf"), 1),
        "form-not-made-here"
    );
    // another day, another form
    let later = [
        "request",
        "form",
        &one,
        "-o",
        "moi.pdf",
        "--on",
        "2026-03-03",
    ];
    office.run(&later).exits(0);
    assert_eq!(
        office.refused(&office.signed_words("mot-ky.pdf"), 1),
        "form-superseded"
    );
    desk.sign("moi.pdf", "moi-ky.pdf", "leader", &[]).exits(0);
    office.run(&office.signed_words("moi-ky.pdf")).exits(0);
    // what is written anew is signed anew
    office
        .run(&["request", "step", &one, "amend", "--on", "2026-03-03"])
        .exits(0);
    assert_eq!(
        office.refused(&office.signed_words("moi-ky.pdf"), 1),
        "form-superseded"
    );
    // a certificate that is blocked here confirms nothing
    office.held("1", &number(&leader().serial_number()), "TK01");
    let lose = ["device", "step", "TK01", "lose", "--on", "2026-03-02"];
    office.run(&lose).exits(0);
    assert_eq!(
        office.refused(&office.signed_words("hai-ky.pdf"), 1),
        "form-signer-blocked"
    );
    office.audited();
}

/// A decision that the leader signed into a package with a journal.
fn journal(desk: &Desk) {
    let sample =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/quyet-dinh-mau.pdf");
    std::fs::copy(sample, desk.file("quyet-dinh.pdf")).unwrap();
    let open = [
        "outgoing",
        "open",
        "so/bo-1",
        "--main",
        "quyet-dinh.pdf",
        "--agency",
        "UBND XÃ MẪU",
    ];
    let more = [
        "--symbol",
        "QĐ-SKHCN",
        "--dated",
        "2026-11-23",
        "--title",
        "về việc thử",
    ];
    desk.run(&[&open[..], &more].concat()).exits(0);
    let step = [
        "outgoing",
        "step",
        "so/bo-1",
        "--as",
        "authorised-person",
        "--invisible",
    ];
    let key = [
        "--key",
        "leader.key",
        "--certificate",
        "leader.pem",
        "--chain",
        "sub-ca.pem",
    ];
    let trust = ["--trust", "root.pem"];
    desk.run(&[&step[..], &key, &trust].concat()).exits(0);
}

/// Signatures are counted when they were made, which is now.
fn a_package_counts_once_however_it_is_named(office: &Office) {
    let make = ["report", "make", "2026-01-01..2126-12-31"];
    let signed = |folders: &[&str]| {
        let named: Vec<&str> = folders.iter().flat_map(|one| ["--journal", one]).collect();
        let report = office.json(&[&make[..], &named].concat());
        report["content"]["totals"]["use.signed"].clone()
    };
    for folders in [
        &["so"][..],
        &["so/bo-1"],
        &["so", "so/bo-1", "so/../so/bo-1"],
    ] {
        assert_eq!(signed(folders), json!({"of-none": 1}), "{folders:?}");
    }
    let nowhere = [&make[..], &["--journal", "trong"]].concat();
    assert_eq!(office.refused(&nowhere, 4), "unreadable");
}

fn a_lost_device_is_blocked_listed_and_its_papers_are_made(register: String) {
    let office = Office::new(register);
    let desk = &office.desk;
    let serial = number(&leader().serial_number());
    office.held("1", &serial, "TK01");
    journal(desk);
    let lost = [
        "device",
        "lost",
        "TK01",
        "--since",
        "2026-06-01T08:15:00+07:00",
    ];
    let more = [
        "--place",
        "bến xe",
        "--note",
        "mất túi",
        "--journal",
        "so",
        "-o",
        "ho-so",
        "--on",
        "2026-06-01",
    ];
    std::fs::create_dir(desk.file("trong")).unwrap();
    let nowhere = [&lost[..], &["--journal", "trong", "-o", "khong"]].concat();
    let nowhere = office.run(&nowhere).exits(4);
    assert!(nowhere.err.contains("Không thấy nhật ký"), "{nowhere}");
    let told = office.json(&[&lost[..], &more].concat());
    assert_eq!(told["state"], "lost");
    assert_eq!(told["blocked"], json!([serial]));
    assert_eq!(told["signed"].as_array().unwrap().len(), 1, "{told}");
    assert_eq!(told["signed"][0]["certificate"], serial.as_str());
    assert_eq!(told["signed"][0]["title"], "về việc thử");
    assert_eq!(told["signed"][0]["after"], true);
    assert_eq!(told["signed_untold"], 0);
    a_package_counts_once_however_it_is_named(&office);
    let request = told["requests"][0].to_string();
    let to_do: Vec<&str> = told["to_do"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["what"].as_str().unwrap())
        .collect();
    assert_eq!(
        to_do,
        ["record", "ask-for-revocation"],
        "Tây Ninh names nobody to be told"
    );
    assert_eq!(
        told["to_do"][0]["rule"],
        "nd-68-2024/lost-device-unrecorded"
    );
    assert_eq!(
        told["to_do"][1]["rule"],
        "nd-68-2024/subscriber-revocation-unconfirmed"
    );
    assert_eq!(told["to_do"][1]["to"], "ca");
    let record = desk.words("ho-so/bien-ban-that-lac.pdf");
    for word in [
        "TK01",
        &serial,
        "08 giờ 15, ngày 01/06/2026",
        "bến xe",
        "mất túi",
        "Nguyễn Văn Mẫu",
        "PKI Token",
    ] {
        assert!(record.contains(word), "{word}: {record}");
    }
    let form = format!("ho-so/de-nghi-thu-hoi-YC-{request}.pdf");
    assert!(desk.words(&form).contains("thất lạc"));
    assert!(desk.text("ho-so/van-ban-da-ky.csv").contains("về việc thử"));
    // those who sign are stopped by the block list
    let blocked = desk.sign(
        "letter.pdf",
        "khong.pdf",
        "leader",
        &["--blocked", "ho-so/chung-thu-bi-chan.toml"],
    );
    assert_ne!(blocked.code, Some(0), "{blocked}");
    // the form of the request is one that was made here
    desk.sign(&form, "thu-hoi-ky.pdf", "agency", &[]).exits(0);
    assert_eq!(
        office.json(
            &[
                &office.signed_words("thu-hoi-ky.pdf")[..5],
                &[
                    "--on",
                    "2026-06-02",
                    "--trust",
                    "root.pem",
                    "--intermediates",
                    "sub-ca.pem"
                ]
            ]
            .concat()
        )["state"],
        "confirmed"
    );
    // once more: nothing is noted twice
    assert_eq!(office.refused(&[&lost[..], &more].concat(), 4), "exists");
    let now = jiff::Timestamp::now().to_string();
    let again = office.json(&[&lost[..3], &more[..8], &["--force", "--last-use", &now]].concat());
    assert_eq!(
        (&again["notice"], &again["requests"]),
        (&told["notice"], &told["requests"])
    );
    assert_eq!(
        again["signed"],
        json!([]),
        "nothing after the last certain use"
    );
    let devices = office.lines(&["device", "list"]);
    assert_eq!(devices[0]["state"], "lost");
    office.audited();
}

fn a_lost_device_of_which_a_province_says_more(register: String) {
    // before the provinces were merged on 01/07/2025: whether their regulations go on is not known
    let mut office = Office::new(register);
    office.day = "2025-03-03";
    office.held("1", "01AB", "TK01");
    office.province = "binh-dinh";
    let lost = [
        "device",
        "lost",
        "TK01",
        "--since",
        "2025-06-02T08:15:00+07:00",
        "-o",
        "ho-so",
    ];
    let told = office.json(&[&lost[..], &["--on", "2025-06-02"]].concat());
    let rules: Vec<&str> = told["to_do"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["rule"].as_str().unwrap())
        .collect();
    assert_eq!(
        rules,
        [
            "binh-dinh-2021/loss-not-told-at-once",
            "nd-68-2024/lost-device-unrecorded",
            "binh-dinh-2021/lost-device-record-not-attached",
            "binh-dinh-2021/request-unconfirmed"
        ]
    );
    let said = office
        .run(&[&lost[..], &["--force", "--on", "2025-06-02"]].concat())
        .exits(0);
    said.says("Đã ghi nhận thiết bị TK01 bị thất lạc lúc 08:15:00 ngày 02/06/2025")
        .says("Chứng thư 01AB ngừng sử dụng tại cơ quan từ thời điểm này")
        .says("khoản 4 Điều 12");
    office.province = "an-giang";
    let told = office.json(&[&lost[..], &["--force", "--on", "2025-06-02"]].concat());
    assert_eq!(told["to_do"][0]["to"], "department", "{told}");
}

fn an_exposed_key_is_blocked_and_a_broken_device_is_not(register: String) {
    let office = Office::new(register);
    office.held("1", "01AB", "TK01");
    office.held("2", "02CD", "TK02");
    let exposed = [
        "device",
        "exposed",
        "TK01",
        "--suspected",
        "-o",
        "lo",
        "--on",
        "2026-06-01",
    ];
    let told = office.json(&exposed);
    assert_eq!(
        (&told["state"], &told["blocked"]),
        (&json!("with-subscriber"), &json!(["01AB"]))
    );
    let request = told["requests"][0].to_string();
    let drafted = office.json(&["request", "show", &request]);
    assert_eq!(drafted["request"]["reason"], "key-suspected");
    let broken = office.json(&[
        "device",
        "broken",
        "TK02",
        "-o",
        "hong",
        "--on",
        "2026-06-01",
    ]);
    assert_eq!(
        (&broken["state"], &broken["blocked"]),
        (&json!("broken"), &json!([]))
    );
    let request = broken["requests"][0].to_string();
    let drafted = office.json(&["request", "show", &request]);
    assert_eq!(drafted["request"]["reason"], "device-broken");
    assert!(!office.desk.has("hong/chung-thu-bi-chan.toml"));
    let due = office.lines(&["due", "--on", "2026-06-02"]);
    let revoke: Vec<&Value> = due
        .iter()
        .filter(|one| one["task"] == "revoke-certificate")
        .collect();
    assert_eq!(revoke.len(), 1, "{due:?}");
    assert_eq!(revoke[0]["number"], "01AB");
    office.audited();
}

fn devices_change_hands_with_their_records(register: String) {
    let office = Office::new(register);
    let desk = &office.desk;
    office.issued("1", "01:ab", "TK01");
    office.issued("2", "02CD", "TK02");
    let give = [
        "handover",
        "give",
        "TK01",
        "TK02",
        "-o",
        "bb-07.pdf",
        "--paper",
        "07/BB",
        "--giver",
        "2",
        "--on",
        "2026-03-03",
    ];
    let clerk = ["--to", "2", "--assigned-by", "12/QĐ-UBND"];
    let given = office.json(&[&give[..], &clerk].concat());
    assert_eq!(given["devices"][1]["state"], "with-subscriber");
    let record = desk.words("bb-07.pdf");
    for word in [
        "BIÊN BẢN",
        "Số: 07/BB",
        "TK01",
        "TK02",
        "01AB",
        "02CD",
        "Trần Thị Thử",
        "UBND xã Mẫu",
    ] {
        assert!(record.contains(word), "{word}: {record}");
    }
    // twice is once
    assert_eq!(office.refused(&give, 4), "exists");
    office.run(&[&give[..], &["--force"]].concat()).exits(0);
    let back = [
        "handover",
        "return",
        "TK01",
        "-o",
        "bb-08.pdf",
        "--paper",
        "08/BB",
        "--channel",
        "public-post",
        "--on",
        "2026-06-01",
    ];
    let returned = office.json(&back);
    assert_eq!(returned["devices"][0]["state"], "returned-to-ca");
    assert!(desk.words("bb-08.pdf").contains("Ban Cơ yếu Chính phủ"));
    let missing = ["handover", "give", "TK99", "-o", "khong.pdf"];
    assert_eq!(office.refused(&missing, 64), "not-in-register");
    assert!(!desk.has("khong.pdf"));
    // what is returned is not handed over again, and then no paper is made either
    let never = [
        "handover",
        "give",
        "TK01",
        "-o",
        "khong.pdf",
        "--on",
        "2026-06-02",
    ];
    assert_eq!(office.refused(&never, 1), "impossible-step");
    assert!(!desk.has("khong.pdf"));
    office.audited();
}

fn a_custodian_is_named_by_decision_and_record(register: String) {
    let office = Office::new(register);
    office.held("2", "02CD", "TK02");
    let assign = [
        "handover",
        "assign",
        "TK02",
        "--to",
        "2",
        "-o",
        "bb.pdf",
        "--on",
        "2026-06-01",
    ];
    assert_eq!(
        office.refused(&assign, 1),
        "against-the-law",
        "NĐ 30/2020 Điều 32(2)(b) wants it agreed in writing"
    );
    assert!(!office.desk.has("bb.pdf"));
    let decided = ["--assigned-by", "12/QĐ-UBND", "--paper", "03/BB"];
    office.run(&[&assign[..], &decided].concat()).exits(0);
    let record = office.desk.words("bb.pdf");
    for word in ["Căn cứ Quyết định số 12/QĐ-UBND", "Trần Thị Thử", "TK02"] {
        assert!(record.contains(word), "{word}: {record}");
    }
    let lock = ["device", "step", "TK02", "lock", "--on", "2026-06-15"];
    office.run(&lock).exits(0);
    let leave = [
        "change",
        "leave",
        "2",
        "retired",
        "--look",
        "--on",
        "2026-07-01",
    ];
    assert_eq!(
        office.json(&leave)["kept"],
        json!([1]),
        "another custodian is needed, of a locked device, too"
    );
    office.audited();
}

fn a_device_handed_over_before_gets_its_custodian_with_the_record(register: String) {
    let office = Office::new(register);
    office.held("2", "02CD", "TK02");
    let give = ["handover", "give", "TK02", "--to", "2", "-o", "bb.pdf"];
    let give = [&give[..], &["--on", "2026-06-01"]].concat();
    assert_eq!(office.refused(&give, 1), "against-the-law");
    assert!(!office.desk.has("bb.pdf"));
    let decided = ["--assigned-by", "12/QĐ-UBND", "--paper", "03/BB"];
    let given = office.json(&[&give[..], &decided].concat());
    assert!(given["findings"].is_array(), "{given}");
    let leave = ["change", "leave", "2", "retired", "--look"];
    let leave = [&leave[..], &["--on", "2026-07-01"]].concat();
    assert_eq!(office.json(&leave)["kept"], json!([1]));
    office.audited();
}

fn a_record_is_between_two_bodies(register: String) {
    let office = Office::new(register);
    let on = ["--on", "2025-01-02"];
    let body = ["organisation", "add", "UBND xã Thử", "--tier", "commune"];
    let more = ["--above", "1", "--kind", "state-agency"];
    let seal = ["--legal-person", "yes", "--own-seal", "yes"];
    let paper = ["--established-by", "02/NQ-HĐND"];
    let mail = ["--mail", "thu@lachong.gov.vn"];
    office
        .run(&[&body[..], &more, &seal, &paper, &mail, &on].concat())
        .exits(0);
    let holder = ["subscriber", "add", "--managed-by", "3"];
    office
        .run(&[&holder[..], &["--organisation", "3"], &on].concat())
        .exits(0);
    office.issued("2", "02CD", "TK02");
    office.issued("3", "03EF", "TK03");
    for deed in ["give", "return"] {
        let words = ["handover", deed, "TK02", "TK03", "-o", "bb.pdf"];
        let words = [&words[..], &["--on", "2026-03-03"]].concat();
        assert_eq!(office.refused(&words, 64), "several-bodies");
    }
    assert!(!office.desk.has("bb.pdf"));
    let devices = office.lines(&["device", "list"]);
    assert!(devices.iter().all(|one| one["state"] == "in-stock"));
}

fn nothing_is_noted_where_a_paper_cannot_be_written(register: String) {
    let office = Office::new(register);
    office.held("1", "01AB", "TK01");
    let state = || office.lines(&["device", "list"])[0]["state"].clone();
    for folder in ["mat", "hong"] {
        std::fs::create_dir(office.desk.file(folder)).unwrap();
    }
    office.desk.write("mat/van-ban-da-ky.csv", b"");
    let on = ["--on", "2026-06-01"];
    let lost = ["device", "lost", "TK01", "-o", "mat"];
    assert_eq!(office.refused(&[&lost[..], &on].concat(), 4), "exists");
    assert!(!office.desk.has("mat/bien-ban-that-lac.pdf"));
    assert_eq!(state(), "with-subscriber");
    // the form of a request that is not there yet
    office.desk.write("hong/de-nghi-thu-hoi-YC-2.pdf", b"");
    let broken = ["device", "broken", "TK01", "-o", "hong"];
    assert_eq!(office.refused(&[&broken[..], &on].concat(), 4), "exists");
    assert_eq!(state(), "with-subscriber");
    assert_eq!(office.lines(&["request", "list"]).len(), 1);
    office.audited();
}

fn what_has_run_out_is_not_revoked(register: String) {
    let office = Office::new(register);
    office.held("1", "01AB", "TK01");
    let certificates = |on: &str| {
        let leave = ["change", "leave", "1", "retired", "--look", "--on", on];
        office.json(&leave)["certificates"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(
        (certificates("2030-03-01"), certificates("2030-03-02")),
        (1, 0)
    );
    let exposed = ["device", "exposed", "TK01", "-o", "lo"];
    let told = office.json(&[&exposed[..], &["--on", "2030-03-02"]].concat());
    assert_eq!(
        (&told["blocked"], &told["requests"]),
        (&json!(["01AB"]), &json!([]))
    );
    office.audited();
}

fn a_device_goes_outside_by_permission_and_is_missed(register: String) {
    let mut office = Office::new(register);
    office.day = "2025-03-03";
    office.held("2", "02CD", "TK02");
    office.province = "an-giang";
    let out = [
        "handover",
        "out",
        "TK02",
        "--to",
        "2",
        "--until",
        "2025-06-03",
        "--for",
        "ký tại hội nghị",
        "--place",
        "huyện Thử",
    ];
    let more = ["--paper", "05/GP", "-o", "giay.pdf", "--on", "2025-06-01"];
    office.run(&[&out[..], &more].concat()).exits(0);
    let again = ["--paper", "06/GP", "-o", "nua.pdf", "--on", "2025-06-02"];
    let second = office.run(&[&out[..], &again].concat()).exits(1);
    for word in ["01/06/2025", "03/06/2025", "handover back"] {
        assert!(second.err.contains(word), "{word}: {second}");
    }
    assert!(!office.desk.file("nua.pdf").exists());
    let early = ["handover", "back", "TK02", "--on", "2025-05-31"];
    assert_eq!(office.refused(&early, 1), "impossible-step");
    let slip = office.desk.words("giay.pdf");
    for word in [
        "GIẤY CHO PHÉP",
        "Trần Thị Thử",
        "TK02",
        "ký tại hội nghị",
        "24 giờ 00, ngày 03/06/2025",
        "khoản 3 Điều 13",
    ] {
        assert!(slip.contains(word), "{word}: {slip}");
    }
    let missed = |on: &str| {
        let due = office.lines(&["due", "--on", on]);
        due.into_iter()
            .filter(|one| one["task"] == "bring-device-back")
            .collect::<Vec<_>>()
    };
    assert!(missed("2025-06-03").is_empty());
    let late = missed("2025-06-04");
    assert_eq!(
        (&late[0]["number"], &late[0]["by"]),
        (&json!("TK02"), &json!("2025-06-03"))
    );
    assert_eq!(
        late[0]["rule"],
        "an-giang-39-2014/carried-out-without-permission"
    );
    assert_eq!(
        office.json(&["handover", "back", "TK02", "--on", "2025-06-04"])["closed"],
        1
    );
    assert!(missed("2025-06-05").is_empty());
    let back = ["handover", "back", "TK02", "--on", "2025-06-05"];
    assert_eq!(office.refused(&back, 1), "impossible-step", "none is out");
    let past = ["--paper", "06/GP", "-o", "nua.pdf", "--on", "2025-06-05"];
    let past = [&out[..], &past].concat();
    assert_eq!(office.refused(&past, 1), "impossible-step", "until 03/06");
    office.audited();
}

fn the_days_to_return_a_device_run_from_the_notice(register: String) {
    let office = Office::new(register);
    office.held("1", "01AB", "TK01");
    let draft = [
        "request",
        "draft",
        "revoke",
        "--subscriber",
        "1",
        "--certificate",
        "01AB",
        "--reason",
        "other",
        "--on",
        "2026-05-04",
    ];
    let request = office.json(&draft)["id"].to_string();
    for step in ["confirm", "send", "accept", "process"] {
        office
            .run(&["request", "step", &request, step, "--on", "2026-05-04"])
            .exits(0);
    }
    let returns = || {
        let due = office.lines(&["due", "--on", "2026-05-06"]);
        let mut due = due.into_iter().filter(|one| one["task"] == "return-device");
        due.next().unwrap()
    };
    let before = returns();
    assert_eq!(before["by"], Value::Null, "no notice came: no clock runs");
    assert_eq!(before["rule"], "nd-68-2024/device-returned-late");
    office
        .run(&["notice", "revocation", "01AB", "--on", "2026-05-06"])
        .exits(0);
    assert_eq!(
        returns()["by"],
        "2026-05-13",
        "five working days from the notice"
    );
    // a revocation that nobody here asked for
    office.held("2", "02CD", "TK02");
    let told = [
        "notice",
        "revocation",
        "02CD",
        "--on",
        "2026-05-06",
        "--revoked-on",
        "2026-05-05",
    ];
    // the register knows when it was in effect, and no notice is older than what it tells
    for day in ["1990-05-06", "2026-05-04"] {
        let early = ["notice", "revocation", "02CD", "--on", day];
        let revoked = ["--revoked-on", "2026-05-05"];
        let code = office.refused(&[&early[..], &revoked].concat(), 1);
        assert_eq!(code, "impossible-step");
    }
    let said = office.run(&told).exits(0).out;
    for word in ["“có hiệu lực”", "bị thu hồi từ 05/05/2026"] {
        assert!(said.contains(word), "{said}");
    }
    let certificates = office.lines(&["certificate", "list"]);
    assert_eq!(certificates[1]["state"], "revoked");
    for day in ["2026-05-06", "2040-05-06"] {
        let twice = ["notice", "revocation", "02CD", "--on", day];
        assert_eq!(office.refused(&twice, 1), "impossible-step");
    }
    office.audited();
}

fn nothing_is_noted_before_it_happens(register: String) {
    let office = Office::new(register);
    office.held("1", "01AB", "TK01");
    let lost = ["device", "lost", "TK01", "-o", "ho-so"];
    let wrong: [&[&str]; 4] = [
        &["--since", "2999-01-01"],
        &["--since", "2026-06-02", "--on", "2026-06-01"],
        &["--since", "2026-05-30", "--last-use", "2026-05-31"],
        &["--on", "2026-06-01", "--last-use", "2026-06-02"],
    ];
    for more in wrong {
        let code = office.refused(&[&lost[..], more].concat(), 1);
        assert_eq!(code, "impossible-step", "{more:?}");
    }
    let open = ["notice", "open", "TK01", "exposed", "--discovered"];
    let later = [&open[..], &["2999-01-01"]].concat();
    assert_eq!(office.refused(&later, 1), "impossible-step");
    let step = ["device", "step", "TK01", "lose", "--since", "2999-01-01"];
    assert_eq!(office.refused(&step, 1), "impossible-step");
    assert_eq!(office.lines(&["certificate", "list"])[0]["blocked"], false);
    office
        .run(&[&open[..], &["2026-06-01T08:00:00+07:00"]].concat())
        .exits(0);
    let told = |at: &str| {
        let told = [
            "notice",
            "told",
            "1",
            "ca",
            "--at",
            at,
            "--on",
            "2026-06-02",
        ];
        office.run(&told)
    };
    for at in ["2020-01-01", "2026-06-01T07:59:00+07:00", "2040-01-01"] {
        let said = told(at).exits(1);
        assert!(said.err.contains("Không ghi được"), "{said}");
    }
    told("2026-06-02T09:00:00+07:00").exits(0);
    let said = told("2026-06-02T10:00:00+07:00").exits(1);
    assert!(said.err.contains("02/06/2026"), "{said}");
    office.audited();
}

fn what_was_found_or_recovered_stands_as_it_did(register: String) {
    let office = Office::new(register);
    office.held("1", "01AB", "TK01");
    let step = |device: &str, step: &str, on: &str| {
        office.run(&["device", "step", device, step, "--on", on])
    };
    let blocked = |index: usize| office.lines(&["certificate", "list"])[index]["blocked"].clone();
    // locked, recovered by hand, and the request for it answered afterwards
    step("TK01", "lock", "2026-05-04").exits(0);
    assert_eq!(blocked(0), false, "a locked device signs nothing");
    let draft = [
        "request",
        "draft",
        "recover-device",
        "--subscriber",
        "1",
        "--device",
        "TK01",
        "--on",
        "2026-05-04",
    ];
    let request = office.json(&draft)["id"].to_string();
    for name in ["confirm", "send", "accept"] {
        office
            .run(&["request", "step", &request, name, "--on", "2026-05-04"])
            .exits(0);
    }
    step("TK01", "recover", "2026-05-05").exits(0);
    office
        .run(&["request", "step", &request, "process", "--on", "2026-05-06"])
        .exits(0);
    assert_eq!(
        office.lines(&["device", "list"])[0]["state"],
        "with-subscriber"
    );
    assert_eq!(blocked(0), false);
    // lost, found, returned: blocked to the end, and what is renewed on it, too
    step("TK01", "lose", "2026-06-01").exits(0);
    let renew = [
        "request",
        "draft",
        "renew",
        "--subscriber",
        "1",
        "--certificate",
        "01AB",
        "--on",
        "2026-06-02",
    ];
    let renewal = office.json(&renew)["id"].to_string();
    for name in ["confirm", "send", "accept"] {
        office
            .run(&["request", "step", &renewal, name, "--on", "2026-06-02"])
            .exits(0);
    }
    let days = [
        "--valid-from",
        "2026-06-03",
        "--valid-to",
        "2029-06-02",
        "--certificate",
        "01AC",
    ];
    let process = ["request", "step", &renewal, "process", "--on", "2026-06-03"];
    office.run(&[&process[..], &days].concat()).exits(0);
    assert_eq!(
        (blocked(0), blocked(1)),
        (json!(true), json!(true)),
        "the same device, lost"
    );
    step("TK01", "find", "2026-06-04").exits(0);
    assert_eq!(blocked(1), true, "nobody knows who had it");
    step("TK01", "hand-over", "2026-06-04").exits(1);
    let due = office.lines(&["due", "--on", "2026-06-05"]);
    let revoke: Vec<&Value> = due
        .iter()
        .filter(|one| one["task"] == "revoke-certificate")
        .collect();
    assert_eq!((revoke.len(), &revoke[0]["number"]), (1, &json!("01AC")));
    step("TK01", "return-to-ca", "2026-06-05").exits(0);
    assert_eq!((blocked(0), blocked(1)), (json!(true), json!(true)));
    // revoked by the notice first, the request answered afterwards
    let draft = [
        "request",
        "draft",
        "revoke",
        "--subscriber",
        "1",
        "--certificate",
        "01AC",
        "--reason",
        "device-lost",
        "--on",
        "2026-06-05",
    ];
    let request = office.json(&draft)["id"].to_string();
    for name in ["confirm", "send", "accept"] {
        office
            .run(&["request", "step", &request, name, "--on", "2026-06-05"])
            .exits(0);
    }
    office
        .run(&["notice", "revocation", "01AC", "--on", "2026-06-08"])
        .exits(0);
    office
        .run(&["request", "step", &request, "process", "--on", "2026-06-09"])
        .exits(0);
    assert!(
        office
            .lines(&["due", "--on", "2026-06-09"])
            .iter()
            .all(|one| one["task"] != "revoke-certificate")
    );
    office.audited();
}
