//! Shadow attacks: the document was prepared before it was signed, and a small later change lets another one come out.

use super::prepared::{Document, Entry, FORGED, HONEST, append, startxref, stream};
use super::{Variant, last, next};
use crate::common::sign;

const CHANGED: &[&str] = &[
    "change-unexplained",
    "change-page",
    "change-object-freed",
    "change-catalog",
    "change-used-elsewhere",
];

/// Hide: something lay over the content when it was signed, and is gone.
pub fn hide() -> Vec<Variant> {
    let cover = "/Type/XObject/Subtype/Form/BBox[0 0 300 300]";
    let painted = stream(cover, "1 g 0 240 300 30 re f");
    let document = Document::new()
        .with(4, stream("", FORGED))
        .drawing("/Cover Do", "/XObject<</Cover 8 0 R>>")
        .with(8, &painted);
    let signed = sign(&document.bytes(), None);
    let one = |name: &str, entries: &[Entry<'_>]| {
        Variant::new(name, &signed, append(&signed, entries, ""), CHANGED)
    };
    let page = |contents: &str, objects: &str| {
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents{contents}/Annots[6 0 R]/Resources<</Font<</F1 5 0 R>>{objects}>>>>"
        )
    };
    let mut all = vec![
        one(
            "the cover paints nothing",
            &[Entry::Body(8, &stream(cover, ""))],
        ),
        one(
            "the cover is smaller",
            &[Entry::Body(
                8,
                &stream(
                    "/Type/XObject/Subtype/Form/BBox[0 0 1 1]",
                    "1 g 0 240 300 30 re f",
                ),
            )],
        ),
        one(
            "the cover is of an unknown kind",
            &[Entry::Body(8, &stream("/Type/XObject/Subtype/Nothing", ""))],
        ),
        one("the cover is freed", &[Entry::Free(8)]),
        one(
            "the page no longer calls it",
            &[Entry::Body(7, &stream("", " "))],
        ),
        one(
            "the page no longer lists it",
            &[Entry::Body(3, &page(" 4 0 R", "/XObject<</Cover 8 0 R>>"))],
        ),
        one(
            "the page no longer names it",
            &[Entry::Body(3, &page("[4 0 R 7 0 R]", ""))],
        ),
    ];
    all.extend(layers());
    all
}

/// The cover is a layer (ISO 32000-2 §8.11) that a later catalog turns off.
fn layers() -> Vec<Variant> {
    let catalog = |off: &str| {
        format!(
            "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>/OCProperties<</OCGs[9 0 R]/D<</Order[9 0 R]{off}>>>>>>"
        )
    };
    let document = Document::new()
        .with(1, catalog("/ON[9 0 R]"))
        .with(4, stream("", FORGED))
        .drawing(
            "/OC /L BDC 1 g 0 240 300 30 re f EMC",
            "/Properties<</L 9 0 R>>",
        )
        .with(8, "<<>>")
        .with(9, "<</Type/OCG/Name(Lop)>>");
    let signed = sign(&document.bytes(), None);
    let before = catalog_of(&signed);
    let off = before.replace("/ON", "/OFF");
    assert_ne!(off, before);
    vec![
        Variant::new(
            "the layer is turned off",
            &signed,
            append(&signed, &[Entry::Body(1, &off)], ""),
            CHANGED,
        ),
        Variant::new(
            "the layer is made another kind of object",
            &signed,
            append(
                &signed,
                &[Entry::Body(
                    9,
                    "<</Type/OCG/Name(Lop)/Usage<</View<</ViewState/OFF>>>>>>",
                )],
                "",
            ),
            CHANGED,
        ),
    ]
}

/// The catalog as signing left it.
fn catalog_of(signed: &[u8]) -> String {
    let at = last(signed, b"\n1 0 obj") + 8;
    String::from_utf8_lossy(&signed[at..next(signed, at, b"endobj")]).into_owned()
}

/// Replace: what looks harmless (a font, a field's picture) is exchanged.
pub fn replace() -> Vec<Variant> {
    let font = |widths: &str| format!("<</Type/Font/Subtype/Type1/BaseFont/Courier{widths}>>");
    let document = Document::new()
        .with(6, "<</FT/Tx/T(HoTen)/V(100)/Type/Annot/Subtype/Widget/Rect[20 100 120 120]/P 3 0 R/F 4/AP<</N 8 0 R>>>>")
        .with(7, "<<>>")
        .with(8, stream("/Type/XObject/Subtype/Form/BBox[0 0 100 20]/Resources<</Font<</F1 5 0 R>>>>", "BT /F1 10 Tf (100) Tj ET"));
    let signed = sign(&document.bytes(), None);
    let one = |name: &str, entries: &[Entry<'_>], told| {
        Variant::new(name, &signed, append(&signed, entries, ""), told)
    };
    vec![
        one(
            "the font turns 1 into 9",
            &[Entry::Body(5, &font("/Encoding<</Differences[49/nine]>>"))],
            CHANGED,
        ),
        one(
            "the font is another",
            &[Entry::Body(
                5,
                "<</Type/Font/Subtype/TrueType/BaseFont/Evil>>",
            )],
            CHANGED,
        ),
        one(
            "the resources of the page name another font",
            &[
                Entry::Body(9, &font("/Encoding<</Differences[49/nine]>>")),
                Entry::Body(
                    3,
                    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Annots[6 0 R]/Resources<</Font<</F1 9 0 R>>>>>>",
                ),
            ],
            CHANGED,
        ),
        one(
            "the field stands elsewhere",
            &[Entry::Body(
                6,
                "<</FT/Tx/T(HoTen)/V(100)/Type/Annot/Subtype/Widget/Rect[20 240 120 270]/P 3 0 R/F 4/AP<</N 8 0 R>>>>",
            )],
            &["change-field"],
        ),
        one(
            "the field is hidden",
            &[Entry::Body(
                6,
                "<</FT/Tx/T(HoTen)/V(100)/Type/Annot/Subtype/Widget/Rect[20 100 120 120]/P 3 0 R/F 6/AP<</N 8 0 R>>>>",
            )],
            &["change-field"],
        ),
        one(
            "the field is another kind",
            &[Entry::Body(
                6,
                "<</FT/Btn/T(HoTen)/V/On/Type/Annot/Subtype/Widget/Rect[20 100 120 120]/P 3 0 R/F 4/AP<</N 8 0 R>>>>",
            )],
            &["change-field"],
        ),
    ]
}

