//! Which roots are accepted, and on which evidence: what the command line names, else what the user configured. Never a
//! default.

pub(crate) mod commands;
mod profiles;
mod rows;
mod store;

use std::path::Path;

use cert_path::{
    AlgorithmPolicy, Evidence, EvidenceFile, Freshness, Judged, RevocationMode, TrustAnchor,
};
use gov_ca_model::TrustProfile;
use jiff::Timestamp;

use crate::args::{Revocation, Trust};
use crate::blocked;
use crate::certificates;
use crate::evidence;
use crate::exit::Failure;
use crate::fetch::Network;
use crate::job::Job;
use crate::text::Text;

use profiles::Profiles;
use store::Store;

/// Everything a certificate is judged on, but the time.
#[derive(Debug)]
pub(crate) struct Ground {
    pub(crate) anchors: Vec<TrustAnchor>,
    pub(crate) evidence: Evidence,
    pub(crate) algorithms: AlgorithmPolicy,
    pub(crate) freshness: Freshness,
    /// The built-in profiles that are on.
    pub(crate) built_in: Vec<&'static TrustProfile>,
    /// What the user should know of the files read.
    pub(crate) notes: Vec<Text>,
    /// The way to the network, where the user opened it.
    pub(crate) network: Option<Network>,
}

impl Ground {
    /// Loads what the command line names. Of roots, the configuration speaks only where the command line names none; its
    /// evidence, and the CRLs of the store, are added.
    pub(crate) fn load(trust: &Trust, job: &Job) -> Result<Self, Failure> {
        let config = &job.config;
        let policy = trust.algorithm_policy.as_deref();
        let mut notes = Vec::new();
        let network = Network::of(trust, job, &mut notes);
        let mut ground = Self {
            anchors: Vec::new(),
            evidence: Evidence::new(),
            algorithms: algorithms(policy.or(config.algorithm_policy.as_deref()))?,
            freshness: trust.freshness.or(config.freshness()).unwrap_or_default(),
            built_in: Vec::new(),
            notes,
            network,
        };
        ground.add_roots(trust, job)?;
        for path in trust.intermediates.iter().chain(&config.intermediates) {
            let found = certificates::read(path)?;
            ground
                .evidence
                .add_certificates(found, &evidence::origin(path));
        }
        ground.add_revocation(trust, job)?;
        for path in trust.evidence.iter().chain(&config.evidence) {
            ground.evidence.merge(evidence::saved(path)?);
        }
        for path in trust.blocked.iter().chain(&config.blocked) {
            for report in blocked::read(path)? {
                ground.evidence.add_local_report(report);
            }
        }
        Ok(ground)
    }

    /// What a saved verdict was made of.
    pub(crate) fn saved(evidence: Evidence, judged: &Judged) -> Self {
        Self {
            anchors: judged.anchors.clone(),
            evidence,
            algorithms: judged.algorithms.clone(),
            freshness: judged.freshness,
            built_in: Vec::new(),
            notes: Vec::new(),
            network: None,
        }
    }

    fn add_roots(&mut self, trust: &Trust, job: &Job) -> Result<(), Failure> {
        let named = !(trust.anchors.is_empty() && trust.profiles.is_empty());
        let (files, profiles) = match named {
            true => (&trust.anchors, &trust.profiles),
            false => (&job.config.trust, &job.config.use_profiles),
        };
        for path in files {
            self.anchors.extend(of_file(path)?);
        }
        if profiles.is_empty() {
            return Ok(());
        }
        let known = Profiles::new(&job.config)?;
        for name in profiles {
            self.anchors.extend(known.anchors(name)?);
            self.built_in.extend(TrustProfile::named(name));
        }
        Ok(())
    }

    /// What nobody wants to know is not read, unless it is named.
    fn add_revocation(&mut self, trust: &Trust, job: &Job) -> Result<(), Failure> {
        let (evidence, notes) = (&mut self.evidence, &mut self.notes);
        for path in &trust.crl {
            evidence::add_crls(path, evidence, notes)?;
        }
        for path in &trust.ocsp {
            evidence::add_ocsp(path, evidence, notes)?;
        }
        if trust.revocation == Some(Revocation::Skip) {
            return Ok(());
        }
        for path in &job.config.crl {
            evidence::add_crls(path, evidence, notes)?;
        }
        for path in &job.config.ocsp {
            evidence::add_ocsp(path, evidence, notes)?;
        }
        for file in Store::of(&job.config).crl_files()? {
            evidence::add_crls(&file, evidence, notes)?;
        }
        Ok(())
    }

    /// The evidence used, with what was asked of it, for replaying a verdict.
    pub(crate) fn evidence_file(
        &self,
        evidence: Evidence,
        now: Timestamp,
        revocation: RevocationMode,
    ) -> EvidenceFile {
        EvidenceFile {
            evidence,
            judged: Some(Judged {
                now,
                anchors: self.anchors.clone(),
                revocation,
                freshness: self.freshness,
                algorithms: self.algorithms.clone(),
            }),
        }
    }

    /// Says which built-in roots are on and what was odd about the files; on standard error, beside the result.
    pub(crate) fn say(&self, job: &Job) {
        for profile in &self.built_in {
            job.note(&in_use(profile));
        }
        for note in &self.notes {
            job.note(note);
        }
    }
}

/// The built-in profiles that these roots come from.
pub(crate) fn built_in(anchors: &[TrustAnchor]) -> Vec<&'static TrustProfile> {
    let mut found = Vec::new();
    let named = anchors.iter().filter_map(TrustAnchor::profile);
    for profile in named.filter_map(TrustProfile::named) {
        if !found.contains(&profile) {
            found.push(profile);
        }
    }
    found
}

/// The certificates of a file or folder, as roots.
fn of_file(path: &Path) -> Result<Vec<TrustAnchor>, Failure> {
    let source = path.display().to_string();
    let found = certificates::read(path)?.into_iter();
    Ok(found
        .map(|certificate| TrustAnchor::new(certificate).with_source(&source))
        .collect())
}

fn algorithms(file: Option<&Path>) -> Result<AlgorithmPolicy, Failure> {
    file.map_or_else(
        || Ok(AlgorithmPolicy::default()),
        evidence::algorithm_policy,
    )
}

fn in_use(profile: &TrustProfile) -> Text {
    let roots = profile.anchors.iter().filter(|anchor| anchor.is_verified());
    let roots: String = roots
        .map(|anchor| {
            let fingerprint = certificates::hex(&anchor.fingerprint);
            format!("\n  {fingerprint}  {}", anchor.name)
        })
        .collect();
    let name = profile.name;
    let address = profile.compare_with.map(|address| format!(" ({address})"));
    let address = address.unwrap_or_default();
    Text::new(
        format!(
            "Đang dùng nhóm chứng thư gốc “{name}” theo SHA-256 dưới đây. Đề nghị đối chiếu với nơi công bố{address} trước khi tin cậy.{roots}"
        ),
        format!(
            "Trust profile “{name}” is on, by the SHA-256 below. Compare them with what is published{address} before relying on them.{roots}"
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
