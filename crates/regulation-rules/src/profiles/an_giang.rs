//! The frame of An Giang (An Giang Điều 8(2)): signature, seal and text in a rectangle of 65–80 × 35–40 mm.

use super::national::{lettering, millimetres};
use super::place::{LayoutBox, Placement};
use super::shape::{Align, Bounds, Class, Frame, PictureFile, Pictures, Purpose, Shown, Size};
use super::value::{Set, Value};
use super::{GivesWay, Governed, Line, Piece, Profile};
use crate::Text;
use crate::facts::{InkColour, Millimetres};
use crate::instruments::READ_ON;
use crate::instruments::an_giang_39_2014::AN_GIANG_39_2014;
use crate::instruments::an_giang_39_2014::parameters::{FRAME_LENGTH, FRAME_WIDTH};
use crate::instruments::nd_30_2020::ND_30_2020;
use crate::law::Citation;

static BOXES: [Citation; 1] = [AN_GIANG_39_2014.article("8").clause("2").point("a")];
static SEVERAL: [Citation; 1] = [AN_GIANG_39_2014.article("8").clause("2").point("b")];
static SHOWN: [Citation; 1] = [AN_GIANG_39_2014.article("8").clause("2").point("d")];
static COLLECTIVE: [Citation; 1] = [AN_GIANG_39_2014.article("8").clause("1").point("a").dash(2)];
static PERSONAL: [Citation; 1] = [AN_GIANG_39_2014.article("8").clause("1").point("b").dash(2)];

const LAW: Set = Set::law(&SHOWN, READ_ON);

/// With a person's certificate (An Giang Điều 8(1)(b), 8(2)(a), 8(2)(d)).
pub(super) static PERSON: Profile = framed(Framed {
    id: "angiang.person",
    title: Text::new(
        "Khung chữ ký số của người có thẩm quyền theo Quyết định số 39/2014/QĐ-UBND của tỉnh An Giang",
        "Frame of the authorised person's signature under Decision 39/2014/QĐ-UBND of An Giang",
    ),
    purpose: Purpose::AuthorisedPerson,
    class: Set::law(&PERSONAL, READ_ON).on(Class::Person),
    lines: PERSON_LINES,
    placement: IN_BOXES,
});

/// With a collective certificate (An Giang Điều 8(1)(a), 8(2)(a), 8(2)(d)).
pub(super) static ORG: Profile = framed(Framed {
    id: "angiang.org",
    title: Text::new(
        "Khung chữ ký số của cơ quan, tổ chức theo Quyết định số 39/2014/QĐ-UBND của tỉnh An Giang",
        "Frame of the agency's signature under Decision 39/2014/QĐ-UBND of An Giang",
    ),
    purpose: Purpose::Agency,
    class: Set::law(&COLLECTIVE, READ_ON).on(Class::Body),
    lines: &[&[Piece::SigningTime], &[Piece::Agency], &[Piece::Mail]],
    placement: IN_BOXES,
});

/// On a document of several signers, each with a frame (An Giang Điều 8(2)(b), 8(2)(d)).
pub(super) static MULTI: Profile = framed(Framed {
    id: "angiang.multi",
    title: Text::new(
        "Khung chữ ký số trên văn bản có nhiều người ký theo Quyết định số 39/2014/QĐ-UBND của tỉnh An Giang",
        "Frame on a document of several signers under Decision 39/2014/QĐ-UBND of An Giang",
    ),
    purpose: Purpose::SeveralSigners,
    class: Set::law(&PERSONAL, READ_ON).on(Class::Person),
    lines: PERSON_LINES,
    placement: Set::law_but(
        &SEVERAL,
        READ_ON,
        (
            "“phân bổ hợp lý” do người ký xem xét; khoảng cách",
            "“arranged sensibly” is for a person to judge; the distance",
        ),
    )
    .on(Placement::ForAPerson { clearance: CLEAR }),
});

const PERSON_LINES: &[Line] = &[&[Piece::SigningTime], &[Piece::Name], &[Piece::Mail]];
const CLEAR: Millimetres = Millimetres::new(1.0);

const IN_BOXES: Value<Placement> = Set::law_but(
    &BOXES,
    READ_ON,
    ("khoảng cách đến chữ in", "the distance from print"),
)
.on(Placement::InBoxes {
    from: LayoutBox::Tt01Box7c,
    to: LayoutBox::Tt01Box8,
    clearance: CLEAR,
});

const HIGHER_TEXT: Text = Text::new(
    "từ khi Nghị định số 30/2020/NĐ-CP có hiệu lực, văn bản có hiệu lực pháp lý cao hơn được chọn (theo chương trình); chưa đọc được Quyết định số 39/2014/QĐ-UBND đã bị bãi bỏ hay chưa, và Thông tư số 01/2011/TT-BNV mà Quyết định dẫn chiếu hết hiệu lực từ 15/06/2020",
    "since Decree 30/2020/NĐ-CP the higher text is chosen (ours); whether Decision 39/2014/QĐ-UBND was repealed has not been read, and Circular 01/2011/TT-BNV, whose boxes it names, ended on 15/06/2020",
);
const REMARK: Text = Text::new(
    "Địa chỉ thư điện tử do tỉnh An Giang cấp (angiang.gov.vn)",
    "The mail address is one the province issued (angiang.gov.vn)",
);
const LINE_OURS: (&str, &str) = (
    "nét và màu của khung",
    "the thickness and colour of its line",
);

/// What differs among the frames.
#[derive(Clone, Copy)]
struct Framed {
    id: &'static str,
    title: Text,
    purpose: Purpose,
    class: Value<Class>,
    lines: &'static [Line],
    placement: Value<Placement>,
}

const fn framed(it: Framed) -> Profile {
    Profile {
        id: it.id,
        title: it.title,
        purpose: it.purpose,
        class: it.class,
        governed: Governed::Law(&AN_GIANG_39_2014),
        gives_way: Some(GivesWay {
            to: &ND_30_2020,
            because: HIGHER_TEXT,
        }),
        barred: &[],
        preferred: true,
        remark: Some(REMARK),
        pictures: PICTURES,
        bounds: Some(LAW.on(Bounds {
            width: FRAME_LENGTH,
            height: FRAME_WIDTH,
        })),
        size: SIZE,
        text: Set::law_but(
            &SHOWN,
            READ_ON,
            (
                "thứ tự dòng, cách viết thời gian",
                "the order of the lines and the form of the time",
            ),
        )
        .on(it.lines),
        lettering: Some(lettering(9, Align::Centre)),
        frame: Set::law_but(&SHOWN, READ_ON, LINE_OURS).on(Some(Frame {
            line: Millimetres::new(0.2),
            colour: InkColour::Black,
        })),
        placement: it.placement,
    }
}

const PICTURES: Pictures = Pictures {
    shown: LAW.on(Shown::Both),
    signature_ink: Some(LAW.on(InkColour::Blue)),
    seal_ink: Some(LAW.on(InkColour::Red)),
    file: Some(
        Set::ours(
            "văn bản không quy định định dạng",
            "the text sets no format",
        )
        .on(PictureFile::TransparentPng),
    ),
};

const SIZE: Value<Size> = millimetres(
    Set::ours(
        "chọn trong khoảng do văn bản quy định",
        "chosen within the range of the text",
    ),
    78.0,
    39.0,
);
