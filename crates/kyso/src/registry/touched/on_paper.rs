//! What a change touches beside the register: pictures of signatures and seals, and series of numbers.

use std::collections::BTreeMap;

use gov_ca_model::VietnamDay;
use gov_ca_registry::Id;
use gov_ca_registry::changes::{Happening, Touched};
use gov_ca_registry::entries::{Body, Person};
use gov_ca_registry::names::same_name;
use gov_ca_registry::steps::{StepError, existing};
use gov_ca_registry::store::View;
use signing_workflow::images::{ImageEntry, ImageKind};
use signing_workflow::outgoing::{NumberStanding, Numbered};

use super::{PICTURES, SERIES, Section};
use crate::args::Doing;
use crate::exit::Failure;
use crate::registry::Desk;
use crate::text::Text;
use crate::{failures, outgoing, showing};

/// The office's own files about pictures and numbers, where they were named.
pub(in crate::registry) struct OnPaper {
    pictures: Vec<ImageEntry>,
    numbers: Vec<Numbered>,
}

/// Whom a change is about, by name.
struct About {
    persons: Vec<String>,
    /// Former names, too: a seal may still show one.
    body: Vec<String>,
}

impl OnPaper {
    pub(in crate::registry) fn read(doing: &Doing) -> Result<Self, Failure> {
        let pictures = match &doing.images {
            Some(path) => showing::register(path)?.entries().to_vec(),
            None => Vec::new(),
        };
        let numbers = match &doing.ledger {
            // one that is not there is not begun here
            Some(path) if !path.exists() => {
                let error = std::io::ErrorKind::NotFound.into();
                return Err(failures::io(&path.display().to_string(), &error));
            }
            Some(path) => outgoing::ledger(path)?.numbers(),
            None => Vec::new(),
        };
        Ok(Self { pictures, numbers })
    }

    pub(in crate::registry) fn sections(
        &self,
        view: &mut View<'_>,
        happening: &Happening,
        touched: &Touched,
        desk: &Desk<'_>,
    ) -> Result<Vec<Section>, StepError> {
        let about = About::of(view, happening, touched)?;
        let used = self.pictures.iter();
        let used = used.filter(|entry| about.shows(entry) && is_used_after(entry, desk.on));
        let pictures = used.map(|entry| picture(entry, desk.on)).collect();
        let pictures = Section::of(
            PICTURES,
            "Hình ảnh chữ ký, con dấu đang dùng:",
            "Pictures of signatures and seals in use:",
            pictures,
        );
        let numbers = match about.body.is_empty() {
            true => Vec::new(),
            false => series(&self.numbers, desk.on),
        };
        let numbers = Section::of(
            SERIES,
            "Dãy số văn bản của năm; cơ quan quyết định tiếp tục hay bắt đầu dãy mới:",
            "Series of numbers of the year; the body decides whether to go on or to begin anew:",
            numbers,
        );
        Ok(pictures.into_iter().chain(numbers).collect())
    }
}

impl About {
    fn of(
        view: &mut View<'_>,
        happening: &Happening,
        touched: &Touched,
    ) -> Result<Self, StepError> {
        let (person, body) = match happening {
            Happening::Transfer { person, .. }
            | Happening::Position { person, .. }
            | Happening::Leave { person, .. } => (Some(*person), None),
            Happening::Rename { body, .. }
            | Happening::Under { body, .. }
            | Happening::End { body, .. } => (None, Some(*body)),
            Happening::Reach { .. } | Happening::Manage { .. } => (None, None),
        };
        let mut persons = Vec::new();
        for id in person.iter().chain(&touched.persons) {
            let person: Person = existing(view, *id)?.into_record();
            persons.push(person.name);
        }
        let body = body.map(|id: Id<Body>| existing(view, id)).transpose()?;
        let names = body.map(|body| body.into_record().names);
        let names = names.iter().flat_map(gov_ca_model::Timeline::entries);
        Ok(Self {
            persons,
            body: names.map(|one| one.value.clone()).collect(),
        })
    }

    fn shows(&self, entry: &ImageEntry) -> bool {
        let owners = match entry.kind {
            ImageKind::Signature => &self.persons,
            ImageKind::Seal => &self.body,
        };
        owners.iter().any(|owner| same_name(owner, &entry.owner))
    }
}

fn is_used_after(entry: &ImageEntry, day: VietnamDay) -> bool {
    entry.until.is_none_or(|until| day < until)
}

fn picture(entry: &ImageEntry, on: VietnamDay) -> Text {
    let (id, file) = (&entry.id, &entry.file);
    let (vi, en) = match entry.kind {
        ImageKind::Signature => ("chữ ký", "signature"),
        ImageKind::Seal => ("con dấu", "seal"),
    };
    Text::new(
        format!(
            "{vi} “{id}” ({file}): nếu thôi dùng, ghi until = \"{on}\" trong sổ hình ảnh; hình ảnh mới phải được duyệt"
        ),
        format!(
            "{en} “{id}” ({file}): where it is no longer to be used, write until = \"{on}\" into the register of pictures; a new one needs approval"
        ),
    )
}

/// Each series of the year with its last number, and how many are reserved and not issued.
fn series(numbers: &[Numbered], on: VietnamDay) -> Vec<Text> {
    let mut all: BTreeMap<&str, (u32, usize)> = BTreeMap::new();
    let of_year = numbers.iter();
    for one in of_year.filter(|one| one.number.year == on.date().year()) {
        let (last, open) = all.entry(&one.number.series).or_default();
        *last = (*last).max(one.number.number);
        *open += usize::from(matches!(one.standing, NumberStanding::Reserved { .. }));
    }
    let lines = all.into_iter().map(|(series, (last, open))| {
        Text::new(
            format!("{series}: đến số {last}, {open} số đã giữ chưa phát hành"),
            format!("{series}: up to {last}, {open} reserved and not issued"),
        )
    });
    lines.collect()
}
