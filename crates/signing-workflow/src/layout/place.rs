//! Where a signature stands among what is printed: boxes 7c and 8 of the layout (NĐ 30/2020 Phụ lục I; TT 01/2011 for An Giang).

use std::collections::BTreeMap;

use pades_sign::PageFrame;
use pdf_revisions::PdfFile;
use serde::Serialize;
use signature_appearance::millimetres;

use super::shown::ShownSignature;
use crate::placing::Placing;
use crate::roles::{Printed, Region, thresholds};

/// The box of the layout (NĐ 30/2020 Phụ lục I) in which the middle of a signature stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum PageBox {
    /// 3: number and symbol.
    #[serde(rename = "3")]
    Number,
    /// 4: place and date.
    #[serde(rename = "4")]
    Date,
    /// 7c: the signature of the authorised person, between title and name.
    #[serde(rename = "7c")]
    Signature,
    /// 8: the seal, over the left of that.
    #[serde(rename = "8")]
    Seal,
    /// The upper right corner of the first page: attachments, and copies (box 14).
    #[serde(rename = "top-right")]
    TopRight,
}

/// What is told of a place; missing where no title with a name below it is printed, or pages were not read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Places {
    /// Its middle is between title and name.
    pub(super) between_title_and_name: Option<bool>,
    /// Its middle is there, or where a seal over its left stands.
    pub(super) in_boxes_7c_and_8: Option<bool>,
    /// The first page's upper right corner.
    pub(super) top_right: bool,
    /// In which box that is.
    pub(super) page_box: Option<PageBox>,
}

/// The part of the page, from its top and from its right, to which a stamp in the corner reaches. Ours: the law says “góc trên, bên phải”.
const CORNER: f64 = 1.0 / 6.0;

impl Places {
    pub(super) fn of(shown: &ShownSignature, printed: &Printed, file: &PdfFile) -> Self {
        let [x, y] = shown.place.middle();
        let [width, height] = shown.page_size;
        let mut places = Self {
            between_title_and_name: between(shown, printed, file, 0.0),
            in_boxes_7c_and_8: between(shown, printed, file, thresholds::SEAL_REACH),
            top_right: shown.page == 1
                && x > width / 2.0
                && shown.place.right() > width * (1.0 - CORNER)
                && y > height * (1.0 - CORNER),
            page_box: None,
        };
        places.page_box = places.of_box(shown, printed);
        places
    }

    fn of_box(self, shown: &ShownSignature, printed: &Printed) -> Option<PageBox> {
        let is_in = |region: &Region| holds(region, shown);
        if printed.number.as_ref().is_some_and(is_in) {
            Some(PageBox::Number)
        } else if printed.dates.iter().any(is_in) {
            Some(PageBox::Date)
        } else if self.between_title_and_name == Some(true) {
            Some(PageBox::Signature)
        } else if self.in_boxes_7c_and_8 == Some(true) {
            Some(PageBox::Seal)
        } else {
            self.top_right.then_some(PageBox::TopRight)
        }
    }
}

/// Whether its middle is in a blank, or as far outside as stamps stand.
fn holds(region: &Region, shown: &ShownSignature) -> bool {
    let [x, y] = shown.place.middle().map(millimetres);
    let [left, bottom, right, top] = region.area;
    let more = thresholds::BLANK_MARGIN;
    region.page + 1 == shown.page
        && (left - more..=right + more).contains(&x)
        && (bottom - more..=top + more).contains(&y)
}

/// Whether its middle is between a title and the name below it, or so many points left of there.
fn between(
    shown: &ShownSignature,
    printed: &Printed,
    file: &PdfFile,
    left_of: f64,
) -> Option<bool> {
    let number = u32::try_from(shown.page).ok()?;
    let frame = PageFrame::of(file, number).ok()?;
    let frames = BTreeMap::from([(number, frame)]);
    let placing = Placing {
        printed,
        frames: &frames,
    };
    let [x, y] = shown.place.middle().map(millimetres);
    let named = printed.blocks.iter().filter(|block| block.name.is_some());
    let rooms: Vec<_> = named
        .filter(|block| block.page + 1 == shown.page)
        .filter_map(|block| placing.room(block, 0.0).ok())
        .collect();
    let inside = rooms.iter().any(|room| {
        (room.left - left_of..=room.right).contains(&x) && (room.bottom..=room.top).contains(&y)
    });
    // a title that was not found may be on a page that was not read
    let told = !printed.blocks.is_empty() && printed.unread.is_empty();
    (inside || told).then_some(inside)
}
