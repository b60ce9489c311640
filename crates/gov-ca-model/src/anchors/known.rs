//! The roots known here. What is not known is left out, and where a line comes from stands in it.

use cert_path::Purpose;

use super::{Hierarchy, KnownAnchor, Standing, TrustProfile};
use crate::day::VietnamDay;

const SIGNERS_AND_TIMESTAMPS: &[Purpose] = &[Purpose::DocumentSigning, Purpose::Timestamping];
const SIGNERS: &[Purpose] = &[Purpose::DocumentSigning];
const RECORDED: VietnamDay = VietnamDay::new(2026, 11, 21);

/// Roots of the government-specialised hierarchy (Ban Cơ yếu Chính phủ).
pub(super) static VGCA: TrustProfile = TrustProfile {
    name: "vgca",
    title_vi: "Chứng thư chữ ký số gốc chuyên dùng công vụ (Ban Cơ yếu Chính phủ)",
    title_en: "Roots of the government-specialised hierarchy (Government Cipher Committee)",
    hierarchy: Hierarchy::Government,
    compare_with: Some("https://ca.gov.vn"),
    anchors: &[
        KnownAnchor {
            fingerprint: sha256("F7BC89054CEC7F12730D7B8CD3EB7955B163835087E5EB873EDFB584763B3F90"),
            name: "Co quan chung thuc so chuyen dung Chinh phu (RootCA)",
            purposes: SIGNERS_AND_TIMESTAMPS,
            validity: Some((VietnamDay::new(2010, 3, 10), VietnamDay::new(2030, 3, 5))),
            source: "G1. The certificate was parsed: serial FF303AE4E90AC1ED, RSA 2048, sha1WithRSA (file of the public \
                     signing tool tttk6102tt/vgca)",
            standing: Standing::Verified { on: RECORDED },
        },
        KnownAnchor {
            fingerprint: sha256("F04BA4B459A7C9A1B971AD9B1CB833E695A80C79AEA63B174B66A70EDFE2FDB8"),
            name: "RootCA chuyên dùng Chính phủ G2",
            purposes: SIGNERS_AND_TIMESTAMPS,
            validity: Some((VietnamDay::new(2018, 8, 22), VietnamDay::new(2048, 8, 14))),
            source: "G2. The certificate was parsed from time-stamp tokens of ministry documents of July 2026: serial \
                     3B65B0A03006F9AB, RSA 4096, sha256WithRSA; its SHA-256 is the constant of two independent code bases",
            standing: Standing::Verified { on: RECORDED },
        },
    ],
};

/// Roots of the public hierarchy, for telling a citizen's or company's signature from a government one.
pub(super) static PUBLIC: TrustProfile = TrustProfile {
    name: "public",
    title_vi: "Chứng thư chữ ký số gốc quốc gia (chữ ký số công cộng)",
    title_en: "National roots (public signatures, of citizens and companies)",
    hierarchy: Hierarchy::Public,
    compare_with: None,
    anchors: &[
        KnownAnchor {
            fingerprint: sha256("CA918D635BB130BEC97639E6AABF7EDBC4EB1310F8058B9419F467AE0230AD8C"),
            name: "MIC National Root CA",
            // Whether its time-stamp authorities end here was not seen.
            purposes: SIGNERS,
            validity: None,
            source: "The certificate was parsed; of its validity only the years are recorded, 2008 to 2040",
            standing: Standing::Verified { on: RECORDED },
        },
        KnownAnchor {
            fingerprint: sha256("BAC8BF609AB420A8EE1780D74F4DE5C7F7184959D2A7375B0A75E4C29F0908E7"),
            name: "Vietnam National Root CA",
            purposes: SIGNERS,
            validity: None,
            source: "Only the fingerprint was read, in other people's code (“vnrca256”)",
            standing: Standing::Secondary { on: RECORDED },
        },
    ],
};

/// A fingerprint as people write it. A wrong one does not compile.
const fn sha256(hex: &str) -> [u8; 32] {
    let text = hex.as_bytes();
    assert!(text.len() == 64, "a SHA-256 has 64 hexadecimal digits");
    let mut bytes = [0; 32];
    let mut index = 0;
    while index < 32 {
        bytes[index] = 16 * digit(text[2 * index]) + digit(text[2 * index + 1]);
        index += 1;
    }
    bytes
}

const fn digit(character: u8) -> u8 {
    match character {
        b'0'..=b'9' => character - b'0',
        b'A'..=b'F' => character - b'A' + 10,
        _ => panic!("not a hexadecimal digit"),
    }
}
