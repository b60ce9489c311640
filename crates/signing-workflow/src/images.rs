//! The agency's pictures of signatures and seals: whose, approved by whom, from when until when, how large on paper.
//!
//! NĐ 30/2020 Phụ lục I wants the person's signature blue, the seal red and of its real size, both as PNG with a transparent background. A
//! picture that is not so, that is not of this day, or that was changed after its approval is refused, with the reason. What counts as blue or
//! red, and how far a size may be off, is ours.

mod colour;

use std::collections::BTreeSet;

use cert_path::{CryptoProvider, DigestAlgorithm};
use gov_ca_model::VietnamDay;
use serde::Deserialize;
use signature_appearance::{AppearanceError, Picture, PictureLimits, Size, to_millimetres};

pub use colour::Hue;

/// The list of pictures, read from its TOML file.
#[derive(Clone, Debug, PartialEq)]
pub struct ImageRegister {
    entries: Vec<ImageEntry>,
}

/// What the register says of one picture.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImageEntry {
    /// The key word by which it is asked for.
    pub id: String,
    /// A person's signature or a body's seal.
    pub kind: ImageKind,
    /// The file, beside the register.
    pub file: String,
    /// Its SHA-256, hexadecimal: what was approved.
    pub sha256: String,
    /// Whose: the person, or the body.
    pub owner: String,
    /// Who approved it (An Giang 39/2014 Điều 15(4)).
    pub approved_by: String,
    /// When.
    pub approved_on: VietnamDay,
    /// The first day on which it may be used.
    pub from: VietnamDay,
    /// The first day on which it may not: the seal of a merged body ends that day.
    pub until: Option<VietnamDay>,
    /// How wide it is on paper, in millimetres.
    pub width_mm: f64,
    /// How high.
    pub height_mm: f64,
}

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImageKind {
    /// A person's signature, or initials.
    Signature,
    /// A body's seal.
    Seal,
}

/// A picture that may be used on the day it was asked for.
#[derive(Clone, Debug)]
pub struct ApprovedImage {
    /// What the register says.
    pub entry: ImageEntry,
    /// The picture.
    pub picture: Picture,
    /// Its size on paper, in points.
    pub size: Size,
}

/// Why the register cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RegisterError {
    /// Not readable, or with a key that is not known.
    #[error("the register of pictures is not readable: {0}")]
    Toml(String),
    /// Two entries of one name.
    #[error("the register names {0:?} twice")]
    Twice(String),
    /// Days or sizes that cannot be.
    #[error("the entry {id:?} has {what} that cannot be")]
    Impossible {
        /// The entry.
        id: String,
        /// What.
        what: Impossible,
    },
}

/// What of an entry cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Impossible {
    /// A side of no length, or longer than a page.
    #[error("a size")]
    Size,
    /// Its use ends before it begins.
    #[error("days of use")]
    Days,
    /// It was approved after its first use.
    #[error("a day of approval after its first use")]
    Approval,
    /// No name of a file beside the register.
    #[error("a file name (a name beside the register, no path)")]
    File,
}

/// Why a picture is not used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ImageRefused {
    /// The file was changed after its approval.
    #[error("the picture {0:?} is not the one that was approved")]
    Changed(String),
    /// It ended.
    #[error("the picture {id:?} may not be used from {until} on")]
    Ended {
        /// The entry.
        id: String,
        /// The first day without it.
        until: VietnamDay,
    },
    /// It is not drawn in the colour it should have.
    #[error("the picture {id:?} is {found:?}, a {wanted:?} one is wanted")]
    Hue {
        /// The entry.
        id: String,
        /// What is wanted.
        wanted: Hue,
        /// What it is.
        found: Hue,
    },
    /// It is of another kind than what was asked for.
    #[error("the picture {id:?} is a {found:?}")]
    Kind {
        /// The entry.
        id: String,
        /// What it is.
        found: ImageKind,
    },
    /// It may not be used yet.
    #[error("the picture {id:?} may be used from {from} on")]
    NotYet {
        /// The entry.
        id: String,
        /// The first day with it.
        from: VietnamDay,
    },
    /// It hides what it lies on.
    #[error("the picture {0:?} has no transparent background")]
    Opaque(String),
    /// It cannot be read.
    #[error("the picture {id:?} cannot be used: {why}")]
    Picture {
        /// The entry.
        id: String,
        /// Why.
        #[source]
        why: AppearanceError,
    },
    /// The file says another size, or other proportions, than the register.
    #[error("the picture {id:?} is {found} mm by its file, {stated} mm by the register")]
    Size {
        /// The entry.
        id: String,
        /// By its file, width × height.
        found: String,
        /// By the register.
        stated: String,
    },
    /// There is none of this name.
    #[error("the register has no picture {0:?}")]
    Unknown(String),
}

/// How far a size may be off, in millimetres: as far as a drawn seal may (ours).
const SIZE_TOLERANCE: f64 = 0.5;
/// The largest side of a picture on paper, in millimetres: the shorter side of A4.
const LARGEST: f64 = 210.0;
/// The least share of see-through pixels of a picture with a transparent background: a round seal leaves a fifth of its square.
const CLEAR: f64 = 0.1;

