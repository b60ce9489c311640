//! Evidence from files: CRLs, OCSP responses, and what an earlier run saved. Nothing of it is trusted.

use std::io;
use std::path::Path;
use std::sync::Arc;

use cert_path::{
    AlgorithmPolicy, ByteSource, Crl, Encoding, Evidence, EvidenceFile, OcspResponse, Origin,
};
use pdf_revisions::{FileSource, Source};
use signing_workflow::{DurableFile, Replace};

use crate::certificates::{bytes, files, malformed};
use crate::exit::{Exit, Failure};
use crate::failures;
use crate::text::Text;

const CRL_ENDINGS: [&str; 4] = ["crl", "pem", "der", "crls"];
const OCSP_ENDINGS: [&str; 5] = ["ocsp", "ors", "resp", "der", "pem"];
/// CRLs up to this size are read at once; larger ones stay on the disk and are read in pieces. Ours.
const SMALL_CRL: u64 = 1 << 20;
/// PEM cannot be read in pieces. The largest mirror CRL of the corpus plan (100 MB) is larger as PEM: it must be DER.
const LARGEST_PEM: u64 = 64 << 20;
/// OCSP responses have some kilobytes; those with a chain of large keys some ten. Ours.
const LARGEST_OCSP: u64 = 4 << 20;

/// As cert-path reads it: room for ten of the largest CRLs met.
const LARGEST_SAVED: u64 = 1 << 30;
/// A policy has some tens of lines. Ours.
const LARGEST_POLICY: u64 = 1 << 20;

/// Adds the CRLs of a file or folder; a note for every file that was PEM where DER is due.
pub(crate) fn add_crls(
    path: &Path,
    evidence: &mut Evidence,
    notes: &mut Vec<Text>,
) -> Result<(), Failure> {
    for file in some(files(path, &CRL_ENDINGS)?, path)? {
        for crl in crls(&file, notes)? {
            evidence.add_crl(crl, origin(&file));
        }
    }
    Ok(())
}

/// The CRLs of one file: one as DER, any number as PEM.
pub(crate) fn crls(file: &Path, notes: &mut Vec<Text>) -> Result<Vec<Crl>, Failure> {
    let name = file.display().to_string();
    let failed = |error| failures::io(&name, &error);
    let defect = |error| malformed("CRL", "CRL", &name, error);
    let source = FileSource::open(file).map_err(failed)?;
    if source.len() > SMALL_CRL && is_der(&source).map_err(failed)? {
        let crl = Crl::from_source(Arc::new(OnDisk(source))).map_err(defect)?;
        return Ok(vec![crl]);
    }
    let (found, encoding) = Crl::read_any(&bytes(file, LARGEST_PEM)?).map_err(defect)?;
    note(encoding, "CRL", &name, notes);
    Ok(found)
}

/// Adds the OCSP responses of a file or folder.
pub(crate) fn add_ocsp(
    path: &Path,
    evidence: &mut Evidence,
    notes: &mut Vec<Text>,
) -> Result<(), Failure> {
    for file in some(files(path, &OCSP_ENDINGS)?, path)? {
        let name = file.display().to_string();
        let (found, encoding) = OcspResponse::read_any(&bytes(&file, LARGEST_OCSP)?)
            .map_err(|error| malformed("Câu trả lời OCSP", "OCSP response", &name, error))?;
        note(encoding, "OCSP", &name, notes);
        for response in found {
            evidence.add_ocsp_response(response, origin(&file));
        }
    }
    Ok(())
}

/// An operator's own dated refusals, which replace the built-in ones.
pub(crate) fn algorithm_policy(path: &Path) -> Result<AlgorithmPolicy, Failure> {
    let unusable = |why: &str| {
        Failure::environment(
            "algorithm-policy",
            Text::new(
                format!(
                    "Chính sách thuật toán “{}” không dùng được: {why}",
                    path.display()
                ),
                format!(
                    "Algorithm policy “{}” cannot be used: {why}",
                    path.display()
                ),
            ),
        )
    };
    let text = String::from_utf8(bytes(path, LARGEST_POLICY)?);
    let text = text.map_err(|error| unusable(&error.to_string()))?;
    toml::from_str(&text).map_err(|error| unusable(error.to_string().trim()))
}

/// What an earlier run saved. What it was asked then is told in the file, and asked again only if the user asks it.
pub(crate) fn saved(path: &Path) -> Result<Evidence, Failure> {
    Ok(file(path)?.evidence)
}

/// The same with what was asked.
pub(crate) fn file(path: &Path) -> Result<EvidenceFile, Failure> {
    let name = path.display();
    EvidenceFile::read(&bytes(path, LARGEST_SAVED)?).map_err(|error| {
        Failure::new(
            Exit::Unreadable,
            "malformed",
            Text::new(
                format!("Tệp bằng chứng “{name}” không đọc được: {error}."),
                format!("Evidence file “{name}” cannot be read: {error}."),
            ),
        )
    })
}

/// Saves what a verdict rests on: put in place whole, or not at all.
pub(crate) fn save(file: &EvidenceFile, path: &Path) -> Result<(), Failure> {
    let written = DurableFile::beside(path, Replace::Allowed).and_then(|mut out| {
        file.write(&mut out)?;
        out.sync()?;
        out.commit()
    });
    written.map_err(|error| failures::writing(path, &error))
}

pub(crate) fn origin(file: &Path) -> Origin {
    Origin::File(file.display().to_string())
}

fn note(encoding: Encoding, what: &str, name: &str, notes: &mut Vec<Text>) {
    if encoding == Encoding::Pem {
        notes.push(Text::new(
            format!("{what} “{name}” ở dạng PEM, đáng lẽ là DER; đã đọc."),
            format!("{what} “{name}” is PEM where DER is due; it was read."),
        ));
    }
}

/// A folder that holds nothing of the kind was named by mistake.
fn some(found: Vec<std::path::PathBuf>, path: &Path) -> Result<Vec<std::path::PathBuf>, Failure> {
    if !found.is_empty() {
        return Ok(found);
    }
    Err(Failure::environment(
        "evidence-file",
        Text::new(
            format!("“{}” không có tệp CRL, OCSP nào.", path.display()),
            format!(
                "“{}” holds no file of CRLs or OCSP responses.",
                path.display()
            ),
        ),
    ))
}

/// A SEQUENCE with a length in the long form, which no text begins with.
fn is_der(source: &FileSource) -> io::Result<bool> {
    let mut head = [0; 2];
    source.read_at(0, &mut head)?;
    Ok(head[0] == 0x30 && head[1] >= 0x80)
}

/// A file that stays on the disk.
pub(crate) struct OnDisk(pub(crate) FileSource);

impl ByteSource for OnDisk {
    fn length(&self) -> u64 {
        self.0.len()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.0.read_at(offset, buffer)
    }
}
