//! The structure tree follows the annotations, and nothing of what was there gets another meaning.
#![allow(clippy::unwrap_used)]

mod common;

use common::rules::{Entries, allowed, later, plain, refused};
use common::sign;
use pades_sign::Permissions;
use pades_verify::{ModificationLevel, Reason};

const WRITTEN: ModificationLevel = ModificationLevel::Annotations;
const NONE: ModificationLevel = ModificationLevel::None;

/// The root (8), its document (9) with kids in an array of their own (14): a paragraph (10), a note (13) with an element (12). The parent
/// tree (11). The signature's field is 16.
const OBJECTS: [&str; 7] = [
    "<</Type/StructTreeRoot/K[9 0 R]/ParentTree 11 0 R/ParentTreeNextKey 2/Namespaces[<</NS(a)>>]>>",
    "<</Type/StructElem/S/Document/P 8 0 R/K 14 0 R>>",
    "<</Type/StructElem/S/P/C/Red/P 9 0 R/Pg 3 0 R/K 0>>",
    "<</Nums[0 [10 0 R] 1 12 0 R]>>",
    "<</Type/StructElem/S/Annot/P 9 0 R/K<</Type/OBJR/Obj 13 0 R>>>>",
    "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/StructParent 1/P 3 0 R>>",
    "[10 0 R 12 0 R]",
];

fn tagged(page: &[(&str, &str)]) -> Vec<u8> {
    let mut entries = vec![("Annots", "[{} 13 0 R]")];
    entries.extend_from_slice(page);
    let base = later(
        &plain(&OBJECTS),
        &[],
        &[(1, &[("StructTreeRoot", "8 0 R")]), (3, &entries)],
    );
    sign(&base, Some(Permissions::Annotations))
}

fn structure(key: &'static str) -> impl Fn(&Reason) -> bool {
    move |reason| matches!(reason, Reason::StructureChanged { key: found } if found == key)
}

const PLACED: &[(&str, &str)] = &[("StructParents", "0")];
/// The root says that the tree changed.
const NEXT: Entries<'static> = (8, &[("ParentTreeNextKey", "9")]);

#[test]
fn elements_leave_with_their_annotations() {
    let left = |kids: &str, places: &str| {
        let objects = [(14, kids), (11, &*format!("<</Nums[{places}]>>"))];
        later(
            &tagged(PLACED),
            &objects,
            &[NEXT, (3, &[("Annots", "[6 0 R 16 0 R]")])],
        )
    };
    allowed("the note's", &left("[10 0 R]", "0 [10 0 R]"), WRITTEN);
    allowed(
        "its place stays",
        &left("[10 0 R]", "0 [10 0 R] 1 12 0 R"),
        WRITTEN,
    );
    allowed(
        "its element stays",
        &left("[10 0 R 12 0 R]", "0 [10 0 R]"),
        WRITTEN,
    );
    refused(
        "the paragraph's",
        &left("[12 0 R]", "0 [10 0 R]"),
        structure("K"),
    );
    refused("both", &left("[]", "0 [10 0 R]"), structure("K"));
    refused(
        "turned",
        &left("[12 0 R 10 0 R]", "0 [10 0 R]"),
        structure("K"),
    );
    refused(
        "the paragraph's place",
        &left("[10 0 R]", "1 12 0 R"),
        structure("ParentTree"),
    );
    let alone = later(&tagged(PLACED), &[(14, "[10 0 R]")], &[]);
    refused("the element alone", &alone, structure("K"));
    let place = later(&tagged(PLACED), &[(11, "<</Nums[0 [10 0 R]]>>")], &[NEXT]);
    refused("the place alone", &place, structure("ParentTree"));
}

