//! What the two CAs of the desk say of revocation.

use demo_pki::{
    CertificateStatus, CrlProfile, Issued, OcspProfile, Reason, RevokedEntry, SingleAnswer,
};

use super::{Desk, moment, pki};

/// The CRLs on the desk are from then, and good until 2027.
pub const ISSUED: &str = "2026-06-01T00:00:00Z";
pub const DUE: &str = "2026-12-31T00:00:00Z";

fn profile(entries: Vec<RevokedEntry>) -> CrlProfile {
    CrlProfile {
        number: Some(7),
        entries,
        ..CrlProfile::new(moment(ISSUED), moment(DUE))
    }
}

/// `crl/root.crl` and `crl/sub-ca.crl`, with these certificates of the sub-CA on the second.
pub fn put_crls(desk: &Desk, entries: Vec<RevokedEntry>) {
    std::fs::create_dir_all(desk.file("crl")).unwrap();
    let root = pki().root_authority().crl(&profile(Vec::new())).unwrap();
    desk.write("crl/root.crl", &root);
    let sub_ca = pki().sub_authority().crl(&profile(entries)).unwrap();
    desk.write("crl/sub-ca.crl", &sub_ca);
}

pub fn revoked(issued: &Issued, since: &str) -> RevokedEntry {
    RevokedEntry::new(&issued.serial_number(), moment(since)).because(Reason::KeyCompromise)
}

pub fn on_hold(issued: &Issued, since: &str) -> RevokedEntry {
    RevokedEntry::new(&issued.serial_number(), moment(since)).because(Reason::CertificateHold)
}

/// `NAME.ocsp`: the sub-CA itself says “good”, in June.
pub fn put_ocsp(desk: &Desk, name: &str, issued: &Issued) {
    let ca = pki().sub_authority();
    let good = SingleAnswer {
        next_update: Some(moment(DUE)),
        ..SingleAnswer::new(
            &issued.serial_number(),
            CertificateStatus::Good,
            moment(ISSUED),
        )
    };
    let answer = ca
        .ocsp(&OcspProfile::new(moment(ISSUED), vec![good]), ca)
        .unwrap();
    desk.write(&format!("{name}.ocsp"), &answer);
}
