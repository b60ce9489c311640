//! Some pages as a document of their own: what shows them is there, everything else is not.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use std::sync::Arc;

use common::{Builder, open};
use pdf_revisions::{Images, Limit, Object, PdfErrorKind, PdfFile, Reference, View};

const MOST: usize = 1 << 20;

/// Two pages below a node with what they inherit, a third that nobody asks for, an image, a widget with an appearance and an action.
fn document() -> Builder {
    Builder::new()
        .object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[9 0 R]>>/OpenAction 15 0 R/OCProperties<</OCGs[16 0 R]/D<<>>>>>>")
        .object(2, "<</Type/Pages/Kids[3 0 R 6 0 R]/Count 3/MediaBox[0 0 595 842]/Resources 10 0 R>>")
        .object(3, "<</Type/Pages/Kids[4 0 R 5 0 R]/Count 2/Parent 2 0 R/Rotate 90>>")
        .object(4, "<</Type/Page/Parent 3 0 R/Contents 7 0 R/Annots[9 0 R]/StructParents 0/AA<</O 15 0 R>>>>")
        .object(5, "<</Type/Page/Parent 3 0 R/Contents[7 0 R 7 0 R]/CropBox[0 0 100 100]/Rotate 0>>")
        .object(6, "<</Type/Page/Parent 2 0 R/Contents 8 0 R>>")
        .stream(7, "", b"BT /F1 12 Tf (a) Tj ET /I Do")
        .stream(8, "", b"% the third")
        .object(9, "<</Type/Annot/Subtype/Widget/FT/Sig/T(s)/V 14 0 R/P 4 0 R/F 4/Rect[0 0 10 10]/AP<</N 13 0 R>>/A 15 0 R>>")
        .object(10, "<</Font<</F1 11 0 R/Parent 11 0 R>>/XObject<</I 12 0 R>>/Properties<</Back 6 0 R>>>>")
        .object(11, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
        .stream(12, "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", b"x")
        .stream(13, "/Type/XObject/Subtype/Form/BBox[0 0 10 10]", b"0 0 5 5 re f")
        .object(14, "<</Type/Sig/Contents<00>>>")
        .object(15, "<</S/JavaScript/JS(app.alert)>>")
        .object(16, "<</Type/OCG/Name(layer)>>")
        .table("/Root 1 0 R/Size 17")
}

fn excerpt(file: &PdfFile, pages: &[usize], images: Images) -> PdfFile {
    let view = file.newest();
    let all = view.pages().unwrap();
    let pages: Vec<Reference> = pages.iter().map(|index| all[*index]).collect();
    open(view.excerpt(&pages, images, MOST).unwrap()).unwrap()
}

fn stream(view: View<'_>, object: &Object) -> Option<Vec<u8>> {
    let object = view.deref(object).unwrap();
    let stream = object.as_stream()?;
    Some(view.encoded_data(stream).unwrap())
}

#[test]
fn what_shows_a_page_is_there_and_nothing_else() {
    let file = open(document().bytes).unwrap();
    let short = excerpt(&file, &[1, 0], Images::Kept);
    let view = short.newest();
    assert_eq!(short.anomalies(), []);
    assert_eq!(view.pages().unwrap().len(), 2);

    let (_, second) = view.page(0).unwrap();
    assert_eq!(second.integer(b"Rotate"), Some(0));
    assert_eq!(second.array(b"CropBox").unwrap().len(), 4);
    assert_eq!(second.array(b"MediaBox").unwrap().len(), 4);
    assert_eq!(second.array(b"Contents").unwrap().len(), 2);

    let (_, first) = view.page(1).unwrap();
    assert_eq!(first.integer(b"Rotate"), Some(90), "inherited");
    let keys: Vec<_> = first.iter().map(|(key, _)| key.as_bytes()).collect();
    assert!(!keys.contains(&b"AA".as_slice()) && !keys.contains(&b"StructParents".as_slice()));
    let contents = stream(view, first.get(b"Contents").unwrap()).unwrap();
    assert_eq!(contents, b"BT /F1 12 Tf (a) Tj ET /I Do");

    let widget = first.array(b"Annots").unwrap()[0].as_dict().unwrap();
    let keys: Vec<_> = widget.iter().map(|(key, _)| key.as_bytes()).collect();
    assert_eq!(keys.len(), 5, "{widget:?}");
    let appearance = widget.dict(b"AP").unwrap().get(b"N").unwrap();
    assert_eq!(stream(view, appearance).unwrap(), b"0 0 5 5 re f");

    let resources = view.value(&first, b"Resources").unwrap();
    let of = |kind: &[u8], name: &[u8]| {
        let kind = view.value(resources.as_dict().unwrap(), kind).unwrap();
        view.value(kind.as_dict().unwrap(), name).unwrap()
    };
    // Names in resources are the file's own, whatever they are.
    assert_eq!(of(b"Font", b"Parent"), of(b"Font", b"F1"));
    assert!(of(b"Font", b"F1").as_dict().is_some());
    assert!(of(b"XObject", b"I").as_stream().is_some());
    assert!(
        of(b"Properties", b"Back").is_null(),
        "a page nobody asked for"
    );
    let catalog = view.catalog().unwrap();
    assert_eq!(catalog.len(), 3);
    let layers = catalog.dict(b"OCProperties").unwrap();
    let layer = view.deref(&layers.array(b"OCGs").unwrap()[0]).unwrap();
    assert!(layer.as_dict().is_some());
    let whole = view.excerpt(&view.pages().unwrap(), Images::Kept, MOST);
    let text = String::from_utf8_lossy(&whole.unwrap()).into_owned();
    for gone in ["JavaScript", "the third", "/Sig", "AcroForm"] {
        assert!(!text.contains(gone), "{gone}");
    }
}

#[test]
fn images_may_be_left_out() {
    let file = open(document().bytes).unwrap();
    let short = excerpt(&file, &[0], Images::Left);
    let view = short.newest();
    let (_, page) = view.page(0).unwrap();
    let resources = view.value(&page, b"Resources").unwrap();
    let objects = resources
        .as_dict()
        .unwrap()
        .dict(b"XObject")
        .unwrap()
        .clone();
    assert!(view.value(&objects, b"I").unwrap().is_null());
    assert!(stream(view, page.get(b"Contents").unwrap()).is_some());
}

#[test]
fn an_earlier_revision_shows_what_it_showed() {
    let later = document()
        .stream(7, "", b"% changed")
        .table("/Root 1 0 R/Size 17");
    let file = open(later.bytes).unwrap();
    for (revision, contents) in [
        (0, b"BT /F1 12 Tf (a) Tj ET /I Do".as_slice()),
        (1, b"% changed"),
    ] {
        let view = file.at(revision);
        let page = view.page(0).unwrap().0;
        let short = open(view.excerpt(&[page], Images::Left, MOST).unwrap()).unwrap();
        let view = short.newest();
        let (_, page) = view.page(0).unwrap();
        assert_eq!(
            stream(view, page.get(b"Contents").unwrap()).unwrap(),
            contents
        );
    }
}

#[test]
fn of_an_encrypted_file_it_is_in_the_clear() {
    let bytes = include_bytes!("encrypted/aes-256-r6.pdf");
    let file = PdfFile::open_with_password(Arc::new(bytes.to_vec()), b"user").unwrap();
    let short = excerpt(&file, &[0], Images::Kept);
    assert!(short.encryption().is_none());
    let (old, new) = (file.newest(), short.newest());
    let contents = |view: View<'_>| {
        let (_, page) = view.page(0).unwrap();
        stream(view, page.get(b"Contents").unwrap())
    };
    assert!(contents(old).is_some());
    assert_eq!(contents(old), contents(new));
}

#[test]
fn more_than_there_is_room_for_is_an_error() {
    let file = open(document().bytes).unwrap();
    let view = file.newest();
    let pages = view.pages().unwrap();
    let error = view.excerpt(&pages, Images::Kept, 100).unwrap_err();
    assert!(matches!(
        error.kind,
        PdfErrorKind::Limit(Limit::DecodedBytes)
    ));
}

#[test]
fn what_cannot_be_read_is_an_error_with_its_place() {
    let mut bytes = document().bytes;
    let font = bytes.windows(8).position(|at| at == b"11 0 obj").unwrap();
    bytes[font..font + 2].copy_from_slice(b"99");
    let file = open(bytes).unwrap();
    let view = file.newest();
    let error = view
        .excerpt(&view.pages().unwrap(), Images::Left, MOST)
        .unwrap_err();
    assert_eq!(error.offset, Some(font as u64));
}
