//! Reports of other bodies and templates: any bytes end in one or in a reason; a report that was read is laid out, added up and written again.
#![no_main]

use aws_lc_rs::digest::{SHA256, digest};
use gov_ca_registry::report::{Content, Report, Template};
use libfuzzer_sys::fuzz_target;
use serde_json::json;

fuzz_target!(|data: &[u8]| {
    if let Ok(text) = std::str::from_utf8(data) {
        let _ = Template::read(text);
    }
    let _ = Report::read(data);
    // the file's SHA-256 would keep every change out: a content alone is given its own
    if let Ok(content) = serde_json::from_slice::<Content>(data) {
        with_its_checksum(&content);
    }
});

fn with_its_checksum(content: &Content) {
    let bytes = serde_json::to_vec(content).expect("a content that was read");
    let digest = digest(&SHA256, &bytes);
    let sha256: String = digest.as_ref().iter().map(|octet| format!("{octet:02x}")).collect();
    let file = json!({ "format": "kyso/registry-report", "version": 1, "content": content, "sha256": sha256 });
    if let Ok(report) = Report::read(file.to_string().as_bytes()) {
        is_whole(&report);
    }
}

fn is_whole(report: &Report) {
    let content = report.content();
    let parts: u64 = content.by_branch().iter().map(|(_, part)| part.of("certificates").all()).sum();
    assert_eq!(parts, content.totals.of("certificates").all());
    let laid = Template::ours().lay(report);
    assert_eq!(laid.sheets().len(), laid.sections.len());
    assert_eq!(Report::read(report.to_json().as_bytes()).as_ref(), Ok(report));
}
