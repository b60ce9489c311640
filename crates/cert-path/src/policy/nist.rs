//! The lines of the default policy, and what each rests on.

use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::Offset;

use super::{CutOff, Refused};
use crate::algorithms::DigestAlgorithm;

pub(super) fn sp_800_131a() -> Vec<CutOff> {
    SP_800_131A
        .iter()
        .map(|row| CutOff {
            refused: row.0,
            from: day(row.1),
            source: row.2.to_owned(),
        })
        .collect()
}

/// Dates are the first day on which it is refused. That a day begins and ends in UTC is our reading.
///
/// Read on 2026-11-22:
/// - SHA-1: a citation of SP 800-131A (January 2011) Appendix B.2, "after 2013 … not allowed" for generating
///   signatures: <https://info.townsendsecurity.com/bid/61986/sha-1-use-expiring-for-digital-signature-generation>.
/// - RSA: 1024-bit keys deprecated from 2011 to 31 December 2013 by SP 800-131A, so reported by
///   <https://www.entrust.com/key-size-update/>, and by
///   <https://www.globalsign.com/en/ssl-information-center/1024-bit-public-and-private-keys/>, which names §3, Table 2.
///   That the limit is 2048 bits for every size between, too, is what these pages imply, and is ours.
/// - DSA: <https://csrc.nist.gov/pubs/fips/186-4/final>, planning note: FIPS 186-4, the last standard with DSA
///   generation, is withdrawn on 3 February 2024. That its successor FIPS 186-5 leaves DSA to the verification of older
///   signatures was read in an encyclopedia only. That the day of withdrawal itself still counts is ours.
const SP_800_131A: &[(Refused, (i16, i8, i8), &str)] = &[
    (
        Refused::Digest(DigestAlgorithm::Sha1),
        (2014, 1, 1),
        "NIST SP 800-131A (2011) appendix B.2: no new signatures with SHA-1 after 2013",
    ),
    (
        Refused::RsaBelow { bits: 2048 },
        (2014, 1, 1),
        "NIST SP 800-131A (2011) §3: no new signatures with 1024-bit RSA keys after 2013",
    ),
    (
        Refused::Dsa,
        (2024, 2, 4),
        "FIPS 186-5: DSA only for older signatures; FIPS 186-4 withdrawn 2024-02-03",
    ),
];

fn day((year, month, day): (i16, i8, i8)) -> Timestamp {
    Offset::UTC
        .to_timestamp(date(year, month, day).at(0, 0, 0, 0))
        .expect("the table holds days of the calendar")
}
