//! Encrypted files of every kind: opened by either password, read, refused where they lie. The files are made by qpdf and pyHanko
//! (tests/encrypted/make.sh); nothing but their bytes is needed here.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use std::sync::Arc;

use common::{Builder, open};
use pdf_revisions::{
    AnomalyKind, CryptMethod, Dict, Encryption, Feature, Malformed, Object, OpenedBy, PdfError,
    PdfErrorKind, PdfFile, PdfString, Reference, Update, View,
};
use proptest::prelude::*;

const VIETNAMESE: &str = "mật khẩu";

/// Name, user password, method, `/V`, `/R`, whether metadata are encrypted.
const FILES: [(&str, &str, &str, u8, u8, bool); 11] = [
    ("rc4-40", "user", "rc4-40", 1, 2, true),
    ("rc4-128", "user", "rc4-128", 2, 3, true),
    ("rc4-128-v4", "user", "rc4-128", 4, 4, true),
    ("aes-128", "user", "aes-128", 4, 4, true),
    ("aes-128-metadata", "user", "aes-128", 4, 4, false),
    ("aes-256-r5", "user", "aes-256", 5, 5, true),
    ("aes-256-r6", "user", "aes-256", 5, 6, true),
    ("aes-256-r6-vietnamese", VIETNAMESE, "aes-256", 5, 6, false),
    ("aes-256-r6-empty", "", "aes-256", 5, 6, true),
    ("only-attachments", "user", "identity", 4, 4, true),
    ("two-filters", "user", "aes-128", 4, 4, true),
];

macro_rules! files {
    ($($name:literal)+) => {
        [$(($name, include_bytes!(concat!("encrypted/", $name, ".pdf")).as_slice())),+]
    };
}

fn bytes(name: &str) -> Vec<u8> {
    let all = files!(
        "rc4-40" "rc4-128" "rc4-128-v4" "aes-128" "aes-128-metadata" "aes-256-r5" "aes-256-r6"
        "aes-256-r6-vietnamese" "aes-256-r6-empty" "only-attachments" "two-filters"
    );
    let (_, bytes) = all.into_iter().find(|(file, _)| *file == name).unwrap();
    bytes.to_vec()
}

fn open_with(bytes: impl Into<Vec<u8>>, password: &str) -> Result<PdfFile, PdfError> {
    PdfFile::open_with_password(Arc::new(bytes.into()), password.as_bytes())
}

