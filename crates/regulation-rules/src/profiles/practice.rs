//! What offices do and no text that was read sets: the seal over an annex title, initials, the incoming stamp. Everything here is ours.

use super::national::{NO_FRAME, lettering, millimetres, no_pictures};
use super::place::{Corner, Placement};
use super::shape::{Align, Class, Frame, PictureFile, Pictures, Purpose, Shown, Size};
use super::value::Set;
use super::{Bar, Governed, Piece, Profile};
use crate::Text;
use crate::facts::{InkColour, Millimetres};
use crate::instruments::an_giang_39_2014::AN_GIANG_39_2014;
use crate::instruments::nd_30_2020::ND_30_2020;

const SEEN: Set = Set::ours(
    "theo thực tế đã quan sát ở văn bản của các bộ (tháng 7/2026)",
    "as seen in files of ministries (July 2026)",
);
const SEEN_ABOUT: Set = Set::ours(
    "vị trí như đã quan sát ở văn bản của các bộ (tháng 7/2026); khoảng cách theo chương trình",
    "the place as seen in files of ministries (July 2026); the distances are ours",
);
const OURS: Set = Set::ours("không văn bản nào đã đọc quy định", "no text read sets it");

/// The paper habit of a seal over the annex title, kept by ministries. In An Giang the signature takes its place (An Giang Điều 8(2)(c)).
pub(super) static DAU_TREO: Profile = Profile {
    id: "dau-treo",
    title: Text::new(
        "Dấu treo trên phụ lục, văn bản kèm theo (thực tế của các bộ)",
        "Seal over the annex title (as ministries do)",
    ),
    purpose: Purpose::Attachment,
    class: SEEN.on(Class::Body),
    governed: Governed::Practice,
    gives_way: None,
    barred: &[Bar {
        by: AN_GIANG_39_2014.article("8").clause("2").point("c").dash(2),
        until: &ND_30_2020,
    }],
    preferred: false,
    remark: Some(Text::new(
        "Khác Phụ lục I Nghị định số 30/2020/NĐ-CP (góc trên bên phải, không hiển thị con dấu); không phải lý do từ chối",
        "Differs from Annex I of Decree 30/2020/NĐ-CP (top right, seal not shown); no ground for refusing",
    )),
    pictures: Pictures {
        shown: SEEN.on(Shown::Seal),
        signature_ink: None,
        seal_ink: Some(SEEN.on(InkColour::Red)),
        file: Some(OURS.on(PictureFile::TransparentPng)),
    },
    bounds: None,
    size: SEEN.on(Size::Registered),
    text: SEEN.on(&[]),
    lettering: None,
    frame: NO_FRAME.on(None),
    placement: SEEN_ABOUT.on(Placement::OverTitle {
        left_of_title: Millimetres::new(12.0),
        above_title: Millimetres::new(12.0),
    }),
};

/// An official's initials at the end of the text.
pub(super) static INITIALS: Profile = Profile {
    id: "initials",
    title: Text::new(
        "Chữ ký nháy ở cuối văn bản",
        "Initials at the end of the text",
    ),
    purpose: Purpose::Initials,
    class: SEEN.on(Class::Person),
    governed: Governed::Practice,
    gives_way: None,
    barred: &[],
    preferred: true,
    remark: None,
    pictures: Pictures {
        shown: SEEN.on(Shown::Signature),
        signature_ink: Some(OURS.on(InkColour::Blue)),
        seal_ink: None,
        file: Some(OURS.on(PictureFile::TransparentPng)),
    },
    bounds: None,
    size: millimetres(SEEN, 14.1, 7.1),
    text: SEEN.on(&[]),
    lettering: None,
    frame: NO_FRAME.on(None),
    placement: SEEN_ABOUT.on(Placement::EndOfLastLine {
        gap: Millimetres::new(2.0),
    }),
};

/// The incoming stamp, in the top margin so that it covers nothing. The number is that of the register of incoming documents.
pub(super) static INCOMING: Profile = Profile {
    id: "incoming",
    title: Text::new("Dấu đến", "Incoming stamp"),
    purpose: Purpose::Incoming,
    class: OURS.on(Class::Body),
    governed: Governed::Practice,
    gives_way: None,
    barred: &[],
    preferred: true,
    remark: Some(Text::new(
        "Mẫu dấu đến của Nghị định số 30/2020/NĐ-CP chưa đọc; mẫu này của chương trình. Số là số đến",
        "The form of Decree 30/2020/NĐ-CP for it has not been read; this one is ours. The number is that of arrival",
    )),
    pictures: no_pictures(OURS),
    bounds: None,
    size: millimetres(OURS, 60.0, 13.0),
    text: OURS.on(&[
        &[Piece::Agency],
        &[Piece::Words("ĐẾN. Số: "), Piece::Number],
        &[Piece::Words("Thời gian: "), Piece::SigningTime],
    ]),
    lettering: Some(lettering(9, Align::Left)),
    frame: OURS.on(Some(Frame {
        line: Millimetres::new(0.2),
        colour: InkColour::Black,
    })),
    placement: OURS.on(Placement::Corner {
        corner: Corner::TopLeft,
        from_side: Millimetres::new(30.0),
        from_edge: Millimetres::new(3.0),
    }),
};
