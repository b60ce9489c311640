//! Bars from a common zero, each with its name and its count: nothing is cut off, no scale is broken.

use signature_appearance::{Align, Area, Colour, Style};

use super::report::Bar;
use super::set::Set;
use crate::sheets::{BETWEEN, Column, cell_lines};

/// The size of names and counts. Ours.
const SIZE: f64 = 10.0;
/// Bars of more things than this are no picture: the rest is one bar. Ours.
const MOST: usize = 30;
/// The share of names, and what is kept for counts, in points. Ours.
const NAMES: f64 = 0.42;
const COUNTS: f64 = 46.0;
/// A blue that a black-and-white printer prints as a middle grey.
const BLUE: Colour = Colour {
    red: 0x4a,
    green: 0x76,
    blue: 0xab,
};

impl Set<'_> {
    /// The chart of these bars; nothing where there are none or all are zero.
    pub(super) fn chart(&mut self, title: &str, bars: &[Bar]) {
        let greatest = bars.iter().map(|bar| bar.count).max().unwrap_or(0);
        if greatest == 0 {
            return;
        }
        let bars = at_most(bars);
        let greatest = bars.iter().map(|bar| bar.count).max().unwrap_or(1);
        let paper = self.sheets.paper;
        let heading = self.sheets.centred(Style::Bold, SIZE + 1.0);
        let zero = paper.left + paper.width() * NAMES;
        let names = Column {
            align: Align::Right,
            ..Column::from_left(paper.left, zero - 6.0, Style::Upright, SIZE)
        };
        self.sheets.want(6.0 * names.height());
        self.sheets.text(title, heading);
        for bar in &bars {
            #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
            let share = bar.count as f64 / greatest as f64;
            let right = zero + (paper.right - COUNTS - zero) * share;
            self.bar(bar, names, (zero, right));
        }
        self.sheets.y -= BETWEEN;
    }

    fn bar(&mut self, bar: &Bar, names: Column, (zero, right): (f64, f64)) {
        let lines = cell_lines(&bar.name, names, self.sheets.fonts);
        #[expect(clippy::cast_precision_loss, reason = "lines of a name")]
        let height = lines.len().max(1) as f64 * names.height() + 3.0;
        self.sheets.want(height);
        let top = self.sheets.y;
        let area = |left: f64, right: f64, inset: f64| Area {
            left,
            right,
            bottom: top - height + inset,
            top: top - inset,
        };
        // the axis is the zero of every bar
        self.sheets.fill(area(zero - 0.5, zero, 0.0), Colour::BLACK);
        if right > zero {
            self.sheets.fill(area(zero, right, 2.5), BLUE);
        }
        let count = Column::from_left(right + 4.0, right + COUNTS, Style::Upright, SIZE);
        self.sheets.y = top - (height - count.height()) / 2.0;
        self.sheets.put(bar.count.to_string(), 0.0, count);
        self.sheets.y = top - 1.5;
        for line in lines {
            self.sheets.put(line, 0.0, names);
            self.sheets.y -= names.height();
        }
        self.sheets.y = top - height;
    }
}

/// The greatest, and the sum of the others as one.
fn at_most(bars: &[Bar]) -> Vec<Bar> {
    if bars.len() <= MOST {
        return bars.to_vec();
    }
    let mut all = bars.to_vec();
    all.sort_by_key(|bar| core::cmp::Reverse(bar.count));
    let others = all.split_off(MOST - 1);
    all.push(Bar {
        name: format!("Khác ({})", others.len()),
        count: others
            .iter()
            .fold(0, |sum, bar| sum.saturating_add(bar.count)),
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_bars_become_the_greatest_and_the_rest() {
        let bars: Vec<Bar> = (0..100)
            .map(|count| Bar {
                name: count.to_string(),
                count,
            })
            .collect();
        let shown = at_most(&bars);
        assert_eq!(shown.len(), MOST);
        assert_eq!(shown[0].count, 99);
        assert_eq!(shown[MOST - 1].name, "Khác (71)");
        let sum = |bars: &[Bar]| bars.iter().map(|bar| bar.count).sum::<u64>();
        assert_eq!(sum(&shown), sum(&bars));
    }
}
