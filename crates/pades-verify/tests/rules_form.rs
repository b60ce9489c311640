//! The form: which fields may come, change and leave, each with the twin that goes one step too far.
#![allow(clippy::unwrap_used)]

mod common;

use common::rules::{Entries, again, allowed, later, plain, refused, refused_for};
use common::{accepted, sign};
use pades_sign::Permissions;
use pades_verify::{ModificationLevel, Reason};

/// A field that is taken out of the form stays what it was: nobody looks at it any more.
#[test]
fn a_field_that_leaves_the_form_does_not_change() {
    let signed = sign(&plain(&[]), Some(Permissions::Annotations));
    let gone: (u32, &[(&str, &str)]) = (5, &[("Fields", "[9 0 R]")]);
    let left = later(&signed, &[], &[gone]);
    allowed("left as it was", &left, ModificationLevel::Annotations);
    for (what, entries) in [
        (
            "runs a script",
            &[("Subtype", "/Link"), ("A", "<</S/JavaScript/JS(1)>>")][..],
        ),
        ("moved over the text", &[("Rect", "[10 240 210 280]")]),
        (
            "another kind",
            &[
                ("Subtype", "/Square"),
                ("IC", "[1 1 1]"),
                ("Rect", "[10 240 210 280]"),
            ],
        ),
    ] {
        let bytes = later(&signed, &[], &[gone, (6, entries)]);
        refused(what, &bytes, |reason| *reason == Reason::FieldRemoved);
    }
}

fn key(key: &'static str) -> impl Fn(&Reason) -> bool {
    move |reason| matches!(reason, Reason::FormChanged { key: found } if found == key)
}

fn form_changed(key: &str) -> Reason {
    Reason::FormChanged {
        key: key.to_owned(),
    }
}

fn field_changed(key: &str) -> Reason {
    Reason::FieldChanged {
        field: "HoTen".to_owned(),
        key: key.to_owned(),
    }
}

const NONE: ModificationLevel = ModificationLevel::None;
const FILLED: ModificationLevel = ModificationLevel::FormFilling;

