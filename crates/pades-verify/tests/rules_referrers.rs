//! Who refers to what changed is found wherever it stands: in object streams, in lists that are objects of their own, in trees that stay.
#![allow(clippy::unwrap_used)]

mod common;

use common::forge::prepared::startxref;
use common::rules::{Entries, allowed, later, plain, refused};
use common::{accepted, report, sign};
use pades_sign::Permissions;
use pades_verify::{ModificationLevel, Reason};

fn used_elsewhere(reason: &Reason) -> bool {
    matches!(reason, Reason::UsedElsewhere { .. })
}

/// Object 9 stands in an object stream (8) and shows the metadata (7) once more.
#[test]
fn in_object_streams() {
    let document = |member: &str| {
        let held = format!("9 0 {member}");
        let container = format!(
            "<</Type/ObjStm/N 1/First 4/Length {}>>stream\n{held}\nendstream",
            held.len()
        );
        let xmp = "<</Type/Metadata/Subtype/XML/Length 4>>stream\n<a/>\nendstream";
        let objects = [
            "<</Type/Catalog/Pages 2 0 R/Metadata 7 0 R/PieceInfo 9 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>",
            "null",
            "null",
            "null",
            xmp,
            &container,
        ];
        let signed = sign(&with_members(&objects, &[(9, 8, 0)]), None);
        later(&signed, &[(7, &xmp.replace("<a/>", "<b/>"))], &[])
    };
    allowed(
        "alone",
        &document("<</X 3 0 R>>"),
        ModificationLevel::FormFilling,
    );
    refused("twice", &document("<</X 7 0 R>>"), used_elsewhere);
}

