//! Documents prepared before signing so that a later revision changes what the signed one shows, and files that two readers read
//! differently. Each is signed by our own signer: only the comparison of revisions, or an anomaly, stands between it and a pass.
#![allow(clippy::unwrap_used)]

mod common;

use common::forge::prepared::{self, Entry, startxref};
use common::rules::{reasons, refused};
use common::{accepted, edit, report, sign, update};
use pades_verify::{Reason, Severity};
use pdf_revisions::{Dict, Name, Object, Reference};

/// What a document consists of; objects are numbered from 1.
fn objects() -> Vec<String> {
    [
        "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R 7 0 R]/DA(/F1 10 Tf 0 g)>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Annots[6 0 R 7 0 R]/Resources 8 0 R>>",
        "<</Length 44>>stream\nBT /F1 12 Tf 20 250 Td (Cong van mau) Tj ET  \nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
        "<</FT/Tx/T(HoTen)/Type/Annot/Subtype/Widget/Rect[20 100 120 120]/P 3 0 R/F 4>>",
        "<</FT/Sig/T(Cho)/Type/Annot/Subtype/Widget/Rect[150 20 250 60]/P 3 0 R/F 4>>",
        "<</Font<</F1 5 0 R>>>>",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// With a classic table, generations other than 0, and extra entries (number, offset).
fn table(objects: &[String], generations: &[(usize, u16)], extra: &[(usize, usize)]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut entries = Vec::new();
    for (index, body) in objects.iter().enumerate() {
        let number = index + 1;
        let generation = generations
            .iter()
            .find(|one| one.0 == number)
            .map_or(0, |one| one.1);
        entries.push((number, bytes.len(), generation));
        bytes.extend(format!("{number} {generation} obj\n{body}\nendobj\n").bytes());
    }
    entries.extend(extra.iter().map(|(number, offset)| (*number, *offset, 0)));
    let start = bytes.len();
    bytes.extend(b"xref\n0 1\n0000000000 65535 f \n");
    for (number, offset, generation) in entries {
        bytes.extend(format!("{number} 1\n{offset:010} {generation:05} n \n").bytes());
    }
    bytes.extend(format!("trailer\n<</Size 100/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes());
    bytes
}

/// With a cross-reference stream, and entries for objects in object streams: number, container, index.
fn stream(objects: &[String], compressed: &[(usize, usize, usize)]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut rows = vec![vec![0_u8; 6]; 100];
    let row = |kind: u8, second: usize, third: usize| {
        let second = u32::try_from(second).unwrap().to_be_bytes();
        [&[kind][..], &second, &[u8::try_from(third).unwrap()]].concat()
    };
    for (index, body) in objects.iter().enumerate() {
        rows[index + 1] = row(1, bytes.len(), 0);
        bytes.extend(format!("{} 0 obj\n{body}\nendobj\n", index + 1).bytes());
    }
    for (number, container, index) in compressed {
        rows[*number] = row(2, *container, *index);
    }
    let start = bytes.len();
    rows[98] = row(1, start, 0);
    let rows = rows.concat();
    bytes.extend(
        format!(
            "98 0 obj\n<</Type/XRef/Size 100/W[1 4 1]/Root 1 0 R/Length {}>>stream\n",
            rows.len()
        )
        .bytes(),
    );
    bytes.extend(rows);
    bytes.extend(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").bytes());
    bytes
}

/// One more revision by hand: bodies, a table that lists them, and whatever else the trailer says.
fn append(base: &[u8], bodies: &[(usize, &str)], trailer: &str) -> Vec<u8> {
    let bodies = bodies.iter();
    let entries: Vec<_> = bodies
        .map(|(number, body)| Entry::Body(*number, body))
        .collect();
    prepared::append(base, &entries, trailer)
}

fn told(name: &str, bytes: &[u8], code: &str) {
    assert!(!accepted(bytes), "{name} is accepted");
    let anomalies = report(bytes).unwrap().anomalies;
    let found = anomalies
        .iter()
        .any(|one| one.code == code && one.severity == Severity::Error);
    assert!(found, "{name}: {anomalies:?}");
}

/// The honest twin of all below: an update that changes nothing.
#[test]
fn an_empty_update_is_accepted() {
    let signed = sign(&table(&objects(), &[], &[]), None);
    let bytes = append(&signed, &[], "");
    assert!(
        accepted(&bytes),
        "{:?} {:?}",
        reasons(&bytes),
        report(&bytes).unwrap().anomalies
    );
}

/// The signed table names an offset past the end of the file; the object is put there later.
#[test]
fn an_offset_into_the_future_stays_empty() {
    let mut prepared = objects();
    prepared[7] = "<</Font<</F1 5 0 R>>/XObject<</X 9 0 R>>>>".to_owned();
    let place = 30_000;
    let mut bytes = sign(&table(&prepared, &[], &[(9, place)]), None);
    assert!(bytes.len() < place - 10);
    bytes.resize(place - 1, b'%');
    bytes.push(b'\n');
    bytes.extend(b"9 0 obj\n<</Length 3>>stream\nq Q\nendstream\nendobj\n");
    let bytes = append(&bytes, &[], "");
    refused("future offset", &bytes, |reason| {
        matches!(reason, Reason::Unreadable { number: 9, .. })
    });
}

/// The signed `/Length` leads past the end of the file, where `endstream` is put later.
#[test]
fn a_stream_does_not_grow_into_later_revisions() {
    let mut prepared = objects();
    prepared[3] = prepared[3].replace("/Length 44", "/Length 30000");
    let mut bytes = sign(&table(&prepared, &[], &[]), None);
    let data = String::from_utf8_lossy(&bytes).find("stream\nBT").unwrap() + 7;
    bytes.resize(data + 30_000, b'%');
    bytes.extend(b"\nendstream\n");
    let comment = String::from_utf8_lossy(&bytes)
        .rfind("\nendstream")
        .unwrap();
    bytes[comment] = b' ';
    let bytes = append(&bytes, &[], "");
    assert!(!accepted(&bytes));
    let codes: Vec<_> = report(&bytes)
        .unwrap()
        .anomalies
        .iter()
        .map(|one| one.code)
        .collect();
    assert!(codes.contains(&"stream-beyond-revision"), "{codes:?}");
}

/// What is reached through objects of high generation numbers is compared all the same.
#[test]
fn generation_numbers_hide_nothing() {
    let mut prepared = objects();
    prepared[2] = prepared[2].replace("8 0 R", "8 7 R");
    let signed = sign(&table(&prepared, &[(8, 7)], &[]), None);
    let bytes = update(&signed, |file, update| {
        edit(file, update, 5, |font| {
            drop(font.insert("BaseFont", Name::new("Symbol")))
        });
    });
    refused("font below generation 7", &bytes, |reason| {
        *reason == Reason::Unexplained
    });
}

/// The signed cross-reference says that an object is in an object stream that does not exist yet, or whose length changes later.
#[test]
fn object_streams_are_part_of_what_they_hold() {
    let mut prepared = objects();
    prepared[7] = "<</Font<</F1 5 0 R/F2 9 0 R>>>>".to_owned();
    let signed = sign(&stream(&prepared, &[(9, 50, 0)]), None);
    let bytes = update(&signed, |_, update| {
        let dict: Dict = [
            ("Type", Object::from(Name::new("ObjStm"))),
            ("N", Object::Integer(1)),
            ("First", Object::Integer(4)),
        ]
        .into_iter()
        .collect();
        update.put_stream(Reference::new(50, 0), dict, *b"9 0 <</Type/Font>>")
    });
    assert!(!accepted(&bytes), "container defined later");
    assert!(!reasons(&bytes).is_empty());

    prepared.push(
        "<</Type/ObjStm/N 1/First 5/Length 11 0 R>>stream\n10 0 <</A 1>> \nendstream".to_owned(),
    );
    prepared[7] = "<</Font<</F1 5 0 R/F2 10 0 R>>>>".to_owned();
    prepared.push("null".to_owned());
    prepared.push("14".to_owned());
    let signed = sign(&stream(&prepared, &[(10, 9, 0)]), None);
    assert!(accepted(&signed));
    let bytes = update(&signed, |_, update| {
        update.put(Reference::new(11, 0), 13_i64).unwrap()
    });
    refused("length of a container", &bytes, |reason| {
        *reason == Reason::Unexplained
    });
}

/// A key twice in an inline dictionary: one reader takes the first, another the last.
#[test]
fn nested_duplicate_keys_are_refused() {
    let signed = sign(&table(&objects(), &[], &[]), None);
    let file = pdf_revisions::PdfFile::open(std::sync::Arc::new(signed.clone())).unwrap();
    let mut catalog = Vec::new();
    Object::Dictionary(file.newest().catalog().unwrap()).write(&mut catalog);
    let catalog = String::from_utf8(catalog).unwrap();
    let doubled = catalog.replacen("/Fields", "/Fields[]/Fields", 1);
    assert_ne!(doubled, catalog);
    refused(
        "doubled /Fields",
        &append(&signed, &[(1, &doubled)], ""),
        |reason| *reason == Reason::DuplicateKeys,
    );
}

/// Objects that the update's cross-reference does not list, for readers that scan.
#[test]
fn unlisted_objects_are_told() {
    let mut bytes = sign(&table(&objects(), &[], &[]), None);
    bytes.extend(b"4 0 obj\n<</Length 5>>stream\nBT ET\nendstream\nendobj\n");
    told("unlisted", &append(&bytes, &[], ""), "unlisted-bytes");
}

/// A hybrid section whose table frees what its stream keeps: old and new readers part.
#[test]
fn hybrid_updates_that_free_are_told() {
    let mut bytes = sign(&table(&objects(), &[], &[]), None);
    let prev = startxref(&bytes);
    let content = String::from_utf8_lossy(&bytes).find("4 0 obj").unwrap();
    let hidden = bytes.len();
    bytes.extend(b"60 0 obj\n<</Type/XRef/Size 100/W[1 4 1]/Index[4 1]/Length 6>>stream\n");
    bytes.push(1);
    bytes.extend(u32::try_from(content).unwrap().to_be_bytes());
    bytes.extend(b"\0\nendstream\nendobj\n");
    let start = bytes.len();
    bytes.extend(
        format!(
            "xref\n4 1\n0000000000 00001 f \ntrailer\n<</Size 200/Root 1 0 R/Prev {prev}/XRefStm {hidden}>>\nstartxref\n{start}\n%%EOF\n"
        )
        .bytes(),
    );
    told("hybrid", &bytes, "hybrid-update");
}

/// An empty signature field gets an appearance and no signature.
#[test]
fn an_unsigned_field_does_not_look_signed() {
    let signed = sign(&table(&objects(), &[], &[]), None);
    let bytes = update(&signed, |file, update| {
        let look = update.allocate().unwrap();
        let form: Dict = [
            ("Type", Name::new("XObject")),
            ("Subtype", Name::new("Form")),
        ]
        .into_iter()
        .collect();
        update.put_stream(look, form, *b"BT (Da ky) Tj ET");
        edit(file, update, 7, |field| {
            let appearance: Dict = [("N", look)].into_iter().collect();
            field.insert("AP", appearance);
        });
    });
    refused("spoofed appearance", &bytes, |reason| {
        matches!(reason, Reason::SignatureNotIntact { .. })
    });
}

/// A node of the page tree that passes for a form field: its kids are pages and keep their order.
#[test]
fn pages_keep_their_order_even_as_fields() {
    let mut prepared = objects();
    prepared[0] = prepared[0].replace("7 0 R]", "7 0 R 9 0 R]");
    prepared[1] = "<</Type/Pages/Kids[9 0 R]/Count 2>>".to_owned();
    prepared[2] = prepared[2].replace("/Parent 2", "/Parent 9");
    prepared
        .push("<</Type/Pages/FT/Tx/T(trang)/Parent 2 0 R/Kids[3 0 R 10 0 R]/Count 2>>".to_owned());
    prepared.push("<</Type/Page/Parent 9 0 R/MediaBox[0 0 300 300]>>".to_owned());
    let signed = sign(&table(&prepared, &[], &[]), None);
    let bytes = update(&signed, |file, update| {
        edit(file, update, 9, |node| {
            let kids = vec![
                Object::from(Reference::new(10, 0)),
                Reference::new(3, 0).into(),
            ];
            node.insert("Kids", kids);
        });
    });
    refused(
        "reordered pages",
        &bytes,
        |reason| matches!(reason, Reason::FieldChanged { key, .. } if key == "Kids"),
    );
}

/// Updates around the signature: another chain, another root, encryption, an earlier form of the file.
#[test]
fn updates_that_go_around_the_signature_are_refused() {
    let base = table(&objects(), &[], &[]);
    let signed = sign(&base, None);
    let (first, last) = (startxref(&base), startxref(&signed));
    let skipped = String::from_utf8_lossy(&append(&signed, &[], "")).into_owned();
    let skipped = skipped.replace(
        &format!("/Prev {last}>>"),
        &format!("/Prev {first:>0$}>>", last.to_string().len()),
    );
    assert!(!accepted(skipped.as_bytes()), "signature skipped");
    for (name, trailer) in [
        (
            "encrypted later",
            "/Encrypt<</Filter/Standard/V 1/R 2/O()/U()/P -1>>",
        ),
        ("two roots", "/Root 2 0 R"),
        ("unknown trailer key", "/Secret 4 0 R"),
    ] {
        assert!(!accepted(&append(&signed, &[], trailer)), "{name}");
    }
    let catalog = "<</Type/Catalog/Pages 2 0 R>>";
    assert!(
        !accepted(&append(&signed, &[(1, catalog)], "")),
        "form removed"
    );
    for tail in [
        "startxref\n9\n%%EOF\n",
        "4 0 obj\n<<>>\nendobj\n",
        "trailer\n<</Root 4 0 R>>\n",
        "%%EOF\nx",
    ] {
        let bytes = [signed.as_slice(), tail.as_bytes()].concat();
        assert!(!accepted(&bytes), "{tail:?}");
    }
    let again = [
        signed.as_slice(),
        format!("startxref\n{last}\n%%EOF\n").as_bytes(),
    ]
    .concat();
    told("second startxref", &again, "bytes-after-last-eof");
}

/// The report says in words when nobody asked whether the certificates were revoked.
#[test]
fn a_path_without_revocation_check_says_so() {
    let report = report(&sign(&table(&objects(), &[], &[]), None)).unwrap();
    let findings = &report.signatures[0].findings;
    let finding = findings
        .iter()
        .find(|one| one.code == "revocation-not-checked")
        .unwrap();
    assert_eq!(finding.severity, Severity::Warning);
    assert!(
        finding.text.contains("the caller did not ask"),
        "{}",
        finding.text
    );
}
