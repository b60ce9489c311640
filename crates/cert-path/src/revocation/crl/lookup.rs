//! Which certificates are on the list? And the hash of the list, in the same pass over its bytes: an answer is worth what
//! the signature over that hash is worth.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use super::Inner;
use super::entry::RawEntry;
use super::walk::Walk;
use crate::algorithms::{Digest, DigestAlgorithm};
use crate::certificate::{Certificate, DistinguishedName};
use crate::error::CertificateError;
use crate::provider::{CryptoProvider, Hasher};
use crate::revocation::RevocationReason;

/// What the whole list says of one certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// The entry of this certificate; of several the gravest.
    pub(super) listed: Option<Listed>,
    /// Some entry, of this certificate or another, has a critical extension that is not processed here.
    pub(super) unknown_critical: bool,
    /// Some entry names another issuer, on a list that is not for other issuers.
    pub(super) names_others: bool,
    /// Of the signed part, as it was when it was searched.
    pub(super) digest: Digest,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) since: Timestamp,
    pub(super) reason: Option<RevocationReason>,
    pub(super) invalidity_date: Option<Timestamp>,
}

/// How the signed part is hashed.
#[derive(Clone, Copy)]
pub(super) struct Hashing<'p> {
    pub(super) provider: &'p CryptoProvider,
    pub(super) algorithm: DigestAlgorithm,
}

/// What was found before: many signatures of one document, and many documents, ask for the same.
#[derive(Default)]
pub(super) struct Known {
    answers: Mutex<HashMap<Question, Answer>>,
}

#[derive(PartialEq, Eq, Hash)]
struct Question {
    provider: &'static str,
    algorithm: DigestAlgorithm,
    serial: Box<[u8]>,
    issuer: Box<[u8]>,
}

impl Question {
    fn new(certificate: &Certificate, hashing: Hashing<'_>) -> Self {
        Self {
            provider: hashing.provider.name,
            algorithm: hashing.algorithm,
            serial: certificate.serial().as_bytes().into(),
            issuer: certificate.issuer_der().into(),
        }
    }
}

/// From this length of the entries on they are hashed beside the walk. 8 MiB: a few milliseconds, far more than a thread costs.
const BESIDE: u64 = 8 << 20;
/// Pieces of 256 KiB that may wait to be hashed.
const AHEAD: usize = 4;

/// How many answers are kept. 1 024: some 200 kB.
const ANSWERS: usize = 1_024;

/// No holder of the lock can panic between two consistent states.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Inner {
    /// The answer, if it was found before.
    pub(super) fn known(&self, certificate: &Certificate, hashing: Hashing<'_>) -> Option<Answer> {
        let question = Question::new(certificate, hashing);
        locked(&self.known.answers).get(&question).copied()
    }

    /// Looks for certificates of one issuer in one pass, and keeps all answers. `None`: the provider does not have the
    /// hash.
    pub(super) fn search(
        &self,
        certificate: &Certificate,
        others: &[&Certificate],
        hashing: Hashing<'_>,
    ) -> Result<Option<Answer>, CertificateError> {
        let Ok(hasher) = hashing.provider.hasher(hashing.algorithm) else {
            return Ok(None);
        };
        let mut search = Search::new(self, certificate.issuer());
        for certificate in [certificate].iter().chain(others) {
            search.serials.insert(certificate.serial().as_bytes(), None);
        }
        let digest = search.run(hasher)?;
        let mut answers = locked(&self.known.answers);
        if answers.len() >= ANSWERS {
            answers.clear();
        }
        for other in others {
            let answer = search.answer(other, digest);
            answers.insert(Question::new(other, hashing), answer);
        }
        let answer = search.answer(certificate, digest);
        answers.insert(Question::new(certificate, hashing), answer);
        Ok(Some(answer))
    }
}

/// One pass.
struct Search<'c> {
    crl: &'c Inner,
    issuer: &'c DistinguishedName,
    serials: HashMap<&'c [u8], Option<Listed>>,
    unknown_critical: bool,
    names_others: bool,
    /// RFC 5280 §5.3.3: the entry is for the issuer named last; at first, that of the CRL.
    is_issuer: bool,
}

impl<'c> Search<'c> {
    fn new(crl: &'c Inner, issuer: &'c DistinguishedName) -> Self {
        Self {
            crl,
            issuer,
            serials: HashMap::new(),
            unknown_critical: false,
            names_others: false,
            is_issuer: *issuer == crl.head.issuer,
        }
    }

    fn run(&mut self, mut hasher: Box<dyn Hasher>) -> Result<Digest, CertificateError> {
        let crl = self.crl;
        let (before, after) = crl.frame.around(&crl.head.signed);
        hasher.update(before);
        let entries = &crl.head.entries;
        let mut hasher = if entries.end.saturating_sub(entries.start) >= BESIDE {
            self.walk_beside(hasher)?
        } else {
            self.walk(|bytes| hasher.update(bytes))?;
            hasher
        };
        hasher.update(after);
        Ok(hasher.finish())
    }

    /// Through all entries; `read` is shown every byte, once and in order.
    fn walk(&mut self, read: impl FnMut(&[u8])) -> Result<(), CertificateError> {
        let endings = Endings::of(self.serials.keys().copied());
        let (crl, head) = (self.crl, &self.crl.head);
        let mut walk = Walk::new(&*crl.source, head.entries.clone(), head.version);
        walk.each(
            read,
            |serial| endings.may_have(serial),
            |entry| self.look_at(entry),
        )
    }

