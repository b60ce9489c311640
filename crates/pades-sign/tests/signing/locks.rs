//! Locks that the request asks for (FieldMDP, ISO 32000-2 §12.8.2.4).

use crate::common::{
    KINDS, Key, Pdf, Signer, Xref, certifying, field, in_field, open, provider, refusal, request,
    sign, signature, try_sign,
};
use pades_sign::{FieldChoice, FieldLock, Permissions, SignError, SignatureRequest};
use pdf_revisions::{Dict, View};

fn signer() -> Signer {
    Signer::new(Key::P256)
}

/// A text field below a parent, one whose name begins alike, and two signature fields.
fn form(xref: Xref) -> Vec<u8> {
    form_with(xref, "")
}

fn form_with(xref: Xref, lock: &str) -> Vec<u8> {
    let signature = |name: &str, more: &str| {
        format!(
            "<< /Type /Annot /Subtype /Widget /FT /Sig /T ({name}) /Rect [0 0 0 0] /P 3 0 R /F 132 {more} >>"
        )
    };
    Pdf::new(xref)
        .catalog("/AcroForm << /Fields [8 0 R 10 0 R 11 0 R 12 0 R] >>")
        .page_entries("/Annots [9 0 R 10 0 R 11 0 R 12 0 R]")
        .with(8, "<< /T (letter) /Kids [9 0 R] >>")
        .with(9, "<< /Type /Annot /Subtype /Widget /FT /Tx /T (number) /Parent 8 0 R /Rect [0 0 0 0] /P 3 0 R /F 132 >>")
        .with(10, "<< /Type /Annot /Subtype /Widget /FT /Tx /T (letters) /Rect [0 0 0 0] /P 3 0 R /F 132 >>")
        .with(11, &signature("leader", lock))
        .with(12, &signature("agency", ""))
        .build()
}

fn locking(mut request: SignatureRequest, lock: FieldLock) -> SignatureRequest {
    request.lock = Some(lock);
    request
}

