//! A notice (thông báo) of one page, signed on behalf of a collective by the deputy of its head: TM., KT.

use crate::typeset::{
    Details, Foot, Format, Head, Piece, Style, TypesetError, Typesetter, foot, head, kind, mm,
    part, write_pdf,
};

const SUBJECT: [&str; 2] = [
    "Về việc gửi, nhận văn bản điện tử có chữ ký số",
    "giữa các cơ quan, đơn vị trên địa bàn tỉnh",
];

const BODY: [&str; 5] = [
    "Thực hiện Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư, Ủy ban nhân dân tỉnh thông \
     báo việc gửi, nhận văn bản điện tử giữa các cơ quan, đơn vị trên địa bàn tỉnh như sau:",
    "1. Từ ngày 01 tháng 12 năm 2026, văn bản điện tử gửi, nhận giữa các cơ quan, đơn vị có đủ chữ ký số của người có thẩm quyền và \
     chữ ký số của cơ quan, tổ chức ban hành văn bản.",
    "2. Văn bản giấy được số hóa để gửi trên môi trường mạng là bản sao y; định dạng PDF, ảnh màu, độ phân giải tối thiểu 200 dpi, \
     tỷ lệ số hóa 100% và có chữ ký số của cơ quan, tổ chức thực hiện sao y.",
    "3. Cơ quan nhận văn bản kiểm tra tính xác thực và tính toàn vẹn của văn bản điện tử; trường hợp không bảo đảm, trả lại cơ quan \
     gửi và nêu rõ lý do.",
    "Ủy ban nhân dân tỉnh thông báo để các cơ quan, đơn vị biết, thực hiện./.",
];

const FOOT: Foot<'static> = Foot {
    office: &["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
    name: "Hoàng Văn Ví Dụ",
    recipients: &[
        "- Các sở, ban, ngành tỉnh;",
        "- UBND các xã, phường;",
        "- Chủ tịch, các PCT UBND tỉnh;",
        "- Lưu: VT, KGVX.",
    ],
};

/// The notice, unsigned.
///
/// # Errors
/// When the font is missing a glyph or cannot be subset.
pub fn notice() -> Result<Vec<u8>, TypesetError> {
    write_pdf(
        &notice_sheet()?.0,
        &Details {
            identifier: b"kyso-thong-bao01",
            title: "Thông báo 87/TB-UBND (bản thử nghiệm, không có giá trị pháp lý)",
            author: "Ủy ban nhân dân tỉnh Lạc Hồng (cơ quan giả định)",
            subject: "Gửi, nhận văn bản điện tử có chữ ký số",
            written: (2026, 11, 16),
        },
    )
}

/// The notice before it becomes a file, and the middle of the room for the signature.
pub(super) fn notice_sheet() -> Result<(Typesetter, (f32, f32)), TypesetError> {
    let mut setter = Typesetter::new(Format::Portrait)?;
    setter.mark(Format::Portrait.seen().1 - mm(12.0))?;
    let y = head(
        &mut setter,
        &Head {
            superior: None,
            agency: &["ỦY BAN NHÂN DÂN", "TỈNH LẠC HỒNG"],
            number: &[Piece::Words("Số: 87/TB-UBND")],
            place_and_date: &[Piece::Words("Lạc Hồng, ngày 16 tháng 11 năm 2026")],
            subject: &[],
        },
    )?;
    let mut y = kind(&mut setter, y, "THÔNG BÁO", &SUBJECT)?;
    for paragraph in BODY {
        y = setter.paragraph(y, &[part(Style::Upright, paragraph)])?;
    }
    let signature = foot(&mut setter, y - 10.0, &FOOT)?;
    setter.mark(mm(10.0))?;
    Ok((setter, signature))
}