    /// The same of a long list, hashed on a second thread: what is hashed are copies of the bytes that are walked.
    fn walk_beside(
        &mut self,
        mut hasher: Box<dyn Hasher>,
    ) -> Result<Box<dyn Hasher>, CertificateError> {
        std::thread::scope(|scope| {
            let (pieces, coming) = std::sync::mpsc::sync_channel::<Vec<u8>>(AHEAD);
            let hashing = scope.spawn(move || {
                coming.iter().for_each(|piece| hasher.update(&piece));
                hasher
            });
            let walked = self.walk(|bytes| {
                let taken = pieces.send(bytes.to_vec());
                taken.expect("the hashing thread takes pieces until there are no more");
            });
            drop(pieces);
            let hasher = hashing.join().expect("hashing does not panic");
            walked.map(|()| hasher)
        })
    }

    fn look_at(&mut self, entry: &RawEntry<'_>) -> Result<(), CertificateError> {
        self.look_at_rare(entry);
        if self.is_issuer {
            self.compare(entry)
        } else {
            Ok(())
        }
    }

    fn look_at_rare(&mut self, entry: &RawEntry<'_>) {
        let Some(rare) = &entry.rare else { return };
        self.unknown_critical |= rare.unknown_critical.is_some();
        if let Some(names) = &rare.certificate_issuer {
            self.names_others |= !self.crl.is_indirect();
            self.is_issuer = names
                .iter()
                .any(|name| name.directory() == Some(self.issuer));
        }
    }

    fn compare(&mut self, entry: &RawEntry<'_>) -> Result<(), CertificateError> {
        let Some(listed) = self.serials.get_mut(entry.serial) else {
            return Ok(());
        };
        let found = Listed {
            since: entry.since()?,
            reason: entry.reason,
            invalidity_date: entry.invalidity_date(),
        };
        *listed = Some(listed.map_or(found, |before| graver(before, found)));
        Ok(())
    }

    fn answer(&self, certificate: &Certificate, digest: Digest) -> Answer {
        let listed = self.serials.get(certificate.serial().as_bytes());
        Answer {
            listed: listed.copied().flatten(),
            unknown_critical: self.unknown_critical,
            names_others: self.names_others,
            digest,
        }
    }
}

/// The last two octets of the serial numbers looked for, a bit for each: of a million entries few are looked up.
struct Endings(Vec<u64>);

impl Endings {
    fn of<'s>(serials: impl Iterator<Item = &'s [u8]>) -> Self {
        let mut words = vec![0; 1 << 10];
        for serial in serials {
            let (index, bit) = Self::place(serial);
            if let Some(word) = words.get_mut(index) {
                *word |= bit;
            }
        }
        Self(words)
    }

    #[inline]
    fn place(serial: &[u8]) -> (usize, u64) {
        let ending = match serial {
            [.., tens, ones] => u16::from_be_bytes([*tens, *ones]),
            [one] => u16::from(*one),
            [] => 0,
        };
        (usize::from(ending >> 6), 1 << (ending & 63))
    }

    #[inline]
    fn may_have(&self, serial: &[u8]) -> bool {
        let (index, bit) = Self::place(serial);
        self.0.get(index).is_some_and(|word| word & bit != 0)
    }
}

/// Of two entries for one certificate: revoked before on hold, on hold before removed; then the earlier.
fn graver(one: Listed, other: Listed) -> Listed {
    let rank = |listed: &Listed| match listed.reason {
        Some(RevocationReason::RemoveFromCrl) => 2,
        Some(RevocationReason::CertificateHold) => 1,
        _ => 0,
    };
    if (rank(&other), other.since) < (rank(&one), one.since) {
        other
    } else {
        one
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use demo_pki::{Authority, CrlProfile, Profile, RevokedEntry};
    use jiff::SignedDuration;

    use super::*;
    use crate::revocation::crl::Crl;

    /// A list so long that it is hashed beside the walk: the same digest, and the same answers.
    #[test]
    fn a_long_list_is_hashed_beside_the_walk() {
        let begin: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let end = begin + SignedDuration::from_hours(24 * 365);
        let authority =
            Authority::self_signed(&Profile::authority("CA of a long list", begin, end)).unwrap();
        let issued = ["listed", "not listed"].map(|name| {
            let leaf = authority.issue(&Profile::new(name, begin, end)).unwrap();
            Certificate::from_der(&leaf.certificate_der).unwrap()
        });
        let listed = issued[0].serial().as_bytes().to_vec();
        let entries = || {
            let many = (0..240_000_u32).map(move |number| {
                let [a, b, c, d] = number.to_be_bytes();
                RevokedEntry::new(
                    &[0x40, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, a, b, c, d],
                    begin,
                )
            });
            many.chain([RevokedEntry::new(&listed, begin)])
        };
        let mut der = Vec::new();
        let profile = CrlProfile::new(begin, end);
        authority.write_crl(&profile, entries, &mut der).unwrap();
        let bytes: Arc<[u8]> = der.into();
        let crl = Crl::from_source(Arc::new(bytes)).unwrap();
        let inner = &crl.inner;
        let length = inner.head.entries.end - inner.head.entries.start;
        assert!(length >= BESIDE, "{length}");
        let provider = CryptoProvider::aws_lc();
        let algorithm = DigestAlgorithm::Sha256;
        let hashing = Hashing {
            provider,
            algorithm,
        };
        let found = issued.each_ref().map(|certificate| {
            let answer = inner.search(certificate, &[], hashing).unwrap().unwrap();
            let whole = inner.signed(usize::MAX).unwrap();
            assert_eq!(answer.digest, provider.digest(algorithm, &whole).unwrap());
            answer.listed.map(|listed| listed.since)
        });
        assert_eq!(found, [Some(begin), None]);
    }
}