/// A document with these objects and these entries of the form, signed.
fn with(
    permissions: Option<Permissions>,
    objects: &[(u32, &str)],
    entries: &[Entries<'_>],
) -> Vec<u8> {
    sign(&later(&plain(&[]), objects, entries), permissions)
}

#[test]
fn the_form_keeps_what_it_says() {
    let signed = with(None, &[], &[]);
    let changed = |entries: &[(&str, &str)]| later(&signed, &[], &[(5, entries)]);
    allowed(
        "a first default appearance",
        &changed(&[("DA", "(/F1 10 Tf)")]),
        NONE,
    );
    allowed(
        "first default resources",
        &changed(&[("DR", "<</Font<</F1 7 0 R>>>>")]),
        NONE,
    );
    for (what, value) in [
        ("NeedAppearances", "true"),
        ("CO", "[6 0 R]"),
        ("XFA", "(x)"),
        ("SigFlags", "1"),
        ("SigFlags", "7"),
    ] {
        refused_for(what, &changed(&[(what, value)]), &[form_changed(what)]);
    }
    // The flags were lowered and are raised again by the next signature.
    let raised = sign(&changed(&[("SigFlags", "1")]), None);
    refused_for("raised", &raised, &[form_changed("SigFlags")]);
    let given = with(None, &[], &[(5, &[("DA", "(/F1 10 Tf)")])]);
    let other = later(&given, &[], &[(5, &[("DA", "(/F1 0 Tf)")])]);
    refused_for("another default appearance", &other, &[form_changed("DA")]);
    let gone = later(&signed, &[], &[(1, &[("AcroForm", "")])]);
    refused(
        "no form",
        &gone,
        |reason| matches!(reason, Reason::CatalogChanged { key } if key == "AcroForm"),
    );
}

#[test]
fn fields_written_into_the_list_stay() {
    let inline = "[{} <</FT/Tx/T(A)>> <</FT/Tx/T(B)>>]";
    let signed = with(None, &[], &[(5, &[("Fields", inline)])]);
    allowed("written again", &again(&signed, 5), NONE);
    for (what, fields) in [
        (
            "the first filled",
            "[6 0 R <</FT/Tx/T(A)/V(x)>> <</FT/Tx/T(B)>> 9 0 R]",
        ),
        (
            "the last filled",
            "[6 0 R <</FT/Tx/T(A)>> <</FT/Tx/T(B)/V(x)>> 9 0 R]",
        ),
        ("one more", "[{} <</FT/Tx/T(C)>>]"),
        ("one less", "[6 0 R <</FT/Tx/T(A)>> 9 0 R]"),
    ] {
        let bytes = later(&signed, &[], &[(5, &[("Fields", fields)])]);
        refused_for(what, &bytes, &[form_changed("Fields")]);
    }
}

#[test]
fn a_field_keeps_its_name_kind_and_kids() {
    let signed = with(None, &[], &[]);
    let changed = |entries: &[(&str, &str)]| later(&signed, &[], &[(6, entries)]);
    let renamed = [field_changed("T"), field_changed("T")];
    let named = |name: &str, reasons: &[Reason]| -> Vec<Reason> {
        reasons
            .iter()
            .map(|reason| match reason {
                Reason::FieldChanged { key, .. } => Reason::FieldChanged {
                    field: name.to_owned(),
                    key: key.clone(),
                },
                other => other.clone(),
            })
            .collect()
    };
    let mut expected = renamed.to_vec();
    expected[1..].clone_from_slice(&named("Khac", &renamed[1..]));
    refused_for("renamed", &changed(&[("T", "(Khac)")]), &expected);
    refused(
        "another kind",
        &changed(&[("FT", "/Sig"), ("T", "(Khac)")]),
        |reason| *reason == field_changed("T"),
    );
    refused_for(
        "another kind of text",
        &changed(&[("FT", "/Sig")]),
        &[field_changed("T"), field_changed("FT")],
    );
    let moved = later(&signed, &[], &[(9, &[("Rect", "[0 0 50 50]")])]);
    refused(
        "a signed field moved",
        &moved,
        |reason| matches!(reason, Reason::SignatureChanged { field } if field == "Signature1"),
    );
    let kid = [(
        20,
        "<</Type/Annot/Subtype/Widget/Rect[0 0 9 9]/Parent 6 0 R>>",
    )];
    let joined = later(&signed, &kid, &[(6, &[("Kids", "[20 0 R]")])]);
    refused("a kid joined", &joined, |reason| {
        *reason == Reason::FieldAdded
    });
}

/// Where annotations may be taken away, one widget of a field may.
#[test]
fn widgets_leave_their_field_in_order() {
    let widget =
        |top: u32| format!("<</Type/Annot/Subtype/Widget/Rect[0 0 9 {top}]/Parent 6 0 R/P 3 0 R>>");
    let widgets = [widget(1), widget(2), widget(3)];
    let kids = [(20, &*widgets[0]), (21, &*widgets[1]), (22, &*widgets[2])];
    let entries: [Entries<'_>; 2] = [
        (6, &[("Kids", "[20 0 R 21 0 R 22 0 R]")]),
        (3, &[("Annots", "[{} 20 0 R 21 0 R 22 0 R]")]),
    ];
    let signed = with(Some(Permissions::Annotations), &kids, &entries);
    let left = |kids: &str, shown: &str| {
        let shown = format!("[6 0 R {shown} 24 0 R]");
        later(
            &signed,
            &[],
            &[(6, &[("Kids", kids)]), (3, &[("Annots", &shown)])],
        )
    };
    allowed(
        "one left",
        &left("[20 0 R 22 0 R]", "20 0 R 22 0 R"),
        ModificationLevel::Annotations,
    );
    let turned = left("[21 0 R 20 0 R 22 0 R]", "20 0 R 21 0 R 22 0 R");
    refused_for("turned", &turned, &[field_changed("Kids")]);
}

const LOOK: &str =
    "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<>>/Length 1>>stream\nn\nendstream";
const OTHER: &str =
    "<</Type/XObject/Subtype/Form/BBox[0 0 8 8]/Resources<<>>/Length 1>>stream\nn\nendstream";

/// Streams that show a field may be replaced; what they are made of belongs to fields alone.
#[test]
fn filling_in_exchanges_what_shows_the_field() {
    let streams = [(20, LOOK), (21, LOOK)];
    let shown = with(None, &streams, &[(6, &[("AP", "<</N 20 0 R>>")])]);
    allowed(
        "the stream alone",
        &later(&shown, &[(20, OTHER)], &[]),
        FILLED,
    );
    allowed(
        "another stream",
        &later(&shown, &[(30, OTHER)], &[(6, &[("AP", "<</N 30 0 R>>")])]),
        FILLED,
    );
    let many: String = (0..1_001)
        .map(|state| format!("/S{state} 30 0 R"))
        .collect();
    let many = later(
        &shown,
        &[(30, LOOK)],
        &[(6, &[("AP", &format!("<</N<<{many}>>>>"))])],
    );
    refused("too many states", &many, |reason| {
        *reason == field_changed("AP")
    });
    let some: String = (0..1_000)
        .map(|state| format!("/S{state} 30 0 R"))
        .collect();
    let some = later(
        &shown,
        &[(30, LOOK)],
        &[(6, &[("AP", &format!("<</N<<{some}>>>>"))])],
    );
    allowed("many states", &some, FILLED);
}

/// Shadow replace: the field says what it said, and shows something else.
#[test]
fn another_look_needs_another_value() {
    let look = |text: &str| {
        let content = format!("BT /F1 9 Tf 2 2 Td ({text}) Tj ET");
        format!(
            "<</Type/XObject/Subtype/Form/BBox[0 0 100 20]/Resources<</Font<</F1 7 0 R>>>>/Length {}>>stream\n{content}\nendstream",
            content.len()
        )
    };
    let (an, binh) = (look("An"), look("Binh"));
    let signed = with(
        None,
        &[(20, &an)],
        &[(6, &[("AP", "<</N 20 0 R>>"), ("V", "(An)")])],
    );
    let changed = |objects: &[(u32, &str)], entries: &[(&str, &str)]| match entries {
        [] => later(&signed, objects, &[]),
        _ => later(&signed, objects, &[(6, entries)]),
    };
    let value = ("V", "(Binh)");
    let other = ("AP", "<</N 40 0 R>>");
    allowed("in place", &changed(&[(20, &binh)], &[value]), FILLED);
    allowed(
        "elsewhere",
        &changed(&[(40, &binh)], &[value, other]),
        FILLED,
    );
    let wrong = [field_changed("AP")];
    refused_for(
        "only shown, in place",
        &changed(&[(20, &binh)], &[]),
        &wrong,
    );
    refused_for(
        "only shown, elsewhere",
        &changed(&[(40, &binh)], &[other]),
        &wrong,
    );
    let dated = changed(&[(40, &binh)], &[other, ("M", "(D:20260101)")]);
    refused_for("only shown, and dated", &dated, &wrong);
}

/// Programs that fill in one field write the appearances of all again.
#[test]
fn the_same_look_may_be_written_again() {
    let form = |entries: &str, content: &str| {
        let length = content.len();
        format!("<</Subtype/Form{entries}/Length {length}>>stream\n{content}\nendstream")
    };
    let (shape, content) = (
        "/BBox[0 0 100 20]/Resources<</Font<</F1 7 0 R>>>>",
        "BT /F1 9 Tf 2 2 Td (An) Tj ET",
    );
    let signed = |look: &str| {
        let first = form(shape, content);
        with(
            None,
            &[(20, &first)],
            &[(6, &[("AP", look), ("V", "(An)")])],
        )
    };
    let again = |look: &str, form: &str| {
        let moved = look.replace("20 0 R", "40 0 R");
        later(&signed(look), &[(40, form)], &[(6, &[("AP", &moved)])])
    };
    let stored = form(&format!("{shape}/Type/XObject/FormType 1/Name/X"), content);
    for look in ["<</N 20 0 R>>", "<</N<</An 20 0 R>>>>"] {
        allowed(look, &again(look, &stored), FILLED);
        for (entries, content) in [
            (
                "/BBox[0 0 100 20]/Resources<</Font<</F1 41 0 R>>>>",
                content,
            ),
            ("/BBox[0 0 100 40]/Resources<</Font<</F1 7 0 R>>>>", content),
            (shape, "BT /F1 9 Tf 2 2 Td (Ba) Tj ET"),
        ] {
            let form = form(entries, content);
            if look.contains("<</An") {
                assert!(!accepted(&again(look, &form)), "{form}");
            } else {
                refused_for(&form, &again(look, &form), &[field_changed("AP")]);
            }
        }
    }
    let another = later(
        &signed("<</N<</An 20 0 R>>>>"),
        &[(40, &stored)],
        &[(6, &[("AP", "<</N<</Binh 40 0 R>>>>")])],
    );
    assert!(!accepted(&another));
}

/// The appearance that a field gives up is looked at too: shared by other fields (states of check boxes), by nothing else.
#[test]
fn what_a_field_was_shown_by_is_shared_by_fields_only() {
    let refilled = |objects: &[(u32, &str)], entries: &[Entries<'_>]| {
        let streams = [&[(20, LOOK)], objects].concat();
        let entries = [&[(6_u32, &[("AP", "<</N 20 0 R>>")][..])], entries].concat();
        let signed = with(None, &streams, &entries);
        later(&signed, &[(40, OTHER)], &[(6, &[("AP", "<</N 40 0 R>>")])])
    };
    let field = "<</FT/Btn/T(Chon)/Type/Annot/Subtype/Widget/Rect[0 0 9 9]/AP<</N 21 0 R>>>>";
    let listed: Entries<'_> = (5, &[("Fields", "[{} 22 0 R]")]);
    let states = refilled(&[(21, "<</Off 20 0 R>>"), (22, field)], &[listed]);
    allowed("a state of another field", &states, FILLED);
    let page = refilled(&[], &[(3, &[("Resources", "<<{}/XObject<</X 20 0 R>>>>")])]);
    refused(
        "the page",
        &page,
        |reason| matches!(reason, Reason::UsedElsewhere { path } if path == "/Resources/XObject/X"),
    );
    let private = refilled(&[(21, "<</X 20 0 R>>")], &[(3, &[("PieceInfo", "21 0 R")])]);
    refused(
        "private data",
        &private,
        |reason| matches!(reason, Reason::UsedElsewhere { path } if path == "/X"),
    );
}

/// iText leaves the last signature's look in the default resources, as /FRM, and exchanges it.
#[test]
fn default_resources_keep_what_somebody_may_ask_for() {
    let exchanged = |look: &str, category: &str, name: &str| {
        let resources = format!("<</{category}<</{name} 20 0 R>>/Scale 1>>");
        let signed = with(
            None,
            &[(20, LOOK), (21, look)],
            &[(5, &[("DR", &resources)]), (6, &[("AP", "<</N 21 0 R>>")])],
        );
        let resources = resources.replace("20 0 R", "40 0 R");
        later(&signed, &[(40, OTHER)], &[(5, &[("DR", &resources)])])
    };
    allowed("the last look", &exchanged(LOOK, "XObject", "FRM"), NONE);
    let swapped = [form_changed("DR"), Reason::Unexplained];
    let empty = LOOK.replace(
        "/Resources<<>>/Length 1>>stream\nn\n",
        "/Length 0>>stream\n\n",
    );
    allowed(
        "nothing is shown by it",
        &exchanged(&empty, "XObject", "FRM"),
        NONE,
    );
    refused_for("another name", &exchanged(LOOK, "XObject", "X"), &swapped);
    refused_for(
        "another category",
        &exchanged(LOOK, "Font", "FRM"),
        &swapped,
    );
    let asks = LOOK.replace("/Resources<<>>", "");
    refused_for(
        "somebody may ask",
        &exchanged(&asks, "XObject", "FRM"),
        &swapped,
    );
    let scaled = |after: &str| {
        let signed = with(None, &[], &[(5, &[("DR", "<</Scale 1/List[1 2]>>")])]);
        later(&signed, &[], &[(5, &[("DR", after)])])
    };
    allowed(
        "more",
        &scaled("<</Scale 1/List[1 2 3]/Font<</F1 7 0 R>>>>"),
        NONE,
    );
    refused(
        "another number",
        &scaled("<</Scale 2/List[1 2]>>"),
        key("DR"),
    );
    refused("one less", &scaled("<</Scale 1/List[1]>>"), key("DR"));
    refused("none", &scaled(""), key("DR"));
}

/// Numbers are what they count, however they are written (ISO 32000-2 §7.3.3).
#[test]
fn a_number_written_otherwise_is_the_same() {
    let signed = with(None, &[], &[]);
    let placed = |place: &str| later(&signed, &[], &[(6, &[("Rect", place)])]);
    allowed("the same", &placed("[20.0 100. 120 +120]"), NONE);
    let moved = placed("[20.001 100 120 120]");
    refused_for("moved", &moved, &[field_changed("Rect")]);
}

/// What nothing shows any more has no say in who uses a field.
#[test]
fn an_object_out_of_use_uses_nothing() {
    let signed = with(None, &[(20, "<</X 6 0 R>>")], &[]);
    let filled = later(&signed, &[], &[(6, &[("V", "(An)")])]);
    allowed("filled in", &filled, FILLED);
    let in_use = with(
        None,
        &[(20, "<</X 6 0 R>>")],
        &[(3, &[("PieceInfo", "20 0 R")])],
    );
    let filled = later(&in_use, &[], &[(6, &[("V", "(An)")])]);
    refused("in use", &filled, |reason| {
        matches!(reason, Reason::UsedElsewhere { .. })
    });
}

/// Written by hand: our own writer never uses a number again.
#[test]
fn a_number_is_not_used_again() {
    let mut bytes = with(None, &[], &[]);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let last = text.rfind("startxref").unwrap() + "startxref".len();
    let last = text[last..].split_whitespace().next().unwrap().to_owned();
    let object = bytes.len();
    bytes.extend(b"7 1 obj\n<<>>\nendobj\n");
    let start = bytes.len();
    let end = format!(
        "xref\n7 1\n{object:010} 00001 n \ntrailer\n<</Size 200/Root 1 0 R/Prev {last}>>\nstartxref\n{start}\n%%EOF\n"
    );
    bytes.extend(end.bytes());
    refused("another generation", &bytes, |reason| {
        *reason == Reason::GenerationChanged
    });
}

/// Lists that are objects of their own and do not change: who refers to them tells what they list.
#[test]
fn what_stands_in_a_list_of_its_own_is_filled_in_too() {
    let note = "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(a)>>";
    let signed = with(
        Some(Permissions::Annotations),
        &[(20, "[6 0 R 22 0 R]"), (21, "[6 0 R]"), (22, note)],
        &[(3, &[("Annots", "20 0 R")]), (5, &[("Fields", "21 0 R")])],
    );
    let filled = later(&signed, &[], &[(6, &[("V", "(An)")])]);
    allowed("filled in", &filled, FILLED);
    let twice = later(&filled, &[], &[(6, &[("V", "(Binh)")])]);
    allowed("filled in twice", &twice, FILLED);
    let noted = later(&signed, &[], &[(22, &[("Contents", "(b)")])]);
    allowed("a note", &noted, ModificationLevel::Annotations);
}
