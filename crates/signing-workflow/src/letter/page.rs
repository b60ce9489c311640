//! The lines of a letter on its sheets.

use signature_appearance::{
    Align, Area, Colour, Drawing, Fonts, Size, Style, Text, millimetres, width_of, wrapped,
};

use super::Letter;

/// A4, and margins within the ranges of NĐ 30/2020 Phụ lục I: 20–25 mm above and below, 30–35 mm left, 15–20 mm right.
const SHEET: Size = Size::millimetres(210.0, 297.0);
const LEFT: f64 = millimetres(30.0);
const RIGHT: f64 = millimetres(190.0);
const TOP: f64 = millimetres(277.0);
const BOTTOM: f64 = millimetres(20.0);
/// Baseline to baseline, as a multiple of the size. Ours.
const LEADING: f64 = 1.2;
const BODY: f64 = 14.0;
/// First lines of paragraphs begin 1.27 cm in, and 6 pt stand between paragraphs (second-hand).
const INDENT: f64 = millimetres(12.7);
const BETWEEN: f64 = 6.0;
/// Room for the signature between title and name. Ours.
const SIGNATURE: f64 = millimetres(34.0);
/// The left column of head and foot ends here, the right one begins here. Ours.
const LEFT_COLUMN: f64 = millimetres(100.0);
const RIGHT_COLUMN: f64 = millimetres(103.0);

/// The sheets, and how far the last one is filled.
struct Sheets<'f> {
    fonts: &'f Fonts<'f>,
    drawn: Vec<Drawing<'static>>,
    y: f64,
}

#[derive(Clone, Copy)]
struct Column {
    left: f64,
    right: f64,
    indent: f64,
    style: Style,
    size: f64,
    align: Align,
}

