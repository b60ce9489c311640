//! Encrypted letters: signed by either password, the additions encrypted as the rest, the permissions respected. The files are made by
//! qpdf (tests/encrypted/make.sh).

use std::sync::Arc;

use crate::common::pki::timestamped;
use crate::common::{Key, Signer, check_signature, in_field, provider, request};
use cades::TimestampRequest;
use cert_path::DigestAlgorithm;
use pades_sign::{
    DeferredState, DocumentTimestampRequest, FieldChoice, Material, MaterialKind, Permissions,
    Place, SignError, SignatureRequest, Visible, Vri, add_validation_material, prepare,
    prepare_document_timestamp, resume, sign,
};
use pdf_revisions::{Dict, PdfFile, Severity, SignatureField, Source};
use signature_appearance::{Area, Drawing, Fonts, Size, Text};

const REASON: &str = "Duyet ky ban hanh";

/// Name, user password.
const FILES: [(&str, &str); 6] = [
    ("rc4-40", "user"),
    ("rc4-128", "user"),
    ("aes-128", "user"),
    ("aes-256-r5", "user"),
    ("aes-256-r6", "user"),
    ("aes-256-r6-empty", ""),
];

macro_rules! files {
    ($($name:literal)+) => {
        [$(($name, include_bytes!(concat!("../encrypted/", $name, ".pdf")).as_slice())),+]
    };
}

fn bytes(name: &str) -> Vec<u8> {
    let all = files!(
        "rc4-40" "rc4-128" "aes-128" "aes-256-r5" "aes-256-r6" "aes-256-r6-empty" "no-changes" "forms-only"
    );
    let (_, bytes) = all.into_iter().find(|(file, _)| *file == name).unwrap();
    bytes.to_vec()
}

fn open(bytes: &[u8], password: &str) -> PdfFile {
    PdfFile::open_with_password(Arc::new(bytes.to_vec()), password.as_bytes()).unwrap()
}

fn signer() -> Signer {
    Signer::new(Key::P256)
}

fn try_signed(
    base: &[u8],
    password: &str,
    request: &SignatureRequest,
) -> Result<Vec<u8>, SignError> {
    let (file, signer) = (open(base, password), signer());
    let signed = sign(
        &file,
        request,
        &signer.checked(),
        signer.device(),
        provider(),
    )?;
    Ok([base, signed.tail()].concat())
}

/// An approval with a reason, into the field that the letter has.
fn in_its_field() -> SignatureRequest {
    let mut request = in_field("Lanh dao");
    request.reason = Some(REASON.to_owned());
    request
}

/// A new field that shows something.
fn visible() -> SignatureRequest {
    let mut drawing = Drawing::new(Size::points(160.0, 40.0));
    drawing.text(Text {
        lines: vec!["Trần Văn Mẫu".to_owned()],
        ..Text::in_area(drawing.area())
    });
    let mut request = request();
    request.location = Some("Tay Ninh".to_owned());
    request.visible = Some(Visible {
        drawn: Arc::new(drawing.draw(&Fonts::liberation()).unwrap()),
        place: Place {
            page: 1,
            area: Area::at(20.0, 20.0, Size::points(160.0, 40.0)),
        },
        description: "Chu ky so".to_owned(),
    });
    request
}

fn signed_fields(bytes: &[u8], password: &str) -> Vec<SignatureField> {
    let file = open(bytes, password);
    let bad = file.anomalies().iter();
    let bad: Vec<_> = bad
        .filter(|one| one.kind.severity() > Severity::Info)
        .collect();
    assert!(bad.is_empty(), "{bad:?}");
    let fields = file.newest().signature_fields().unwrap();
    fields
        .into_iter()
        .filter(|field| field.value.is_some())
        .collect()
}

fn text(dict: &Dict, key: &[u8]) -> String {
    dict.string(key).unwrap().to_text()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    [text.as_bytes(), &utf16]
        .into_iter()
        .any(|part| bytes.windows(part.len()).any(|window| window == part))
}

