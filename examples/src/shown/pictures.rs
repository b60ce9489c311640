//! The pictures of the sample office, through its register.

use cert_path::{CryptoProvider, DigestAlgorithm};
use gov_ca_model::VietnamDay;
use signing_workflow::images::{ApprovedImage, ImageKind, ImageRefused, ImageRegister};
use signing_workflow::showing::Pictures;

use crate::people::AnyError;

const SIGNATURE: &[u8] = include_bytes!("../../chu-ky-giam-doc.png");
const SEAL: &[u8] = include_bytes!("../../con-dau-mau.png");

/// The sample office's pictures of a signature and a seal, approved.
pub struct Office {
    signature: ApprovedImage,
    seal: ApprovedImage,
}

impl Office {
    /// Reads and approves them.
    ///
    /// # Errors
    /// When a sample is not what the register says.
    pub fn open() -> Result<Self, AnyError> {
        let register = format!(
            "{}{}",
            entry("giam-doc", "signature", SIGNATURE, (50, 25))?,
            entry("dau", "seal", SEAL, (36, 36))?
        );
        let register = ImageRegister::from_toml(&register)?;
        let approved = |id: &str, kind, file: &[u8]| {
            register.approved(id, kind, VietnamDay::new(2026, 11, 22), |_| {
                Ok::<_, ImageRefused>(file.to_vec())
            })
        };
        Ok(Self {
            signature: approved("giam-doc", ImageKind::Signature, SIGNATURE)?,
            seal: approved("dau", ImageKind::Seal, SEAL)?,
        })
    }

    /// Both.
    #[must_use]
    pub const fn pictures(&self) -> Pictures<'_> {
        Pictures {
            signature: Some(&self.signature),
            seal: Some(&self.seal),
        }
    }
}

fn entry(
    id: &str,
    kind: &str,
    file: &[u8],
    (width, height): (u32, u32),
) -> Result<String, AnyError> {
    let digest = CryptoProvider::aws_lc().digest(DigestAlgorithm::Sha256, file)?;
    let sha256: String = digest
        .as_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Ok(format!(
        "[[image]]\nid = \"{id}\"\nkind = \"{kind}\"\nfile = \"{id}.png\"\nsha256 = \"{sha256}\"\nowner = \"Mẫu\"\napproved_by = \"Mẫu\"\n\
         approved_on = \"2024-01-02\"\nfrom = \"2024-01-03\"\nwidth_mm = {width}.0\nheight_mm = {height}.0\n"
    ))
}
