//! `kyso trust` and the named profiles: shown before they are stored, used only when named.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use common::revocation::put_crls;
use common::{Desk, Ran};

const G2: &str = "F04BA4B459A7C9A1B971AD9B1CB833E695A80C79AEA63B174B66A70EDFE2FDB8";
const AT: &str = "2026-07-01T00:00:00Z";

/// A desk with a configuration, beside which the store is.
fn office(config: &str) -> Desk {
    let desk = Desk::new();
    std::fs::create_dir(desk.file("office")).unwrap();
    desk.write("office/config.toml", config.as_bytes());
    desk
}

fn run(desk: &Desk, arguments: &[&str]) -> Ran {
    desk.run(&[arguments, &["--config", "office/config.toml"]].concat())
}

fn root_fingerprint(desk: &Desk) -> String {
    let line = run(desk, &["trust", "show", "root.pem", "--json"])
        .exits(0)
        .line();
    line["sha256"].as_str().unwrap().to_owned()
}

fn path(desk: &Desk, more: &[&str]) -> Ran {
    let fixed = [
        "path",
        "leader.pem",
        "--intermediates",
        "sub-ca.pem",
        "--at",
        AT,
        "--as-of",
        AT,
    ];
    run(desk, &[&fixed[..], more].concat())
}

#[test]
fn the_built_in_profiles_are_listed_and_none_is_on() {
    let desk = office("");
    run(&desk, &["trust", "list"])
        .exits(0)
        .says("vgca (có sẵn, chỉ dùng khi nêu tên)")
        .says(G2)
        .says("https://ca.gov.vn")
        .says("chỉ biết qua nguồn khác, không được chấp nhận");
    let rows = run(&desk, &["trust", "list", "--json"]).exits(0).lines();
    assert_eq!(rows.len(), 4);
    assert!(rows.iter().all(|row| row["in_use"] == false));
    path(&desk, &["--revocation", "skip"]).exits(4);
}

#[test]
fn a_built_in_profile_that_is_on_shows_its_fingerprints_and_what_to_compare() {
    let desk = office("");
    let ran = path(
        &desk,
        &["--trust-profile", "vgca", "--trust-profile", "public"],
    )
    .exits(2);
    for words in [
        G2,
        "https://ca.gov.vn",
        "Đề nghị đối chiếu",
        "CA918D635BB130BE",
    ] {
        assert!(ran.err.contains(words), "{words}: {ran}");
    }
    assert!(!ran.err.contains("BAC8BF609AB4"), "second-hand: {ran}");
    let line = path(&desk, &["--trust-profile", "vgca", "--json"])
        .exits(2)
        .line();
    assert_eq!(line["trust_profiles"][0]["name"], "vgca");
    assert_eq!(line["trust_profiles"][0]["fingerprints"][1], G2);
    desk.signed("signed.pdf");
    let verify = ["verify", "signed.pdf", "--trust-profile", "vgca"];
    let ran = run(&desk, &verify).exits(2);
    assert!(ran.err.contains(G2), "{ran}");
    let line = run(&desk, &[&verify[..], &["--json"]].concat())
        .exits(2)
        .line();
    assert_eq!(
        line["trust_profiles"][0]["compare_with"],
        "https://ca.gov.vn"
    );
}

#[test]
fn a_configuration_may_switch_a_profile_on_and_may_not_redefine_it() {
    let desk = office("use-profiles = [\"vgca\"]\n");
    let ran = path(&desk, &[]).exits(2);
    assert!(ran.err.contains(G2), "{ran}");
    let desk = office("[trust-profiles]\nvgca = [\"../root.pem\"]\n");
    run(&desk, &["trust", "list"]).exits(4).says("vgca");
    let desk = office("freshness = \"soon\"\n");
    run(&desk, &["trust", "list"]).exits(4).says("soon");
}

