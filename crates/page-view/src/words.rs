//! Glyphs → words.

use hayro::kurbo::{Point, Rect, Vec2};
use unicode_normalization::UnicodeNormalization as _;

use crate::collect::Placed;
use crate::lines::{BASELINE, in_frame};
use crate::text::{Origin, Word};

/// Glyphs further apart than this, in ems, are not of one word. Ours: the space of common fonts is 0.25 and justified
/// lines set by moving glyphs seldom go below 0.2.
const WORD_GAP: f64 = 0.18;
/// The same glyph again within this, in ems, is the same glyph: bold by printing twice, or filled and then outlined.
const TWICE: f64 = 0.12;
/// How far letters reach below and above the baseline, in ems. Ours; capitals with two Vietnamese marks reach 1.1.
const BELOW: f64 = 0.22;
const ABOVE: f64 = 0.9;

/// A glyph in the frame of its own direction.
struct Turned<'g> {
    glyph: &'g Placed,
    direction: u16,
    along: f64,
    across: f64,
    size: f64,
}

/// Joins glyphs into words, top to bottom and along the line.
pub(crate) fn join(glyphs: &[Placed], origin: Origin) -> Vec<Word> {
    let mut turned: Vec<Turned<'_>> = glyphs.iter().filter_map(turn).collect();
    turned.sort_by(|a, b| {
        let group = |one: &Turned<'_>| (one.direction, !one.glyph.visible);
        group(a).cmp(&group(b)).then(b.across.total_cmp(&a.across))
    });
    let mut words = Vec::new();
    for baseline in baselines(&mut turned) {
        words.extend(split(baseline, origin));
    }
    words
}

/// Whole degrees of a direction, 0–359.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "0–359"
)]
pub(crate) fn degrees(direction: Vec2) -> u16 {
    (direction.atan2().to_degrees().round().rem_euclid(360.0)) as u16 % 360
}

fn turn(glyph: &Placed) -> Option<Turned<'_>> {
    let size = glyph.up.hypot();
    let numbers = [glyph.start.x, glyph.start.y, glyph.end.x, glyph.end.y, size];
    // Nothing smaller than a tenth of a point is read, and nothing without a place.
    if !numbers.iter().all(|number| number.is_finite()) || size < 0.1 {
        return None;
    }
    let run = glyph.end - glyph.start;
    // A glyph without width runs at right angles to its height.
    let run = if run.hypot() > 1e-6 {
        run
    } else {
        Vec2::new(glyph.up.y, -glyph.up.x)
    };
    let direction = degrees(run);
    let [along, across] = in_frame([glyph.start.x, glyph.start.y], direction);
    Some(Turned {
        glyph,
        direction,
        along,
        across,
        size,
    })
}

/// Cuts what is sorted across into baselines, each sorted along.
fn baselines<'t, 'g>(turned: &'t mut [Turned<'g>]) -> Vec<&'t [Turned<'g>]> {
    let same = |first: &Turned<'_>, other: &Turned<'_>| {
        first.direction == other.direction
            && first.glyph.visible == other.glyph.visible
            && first.across - other.across < BASELINE * first.size.max(other.size)
    };
    let mut cut = Vec::new();
    let mut rest = turned;
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|other| same(first, other)).count();
        let (baseline, after) = rest.split_at_mut(count.max(1));
        baseline.sort_by(|a, b| a.along.total_cmp(&b.along));
        cut.push(&*baseline);
        rest = after;
    }
    cut
}

