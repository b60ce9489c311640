//! How long a file will still be validated as it is, and what has to be done by then.

use cert_path::{AlgorithmPolicy, Certificate, TrustedPath};
use jiff::Timestamp;
use pades_verify::{DocumentReport, IntactSignature, Level, SignatureReport};

use super::levels::{self, rank};

/// What an archive wants to know of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The lowest level among its signatures; `None`: there is none.
    pub level: Option<Level>,
    /// Whether every signature and time-stamp is accepted today.
    pub is_accepted: bool,
    /// By when something must be done; `None`: nothing is known that ends.
    pub renew_by: Option<Timestamp>,
    /// What ends then.
    pub because: Option<Because>,
}

/// What ends.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Because {
    /// The policy refuses an algorithm from then on.
    Algorithm {
        /// Its name.
        name: String,
    },
    /// A certificate expires: the signer's, a time-stamp authority's, or one above.
    Certificate {
        /// Its subject.
        subject: String,
    },
}

impl Standing {
    /// Of a file that was verified. What the last proof of existence rests on decides: at B-LTA the newest document time-stamp, at B-T and B-LT
    /// the time-stamp of each signature, and below the signer's own certificate. Until the validation data are in the file (B-LT) they must
    /// still be had, which ends with the certificates they are about.
    #[must_use]
    pub fn of(report: &DocumentReport, algorithms: &AlgorithmPolicy) -> Self {
        let level = levels::level(report);
        let mut ends = Ends {
            algorithms,
            first: None,
        };
        match (level, levels::stamps(report).last()) {
            (Some(level), Some(stamp)) if rank(level) >= rank(Level::BLTA) => ends.of_signer(stamp),
            (Some(_), _) => ends.of_signatures(report),
            (None, _) => {}
        }
        let all = levels::signatures(report).chain(levels::stamps(report));
        let (renew_by, because) = ends.first.unzip();
        Self {
            level,
            is_accepted: level.is_some()
                && all
                    .map(SignatureReport::indication)
                    .all(|one| one.is_passed()),
            renew_by,
            because,
        }
    }
}

struct Ends<'a> {
    algorithms: &'a AlgorithmPolicy,
    first: Option<(Timestamp, Because)>,
}

impl Ends<'_> {
    fn at(&mut self, at: Timestamp, because: impl FnOnce() -> Because) {
        if self.first.as_ref().is_none_or(|(first, _)| at < *first) {
            self.first = Some((at, because()));
        }
    }

    fn of_signatures(&mut self, report: &DocumentReport) {
        for one in levels::signatures(report) {
            let has_data = one
                .level
                .is_some_and(|level| rank(level) >= rank(Level::BLT));
            if !has_data {
                self.of_signer(one);
            }
            let authorities = one.timestamps.iter().filter(|token| token.is_trusted);
            for token in authorities {
                self.of_path(report, &token.authority);
            }
            if one.timestamps.is_empty()
                && let Some(stamp) = levels::stamps(report).last()
            {
                self.of_signer(stamp);
            }
        }
    }

    /// Of the signer's, or of the authority's for a document time-stamp.
    fn of_signer(&mut self, one: &SignatureReport) {
        match one.trust.proven() {
            Some(path) => self.of_trusted(path),
            None => self.of_certificates(one.signer.iter()),
        }
        self.of_algorithms(one);
    }

    /// The path that was found for an authority.
    fn of_path(&mut self, report: &DocumentReport, authority: &Certificate) {
        let mut judged = report.paths.iter();
        let path = judged.find_map(|one| {
            let path = one.outcome.as_ref().ok()?;
            (one.certificate == *authority).then_some(path)
        });
        match path {
            Some(path) => self.of_trusted(path),
            None => self.of_certificates([authority].into_iter()),
        }
    }

    /// Anchors do not expire (RFC 5280 §6.1.1 (d)).
    fn of_trusted(&mut self, path: &TrustedPath) {
        let below = path.chain().len().saturating_sub(1).max(1);
        self.of_certificates(path.chain().iter().take(below));
    }

    fn of_certificates<'c>(&mut self, certificates: impl Iterator<Item = &'c Certificate>) {
        for certificate in certificates {
            self.at(certificate.not_after(), || Because::Certificate {
                subject: certificate.subject().to_string(),
            });
        }
    }

    fn of_algorithms(&mut self, one: &SignatureReport) {
        let Some(proof) = one.integrity.proven() else {
            return;
        };
        let (algorithm, digest) = (proof.signature_algorithm(), proof.digest_algorithm());
        let key = IntactSignature::signer_certificate(proof).public_key_kind();
        let policy = self.algorithms;
        let ends = policy.last_reliable(&algorithm, key, Timestamp::MAX);
        if let Some(end) = ends.filter(|end| *end < Timestamp::MAX) {
            self.at(end, || Because::Algorithm {
                name: algorithm.to_string(),
            });
        }
        let ends = policy.last_reliable_digest(digest, Timestamp::MAX);
        if let Some(end) = ends.filter(|end| *end < Timestamp::MAX) {
            self.at(end, || Because::Algorithm {
                name: digest.name().to_owned(),
            });
        }
    }
}
