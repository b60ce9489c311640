//! Trust profiles by name: built in, configured, or put together with `kyso trust add`. A name means one thing only.

use cert_path::TrustAnchor;
use gov_ca_model::{TRUST_PROFILES, TrustProfile};

use super::of_file;
use super::store::Store;
use crate::config::Config;
use crate::exit::Failure;
use crate::text::Text;

/// All profiles at hand.
pub(super) struct Profiles<'a> {
    config: &'a Config,
    store: Vec<TrustAnchor>,
}

impl<'a> Profiles<'a> {
    pub(super) fn new(config: &'a Config) -> Result<Self, Failure> {
        Ok(Self {
            config,
            store: Store::of(config).anchors()?,
        })
    }

    /// The roots of one profile. A name that is defined at two places is an error, never a choice of ours.
    pub(super) fn anchors(&self, name: &str) -> Result<Vec<TrustAnchor>, Failure> {
        let built_in = TrustProfile::named(name).map(TrustProfile::accepted);
        let configured = self.config.trust_profiles.get(name);
        let stored: Vec<_> = self.stored(name).cloned().collect();
        match (built_in, configured, stored.is_empty()) {
            (None, None, true) => Err(self.unknown(name)),
            (Some(anchors), None, true) => Ok(anchors),
            (None, None, false) => Ok(stored),
            (None, Some(paths), true) => {
                let mut anchors = Vec::new();
                for path in paths {
                    anchors.extend(of_file(path)?.into_iter().map(|one| one.in_profile(name)));
                }
                Ok(anchors)
            }
            _ => Err(twice(name)),
        }
    }

    /// What `kyso trust add` put into a profile.
    pub(super) fn stored(&self, name: &str) -> impl Iterator<Item = &TrustAnchor> {
        self.store
            .iter()
            .filter(move |anchor| anchor.profile() == Some(name))
    }

    /// The names, in the order they are listed: built in, configured, added.
    pub(super) fn names(&self) -> Vec<String> {
        let built_in = TRUST_PROFILES.iter().map(|profile| profile.name.to_owned());
        let stored = self.store.iter().filter_map(TrustAnchor::profile);
        let mut names: Vec<String> = built_in
            .chain(self.config.trust_profiles.keys().cloned())
            .collect();
        for name in stored {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        names
    }

    fn unknown(&self, name: &str) -> Failure {
        let known = self.names().join(", ");
        Failure::environment(
            "trust-profile",
            Text::new(
                format!("Không có nhóm chứng thư gốc “{name}” (đang có: {known})."),
                format!("There is no trust profile “{name}” (known: {known})."),
            ),
        )
    }
}

fn twice(name: &str) -> Failure {
    Failure::environment(
        "trust-profile",
        Text::new(
            format!(
                "Nhóm chứng thư gốc “{name}” được đặt ở hai nơi (có sẵn, tệp cấu hình, kyso trust add); đề nghị đổi tên một nhóm."
            ),
            format!(
                "Trust profile “{name}” is defined at two places (built in, configuration, kyso trust add); rename one of them."
            ),
        ),
    )
}
