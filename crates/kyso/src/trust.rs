//! Which roots are accepted: what the command line names, else what the user configured. Never a default.

use std::path::Path;

use cert_path::{Certificate, Evidence, RevocationMode, TrustAnchor};

use crate::args::{Revocation, Trust};
use crate::config::Config;
use crate::exit::Failure;
use crate::failures;
use crate::text::Text;

/// The roots and the intermediate certificates at hand.
#[derive(Debug, Default)]
pub(crate) struct Roots {
    pub(crate) anchors: Vec<TrustAnchor>,
    pub(crate) evidence: Evidence,
}

impl Roots {
    /// Loads what the command line names; the configuration speaks only where it names no roots.
    pub(crate) fn load(trust: &Trust, config: &Config) -> Result<Self, Failure> {
        let mut roots = Self::default();
        for path in &trust.anchors {
            roots.add_anchors(path)?;
        }
        for name in &trust.profiles {
            for path in config
                .trust_profiles
                .get(name)
                .ok_or_else(|| unknown_profile(name, config))?
            {
                roots.add_anchors(path)?;
            }
        }
        if trust.anchors.is_empty() && trust.profiles.is_empty() {
            for path in &config.trust {
                roots.add_anchors(path)?;
            }
        }
        for path in trust.intermediates.iter().chain(&config.intermediates) {
            for certificate in certificates(path)? {
                roots.evidence.add_certificate(certificate);
            }
        }
        Ok(roots)
    }

    fn add_anchors(&mut self, path: &Path) -> Result<(), Failure> {
        self.anchors
            .extend(certificates(path)?.into_iter().map(TrustAnchor::new));
        Ok(())
    }
}

fn unknown_profile(name: &str, config: &Config) -> Failure {
    let known = config
        .trust_profiles
        .keys()
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    Failure::environment(
        "trust-profile",
        Text::new(
            format!("Không có nhóm chứng thư gốc “{name}” trong tệp cấu hình (đang có: {known})."),
            format!("The configuration has no trust profile “{name}” (known: {known})."),
        ),
    )
}

/// How revocation is treated, with the default of the command.
pub(crate) fn revocation(trust: &Trust, default: RevocationMode) -> RevocationMode {
    match trust.revocation {
        None => default,
        Some(Revocation::Require) => RevocationMode::Require,
        Some(Revocation::IfAvailable) => RevocationMode::IfAvailable,
        Some(Revocation::Skip) => RevocationMode::Skip,
    }
}

/// All certificates of a PEM or DER file, or of the files of a folder (`.pem`, `.crt`, `.cer`, `.der`).
pub(crate) fn certificates(path: &Path) -> Result<Vec<Certificate>, Failure> {
    if !path.is_dir() {
        return from_file(path);
    }
    let unreadable = |error| failures::io(&path.display().to_string(), &error);
    let mut files = std::fs::read_dir(path)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(unreadable)?
        .into_iter()
        .map(|entry| entry.path())
        .filter(|file| is_certificate(file))
        .collect::<Vec<_>>();
    files.sort();
    let mut all = Vec::new();
    for file in files {
        all.extend(from_file(&file)?);
    }
    some(all, path)
}

/// A path the user named and that holds nothing is a mistake to be told, not to be passed over.
fn some(found: Vec<Certificate>, path: &Path) -> Result<Vec<Certificate>, Failure> {
    if !found.is_empty() {
        return Ok(found);
    }
    Err(Failure::environment(
        "certificate-file",
        Text::new(
            format!("“{}” không có chứng thư nào.", path.display()),
            format!("“{}” holds no certificate.", path.display()),
        ),
    ))
}

fn is_certificate(file: &Path) -> bool {
    let extension = file
        .extension()
        .and_then(|extension| extension.to_str())
        .map(str::to_ascii_lowercase);
    matches!(extension.as_deref(), Some("pem" | "crt" | "cer" | "der"))
}

fn from_file(path: &Path) -> Result<Vec<Certificate>, Failure> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| failures::io(&name, &error))?;
    let is_pem = bytes.windows(11).any(|window| window == b"-----BEGIN ");
    let found = if is_pem {
        Certificate::many_from_pem(&bytes)
    } else {
        Certificate::from_der(&bytes).map(|one| vec![one])
    };
    let found = found.map_err(|error| {
        Failure::environment(
            "certificate-file",
            Text::new(
                format!("Không đọc được chứng thư trong tệp “{name}”: {error}."),
                format!("No certificate can be read from “{name}”: {error}."),
            ),
        )
    })?;
    some(found, path)
}
