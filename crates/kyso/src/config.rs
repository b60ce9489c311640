//! The user's configuration: named groups of roots, evidence at hand, and the
//! roots used when the command line names none.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cert_path::Freshness;
use gov_ca_model::TrustProfile;
use serde::Deserialize;

use crate::exit::Failure;
use crate::freshness;
use crate::text::Text;
use crate::timestamp::TimestampConfig;

/// `config.toml`. Relative paths are relative to it.
///
/// ```toml
/// trust = ["/etc/kyso/roots"]            # used when neither --trust nor --trust-profile is given
/// use-profiles = ["vgca"]                # likewise; nothing is in use unless it is named here or on the command line
/// intermediates = ["/etc/kyso/sub-ca"]   # these and the following are added to what the command line names
/// crl = ["crl"]                          # a folder that someone keeps up to date, for networks without internet
/// ocsp = []
/// evidence = []
/// blocked = ["blocked.toml"]             # certificates reported lost or exposed
/// freshness = "issuers-window"           # or "after-time", "24h", "7d"
/// algorithm-policy = "algorithms.toml"   # instead of the built-in one
/// fetch = false                          # true: as --fetch, for every run
/// fetch-allow = ["ocsp.noi-bo.vn"]       # hosts of the own network that may be fetched from
/// province = "tay-ninh"
/// register = "so-dang-ky.db"             # what kyso registry works on; or postgresql://…
/// operator = "pkt01"                     # who does it: a short name, in every event of the register
/// outgoing = "van-ban-di"                # the folder of the packages of kyso outgoing: files of replaced or recalled ones are told
/// libreoffice = "/opt/libreoffice/program/soffice" # what `kyso convert` runs; else soffice or libreoffice in PATH
/// overlay = "law.toml"                   # what the office adds to the law as read: days of force, days off
///
/// [trust-profiles]
/// tinh = ["/etc/kyso/tinh.pem"]
/// ```
///
/// `[timestamp]`: see [`TimestampConfig`].
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(crate) struct Config {
    pub(crate) trust: Vec<PathBuf>,
    pub(crate) use_profiles: Vec<String>,
    pub(crate) intermediates: Vec<PathBuf>,
    pub(crate) crl: Vec<PathBuf>,
    pub(crate) ocsp: Vec<PathBuf>,
    pub(crate) evidence: Vec<PathBuf>,
    pub(crate) blocked: Vec<PathBuf>,
    pub(crate) freshness: Option<String>,
    pub(crate) algorithm_policy: Option<PathBuf>,
    pub(crate) overlay: Option<PathBuf>,
    pub(crate) libreoffice: Option<PathBuf>,
    pub(crate) outgoing: Option<PathBuf>,
    pub(crate) trust_profiles: BTreeMap<String, Vec<PathBuf>>,
    pub(crate) province: Option<String>,
    pub(crate) register: Option<String>,
    pub(crate) operator: Option<String>,
    pub(crate) fetch: bool,
    pub(crate) fetch_allow: Vec<String>,
    pub(crate) timestamp: TimestampConfig,
    /// Where the user's trust store is: beside the configuration.
    #[serde(skip)]
    pub(crate) store: Option<PathBuf>,
    /// Where the local service keeps its certificate and the origins allowed: beside the configuration.
    #[serde(skip)]
    pub(crate) local: Option<PathBuf>,
}

impl Config {
    /// Reads the file named, or the default one where it exists.
    pub(crate) fn load(named: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = named.map(Path::to_path_buf).or_else(default_path) else {
            return Ok(Self::default());
        };
        let folder = path.parent().unwrap_or(Path::new(""));
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => {
                String::new()
            }
            Err(error) => return Err(unusable(&path, &error.to_string())),
        };
        let config: Self =
            toml::from_str(&text).map_err(|error| unusable(&path, error.to_string().trim()))?;
        config.check(&path)?;
        Ok(config.seen_from(folder))
    }

    /// A built-in profile means the same everywhere: no configuration redefines it.
    fn check(&self, path: &Path) -> Result<(), Failure> {
        let mut names = self.trust_profiles.keys();
        if let Some(name) = names.find(|name| TrustProfile::named(name).is_some()) {
            return Err(unusable(
                path,
                &format!("[trust-profiles] “{name}”: tên nhóm có sẵn (built-in profile)"),
            ));
        }
        match &self.freshness {
            Some(rule) => freshness::parse(rule)
                .map(|_| ())
                .map_err(|why| unusable(path, &format!("freshness: {why}"))),
            None => Ok(()),
        }
    }

    /// Relative paths are relative to the configuration, wherever the program is run.
    fn seen_from(mut self, folder: &Path) -> Self {
        let groups = self.trust_profiles.values_mut().chain([
            &mut self.trust,
            &mut self.intermediates,
            &mut self.crl,
            &mut self.ocsp,
            &mut self.evidence,
            &mut self.blocked,
        ]);
        let files = [
            &mut self.algorithm_policy,
            &mut self.overlay,
            &mut self.libreoffice,
            &mut self.outgoing,
        ];
        let secrets = self.timestamp.password_files();
        let files = files.into_iter().flatten().chain(secrets);
        for path in groups.flatten().chain(files) {
            *path = folder.join(&*path);
        }
        if let Some(register) = self
            .register
            .as_mut()
            .filter(|named| !named.contains("://"))
        {
            *register = folder.join(&*register).display().to_string();
        }
        self.store = Some(folder.join("trust"));
        self.local = Some(folder.join("local"));
        self
    }

    /// The rule of freshness, if one is configured.
    pub(crate) fn freshness(&self) -> Option<Freshness> {
        let rule = self.freshness.as_deref()?;
        freshness::parse(rule).ok()
    }
}

fn unusable(path: &Path, why: &str) -> Failure {
    Failure::environment(
        "configuration",
        Text::new(
            format!("Tệp cấu hình “{}” không dùng được: {why}", path.display()),
            format!(
                "Configuration file “{}” cannot be used: {why}",
                path.display()
            ),
        ),
    )
}

fn default_path() -> Option<PathBuf> {
    let folder = std::env::var_os("XDG_CONFIG_HOME")
        .or_else(|| std::env::var_os("APPDATA"))
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".config")))?;
    Some(folder.join("kyso").join("config.toml"))
}
