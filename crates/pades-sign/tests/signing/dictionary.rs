//! What stands in the signature dictionary.

use crate::common::{Key, Pdf, Signer, Xref, request, sign, signature};
use pdf_revisions::PdfString;

#[test]
fn vietnamese_text_comes_back() {
    let mut request = request();
    request.reason = Some("Ký ban hành văn bản".to_owned());
    request.location = Some("Đà Nẵng".to_owned());
    request.name = Some("Nguyễn Thị Hằng".to_owned());
    request.contact = Some("vanthu@example.vn (04) \\ 1".to_owned());
    request.application = Some("kyso".to_owned());
    let signed = sign(
        &Pdf::new(Xref::Table).build(),
        &request,
        &Signer::new(Key::P256),
    );
    let dict = signature(&signed, "Signature1");
    let text = |key: &[u8]| dict.string(key).unwrap().clone();
    assert_eq!(text(b"Name"), PdfString::text("Nguyễn Thị Hằng"));
    assert_eq!(text(b"Name").bytes[..2], [0xfe, 0xff]);
    assert_eq!(text(b"Location"), PdfString::text("Đà Nẵng"));
    assert_eq!(text(b"Reason"), PdfString::text("Ký ban hành văn bản"));
    assert_eq!(text(b"ContactInfo").bytes, b"vanthu@example.vn (04) \\ 1");
    assert_eq!(text(b"M").bytes, b"D:20261121143005+07'00'");
    // A second reader decodes the same.
    let document = lopdf::Document::load_mem(&signed).unwrap();
    let found = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .find(|dict| dict.has(b"ByteRange"))
        .unwrap();
    assert_eq!(
        lopdf::decode_text_string(found.get(b"Name").unwrap()).unwrap(),
        "Nguyễn Thị Hằng"
    );
    assert_eq!(
        lopdf::decode_text_string(found.get(b"Location").unwrap()).unwrap(),
        "Đà Nẵng"
    );
}

#[test]
fn names_and_absent_entries() {
    let signed = sign(
        &Pdf::new(Xref::Table).build(),
        &request(),
        &Signer::new(Key::P256),
    );
    let dict = signature(&signed, "Signature1");
    assert!(dict.name(b"Type").is_some_and(|name| *name == "Sig"));
    assert!(
        dict.name(b"Filter")
            .is_some_and(|name| *name == "Adobe.PPKLite")
    );
    assert!(
        dict.name(b"SubFilter")
            .is_some_and(|name| *name == "ETSI.CAdES.detached")
    );
    for key in [
        "Cert",
        "Reason",
        "Location",
        "ContactInfo",
        "Name",
        "Reference",
        "Prop_Build",
    ] {
        assert!(dict.get(key.as_bytes()).is_none(), "{key}");
    }
}
