//! An attachment (phụ lục) in a file of its own: a table on a landscape page.

use super::NumberAndDate;
use super::table::{Cell, Table};
use super::text::{AUTHOR, attached_to};
use crate::typeset::{Details, Format, Style, TypesetError, Typesetter, mm, write_pdf};

/// Columns: their widths in millimetres are ours.
const TABLE: Table<6> = Table {
    columns: [12.0, 70.0, 30.0, 60.0, 30.0, 47.0],
    head: [
        &["TT"],
        &["Tên con dấu, thiết bị"],
        &["Số hiệu"],
        &["Chủ thể chứng thư", "chữ ký số"],
        &["Ngày giao"],
        &["Ghi chú"],
    ],
    rows: &[
        [
            Cell::Centred("1"),
            Cell::Left("Con dấu tròn của Sở (mẫu dấu giả định)"),
            Cell::Centred("-"),
            Cell::Centred("-"),
            Cell::Centred("20/11/2026"),
            Cell::Left("Đường kính 36 mm"),
        ],
        [
            Cell::Centred("2"),
            Cell::Left("Thiết bị lưu khóa bí mật của cơ quan"),
            Cell::Centred("MAU-0001"),
            Cell::Left("Sở Khoa học và Công nghệ tỉnh Lạc Hồng"),
            Cell::Centred("20/11/2026"),
            Cell::Left("Dùng ký văn bản đi, bản sao"),
        ],
        [
            Cell::Centred("3"),
            Cell::Left("Thiết bị lưu khóa bí mật của Văn thư"),
            Cell::Centred("MAU-0002"),
            Cell::Left("Trần Thị Thử"),
            Cell::Centred("20/11/2026"),
            Cell::Left("Ghi số, ngày, tháng"),
        ],
        [
            Cell::Centred("4"),
            Cell::Left("Thiết bị dự phòng của cơ quan (chưa kích hoạt)"),
            Cell::Centred("MAU-0003"),
            Cell::Centred("-"),
            Cell::Centred("20/11/2026"),
            Cell::Left("Niêm phong, lưu két của Văn phòng"),
        ],
    ],
};

/// The attachment, unsigned. With number and date left blank the page is written upright and turned by `/Rotate 90`; filled in, it is
/// written landscape. A landscape page for an attachment is practice; Phụ lục I speaks of tables within the document.
///
/// # Errors
/// When the font is missing a glyph or cannot be subset.
pub fn annex(state: NumberAndDate) -> Result<Vec<u8>, TypesetError> {
    let format = match state {
        NumberAndDate::FilledIn => Format::Landscape,
        NumberAndDate::LeftBlank => Format::LandscapeByRotation,
    };
    let mut setter = Typesetter::new(format)?;
    setter.mark(format.seen().1 - mm(12.0))?;
    let y = titles(&mut setter, state)?;
    TABLE.set(&mut setter, y)?;
    setter.mark(mm(10.0))?;
    write_pdf(&setter, &details(state))
}

/// The word, the title and what it belongs to; sizes from memory of the decree's sample.
fn titles(setter: &mut Typesetter, state: NumberAndDate) -> Result<f32, TypesetError> {
    let middle = setter.middle();
    let y = setter.top() - 22.0;
    setter.centred(middle, y, Style::Bold, 14.0, "Phụ lục")?;
    let title = "DANH MỤC CON DẤU VÀ THIẾT BỊ LƯU KHÓA BÍ MẬT";
    setter.centred(middle, y - 18.0, Style::Bold, 14.0, title)?;
    let line = attached_to(state);
    setter.pieces(middle, y - 36.0, Style::Italic, 14.0, &line)?;
    setter.rule(middle, y - 46.0, 120.0);
    Ok(y - 68.0)
}

const fn details(state: NumberAndDate) -> Details {
    let (identifier, title) = match state {
        NumberAndDate::LeftBlank => (
            b"kyso-phu-luc---0",
            "Phụ lục kèm theo Quyết định chưa có số (bản thử nghiệm, không có giá trị pháp lý)",
        ),
        NumberAndDate::FilledIn => (
            b"kyso-phu-luc---1",
            "Phụ lục kèm theo Quyết định 245/QĐ-SKHCN (bản thử nghiệm, không có giá trị pháp lý)",
        ),
    };
    Details {
        identifier,
        title,
        author: AUTHOR,
        subject: "Danh mục con dấu và thiết bị lưu khóa bí mật",
        written: (2026, 11, 20),
    }
}
