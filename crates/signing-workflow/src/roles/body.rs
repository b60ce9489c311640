//! Words of bodies and offices.

use super::name::{Known, fold};

/// How names of bodies begin. Ours, from the organisation of the state; grows with what is met.
static BODIES: Known = Known::new(&[
    "bộ",
    "sở",
    "ủy ban",
    "ubnd",
    "hđnd",
    "hội đồng",
    "cục",
    "chi cục",
    "tổng cục",
    "vụ",
    "văn phòng",
    "phòng",
    "ban",
    "viện",
    "học viện",
    "trường",
    "đại học",
    "trung tâm",
    "thanh tra",
    "tòa án",
    "kho bạc",
    "ngân hàng",
    "tổng công ty",
    "công ty",
    "tập đoàn",
    "đảng ủy",
    "tỉnh ủy",
    "thành ủy",
    "huyện ủy",
    "công an",
    "bệnh viện",
    "bảo hiểm",
    "hội",
    "liên đoàn",
    "liên hiệp",
    "quỹ",
    "thông tấn",
    "đài",
    "báo",
    "tạp chí",
    "thuế",
    "hải quan",
    "kiểm toán",
    "chính phủ",
]);

/// Words that, as the beginning of a name, are family names as well: a body's name goes on in a way of its own.
const FAMILY_NAMES: [&str; 4] = ["vụ", "hội", "báo", "đài"];

/// Whether a text begins as names of bodies do.
pub(crate) fn is_body(text: &str) -> bool {
    let text = fold(text);
    let begins = |body: &str| {
        let after = text.strip_prefix(body);
        after.is_some_and(|after| after.is_empty() || after.starts_with(' '))
    };
    let bodies = BODIES.spelled().iter().zip(BODIES.folded());
    bodies
        .filter(|(body, _)| !FAMILY_NAMES.contains(body))
        .any(|(_, body)| begins(body))
}

/// Words that name the records room or the office it belongs to.
static RECORDS_ROOM: Known = Known::new(&[
    "văn thư",
    "văn phòng",
    "phòng hành chính",
    "bộ phận một cửa",
    "lưu trữ",
]);

/// Whether a text names the records room or the office.
pub(crate) fn is_records_room(text: &str) -> bool {
    let text = fold(text);
    RECORDS_ROOM
        .folded()
        .iter()
        .any(|room| text.contains(room.as_str()))
}

/// The words of a body's name, abbreviations written out.
pub(crate) fn organisation_words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut words = Vec::new();
    for word in folded.split(|c: char| !c.is_alphanumeric()) {
        match word {
            "" => {}
            "ubnd" => words.extend(["ủy", "ban", "nhân", "dân"].map(fold)),
            "hđnd" => words.extend(["hội", "đồng", "nhân", "dân"].map(fold)),
            "tp" => words.extend(["thành", "phố"].map(fold)),
            word => words.push(word.to_owned()),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_known_by_how_they_begin() {
        for body in [
            "BỘ VÍ DỤ",
            "Sở Khoa học",
            "UBND TỈNH LẠC HỒNG",
            "Uỷ ban nhân dân",
        ] {
            assert!(is_body(body), "{body}");
        }
        for person in ["Nguyễn Bộ", "Vũ Văn Sở", "Phong Lan"] {
            assert!(!is_body(person), "{person}");
        }
    }

    #[test]
    fn abbreviations_are_written_out() {
        assert_eq!(
            organisation_words("UBND tỉnh Lạc Hồng"),
            organisation_words("Uỷ ban nhân dân TỈNH LẠC HỒNG")
        );
    }
}
