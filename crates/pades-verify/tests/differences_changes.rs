//! Every later change is listed: with its object, its path, both values, the rule that explained it or the reason against it.
#![allow(clippy::unwrap_used)]

mod common;

use std::sync::Arc;

use cert_path::Evidence;
use common::{base, edit, now, report, sign, update};
use pades_verify::{
    Change, ChangeKind, ChangeVerdict, Limits, ModificationLevel, Policy, Reason, verify,
};
use pdf_revisions::{Dict, PdfFile, PdfString, Reference, Update};

fn changes(bytes: &[u8]) -> Vec<Change> {
    report(bytes).unwrap().signatures[0].changes.to_vec()
}

fn later(change: impl FnOnce(&PdfFile, &mut Update)) -> Vec<Change> {
    changes(&update(&sign(&base(), None), change))
}

fn of(changes: &[Change], number: u32) -> &Change {
    let mut found = changes.iter().filter(|change| {
        change
            .reference
            .is_some_and(|reference| reference.number == number)
    });
    found.next().unwrap()
}

#[test]
fn nothing_later_is_an_empty_list() {
    let signed = sign(&base(), None);
    let report = report(&signed).unwrap();
    assert!(report.signatures[0].changes.is_empty());
    assert_eq!(report.signatures[0].changes.more(), 0);
}

#[test]
fn a_filled_field_is_told_with_its_values_and_its_place() {
    let changes = later(|file, update| {
        edit(file, update, 6, |field| {
            drop(field.insert("V", PdfString::text("An")))
        })
    });
    let change = of(&changes, 6);
    assert_eq!(changes.len(), 1);
    assert_eq!(change.path, "Root/Pages/Kids[0]/Annots[0]");
    assert_eq!(change.how, ChangeKind::Replaced);
    assert_eq!(change.before.as_deref(), Some("<< >>"));
    assert_eq!(change.after.as_deref(), Some("<< /V (An) >>"));
    let ChangeVerdict::Allowed { rule, level } = &change.verdict else {
        unreachable!("{change:?}");
    };
    assert_eq!(
        (*rule, *level),
        ("form-filling", ModificationLevel::FormFilling)
    );
    let place = change.place.unwrap();
    assert_eq!((place.page, place.area), (0, [20.0, 100.0, 120.0, 120.0]));
}

#[test]
fn what_is_refused_names_the_entry_and_shows_the_whole_page() {
    let changes = later(|file, update| {
        edit(file, update, 3, |page| drop(page.insert("Rotate", 90_i64)));
        update.put_stream(Reference::new(4, 0), Dict::new(), *b"BT ET");
    });
    let page = of(&changes, 3);
    assert_eq!(page.path, "Root/Pages/Kids[0]/Rotate");
    assert_eq!(
        (page.before.as_deref(), page.after.as_deref()),
        (None, Some("90"))
    );
    assert!(
        matches!(&page.verdict, ChangeVerdict::Disallowed(Reason::PageChanged { key }) if key == "Rotate")
    );
    let content = of(&changes, 4);
    assert_eq!(content.path, "Root/Pages/Kids[0]/Contents");
    assert_eq!(
        content.verdict,
        ChangeVerdict::Disallowed(Reason::Unexplained)
    );
    assert_eq!(content.place.unwrap().area, [0.0, 0.0, 300.0, 300.0]);
}

#[test]
fn allowed_changes_stand_beside_refused_ones() {
    let changes = later(|file, update| {
        edit(file, update, 1, |catalog| {
            drop(catalog.insert("OpenAction", Dict::new()))
        });
        edit(file, update, 6, |field| {
            drop(field.insert("V", PdfString::text("An")))
        });
        let idle = update.allocate().unwrap();
        update.put(idle, Dict::new()).unwrap();
    });
    assert!(!changes[0].verdict.is_allowed(), "refused ones come first");
    assert_eq!(changes[0].path, "Root/OpenAction");
    let allowed = changes.iter().filter(|change| change.verdict.is_allowed());
    assert_eq!(allowed.count(), 2);
    let idle = changes.last().unwrap();
    assert!(idle.path.starts_with("object "), "{}", idle.path);
    assert_eq!(idle.how, ChangeKind::Added);
}

/// A signature sees what came after itself only.
#[test]
fn each_signature_has_its_own_list() {
    let once = sign(&base(), None);
    let twice = sign(&once, None);
    let filled = update(&twice, |file, update| {
        edit(file, update, 6, |field| {
            drop(field.insert("V", PdfString::text("An")))
        })
    });
    let report = report(&filled).unwrap();
    let (first, second) = (&report.signatures[0].changes, &report.signatures[1].changes);
    assert_eq!(second.len(), 1);
    assert!(first.len() > second.len());
    assert_eq!(first.last(), second.last());
    assert!(first.iter().all(|change| change.verdict.is_allowed()));
}

/// The list is bounded and says how much it leaves out; the verdict does not depend on it.
#[test]
fn the_list_is_bounded() {
    let bytes = update(&sign(&base(), None), |_, update| {
        for _ in 0..20 {
            let idle = update.allocate().unwrap();
            update.put(idle, Dict::new()).unwrap();
        }
        update.put_stream(Reference::new(4, 0), Dict::new(), *b"BT ET");
    });
    let policy = Policy {
        limits: Limits {
            changes: 5,
            ..Limits::default()
        },
        ..Policy::default()
    };
    let file = PdfFile::open(Arc::new(bytes)).unwrap();
    let report = verify(&file, &Evidence::new(), &[], &policy, now()).unwrap();
    let changes = &report.signatures[0].changes;
    assert_eq!((changes.len(), changes.more()), (6, 15));
    assert!(
        !of(changes, 4).verdict.is_allowed(),
        "what is refused is never left out for what is allowed"
    );
}
