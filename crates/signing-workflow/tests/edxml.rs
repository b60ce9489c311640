//! edXML as systems write it, and as attackers do.
#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;
use std::io::Write as _;

use base64ct::{Base64, Encoding};
use signing_workflow::package::{Edxml, PackageError, PackageLimits};
use signing_workflow::receive::{Fact, Note};

const PDF: &[u8] = b"%PDF-1.7\n% not looked at here\n%%EOF\n";

fn read(text: &str) -> Result<Edxml, PackageError> {
    Edxml::read(text.as_bytes(), &PackageLimits::DEFAULT)
}

fn zipped(contents: &[u8], files: usize) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..files {
        let name = format!("../../{index}.pdf");
        writer
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(contents).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn encoded(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

/// A message of our own making in the shape that public programs write: (identifier, name, base64).
fn message(files: &[(&str, &str, String)]) -> String {
    let mut list = String::new();
    let mut contents = String::new();
    for (id, name, base64) in files {
        write!(
            list,
            "<edXML:Reference><edXML:ContentId>cid:{id}</edXML:ContentId><edXML:ContentType>application/pdf</edXML:ContentType>\
             <edXML:AttachmentName>{name}</edXML:AttachmentName></edXML:Reference>"
        )
        .unwrap();
        write!(
            contents,
            "<Attachment><ContentType>application/pdf</ContentType><ContentId>{id}</ContentId>\
             <edXML:ContentTransferEncoded xmlns:edXML=\"http://www.mic.gov.vn/TBT/QCVN_102_2016\">{base64}\
             </edXML:ContentTransferEncoded><AttachmentName>{name}</AttachmentName></Attachment>"
        )
        .unwrap();
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><edXML xmlns=\"http://www.mic.gov.vn/TBT/QCVN_102_2016\">\
         <edXML:edXMLEnvelope xmlns:edXML=\"http://www.mic.gov.vn/TBT/QCVN_102_2016\"><edXML:edXMLHeader><edXML:MessageHeader>\
         <edXML:From><edXML:OrganId>000.00.00.H61</edXML:OrganId><edXML:OrganName>Sở Khoa học và Công nghệ &amp; cộng sự</edXML:OrganName>\
         </edXML:From><edXML:To><edXML:OrganId>000.00.01.H61</edXML:OrganId></edXML:To><edXML:To><edXML:OrganId>H49.15</edXML:OrganId>\
         </edXML:To><edXML:Code><edXML:CodeNumber>123</edXML:CodeNumber><edXML:CodeNotation>QĐ-UBND</edXML:CodeNotation></edXML:Code>\
         <edXML:PromulgationInfo><edXML:Place>Lạc Hồng</edXML:Place><edXML:PromulgationDate>2026/11/22</edXML:PromulgationDate>\
         </edXML:PromulgationInfo><edXML:DocumentType><edXML:TypeName>Quyết định</edXML:TypeName></edXML:DocumentType>\
         <edXML:Subject>V&#7873; vi&#x1EC7;c</edXML:Subject><edXML:SignerInfo><edXML:Position>Giám đốc</edXML:Position>\
         <edXML:FullName>Nguyễn Văn Mẫu</edXML:FullName></edXML:SignerInfo><edXML:OtherInfo><edXML:Priority>0</edXML:Priority>\
         <edXML:Appendixes><edXML:Appendix>Phụ lục 1</edXML:Appendix></edXML:Appendixes></edXML:OtherInfo></edXML:MessageHeader>\
         <edXML:TraceHeaderList><edXML:Bussiness><edXML:BussinessDocType>0</edXML:BussinessDocType></edXML:Bussiness>\
         </edXML:TraceHeaderList></edXML:edXMLHeader><edXML:edXMLBody><edXML:edXMLManifest version=\"1.0\">{list}</edXML:edXMLManifest>\
         </edXML:edXMLBody></edXML:edXMLEnvelope><AttachmentEncoded>{contents}</AttachmentEncoded></edXML>"
    )
}

#[test]
fn a_message_is_read_with_its_files() {
    let text = message(&[
        ("1", "cong-van.pdf", encoded(PDF)),
        ("2", "phu-luc.pdf", encoded(&zipped(PDF, 1))),
    ]);
    assert!(Edxml::looks_like(text.as_bytes()));
    let message = read(&text).unwrap();
    let stated = &message.metadata;
    assert_eq!(
        (stated.number.as_deref(), stated.symbol.as_deref()),
        (Some("123"), Some("QĐ-UBND"))
    );
    assert_eq!(stated.date.unwrap().vietnamese(), "22/11/2026");
    assert_eq!(
        stated.from.name.as_deref(),
        Some("Sở Khoa học và Công nghệ & cộng sự")
    );
    assert_eq!(stated.to.len(), 2);
    assert_eq!(stated.subject.as_deref(), Some("Về việc"));
    assert_eq!(stated.signer.name.as_deref(), Some("Nguyễn Văn Mẫu"));
    assert_eq!(stated.appendixes, ["Phụ lục 1"]);
    assert_eq!(stated.business.kind.as_deref(), Some("0"));
    let names: Vec<&str> = message
        .contents
        .iter()
        .map(|content| content.name.as_str())
        .collect();
    assert_eq!(names, ["cong-van.pdf", "phu-luc.pdf"]);
    assert!(
        message.contents.iter().all(|content| content.bytes == PDF),
        "plain and zipped"
    );
    assert_eq!(
        (message.problems.as_slice(), message.notes.as_slice()),
        (&[][..], &[][..])
    );
}

#[test]
fn other_shapes_are_read_too() {
    let soap = "<soap:Envelope xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/' xmlns:e='http://www.e-doc.vn/Schema/'>\
        <soap:Header><e:MessageHeader><e:Code><e:CodeNumber>7</e:CodeNumber></e:Code><e:Author><e:FullName>A</e:FullName></e:Author>\
        </e:MessageHeader></soap:Header><soap:Body><e:Manifest><e:Reference href='cid:x'><e:AttachmentName>a.pdf</e:AttachmentName>\
        </e:Reference></e:Manifest></soap:Body></soap:Envelope>";
    let message = read(soap).unwrap();
    assert_eq!(message.metadata.number.as_deref(), Some("7"));
    assert_eq!(message.metadata.signer.name.as_deref(), Some("A"));
    let listed = &message.metadata.listed[0];
    assert_eq!(
        (listed.content_id.as_deref(), listed.name.as_deref()),
        (Some("x"), Some("a.pdf"))
    );
    assert!(message.contents.is_empty());
}

#[test]
fn what_is_not_known_is_ignored_and_reported() {
    let text = message(&[]).replace(
        "<edXML:Code>",
        "<edXML:Secret><edXML:Deep>x</edXML:Deep></edXML:Secret><edXML:Code>",
    );
    let message = read(&text).unwrap();
    let notes: Vec<&str> = message
        .notes
        .iter()
        .map(|note| note.text.as_str())
        .collect();
    assert_eq!(message.notes[0].code, Note::UNKNOWN_ELEMENT);
    assert_eq!(
        notes,
        ["edXML/edXMLEnvelope/edXMLHeader/MessageHeader/Secret"]
    );
}

#[test]
fn document_types_and_entities_are_refused() {
    let bomb = "<!DOCTYPE edXML [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><edXML><MessageHeader>&b;</MessageHeader></edXML>";
    assert!(matches!(read(bomb), Err(PackageError::DocumentType { .. })));
    let file = "<!DOCTYPE edXML SYSTEM \"file:///etc/passwd\"><edXML><MessageHeader/></edXML>";
    assert!(matches!(read(file), Err(PackageError::DocumentType { .. })));
    let entity = "<edXML><MessageHeader><Subject>&xxe;</Subject></MessageHeader></edXML>";
    match read(entity) {
        Err(PackageError::Entity { name, .. }) => assert_eq!(name, "xxe"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn deep_wide_and_long_are_over_the_limit() {
    let deep = "<edXML>".repeat(200_000);
    let limit = |text: &str| match read(text) {
        Err(PackageError::Limit { what, .. }) => what,
        other => panic!("{other:?}"),
    };
    assert_eq!(limit(&deep), "nested elements");
    let wide = format!(
        "<edXML><MessageHeader>{}</MessageHeader></edXML>",
        "<To/>".repeat(30_000)
    );
    assert_eq!(limit(&wide), "elements");
    let long = format!(
        "<edXML><MessageHeader><Subject>{}</Subject></MessageHeader></edXML>",
        "x".repeat(70_000)
    );
    assert_eq!(limit(&long), "bytes of one text");
    let attributes: String = (0..100).map(|at| format!(" a{at}='x'")).collect();
    assert_eq!(
        limit(&format!("<edXML{attributes}/>")),
        "attributes of one element"
    );
    let listed = "<edXML:Reference/>".repeat(201);
    let listed = message(&[]).replace(
        "</edXML:edXMLManifest>",
        &format!("{listed}</edXML:edXMLManifest>"),
    );
    assert_eq!(limit(&listed), "attachments");
    let many = message(&vec![("1", "a.pdf", encoded(PDF)); 201]);
    assert_eq!(limit(&many), "attachments");
    let small = PackageLimits {
        bytes: 10,
        ..PackageLimits::DEFAULT
    };
    assert!(matches!(
        Edxml::read(message(&[]).as_bytes(), &small),
        Err(PackageError::Limit { what: "bytes", .. })
    ));
}

#[test]
fn what_is_no_message_says_so() {
    assert!(
        matches!(read("<html><body/></html>"), Err(PackageError::NotEdxml { root }) if root == "html")
    );
    for broken in [
        "",
        "x",
        "<edXML>",
        "<edXML></edXMLs>",
        "<edXML/><edXML/>",
        "<edXML><a></edXML></a>",
        "<edXML a=1/>",
    ] {
        assert!(
            matches!(read(broken), Err(PackageError::Malformed { .. })),
            "{broken}"
        );
    }
    let mime = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n";
    assert!(matches!(read(mime), Err(PackageError::Mime)));
    let latin: &[u8] = b"<edXML><MessageHeader>\xe9</MessageHeader></edXML>";
    assert!(matches!(
        Edxml::read(latin, &PackageLimits::DEFAULT),
        Err(PackageError::NotUtf8 { offset: 22 })
    ));
}

#[test]
fn contents_that_cannot_be_decoded_are_named() {
    let broken = |base64: &str| {
        let message = read(&message(&[("1", "a.pdf", base64.to_owned())])).unwrap();
        assert!(message.contents.is_empty());
        match message.problems.as_slice() {
            [Fact::PartUndecodable { name, text }] if name == "a.pdf" => text.clone(),
            other => panic!("{other:?}"),
        }
    };
    assert!(broken("%%%").starts_with("not base64"));
    assert_eq!(broken(""), "it is empty");
    assert!(broken(&encoded(b"PK\x03\x04 and nothing more")).starts_with("not a ZIP"));
    assert!(broken(&encoded(&zipped(PDF, 2))).starts_with("a ZIP of 2 files"));
    // White space and line ends are how base64 is written in XML.
    let spaced = encoded(PDF)
        .as_bytes()
        .chunks(10)
        .map(|line| String::from_utf8_lossy(line).into_owned())
        .collect::<Vec<_>>();
    let message = read(&message(&[("1", "a.pdf", spaced.join("\r\n\t "))])).unwrap();
    assert_eq!(message.contents[0].bytes, PDF);
}

#[test]
fn a_zip_that_swells_is_stopped() {
    let zeros = vec![0u8; 4 << 20];
    let limits = PackageLimits {
        decoded_bytes: 1 << 20,
        ..PackageLimits::DEFAULT
    };
    let text = message(&[("1", "a.pdf", encoded(&zipped(&zeros, 1)))]);
    let message = Edxml::read(text.as_bytes(), &limits).unwrap();
    assert!(message.contents.is_empty());
    assert!(
        matches!(&message.problems[0], Fact::PartUndecodable { text, .. } if text.contains("bytes that are left"))
    );
}

#[test]
fn names_are_shown_and_never_used() {
    let message = read(&message(&[
        ("1", "../../etc/cron.d/a.pdf", encoded(PDF)),
        ("2", "a\u{202e}fdp.exe", encoded(PDF)),
    ]))
    .unwrap();
    let names: Vec<&str> = message
        .contents
        .iter()
        .map(|content| content.name.as_str())
        .collect();
    assert_eq!(names, ["../../etc/cron.d/a.pdf", "a\u{fffd}fdp.exe"]);
    assert_eq!(
        message
            .notes
            .iter()
            .filter(|note| note.code == Note::STRANGE_NAME)
            .count(),
        2
    );
}

#[test]
fn a_content_that_nobody_listed_is_told() {
    let text =
        message(&[("1", "a.pdf", encoded(PDF))]).replace("<ContentId>1<", "<ContentId>other<");
    assert!(
        matches!(&read(&text).unwrap().problems[0], Fact::PartUnlisted { name } if name == "a.pdf")
    );
}

#[test]
fn no_cut_or_changed_byte_panics() {
    let text = message(&[("1", "a.pdf", encoded(&zipped(PDF, 1)))]);
    let bytes = text.as_bytes();
    for end in 0..bytes.len() {
        let _ = Edxml::read(&bytes[..end], &PackageLimits::DEFAULT);
    }
    for at in (0..bytes.len()).step_by(3) {
        let mut changed = bytes.to_vec();
        changed[at] ^= 0x15;
        let _ = Edxml::read(&changed, &PackageLimits::DEFAULT);
    }
}
