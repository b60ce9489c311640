//! Signing a field that was there: what comes with the signature, and what it needs.
#![allow(clippy::unwrap_used)]

mod common;

use common::rules::{allowed, later, reasons, refused, refused_for};
use common::signed::{dictionary, fill_with_range};
use common::token::Stamp;
use common::vietnamese::looks::Look;
use common::vietnamese::{Visible, document_with, initials, people};
use common::{accepted, accepted_under, edit, report, update};
use pades_verify::{ModificationLevel, ModificationPolicy, Reason};
use pdf_revisions::{Dict, Object, PdfFile, Reference, Update};

const PLACE: [f64; 4] = [100.0, 100.0, 200.0, 140.0];
/// The objects of the page that stand for nothing until somebody refers to them, and the field after them.
const BOX: u32 = 6;
const BLANK: u32 = 7;
const LOCK: u32 = 8;
const OTHER: u32 = 9;
const FIELD: u32 = 10;

fn page() -> Vec<u8> {
    let more = [
        "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 12>>stream\n0 0 9 9 re f\n\nendstream",
        "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 1>>stream\nn\nendstream",
        "<</Type/SigFieldLock/Action/All>>",
        "<</Type/SigFieldLock/Action/Include/Fields[(X)]>>",
    ];
    document_with("", "", "", &more.map(ToOwned::to_owned))
}

fn reference(number: u32) -> Object {
    Reference::new(number, 0).into()
}

fn shown(number: u32) -> Dict {
    [("N", reference(number))].into_iter().collect()
}

