//! The registry of the stable codes: everything a report may say by name, each with how grave it can be.
//!
//! A code is a public interface: kebab case (sub-indications as the standard writes them), never renamed, never used for something
//! else. Anomalies and findings can be made from the constants below only, so that nothing is reported that is not registered; a
//! constant nobody uses is dead code and does not compile. Codes of enums of other modules are listed by matches without a default arm, so
//! that a new variant does not compile before it has a code. Words for people are not here: they live in `kyso`.

mod details;

use crate::anomaly::Severity;
use crate::indication::SubIndication;

pub use details::Detailed;
pub(crate) use details::of_integrity;

/// One registered code that an anomaly or a finding may carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Code(&'static str);

impl Code {
    /// As reports write it.
    pub(crate) fn as_str(self, severity: Severity) -> &'static str {
        debug_assert!(
            OWN.iter()
                .any(|one| one.code == self.0 && one.severities.contains(&severity)),
            "{} is not registered as {}",
            self.0,
            severity.as_str()
        );
        self.0
    }
}

/// What a code names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CodeKind {
    /// Something odd about the file as a whole.
    Anomaly,
    /// Something said about one signature.
    Finding,
    /// The reason inside a finding: why the coverage, the integrity or a change was refused, what was forgiven.
    Detail,
    /// A sub-indication of EN 319 102-1 Table 6.
    SubIndication,
}

impl CodeKind {
    /// The word used in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Anomaly => "anomaly",
            Self::Finding => "finding",
            Self::Detail => "detail",
            Self::SubIndication => "sub-indication",
        }
    }
}

/// A code of the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Registered {
    /// As reports write it.
    pub code: &'static str,
    /// What it names.
    pub kind: CodeKind,
    /// How grave it can be: most have one severity, some depend on where they are seen.
    pub severities: &'static [Severity],
}

/// Every code a report of this crate may hold, each once; sorted by kind and code.
#[must_use]
pub fn registered() -> Vec<Registered> {
    let mut all = OWN.to_vec();
    all.extend(pdf_revisions::AnomalyKind::ALL.map(of_reader));
    all.extend(SubIndication::ALL.map(of_sub_indication));
    all.extend(details::all());
    all.sort_by_key(|one| (one.kind, one.code));
    all
}

const fn of_reader(kind: pdf_revisions::AnomalyKind) -> Registered {
    Registered {
        code: kind.code(),
        kind: CodeKind::Anomaly,
        severities: match kind.severity() {
            pdf_revisions::Severity::Info => &[Severity::Info],
            pdf_revisions::Severity::Warning => &[Severity::Warning],
            pdf_revisions::Severity::Error => &[Severity::Error],
        },
    }
}

const fn of_sub_indication(sub: SubIndication) -> Registered {
    Registered {
        code: sub.as_str(),
        kind: CodeKind::SubIndication,
        severities: if sub.indication().is_failed() {
            &[Severity::Error]
        } else {
            &[Severity::Warning]
        },
    }
}

/// The anomaly of a file whose pages nobody can look at: it is unreadable, not undecided.
pub const UNREADABLE_PAGES: &str = PAGES_UNREADABLE.0;

macro_rules! codes {
    ($($name:ident = $code:literal $kind:ident $($severity:ident)+;)+) => {
        $(pub(crate) const $name: Code = Code($code);)+
        const OWN: &[Registered] = &[$(Registered {
            code: $code,
            kind: CodeKind::$kind,
            severities: &[$(Severity::$severity),+],
        }),+];
    };
}

