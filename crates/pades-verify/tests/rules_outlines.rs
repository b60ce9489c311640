//! The outline: it grows by items that lead to pages; what was there stays.
#![allow(clippy::unwrap_used)]

mod common;

use common::rules::{Entries, allowed, later, plain, reasons, refused};
use common::{accepted_under, sign};
use pades_sign::Permissions;
use pades_verify::{ModificationLevel, ModificationPolicy, Reason};

const LEVEL: ModificationLevel = ModificationLevel::Annotations;
const ROOT: &str = "<</Type/Outlines/First 21 0 R/Last 22 0 R/Count 2>>";
const FIRST: &str = "<</Title(Mot)/Parent 20 0 R/Next 22 0 R/Dest[3 0 R/Fit]>>";
const SECOND: &str = "<</Title(Hai)/Parent 20 0 R/Prev 21 0 R/A 23 0 R>>";
const ACTION: &str = "<</S/GoTo/D[3 0 R/XYZ 0 0 0]>>";
const TWO: [(u32, &str); 4] = [(20, ROOT), (21, FIRST), (22, SECOND), (23, ACTION)];
const NAMED: Entries<'_> = (1, &[("Outlines", "20 0 R")]);

fn outline(reason: &Reason) -> bool {
    matches!(reason, Reason::CatalogChanged { key } if key == "Outlines")
}

fn unexplained(reason: &Reason) -> bool {
    matches!(reason, Reason::Unexplained | Reason::UsedElsewhere { .. }) || outline(reason)
}

/// With the outline of two items, before it is signed.
fn with_outline() -> Vec<u8> {
    sign(&later(&plain(&[]), &TWO, &[NAMED]), None)
}

/// A third item, with these entries.
fn third(entries: &str) -> Vec<u8> {
    let item = format!("<</Parent 20 0 R/Prev 22 0 R{entries}>>");
    let linked: [Entries<'_>; 2] = [
        (20, &[("Last", "40 0 R"), ("Count", "3")]),
        (22, &[("Next", "40 0 R")]),
    ];
    later(&with_outline(), &[(40, &item)], &linked)
}

#[test]
fn an_outline_is_brought() {
    let signed = sign(&plain(&[]), None);
    allowed("two items", &later(&signed, &TWO, &[NAMED]), LEVEL);
    let empty = [(20, "<</Type/Outlines/Count 0>>")];
    let shows_nothing = ModificationLevel::LtaUpdates;
    allowed("none", &later(&signed, &empty, &[NAMED]), shows_nothing);
}

/// How many items are shown (ISO 32000-2 Table 150) is no matter of the document.
#[test]
fn the_root_alone_may_change_its_count() {
    let closed = later(&with_outline(), &[], &[(20, &[("Count", "1")])]);
    allowed("closed", &closed, LEVEL);
    let other = later(&with_outline(), &[], &[(20, &[("Lang", "(vi)")])]);
    refused("another entry", &other, unexplained);
}

#[test]
fn items_join_and_lead_to_pages() {
    for entries in [
        "/Title(Ba)",
        "/Title(Ba)/Dest[3 0 R/Fit]/C[1 0 0]/F 2",
        "/Title(Ba)/Dest/Chuong3",
        "/Title(Ba)/A<</Type/Action/S/GoTo/D(Chuong3)>>",
    ] {
        allowed(entries, &third(entries), LEVEL);
    }
    let below = [(40, "<</Title(Ba)/Parent 21 0 R/Dest[3 0 R/Fit]>>")];
    let first: Entries<'_> = (
        21,
        &[("First", "40 0 R"), ("Last", "40 0 R"), ("Count", "-1")],
    );
    allowed("below", &later(&with_outline(), &below, &[first]), LEVEL);
}

