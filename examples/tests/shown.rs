//! What an appearance adds to a file, beside the picture itself.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros
)]

use std::sync::Arc;

use demo_pki::KeyKind;
use kyso_examples::people::Person;
use kyso_examples::samples::SMALL_DOCUMENTS;
use kyso_examples::shown::{Office, values};
use pades_sign::{Place, SignatureRequest, Visible};
use regulation_rules::profiles;
use signature_appearance::{Area, Drawn, Fonts, millimetres};
use signing_workflow::showing;

/// The bytes of the pictures, as the file holds them.
fn pictures(drawn: &Drawn) -> usize {
    let mut number = 0;
    let objects = drawn.objects(0, || {
        number += 1;
        Ok::<i32, std::convert::Infallible>(number)
    });
    let is_picture = |body: &[u8]| {
        let stream = body.windows(6).position(|word| word == b"stream");
        let head = String::from_utf8_lossy(&body[..stream.unwrap_or(0)]);
        head.replace(' ', "").contains("/Subtype/Image")
    };
    let objects = objects.unwrap().objects;
    let pictures = objects.iter().filter(|(_, body)| is_picture(body));
    pictures.map(|(_, body)| body.len()).sum()
}

/// Issue “The signature people see”: at most 40 KB beyond its image.
#[test]
fn an_appearance_adds_little_beside_its_picture() {
    let now = "2026-11-22T07:30:05Z".parse().unwrap();
    let leader = Person::leader(KeyKind::P256, now).unwrap();
    let (office, fonts, values) = (
        Office::open().unwrap(),
        Fonts::liberation(),
        values().unwrap(),
    );
    for document in SMALL_DOCUMENTS
        .iter()
        .filter(|document| document.empty_fields == 0)
    {
        let mut request = SignatureRequest::new(now);
        request.reserve = Some(8192);
        let invisible = leader
            .sign(document.to_bytes(), &request, now)
            .unwrap()
            .len();
        for profile in profiles::all() {
            let drawn = showing::draw(profile, office.pictures(), &values, &fonts).unwrap();
            let shown = profile.pictures.shown.value;
            let of_pictures = pictures(&drawn);
            assert_eq!(
                of_pictures > 0,
                shown.has_signature() || shown.has_seal(),
                "{}: {of_pictures} bytes of pictures",
                profile.id
            );
            let area = Area::at(millimetres(20.0), millimetres(60.0), drawn.size());
            request.visible = Some(Visible {
                drawn: Arc::new(drawn),
                place: Place { page: 1, area },
                description: "Chữ ký số của Nguyễn Văn Mẫu".to_owned(),
            });
            let visible = leader
                .sign(document.to_bytes(), &request, now)
                .unwrap()
                .len();
            let added = visible - invisible - of_pictures;
            assert!(
                added <= 40_000,
                "{}: {added} bytes beside {of_pictures}",
                profile.id
            );
        }
    }
}
