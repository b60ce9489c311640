//! Appearance profiles (hình ảnh, vị trí chữ ký số) as dated data: what a signature shows, where, and who set each value.
//!
//! The law feeds the signer: a profile is plain data, and whoever draws it needs no law. What it is not: a drawing, a page, or the order in
//! which people sign.
//!
//! ```
//! use gov_ca_model::VietnamDay;
//! use regulation_rules::LawBook;
//! use regulation_rules::profiles::{Profiles, Purpose, Values};
//!
//! let day = VietnamDay::new(2026, 11, 22);
//! let profiles = Profiles::built_in();
//! let attachment = profiles.default_for(Purpose::Attachment, day, None, &LawBook::as_read()).unwrap();
//! assert_eq!(attachment.id, "nd30.attachment");
//! let lines = attachment.lines(&Values {
//!     number: Some("12".to_owned()),
//!     symbol: Some("QĐ-UBND".to_owned()),
//!     signed_at: Some("2026-11-22T07:30:05Z".parse()?),
//!     ..Values::default()
//! })?;
//! assert_eq!(lines, ["12/QĐ-UBND", "2026-11-22T14:30:05+07:00"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod an_giang;
mod error;
mod lines;
mod national;
pub(crate) mod offer;
mod place;
mod practice;
mod shape;
mod stamps;
mod stated;
mod told;
mod value;

pub use error::ProfileError;
pub use lines::{FormOfCopy, Line, MissingValue, Piece, ValueName, Values};
pub use offer::{Availability, Bar, GivesWay, Governed, Offer};
pub use place::{Corner, LayoutBox, Placement};
pub use shape::{
    Align, Bounds, Class, Face, Frame, Lettering, PictureFile, Pictures, Purpose, Shown, Size,
    Style,
};
pub use told::page;
pub use value::{Set, Value};

use gov_ca_model::VietnamDay;
use serde::Serialize;

use crate::Text;
use crate::law::Instrument;
use crate::law_book::LawBook;

/// What one signature shows, and where.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Profile {
    /// `nd30.person`: never used for another one.
    pub id: &'static str,
    /// What it is, in a few words.
    pub title: Text,
    /// What it is for.
    pub purpose: Purpose,
    /// Whose certificate signs.
    pub class: Value<Class>,
    /// What decides on which days and where it may be used.
    pub governed: Governed,
    /// The higher or later text beside which it no longer is a default.
    pub gives_way: Option<GivesWay>,
    /// Where it is not used although nothing else speaks against it.
    pub barred: &'static [Bar],
    /// Whether it is the default for its purpose where nothing is open.
    pub preferred: bool,
    /// What whoever chooses it should know.
    pub remark: Option<Text>,
    /// The pictures wanted.
    pub pictures: Pictures,
    /// The range a law sets for the size.
    pub bounds: Option<Value<Bounds>>,
    /// The size drawn.
    pub size: Value<Size>,
    /// The lines of text; [`Profile::lines`] fills them.
    #[serde(rename = "lines")]
    pub text: Value<&'static [Line]>,
    /// The type of the text, where there is any.
    pub lettering: Option<Lettering>,
    /// The frame around it.
    pub frame: Value<Option<Frame>>,
    /// Where it stands.
    pub placement: Value<Placement>,
}

impl Profile {
    const fn ground(&self) -> offer::Ground {
        offer::Ground {
            governed: self.governed,
            gives_way: self.gives_way,
            barred: self.barred,
        }
    }

    /// Every value's key and who set it.
    pub fn sets(&self) -> Vec<(&'static str, Set)> {
        let pictures = &self.pictures;
        let mut sets = vec![
            ("class", self.class.set),
            ("pictures.shown", pictures.shown.set),
            ("size", self.size.set),
            ("lines", self.text.set),
            ("frame", self.frame.set),
            ("placement", self.placement.set),
        ];
        let signature = pictures.signature_ink.map(|ink| ink.set);
        sets.extend(signature.map(|set| ("pictures.signature_ink", set)));
        let seal = pictures.seal_ink.map(|ink| ink.set);
        sets.extend(seal.map(|set| ("pictures.seal_ink", set)));
        sets.extend(pictures.file.map(|file| ("pictures.file", file.set)));
        sets.extend(self.bounds.map(|bounds| ("bounds", bounds.set)));
        sets.extend(self.lettering.iter().flat_map(Lettering::sets));
        sets
    }
}

