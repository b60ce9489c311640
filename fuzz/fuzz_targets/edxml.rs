//! Exchange messages (edXML): any bytes end in a message or a reason, within the limits, with names that can be shown.
#![no_main]

use libfuzzer_sys::fuzz_target;
use signing_workflow::package::{Edxml, PackageLimits};

const LIMITS: PackageLimits = PackageLimits {
    bytes: 1 << 20,
    decoded_bytes: 1 << 20,
    ..PackageLimits::DEFAULT
};

fuzz_target!(|data: &[u8]| {
    let _ = Edxml::looks_like(data);
    let Ok(message) = Edxml::read(data, &LIMITS) else { return };
    assert!(message.contents.len() <= LIMITS.files);
    let decoded: usize = message.contents.iter().map(|content| content.bytes.len()).sum();
    assert!(decoded <= LIMITS.decoded_bytes);
    let mut names = message.contents.iter().flat_map(|content| content.name.chars());
    assert!(!names.any(char::is_control), "names are for showing");
});
