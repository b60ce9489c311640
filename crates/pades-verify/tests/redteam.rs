//! Attacks found by looking at the rules with an attacker's eyes: objects that play two parts. Each is made by our own generator from a
//! document that our own signer signed, on every level that a certification may have, and refused under every policy.
#![allow(clippy::unwrap_used)]

mod common;

use common::forge::prepared::{Document, FORGED, HONEST, stream};
use common::{accepted_under, dict, edit, edit_form, push, reference, report_under, sign, update};
use pades_sign::Permissions;
use pades_verify::ModificationPolicy;
use pades_verify::codes::Detailed;
use pdf_revisions::{Object, PdfFile, Reference, Update};

const LEVELS: [Option<Permissions>; 3] = [
    None,
    Some(Permissions::NoChanges),
    Some(Permissions::FormFilling),
];

/// Signs the document on each level, changes it, and wants every policy to accept the one and to refuse the other.
fn refused_on(
    levels: &[Option<Permissions>],
    document: &Document,
    change: impl Fn(&PdfFile, &mut Update),
) {
    for level in levels {
        let honest = sign(&document.bytes(), *level);
        let forged = update(&honest, &change);
        for policy in ModificationPolicy::ALL {
            let name = policy.name;
            let at = level.map(|level| level.number());
            assert!(accepted_under(policy, &honest), "honest, P={at:?}, {name}");
            assert!(!accepted_under(policy, &forged), "forged, P={at:?}, {name}");
        }
    }
}

fn refused(document: &Document, change: impl Fn(&PdfFile, &mut Update)) {
    refused_on(&LEVELS, document, change);
}

fn put(update: &mut Update, number: u32, body: &str) {
    update.put_raw(Reference::new(number, 0), body.as_bytes().to_vec());
}

/// The text of the page, forged.
fn forge_content(update: &mut Update) {
    put(update, 4, &stream("", FORGED));
}

#[test]
fn a_page_is_no_part_of_the_store() {
    for member in [1, 2, 3] {
        refused(&Document::new(), |file, update| {
            forge_content(update);
            edit(file, update, 1, |catalog| {
                let store = dict([("Certs", vec![reference(member)].into())]);
                catalog.insert("DSS", store);
            });
        });
    }
}

#[test]
fn a_resource_is_no_part_of_the_store() {
    // What the store would take for an entry of /VRI draws the page.
    let document = Document::new()
        .with(4, stream("", "/TS Do"))
        .with(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Annots[6 0 R]/Resources<</Font<</F1 5 0 R>>/XObject 7 0 R>>>>")
        .with(7, "<</TS 8 0 R>>")
        .with(8, drawn(HONEST));
    refused(&document, |file, update| {
        put(update, 8, &drawn(FORGED));
        edit(file, update, 1, |catalog| {
            let entries = dict([("A", reference(7))]);
            catalog.insert("DSS", dict([("VRI", entries.into())]));
        });
    });
}

fn drawn(content: &str) -> String {
    stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 300 300]/Resources<</Font<</F1 5 0 R>>>>",
        content,
    )
}

#[test]
fn a_page_is_no_part_of_the_extensions() {
    refused(&Document::new(), |file, update| {
        forge_content(update);
        edit(file, update, 1, |catalog| {
            let both = dict([("A", reference(3)), ("B", reference(4))]);
            catalog.insert("Extensions", both);
        });
    });
}

#[test]
fn a_page_is_no_default_resource() {
    let form_without = "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]/DA(/F1 10 Tf 0 g)>>>>";
    refused(&Document::new().with(1, form_without), |file, update| {
        forge_content(update);
        edit_form(file, update, |form| drop(form.insert("DR", reference(3))));
    });
}

#[test]
fn a_page_tree_is_no_parent_tree() {
    let document = Document::new()
        .with(1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]/DA(/F1 10 Tf 0 g)/DR<</Font<</F1 5 0 R>>>>>>/StructTreeRoot 7 0 R>>")
        .with(2, "<</Type/Pages/Kids[8 0 R]/Count 2>>")
        .with(3, "<</Type/Page/Parent 8 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Annots[6 0 R]/Resources<</Font<</F1 5 0 R>>>>>>")
        .with(7, "<</Type/StructTreeRoot>>")
        .with(8, "<</Type/Pages/Parent 2 0 R/Kids[3 0 R 9 0 R]/Count 2>>")
        .with(9, "<</Type/Page/Parent 8 0 R/MediaBox[0 0 300 300]>>");
    refused(&document, |_, update| {
        put(
            update,
            7,
            "<</Type/StructTreeRoot/ParentTree<</Kids[2 0 R]>>>>",
        );
        put(
            update,
            8,
            "<</Type/Pages/Parent 2 0 R/Kids[9 0 R 3 0 R]/Count 2>>",
        );
    });
}

