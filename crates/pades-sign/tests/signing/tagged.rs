//! The structure of tagged documents: a visible signature has a place in it, or the record says that it has none.

use std::sync::Arc;

use crate::common::{KINDS, Key, Pdf, Signer, Xref, field, in_field, open, request, sign_recorded};
use pades_sign::{Place, SignatureRequest, SigningRecord, Tagging, Visible};
use pdf_revisions::{Dict, Object, Reference};
use signature_appearance::{Area, Drawing, Fonts, Size, Text};

const AREA: Area = Area {
    left: 20.0,
    bottom: 30.0,
    right: 180.0,
    top: 70.0,
};

fn showing(description: &str) -> SignatureRequest {
    let mut drawing = Drawing::new(Size::points(160.0, 40.0));
    drawing.text(Text {
        lines: vec!["Nguyễn Thị Thùy Dương".to_owned()],
        ..Text::in_area(drawing.area())
    });
    let mut request = request();
    request.visible = Some(Visible {
        drawn: Arc::new(drawing.draw(&Fonts::liberation()).unwrap()),
        place: Place {
            page: 1,
            area: AREA,
        },
        description: description.to_owned(),
    });
    request
}

/// Objects and their numbers.
type Objects<'a> = &'a [(u32, &'a str)];

/// A tagged document whose structure has these entries, and objects 21 and more.
fn tagged(xref: Xref, root: &str, more: Objects<'_>) -> Vec<u8> {
    let pdf = Pdf::new(xref)
        .catalog("/MarkInfo << /Marked true >> /StructTreeRoot 20 0 R /Lang (vi)")
        .page_entries("/StructParents 0")
        .with(20, &format!("<< /Type /StructTreeRoot {root} >>"));
    let pdf = more
        .iter()
        .fold(pdf, |pdf, (number, body)| pdf.with(*number, body));
    pdf.build()
}

/// As LibreOffice and Word write it: one element for the document, one paragraph in it.
fn usual(xref: Xref) -> Vec<u8> {
    tagged(
        xref,
        "/K 21 0 R /ParentTree 23 0 R /ParentTreeNextKey 1",
        &[
            (
                21,
                "<< /Type /StructElem /S /Document /P 20 0 R /K [22 0 R] >>",
            ),
            (22, "<< /Type /StructElem /S /P /P 21 0 R /Pg 3 0 R /K 0 >>"),
            (23, "<< /Nums [0 [22 0 R]] >>"),
        ],
    )
}

fn signed(base: &[u8], request: &SignatureRequest) -> (Vec<u8>, SigningRecord) {
    sign_recorded(base, request, &Signer::new(Key::P256))
}

fn tagging(record: &SigningRecord) -> Option<Tagging> {
    record.visible.as_ref().unwrap().tagging
}

/// The root, and the element that holds the widget of `Signature1`, found through the parent tree.
fn place_of_widget(bytes: &[u8]) -> (Dict, Dict) {
    let file = open(bytes);
    let view = file.newest();
    let widget = field(bytes, "Signature1");
    let key = widget.dict.integer(b"StructParent").unwrap();
    let root = view
        .value(&view.catalog().unwrap(), b"StructTreeRoot")
        .unwrap();
    let root = root.as_dict().unwrap().clone();
    assert_eq!(root.integer(b"ParentTreeNextKey"), Some(key + 1));
    let tree = view.value(&root, b"ParentTree").unwrap();
    let mut nodes = vec![tree.as_dict().unwrap().clone()];
    let mut found = None;
    while let Some(node) = nodes.pop() {
        let numbers = view.value(&node, b"Nums").unwrap();
        for pair in numbers.as_array().unwrap_or_default().chunks_exact(2) {
            if pair[0].as_integer() == Some(key) {
                assert!(found.replace(pair[1].as_reference().unwrap()).is_none());
            }
        }
        for kid in view
            .value(&node, b"Kids")
            .unwrap()
            .as_array()
            .unwrap_or_default()
        {
            nodes.push(view.deref(kid).unwrap().as_dict().unwrap().clone());
        }
    }
    let element = view
        .resolve(found.unwrap())
        .unwrap()
        .as_dict()
        .unwrap()
        .clone();
    assert_eq!(element.name(b"S").unwrap().to_string(), "Form");
    let object = element.dict(b"K").unwrap();
    assert_eq!(object.name(b"Type").unwrap().to_string(), "OBJR");
    assert_eq!(object.reference(b"Obj"), widget.reference);
    assert_eq!(object.reference(b"Pg"), Some(Reference::new(3, 0)));
    let page = view.resolve(Reference::new(3, 0)).unwrap();
    assert_eq!(
        page.as_dict().unwrap().name(b"Tabs").unwrap().to_string(),
        "S"
    );
    (root, element)
}

fn kids(bytes: &[u8], number: u32) -> Vec<Object> {
    let view = open(bytes);
    let holder = view.newest().resolve(Reference::new(number, 0)).unwrap();
    let kids = view
        .newest()
        .value(holder.as_dict().unwrap(), b"K")
        .unwrap();
    kids.as_array().unwrap().to_vec()
}

#[test]
fn a_new_visible_field_is_in_the_document_with_words() {
    for xref in KINDS {
        let (bytes, record) = signed(&usual(xref), &showing("Chữ ký của người có thẩm quyền"));
        assert_eq!(tagging(&record), Some(Tagging::Tagged), "{xref:?}");
        let (_, element) = place_of_widget(&bytes);
        let words = element.string(b"Alt").unwrap().to_text();
        assert_eq!(words, "Chữ ký của người có thẩm quyền");
        assert_eq!(element.reference(b"P"), Some(Reference::new(21, 0)));
        let kids = kids(&bytes, 21);
        assert_eq!(kids.len(), 2, "{xref:?}");
        assert_eq!(kids[0].as_reference(), Some(Reference::new(22, 0)));
    }
}

#[test]
fn without_a_description_the_name_of_the_field_stands() {
    let (bytes, _) = signed(&usual(Xref::Table), &showing(""));
    let (_, element) = place_of_widget(&bytes);
    assert_eq!(element.string(b"Alt").unwrap().to_text(), "Signature1");
}

#[test]
fn every_usual_shape_of_the_tree_grows() {
    let paragraph = "<< /Type /StructElem /S /P /P 20 0 R /Pg 3 0 R /K 0 >>";
    let shapes: [(&str, Objects<'_>, u32); 5] = [
        // several elements below the root, keys that only the tree tells
        (
            "/K [21 0 R 22 0 R] /ParentTree 23 0 R",
            &[
                (21, paragraph),
                (22, paragraph),
                (23, "<< /Nums [0 [21 0 R] 7 22 0 R] >>"),
            ],
            20,
        ),
        // lists in objects of their own
        (
            "/K 24 0 R /ParentTree 23 0 R /ParentTreeNextKey 1",
            &[
                (21, paragraph),
                (22, paragraph),
                (24, "[21 0 R 22 0 R]"),
                (23, "<< /Nums 25 0 R >>"),
                (25, "[0 [21 0 R]]"),
            ],
            20,
        ),
        // a tree of nodes, and a paragraph that is all there is
        (
            "/K 21 0 R /ParentTree << /Kids [23 0 R] >> /ParentTreeNextKey 1",
            &[
                (21, paragraph),
                (23, "<< /Limits [0 0] /Nums [0 [21 0 R]] >>"),
            ],
            20,
        ),
        // no parent tree yet
        (
            "/K [21 0 R]",
            &[(21, "<< /Type /StructElem /S /Document /P 20 0 R >>")],
            21,
        ),
        // a document with one kid that is no list
        (
            "/K [21 0 R] /ParentTree 23 0 R /ParentTreeNextKey 9",
            &[
                (
                    21,
                    "<< /Type /StructElem /S /Document /P 20 0 R /K 22 0 R >>",
                ),
                (22, "<< /Type /StructElem /S /P /P 21 0 R /Pg 3 0 R /K 0 >>"),
                (23, "<< /Nums [0 [22 0 R]] >>"),
            ],
            21,
        ),
    ];
    for (root, more, parent) in shapes {
        let (bytes, record) = signed(&tagged(Xref::Table, root, more), &showing("x"));
        assert_eq!(tagging(&record), Some(Tagging::Tagged), "{root}");
        let (_, element) = place_of_widget(&bytes);
        assert_eq!(
            element.reference(b"P"),
            Some(Reference::new(parent, 0)),
            "{root}"
        );
        let kids = kids(&bytes, parent);
        assert!(
            kids.last().unwrap().as_reference().is_some(),
            "{root}: {kids:?}"
        );
    }
}

#[test]
fn what_cannot_be_extended_safely_is_left_as_it_is_and_told() {
    let paragraph = "<< /Type /StructElem /S /P /P 20 0 R /Pg 3 0 R /K 0 >>";
    let shapes: [(&str, Objects<'_>); 6] = [
        ("/K 21 0 R /RoleMap << /Form /Div >>", &[(21, paragraph)]),
        (
            "/K 21 0 R /ParentTree 23 0 R",
            &[(21, paragraph), (23, "[0 21 0 R]")],
        ),
        ("/K 21 0 R /ParentTree 99 0 R", &[(21, paragraph)]),
        (
            "/K 21 0 R /ParentTree 23 0 R",
            &[(21, paragraph), (23, "<< /Kids [23 0 R] >>")],
        ),
        (
            "/K 21 0 R /ParentTree 23 0 R",
            &[(21, paragraph), (23, "<< /Nums [(a) 21 0 R] >>")],
        ),
        (
            "/K 21 0 R /ParentTree 23 0 R /ParentTreeNextKey 2147483647",
            &[(21, paragraph), (23, "<< /Nums [] >>")],
        ),
    ];
    for (root, more) in shapes {
        let (bytes, record) = signed(&tagged(Xref::Table, root, more), &showing("x"));
        assert_eq!(tagging(&record), Some(Tagging::NotExtensible), "{root}");
        assert!(
            field(&bytes, "Signature1")
                .dict
                .get(b"StructParent")
                .is_none()
        );
        let file = open(&bytes);
        let old = file.at(0).resolve(Reference::new(20, 0)).unwrap();
        assert_eq!(
            file.newest().resolve(Reference::new(20, 0)).unwrap(),
            old,
            "{root}"
        );
    }
}

/// A tree over which an earlier signature stands is not touched: pyHanko would doubt that signature.
#[test]
fn a_later_signature_leaves_the_structure_alone() {
    let (first, _) = signed(&usual(Xref::Table), &showing("x"));
    let (second, record) = signed(&first, &showing("y"));
    assert_eq!(tagging(&record), Some(Tagging::SignedBefore));
    assert!(
        field(&second, "Signature2")
            .dict
            .get(b"StructParent")
            .is_none()
    );
    assert_eq!(kids(&second, 21).len(), 2);
}

#[test]
fn where_nothing_is_tagged_or_nothing_is_seen_nothing_is_said() {
    let (_, record) = signed(&Pdf::new(Xref::Table).build(), &showing("x"));
    assert_eq!(tagging(&record), None);
    let unmarked =
        Pdf::new(Xref::Table).catalog("/MarkInfo << /Marked false >> /StructTreeRoot 20 0 R");
    let unmarked = unmarked.with(20, "<< /Type /StructTreeRoot >>").build();
    assert_eq!(tagging(&signed(&unmarked, &showing("x")).1), None);
    let (bytes, record) = signed(&usual(Xref::Table), &request());
    assert!(record.visible.is_none());
    assert!(
        field(&bytes, "Signature1")
            .dict
            .get(b"StructParent")
            .is_none()
    );
    assert_eq!(kids(&bytes, 21).len(), 1);
}

#[test]
fn a_field_of_the_document_keeps_its_own_place() {
    let base = Pdf::new(Xref::Table)
        .catalog("/MarkInfo << /Marked true >> /StructTreeRoot 20 0 R /AcroForm << /Fields [30 0 R] >>")
        .page_entries("/Annots [30 0 R]")
        .with(20, "<< /Type /StructTreeRoot >>")
        .with(30, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Ky) /Rect [20 30 180 70] /P 3 0 R /F 132 >>")
        .build();
    let mut request = in_field("Ky");
    request.visible = showing("x").visible;
    let (_, record) = signed(&base, &request);
    assert_eq!(tagging(&record), None);
}
