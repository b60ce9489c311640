//! The lines of a letter on its sheets.

use signature_appearance::{Drawing, Fonts, Style, millimetres};

use super::Letter;
use crate::sheets::{BETWEEN, BODY, Column, Head, Paper, Sheets};

/// Room for the signature between title and name. Ours.
const SIGNATURE: f64 = millimetres(34.0);

/// The letter on as many sheets as it takes.
pub(super) fn set(letter: &Letter, fonts: &Fonts<'_>) -> Vec<Drawing<'static>> {
    let mut sheets = Sheets::new(Paper::UPRIGHT, fonts);
    sheets.head(&Head {
        mark: &letter.mark,
        superior: "",
        agency: &letter.agency,
        number: &letter.number,
        about: &letter.about,
        place_and_date: &letter.place_and_date,
    });
    sheets.y -= BODY;
    sheets.text(&letter.addressee, sheets.centred(Style::Upright, BODY));
    sheets.y -= BETWEEN;
    for paragraph in &letter.paragraphs {
        sheets.text(paragraph, sheets.body());
        sheets.y -= BETWEEN;
    }
    foot(&mut sheets, letter);
    sheets.number();
    sheets.drawn
}

fn foot(sheets: &mut Sheets<'_>, letter: &Letter) {
    sheets.y -= BODY;
    let lines = letter.recipients.len().max(2);
    #[allow(clippy::cast_precision_loss)] // few lines
    let wanted = SIGNATURE + 60.0 + lines as f64 * 13.0;
    sheets.want(wanted);
    let top = sheets.y;
    let [end, begin] = sheets.paper.columns();
    let left = Column::from_left(sheets.paper.left, end, Style::Upright, 11.0);
    for line in &letter.recipients {
        sheets.text(line, left);
    }
    let after = sheets.y;
    sheets.y = top;
    let right = Column::centred(begin, sheets.paper.right, Style::Bold, BODY);
    let [office, name] = &letter.signer;
    sheets.text(office, right);
    sheets.y -= SIGNATURE;
    sheets.text(name, right);
    sheets.y = sheets.y.min(after);
}