impl ImageRegister {
    /// Reads the list: `[[image]]` tables.
    ///
    /// # Errors
    /// [`RegisterError`] names the entry.
    pub fn from_toml(text: &str) -> Result<Self, RegisterError> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct File {
            #[serde(default)]
            image: Vec<ImageEntry>,
        }
        let file: File =
            toml::from_str(text).map_err(|error| RegisterError::Toml(error.to_string()))?;
        let mut seen = BTreeSet::new();
        for entry in &file.image {
            if !seen.insert(entry.id.as_str()) {
                return Err(RegisterError::Twice(entry.id.clone()));
            }
            entry.checked()?;
        }
        Ok(Self {
            entries: file.image,
        })
    }

    /// All entries, in the order of the file.
    #[must_use]
    pub fn entries(&self) -> &[ImageEntry] {
        &self.entries
    }

    /// The picture of this name for use on `day`, of this kind; `read` gives the bytes of its file.
    ///
    /// # Errors
    /// [`ImageRefused`] says why it may not be used; an error of `read` is given back as it is.
    pub fn approved<E: From<ImageRefused>>(
        &self,
        id: &str,
        kind: ImageKind,
        day: VietnamDay,
        read: impl FnOnce(&ImageEntry) -> Result<Vec<u8>, E>,
    ) -> Result<ApprovedImage, E> {
        let entry = self.entries.iter().find(|entry| entry.id == id);
        let entry = entry.ok_or_else(|| ImageRefused::Unknown(id.to_owned()))?;
        entry.may_be_used(kind, day)?;
        let file = read(entry)?;
        Ok(entry.approve(&file)?)
    }
}

impl ImageEntry {
    fn checked(&self) -> Result<(), RegisterError> {
        let cannot_be = |what| {
            Err(RegisterError::Impossible {
                id: self.id.clone(),
                what,
            })
        };
        let possible = |side: f64| side > 0.0 && side <= LARGEST;
        if !possible(self.width_mm) || !possible(self.height_mm) {
            return cannot_be(Impossible::Size);
        }
        if self.until.is_some_and(|until| until <= self.from) {
            return cannot_be(Impossible::Days);
        }
        if self.approved_on > self.from {
            return cannot_be(Impossible::Approval);
        }
        if self.file.is_empty() || self.file.contains(['/', '\\']) || self.file.starts_with('.') {
            return cannot_be(Impossible::File);
        }
        Ok(())
    }

    fn may_be_used(&self, kind: ImageKind, day: VietnamDay) -> Result<(), ImageRefused> {
        let id = || self.id.clone();
        if self.kind != kind {
            return Err(ImageRefused::Kind {
                id: id(),
                found: self.kind,
            });
        }
        if day < self.from {
            return Err(ImageRefused::NotYet {
                id: id(),
                from: self.from,
            });
        }
        match self.until {
            Some(until) if day >= until => Err(ImageRefused::Ended { id: id(), until }),
            _ => Ok(()),
        }
    }

    fn approve(&self, file: &[u8]) -> Result<ApprovedImage, ImageRefused> {
        let digest = CryptoProvider::aws_lc().digest(DigestAlgorithm::Sha256, file);
        let digest = digest.map_or_else(|_| String::new(), |digest| hexadecimal(digest.as_bytes()));
        if !digest.eq_ignore_ascii_case(&self.sha256) {
            return Err(ImageRefused::Changed(self.id.clone()));
        }
        let picture =
            Picture::read(file, PictureLimits::default()).map_err(|why| ImageRefused::Picture {
                id: self.id.clone(),
                why,
            })?;
        self.looks_right(&picture)?;
        self.has_its_size(&picture)?;
        Ok(ApprovedImage {
            entry: self.clone(),
            picture,
            size: Size::millimetres(self.width_mm, self.height_mm),
        })
    }

    /// NĐ 30/2020 Phụ lục I, mục II.7 and II.8: blue or red, the background transparent.
    fn looks_right(&self, picture: &Picture) -> Result<(), ImageRefused> {
        let ink = picture
            .ink()
            .filter(|ink| picture.is_transparent() && ink.transparent >= CLEAR);
        let ink = ink.ok_or_else(|| ImageRefused::Opaque(self.id.clone()))?;
        let wanted = match self.kind {
            ImageKind::Signature => Hue::Blue,
            ImageKind::Seal => Hue::Red,
        };
        let found = ink.colour.map_or(Hue::None, Hue::of);
        if found == wanted {
            return Ok(());
        }
        Err(ImageRefused::Hue {
            id: self.id.clone(),
            wanted,
            found,
        })
    }

    fn has_its_size(&self, picture: &Picture) -> Result<(), ImageRefused> {
        let (across, down) = picture.pixels();
        // without a size of its own, the file's pixels tell its proportions
        let width = self.width_mm;
        let by_pixels = (width, width * f64::from(down) / f64::from(across));
        let found = picture.size().map_or(by_pixels, |size| {
            (to_millimetres(size.width), to_millimetres(size.height))
        });
        let off = |one: f64, other: f64| (one - other).abs() > SIZE_TOLERANCE;
        if !off(found.0, self.width_mm) && !off(found.1, self.height_mm) {
            return Ok(());
        }
        Err(ImageRefused::Size {
            id: self.id.clone(),
            found: format!("{:.1} × {:.1}", found.0, found.1),
            stated: format!("{:.1} × {:.1}", self.width_mm, self.height_mm),
        })
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
