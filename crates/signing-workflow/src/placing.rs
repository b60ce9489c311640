//! Where a signature, a seal or a stamp goes: found in what is printed, never guessed.
//!
//! Two documents of one office differ in the height of a line; a place in millimetres from the corner would miss. What a document prints
//! (title and name, the blank of the number, the last line) shows where each mark belongs (NĐ 30/2020 Phụ lục I). Where that is not there, or is
//! there twice, the answer is a [`PlacingError`] that says so, and a person says where.

mod found;

use std::collections::BTreeMap;

use pades_sign::{PageFrame, Place};
use regulation_rules::facts::Millimetres;
use regulation_rules::profiles::{Corner, LayoutBox, Placement};
use signature_appearance::{Area, Size, millimetres};

use crate::roles::{Printed, Region, SignerBlock, same_name};

pub use found::{Anchor, Found, PlacingError, Wanted};

/// The pages' frames and what they print.
#[derive(Clone, Copy, Debug)]
pub struct Placing<'a> {
    /// What is printed.
    pub printed: &'a Printed,
    /// How the pages are displayed, 1 for the first.
    pub frames: &'a BTreeMap<u32, PageFrame>,
}

/// How much smaller than wanted a picture may be drawn where title and name are close. Ours.
const SMALLEST: f64 = 0.5;

/// How far a stamp's empty right end may reach over what is printed after its blank, in points. Ours.
const BEYOND: f64 = 12.0;

/// What of one signature decides its place.
#[derive(Clone, Copy, Debug)]
pub struct Mark<'a> {
    /// Whose block it belongs to, where several sign.
    pub signer: Option<&'a str>,
    /// The authorised person's signature that a seal lies over.
    pub person: Option<Place>,
    /// Which blank it fills.
    pub blank: Wanted,
    /// How large it is drawn.
    pub size: Size,
}

