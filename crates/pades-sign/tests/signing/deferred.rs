//! Deferred signing: the state survives a restart, and nothing in it is trusted.

use std::sync::Arc;

use crate::common::{
    KINDS, Key, Pdf, Signer, Xref, certifying, check_output, open, provider, request,
};
use pades_sign::{DeferredState, Permissions, SignError, SignatureRequest, StateError, resume};
use pdf_revisions::{Concatenated, Source};
use proptest::prelude::*;

fn bytes_of(source: &Concatenated) -> Vec<u8> {
    let mut bytes = vec![0; usize::try_from(source.len()).unwrap()];
    source.read_at(0, &mut bytes).unwrap();
    bytes
}

/// The prepared file and the state, as they lie on the disk.
fn suspend(base: &[u8], request: &SignatureRequest, signer: &Signer) -> (Vec<u8>, String) {
    let prepared =
        pades_sign::prepare(&open(base), request, &signer.checked(), provider()).unwrap();
    let awaiting = prepared.attributes(&signer.checked()).unwrap();
    let (source, state) = awaiting.suspend(provider()).unwrap();
    (bytes_of(&source), state.to_json().unwrap())
}

/// After the restart: everything from the two files, the value from the device.
fn finish(prepared: &[u8], state: &str, signer: &Signer) -> Result<Vec<u8>, SignError> {
    let state = DeferredState::from_json(state)?;
    let file = pdf_revisions::PdfFile::open(Arc::new(prepared.to_vec()))?;
    let awaiting = resume(&state, &file, &signer.checked(), provider())?;
    let value = signer
        .device()
        .sign(awaiting.to_be_signed())
        .map_err(SignError::Device)?;
    let (source, record) = awaiting.assemble(value, provider())?.embed()?.into_parts();
    assert_eq!(record.base_length, state_number(&state, "base_length"));
    Ok(bytes_of(&source))
}

fn state_number(state: &DeferredState, key: &str) -> u64 {
    serde_json::to_value(state).unwrap()[key].as_u64().unwrap()
}

/// What is shown is in the prepared file; the state remembers what to record.
#[test]
fn what_is_shown_survives_a_restart() {
    use signature_appearance::{Area, Drawing, Fonts, Size, Text};
    let mut drawing = Drawing::new(Size::points(160.0, 40.0));
    drawing.text(Text {
        lines: vec!["Trần Văn Mẫu".to_owned()],
        ..Text::in_area(drawing.area())
    });
    let mut request = request();
    request.visible = Some(pades_sign::Visible {
        drawn: Arc::new(drawing.draw(&Fonts::liberation()).unwrap()),
        place: pades_sign::Place {
            page: 1,
            area: Area::at(20.0, 20.0, Size::points(160.0, 40.0)),
        },
        description: String::new(),
    });
    let signer = Signer::new(Key::P256);
    let base = Pdf::new(Xref::Table).build();
    let (prepared, state) = suspend(&base, &request, &signer);
    assert!(state.contains("Trần Văn Mẫu"));
    let signed = finish(&prepared, &state, &signer).unwrap();
    check_output(&signed, &base);
    let widget = crate::common::field(&signed, "Signature1").dict;
    assert!(widget.contains(b"AP") && !widget.contains(b"TU"));
}

#[test]
fn survives_a_restart() {
    for key in [Key::Rsa, Key::P256] {
        let signer = Signer::new(key);
        for xref in KINDS {
            for request in [request(), certifying(Permissions::FormFilling)] {
                let base = Pdf::new(xref).build();
                let (prepared, state) = suspend(&base, &request, &signer);
                assert_eq!(&prepared[..base.len()], base);
                let signed = finish(&prepared, &state, &signer).unwrap();
                check_output(&signed, &base);
                assert_eq!(signed.len(), prepared.len());
            }
        }
    }
}

#[test]
fn the_state_names_the_signer() {
    let signer = Signer::new(Key::RsaPss);
    let (_, state) = suspend(&Pdf::new(Xref::Table).build(), &request(), &signer);
    let stored = DeferredState::from_json(&state)
        .unwrap()
        .identity()
        .unwrap();
    assert_eq!(stored.certificate(), signer.device().certificate());
    assert_eq!(stored.algorithm(), signer.device().algorithm());
    assert_eq!(stored.chain(), signer.device().chain());
}

#[test]
fn a_base_without_final_line_end_and_several_signatures() {
    let signer = Signer::new(Key::P256);
    let mut base = Pdf::new(Xref::Table).without_final_line_end().build();
    for _ in 0..3 {
        let (prepared, state) = suspend(&base, &request(), &signer);
        let signed = finish(&prepared, &state, &signer).unwrap();
        check_output(&signed, &base);
        base = signed;
    }
}

#[test]
fn the_same_bytes_as_signing_at_once() {
    let signer = Signer::new(Key::Rsa); // PKCS#1 v1.5 has no randomness
    let base = Pdf::new(Xref::Stream).build();
    let (prepared, state) = suspend(&base, &request(), &signer);
    assert_eq!(
        finish(&prepared, &state, &signer).unwrap(),
        crate::common::sign(&base, &request(), &signer)
    );
}

