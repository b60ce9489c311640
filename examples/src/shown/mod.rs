//! Every appearance profile on every page rotation: what `scripts/interop_shown.py` renders, measures and compares.
//!
//! The files are previews ([`pades_sign::preview`]): they show exactly what a signed file shows, on any day, without a key.

mod draft;
mod names;
mod pictures;
mod turned;

use std::path::Path;
use std::sync::Arc;

use gov_ca_model::VietnamDay;
use pades_sign::{Place, SignatureRequest, Visible};
use pdf_revisions::Source;
use regulation_rules::profiles::{self, FormOfCopy, Profile, Purpose, Values};
use serde_json::{Value, json};
use signature_appearance::{Area, Drawing, Drawn, Fonts, Size, Text, millimetres};
use signing_workflow::placing::{Mark, PlacingError, Wanted};
use signing_workflow::showing;

use crate::people::AnyError;
use draft::Draft;
pub use pictures::Office;

const ROTATIONS: [i64; 4] = [0, 90, 180, 270];

/// Writes `<profile>-<rotation>.pdf` and gives one line of facts for each: page, area on the displayed page in points, lines of text.
///
/// # Errors
/// When a profile cannot be drawn or placed.
pub fn write_all(folder: &Path) -> Result<Vec<Value>, AnyError> {
    let office = Office::open()?;
    let fonts = Fonts::liberation();
    let mut facts = Vec::new();
    for profile in profiles::all() {
        for rotation in ROTATIONS {
            let name = format!("{}-{rotation}.pdf", profile.id);
            let draft = Draft::for_profile(profile, rotation)?;
            let shown = Shown::of(profile, &draft, &office, &fonts)?;
            std::fs::write(folder.join(&name), shown.file(&draft)?)?;
            facts.push(shown.facts(profile.id, rotation, &name, &draft));
        }
    }
    facts.extend(write_names(folder, &fonts)?);
    Ok(facts)
}

/// Fifty names on a page: `names-<number>.pdf`.
fn write_names(folder: &Path, fonts: &Fonts<'_>) -> Result<Vec<Value>, AnyError> {
    let mut facts = Vec::new();
    for (number, lines) in (1..).zip(names::all().chunks(NAMES_ON_A_PAGE)) {
        let mut drawing = Drawing::new(Size::millimetres(100.0, 230.0));
        let area = drawing.area();
        drawing.text(Text {
            lines: lines.to_vec(),
            ..Text::in_area(area)
        });
        let draft = Draft::blank()?;
        let shown = Shown {
            place: Place {
                page: 1,
                area: Area::at(
                    millimetres(20.0),
                    millimetres(30.0),
                    Size::millimetres(100.0, 230.0),
                ),
            },
            drawn: Arc::new(drawing.draw(fonts)?),
            person: None,
        };
        let name = format!("names-{number}.pdf");
        std::fs::write(folder.join(&name), shown.file(&draft)?)?;
        let mut told = shown.facts("names", 0, &name, &draft);
        told["given"] = json!(lines);
        facts.push(told);
    }
    Ok(facts)
}

const NAMES_ON_A_PAGE: usize = 50;

/// One profile on one draft.
struct Shown {
    drawn: Arc<Drawn>,
    place: Place,
    person: Option<Place>,
}

impl Shown {
    fn of(
        profile: &'static Profile,
        draft: &Draft,
        office: &Office,
        fonts: &Fonts<'_>,
    ) -> Result<Self, AnyError> {
        let drawn = showing::draw(profile, office.pictures(), &values()?, fonts)?;
        let person = match profile.purpose {
            Purpose::Agency => draft.person(office, fonts),
            _ => None,
        };
        let mark = Mark {
            signer: None,
            person,
            blank: match profile.purpose {
                Purpose::Day | Purpose::Date => Wanted::Day,
                Purpose::Month => Wanted::Month,
                _ => Wanted::Number,
            },
            size: drawn.size(),
        };
        let place = match draft.placing().of(profile.placement.value, &mark) {
            Ok(found) => found.place,
            // the law leaves it to a person, or the room is lower than An Giang's frame: a person's choice
            Err(PlacingError::ForAPerson | PlacingError::NoRoom { .. }) => Place {
                page: draft.last_page(),
                area: Area::at(millimetres(60.0), millimetres(100.0), drawn.size()),
            },
            Err(error) => return Err(format!("{}: {error}", profile.id).into()),
        };
        Ok(Self {
            drawn: Arc::new(drawn),
            place,
            person,
        })
    }

    fn file(&self, draft: &Draft) -> Result<Vec<u8>, AnyError> {
        let mut request = SignatureRequest::new(signed_at()?);
        request.visible = Some(Visible {
            drawn: Arc::clone(&self.drawn),
            place: self.place,
            description: String::new(),
        });
        let shown = pades_sign::preview(draft.file(), &request)?;
        let mut bytes = vec![0; usize::try_from(shown.len())?];
        shown.read_at(0, &mut bytes)?;
        Ok(bytes)
    }

    fn facts(&self, profile: &str, rotation: i64, name: &str, draft: &Draft) -> Value {
        let area = |area: Area| json!([area.left, area.bottom, area.right, area.top]);
        json!({
            "file": name,
            "profile": profile,
            "size": draft.size(self.place.page),
            "rotation": rotation,
            "page": self.place.page,
            "area": area(self.place.area),
            "person": self.person.map(|place| area(place.area)),
            "lines": self.drawn.lines(),
        })
    }
}

fn signed_at() -> Result<jiff::Timestamp, AnyError> {
    Ok("2026-11-22T07:30:05Z".parse()?)
}

/// The values of the sample documents.
///
/// # Errors
/// Never so far.
pub fn values() -> Result<Values, AnyError> {
    Ok(Values {
        number: Some("12".to_owned()),
        symbol: Some("QĐ-SKHCN".to_owned()),
        signed_at: Some(signed_at()?),
        dated_on: Some(VietnamDay::new(2026, 2, 5)),
        name: Some("Nguyễn Văn Mẫu".to_owned()),
        mail: Some("nvmau@lachong.example".to_owned()),
        agency: Some("Sở Khoa học và Công nghệ tỉnh Lạc Hồng".to_owned()),
        form_of_copy: Some(FormOfCopy::SaoY),
    })
}
