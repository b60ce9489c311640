//! Filling in: what is a blank, what a filled one may cover, and what readers draw of it; each with the twin that goes one step too far.
#![allow(clippy::unwrap_used)]

mod common;

use common::rules::{Entries, allowed, later, plain, refused, refused_for};
use common::{accepted_under, sign};
use pades_sign::Permissions;
use pades_verify::{ModificationLevel, ModificationPolicy, Reason};

const FILLED: ModificationLevel = ModificationLevel::FormFilling;

fn field_changed(key: &str) -> Reason {
    Reason::FieldChanged {
        field: "HoTen".to_owned(),
        key: key.to_owned(),
    }
}

/// The field of the page with these entries, signed, and filled in with those.
fn filled(before: &[(&str, &str)], after: &[(&str, &str)]) -> Vec<u8> {
    let objects = [(20, LOOK), (21, OTHER)];
    let signed = sign(&later(&plain(&[]), &objects, &[(6, before)]), None);
    later(&signed, &[], &[(6, after)])
}

const LOOK: &str = "<</Type/XObject/Subtype/Form/BBox[0 0 100 20]/Resources<<>>/Length 11>>stream\n0 0 9 9 re f\nendstream";
const OTHER: &str = "<</Type/XObject/Subtype/Form/BBox[0 0 100 20]/Resources<<>>/Length 11>>stream\n0 0 8 8 re f\nendstream";

/// ISO 32000-2 Table 227, bit 1: programs fill what is read-only and empty, or calculated.
#[test]
fn a_value_that_is_read_only_stays() {
    let read_only = |more: &[(&'static str, &'static str)]| {
        let before = [&[("Ff", "1")], more].concat();
        filled(&before, &[("V", "(An)")])
    };
    for (what, more) in [
        ("empty", &[][..]),
        ("of no letter", &[("V", "()")]),
        ("off", &[("FT", "/Btn"), ("V", "/Off")]),
        (
            "calculated",
            &[("V", "(1)"), ("AA", "<</C<</S/JavaScript/JS(1)>>>>")],
        ),
    ] {
        allowed(what, &read_only(more), FILLED);
    }
    for (what, more) in [
        ("a text", &[("V", "(1)")][..]),
        ("on", &[("FT", "/Btn"), ("V", "/On")]),
        ("a list", &[("V", "[(1)]")]),
        (
            "formatted",
            &[("V", "(1)"), ("AA", "<</K<</S/JavaScript/JS(1)>>>>")],
        ),
    ] {
        refused_for(what, &read_only(more), &[field_changed("V")]);
    }
    let other = filled(&[("Ff", "2"), ("V", "(1)")], &[("V", "(2)")]);
    allowed("another flag", &other, FILLED);
}

/// ISO 32000-2 Table 229, bit 17: a push button holds no value.
#[test]
fn a_push_button_is_not_filled_in() {
    let shown = |kind: &'static str, flags: &'static str| {
        filled(
            &[("FT", kind), ("Ff", flags)],
            &[("AP", "<</N 20 0 R>>"), ("AS", "/N")],
        )
    };
    allowed("a check box", &shown("/Btn", "0"), FILLED);
    allowed("another flag", &shown("/Btn", "2"), FILLED);
    allowed("no button", &shown("/Tx", "65536"), FILLED);
    refused_for("a button", &shown("/Btn", "65536"), &[field_changed("AP")]);
}

/// Another look needs another value, also when the look was there already.
#[test]
fn a_look_that_was_there_is_another_one_too() {
    let shown = [("AP", "<</N 20 0 R>>"), ("V", "(An)")];
    let other = ("AP", "<</N 21 0 R>>");
    let only = filled(&shown, &[other]);
    refused_for("only shown", &only, &[field_changed("AP")]);
    let both = filled(&shown, &[other, ("V", "(Binh)")]);
    allowed("with its value", &both, FILLED);
}

const OVER: (&str, &str) = ("Rect", "[10 240 210 280]");
const OPAQUE: &str = "<</Type/XObject/Subtype/Form/BBox[0 0 200 40]/Resources<<>>/Length 24>>stream\n1 1 0 rg 0 0 200 40 re f\nendstream";
const BLANK: &str =
    "<</Type/XObject/Subtype/Form/BBox[0 0 200 40]/Resources<<>>/Length 1>>stream\nn\nendstream";
const SHOWN: (&str, &str) = ("AP", "<</N 30 0 R>>");
const VALUE: (&str, &str) = ("V", "(An)");