#[test]
fn a_stream_is_no_structure_element() {
    for entries in ["/Type/StructElem", "/S/Span/P 1 0 R"] {
        let document = Document::new().with(4, stream(entries, HONEST));
        refused(&document, |_, update| {
            put(update, 4, &stream(entries, FORGED));
        });
    }
}

#[test]
fn a_stream_is_no_field() {
    // The drawing of the page stands in the form, and under a name by which fields are referred to.
    let named = |content: &str| drawn(content).replacen("<<", "<</T(x)", 1);
    let document = Document::new()
        .with(1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R 7 0 R]/DA(/F1 10 Tf 0 g)>>>>")
        .with(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Annots[6 0 R]/Resources<</Font<</F1 5 0 R>>/XObject<</Data 7 0 R>>>>>>")
        .with(4, stream("", "/Data Do"))
        .with(7, named(HONEST));
    refused(&document, |_, update| put(update, 7, &named(FORGED)));
}

#[test]
fn a_font_is_no_appearance() {
    let document = Document::new()
        .with(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Annots[6 0 R]/Resources<</Font<</N 7 0 R>>>>>>")
        .with(4, stream("", &HONEST.replace("F1", "N")))
        .with(6, "<</FT/Tx/T(HoTen)/Type/Annot/Subtype/Widget/Rect[20 100 120 120]/P 3 0 R/F 4/AP<</N 7 0 R>>>>")
        .with(7, "<</Type/Font/Subtype/TrueType/BaseFont/AAAAAA+X/FontDescriptor 8 0 R>>")
        .with(8, "<</Type/FontDescriptor/FontName/AAAAAA+X/FontFile2 9 0 R>>")
        .with(9, stream("", "glyphs"));
    refused(&document, |_, update| {
        put(update, 9, &stream("", "others"));
    });
}

#[test]
fn a_widget_is_no_dictionary_of_resources() {
    let page = |kind: &str| {
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Annots[6 0 R]/Resources<</Font<</F1 5 0 R>>/{kind} 6 0 R>>>>"
        )
    };
    let field =
        "<</FT/Tx/T(HoTen)/Type/Annot/Subtype/Widget/Rect[20 100 120 120]/P 3 0 R/F 4/AP 7 0 R>>";
    let states = Document::new()
        .with(3, page("ExtGState"))
        .with(4, stream("", &format!("/AP gs {HONEST}")))
        .with(6, field)
        .with(7, "<</ca 1>>");
    refused(&states, |_, update| put(update, 7, "<</ca 0>>"));
    let drawings = Document::new()
        .with(3, page("XObject"))
        .with(4, stream("", "/AP Do"))
        .with(6, field)
        .with(7, drawn(HONEST));
    refused(&drawings, |_, update| put(update, 7, &drawn(FORGED)));
}

const SMALL: &str = "/Type/XObject/Subtype/Form/BBox[0 0 100 20]/Resources<</Font<</F1 5 0 R>>>>";
const MORE: &str = "BT /F1 12 Tf 2 5 Td (va 5000 nua) Tj ET";

#[test]
fn an_unsigned_field_joins_no_page_with_a_picture() {
    let waiting = "<</FT/Sig/T(Cho)/Type/Annot/Subtype/Widget/Rect[20 200 120 220]/P 3 0 R/F 4/AP<</N 8 0 R>>>>";
    let document = Document::new()
        .with(
            1,
            "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R 7 0 R]/DA(/F1 10 Tf 0 g)>>>>",
        )
        .with(7, waiting)
        .with(8, stream(SMALL, MORE));
    refused(&document, |file, update| {
        edit(file, update, 7, |field| {
            drop(field.insert("M", dict([])));
        });
        edit(file, update, 3, |page| push(page, "Annots", reference(7)));
    });
}

#[test]
fn an_unsigned_field_has_no_background() {
    let white = "/Rect[10 240 220 270]/MK<</BG[1 1 1]>>";
    refused(&Document::new(), |file, update| {
        put(
            update,
            50,
            &format!("<</FT/Sig/T(Cho)/Type/Annot/Subtype/Widget/P 3 0 R/F 4{white}>>"),
        );
        edit_form(file, update, |form| push(form, "Fields", reference(50)));
        edit(file, update, 3, |page| push(page, "Annots", reference(50)));
    });
}

/// An empty field beside the page, or with an appearance that paints nothing, shows nothing and is for somebody to sign.
#[test]
fn an_unsigned_field_that_shows_nothing_is_allowed() {
    let fields = [
        ("[-900 10 -899 11]", MORE),
        ("[20 200 120 220]", "q Q"),
        ("[0 0 0 0]", MORE),
    ];
    for (place, content) in fields {
        for level in [None, Some(Permissions::FormFilling)] {
            let honest = sign(&Document::new().bytes(), level);
            let later = update(&honest, |file, update| {
                let field = format!(
                    "<</FT/Sig/T(Cho)/Type/Annot/Subtype/Widget/P 3 0 R/F 132/Rect{place}/AP<</N 51 0 R>>>>"
                );
                put(update, 50, &field);
                put(update, 51, &stream(SMALL, content));
                edit_form(file, update, |form| push(form, "Fields", reference(50)));
                edit(file, update, 3, |page| push(page, "Annots", reference(50)));
            });
            assert!(
                accepted_under(ModificationPolicy::VN_OFFICE, &later),
                "{place}"
            );
        }
    }
}

/// A widget in the name of a field that was signed shows that signature where its signer put none.
#[test]
fn a_signed_field_gets_no_further_widget() {
    let honest = sign(&Document::new().bytes(), None);
    let file = PdfFile::open(std::sync::Arc::new(honest.clone())).unwrap();
    let catalog = file.newest().catalog().unwrap();
    let fields = catalog.dict(b"AcroForm").unwrap().array(b"Fields").unwrap();
    let signed = fields.last().unwrap().as_reference().unwrap().number;
    let forged = update(&honest, |file, update| {
        let kid = format!(
            "<</FT/Sig/Type/Annot/Subtype/Widget/Rect[20 200 120 220]/P 3 0 R/F 4/Parent {signed} 0 R>>"
        );
        put(update, 50, &kid);
        edit(file, update, signed, |field| {
            push(field, "Kids", reference(50))
        });
        edit(file, update, 3, |page| push(page, "Annots", reference(50)));
    });
    for policy in ModificationPolicy::ALL {
        assert!(!accepted_under(policy, &forged), "{}", policy.name);
    }
}

/// What is no field to be filled in, by its kind or its flags.
#[test]
fn what_is_no_blank_is_not_filled_in() {
    let kinds = [
        "/FT/Tx/Subtype/Stamp",
        "/FT/Tx/Subtype/FreeText",
        "/FT/Btn/Ff 65536/Subtype/Widget",
        "/FT/Tx/Ff 1/V(1000)/Subtype/Widget",
    ];
    for kind in kinds {
        let document = Document::new()
            .with(
                6,
                format!(
                    "<<{kind}/T(HoTen)/Type/Annot/Rect[20 100 120 120]/P 3 0 R/F 4/AP<</N 7 0 R>>>>"
                ),
            )
            .with(7, stream(SMALL, ""));
        refused(&document, |_, update| put(update, 7, &stream(SMALL, MORE)));
    }
}

/// A field over the text of the page, empty when it is signed, that covers it once it is filled in.
#[test]
fn filling_in_hides_no_text() {
    let over = "/Rect[10 240 220 270]";
    let field = format!("<</FT/Tx/T(HoTen)/Type/Annot/Subtype/Widget{over}/P 3 0 R/F 4>>");
    let document = Document::new().with(6, field);
    let cover = format!("1 g 0 0 210 30 re f 0 g {}", HONEST.replace("250", "5"));
    refused(&document, |file, update| {
        put(
            update,
            50,
            &stream(&SMALL.replace("100 20", "210 30"), &cover),
        );
        edit(file, update, 6, |field| {
            field.insert("AP", dict([("N", reference(50))]));
        });
    });
}

/// What was signed refers to nothing there; a new field is no way to fill the place.
#[test]
fn a_new_field_fills_no_dangling_reference() {
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Annots[6 0 R 50 0 R]/Resources<</Font<</F1 5 0 R>>>>>>";
    let documents = [
        Document::new().with(2, "<</Type/Pages/Kids[3 0 R 50 0 R]/Count 1>>"),
        Document::new().with(3, page),
    ];
    for document in documents {
        refused(&document, |file, update| {
            let field = "<</FT/Sig/T(Cho)/Type/Annot/Subtype/Widget/Rect[0 0 0 0]/P 3 0 R/F 132>>";
            put(update, 50, field);
            edit_form(file, update, |form| push(form, "Fields", reference(50)));
        });
    }
}

/// Readers take a field with kids for a mere node of the tree: what it shows would belong to nothing.
#[test]
fn a_widget_gets_no_kids() {
    refused(&Document::new(), |file, update| {
        let kid =
            "<</FT/Sig/T(x)/Parent 6 0 R/Type/Annot/Subtype/Widget/Rect[0 0 0 0]/P 3 0 R/F 132>>";
        put(update, 50, kid);
        edit(file, update, 6, |field| push(field, "Kids", reference(50)));
        edit(file, update, 3, |page| push(page, "Annots", reference(50)));
    });
}

/// Values that readers draw themselves: with a font that comes later under the name that was asked for, or in a colour that was not set.
#[test]
fn what_readers_draw_stays_what_they_drew() {
    let drawn_by_readers = |field: &str, form: &str| {
        Document::new()
            .with(1, format!("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]/NeedAppearances true{form}/DR<</Font<</F1 5 0 R>>>>>>>>"))
            .with(6, format!("<</FT/Tx/T(So)/V(1000){field}/Type/Annot/Subtype/Widget/Rect[20 100 120 120]/P 3 0 R/F 4>>"))
    };
    let defines = |body: &'static str| {
        move |file: &PdfFile, update: &mut Update| {
            put(update, 50, body);
            edit_form(file, update, |form| {
                let fonts = dict([("F1", reference(5)), ("F9", reference(50))]);
                form.insert("DR", dict([("Font", fonts.into())]));
            });
        }
    };
    let asks = drawn_by_readers("/DA(/F#39 10 Tf 0 g)", "");
    let other = "<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding<</Differences[49/nine]>>>>";
    refused(&asks, defines(other));
    // What readers took for the missing font does no harm.
    let usual = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";
    let honest = update(&sign(&asks.bytes(), None), defines(usual));
    assert!(accepted_under(ModificationPolicy::VN_OFFICE, &honest));
    refused(&drawn_by_readers("", ""), |file, update| {
        edit_form(file, update, |form| {
            let white = pdf_revisions::PdfString::text("/F1 0.01 Tf 1 g");
            drop(form.insert("DA", Object::String(white)));
        });
    });
}

