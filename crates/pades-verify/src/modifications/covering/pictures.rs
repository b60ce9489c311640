//! What hides an earlier image, of which nobody knows what is text: pieces of it that what is painted above lets nothing through.

use std::cell::Cell;

use super::super::painting::{Area, Ink, Mark, as_float, common, share};
use super::{Cover, INKED};

/// Over images, where nobody knows what is text: what covers a piece so large altogether may hide something. Without colour the size of a
/// digit, in points; with colour more than the star of a seal fills.
const DIGIT: [f64; 2] = [7.0, 9.0];
const STAR: [f64; 2] = [24.0, 10.0];
/// Part of such a piece without colour that hides it. With colour it is [`INKED`].
const PATCHED: f64 = 0.8;
/// Pieces of images times marks above that are looked at.
const LOOKS: usize = 20_000_000;
/// Spots of a piece in each direction, where several marks lie on it.
const SPOTS: usize = 8;

/// How much may still be looked at.
pub(super) struct Looks(Cell<usize>);

impl Default for Looks {
    fn default() -> Self {
        Self(Cell::new(LOOKS))
    }
}

impl Looks {
    /// Counts what is looked at; `true` when it is too much, so that what was not looked at counts as hidden.
    fn end(&self, count: usize) -> bool {
        let fewer = self.0.get().checked_sub(count);
        self.0.set(fewer.unwrap_or(0));
        fewer.is_none()
    }
}

/// An image is hidden by any area, and where an image, or images, lines and faint areas together, let nothing through.
pub(super) fn cover(above: &[Mark], picture: &Mark, opaque: bool, looks: &Looks) -> Option<Cover> {
    if opaque {
        return Some(Cover::Opaque);
    }
    let parts = above.iter().filter_map(|one| {
        let is_text = matches!(one.ink, Ink::Glyph | Ink::Filler | Ink::Picture);
        Some((one, common(&one.area, &picture.area)?)).filter(|_| !is_text)
    });
    let (marks, parts): (Vec<&Mark>, Vec<Area>) = parts.unzip();
    let hides = |size: [f64; 2], kind: usize, limit: f64| {
        let alone = marks.iter().zip(&parts).any(|(one, part)| {
            let ink = |area: &Area| looks.end(1) || inked(one, area)[kind] >= limit;
            matches!(one.ink, Ink::Image(..)) && is_hidden(part, size, &one.area, ink)
        });
        alone || are_dense(&marks, &parts, size, kind, limit, looks)
    };
    (hides(DIGIT, 0, PATCHED) || hides(STAR, 1, INKED)).then_some(Cover::DenseImage)
}

/// Whether what an image covers in a part of a picture is hidden: all of a part that is smaller than a piece, or a piece that lies on it.
fn is_hidden(part: &Area, size: [f64; 2], image: &Area, is_so: impl Fn(&Area) -> bool) -> bool {
    let [width, height] = [part[2] - part[0], part[3] - part[1]];
    if width <= 1.0 || height <= 1.0 {
        return false;
    }
    let small = width < size[0] || height < size[1];
    let size = [
        size[0].min(image[2] - image[0]),
        size[1].min(image[3] - image[1]),
    ];
    small && is_so(part) || any_piece_on(part, size, image, is_so)
}

/// Whether several marks together cover a piece.
fn are_dense(
    marks: &[&Mark],
    parts: &[Area],
    size: [f64; 2],
    kind: usize,
    limit: f64,
    looks: &Looks,
) -> bool {
    let (Some(part), Some(whole)) = (
        parts.iter().copied().reduce(around),
        marks.iter().map(|one| one.area).reduce(around),
    ) else {
        return false;
    };
    let is_so = |area: &Area| {
        let here = marks.iter().filter(|one| common(&one.area, area).is_some());
        let here: Vec<&Mark> = here.copied().collect();
        let ink = |area: &Area| here.iter().map(|one| inked(one, area)[kind]).sum::<f64>();
        if looks.end(marks.len()) {
            return true;
        }
        // Lines lie on each other where they meet: no spot is covered more than altogether.
        let spots = || {
            spots(area)
                .iter()
                .map(|spot| ink(spot).min(1.0))
                .sum::<f64>()
        };
        ink(area) >= limit
            && (looks.end(here.len() * SPOTS * SPOTS) || spots() >= limit * as_float(SPOTS * SPOTS))
    };
    let fits = whole[2] - whole[0] >= size[0] && whole[3] - whole[1] >= size[1];
    marks.len() > 1 && fits && any_piece_on(&part, size, &whole, is_so)
}

/// How much of an area a mark covers: with ink without colour, and with any.
fn inked(one: &Mark, area: &Area) -> [f64; 2] {
    let Some(part) = common(area, &one.area) else {
        return [0.0; 2];
    };
    let ink = match &one.ink {
        Ink::Image(alpha, place) => {
            let covered = alpha.covered(place, &part);
            [covered.plain, covered.all]
        }
        Ink::Line { density } => [*density; 2],
        _ => [1.0; 2],
    };
    ink.map(|ink| ink * share(area, &one.area) * one.alpha)
}