/// What lies over the text when it is signed may stay; what comes over it later hides it.
#[test]
fn what_is_filled_in_hides_no_text() {
    let laid = |before: &str, look: &str, place: &'static [(&'static str, &'static str)]| {
        let base = later(&plain(&[]), &[(20, before)], &[(6, place)]);
        let base = match before {
            "null" => base,
            _ => later(&base, &[], &[(6, &[("AP", "<</N 20 0 R>>")])]),
        };
        later(&sign(&base, None), &[(30, look)], &[(6, &[VALUE, SHOWN])])
    };
    allowed("beside the text", &laid("null", OPAQUE, &[]), FILLED);
    allowed("nothing", &laid("null", BLANK, &[OVER]), FILLED);
    allowed("as before", &laid(OPAQUE, OPAQUE, &[OVER]), FILLED);
    for (what, before) in [("without a look", "null"), ("blank before", BLANK)] {
        let bytes = laid(before, OPAQUE, &[OVER]);
        refused_for(what, &bytes, &[field_changed("AP")]);
    }
    // The background is announced, the text is hidden all the same.
    let announced = laid("null", OPAQUE, &[OVER, ("MK", "<</BG[1 1 0]>>")]);
    refused_for("announced", &announced, &[field_changed("AP")]);
}

/// A picture may be below a field that announced its background.
#[test]
fn what_is_filled_in_hides_no_picture_unless_announced() {
    let laid = |look: &str, looks: &str| {
        let picture = "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n0\nendstream";
        let content = "<</Length 34>>stream\nq 200 0 0 40 10 240 cm /Im Do Q   \nendstream";
        let base = later(
            &plain(&[]),
            &[(4, content), (20, picture)],
            &[
                (3, &[("Resources", "<</XObject<</Im 20 0 R>>>>")]),
                (6, &[OVER, ("MK", looks)]),
            ],
        );
        later(&sign(&base, None), &[(30, look)], &[(6, &[VALUE, SHOWN])])
    };
    let nothing = [field_changed("AP")];
    allowed("announced", &laid(OPAQUE, "<</BG[1 1 0]>>"), FILLED);
    refused_for("no background", &laid(OPAQUE, "<</BC[1 1 0]>>"), &nothing);
    refused_for("nothing", &laid(OPAQUE, ""), &nothing);
    allowed("blank", &laid(BLANK, ""), FILLED);
}