const NOTES: [Option<Permissions>; 1] = [Some(Permissions::Annotations)];

/// Annotations at P=3 whose page is not where they say, or that readers draw thickly without an appearance.
#[test]
fn annotations_hide_nothing_on_any_page() {
    let cover = stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 210 30]",
        "1 g 0 0 210 30 re f",
    );
    let document = Document::new()
        .with(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Annots[6 0 R 7 0 R]/Resources<</Font<</F1 5 0 R>>>>>>")
        .with(7, "<</Type/Annot/Subtype/Square/Rect[10 240 220 270]>>");
    refused_on(&NOTES, &document, |file, update| {
        put(update, 50, &cover);
        edit(file, update, 7, |annotation| {
            annotation.insert("AP", dict([("N", reference(50))]));
        });
    });
    for kind in [
        "/Subtype/Ink/InkList[[10 255 220 255]]/BS<</W 20>>",
        "/Subtype/Line/L[10 255 220 255]/Border[0 0 20]",
        "/Subtype/Link/Border[0 0 30]/C[1 1 1]",
        "/Subtype/Stamp/Name/Draft",
        "/Subtype/Highlight/QuadPoints[10 270 220 270 10 240 220 240]/C[0 0 0]",
    ] {
        refused_on(&NOTES, &Document::new(), |file, update| {
            put(
                update,
                50,
                &format!("<</Type/Annot{kind}/Rect[10 240 220 270]/P 3 0 R>>"),
            );
            edit(file, update, 3, |page| push(page, "Annots", reference(50)));
        });
    }
}

