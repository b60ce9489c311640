//! `PdfFile` and `Revision`: opening, the chain of sections, where revisions end, what is told.
#![allow(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    missing_docs
)]

mod common;

use common::{Builder, classic, compressed, hybrid, open};
use pdf_revisions::{AnomalyKind, Malformed, PdfErrorKind, Reference, XrefKind};

fn kinds(bytes: &[u8]) -> Vec<AnomalyKind> {
    open(bytes)
        .unwrap()
        .anomalies()
        .iter()
        .map(|anomaly| anomaly.kind)
        .collect()
}

/// The classic file with one place changed.
fn replaced(from: &str, to: &str) -> Vec<u8> {
    let bytes = classic().bytes;
    let at = bytes
        .windows(from.len())
        .rposition(|window| window == from.as_bytes())
        .unwrap();
    [&bytes[..at], to.as_bytes(), &bytes[at + from.len()..]].concat()
}

fn malformed(bytes: &[u8]) -> Malformed {
    match open(bytes).unwrap_err().kind {
        PdfErrorKind::Malformed(what) => what,
        other => panic!("{other:?}"),
    }
}

#[test]
fn one_revision_of_each_kind() {
    for (builder, kind) in [
        (classic(), XrefKind::Table),
        (compressed(), XrefKind::Stream),
        (hybrid(), XrefKind::Hybrid),
    ] {
        let file = builder.open();
        let [revision] = file.revisions() else {
            panic!("{kind:?}")
        };
        assert_eq!(revision.kind, kind);
        assert_eq!(revision.range, 0..builder.bytes.len() as u64);
        assert_eq!(revision.marker_end, revision.range.end - 1);
        assert_eq!(
            Some(revision.startxref),
            builder.prev.map(|prev| prev as u64)
        );
        assert_eq!(file.anomalies(), [], "{kind:?}");
        assert_eq!(file.newest().page(0).unwrap().0, Reference::new(3, 0));
        assert_eq!(file.version(), (1, 7));
        assert!(!file.is_encrypted());
    }
}

#[test]
fn updates_are_revisions_one_after_another() {
    let first = classic();
    let second = first
        .clone()
        .object(3, "<</Type/Page/Parent 2 0 R/Rotate 90>>")
        .table("/Root 1 0 R/Size 4");
    let third = second
        .clone()
        .object(4, "(new)")
        .table("/Root 1 0 R/Size 5");
    let file = third.open();
    let ends: Vec<u64> = file
        .revisions()
        .iter()
        .map(|revision| revision.range.end)
        .collect();
    assert_eq!(
        ends,
        [first.bytes.len(), second.bytes.len(), third.bytes.len()].map(|end| end as u64)
    );
    assert_eq!(file.anomalies(), []);
}

#[test]
fn every_line_end_after_the_marker() {
    for end in ["", "\n", "\r", "\r\n", "\n\n", "\r\n\r\n"] {
        let mut first = classic();
        first.bytes.pop();
        let marker = first.bytes.len() as u64;
        let first = first.raw(end);
        let one_line_end = if end.starts_with("\r\n") {
            2
        } else {
            end.len().min(1) as u64
        };
        let check = |bytes: Vec<u8>| {
            let file = open(bytes).unwrap();
            let revision = &file.revisions()[0];
            assert_eq!(revision.marker_end, marker, "{end:?}");
            assert_eq!(revision.range.end, marker + one_line_end, "{end:?}");
            assert!(
                revision.ends_at(marker) && revision.ends_at(marker + end.len() as u64),
                "{end:?}"
            );
            assert!(!revision.ends_at(marker - 1), "{end:?}");
            assert_eq!(file.anomalies(), [], "{end:?}");
        };
        check(first.bytes.clone());
        if !end.is_empty() {
            check(first.object(4, "(x)").table("/Root 1 0 R/Size 5").bytes);
        }
    }
}

