//! What is odd about the file or about one signature, as data: a stable code, how grave it is, one English line.

use cades::SigningCertificateBinding;
use pdf_revisions::PdfFile;

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
    /// How grave it is.
    pub severity: Severity,
    /// One English line without a full stop.
    pub text: String,
}

impl Finding {
    pub(crate) fn error(code: &'static str, text: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, text)
    }

    pub(crate) fn warning(code: &'static str, text: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, text)
    }

    pub(crate) fn info(code: &'static str, text: impl Into<String>) -> Self {
        Self::new(code, Severity::Info, text)
    }

    fn new(code: &'static str, severity: Severity, text: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            text: text.into(),
        }
    }
}

impl Anomaly {
    pub(crate) fn new(
        code: &'static str,
        severity: Severity,
        offset: Option<u64>,
        text: impl Into<String>,
    ) -> Self {
        Self {
            code,
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
        let anomaly = Anomaly::new(
            anomaly.kind.code(),
            severity,
            Some(anomaly.offset),
            anomaly.to_string(),
        );
        if !anomalies.contains(&anomaly) {
            anomalies.push(anomaly);
        }
    }
    anomalies
}

/// Entries of the DSS that are not what they should be: the others are used.
pub(crate) fn of_store(stores: &Stores) -> Option<Anomaly> {
    (stores.unreadable > 0).then(|| {
        let text = format!(
            "{} entries of the document security store cannot be read",
            stores.unreadable
        );
        Anomaly::new("dss-entry-unreadable", Severity::Warning, None, text)
    })
}

/// What is odd about one signature.
pub(crate) fn of_signature(
    one: &Examined,
    modifications: &Axis<ModificationLevel, Disallowed>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Axis::Refuted(failure) = &one.coverage {
        findings.push(Finding::error("coverage-broken", failure.to_string()));
    }
    match &one.integrity {
        Axis::Proven(proof) => of_proof(proof, &one.embedded.sub_filter, &mut findings),
        Axis::Refuted(failure) => {
            findings.push(Finding::error("integrity-broken", failure.to_string()))
        }
        Axis::NotReached(_) => {}
    }
    if let Axis::Refuted(disallowed) = modifications {
        let changes = disallowed.changes.iter().take(SHOWN);
        findings
            .extend(changes.map(|change| Finding::error("change-not-allowed", change.to_string())));
    }
    of_place(one, &mut findings);
    findings
}

/// Certificates and revocation data of a container that are not what they should be: the others are used.
pub(crate) fn of_container(unreadable: usize) -> Option<Finding> {
    (unreadable > 0).then(|| {
        let text = format!("{unreadable} entries of the signature container cannot be read");
        Finding::warning("container-entry-unreadable", text)
    })
}

/// Changes listed in the findings; the axis holds all of them.
const SHOWN: usize = 50;

fn of_proof(proof: &IntactSignature, sub_filter: &str, findings: &mut Vec<Finding>) {
    for tolerance in proof.tolerances() {
        findings.push(Finding::info("tolerance", tolerance.to_string()));
    }
    if *proof.binding() == SigningCertificateBinding::Absent {
        let text = "the signed attributes do not name the signer's certificate: the identity is bound by the key alone";
        // EN 319 142-1 §6.3 demands the attribute; legacy PKCS#7 never had it.
        findings.push(if sub_filter == "ETSI.CAdES.detached" {
            Finding::warning("signing-certificate-absent", text)
        } else {
            Finding::info("signing-certificate-absent", text)
        });
    }
}

fn of_place(one: &Examined, findings: &mut Vec<Finding>) {
    let embedded = &one.embedded;
    if !embedded.in_newest {
        findings.push(Finding::error(
            "signature-removed",
            "a later revision cleared or removed this signature",
        ));
    }
    if let Some(others) = embedded.fields.get(1..).filter(|others| !others.is_empty()) {
        let text = format!(
            "the same signature is shown by further fields: {}",
            others.join(", ")
        );
        findings.push(Finding::info("signature-in-several-fields", text));
    }
    if embedded.kind == SignatureKind::Signature && embedded.field().starts_with("/Perms/") {
        findings.push(Finding::warning(
            "signature-without-field",
            "no form field shows this signature",
        ));
    }
}
