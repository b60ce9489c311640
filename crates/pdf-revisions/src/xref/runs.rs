//! Subsections: runs of consecutive object numbers.

use crate::{Limit, Limits, Malformed, PdfError};

/// Consecutive object numbers and where their entries are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    pub(crate) first: u32,
    pub(crate) count: u32,
    /// Of the first entry: an offset in the file, or the index of a row.
    pub(crate) place: u64,
    /// From one entry to the next: 20 in a correct table, 1 for rows.
    pub(crate) stride: u64,
}

/// Runs that do not overlap, by object number.
#[derive(Debug, Default)]
pub(crate) struct Runs(Vec<Run>);

impl Runs {
    /// Checks and sorts the runs of a section that starts at `offset`.
    pub(crate) fn new(mut runs: Vec<Run>, limits: &Limits, offset: u64) -> Result<Self, PdfError> {
        runs.retain(|run| run.count > 0);
        runs.sort_by_key(|run| run.first);
        for run in &runs {
            if u64::from(run.first) + u64::from(run.count) > u64::from(limits.object_number) + 1 {
                return Err(PdfError::limit(Limit::ObjectNumber, offset));
            }
        }
        // ISO 32000-2 §7.5.4: no object number has more than one entry in a section.
        let overlap = |pair: &[Run]| pair[0].first + pair[0].count > pair[1].first;
        if runs.windows(2).any(overlap) {
            return Err(PdfError::malformed(Malformed::XrefSubsection, offset));
        }
        Ok(Self(runs))
    }

    /// Where the entry of `number` is.
    pub(crate) fn place(&self, number: u32) -> Option<u64> {
        let after = self.0.partition_point(|run| run.first <= number);
        let run = self.0.get(after.checked_sub(1)?)?;
        let index = number - run.first;
        (index < run.count).then(|| run.place + u64::from(index) * run.stride)
    }

    pub(crate) fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.0
            .iter()
            .flat_map(|run| run.first..run.first + run.count)
    }

    pub(crate) fn count(&self) -> u64 {
        self.0.iter().map(|run| u64::from(run.count)).sum()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn highest(&self) -> Option<u32> {
        self.0.last().map(|run| run.first + run.count - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(first: u32, count: u32, place: u64) -> Run {
        Run {
            first,
            count,
            place,
            stride: 20,
        }
    }

    fn runs(runs: Vec<Run>) -> Result<Runs, PdfError> {
        Runs::new(runs, &Limits::default(), 0)
    }

    #[test]
    fn places_are_arithmetic() {
        let runs = runs(vec![run(10, 5, 1000), run(0, 1, 500), run(7, 0, 9)]).unwrap();
        assert_eq!(runs.place(0), Some(500));
        assert_eq!(runs.place(1), None);
        assert_eq!(runs.place(9), None);
        assert_eq!(runs.place(10), Some(1000));
        assert_eq!(runs.place(14), Some(1080));
        assert_eq!(runs.place(15), None);
        assert_eq!(runs.highest(), Some(14));
        assert_eq!(runs.numbers().collect::<Vec<_>>(), [0, 10, 11, 12, 13, 14]);
    }

    #[test]
    fn overlaps_and_huge_numbers_are_refused() {
        assert!(runs(vec![run(0, 5, 0), run(4, 1, 0)]).is_err());
        assert!(runs(vec![run(0, 5, 0), run(5, 1, 0)]).is_ok());
        assert!(runs(vec![run(u32::MAX, u32::MAX, 0)]).is_err());
        assert!(runs(vec![run(0, u32::MAX, 0)]).is_err());
    }
}