fn named(name: &str) -> SignatureRequest {
    let mut request = request();
    request.field = FieldChoice::New {
        name: Some(name.to_owned()),
    };
    request
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

/// `/Action` and `/Fields` as the file has them.
fn written(dict: &Dict) -> (String, Option<Vec<String>>) {
    let action = dict.name(b"Action").unwrap().to_string();
    let fields = dict.array(b"Fields");
    let fields = fields.map(|all| {
        all.iter()
            .map(|name| name.as_string().unwrap().to_text())
            .collect()
    });
    (action, fields)
}

fn field_mdp(signature: &Dict) -> Dict {
    let references = signature.array(b"Reference").unwrap().iter();
    let mut references = references.map(|reference| reference.as_dict().unwrap().clone());
    let is_field_mdp = |dict: &Dict| {
        dict.name(b"TransformMethod")
            .is_some_and(|name| *name == "FieldMDP")
    };
    let reference = references.find(is_field_mdp).unwrap();
    assert_eq!(
        reference.reference(b"Data"),
        Some(pdf_revisions::Reference::new(1, 0))
    );
    reference.dict(b"TransformParams").unwrap().clone()
}

fn lock_of(view: View<'_>, field: &Dict) -> Option<Dict> {
    let reference = field.reference(b"Lock")?;
    view.resolve(reference).unwrap().as_dict().cloned()
}

#[test]
fn a_new_field_locks_what_was_asked_in_both_places() {
    let all = [
        (FieldLock::All, ("All", None)),
        (
            FieldLock::Include(names(&["letter"])),
            ("Include", Some(names(&["letter"]))),
        ),
        (
            FieldLock::Exclude(names(&["agency"])),
            ("Exclude", Some(names(&["agency"]))),
        ),
        (
            FieldLock::Include(Vec::new()),
            ("Include", Some(Vec::new())),
        ),
    ];
    for xref in KINDS {
        for (lock, (action, fields)) in &all {
            let signed = sign(&form(xref), &locking(request(), lock.clone()), &signer());
            let expected = ((*action).to_owned(), fields.clone());
            assert_eq!(
                written(&field_mdp(&signature(&signed, "Signature1"))),
                expected
            );
            let file = open(&signed);
            let lock = lock_of(file.newest(), &field(&signed, "Signature1").dict).unwrap();
            assert_eq!(written(&lock), expected, "the field says the same");
        }
    }
}

/// A field that the author made stays as it was made.
#[test]
fn a_field_of_the_document_gets_no_lock_dictionary() {
    let lock = FieldLock::Include(names(&["letter.number"]));
    let signed = sign(
        &form(Xref::Table),
        &locking(in_field("leader"), lock),
        &signer(),
    );
    let expected = ("Include".to_owned(), Some(names(&["letter.number"])));
    assert_eq!(written(&field_mdp(&signature(&signed, "leader"))), expected);
    assert!(!field(&signed, "leader").dict.contains(b"Lock"));
}

#[test]
fn what_is_locked_is_not_signed_and_nothing_else_is() {
    let base = form(Xref::Table);
    let lock = |names_: &[&str]| {
        sign(
            &base,
            &locking(request(), FieldLock::Include(names(names_))),
            &signer(),
        )
    };
    let agency = lock(&["agency"]);
    assert!(matches!(
        refusal(&agency, &in_field("agency"), &signer()),
        SignError::FieldLocked { name, by } if name == "agency" && by == "Signature1"
    ));
    sign(&agency, &in_field("leader"), &signer());
    sign(&agency, &named("agency2"), &signer());
    let except = sign(
        &base,
        &locking(request(), FieldLock::Exclude(names(&["agency"]))),
        &signer(),
    );
    sign(&except, &in_field("agency"), &signer());
    for other in [in_field("leader"), request(), named("agencies")] {
        assert!(matches!(
            refusal(&except, &other, &signer()),
            SignError::FieldLocked { .. }
        ));
    }
}

/// A new field below a locked parent cannot be made, and its name is no parent's: full stops are refused.
#[test]
fn locks_of_several_signatures_add_up() {
    let one = sign(
        &form(Xref::Stream),
        &locking(request(), FieldLock::Include(names(&["letter"]))),
        &signer(),
    );
    let two = sign(
        &one,
        &locking(in_field("leader"), FieldLock::Include(names(&["letters"]))),
        &signer(),
    );
    let three = sign(
        &two,
        &locking(in_field("agency"), FieldLock::All),
        &signer(),
    );
    assert!(matches!(
        refusal(&three, &request(), &signer()),
        SignError::FieldLocked { by, .. } if by == "agency"
    ));
}

#[test]
fn names_that_no_field_has_are_refused() {
    let base = form(Xref::Table);
    for (name, known) in [
        ("letter", true),
        ("letter.number", true),
        ("Signature1", true),
        ("letter.num", false),
        ("lett", false),
        ("number", false),
        ("", false),
    ] {
        for lock in [
            FieldLock::Include(names(&["letters", name])),
            FieldLock::Exclude(names(&[name])),
        ] {
            match try_sign(&base, &locking(request(), lock), &signer()) {
                Ok(_) => assert!(known, "{name}"),
                Err(SignError::LockUnknownField { name: told }) => {
                    assert_eq!((told.as_str(), known), (name, false))
                }
                Err(other) => panic!("{other}"),
            }
        }
    }
}

#[test]
fn the_lock_of_the_author_counts_and_is_not_overruled() {
    let base = form_with(
        Xref::Table,
        "/Lock << /Type /SigFieldLock /Action /Include /Fields [(letter) (letters)] >>",
    );
    let same = FieldLock::Include(names(&["letters", "letter"]));
    sign(&base, &locking(in_field("leader"), same), &signer());
    for other in [
        FieldLock::All,
        FieldLock::Include(names(&["letter"])),
        FieldLock::Exclude(names(&["letter", "letters"])),
    ] {
        assert!(matches!(
            refusal(&base, &locking(in_field("leader"), other), &signer()),
            SignError::LockDisagrees { field } if field == "leader"
        ));
    }
}

#[test]
fn certifying_and_locking() {
    let request = locking(
        certifying(Permissions::FormFilling),
        FieldLock::Include(names(&["letter"])),
    );
    let signed = sign(&form(Xref::Table), &request, &signer());
    assert_eq!(
        signature(&signed, "Signature1")
            .array(b"Reference")
            .unwrap()
            .len(),
        2
    );
    sign(&signed, &in_field("agency"), &signer());
}

/// The lock is in the prepared file; a state that tells of another one is noticed.
#[test]
fn a_deferred_signature_keeps_its_lock() {
    let request = locking(request(), FieldLock::Include(names(&["letter"])));
    let signer = signer();
    let prepared = pades_sign::prepare(
        &open(&form(Xref::Table)),
        &request,
        &signer.checked(),
        provider(),
    );
    let awaiting = prepared.unwrap().attributes(&signer.checked()).unwrap();
    let (source, state) = awaiting.suspend(provider()).unwrap();
    let mut bytes = vec![0; usize::try_from(pdf_revisions::Source::len(&source)).unwrap()];
    pdf_revisions::Source::read_at(&source, 0, &mut bytes).unwrap();
    let json = state.to_json().unwrap();
    let again = |json: &str| {
        let state = pades_sign::DeferredState::from_json(json).unwrap();
        pades_sign::resume(&state, &open(&bytes), &signer.checked(), provider()).map(drop)
    };
    again(&json).unwrap();
    assert!(again(&json.replace("\"letter\"", "\"other\"")).is_err());
}
