//! A mirror CRL with millions of entries, and the question whether a certificate is on it.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::sync::Arc;

use cert_path::{
    AlgorithmPolicy, Budget, ByteSource, Certificate, CertificateProfile, Crl, CryptoProvider,
    Evidence, Freshness, Origin, PathRequest, PolicyInputs, ProofsOfExistence, Purpose,
    RevocationMode, TrustAnchor, find_path,
};
use demo_pki::{Authority, CrlProfile, Profile, Reason, RevokedEntry};
use jiff::{SignedDuration, Timestamp};

/// The first argument that makes a program the one that is measured: `LIST ANCHOR CERTIFICATE` follow.
pub const LOOK_UP: &str = "--look-up-in-crl";

/// Writes `list.der`, `ca.der` and `leaf.der` (which is not listed) into a folder. Every fourth entry has a reason.
///
/// # Errors
/// Keys cannot be made or files not written.
pub fn write(folder: &Path, entries: u32) -> io::Result<()> {
    let begin: Timestamp = "2026-01-01T00:00:00Z".parse().map_err(io::Error::other)?;
    let end: Timestamp = "2031-01-01T00:00:00Z".parse().map_err(io::Error::other)?;
    let authority = Authority::self_signed(&Profile::authority("CA of a large list", begin, end))
        .map_err(io::Error::other)?;
    let leaf = authority.issue(&Profile::new("leaf", begin, end));
    let leaf = leaf.map_err(io::Error::other)?;
    std::fs::write(folder.join("ca.der"), &authority.issued().certificate_der)?;
    std::fs::write(folder.join("leaf.der"), &leaf.certificate_der)?;
    let entries = || {
        (0..entries).map(move |number| {
            let [a, b, c, d] = number.to_be_bytes();
            let serial = [0x40, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, a, b, c, d];
            let revoked_at = begin + SignedDuration::from_secs(i64::from(number));
            let entry = RevokedEntry::new(&serial, revoked_at);
            match number % 4 {
                0 => entry.because(Reason::CessationOfOperation),
                _ => entry,
            }
        })
    };
    let mut output = BufWriter::new(File::create(folder.join("list.der"))?);
    let profile = CrlProfile::new(begin, end);
    authority
        .write_crl(&profile, entries, &mut output)
        .map_err(io::Error::other)?;
    output.flush()
}

/// A file, read where it is asked for.
struct FileSource {
    file: File,
    length: u64,
}

impl ByteSource for FileSource {
    fn length(&self) -> u64 {
        self.length
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.file.read_exact_at(buffer, offset)
    }
}

/// Opens the list, verifies it and looks the certificate up: all that a path with one CRL asks for.
///
/// # Errors
/// A file cannot be read, or the path is not accepted with revocation required.
pub fn look_up(list: &Path, anchor: &Path, certificate: &Path) -> io::Result<()> {
    let certificate_of =
        |path: &Path| Certificate::from_der(&std::fs::read(path)?).map_err(io::Error::other);
    let file = File::open(list)?;
    let length = file.metadata()?.len();
    let crl = Crl::from_source(Arc::new(FileSource { file, length })).map_err(io::Error::other)?;
    let mut evidence = Evidence::new();
    evidence.add_crl(crl, Origin::Unspecified);
    let at = "2026-06-01T00:00:00Z".parse().map_err(io::Error::other)?;
    let found = find_path(&PathRequest {
        signer: &certificate_of(certificate)?,
        evidence: &evidence,
        anchors: &[TrustAnchor::new(certificate_of(anchor)?)],
        purpose: Purpose::DocumentSigning,
        at,
        now: at,
        proofs: &ProofsOfExistence::new(),
        revocation: RevocationMode::Require,
        freshness: Freshness::IssuersWindow,
        policy: &AlgorithmPolicy::default(),
        policies: PolicyInputs::default(),
        profile: CertificateProfile::Tolerant,
        provider: CryptoProvider::aws_lc(),
        budget: Budget::DEFAULT,
    });
    found
        .map(|_| ())
        .map_err(|failure| io::Error::other(failure.to_string()))
}
