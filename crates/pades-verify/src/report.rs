//! What `verify` found: facts on five axes for each signature, kept even when some of them fail.

use cert_path::{
    Certificate, CertificateStatus, Evidence, PathFailure, ProofsOfExistence, TrustedPath, Weakness,
};
use jiff::Timestamp;
use pdf_revisions::{Encryption, Reference};

use crate::anomaly::{Anomaly, Finding, Severity};
use crate::coverage::{Coverage, CoverageFailure};
use crate::indication::Indication;
use crate::integrity::{IntactSignature, IntegrityFailure};
use crate::level::MissingForLevel;
use crate::modifications::{Changes, Disallowed, ModificationLevel};
use crate::standing;
use crate::time::{BestSignatureTime, TimestampReport};
use crate::trust::JudgedPath;

/// One question about a signature: answered with a proof, answered with a reason, or not reached.
#[derive(Clone, Debug)]
pub enum Axis<T, F> {
    /// Shown to hold; `T` is the proof.
    Proven(T),
    /// Shown not to hold; `F` says why.
    Refuted(F),
    /// Not decided; the step that stopped it.
    NotReached(StepName),
}

impl<T, F> Axis<T, F> {
    /// The proof, if there is one.
    pub const fn proven(&self) -> Option<&T> {
        match self {
            Self::Proven(proof) => Some(proof),
            _ => None,
        }
    }

    /// The reason, if it was refuted.
    pub const fn refuted(&self) -> Option<&F> {
        match self {
            Self::Refuted(failure) => Some(failure),
            _ => None,
        }
    }
}

/// The steps of `verify`, in order; named where one stops another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StepName {
    /// Which bytes are covered.
    Coverage,
    /// Whether the covered bytes are the signed ones.
    Integrity,
    /// Something the file asks for is not offered by this version; the signature's findings name it.
    Support,
    /// Since when the signature exists.
    Time,
    /// Whether the signer's certificate is trusted.
    Trust,
    /// What later revisions changed.
    Modifications,
}

/// What a signature is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureKind {
    /// An approval or certification signature (ISO 32000-2 §12.8.1).
    Signature,
    /// A document time-stamp (ISO 32000-2 §12.8.5).
    DocumentTimestamp,
    /// A usage rights signature, `/Perms /UR3` (ISO 32000-1 §12.8.2.3, withdrawn in 2.0).
    UsageRights,
}

impl SignatureKind {
    /// The word used in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::DocumentTimestamp => "document-timestamp",
            Self::UsageRights => "usage-rights",
        }
    }
}

/// What the structure amounts to, told without looking at trust (EN 319 142-1 §6; legacy PKCS#7 named as such).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Level {
    /// PAdES baseline B-B.
    BB,
    /// PAdES baseline B-T: a time-stamp over the signature.
    BT,
    /// PAdES baseline B-LT: validation material in the file.
    BLT,
    /// PAdES baseline B-LTA: a document time-stamp over that material.
    BLTA,
    /// Legacy PKCS#7 without signing-certificate attribute.
    Pkcs7,
    /// The same with a time-stamp.
    Pkcs7T,
}

impl Level {
    /// The word used in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BB => "B-B",
            Self::BT => "B-T",
            Self::BLT => "B-LT",
            Self::BLTA => "B-LTA",
            Self::Pkcs7 => "pkcs7",
            Self::Pkcs7T => "pkcs7-T",
        }
    }
}

/// What a certification signature lets others do later (ISO 32000-2 Table 257, `/P`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Permissions {
    /// `P = 1`: nothing but validation material and document time-stamps.
    NoChanges,
    /// `P = 2`: filling forms and signing as well.
    FormFilling,
    /// `P = 3`: annotations as well.
    Annotations,
}

impl Permissions {
    /// The number written in the file.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::NoChanges => 1,
            Self::FormFilling => 2,
            Self::Annotations => 3,
        }
    }

    pub(crate) const fn from_number(number: i64) -> Option<Self> {
        match number {
            1 => Some(Self::NoChanges),
            2 => Some(Self::FormFilling),
            3 => Some(Self::Annotations),
            _ => None,
        }
    }
}

/// What the signer wrote beside the signature. Claims, all of them (ISO 32000-2 Table 255).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// `/M`, else the CMS signing-time attribute.
    pub signing_time: Option<Timestamp>,
    /// `/Name`.
    pub name: Option<String>,
    /// `/Reason`.
    pub reason: Option<String>,
    /// `/Location`.
    pub location: Option<String>,
    /// `/ContactInfo`.
    pub contact: Option<String>,
    /// What the signature stands for: dotted identifiers of commitment types (EN 319 122-1 §5.2.3).
    pub commitments: Vec<String>,
    /// The dotted identifier of the policy it was made under (EN 319 122-1 §5.2.9), or `implied`.
    pub policy: Option<String>,
}

