//! Time-stamps over signatures and documents, and the store of validation material: what is written, whatever the file is like.

use cades::{GrantedTimestamp, TimestampRequest, TimestampToken};
use cert_path::{Digest, DigestAlgorithm};
use demo_pki::{Authority, KeyKind, Profile, TimestampProfile};
use pades_sign::{
    DocumentTimestampRequest, Material, MaterialKind, Permissions, SignError, TIMESTAMP_ROOM, Vri,
    add_validation_material, prepare, prepare_document_timestamp,
};
use pdf_revisions::{Object, PdfFile, Severity};

use crate::common::pdf::{KINDS, Pdf, Xref};
use crate::common::pki::{Key, Signer, now};
use crate::common::{
    certifying, check_output, checked, field, open, provider, request, sign, signature,
};

fn authority() -> Authority {
    let until = "2040-01-01T00:00:00Z".parse().unwrap();
    let profile = Profile {
        extended_key_usage: vec![demo_pki::usages::TIME_STAMPING.to_owned()],
        extended_key_usage_critical: true,
        ..Profile::new("TSA", "2020-01-01T00:00:00Z".parse().unwrap(), until)
    };
    Authority::self_signed(&profile.with_key(KeyKind::P256)).unwrap()
}

fn stamp(imprint: &Digest) -> GrantedTimestamp {
    let request = TimestampRequest::new(*imprint, None, Some(&[9; 16])).unwrap();
    let answer = authority()
        .timestamp(&TimestampProfile::new(now()), request.der())
        .unwrap();
    request.accept(&answer, provider()).unwrap()
}

fn stamped(base: &[u8]) -> Vec<u8> {
    let file = open(base);
    let request = DocumentTimestampRequest::new(DigestAlgorithm::Sha256);
    let prepared =
        prepare_document_timestamp(&file, &request, provider(), &mut |_| Ok(())).unwrap();
    let granted = stamp(prepared.digest());
    let extended = prepared.embed(&granted).unwrap();
    [base, extended.tail()].concat()
}

fn material(kind: MaterialKind, der: &[u8], fields: &[&str]) -> Material {
    Material {
        kind,
        der: der.to_vec(),
        fields: fields.iter().map(|name| (*name).to_owned()).collect(),
    }
}

fn stored(base: &[u8], material: &[Material], vri: Vri) -> Option<Vec<u8>> {
    let extended = add_validation_material(&open(base), material, vri, provider()).unwrap();
    extended.map(|extended| [base, extended.tail()].concat())
}

/// The earlier bytes are untouched, the file reads without a defect, and every document time-stamp stamps what it covers.
fn grown(bytes: &[u8], base: &[u8]) {
    assert!(bytes.starts_with(base), "earlier bytes");
    let file = open(bytes);
    let bad = file.anomalies().iter();
    let bad: Vec<_> = bad
        .filter(|one| one.kind.severity() == Severity::Error)
        .collect();
    assert!(bad.is_empty(), "{bad:?}");
    for field in file.newest().signature_fields().unwrap() {
        let Some((_, stamp)) = field.value else {
            continue;
        };
        if stamp.name(b"SubFilter").unwrap().as_bytes() != b"ETSI.RFC3161" {
            continue;
        }
        let contents = stamp.string(b"Contents").unwrap();
        let hole = contents.span.clone().unwrap();
        let place = |offset: u64| usize::try_from(offset).unwrap();
        let numbers = stamp.array(b"ByteRange").unwrap().iter();
        let end: i64 = numbers
            .skip(2)
            .map(|number| number.as_integer().unwrap())
            .sum();
        let covered = [
            &bytes[..place(hole.start)],
            &bytes[place(hole.end)..usize::try_from(end).unwrap()],
        ];
        let digest = provider()
            .digest(DigestAlgorithm::Sha256, &covered.concat())
            .unwrap();
        let token = TimestampToken::parse(&contents.bytes).unwrap();
        token.verify(&digest, provider()).unwrap();
    }
}

