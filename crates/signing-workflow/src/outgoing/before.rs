//! What is asked before a key is used: is it this step's turn, this person's part, this day? Every refusal says who asks for it.

use gov_ca_model::VietnamDay;
use regulation_rules::facts::{DocumentFacts, Role, SecrecyLevel, Sheets};
use regulation_rules::orders::{Act, Numbering, Order};
use regulation_rules::profiles::{Class, Set};
use regulation_rules::{Finding, LawBook, Question, Verdict, Why, assess_sheets};

use super::posts::{Custodian, Post, Posts};
use super::state::State;
use crate::package::Printed;
use crate::roles::{Holder, SignerBlock, same_name};

/// What is known before a step.
#[derive(Clone, Copy, Debug)]
pub struct Before<'a> {
    /// The package.
    pub state: &'a State,
    /// Its order.
    pub order: &'static Order,
    /// What is to be done.
    pub act: Act,
    /// The day in Vietnam.
    pub today: VietnamDay,
    /// The signatures that the main document has.
    pub earlier: &'a [Earlier],
    /// Number, symbol and day as its first page shows them.
    pub printed: &'a Printed,
    /// The printed titles with the names below.
    pub blocks: &'a [SignerBlock],
    /// The mark of secrecy: the higher of what was said and what is printed.
    pub secrecy: SecrecyLevel,
    /// Whose certificate it is, as far as it shows.
    pub holder: Holder,
    /// The name in the certificate.
    pub name: Option<&'a str>,
    /// SHA-256 of the certificate, hexadecimal.
    pub certificate: &'a str,
    /// Who holds which post, where the office keeps a list.
    pub posts: Option<&'a Posts>,
    /// Who works the device, where that was said.
    pub operator: Option<&'a str>,
    /// The law.
    pub law: &'a LawBook,
}

/// A signature that is there, and whether it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// The part it plays.
    pub role: Role,
    /// `None`: it could not be decided.
    pub passed: Option<bool>,
}

/// Why a step is not done.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Refusal {
    /// The package is void, issued, or a step is unfinished.
    NotOpen,
    /// The order has no such step, or it is done.
    NotInOrder,
    /// A required step comes first.
    NotYet {
        /// Which.
        first: Act,
        /// Who requires it.
        set: Set,
    },
    /// The signature that must be there first does not hold, or it cannot be decided.
    EarlierNotValid {
        /// Whose.
        role: Role,
        /// Whether it is only undecided.
        undecided: bool,
        /// Who requires it.
        set: Set,
    },
    /// The certificate is of another class.
    Class {
        /// Whose certificate signs.
        wanted: Class,
        /// Whose it is.
        holder: Holder,
        /// Who says so.
        set: Set,
    },
    /// Today is not the day of issue, or no day is printed.
    OtherDay {
        /// The printed day.
        printed: Option<VietnamDay>,
        /// Today.
        today: VietnamDay,
        /// Who asks for the same day.
        set: Set,
    },
    /// Number or day is not on the document yet.
    NotNumbered {
        /// Who asks for it.
        set: Set,
    },
    /// The symbol on the document is another one than was said (An Giang Điều 8(1): the clerk checks the symbol).
    Symbol {
        /// What is printed.
        printed: String,
        /// What was said.
        said: String,
    },
    /// The document is marked secret. `findings`: what the law in force there says of it; ours where there is none.
    Secret {
        /// The mark.
        level: SecrecyLevel,
        /// The regulations whose scope ends there.
        findings: Vec<Finding>,
    },
    /// The certificate names another person than the document prints.
    OtherPerson {
        /// In the certificate.
        name: String,
        /// On the document.
        printed: Vec<String>,
    },
    /// The person does not hold the printed post that day.
    NotInPost {
        /// Who.
        name: String,
        /// The post that ended, where the list knows one.
        ended: Option<Post>,
    },
    /// Somebody else has the body's device that day, or the list does not say who.
    NotCustodian {
        /// Who works the device.
        operator: String,
        /// Who has it.
        custodian: Option<Custodian>,
    },
}