fn opened(name: &str, password: &str) -> PdfFile {
    open_with(bytes(name), password).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The value at the end of a path of keys and indices, references followed.
fn at(view: View<'_>, path: &[&str]) -> Object {
    let mut object = Object::Dictionary(view.trailer().clone());
    for step in path {
        object = match (&object, step.parse::<usize>()) {
            (Object::Array(items), Ok(index)) => view.deref(&items[index]).unwrap().into_owned(),
            (object, _) => view
                .value(object.as_dict().unwrap(), step.as_bytes())
                .unwrap(),
        };
    }
    object
}

fn string(view: View<'_>, path: &[&str]) -> Vec<u8> {
    at(view, path).as_string().unwrap().bytes.clone()
}

fn data(view: View<'_>, path: &[&str]) -> Vec<u8> {
    view.stream_data(at(view, path).as_stream().unwrap())
        .unwrap()
}

const CONTENT: [&str; 5] = ["Root", "Pages", "Kids", "0", "Contents"];
const ATTACHMENT: [&str; 7] = ["Root", "Names", "EmbeddedFiles", "Names", "1", "EF", "F"];
const SIGNATURE: [&str; 5] = ["Root", "AcroForm", "Fields", "0", "V"];

/// Everything that base.py wrote is there again.
fn check_contents(name: &str, file: &PdfFile) {
    let view = file.newest();
    if view.trailer().contains(b"Info") {
        assert_eq!(
            string(view, &["Info", "Title"]),
            b"Cong van so 12",
            "{name}"
        );
    }
    assert_eq!(
        data(view, &CONTENT),
        b"0 0 m 10 10 l S % the page's content, a line",
        "{name}"
    );
    assert!(
        data(view, &["Root", "Metadata"]).starts_with(b"<?xpacket"),
        "{name}"
    );
    assert_eq!(data(view, &ATTACHMENT), b"an embedded file", "{name}");
    let fields = view.signature_fields().unwrap();
    assert_eq!(fields[0].name, "Signature1", "{name}");
    let (_, signature) = fields[0].value.clone().unwrap();
    assert_eq!(
        signature.string(b"Reason").unwrap().bytes,
        b"Approved",
        "{name}"
    );
}

#[test]
fn every_kind_opens_by_either_password() {
    for (name, user, method, version, revision, metadata) in FILES {
        for (password, by) in [(user, OpenedBy::User), ("owner", OpenedBy::Owner)] {
            let file = opened(name, password);
            let Encryption { opened_by, .. } = *file.encryption().unwrap();
            let by = if password.is_empty() {
                OpenedBy::EmptyPassword
            } else {
                by
            };
            assert_eq!(opened_by, by, "{name}");
            let told = file.encryption().unwrap();
            assert_eq!((told.version, told.revision), (version, revision), "{name}");
            assert_eq!(
                (told.method(), told.metadata),
                (method.to_owned(), metadata),
                "{name}"
            );
            assert!(file.is_encrypted());
            check_contents(name, &file);
            assert_eq!(file.anomalies(), [], "{name}");
            assert_eq!(file.reading_anomalies(), [], "{name}");
        }
    }
}

/// ISO 32000-2 §7.6.2: `/Contents` of a signature dictionary, and the encryption dictionary itself.
#[test]
fn what_is_never_encrypted_is_left_alone() {
    for (name, user, ..) in FILES {
        let file = opened(name, user);
        let view = file.newest();
        let contents = string(view, &[&SIGNATURE[..], &["Contents"]].concat());
        // pyHanko does not know the signature when it copies a file.
        if !matches!(name, "only-attachments" | "two-filters") {
            assert_eq!(contents, [0x30, 3, 2, 1, 0], "{name}");
        }
        let raw = bytes(name);
        let length = string(view, &["Encrypt", "U"]);
        let hexadecimal: String = length.iter().map(|byte| format!("{byte:02x}")).collect();
        let literal = raw.windows(length.len()).any(|window| window == length);
        let spelled = raw
            .to_ascii_lowercase()
            .windows(hexadecimal.len())
            .any(|window| window == hexadecimal.as_bytes());
        assert!(literal || spelled, "{name}: /U is shown as it stands");
        assert_eq!(string(view, &["ID", "0"]).len(), 16);
    }
}

#[test]
fn without_the_password_the_error_says_what_is_needed() {
    for (name, user, ..) in FILES {
        let error = open(bytes(name)).map(drop);
        if user.is_empty() {
            error.unwrap();
            continue;
        }
        let error = error.unwrap_err();
        assert!(
            matches!(error.kind, PdfErrorKind::PasswordNeeded(_)),
            "{name}: {error}"
        );
        assert!(
            error
                .to_string()
                .starts_with("a password is needed at offset "),
            "{error}"
        );
        for wrong in [
            "",
            "User",
            "user ",
            "own",
            VIETNAMESE.strip_suffix('u').unwrap(),
        ] {
            let error = open_with(bytes(name), wrong).map(drop).unwrap_err();
            assert!(
                matches!(error.kind, PdfErrorKind::PasswordWrong(_)),
                "{name}: {error}"
            );
            assert!(!format!("{error:?}").contains("User"), "{error:?}");
        }
    }
}

#[test]
fn an_empty_user_password_opens_whatever_is_given() {
    let file = opened("aes-256-r6-empty", "something else");
    assert_eq!(
        file.encryption().unwrap().opened_by,
        OpenedBy::EmptyPassword
    );
    let plain = open_with(common::classic().bytes, "not needed").unwrap();
    assert_eq!((plain.encryption(), plain.is_encrypted()), (None, false));
}

/// RFC 4013: composed and decomposed spellings are one password.
#[test]
fn passwords_are_prepared_by_saslprep() {
    let decomposed = "ma\u{323}\u{302}t kha\u{302}\u{309}u";
    assert_ne!(decomposed, VIETNAMESE);
    check_contents("decomposed", &opened("aes-256-r6-vietnamese", decomposed));
    check_contents(
        "nbsp",
        &opened("aes-256-r6-vietnamese", &VIETNAMESE.replace(' ', "\u{A0}")),
    );
}

#[test]
fn attachments_alone_may_be_encrypted() {
    let file = opened("only-attachments", "user");
    let told = file.encryption().unwrap();
    let methods = (told.streams, told.strings, told.embedded_files);
    assert_eq!(
        methods,
        (
            CryptMethod::Identity,
            CryptMethod::Identity,
            CryptMethod::AesV2
        )
    );
    // Without the filter of its own the embedded file is encrypted as /EFF says.
    let raw = bytes("only-attachments");
    let text = text(&raw);
    let own = text.find("/Filter /Crypt").unwrap();
    let own = &text[own..own + text[own..].find(">>").unwrap() + 2];
    let file = open_with(replaced(&raw, own, &" ".repeat(own.len())), "user").unwrap();
    check_contents("by /EFF", &file);
    let two = opened("two-filters", "owner");
    let told = two.encryption().unwrap();
    assert_eq!(
        (told.streams, told.strings),
        (CryptMethod::AesV2, CryptMethod::Rc4)
    );
}

const SECRET: &[u8] = b"so vao so van ban den";

/// Strings, streams and raw bytes, some encrypted, some not, as an update of `file` numbered from `first`.
fn appended(base: &[u8], password: &str, first: u32) -> Vec<u8> {
    let file = open_with(base, password).unwrap();
    let mut update = Update::new(&file).unwrap();
    let number = |more: u32| Reference::new(first + more, 0);
    let secret = || Object::String(PdfString::literal(SECRET));
    let mut dict = Dict::new();
    dict.insert("Inside", Object::Array(vec![secret(), secret()]));
    update.put(number(0), dict.clone()).unwrap();
    update.put_stream(number(1), dict.clone(), SECRET);
    let raw = [
        b"<< /Length 21 /Inside [(a)] >>\nstream\n".as_slice(),
        SECRET,
        b"\nendstream",
    ];
    update.put_raw(number(2), raw.concat());
    let metadata = [("Type", Object::Name("Metadata".into()))];
    update.put_stream(number(3), metadata.into_iter().collect(), SECRET);
    let sealed = update.sealed(number(4), Object::Dictionary(dict)).unwrap();
    let mut body = b"<< /Type /Sig /Contents <00FF> /Of ".to_vec();
    sealed.write(&mut body);
    body.extend_from_slice(b" >>");
    update.put_sealed(number(4), body);
    let contents = at(file.newest(), &["Root", "Pages", "Kids", "0"]);
    update.put(number(5), contents).unwrap();
    [base, &update.finish().unwrap().tail].concat()
}

#[test]
fn what_is_appended_is_encrypted_as_the_rest() {
    for (name, user, _, _, _, metadata) in FILES {
        for password in [user, "owner"] {
            let base = bytes(name);
            let once = appended(&base, password, 100);
            let twice = appended(&once, password, 100);
            for (bytes, before) in [(&once, base.len()), (&twice, once.len())] {
                let file = open_with(bytes.as_slice(), user).unwrap();
                assert_eq!(file.anomalies(), [], "{name}");
                check_contents(name, &file);
                check_appended(name, &file);
                let strings = file.encryption().unwrap().strings != CryptMethod::Identity;
                let streams = file.encryption().unwrap().streams != CryptMethod::Identity;
                let clear = bytes[before..]
                    .windows(SECRET.len())
                    .filter(|part| *part == SECRET);
                let expected = if strings { 0 } else { 6 }
                    + if streams { 0 } else { 2 }
                    + usize::from(!streams || !metadata);
                assert_eq!(
                    clear.count(),
                    expected,
                    "{name}: what can be read without a password"
                );
            }
            assert_ne!(
                once[base.len()..],
                twice[once.len()..],
                "another revision, other bytes"
            );
        }
    }
}

fn check_appended(name: &str, file: &PdfFile) {
    let view = file.newest();
    let object = |number| view.resolve(Reference::new(number, 0)).unwrap();
    let inside = |dict: &Dict, index: usize| {
        let strings = dict.array(b"Inside").unwrap()[index].clone();
        strings.as_string().unwrap().bytes.clone()
    };
    for index in 0..2 {
        assert_eq!(
            inside(object(100).as_dict().unwrap(), index),
            SECRET,
            "{name}"
        );
    }
    for (number, said) in [(101, SECRET), (102, b"a")] {
        let object = object(number);
        let stream = object.as_stream().unwrap();
        assert_eq!(inside(&stream.dict, 0), said, "{name}");
        assert_eq!(view.stream_data(stream).unwrap(), SECRET, "{name}");
    }
    assert_eq!(
        view.stream_data(object(103).as_stream().unwrap()).unwrap(),
        SECRET,
        "{name}"
    );
    let signature = object(104);
    let signature = signature.as_dict().unwrap();
    assert_eq!(
        signature.string(b"Contents").unwrap().bytes,
        [0, 0xFF],
        "{name}"
    );
    assert_eq!(inside(signature.dict(b"Of").unwrap(), 1), SECRET, "{name}");
}

/// The key of an old file depends on what `/ID` says, or does not say; that of a new one does not.
#[test]
fn an_identifier_that_was_not_there_comes_only_where_no_key_depends_on_it() {
    let base = bytes("aes-256-r5");
    let text = text(&base);
    let start = text.rfind("/ID").unwrap();
    let id = &text[start..start + text[start..].find(']').unwrap() + 1];
    let without = replaced(&base, id, &" ".repeat(id.len()));
    assert!(
        !open_with(without.as_slice(), "user")
            .unwrap()
            .newest()
            .trailer()
            .contains(b"ID")
    );
    let after = appended(&without, "user", 100);
    let file = open_with(after, "owner").unwrap();
    assert!(file.newest().trailer().contains(b"ID"));
    check_appended("without /ID", &file);
}

/// An update that leaves the code as it was would make it wrong (ISO/TS 32004).
#[test]
fn a_file_with_an_integrity_code_is_not_extended() {
    let base = bytes("aes-256-r5");
    let text = text(&base);
    let size = text.rfind("/Info").unwrap();
    let info = &text[size..size + text[size..].find('R').unwrap() + 1];
    let code = format!("{:<width$}", "/AuthCode 1", width = info.len());
    let error =
        Update::new(&open_with(replaced(&base, info, &code), "owner").unwrap()).unwrap_err();
    assert!(
        matches!(error.kind, PdfErrorKind::Unsupported(Feature::DocumentMac)),
        "{error}"
    );
}

/// Raw bytes have to be read to be encrypted.
#[test]
fn raw_bytes_that_are_no_object_are_not_appended() {
    for raw in [
        &b"<< /Length 90 >>\nstream\nab\nendstream"[..],
        b"<< /Length 5 0 R >>\nstream\nab\nendstream",
        b"<< /A",
    ] {
        let file = opened("aes-128", "owner");
        let mut update = Update::new(&file).unwrap();
        update.put_raw(Reference::new(100, 0), raw.to_vec());
        assert!(update.finish().is_err(), "{}", text(raw));
    }
}

/// ISO 32000-2 Table 22.
#[test]
fn permissions_bind_users_and_not_the_owner() {
    for (permissions, revision, fill, add) in [
        (0, 3, false, false),
        (1 << 5, 2, true, false),
        (1 << 3, 3, false, false),
        (1 << 3 | 1 << 5, 3, true, true),
        (1 << 8, 3, true, false),
        (1 << 8, 2, false, false),
        (-4, 6, true, true),
    ] {
        let mut told = opened("rc4-128", "user").encryption().unwrap().clone();
        (told.permissions, told.revision) = (permissions, revision);
        assert_eq!(
            (told.allows_filling_in(), told.allows_new_fields()),
            (fill, add),
            "{permissions}"
        );
        told.opened_by = OpenedBy::Owner;
        assert!(told.allows_filling_in() && told.allows_new_fields());
    }
}

/// The same data under two object numbers are different bytes in the file.
#[test]
fn encoded_data_are_compared_as_decrypted() {
    let (file, other) = (opened("aes-128", "user"), opened("rc4-128", "user"));
    let of = |file: &PdfFile| {
        let view = file.newest();
        let stream = at(view, &CONTENT).as_stream().unwrap().clone();
        view.encoded_data(&stream).unwrap()
    };
    assert_eq!(of(&file), of(&other));
}

#[test]
fn the_key_and_the_password_are_nowhere_in_debug_output() {
    let file = opened("rc4-128", "user");
    let shown = format!("{file:?} {:?} {:?}", file.encryption(), file.newest());
    assert!(
        !shown.contains("user\"") && !shown.to_lowercase().contains("key:"),
        "{shown}"
    );
}

/// The bytes as ASCII, at the same places.
fn text(bytes: &[u8]) -> String {
    let ascii = |&byte: &u8| {
        if byte.is_ascii() {
            char::from(byte)
        } else {
            '.'
        }
    };
    bytes.iter().map(ascii).collect()
}

/// Replaces `from` by `to`, of the same length, once.
fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let at = bytes
        .windows(from.len())
        .position(|window| window == from.as_bytes());
    let at = at.unwrap_or_else(|| panic!("{from} is not there"));
    let mut changed = bytes.to_vec();
    changed[at..at + from.len()].copy_from_slice(to.as_bytes());
    changed
}

