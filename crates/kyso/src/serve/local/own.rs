//! The machine's own certificate: made on the first run, renewed before it ends, trusted by whom its person lets trust it.
//!
//! It is no CA: whoever has its key can play this machine for its person, and nobody else for anybody (docs/decisions/0054).

use std::fs;
use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::{Path, PathBuf};

use cert_path::Certificate;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _, Zoned, tz::TimeZone};
use rcgen::{
    CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose, SanType,
};

use crate::exit::Failure;
use crate::failures;
use crate::key;
use crate::text::Text;

/// What browsers accept at most of a server is 398 days (CA/Browser Forum, Baseline Requirements §6.3.2).
const DAYS: i64 = 397;
/// Less than this many days left: a new one. Ours.
const RENEWED: i64 = 30;

/// The files of the certificate.
pub(super) struct Own {
    pub(super) certificate: PathBuf,
    pub(super) key: PathBuf,
}

/// Whether the certificate is a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Kept,
    Made,
    Renewed,
}

impl Own {
    pub(super) fn at(folder: &Path) -> Self {
        Self {
            certificate: folder.join("may-nay.pem"),
            key: folder.join("may-nay.key"),
        }
    }

    /// The one that is there, as long as it lasts; else a new one.
    pub(super) fn ready(&self, now: Timestamp) -> Result<Standing, Failure> {
        let is_there = self.certificate.exists() && self.key.exists();
        if is_there && self.days_left(now)? >= RENEWED {
            return Ok(Standing::Kept);
        }
        self.make(now)?;
        Ok(match is_there {
            true => Standing::Renewed,
            false => Standing::Made,
        })
    }

    pub(super) fn read(&self) -> Result<Certificate, Failure> {
        key::one_certificate(&self.certificate)
    }

    fn days_left(&self, now: Timestamp) -> Result<i64, Failure> {
        let left = self.read()?.not_after().as_second() - now.as_second();
        Ok(left.div_euclid(24 * 60 * 60))
    }

    fn make(&self, now: Timestamp) -> Result<(), Failure> {
        let (certificate, key) = made(now).map_err(|error| unmade(&error))?;
        let unwritten = |path: &Path| {
            let path = path.to_owned();
            move |error: io::Error| failures::writing(&path, &error)
        };
        // the key first: a certificate without its key is made anew
        write(&self.key, &key).map_err(unwritten(&self.key))?;
        write(&self.certificate, &certificate).map_err(unwritten(&self.certificate))
    }
}

/// The certificate and its key, PEM.
fn made(now: Timestamp) -> Result<(String, String), rcgen::Error> {
    let key = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256)?;
    let mut params = CertificateParams::new(vec!["localhost".to_owned()])?;
    let addresses = [
        IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(Ipv6Addr::LOCALHOST),
    ];
    let addresses = addresses.map(SanType::IpAddress);
    params.subject_alt_names.extend(addresses);
    let name = &mut params.distinguished_name;
    name.push(DnType::CommonName, "kyso (127.0.0.1)");
    params.is_ca = IsCa::ExplicitNoCa;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let today = Zoned::new(now, TimeZone::UTC).date();
    let midnight = |day: Date| {
        let (month, date) = (day.month().unsigned_abs(), day.day().unsigned_abs());
        rcgen::date_time_ymd(day.year().into(), month, date)
    };
    params.not_before = midnight(today);
    params.not_after = midnight(today.saturating_add(DAYS.days()));
    let certificate = params.self_signed(&key)?;
    Ok((certificate.pem(), key.serialize_pem()))
}

/// Open to nobody else, and there as a whole or not at all.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    // of tempfile: mode 0600
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

fn unmade(error: &rcgen::Error) -> Failure {
    Failure::environment(
        "own-certificate",
        Text::new(
            format!("Không tạo được chứng thư TLS của máy này: {error}."),
            format!("The machine's own certificate could not be made: {error}."),
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_that_ends_soon_is_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let own = Own::at(&folder.path().join("local"));
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        assert_eq!(
            own.ready(at("2026-11-24T01:00:00Z")).unwrap(),
            Standing::Made
        );
        let first = own.read().unwrap();
        assert_eq!(first.not_after(), at("2027-12-26T00:00:00Z"));
        assert_eq!(
            own.ready(at("2027-11-26T00:00:00Z")).unwrap(),
            Standing::Kept
        );
        assert_eq!(
            own.ready(at("2027-11-26T00:00:01Z")).unwrap(),
            Standing::Renewed
        );
        assert_ne!(own.read().unwrap().fingerprint(), first.fingerprint());
    }
}