#[test]
fn a_linearised_file_is_one_revision() {
    // The first-page section stands at the start, its /Prev points to the main one at the end.
    let main_place = 500_usize;
    let mut bytes = b"%PDF-1.7\n1 0 obj\n<</Linearized 1/L 999>>\nendobj\n".to_vec();
    let first = bytes.len();
    let page = 300_usize;
    bytes.extend_from_slice(
        format!("xref\n3 1\n{page:010} 00000 n \ntrailer\n<</Size 5/Root 2 0 R/Prev {main_place}>>\nstartxref\n0\n%%EOF\n")
            .as_bytes(),
    );
    bytes.resize(page, b' ');
    bytes.extend_from_slice(b"3 0 obj\n<</Type/Page>>\nendobj\n");
    let catalog = bytes.len();
    bytes.extend_from_slice(b"2 0 obj\n<</Type/Catalog/Pages 4 0 R>>\nendobj\n");
    let pages = bytes.len();
    bytes.extend_from_slice(b"4 0 obj\n<</Type/Pages/Kids[3 0 R]>>\nendobj\n");
    bytes.resize(main_place, b' ');
    bytes.extend_from_slice(
        format!(
            "xref\n0 3\n0000000000 65535 f \n{:010} 00000 n \n{catalog:010} 00000 n \n4 1\n{pages:010} 00000 n \ntrailer\n<</Size 5>>\nstartxref\n{first}\n%%EOF\n",
            9
        )
        .as_bytes(),
    );
    let file = open(bytes.clone()).unwrap();
    let [revision] = file.revisions() else {
        panic!()
    };
    assert_eq!(
        (revision.range.clone(), revision.sections),
        (0..bytes.len() as u64, 2)
    );
    assert_eq!(revision.startxref, first as u64);
    assert_eq!(file.anomalies(), []);
    assert_eq!(file.newest().page(0).unwrap().0, Reference::new(3, 0));

    let base = bytes.len();
    let builder = Builder {
        bytes,
        offsets: Vec::new(),
        prev: Some(first),
    };
    let file = builder.object(5, "(x)").table("/Root 2 0 R/Size 6").open();
    assert_eq!(file.revisions().len(), 2);
    assert_eq!(file.revisions()[0].range, 0..base as u64);
    assert_eq!(file.anomalies(), []);
}

#[test]
fn prev_that_points_forward_is_told_unless_linearised() {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.extend_from_slice(
        b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 2/Root 1 0 R/Prev 200>>\n",
    );
    let root = bytes.len();
    bytes.extend_from_slice(b"1 0 obj\n<</Type/Catalog>>\nendobj\n");
    bytes.resize(200, b' ');
    bytes.extend_from_slice(
        format!("xref\n1 1\n{root:010} 00000 n \ntrailer\n<</Size 2>>\nstartxref\n9\n%%EOF\n")
            .as_bytes(),
    );
    let file = open(bytes).unwrap();
    assert_eq!(file.revisions().len(), 1);
    assert_eq!(file.anomalies()[0].kind, AnomalyKind::PrevPointsForward);
}

#[test]
fn bytes_after_the_last_marker_are_told() {
    let length = classic().bytes.len() as u64;
    for tail in [
        "% comment",
        "1 0 obj (x) endobj",
        "xref",
        "%%EOF\n",
        "\0\0x",
    ] {
        let file = classic().raw(tail).open();
        let [anomaly] = file.anomalies() else {
            panic!("{tail}")
        };
        assert_eq!(anomaly.kind, AnomalyKind::BytesAfterLastEof, "{tail}");
        assert!(anomaly.offset >= length);
        assert_eq!(file.revisions()[0].range.end, length);
    }
    let file = classic().raw(vec![b'x'; 100_000]).open();
    assert_eq!(file.anomalies()[0].kind, AnomalyKind::BytesAfterLastEof);
    assert_eq!(
        kinds(&classic().raw("\n\n\n\n\n\n").bytes),
        [AnomalyKind::WhitespaceAfterLastEof]
    );
}

#[test]
fn an_appended_startxref_to_the_old_section_does_not_stretch_the_revision() {
    let first = classic();
    let again = format!(
        "9 0 obj (shadow) endobj\nstartxref\n{}\n%%EOF\n",
        first.prev.unwrap()
    );
    let file = first.clone().raw(again).open();
    assert_eq!(file.revisions()[0].range.end, first.bytes.len() as u64);
    assert_eq!(file.anomalies()[0].kind, AnomalyKind::BytesAfterLastEof);
}