/// The letter on as many sheets as it takes.
pub(super) fn set(letter: &Letter, fonts: &Fonts<'_>) -> Vec<Drawing<'static>> {
    let mut sheets = Sheets {
        fonts,
        drawn: vec![Drawing::new(SHEET)],
        y: TOP,
    };
    sheets.head(letter);
    sheets.centred(&letter.addressee, Style::Upright);
    sheets.y -= BETWEEN;
    for paragraph in &letter.paragraphs {
        sheets.text(
            paragraph,
            Column {
                left: LEFT,
                right: RIGHT,
                indent: INDENT,
                style: Style::Upright,
                size: BODY,
                align: Align::Left,
            },
        );
        sheets.y -= BETWEEN;
    }
    sheets.foot(letter);
    sheets.drawn
}

impl Sheets<'_> {
    fn head(&mut self, letter: &Letter) {
        let column = |left: f64, right: f64, style: Style, size: f64| Column {
            left,
            right,
            indent: 0.0,
            style,
            size,
            align: Align::Centre,
        };
        self.text(&letter.mark, column(LEFT, RIGHT, Style::Bold, 13.0));
        let top = self.y;
        self.text(&letter.agency, column(LEFT, LEFT_COLUMN, Style::Bold, 13.0));
        self.rule(LEFT, LEFT_COLUMN, 42.0);
        let number = column(LEFT, LEFT_COLUMN, Style::Upright, 13.0);
        self.as_it_is(&letter.number, number);
        let about = column(LEFT, LEFT_COLUMN, Style::Upright, 12.0);
        self.text(&letter.about, about);
        let left = self.y;
        self.y = top;
        let wider = millimetres(6.0);
        let right = |style, size| column(RIGHT_COLUMN - wider, RIGHT + wider, style, size);
        self.text(COUNTRY, right(Style::Bold, 12.0));
        self.text(MOTTO, right(Style::Bold, 13.0));
        let motto = width_of(MOTTO, Style::Bold, 13.0, self.fonts);
        self.rule(RIGHT_COLUMN, RIGHT, motto);
        self.as_it_is(&letter.place_and_date, right(Style::Italic, 13.0));
        self.y = self.y.min(left) - 2.0 * BODY;
    }

    fn foot(&mut self, letter: &Letter) {
        self.y -= BODY;
        let lines = letter.recipients.len().max(2);
        #[allow(clippy::cast_precision_loss)] // few lines
        let wanted = SIGNATURE + 60.0 + lines as f64 * 13.0;
        if self.y - wanted < BOTTOM {
            self.next();
        }
        let top = self.y;
        let column = Column {
            left: LEFT,
            right: LEFT_COLUMN,
            indent: 0.0,
            style: Style::Upright,
            size: 11.0,
            align: Align::Left,
        };
        for line in &letter.recipients {
            self.text(line, column);
        }
        let after = self.y;
        self.y = top;
        let right = Column {
            left: RIGHT_COLUMN,
            right: RIGHT,
            style: Style::Bold,
            size: BODY,
            align: Align::Centre,
            ..column
        };
        let [office, name] = &letter.signer;
        self.text(office, right);
        self.y -= SIGNATURE;
        self.text(name, right);
        self.y = self.y.min(after);
    }

    fn centred(&mut self, text: &str, style: Style) {
        self.text(
            text,
            Column {
                left: LEFT,
                right: RIGHT,
                indent: 0.0,
                style,
                size: BODY,
                align: Align::Centre,
            },
        );
    }

    /// Text that flows in a column, over to the next sheet where one is full.
    fn text(&mut self, text: &str, column: Column) {
        let room = column.right - column.left;
        let mut indent = column.indent;
        for line in lines(text, room - indent, room, column, self.fonts) {
            self.line(line, indent, column);
            indent = 0.0;
        }
    }

    /// A line with all its blanks, which are room for a stamp; broken where it is too wide.
    fn as_it_is(&mut self, text: &str, column: Column) {
        let width = width_of(text, column.style, column.size, self.fonts);
        if width > column.right - column.left {
            return self.text(text, column);
        }
        self.line(text.to_owned(), 0.0, column);
    }

    fn line(&mut self, line: String, indent: f64, column: Column) {
        let height = column.size * LEADING;
        if self.y - height < BOTTOM {
            self.next();
        }
        let area = Area {
            left: column.left + indent,
            bottom: self.y - height,
            right: column.right + 1.0,
            top: self.y + 1.0,
        };
        let text = Text {
            lines: vec![line],
            style: column.style,
            size: column.size,
            leading: 1.0,
            align: column.align,
            ..Text::in_area(area)
        };
        if let Some(sheet) = self.drawn.last_mut() {
            sheet.text(text);
        }
        self.y -= height;
    }

    /// A thin line of this length in the middle of a column.
    fn rule(&mut self, left: f64, right: f64, length: f64) {
        let middle = f64::midpoint(left, right);
        let area = Area {
            left: middle - length / 2.0,
            bottom: self.y - 3.0,
            right: middle + length / 2.0,
            top: self.y - 2.2,
        };
        if let Some(sheet) = self.drawn.last_mut() {
            sheet.fill(area, Colour::BLACK);
        }
        self.y -= 8.0;
    }

    fn next(&mut self) {
        self.drawn.push(Drawing::new(SHEET));
        self.y = TOP;
    }
}

const COUNTRY: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";

/// The lines of a text: the first of one width, the others of another. A word that is wider than a line is broken.
fn lines(text: &str, first: f64, others: f64, column: Column, fonts: &Fonts<'_>) -> Vec<String> {
    let narrow = first.min(others);
    let words = text.split_whitespace();
    let broken: Vec<String> = words
        .flat_map(|word| pieces(word, narrow, column, fonts))
        .collect();
    let text = broken.join(" ");
    let mut lines = wrapped(&text, first, column.style, column.size, fonts);
    if lines.len() > 1 && first < others {
        let head = lines.remove(0);
        let rest = lines.join(" ");
        lines = wrapped(&rest, others, column.style, column.size, fonts);
        lines.insert(0, head);
    }
    lines
}

fn pieces(word: &str, width: f64, column: Column, fonts: &Fonts<'_>) -> Vec<String> {
    let fits = |text: &str| width_of(text, column.style, column.size, fonts) <= width;
    if fits(word) {
        return vec![word.to_owned()];
    }
    let mut pieces = vec![String::new()];
    for character in word.chars() {
        let longer = pieces.last().map(|last| format!("{last}{character}"));
        match (pieces.last_mut(), longer) {
            (Some(last), Some(longer)) if last.is_empty() || fits(&longer) => *last = longer,
            _ => pieces.push(character.to_string()),
        }
    }
    pieces
}