#[test]
fn items_do_nothing_else() {
    for entries in [
        "/Title(Ba)/A<</S/URI/URI(http://example.invalid)>>",
        "/Title(Ba)/A<</S/JavaScript/JS(x)>>",
        "/Title(Ba)/A<</S/GoTo/D[3 0 R/Fit]/Next<</S/URI/URI(x)>>>>",
        "/Title(Ba)/A<</S/GoTo>>",
        "/Title(Ba)/A 7 0 R",
        "/Title(Ba)/Dest[7 0 R/Fit]",
        "/Title(Ba)/Dest[0/Fit]",
        "/Title(Ba)/Dest[3 0 R/XYZ 7 0 R]",
        "/Title(Ba)/Dest 5",
        "/Title 5",
        "/Title(Ba)/C[7 0 R]",
        "/Title(Ba)/SE 7 0 R",
        "/Title(Ba)/V(Gia tri)",
        "/Title(Ba)/First 3 0 R",
        "/Title(Ba)/Last 7 0 R",
        "/Title(Ba)/Count 7 0 R",
    ] {
        refused(entries, &third(entries), unexplained);
    }
}

#[test]
fn what_was_there_stays() {
    let signed = with_outline();
    let entries: [(&str, &[Entries<'_>]); 8] = [
        ("taken out", &[(1, &[("Outlines", "")])]),
        ("another title", &[(21, &[("Title", "(Khac)")])]),
        ("another target", &[(21, &[("Dest", "[3 0 R/FitH 9]")])]),
        ("another action", &[(23, &[("D", "[3 0 R/Fit]")])]),
        (
            "the second is gone",
            &[(21, &[("Next", "")]), (20, &[("Last", "21 0 R")])],
        ),
        ("all are gone", &[(20, &[("First", ""), ("Last", "")])]),
        (
            "in another order",
            &[
                (20, &[("First", "22 0 R"), ("Last", "21 0 R")]),
                (22, &[("Prev", ""), ("Next", "21 0 R")]),
                (21, &[("Prev", "22 0 R"), ("Next", "")]),
            ],
        ),
        (
            "one below the other",
            &[
                (21, &[("Next", ""), ("First", "22 0 R"), ("Last", "22 0 R")]),
                (22, &[("Prev", ""), ("Parent", "21 0 R")]),
            ],
        ),
    ];
    for (name, entries) in entries {
        refused(name, &later(&signed, &[], entries), unexplained);
    }
    let another = [(30, ROOT), (20, "<<>>")];
    let named: Entries<'_> = (1, &[("Outlines", "30 0 R")]);
    refused(
        "another root",
        &later(&signed, &another, &[named]),
        unexplained,
    );
    let direct: Entries<'_> = (1, &[("Outlines", "<</Count 0>>")]);
    refused("no object", &later(&signed, &[], &[direct]), outline);
    let circle: Entries<'_> = (22, &[("Next", "21 0 R")]);
    refused("a circle", &later(&signed, &[], &[circle]), unexplained);
    assert_eq!(reasons(&later(&signed, &[], &[(21, &[])])), []);
}

/// What was no item before becomes none: a field, a page.
#[test]
fn other_objects_do_not_join() {
    let signed = with_outline();
    for object in [6, 3] {
        let linked = format!("{object} 0 R");
        let entries: [Entries<'_>; 1] = [(22, &[("Next", &linked)])];
        refused(&linked, &later(&signed, &[], &entries), unexplained);
    }
    let shared: Entries<'_> = (1, &[("Outlines", "20 0 R"), ("PieceInfo", "<</X 21 0 R>>")]);
    let twice = sign(&later(&plain(&[]), &TWO, &[shared]), None);
    let linked: [Entries<'_>; 2] = [(21, &[("Next", "40 0 R")]), (22, &[("Prev", "40 0 R")])];
    let item = "<</Title(Ba)/Parent 20 0 R/Prev 21 0 R/Next 22 0 R>>";
    refused(
        "an item used twice",
        &later(&twice, &[(40, item)], &linked),
        |reason| matches!(reason, Reason::UsedElsewhere { .. }),
    );
}

/// ISO 32000-2 Table 257 names no outline; at `P = 3` it is let through beside the notes, except where the table is read word by word.
#[test]
fn a_certification_decides() {
    for (permissions, policies) in [
        (Permissions::NoChanges, [false, false, false]),
        (Permissions::FormFilling, [false, false, false]),
        (Permissions::Annotations, [false, true, true]),
    ] {
        let certified = sign(&plain(&[]), Some(permissions));
        let grown = later(&certified, &TWO, &[NAMED]);
        let verdicts = ModificationPolicy::ALL.map(|policy| accepted_under(policy, &grown));
        assert_eq!(verdicts, policies, "{permissions:?}");
    }
}