/// The encryption dictionary of a file, as text.
fn encrypt_entry(bytes: &[u8]) -> String {
    let text = text(bytes);
    let at = text
        .find("<< /CF")
        .or_else(|| text.find("<< /Filter /Standard"))
        .unwrap();
    let end = at + text[at..].find(">>\nendobj").unwrap() + 2;
    text[at..end].to_owned()
}

#[test]
fn permissions_are_checked_against_their_copy() {
    let kinds = |bytes: Vec<u8>| {
        let file = open_with(bytes, "user").unwrap();
        file.anomalies()
            .iter()
            .map(|anomaly| anomaly.kind)
            .collect::<Vec<_>>()
    };
    let original = bytes("aes-256-r5");
    assert_eq!(kinds(original.clone()), []);
    let changed = replaced(&original, "/P -4 ", "/P -8 ");
    assert_eq!(kinds(changed), [AnomalyKind::EncryptionPermissionsDisagree]);
    let entry = encrypt_entry(&original);
    let perms = entry.find("/Perms <").unwrap() + 8;
    let other = if entry[perms..].starts_with('a') {
        "b"
    } else {
        "a"
    };
    let from = &entry[perms - 8..perms + 1];
    let changed = replaced(&original, from, &format!("/Perms <{other}"));
    assert_eq!(
        kinds(changed),
        [AnomalyKind::EncryptionPermissionsUnreadable]
    );
}

