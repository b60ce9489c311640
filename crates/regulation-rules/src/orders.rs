//! Signing orders (trình tự ký số) as dated data: who signs, in which part, in which order, with whose certificate, for this kind of
//! document, that day, in that province.
//!
//! “The leader first, then the agency” is not everywhere the law: An Giang knew documents that only the leader signs, with number and date
//! filled in before, and documents signed on paper that only the clerk signs. Whoever signs takes the order from here, and every step says
//! who set it. What it is not: the pictures ([`crate::profiles`]), or a check of what was signed (the rules).
//!
//! ```
//! use gov_ca_model::VietnamDay;
//! use regulation_rules::LawBook;
//! use regulation_rules::orders::{self, Act, Subject};
//!
//! let law = LawBook::as_read();
//! let day = VietnamDay::new(2026, 11, 23);
//! let order = orders::default_for(Subject::BornElectronic, day, None, &law).unwrap();
//! assert_eq!(order.id, "nd30.person-then-agency");
//! let acts: Vec<Act> = order.steps.iter().map(|step| step.act).collect();
//! assert_eq!(acts, [Act::Initials, Act::AuthorisedPerson, Act::NumberAndDate, Act::Agency]);
//! ```

mod data;
mod told;

pub use told::page;

use gov_ca_model::VietnamDay;
use serde::Serialize;

use crate::Text;
use crate::facts::Role;
use crate::facts::values::macros::values;
use crate::law_book::LawBook;
use crate::profiles::offer::{Candidate, Case, Ground};
use crate::profiles::{Availability, Class, GivesWay, Governed, Purpose, Set, Value};

values! {
    /// What is signed, as far as the order depends on it.
    Subject {
        BornElectronic "born-electronic" "văn bản điện tử, không ký trên giấy" "electronic document, not signed on paper";
        SignedOnPaper "signed-on-paper" "văn bản đã ký, đóng dấu trên giấy" "document signed and sealed on paper";
        Copy "copy" "bản sao điện tử của cơ quan" "the body's electronic copy";
    }
}

values! {
    /// What one step does.
    Act {
        Initials "initials" "ký nháy" "initials";
        AuthorisedPerson "authorised-person" "người có thẩm quyền ký số" "the authorised person signs";
        NumberAndDate "number-and-date" "đóng số, ngày, tháng, năm ban hành" "number and date of issue are stamped";
        Agency "agency" "ký số của cơ quan, tổ chức" "the agency signs";
    }
}

impl Act {
    /// The part that its signatures play.
    pub const fn role(self) -> Role {
        match self {
            Self::Initials => Role::Initials,
            Self::AuthorisedPerson => Role::AuthorisedPerson,
            Self::NumberAndDate => Role::NumberDateStamp,
            Self::Agency => Role::Agency,
        }
    }

    /// What its appearance is for.
    pub const fn purpose(self) -> Purpose {
        match self {
            Self::Initials => Purpose::Initials,
            Self::AuthorisedPerson => Purpose::AuthorisedPerson,
            Self::NumberAndDate => Purpose::Number,
            Self::Agency => Purpose::Agency,
        }
    }
}

values! {
    /// Whether a step must be there.
    Need {
        Required "required" "bắt buộc" "required";
        Possible "possible" "có thể có" "possible";
        UnlessPrinted "unless-printed" "khi số, ngày chưa ghi trên văn bản" "where the document does not show number and date yet";
    }
}

values! {
    /// When number and date come onto the document.
    Numbering {
        BeforeSigning "before-signing" "điền trước khi ký số" "filled in before anybody signs";
        BeforeOrStamped "before-or-stamped" "điền trước khi ký số, hoặc đóng sau chữ ký của người có thẩm quyền" "filled in before anybody signs, or stamped after the authorised person";
    }
}

values! {
    /// How attachments in files of their own are signed.
    Attachments {
        ByAgency "by-agency" "cơ quan, tổ chức ký số trên từng tệp" "the agency signs each file";
        WithMain "with-main" "không ký riêng; chữ ký số trên văn bản chính thay thế" "not signed apart; the main document's signature stands for them";
    }
}

/// In which order a document is signed.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Order {
    /// `nd30.person-then-agency`: never used for another one.
    pub id: &'static str,
    /// What it is, in a few words.
    pub title: Text,
    /// What is signed so.
    pub subject: Subject,
    /// What decides on which days and where it may be used.
    pub governed: Governed,
    /// The higher or later text beside which it no longer is a default.
    pub gives_way: Option<GivesWay>,
    /// Whether it is the default for its subject where nothing is open.
    pub preferred: bool,
    /// The steps, first to last.
    pub steps: &'static [Step],
    /// When number and date come onto the document.
    pub numbering: Value<Numbering>,
    /// How attachments in files of their own are signed.
    pub attachments: Value<Attachments>,
}

/// One step of an order.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Step {
    /// What it does.
    pub act: Act,
    /// Whose certificate signs.
    pub class: Value<Class>,
    /// Whether it must be there, and who says so.
    pub need: Value<Need>,
    /// Who says that it is signed on the printed day of issue; `None` where nobody does.
    pub on_day_of_issue: Option<Set>,
}

/// An order that may be used.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Offer {
    /// The order.
    pub order: &'static Order,
    /// What stands behind it that day there.
    pub availability: Availability,
    /// Whether it is the one to take for its subject where nobody chooses. Never one that is open.
    pub is_default: bool,
}

impl Order {
    /// The step of this act.
    pub fn step(&self, act: Act) -> Option<&'static Step> {
        self.steps.iter().find(|step| step.act == act)
    }

    /// The required steps before this act.
    pub fn required_before(&self, act: Act) -> impl Iterator<Item = &'static Step> {
        let before = self.steps.iter().take_while(move |step| step.act != act);
        before.filter(|step| step.need.value == Need::Required)
    }

    const fn ground(&self) -> Ground {
        Ground {
            governed: self.governed,
            gives_way: self.gives_way,
            barred: &[],
        }
    }
}

/// The orders of this program, the law's first.
pub const fn all() -> &'static [&'static Order] {
    data::ALL
}

/// The order with this id.
pub fn by_id(id: &str) -> Option<&'static Order> {
    all().iter().find(|order| order.id == id).copied()
}

/// Those that may be used on `day` in `province`, each with what stands behind it and whether it is the default for its subject.
pub fn at(day: VietnamDay, province: Option<&str>, law: &LawBook) -> Vec<Offer> {
    let case = Case { day, province, law };
    let available = all()
        .iter()
        .filter_map(|order| Some((*order, case.availability(&order.ground())?)));
    let offered: Vec<(&'static Order, Availability)> = available.collect();
    let candidates: Vec<Candidate<Subject>> = offered
        .iter()
        .map(|(order, availability)| Candidate {
            purpose: order.subject,
            availability: *availability,
            preferred: order.preferred,
        })
        .collect();
    let offer = |((order, availability), candidate): (_, &Candidate<Subject>)| Offer {
        order,
        availability,
        is_default: candidate.is_default(&candidates),
    };
    offered.into_iter().zip(&candidates).map(offer).collect()
}

/// The default for a subject, where there is one.
pub fn default_for(
    subject: Subject,
    day: VietnamDay,
    province: Option<&str>,
    law: &LawBook,
) -> Option<&'static Order> {
    let offers = at(day, province, law);
    let default = |offer: &&Offer| offer.is_default && offer.order.subject == subject;
    offers.iter().find(default).map(|offer| offer.order)
}
