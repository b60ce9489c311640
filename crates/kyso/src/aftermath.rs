//! What became of a file that was signed here: void, replaced, corrected, recalled. Read from the packages in the folder that the configuration
//! names (`outgoing`); no verdict on a signature changes by it.

use cert_path::{CryptoProvider, DigestAlgorithm};
use pdf_revisions::{PdfFile, Source, for_each_chunk};
use signing_workflow::outgoing::{Aftermath, Shelf};

use crate::exit::Failure;
use crate::failures;
use crate::job::Job;
use crate::text::Text;

/// The packages of this office, where the configuration says where they are.
#[derive(Debug, Default)]
pub(crate) struct Ours {
    shelf: Option<Shelf>,
}

impl Ours {
    /// Reads all journals once. Packages whose journals cannot be read are named.
    pub(crate) fn read(job: &Job) -> Result<Self, Failure> {
        let Some(folder) = &job.config.outgoing else {
            return Ok(Self::default());
        };
        let shelf = Shelf::open(folder)
            .map_err(|error| failures::io(&folder.display().to_string(), &error))?;
        for package in shelf.packages() {
            if let Err(error) = &package.state {
                let name = package.folder.display();
                job.note(&Text::new(
                    format!("Không đọc được nhật ký của bộ văn bản “{name}”: {error}."),
                    format!("The journal of the package “{name}” cannot be read: {error}."),
                ));
            }
        }
        Ok(Self { shelf: Some(shelf) })
    }

    /// What became of this file. One that grew since it was signed here (a stamp of arrival, a time-stamp) is known by its earlier
    /// revisions.
    pub(crate) fn aftermath(&self, file: &PdfFile) -> Result<Option<Aftermath>, std::io::Error> {
        let Some(shelf) = &self.shelf else {
            return Ok(None);
        };
        let ends = file.revisions().iter().map(|revision| revision.range.end);
        let hashes = hashes(file.source().as_ref(), ends.chain([file.len()]).collect())?;
        Ok(shelf.aftermath(|known| hashes.iter().any(|hash| hash == known)))
    }
}

/// SHA-256 of the file up to each of these ends, hexadecimal, in one pass.
fn hashes(source: &dyn Source, mut ends: Vec<u64>) -> std::io::Result<Vec<String>> {
    ends.sort_unstable();
    ends.dedup();
    let mut hasher = CryptoProvider::aws_lc()
        .hasher(DigestAlgorithm::Sha256)
        .map_err(std::io::Error::other)?;
    let mut hashes = Vec::with_capacity(ends.len());
    let mut from = 0;
    for to in ends {
        for_each_chunk::<std::io::Error>(source, from..to, |chunk| {
            hasher.update(chunk);
            Ok(())
        })?;
        let digest = hasher.fork().finish();
        hashes.push(hexadecimal(digest.as_bytes()));
        from = to;
    }
    Ok(hashes)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