/// `/UE` and `/OE` that lead to two keys would show two readers two documents.
#[test]
fn a_second_key_is_noticed() {
    let original = bytes("aes-256-r5");
    let entry = encrypt_entry(&original);
    let key = entry.find("/UE <").unwrap() + 5;
    let other = if entry[key..].starts_with('a') {
        "b"
    } else {
        "a"
    };
    let changed = replaced(
        &original,
        &entry[key - 5..key + 1],
        &format!("/UE <{other}"),
    );
    let file = open_with(changed.clone(), "user").unwrap();
    assert_eq!(
        file.anomalies()[0].kind,
        AnomalyKind::EncryptionPermissionsUnreadable
    );
    let view = file.newest();
    let error = view.value(view.trailer(), b"Info").unwrap_err();
    assert!(
        matches!(
            error.kind,
            PdfErrorKind::Malformed(Malformed::EncryptedData)
        ),
        "{error}"
    );
    assert_eq!(open_with(changed, "owner").unwrap().anomalies(), []);
}

/// An update of `name`, whose trailer says `encrypt` and this `/ID`.
fn updated(name: &str, encrypt: &str, id: &str) -> Result<PdfFile, PdfError> {
    let original = bytes(name);
    let text = text(&original);
    let start = text.rfind("startxref\n").unwrap() + 10;
    let prev = text[start..].lines().next().unwrap().parse().unwrap();
    let mut update = Builder::new();
    update.bytes = original;
    update.prev = Some(prev);
    let number = if encrypt.contains("99 0 R") { 99 } else { 98 };
    let entry = encrypt_entry(&update.bytes).replace("/P -4", "/P -8");
    let update = update.object(number, entry);
    open_with(
        update
            .table(&format!("/Root 1 0 R/Size 100{encrypt}{id}"))
            .bytes,
        "user",
    )
}

