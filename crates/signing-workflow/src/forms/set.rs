//! Sets a form: its parts from top to bottom, on as many sheets as they take.

use signature_appearance::{Align, Fonts, Style};

use super::form::{Form, Part};
use super::values::{Letterhead, or_dots};
use super::{Known, SignaturePlace};
use crate::sheets::{BETWEEN, Column, Head, Paper, Sheets, lines};

/// The size of lists on upright and on lying sheets, and of small print. Ours.
pub(super) const LIST: [f64; 2] = [11.0, 10.5];
pub(super) const SMALL: f64 = 11.0;

/// Sheets, and where signatures go.
pub(super) struct Set<'f> {
    pub(super) sheets: Sheets<'f>,
    pub(super) places: Vec<SignaturePlace>,
    pub(super) look: Look,
}

/// What of the form's description every part needs.
#[derive(Clone, Copy)]
pub(super) struct Look {
    lying: bool,
    /// The size of the text.
    pub(super) text: f64,
    /// Whether what to do at a signature is printed although the name is: a form that was read is followed.
    pub(super) noted: bool,
}

impl Look {
    const fn of<D>(form: &Form<D>) -> Self {
        Self {
            lying: form.lying,
            text: form.size,
            noted: matches!(form.known, Known::Read),
        }
    }

    const fn paper(self) -> Paper {
        if self.lying {
            Paper::LYING
        } else {
            Paper::UPRIGHT
        }
    }
}

impl<'f> Set<'f> {
    pub(super) fn of<D>(form: &Form<D>, values: &D, foot: &str, fonts: &'f Fonts<'f>) -> Self {
        let look = Look::of(form);
        let mut set = Self::new(look, look.paper(), fonts);
        for (index, part) in form.parts.iter().enumerate() {
            let rest = form.parts.get(index + 1..).unwrap_or_default();
            let tail = set.tail(part, rest, values);
            set.part(part, values, tail);
        }
        set.sheets.number();
        set.foot(&[&remark(form.known, form.source), foot]);
        set
    }

    fn new(look: Look, paper: Paper, fonts: &'f Fonts<'f>) -> Self {
        Self {
            sheets: Sheets::new(paper, fonts),
            places: Vec::new(),
            look,
        }
    }

    fn part<D>(&mut self, part: &Part<D>, values: &D, tail: f64) {
        match part {
            Part::Issued(number, by) => self.issued(number, by),
            Part::Country => self.sheets.country(),
            Part::Head { from, about, dated } => self.head(&from(values), &about(values), *dated),
            Part::Title(lines) => self.title_of(lines),
            Part::Named(lines) => self.title_of(&lines(values)),
            Part::Addressee(to) => {
                let to = or_dots(&to(values), 20);
                let column = self.sheets.centred(Style::Upright, 14.0);
                self.sheets.text(&format!("Kính gửi: {to}"), column);
                self.sheets.y -= BETWEEN;
            }
            Part::Heading(text) => {
                // with what it is about, or the head of a list and its first row
                self.sheets.want(10.0 * self.look.text);
                self.sheets.y -= BETWEEN / 2.0;
                let column = self.flush(Style::Bold);
                self.sheets.text(text, column);
                self.sheets.y -= BETWEEN / 2.0;
            }
            Part::Line(text) => {
                let column = self.flush(Style::Upright);
                self.sheets.text(text, column);
                self.sheets.y -= BETWEEN / 3.0;
            }
            Part::Fields(fields) => self.fields(fields, values),
            Part::Text(text) => self.paragraphs(&[(*text).to_owned()], tail),
            Part::Said(said) => self.paragraphs(&said(values), tail),
            Part::Table(table) => {
                self.sheets.y -= BETWEEN / 2.0;
                let size = LIST[usize::from(self.look.lying)];
                let tail = if tail > 0.0 { tail + BETWEEN } else { 0.0 };
                table(values).set(&mut self.sheets, size, tail);
                self.sheets.y -= BETWEEN;
            }
            Part::Sections(sections) => self.sections(sections(values), tail),
            Part::Notes(notes) => {
                let paper = self.sheets.paper;
                self.sheets.y -= BETWEEN;
                self.small_print(notes, [paper.left, paper.right]);
            }
            Part::Signatures(blocks) => self.signatures(blocks, values, tail),
        }
    }

    /// Text from margin to margin.
    pub(super) const fn flush(&self, style: Style) -> Column {
        let paper = self.sheets.paper;
        Column::from_left(paper.left, paper.right, style, self.look.text)
    }