/// Hide and replace: two documents were signed at once, and a later table decides which one is shown.
pub fn hide_and_replace() -> Vec<Variant> {
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 9 0 R/Annots[6 0 R]/Resources<</Font<</F1 5 0 R>>>>>>";
    let document = Document::new()
        .with(7, "<</Type/Pages/Kids[8 0 R]/Count 1>>")
        .with(8, page)
        .with(9, stream("", FORGED));
    let signed = sign(&document.bytes(), None);
    let text = String::from_utf8_lossy(&signed).into_owned();
    let at = |object: &str| text.find(object).unwrap();
    // Tables that point one number at the bytes of another: not one new object.
    let renumbered = append(&signed, &[Entry::Offset(4, at("9 0 obj"))], "");
    let mut all = vec![
        Variant::new(
            "a table that points at the other content",
            &signed,
            renumbered,
            &["change-unreadable"],
        ),
        Variant::new(
            "the page tree takes the other page",
            &signed,
            append(
                &signed,
                &[Entry::Body(2, "<</Type/Pages/Kids[8 0 R]/Count 1>>")],
                "",
            ),
            CHANGED,
        ),
        Variant::new(
            "the page takes the other content",
            &signed,
            append(&signed, &[Entry::Body(3, page)], ""),
            CHANGED,
        ),
        Variant::new(
            "the catalog takes the other tree",
            &signed,
            append(
                &signed,
                &[Entry::Body(
                    1,
                    &catalog_of(&signed).replace("/Pages 2 0 R", "/Pages 7 0 R"),
                )],
                "",
            ),
            CHANGED,
        ),
    ];
    all.extend(two_bodies());
    all
}

/// Two bodies of one number were there when it was signed; the old table chose one, the new one the other.
fn two_bodies() -> Vec<Variant> {
    let twin = format!("4 0 obj\n{}\nendobj\n", stream("", FORGED));
    let document = Document::new().with(7, stream("", &twin));
    let signed = sign(&document.bytes(), None);
    let text = String::from_utf8_lossy(&signed).into_owned();
    let hidden = text.find(&twin).unwrap();
    assert!(text.find(HONEST).unwrap() < hidden);
    assert!(startxref(&signed) > hidden);
    vec![Variant::new(
        "the table takes the second body of the number, inside another object",
        &signed,
        append(&signed, &[Entry::Offset(4, hidden)], ""),
        CHANGED,
    )]
}

/// A reference that led nowhere when it was signed leads somewhere later.
pub fn dangling() -> Vec<Variant> {
    const TOLD: &[&str] = &["change-dangling-reference-defined", "change-unexplained"];
    let catalog = "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]/DA(/F1 10 Tf 0 g)>>/OpenAction 90 0 R>>";
    let of_page = |entries: &str| {
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Annots[6 0 R]/Resources<</Font<</F1 5 0 R>>>>{entries}>>"
        )
    };
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents[4 0 R 90 0 R]/Annots[6 0 R 91 0 R]/Resources<</Font<</F1 5 0 R/F2 92 0 R>>/XObject<</X 93 0 R>>>>>>";
    let content = stream("", FORGED);
    let note = "<</Type/Annot/Subtype/FreeText/Rect[0 240 300 270]/DA(/F1 12 Tf)/Contents(900)>>";
    let form = stream("/Type/XObject/Subtype/Form/BBox[0 0 300 300]", FORGED);
    let waiting = sign(&Document::new().with(3, page).bytes(), None);
    let one = |name: &str, signed: &[u8], entries: &[Entry<'_>]| {
        Variant::new(name, signed, append(signed, entries, ""), TOLD)
    };
    let action = sign(&Document::new().with(1, catalog).bytes(), None);
    let rotated = sign(
        &Document::new().with(3, of_page("/Rotate 90 0 R")).bytes(),
        None,
    );
    vec![
        one("a content stream", &waiting, &[Entry::Body(90, &content)]),
        one("an annotation", &waiting, &[Entry::Body(91, note)]),
        one(
            "a font",
            &waiting,
            &[Entry::Body(
                92,
                "<</Type/Font/Subtype/Type1/BaseFont/Symbol>>",
            )],
        ),
        one("a form XObject", &waiting, &[Entry::Body(93, &form)]),
        one(
            "an action on opening",
            &action,
            &[Entry::Body(90, "<</S/JavaScript/JS(app.alert)>>")],
        ),
        one("a rotation", &rotated, &[Entry::Body(90, "180")]),
    ]
}
