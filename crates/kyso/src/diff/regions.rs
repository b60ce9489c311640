//! Where two pictures differ: boxes around what belongs together.

use std::collections::BTreeSet;

/// A picture as rows of RGBA.
pub(super) struct Picture {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) pixels: Vec<u8>,
}

/// Left, top, right, bottom in pixels; the last two outside.
pub(super) type Box4 = [u32; 4];

/// The side of a square that counts as one, in pixels; a letter of text at 72 dpi.
const CELL: u32 = 8;
/// Squares that far from each other belong together: words of a line, lines of a paragraph.
const NEAR: u32 = 2;
/// More regions of one page are shown as one. Ours.
const MOST: usize = 12;

/// The boxes around the differences, from the top; the whole page where the sizes differ.
pub(super) fn of(before: &Picture, after: &Picture) -> Vec<Box4> {
    if (before.width, before.height) != (after.width, after.height) {
        return vec![[0, 0, after.width, after.height]];
    }
    let mut boxes = grouped(differing(before, after));
    boxes.sort_unstable_by_key(|one| (one[1], one[0]));
    if boxes.len() > MOST {
        boxes = boxes.into_iter().reduce(joined).into_iter().collect();
    }
    let within = |[left, top, right, bottom]: Box4| {
        [
            left * CELL,
            top * CELL,
            (right * CELL).min(after.width),
            (bottom * CELL).min(after.height),
        ]
    };
    boxes.into_iter().map(within).collect()
}

/// The squares in which any pixel differs, by row and column.
fn differing(before: &Picture, after: &Picture) -> BTreeSet<(u32, u32)> {
    let width = before.width.max(1) as usize;
    let rows = before.pixels.chunks_exact(4 * width);
    let rows = rows.zip(after.pixels.chunks_exact(4 * width));
    let mut cells = BTreeSet::new();
    for (y, (old, new)) in (0_u32..).zip(rows) {
        if old == new {
            continue;
        }
        let pixels = old.chunks_exact(4).zip(new.chunks_exact(4));
        for (x, (old, new)) in (0_u32..).zip(pixels) {
            if old != new {
                cells.insert((y / CELL, x / CELL));
            }
        }
    }
    cells
}

/// Boxes of squares that are near each other.
fn grouped(mut cells: BTreeSet<(u32, u32)>) -> Vec<Box4> {
    let mut boxes = Vec::new();
    while let Some(first) = cells.pop_first() {
        let mut waiting = vec![first];
        let mut found = of_cell(first);
        while let Some((row, column)) = waiting.pop() {
            found = joined(found, of_cell((row, column)));
            for near in row.saturating_sub(NEAR)..=row.saturating_add(NEAR) {
                let from = (near, column.saturating_sub(NEAR));
                let to = (near, column.saturating_add(NEAR));
                let reached: Vec<_> = cells.range(from..=to).copied().collect();
                for cell in reached {
                    cells.remove(&cell);
                    waiting.push(cell);
                }
            }
        }
        boxes.push(found);
    }
    merged(boxes)
}

const fn of_cell((row, column): (u32, u32)) -> Box4 {
    [column, row, column + 1, row + 1]
}

fn joined(a: Box4, b: Box4) -> Box4 {
    [
        a[0].min(b[0]),
        a[1].min(b[1]),
        a[2].max(b[2]),
        a[3].max(b[3]),
    ]
}

/// Boxes that overlap are one.
fn merged(mut boxes: Vec<Box4>) -> Vec<Box4> {
    let mut done: Vec<Box4> = Vec::new();
    while let Some(mut one) = boxes.pop() {
        while let Some(at) = done.iter().position(|other| overlaps(one, *other)) {
            one = joined(one, done.swap_remove(at));
        }
        done.push(one);
    }
    done
}

const fn overlaps(a: Box4, b: Box4) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(marks: &[(u32, u32, u8)]) -> Picture {
        let (width, height) = (100, 60);
        let mut pixels = vec![255; 4 * width * height];
        for (x, y, value) in marks {
            pixels[4 * (*y as usize * width + *x as usize)] = *value;
        }
        Picture {
            width: 100,
            height: 60,
            pixels,
        }
    }

    #[test]
    fn the_same_has_no_regions_and_the_least_difference_has_one() {
        assert!(of(&page(&[]), &page(&[])).is_empty());
        assert_eq!(of(&page(&[]), &page(&[(50, 20, 254)])), [[48, 16, 56, 24]]);
        assert_eq!(of(&page(&[]), &page(&[(99, 59, 0)])), [[96, 56, 100, 60]]);
    }

    #[test]
    fn what_is_near_is_one_and_what_is_far_is_another() {
        let marks = [(1, 1, 0), (20, 1, 0), (80, 50, 0)];
        assert_eq!(
            of(&page(&[]), &page(&marks)),
            [[0, 0, 24, 8], [80, 48, 88, 56]]
        );
    }

    #[test]
    fn pages_of_other_sizes_differ_as_a_whole() {
        let small = Picture {
            width: 2,
            height: 1,
            pixels: vec![0; 8],
        };
        assert_eq!(of(&page(&[]), &small), [[0, 0, 2, 1]]);
        assert_eq!(of(&small, &page(&[])), [[0, 0, 100, 60]]);
    }
}
