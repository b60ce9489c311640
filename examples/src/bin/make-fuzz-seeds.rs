//! Writes the seed inputs of every fuzz target: `make-fuzz-seeds [FOLDER]` (default `fuzz/seeds`).
//!
//! All are made here: sample documents, signed and unsigned, the containers and certificates inside, and one time-stamp
//! token by `openssl ts` (we read tokens and do not issue them).
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a program

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use cades::{ExternalSigner, ParsedContainer, Statements, ToBeSigned};
use cert_path::{CryptoProvider, DigestAlgorithm};
use demo_pki::{DemoHierarchy, KeyKind};
use gov_ca_registry::sheet::csv::{self, CsvStyle};
use gov_ca_registry::sheet::lists::LAYOUTS;
use gov_ca_registry::sheet::{Content, xlsx};
use jiff::{SignedDuration, Timestamp};
use kyso_examples::people::{AnyError, Person};
use kyso_examples::samples::{SMALL_DOCUMENTS, SmallDocument};
use pades_sign::{Permissions, SignatureRequest};

fn main() -> ExitCode {
    let folder = std::env::args_os()
        .nth(1)
        .map_or_else(|| PathBuf::from("fuzz/seeds"), PathBuf::from);
    match write_seeds(&folder) {
        Ok(count) => {
            println!("{count} seeds in {}", folder.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("make-fuzz-seeds: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Objects as they stand in files, one of each kind and some of their traps.
const OBJECTS: &[(&str, &[u8])] = &[
    ("dictionary", b"<< /Type /Sig /ByteRange [0 1 2 3] /Reason (\\376\\377\\0K\\375 s\\364) /M (D:20261121143005+07'00') >>"),
    ("array", b"[ 1 -2 +3.5 .5 -.002 4. true false null (a(b)c\\)) <48656C6C6F> <4> /Name#20x 12 0 R [[]] ]"),
    ("stream", b"<< /Length 5 >>\nstream\nhello\nendstream"),
    ("string", b"(line\\\nnext \\101\\7 \\r\\n\\t)"),
    ("comment", b"% a comment\n<< /A % another\n 1 >>"),
];

struct Seeds<'f> {
    folder: &'f Path,
    count: usize,
}

impl Seeds<'_> {
    fn put(&mut self, target: &str, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        let folder = self.folder.join(target);
        std::fs::create_dir_all(&folder)?;
        self.count += 1;
        std::fs::write(folder.join(name), bytes)
    }
}

fn write_seeds(folder: &Path) -> Result<usize, AnyError> {
    let mut seeds = Seeds { folder, count: 0 };
    for (name, object) in OBJECTS {
        seeds.put("lexer", name, object)?;
    }
    for document in SMALL_DOCUMENTS
        .iter()
        .filter(|document| document.version != (1, 6))
    {
        seeds.put("xref", &document.file_name(), &document.to_bytes())?;
        seeds.put("revision_walk", &document.file_name(), &document.to_bytes())?;
    }
    write_signed(&mut seeds)?;
    write_certificates(&mut seeds)?;
    write_timestamp(&mut seeds)?;
    write_small_inputs(&mut seeds)?;
    write_lists(&mut seeds)?;
    // four numbers moved by nothing, four of them written, nothing after; and one moved by one
    seeds.put("byte_range", "right", &[0, 0, 0, 0, 0, 0, 0, 0, 4])?;
    seeds.put(
        "byte_range",
        "moved",
        &[0, 0, 1, 0, 0, 0, 0, 0, 4, b'%', b'x'],
    )?;
    Ok(seeds.count)
}

/// A fixed day, so that only keys and signature values differ from run to run.
fn day() -> Result<Timestamp, AnyError> {
    Ok("2026-11-21T07:30:05Z".parse()?)
}

fn write_signed(seeds: &mut Seeds<'_>) -> Result<(), AnyError> {
    let now = day()?;
    for (kind, key) in [("rsa", KeyKind::Rsa2048), ("p256", KeyKind::P256)] {
        let leader = Person::leader(key, now)?;
        for document in SMALL_DOCUMENTS
            .iter()
            .filter(|document| document.version == (1, 7))
        {
            let once = leader.sign(document.to_bytes(), &request(document, now), now)?;
            let name = format!("{kind}-{}", document.file_name());
            seeds.put("verify", &name, &once)?;
            seeds.put(
                "signed_data",
                &name.replace(".pdf", ".der"),
                &container_of(&once)?,
            )?;
            if kind == "p256" {
                seeds.put("lint", &name, &once)?;
                let twice = leader.sign(once.clone(), &SignatureRequest::new(now), now)?;
                seeds.put("verify", &format!("twice-{name}"), &twice)?;
                seeds.put("revision_walk", &format!("twice-{name}"), &twice)?;
            }
        }
    }
    Ok(())
}

/// Documents with fields made beforehand are certified; the others get an approval signature.
fn request(document: &SmallDocument, now: Timestamp) -> SignatureRequest {
    let mut request = SignatureRequest::new(now);
    request.reason = Some("Phê duyệt".to_owned());
    if document.empty_fields > 0 {
        request.certification = Some(Permissions::FormFilling);
    }
    request
}

/// The container out of the hole: the hexadecimal string after the last `/Contents`.
fn container_of(pdf: &[u8]) -> Result<Vec<u8>, AnyError> {
    let marker = b"/Contents <";
    let at = pdf
        .windows(marker.len())
        .rposition(|window| window == marker)
        .ok_or("no /Contents")?;
    let digits = pdf
        .get(at + marker.len()..)
        .unwrap_or_default()
        .iter()
        .take_while(|digit| digit.is_ascii_hexdigit());
    let digits: Vec<u8> = digits.copied().collect();
    let bytes = digits
        .chunks_exact(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair)?, 16).map_err(AnyError::from));
    let bytes = bytes.collect::<Result<Vec<u8>, AnyError>>()?;
    let length = ParsedContainer::parse(&bytes)?.encoded_length();
    Ok(bytes.into_iter().take(length).collect())
}

fn write_certificates(seeds: &mut Seeds<'_>) -> Result<(), AnyError> {
    let now = day()?;
    let person = Person::leader(KeyKind::P256, now)?;
    seeds.put(
        "certificate",
        "leader-p256.der",
        person.signer.certificate().der(),
    )?;
    seeds.put(
        "certificate",
        "sub-ca.der",
        person.signer.chain().first().ok_or("no chain")?.der(),
    )?;
    let hierarchy = DemoHierarchy::new(now, now)?;
    for (name, profile) in [
        ("agency.der", hierarchy.agency()),
        ("time-stamping.der", hierarchy.timestamp_authority()),
        (
            "unknown-critical.der",
            hierarchy.leader_with_unknown_critical_extension(),
        ),
    ] {
        seeds.put(
            "certificate",
            name,
            &hierarchy.issue(&profile)?.certificate_der,
        )?;
    }
    seeds.put(
        "certificate",
        "root.pem",
        hierarchy.root.certificate_pem().as_bytes(),
    )?;
    Ok(())
}

/// One pixel of nothing, RGBA.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\x0aIDAT\
    \x78\x9c\x63\0\x01\0\0\x05\0\x01\x0d\x0a\x2d\xb4\0\0\0\0IEND\xae\x42\x60\x82";
/// Grey, as far as a header goes.
const JPEG: &[u8] =
    b"\xff\xd8\xff\xc0\x00\x0b\x08\x00\x02\x00\x03\x01\x01\x11\x00\xff\xda\x00\x02\x55\x66\xff\xd9";
const REGISTER: &str = "[[image]]\nid = \"dau\"\nkind = \"seal\"\nfile = \"dau.png\"\nsha256 = \"00\"\nowner = \"Mẫu\"\n\
    approved_by = \"Mẫu\"\napproved_on = \"2024-01-02\"\nfrom = \"2024-01-03\"\nuntil = \"2026-01-01\"\nwidth_mm = 36.0\n\
    height_mm = 36.0\n";
const PROFILES: &str = "set_by = \"Mẫu\"\n[[profile]]\nid = \"mau.attachment\"\ntitle = { vi = \"a\", en = \"b\" }\n\
    purpose = \"attachment\"\nclass = \"body\"\ndefault = true\npictures = { shown = \"nothing\" }\n\
    size = { millimetres = { width = 70, height = 12 } }\nlines = [[{ words = \"Số: \" }, \"number-and-symbol\"], [\"signing-time\"]]\n\
    lettering = { face = \"times-new-roman\", size = 10, style = \"upright\", colour = \"black\", align = \"right\" }\n\
    placement = { at = \"corner\", corner = \"top-right\", from_side = 15, from_edge = 5 }\n";
/// The target `small_inputs` names the same.
const CONTENT: &[u8] = b"a sheet of numbers";

/// The first byte says what the others are.
fn write_small_inputs(seeds: &mut Seeds<'_>) -> Result<(), AnyError> {
    let mut put = |name, which: u8, bytes: &[u8]| {
        seeds.put("small_inputs", name, &[&[which], bytes].concat())
    };
    put("picture.png", 0, PNG)?;
    put("picture.jpg", 0, JPEG)?;
    put("register.toml", 1, REGISTER.as_bytes())?;
    put("profiles.toml", 2, PROFILES.as_bytes())?;
    let now = day()?;
    for (name, key) in [("rsa.p7s", KeyKind::Rsa2048), ("p256.p7s", KeyKind::P256)] {
        let signer = Person::leader(key, now)?.signer;
        let digest = CryptoProvider::aws_lc().digest(DigestAlgorithm::Sha256, CONTENT)?;
        let (certificate, algorithm) = (signer.certificate(), signer.algorithm());
        let mut statements = Statements::default();
        statements.signing_time = Some(now);
        let attributes = ToBeSigned::stating(&digest, certificate, algorithm, &statements)?;
        let value = signer
            .sign(&attributes)
            .map_err(|error| error.to_string())?;
        let container = attributes.assemble(value, signer.chain(), CryptoProvider::aws_lc())?;
        put(name, 3, container.der())?;
    }
    Ok(())
}

/// A worksheet with merged headings in two rows, every kind of cell, a hidden row, and what it refers to, each part ended by a zero.
const WORKBOOK: &[&str] = &[
    "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>Thông tin người quản lý chứng thư số</t></is></c></row>\
     <row r=\"2\"><c r=\"B2\" t=\"s\"><v>1</v></c><c r=\"C2\" t=\"str\"><f>A1</f><v>Ngày sinh</v></c></row>\
     <row r=\"3\" hidden=\"1\"><c r=\"A3\"><v>1</v></c><c t=\"inlineStr\"><is><r><t>Lê</t></r><r><t> H_x006F_à</t></r></is></c><c s=\"1\"><v>45519</v></c>\
     <c s=\"2\"><v>1099123456</v></c><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c><c t=\"d\"><v>2024-08-15</v></c><c><f>X1</f></c></row></sheetData>\
     <mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:C1\"/></mergeCells></worksheet>",
    "<sst uniqueCount=\"9\"><si><t>STT</t></si><si><r><t>Họ </t></r><rPh><t>x</t></rPh><r><t>tên</t></r></si></sst>",
    "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"000000000000\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>",
    "<workbookPr date1904=\"1\"/>",
];

/// What a report says, of two bodies.
const REPORT: &str = r#"{"about":{"body":{"code":"H99","name":"UBND tỉnh"},"from":{"name":"Sở"},"period":"2025-H1","template":"kyso","made_by":"pkt01","made_on":"2025-07-05","program":"kyso"},"rows":[{"body":{"code":"H99","name":"UBND tỉnh"},"tier":"province","figures":{"certificates.end.in-effect":{"individual":2}}},{"body":{"name":"UBND xã"},"above":0,"figures":{"use.signed":{"of-none":7}}}],"totals":{"certificates.end.in-effect":{"individual":2},"use.signed":{"of-none":7}},"remarks":[{"kind":"training","on":"2025-03-02","row":1,"text":"Tập huấn"}],"stated":["use.signed"],"sources":[],"conflicts":[]}"#;

/// The first byte says what the others are: a whole file, or the parts of a workbook.
fn write_lists(seeds: &mut Seeds<'_>) -> Result<(), AnyError> {
    for layout in LAYOUTS {
        let texts = layout.columns.iter().map(|column| match column.name {
            "born" | "begins" | "ends" | "received" => "05/09/1980",
            "identity" => "351234567/ 01/02/2010/ CA An Giang",
            "citizen" => "001099123456",
            "certificate" | "old_certificate" => "0a:1b; 0912345678",
            "mail" | "manager_mail" | "body_mail" => "so@tinh.gov.vn",
            "tax_code" => "101234567",
            "class" => "cá nhân",
            _ => "Lê Hoà",
        });
        let table = layout.table([texts.map(Content::from).collect()]);
        let file = csv::write(&table, CsvStyle::EXCEL);
        seeds.put("sheet", layout.id, &[&[0], file.as_bytes()].concat())?;
        if layout.id == "nd-68-2024-01" {
            let file = xlsx::write(&[table]);
            seeds.put(
                "sheet",
                "nd-68-2024-01.xlsx",
                &[&[0], file.as_slice()].concat(),
            )?;
        }
    }
    let ours = gov_ca_registry::report::Template::OURS;
    seeds.put("report", "template", ours.as_bytes())?;
    seeds.put("report", "content", REPORT.as_bytes())?;
    let file = format!(
        r#"{{"format":"kyso/registry-report","version":1,"content":{REPORT},"sha256":"{}"}}"#,
        "0".repeat(64)
    );
    seeds.put("report", "altered", file.as_bytes())?;
    let parts = WORKBOOK.join("\0");
    seeds.put("sheet", "parts", &[&[1], parts.as_bytes()].concat())?;
    Ok(())
}

/// The token of a time-stamp authority of the hierarchy over a text of ours.
fn write_timestamp(seeds: &mut Seeds<'_>) -> Result<(), AnyError> {
    let now = Timestamp::now();
    let day = SignedDuration::from_hours(24);
    let hierarchy = DemoHierarchy::new(now - day, now + day)?;
    let authority = hierarchy.issue(&hierarchy.timestamp_authority())?;
    let folder = tempfile::tempdir()?;
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("tsa.pem"), authority.certificate_pem())?;
    std::fs::write(path("tsa.key"), authority.private_key_pem())?;
    std::fs::write(path("serial"), "01\n")?;
    std::fs::write(path("data"), "kyso")?;
    std::fs::write(
        path("tsa.cnf"),
        TSA_CONFIGURATION.replace("FOLDER", &folder.path().display().to_string()),
    )?;
    let (data, query, token, configuration) =
        (path("data"), path("query"), path("token"), path("tsa.cnf"));
    openssl(&[
        "ts", "-query", "-data", &data, "-sha256", "-cert", "-out", &query,
    ])?;
    openssl(&[
        "ts",
        "-reply",
        "-config",
        &configuration,
        "-queryfile",
        &query,
        "-token_out",
        "-out",
        &token,
    ])?;
    seeds.put("timestamp", "openssl.der", &std::fs::read(token)?)?;
    Ok(())
}

const TSA_CONFIGURATION: &str = "\
[tsa]
default_tsa = tsa_config
[tsa_config]
serial = FOLDER/serial
signer_cert = FOLDER/tsa.pem
signer_key = FOLDER/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = millisecs:500
clock_precision_digits = 3
ess_cert_id_alg = sha256
";

fn openssl(arguments: &[&str]) -> Result<(), AnyError> {
    let output = Command::new("openssl").args(arguments).output()?;
    if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into())
    }
}
