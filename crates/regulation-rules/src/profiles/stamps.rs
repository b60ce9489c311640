//! NĐ 30/2020 Phụ lục I without pictures: the text on attachments and copies, and number and date filled into boxes 3 and 4.

use super::national::{
    ANNEX_I, BY_BODY, HEARD, NO_FRAME, READ, SIDE_OURS, millimetres, no_pictures,
};
use super::place::{Corner, LayoutBox, Placement};
use super::shape::{Align, Class, Face, Lettering, Purpose, Size, Style};
use super::value::{Set, Value};
use super::{Governed, Line, Piece, Profile};
use crate::Text;
use crate::facts::{InkColour, Millimetres};
use crate::instruments::nd_30_2020::ND_30_2020;
use crate::instruments::{HEARD_ON, READ_ON};
use crate::rule::Reading;

const SIZE_OURS: Set = Set::ours(
    "văn bản không quy định kích thước; vừa với các dòng chữ",
    "the text sets no size; it fits the lines",
);

/// Number and symbol, and the time (NĐ 30/2020 Phụ lục I; known from texts that quote it).
pub(super) static ATTACHMENT: Profile = Profile {
    id: "nd30.attachment",
    title: Text::new(
        "Chữ ký số của cơ quan, tổ chức trên văn bản kèm theo (tệp riêng) theo Nghị định số 30/2020/NĐ-CP",
        "Agency's signature on an attachment in a separate file under Decree 30/2020/NĐ-CP",
    ),
    purpose: Purpose::Attachment,
    class: BY_BODY.on(Class::Body),
    governed: Governed::Law(&ND_30_2020),
    gives_way: None,
    barred: &[],
    preferred: true,
    remark: None,
    pictures: no_pictures(HEARD),
    bounds: None,
    size: millimetres(SIZE_OURS, 60.0, 10.6),
    text: Set::law_but(&ANNEX_I, HEARD_ON, TIME_OURS)
        .on(&[&[Piece::NumberAndSymbol], &[Piece::SigningTime]]),
    lettering: Some(stamp_lettering(HEARD, HEARD)),
    frame: NO_FRAME.on(None),
    placement: top_right(HEARD_ON),
};

/// Form of copy, agency, time (restated; NĐ 30/2020 Phụ lục I).
pub(super) static COPY: Profile = Profile {
    id: "nd30.copy",
    title: Text::new(
        "Chữ ký số của cơ quan, tổ chức trên bản sao sang định dạng điện tử theo Nghị định số 30/2020/NĐ-CP",
        "Agency's signature on an electronic copy under Decree 30/2020/NĐ-CP",
    ),
    purpose: Purpose::Copy,
    class: BY_BODY.on(Class::Body),
    governed: Governed::Law(&ND_30_2020),
    gives_way: None,
    barred: &[],
    preferred: true,
    remark: None,
    pictures: no_pictures(READ),
    bounds: None,
    size: millimetres(SIZE_OURS, 120.0, 13.0),
    text: Set::law_but(&ANNEX_I, READ_ON, TIME_OURS).on(&[
        &[Piece::FormOfCopy],
        &[Piece::Agency],
        &[Piece::SigningTime],
    ]),
    lettering: Some(stamp_lettering(
        READ,
        Set::law_but(
            &ANNEX_I,
            READ_ON,
            (
                "chữ in thường: tên cơ quan ghi như được cung cấp",
                "lower-case: the agency's name is written as given",
            ),
        ),
    )),
    frame: NO_FRAME.on(None),
    placement: top_right(READ_ON),
};

const TIME_OURS: (&str, &str) = (
    "thứ tự dòng, cách viết ISO 8601 đến giây với +07:00",
    "the order of the lines, and ISO 8601 to the second with +07:00",
);

const fn stamp_lettering(set: Set, style: Set) -> Lettering {
    Lettering {
        face: set.on(Face::TimesNewRoman),
        size: set.on(10),
        style: style.on(Style::Upright),
        colour: set.on(InkColour::Black),
        align: SIDE_OURS.on(Align::Right),
    }
}

/// In the top margin, within the right one.
const fn top_right(reading: Reading) -> Value<Placement> {
    let set = Set::law_but(
        &ANNEX_I,
        reading,
        (
            "khoảng cách đến mép trang, để nằm trong lề trên",
            "the distances, so that it stands in the top margin",
        ),
    );
    set.on(Placement::Corner {
        corner: Corner::TopRight,
        from_side: Millimetres::new(15.0),
        from_edge: Millimetres::new(4.0),
    })
}

