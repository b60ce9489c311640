//! Documents for measuring what lasts, made with the generator of `pades-verify`'s own tests: five signatures at level B-LTA, and one at B-T
//! that is to be raised.

use std::io;
use std::path::Path;

use jiff::Timestamp;

use crate::common;
use crate::common::signed::{authority, crl, day, person, signed_on, stamped, with_store};
use crate::common::token::Stamp;

/// How many signatures, each over all before it.
pub const SIGNATURES: usize = 5;

/// Writes `lta.pdf` and its anchor `lta-root.pem` into a folder. The lists in it reach to the end of the hierarchy, so that it is trusted
/// whenever the measurement runs.
///
/// # Errors
/// Files cannot be written.
pub fn write(folder: &Path, megabytes: usize) -> io::Result<()> {
    let hierarchy = common::hierarchy();
    let begin = day("01-02");
    let end: Timestamp = "2030-12-31T00:00:00Z".parse().map_err(io::Error::other)?;
    let lists = [hierarchy.root_authority(), hierarchy.sub_authority()]
        .map(|issuer| crl(issuer, begin, end, vec![]));
    let tsa = authority(|_| {});
    let mut bytes = large(megabytes);
    for number in 1..=SIGNATURES {
        let claimed = day(&format!("05-{number:02}"));
        let stamp = Stamp::new(&tsa, claimed);
        bytes = signed_on(
            &bytes,
            &person(|_| {}),
            &[&hierarchy.sub_ca],
            claimed,
            Some(&stamp),
        );
    }
    bytes = with_store(&bytes, &lists);
    bytes = stamped(&bytes, &Stamp::new(&tsa, day("05-10")));
    std::fs::write(folder.join("lta.pdf"), bytes)?;
    std::fs::write(
        folder.join("lta-root.pem"),
        hierarchy.root.certificate_pem(),
    )
}

/// Writes `t.pdf`, signed and stamped, its anchor `t-root.pem`, and the lists that validating it needs: `root.crl`, `sub.crl`.
///
/// # Errors
/// Files cannot be written.
pub fn write_stamped(folder: &Path, megabytes: usize) -> io::Result<()> {
    let hierarchy = common::hierarchy();
    let end: Timestamp = "2030-12-31T00:00:00Z".parse().map_err(io::Error::other)?;
    let claimed = day("05-01");
    let stamp = Stamp::new(&authority(|_| {}), claimed);
    let bytes = large(megabytes);
    let (signer, chain) = (person(|_| {}), [&hierarchy.sub_ca]);
    let bytes = signed_on(&bytes, &signer, &chain, claimed, Some(&stamp));
    std::fs::write(folder.join("t.pdf"), bytes)?;
    let issuers = [
        ("root.crl", hierarchy.root_authority()),
        ("sub.crl", hierarchy.sub_authority()),
    ];
    for (name, issuer) in issuers {
        let list = crl(issuer, day("01-02"), end, vec![]);
        std::fs::write(folder.join(name), list)?;
    }
    std::fs::write(folder.join("t-root.pem"), hierarchy.root.certificate_pem())
}

/// The page of the tests with a large image beside its text.
fn large(megabytes: usize) -> Vec<u8> {
    let mut noise = 1_u64;
    let image: Vec<u8> = std::iter::repeat_with(|| {
        noise = noise
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        noise.to_be_bytes()[0]
    })
    .take(megabytes * 1_000_000)
    .collect();
    common::update(&common::base(), |_, update| {
        // The resources of the page name an image of this number that is not there.
        let reference = pdf_revisions::Reference::new(99, 0);
        let side = i64::try_from(megabytes).unwrap_or(1);
        let dict: pdf_revisions::Dict = [
            ("Type", pdf_revisions::Object::Name("XObject".into())),
            ("Subtype", pdf_revisions::Object::Name("Image".into())),
            ("Width", pdf_revisions::Object::Integer(side * 1000)),
            ("Height", pdf_revisions::Object::Integer(1000)),
            ("BitsPerComponent", pdf_revisions::Object::Integer(8)),
            (
                "ColorSpace",
                pdf_revisions::Object::Name("DeviceGray".into()),
            ),
        ]
        .into_iter()
        .collect();
        update.put_stream(reference, dict, &image);
    })
}