impl Placing<'_> {
    /// Where a profile of the law puts it.
    ///
    /// # Errors
    /// [`PlacingError`]: what shows the place is not there, there twice, or without room; or the profile leaves the place to a person.
    pub fn of(&self, placement: Placement, mark: &Mark<'_>) -> Result<Found, PlacingError> {
        let size = mark.size;
        match placement {
            Placement::BetweenTitleAndName { clearance } => {
                self.person(mark.signer, size, points(clearance))
            }
            Placement::OverLeftOfSignature { share } => {
                let person = mark.person.ok_or_else(|| self.not_found(Wanted::Person))?;
                self.seal(person, size, share.get())
            }
            Placement::Corner {
                corner,
                from_side,
                from_edge,
            } => self.corner(corner, (points(from_side), points(from_edge)), size),
            Placement::OverTitle {
                left_of_title,
                above_title,
            } => self.over_annex_title((points(left_of_title), points(above_title)), size),
            Placement::EndOfLastLine { gap } => self.initials(size, points(gap)),
            Placement::InBoxes { clearance, .. } => {
                self.in_boxes(mark.signer, size, points(clearance))
            }
            Placement::FilledInto { layout_box, gap } => {
                self.blank(blank_of(layout_box, mark.blank), size, points(gap))
            }
            Placement::ForAPerson { .. } => Err(PlacingError::ForAPerson),
        }
    }

    /// In the middle between title and name of who signs (NĐ 30/2020 Phụ lục I, mục II.7): the picture keeps its proportions and is drawn
    /// smaller where the room is low, down to half. `signer`: whose block, where several sign; `clearance`: points kept free from either line.
    ///
    /// # Errors
    /// When there is no such block, more than one, or not enough room.
    pub fn person(
        &self,
        signer: Option<&str>,
        size: Size,
        clearance: f64,
    ) -> Result<Found, PlacingError> {
        let block = self.block(signer)?;
        let room = self.room(block, clearance)?;
        let size = fit(size, room.size().height, number(block.page))?;
        let area = Area::at(
            (room.left + room.right - size.width) / 2.0,
            (room.bottom + room.top - size.height) / 2.0,
            size,
        );
        self.found(number(block.page), area, told_by(block))
    }

    /// Whether a signature at `place` stands where the person's does: its middle between title and name.
    #[must_use]
    pub fn is_persons(&self, place: Place, signer: Option<&str>) -> bool {
        let Ok(block) = self.block(signer) else {
            return false;
        };
        let Ok(room) = self.room(block, 0.0) else {
            return false;
        };
        let area = place.area;
        let (x, y) = (
            (area.left + area.right) / 2.0,
            (area.bottom + area.top) / 2.0,
        );
        number(block.page) == place.page
            && x > room.left
            && x < room.right
            && y > room.bottom
            && y < room.top
    }

    /// In boxes 7c and 8 (An Giang Điều 8(2)(a)): between title and name, moved left where it would leave the page. Never drawn smaller.
    ///
    /// # Errors
    /// As [`Self::person`].
    pub fn in_boxes(
        &self,
        signer: Option<&str>,
        size: Size,
        clearance: f64,
    ) -> Result<Found, PlacingError> {
        let block = self.block(signer)?;
        let room = self.room(block, clearance)?;
        let page = number(block.page);
        if room.size().height < size.height {
            return Err(no_room(page, room.size().height, size.height));
        }
        let rightmost = self.frame(page)?.size().width - size.width;
        let left = ((room.left + room.right - size.width) / 2.0).min(rightmost);
        let bottom = (room.bottom + room.top - size.height) / 2.0;
        self.found(page, Area::at(left, bottom, size), told_by(block))
    }

    /// Between the last line of a title and the name below it, as wide as the title.
    pub(crate) fn room(&self, block: &SignerBlock, clearance: f64) -> Result<Area, PlacingError> {
        let frame = self.frame(number(block.page))?;
        let title = scaled(&frame, block.title_area);
        let below = scaled(&frame, block.area).bottom;
        let name = block.name_area.map(|name| scaled(&frame, name).top);
        Ok(Area {
            bottom: name.unwrap_or(below) + clearance,
            top: title.bottom - clearance,
            ..title
        })
    }

    /// The seal over a share of the person's signature, from its left (NĐ 30/2020 Phụ lục I, mục II.8; Điều 33(1)(b)).
    ///
    /// # Errors
    /// When that leaves the page.
    pub fn seal(&self, person: Place, size: Size, share: f64) -> Result<Found, PlacingError> {
        let area = person.area;
        let right = area.left + area.size().width * share;
        let middle = (area.bottom + area.top) / 2.0;
        let seal = Area::at(right - size.width, middle - size.height / 2.0, size);
        self.found(person.page, seal, Anchor::Signature)
    }

    /// The blank of the number, the day or the month, so many points after the word before it (NĐ 30/2020 Phụ lục I, boxes 3 and 4), on
    /// its line.
    ///
    /// # Errors
    /// When there is no such blank, or it is filled in.
    pub fn blank(&self, wanted: Wanted, size: Size, gap: f64) -> Result<Found, PlacingError> {
        let region = match wanted {
            Wanted::Number => self.printed.number.as_ref(),
            Wanted::Day => self.printed.dates.first(),
            Wanted::Month => self.printed.dates.get(1),
            _ => None,
        };
        let region = region.ok_or_else(|| self.not_found(wanted))?;
        if region.filled {
            let text = region.text.clone();
            return Err(PlacingError::Filled { wanted, text });
        }
        let area = self.area(region)?;
        let room = area.size().width + BEYOND;
        if gap + size.width > room {
            return Err(no_room(number(region.page), room, gap + size.width));
        }
        let bottom = (area.bottom + area.top - size.height) / 2.0;
        self.at_line(region, Area::at(area.left + gap, bottom, size))
    }

    /// At the end of the last line of the text (an official's initials: office practice, no law).
    ///
    /// # Errors
    /// When the text before the title of who signs is not found, or ends in several places.
    pub fn initials(&self, size: Size, gap: f64) -> Result<Found, PlacingError> {
        let region = self.only(Wanted::LastLine, &self.printed.text_ends)?;
        let area = self.area(region)?;
        let frame = self.frame(number(region.page))?;
        // beside the line where there is room, else over its end
        let left = (area.right + gap).min(frame.size().width - size.width);
        let bottom = (area.bottom + area.top - size.height) / 2.0;
        self.at_line(region, Area::at(left, bottom, size))
    }

    /// Over the beginning of the line that makes the file an annex (dấu treo: NĐ 30/2020 Điều 33(1)(c), as ministries do it on electronic
    /// annexes): beginning so many points left of its first letter, and above it.
    ///
    /// # Errors
    /// When the file does not say that it is an annex.
    pub fn over_annex_title(
        &self,
        (left_of, above): (f64, f64),
        size: Size,
    ) -> Result<Found, PlacingError> {
        let region = self.printed.annex.as_ref();
        let region = region.ok_or_else(|| self.not_found(Wanted::AnnexTitle))?;
        let area = self.area(region)?;
        let page = self.frame(number(region.page))?.size();
        let left = (area.left - left_of).max(0.0);
        let top = (area.top + above).min(page.height);
        self.at_line(region, Area::at(left, top - size.height, size))
    }

    /// A corner of the first page, so many points from its side and from its top or bottom (NĐ 30/2020 Phụ lục I: attachments and copies).
    ///
    /// # Errors
    /// When the page is smaller than the stamp.
    pub fn corner(
        &self,
        corner: Corner,
        (side, edge): (f64, f64),
        size: Size,
    ) -> Result<Found, PlacingError> {
        let page = self.frame(1)?.size();
        let left = match corner {
            Corner::TopLeft | Corner::BottomLeft => side,
            Corner::TopRight | Corner::BottomRight => page.width - side - size.width,
        };
        let bottom = match corner {
            Corner::BottomLeft | Corner::BottomRight => edge,
            Corner::TopLeft | Corner::TopRight => page.height - edge - size.height,
        };
        self.found(1, Area::at(left, bottom, size), Anchor::Corner)
    }

    fn block(&self, signer: Option<&str>) -> Result<&SignerBlock, PlacingError> {
        let blocks: Vec<&SignerBlock> = match signer {
            None => self.printed.blocks.iter().collect(),
            Some(signer) => {
                let theirs = |block: &&SignerBlock| {
                    block
                        .name
                        .as_deref()
                        .is_some_and(|name| same_name(name, signer).is_some())
                };
                self.printed.blocks.iter().filter(theirs).collect()
            }
        };
        match blocks.as_slice() {
            [] => Err(self.not_found(Wanted::Signer)),
            [only] => Ok(only),
            several => Err(PlacingError::Several {
                wanted: Wanted::Signer,
                choices: several.iter().map(|block| told(block)).collect(),
            }),
        }
    }

    fn only<'r>(&self, wanted: Wanted, regions: &'r [Region]) -> Result<&'r Region, PlacingError> {
        let Some(first) = regions.first() else {
            return Err(self.not_found(wanted));
        };
        if regions.iter().all(|region| region == first) {
            return Ok(first);
        }
        Err(PlacingError::Several {
            wanted,
            choices: regions.iter().map(|region| region.text.clone()).collect(),
        })
    }

    fn at_line(&self, region: &Region, area: Area) -> Result<Found, PlacingError> {
        let text = region.text.clone();
        self.found(number(region.page), area, Anchor::Line { text })
    }

    fn found(&self, page: u32, area: Area, anchor: Anchor) -> Result<Found, PlacingError> {
        let frame = self.frame(page)?;
        if !frame.holds(area) {
            let (room, needed) = (frame.size(), area.size());
            return Err(no_room(
                page,
                room.width.min(room.height),
                needed.width.max(needed.height),
            ));
        }
        let place = Place { page, area };
        Ok(Found { place, anchor })
    }

    fn area(&self, region: &Region) -> Result<Area, PlacingError> {
        Ok(scaled(&self.frame(number(region.page))?, region.area))
    }

    fn frame(&self, page: u32) -> Result<PageFrame, PlacingError> {
        self.frames
            .get(&page)
            .copied()
            .ok_or(PlacingError::NoPage { page })
    }

    fn not_found(&self, wanted: Wanted) -> PlacingError {
        let unread = self.printed.unread.iter();
        PlacingError::NotFound {
            wanted,
            unread: unread
                .map(|(page, why)| (number(*page), why.clone()))
                .collect(),
        }
    }
}

