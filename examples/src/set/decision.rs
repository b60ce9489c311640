//! A decision (quyết định) of two pages.

use super::NumberAndDate;
use super::text::{AGENCY, AUTHOR, DIRECTOR, SUPERIOR, number, place_and_date};
use crate::typeset::{
    Details, Foot, Format, Head, Style, TypesetError, Typesetter, foot, head, kind, mm, part,
    write_pdf,
};

const SUBJECT: [&str; 2] = [
    "Về việc giao quản lý, sử dụng con dấu và thiết bị lưu khóa bí mật",
    "của Sở Khoa học và Công nghệ",
];

/// The grounds: italic, each on lines of its own, ended by semicolons and one full stop (NĐ 30/2020, Phụ lục I, read second-hand).
const GROUNDS: [&str; 4] = [
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
    "Căn cứ Nghị định số 68/2024/NĐ-CP ngày 25 tháng 6 năm 2024 của Chính phủ quy định về chữ ký số chuyên dùng công vụ;",
    "Căn cứ Quyết định số 03/2026/QĐ-UBND ngày 15 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Lạc Hồng quy định chức năng, \
     nhiệm vụ, quyền hạn và cơ cấu tổ chức của Sở Khoa học và Công nghệ (văn bản giả định);",
    "Theo đề nghị của Chánh Văn phòng Sở.",
];

/// What stands in bold before the text of a paragraph, and the text.
const ARTICLES: [(&str, &str); 11] = [
    (
        "Điều 1.",
        "Giao bà Trần Thị Thử, văn thư Văn phòng Sở, quản lý, sử dụng con dấu và thiết bị lưu khóa bí mật của Sở Khoa học và \
         Công nghệ theo danh mục tại Phụ lục kèm theo Quyết định này.",
    ),
    ("Điều 2.", "Người được giao có trách nhiệm:"),
    (
        "",
        "1. Bảo quản an toàn, sử dụng con dấu, thiết bị lưu khóa bí mật tại trụ sở của Sở.",
    ),
    (
        "",
        "2. Chỉ giao con dấu, thiết bị lưu khóa bí mật cho người khác khi được người có thẩm quyền cho phép bằng văn bản; việc \
         bàn giao được lập biên bản.",
    ),
    (
        "",
        "3. Trực tiếp đóng dấu, ký số vào văn bản do Sở ban hành và bản sao văn bản.",
    ),
    (
        "",
        "4. Chỉ đóng dấu, ký số vào văn bản đã có chữ ký của người có thẩm quyền và bản sao văn bản do Sở trực tiếp thực hiện.",
    ),
    (
        "",
        "5. Báo cáo ngay Chánh Văn phòng Sở khi con dấu, thiết bị lưu khóa bí mật bị mất, bị hỏng hoặc có dấu hiệu bị người khác \
         sử dụng.",
    ),
    (
        "Điều 3.",
        "Văn phòng Sở lập hồ sơ theo dõi việc quản lý, sử dụng; định kỳ 06 tháng báo cáo Giám đốc Sở tình hình sử dụng chữ ký số \
         của cơ quan và của các phòng, đơn vị trực thuộc.",
    ),
    (
        "",
        "Khi có thay đổi về người được giao, Văn phòng Sở trình Giám đốc Sở quyết định trước ngày bàn giao ít nhất 03 ngày làm \
         việc; chứng thư chữ ký số và thiết bị không được sử dụng trong thời gian chưa có người quản lý.",
    ),
    ("Điều 4.", "Quyết định này có hiệu lực kể từ ngày ký."),
    (
        "Điều 5.",
        "Chánh Văn phòng Sở, Trưởng các phòng, đơn vị thuộc Sở và bà Trần Thị Thử chịu trách nhiệm thi hành Quyết định này./.",
    ),
];

const FOOT: Foot<'static> = Foot {
    office: &["GIÁM ĐỐC"],
    name: DIRECTOR,
    recipients: &[
        "- Như Điều 5;",
        "- UBND tỉnh (để báo cáo);",
        "- Giám đốc, các Phó Giám đốc;",
        "- Lưu: VT, VP.",
    ],
};

/// The decision, unsigned.
///
/// # Errors
/// When the font is missing a glyph or cannot be subset.
pub fn decision(state: NumberAndDate) -> Result<Vec<u8>, TypesetError> {
    let mut setter = Typesetter::new(Format::Portrait)?;
    setter.mark(Format::Portrait.seen().1 - mm(12.0))?;
    let y = head(
        &mut setter,
        &Head {
            superior: Some(SUPERIOR),
            agency: &AGENCY,
            number: &number(state),
            place_and_date: &place_and_date(state),
            subject: &[],
        },
    )?;
    let y = kind(&mut setter, y, "QUYẾT ĐỊNH", &SUBJECT)?;
    let y = grounds(&mut setter, y)?;
    let y = articles(&mut setter, y)?;
    foot(&mut setter, y - 10.0, &FOOT)?;
    setter.mark(mm(10.0))?;
    write_pdf(&setter, &details(state))
}

/// Who decides, on what grounds, and the word that decides; the place of the first and last is from memory of the decree's sample.
fn grounds(setter: &mut Typesetter, y: f32) -> Result<f32, TypesetError> {
    let middle = setter.middle();
    let decider = "GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ";
    setter.centred(middle, y - 4.0, Style::Bold, 14.0, decider)?;
    let mut y = y - 29.0;
    for ground in GROUNDS {
        y = setter.paragraph(y, &[part(Style::Italic, ground)])?;
    }
    setter.centred(middle, y - 6.0, Style::Bold, 14.0, "QUYẾT ĐỊNH:")?;
    Ok(y - 30.0)
}

fn articles(setter: &mut Typesetter, mut y: f32) -> Result<f32, TypesetError> {
    for (article, text) in ARTICLES {
        let spans = [part(Style::Bold, article), part(Style::Upright, text)];
        y = setter.paragraph(y, &spans)?;
    }
    Ok(y)
}

const fn details(state: NumberAndDate) -> Details {
    let (identifier, title) = match state {
        NumberAndDate::LeftBlank => (
            b"kyso-quyet-dinh0",
            "Quyết định chưa có số (bản thử nghiệm, không có giá trị pháp lý)",
        ),
        NumberAndDate::FilledIn => (
            b"kyso-quyet-dinh1",
            "Quyết định 245/QĐ-SKHCN (bản thử nghiệm, không có giá trị pháp lý)",
        ),
    };
    Details {
        identifier,
        title,
        author: AUTHOR,
        subject: "Giao quản lý, sử dụng con dấu và thiết bị lưu khóa bí mật",
        written: (2026, 11, 20),
    }
}
