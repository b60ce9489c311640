//! The trailer, and structure trees of other shapes than those of `rules_structure.rs`.
#![allow(clippy::unwrap_used)]

mod common;

use common::rules::{allowed, document_with, later, plain, refused};
use common::{accepted, sign};
use pades_sign::Permissions;
use pades_verify::{ModificationLevel, Reason};

/// Written by hand: our own writer leaves the trailer alone.
fn with_trailer(bytes: &[u8], entries: &str) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let last = text.rfind("startxref").unwrap() + "startxref".len();
    let last = text[last..].split_whitespace().next().unwrap().to_owned();
    let start = bytes.len();
    let end = format!(
        "xref\n0 0\ntrailer\n<</Size 200/Root 1 0 R/Prev {last}{entries}>>\nstartxref\n{start}\n%%EOF\n"
    );
    [bytes, end.as_bytes()].concat()
}

/// A revision of an encrypted file brings a code of its own (`encrypted/make.py`), with all that belongs to one.
#[test]
fn an_encrypted_file_is_saved_with_a_code() {
    let saved = include_bytes!("encrypted/mac-saved-again.pdf");
    assert!(accepted(saved));
    let last = |word: &[u8]| saved.windows(word.len()).rposition(|at| at == word);
    for (from, to) in [
        ("/MAC <", b'>'),
        ("/ByteRange [0", b']'),
        ("/MACLocation", b'e'),
    ] {
        let from = last(from.as_bytes()).unwrap();
        let length = saved[from..].iter().position(|byte| *byte == to).unwrap();
        let mut twin = saved.to_vec();
        twin[from..=from + length].fill(b' ');
        refused(
            "without",
            &twin,
            |reason| matches!(reason, Reason::TrailerChanged { key } if key == "AuthCode"),
        );
    }
}

/// ISO/TS 32004: a code authenticates an encrypted file, no other.
#[test]
fn the_trailer_says_what_it_said() {
    let code =
        |mac: &str| format!("/AuthCode<</MACLocation/Standalone/MAC({mac})/ByteRange[0 1]>>");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[]>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>",
    ];
    let signed = sign(&document_with(&objects, &code("a")), None);
    let same = with_trailer(&signed, &code("a"));
    allowed("the same", &same, ModificationLevel::None);
    for (key, entries) in [
        ("AuthCode", code("b")),
        ("AuthCode", "/AuthCode<</MACLocation/X>>".to_owned()),
        ("AuthCode", String::new()),
        ("Other", format!("{}/Other 1", code("a"))),
    ] {
        let bytes = with_trailer(&signed, &entries);
        refused(
            &entries,
            &bytes,
            |reason| matches!(reason, Reason::TrailerChanged { key: found } if found == key),
        );
    }
}

const WRITTEN: ModificationLevel = ModificationLevel::Annotations;
const NOTE: &str = "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/StructParent 1/P 3 0 R>>";
const ROOT: &str = "<</Type/StructTreeRoot/K 14 0 R/ParentTree 11 0 R/ParentTreeNextKey 2>>";

/// The root (8) with kids in an array of their own (14): an element (12) of a note (13), a paragraph (10) and one of nothing (15).
fn tagged(root: &str, kids: &str) -> Vec<u8> {
    let objects = [
        root,
        "null",
        "<</Type/StructElem/S/P/C[/Red/Blue]/P 8 0 R/Pg 3 0 R/K 0>>",
        "<</Nums[0 [10 0 R] 1 12 0 R]>>",
        "<</Type/StructElem/S/Annot/P 8 0 R/K<</Type/OBJR/Obj 13 0 R>>>>",
        NOTE,
        kids,
        "<</Type/StructElem/S/P/P 8 0 R>>",
    ];
    let page = [("Annots", "[{} 13 0 R]"), ("StructParents", "0")];
    let base = later(
        &plain(&objects),
        &[],
        &[(1, &[("StructTreeRoot", "8 0 R")]), (3, &page)],
    );
    sign(&base, Some(Permissions::Annotations))
}

fn structure(key: &'static str) -> impl Fn(&Reason) -> bool {
    move |reason| matches!(reason, Reason::StructureChanged { key: found } if found == key)
}

const KIDS: &str = "[12 0 R 10 0 R 15 0 R]";