    fn issued(&mut self, number: &str, by: &str) {
        let column = |style, size| Column {
            align: Align::Right,
            ..self.sheets.centred(style, size)
        };
        let (number_column, by_column) = (column(Style::Bold, 12.0), column(Style::Italic, 10.0));
        self.sheets.text(number, number_column);
        self.sheets.text(by, by_column);
        self.sheets.y -= BETWEEN;
    }

    fn head(&mut self, from: &Letterhead, about: &str, dated: bool) {
        let agency = or_dots(&from.agency, 12);
        let day = if dated {
            from.place_and_day()
        } else {
            String::new()
        };
        self.sheets.head(&Head {
            mark: "",
            superior: &from.superior,
            agency: &agency,
            number: &from.number_line(),
            about,
            place_and_date: &day,
        });
    }

    fn title_of(&mut self, lines: &[impl AsRef<str>]) {
        self.sheets.y -= BETWEEN / 2.0;
        for line in lines {
            self.sheets
                .text(line.as_ref(), self.sheets.centred(Style::Bold, 14.0));
        }
        self.sheets.y -= BETWEEN;
    }

    /// The last paragraph goes over to the next sheet with what follows it.
    fn paragraphs(&mut self, paragraphs: &[String], tail: f64) {
        let column = Column {
            size: self.look.text,
            ..self.sheets.body()
        };
        // small text stands closer
        let between = if self.look.text < 13.0 { 2.0 } else { BETWEEN };
        self.sheets.y -= between / 2.0;
        let there: Vec<&String> = paragraphs.iter().filter(|text| !text.is_empty()).collect();
        for (index, text) in there.iter().enumerate() {
            if index + 1 == there.len() && tail > 0.0 {
                #[allow(clippy::cast_precision_loss)] // lines of a paragraph
                let own = lines(text, column, self.sheets.fonts).len() as f64 * column.height();
                if own + tail < self.sheets.paper.height() / 2.0 {
                    self.sheets.want(own + tail + between);
                }
            }
            for line in text.lines() {
                self.sheets.text(line, column);
            }
            self.sheets.y -= between;
        }
    }

    /// Notes, the first line of which may be their heading.
    pub(super) fn small_print(&mut self, notes: &[&str], [left, right]: [f64; 2]) {
        let italic = Column::from_left(left, right, Style::Italic, SMALL);
        for (index, note) in notes.iter().enumerate() {
            let style = match index {
                0 if note.ends_with(':') => Style::BoldItalic,
                _ => Style::Italic,
            };
            self.sheets.text(note, Column { style, ..italic });
        }
    }

    /// The height of what stays together with the end of this part: signatures, which never stand alone on a sheet, with the notes after
    /// them, and what is between a list and them.
    fn tail<D>(&self, part: &Part<D>, rest: &[Part<D>], values: &D) -> f64 {
        let is_signatures = |part: &Part<D>| matches!(part, Part::Signatures(_));
        let is_foot = |part: &Part<D>| is_signatures(part) || matches!(part, Part::Notes(_));
        let between = rest.iter().position(is_signatures);
        let skipped = match (part, between) {
            (Part::Table(_) | Part::Sections(_), Some(between)) => between,
            (Part::Said(_) | Part::Text(_), Some(0)) | (Part::Signatures(_), _) => 0,
            _ => return 0.0,
        };
        let foot = rest.iter().skip(skipped).take_while(|part| is_foot(part));
        let count = skipped + foot.count();
        self.height_of(|set| {
            for part in rest.iter().take(count) {
                set.part(part, values, 0.0);
            }
        })
    }

    /// How high it is, on a sheet without end.
    pub(super) fn height_of(&self, draw: impl FnOnce(&mut Set<'_>)) -> f64 {
        let paper = Paper {
            bottom: f64::MIN,
            ..self.sheets.paper
        };
        let mut set = Set::new(self.look, paper, self.sheets.fonts);
        draw(&mut set);
        paper.top - set.sheets.y
    }
}

/// What is printed of how well the layout is known.
fn remark(known: Known, source: &str) -> String {
    match (known, source) {
        (Known::Letter, _) => String::new(),
        (Known::Read, source) => source.to_owned(),
        (Known::Secondary, source) => format!(
            "{source}: nội dung theo bản chép lại, chưa đối chiếu với bản chính thức; bố cục của phần mềm."
        ),
        (Known::Ours, "") => "Không có mẫu quy định; nội dung và bố cục của phần mềm.".to_owned(),
        (Known::Ours, source) => {
            format!("{source}: chưa đọc được bản chính thức; nội dung và bố cục của phần mềm.")
        }
    }
}