/// The number of a page, 1 for the first.
fn number(index: usize) -> u32 {
    u32::try_from(index).map_or(u32::MAX, |index| index.saturating_add(1))
}

/// What was read in units of the page, in points.
fn scaled(frame: &PageFrame, area: [f64; 4]) -> Area {
    let [left, bottom, right, top] = area.map(|length| length * frame.unit());
    Area {
        left,
        bottom,
        right,
        top,
    }
}

/// The size, smaller where the room is lower.
fn fit(size: Size, room: f64, page: u32) -> Result<Size, PlacingError> {
    let scale = (room / size.height).min(1.0);
    if scale < SMALLEST {
        return Err(no_room(page, room, size.height * SMALLEST));
    }
    Ok(Size::points(size.width * scale, size.height * scale))
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // lengths of a page, not negative
fn no_room(page: u32, room: f64, needed: f64) -> PlacingError {
    let whole = |points: f64| {
        signature_appearance::to_millimetres(points)
            .max(0.0)
            .round() as u32
    };
    PlacingError::NoRoom {
        page,
        room_mm: whole(room),
        needed_mm: whole(needed),
    }
}

const fn blank_of(layout_box: LayoutBox, wanted: Wanted) -> Wanted {
    match (layout_box, wanted) {
        (LayoutBox::Nd30Box4, Wanted::Month) => Wanted::Month,
        (LayoutBox::Nd30Box4, _) => Wanted::Day,
        _ => Wanted::Number,
    }
}

fn points(length: Millimetres) -> f64 {
    millimetres(length.get())
}

fn told_by(block: &SignerBlock) -> Anchor {
    let title = block.title.clone();
    match block.name.clone() {
        Some(name) => Anchor::TitleAndName { title, name },
        None => Anchor::Title { title },
    }
}

fn told(block: &SignerBlock) -> String {
    match &block.name {
        Some(name) => format!("{} / {name}", block.title),
        None => block.title.clone(),
    }
}
