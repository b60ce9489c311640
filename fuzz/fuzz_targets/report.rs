//! Reports of other bodies and templates: any bytes end in one or in a reason; a report that was read is laid out, added up and written again.
#![no_main]

use gov_ca_registry::report::{Report, Template};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(text) = std::str::from_utf8(data) {
        let _ = Template::read(text);
    }
    // a checksum that a change breaks keeps the fuzzer out: what is inside a file is checked before it is compared
    let Ok(report) = Report::read(data) else { return };
    let content = report.content();
    let parts: u64 = content.by_branch().iter().map(|(_, part)| part.of("certificates").all()).sum();
    assert_eq!(parts, content.totals.of("certificates").all());
    let laid = Template::ours().lay(&report);
    assert_eq!(laid.sheets().len(), laid.sections.len());
    assert_eq!(Report::read(report.to_json().as_bytes()), Ok(report));
});
