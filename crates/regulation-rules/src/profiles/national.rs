//! NĐ 30/2020 Phụ lục I on the main document: the authorised person's picture and the agency's seal; TT 01/2019/TT-BNV Điều 6(2)(c).
//!
//! The sentences of Phụ lục I on these pictures are known from texts that quote them, and are told so.

use super::place::{Corner, Placement};
use super::shape::{
    Align, Class, Face, Lettering, PictureFile, Pictures, Purpose, Shown, Size, Style,
};
use super::value::{Set, Value};
use super::{GivesWay, Governed, Piece, Profile};
use crate::Text;
use crate::facts::{InkColour, Millimetres, Share};
use crate::instruments::nd_30_2020::ND_30_2020;
use crate::instruments::tt_01_2019::TT_01_2019;
use crate::instruments::{HEARD_ON, READ_ON};
use crate::law::Citation;

pub(super) static ANNEX_I: [Citation; 1] = [ND_30_2020.annex("I")];
static BOTH_SIGN: [Citation; 1] = [ND_30_2020.article("5").clause("1")];
static BODY_SIGNS: [Citation; 1] = [ND_30_2020.article("33").clause("2")];
static DIGITISED_DOCUMENT: [Citation; 1] = [TT_01_2019.article("6").clause("2").point("c")];

/// Phụ lục I, through texts that quote it.
pub(super) const HEARD: Set = Set::law(&ANNEX_I, HEARD_ON);
/// Phụ lục I, as read.
pub(super) const READ: Set = Set::law(&ANNEX_I, READ_ON);
/// The agency's device signs what it issues and its electronic copies (NĐ 30/2020 Điều 33(2)).
pub(super) const BY_BODY: Set = Set::law(&BODY_SIGNS, READ_ON);

pub(super) const NO_FRAME: Set = Set::ours(
    "không kẻ khung vì không văn bản nào đã đọc yêu cầu",
    "no frame, since no text read asks for one",
);
const NO_TEXT: Set = Set::ours(
    "không ghi chữ vì không văn bản nào đã đọc yêu cầu",
    "no text, since no text read asks for any",
);

/// The blue picture of the handwritten signature (NĐ 30/2020 Phụ lục I; known from texts that quote it).
pub(super) static PERSON: Profile = Profile {
    id: "nd30.person",
    title: Text::new(
        "Hình ảnh chữ ký của người có thẩm quyền theo Nghị định số 30/2020/NĐ-CP",
        "Authorised person's picture under Decree 30/2020/NĐ-CP",
    ),
    purpose: Purpose::AuthorisedPerson,
    class: Set::law(&BOTH_SIGN, READ_ON).on(Class::Person),
    governed: Governed::Law(&ND_30_2020),
    gives_way: None,
    barred: &[],
    preferred: true,
    remark: None,
    pictures: Pictures {
        shown: HEARD.on(Shown::Signature),
        signature_ink: Some(HEARD.on(InkColour::Blue)),
        seal_ink: None,
        file: Some(HEARD.on(PictureFile::TransparentPng)),
    },
    bounds: None,
    size: Set::ours("văn bản không quy định kích thước", "the text sets no size").on(
        Size::Millimetres {
            width: Millimetres::new(40.0),
            height: Millimetres::new(20.0),
        },
    ),
    text: NO_TEXT.on(&[]),
    lettering: None,
    frame: NO_FRAME.on(None),
    placement: Set::law_but(
        &ANNEX_I,
        HEARD_ON,
        ("khoảng cách đến các dòng", "the distance from the lines"),
    )
    .on(Placement::BetweenTitleAndName {
        clearance: Millimetres::new(1.0),
    }),
};

