//! What one rule says about one sheet, built from the rule's own metadata, so that none can forget its citation.

mod data;
mod told;

use crate::evidence::{Evidence, Missing, Used};
use crate::facts::{Fact, LegalDay, Nature, Origin};
use crate::law::{Force, InForce, Territory, Yield};
use crate::overlay::StatedForce;
use crate::rule::{Duty, Meta, Reading};
use crate::{Text, terms};

pub use data::FindingData;

/// What one rule says about one sheet.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule, without its check.
    pub meta: &'static Meta,
    /// What it says.
    pub verdict: Verdict,
    /// The day that counted, and why that day; `None` when it is not known.
    pub day: Option<LegalDay>,
    /// When the rule is in force: as read, or as an operator's overlay states it.
    pub force: Force,
    /// Whether its text does not govern this case and is read as a technical reference only.
    pub reference: bool,
    /// What an overlay states of the instrument, if one does.
    stated: Option<Stated>,
    /// Who says each fact used.
    origins: Vec<Origin>,
}

/// What an overlay states of an instrument.
#[derive(Clone, Debug)]
struct Stated {
    /// Who stated it.
    by: String,
    /// The number, where the copy read leaves it blank.
    number: Option<String>,
}

/// What a rule says.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// The instrument was not in force on the day that counts.
    NotInForce(InForce),
    /// The rule does not concern this case.
    NotApplicable(Why),
    /// A fact is missing.
    Undetermined(Missing),
    /// Fulfilled.
    Satisfied(Evidence),
    /// Not fulfilled.
    Violated(Evidence),
    /// For a person to judge.
    Review(Evidence, Text),
    /// Something else governs instead.
    Overridden(By),
}

/// Why a rule does not concern a case.
#[derive(Clone, Copy, Debug)]
pub enum Why {
    /// The rule says so.
    Scope(Text),
    /// Its instrument is for another territory, or none was named.
    OtherTerritory(&'static Territory),
    /// Its instrument is an example that nobody here has adopted.
    NotAdopted,
}

/// What governs instead.
#[derive(Clone, Copy, Debug)]
pub enum By {
    /// A later and special instrument.
    Instrument(&'static Yield),
    /// A special rule, by its code.
    Rule(&'static str),
}

/// How much a finding weighs. Never chosen by the author of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A note.
    Info,
    /// A warning.
    Warning,
    /// An error.
    Error,
}

impl Finding {
    pub(crate) fn new(
        meta: &'static Meta,
        verdict: Verdict,
        day: Option<LegalDay>,
        origin: impl Fn(Fact) -> Origin,
    ) -> Self {
        let origins = verdict
            .used()
            .iter()
            .map(|used| origin(used.fact))
            .collect();
        Self {
            meta,
            verdict,
            day,
            force: meta.force.unwrap_or(meta.instrument().force),
            reference: false,
            stated: None,
            origins,
        }
    }

    pub(crate) fn in_force(self, force: Force, stated: Option<&StatedForce>) -> Self {
        Self {
            force,
            stated: stated.map(|stated| Stated {
                by: stated.read_by.clone(),
                number: stated.number.clone(),
            }),
            ..self
        }
    }

    pub(crate) fn read_by(self, who: &str) -> Self {
        Self {
            stated: Some(Stated {
                by: who.to_owned(),
                number: None,
            }),
            ..self
        }
    }

    pub(crate) fn with_reference(self, reference: bool) -> Self {
        Self { reference, ..self }
    }

    /// The code of the rule.
    pub const fn code(&self) -> &'static str {
        self.meta.code
    }

    /// A duty that was not fulfilled weighs by its kind, and no more than a warning where the text is known only through another one.
    /// What could not be decided is a warning; the rest are notes, and so is all that a mere technical reference says.
    pub const fn severity(&self) -> Severity {
        if self.reference {
            return Severity::Info;
        }
        match (&self.verdict, self.meta.duty, self.meta.reading) {
            (
                Verdict::Violated(_),
                Duty::Must | Duty::Condition,
                Reading::Verified { .. } | Reading::Part { .. } | Reading::Stated { .. },
            ) => Severity::Error,
            (Verdict::Violated(_), Duty::May, _) => Severity::Info,
            (Verdict::Violated(_) | Verdict::Undetermined(_) | Verdict::Review(..), _, _) => {
                Severity::Warning
            }
            _ => Severity::Info,
        }
    }

    /// Whether only an attestation that nobody gave keeps it open, which decides nothing unless asked to be strict.
    pub fn lacks_only_attestation(&self) -> bool {
        match &self.verdict {
            Verdict::Review(..) => true,
            Verdict::Undetermined(missing) => missing.fact.nature() == Nature::Attested,
            _ => false,
        }
    }

    /// The facts used, each with who says it.
    pub fn facts_used(&self) -> impl Iterator<Item = (&Used, &Origin)> {
        self.verdict.used().iter().zip(&self.origins)
    }

    /// The terms of the day that counted; of the law as read last when the day is not known.
    pub(crate) fn terms(&self) -> &'static terms::Terms {
        self.day
            .map_or_else(terms::latest, |legal| terms::at(legal.day))
    }
}

