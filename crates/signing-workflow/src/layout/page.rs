//! The page: its size, where its text begins and ends, and in which typeface it is set (NĐ 30/2020 Phụ lục I).

use pades_sign::PageFrame;
use page_view::Line;
use pdf_revisions::{PdfError, PdfFile};
use serde::Serialize;
use signature_appearance::to_millimetres;

use super::paint;
use crate::roles::{Look, PageLook, fold, thresholds};

/// What is measured of the pages. All lengths are in millimetres, of pages as displayed; margins to the nearest half.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PageMeasures {
    /// Width and height of the first page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<[f64; 2]>,
    /// From the upper edge of the first page to its head (Quốc hiệu), or of full pages to their text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin_top: Option<f64>,
    /// From the lower edge to the text of pages that are full.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin_bottom: Option<f64>,
    /// From the left edge to where full lines begin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin_left: Option<f64>,
    /// From the right edge to where full lines end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin_right: Option<f64>,
    /// Whether the text of the pages that were looked at is set in Times New Roman, or in a typeface of its measures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times_new_roman: Option<bool>,
}

/// A line so wide, of the page, is a full line of text. Ours.
const FULL_LINE: f64 = 0.6;
/// So many lines (pages) have to agree on where text begins and ends.
const AGREE: usize = 3;
const PAGES_AGREE: usize = 2;
/// How far apart they may be, in points: a millimetre. Ours.
const NEARLY: f64 = 72.0 / 25.4;
/// A share of glyphs in other typefaces from which a text is not set in Times New Roman. Below it (bullets, formulas) nothing is said. Ours.
const OTHERWISE: f64 = 0.1;

impl PageMeasures {
    pub(super) fn read(file: &PdfFile, look: &Look) -> Self {
        let Ok(first) = PageFrame::of(file, 1) else {
            return Self::default();
        };
        let size = first.size();
        let sheets: Vec<Sheet> = look
            .pages
            .iter()
            .filter_map(|(index, page)| Sheet::read(file, *index, page))
            .filter(|sheet| {
                (sheet.size[0] - size.width).abs() < NEARLY
                    && (sheet.size[1] - size.height).abs() < NEARLY
            })
            .collect();
        let count = file.newest().pages().map_or(0, |pages| pages.len());
        let full: Vec<[f64; 2]> = sheets.iter().flat_map(|sheet| sheet.full_lines()).collect();
        let left = edge(full.iter().map(|line| line[0]), AGREE);
        let right = edge(full.iter().map(|line| size.width - line[1]), AGREE);
        let bottoms = sheets.iter().filter(|sheet| sheet.index + 1 < count);
        let bottom = edge(bottoms.filter_map(Sheet::bottom), PAGES_AGREE);
        // a mark or a stamp may stand above the head of the first page
        let heading = sheets.iter().find_map(|sheet| sheet.heading);
        let top = heading.or_else(|| edge(sheets.iter().filter_map(Sheet::top), PAGES_AGREE));
        Self {
            size: Some([size.width, size.height].map(to_millimetres)),
            margin_top: top.map(halves),
            margin_bottom: bottom.map(halves),
            margin_left: left.map(halves),
            margin_right: right.map(halves),
            times_new_roman: times_new_roman(file, look).ok().flatten(),
        }
    }
}

/// Millimetres, to the nearest half: letters do not begin exactly at a margin. Ours.
fn halves(points: f64) -> f64 {
    (to_millimetres(points) * 2.0).round() / 2.0
}

/// The smallest, where so many agree on it.
fn edge(lengths: impl Iterator<Item = f64>, agree: usize) -> Option<f64> {
    let lengths: Vec<f64> = lengths.collect();
    let least = lengths.iter().copied().reduce(f64::min)?;
    let near = lengths.iter().filter(|one| **one - least < NEARLY);
    (near.count() >= agree).then_some(least)
}

/// A page whose text speaks, as displayed, in points.
struct Sheet {
    index: usize,
    size: [f64; 2],
    /// Left, bottom, right, top; without page numbers.
    lines: Vec<[f64; 4]>,
    /// From the upper edge to the head of the document.
    heading: Option<f64>,
}