const ID: &str = "/ID[<31323334353637383930313233343536><00>]";

#[test]
fn an_update_may_not_change_the_encryption() {
    let reference = {
        let text = text(&bytes("rc4-128"));
        let at = text.find("/Encrypt ").unwrap();
        text[at..].split(" >>").next().unwrap().to_owned()
    };
    updated("rc4-128", &reference, ID).unwrap();
    let direct = encrypt_entry(&bytes("rc4-128"));
    let file = updated("rc4-128", &format!("/Encrypt{direct}"), ID).unwrap();
    assert_eq!(
        file.anomalies()[0].kind,
        AnomalyKind::EncryptionDictionaryDirect
    );
    for (encrypt, id) in [
        ("", ID),
        ("/Encrypt 99 0 R", ID),
        (reference.as_str(), "/ID[<3132><00>]"),
    ] {
        let error = updated("rc4-128", encrypt, id).map(drop).unwrap_err();
        let changed = PdfErrorKind::Malformed(Malformed::EncryptionChanged);
        assert_eq!(error.kind.to_string(), changed.to_string(), "{encrypt}{id}");
        assert!(error.offset.is_some());
    }
    let added = common::classic()
        .table("/Root 1 0 R/Size 4/Encrypt<</Filter/Standard>>")
        .error();
    assert!(matches!(
        added.kind,
        PdfErrorKind::Malformed(Malformed::EncryptionChanged)
    ));
}

