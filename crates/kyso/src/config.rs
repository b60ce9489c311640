//! The user's configuration: named groups of roots, and the roots used when the command line names none.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::exit::Failure;
use crate::text::Text;

/// `config.toml`.
///
/// ```toml
/// trust = ["/etc/kyso/roots"]            # used when neither --trust nor --trust-profile is given
/// intermediates = ["/etc/kyso/sub-ca"]
/// province = "tay-ninh"
///
/// [trust-profiles]
/// tinh = ["/etc/kyso/tinh.pem"]
/// ```
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Config {
    #[serde(default)]
    pub(crate) trust: Vec<PathBuf>,
    #[serde(default)]
    pub(crate) intermediates: Vec<PathBuf>,
    #[serde(default)]
    pub(crate) trust_profiles: BTreeMap<String, Vec<PathBuf>>,
    pub(crate) province: Option<String>,
}

impl Config {
    /// Reads the file named, or the default one where it exists.
    pub(crate) fn load(named: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = named.map(Path::to_path_buf).or_else(default_path) else {
            return Ok(Self::default());
        };
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            Err(error) => return Err(unusable(&path, &error.to_string())),
        };
        let config: Self =
            toml::from_str(&text).map_err(|error| unusable(&path, error.to_string().trim()))?;
        Ok(config.seen_from(path.parent().unwrap_or(Path::new(""))))
    }

    /// Relative paths are relative to the configuration, wherever the program is run.
    fn seen_from(mut self, folder: &Path) -> Self {
        let groups = self
            .trust_profiles
            .values_mut()
            .chain([&mut self.trust, &mut self.intermediates]);
        for path in groups.flatten() {
            *path = folder.join(&*path);
        }
        self
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