impl Refusal {
    /// Its word in data; never used for another one.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotOpen => "not-open",
            Self::NotInOrder => "not-in-order",
            Self::NotYet { .. } => "not-yet",
            Self::EarlierNotValid { .. } => "earlier-not-valid",
            Self::Class { .. } => "certificate-class",
            Self::OtherDay { .. } => "other-day",
            Self::NotNumbered { .. } => "not-numbered",
            Self::Symbol { .. } => "symbol",
            Self::Secret { .. } => "secret",
            Self::OtherPerson { .. } => "other-person",
            Self::NotInPost { .. } => "not-in-post",
            Self::NotCustodian { .. } => "not-custodian",
        }
    }

    /// Who asks for what is missing; `None` where it is this program alone.
    #[must_use]
    pub const fn set(&self) -> Option<Set> {
        match self {
            Self::NotYet { set, .. }
            | Self::EarlierNotValid { set, .. }
            | Self::Class { set, .. }
            | Self::OtherDay { set, .. }
            | Self::NotNumbered { set } => Some(*set),
            _ => None,
        }
    }
}

/// Everything that speaks against the step; nothing where it may be done.
#[must_use]
pub fn refusals(before: &Before<'_>) -> Vec<Refusal> {
    let next = before.state.next_steps(before.order);
    if next.is_empty() && !before.state.is_complete(before.order) {
        return vec![Refusal::NotOpen];
    }
    let mut found: Vec<Refusal> = before.sequence().into_iter().collect();
    found.extend(before.validity());
    found.extend(before.class());
    found.extend(before.day());
    found.extend(before.numbering());
    found.extend(before.symbol());
    found.extend(before.secret());
    found.extend(before.person());
    found.extend(before.custodian());
    found
}

