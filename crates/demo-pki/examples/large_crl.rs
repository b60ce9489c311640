//! Writes a revocation list of many entries to standard output, for measurements:
//! `cargo run --release -p demo-pki --example large_crl -- 2000000 > list.der`

use std::io::{BufWriter, Write as _, stdout};

use demo_pki::{Authority, CrlProfile, Profile, Reason, RevokedEntry};
use jiff::{SignedDuration, Timestamp};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let count: u32 = std::env::args()
        .nth(1)
        .ok_or("how many entries?")?
        .parse()?;
    let begin: Timestamp = "2026-01-01T00:00:00Z".parse()?;
    let end: Timestamp = "2031-01-01T00:00:00Z".parse()?;
    let authority = Authority::self_signed(&Profile::authority("CA of a large list", begin, end))?;
    let entries = || {
        (0..count).map(move |number| {
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
    let mut output = BufWriter::new(stdout().lock());
    authority.write_crl(&CrlProfile::new(begin, end), entries, &mut output)?;
    Ok(output.flush()?)
}
