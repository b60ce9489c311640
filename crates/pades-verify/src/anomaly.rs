//! What is odd about the file or about one signature, as data: a stable code, how grave it is, one English line.

use cades::SigningCertificateBinding;
use pdf_revisions::{Malformed, OpenedBy, PdfErrorKind, PdfFile};

use crate::codes::{self, Code, Detailed as _};
use crate::coverage::Coverage;
use crate::integrity::IntactSignature;
use crate::material::Stores;
use crate::modifications::{Disallowed, ModificationLevel};
use crate::report::{Axis, SignatureKind};
use crate::signed_file::Examined;

/// How grave an observation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing, changes nothing.
    Info,
    /// A person should look.
    Warning,
    /// The default policy refuses the file for it.
    Error,
}

impl Severity {
    /// The word used in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// An observation about the whole file. The codes are a public interface: kebab case, never renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anomaly {
    /// A stable kebab-case code, such as `bytes-after-last-eof`.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// One English line without a full stop.
    pub text: String,
    /// Where in the file, if at one place.
    pub offset: Option<u64>,
}

/// An observation about one signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// A stable kebab-case code, such as `signing-certificate-absent`.
    pub code: &'static str,
    /// The code of the reason inside, where there is one: `coverage-…`, `integrity-…`, `change-…`, `tolerance-…`.
    pub detail: Option<&'static str>,
    /// How grave it is.
    pub severity: Severity,
    /// One English line without a full stop.
    pub text: String,
}

impl Finding {
    pub(crate) fn error(code: Code, text: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, text)
    }

    pub(crate) fn warning(code: Code, text: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, text)
    }

    pub(crate) fn info(code: Code, text: impl Into<String>) -> Self {
        Self::new(code, Severity::Info, text)
    }

    fn new(code: Code, severity: Severity, text: impl Into<String>) -> Self {
        Self {
            code: code.as_str(severity),
            detail: None,
            severity,
            text: text.into(),
        }
    }

    /// With the code of the reason inside.
    pub(crate) fn detail(mut self, code: &'static str) -> Self {
        self.detail = Some(code);
        self
    }
}

impl Anomaly {
    pub(crate) fn new(
        code: Code,
        severity: Severity,
        offset: Option<u64>,
        text: impl Into<String>,
    ) -> Self {
        Self {
            code: code.as_str(severity),
            severity,
            text: text.into(),
            offset,
        }
    }
}

/// What the reader noticed.
pub(crate) fn of_file(file: &PdfFile) -> Vec<Anomaly> {
    let noticed = file
        .anomalies()
        .iter()
        .cloned()
        .chain(file.reading_anomalies());
    let mut anomalies: Vec<Anomaly> = Vec::new();
    for anomaly in noticed {
        let severity = match anomaly.kind.severity() {
            pdf_revisions::Severity::Info => Severity::Info,
            pdf_revisions::Severity::Warning => Severity::Warning,
            pdf_revisions::Severity::Error => Severity::Error,
        };
        let anomaly = Anomaly {
            code: anomaly.kind.code(),
            severity,
            text: anomaly.to_string(),
            offset: Some(anomaly.offset),
        };
        if !anomalies.contains(&anomaly) {
            anomalies.push(anomaly);
        }
    }
    anomalies
}

/// That the file is encrypted: a signature covers its bytes as they are, encrypted.
pub(crate) fn of_encryption(file: &PdfFile) -> Option<Anomaly> {
    let encryption = file.encryption()?;
    let text = format!(
        "the file is encrypted by {encryption} and was opened by {}",
        match encryption.opened_by {
            OpenedBy::Owner => "the owner password",
            OpenedBy::User => "the user password",
            OpenedBy::EmptyPassword => "the empty user password",
        }
    );
    Some(Anomaly::new(
        codes::FILE_ENCRYPTED,
        Severity::Info,
        None,
        text,
    ))
}

/// That the file brings an integrity code of its own (ISO/TS 32004), which is not checked.
pub(crate) fn of_mac(file: &PdfFile) -> Option<Anomaly> {
    let mut revisions = file.revisions().iter();
    let with = revisions.find(|revision| revision.trailer.contains(b"AuthCode"))?;
    let text =
        "the integrity code of the encrypted file (ISO/TS 32004) is not checked by this version";
    let code = codes::MAC_NOT_CHECKED;
    Some(Anomaly::new(
        code,
        Severity::Warning,
        Some(with.startxref),
        text,
    ))
}

/// White space behind what the last signature covers: it shows nothing, and nobody signed it. One line end is what writers and mail
/// programs add; the number is ours.
pub(crate) fn of_tail(file: &PdfFile, examined: &[Examined]) -> Option<Anomaly> {
    let covering = examined.iter().filter_map(|one| one.coverage.proven());
    let covering = covering.filter(|coverage| coverage.covers_entire_file());
    let end = covering.map(Coverage::end).max()?;
    let count = file.len().checked_sub(end).filter(|count| *count > 0)?;
    let severity = if count > LINE_END {
        Severity::Warning
    } else {
        Severity::Info
    };
    let text = format!("{count} bytes of white space at the end are covered by no signature");
    let code = codes::UNCOVERED_WHITE_SPACE;
    Some(Anomaly::new(code, severity, Some(end), text))
}

/// Bytes of CR LF.
const LINE_END: u64 = 2;