impl Before<'_> {
    fn step(&self) -> Option<&'static regulation_rules::orders::Step> {
        self.order.step(self.act)
    }

    fn has(&self, role: Role) -> bool {
        self.earlier.iter().any(|earlier| earlier.role == role)
    }

    /// Its turn: nothing required is missing before it, and it is neither done nor behind.
    fn sequence(&self) -> Option<Refusal> {
        let missing = self.order.required_before(self.act);
        let missing =
            missing.filter(|step| !self.state.is_done(step.act) && !self.has(step.act.role()));
        if self.step().is_none() || self.state.is_done(self.act) {
            return Some(Refusal::NotInOrder);
        }
        if let Some(first) = missing.min_by_key(|step| self.position(step.act)) {
            return Some(Refusal::NotYet {
                first: first.act,
                set: first.need.set,
            });
        }
        let behind = self
            .order
            .steps
            .iter()
            .skip_while(|step| step.act != self.act)
            .skip(1);
        let passed = behind
            .into_iter()
            .any(|step| self.state.is_done(step.act) || self.has(step.act.role()));
        passed.then_some(Refusal::NotInOrder)
    }

    fn position(&self, act: Act) -> Option<usize> {
        self.order.steps.iter().position(|step| step.act == act)
    }

    /// The signatures that are required before hold.
    fn validity(&self) -> Vec<Refusal> {
        let required = self.order.required_before(self.act);
        let bad = required.flat_map(|step| {
            let of_it = self
                .earlier
                .iter()
                .filter(|earlier| earlier.role == step.act.role());
            of_it
                .filter(|earlier| earlier.passed != Some(true))
                .map(|earlier| Refusal::EarlierNotValid {
                    role: earlier.role,
                    undecided: earlier.passed.is_none(),
                    set: step.need.set,
                })
        });
        bad.collect()
    }

    fn class(&self) -> Option<Refusal> {
        let class = self.step()?.class;
        let fits = match self.holder {
            Holder::Person => class.value == Class::Person,
            Holder::Body => class.value == Class::Body,
            // its certificate stamps number and date; the body's own seals
            Holder::RecordsRoom => class.value == Class::Body && self.act == Act::NumberAndDate,
            Holder::Untold => true,
        };
        (!fits).then_some(Refusal::Class {
            wanted: class.value,
            holder: self.holder,
            set: class.set,
        })
    }

    fn day(&self) -> Option<Refusal> {
        let set = self.step()?.on_day_of_issue?;
        let printed = self.printed.date.or(self.state.about.dated_on);
        (printed != Some(self.today)).then_some(Refusal::OtherDay {
            printed,
            today: self.today,
            set,
        })
    }

    /// Where number and day are filled in before anybody signs, they are there; and the agency's signature closes a numbered document.
    fn numbering(&self) -> Option<Refusal> {
        let numbering = self.order.numbering;
        let first = numbering.value == Numbering::BeforeSigning && self.act != Act::Initials;
        let last = self.act == Act::Agency;
        let there = self.printed.number.is_some() && self.printed.date.is_some()
            || self.state.is_done(Act::NumberAndDate);
        ((first || last) && !there).then_some(Refusal::NotNumbered { set: numbering.set })
    }

    fn symbol(&self) -> Option<Refusal> {
        let (printed, said) = (
            self.printed.symbol.as_ref()?,
            self.state.about.symbol.as_ref()?,
        );
        (printed != said).then(|| Refusal::Symbol {
            printed: printed.clone(),
            said: said.clone(),
        })
    }

    /// Documents marked secret are outside of what these signatures are for (Bình Định Điều 1, Tây Ninh Điều 4(1)); refusing is ours.
    fn secret(&self) -> Option<Refusal> {
        let level = self.secrecy;
        (level != SecrecyLevel::None).then(|| Refusal::Secret {
            level,
            findings: self.of_secrecy(),
        })
    }

    fn of_secrecy(&self) -> Vec<Finding> {
        let mut document = DocumentFacts::default();
        document.dated_on = Some(self.today);
        document.secrecy_mark = Some(self.secrecy);
        let mut sheets = Sheets {
            documents: vec![document],
            ..Sheets::default()
        };
        if let Some(province) = &self.state.about.province {
            sheets.in_province(province);
        }
        let report = assess_sheets(&sheets, self.law);
        // a rule of scope: a secret document is outside of its regulation
        let outside = report.findings().filter(|finding| {
            finding.meta.question == Question::SecretDocument
                && matches!(finding.verdict, Verdict::NotApplicable(Why::Scope(_)))
        });
        outside.cloned().collect()
    }

    /// The leader's certificate names whom the document prints, and that person holds the post.
    fn person(&self) -> Vec<Refusal> {
        let (Some(name), Act::AuthorisedPerson) = (self.name, self.act) else {
            return Vec::new();
        };
        let printed: Vec<String> = self
            .blocks
            .iter()
            .filter_map(|block| block.name.clone())
            .collect();
        let other = !printed.is_empty() && printed.iter().all(|one| same_name(one, name).is_none());
        let other = other.then(|| Refusal::OtherPerson {
            name: name.to_owned(),
            printed,
        });
        let in_post = self
            .posts
            .is_none_or(|posts| posts.held_by(name, self.today).next().is_some());
        let no_post = (!in_post).then(|| Refusal::NotInPost {
            name: name.to_owned(),
            ended: self
                .posts
                .and_then(|posts| posts.ended(name, self.today))
                .cloned(),
        });
        other.into_iter().chain(no_post).collect()
    }

    fn custodian(&self) -> Option<Refusal> {
        let (posts, operator) = (self.posts?, self.operator?);
        if self.step()?.class.value != Class::Body {
            return None;
        }
        let custodian = posts.custodian(self.certificate, self.today);
        let is_it = custodian.is_some_and(|one| same_name(&one.name, operator).is_some());
        (!is_it).then(|| Refusal::NotCustodian {
            operator: operator.to_owned(),
            custodian: custodian.cloned(),
        })
    }
}