/// A second note (30) joins with its element (31); these are the kids then, or entries of the root.
fn joins(signed: &[u8], element: &str, kids: Option<&str>, root: &[(&str, &str)]) -> Vec<u8> {
    let note = NOTE.replace("StructParent 1", "StructParent 2");
    let element = format!("<<{element}/K<</Type/OBJR/Obj 30 0 R>>>>");
    let places = "<</Nums[0 [10 0 R] 1 12 0 R 2 31 0 R 5 32 0 R]>>";
    let mut objects = vec![(30, &*note), (31, &*element), (11, places), (32, "[null]")];
    objects.extend(kids.map(|kids| (14, kids)));
    let root = [&[("ParentTreeNextKey", "9")], root].concat();
    later(
        signed,
        &objects,
        &[(8, &root), (3, &[("Annots", "[{} 30 0 R]")])],
    )
}

#[test]
fn the_kids_of_the_root_stand_in_an_array() {
    let signed = tagged(ROOT, KIDS);
    let named = "/Type/StructElem/S/Annot/P 8 0 R";
    let more = "[12 0 R 10 0 R 15 0 R 31 0 R]";
    for element in [named, "/S/Annot/P 8 0 R"] {
        allowed(element, &joins(&signed, element, Some(more), &[]), WRITTEN);
    }
    for element in ["/S/Annot", "/P 8 0 R", "/Type/Other/S/Annot/P 8 0 R"] {
        let bytes = joins(&signed, element, Some(more), &[]);
        refused(element, &bytes, structure("K"));
    }
    let listed = tagged(&ROOT.replace("14 0 R", KIDS), "null");
    let direct = joins(&listed, named, None, &[("K", more)]);
    allowed("in the root itself", &direct, WRITTEN);
}

#[test]
fn the_element_of_a_note_leaves_from_the_front() {
    let signed = tagged(ROOT, KIDS);
    let left = |kids: &str| {
        later(
            &signed,
            &[(14, kids)],
            &[
                (8, &[("ParentTreeNextKey", "9")]),
                (3, &[("Annots", "[6 0 R 17 0 R]")]),
            ],
        )
    };
    allowed("the note's", &left("[10 0 R 15 0 R]"), WRITTEN);
    refused("one of nothing", &left("[10 0 R]"), structure("K"));
}

#[test]
fn the_root_gets_its_type_and_no_class_in_use() {
    let untyped = ROOT.replace("/Type/StructTreeRoot", "");
    let typed = later(
        &tagged(&untyped, KIDS),
        &[],
        &[(8, &[("Type", "/StructTreeRoot")])],
    );
    allowed("its type", &typed, ModificationLevel::None);
    let classes = |class: &str| {
        let classes = format!("<</{class}<<>>>>");
        later(&tagged(ROOT, KIDS), &[], &[(8, &[("ClassMap", &classes)])])
    };
    allowed("a class", &classes("Green"), ModificationLevel::None);
    for class in ["Red", "Blue"] {
        refused(class, &classes(class), structure("ClassMap"));
    }
}

/// The marked content of a page is told in an array, wherever that stands.
#[test]
fn a_place_may_be_written_elsewhere() {
    let signed = tagged(ROOT, KIDS);
    let placed = |array: &str| {
        let places = "<</Nums[0 33 0 R 1 12 0 R]>>";
        let next = (8, &[("ParentTreeNextKey", "9")][..]);
        later(&signed, &[(33, array), (11, places)], &[next])
    };
    allowed("the same", &placed("[10 0 R]"), ModificationLevel::None);
    for other in ["[15 0 R]", "[]", "[10 0 R 15 0 R]"] {
        refused(other, &placed(other), structure("ParentTree"));
    }
}

/// What a store or the default resources consist of may change below what stays.
#[test]
fn parts_grow_below_what_does_not_change() {
    let stream = "<</Length 1>>stream\na\nendstream";
    let store = [
        (20, "<</VRI 21 0 R>>"),
        (21, "<</A 22 0 R>>"),
        (22, "<</Cert 23 0 R>>"),
        (23, "[24 0 R]"),
        (24, stream),
    ];
    let stored = sign(
        &later(&plain(&[]), &store, &[(1, &[("DSS", "20 0 R")])]),
        None,
    );
    let grown = later(&stored, &[(23, "[24 0 R 30 0 R]"), (30, stream)], &[]);
    allowed("the store", &grown, ModificationLevel::LtaUpdates);
    let resources = [(20, "<</Font 21 0 R>>"), (21, "<</F1 7 0 R>>")];
    let listed = [(5, &[("DR", "20 0 R")][..])];
    let resourceful = sign(&later(&plain(&[]), &resources, &listed), None);
    let grown = later(&resourceful, &[(21, "<</F1 7 0 R/F2 7 0 R>>")], &[]);
    allowed("the resources", &grown, ModificationLevel::None);
}
