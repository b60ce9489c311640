//! The words of the set. Province, agencies, numbers and people are invented; the decrees named are real.

use super::NumberAndDate;
use crate::typeset::Piece;

pub(super) const AUTHOR: &str = "Sở Khoa học và Công nghệ tỉnh Lạc Hồng (cơ quan giả định)";
pub(super) const SUPERIOR: &str = "UBND TỈNH LẠC HỒNG";
pub(super) const AGENCY: [&str; 2] = ["SỞ KHOA HỌC", "VÀ CÔNG NGHỆ"];
pub(super) const DIRECTOR: &str = "Nguyễn Văn Mẫu";

/// Room for the clerk's stamps, in points. Ours; real offices stamp number, day and month in 40, 24 and 17 pt (`office-practice.md` §5).
const NUMBER_ROOM: f32 = 42.0;
const DAY_ROOM: f32 = 26.0;
const MONTH_ROOM: f32 = 24.0;

/// “Số: …”.
pub(super) fn number(state: NumberAndDate) -> Vec<Piece<'static>> {
    match state {
        NumberAndDate::FilledIn => vec![Piece::Words("Số: 245/QĐ-SKHCN")],
        NumberAndDate::LeftBlank => vec![
            Piece::Words("Số:"),
            Piece::Room(NUMBER_ROOM),
            Piece::Words("/QĐ-SKHCN"),
        ],
    }
}

/// “Lạc Hồng, ngày … tháng … năm 2026”.
pub(super) fn place_and_date(state: NumberAndDate) -> Vec<Piece<'static>> {
    match state {
        NumberAndDate::FilledIn => vec![Piece::Words("Lạc Hồng, ngày 20 tháng 11 năm 2026")],
        NumberAndDate::LeftBlank => vec![
            Piece::Words("Lạc Hồng, ngày"),
            Piece::Room(DAY_ROOM),
            Piece::Words("tháng"),
            Piece::Room(MONTH_ROOM),
            Piece::Words("năm 2026"),
        ],
    }
}

/// “(Kèm theo Quyết định số …)”: the line of the attachment that ministries stamp as well (`office-practice.md` §5).
pub(super) fn attached_to(state: NumberAndDate) -> Vec<Piece<'static>> {
    match state {
        NumberAndDate::FilledIn => vec![Piece::Words(
            "(Kèm theo Quyết định số 245/QĐ-SKHCN ngày 20 tháng 11 năm 2026 của Giám đốc Sở Khoa học và Công nghệ)",
        )],
        NumberAndDate::LeftBlank => vec![
            Piece::Words("(Kèm theo Quyết định số"),
            Piece::Room(NUMBER_ROOM),
            Piece::Words("/QĐ-SKHCN ngày"),
            Piece::Room(DAY_ROOM),
            Piece::Words("tháng"),
            Piece::Room(MONTH_ROOM),
            Piece::Words("năm 2026 của Giám đốc Sở Khoa học và Công nghệ)"),
        ],
    }
}
