//! The JSON shapes, apart from the types they stand for: the document's words stay when a type changes.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::anchor::TrustAnchor;
use crate::certificate::Certificate;
use crate::evidence::{LocalReport, Origin, ReportedBecause, ReportedCertificate};
use crate::policy::AlgorithmPolicy;
use crate::purpose::Purpose;
use crate::revocation::{Freshness, RevocationMode};

/// What is read first, so that a later version is told by its number and not by its unknown keys.
#[derive(Deserialize)]
pub(super) struct Head {
    pub(super) format: String,
    pub(super) version: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u64,
    #[serde(default)]
    pub(super) judged: Option<Judged>,
    #[serde(default)]
    pub(super) certificates: Vec<Object>,
    #[serde(default)]
    pub(super) crls: Vec<Object>,
    #[serde(default)]
    pub(super) ocsp_responses: Vec<Object>,
    #[serde(default)]
    pub(super) timestamps: Vec<Object>,
    #[serde(default)]
    pub(super) local_reports: Vec<Report>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Object {
    pub(super) sha256: String,
    pub(super) origin: Source,
    pub(super) der: String,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Source {
    Unspecified,
    File(String),
    Document,
    Container,
    SignedAttribute,
    Timestamp,
    Network(String),
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Judged {
    pub(super) now: Timestamp,
    pub(super) anchors: Vec<Anchor>,
    pub(super) revocation: Demand,
    pub(super) freshness: Rule,
    pub(super) algorithms: AlgorithmPolicy,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Demand {
    Require,
    IfAvailable,
    Skip,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Rule {
    IssuersWindow,
    MaxAge(SignedDuration),
    AfterTime,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Anchor {
    pub(super) sha256: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) der: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) only_for: Option<Use>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) from: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) until: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) path_length: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) profile: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) source: Option<String>,
}

