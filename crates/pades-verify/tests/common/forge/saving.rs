//! Incremental saving (ISA): the signed bytes stay, and later bytes say something else; some of them as no honest writer would write.

use super::prepared::{Document, Entry, FORGED, append, startxref, stream};
use super::{Variant, next};
use crate::common::{edit, sign, update};
use pdf_revisions::{Dict, Name, Object, PdfString};

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
    let forged = stream("", FORGED);
    let one = |name: &str, entries: &[Entry<'_>], trailer: &str, told| {
        Variant::new(name, signed, append(signed, entries, trailer), told)
    };
    vec![
        one(
            "the content again",
            &[Entry::Body(4, &forged)],
            "",
            &["change-unexplained"],
        ),
        one(
            "the page again, with other content",
            &[
                Entry::Body(9, &forged),
                Entry::Body(
                    3,
                    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 9 0 R/Annots[6 0 R]/Resources<</Font<</F1 5 0 R>>>>>>",
                ),
            ],
            "",
            &["change-page"],
        ),
        one(
            "another page tree",
            &[
                Entry::Body(9, &forged),
                Entry::Body(
                    11,
                    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 9 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
                ),
                Entry::Body(2, "<</Type/Pages/Kids[11 0 R]/Count 1>>"),
            ],
            "",
            &["change-unexplained"],
        ),
        one(
            "one more page",
            &[
                Entry::Body(9, &forged),
                Entry::Body(
                    11,
                    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 9 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
                ),
                Entry::Body(2, "<</Type/Pages/Kids[3 0 R 11 0 R]/Count 2>>"),
            ],
            "",
            &["change-unexplained"],
        ),
        one(
            "the page taken away",
            &[Entry::Free(3)],
            "",
            &["change-object-freed", "change-unexplained"],
        ),
        one(
            "another catalog under the same number",
            &[Entry::Body(1, "<</Type/Catalog/Pages 2 0 R>>")],
            "",
            &["signature-removed"],
        ),
        one(
            "another catalog in the trailer",
            &[Entry::Body(12, "<</Type/Catalog/Pages 2 0 R>>")],
            "/Root 12 0 R",
            &[
                "change-trailer",
                "signature-removed",
                "change-duplicate-keys",
                "duplicate-key",
            ],
        ),
        one(
            "the font again",
            &[Entry::Body(
                5,
                "<</Type/Font/Subtype/Type1/BaseFont/Symbol>>",
            )],
            "",
            &["change-unexplained"],
        ),
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
    let spoof = |copy: bool| {
        update(&signed, |file, update| {
            let (field, value) = (update.allocate().unwrap(), update.allocate().unwrap());
            let of_honest = file.newest().signature_fields().unwrap().remove(0);
            let (reference, dictionary) = of_honest.value.unwrap();
            let shown: Object = if copy {
                update.put(value, dictionary).unwrap();
                value.into()
            } else {
                reference.unwrap().into()
            };
            let dict: Dict = [
                ("FT", Object::from(Name::new("Sig"))),
                ("Type", Name::new("Annot").into()),
                ("Subtype", Name::new("Widget").into()),
                ("T", PdfString::text("Spoof").into()),
                ("V", shown),
            ]
            .into_iter()
            .collect();
            update.put(field, dict).unwrap();
            edit(file, update, 1, |catalog| {
                let mut form = catalog.dict(b"AcroForm").unwrap().clone();
                let mut fields = form.array(b"Fields").unwrap().to_vec();
                fields.push(field.into());
                form.insert("Fields", fields);
                catalog.insert("AcroForm", form);
            });
        })
    };
    let told = &["change-signature-not-intact"];
    vec![
        Variant::new(
            "a copy of the dictionary in a second field",
            &signed,
            spoof(true),
            told,
        ),
        Variant::new(
            "a second field on the same dictionary",
            &signed,
            spoof(false),
            told,
        ),
    ]
}