#[test]
fn a_section_before_its_objects_ends_with_its_own_startxref() {
    // The table stands first, the objects it lists after it.
    let mut bytes = b"%PDF-1.4\nxref\n0 2\n0000000000 65535 f \n0000000100 00000 n \n".to_vec();
    bytes.extend_from_slice(b"trailer\n<</Size 2/Root 1 0 R>>\n");
    bytes.resize(100, b' ');
    bytes.extend_from_slice(b"1 0 obj\n<</Type/Catalog>>\nendobj\nstartxref\n9\n%%EOF\n");
    let end = bytes.len() as u64;
    let builder = Builder {
        bytes,
        offsets: Vec::new(),
        prev: Some(9),
    };
    assert_eq!(builder.open().revisions()[0].range, 0..end);
    let file = builder.object(2, "(x)").table("/Root 1 0 R/Size 3").open();
    assert_eq!(file.revisions()[0].range, 0..end);
    assert_eq!(file.anomalies(), []);
}

#[test]
fn bytes_between_revisions_are_told() {
    let file = classic()
        .raw("garbage\n")
        .object(4, "(x)")
        .table("/Root 1 0 R/Size 5")
        .open();
    assert_eq!(file.anomalies()[0].kind, AnomalyKind::BytesBetweenRevisions);
    let file = classic()
        .raw("% a comment\n")
        .object(4, "(x)")
        .table("/Root 1 0 R/Size 5")
        .open();
    assert_eq!(file.anomalies(), []);
}

#[test]
fn a_header_further_back() {
    let relative = [b"junk\n".to_vec(), classic().bytes].concat();
    let file = open(relative).unwrap();
    assert_eq!(
        file.anomalies()[0].kind,
        AnomalyKind::HeaderNotAtStartRelative
    );
    assert_eq!(file.offset_base(), 5);
    assert_eq!(file.newest().page(0).unwrap().0, Reference::new(3, 0));

    let absolute = Builder {
        bytes: b"\n\n%PDF-1.7\n".to_vec(),
        ..Builder::default()
    }
    .page();
    let absolute = absolute.table("/Root 1 0 R/Size 4");
    let file = absolute.open();
    assert_eq!(file.anomalies()[0].kind, AnomalyKind::HeaderNotAtStart);
    assert_eq!(
        (file.offset_base(), file.newest().page(0).unwrap().0),
        (0, Reference::new(3, 0))
    );
}

#[test]
fn a_file_with_two_meanings_is_refused() {
    // startxref finds a table both from the start of the file and from the header.
    let mut bytes = b"0123456789%PDF-1.4\n".to_vec();
    let first = bytes.len();
    bytes.extend_from_slice(b"xref\n0 0\n ");
    assert_eq!(bytes.len() - first, 10);
    bytes.extend_from_slice(b"xref\n0 0\ntrailer\n<</Size 1>>\n");
    bytes.extend_from_slice(format!("startxref\n{first}\n%%EOF\n").as_bytes());
    assert_eq!(malformed(&bytes), Malformed::Header);
}

#[test]
fn startxref_that_misses_by_a_few_bytes_is_told() {
    let start = classic().prev.unwrap();
    for miss in [-9_i64, -1, 1, 9] {
        let named = i64::try_from(start).unwrap() + miss;
        let bytes = replaced(
            &format!("startxref\n{start}"),
            &format!("startxref\n{named}"),
        );
        assert_eq!(kinds(&bytes), [AnomalyKind::StartxrefNear], "{miss}");
        assert_eq!(open(bytes).unwrap().revisions()[0].startxref, start as u64);
    }
}