#[derive(Clone, Copy, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Use {
    Any,
    CrlSigning,
    DocumentSigning,
    OcspSigning,
    Timestamping,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Report {
    pub(super) certificate: Named,
    pub(super) reported_at: Timestamp,
    pub(super) because: Happened,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Happened {
    Lost,
    Exposed,
}

#[derive(Deserialize, Serialize)]
#[serde(untagged)]
pub(super) enum Named {
    Fingerprint { sha256: String },
    IssuerAndSerial { issuer: String, serial: String },
}

impl From<&Origin> for Source {
    fn from(origin: &Origin) -> Self {
        match origin {
            Origin::Unspecified => Self::Unspecified,
            Origin::File(name) => Self::File(name.clone()),
            Origin::Document => Self::Document,
            Origin::Container => Self::Container,
            Origin::SignedAttribute => Self::SignedAttribute,
            Origin::Timestamp => Self::Timestamp,
            Origin::Network(address) => Self::Network(address.clone()),
        }
    }
}

impl From<Source> for Origin {
    fn from(source: Source) -> Self {
        match source {
            Source::Unspecified => Self::Unspecified,
            Source::File(name) => Self::File(name),
            Source::Document => Self::Document,
            Source::Container => Self::Container,
            Source::SignedAttribute => Self::SignedAttribute,
            Source::Timestamp => Self::Timestamp,
            Source::Network(address) => Self::Network(address),
        }
    }
}

impl From<&super::Judged> for Judged {
    fn from(judged: &super::Judged) -> Self {
        Self {
            now: judged.now,
            anchors: judged.anchors.iter().map(Anchor::from).collect(),
            revocation: match judged.revocation {
                RevocationMode::Require => Demand::Require,
                RevocationMode::IfAvailable => Demand::IfAvailable,
                RevocationMode::Skip => Demand::Skip,
            },
            freshness: match judged.freshness {
                Freshness::IssuersWindow => Rule::IssuersWindow,
                Freshness::MaxAge(age) => Rule::MaxAge(age),
                Freshness::AfterTime => Rule::AfterTime,
            },
            algorithms: judged.algorithms.clone(),
        }
    }
}

impl Judged {
    pub(super) fn read(self) -> Result<super::Judged, (usize, String)> {
        let anchors = self.anchors.into_iter().enumerate();
        let anchors = anchors.map(|(index, anchor)| anchor.read().map_err(|what| (index, what)));
        Ok(super::Judged {
            now: self.now,
            anchors: anchors.collect::<Result<_, _>>()?,
            revocation: match self.revocation {
                Demand::Require => RevocationMode::Require,
                Demand::IfAvailable => RevocationMode::IfAvailable,
                Demand::Skip => RevocationMode::Skip,
            },
            freshness: match self.freshness {
                Rule::IssuersWindow => Freshness::IssuersWindow,
                Rule::MaxAge(age) => Freshness::MaxAge(age),
                Rule::AfterTime => Freshness::AfterTime,
            },
            algorithms: self.algorithms,
        })
    }
}

impl From<&TrustAnchor> for Anchor {
    fn from(anchor: &TrustAnchor) -> Self {
        let der = anchor.certificate().map(|certificate| certificate.der());
        Self {
            sha256: super::write::hexadecimal(&anchor.fingerprint()),
            der: der.map(super::write::base64),
            only_for: anchor.purpose().map(Use::of),
            from: anchor.trusted_from(),
            until: anchor.trusted_until(),
            path_length: anchor.path_length(),
            profile: anchor.profile().map(str::to_owned),
            note: anchor.note().map(str::to_owned),
            source: anchor.source().map(str::to_owned),
        }
    }
}

impl Anchor {
    fn read(self) -> Result<TrustAnchor, String> {
        let sha256 = super::read::fingerprint(&self.sha256)?;
        let mut anchor = match self.der {
            None => TrustAnchor::pinned(sha256),
            Some(der) => {
                let certificate = Certificate::from_der(&super::read::base64(&der)?)
                    .map_err(|error| error.to_string())?;
                super::read::same(&certificate.fingerprint(), &self.sha256)?;
                TrustAnchor::new(certificate)
            }
        };
        if let Some(purpose) = self.only_for {
            anchor = anchor.only_for(purpose.purpose());
        }
        if let Some(from) = self.from {
            anchor = anchor.from(from);
        }
        if let Some(until) = self.until {
            anchor = anchor.until(until);
        }
        if let Some(path_length) = self.path_length {
            anchor = anchor.with_path_length(path_length);
        }
        if let Some(profile) = self.profile {
            anchor = anchor.in_profile(profile);
        }
        if let Some(note) = self.note {
            anchor = anchor.with_note(note);
        }
        if let Some(source) = self.source {
            anchor = anchor.with_source(source);
        }
        Ok(anchor)
    }
}

impl From<&LocalReport> for Report {
    fn from(report: &LocalReport) -> Self {
        Self {
            certificate: match &report.certificate {
                ReportedCertificate::Fingerprint(sha256) => Named::Fingerprint {
                    sha256: super::write::hexadecimal(sha256),
                },
                ReportedCertificate::IssuerAndSerial { issuer, serial } => Named::IssuerAndSerial {
                    issuer: issuer.clone(),
                    serial: serial.clone(),
                },
            },
            reported_at: report.reported_at,
            because: match report.because {
                ReportedBecause::Lost => Happened::Lost,
                ReportedBecause::Exposed => Happened::Exposed,
            },
            note: report.note.clone(),
        }
    }
}

impl Report {
    pub(super) fn read(self) -> Result<LocalReport, String> {
        Ok(LocalReport {
            certificate: match self.certificate {
                Named::Fingerprint { sha256 } => {
                    ReportedCertificate::Fingerprint(super::read::fingerprint(&sha256)?)
                }
                Named::IssuerAndSerial { issuer, serial } => {
                    ReportedCertificate::IssuerAndSerial { issuer, serial }
                }
            },
            reported_at: self.reported_at,
            because: match self.because {
                Happened::Lost => ReportedBecause::Lost,
                Happened::Exposed => ReportedBecause::Exposed,
            },
            note: self.note,
        })
    }
}

impl Use {
    const fn of(purpose: Purpose) -> Self {
        match purpose {
            Purpose::Any => Self::Any,
            Purpose::CrlSigning => Self::CrlSigning,
            Purpose::DocumentSigning => Self::DocumentSigning,
            Purpose::OcspSigning => Self::OcspSigning,
            Purpose::Timestamping => Self::Timestamping,
        }
    }

    const fn purpose(self) -> Purpose {
        match self {
            Self::Any => Purpose::Any,
            Self::CrlSigning => Purpose::CrlSigning,
            Self::DocumentSigning => Purpose::DocumentSigning,
            Self::OcspSigning => Purpose::OcspSigning,
            Self::Timestamping => Purpose::Timestamping,
        }
    }
}
