//! Forms and records of the register as PDF: requests, hand-over records, slips, and the letters that answer them.
//!
//! Each form is one description ([`Form`]): parts from top to bottom, each with what it takes from plain values. One renderer sets them all
//! on A4 in the layout of NĐ 30/2020 Phụ lục I; lists go on over as many sheets as they need. Empty values are dotted lines, so the
//! default values give the form to be filled in by hand ([`Form::blank`]).
//!
//! How well the layout is known is part of the description ([`Known`]) and printed at the foot. A filled form carries the request it
//! belongs to ([`RequestMark`]) and is recognised again when it comes back signed ([`request_of`]).
//!
//! It is *not* a place for the register: the values are texts and days, whoever fills a form brings them. The same values give the same
//! bytes.
//!
//! ```
//! use gov_ca_model::VietnamDay;
//! use signature_appearance::Fonts;
//! use signing_workflow::forms::{AN_GIANG_03, AgencyRevocation, RequestMark};
//!
//! let values = AgencyRevocation {
//!     agency: "Văn phòng Sở Nội vụ".to_owned(),
//!     reason: "Cơ quan giải thể".to_owned(),
//!     ..AgencyRevocation::default()
//! };
//! let mark = RequestMark { request: "YC-2026-0012", filled_on: VietnamDay::new(2026, 1, 5) };
//! let filled = AN_GIANG_03.fill(&values, mark, &Fonts::liberation())?;
//! assert_eq!(filled.places[0].name, "thu-truong");
//! # Ok::<(), signing_workflow::forms::FormError>(())
//! ```

mod an_giang;
mod chart;
mod desk;
mod fields;
mod foot;
mod form;
mod letters;
mod national;
mod report;
mod requests;
mod set;
mod stamp;
mod table;
mod transfer;
mod values;

use serde::Serialize;
use signature_appearance::{AppearanceError, Area, DrawnPages, Fonts};
use thiserror::Error;

use crate::sheets::{About, write};

pub use an_giang::{
    AN_GIANG_01, AN_GIANG_02, AN_GIANG_03, AgencyEntry, AgencyList, AgencyRequest,
    AgencyRevocation, Manager, Sex,
};
pub use desk::{APPROVAL, Approval, Decided, Decision, PERMISSION, Permission};
pub use form::{Form, Known};
pub use letters::{
    REFUSAL, REMINDER, RETURNED, REVOCATION_NOTICE, Reminder, Reply, RevocationNotice, Revoked,
};
pub use national::{ND68_01, ND68_02, ND68_04, ND68_05, ND68_06};
pub use report::{Bar, REPORT, ReportPaper, ReportSection};
pub use requests::{
    BodyEntry, BodyRequest, ChangeEntry, ChangeRequest, PersonEntry, PersonRequest, RecoveryEntry,
    RecoveryRequest, RevocationEntry, RevocationRequest,
};
pub use stamp::{FormStamp, RequestMark, request_of};
pub use transfer::{HAND_OVER, HandOver, HandedDevice, LOST_DEVICE, LostDevice, RETURN, Side};
pub use values::{Contact, Letterhead, Signer};

/// A form as a file.
#[derive(Clone, Debug)]
pub struct Filled {
    /// PDF 1.7.
    pub pdf: Vec<u8>,
    /// Its SHA-256, hexadecimal: [`FormStamp::original`] of the file that comes back.
    pub sha256: String,
    /// Where signatures go, from left to right.
    pub places: Vec<SignaturePlace>,
    /// How many sheets.
    pub pages: usize,
}

/// Room for a signature: between the title and the name.
#[derive(Clone, Debug, PartialEq)]
pub struct SignaturePlace {
    /// Whose: `thu-truong`, `nguoi-lap`.
    pub name: String,
    /// 1 for the first.
    pub page: u32,
    /// In points from the lower left corner of the page.
    pub area: Area,
}