#[test]
fn every_altered_byte_of_the_prepared_file_is_noticed() {
    let signer = Signer::new(Key::P256);
    let base = Pdf::new(Xref::Table).build();
    let (prepared, state) = suspend(&base, &request(), &signer);
    for position in (0..prepared.len()).step_by(97).chain([prepared.len() - 1]) {
        let mut altered = prepared.clone();
        altered[position] ^= 1;
        assert!(
            finish(&altered, &state, &signer).is_err(),
            "byte {position}"
        );
    }
    let mut longer = prepared.clone();
    longer.extend_from_slice(b"\n% more");
    assert!(finish(&longer, &state, &signer).is_err());
    assert!(finish(&prepared[..prepared.len() - 1], &state, &signer).is_err());
    assert!(
        finish(&base, &state, &signer).is_err(),
        "the base is not the prepared file"
    );
}

#[test]
fn another_certificate_is_refused() {
    let base = Pdf::new(Xref::Table).build();
    let (prepared, state) = suspend(&base, &request(), &Signer::new(Key::P256));
    let error = finish(&prepared, &state, &Signer::other(Key::P256)).unwrap_err();
    assert!(
        matches!(error, SignError::State(StateError::OtherCertificate)),
        "{error}"
    );
}

#[test]
fn another_algorithm_is_refused() {
    let base = Pdf::new(Xref::Table).build();
    let (prepared, state) = suspend(&base, &request(), &Signer::new(Key::Rsa));
    assert!(finish(&prepared, &state, &Signer::new(Key::RsaPss)).is_err());
}

#[test]
fn an_altered_state_is_refused() {
    let signer = Signer::new(Key::P256);
    let base = Pdf::new(Xref::Table).build();
    let mut wanted = request();
    wanted.reason = Some("as agreed".to_owned());
    let (prepared, state) = suspend(&base, &wanted, &signer);
    for (from, to) in [
        ("as agreed", "as forged"),
        ("\"Signature1\"", "\"Signature2\""),
        ("\"field_created\": true", "\"field_created\": false"),
    ] {
        assert!(state.contains(from), "{state}");
        let careless = state.replace(from, to);
        assert!(matches!(
            finish(&prepared, &careless, &signer),
            Err(SignError::State(StateError::Altered("binding")))
        ));
        let error = finish(&prepared, &rebound(&careless), &signer).unwrap_err();
        assert!(
            matches!(&error, SignError::State(StateError::Altered(what)) if *what != "binding"),
            "{from}: {error}"
        );
    }
    assert!(matches!(
        DeferredState::from_json(&state.replace("\"version\": 1", "\"version\": 2")),
        Err(SignError::State(StateError::Version(2)))
    ));
    for broken in ["", "{}", "[1]", &state[..state.len() / 2]] {
        assert!(matches!(
            DeferredState::from_json(broken),
            Err(SignError::State(StateError::Json(_)))
        ));
    }
}

/// Someone who understands the format computes the binding anew; the file itself must tell.
fn rebound(state: &str) -> String {
    let mut value: serde_json::Value = serde_json::from_str(state).unwrap();
    value["binding"] = "".into();
    let parsed: DeferredState = serde_json::from_value(value.clone()).unwrap();
    let digest = provider()
        .digest(
            cert_path::DigestAlgorithm::Sha256,
            &serde_json::to_vec(&parsed).unwrap(),
        )
        .unwrap();
    value["binding"] = digest
        .as_bytes()
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect::<String>()
        .into();
    value.to_string()
}

#[test]
fn rebinding_an_unaltered_state_changes_nothing() {
    let signer = Signer::new(Key::P256);
    let base = Pdf::new(Xref::Table).build();
    let (prepared, state) = suspend(&base, &request(), &signer);
    finish(&prepared, &rebound(&state), &signer).unwrap();
}

#[test]
fn a_forged_base_length_is_refused() {
    let signer = Signer::new(Key::P256);
    let base = Pdf::new(Xref::Table).build();
    let (prepared, state) = suspend(&base, &request(), &signer);
    let length = base.len();
    // `length - 1` leaves out the line end after `%%EOF`, which says the same of the same file.
    for forged in [0, length - 2, length + 1, length + 50, usize::MAX] {
        let altered = state.replace(
            &format!("\"base_length\": {length}"),
            &format!("\"base_length\": {forged}"),
        );
        assert_ne!(altered, state);
        assert!(
            finish(&prepared, &rebound(&altered), &signer).is_err(),
            "{forged}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any JSON in place of any value: an error, never a panic or a signature.
    #[test]
    fn mutated_states_never_pass(key in 0_usize..9, junk in "[0-9A-Za-z\\[\\]\",:{}]{0,12}") {
        let signer = Signer::new(Key::P256);
        let base = Pdf::new(Xref::Table).build();
        let (prepared, state) = suspend(&base, &request(), &signer);
        let mut value: serde_json::Value = serde_json::from_str(&state).unwrap();
        let object = value.as_object_mut().unwrap();
        let name = object.keys().nth(key % object.len()).unwrap().clone();
        let new = serde_json::from_str(&junk).unwrap_or(serde_json::Value::String(junk));
        prop_assume!(object[&name] != new);
        object.insert(name, new);
        prop_assert!(finish(&prepared, &value.to_string(), &signer).is_err());
    }
}
