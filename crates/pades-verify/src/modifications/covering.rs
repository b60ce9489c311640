//! Whether a new appearance hides earlier content (docs/decisions/0018). Glyphs, lines and images are judged one by one; the numbers are ours.

mod pictures;

use super::painting::{Area, Ink, Mark, Painting, common, grown, overlaps, share};
use crate::policy::OverContent;

/// How a new appearance lies on earlier content that it may not lie on so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cover {
    /// A filled area, an image without alpha, light text.
    Opaque,
    /// An image whose alpha lets nothing through there.
    DenseImage,
    /// Lines that strike content out.
    Lines,
    /// Text on text.
    Text,
    /// Anything, where the policy wants nothing painted on content.
    Anything,
    /// It may paint more than can be read.
    Unreadable(&'static str),
}

/// The earlier content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Beneath {
    /// Text.
    Text,
    /// An image, or something else whose parts are not known.
    Image,
    /// Lines of a drawing or a table.
    Drawing,
    /// It cannot be read, and may be anything.
    Unreadable,
}

impl core::fmt::Display for Cover {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Opaque => "opaquely",
            Self::DenseImage => "with an image that lets nothing through",
            Self::Lines => "with lines through it",
            Self::Text => "with text on it",
            Self::Anything => "by lying on it",
            Self::Unreadable(why) => return write!(f, "as far as can be told ({why})"),
        })
    }
}

impl Beneath {
    /// The words of reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Image => "an image",
            Self::Drawing => "lines",
            Self::Unreadable => "content that cannot be read",
        }
    }
}

/// What is covered, and how.
pub(super) type Covered = (Cover, Beneath);

/// Part of a glyph's box that something opaque may touch: boxes reach further than most glyphs.
const TOUCHED: f64 = 0.25;
/// Part of a glyph's body that ink without colour and lines may cover: a thin pen covers a third, what covers more can make another letter.
const COVERED: f64 = 0.6;
/// Part of a glyph's body from which coloured ink covers it altogether.
const INKED: f64 = 0.9;
/// Glyphs that a seal may cover altogether with coloured ink: the middle of its star covers as much.
const INKED_GLYPHS: usize = 2;
/// Part of a glyph's body that other text covers when it lies on it.
const OVERWRITTEN: f64 = 0.5;
/// Glyphs on which other text may lie so: a number that is a little wider than its blank reaches over a sign on either side.
const OVERWRITTEN_GLYPHS: usize = 2;
/// But no glyph in the very place of another, or inside it: 3 becomes 8. Of the larger body, or of the smaller one's own.
const IN_PLACE: f64 = 0.6;
const INSIDE: f64 = 0.7;
/// Glyphs in which a line through the body is a line through the text.
const STRUCK_GLYPHS: usize = 3;
/// Part of a glyph's body, from above and below, that belongs to its edge.
const EDGE: f64 = 0.15;
/// A line so wide, in points, is an area.
const BAR: f64 = 4.0;
/// Shares so small are rounding.
const NOTHING: f64 = 0.02;
/// Marks above times marks below that are compared.
const COMPARISONS: usize = 20_000_000;

/// The first content that is covered in a way that is not allowed.
pub(super) fn judge(
    above: &Painting,
    beneath: &Painting,
    widget: &Area,
    allowed: OverContent,
) -> Option<Covered> {
    if beneath.doubt.is_some() && !(above.marks.is_empty() && above.doubt.is_none()) {
        return Some((Cover::Anything, Beneath::Unreadable));
    }
    if let Some(why) = above.doubt {
        let lost = beneath
            .marks
            .iter()
            .find(|mark| !matches!(mark.ink, Ink::Filler) && overlaps(&mark.area, widget));
        return lost.map(|mark| (Cover::Unreadable(why), kind(mark)));
    }
    if above.marks.len().saturating_mul(beneath.marks.len()) > COMPARISONS {
        return Some((
            Cover::Unreadable("too much is painted"),
            Beneath::Unreadable,
        ));
    }
    let looks = pictures::Looks::default();
    let (mut inked, mut struck, mut overwritten) = (0, 0, 0);
    for mark in &beneath.marks {
        let over = Over::sum(&above.marks, mark);
        if allowed == OverContent::Untouched && over.touches {
            return Some((Cover::Anything, kind(mark)));
        }
        let cover = match mark.ink {
            Ink::Filler => None,
            Ink::Picture => pictures::cover(&above.marks, mark, over.opaque, &looks),
            Ink::Line { .. } | Ink::Solid | Ink::Image(..) => over.opaque.then_some(Cover::Opaque),
            Ink::Glyph => over.glyph(),
        };
        if let Some(cover) = cover {
            return Some((cover, kind(mark)));
        }
        if matches!(mark.ink, Ink::Glyph) {
            inked += usize::from(over.all >= INKED);
            struck += usize::from(over.struck);
            overwritten += usize::from(over.text >= OVERWRITTEN);
        }
    }
    if inked > INKED_GLYPHS {
        return Some((Cover::DenseImage, Beneath::Text));
    }
    if overwritten > OVERWRITTEN_GLYPHS {
        return Some((Cover::Text, Beneath::Text));
    }
    (struck >= STRUCK_GLYPHS).then_some((Cover::Lines, Beneath::Text))
}

