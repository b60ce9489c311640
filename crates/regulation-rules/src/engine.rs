//! Facts and rules in, findings out. The engine decides which day counts, whether a rule is in force, and what gives way;
//! the rule decides the rest.

use crate::evidence::Missing;
use crate::facts::{Fact, FactSheet, LegalDay};
use crate::finding::{By, Finding, Verdict, Why};
use crate::law::InForce;
use crate::rule::{Outcome, Rule};

/// Asks every rule about one sheet; one finding per rule, in the order of the rules.
pub fn assess<F: FactSheet>(facts: &F, rules: &[&'static Rule<F>]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = rules.iter().map(|rule| ask(rule, facts)).collect();
    set_aside(&mut findings);
    findings
}

fn ask<F: FactSheet>(rule: &'static Rule<F>, facts: &F) -> Finding {
    let day = facts.legal_day(rule.meta.basis);
    let verdict = judge(rule, facts, &day).unwrap_or_else(Verdict::Undetermined);
    Finding::new(&rule.meta, verdict, day.ok(), |fact| facts.origin(fact))
}

fn judge<F: FactSheet>(
    rule: &Rule<F>,
    facts: &F,
    day: &Result<LegalDay, Missing>,
) -> Result<Verdict, Missing> {
    let instrument = rule.meta.instrument();
    if let Some(territory) = &instrument.territory
        && facts.province() != Some(territory.id)
    {
        return Ok(Verdict::NotApplicable(Why::OtherTerritory(*territory)));
    }
    let day = day.clone()?.day;
    match rule.meta.force.on(day) {
        InForce::Yes => {}
        InForce::Unknown => return Err(Missing::of(Fact::Force)),
        when @ (InForce::NotYet | InForce::Ended) => return Ok(Verdict::NotInForce(when)),
    }
    if instrument.may_yield_on(day)
        && let Some(relation) = instrument.yields_on(day, facts.kind()?)
    {
        return Ok(Verdict::Overridden(By::Instrument(relation)));
    }
    Ok((rule.check)(facts)?.into())
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

impl From<Outcome> for Verdict {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::NotApplicable(why) => Self::NotApplicable(Why::Scope(why)),
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
    use crate::rule::{Basis, Duty, Meta, Question, Reading};
    use gov_ca_model::VietnamDay;

    const READ: VietnamDay = VietnamDay::new(2026, 11, 21);
    static CITES: [Citation; 1] = [ND_68_2024.article("29").clause("3")];

    const fn meta(code: &'static str, force: Force, overrides: &'static [&'static str]) -> Meta {
        Meta {
            code,
            question: Question::KeyMatchesCertificate,
            cites: &CITES,
            force,
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

    fn check(facts: &SignatureFacts) -> Result<Outcome, Missing> {
        let found = facts.verifies_with_key()?;
        let evidence = Evidence::of(Fact::VerifiesWithKey, found);
        Ok(if found {
            Outcome::Satisfied(evidence)
        } else {
            Outcome::Violated(evidence)
        })
    }

    fn never(_: &SignatureFacts) -> Result<Outcome, Missing> {
        Ok(Outcome::NotApplicable(Text {
            vi: "ngoài phạm vi",
            en: "out of scope",
        }))
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
        let findings = assess(&signed("2025-01-01T00:00:00Z"), &[&GENERAL, &SPECIAL]);
        assert!(matches!(
            findings[0].verdict,
            Verdict::Overridden(By::Rule("t/special"))
        ));
        assert!(matches!(findings[1].verdict, Verdict::Satisfied(_)));
    }

    #[test]
    fn a_rule_that_does_not_speak_sets_nothing_aside() {
        let findings = assess(&signed("2025-01-01T00:00:00Z"), &[&GENERAL, &SILENT]);
        assert!(matches!(findings[0].verdict, Verdict::Satisfied(_)));
        assert!(matches!(
            findings[1].verdict,
            Verdict::NotApplicable(Why::Scope(_))
        ));
    }

    #[test]
    fn a_rule_that_is_not_asked_is_not_set_aside() {
        let findings = assess(&signed("2024-08-14T16:59:59Z"), &[&GENERAL, &SPECIAL]);
        assert!(
            findings
                .iter()
                .all(|finding| matches!(finding.verdict, Verdict::NotInForce(InForce::NotYet)))
        );
        let first = assess(&signed("2024-08-14T17:00:00Z"), &[&GENERAL]);
        assert!(matches!(first[0].verdict, Verdict::Satisfied(_)));
    }

    #[test]
    fn unknown_force_and_unknown_day_are_undetermined() {
        let findings = assess(&signed("2025-01-01T00:00:00Z"), &[&UNDATED]);
        assert!(
            matches!(&findings[0].verdict, Verdict::Undetermined(missing) if missing.fact == Fact::Force)
        );
        let findings = assess(&SignatureFacts::default(), &[&GENERAL]);
        assert!(
            matches!(&findings[0].verdict, Verdict::Undetermined(missing) if missing.fact == Fact::SigningTime)
        );
        assert!(findings[0].day.is_none());
    }

    #[test]
    fn every_rule_gives_one_finding_in_order() {
        let findings = assess(
            &signed("2025-01-01T00:00:00Z"),
            &[&UNDATED, &GENERAL, &SILENT],
        );
        let codes: Vec<&str> = findings.iter().map(Finding::code).collect();
        assert_eq!(codes, ["t/undated", "t/general", "t/silent"]);
    }
}
