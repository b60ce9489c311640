//! Where a signature, a seal or a stamp goes: found in what is printed, never guessed.
//!
//! Two documents of one office differ in the height of a line; a place in millimetres from the corner would miss. What a document prints
//! (title and name, the blank of the number, the last line) shows where each mark belongs (NĐ 30/2020 Phụ lục I). Where that is not there, or is
//! there twice, the answer is a [`PlacingError`] that says so, and a person says where.

use std::collections::BTreeMap;

use pades_sign::{PageFrame, Place};
use signature_appearance::{Area, Size, millimetres};

use crate::roles::{Printed, Region, SignerBlock, same_name};

/// The pages' frames and what they print.
#[derive(Clone, Copy, Debug)]
pub struct Placing<'a> {
    /// What is printed.
    pub printed: &'a Printed,
    /// How the pages are displayed, 1 for the first.
    pub frames: &'a BTreeMap<u32, PageFrame>,
}

/// A place, and what was found there.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The place.
    pub place: Place,
    /// By what it was found.
    pub anchor: Anchor,
}

/// What shows a place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Anchor {
    /// Between a title and the name below it.
    TitleAndName {
        /// The title as printed.
        title: String,
        /// The name as printed.
        name: String,
    },
    /// Below a title; no name is printed there.
    Title {
        /// The title as printed.
        title: String,
    },
    /// A line with a blank, or the line at whose end it is.
    Line {
        /// The line as printed.
        text: String,
    },
    /// A corner of the page: nothing printed was asked.
    Corner,
    /// Another signature.
    Signature,
}

/// What was looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wanted {
    /// Title and name of who signs.
    Signer,
    /// The blank of the number.
    Number,
    /// The blank of the day.
    Day,
    /// The blank of the month.
    Month,
    /// The last line of the text.
    LastLine,
    /// The line that makes a file an annex.
    AnnexTitle,
}

/// Why no place was found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlacingError {
    /// It is not printed, or the page's text cannot be read.
    #[error("{wanted:?} is not found in the text of the document")]
    NotFound {
        /// What was looked for.
        wanted: Wanted,
        /// Pages whose text cannot be read, 1 for the first, and why.
        unread: Vec<(u32, String)>,
    },
    /// It is printed more than once.
    #[error("{wanted:?} is printed {} times", choices.len())]
    Several {
        /// What was looked for.
        wanted: Wanted,
        /// What is printed at each.
        choices: Vec<String>,
    },
    /// Something is printed where it goes.
    #[error("{wanted:?} is filled in already: {text:?}")]
    Filled {
        /// What was looked for.
        wanted: Wanted,
        /// The line.
        text: String,
    },
    /// There is no room for it.
    #[error("there is no room for it on page {page}: {room_mm} mm where {needed_mm} mm are needed")]
    NoRoom {
        /// The page, 1 for the first.
        page: u32,
        /// Millimetres there are.
        room_mm: u32,
        /// Millimetres it needs.
        needed_mm: u32,
    },
    /// There is no such page.
    #[error("there is no page {page}, or it was not read")]
    NoPage {
        /// The page, 1 for the first.
        page: u32,
    },
}

/// How much smaller than wanted a picture may be drawn where title and name are close. Ours.
const SMALLEST: f64 = 0.5;
/// How far a stamp is kept from the edges of the page, in millimetres: in the top margin of 20–25 mm, beside a right margin of 15–20 mm
/// (NĐ 30/2020 Phụ lục I); the numbers inside it are ours.
const FROM_THE_TOP: f64 = 6.0;
const FROM_THE_SIDE: f64 = 15.0;