#[test]
fn a_root_is_shown_first_and_stored_only_under_the_fingerprint_that_is_named() {
    let desk = office("");
    let sha256 = root_fingerprint(&desk);
    run(&desk, &["trust", "add", "root.pem"])
        .exits(2)
        .says(&sha256)
        .says("Chưa lưu");
    assert!(!desk.has("office/trust"), "nothing is stored yet");
    run(&desk, &["trust", "add", "root.pem", "--fingerprint", G2])
        .exits(1)
        .says("Không lưu");
    run(&desk, &["trust", "add", "root.pem", "--fingerprint", "12"]).exits(64);
    let add = [
        "trust",
        "add",
        "root.pem",
        "--fingerprint",
        &sha256,
        "--profile",
        "so",
        "--purpose",
        "signing",
        "--until",
        "2030-01-01",
        "--source",
        "biên bản giao nhận",
    ];
    run(&desk, &add).exits(0).says("Đã thêm");
    run(&desk, &add).exits(0).says("không thay đổi");
    let other = ["trust", "add", "--fingerprint", &sha256, "--profile", "so"];
    run(&desk, &other).exits(4).says("kyso trust remove");
    run(&desk, &["trust", "show", "so"])
        .exits(0)
        .says(&sha256)
        .says("biên bản giao nhận");
    let row = run(&desk, &["trust", "show", "so", "--json"])
        .exits(0)
        .line();
    assert_eq!(row["purposes"], serde_json::json!(["signing"]));
    assert_eq!(row["place"], "store");
    path(&desk, &["--revocation", "skip"]).exits(4); // never silently
    let line = path(
        &desk,
        &["--trust-profile", "so", "--revocation", "skip", "--json"],
    )
    .exits(0)
    .line();
    assert_eq!(line["anchor"]["profile"], "so");
    run(&desk, &["trust", "remove", &sha256]).exits(0);
    run(&desk, &["trust", "remove", &sha256]).exits(4);
    path(&desk, &["--trust-profile", "so"])
        .exits(4)
        .says("“so”");
}

#[test]
fn a_fingerprint_alone_pins_a_root_that_comes_with_the_evidence() {
    let desk = office("");
    let sha256 = root_fingerprint(&desk);
    run(&desk, &["trust", "add", "--fingerprint", &sha256]).exits(0);
    let skip = ["--trust-profile", "local", "--revocation", "skip"];
    path(&desk, &skip).exits(2); // the certificate itself is not at hand
    path(
        &desk,
        &[&skip[..], &["--intermediates", "root.pem"]].concat(),
    )
    .exits(0);
}

#[test]
fn names_mean_one_thing() {
    let desk = office("[trust-profiles]\ntinh = [\"../root.pem\"]\n");
    let sha256 = root_fingerprint(&desk);
    for name in ["vgca", "public", "tinh"] {
        run(
            &desk,
            &["trust", "add", "--fingerprint", &sha256, "--profile", name],
        )
        .exits(64);
    }
    path(&desk, &["--trust-profile", "tinh", "--revocation", "skip"]).exits(0);
    path(&desk, &["--trust-profile", "nobody"])
        .exits(4)
        .says("vgca, public, tinh");
}

#[test]
fn a_store_that_was_tampered_with_is_not_used() {
    let desk = office("");
    let sha256 = root_fingerprint(&desk);
    run(
        &desk,
        &["trust", "add", "root.pem", "--fingerprint", &sha256],
    )
    .exits(0);
    let file = format!("office/trust/certificates/{sha256}.pem");
    desk.write(&file, &desk.read("sub-ca.pem"));
    path(&desk, &["--trust-profile", "local"])
        .exits(4)
        .says(&sha256);
    desk.write(
        "office/trust/anchors.toml",
        b"[[anchor]]\nfingerprint = 1\n",
    );
    run(&desk, &["trust", "list"]).exits(4).says("anchors.toml");
}

#[test]
fn crls_are_kept_for_networks_without_internet_and_read_by_everyone() {
    let desk = office("trust = [\"../root.pem\"]\n");
    put_crls(&desk, Vec::new());
    path(&desk, &[]).exits(2);
    let add = [
        "trust",
        "add",
        "--crl",
        "crl/root.crl",
        "--crl",
        "crl/sub-ca.crl",
    ];
    run(&desk, &add).exits(0).says("Đã lưu CRL");
    run(&desk, &add).exits(0).says("không thay đổi");
    run(&desk, &["trust", "list"]).exits(0).says("CRL — CN=");
    let line = path(&desk, &["--json"]).exits(0).line();
    let sha256 = line["chain"][0]["revocation"]["evidence"]["sha256"].clone();
    run(&desk, &["trust", "show", "crl/sub-ca.crl"])
        .exits(0)
        .says(sha256.as_str().unwrap());
    run(&desk, &["trust", "remove", sha256.as_str().unwrap()]).exits(0);
    path(&desk, &[]).exits(2);
}

#[test]
fn a_folder_of_crls_may_be_configured() {
    let desk = office("trust = [\"../root.pem\"]\ncrl = [\"../crl\"]\n");
    put_crls(&desk, Vec::new());
    path(&desk, &[]).exits(0);
}

#[test]
fn what_does_not_exist_is_not_shown() {
    let desk = office("");
    run(&desk, &["trust", "show", "nobody"])
        .exits(4)
        .says("nobody");
    desk.write("garbage", b"garbage");
    run(&desk, &["trust", "show", "garbage"])
        .exits(3)
        .says("garbage");
    run(&desk, &["trust", "show", &G2.to_lowercase()])
        .exits(0)
        .says("RootCA chuyên dùng Chính phủ G2");
}