/// Where fields may leave the form, pages that stand in it may not leave the document.
#[test]
fn a_page_does_not_leave_as_a_field() {
    let document = Document::new()
        .with(
            1,
            "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R 7 0 R]/DA(/F1 10 Tf 0 g)>>>>",
        )
        .with(2, "<</Type/Pages/Kids[3 0 R 7 0 R]/Count 2>>")
        .with(
            7,
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/T(trang)>>",
        );
    refused_on(&NOTES, &document, |file, update| {
        put(update, 7, "null");
        edit_form(file, update, |form| {
            let mut fields = form.array(b"Fields").unwrap().to_vec();
            fields.retain(|field| *field != reference(7));
            form.insert("Fields", fields);
        });
    });
}

fn tagged() -> Document {
    Document::new()
        .with(1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]/DA(/F1 10 Tf 0 g)/DR<</Font<</F1 5 0 R>>>>>>/StructTreeRoot 7 0 R>>")
        .with(7, "<</Type/StructTreeRoot/K 8 0 R/RoleMap<</Doan/Muc>>>>")
        .with(8, "<</Type/StructElem/S/P/P 7 0 R/K 0/Pg 3 0 R>>")
}

/// Names join the role map that no element has and no role leads to.
#[test]
fn roles_in_use_stay() {
    let with =
        |roles: &str| format!("<</Type/StructTreeRoot/K 8 0 R/RoleMap<</Doan/Muc{roles}>>>>");
    let signed = sign(&tagged().bytes(), None);
    let grown = update(&signed, |_, update| put(update, 7, &with("/Moi/Span")));
    assert!(accepted_under(ModificationPolicy::VN_OFFICE, &grown));
    for roles in ["/P/Artifact", "/Muc/H1"] {
        refused(&tagged(), |_, update| put(update, 7, &with(roles)));
    }
}