const OFFICES_DO: Set = Set::ours(
    "theo thực tế đã quan sát: văn thư ký điền số, ngày",
    "as seen in practice: the records room signs number and date in",
);
const SIZE_SEEN: Set = Set::ours(
    "chiều rộng đã quan sát trong thực tế; chiều cao vừa cỡ chữ 13",
    "the width seen in practice; the height fits type of 13 points",
);
const REMARK: Text = Text::new(
    "Văn bản không quy định việc điền số, ngày bằng chữ ký số; dùng khi văn bản còn để trống các chỗ này",
    "No text asks that number and date are signed in; for a document that leaves them blank",
);

/// The number, into box 3.
pub(super) static NUMBER: Profile = filled(Filled {
    id: "number",
    title: Text::new("Số văn bản", "Number of the document"),
    purpose: Purpose::Number,
    lines: &[&[Piece::Number]],
    size: millimetres(SIZE_SEEN, 14.1, 5.5),
    lettering: layout_lettering(HEARD, Style::Upright),
    layout_box: LayoutBox::Nd30Box3,
});

/// The whole date, into box 4.
pub(super) static DATE: Profile = filled(Filled {
    id: "date",
    title: Text::new("Ngày, tháng, năm ban hành", "Date of issue"),
    purpose: Purpose::Date,
    lines: &[&[
        Piece::Words("ngày "),
        Piece::Day,
        Piece::Words(" tháng "),
        Piece::Month,
        Piece::Words(" năm "),
        Piece::Year,
    ]],
    size: millimetres(SIZE_OURS, 55.0, 5.5),
    lettering: layout_lettering(DATE_SIZE, Style::Italic),
    layout_box: LayoutBox::Nd30Box4,
});

/// The day alone, into box 4.
pub(super) static DAY: Profile = filled(Filled {
    id: "date.day",
    title: Text::new("Ngày ban hành", "Day of issue"),
    purpose: Purpose::Day,
    lines: &[&[Piece::Day]],
    size: millimetres(SIZE_SEEN, 8.5, 5.5),
    lettering: layout_lettering(DATE_SIZE, Style::Italic),
    layout_box: LayoutBox::Nd30Box4,
});

/// The month alone, into box 4.
pub(super) static MONTH: Profile = filled(Filled {
    id: "date.month",
    title: Text::new("Tháng ban hành", "Month of issue"),
    purpose: Purpose::Month,
    lines: &[&[Piece::Month]],
    size: millimetres(SIZE_SEEN, 6.0, 5.5),
    lettering: layout_lettering(DATE_SIZE, Style::Italic),
    layout_box: LayoutBox::Nd30Box4,
});

const DATE_SIZE: Set = Set::law_but(
    &ANNEX_I,
    HEARD_ON,
    ("chọn 13 trong cỡ 13–14", "13 out of 13 to 14"),
);

/// What differs among the stamps of number and date.
#[derive(Clone, Copy)]
struct Filled {
    id: &'static str,
    title: Text,
    purpose: Purpose,
    lines: &'static [Line],
    size: Value<Size>,
    lettering: Lettering,
    layout_box: LayoutBox,
}

const fn filled(it: Filled) -> Profile {
    Profile {
        id: it.id,
        title: it.title,
        purpose: it.purpose,
        class: OFFICES_DO.on(Class::Body),
        governed: Governed::Law(&ND_30_2020),
        gives_way: None,
        barred: &[],
        preferred: true,
        remark: Some(REMARK),
        pictures: no_pictures(OFFICES_DO),
        bounds: None,
        size: it.size,
        text: HEARD.on(it.lines),
        lettering: Some(it.lettering),
        frame: NO_FRAME.on(None),
        placement: Set::law_but(&ANNEX_I, READ_ON, ("khoảng cách", "the distance")).on(
            Placement::FilledInto {
                layout_box: it.layout_box,
                gap: Millimetres::new(1.0),
            },
        ),
    }
}

/// Typeface and colour of every text (restated; NĐ 30/2020 Phụ lục I), size and style of the box (known from texts that quote it).
const fn layout_lettering(size: Set, style: Style) -> Lettering {
    Lettering {
        face: READ.on(Face::TimesNewRoman),
        size: size.on(13),
        style: HEARD.on(style),
        colour: READ.on(InkColour::Black),
        align: SIDE_OURS.on(Align::Left),
    }
}