#[test]
fn both_passwords_sign_once_and_twice() {
    for (name, user) in FILES {
        let base = bytes(name);
        for (first, second) in [(user, "owner"), ("owner", user)] {
            let once = try_signed(&base, first, &in_its_field()).unwrap();
            let twice = try_signed(&once, second, &visible()).unwrap();
            assert!(twice.starts_with(&once) && once.starts_with(&base));
            for password in [user, "owner"] {
                let fields = signed_fields(&twice, password);
                assert_eq!(fields.len(), 2, "{name}");
                fields
                    .iter()
                    .for_each(|field| check_signature(&twice, field));
                let value = |at: usize| fields[at].value.clone().unwrap().1;
                assert_eq!(text(&value(0), b"Reason"), REASON, "{name}");
                assert_eq!(text(&value(1), b"Location"), "Tay Ninh", "{name}");
                assert_eq!(fields[0].name, "Lanh dao", "{name}");
                assert_eq!(text(&fields[0].dict, b"TU"), "Noi ky", "{name}: kept");
                assert_eq!(text(&fields[1].dict, b"TU"), "Chu ky so", "{name}");
                check_looks(name, &twice, password, &fields[1].dict);
            }
            let added = &twice[base.len()..];
            for words in [
                REASON,
                "Tay Ninh",
                "Signature1",
                "Chu ky so",
                "D:2026",
                "Noi ky",
            ] {
                assert!(!holds(added, words), "{name}: {words} is not encrypted");
            }
        }
    }
}

/// The drawing decodes.
fn check_looks(name: &str, bytes: &[u8], password: &str, widget: &Dict) {
    let file = open(bytes, password);
    let view = file.newest();
    let form = widget.dict(b"AP").unwrap().reference(b"N").unwrap();
    let form = view.resolve(form).unwrap();
    let form = form.as_stream().unwrap();
    let drawn = String::from_utf8(view.stream_data(form).unwrap()).unwrap();
    assert!(
        drawn.contains("BT") && drawn.contains("Tj"),
        "{name}: {drawn}"
    );
}

/// ISO 32000-2 §7.6.2: neither the encryption dictionary nor what the key depends on changes.
#[test]
fn encryption_and_identity_stay() {
    for (name, user) in FILES {
        let base = bytes(name);
        let signed = try_signed(&base, user, &in_its_field()).unwrap();
        let (before, after) = (open(&base, user), open(&signed, user));
        let (before, after) = (before.newest(), after.newest());
        assert_eq!(
            before.trailer().get(b"Encrypt"),
            after.trailer().get(b"Encrypt"),
            "{name}"
        );
        let half = |view: &pdf_revisions::View<'_>| view.trailer().array(b"ID").unwrap()[0].clone();
        assert_eq!(half(&before), half(&after), "{name}");
        assert_ne!(
            before.trailer().get(b"ID"),
            after.trailer().get(b"ID"),
            "{name}"
        );
        assert_eq!(before.revision().kind, after.revision().kind, "{name}");
    }
}

#[test]
fn permissions_of_the_user_are_respected() {
    let forbidden =
        |name: &str, request: &SignatureRequest| match try_signed(&bytes(name), "user", request) {
            Ok(_) => None,
            Err(SignError::ForbiddenByPassword { new_field, .. }) => Some(new_field),
            Err(other) => panic!("{other}"),
        };
    assert_eq!(forbidden("no-changes", &in_its_field()), Some(false));
    assert_eq!(forbidden("no-changes", &visible()), Some(true));
    assert_eq!(forbidden("forms-only", &in_its_field()), None);
    assert_eq!(forbidden("forms-only", &visible()), Some(true));
    for name in ["no-changes", "forms-only"] {
        for request in [in_its_field(), visible()] {
            assert!(
                try_signed(&bytes(name), "owner", &request).is_ok(),
                "{name}"
            );
        }
    }
    let error = try_signed(&bytes("no-changes"), "user", &visible()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the password that opened the file does not allow adding a signature field (/P -1324); the owner's password is needed"
    );
}

