//! Certificates from files and folders: PEM, DER, P7B.

use std::path::{Path, PathBuf};

use cert_path::{Certificate, CertificateError};

use crate::exit::{Exit, Failure};
use crate::failures;
use crate::text::Text;

/// Endings of certificate files that are looked at in a folder.
pub(crate) const ENDINGS: [&str; 6] = ["pem", "crt", "cer", "der", "p7b", "p7c"];
/// No file of certificates is larger; the Mozilla root list as PEM has 0.25 MB. Ours.
pub(crate) const LARGEST: u64 = 64 << 20;

/// All certificates of a file, or of the files of a folder.
pub(crate) fn read(path: &Path) -> Result<Vec<Certificate>, Failure> {
    let mut all = Vec::new();
    for file in files(path, &ENDINGS)? {
        all.extend(of_file(&file)?);
    }
    some(all, path)
}

/// All certificates of one file, as something to be judged: what cannot be read is the file's defect (design.md 4).
pub(crate) fn judged(path: &Path) -> Result<Vec<Certificate>, Failure> {
    let name = path.display().to_string();
    parse(&bytes(path, LARGEST)?)
        .map_err(|error| malformed("Tệp chứng thư", "Certificate file", &name, error))
        .and_then(|found| some(found, path))
}

pub(crate) fn of_file(path: &Path) -> Result<Vec<Certificate>, Failure> {
    let name = path.display().to_string();
    let found = parse(&bytes(path, LARGEST)?).map_err(|error| {
        Failure::environment(
            "certificate-file",
            Text::new(
                format!("Không đọc được chứng thư trong tệp “{name}”: {error}."),
                format!("No certificate can be read from “{name}”: {error}."),
            ),
        )
    })?;
    some(found, path)
}

/// PEM, DER or P7B, whatever the name says. A signed message is none of them: its signature is no list of certificates.
fn parse(bytes: &[u8]) -> Result<Vec<Certificate>, CertificateError> {
    Certificate::read_bundle(bytes).map(|(found, _)| found)
}

/// Something that was to be read and is malformed, with its place.
pub(crate) fn malformed(vi: &str, en: &str, name: &str, error: CertificateError) -> Failure {
    Failure::new(
        Exit::Unreadable,
        "malformed",
        Text::new(
            format!("{vi} “{name}” không đọc được: {error}."),
            format!("{en} “{name}” cannot be read: {error}."),
        ),
    )
    .at(u64::try_from(error.offset).ok())
}

/// The file itself, or the files of a folder with one of these endings, sorted by name.
pub(crate) fn files(path: &Path, endings: &[&str]) -> Result<Vec<PathBuf>, Failure> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut files = std::fs::read_dir(path)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| failures::io(&path.display().to_string(), &error))?
        .into_iter()
        .map(|entry| entry.path())
        .filter(|file| ends_with(file, endings))
        .collect::<Vec<_>>();
    files.sort();
    Ok(files)
}

fn ends_with(file: &Path, endings: &[&str]) -> bool {
    let extension = file.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| {
        let extension = extension.to_ascii_lowercase();
        endings.contains(&extension.as_str()) && file.is_file()
    })
}

/// A whole file, if it is not absurdly large.
pub(crate) fn bytes(path: &Path, largest: u64) -> Result<Vec<u8>, Failure> {
    let name = path.display().to_string();
    let failed = |error| failures::io(&name, &error);
    let length = std::fs::metadata(path).map_err(failed)?.len();
    if length > largest {
        return Err(failures::limit(
            &name,
            &format!("{length} > {largest} byte"),
        ));
    }
    std::fs::read(path).map_err(failed)
}

/// A path the user named and that holds nothing is a mistake to be told, not to be passed over.
fn some(found: Vec<Certificate>, path: &Path) -> Result<Vec<Certificate>, Failure> {
    if !found.is_empty() {
        return Ok(found);
    }
    Err(Failure::environment(
        "certificate-file",
        Text::new(
            format!("“{}” không có chứng thư nào.", path.display()),
            format!("“{}” holds no certificate.", path.display()),
        ),
    ))
}

/// A fingerprint as people write it: upper-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02X}");
        text
    })
}

/// A SHA-256 as people paste it: any case, with colons or spaces.
pub(crate) fn sha256(text: &str) -> Option<[u8; 32]> {
    let digits: Vec<u8> = text
        .bytes()
        .filter(|byte| !matches!(byte, b':' | b' '))
        .map(|byte| char::from(byte).to_digit(16))
        .map(|digit| digit.and_then(|digit| u8::try_from(digit).ok()))
        .collect::<Option<_>>()?;
    let pairs = digits.chunks_exact(2).map(|pair| 16 * pair[0] + pair[1]);
    let bytes: Vec<u8> = pairs.collect();
    (digits.len() == 64).then(|| bytes.try_into().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_read_as_it_is_pasted() {
        let bytes: [u8; 32] = std::array::from_fn(|index| u8::try_from(7 * index).unwrap());
        let text = hex(&bytes);
        assert_eq!(sha256(&text), Some(bytes));
        let colons: Vec<&str> = (0..32)
            .map(|index| &text[2 * index..2 * index + 2])
            .collect();
        assert_eq!(sha256(&colons.join(":").to_lowercase()), Some(bytes));
        for wrong in ["", "00", &text[1..], &format!("{text}00"), "zz", "é"] {
            assert_eq!(sha256(wrong), None, "{wrong}");
        }
    }
}