fn field(area: [f64; 4], more: &'static str) -> Visible<'static> {
    Visible {
        more,
        ..Visible::new("B", area, Look::content("n"), &people().leader)
    }
}

/// The field gets its signature, and what else is done to it.
fn signed(field: &Visible<'_>, base: &[u8], change: impl FnOnce(&mut Dict)) -> Vec<u8> {
    field.signed_with(base, |file, update, value, _| {
        edit(file, update, FIELD, |widget| {
            widget.insert("V", value);
            change(widget);
        });
    })
}

/// The field gets a document time-stamp.
fn stamped(base: &[u8], change: impl FnOnce(&mut Dict)) -> Vec<u8> {
    stamped_with(base, |file, update, value| {
        edit(file, update, FIELD, |widget| {
            widget.insert("V", value);
            change(widget);
        });
    })
}

fn stamped_with(base: &[u8], place: impl FnOnce(&PdfFile, &mut Update, Reference)) -> Vec<u8> {
    let mut bytes = update(base, |file, update| {
        let value = update.allocate().unwrap();
        let entries = "/Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161";
        update.put_raw(value, dictionary(entries));
        place(file, update, value);
    });
    let time = "2026-05-21T00:00:00Z".parse().unwrap();
    let stamp = Stamp::new(&people().time_stamps, time);
    fill_with_range(&mut bytes, base.len(), |covered| stamp.over(covered));
    bytes
}

fn taken(what: &str, bytes: &[u8]) {
    assert!(accepted(bytes), "{what}: {:?}", reasons(bytes));
}

/// A field may get what it locks when it is signed; what it was to lock it locks.
#[test]
fn what_a_field_locks_stays() {
    let lock =
        |number: u32| move |widget: &mut Dict| drop(widget.insert("Lock", reference(number)));
    let without = field([0.0; 4], "");
    let base = initials().added_to(&without.prepared_on(&page()));
    taken("none", &signed(&without, &base, |_| {}));
    taken("the first", &signed(&without, &base, lock(LOCK)));
    let with = field([0.0; 4], "/Lock 8 0 R");
    let base = initials().added_to(&with.prepared_on(&page()));
    taken("kept", &signed(&with, &base, |_| {}));
    refused(
        "another",
        &signed(&with, &base, lock(OTHER)),
        |reason| matches!(reason, Reason::FieldChanged { key, .. } if key == "Lock"),
    );
}

/// The lock (21) was there and used by nothing; it comes into use in the revision that replaces what it refers to.
#[test]
fn what_comes_into_use_uses_nothing_that_changes() {
    let xmp = "<</Type/Metadata/Subtype/XML/Length 4>>stream\n<a/>\nendstream";
    let other = xmp.replace("<a/>", "<b/>");
    let stamped = |lock: &str| {
        let objects = [(20, xmp), (21, lock)];
        let page = later(&page(), &objects, &[(1, &[("Metadata", "20 0 R")])]);
        let base = initials().added_to(&field([0.0; 4], "").prepared_on(&page));
        stamped_with(&base, |file, update, value| {
            edit(file, update, 22, |widget| {
                widget.insert("V", value);
                widget.insert("Lock", reference(21));
            });
            update.put_raw(Reference::new(20, 0), other.clone().into_bytes());
        })
    };
    taken("alone", &stamped("<</Type/SigFieldLock/Action/All>>"));
    refused(
        "with the metadata",
        &stamped("<</Type/SigFieldLock/Action/All/X 20 0 R>>"),
        |reason| matches!(reason, Reason::UsedElsewhere { .. }),
    );
}

/// The widget of a signature field shows a signature, and nothing without one.
#[test]
fn a_field_that_is_not_signed_shows_nothing() {
    let base = initials().added_to(&field(PLACE, "").prepared_on(&page()));
    let looks = |number: u32| {
        let look = format!("<</N {number} 0 R>>");
        later(&base, &[], &[(FIELD, &[("AP", &look)])])
    };
    allowed("blank", &looks(BLANK), ModificationLevel::FormFilling);
    refused("a box", &looks(BOX), |reason| {
        matches!(reason, Reason::SignatureNotIntact { .. })
    });
}

/// At P=1 a document time-stamp may come, in a field that was there too; a signature may not, seen or not (ISO 32000-2 Table 257).
#[test]
fn what_may_be_signed_where_nothing_may_change() {
    let certified = |area| {
        initials()
            .certifying(1)
            .added_to(&field(area, "").prepared_on(&page()))
    };
    let look = |widget: &mut Dict| drop(widget.insert("AP", shown(BOX)));
    for area in [[0.0; 4], PLACE] {
        let base = certified(area);
        refused(
            "signed",
            &signed(&field(area, ""), &base, |_| {}),
            |reason| matches!(reason, Reason::PermissionExceeded { .. }),
        );
        let bare = stamped(&base, |_| {});
        taken("stamped", &bare);
        let level = report(&bare).unwrap().signatures[0]
            .modifications
            .proven()
            .cloned();
        assert_eq!(level, Some(ModificationLevel::LtaUpdates));
    }
    taken("a look out of sight", &stamped(&certified([0.0; 4]), look));
    refused("a look", &stamped(&certified(PLACE), look), |reason| {
        matches!(reason, Reason::PermissionExceeded { .. })
    });
}

/// A field of the form that no page lists comes to a page when it is signed: to the strict policy it is a new one. A time-stamp is none.
#[test]
fn a_field_that_joins_its_page_is_new() {
    let unlisted = update(&page(), |file, update| {
        let field = update.allocate().unwrap();
        let body = "<</FT/Sig/T(B)/Type/Annot/Subtype/Widget/F 132/P 3 0 R/Rect[0 0 0 0]>>";
        update.put_raw(field, body.as_bytes().to_vec());
        edit(file, update, 1, |catalog| {
            let fields = Object::from(vec![Object::from(field)]);
            let form: Dict = [("Fields", fields)].into_iter().collect();
            catalog.insert("AcroForm", form);
        });
    });
    let listed = later(&unlisted, &[], &[(3, &[("Annots", "[10 0 R]")])]);
    let strict = |bytes: &[u8]| accepted_under(ModificationPolicy::STRICT, bytes);
    let joins = initials().added_to(&unlisted);
    let there = initials().added_to(&listed);
    let sign = |base: &[u8]| signed(&field([0.0; 4], ""), base, |_| {});
    assert!(strict(&sign(&there)));
    assert!(strict(&stamped(&there, |_| {})));
    let joining = |file: &PdfFile, update: &mut Update, value: Reference| {
        edit(file, update, FIELD, |widget| {
            drop(widget.insert("V", value))
        });
        common::join_page(file, update, Reference::new(FIELD, 0));
    };
    let place = |file: &PdfFile, update: &mut Update, value, _| joining(file, update, value);
    let joined = field([0.0; 4], "").signed_with(&joins, place);
    taken("signed", &joined);
    assert!(!strict(&joined));
    assert!(strict(&stamped_with(&joins, joining)));
}

const KID: &str = "<</Parent 10 0 R/Type/Annot/Subtype/Widget/F 132/P 3 0 R";

/// The field B of one widget (11), which has this name of its own.
fn parent(name: &str) -> Vec<u8> {
    let kid = format!("{KID}{name}/Rect[0 0 0 0]>>");
    let parent = "<</FT/Sig/T(B)/Kids[11 0 R]>>";
    let form = [("AcroForm", "<</Fields[10 0 R]>>")];
    let objects = [(FIELD, parent), (11, &*kid)];
    later(
        &page(),
        &objects,
        &[(1, &form), (3, &[("Annots", "[11 0 R]")])],
    )
}

/// One more widget joins B and its page.
fn joined(base: &[u8], kid: &str) -> Vec<u8> {
    let kids = [("Kids", "[{} 50 0 R]")];
    let annotations = [("Annots", "[{} 50 0 R]")];
    later(
        base,
        &[(50, &format!("{KID}{kid}>>"))],
        &[(FIELD, &kids), (3, &annotations)],
    )
}

fn kids_changed() -> Reason {
    Reason::FieldChanged {
        field: "B".to_owned(),
        key: "Kids".to_owned(),
    }
}

/// A signature that was made is shown where it was shown.
#[test]
fn a_signed_field_gets_no_further_kids() {
    let base = parent("");
    let signed = signed(&field([0.0; 4], ""), &base, |_| {});
    let certified = initials().added_to(&base);
    for kid in ["/Rect[0 0 0 0]", "/Rect[100 100 200 140]"] {
        refused(
            kid,
            &joined(&signed, kid),
            |reason| matches!(reason, Reason::SignatureChanged { field } if field == "B"),
        );
        // Nor does one that waits for its signature.
        refused_for(kid, &joined(&certified, kid), &[kids_changed()]);
    }
    let named = initials().added_to(&parent("/T(X)"));
    refused(
        "the name of another kid",
        &joined(&named, "/T(X)/Rect[0 0 0 0]"),
        |reason| matches!(reason, Reason::FieldNameTaken { name } if name == "B.X"),
    );
}

/// A new signature field brings widgets of its own and nothing else.
#[test]
fn what_a_new_field_brings_is_of_its_kind() {
    let certified = initials().added_to(&parent(""));
    let brought = |kid: &str| {
        let looks = "<</R 0>>";
        let kid = format!("<</Parent 50 0 R/Type/Annot/Subtype/Widget/F 132/P 3 0 R{kid}>>");
        let new = "<</FT/Sig/T(C)/Kids[51 0 R]>>";
        later(
            &certified,
            &[(50, new), (51, &kid), (52, looks)],
            &[
                (
                    1,
                    &[("AcroForm", "<</SigFlags 3/Fields[10 0 R 12 0 R 50 0 R]>>")],
                ),
                (3, &[("Annots", "[{} 51 0 R]")]),
            ],
        )
    };
    let place = "/Rect[100 100 200 140]";
    let empty = brought(place);
    allowed("empty", &empty, ModificationLevel::Signatures);
    let parts = brought(&format!("{place}/MK 52 0 R"));
    allowed("parts", &parts, ModificationLevel::Signatures);
    let look = format!("{place}/AP<</N 6 0 R>>");
    refused("a look", &brought(&look), |reason| {
        matches!(reason, Reason::SignatureNotIntact { .. })
    });
    let text = format!("{place}/FT/Tx/T(D)/V(x)");
    refused("a text", &brought(&text), |reason| {
        *reason == Reason::FieldAdded
    });
}

/// A certification may come after a time-stamp, and nothing with it (ISO 32000-2 §12.8.6).
#[test]
fn a_certification_brings_no_other_permission() {
    let time = "2026-05-19T00:00:00Z".parse().unwrap();
    let stamp = Stamp::new(&people().time_stamps, time);
    let base = common::signed::stamped(&field([0.0; 4], "").prepared_on(&page()), &stamp);
    let certifying = field([0.0; 4], "").certifying(2);
    let with = |usage_rights: bool| {
        certifying.signed_with(&base, |file, update, value, _| {
            edit(file, update, FIELD, |widget| {
                drop(widget.insert("V", value))
            });
            edit(file, update, 1, |catalog| {
                let rights = usage_rights.then(|| ("UR3", Object::from(value)));
                let certification = ("DocMDP", Object::from(value));
                let permissions: Dict = rights.into_iter().chain([certification]).collect();
                catalog.insert("Perms", permissions);
            });
        })
    };
    taken("alone", &with(false));
    refused(
        "with usage rights",
        &with(true),
        |reason| matches!(reason, Reason::CatalogChanged { key } if key == "Perms/UR3"),
    );
}

/// A field that does not turn with its page stands elsewhere than it says when the page is turned (ISO 32000-2 Table 167, bit 5).
#[test]
fn a_field_that_does_not_turn_covers_nothing_on_upright_pages() {
    let signed_on = |rotation: &str| {
        let text = "BT /F1 9 Tf 110 110 Td (Cong van) Tj ET";
        let more = ["0", "0", "0", "0"].map(ToOwned::to_owned);
        let page = field(PLACE, "").prepared_on(&document_with(text, "", "", &more));
        let entries = [(FIELD, &[("F", "148")][..]), (3, &[("Rotate", rotation)])];
        let base = initials().added_to(&later(&page, &[], &entries));
        field(PLACE, "").signed_with(&base, |file, update, value, look| {
            edit(file, update, FIELD, |widget| {
                widget.insert("V", value);
                widget.insert("AP", shown(look.number));
            });
        })
    };
    for upright in ["0", "360"] {
        taken(upright, &signed_on(upright));
    }
    refused("turned", &signed_on("90"), |reason| {
        matches!(reason, Reason::SignatureCoversContent { .. })
    });
}

/// A page is as large as it is, wherever its corner lies.
#[test]
fn the_size_of_a_page_is_that_of_its_box() {
    let added = |right: f64| {
        let sheet = [(3, &[("MediaBox", "[2000 3000 2600 3800]")][..])];
        let base = initials().added_to(&later(&page(), &[], &sheet));
        let area = [2010.0, 3010.0, right, 3700.0];
        Visible::new("C", area, Look::content("0 0 9 9 re f"), &people().leader).added_to(&base)
    };
    taken("small", &added(2050.0));
    refused("large", &added(2590.0), |reason| {
        matches!(reason, Reason::SignatureTooLarge { .. })
    });
}
