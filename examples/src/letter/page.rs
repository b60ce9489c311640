//! The page: where each part of the letter stands.

use super::text::{
    ADDRESSEE_LABEL, ADDRESSEES, AGENCY, BODY, NAME, NUMBER, OFFICE, PLACE_AND_DATE, RECIPIENTS,
    SUBJECT_LINES, SUPERIOR,
};
use crate::typeset::{
    Foot, Format, Head, Piece, Style, TypesetError, Typesetter, foot, head, mm, part,
};

const SIZE: f32 = 14.0;
const LINE: f32 = 17.0;

pub(super) fn set(setter: &mut Typesetter) -> Result<(), TypesetError> {
    setter.mark(Format::Portrait.seen().1 - mm(12.0))?;
    let below_head = head(
        setter,
        &Head {
            superior: Some(SUPERIOR),
            agency: &AGENCY,
            number: &[Piece::Words(NUMBER)],
            place_and_date: &[Piece::Words(PLACE_AND_DATE)],
            subject: &SUBJECT_LINES,
        },
    )?;
    let mut y = addressees(setter, below_head)?;
    for paragraph in BODY {
        y = setter.paragraph(y, &[part(Style::Upright, paragraph)])?;
    }
    let signer = Foot {
        office: &[OFFICE],
        name: NAME,
        recipients: &RECIPIENTS,
    };
    foot(setter, y - 10.0, &signer)?;
    setter.mark(mm(10.0))
}

fn addressees(setter: &mut Typesetter, y: f32) -> Result<f32, TypesetError> {
    let mut y = y - 32.0;
    let x = setter.left() + mm(42.0);
    let label = setter.line(x, y, Style::Upright, SIZE, ADDRESSEE_LABEL)?;
    for addressee in ADDRESSEES {
        setter.line(x + label + 8.0, y, Style::Upright, SIZE, addressee)?;
        y -= LINE;
    }
    Ok(y - 8.0)
}