fn spots(area: &Area) -> Vec<Area> {
    let [left, bottom, right, top] = *area;
    let [width, height] = [right - left, top - bottom].map(|size| size / as_float(SPOTS));
    let spot = |spot: usize| {
        let x = left + as_float(spot % SPOTS) * width;
        let y = bottom + as_float(spot / SPOTS) * height;
        [x, y, x + width, y + height]
    };
    (0..SPOTS * SPOTS).map(spot).collect()
}

const fn around(one: Area, other: Area) -> Area {
    [
        one[0].min(other[0]),
        one[1].min(other[1]),
        one[2].max(other[2]),
        one[3].max(other[3]),
    ]
}

/// Whether this is so of any piece that lies on the part, and of what of it does: parts of a scan may be lower than its text.
fn any_piece_on(part: &Area, size: [f64; 2], whole: &Area, is_so: impl Fn(&Area) -> bool) -> bool {
    any_piece(&at_least(part, size, whole), size, |piece| {
        is_so(piece) && common(piece, part).is_some_and(|own| is_so(&own))
    })
}

/// A part, made as large as `size` where it is smaller, as far as the whole reaches.
fn at_least(part: &Area, size: [f64; 2], whole: &Area) -> Area {
    let along = |low: usize, high: usize, size: f64| {
        let missing = (size - (part[high] - part[low])).max(0.0);
        let from = (part[low] - missing / 2.0).min(whole[high] - size);
        let from = from.max(whole[low]).min(part[low]);
        (from, part[high].max((from + size).min(whole[high])))
    };
    let ((left, right), (bottom, top)) = (along(0, 2, size[0]), along(1, 3, size[1]));
    [left, bottom, right, top]
}

/// Whether this is so of any piece of the area, in steps of half a piece, the last one at its end.
fn any_piece(area: &Area, size: [f64; 2], is_so: impl Fn(&Area) -> bool) -> bool {
    let steps = |low: f64, high: f64, size: f64| {
        let inner = std::iter::successors(Some(low), move |at| Some(at + size / 2.0));
        let inner = inner.take_while(move |at| at + size < high);
        inner.chain(std::iter::once(high - size))
    };
    steps(area[1], area[3], size[1]).any(|y| {
        let mut columns = steps(area[0], area[2], size[0]);
        columns.any(|x| is_so(&[x, y, x + size[0], y + size[1]]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: [f64; 2] = [7.0, 9.0];

    #[test]
    fn what_was_not_looked_at_counts_as_hidden() {
        let looks = Looks(Cell::new(5));
        assert_eq!(
            [3, 2, 1, 1].map(|count| looks.end(count)),
            [false, false, true, true]
        );
        let looks = Looks(Cell::new(2));
        assert!(looks.end(3) && looks.end(1));
    }

    #[test]
    fn pieces_reach_to_the_end() {
        let pieces = |right: f64, top: f64| {
            let seen = std::cell::RefCell::new(Vec::new());
            let found = any_piece(&[1.0, 2.0, right, top], SIZE, |piece| {
                seen.borrow_mut().push(*piece);
                false
            });
            assert!(!found);
            seen.into_inner()
        };
        let row = |bottom: f64, lefts: &[f64]| -> Vec<Area> {
            let piece = |left: &f64| [*left, bottom, left + 7.0, bottom + 9.0];
            lefts.iter().map(piece).collect()
        };
        assert_eq!(pieces(8.0, 11.0), row(2.0, &[1.0]));
        assert_eq!(pieces(11.0, 11.0), row(2.0, &[1.0, 4.0]));
        assert_eq!(pieces(15.0, 11.0), row(2.0, &[1.0, 4.5, 8.0]));
        let two = [row(2.0, &[1.0, 4.0]), row(6.0, &[1.0, 4.0])].concat();
        assert_eq!(pieces(11.0, 15.0), two);
    }

    #[test]
    fn a_part_grows_as_far_as_the_whole_reaches() {
        let whole = [10.0, 20.0, 110.0, 120.0];
        for (part, expected) in [
            ([60.0, 70.0, 62.0, 72.0], [57.5, 66.5, 64.5, 75.5]),
            ([10.0, 20.0, 12.0, 22.0], [10.0, 20.0, 17.0, 29.0]),
            ([108.0, 118.0, 110.0, 120.0], [103.0, 111.0, 110.0, 120.0]),
            ([60.0, 70.0, 80.0, 90.0], [60.0, 70.0, 80.0, 90.0]),
            ([60.0, 70.0, 62.0, 90.0], [57.5, 70.0, 64.5, 90.0]),
        ] {
            assert_eq!(at_least(&part, SIZE, &whole), expected);
        }
        let small = [10.0, 20.0, 15.0, 25.0];
        assert_eq!(at_least(&[12.0, 22.0, 13.0, 23.0], SIZE, &small), small);
    }

    #[test]
    fn spots_fill_their_piece() {
        let spots = spots(&[10.0, 20.0, 18.0, 36.0]);
        assert_eq!(spots.len(), 64);
        assert_eq!(spots[0], [10.0, 20.0, 11.0, 22.0]);
        assert_eq!(spots[11], [13.0, 22.0, 14.0, 24.0]);
        assert_eq!(spots[63], [17.0, 34.0, 18.0, 36.0]);
    }
}