const fn kind(mark: &Mark) -> Beneath {
    match mark.ink {
        Ink::Glyph | Ink::Filler => Beneath::Text,
        Ink::Line { .. } => Beneath::Drawing,
        Ink::Picture | Ink::Solid | Ink::Image(..) => Beneath::Image,
    }
}

/// What lies on one mark: shares of it, added up.
#[derive(Debug, Default)]
struct Over {
    /// Areas, of the whole box.
    solid: f64,
    /// Lines and areas.
    lines: f64,
    /// Images: ink without colour, and all ink.
    plain: f64,
    all: f64,
    /// Glyphs.
    text: f64,
    /// One of them in its place.
    replaced: bool,
    struck: bool,
    /// Alpha of the areas that reach over a line, added up.
    veil: f64,
    /// An area covers enough of it to hide it.
    opaque: bool,
    touches: bool,
}

impl Over {
    fn sum(above: &[Mark], mark: &Mark) -> Self {
        let mut over = Self::default();
        let body = body(mark);
        for one in above {
            if common(&one.area, &mark.area).is_some() {
                over.add(one, mark, &body);
            }
        }
        over.all += over.lines;
        over.plain += over.lines;
        over
    }

    fn add(&mut self, one: &Mark, mark: &Mark, body: &Area) {
        let on_body = share(body, &one.area);
        match &one.ink {
            Ink::Solid => self.area(one, mark, on_body),
            Ink::Line { density } if *density > COVERED && is_bar(&one.area) => {
                self.area(one, mark, on_body);
            }
            Ink::Line { density } => {
                self.lines += on_body * density * one.alpha;
                self.struck |= strikes(&one.area, body);
                self.touches |= on_body > NOTHING;
            }
            Ink::Image(alpha, place) => {
                if let Some(part) = common(body, &one.area) {
                    let covered = alpha.covered(place, &part);
                    self.plain += covered.plain * on_body * one.alpha;
                    self.all += covered.all * on_body * one.alpha;
                    self.touches |= covered.all * on_body > NOTHING;
                }
            }
            Ink::Glyph | Ink::Filler | Ink::Picture => {
                let other = self::body(one);
                let on_body = share(body, &other);
                let of_other = share(&other, body);
                self.text += on_body;
                self.replaced |= on_body.min(of_other) >= IN_PLACE || of_other >= INSIDE;
                self.touches |= on_body > NOTHING;
            }
        }
    }

    fn area(&mut self, one: &Mark, mark: &Mark, on_body: f64) {
        self.solid += share(&mark.area, &one.area) * one.alpha;
        self.lines += on_body * one.alpha;
        let place = match mark.ink {
            Ink::Line { .. } => grown(&mark.area),
            _ => mark.area,
        };
        let over = overlaps(&place, &one.area);
        if over && matches!(mark.ink, Ink::Line { .. }) {
            self.veil += one.alpha;
        }
        let hides = over && one.alpha.max(self.veil) >= TOUCHED;
        self.opaque |= hides;
        self.touches |= on_body > NOTHING || hides;
    }

    fn glyph(&self) -> Option<Cover> {
        if self.solid >= TOUCHED {
            Some(Cover::Opaque)
        } else if self.plain >= COVERED {
            Some(Cover::DenseImage)
        } else if self.replaced {
            Some(Cover::Text)
        } else {
            None
        }
    }
}

/// A line that runs through the middle of the body, over half of its width; the line of a frame runs along its edge at most.
fn strikes(line: &Area, body: &Area) -> bool {
    let margin = EDGE * (body[3] - body[1]);
    let middle = [body[0], body[1] + margin, body[2], body[3] - margin];
    common(line, &middle).is_some_and(|part| part[2] - part[0] >= OVERWRITTEN * (body[2] - body[0]))
}

fn is_bar(area: &Area) -> bool {
    (area[2] - area[0]).min(area[3] - area[1]) > BAR
}

/// Of a glyph's box the part from the line to the height of capitals.
fn body(mark: &Mark) -> Area {
    let [left, bottom, right, top] = mark.area;
    match mark.ink {
        Ink::Glyph | Ink::Filler => {
            let height = top - bottom;
            [left, bottom + 0.2 * height, right, bottom + 0.79 * height]
        }
        _ => mark.area,
    }
}

#[cfg(test)]
mod tests;
