//! What was done to a file before anybody signed it: a form that was handed out came back signed, and otherwise as it was.
#![allow(clippy::unwrap_used)]

mod common;

use std::sync::Arc;

use common::rules::later;
use common::{accepted, base, sign};
use pades_verify::{ModificationLevel, Policy, Since, changed_since};
use pdf_revisions::PdfFile;

fn since(bytes: &[u8]) -> Since {
    let file = PdfFile::open(Arc::new(bytes.to_vec())).unwrap();
    changed_since(&file, 0, &Policy::default()).unwrap()
}

#[test]
fn a_file_that_was_only_signed_is_told_from_one_that_was_changed_first() {
    assert_eq!(since(&base()).modifications, Ok(ModificationLevel::None));
    let once = sign(&base(), None);
    assert_eq!(
        since(&once).modifications,
        Ok(ModificationLevel::Signatures)
    );
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Resources<<>>>>";
    let changed = sign(&later(&base(), &[(3, page)], &[]), None);
    assert!(
        accepted(&changed),
        "the signature does not know what was before"
    );
    assert!(since(&changed).modifications.is_err());
    let after = later(&once, &[(3, page)], &[]);
    assert!(since(&after).modifications.is_err());
}