/// “No signature” is said of a document, not of a damaged file: its page tree is whole and has a page.
pub(crate) fn of_pages(file: &PdfFile) -> Option<Anomaly> {
    let newest = file.newest();
    let damaged = match newest.page(0) {
        Err(error) => Some(error),
        // Else the walk ended after the last page, or at the limit of what is walked.
        Ok(_) => newest
            .page(usize::MAX)
            .err()
            .filter(|error| matches!(error.kind, PdfErrorKind::Malformed(Malformed::PageTree))),
    }?;
    let text = format!("the pages cannot be read: {damaged}");
    let code = codes::PAGES_UNREADABLE;
    Some(Anomaly::new(code, Severity::Error, damaged.offset, text))
}

/// Entries of the DSS that are not what they should be, and entries that a later revision took away: all that can be read is used, of
/// every revision.
pub(crate) fn of_store(stores: &Stores) -> Vec<Anomaly> {
    let mut anomalies = Vec::new();
    if stores.unreadable > 0 {
        let text = format!(
            "{} entries of the document security store cannot be read",
            stores.unreadable
        );
        let code = codes::DSS_ENTRY_UNREADABLE;
        anomalies.push(Anomaly::new(code, Severity::Warning, None, text));
    }
    for update in stores.updates.iter().filter(|update| update.dropped > 0) {
        let (revision, dropped) = (update.revision.saturating_add(1), update.dropped);
        // Overwriting is met in honest files; taking the store away is not.
        let (code, severity, what) = if update.removed {
            let what = format!("revision {revision} removed the document security store");
            (codes::DSS_REMOVED, Severity::Error, what)
        } else {
            let what = format!(
                "revision {revision} took {dropped} entries out of the document security store"
            );
            (codes::DSS_REDUCED, Severity::Warning, what)
        };
        anomalies.push(Anomaly::new(code, severity, None, what));
    }
    anomalies
}

/// What is odd about one signature.
pub(crate) fn of_signature(
    one: &Examined,
    modifications: &Axis<ModificationLevel, Disallowed>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Axis::Refuted(failure) = &one.coverage {
        let finding = Finding::error(codes::COVERAGE_BROKEN, failure.to_string());
        findings.push(finding.detail(failure.code()));
    }
    match &one.integrity {
        Axis::Proven(proof) => of_proof(proof, &one.embedded.sub_filter, &mut findings),
        Axis::Refuted(failure) => {
            let finding = Finding::error(codes::INTEGRITY_BROKEN, failure.to_string());
            findings.push(finding.detail(codes::of_integrity(failure)));
        }
        Axis::NotReached(_) => {}
    }
    if let Axis::Refuted(disallowed) = modifications {
        let changes = disallowed.changes.iter().take(SHOWN);
        findings.extend(changes.map(|change| {
            let finding = Finding::error(codes::CHANGE_NOT_ALLOWED, change.to_string());
            finding.detail(change.reason.code())
        }));
    }
    of_place(one, &mut findings);
    findings
}

/// Certificates and revocation data of a container that are not what they should be: the others are used.
pub(crate) fn of_container(unreadable: usize) -> Option<Finding> {
    (unreadable > 0).then(|| {
        let text = format!("{unreadable} entries of the signature container cannot be read");
        Finding::warning(codes::CONTAINER_ENTRY_UNREADABLE, text)
    })
}

/// Changes listed in the findings; the axis holds all of them.
const SHOWN: usize = 50;

fn of_proof(proof: &IntactSignature, sub_filter: &str, findings: &mut Vec<Finding>) {
    for tolerance in proof.tolerances() {
        let finding = Finding::info(codes::TOLERANCE, tolerance.to_string());
        findings.push(finding.detail(tolerance.code()));
    }
    if *proof.binding() == SigningCertificateBinding::Absent {
        let text = "the signed attributes do not name the signer's certificate: the identity is bound by the key alone";
        // EN 319 142-1 §6.3 demands the attribute; legacy PKCS#7 never had it.
        findings.push(if sub_filter == "ETSI.CAdES.detached" {
            Finding::warning(codes::SIGNING_CERTIFICATE_ABSENT, text)
        } else {
            Finding::info(codes::SIGNING_CERTIFICATE_ABSENT, text)
        });
    }
}

fn of_place(one: &Examined, findings: &mut Vec<Finding>) {
    let embedded = &one.embedded;
    if embedded.reference_digests {
        findings.push(Finding::info(
            codes::SIGNATURE_REFERENCE_DIGEST,
            "a signature reference holds a digest of objects (DigestValue, DigestLocation), which nobody checks: withdrawn in PDF 2.0, forbidden in PDF/A-2",
        ));
    }
    // Whoever drops rights of readers removes no signature of a person.
    if !embedded.in_newest && embedded.kind != SignatureKind::UsageRights {
        findings.push(Finding::error(
            codes::SIGNATURE_REMOVED,
            "a later revision cleared or removed this signature",
        ));
    }
    if let Some(others) = embedded.fields.get(1..).filter(|others| !others.is_empty()) {
        let text = format!(
            "the same signature is shown by further fields: {}",
            others.join(", ")
        );
        findings.push(Finding::info(codes::SIGNATURE_IN_SEVERAL_FIELDS, text));
    }
    if embedded.kind == SignatureKind::Signature && embedded.field().starts_with("/Perms/") {
        findings.push(Finding::warning(
            codes::SIGNATURE_WITHOUT_FIELD,
            "no form field shows this signature",
        ));
    }
}