/// One signature, looked at from five sides.
#[derive(Clone, Debug)]
pub struct SignatureReport {
    /// Fully qualified name of its field; a usage rights signature has none and says `/Perms/UR3`, one in a file of its own `detached`.
    pub field: String,
    /// Further fields that show the same signature dictionary.
    pub also_in: Vec<String>,
    /// The signature dictionary's object, unless it is written inline.
    pub reference: Option<Reference>,
    /// What it is for.
    pub kind: SignatureKind,
    /// `/SubFilter`, empty when missing; `CAdES` for a signature in a file of its own.
    pub sub_filter: String,
    /// Whether the newest revision still shows it; `false` = cleared or removed later.
    pub in_newest: bool,
    /// Index of the revision it covers to the end.
    pub revision: Option<usize>,
    /// What it lets others do, when it certifies the document.
    pub certifies: Option<Permissions>,
    /// What the signer wrote beside it.
    pub claims: Claims,
    /// The signer's certificate as the container shows it, even when integrity fails.
    pub signer: Option<Certificate>,
    /// The signature value, where the container can be read.
    pub signature_value: Option<Vec<u8>>,
    /// The intact time-stamps over that value, in the order of the container; of a document time-stamp, its own token.
    pub timestamps: Vec<TimestampReport>,
    /// Axis 1: which bytes are covered.
    pub coverage: Axis<Coverage, CoverageFailure>,
    /// Axis 2: whether they are the signed ones.
    pub integrity: Axis<IntactSignature, IntegrityFailure>,
    /// Axis 3: since when the signature exists.
    pub time: BestSignatureTime,
    /// Axis 4: whether the signer's certificate is trusted at that time.
    pub trust: Axis<TrustedPath, PathFailure>,
    /// An algorithm of the signature itself that the policy refuses for that time.
    pub weakness: Option<Weakness>,
    /// Axis 5: what later revisions changed.
    pub modifications: Axis<ModificationLevel, Disallowed>,
    /// Every later change, allowed or not; empty when nothing is covered.
    pub changes: Changes,
    /// What its structure amounts to; `None` for time-stamps, usage rights and broken containers.
    pub level: Option<Level>,
    /// What the next level needs and the file does not have; and what baseline demands of the signature itself and it lacks.
    pub missing: Vec<MissingForLevel>,
    /// What else was seen.
    pub findings: Vec<Finding>,
}

impl SignatureReport {
    /// The verdict of EN 319 102-1 §5.1.3, derived from the axes.
    #[must_use]
    pub fn indication(&self) -> Indication {
        Indication::derive(self)
    }

    /// Whether it stands in a file of its own ([`verify_detached`](crate::verify_detached)).
    #[must_use]
    pub fn is_separate(&self) -> bool {
        self.coverage.proven().is_some_and(Coverage::is_separate)
    }

    /// What CRL and OCSP say of the signer's own certificate, where they were asked.
    #[must_use]
    pub fn signer_status(&self) -> Option<&CertificateStatus> {
        standing::signers_status(&self.trust)
    }
}

/// The verdict on a whole file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Every signature is TOTAL-PASSED and no anomaly is an error.
    Passed,
    /// Something could not be decided.
    Indeterminate,
    /// At least one signature is TOTAL-FAILED, or an anomaly is an error.
    Failed,
    /// No signature of a person.
    Unsigned,
}

impl Verdict {
    /// The word used in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Indeterminate => "indeterminate",
            Self::Failed => "failed",
            Self::Unsigned => "unsigned",
        }
    }
}

/// What was found in a file.
#[derive(Clone, Debug, Default)]
pub struct DocumentReport {
    /// Name of the [`crate::ModificationPolicy`] it was judged by.
    pub policy: &'static str,
    /// How many revisions the file has.
    pub revisions: usize,
    /// How the file is encrypted, and whose password opened it.
    pub encryption: Option<Encryption>,
    /// What is odd about the file as a whole.
    pub anomalies: Vec<Anomaly>,
    /// Its signatures, in the order of the bytes they cover.
    pub signatures: Vec<SignatureReport>,
    /// Every path that was looked for: of signers, and of time-stamp authorities.
    pub paths: Vec<JudgedPath>,
    /// Since when certificates and revocation data are proven to exist.
    pub proofs: ProofsOfExistence,
    /// Everything the verdict rests on: what was given, and what the file brings. Given with the same file, policy, anchors and
    /// time, it leads to the same report.
    pub evidence: Evidence,
}

impl DocumentReport {
    /// The verdict on the whole file: the worst of its parts.
    ///
    /// Neither usage rights nor time-stamps are signatures of a person: a document that has nothing else is unsigned. Usage rights switch
    /// features of a reader on and are void once the file changes (ISO 32000-1 §12.8.2.3.1), which says nothing against the document.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let judged = self.signatures.iter();
        let judged = judged.filter(|one| one.kind != SignatureKind::UsageRights);
        let indications: Vec<Indication> = judged.map(SignatureReport::indication).collect();
        let mut kinds = self.signatures.iter().map(|one| one.kind);
        if !kinds.any(|kind| kind == SignatureKind::Signature)
            && !indications.iter().any(Indication::is_failed)
        {
            return Verdict::Unsigned;
        }
        let odd = self
            .anomalies
            .iter()
            .any(|anomaly| anomaly.severity == Severity::Error);
        if odd || indications.iter().any(Indication::is_failed) {
            Verdict::Failed
        } else if indications.iter().all(Indication::is_passed) {
            Verdict::Passed
        } else {
            Verdict::Indeterminate
        }
    }
}