#[test]
fn broken_chains_are_errors() {
    let start = classic().prev.unwrap();
    assert_eq!(
        malformed(&replaced("/Size 4", &format!("/Size 4/Prev {start}"))),
        Malformed::PrevCycle
    );
    assert_eq!(
        malformed(&replaced("/Size 4", "/Size 4/Prev 9999999")),
        Malformed::PrevInvalid
    );
    assert_eq!(
        malformed(&replaced("/Size 4", "/Size 4/Prev -1")),
        Malformed::PrevInvalid
    );
    assert_eq!(
        malformed(&replaced("/Size 4", "/Size 4/Prev 3 0 R")),
        Malformed::PrevInvalid
    );
    assert_eq!(
        malformed(&replaced("/Size 4", "/Size 4/Prev 12")),
        Malformed::XrefMissing
    );
    assert_eq!(
        malformed(&replaced("/Size 4", "/Size 4/XRefStm 12")),
        Malformed::XrefMissing
    );
    assert_eq!(
        malformed(&replaced(&format!("{start}\n%%EOF"), "999999\n%%EOF")),
        Malformed::StartxrefInvalid
    );
    assert_eq!(
        malformed(&replaced(&format!("{start}\n%%EOF"), "40\n%%EOF")),
        Malformed::XrefMissing
    );
    assert_eq!(
        malformed(&replaced("startxref", "startxxxx")),
        Malformed::StartxrefMissing
    );
    assert_eq!(
        malformed(&replaced("trailer", "trailxx")),
        Malformed::XrefSubsection
    );
    assert_eq!(
        kinds(&replaced("/Size 4", "/Size 4/Prev 0")),
        [AnomalyKind::PrevZero]
    );
    assert_eq!(
        kinds(&replaced("/Size 4", "/Size 3")),
        [AnomalyKind::SizeTooSmall]
    );
    assert_eq!(
        kinds(&replaced("/Size 4", "/Size 4/Size 4")),
        [AnomalyKind::DuplicateTrailerKey]
    );
    assert_eq!(
        kinds(&replaced("%%EOF\n", "")),
        [AnomalyKind::EofMarkerMissing]
    );
    for bytes in [
        &b""[..],
        b"%PDF-1.7",
        b"hello",
        b"%PDF-1.7 startxref 0 %%EOF",
    ] {
        assert!(open(bytes).is_err());
    }
}

#[test]
fn too_many_sections_reach_the_limit() {
    let mut builder = classic();
    for _ in 0..1000 {
        builder = builder.table("/Root 1 0 R/Size 4");
    }
    assert!(matches!(
        builder.error().kind,
        PdfErrorKind::Limit(pdf_revisions::Limit::Revisions)
    ));
}

#[test]
fn hidden_objects_of_a_hybrid_are_found_and_disagreement_is_told() {
    let file = hybrid().open();
    let hidden = file.newest().resolve(Reference::new(4, 0)).unwrap();
    assert_eq!(hidden.as_string().unwrap().bytes, b"hidden");
    // The table now knows object 4 too, elsewhere.
    let mut builder = Builder::new().page().object(4, "(other)");
    let xref_stream = builder.bytes.len();
    let head = "5 0 obj <</Type/XRef/W[1 4 2]/Index[4 1]/Size 6/Length 7>>stream\n";
    builder = builder
        .raw(head)
        .raw([1, 0, 0, 0, 15, 0, 0])
        .raw("\nendstream endobj\n");
    let file = builder
        .table(&format!("/Root 1 0 R/Size 6/XRefStm {xref_stream}"))
        .open();
    assert_eq!(file.anomalies()[0].kind, AnomalyKind::HybridDisagreement);
    assert_eq!(
        file.newest()
            .resolve(Reference::new(4, 0))
            .unwrap()
            .as_string()
            .unwrap()
            .bytes,
        b"other"
    );
}

#[test]
fn the_catalog_may_name_a_later_version() {
    let catalog = |version: &str| {
        let file = classic().object(
            1,
            format!("<</Type/Catalog/Version/{version}/Pages 2 0 R>>"),
        );
        file.table("/Root 1 0 R/Size 4").open().version()
    };
    assert_eq!(catalog("2.0"), (2, 0));
    assert_eq!(catalog("1.3"), (1, 7));
    assert_eq!(catalog("x"), (1, 7));
}

#[test]
fn errors_say_where() {
    let error = open(&b"%PDF-1.7 startxref 5000 %%EOF"[..]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "malformed PDF: startxref does not point into the file at offset 9"
    );
}
