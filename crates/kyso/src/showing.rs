//! What a signature shows, from the words of the command line: profile, pictures, values, place.

mod place;
mod refused;
mod values;

use std::path::Path;
use std::sync::Arc;

use gov_ca_model::VietnamDay;
use jiff::Timestamp;
use pades_sign::{FieldChoice, Place, Visible};
use regulation_rules::profiles::{Availability, Profile, Profiles};
use signature_appearance::Fonts;
use signing_workflow::images::{ApprovedImage, ImageKind, ImageRegister};
use signing_workflow::showing::{self, Pictures};

use crate::args::Showing;
use crate::exit::Failure;
use crate::failures;
use crate::job::Job;
use crate::locked::DocumentKey;

pub(crate) use refused::NOT_PLACED;
pub(crate) use values::Holder;

/// One signature to be shown.
pub(crate) struct Wanted<'a> {
    /// What was said.
    pub(crate) args: &'a Showing,
    /// The document.
    pub(crate) input: &'a Path,
    /// The field that takes the signature.
    pub(crate) field: &'a FieldChoice,
    /// The time that is claimed.
    pub(crate) at: Timestamp,
    /// Whose certificate it is, as far as it says.
    pub(crate) holder: Holder,
    /// Whose regulation applies.
    pub(crate) province: Option<&'a str>,
    /// What opens the document.
    pub(crate) key: &'a DocumentKey,
}

/// What it shows; `None` where nothing was asked for.
pub(crate) fn visible(wanted: &Wanted<'_>, job: &Job) -> Result<Option<Visible>, Failure> {
    let Some(id) = &wanted.args.appearance else {
        return Ok(None);
    };
    let profile = chosen(id, wanted, job)?;
    let images = Images::read(wanted, profile)?;
    let values = values::of(wanted);
    let name = wanted.input.display().to_string();
    let file = wanted.key.open(wanted.input)?;
    let fonts = Fonts::liberation();
    let (drawn, place) = match wanted.field {
        FieldChoice::Existing { name: field } => {
            let place = pades_sign::place_of(&file, field)
                .map_err(|error| failures::sign(&name, &error))?;
            let drawn = showing::draw_in(
                profile,
                images.pictures(),
                &values,
                &fonts,
                place.area.size(),
            );
            (drawn.map_err(|error| refused::showing(&error))?, place)
        }
        FieldChoice::New { .. } => {
            let drawn = showing::draw(profile, images.pictures(), &values, &fonts);
            let drawn = drawn.map_err(|error| refused::showing(&error))?;
            let place = place::of(wanted, profile, &file, drawn.size(), job)?;
            (drawn, place)
        }
    };
    say(profile, &drawn, place, job);
    Ok(Some(Visible {
        drawn: Arc::new(drawn),
        place,
        description: profile.title.vi.to_owned(),
    }))
}

/// The profiles of this program, and the office's own where a file is named.
pub(crate) fn profiles(file: Option<&Path>) -> Result<Profiles, Failure> {
    let Some(path) = file else {
        return Ok(Profiles::built_in());
    };
    let text = std::fs::read_to_string(path)
        .map_err(|error| failures::io(&path.display().to_string(), &error))?;
    Profiles::from_toml(&text).map_err(|error| refused::profiles(path, &error))
}

/// The profile of this name, if it may be used that day there.
fn chosen(id: &str, wanted: &Wanted<'_>, job: &Job) -> Result<&'static Profile, Failure> {
    let profiles = profiles(wanted.args.profiles.as_deref())?;
    let profile = profiles
        .by_id(id)
        .ok_or_else(|| refused::unknown_profile(id))?;
    let day = VietnamDay::of(wanted.at);
    let offers = profiles.at(day, wanted.province, &job.law);
    let offer = offers.iter().find(|offer| offer.profile.id == profile.id);
    let offer = offer.ok_or_else(|| refused::not_that_day(profile, day))?;
    if let Availability::Open(why) = offer.availability {
        job.note(&refused::open(profile, why));
    }
    Ok(profile)
}

/// The office's register of pictures.
pub(crate) fn register(path: &Path) -> Result<ImageRegister, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| failures::io(&path.display().to_string(), &error))?;
    ImageRegister::from_toml(&text).map_err(|error| refused::register(path, &error))
}

/// The pictures that the profile shows.
struct Images {
    signature: Option<ApprovedImage>,
    seal: Option<ApprovedImage>,
}

impl Images {
    fn read(wanted: &Wanted<'_>, profile: &Profile) -> Result<Self, Failure> {
        let args = wanted.args;
        let Some(path) = &args.images else {
            return Ok(Self {
                signature: None,
                seal: None,
            });
        };
        let register = register(path)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let day = VietnamDay::of(wanted.at);
        let picture = |id: Option<&String>, kind, is_shown: bool| match id.filter(|_| is_shown) {
            None => Ok(None),
            Some(id) => {
                let read = |entry: &signing_workflow::images::ImageEntry| {
                    let file = folder.join(&entry.file);
                    std::fs::read(&file).map_err(|error| {
                        refused::Picture::from(failures::io(&file.display().to_string(), &error))
                    })
                };
                register
                    .approved(id, kind, day, read)
                    .map(Some)
                    .map_err(|error| error.0)
            }
        };
        let shown = profile.pictures.shown.value;
        Ok(Self {
            signature: picture(
                args.signature_image.as_ref(),
                ImageKind::Signature,
                shown.has_signature(),
            )?,
            seal: picture(args.seal_image.as_ref(), ImageKind::Seal, shown.has_seal())?,
        })
    }

    fn pictures(&self) -> Pictures<'_> {
        Pictures {
            signature: self.signature.as_ref(),
            seal: self.seal.as_ref(),
        }
    }
}

/// Letters without a font are told; they stop nothing.
fn say(profile: &Profile, drawn: &signature_appearance::Drawn, place: Place, job: &Job) {
    if !drawn.missing().is_empty() {
        job.note(&refused::letters(profile, drawn.missing(), place.page));
    }
}