impl Verdict {
    /// The word in data.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::NotInForce(_) => "not-in-force",
            Self::NotApplicable(_) => "not-applicable",
            Self::Undetermined(_) => "undetermined",
            Self::Satisfied(_) => "satisfied",
            Self::Violated(_) => "violated",
            Self::Review(..) => "review",
            Self::Overridden(_) => "overridden",
        }
    }

    /// The word in a sentence.
    pub const fn text(&self) -> Text {
        match self {
            Self::NotInForce(InForce::Ended) => Text {
                vi: "văn bản đã hết hiệu lực",
                en: "no longer in force",
            },
            Self::NotInForce(_) => Text {
                vi: "văn bản chưa có hiệu lực",
                en: "not yet in force",
            },
            Self::NotApplicable(_) => Text {
                vi: "không thuộc trường hợp áp dụng",
                en: "not applicable",
            },
            Self::Undetermined(_) => Text {
                vi: "chưa đủ căn cứ để kết luận",
                en: "not enough to decide",
            },
            Self::Satisfied(_) => Text {
                vi: "đạt",
                en: "fulfilled",
            },
            Self::Violated(_) => Text {
                vi: "không đạt",
                en: "not fulfilled",
            },
            Self::Review(..) => Text {
                vi: "cần người có trách nhiệm xem xét",
                en: "for a responsible person to judge",
            },
            Self::Overridden(_) => Text {
                vi: "áp dụng quy định khác",
                en: "another provision governs",
            },
        }
    }

    /// The facts it rests on.
    pub const fn used(&self) -> &[Used] {
        match self {
            Self::Satisfied(evidence) | Self::Violated(evidence) | Self::Review(evidence, _) => {
                evidence.0.as_slice()
            }
            Self::Undetermined(missing) => missing.known.0.as_slice(),
            Self::NotInForce(_) | Self::NotApplicable(_) | Self::Overridden(_) => &[],
        }
    }

    /// Whether the rule was asked and answered: fulfilled, not fulfilled, or for a person.
    pub const fn speaks(&self) -> bool {
        matches!(
            self,
            Self::Satisfied(_) | Self::Violated(_) | Self::Review(..)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instruments::nd_68_2024::ND_68_2024;
    use crate::law::Citation;
    use crate::question::Question;
    use crate::rule::Basis;
    use gov_ca_model::VietnamDay;

    const READ: VietnamDay = VietnamDay::new(2026, 11, 21);
    static CITES: [Citation; 1] = [ND_68_2024.article("20")];
    static MUST: Meta = meta(Duty::Must, Reading::Verified { on: READ });
    static SHOULD: Meta = meta(Duty::Should, Reading::Verified { on: READ });
    static MAY: Meta = meta(Duty::May, Reading::Verified { on: READ });
    static PARTLY: Meta = meta(Duty::Must, Reading::Part { on: READ });
    static CONDITION: Meta = meta(Duty::Condition, Reading::Verified { on: READ });
    static HEARD: Meta = meta(Duty::Must, Reading::Secondary { on: READ });

    const fn meta(duty: Duty, reading: Reading) -> Meta {
        Meta {
            code: "t/rule",
            question: Question::SecureSoleControl,
            cites: &CITES,
            force: None,
            basis: Basis::SignedOn,
            duty,
            reading,
            overrides: &[],
            asks: Text {
                vi: "hỏi?",
                en: "asks?",
            },
            fails: Text {
                vi: "sai",
                en: "fails",
            },
        }
    }

    fn finding(meta: &'static Meta, verdict: Verdict) -> Finding {
        Finding::new(meta, verdict, None, |_| Origin::Observed)
    }

    fn violated(meta: &'static Meta) -> Severity {
        finding(meta, Verdict::Violated(Evidence::default())).severity()
    }

    #[test]
    fn severity_follows_duty_and_reading() {
        assert_eq!(violated(&MUST), Severity::Error);
        assert_eq!(violated(&CONDITION), Severity::Error);
        assert_eq!(violated(&PARTLY), Severity::Error);
        assert_eq!(violated(&SHOULD), Severity::Warning);
        assert_eq!(violated(&MAY), Severity::Info);
        assert_eq!(
            violated(&HEARD),
            Severity::Warning,
            "what was only heard of is never an error"
        );
        assert_eq!(
            finding(&MUST, Verdict::Satisfied(Evidence::default())).severity(),
            Severity::Info
        );
        assert_eq!(
            finding(&MUST, Verdict::Undetermined(Missing::of(Fact::Status))).severity(),
            Severity::Warning
        );
    }

    #[test]
    fn a_text_only_heard_of_says_so() {
        let told = finding(&HEARD, Verdict::Violated(Evidence::default())).ground(crate::Lang::Vi);
        assert!(
            told.ends_with("(phải; đọc qua văn bản khác ngày 21/11/2026)"),
            "{told}"
        );
        let told = finding(&MAY, Verdict::Violated(Evidence::default())).ground(crate::Lang::En);
        assert!(told.ends_with("(may; text read on 2026-11-21)"), "{told}");
    }

    #[test]
    fn only_attestations_may_be_left_open() {
        let open = |verdict| finding(&MUST, verdict).lacks_only_attestation();
        assert!(open(Verdict::Review(Evidence::default(), MUST.asks)));
        assert!(open(Verdict::Undetermined(Missing::of(Fact::SoleControl))));
        assert!(!open(Verdict::Undetermined(Missing::of(Fact::Status))));
        assert!(!open(Verdict::Undetermined(Missing::of(
            Fact::CertificateKind
        ))));
        assert!(!open(Verdict::Violated(Evidence::default())));
    }

    #[test]
    fn an_ended_instrument_is_told_apart_from_one_to_come() {
        assert_eq!(
            Verdict::NotInForce(InForce::Ended).text().en,
            "no longer in force"
        );
        assert_eq!(
            Verdict::NotInForce(InForce::NotYet).text().en,
            "not yet in force"
        );
    }
}