#[test]
fn other_handlers_are_named() {
    let kind = |encrypt: &str| {
        let trailer = format!("/Root 1 0 R/Size 4/Encrypt<<{encrypt}>>");
        Builder::new()
            .page()
            .table(&trailer)
            .error()
            .kind
            .to_string()
    };
    for (encrypt, told) in [
        (
            "/Filter/Adobe.PubSec/V 4",
            "unsupported: public-key encryption (Adobe.PubSec)",
        ),
        (
            "/Filter/Other/SubFilter/adbe.pkcs7.s5/V 4",
            "unsupported: public-key encryption (Other)",
        ),
        (
            "/Filter/FOPN_foweb/V 1",
            "unsupported: encryption by security handler FOPN_foweb",
        ),
        (
            "/Filter/a#1B#5B31m/V 1",
            "unsupported: encryption by security handler a?[31m",
        ),
        (
            "/Filter/Standard/V 6/R 7",
            "unsupported: encryption of version 6, revision 7",
        ),
        (
            "/Filter/Standard/V 3/R 3",
            "unsupported: encryption of version 3, revision 3",
        ),
        (
            "/Filter/Standard",
            "unsupported: encryption of version 0, revision 0",
        ),
        (
            "/Filter/Standard/V 4/R 4/CF<</A<</CFM/None>>>>/StmF/A",
            "unsupported: encryption by crypt filter method None",
        ),
        (
            "/Filter/Standard/V 4/R 4/StmF/A",
            "malformed PDF: crypt filter",
        ),
        (
            "/Filter/Standard/V 4/R 4/CF<</A<</CFM/AESV3>>>>/StmF/A",
            "malformed PDF: crypt filter",
        ),
        ("/V 1/R 2", "malformed PDF: encryption dictionary"),
        (
            "/Filter/Standard/V 1/R 2/O()/U()/P -1",
            "malformed PDF: encryption dictionary",
        ),
        (
            "/Filter/Standard/V 2/R 3/Length 24",
            "malformed PDF: encryption dictionary",
        ),
    ] {
        assert_eq!(kind(encrypt), told, "{encrypt}");
    }
    for encrypt in ["5", "[1]", "(x)", "7 0 R", "1 0 R"] {
        let trailer = format!("/Root 1 0 R/Size 4/Encrypt {encrypt}");
        let told = Builder::new()
            .page()
            .table(&trailer)
            .error()
            .kind
            .to_string();
        assert_eq!(told, "malformed PDF: encryption dictionary", "{encrypt}");
    }
}

