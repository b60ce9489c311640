//! The head of an official document: who writes on the left, the country on the right (NĐ 30/2020 Phụ lục I, boxes 1–5).

use signature_appearance::{Style, millimetres, width_of};

use super::{BODY, Column, Sheets};

pub(crate) const COUNTRY: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
pub(crate) const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";

/// What stands in the head. An empty text leaves its place out.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Head<'a> {
    /// Above everything: that it is a draft.
    pub(crate) mark: &'a str,
    /// The body above the office.
    pub(crate) superior: &'a str,
    /// The office.
    pub(crate) agency: &'a str,
    /// The line of the number.
    pub(crate) number: &'a str,
    /// What it is about.
    pub(crate) about: &'a str,
    /// The line of place and day.
    pub(crate) place_and_date: &'a str,
}

impl Sheets<'_> {
    pub(crate) fn head(&mut self, head: &Head<'_>) {
        self.text(head.mark, self.centred(Style::Bold, 13.0));
        let top = self.y;
        let [end, begin] = self.paper.columns();
        let (edge, right_edge) = (self.paper.left, self.paper.right);
        let left = |style, size| Column::centred(edge, end, style, size);
        let (upright, small) = (left(Style::Upright, 13.0), left(Style::Upright, 12.0));
        // 12 or 13: what fits
        let fits =
            |text: &str, style| self.width(text, left(style, 13.0)) <= left(style, 13.0).width();
        let whole = fits(head.superior, Style::Upright) && fits(head.agency, Style::Bold);
        let size = if whole { 13.0 } else { 12.0 };
        self.text(head.superior, left(Style::Upright, size));
        self.text(head.agency, left(Style::Bold, size));
        self.rule(self.paper.left, end, 42.0);
        self.as_it_is(head.number, upright);
        self.text(head.about, small);
        let below = self.y;
        self.y = top;
        let wider = millimetres(6.0);
        let right = |style, size| Column::centred(begin - wider, right_edge + wider, style, size);
        let (country, motto) = (right(Style::Bold, 12.0), right(Style::Bold, 13.0));
        let day = Column::centred(begin, right_edge, Style::Italic, 13.0);
        self.text(COUNTRY, country);
        self.text(MOTTO, motto);
        self.motto_rule(begin, self.paper.right);
        self.as_it_is(head.place_and_date, day);
        self.y = self.y.min(below) - BODY;
    }

    /// Country and motto alone, over all of the width.
    pub(crate) fn country(&mut self) {
        self.text(COUNTRY, self.centred(Style::Bold, 13.0));
        self.text(MOTTO, self.centred(Style::Bold, 14.0));
        let width = width_of(MOTTO, Style::Bold, 14.0, self.fonts);
        self.rule(self.paper.left, self.paper.right, width);
        self.y -= 2.0;
    }

    fn motto_rule(&mut self, left: f64, right: f64) {
        let width = width_of(MOTTO, Style::Bold, 13.0, self.fonts);
        self.rule(left, right, width);
    }
}