/// Why a form could not be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FormError {
    /// The drawing says no.
    #[error(transparent)]
    Drawing(#[from] AppearanceError),
    /// The request has no name, or one too long to be read again.
    #[error("the name of the request is blank or too long: {length} bytes, {limit} at most")]
    Request {
        /// Its length.
        length: usize,
        /// The limit.
        limit: usize,
    },
    /// The values cannot be written as JSON, of which the digest is taken.
    #[error("the values cannot be written")]
    Values(#[from] serde_json::Error),
}

/// The form of one kind, whatever its values are.
#[derive(Clone, Copy, Debug)]
pub struct Described {
    /// [`Form::id`].
    pub id: &'static str,
    /// [`Form::title`].
    pub title: &'static str,
    /// [`Form::known`].
    pub known: Known,
    /// [`Form::source`].
    pub source: &'static str,
    /// [`Form::blank`].
    pub blank: fn(&Fonts<'_>) -> Result<Filled, FormError>,
}

impl<D: Serialize + Default> Form<D> {
    /// The form filled with these values.
    ///
    /// # Errors
    /// What the drawing says, and a request without a name. A letter that no font has is no error: a white square stands for it.
    pub fn fill(
        &self,
        values: &D,
        mark: RequestMark<'_>,
        fonts: &Fonts<'_>,
    ) -> Result<Filled, FormError> {
        mark.check()?;
        let digest = self.digest(values)?;
        let short = digest.get(..16).unwrap_or_default();
        let foot = format!("Mã yêu cầu: {} – mã dữ liệu: {short}", mark.request);
        let catalog = stamp::entry(self.id, &digest, mark);
        self.file(values, &foot, catalog, fonts)
    }

    /// The form to be filled in by hand. It carries no request.
    ///
    /// # Errors
    /// As [`Self::fill`].
    pub fn blank(&self, fonts: &Fonts<'_>) -> Result<Filled, FormError> {
        self.file(&D::default(), "", String::new(), fonts)
    }

    /// The form with these values, which belongs to no request; `foot` is printed small on every sheet.
    ///
    /// # Errors
    /// What the drawing says.
    pub fn print(&self, values: &D, foot: &str, fonts: &Fonts<'_>) -> Result<Filled, FormError> {
        self.file(values, foot, String::new(), fonts)
    }

    /// SHA-256 of the values as this form has them, hexadecimal: [`FormStamp::digest`] of a form that was filled with the same.
    ///
    /// # Errors
    /// When the values cannot be written as JSON.
    pub fn digest(&self, values: &D) -> Result<String, FormError> {
        let json = serde_json::to_vec(values)?;
        Ok(stamp::digest(&[self.id.as_bytes(), b"\n", &json]))
    }

    fn file(
        &self,
        values: &D,
        foot: &str,
        catalog: String,
        fonts: &Fonts<'_>,
    ) -> Result<Filled, FormError> {
        let set = set::Set::of(self, values, foot, fonts);
        let drawn = DrawnPages::draw(&set.sheets.drawn, fonts)?;
        let title = self.title;
        let pdf = write(&drawn, &About { title, catalog });
        Ok(Filled {
            sha256: stamp::digest(&[&pdf]),
            pdf,
            places: set.places,
            pages: set.sheets.drawn.len(),
        })
    }
}

macro_rules! described {
    ($($form:ident),* $(,)?) => {
        /// Every form, in the order of the instruments.
        pub static ALL: &[Described] = &[$(Described {
            id: $form.id,
            title: $form.title,
            known: $form.known,
            source: $form.source,
            blank: |fonts| $form.blank(fonts),
        }),*];
    };
}

described!(
    AN_GIANG_01,
    AN_GIANG_02,
    AN_GIANG_03,
    ND68_01,
    ND68_02,
    ND68_04,
    ND68_05,
    ND68_06,
    HAND_OVER,
    RETURN,
    LOST_DEVICE,
    PERMISSION,
    APPROVAL,
    RETURNED,
    REFUSAL,
    REMINDER,
    REVOCATION_NOTICE,
);
