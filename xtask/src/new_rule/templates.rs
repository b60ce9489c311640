//! What the new files say before their author has said anything: every gap holds the word `TODO-RULE`.

use gov_ca_model::VietnamDay;
use regulation_rules::Basis;
use regulation_rules::law::InForce;

use super::NewRule;

/// The file of the rule. It compiles, and is never taken for a rule: a test refuses the word.
pub(super) fn rule(rule: &NewRule, constant: &str) -> String {
    let (code, facts, basis) = (rule.code(), rule.sheet.facts, rule.sheet.basis);
    let title = rule.instrument.title.vi;
    format!(
        r#"//! TODO-RULE: the duty in our own words, then where it stands (restated; {title} TODO-RULE).

use super::{constant};
use crate::Text;
use crate::facts::{facts};
use crate::instruments::READ_ON;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{{Answer, Basis, Duty, Meta, Rule, Stop}};

/// `{code}`
pub static RULE: Rule<{facts}> = Rule {{
    meta: Meta {{
        code: "{code}",
        // TODO-RULE: what is asked; a new variant in question.rs where no rule asks it yet
        question: Question::CertificateValidityLength,
        cites: &[{constant}.article("TODO-RULE")],
        force: None,
        // TODO-RULE: the day that picks the law
        basis: Basis::{basis:?},
        // TODO-RULE: phải, điều kiện, cần or được phép
        duty: Duty::Must,
        // TODO-RULE: READ_ON, READ_IN_PART_ON or HEARD_ON
        reading: READ_ON,
        overrides: &[],
        asks: Text {{
            vi: "TODO-RULE?",
            en: "TODO-RULE?",
        }},
        fails: Text {{
            vi: "TODO-RULE",
            en: "TODO-RULE",
        }},
    }},
    check,
}};

fn check(_: &{facts}, _: &LawBook) -> Answer {{
    Err(Stop::NotApplicable(Text::new("TODO-RULE", "TODO-RULE")))
}}
"#
    )
}

/// The place in the coverage of the instrument.
pub(super) fn coverage(rule: &NewRule) -> String {
    let attached = rule.instrument.attached.is_some();
    let part = if attached {
        "part = \"attached\"\n"
    } else {
        ""
    };
    format!(
        "\n# TODO-RULE: the place it cites; move this entry to its order, or add the rule to the entry that is there\n\
         [[article]]\n{part}label = \"TODO-RULE\"\nstatus = \"rule\"\nrules = [\"{}\"]\n",
        rule.slug
    )
}

/// The case file with the obligatory cases; the days are those of the instrument.
pub(super) fn cases(rule: &NewRule) -> String {
    let unknown_start = rule.instrument.force.first_day().is_none();
    let stated = unknown_start.then_some("force_from = \"TODO-RULE\"\n");
    let mut out = stated.unwrap_or_default().to_owned();
    out += "# TODO-RULE: each fact the rule reads, where the common sheet does not hold it\n[conforming]\n";
    out += &province(rule);
    out += &case("everything conforms", "", "satisfied");
    out += &case(
        "TODO-RULE: what is wrong",
        "given = { TODO-RULE = true }\n",
        "violated",
    );
    out += &case(
        "TODO-RULE: what the rule does not concern",
        "given = { TODO-RULE = true }\n",
        "not-applicable",
    );
    for (name, day, expect) in days(rule) {
        out += &case(name, &format!("given = {{ {} }}\n", on(rule, day)), expect);
    }
    let key = rule.sheet.basis.fact().key();
    out += &case(
        &format!("{key} is not known"),
        &format!("missing = [\"{key}\"]\n"),
        "undetermined",
    );
    out + &case(
        "TODO-RULE is not known: one case for each fact the rule reads",
        "missing = [\"TODO-RULE\"]\n",
        "undetermined",
    )
}

fn province(rule: &NewRule) -> String {
    let territory = rule.instrument.territory.map(|territory| territory.id);
    let named = territory.or(rule.instrument.example.then_some("TODO-RULE"));
    named.map_or_else(String::new, |id| format!("province = \"{id}\"\n"))
}

fn case(name: &str, given: &str, expect: &str) -> String {
    let names = match expect {
        MERGED => "names = \"territory\"\nexpect = \"undetermined\"\n".to_owned(),
        other => format!("expect = \"{other}\"\n"),
    };
    format!("\n[[case]]\nname = \"{name}\"\n{given}{names}")
}

/// What stands for the answer on the day a province was merged.
const MERGED: &str = "territory";

/// The days on which something changes; `None` is a day nobody has read.
fn days(rule: &NewRule) -> Vec<(&'static str, Option<VietnamDay>, &'static str)> {
    let instrument = rule.instrument;
    let first = instrument.force.first_day();
    let mut days = vec![
        (
            "the last day before force",
            first.map(VietnamDay::previous),
            "not-in-force",
        ),
        ("the first day of force", first, "satisfied"),
    ];
    for relation in instrument.yields {
        days.push((
            "the last day before it gives way",
            Some(relation.from.previous()),
            "satisfied",
        ));
        days.push((
            "the first day it gives way",
            Some(relation.from),
            "overridden",
        ));
    }
    if let Some(end) = instrument.force.first_day_without() {
        let by_then = if instrument.may_yield_on(end.previous()) {
            "overridden"
        } else {
            "satisfied"
        };
        days.push(("the last day of force", Some(end.previous()), by_then));
        days.push(("the day after", Some(end), "not-in-force"));
    }
    let merger = instrument.territory.and_then(|territory| territory.merged);
    let merger = merger.filter(|merger| {
        matches!(
            instrument.force.on(merger.on),
            InForce::Yes | InForce::Unknown
        )
    });
    if let Some(merger) = merger {
        days.push((
            "the last day before the province was merged",
            Some(merger.on.previous()),
            "satisfied",
        ));
        days.push(("the day the province was merged", Some(merger.on), MERGED));
    }
    days
}

/// The day that picks the law, as the sheet writes it: noon in Vietnam for an instant.
fn on(rule: &NewRule, day: Option<VietnamDay>) -> String {
    let key = rule.sheet.basis.fact().key();
    let day = day.map_or_else(|| "TODO-RULE".to_owned(), |day| day.to_string());
    match rule.sheet.basis {
        Basis::SignedOn => format!("{key} = \"{day}T05:00:00Z\""),
        _ => format!("{key} = \"{day}\""),
    }
}
