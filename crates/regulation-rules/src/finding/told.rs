//! A finding as sentences: first the result, then the reason, last the ground.

use super::{By, Finding, Verdict, Why};
use crate::evidence::{Found, Used};
use crate::facts::Origin;
use crate::text::capital;
use crate::{Lang, Text, text};

impl Finding {
    /// The result in one line: what is wrong, or what was asked, and the verdict.
    pub fn headline(&self, lang: Lang) -> String {
        let verdict = self.verdict.text().in_language(lang);
        let terms = self.terms();
        match &self.verdict {
            Verdict::Violated(_) => terms.sentence(self.meta.fails, lang),
            Verdict::Undetermined(missing) => {
                let lacking = Text {
                    vi: "còn thiếu thông tin:",
                    en: "missing:",
                }
                .in_language(lang);
                format!(
                    "{} {}; {lacking} {}",
                    terms.sentence(self.meta.asks, lang),
                    capital(verdict),
                    terms.fill(missing.fact.text(), lang)
                )
            }
            _ => format!(
                "{} {}",
                terms.sentence(self.meta.asks, lang),
                capital(verdict)
            ),
        }
    }

    /// The ground: every citation, when the first one's instrument is in force, the duty, and when the text was read.
    pub fn ground(&self, lang: Lang) -> String {
        let cites: Vec<String> = self
            .meta
            .cites
            .iter()
            .map(|citation| citation.text(lang))
            .collect();
        let reading = self.meta.reading;
        format!(
            "{}, {} ({}; {} {})",
            cites.join("; "),
            self.force_told(lang),
            self.weight().in_language(lang),
            reading.text().in_language(lang),
            text::day(reading.day(), lang),
        )
    }

    /// Why the verdict is what it is: the facts used with found value, limit and who set it, or what stopped the rule.
    pub fn reasons(&self, lang: Lang) -> Vec<String> {
        let mut reasons: Vec<String> = self
            .facts_used()
            .map(|(used, origin)| self.fact(used, origin, lang))
            .collect();
        match &self.verdict {
            Verdict::Review(_, what) => reasons.push(self.terms().fill(*what, lang)),
            Verdict::NotApplicable(Why::Scope(why)) => reasons.push(self.terms().fill(*why, lang)),
            Verdict::NotApplicable(Why::NotAdopted) => {
                reasons.push(NOT_ADOPTED.in_language(lang).to_owned())
            }
            Verdict::NotApplicable(Why::OtherTerritory(territory)) => {
                let lead = Text {
                    vi: "chỉ áp dụng trên địa bàn",
                    en: "applies only in",
                }
                .in_language(lang);
                reasons.push(format!("{lead} {}", territory.name.in_language(lang)));
            }
            Verdict::Overridden(By::Instrument(relation)) => {
                let lead = Text {
                    vi: "áp dụng",
                    en: "governed by",
                }
                .in_language(lang);
                let title = relation.to.title.in_language(lang);
                reasons.push(format!(
                    "{lead} {title}: {}",
                    relation.because.in_language(lang)
                ));
            }
            Verdict::Overridden(By::Rule(code)) => {
                reasons.push(format!(
                    "{} {code}",
                    Text {
                        vi: "áp dụng",
                        en: "governed by"
                    }
                    .in_language(lang)
                ));
            }
            _ => {}
        }
        if self.reference
            && let Some(reference) = self.meta.instrument().reference_for
        {
            reasons.push(reference.because.in_language(lang).to_owned());
        }
        reasons
    }

    /// When it is in force, and who says so, and the number, where the text does not.
    fn force_told(&self, lang: Lang) -> String {
        let told = self.force.text(lang);
        let Some(stated) = &self.stated else {
            return told;
        };
        let number = stated.number.as_ref().map_or_else(String::new, |number| {
            format!("{} {number}, ", NUMBER.in_language(lang))
        });
        let (by, who) = (STATED_BY.in_language(lang), &stated.by);
        format!("{number}{told} ({by} {who})")
    }

    /// The day that counted, and why that day.
    pub fn day_told(&self, lang: Lang) -> Option<String> {
        self.day.map(|day| day.text(lang))
    }

    /// The whole finding, a few lines: mark, code, headline; ground; reasons; day.
    pub fn told(&self, lang: Lang) -> String {
        let mut lines = vec![format!(
            "{} {}  {}",
            self.mark(),
            self.code(),
            self.headline(lang)
        )];
        lines.push(format!(
            "  {}  {}",
            Text {
                vi: "căn cứ",
                en: "ground"
            }
            .in_language(lang),
            self.ground(lang)
        ));
        let why = Text {
            vi: "vì    ",
            en: "because",
        }
        .in_language(lang);
        lines.extend(
            self.reasons(lang)
                .into_iter()
                .map(|reason| format!("  {why}  {reason}")),
        );
        lines.extend(self.day_told(lang).map(|day| {
            format!(
                "  {}  {day}",
                Text {
                    vi: "ngày  ",
                    en: "day"
                }
                .in_language(lang)
            )
        }));
        lines.join("\n")
    }

    /// What the text demands here; of a mere reference it demands nothing.
    const fn weight(&self) -> Text {
        if self.reference {
            return REFERENCE;
        }
        self.meta.duty.text()
    }

    /// One character for the verdict. What a mere reference says is a note, whatever it is.
    pub const fn mark(&self) -> char {
        if self.reference && !matches!(self.verdict, Verdict::Satisfied(_)) {
            return '·';
        }
        match self.verdict {
            Verdict::Satisfied(_) => '✓',
            Verdict::Violated(_) => '✗',
            Verdict::Undetermined(_) | Verdict::Review(..) => '?',
            Verdict::NotInForce(_) | Verdict::NotApplicable(_) | Verdict::Overridden(_) => '-',
        }
    }

    fn fact(&self, used: &Used, origin: &Origin, lang: Lang) -> String {
        let mut told = format!(
            "{}: {}",
            self.terms().fill(used.fact.text(), lang),
            used.found.text(lang)
        );
        if let Some(limit) = &used.limit {
            let lead = match limit.value {
                Found::Bool(_) | Found::Term(_) | Found::Plain(_) => {
                    Text::new("quy định:", "required:")
                }
                _ => Text::new("giới hạn", "limit"),
            }
            .in_language(lang);
            told += &format!(
                "; {lead} {} ({})",
                limit.value.text(lang),
                limit.set_by.text(lang)
            );
        }
        match origin {
            Origin::Observed => {}
            Origin::Person { by: None } => {
                told += Text {
                    vi: " (do người kiểm tra khai)",
                    en: " (as stated)",
                }
                .in_language(lang)
            }
            Origin::Person { by: Some(by) } => {
                told += &format!(
                    " ({} {by})",
                    Text {
                        vi: "theo khai báo của",
                        en: "as stated by"
                    }
                    .in_language(lang)
                );
            }
        }
        told
    }
}

const REFERENCE: Text = Text::new("tham khảo kỹ thuật", "technical reference");
const NUMBER: Text = Text::new("số", "No.");
const STATED_BY: Text = Text::new("theo khai báo của", "as stated by");
const NOT_ADOPTED: Text = Text::new(
    "văn bản mẫu, chưa được cơ quan nào khai báo áp dụng",
    "an example that nobody here has adopted",
);
