//! The house's own block list: certificates reported lost or exposed, before their CA has revoked them.

use std::path::Path;

use cert_path::{LocalReport, ReportedBecause, ReportedCertificate};
use jiff::Timestamp;
use serde::Deserialize;

use crate::certificates;
use crate::exit::{Exit, Failure};
use crate::text::Text;
use crate::time;

/// No block list is larger. Ours.
const LARGEST: u64 = 16 << 20;

/// ```toml
/// [[blocked]]
/// fingerprint = "F04B…"                        # SHA-256 of the certificate
/// reported-at = "2026-11-22T08:00:00+07:00"
/// because = "lost"                             # lost | exposed
/// note = "Biên bản số 12"
///
/// [[blocked]]
/// issuer = "CN=…,O=…,C=VN"                     # RFC 4514, with the serial number
/// serial = "540110AB"
/// reported-at = "2026-11-22"
/// because = "exposed"
/// ```
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    #[serde(default)]
    blocked: Vec<Line>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Line {
    fingerprint: Option<String>,
    issuer: Option<String>,
    serial: Option<String>,
    reported_at: String,
    because: Because,
    note: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Because {
    Lost,
    Exposed,
}

/// The reports of one file.
pub(crate) fn read(path: &Path) -> Result<Vec<LocalReport>, Failure> {
    let bytes = certificates::bytes(path, LARGEST)?;
    let text = String::from_utf8(bytes).map_err(|error| unusable(path, &error.to_string()))?;
    let list: List =
        toml::from_str(&text).map_err(|error| unusable(path, error.to_string().trim()))?;
    let lines = list.blocked.iter().enumerate();
    lines
        .map(|(index, line)| {
            report(line).map_err(|why| unusable(path, &format!("[[blocked]] {}: {why}", index + 1)))
        })
        .collect()
}

fn report(line: &Line) -> Result<LocalReport, String> {
    Ok(LocalReport {
        certificate: certificate(line)?,
        reported_at: reported_at(&line.reported_at)?,
        because: match line.because {
            Because::Lost => ReportedBecause::Lost,
            Because::Exposed => ReportedBecause::Exposed,
        },
        note: line.note.clone(),
    })
}

fn certificate(line: &Line) -> Result<ReportedCertificate, &'static str> {
    match (&line.fingerprint, &line.issuer, &line.serial) {
        (Some(text), None, None) => certificates::sha256(text)
            .map(ReportedCertificate::Fingerprint)
            .ok_or("fingerprint: SHA-256, 64 hexadecimal digits"),
        (None, Some(issuer), Some(serial)) => Ok(ReportedCertificate::IssuerAndSerial {
            issuer: issuer.clone(),
            serial: serial.clone(),
        }),
        _ => Err("fingerprint, or issuer and serial"),
    }
}

fn reported_at(text: &str) -> Result<Timestamp, String> {
    time::parse(text).map_err(|error| format!("reported-at: {error}"))
}

fn unusable(path: &Path, why: &str) -> Failure {
    let name = path.display();
    Failure::new(
        Exit::Environment,
        "block-list",
        Text::new(
            format!("Danh sách chứng thư bị chặn “{name}” không dùng được: {why}"),
            format!("Block list “{name}” cannot be used: {why}"),
        ),
    )
}