/// Quốc hiệu, the first line of a document (NĐ 30/2020 Phụ lục I, box 1).
const HEADING: &str = "cộng hòa xã hội chủ nghĩa việt nam";

impl Sheet {
    fn read(file: &PdfFile, index: usize, page: &PageLook) -> Option<Self> {
        let text = page.text.as_ref().ok()?;
        if text.confidence() < thresholds::CONFIDENCE {
            return None;
        }
        let frame = PageFrame::of(file, u32::try_from(index).ok()?.checked_add(1)?).ok()?;
        let upright = |line: &Line| line.direction == page.geometry.rotation;
        let size = frame.size();
        let (mut lines, mut heading) = (Vec::new(), None);
        for line in text.lines().iter().filter(|line| upright(line)) {
            let area = frame.displayed(line.area);
            if index == 0 && fold(&line.text).contains(&fold(HEADING)) {
                heading = heading.or(Some(size.height - area.top));
            }
            if !is_number(line) {
                lines.push([area.left, area.bottom, area.right, area.top]);
            }
        }
        Some(Self {
            index,
            size: [size.width, size.height],
            lines,
            heading,
        })
    }

    /// Where full lines begin and end.
    fn full_lines(&self) -> impl Iterator<Item = [f64; 2]> + '_ {
        let wide = self.size[0] * FULL_LINE;
        let full = self
            .lines
            .iter()
            .filter(move |line| line[2] - line[0] > wide);
        full.map(|line| [line[0], line[2]])
    }

    fn top(&self) -> Option<f64> {
        let tops = self.lines.iter().map(|line| self.size[1] - line[3]);
        tops.reduce(f64::min)
    }

    fn bottom(&self) -> Option<f64> {
        self.lines.iter().map(|line| line[1]).reduce(f64::min)
    }
}

/// A page number stands in the margin (NĐ 30/2020 Phụ lục I).
fn is_number(line: &Line) -> bool {
    let text = line.text.trim_matches(['-', '–', ' ']);
    !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit())
}

/// Over the pages that were looked at, or the first where none was.
fn times_new_roman(file: &PdfFile, look: &Look) -> Result<Option<bool>, PdfError> {
    let view = file.newest();
    let (mut times, mut other) = (0_usize, 0_usize);
    let pages: Vec<usize> = match look.pages.is_empty() {
        true => vec![0],
        false => look.pages.keys().copied().collect(),
    };
    for index in pages {
        let (_, page) = view.page(index)?;
        let painted = paint::page(view, &page, &paint::EVERYWHERE)?;
        if painted.doubt.is_some() {
            return Ok(None);
        }
        for text in &painted.texts {
            match text.font.is_times() {
                Some(true) => times = times.saturating_add(text.glyphs),
                Some(false) => other = other.saturating_add(text.glyphs),
                None => return Ok(None),
            }
        }
    }
    Ok(judged(times, other))
}

fn judged(times: usize, other: usize) -> Option<bool> {
    #[allow(clippy::cast_precision_loss, reason = "counts of glyphs")]
    let share = other as f64 / (times.saturating_add(other)).max(1) as f64;
    match (times, other) {
        (0, 0) => None,
        (_, 0) => Some(true),
        _ if share >= OTHERWISE => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_is_where_enough_lines_agree() {
        assert_eq!(edge([90.0, 85.0, 85.4, 86.0].into_iter(), 3), Some(85.0));
        assert_eq!(edge([80.0, 85.0, 85.4, 86.0].into_iter(), 3), None);
        assert_eq!(edge([].into_iter(), 1), None);
    }

    #[test]
    fn a_few_glyphs_of_another_font_say_nothing() {
        assert_eq!(judged(100, 0), Some(true));
        assert_eq!(judged(100, 5), None);
        assert_eq!(judged(90, 10), Some(false));
        assert_eq!(judged(0, 0), None);
    }
}
