//! Words → lines.

use crate::text::{Line, Word};

/// Baselines closer than this, in ems, are one baseline. Ours: half of how far superscripts are raised.
pub(crate) const BASELINE: f64 = 0.17;

/// Words further apart than this, in ems, stand in different columns. Ours: justified words keep below one, the two
/// heads of an official letter (NĐ 30/2020 Phụ lục I) stand further apart.
const COLUMN_GAP: f64 = 1.5;

struct Turned<'w> {
    word: &'w Word,
    along: f64,
    end: f64,
    across: f64,
}

/// Joins words into lines, top to bottom.
pub(crate) fn join<'w>(words: impl Iterator<Item = &'w Word>) -> Vec<Line> {
    let mut turned: Vec<Turned<'w>> = words.map(turn).collect();
    turned.sort_by(|a, b| {
        let direction = a.word.direction.cmp(&b.word.direction);
        direction.then(b.across.total_cmp(&a.across))
    });
    let mut lines = Vec::new();
    let mut rest = turned.as_mut_slice();
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|other| same(first, other)).count();
        let (baseline, after) = rest.split_at_mut(count.max(1));
        baseline.sort_by(|a, b| a.along.total_cmp(&b.along));
        let columns = baseline.chunk_by(|left, right| {
            right.along - left.end < COLUMN_GAP * left.word.size.max(right.word.size)
        });
        lines.extend(columns.map(line));
        rest = after;
    }
    lines
}

fn turn(word: &Word) -> Turned<'_> {
    let [start, end] = word.baseline.map(|point| in_frame(point, word.direction));
    Turned {
        word,
        along: start[0],
        end: end[0],
        across: start[1],
    }
}

/// A point in the frame of a direction: along it, and across it upwards.
pub(crate) fn in_frame([x, y]: [f64; 2], direction: u16) -> [f64; 2] {
    let (sine, cosine) = f64::from(direction).to_radians().sin_cos();
    [x * cosine + y * sine, y * cosine - x * sine]
}

fn same(first: &Turned<'_>, other: &Turned<'_>) -> bool {
    first.word.direction == other.word.direction
        && first.across - other.across < BASELINE * first.word.size.max(other.word.size)
}

fn line(words: &[Turned<'_>]) -> Line {
    let texts: Vec<&str> = words
        .iter()
        .map(|turned| turned.word.text.as_str())
        .collect();
    let first = words.first().map(|turned| turned.word);
    let mut area = first.map_or([0.0; 4], |word| word.area);
    for turned in words {
        let [x0, y0, x1, y1] = turned.word.area;
        area = [
            area[0].min(x0),
            area[1].min(y0),
            area[2].max(x1),
            area[3].max(y1),
        ];
    }
    Line {
        text: texts.join(" "),
        area,
        size: words
            .iter()
            .map(|turned| turned.word.size)
            .fold(0.0, f64::max),
        direction: first.map_or(0, |word| word.direction),
        unread: words.iter().map(|turned| turned.word.unread).sum(),
    }
}