#[test]
fn elements_join_with_their_annotations() {
    let joins = |says: &str, kids: &str, places: &str| {
        let note = format!("<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/P 3 0 R{says}>>");
        let element = "<</Type/StructElem/S/Annot/P 9 0 R/K<</Type/OBJR/Obj 30 0 R>>>>";
        let places = format!("<</Nums[0 [10 0 R] 1 12 0 R {places}]>>");
        let objects = [(30, &*note), (31, element), (14, kids), (11, &*places)];
        later(
            &tagged(PLACED),
            &objects,
            &[NEXT, (3, &[("Annots", "[{} 30 0 R]")])],
        )
    };
    let kids = "[10 0 R 12 0 R 31 0 R]";
    let says = "/StructParent 2";
    allowed("as it says", &joins(says, kids, "2 31 0 R"), WRITTEN);
    allowed(
        "before the others",
        &joins(says, "[31 0 R 10 0 R 12 0 R]", "2 31 0 R"),
        WRITTEN,
    );
    for nothing in ["5 null", "5 []", "5 [null]"] {
        allowed(
            nothing,
            &joins(says, kids, &format!("2 31 0 R {nothing}")),
            WRITTEN,
        );
    }
    let place = structure("ParentTree");
    refused(
        "another key",
        &joins("/StructParent 3", kids, "2 31 0 R"),
        &place,
    );
    refused("no key", &joins("", kids, "2 31 0 R"), &place);
    refused(
        "an element that was there",
        &joins(says, kids, "2 12 0 R"),
        &place,
    );
    refused("what is no element", &joins(says, kids, "2 6 0 R"), &place);
    refused("some content", &joins(says, kids, "2 [10 0 R]"), &place);
    refused(
        "in the place of another",
        &joins(says, "[31 0 R 12 0 R]", "2 31 0 R"),
        structure("K"),
    );
}

#[test]
fn the_root_says_what_it_said() {
    let root = |entries: &[(&str, &str)]| later(&tagged(PLACED), &[], &[(8, entries)]);
    allowed("the next key", &root(&[("ParentTreeNextKey", "7")]), NONE);
    allowed(
        "one more namespace",
        &root(&[("Namespaces", "[{} <</NS(b)>>]")]),
        NONE,
    );
    allowed("no roles", &root(&[("RoleMap", "<<>>")]), NONE);
    allowed("no classes", &root(&[("ClassMap", "<<>>")]), NONE);
    allowed(
        "the kids in a list",
        &later(
            &tagged(PLACED),
            &[(30, "[9 0 R]")],
            &[(8, &[("K", "30 0 R")])],
        ),
        NONE,
    );
    for (key, value) in [
        ("Namespaces", "[<</NS(b)>>]"),
        ("Namespaces", ""),
        ("RoleMap", "<</P/Artifact>>"),
        ("ClassMap", "<</Red<<>>>>"),
        ("Type", "/Pages"),
        ("Type", ""),
        ("ParentTreeNextKey", "/A"),
        ("IDTree", "<<>>"),
        ("K", "[10 0 R]"),
        ("K", "[]"),
    ] {
        let key_of = key;
        refused(
            key,
            &root(&[(key, value)]),
            move |reason| matches!(reason, Reason::StructureChanged { key } if key == key_of),
        );
    }
    let gone = later(&tagged(PLACED), &[], &[(1, &[("StructTreeRoot", "")])]);
    refused(
        "no tree",
        &gone,
        |reason| matches!(reason, Reason::CatalogChanged { key } if key == "StructTreeRoot"),
    );
}

/// A page may get a place in the tree where nothing is.
#[test]
fn a_page_gets_an_unused_place() {
    let placed = |place: &str| later(&tagged(&[]), &[], &[(3, &[("StructParents", place)])]);
    allowed("unused", &placed("7"), NONE);
    for used in ["0", "1", "/A"] {
        refused(
            used,
            &placed(used),
            |reason| matches!(reason, Reason::PageChanged { key } if key == "StructParents"),
        );
    }
    let moved = later(&tagged(PLACED), &[], &[(3, &[("StructParents", "7")])]);
    refused(
        "another place",
        &moved,
        |reason| matches!(reason, Reason::PageChanged { key } if key == "StructParents"),
    );
}
