//! Keys of `/VRI` (ISO 32000-2 Table 261, EN 319 142-1 §5.4.2.3): the material is read whatever they say; what they say is told.

use cert_path::{CryptoProvider, DigestAlgorithm};

use crate::anomaly::{Anomaly, Severity};
use crate::codes;
use crate::material::Stores;
use crate::signed_file::Examined;

/// Keys that are not spelled as the standards ask, and keys that belong to no signature of the file.
pub(crate) fn anomalies(
    stores: &Stores,
    examined: &[Examined],
    provider: &CryptoProvider,
) -> Vec<Anomaly> {
    if stores.vri.is_empty() {
        return Vec::new();
    }
    let spellings: Vec<Spellings> = examined
        .iter()
        .filter_map(|one| Spellings::of(one, provider))
        .collect();
    let (mut other, mut unknown) = (0_usize, 0_usize);
    for key in &stores.vri {
        let upper = key.to_ascii_uppercase();
        let known = spellings.iter().find(|one| one.is_one(&upper));
        match known {
            Some(one) if one.padded == *key => {}
            Some(_) => other = other.saturating_add(1),
            None => unknown = unknown.saturating_add(1),
        }
    }
    let told = |code, count: usize, what: &str| {
        let text = format!("{count} keys of /VRI {what}");
        (count > 0).then(|| Anomaly::new(code, Severity::Info, None, text))
    };
    let other = told(
        codes::VRI_KEY_SPELLING,
        other,
        "name a signature in another spelling than the upper-case SHA-1 of its whole /Contents",
    );
    let unknown = told(
        codes::VRI_KEY_UNKNOWN,
        unknown,
        "name no signature of the file",
    );
    other.into_iter().chain(unknown).collect()
}

/// How writers name one signature, in upper case.
struct Spellings {
    /// The SHA-1 of `/Contents` with its padding: what most write.
    padded: Vec<u8>,
    /// The SHA-1 of the container alone.
    bare: Option<Vec<u8>>,
}

impl Spellings {
    fn of(one: &Examined, provider: &CryptoProvider) -> Option<Self> {
        let contents = one.embedded.contents.as_ref()?;
        let container = one.container.as_ref();
        let bare = container.and_then(|container| container.signed_data());
        Some(Self {
            padded: key(provider, &contents.bytes)?,
            bare: bare.and_then(|bare| key(provider, bare.encoded())),
        })
    }

    fn is_one(&self, upper: &[u8]) -> bool {
        self.padded == upper || self.bare.as_deref() == Some(upper)
    }
}

fn key(provider: &CryptoProvider, bytes: &[u8]) -> Option<Vec<u8>> {
    let digest = provider.digest(DigestAlgorithm::Sha1, bytes).ok()?;
    let digits = digest.as_bytes().iter().map(|byte| format!("{byte:02X}"));
    Some(digits.collect::<String>().into_bytes())
}
