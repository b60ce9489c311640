//! PDF text strings and dates (ISO 32000-2 §7.9.2.2, §7.9.4).

use jiff::Timestamp;
use jiff::tz::Offset;
use pdf_revisions::PdfString;

/// Decodes a text string well enough to compare names and reasons: UTF-16BE, UTF-8 with its mark, else bytes as Latin-1.
pub(crate) fn decode(text: &PdfString) -> String {
    match text.bytes.as_slice() {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest
                .chunks_exact(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units)
                .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        bytes => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

/// `D:YYYYMMDDHHmmSS+07'00'`: the wall clock of Vietnam, which has had one offset since 1975.
pub(crate) fn pdf_date(time: Timestamp) -> String {
    let local = Offset::constant(7).to_datetime(time);
    format!(
        "D:{:04}{:02}{:02}{:02}{:02}{:02}+07'00'",
        local.year(),
        local.month(),
        local.day(),
        local.hour(),
        local.minute(),
        local.second()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_comes_back() {
        for text in [
            "Nguyễn Thị Hằng",
            "Đà Nẵng",
            "plain",
            "𠮷 chữ Nôm",
            "\u{7f}",
        ] {
            assert_eq!(decode(&PdfString::text(text)), text);
        }
        assert_eq!(
            decode(&PdfString::literal([0xef, 0xbb, 0xbf, 0xc4, 0x90])),
            "Đ"
        );
        assert_eq!(
            &PdfString::text("Đà Nẵng").bytes[..4],
            &[0xfe, 0xff, 0x01, 0x10]
        );
    }

    #[test]
    fn dates_are_vietnam_time() {
        let time = "2026-11-21T18:30:05Z".parse().unwrap();
        assert_eq!(pdf_date(time), "D:20261122013005+07'00'");
    }
}
