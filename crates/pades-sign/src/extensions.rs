//! `/Extensions` of the catalog: which extensions of the standard a file uses (ISO 32000-2 §7.12).

use cert_path::{Curve, DigestAlgorithm, PublicKeyKind, SignatureAlgorithm};
use pdf_revisions::{Dict, Object, View};

use crate::checked_signer::CheckedSigner;
use crate::dictionary::{dict, name, text};
use crate::draft::Draft;
use crate::error::SignError;
use crate::request::SubFilter;

/// An extension that is used.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extension {
    /// EN 319 142-1 §5.6: before PDF 2.0, `ETSI.CAdES.detached`, `ETSI.RFC3161` and the DSS are extensions of ISO 32000-1.
    Esic,
    /// ISO/TS 32001: SHA-3 and SHAKE256.
    Hashes,
    /// ISO/TS 32002: EdDSA and the Brainpool curves.
    Curves,
}

impl Extension {
    /// What a signature uses in a file of this version.
    pub(crate) fn of_signature(
        sub_filter: SubFilter,
        signer: &CheckedSigner,
        version: (u8, u8),
    ) -> Vec<Self> {
        let esic = sub_filter == SubFilter::CadesDetached && version < (2, 0);
        let used = [
            (esic, Self::Esic),
            (
                is_of_32001(signer.document_digest_algorithm()),
                Self::Hashes,
            ),
            (is_of_32002(signer), Self::Curves),
        ];
        let used = used.into_iter().filter(|(is_used, _)| *is_used);
        used.map(|(_, extension)| extension).collect()
    }

    /// Enters it unless it is there. Says whether that changed anything.
    fn enter(self, view: &View<'_>, extensions: &mut Dict) -> Result<bool, SignError> {
        match self {
            Self::Esic if extensions.contains(b"ESIC") => Ok(false),
            Self::Esic => {
                let level = [
                    ("BaseVersion", name("1.7")),
                    ("ExtensionLevel", Object::Integer(2)),
                ];
                extensions.insert("ESIC", dict(level));
                Ok(true)
            }
            Self::Hashes => enter_iso(
                view,
                extensions,
                32001,
                "https://www.iso.org/standard/45874.html",
            ),
            Self::Curves => enter_iso(
                view,
                extensions,
                32002,
                "https://www.iso.org/standard/45875.html",
            ),
        }
    }
}

fn is_of_32001(digest: DigestAlgorithm) -> bool {
    use DigestAlgorithm::{Sha3_224, Sha3_256, Sha3_384, Sha3_512, Shake128, Shake256};
    matches!(
        digest,
        Sha3_224 | Sha3_256 | Sha3_384 | Sha3_512 | Shake128 | Shake256
    )
}

fn is_of_32002(signer: &CheckedSigner) -> bool {
    let brainpool = matches!(
        signer.certificate().public_key_kind(),
        PublicKeyKind::Ec {
            curve: Curve::BrainpoolP256r1 | Curve::BrainpoolP384r1 | Curve::BrainpoolP512r1
        }
    );
    brainpool
        || matches!(
            signer.algorithm(),
            SignatureAlgorithm::Ed25519 | SignatureAlgorithm::Ed448
        )
}

/// `/ISO_`: an array of one dictionary for each extension of PDF 2.0 (ISO 32000-2 Table 49 and §7.12.2; ISO/TS 32001 §4, 32002 §4).
fn enter_iso(
    view: &View<'_>,
    extensions: &mut Dict,
    level: i64,
    url: &str,
) -> Result<bool, SignError> {
    let mut all = match view.value(extensions, b"ISO_")? {
        Object::Array(all) => all,
        Object::Null => Vec::new(),
        one => vec![one],
    };
    for one in &all {
        if let Some(one) = view.deref(one)?.as_dict()
            && view.value(one, b"ExtensionLevel")? == Object::Integer(level)
        {
            return Ok(false);
        }
    }
    all.push(dict([
        ("Type", name("DeveloperExtensions")),
        ("BaseVersion", name("2.0")),
        ("ExtensionLevel", Object::Integer(level)),
        ("ExtensionRevision", text(":2022")),
        ("URL", text(url)),
    ]));
    extensions.insert("ISO_", Object::Array(all));
    Ok(true)
}

/// Declares the extensions that are used and not yet declared.
pub(crate) fn declare(draft: &mut Draft<'_>, used: &[Extension]) -> Result<(), SignError> {
    if used.is_empty() {
        return Ok(());
    }
    draft.edit_catalog_entry("Extensions", false, |draft, extensions| {
        let mut changed = false;
        for extension in used {
            changed |= extension.enter(&draft.view, extensions)?;
        }
        Ok(changed)
    })
}

/// [`Extension::Esic`] for document time-stamps and validation material.
pub(crate) fn declare_extension(draft: &mut Draft<'_>, version: (u8, u8)) -> Result<(), SignError> {
    match version < (2, 0) {
        true => declare(draft, &[Extension::Esic]),
        false => Ok(()),
    }
}