/// The streams that an array of the store holds.
fn held(bytes: &[u8], key: &[u8]) -> Vec<Vec<u8>> {
    let file = open(bytes);
    let view = file.newest();
    let catalog = view.catalog().unwrap();
    let store = view.value(&catalog, b"DSS").unwrap();
    let array = view.value(store.as_dict().unwrap(), key).unwrap();
    let items = array.as_array().unwrap_or_default().iter();
    items
        .map(|item| match view.deref(item).unwrap().as_ref() {
            Object::Stream(stream) => view.stream_data(stream).unwrap(),
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn a_signature_is_stamped_before_it_is_embedded() {
    let signer = Signer::new(Key::P256);
    let base = Pdf::new(Xref::Table).build();
    let mut request = request();
    request.timestamp_room = Some(TIMESTAMP_ROOM);
    let checked = checked(&signer);
    let assemble = || {
        let prepared = prepare(&open(&base), &request, &checked, provider()).unwrap();
        let awaiting = prepared.attributes(&checked).unwrap();
        let value = signer.device().sign(awaiting.to_be_signed()).unwrap();
        awaiting.assemble(value, provider()).unwrap()
    };
    let assembled = assemble();
    let imprint = assembled
        .timestamp_imprint(DigestAlgorithm::Sha256, provider())
        .unwrap();
    let granted = stamp(&imprint);
    let document = assembled
        .with_timestamp(&granted, provider())
        .unwrap()
        .embed()
        .unwrap();
    assert_eq!(document.record().timestamp.as_ref().unwrap().time, now());
    let bytes = [&base[..], document.tail()].concat();
    check_output(&bytes, &base);
    let other = provider()
        .digest(DigestAlgorithm::Sha256, b"other")
        .unwrap();
    let refused = assemble().with_timestamp(&stamp(&other), provider());
    assert!(matches!(refused, Err(SignError::OtherTimestamp)));
}

#[test]
fn document_time_stamps_follow_each_kind_of_file_and_take_free_names() {
    for kind in KINDS {
        let signed = sign(&Pdf::new(kind).build(), &request(), &Signer::new(Key::P256));
        let once = stamped(&signed);
        grown(&once, &signed);
        let twice = stamped(&once);
        grown(&twice, &once);
        for name in ["Timestamp1", "Timestamp2"] {
            let stamp = signature(&twice, name);
            assert_eq!(stamp.name(b"Type").unwrap().as_bytes(), b"DocTimeStamp");
            assert_eq!(
                stamp.name(b"SubFilter").unwrap().as_bytes(),
                b"ETSI.RFC3161"
            );
            for absent in [&b"M"[..], b"Name", b"Reason", b"Reference"] {
                assert!(!stamp.contains(absent));
            }
        }
    }
}

#[test]
fn neither_time_stamps_nor_material_are_kept_away_by_a_certification() {
    let base = Pdf::new(Xref::Table).build();
    let certified = sign(
        &base,
        &certifying(Permissions::NoChanges),
        &Signer::new(Key::P256),
    );
    let stored = stored(
        &certified,
        &[material(MaterialKind::Crl, b"list", &[])],
        Vri::Absent,
    );
    grown(&stamped(&stored.unwrap()), &certified);
}

#[test]
fn a_token_over_something_else_or_too_long_is_not_embedded() {
    let base = Pdf::new(Xref::Table).build();
    let prepare = |room| {
        let mut request = DocumentTimestampRequest::new(DigestAlgorithm::Sha256);
        request.room = room;
        prepare_document_timestamp(&open(&base), &request, provider(), &mut |_| Ok(())).unwrap()
    };
    let other = provider()
        .digest(DigestAlgorithm::Sha256, b"other")
        .unwrap();
    let refused = prepare(TIMESTAMP_ROOM).embed(&stamp(&other));
    assert!(matches!(refused, Err(SignError::OtherTimestamp)));
    let small = prepare(100);
    let granted = stamp(small.digest());
    let refused = small.embed(&granted);
    assert!(matches!(
        refused,
        Err(SignError::ReservationTooSmall { reserved: 100, .. })
    ));
}

#[test]
fn the_store_takes_each_piece_once_and_keeps_what_it_has() {
    for kind in KINDS {
        let signed = sign(&Pdf::new(kind).build(), &request(), &Signer::new(Key::P256));
        let (certificate, crl) = (MaterialKind::Certificate, MaterialKind::Crl);
        let first = [
            material(certificate, b"one", &[]),
            material(certificate, b"one", &[]),
            material(crl, b"list", &[]),
        ];
        let once = stored(&signed, &first, Vri::Absent).unwrap();
        grown(&once, &signed);
        assert_eq!(held(&once, b"Certs"), [b"one"]);
        assert_eq!(held(&once, b"CRLs"), [b"list"]);
        assert!(
            stored(&once, &first, Vri::Absent).is_none(),
            "nothing is new"
        );
        let more = [&first[..], &[material(certificate, b"two", &[])]].concat();
        let twice = stored(&once, &more, Vri::Absent).unwrap();
        grown(&twice, &once);
        assert_eq!(held(&twice, b"Certs"), [b"one", b"two"]);
        assert_eq!(held(&twice, b"CRLs"), [b"list"]);
    }
}

/// EN 319 142-1 §5.4.2.3, with the padding: as 146 of 152 keys of the corpus are made.
#[test]
fn the_key_of_an_entry_is_the_hash_of_the_contents_with_their_padding() {
    let signed = sign(
        &Pdf::new(Xref::Table).build(),
        &request(),
        &Signer::new(Key::P256),
    );
    let name = "Signature1";
    assert!(field(&signed, name).value.is_some());
    let all = [
        material(MaterialKind::Certificate, b"one", &[name]),
        material(
            MaterialKind::OcspResponse,
            b"answer",
            &[name, "NoSuchField"],
        ),
        material(MaterialKind::Crl, b"list", &[]),
    ];
    let bytes = stored(&signed, &all, Vri::Written).unwrap();
    grown(&bytes, &signed);
    let contents = signature(&bytes, name)
        .string(b"Contents")
        .unwrap()
        .bytes
        .clone();
    let digest = provider().digest(DigestAlgorithm::Sha1, &contents).unwrap();
    let key: String = digest
        .as_bytes()
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    let file: PdfFile = open(&bytes);
    let view = file.newest();
    let catalog = view.catalog().unwrap();
    let store = view.value(&catalog, b"DSS").unwrap();
    let entries = view.value(store.as_dict().unwrap(), b"VRI").unwrap();
    let entries = entries.as_dict().unwrap();
    assert_eq!(entries.iter().count(), 1);
    let entry = view.value(entries, key.as_bytes()).unwrap();
    let entry = entry.as_dict().unwrap();
    assert_eq!(entry.array(b"Cert").unwrap().len(), 1);
    assert_eq!(entry.array(b"OCSP").unwrap().len(), 1);
    assert!(!entry.contains(b"CRL"));
}
