//! What a signature shows: drawn and written as objects, against one RSA-2048 signature.

use cades::{ExternalSigner, ToBeSigned};
use cert_path::{CryptoProvider, DigestAlgorithm};
use demo_pki::KeyKind;
use jiff::{SignedDuration, Timestamp};
use kyso_examples::people::{AnyError, Person};
use kyso_examples::shown::Office;
use regulation_rules::profiles::{self, Profile, Values};
use signature_appearance::Fonts;
use signing_workflow::showing;

/// The sample office, its fonts for a batch, and a key.
pub struct ShownCase {
    office: Office,
    fonts: Fonts<'static>,
    values: Values,
    leader: Person,
    attributes: ToBeSigned,
    /// Every document of a batch is signed at a moment of its own.
    second: std::cell::Cell<i64>,
}

impl ShownCase {
    /// The pictures, opened and approved, and an RSA-2048 key.
    ///
    /// # Errors
    /// A key could not be made, or a sample is not what it should be.
    pub fn new() -> Result<Self, AnyError> {
        let now = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * 365 * 56);
        let leader = Person::leader(KeyKind::Rsa2048, now)?;
        let digest = CryptoProvider::aws_lc().digest(DigestAlgorithm::Sha256, b"a document")?;
        let (certificate, algorithm) = (leader.signer.certificate(), leader.signer.algorithm());
        Ok(Self {
            attributes: ToBeSigned::new(&digest, certificate, algorithm)?,
            office: Office::open()?,
            fonts: Fonts::liberation(),
            values: kyso_examples::shown::values()?,
            leader,
            second: std::cell::Cell::new(0),
        })
    }

    /// One signature with the RSA-2048 key.
    ///
    /// # Panics
    /// When the key does not sign.
    pub fn sign(&self) {
        std::hint::black_box(self.leader.signer.sign(&self.attributes).expect("it signs"));
    }

    /// What the leader's signature shows: a picture.
    pub fn person(&self) {
        self.show("nd30.person");
    }

    /// What the agency's signature shows on an annex: number, symbol and time, in Vietnamese.
    pub fn attachment(&self) {
        self.show("nd30.attachment");
    }

    /// An Giang's frame for a body: pictures, lines of text, a frame.
    pub fn framed(&self) {
        self.show("angiang.org");
    }

    fn show(&self, id: &str) {
        let profile = profile(id);
        let second = self.second.get();
        self.second.set(second + 1);
        let mut values = self.values.clone();
        let signed_at = values.signed_at.expect("the samples are signed");
        values.signed_at = Some(signed_at + SignedDuration::from_secs(second % 86_400));
        let drawn = showing::draw(profile, self.office.pictures(), &values, &self.fonts);
        let mut number = 0;
        let objects = drawn.expect("a sample").objects(0, || {
            number += 1;
            Ok::<i32, std::convert::Infallible>(number)
        });
        std::hint::black_box(objects.expect("numbers are free"));
    }
}

fn profile(id: &str) -> &'static Profile {
    profiles::all()
        .iter()
        .copied()
        .find(|profile| profile.id == id)
        .expect("a profile of this program")
}
