//! Who signs, to whom it goes, and the small lines below.

use signature_appearance::{Area, Style, millimetres};

use super::SignaturePlace;
use super::form::{Block, Signature};
use super::set::{SMALL, Set};
use crate::sheets::{BETWEEN, Column, LEADING, lines, margin_line};

/// Room for a signature between title and name: a picture of 20 mm. Ours.
const ROOM: f64 = millimetres(25.0);
/// The size of the lines in the lower margin. Ours.
const FOOT: f64 = 8.0;

impl Set<'_> {
    /// The columns of the foot, together on one sheet.
    pub(super) fn signatures<D>(&mut self, blocks: &[Block<D>], values: &D, tail: f64) {
        let height = self.height_of(|set| set.blocks(blocks, values));
        self.sheets.want(height + tail);
        self.blocks(blocks, values);
    }

    fn blocks<D>(&mut self, blocks: &[Block<D>], values: &D) {
        self.sheets.y -= BETWEEN;
        let top = self.sheets.y;
        let is_dated =
            |block: &Block<D>| matches!(block, Block::Signature(one) if one.dated.is_some());
        let below_day = if blocks.iter().any(is_dated) {
            top - self.look.text * LEADING
        } else {
            top
        };
        // names stand on one line, however many lines the titles have
        let mut lowest = top;
        let mut signed = Vec::new();
        for (index, block) in blocks.iter().enumerate() {
            let span = self.span(index, blocks);
            self.sheets.y = top;
            match block {
                Block::Recipients { to, notes } => self.recipients(&to(values), notes, span),
                Block::Signature(signature) => {
                    let name = self.title(signature, values, (span, below_day));
                    signed.push((signature.place, name, span, self.sheets.y));
                    self.sheets.y -= ROOM;
                }
            }
            lowest = lowest.min(self.sheets.y);
        }
        let titles = signed.iter().map(|(.., below)| *below);
        let names = titles.reduce(f64::min).unwrap_or(top) - ROOM;
        for (place, name, span, below) in signed {
            self.sheets.y = names;
            self.name(place, &name, (span, below));
            lowest = lowest.min(self.sheets.y);
        }
        self.sheets.y = lowest;
    }

    /// The columns of the foot: one alone is on the right.
    fn span<D>(&self, index: usize, blocks: &[Block<D>]) -> [f64; 2] {
        let paper = self.sheets.paper;
        if let [Block::Signature(_)] = blocks {
            let [_, begin] = paper.columns();
            return [begin, paper.right];
        }
        #[allow(clippy::cast_precision_loss)] // two or three
        let (index, count) = (index as f64, blocks.len() as f64);
        let gap = millimetres(3.0);
        let width = (paper.width() - gap * (count - 1.0)) / count;
        let left = paper.left + index * (width + gap);
        [left, left + width]
    }

    fn recipients(&mut self, recipients: &[String], notes: &[&str], [left, right]: [f64; 2]) {
        let small = Column::from_left(left, right, Style::Upright, 11.0);
        let head = Column {
            style: Style::BoldItalic,
            size: 12.0,
            ..small
        };
        if !recipients.is_empty() {
            self.sheets.text("Nơi nhận:", head);
        }
        for line in recipients {
            self.sheets.text(&format!("- {line}"), small);
        }
        if !notes.is_empty() {
            self.sheets.y -= BETWEEN;
            self.small_print(notes, [left, right]);
        }
    }

    /// What stands above the room for a signature; gives the name that stands below it.
    fn title<D>(
        &mut self,
        signature: &Signature<D>,
        values: &D,
        ([left, right], below_day): ([f64; 2], f64),
    ) -> String {
        let centred = |style, size| Column::centred(left, right, style, size);
        let (text, noted) = (self.look.text, self.look.noted);
        let (bold, italic) = (centred(Style::Bold, text), centred(Style::Italic, text));
        let sheets = &mut self.sheets;
        if let Some(dated) = signature.dated {
            sheets.as_it_is(&dated(values), italic);
        }
        sheets.y = sheets.y.min(below_day);
        let signer = (signature.signer)(values);
        sheets.text(signature.caption, bold);
        let title = match signer.title.trim() {
            "" => signature.title,
            title => title,
        };
        for line in title.lines() {
            sheets.text(line, bold);
        }
        if noted || signer.name.trim().is_empty() {
            sheets.text(signature.note, centred(Style::Italic, SMALL));
        }
        signer.name
    }

    /// The name, and the place above it.
    fn name(&mut self, place: &str, name: &str, ([left, right], below): ([f64; 2], f64)) {
        let page = u32::try_from(self.sheets.drawn.len()).unwrap_or(u32::MAX);
        self.places.push(SignaturePlace {
            name: place.to_owned(),
            page,
            area: Area {
                left,
                right,
                bottom: self.sheets.y,
                top: below,
            },
        });
        let column = Column::centred(left, right, Style::Bold, self.look.text);
        self.sheets.text(name, column);
    }

    /// Small lines in the lower margin of every sheet.
    pub(super) fn foot(&mut self, texts: &[&str]) {
        let paper = self.sheets.paper;
        let column = Column::from_left(paper.left, paper.right, Style::Italic, FOOT);
        let fonts = self.sheets.fonts;
        let set = texts.iter().flat_map(|text| lines(text, column, fonts));
        let mut top = paper.bottom - millimetres(2.5);
        for line in set.take(FOOT_LINES) {
            for drawing in &mut self.sheets.drawn {
                drawing.text(margin_line(&line, column, top));
            }
            top -= column.height();
        }
    }
}

/// More do not fit between the text and the edge that printers leave white.
const FOOT_LINES: usize = 4;