/// The red seal at its real size, over a third of the signature (NĐ 30/2020 Phụ lục I; known from texts that quote it).
pub(super) static AGENCY: Profile = Profile {
    id: "nd30.agency",
    title: Text::new(
        "Hình ảnh dấu của cơ quan, tổ chức theo Nghị định số 30/2020/NĐ-CP",
        "Agency's seal under Decree 30/2020/NĐ-CP",
    ),
    purpose: Purpose::Agency,
    class: BY_BODY.on(Class::Body),
    governed: Governed::Law(&ND_30_2020),
    gives_way: None,
    barred: &[],
    preferred: true,
    remark: None,
    pictures: Pictures {
        shown: HEARD.on(Shown::Seal),
        signature_ink: None,
        seal_ink: Some(HEARD.on(InkColour::Red)),
        file: Some(HEARD.on(PictureFile::TransparentPng)),
    },
    bounds: None,
    size: HEARD.on(Size::Registered),
    text: NO_TEXT.on(&[]),
    lettering: None,
    frame: NO_FRAME.on(None),
    placement: Set::law_but(
        &ANNEX_I,
        HEARD_ON,
        (
            "“khoảng 1/3” được vẽ đúng 1/3, giữa theo chiều cao",
            "“about a third” is drawn as a third, centred on the height",
        ),
    )
    .on(Placement::OverLeftOfSignature {
        share: Share::new(1.0 / 3.0),
    }),
};

/// The red seal on a digitised document (restated; TT 01/2019/TT-BNV Điều 6(2)(c)). The days of the circular have not been read.
pub(super) static DIGITISED: Profile = Profile {
    id: "tt01-2019.digitised",
    title: Text::new(
        "Chữ ký số trên văn bản số hóa theo Thông tư số 01/2019/TT-BNV",
        "Signature on a digitised document under Circular 01/2019/TT-BNV",
    ),
    purpose: Purpose::Copy,
    class: CIRCULAR.on(Class::Body),
    governed: Governed::Law(&TT_01_2019),
    gives_way: Some(GivesWay {
        to: &ND_30_2020,
        because: Text::new(
            "từ khi Nghị định số 30/2020/NĐ-CP có hiệu lực, bản sao điện tử trình bày theo Phụ lục I của Nghị định; chưa thấy điều khoản bãi bỏ Thông tư",
            "since Decree 30/2020/NĐ-CP its Annex I sets how an electronic copy looks; no clause that repeals the circular has been seen",
        ),
    }),
    barred: &[],
    preferred: true,
    remark: None,
    pictures: Pictures {
        shown: CIRCULAR.on(Shown::Seal),
        signature_ink: None,
        seal_ink: Some(CIRCULAR.on(InkColour::Red)),
        file: Some(
            Set::law_but(
                &DIGITISED_DOCUMENT,
                READ_ON,
                ("nền trong suốt", "the transparent background"),
            )
            .on(PictureFile::TransparentPng),
        ),
    },
    bounds: None,
    size: CIRCULAR.on(Size::Registered),
    text: GUIDE.on(&[&[Piece::Agency], &[Piece::SigningTime]]),
    lettering: Some(lettering(10, Align::Right)),
    frame: NO_FRAME.on(None),
    placement: Set::law_but(
        &DIGITISED_DOCUMENT,
        READ_ON,
        (
            "khoảng cách đến mép trang",
            "the distances from the edges of the page",
        ),
    )
    .on(Placement::Corner {
        corner: Corner::TopRight,
        from_side: Millimetres::new(15.0),
        from_edge: Millimetres::new(5.0),
    }),
};

const CIRCULAR: Set = Set::law(&DIGITISED_DOCUMENT, READ_ON);
const GUIDE: Set = Set::ours(
    "theo hướng dẫn của một nhà cung cấp; chưa đọc trong Thông tư",
    "as a vendor's guide has it; not read in the circular",
);
const LETTERING: Set = Set::ours(
    "không văn bản nào đã đọc quy định kiểu chữ cho trường hợp này",
    "no text read sets the type in this case",
);

/// To which side lines are set: no text says.
pub(super) const SIDE_OURS: Set = Set::ours(
    "văn bản không quy định căn dòng",
    "the text does not say to which side lines are set",
);

/// Type that no text sets.
pub(super) const fn lettering(points: u8, align: Align) -> Lettering {
    Lettering {
        face: LETTERING.on(Face::TimesNewRoman),
        size: LETTERING.on(points),
        style: LETTERING.on(Style::Upright),
        colour: LETTERING.on(InkColour::Black),
        align: LETTERING.on(align),
    }
}

/// So wide and so high.
pub(super) const fn millimetres(set: Set, width: f64, height: f64) -> Value<Size> {
    set.on(Size::Millimetres {
        width: Millimetres::new(width),
        height: Millimetres::new(height),
    })
}

/// No picture.
pub(super) const fn no_pictures(set: Set) -> Pictures {
    Pictures {
        shown: set.on(Shown::Nothing),
        signature_ink: None,
        seal_ink: None,
        file: None,
    }
}