#[test]
fn a_deferred_signature_of_an_encrypted_letter() {
    for (name, user) in FILES {
        let mut request = in_its_field();
        request.certification = Some(Permissions::FormFilling);
        let signer = signer();
        let prepared = prepare(
            &open(&bytes(name), user),
            &request,
            &signer.checked(),
            provider(),
        );
        let awaiting = prepared.unwrap().attributes(&signer.checked()).unwrap();
        let (source, state) = awaiting.suspend(provider()).unwrap();
        let mut stored = vec![0; usize::try_from(source.len()).unwrap()];
        source.read_at(0, &mut stored).unwrap();
        let state = DeferredState::from_json(&state.to_json().unwrap()).unwrap();
        let awaiting = resume(
            &state,
            &open(&stored, "owner"),
            &signer.checked(),
            provider(),
        );
        let awaiting = awaiting.unwrap_or_else(|error| panic!("{name}: {error}"));
        let value = signer.device().sign(awaiting.to_be_signed()).unwrap();
        let signed = awaiting
            .assemble(value, provider())
            .unwrap()
            .embed()
            .unwrap();
        let length = usize::try_from(signed.record().base_length).unwrap();
        let signed = [&stored[..length], signed.tail()].concat();
        check_signature(&signed, &signed_fields(&signed, user)[0]);
    }
}

/// Validation material and document time-stamps are updates like others.
#[test]
fn validation_material_and_document_timestamps_are_encrypted_too() {
    const CERTIFICATE: &[u8] = b"in place of a certificate";
    for (name, user) in FILES {
        let signed = try_signed(&bytes(name), user, &in_its_field()).unwrap();
        let material = Material {
            kind: MaterialKind::Certificate,
            der: CERTIFICATE.to_vec(),
            fields: vec!["Lanh dao".to_owned()],
        };
        let stored =
            add_validation_material(&open(&signed, user), &[material], Vri::Written, provider());
        let stored = [&signed[..], stored.unwrap().unwrap().tail()].concat();
        let request = DocumentTimestampRequest::new(DigestAlgorithm::Sha256);
        let file = open(&stored, "owner");
        let prepared =
            prepare_document_timestamp(&file, &request, provider(), &mut |_| Ok(())).unwrap();
        let asked = TimestampRequest::new(*prepared.digest(), None, None).unwrap();
        let granted = asked.accept(&timestamped(asked.der()), provider()).unwrap();
        let stamped = [&stored[..], prepared.embed(&granted).unwrap().tail()].concat();
        assert!(
            !holds(&stamped[signed.len()..], "in place of a certificate"),
            "{name}"
        );

        let file = open(&stamped, user);
        let view = file.newest();
        let store = view.value(&view.catalog().unwrap(), b"DSS").unwrap();
        let certificates = view.value(store.as_dict().unwrap(), b"Certs").unwrap();
        let certificate = view.deref(&certificates.as_array().unwrap()[0]).unwrap();
        assert_eq!(
            view.stream_data(certificate.as_stream().unwrap()).unwrap(),
            CERTIFICATE,
            "{name}"
        );
        let fields = signed_fields(&stamped, user);
        check_signature(&stamped, &fields[0]);
        let (_, stamp) = fields[1].value.clone().unwrap();
        let contents = &stamp.string(b"Contents").unwrap().bytes;
        assert!(
            contents.starts_with(granted.token().encoded()),
            "{name}: as it came"
        );
    }
}

/// A document time-stamp needs a field of its own.
#[test]
fn a_document_timestamp_needs_the_right_to_add_a_field() {
    let request = DocumentTimestampRequest::new(DigestAlgorithm::Sha256);
    for name in ["no-changes", "forms-only"] {
        let prepare = |password| {
            prepare_document_timestamp(
                &open(&bytes(name), password),
                &request,
                provider(),
                &mut |_| Ok(()),
            )
        };
        assert!(
            matches!(
                prepare("user"),
                Err(SignError::ForbiddenByPassword {
                    new_field: true,
                    ..
                })
            ),
            "{name}"
        );
        assert!(prepare("owner").is_ok(), "{name}");
    }
}

/// A new field's name is compared with the decrypted ones.
#[test]
fn names_are_those_that_people_see() {
    let mut again = request();
    again.field = FieldChoice::New {
        name: Some("Lanh dao".to_owned()),
    };
    for (name, user) in FILES {
        assert!(
            matches!(
                try_signed(&bytes(name), user, &again),
                Err(SignError::FieldExists { .. })
            ),
            "{name}"
        );
    }
}
