//! Is a certificate on the list? And the hash of the list, in the same pass over its bytes.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use super::Inner;
use super::entry::RawEntry;
use super::walk::{Walk, each_piece};
use crate::algorithms::{Digest, DigestAlgorithm};
use crate::certificate::{Certificate, DistinguishedName};
use crate::error::CertificateError;
use crate::provider::{CryptoProvider, Hasher};
use crate::revocation::RevocationReason;

/// What the whole list says of one certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Answer {
    /// The entry of this certificate; of several the gravest.
    pub(super) listed: Option<Listed>,
    /// Some entry, of this certificate or another, has a critical extension that is not processed here.
    pub(super) unknown_critical: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) since: Timestamp,
    pub(super) reason: Option<RevocationReason>,
    pub(super) invalidity_date: Option<Timestamp>,
}

/// What was found before: many signatures of one document, and many documents, ask for the same.
#[derive(Default)]
pub(super) struct Known {
    digests: Mutex<HashMap<(&'static str, DigestAlgorithm), Digest>>,
    answers: Mutex<HashMap<Question, Result<Answer, CertificateError>>>,
}

/// Serial number and issuer, as encoded.
type Question = (Box<[u8]>, Box<[u8]>);

/// How many answers are kept. 1 024: 100 kB.
const ANSWERS: usize = 1_024;

/// What one pass over the bytes is to find out.
pub(super) struct Wanted<'w> {
    pub(super) certificate: &'w Certificate,
    pub(super) digest: Option<(&'w CryptoProvider, DigestAlgorithm)>,
}

/// A lock whose holder cannot panic between two consistent states.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Wanted<'_> {
    fn question(&self) -> Question {
        (
            self.certificate.serial().as_bytes().into(),
            self.certificate.issuer_der().into(),
        )
    }
}

impl Inner {
    /// Whether [`Self::ask`] needs no pass over the bytes.
    pub(super) fn knows(&self, wanted: &Wanted<'_>) -> bool {
        let answered = locked(&self.known.answers).contains_key(&wanted.question());
        let hashed = wanted.digest.is_none_or(|(provider, algorithm)| {
            locked(&self.known.digests).contains_key(&(provider.name, algorithm))
        });
        answered && hashed
    }

    /// What the list says, and the hash of its signed part if one is wanted and the provider offers it.
    pub(super) fn ask(
        &self,
        wanted: &Wanted<'_>,
    ) -> Result<(Answer, Option<Digest>), CertificateError> {
        let digest = wanted.digest.and_then(|(provider, algorithm)| {
            locked(&self.known.digests)
                .get(&(provider.name, algorithm))
                .copied()
        });
        let question = wanted.question();
        let answer = locked(&self.known.answers).get(&question).copied();
        let hasher = match wanted.digest.filter(|_| digest.is_none()) {
            Some((provider, algorithm)) => provider.hasher(algorithm).ok(),
            None => None,
        };
        if let (Some(answer), None) = (answer, &hasher) {
            return answer.map(|answer| (answer, digest));
        }
        let mut search = Search::new(self, wanted.certificate, hasher);
        let answer = search.run();
        self.remember(question, answer);
        let answer = answer?;
        let made = search.hasher.map(Hasher::finish);
        if let (Some((provider, algorithm)), Some(made)) = (wanted.digest, made) {
            locked(&self.known.digests).insert((provider.name, algorithm), made);
        }
        Ok((answer, digest.or(made)))
    }

    fn remember(&self, question: Question, answer: Result<Answer, CertificateError>) {
        let mut answers = locked(&self.known.answers);
        if answers.len() >= ANSWERS {
            answers.clear();
        }
        answers.insert(question, answer);
    }
}

/// One pass.
struct Search<'c> {
    crl: &'c Inner,
    serial: &'c [u8],
    issuer: &'c DistinguishedName,
    hasher: Option<Box<dyn Hasher>>,
    answer: Answer,
    /// RFC 5280 §5.3.3: the entry is for the issuer named last; at first, that of the CRL.
    is_issuer: bool,
}

impl<'c> Search<'c> {
    fn new(crl: &'c Inner, certificate: &'c Certificate, hasher: Option<Box<dyn Hasher>>) -> Self {
        Self {
            crl,
            serial: certificate.serial().as_bytes(),
            issuer: certificate.issuer(),
            hasher,
            answer: Answer::default(),
            is_issuer: *certificate.issuer() == crl.head.issuer,
        }
    }

    fn run(&mut self) -> Result<Answer, CertificateError> {
        let head = &self.crl.head;
        let source = &*self.crl.source;
        let mut hasher = self.hasher.take();
        let mut hash = |bytes: &[u8]| {
            if let Some(hasher) = &mut hasher {
                hasher.update(bytes);
            }
        };
        each_piece(source, head.signed.start..head.entries.start, &mut hash)?;
        let mut walk = Walk::new(source, head.entries.clone(), head.version);
        while let Some(entry) = walk.next(&mut hash)? {
            self.look_at(&entry)?;
        }
        each_piece(source, head.entries.end..head.signed.end, &mut hash)?;
        self.hasher = hasher;
        Ok(self.answer)
    }

    #[inline]
    fn look_at(&mut self, entry: &RawEntry<'_>) -> Result<(), CertificateError> {
        if let Some(rare) = &entry.rare {
            if let Some(names) = &rare.certificate_issuer {
                self.is_issuer = names
                    .iter()
                    .any(|name| name.directory() == Some(self.issuer));
            }
            self.answer.unknown_critical |= rare.unknown_critical.is_some();
        }
        if entry.serial == self.serial && self.is_issuer {
            let found = Listed {
                since: entry.since()?,
                reason: entry.reason,
                invalidity_date: entry.invalidity_date(),
            };
            self.answer.listed = Some(match self.answer.listed {
                Some(before) => graver(before, found),
                None => found,
            });
        }
        Ok(())
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
