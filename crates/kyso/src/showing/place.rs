//! Where it stands: said in millimetres, or found in what is printed.

use std::collections::BTreeMap;

use pades_sign::{PageFrame, Place};
use pdf_revisions::PdfFile;
use regulation_rules::profiles::{Placement, Profile, Purpose};
use signature_appearance::{Area, Size, millimetres};
use signing_workflow::placing::{Mark, Placing, Wanted as Sought};
use signing_workflow::roles::{self, Look, Printed};

use super::{Wanted, refused};
use crate::exit::Failure;
use crate::failures;
use crate::job::Job;

/// The place of a new field.
pub(super) fn of(
    wanted: &Wanted<'_>,
    profile: &Profile,
    file: &PdfFile,
    size: Size,
    job: &Job,
) -> Result<Place, Failure> {
    if let Some(said) = &wanted.args.place {
        return said_place(said, size).ok_or_else(|| refused::place(said));
    }
    let name = wanted.input.display().to_string();
    let pages = pages(file).map_err(|error| failures::pdf(&name, &error))?;
    let frames = frames(file, &name, &pages)?;
    let look = look(file, pages);
    let printed = Printed::read(&look);
    let placing = Placing {
        printed: &printed,
        frames: &frames,
    };
    let person = person(wanted, profile, &placing, file, &frames)?;
    let signer = wanted.args.printed_name.as_deref();
    let mark = Mark {
        signer: signer
            .or(wanted.holder.name.as_deref())
            .filter(|_| signer.is_some() || printed.blocks.len() > 1),
        person,
        blank: blank(profile.purpose),
        size,
    };
    let found = placing.of(profile.placement.value, &mark);
    let found = found.map_err(|error| refused::not_placed(profile, &error, job))?;
    job.note(&refused::found(profile, &found, look.unread.as_deref()));
    Ok(found.place)
}

/// `PAGE:LEFT,BOTTOM`, in millimetres.
fn said_place(said: &str, size: Size) -> Option<Place> {
    let (page, corner) = said.split_once(':')?;
    let (left, bottom) = corner.split_once(',')?;
    let length = |text: &str| {
        text.trim()
            .parse::<f64>()
            .ok()
            .filter(|length| length.is_finite())
    };
    Some(Place {
        page: page.trim().parse().ok()?,
        area: Area::at(
            millimetres(length(left)?),
            millimetres(length(bottom)?),
            size,
        ),
    })
}

const fn blank(purpose: Purpose) -> Sought {
    match purpose {
        Purpose::Day | Purpose::Date => Sought::Day,
        Purpose::Month => Sought::Month,
        _ => Sought::Number,
    }
}

/// The authorised person's signature that a seal lies over: the field named, else the only visible signature between title and name.
fn person(
    wanted: &Wanted<'_>,
    profile: &Profile,
    placing: &Placing<'_>,
    file: &PdfFile,
    frames: &BTreeMap<u32, PageFrame>,
) -> Result<Option<Place>, Failure> {
    if !matches!(
        profile.placement.value,
        Placement::OverLeftOfSignature { .. }
    ) {
        return Ok(None);
    }
    let name = wanted.input.display().to_string();
    let widgets = roles::widgets(&file.newest()).map_err(|error| failures::pdf(&name, &error))?;
    let place = |widget: &roles::Widget| {
        let page = u32::try_from(widget.page).ok()?.checked_add(1)?;
        let area = frames.get(&page)?.displayed(widget.area);
        Some(Place { page, area })
    };
    if let Some(field) = &wanted.args.over {
        let widget = widgets.get(field).and_then(place);
        return widget
            .map(Some)
            .ok_or_else(|| refused::nothing_to_cover(field));
    }
    let signer = wanted.args.printed_name.as_deref();
    let signed: Vec<Place> = widgets
        .values()
        .filter_map(place)
        .filter(|place| placing.is_persons(*place, signer))
        .collect();
    Ok(match signed.as_slice() {
        [only] => Some(*only),
        _ => None,
    })
}

/// How many pages are framed: the first, and the last ones, on which people sign.
const LAST: usize = 8;

/// Indices of the pages that are looked at.
fn pages(file: &PdfFile) -> Result<Vec<usize>, pdf_revisions::PdfError> {
    let count = file.newest().pages()?.len();
    let first = count.saturating_sub(LAST).max(1);
    Ok(core::iter::once(0).chain(first..count).collect())
}

fn frames(
    file: &PdfFile,
    name: &str,
    pages: &[usize],
) -> Result<BTreeMap<u32, PageFrame>, Failure> {
    let numbers = pages
        .iter()
        .filter_map(|index| u32::try_from(index + 1).ok());
    let framed = numbers.map(|number| PageFrame::of(file, number).map(|frame| (number, frame)));
    framed
        .collect::<Result<_, _>>()
        .map_err(|error| failures::sign(name, &error))
}

#[cfg(feature = "pages")]
fn look(file: &PdfFile, pages: Vec<usize>) -> Look {
    let mut look = Look::default();
    let readers = crate::pages::Pages::default();
    if let Err(why) = crate::roles::read_these(file, &readers, pages, &mut look) {
        look.unread = Some(why.to_string());
    }
    look
}

#[cfg(not(feature = "pages"))]
fn look(_: &PdfFile, _: Vec<usize>) -> Look {
    Look {
        unread: Some("built without a reader of pages".to_owned()),
        ..Look::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_page_and_two_lengths() {
        let size = Size::points(10.0, 20.0);
        let place = said_place("2:25.4, 50.8", size).unwrap();
        assert_eq!(place.page, 2);
        assert!((place.area.left - 72.0).abs() < 1e-9 && (place.area.top - 164.0).abs() < 1e-9);
        for bad in ["", "1", "1:2", "a:1,2", "1:a,2", "1:1,inf", "-1:1,2"] {
            assert_eq!(said_place(bad, size), None, "{bad}");
        }
    }
}