/// Where the data of the page's content are.
fn content_range(file: &PdfFile) -> std::ops::Range<usize> {
    let data = at(file.newest(), &CONTENT)
        .as_stream()
        .unwrap()
        .data
        .clone();
    usize::try_from(data.start).unwrap()..usize::try_from(data.end).unwrap()
}

#[test]
fn broken_data_are_errors_with_their_place() {
    for name in ["aes-128", "aes-256-r5"] {
        let original = bytes(name);
        let range = content_range(&opened(name, "user"));
        let mut padding = original.clone();
        padding[range.end - 17] ^= 1;
        // One byte less than whole blocks: /Length says so, and white space stands in its place.
        let mut length = original.clone();
        length[range.end - 1] = b'\n';
        let before = text(&original[..range.start]);
        let declared = before.rfind("/Length 64 ").unwrap();
        length[declared..declared + 11].copy_from_slice(b"/Length 63 ");
        for (broken, start) in [(padding, range.start), (length, range.start)] {
            let file = open_with(broken, "user").unwrap();
            let view = file.newest();
            let object = at(view, &CONTENT);
            let error = view.stream_data(object.as_stream().unwrap()).unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("malformed PDF: encrypted data do not decrypt at offset {start}"),
                "{name}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Whatever is changed in a file, and whatever is given as password: an answer, and the limits hold.
    #[test]
    fn changed_files_are_answered(
        index in 0..FILES.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in prop::option::of(any::<prop::sample::Index>()),
        password in prop::sample::select(vec!["user", "owner", "", VIETNAMESE, "\u{AD}", "x"]),
    ) {
        let (name, ..) = FILES[index];
        let mut bytes = bytes(name);
        for (place, value) in changes {
            let place = place.index(bytes.len());
            bytes[place] = value;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()) + 1);
        }
        if let Ok(file) = open_with(bytes, password) {
            let view = file.newest();
            let _ = view.signature_fields();
            for number in 0..16 {
                let Ok(Some(reference)) = view.reference_to(number) else { continue };
                if let Ok(Object::Stream(stream)) = view.resolve(reference) {
                    let _ = view.stream_data(&stream);
                    let _ = view.encoded_data(&stream);
                }
            }
        }
    }
}

/// Names, numbers and references are not encrypted: whether a file shows a signature is told without its password, unless what matters lies
/// in an object stream.
#[test]
fn whether_a_signature_is_shown_is_told_without_a_password() {
    // The same page with a signature field, filled; then the field without its value: the entry's name is overwritten.
    for (name, user, ..) in FILES {
        let mut bytes = bytes(name);
        let in_streams = bytes.windows(7).any(|seven| seven == b"/ObjStm");
        let told = PdfFile::shows_a_signature(Arc::new(bytes.clone()));
        let signed = opened(name, user).newest().signature_fields().unwrap();
        let signed = signed.iter().any(|field| field.value.is_some());
        assert_eq!(told, (!in_streams).then_some(signed), "{name}");
        let values: Vec<usize> = (0..bytes.len() - 3)
            .filter(|at| bytes[*at..].starts_with(b"/V "))
            .collect();
        for at in values {
            bytes[at + 1] = b'Q';
        }
        let told = PdfFile::shows_a_signature(Arc::new(bytes));
        assert_eq!(told, (!in_streams).then_some(false), "{name}");
    }
    let signed = include_bytes!("../../kyso/tests/encrypted/signed-aes-256.pdf");
    let shown = |bytes: &[u8]| PdfFile::shows_a_signature(Arc::new(bytes.to_vec()));
    assert_eq!(shown(signed), Some(true));
    assert_eq!(shown(b"%PDF-1.7"), None);
}
