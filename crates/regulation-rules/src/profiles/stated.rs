//! Profiles that an office defines itself, in TOML: the same shape, every value set by the office.

mod checks;

use gov_ca_model::VietnamDay;
use serde::Deserialize;
use toml::Table;

use super::place::Placement;
use super::shape::{
    Align, Bounds, Class, Face, Frame, Lettering, PictureFile, Pictures, Purpose, Shown, Size,
    Style,
};
use super::{Governed, Line, Piece, Profile, ProfileError, Set, all};
use crate::Text;
use crate::facts::InkColour;

/// Ours: the bytes and the profiles of a file. What is read stays for as long as the program runs.
const MOST_BYTES: usize = 64 * 1024;
const MOST_PROFILES: usize = 64;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    set_by: String,
    #[serde(default)]
    profile: Vec<Table>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileFile {
    id: String,
    title: Sentence,
    purpose: Purpose,
    class: Class,
    #[serde(default)]
    default: bool,
    from: Option<VietnamDay>,
    until: Option<VietnamDay>,
    province: Option<String>,
    remark: Option<Sentence>,
    pictures: PicturesFile,
    bounds: Option<Bounds>,
    size: Size,
    #[serde(default)]
    lines: Vec<Vec<PieceFile>>,
    lettering: Option<LetteringFile>,
    frame: Option<Frame>,
    placement: Placement,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentence {
    vi: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PicturesFile {
    shown: Shown,
    signature_ink: Option<InkColour>,
    seal_ink: Option<InkColour>,
    file: Option<PictureFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LetteringFile {
    face: Face,
    size: u8,
    style: Style,
    colour: InkColour,
    align: Align,
}

/// As [`Piece`] is written: a word, or `{ words = "…" }`.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a piece of a line, or { words = \"…\" }")]
enum PieceFile {
    Word(String),
    Words(WordsFile),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsFile {
    words: String,
}

/// The profiles of a file, checked.
pub(super) fn read(text: &str) -> Result<Vec<&'static Profile>, ProfileError> {
    most("bytes", text.len(), MOST_BYTES)?;
    let file: File = toml::from_str(text).map_err(|error| ProfileError::Toml {
        message: error.to_string(),
    })?;
    most("profiles", file.profile.len(), MOST_PROFILES)?;
    checks::name(&file.set_by).map_err(|why| ProfileError::Toml {
        message: format!("`set_by`: {why}"),
    })?;
    let named = file.profile.into_iter().enumerate();
    let files = named
        .map(|(at, table)| one(at, table))
        .collect::<Result<Vec<_>, _>>()?;
    once(&files)?;
    let set_by = kept(&file.set_by);
    Ok(files.iter().map(|profile| profile.kept(set_by)).collect())
}

fn most(what: &'static str, found: usize, most: usize) -> Result<(), ProfileError> {
    match found > most {
        true => Err(ProfileError::TooLarge { what, most }),
        false => Ok(()),
    }
}

fn one(at: usize, table: Table) -> Result<ProfileFile, ProfileError> {
    let named = table.get("id").and_then(toml::Value::as_str);
    let id = named.map_or_else(|| format!("#{}", at + 1), str::to_owned);
    let profile: ProfileFile = table.try_into().map_err(|error: toml::de::Error| {
        let message = error.to_string().trim_end().replace('\n', " ");
        ProfileError::Profile {
            id: id.clone(),
            message,
        }
    })?;
    checks::profile(&profile).map_err(|(key, why)| ProfileError::Value { id, key, why })?;
    Ok(profile)
}

/// Ids are used once, and a purpose has one default on a day in a province.
fn once(files: &[ProfileFile]) -> Result<(), ProfileError> {
    for (at, profile) in files.iter().enumerate() {
        let id = || profile.id.clone();
        let earlier = || files.iter().take(at);
        if all().iter().any(|known| known.id == profile.id)
            || earlier().any(|other| other.id == profile.id)
        {
            return Err(ProfileError::Twice { id: id() });
        }
        if let Some(other) = earlier().find(|other| other.rivals(profile)) {
            let other = other.id.clone();
            return Err(ProfileError::Defaults { id: id(), other });
        }
    }
    Ok(())
}

impl ProfileFile {
    fn rivals(&self, other: &Self) -> bool {
        let ends_before = |one: &Self, two: &Self| {
            one.until
                .is_some_and(|end| two.from.is_some_and(|first| end <= first))
        };
        let same_days = !ends_before(self, other) && !ends_before(other, self);
        let same_place =
            self.province.is_none() || other.province.is_none() || self.province == other.province;
        self.default && other.default && self.purpose == other.purpose && same_days && same_place
    }

    /// A profile that lives as long as the program.
    fn kept(&self, set_by: &'static str) -> &'static Profile {
        let set = Set::Office(set_by);
        Box::leak(Box::new(Profile {
            id: kept(&self.id),
            title: self.title.kept(),
            purpose: self.purpose,
            class: set.on(self.class),
            governed: Governed::Office {
                name: set_by,
                from: self.from,
                until: self.until,
                province: self.province.as_deref().map(kept),
            },
            gives_way: None,
            barred: &[],
            preferred: self.default,
            remark: self.remark.as_ref().map(Sentence::kept),
            pictures: self.pictures.set(set),
            bounds: self.bounds.map(|bounds| set.on(bounds)),
            size: set.on(self.size),
            text: set.on(self.lines()),
            lettering: self.lettering.as_ref().map(|it| it.set(set)),
            frame: set.on(self.frame),
            placement: set.on(self.placement),
        }))
    }

    fn lines(&self) -> &'static [Line] {
        let line = |pieces: &Vec<PieceFile>| -> Line {
            let pieces: Vec<Piece> = pieces.iter().filter_map(PieceFile::kept).collect();
            pieces.leak()
        };
        self.lines.iter().map(line).collect::<Vec<Line>>().leak()
    }
}

impl PicturesFile {
    fn set(&self, set: Set) -> Pictures {
        Pictures {
            shown: set.on(self.shown),
            signature_ink: self.signature_ink.map(|ink| set.on(ink)),
            seal_ink: self.seal_ink.map(|ink| set.on(ink)),
            file: self.file.map(|file| set.on(file)),
        }
    }
}

impl LetteringFile {
    const fn set(&self, set: Set) -> Lettering {
        Lettering {
            face: set.on(self.face),
            size: set.on(self.size),
            style: set.on(self.style),
            colour: set.on(self.colour),
            align: set.on(self.align),
        }
    }
}

impl PieceFile {
    /// `None` for an unknown word, which [`checks`] refuses before.
    fn kept(&self) -> Option<Piece> {
        match self {
            Self::Word(word) => Piece::of_word(word),
            Self::Words(literal) => Some(Piece::Words(kept(&literal.words))),
        }
    }
}

impl Sentence {
    fn kept(&self) -> Text {
        Text::new(kept(&self.vi), kept(&self.en))
    }
}

fn kept(text: &str) -> &'static str {
    String::leak(text.to_owned())
}