/// The profiles of this program, the law's first.
pub fn all() -> &'static [&'static Profile] {
    ALL
}

static ALL: &[&Profile] = &[
    &national::PERSON,
    &national::AGENCY,
    &stamps::ATTACHMENT,
    &stamps::COPY,
    &national::DIGITISED,
    &an_giang::PERSON,
    &an_giang::ORG,
    &an_giang::MULTI,
    &practice::DAU_TREO,
    &practice::INITIALS,
    &stamps::NUMBER,
    &stamps::DATE,
    &stamps::DAY,
    &stamps::MONTH,
    &practice::INCOMING,
];

/// The profile of this program with this id.
pub fn by_id(id: &str) -> Option<&'static Profile> {
    Profiles::built_in().by_id(id)
}

/// The profiles of this program that may be used on `day` in `province`: see [`Profiles::at`].
pub fn at(day: VietnamDay, province: Option<&str>, law: &LawBook) -> Vec<Offer> {
    Profiles::built_in().at(day, province, law)
}

/// Texts on documents that may be in force that day there and were not read, or only in a few places: they may ask for something else.
pub fn unread_beside(
    day: VietnamDay,
    province: Option<&str>,
    law: &LawBook,
) -> Vec<&'static Instrument> {
    offer::unread_beside(&offer::Case { day, province, law })
}

/// The profiles of this program and those of an office.
#[derive(Clone, Debug)]
pub struct Profiles {
    stated: Vec<&'static Profile>,
}

impl Profiles {
    /// Those of this program.
    pub fn built_in() -> Self {
        Self { stated: Vec::new() }
    }

    /// With those of an office (TOML): the same keys as in the data of [`Profile`], every value set by the office. They live as long as the
    /// program: a file is read once.
    ///
    /// ```
    /// use regulation_rules::profiles::Profiles;
    ///
    /// let profiles = Profiles::from_toml(r#"
    ///     set_by = "Văn phòng Ủy ban nhân dân tỉnh Mẫu"
    ///
    ///     [[profile]]
    ///     id = "mau.attachment"
    ///     title = { vi = "Chữ ký số trên phụ lục", en = "Signature on an annex" }
    ///     purpose = "attachment"
    ///     class = "body"
    ///     default = true          # the days and the province may be named: from, until, province
    ///     pictures = { shown = "nothing" }
    ///     size = { millimetres = { width = 70, height = 12 } }
    ///     lines = [[{ words = "Số: " }, "number-and-symbol"], ["signing-time"]]
    ///     lettering = { face = "times-new-roman", size = 10, style = "upright", colour = "black", align = "right" }
    ///     placement = { at = "corner", corner = "top-right", from_side = 15, from_edge = 5 }
    /// "#)?;
    /// assert!(profiles.by_id("mau.attachment").is_some());
    /// # Ok::<(), regulation_rules::profiles::ProfileError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ProfileError`] names the profile and the key.
    pub fn from_toml(text: &str) -> Result<Self, ProfileError> {
        let stated = stated::read(text)?;
        Ok(Self { stated })
    }

    /// All of them, this program's first.
    pub fn iter(&self) -> impl Iterator<Item = &'static Profile> {
        ALL.iter().chain(&self.stated).copied()
    }

    /// The one with this id.
    pub fn by_id(&self, id: &str) -> Option<&'static Profile> {
        self.iter().find(|profile| profile.id == id)
    }

    /// Those that may be used on `day` in `province`, each with what stands behind it and whether it is the default for its purpose.
    pub fn at(&self, day: VietnamDay, province: Option<&str>, law: &LawBook) -> Vec<Offer> {
        offer::offers(self.iter(), &offer::Case { day, province, law })
    }

    /// The default for a purpose, where there is one.
    pub fn default_for(
        &self,
        purpose: Purpose,
        day: VietnamDay,
        province: Option<&str>,
        law: &LawBook,
    ) -> Option<&'static Profile> {
        self.at(day, province, law)
            .into_iter()
            .find(|offer| offer.is_default && offer.profile.purpose == purpose)
            .map(|offer| offer.profile)
    }
}