/// What the file says of itself is metadata: not at P=1, and never taken away.
#[test]
fn information_is_metadata() {
    let document = Document::new().with(7, "<</Title(Cong van)/Producer(x)>>");
    let text = String::from_utf8(document.bytes()).unwrap();
    let base = text
        .replace("/Root 1 0 R", "/Root 1 0 R/Info 7 0 R")
        .into_bytes();
    let after = |level, info: &str| {
        let later = update(&sign(&base, level), |_, update| put(update, 7, info));
        accepted_under(ModificationPolicy::VN_OFFICE, &later)
    };
    for (level, allowed) in LEVELS.into_iter().zip([true, false, true]) {
        assert!(after(
            level,
            "<</Title(Cong van)/Producer(y)/ModDate(D:2026)>>"
        ));
        assert_eq!(after(level, "<</Title(Thong bao)/Producer(x)>>"), allowed);
        // The same text in another encoding is no change.
        let rewritten = "<</Title<FEFF0043006F006E0067002000760061006E>/Producer(x)>>";
        assert!(after(level, rewritten));
        assert!(!after(level, "<</Producer(x)>>"));
        assert!(!after(level, "<</Title[/x]/Producer(x)>>"));
    }
}

/// Encrypted files: what was encrypted again says the same; the same bytes elsewhere say something else; a code comes with every revision
/// (`encrypted/make.py`).
#[test]
fn encrypted_content_is_compared_decrypted() {
    let files: [(&str, &[u8], bool); 3] = [
        (
            "encrypted-again",
            include_bytes!("encrypted/encrypted-again.pdf"),
            true,
        ),
        (
            "mac-signed-twice",
            include_bytes!("encrypted/mac-signed-twice.pdf"),
            true,
        ),
        (
            "same-bytes-elsewhere",
            include_bytes!("encrypted/same-bytes-elsewhere.pdf"),
            false,
        ),
    ];
    for (name, bytes, good) in files {
        let accepted = accepted_under(ModificationPolicy::VN_OFFICE, bytes);
        assert_eq!(accepted, good, "{name}");
    }
}

/// The reasons are told, not only that something is wrong.
#[test]
fn the_reasons_have_codes() {
    let honest = sign(&Document::new().bytes(), None);
    let forged = update(&honest, |file, update| {
        forge_content(update);
        edit(file, update, 1, |catalog| {
            let store = dict([("Certs", vec![reference(3)].into())]);
            catalog.insert("DSS", store);
        });
    });
    let report = report_under(ModificationPolicy::VN_OFFICE, &forged).unwrap();
    let disallowed = report.signatures[0].modifications.refuted().unwrap();
    let codes: Vec<_> = disallowed
        .changes
        .iter()
        .map(|change| change.reason.code())
        .collect();
    assert_eq!(codes, ["change-used-elsewhere"]);
}