/// With a cross-reference stream: number, container and index of what stands in object streams.
fn with_members(objects: &[&str], members: &[(usize, u32, u8)]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut rows = vec![vec![0, 0, 0, 0, 0, 0]];
    let row =
        |kind: u8, second: u32, third: u8| [&[kind][..], &second.to_be_bytes(), &[third]].concat();
    for (index, body) in objects.iter().enumerate() {
        rows.push(row(1, u32::try_from(bytes.len()).unwrap(), 0));
        bytes.extend(format!("{} 0 obj\n{body}\nendobj\n", index + 1).bytes());
    }
    let own = objects.len() + members.len() + 1;
    rows.resize(own, vec![0; 6]);
    for (number, container, index) in members {
        rows[*number] = row(2, *container, *index);
    }
    let start = bytes.len();
    rows.push(row(1, u32::try_from(start).unwrap(), 0));
    let size = rows.len();
    bytes.extend(
        format!(
            "{own} 0 obj\n<</Type/XRef/Size {size}/W[1 4 1]/Root 1 0 R/Length {}>>stream\n",
            6 * size
        )
        .bytes(),
    );
    bytes.extend(rows.concat());
    bytes.extend(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").bytes());
    bytes
}

/// Object 23 refers to the list of fields (20), one of which is filled in, and to the metadata (21), which are replaced.
#[test]
fn beside_lists_that_are_objects() {
    let xmp = "<</Type/Metadata/Subtype/XML/Length 4>>stream\n<a/>\nendstream";
    let other = xmp.replace("<a/>", "<b/>");
    let replaced = |beside: &str| {
        let objects = [(20, "[6 0 R]"), (21, xmp), (23, beside)];
        let entries: [Entries<'_>; 2] = [
            (1, &[("Metadata", "21 0 R"), ("PieceInfo", "23 0 R")]),
            (5, &[("Fields", "20 0 R")]),
        ];
        let signed = sign(&later(&plain(&[]), &objects, &entries), None);
        later(&signed, &[(21, &other)], &[(6, &[("V", "(An)")])])
    };
    let level = ModificationLevel::FormFilling;
    allowed("neither", &replaced("<</X 3 0 R>>"), level);
    refused("both", &replaced("<</L 20 0 R/X 21 0 R>>"), used_elsewhere);
}

/// The parent tree (11) has two levels (14, 15) that stay, and one (16) that grows.
#[test]
fn of_trees_that_stay() {
    let objects = [
        "<</Type/StructTreeRoot/K[9 0 R]/ParentTree 11 0 R/ParentTreeNextKey 2>>",
        "<</Type/StructElem/S/Document/P 8 0 R/K[10 0 R 12 0 R]>>",
        "<</Type/StructElem/S/P/P 9 0 R/Pg 3 0 R/K 0>>",
        "<</Kids[14 0 R]>>",
        "<</Type/StructElem/S/Annot/P 9 0 R/K<</Type/OBJR/Obj 13 0 R>>>>",
        "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/StructParent 1/P 3 0 R>>",
        "<</Limits[0 9]/Kids[15 0 R]>>",
        "<</Limits[0 9]/Kids[16 0 R]>>",
        "<</Limits[0 9]/Nums[0 [10 0 R] 1 12 0 R]>>",
    ];
    let entries: [Entries<'_>; 2] = [
        (1, &[("StructTreeRoot", "8 0 R")]),
        (3, &[("Annots", "[{} 13 0 R]"), ("StructParents", "0")]),
    ];
    let base = later(&plain(&objects), &[], &entries);
    let signed = sign(&base, Some(Permissions::Annotations));
    let note = "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/P 3 0 R/StructParent 2>>";
    let element = "<</Type/StructElem/S/Annot/P 9 0 R/K<</Type/OBJR/Obj 30 0 R>>>>";
    let leaf = "<</Limits[0 9]/Nums[0 [10 0 R] 1 12 0 R 2 31 0 R]>>";
    let entries: [Entries<'_>; 3] = [
        (3, &[("Annots", "[{} 30 0 R]")]),
        (8, &[("ParentTreeNextKey", "3")]),
        (9, &[("K", "[{} 31 0 R]")]),
    ];
    let grown = later(&signed, &[(30, note), (31, element), (16, leaf)], &entries);
    allowed("the leaf alone", &grown, ModificationLevel::Annotations);
}

/// A page whose content cannot be read may show text anywhere.
#[test]
fn what_cannot_be_read_may_be_covered() {
    let look =
        "<</Subtype/Form/BBox[0 0 100 20]/Length 22>>stream\n1 0 0 rg 0 0 90 9 re f\nendstream";
    let filled = |content: &str| {
        let signed = sign(&later(&plain(&[]), &[(4, content)], &[]), None);
        later(
            &signed,
            &[(40, look)],
            &[(6, &[("V", "(An)"), ("AP", "<</N 40 0 R>>")])],
        )
    };
    let blank = "<</Length 1>>stream\n \nendstream";
    assert!(accepted(&filled(blank)));
    assert!(!accepted(&filled(
        "<</Filter/JBIG2Decode/Length 3>>stream\nabc\nendstream"
    )));
}

/// A stream that nothing used (20) comes into use: that is told, unless it came with this revision.
#[test]
fn what_was_prepared_is_told() {
    let look = |colour: &str| {
        format!(
            "<</Subtype/Form/BBox[0 0 9 9]/Length 20>>stream\n{colour} RG 0 0 m 9 9 l S\nendstream"
        )
    };
    let signed = sign(&later(&plain(&[]), &[(20, &look("1 0 0"))], &[]), None);
    let entries: [Entries<'_>; 1] = [(6, &[("V", "(An)"), ("AP", "<</N 20 0 R>>")])];
    for (objects, told) in [(&[][..], 1), (&[(20, look("0 1 0").as_str())], 0)] {
        let bytes = later(&signed, objects, &entries);
        allowed("filled in", &bytes, ModificationLevel::FormFilling);
        let report = report(&bytes).unwrap();
        let prepared = report
            .anomalies
            .iter()
            .filter(|one| one.code == "prepared-object-shown");
        assert_eq!(prepared.count(), told, "{objects:?}");
    }
}

/// An oddity of a later revision is told as what it is.
#[test]
fn a_revision_of_another_kind_is_no_hybrid_one() {
    let signed = sign(&plain(&[]), None);
    let bytes = later(&signed, &[], &[(6, &[("V", "(An)")])]);
    let start = startxref(&bytes).to_string();
    let at = bytes
        .windows(start.len())
        .rposition(|word| word == start.as_bytes());
    let near = (startxref(&bytes) - 1).to_string();
    let (head, tail) = bytes.split_at(at.unwrap());
    let odd = [head, near.as_bytes(), &tail[start.len()..]].concat();
    let report = report(&odd).unwrap();
    let codes: Vec<_> = report.anomalies.iter().map(|one| one.code).collect();
    assert_eq!(codes, ["startxref-near"]);
}
