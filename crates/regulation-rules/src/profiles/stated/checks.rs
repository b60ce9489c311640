//! What an office's profile may say. The bounds are ours.

use super::{LetteringFile, PieceFile, ProfileFile};
use crate::facts::{InkColour, Millimetres};
use crate::profiles::{Piece, Placement, Size};

/// The key and why its value cannot be.
type Refused = (&'static str, &'static str);

/// Ours: letters of an id, and of a title, name or literal words.
const LONGEST_ID: usize = 40;
const LONGEST_TEXT: usize = 200;
/// Ours: lines of a profile, pieces of a line.
const MOST_LINES: usize = 8;
const MOST_PIECES: usize = 12;
/// Ours: sizes of letters that can be read, in points.
const POINTS: core::ops::RangeInclusive<u8> = 6..=72;
/// Nothing is larger than A4.
const WIDEST: f64 = 210.0;
const HIGHEST: f64 = 297.0;
/// Ours: lines of a frame that can be seen and leave room.
const FRAME_LINE: core::ops::RangeInclusive<f64> = 0.05..=5.0;

pub(super) fn profile(profile: &ProfileFile) -> Result<(), Refused> {
    words(profile)?;
    days(profile)?;
    pictures(profile)?;
    size(profile)?;
    lines(profile)?;
    drawn(profile)
}

/// A name: not empty, not endless, on one line.
pub(super) fn name(text: &str) -> Result<(), &'static str> {
    if text.trim().is_empty() {
        return Err("is empty");
    }
    printable(text)
}

fn printable(text: &str) -> Result<(), &'static str> {
    match text {
        long if long.chars().count() > LONGEST_TEXT => Err("is longer than 200 letters"),
        odd if odd.chars().any(char::is_control) => Err("holds control characters"),
        _ => Ok(()),
    }
}

fn words(profile: &ProfileFile) -> Result<(), Refused> {
    let of_id =
        |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || ".-".contains(sign);
    let id = &profile.id;
    if id.is_empty() || id.len() > LONGEST_ID || !id.chars().all(of_id) {
        return Err(("id", "is not 1 to 40 of a-z, 0-9, full stop and hyphen"));
    }
    for sentence in [Some(&profile.title), profile.remark.as_ref()]
        .into_iter()
        .flatten()
    {
        let said = name(&sentence.vi).and_then(|()| name(&sentence.en));
        said.map_err(|why| ("title or remark", why))?;
    }
    let province = profile.province.as_deref().map_or(Ok(()), name);
    province.map_err(|why| ("province", why))
}

fn days(profile: &ProfileFile) -> Result<(), Refused> {
    match (profile.from, profile.until) {
        (Some(from), Some(until)) if until <= from => Err(("until", "is not after `from`")),
        _ => Ok(()),
    }
}

fn pictures(profile: &ProfileFile) -> Result<(), Refused> {
    let pictures = &profile.pictures;
    let shown = pictures.shown;
    let any = shown.has_signature() || shown.has_seal();
    if shown.has_signature() != pictures.signature_ink.is_some() {
        return Err(("pictures.signature_ink", SHOWN_OR_NOT));
    }
    if shown.has_seal() != pictures.seal_ink.is_some() {
        return Err(("pictures.seal_ink", SHOWN_OR_NOT));
    }
    if any != pictures.file.is_some() {
        return Err(("pictures.file", SHOWN_OR_NOT));
    }
    let inks = [pictures.signature_ink, pictures.seal_ink];
    match inks.contains(&Some(InkColour::Other)) {
        true => Err(("pictures", NO_COLOUR)),
        false => Ok(()),
    }
}

const SHOWN_OR_NOT: &str = "stands beside a picture that is shown, and only there";
const NO_COLOUR: &str = "\"other\" is no colour to draw in";

fn size(profile: &ProfileFile) -> Result<(), Refused> {
    match profile.size {
        Size::Registered if !profile.pictures.shown.has_seal() => {
            return Err((
                "size",
                "\"registered\" is the size of a seal, and none is shown",
            ));
        }
        Size::Millimetres { width, height } if !fits(width, height) => {
            return Err(("size", "is not 1 mm to 210 × 297 mm"));
        }
        _ => {}
    }
    let Some(bounds) = profile.bounds else {
        return Ok(());
    };
    let ((narrow, wide), (low, high)) = (bounds.width, bounds.height);
    if !(fits(narrow, low) && fits(wide, high) && narrow <= wide && low <= high) {
        return Err(("bounds", "are not from and to within 1 mm to 210 × 297 mm"));
    }
    match bounds.hold(profile.size) {
        Some(false) => Err(("size", "is outside `bounds`")),
        _ => Ok(()),
    }
}

fn fits(width: Millimetres, height: Millimetres) -> bool {
    (1.0..=WIDEST).contains(&width.get()) && (1.0..=HIGHEST).contains(&height.get())
}

fn lines(profile: &ProfileFile) -> Result<(), Refused> {
    let lines = &profile.lines;
    if lines.len() > MOST_LINES {
        return Err(("lines", "are more than 8"));
    }
    for line in lines {
        if line.is_empty() || line.len() > MOST_PIECES {
            return Err(("lines", "a line has 1 to 12 pieces"));
        }
        line.iter()
            .try_for_each(piece)
            .map_err(|why| ("lines", why))?;
    }
    match (lines.is_empty(), &profile.lettering) {
        (true, Some(_)) => Err(("lettering", "stands beside lines, and there are none")),
        (false, None) => Err(("lettering", "is missing beside lines")),
        (_, Some(it)) => lettering(it),
        _ => Ok(()),
    }
}

fn piece(piece: &PieceFile) -> Result<(), &'static str> {
    match piece {
        PieceFile::Words(literal) if literal.words.is_empty() => Err("`words` are empty"),
        PieceFile::Words(literal) => printable(&literal.words),
        PieceFile::Word(word) => match Piece::of_word(word) {
            Some(_) => Ok(()),
            None => Err(
                "a piece is not known: number-and-symbol, number, signing-time, day, month, year, name, mail, agency, form-of-copy, { words = \"…\" }",
            ),
        },
    }
}

fn lettering(it: &LetteringFile) -> Result<(), Refused> {
    if !POINTS.contains(&it.size) {
        return Err(("lettering.size", "is not 6 to 72 points"));
    }
    match it.colour {
        InkColour::Other => Err(("lettering.colour", NO_COLOUR)),
        _ => Ok(()),
    }
}

fn drawn(profile: &ProfileFile) -> Result<(), Refused> {
    if let Some(frame) = profile.frame {
        if !FRAME_LINE.contains(&frame.line.get()) {
            return Err(("frame.line", "is not 0.05 to 5 mm"));
        }
        if frame.colour == InkColour::Other {
            return Err(("frame.colour", NO_COLOUR));
        }
    }
    for (key, length) in profile.placement.lengths() {
        if !(0.0..=HIGHEST).contains(&length.get()) {
            return Err((key, "is not 0 to 297 mm"));
        }
    }
    match profile.placement {
        Placement::OverLeftOfSignature { share } if !(0.05..=1.0).contains(&share.get()) => {
            Err(("placement.share", "is not 0.05 to 1"))
        }
        _ => Ok(()),
    }
}
