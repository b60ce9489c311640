//! What is written is read back equal.
#![allow(clippy::unwrap_used)]

use std::io::{self, Read};

use proptest::prelude::*;
use signing_workflow::package::{
    Attachment, Business, Edxml, Listed, Metadata, Organisation, PackageLimits, ResponseFor,
    Signer, StatusMessage, WriteError, write, write_status,
};
use signing_workflow::receive::ExchangeStatus;

/// A message with these files: (name, media type, bytes).
fn written(metadata: &Metadata, files: &[(String, &'static str, Vec<u8>)]) -> Vec<u8> {
    let mut bytes: Vec<&[u8]> = files.iter().map(|(_, _, bytes)| bytes.as_slice()).collect();
    let mut attachments: Vec<Attachment<'_>> = files
        .iter()
        .zip(&mut bytes)
        .map(|((name, content_type, _), bytes)| Attachment {
            name,
            content_type,
            bytes,
        })
        .collect();
    let mut out = Vec::new();
    write(metadata, &mut attachments, &mut out).unwrap();
    out
}

fn read(bytes: &[u8]) -> Edxml {
    Edxml::read(bytes, &PackageLimits::DEFAULT).unwrap()
}

/// As a reader gives it: without white space around, and never empty.
fn text() -> impl Strategy<Value = String> {
    "[A-Za-zĂăÂâĐđÊêÔôƠơƯưẠ-ỹ0-9 <>&'\"/.,:;\n\t-]{1,40}"
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("empty", |text| !text.is_empty())
}

fn maybe() -> impl Strategy<Value = Option<String>> {
    prop::option::of(text())
}

fn organisation() -> impl Strategy<Value = Organisation> {
    (maybe(), maybe()).prop_map(|(code, name)| Organisation { code, name })
}

fn metadata() -> impl Strategy<Value = Metadata> {
    let day = prop::option::of((1990_i16..2100, 1_i8..13, 1_i8..29));
    (
        (organisation(), prop::collection::vec(organisation(), 0..4)),
        (maybe(), maybe(), maybe(), maybe(), maybe()),
        (maybe(), maybe(), maybe()),
        (prop::collection::vec(text(), 0..4), maybe(), maybe()),
        (maybe(), maybe(), day),
    )
        .prop_map(|(parties, code, signer, other, rest)| Metadata {
            from: parties.0,
            to: parties.1,
            number: code.0,
            symbol: code.1,
            place: code.2,
            type_name: code.3,
            subject: code.4,
            signer: Signer {
                name: signer.0,
                position: signer.1,
                competence: signer.2,
            },
            appendixes: other.0,
            priority: other.1,
            document_id: other.2,
            business: Business {
                kind: rest.0,
                reason: rest.1,
            },
            date: rest
                .2
                .map(|(year, month, day)| gov_ca_model::VietnamDay::new(year, month, day)),
            ..Metadata::default()
        })
}

fn files() -> impl Strategy<Value = Vec<(String, &'static str, Vec<u8>)>> {
    let name = "[A-Za-zĐđỹ0-9][A-Za-zĐđỹ0-9 _.-]{0,20}\\.(pdf|xlsx)";
    let kind = prop::sample::select(vec!["application/pdf", "application/octet-stream"]);
    // a ZIP in a file that is called PDF is opened by the reader
    let bytes = prop::collection::vec(any::<u8>(), 1..200_000)
        .prop_filter("a ZIP", |bytes| !bytes.starts_with(b"PK\x03\x04"));
    prop::collection::vec((name, kind, bytes), 0..4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_message_reads_back_equal(stated in metadata(), files in files()) {
        let message = read(&written(&stated, &files));
        let listed: Vec<Listed> = (1..).zip(&files).map(|(index, (name, kind, _))| Listed {
            content_id: Some(index.to_string()),
            name: Some(name.clone()),
            content_type: Some((*kind).to_owned()),
            description: None,
        }).collect();
        let date_as_written = stated.date.map(|day| day.to_string().replace('-', "/"));
        prop_assert_eq!(message.metadata, Metadata { listed, date_as_written, ..stated });
        prop_assert!(message.problems.is_empty(), "{:?}", message.problems);
        prop_assert!(message.notes.is_empty(), "{:?}", message.notes);
        prop_assert!(message.status.is_none());
        prop_assert_eq!(message.contents.len(), files.len());
        for (index, (content, (name, _, bytes))) in message.contents.iter().zip(&files).enumerate() {
            prop_assert_eq!(&content.name, name);
            prop_assert_eq!(content.content_id.clone(), Some((index + 1).to_string()));
            prop_assert!(&content.bytes == bytes);
        }
    }

    #[test]
    fn a_status_reads_back_equal(
        of in (maybe(), maybe(), maybe(), maybe()), from in organisation(), code in "[0-9]{2}", rest in (maybe(), maybe(), maybe())
    ) {
        let status = StatusMessage {
            response_for: ResponseFor { organisation: of.0, code: of.1, date_as_written: of.2, document_id: of.3 },
            from,
            code,
            description: rest.0,
            timestamp: rest.1,
            staff: rest.2,
        };
        let mut out = Vec::new();
        write_status(&status, &mut out).unwrap();
        prop_assert!(Edxml::looks_like(&out));
        let message = read(&out);
        prop_assert_eq!(message.status, Some(status));
        prop_assert!(message.notes.is_empty(), "{:?}", message.notes);
        prop_assert!(message.contents.is_empty());
    }
}

#[test]
fn a_refusal_is_status_02() {
    let status = StatusMessage {
        code: ExchangeStatus::REFUSED.code.to_owned(),
        description: Some("R04 nội dung thay đổi sau khi ký".to_owned()),
        ..StatusMessage::default()
    };
    let mut out = Vec::new();
    write_status(&status, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(
        text.contains("<edXML:StatusCode>02</edXML:StatusCode>"),
        "{text}"
    );
}

#[test]
fn what_xml_cannot_carry_is_replaced() {
    let stated = Metadata {
        subject: Some("a\u{0}b\u{b}c\rd\u{ffff}e]]>&amp;".to_owned()),
        ..Metadata::default()
    };
    let message = read(&written(&stated, &[]));
    let subject = message.metadata.subject.unwrap();
    assert_eq!(subject, "a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}e]]>&amp;");
}

#[test]
fn what_our_own_reader_would_not_take_is_refused() {
    let one = |bytes: &mut dyn Read, stated: &Metadata| {
        let attachment = Attachment {
            name: "a.pdf",
            content_type: "application/pdf",
            bytes,
        };
        write(stated, &mut [attachment], &mut io::sink())
    };
    let nothing = Metadata::default();
    let empty = one(&mut io::empty(), &nothing);
    assert!(matches!(empty, Err(WriteError::Empty { name }) if name == "a.pdf"));
    let endless = one(&mut io::repeat(b'x'), &nothing);
    assert!(matches!(
        endless,
        Err(WriteError::Limit {
            what: "bytes of all contents",
            ..
        })
    ));
    let long = Metadata {
        subject: Some("x".repeat(70_000)),
        ..Metadata::default()
    };
    assert!(matches!(
        one(&mut b"x".as_slice(), &long),
        Err(WriteError::Limit { .. })
    ));
    let many = vec![("a.pdf".to_owned(), "application/pdf", b"x".to_vec()); 201];
    let mut bytes = vec![b"x".as_slice(); many.len()];
    let mut attachments: Vec<Attachment<'_>> = bytes
        .iter_mut()
        .map(|bytes| Attachment {
            name: "a.pdf",
            content_type: "application/pdf",
            bytes,
        })
        .collect();
    let too_many = write(&nothing, &mut attachments, io::sink());
    assert!(matches!(
        too_many,
        Err(WriteError::Limit {
            what: "attachments",
            ..
        })
    ));
}

/// A source that fails on the way: the message is not finished, and says so.
#[test]
fn a_file_that_cannot_be_read_is_an_error() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::UnexpectedEof.into())
        }
    }
    let attachment = Attachment {
        name: "a.pdf",
        content_type: "application/pdf",
        bytes: &mut Broken,
    };
    let failed = write(&Metadata::default(), &mut [attachment], io::sink());
    assert!(matches!(failed, Err(WriteError::Io(_))));
}