impl Placing<'_> {
    /// In the middle between title and name of who signs (NĐ 30/2020 Phụ lục I, mục II.7): the picture keeps its proportions and is drawn
    /// smaller where the room is low, down to half. `signer`: whose block, where several sign.
    ///
    /// # Errors
    /// When there is no such block, more than one, or not enough room.
    pub fn person(&self, signer: Option<&str>, size: Size) -> Result<Found, PlacingError> {
        let block = self.block(signer)?;
        let frame = self.frame(number(block.page))?;
        let title = scaled(&frame, block.title_area);
        let below = scaled(&frame, block.area);
        let name_top = block.name_area.map(|name| scaled(&frame, name).top);
        let (floor, ceiling) = (name_top.unwrap_or(below.bottom), title.bottom);
        let fitted = fit(size, ceiling - floor, number(block.page))?;
        let centre = (title.left + title.right) / 2.0;
        let left = centre - fitted.width / 2.0;
        let bottom = floor + (ceiling - floor - fitted.height) / 2.0;
        let anchor = match &block.name {
            Some(name) => Anchor::TitleAndName {
                title: block.title.clone(),
                name: name.clone(),
            },
            None => Anchor::Title {
                title: block.title.clone(),
            },
        };
        self.found(number(block.page), Area::at(left, bottom, fitted), anchor)
    }

    /// The seal of `size` over a third of the person's signature, from its left (NĐ 30/2020 Phụ lục I, mục II.8; Điều 33(1)(b)).
    ///
    /// # Errors
    /// When that leaves the page.
    pub fn seal(&self, person: Place, size: Size) -> Result<Found, PlacingError> {
        let area = person.area;
        let right = area.left + area.size().width / 3.0;
        let middle = (area.bottom + area.top) / 2.0;
        let seal = Area::at(right - size.width, middle - size.height / 2.0, size);
        self.found(person.page, seal, Anchor::Signature)
    }

    /// The blank of the number, the day or the month, in its middle (NĐ 30/2020 Phụ lục I, boxes 3 and 4).
    ///
    /// # Errors
    /// When there is no such blank, or it is filled in.
    pub fn blank(&self, wanted: Wanted, size: Size) -> Result<Found, PlacingError> {
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
        let left = (area.left + area.right - size.width) / 2.0;
        let bottom = (area.bottom + area.top - size.height) / 2.0;
        self.at_line(region, Area::at(left, bottom, size))
    }

    /// At the end of the last line of the text (an official's initials: office practice, no law).
    ///
    /// # Errors
    /// When the text before the title of who signs is not found, or ends in several places.
    pub fn initials(&self, size: Size) -> Result<Found, PlacingError> {
        let region = self.only(Wanted::LastLine, &self.printed.text_ends)?;
        let area = self.area(region)?;
        let frame = self.frame(number(region.page))?;
        // beside the line where there is room, else over its end
        let left = area.right.min(frame.size().width - size.width);
        let bottom = (area.bottom + area.top - size.height) / 2.0;
        self.at_line(region, Area::at(left, bottom, size))
    }

    /// Over the beginning of the line that makes the file an annex (dấu treo: NĐ 30/2020 Điều 33(1)(c), as ministries do it on electronic annexes).
    ///
    /// # Errors
    /// When the file does not say that it is an annex.
    pub fn over_annex_title(&self, size: Size) -> Result<Found, PlacingError> {
        let region = self.printed.annex.as_ref();
        let region = region.ok_or_else(|| self.not_found(Wanted::AnnexTitle))?;
        let area = self.area(region)?;
        let middle = (area.bottom + area.top) / 2.0;
        let left = (area.left - size.width / 2.0).max(0.0);
        let page = self.frame(number(region.page))?.size();
        let bottom = (middle - size.height / 2.0).min(page.height - size.height);
        self.at_line(region, Area::at(left, bottom, size))
    }

    /// The top right corner of a page, in its margin (NĐ 30/2020 Phụ lục I: attachments and copies).
    ///
    /// # Errors
    /// When there is no such page, or it is smaller than the stamp.
    pub fn top_right(&self, page: u32, size: Size) -> Result<Found, PlacingError> {
        let there = self.frame(page)?.size();
        let left = there.width - millimetres(FROM_THE_SIDE) - size.width;
        let bottom = there.height - millimetres(FROM_THE_TOP) - size.height;
        self.found(page, Area::at(left, bottom, size), Anchor::Corner)
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

fn told(block: &SignerBlock) -> String {
    match &block.name {
        Some(name) => format!("{} / {name}", block.title),
        None => block.title.clone(),
    }
}
