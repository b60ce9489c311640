//! How a machine's browsers are told to trust its own certificate, and no longer to. The commands are printed; they are the person's to run.

use std::path::Path;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use cert_path::Certificate;
use serde_json::json;

use crate::certificates::hex;
use crate::job::Job;
use crate::text::{Words, words};

/// The commands of one system.
struct Way {
    system: &'static str,
    title: Words,
    trust: Vec<String>,
    untrust: Vec<String>,
}

pub(super) fn trust(file: &Path, certificate: &Certificate, job: &Job) {
    let lead = words(
        "Chạy các lệnh dưới đây để trình duyệt trên máy này tin chứng thư của dịch vụ:",
        "Run these commands so that this machine's browsers trust the service's certificate:",
    );
    print(file, certificate, lead, |way| &way.trust, job);
}

pub(super) fn untrust(file: &Path, certificate: &Certificate, job: &Job) {
    let lead = words(
        "Chạy các lệnh dưới đây để trình duyệt thôi tin chứng thư của dịch vụ, sau đó có thể xóa tệp chứng thư và tệp khóa:",
        "Run these commands so that browsers no longer trust the service's certificate; its files may be removed then:",
    );
    print(file, certificate, lead, |way| &way.untrust, job);
}

fn print(
    file: &Path,
    certificate: &Certificate,
    lead: Words,
    of: impl Fn(&Way) -> &Vec<String>,
    job: &Job,
) {
    let ways = ways(file, certificate);
    let fingerprint = hex(&certificate.fingerprint());
    if job.json {
        let told = ways
            .iter()
            .map(|way| (way.system.to_owned(), json!(of(way))));
        let told: serde_json::Map<_, _> = told.collect();
        job.value(&json!({ "certificate": file.display().to_string(), "sha256": fingerprint, "commands": told }));
        return;
    }
    job.line(lead.in_lang(job.lang));
    job.line(&format!("{} (SHA-256 {fingerprint})", file.display()));
    for way in &ways {
        job.line(&format!("\n{}", way.title.in_lang(job.lang)));
        for command in of(way) {
            job.line(&format!("    {command}"));
        }
    }
}

fn ways(file: &Path, certificate: &Certificate) -> Vec<Way> {
    let file = file.display();
    let thumb = hex(digest(&SHA1_FOR_LEGACY_USE_ONLY, certificate.der()).as_ref());
    let name = format!("kyso-{}", thumb.get(..8).unwrap_or(&thumb));
    let nss = |database: &str| {
        (
            // P: this very certificate, of a server, and none that it would sign
            format!("certutil -d {database} -A -t \"P,,\" -n {name} -i \"{file}\""),
            format!("certutil -d {database} -D -n {name}"),
        )
    };
    let (chrome, no_chrome) = nss("sql:\"$HOME/.pki/nssdb\"");
    let every = |command: &str| {
        format!("for f in \"$HOME\"/.mozilla/firefox/*/cert9.db; do {command}; done")
    };
    let (firefox, no_firefox) = nss("sql:\"$(dirname \"$f\")\"");
    let keychain = "~/Library/Keychains/login.keychain-db";
    vec![
        Way {
            system: "linux",
            title: words(
                "Linux (gói libnss3-tools): Chrome, Edge, Cốc Cốc; Firefox",
                "Linux (package libnss3-tools): Chrome, Edge, Cốc Cốc; Firefox",
            ),
            trust: vec![
                "mkdir -p \"$HOME/.pki/nssdb\"".to_owned(),
                chrome,
                every(&firefox),
            ],
            untrust: vec![no_chrome, every(&no_firefox)],
        },
        Way {
            system: "macos",
            title: words("macOS", "macOS"),
            trust: vec![format!(
                "security add-trusted-cert -p ssl -k {keychain} \"{file}\""
            )],
            untrust: vec![
                format!("security remove-trusted-cert \"{file}\""),
                format!("security delete-certificate -Z {thumb} {keychain}"),
            ],
        },
        Way {
            system: "windows",
            title: words("Windows", "Windows"),
            trust: vec![format!("certutil -user -addstore Root \"{file}\"")],
            untrust: vec![format!("certutil -user -delstore Root {thumb}")],
        },
    ]
}
