//! The numbers behind places, in points of the displayed page. All are ours; none is law.
//!
//! Observed in four files of one ministry (July 2026): initials 40 × 20, leader 180 × 90, number, day and month 40 × 14,
//! 24 × 14 and 17 × 14, seal 110 × 110. Each bound leaves room for other offices' tools.

/// The largest stamp of a number or of a part of a date: width and height.
pub const NUMBER_STAMP: [f64; 2] = [110.0, 28.0];
/// How far the middle of such a stamp may lie outside the blank it fills.
pub const BLANK_MARGIN: f64 = 8.0;
/// The largest initials: width and height.
pub const INITIALS: [f64; 2] = [90.0, 45.0];
/// How far initials may begin before and after the end of the line they stand at.
pub const END_OF_LINE: [f64; 2] = [20.0, 60.0];
/// How far the middle of initials may lie above or below that line's own height.
pub const LINE_MARGIN: f64 = 10.0;
/// How far below the title a printed name is looked for: 75 mm.
pub const TITLE_TO_NAME: f64 = 213.0;
/// How far apart the middles of a title and of its name may be, across.
pub const COLUMN: f64 = 60.0;
/// How far beyond title and name the middle of the leader's widget may be, across.
pub const BLOCK_MARGIN: f64 = 70.0;
/// How far left of title and name a seal may reach: NĐ 30/2020 wants it over the left third of the signature.
pub const SEAL_REACH: f64 = 110.0;
/// The sides of a seal: least and most.
pub const SEAL: [f64; 2] = [50.0, 170.0];
/// The part of the page, from its top, in which number, date and heads of a document stand.
pub const HEAD: f64 = 0.42;
/// The part of the page, from its top, in which an agency's signature on an attachment, a copy's or the incoming stamp stands.
pub const TOP: f64 = 0.33;
/// How many pages are read for their text.
pub const PAGES: usize = 8;
/// The share of glyphs that must have a known meaning for a page's text to speak.
pub const CONFIDENCE: f64 = 0.9;
/// The largest signature of a person: width and height.
pub const SIGNATURE: [f64; 2] = [320.0, 200.0];