// The words of each are in `crates/kyso/codes/`: a new code needs an entry there too, or the tests of kyso fail.
codes! {
    BYTE_RANGE_CLAIMED_TWICE = "byte-range-claimed-twice" Anomaly Error;
    CHANGE_NOT_ALLOWED = "change-not-allowed" Finding Error;
    CONTAINER_ENTRY_UNREADABLE = "container-entry-unreadable" Finding Warning;
    CONTENT_TIMESTAMP_UNUSABLE = "content-timestamp-unusable" Finding Warning;
    COVERAGE_BROKEN = "coverage-broken" Finding Error;
    DANGLING_REFERENCE = "dangling-reference" Anomaly Warning;
    DOCUMENT_TIMESTAMP_IN_THE_FUTURE = "document-timestamp-in-the-future" Finding Warning;
    DOCUMENT_TIMESTAMP_UNTRUSTED = "document-timestamp-untrusted" Finding Info;
    DSS_ENTRY_UNREADABLE = "dss-entry-unreadable" Anomaly Warning;
    DSS_REDUCED = "dss-reduced" Anomaly Warning;
    DSS_REMOVED = "dss-removed" Anomaly Error;
    FIELD_OUTSIDE_THE_FORM = "field-outside-the-form" Anomaly Warning;
    FILE_ENCRYPTED = "file-encrypted" Anomaly Info;
    HIDDEN_PAGE = "hidden-page" Anomaly Warning;
    HOLD_LIFTED_LATER = "hold-lifted-later" Finding Warning;
    HYBRID_UPDATE = "hybrid-update" Anomaly Error;
    INTEGRITY_BROKEN = "integrity-broken" Finding Error;
    KEY_SUSPECT_BEFORE = "key-suspect-before" Finding Warning;
    MAC_NOT_CHECKED = "mac-not-checked" Anomaly Warning;
    NOT_BASELINE = "not-baseline" Finding Info;
    ORPHANED_SIGNATURE = "orphaned-signature" Anomaly Warning;
    PREPARED_OBJECT = "prepared-object-shown" Anomaly Warning;
    PERMISSIONS_UNKNOWN = "permissions-unknown-entry" Anomaly Info;
    PAGES_UNREADABLE = "pages-unreadable" Anomaly Error;
    REPORTED_LOCALLY = "reported-locally" Finding Warning;
    REVISION_UNREADABLE = "revision-unreadable" Anomaly Error;
    REVOCATION_NOT_CHECKED = "revocation-not-checked" Finding Warning;
    REVOKED_LATER = "revoked-later" Finding Info;
    SIGNATURE_IN_SEVERAL_FIELDS = "signature-in-several-fields" Finding Info;
    SIGNATURE_PLACEHOLDER = "signature-placeholder" Anomaly Warning;
    SEAL_OVER_STAMP = "seal-over-number-stamp" Finding Warning;
    SEAL_OVERLAP_LARGE = "seal-overlap-larger-than-usual" Finding Warning;
    SIGNATURE_ADDED_UNDER_CERTIFICATION = "signature-added-under-certification" Finding Info;
    SIGNATURE_REFERENCE_DIGEST = "signature-reference-digest" Finding Info;
    SIGNATURE_REMOVED = "signature-removed" Finding Error;
    SIGNATURE_TIMESTAMP_BROKEN = "signature-timestamp-broken" Finding Warning;
    SIGNATURE_TIMESTAMP_IN_THE_FUTURE = "signature-timestamp-in-the-future" Finding Warning;
    SIGNATURE_TIMESTAMP_UNTRUSTED = "signature-timestamp-untrusted" Finding Info;
    SIGNATURE_WITHOUT_FIELD = "signature-without-field" Finding Warning;
    SIGNING_CERTIFICATE_ABSENT = "signing-certificate-absent" Finding Info Warning;
    TOLERANCE = "tolerance" Finding Info;
    UNLISTED_BYTES = "unlisted-bytes" Anomaly Error;
    UNREFERENCED_OBJECT = "unreferenced-object" Anomaly Warning;
    UNSUPPORTED_ALGORITHM = "unsupported-algorithm" Finding Warning;
    UNCOVERED_WHITE_SPACE = "uncovered-white-space" Anomaly Info Warning;
    VRI_KEY_SPELLING = "vri-key-other-spelling" Anomaly Info;
    VRI_KEY_UNKNOWN = "vri-key-of-no-signature" Anomaly Info;
    WEAK_ALGORITHM = "weak-algorithm" Finding Warning;
}