/// Each page is looked at for itself.
#[test]
fn fields_on_two_pages_are_held_against_their_own() {
    let two = |first: &str, second: &str| {
        let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 21 0 R/Annots[22 0 R]/Resources<</Font<</F1 7 0 R>>>>>>";
        let text = "<</Length 44>>stream\nBT /F1 12 Tf 20 50 Td (Cong van mau) Tj ET   \nendstream";
        let field =
            format!("<</FT/Tx/T(Khac)/Type/Annot/Subtype/Widget/Rect[{second}]/P 20 0 R/F 4>>");
        let place = format!("[{first}]");
        let base = later(
            &plain(&[]),
            &[(20, page), (21, text), (22, &field)],
            &[
                (2, &[("Kids", "[3 0 R 20 0 R]"), ("Count", "2")]),
                (5, &[("Fields", "[{} 22 0 R]")]),
                (6, &[("Rect", &place)]),
            ],
        );
        let both: [Entries<'_>; 2] = [(6, &[VALUE, SHOWN]), (22, &[VALUE, SHOWN])];
        later(&sign(&base, None), &[(30, OPAQUE)], &both)
    };
    let (high, low) = ("10 240 210 280", "10 40 210 80");
    allowed("both beside", &two(low, high), FILLED);
    for (what, first, second) in [("the first", high, high), ("the second", low, low)] {
        let bytes = two(first, second);
        refused(
            what,
            &bytes,
            |reason| matches!(reason, Reason::FieldChanged { key, .. } if key == "AP"),
        );
    }
}

/// Readers draw a field without a look, or all when the form says so: what they draw with may not come later (ISO 32000-2 §12.7.4.3).
#[test]
fn what_readers_draw_with_comes_not_later() {
    let base = |form: &[(&str, &str)], field: &[(&str, &str)]| {
        let base = later(&plain(&[]), &[(20, LOOK)], &[(5, form), (6, field)]);
        sign(&base, None)
    };
    let needs = [("NeedAppearances", "true")];
    let shown = ("AP", "<</N 20 0 R>>");
    let given = |form: &[(&str, &str)], field: &[(&str, &str)]| {
        later(&base(form, field), &[], &[(5, &[("DA", "(/F1 0.1 Tf)")])])
    };
    let none = ModificationLevel::None;
    for (what, form, field) in [
        ("no value", &[][..], &[][..]),
        ("of no letter", &[], &[("V", "()")]),
        ("a name", &[], &[("V", "/Off")]),
        ("with a look", &[], &[VALUE, shown]),
        ("no value, drawn", &needs, &[shown]),
        ("its own", &[], &[VALUE, ("DA", "(/F1 9 Tf)")]),
    ] {
        allowed(what, &given(form, field), none);
    }
    for (what, form, field) in [
        ("without a look", &[][..], &[VALUE][..]),
        ("drawn all the same", &needs, &[VALUE, shown]),
        ("a number", &[], &[("V", "1")]),
    ] {
        let wrong = Reason::FormChanged {
            key: "DA".to_owned(),
        };
        refused_for(what, &given(form, field), &[wrong]);
    }
    // A font that was asked for and missing, or that nobody asked for, and what it may be.
    let font = |name: &str, font: &str| {
        let signed = base(&[], &[VALUE, ("DA", "(/F9 9 Tf)")]);
        let fonts = format!("<</Font<</{name} 30 0 R>>>>");
        later(&signed, &[(30, font)], &[(5, &[("DR", &fonts)])])
    };
    let usual = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";
    allowed("usual", &font("F9", usual), none);
    allowed(
        "without an encoding",
        &font("F9", "<</Subtype/Type1/BaseFont/Times-Roman>>"),
        none,
    );
    for odd in [
        "<</Subtype/Type1/BaseFont/Helvetica/Encoding<<>>>>",
        "<</Subtype/Type3/BaseFont/Helvetica>>",
        "<</Subtype/Type1/BaseFont/Symbol>>",
        "<</Subtype/Type1>>",
        "<</Subtype/Type1/BaseFont/Helvetica/FontDescriptor<<>>>>",
        "5",
    ] {
        refused(
            odd,
            &font("F9", odd),
            |reason| matches!(reason, Reason::FormChanged { key } if key == "DR"),
        );
        allowed(odd, &font("F8", odd), none);
    }
}

/// At P=2 the strict policy lets be filled in and signed what the standard's table names, and nothing else.
#[test]
fn the_strict_policy_allows_what_the_table_names() {
    let signed = sign(
        &later(
            &plain(&[]),
            &[(
                20,
                "<</Type/Metadata/Subtype/XML/Length 1>>stream\na\nendstream",
            )],
            &[(1, &[("Metadata", "20 0 R"), ("Lang", "(vi)")])],
        ),
        Some(Permissions::FormFilling),
    );
    let strict = |bytes: &[u8]| accepted_under(ModificationPolicy::STRICT, bytes);
    assert!(strict(&later(&signed, &[], &[(6, &[VALUE])])));
    let other = "<</Type/Metadata/Subtype/XML/Length 1>>stream\nb\nendstream";
    let metadata = later(&signed, &[(20, other)], &[]);
    assert!(!strict(&metadata));
    allowed("metadata", &metadata, FILLED);
}

/// Writers write the language again in another encoding (ISO 32000-2 §7.9.2.2).
#[test]
fn the_language_stays() {
    let base = later(&plain(&[]), &[], &[(1, &[("Lang", "(vi)")])]);
    let signed = sign(&base, None);
    let said = |language: &str| later(&signed, &[], &[(1, &[("Lang", language)])]);
    allowed(
        "otherwise written",
        &said("<FEFF00760069>"),
        ModificationLevel::None,
    );
    for other in ["(en)", "<FEFF0065006E>", "", "/vi"] {
        let changed = Reason::CatalogChanged {
            key: "Lang".to_owned(),
        };
        refused_for(other, &said(other), &[changed]);
    }
}

/// A list that is an object of its own is what all make of it that refer to it.
#[test]
fn lists_of_their_own_are_lists_of_nothing_else() {
    let listed = |objects: &[(u32, &str)], page: &[(&str, &str)]| {
        let signed = sign(&later(&plain(&[]), objects, &[(3, page)]), None);
        later(&signed, &[], &[(6, &[VALUE])])
    };
    let list = (20, "[6 0 R]");
    let annotations = ("Annots", "20 0 R");
    allowed("annotations", &listed(&[list], &[annotations]), FILLED);
    let private = |private: &'static str| [annotations, ("PieceInfo", private)];
    for (what, objects, page) in [
        (
            "private",
            &[list][..],
            &[("PieceInfo", "<</X 20 0 R>>")][..],
        ),
        ("both", &[list], &private("<</X 20 0 R>>")),
        (
            "beside the list",
            &[list, (21, "<</X 6 0 R>>")],
            &private("21 0 R"),
        ),
        (
            "beside it and of it",
            &[list, (21, "<</X 6 0 R/Y 20 0 R>>")],
            &private("21 0 R"),
        ),
    ] {
        refused(what, &listed(objects, page), |reason| {
            matches!(reason, Reason::UsedElsewhere { .. })
        });
    }
}

/// What a new object refers to is new, or unchanged.
#[test]
fn an_idle_object_does_not_change_below_a_new_one() {
    let base = later(&plain(&[]), &[(20, "(a)")], &[]);
    let signed = sign(&base, Some(Permissions::Annotations));
    let note = "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/P 3 0 R/Contents 20 0 R>>";
    let listed = [("Annots", "[{} 30 0 R]")];
    let kept = later(&signed, &[(30, note)], &[(3, &listed)]);
    allowed("unchanged", &kept, ModificationLevel::Annotations);
    let changed = later(&signed, &[(30, note), (20, "(b)")], &[(3, &listed)]);
    refused_for("changed", &changed, &[Reason::Unexplained]);
}
