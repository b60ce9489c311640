//! The parts every official document begins and ends with: boxes 1–4 and 5b, 7 and 9 of the layout (NĐ 30/2020, Phụ lục I, sơ đồ bố trí).
//!
//! Sizes and styles are those of the table of Phụ lục I, read second-hand (`presentation.md` §1.2); distances are ours.

use super::TypesetError;
use super::flow::BODY_SIZE;
use super::setter::Typesetter;
use super::sheet::mm;
use super::typeface::Style;

const AGENCY_LINE: f32 = 15.5;
/// From the edge of the text down to the first line: its highest letters (Ộ, 12.5 pt) stand below the upper margin.
const FIRST_LINE: f32 = 12.0;
/// Room for the signature between title and name. Ours: an image of 25 mm high stands free in it.
const SIGNATURE_ROOM: f32 = mm(34.0);

/// How high the letters of a name are, of 14 pt.
const CAPITALS: f32 = 9.3;

/// A piece of a line: words, or room for a stamp of the records clerk.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Piece<'t> {
    Words(&'t str),
    /// So many points wide.
    Room(f32),
}

/// What stands above the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head<'t> {
    /// The superior agency, where there is one.
    pub(crate) superior: Option<&'t str>,
    pub(crate) agency: &'t [&'t str],
    pub(crate) number: &'t [Piece<'t>],
    pub(crate) place_and_date: &'t [Piece<'t>],
    /// “V/v …”, in letters alone.
    pub(crate) subject: &'t [&'t str],
}

/// What stands below the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Foot<'t> {
    /// Authority and title: “TM. …”, “KT. …”, “GIÁM ĐỐC”.
    pub(crate) office: &'t [&'t str],
    pub(crate) name: &'t str,
    pub(crate) recipients: &'t [&'t str],
}

/// Sets the head; returns where the text may start.
pub(crate) fn head(setter: &mut Typesetter, head: &Head<'_>) -> Result<f32, TypesetError> {
    let left = setter.left() + mm(30.0);
    let right = setter.right() - mm(47.0);
    let top = setter.top() - FIRST_LINE;
    let mut y = top;
    if let Some(superior) = head.superior {
        setter.centred(left, y, Style::Upright, 13.0, superior)?;
        y -= AGENCY_LINE;
    }
    for line in head.agency {
        setter.centred(left, y, Style::Bold, 13.0, line)?;
        y -= AGENCY_LINE;
    }
    y += AGENCY_LINE;
    // NĐ 30/2020, Phụ lục I: a rule of 1/3 to 1/2 of the line's length (read second-hand)
    setter.rule(left, y - 5.0, 42.0);
    y -= 24.0;
    setter.pieces(left, y, Style::Upright, 13.0, head.number)?;
    for (index, line) in (0_u8..).zip(head.subject) {
        let y = y - 17.0 - 14.0 * f32::from(index);
        setter.centred(left, y, Style::Upright, 12.0, line)?;
    }
    country(setter, right, top)?;
    setter.pieces(right, y, Style::Italic, 13.5, head.place_and_date)?;
    Ok(y - 31.0)
}

fn country(setter: &mut Typesetter, centre: f32, y: f32) -> Result<(), TypesetError> {
    const COUNTRY: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
    const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
    setter.centred(centre, y, Style::Bold, 12.5, COUNTRY)?;
    let motto = setter.centred(centre, y - 16.0, Style::Bold, 13.5, MOTTO)?;
    setter.rule(centre, y - 21.0, motto);
    Ok(())
}

/// Box 5a: the kind of document and what it is about, with a rule below; returns where the next line may stand.
pub(crate) fn kind(
    setter: &mut Typesetter,
    y: f32,
    kind: &str,
    subject: &[&str],
) -> Result<f32, TypesetError> {
    let middle = setter.middle();
    let mut y = y - 8.0;
    setter.centred(middle, y, Style::Bold, 14.0, kind)?;
    let mut longest: f32 = 0.0;
    for line in subject {
        y -= 17.0;
        longest = longest.max(setter.centred(middle, y, Style::Bold, 14.0, line)?);
    }
    // the same 1/3 to 1/2 as below the agency's name, second-hand
    setter.rule(middle, y - 7.0, longest / 3.0);
    Ok(y - 28.0)
}

/// Sets the signer on the right and the recipients on the left; returns the middle of the room between title and name.
pub(crate) fn foot(
    setter: &mut Typesetter,
    y: f32,
    foot: &Foot<'_>,
) -> Result<(f32, f32), TypesetError> {
    let signer = setter.right() - mm(38.0);
    let mut below = y;
    for (index, line) in (0_u8..).zip(foot.office) {
        below = y - 16.0 * f32::from(index);
        setter.centred(signer, below, Style::Bold, BODY_SIZE, line)?;
    }
    let name = below - SIGNATURE_ROOM;
    setter.centred(signer, name, Style::Bold, BODY_SIZE, foot.name)?;
    let left = setter.left();
    setter.line(left, y, Style::BoldItalic, 12.0, "Nơi nhận:")?;
    for (index, line) in (1_u8..).zip(foot.recipients) {
        let y = y - 13.5 * f32::from(index);
        setter.line(left, y, Style::Upright, 11.0, line)?;
    }
    // the title hangs from its base line, the name stands on its own
    Ok((signer, f32::midpoint(below, name + CAPITALS)))
}

impl Typesetter {
    /// Words and rooms in one line around a centre.
    pub(crate) fn pieces(
        &mut self,
        centre: f32,
        y: f32,
        style: Style,
        size: f32,
        pieces: &[Piece<'_>],
    ) -> Result<(), TypesetError> {
        if let [Piece::Words(text)] = pieces {
            self.centred(centre, y, style, size, text)?;
            return Ok(());
        }
        let mut widths = Vec::with_capacity(pieces.len());
        for piece in pieces {
            widths.push(match piece {
                Piece::Words(text) => self.width_of(style, size, text)?,
                Piece::Room(width) => *width,
            });
        }
        let mut x = centre - widths.iter().sum::<f32>() / 2.0;
        for (piece, width) in pieces.iter().zip(widths) {
            if let Piece::Words(text) = piece {
                self.line(x, y, style, size, text)?;
            }
            x += width;
        }
        Ok(())
    }
}