fn split(baseline: &[Turned<'_>], origin: Origin) -> Vec<Word> {
    let mut words = Vec::new();
    let mut open: Option<Open> = None;
    let mut last: Option<&Turned<'_>> = None;
    for turned in baseline {
        if last
            .replace(turned)
            .is_some_and(|last| is_again(last, turned))
        {
            continue;
        }
        let text = turned.glyph.text.as_deref();
        let is_space = text.is_some_and(|text| text.trim().is_empty());
        let apart = open.as_ref().is_some_and(|open| open.is_apart(turned));
        if is_space || apart {
            words.extend(open.take().map(|open| open.close(origin)));
        }
        if !is_space {
            open.get_or_insert_with(|| Open::new(turned)).add(turned);
        }
    }
    words.extend(open.map(|open| open.close(origin)));
    words
}

fn is_again(last: &Turned<'_>, turned: &Turned<'_>) -> bool {
    last.glyph.text == turned.glyph.text && (turned.along - last.along).abs() < TWICE * turned.size
}

/// A word that grows.
struct Open {
    text: String,
    area: Option<Rect>,
    size: f64,
    direction: u16,
    start: Point,
    end: Point,
    end_along: f64,
    visible: bool,
    unread: usize,
}

impl Open {
    fn new(first: &Turned<'_>) -> Self {
        Self {
            text: String::new(),
            area: None,
            size: 0.0,
            direction: first.direction,
            start: first.glyph.start,
            end: first.glyph.end,
            end_along: first.along,
            visible: first.glyph.visible,
            unread: 0,
        }
    }

    fn is_apart(&self, next: &Turned<'_>) -> bool {
        next.along - self.end_along > WORD_GAP * next.size.min(self.size)
    }

    fn add(&mut self, turned: &Turned<'_>) {
        let glyph = turned.glyph;
        match &glyph.text {
            Some(text) => self.text.push_str(text.trim()),
            None => {
                self.text.push(char::REPLACEMENT_CHARACTER);
                self.unread += 1;
            }
        }
        let (below, above) = (glyph.up * -BELOW, glyph.up * ABOVE);
        let body = Rect::from_points(glyph.start + below, glyph.end + above)
            .union(Rect::from_points(glyph.start + above, glyph.end + below));
        self.area = Some(self.area.map_or(body, |area| area.union(body)));
        self.size = self.size.max(turned.size);
        let [end_along, _] = in_frame([glyph.end.x, glyph.end.y], turned.direction);
        if end_along > self.end_along {
            (self.end_along, self.end) = (end_along, glyph.end);
        }
    }

    fn close(self, origin: Origin) -> Word {
        let area = self.area.unwrap_or(Rect::ZERO);
        Word {
            text: self.text.nfc().collect(),
            area: [area.x0, area.y0, area.x1, area.y1],
            size: self.size,
            direction: self.direction,
            baseline: [[self.start.x, self.start.y], [self.end.x, self.end.y]],
            origin,
            visible: self.visible,
            unread: self.unread,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters half an em wide, 10 pt, from `x` on the baseline `y`.
    fn letters(text: &str, x: f64, y: f64) -> Vec<Placed> {
        let mut at = x;
        let place = |letter: char| {
            let start = Point::new(at, y);
            at += 5.0;
            Placed {
                text: Some(letter.to_string()),
                start,
                end: Point::new(at, y),
                up: Vec2::new(0.0, 10.0),
                visible: true,
            }
        };
        text.chars().map(place).collect()
    }

    fn texts(glyphs: &[Placed]) -> Vec<String> {
        let words = join(glyphs, Origin::Page);
        words.into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn spaces_and_gaps_part_words_and_lines_come_from_the_top() {
        let mut glyphs = letters("dưới", 10.0, 100.0);
        glyphs.extend(letters("hai từ", 10.0, 120.0));
        glyphs.extend(letters("xa", 60.0, 120.0)); // 20 pt after
        glyphs.extend(letters("kề", 20.0 + 10.0 + 1.0, 100.0)); // 1 pt after: kerned, the same word
        assert_eq!(texts(&glyphs), ["hai", "từ", "xa", "dướikề"]);
    }

    #[test]
    fn glyphs_out_of_order_are_read_along_the_line() {
        let mut glyphs = letters("ký", 40.0, 100.0);
        glyphs.extend(letters("Chữ", 10.0, 100.4));
        assert_eq!(texts(&glyphs), ["Chữ", "ký"]);
    }

    #[test]
    fn what_is_printed_twice_is_read_once() {
        let mut glyphs = letters("Bộ", 10.0, 100.0);
        glyphs.extend(letters("Bộ", 10.3, 100.0));
        assert_eq!(texts(&glyphs), ["Bộ"]);
        assert_eq!(texts(&letters("ll", 10.0, 100.0)), ["ll"]);
    }

    #[test]
    fn words_are_composed_and_unknown_glyphs_counted() {
        let mut glyphs = letters("e\u{302}\u{301}", 10.0, 100.0);
        for (index, glyph) in glyphs.iter_mut().enumerate() {
            glyph.start.x = 10.0 + f64::from(u32::try_from(index).unwrap()) * 2.0;
        }
        glyphs.push(Placed {
            text: None,
            start: Point::new(19.0, 100.0),
            end: Point::new(24.0, 100.0),
            ..glyphs[0].clone()
        });
        let words = join(&glyphs, Origin::Page);
        assert_eq!(words.len(), 1);
        assert_eq!((words[0].text.as_str(), words[0].unread), ("ế\u{FFFD}", 1));
    }

    #[test]
    fn a_turned_line_is_a_line_of_its_own_direction() {
        let up = |glyph: Placed| Placed {
            start: Point::new(-glyph.start.y, glyph.start.x),
            end: Point::new(-glyph.end.y, glyph.end.x),
            up: Vec2::new(-glyph.up.y, glyph.up.x),
            ..glyph
        };
        let glyphs: Vec<Placed> = letters("đi lên", 10.0, -50.0).into_iter().map(up).collect();
        let words = join(&glyphs, Origin::Page);
        let told: Vec<_> = words
            .iter()
            .map(|word| (word.text.as_str(), word.direction))
            .collect();
        assert_eq!(told, [("đi", 90), ("lên", 90)]);
        assert_eq!(words[0].baseline, [[50.0, 10.0], [50.0, 20.0]]);
        assert_eq!(words[0].area, [41.0, 10.0, 52.2, 20.0]);
    }

    #[test]
    fn places_that_are_no_numbers_are_left_out() {
        let mut glyphs = letters("ab", 10.0, 100.0);
        glyphs[0].start.x = f64::NAN;
        assert_eq!(texts(&glyphs), ["b"]);
    }
}
