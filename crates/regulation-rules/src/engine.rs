//! Facts and rules in, findings out. The engine decides which day counts, whether a rule is in force, and what gives way;
//! the rule decides the rest.

use gov_ca_model::VietnamDay;

use crate::evidence::Missing;
use crate::facts::{Fact, FactSheet, LegalDay};
use crate::finding::{By, Finding, Verdict, Why};
use crate::law::{Applies, InForce};
use crate::law_book::LawBook;
use crate::overlay::StatedRule;
use crate::register::SheetKind;
use crate::rule::{Answer, Meta, Outcome, Rule, Stop};

/// Asks every rule about one sheet; one finding per rule, in the order of the rules.
pub fn assess<F: FactSheet>(facts: &F, rules: &[&'static Rule<F>], law: &LawBook) -> Vec<Finding> {
    let mut findings: Vec<Finding> = rules.iter().map(|rule| ask(rule, facts, law)).collect();
    set_aside(&mut findings);
    findings
}

fn ask<F: FactSheet>(rule: &'static Rule<F>, facts: &F, law: &LawBook) -> Finding {
    let day = facts.legal_day(rule.meta.basis);
    let verdict = judge(&rule.meta, facts, &day, law, || (rule.check)(facts, law));
    let verdict = verdict.unwrap_or_else(Verdict::from);
    let reference = serves_as_reference(&rule.meta, facts);
    Finding::new(&rule.meta, verdict, day.ok(), |fact| facts.origin(fact))
        .in_force(
            law.rule_force(&rule.meta),
            law.stated_force(rule.meta.instrument()),
        )
        .with_reference(reference)
}

/// Whether the instrument does not govern this kind of signature and is only read as a technical reference.
fn serves_as_reference<F: FactSheet>(meta: &Meta, facts: &F) -> bool {
    let reference = meta.instrument().reference_for;
    reference.is_some_and(|reference| facts.kind().is_ok_and(|kind| kind == reference.kind))
}

/// Asks the office's own rules about one sheet; they set nothing aside, and nothing sets them aside.
pub(crate) fn assess_stated<F: FactSheet>(
    facts: &F,
    kind: SheetKind,
    law: &LawBook,
) -> Vec<Finding> {
    let ask = |rule: &StatedRule| {
        let day = facts.legal_day(rule.meta.basis);
        let verdict = judge(rule.meta, facts, &day, law, || rule.check(facts, law));
        let verdict = verdict.unwrap_or_else(Verdict::from);
        Finding::new(rule.meta, verdict, day.ok(), |fact| facts.origin(fact)).read_by(&rule.read_by)
    };
    law.stated_rules(kind).map(ask).collect()
}

fn judge<F: FactSheet>(
    meta: &'static Meta,
    facts: &F,
    day: &Result<LegalDay, Missing>,
    law: &LawBook,
    answer: impl FnOnce() -> Answer,
) -> Result<Verdict, Stop> {
    let instrument = meta.instrument();
    if instrument.example && !law.adopts(instrument, facts.province()) {
        return Ok(Verdict::NotApplicable(Why::NotAdopted));
    }
    if let Some(territory) = instrument.territory
        && !territory.may_be(facts.province())
    {
        return Ok(Verdict::NotApplicable(Why::OtherTerritory(territory)));
    }
    let open = match day {
        Ok(legal) => match standing(meta, facts, legal.day, law)? {
            Standing::Governs => return Ok(answer()?.into()),
            Standing::Settled(verdict) => return Ok(verdict),
            Standing::Open(fact) => Missing::of(fact),
        },
        Err(missing) => missing.clone(),
    };
    // what does not concern the case does not, whatever its day
    match answer() {
        Err(not_applicable @ Stop::NotApplicable(_)) => Err(not_applicable),
        _ => Err(open.into()),
    }
}

/// What a day makes of a rule.
enum Standing {
    /// Its instrument governs that day.
    Governs,
    /// It does not, and this is why.
    Settled(Verdict),
    /// Nobody here knows, for want of this.
    Open(Fact),
}

fn standing<F: FactSheet>(
    meta: &'static Meta,
    facts: &F,
    day: VietnamDay,
    law: &LawBook,
) -> Result<Standing, Stop> {
    let instrument = meta.instrument();
    let mut open = None;
    if let Some(territory) = instrument.territory {
        match territory.applies(facts.province(), day) {
            Applies::Yes => {}
            Applies::Elsewhere => {
                let elsewhere = Verdict::NotApplicable(Why::OtherTerritory(territory));
                return Ok(Standing::Settled(elsewhere));
            }
            Applies::AfterMerger => open = Some(Fact::Territory),
        }
    }
    match law.rule_force(meta).on(day) {
        InForce::Yes => {}
        InForce::Unknown => open = open.or(Some(Fact::Force)),
        when @ (InForce::NotYet | InForce::Ended) => {
            return Ok(Standing::Settled(Verdict::NotInForce(when)));
        }
    }
    // what gives way does so whether or not its own days are known
    if instrument.may_yield_on(day)
        && let Some(relation) = instrument.yields_on(day, facts.kind()?)
    {
        return Ok(Standing::Settled(Verdict::Overridden(By::Instrument(
            relation,
        ))));
    }
    Ok(open.map_or(Standing::Governs, Standing::Open))
}

/// A special rule that speaks sets aside the ones it names.
fn set_aside(findings: &mut [Finding]) {
    let speaking: Vec<(&'static str, &'static [&'static str])> = findings
        .iter()
        .filter(|finding| finding.verdict.speaks())
        .map(|finding| (finding.code(), finding.meta.overrides))
        .collect();
    for (special, overridden) in speaking {
        for finding in findings
            .iter_mut()
            .filter(|finding| overridden.contains(&finding.code()) && finding.verdict.speaks())
        {
            finding.verdict = Verdict::Overridden(By::Rule(special));
        }
    }
}

impl From<Stop> for Verdict {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Missing(missing) => Self::Undetermined(missing),
            Stop::NotApplicable(why) => Self::NotApplicable(Why::Scope(why)),
        }
    }
}

impl From<Outcome> for Verdict {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Satisfied(evidence) => Self::Satisfied(evidence),
            Outcome::Violated(evidence) => Self::Violated(evidence),
            Outcome::Review(evidence, what) => Self::Review(evidence, what),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Text;
    use crate::evidence::Evidence;
    use crate::facts::SignatureFacts;
    use crate::instruments::nd_68_2024::ND_68_2024;
    use crate::law::{Citation, Force};
    use crate::question::Question;
    use crate::rule::{Basis, Duty, Reading};

    const READ: VietnamDay = VietnamDay::new(2026, 11, 21);
    static CITES: [Citation; 1] = [ND_68_2024.article("29").clause("3")];

    const fn meta(code: &'static str, force: Force, overrides: &'static [&'static str]) -> Meta {
        Meta {
            code,
            question: Question::KeyMatchesCertificate,
            cites: &CITES,
            force: Some(force),
            basis: Basis::SignedOn,
            duty: Duty::Must,
            reading: Reading::Verified { on: READ },
            overrides,
            asks: Text {
                vi: "hỏi",
                en: "asks",
            },
            fails: Text {
                vi: "sai",
                en: "fails",
            },
        }
    }

    fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
        let found = facts.verifies_with_key()?;
        let evidence = Evidence::of(Fact::VerifiesWithKey, found);
        Ok(if found {
            Outcome::Satisfied(evidence)
        } else {
            Outcome::Violated(evidence)
        })
    }

    const fn never(_: &SignatureFacts, _: &LawBook) -> Answer {
        Err(Stop::NotApplicable(Text::new(
            "ngoài phạm vi",
            "out of scope",
        )))
    }

    const SINCE_2024: Force = Force::since(VietnamDay::new(2024, 8, 15));
    static GENERAL: Rule<SignatureFacts> = Rule {
        meta: meta("t/general", SINCE_2024, &[]),
        check,
    };
    static SPECIAL: Rule<SignatureFacts> = Rule {
        meta: meta("t/special", SINCE_2024, &["t/general"]),
        check,
    };
    static SILENT: Rule<SignatureFacts> = Rule {
        meta: meta("t/silent", SINCE_2024, &["t/general"]),
        check: never,
    };
    static UNDATED: Rule<SignatureFacts> = Rule {
        meta: meta("t/undated", Force::UNKNOWN, &[]),
        check,
    };

    fn signed(at: &str) -> SignatureFacts {
        SignatureFacts {
            signing_time: Some(at.parse().unwrap()),
            signing_time_proof: Some(crate::facts::TimeProof::Claimed),
            verifies_with_key: Some(true),
            ..SignatureFacts::default()
        }
    }

    #[test]
    fn a_special_rule_sets_the_general_one_aside() {
        let findings = assess(
            &signed("2025-01-01T00:00:00Z"),
            &[&GENERAL, &SPECIAL],
            &LawBook::as_read(),
        );
        assert!(matches!(
            findings[0].verdict,
            Verdict::Overridden(By::Rule("t/special"))
        ));
        assert!(matches!(findings[1].verdict, Verdict::Satisfied(_)));
    }

    #[test]
    fn a_rule_that_does_not_speak_sets_nothing_aside() {
        let findings = assess(
            &signed("2025-01-01T00:00:00Z"),
            &[&GENERAL, &SILENT],
            &LawBook::as_read(),
        );
        assert!(matches!(findings[0].verdict, Verdict::Satisfied(_)));
        assert!(matches!(
            findings[1].verdict,
            Verdict::NotApplicable(Why::Scope(_))
        ));
    }

    #[test]
    fn a_rule_that_is_not_asked_is_not_set_aside() {
        let findings = assess(
            &signed("2024-08-14T16:59:59Z"),
            &[&GENERAL, &SPECIAL],
            &LawBook::as_read(),
        );
        assert!(
            findings
                .iter()
                .all(|finding| matches!(finding.verdict, Verdict::NotInForce(InForce::NotYet)))
        );
        let first = assess(
            &signed("2024-08-14T17:00:00Z"),
            &[&GENERAL],
            &LawBook::as_read(),
        );
        assert!(matches!(first[0].verdict, Verdict::Satisfied(_)));
    }

    #[test]
    fn unknown_force_and_unknown_day_are_undetermined() {
        let findings = assess(
            &signed("2025-01-01T00:00:00Z"),
            &[&UNDATED],
            &LawBook::as_read(),
        );
        assert!(
            matches!(&findings[0].verdict, Verdict::Undetermined(missing) if missing.fact == Fact::Force)
        );
        let findings = assess(&SignatureFacts::default(), &[&GENERAL], &LawBook::as_read());
        assert!(
            matches!(&findings[0].verdict, Verdict::Undetermined(missing) if missing.fact == Fact::SigningTime)
        );
        assert!(findings[0].day.is_none());
    }

    #[test]
    fn what_does_not_concern_the_case_is_not_left_open() {
        static ELSEWHERE: Rule<SignatureFacts> = Rule {
            meta: meta("t/elsewhere", Force::UNKNOWN, &[]),
            check: never,
        };
        let law = LawBook::as_read();
        let verdict = |facts: &SignatureFacts, rule| assess(facts, &[rule], &law).remove(0).verdict;
        let scope = |verdict| matches!(verdict, Verdict::NotApplicable(Why::Scope(_)));
        assert!(scope(verdict(&signed("2025-01-01T00:00:00Z"), &ELSEWHERE)));
        assert!(scope(verdict(&SignatureFacts::default(), &SILENT)));
    }

    #[test]
    fn every_rule_gives_one_finding_in_order() {
        let findings = assess(
            &signed("2025-01-01T00:00:00Z"),
            &[&UNDATED, &GENERAL, &SILENT],
            &LawBook::as_read(),
        );
        let codes: Vec<&str> = findings.iter().map(Finding::code).collect();
        assert_eq!(codes, ["t/undated", "t/general", "t/silent"]);
    }
}
