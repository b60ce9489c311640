//! Incremental saving (ISA): the signed bytes stay, and later bytes say something else; some of them as no honest writer would write.

use super::prepared::{Document, Entry, FORGED, append, startxref, stream};
use super::{Variant, next};
use crate::common::{edit, join_form, sign, update};
use pdf_revisions::Dict;

const TAIL: &[&str] = &["bytes-after-last-eof", "malformed"];

/// All variants.
pub fn variants() -> Vec<Variant> {
    let signed = sign(&Document::new().bytes(), None);
    let mut all = honest_updates(&signed);
    all.extend(broken_updates(&signed));
    all.push(copied_signature(&signed));
    all
}

fn honest_updates(signed: &[u8]) -> Vec<Variant> {
    const UNEXPLAINED: &[&str] = &["change-unexplained"];
    let forged = stream("", FORGED);
    let page = |annotations: &str| {
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 9 0 R{annotations}/Resources<</Font<</F1 5 0 R>>>>>>"
        )
    };
    let (again, other) = (page("/Annots[6 0 R]"), page(""));
    let content = Entry::Body(9, &forged);
    let other_tree = "<</Type/Pages/Kids[11 0 R]/Count 1>>";
    let longer_tree = "<</Type/Pages/Kids[3 0 R 11 0 R]/Count 2>>";
    let catalog = "<</Type/Catalog/Pages 2 0 R>>";
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Symbol>>";
    let one = |name: &str, entries: &[Entry<'_>], told| {
        Variant::new(name, signed, append(signed, entries, ""), told)
    };
    let with_tree = |name: &str, tree: &str| {
        let entries = [content, Entry::Body(11, &other), Entry::Body(2, tree)];
        one(name, &entries, UNEXPLAINED)
    };
    vec![
        one("the content again", &[Entry::Body(4, &forged)], UNEXPLAINED),
        one(
            "the page again, with other content",
            &[content, Entry::Body(3, &again)],
            &["change-page"],
        ),
        with_tree("another page tree", other_tree),
        with_tree("one more page", longer_tree),
        one(
            "the page taken away",
            &[Entry::Free(3)],
            &["change-object-freed", "change-unexplained"],
        ),
        one(
            "another catalog under the same number",
            &[Entry::Body(1, catalog)],
            &["signature-removed"],
        ),
        Variant::new(
            "another catalog in the trailer",
            signed,
            append(signed, &[Entry::Body(12, catalog)], "/Root 12 0 R"),
            &[
                "change-trailer",
                "signature-removed",
                "change-duplicate-keys",
                "duplicate-key",
            ],
        ),
        one("the font again", &[Entry::Body(5, font)], UNEXPLAINED),
    ]
}

/// What is not even a revision: readers that repair files would still show it.
fn broken_updates(signed: &[u8]) -> Vec<Variant> {
    let object = format!("4 0 obj\n{}\nendobj\n", stream("", FORGED));
    let at = startxref(signed);
    [
        ("an object, and nothing that lists it", object.clone()),
        (
            "an object and a trailer",
            format!("{object}trailer\n<</Size 200/Root 1 0 R/Prev {at}>>\n"),
        ),
        (
            "an object and the old startxref",
            format!("{object}startxref\n{at}\n%%EOF\n"),
        ),
        (
            "an object and startxref 0",
            format!("{object}startxref\n0\n%%EOF\n"),
        ),
        ("only the end again", "%%EOF\n%%EOF\n".to_owned()),
        (
            "a table without trailer",
            format!("{object}xref\n4 1\n{:010} 00000 n \n", signed.len()),
        ),
        (
            "a table and trailer without startxref",
            format!(
                "{object}xref\n4 1\n{:010} 00000 n \ntrailer\n<</Size 200/Root 1 0 R/Prev {at}>>\n",
                signed.len()
            ),
        ),
    ]
    .into_iter()
    .map(|(name, tail)| Variant::new(name, signed, [signed, tail.as_bytes()].concat(), TAIL))
    .collect()
}

/// The signature dictionary is written once more, so that the last one in the file is "signed" too.
fn copied_signature(signed: &[u8]) -> Variant {
    let forged = update(signed, |file, update| {
        let field = file.newest().signature_fields().unwrap().remove(0);
        let value = update.allocate().unwrap();
        update.put(value, field.value.unwrap().1).unwrap();
        edit(file, update, field.reference.unwrap().number, |dict| {
            drop(dict.insert("V", value));
        });
        update.put_stream(pdf_revisions::Reference::new(4, 0), Dict::new(), FORGED);
    });
    assert!(next(&forged, signed.len(), b"/ByteRange") > signed.len());
    Variant::new(
        "the signature dictionary copied",
        signed,
        forged,
        &["coverage-gap-is-not-contents"],
    )
}

/// A second field claims the same signature, or says it holds one.
pub fn spoofed() -> Vec<Variant> {
    let signed = sign(&Document::new().bytes(), None);
    [
        ("a copy of the dictionary in a second field", true),
        ("a second field on the same dictionary", false),
    ]
    .map(|(name, copy)| {
        let told = &["change-signature-not-intact"];
        Variant::new(name, &signed, spoof(&signed, copy), told)
    })
    .into()
}

/// One more revision: a field `Spoof` on the dictionary of the first signature, or on a copy of it.
pub fn spoof(signed: &[u8], copy: bool) -> Vec<u8> {
    update(signed, |file, update| {
        let field = update.allocate().unwrap();
        let honest = file.newest().signature_fields().unwrap().remove(0);
        let (reference, dictionary) = honest.value.unwrap();
        let value = if copy {
            let value = update.allocate().unwrap();
            update.put(value, dictionary).unwrap();
            value
        } else {
            reference.unwrap()
        };
        let dict = format!(
            "<</FT/Sig/Type/Annot/Subtype/Widget/T(Spoof)/V {} 0 R>>",
            value.number
        );
        update.put_raw(field, dict.into_bytes());
        join_form(file, update, field);
    })
}
