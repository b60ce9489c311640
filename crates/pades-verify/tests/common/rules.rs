//! Documents and later revisions written down as PDF text, and what is said of them: for tests of one rule each.

use pades_verify::{Axis, ModificationLevel, Reason};
use pdf_revisions::{Dict, Object, Reference};

use super::{accepted, report, update};

/// A document of these objects, the catalog first.
pub fn document(objects: &[impl AsRef<str>]) -> Vec<u8> {
    document_with(objects, "")
}

/// The same with more entries of the trailer.
pub fn document_with(objects: &[impl AsRef<str>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = String::from("0000000000 65535 f \n");
    for (index, body) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend(format!("{} 0 obj\n{}\nendobj\n", index + 1, body.as_ref()).bytes());
    }
    let (start, size) = (bytes.len(), objects.len() + 1);
    let end = format!(
        "xref\n0 {size}\n{table}trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n"
    );
    bytes.extend(end.bytes());
    bytes
}

/// One page (3) that lists its annotations itself, the form (5) as an object of its own, a text field (6), a font (7). Signing brings the
/// signature's dictionary and its field as the next two objects.
pub fn plain(more: &[&str]) -> Vec<u8> {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Annots[6 0 R]/Resources<</Font<</F1 7 0 R>>>>>>",
        "<</Length 44>>stream\nBT /F1 12 Tf 20 250 Td (Cong van mau) Tj ET  \nendstream",
        "<</Fields[6 0 R]>>",
        "<</FT/Tx/T(HoTen)/Type/Annot/Subtype/Widget/Rect[20 100 120 120]/P 3 0 R/F 4>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
    ];
    objects.extend_from_slice(more);
    document(&objects)
}

/// Entries of one object, as text; `{}` in a value stands for what was there (of an array its items), no value takes the entry out.
pub type Entries<'a> = (u32, &'a [(&'a str, &'a str)]);

/// One more revision: whole objects, and entries of objects that are dictionaries.
pub fn later(base: &[u8], objects: &[(u32, &str)], entries: &[Entries<'_>]) -> Vec<u8> {
    update(base, |file, update| {
        for (number, body) in objects {
            update.put_raw(Reference::new(*number, 0), body.as_bytes().to_vec());
        }
        for (number, entries) in entries {
            let reference = Reference::new(*number, 0);
            let object = file.newest().resolve(reference).unwrap();
            update.put_raw(
                reference,
                edited(object.as_dict().unwrap().clone(), entries),
            );
        }
    })
}

/// One more revision that says nothing new: a field written again as it was.
pub fn again(base: &[u8], number: u32) -> Vec<u8> {
    later(base, &[], &[(number, &[])])
}

fn edited(mut dict: Dict, entries: &[(&str, &str)]) -> Vec<u8> {
    let mut text = String::new();
    for (key, value) in entries {
        let before = dict.remove(key.as_bytes()).unwrap_or(Object::Null);
        if !value.is_empty() {
            text.push_str(&format!("/{key} {}", value.replace("{}", &inner(&before))));
        }
    }
    format!("<<{} {text}>>", inner(&Object::Dictionary(dict))).into_bytes()
}

/// Written, without the brackets around it.
fn inner(object: &Object) -> String {
    let mut bytes = Vec::new();
    object.write(&mut bytes);
    let text = String::from_utf8(bytes).unwrap();
    match object {
        Object::Array(_) => text.trim()[1..text.trim().len() - 1].to_owned(),
        Object::Dictionary(_) => text.trim()[2..text.trim().len() - 2].to_owned(),
        _ => text,
    }
}

/// Why the later revisions are not allowed after the first signature.
pub fn reasons(bytes: &[u8]) -> Vec<Reason> {
    let report = report(bytes).unwrap();
    let Axis::Refuted(disallowed) = &report.signatures[0].modifications else {
        return Vec::new();
    };
    let changes = disallowed.changes.iter();
    changes.map(|change| change.reason.clone()).collect()
}

pub fn refused(name: &str, bytes: &[u8], expected: impl Fn(&Reason) -> bool) {
    assert!(!accepted(bytes), "{name} is accepted");
    let reasons = reasons(bytes);
    assert!(reasons.iter().any(expected), "{name}: {reasons:?}");
}

/// Refused for these reasons and no other.
pub fn refused_for(name: &str, bytes: &[u8], expected: &[Reason]) {
    assert!(!accepted(bytes), "{name} is accepted");
    assert_eq!(reasons(bytes), expected, "{name}");
}

pub fn allowed(name: &str, bytes: &[u8], level: ModificationLevel) {
    assert!(accepted(bytes), "{name}: {:?}", reasons(bytes));
    let report = report(bytes).unwrap();
    let found = report.signatures[0].modifications.proven();
    assert_eq!(found, Some(&level), "{name}");
}
