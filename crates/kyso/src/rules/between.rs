//! `kyso rules diff`: what changed in the law between two days.

use std::collections::BTreeMap;

use gov_ca_model::CertificateKind;
use regulation_rules::facts::Fact;
use regulation_rules::{ChangeKind, LawChange, RuleEntry, Situation, changes, open};
use serde_json::json;

use crate::args::RulesDiff;
use crate::check;
use crate::exit::{Exit, Outcome};
use crate::job::Job;
use crate::text::{Lang, words};

/// `kyso rules diff`.
pub(crate) fn diff(args: &RulesDiff, job: &Job) -> Outcome {
    let province = check::known(
        args.province
            .clone()
            .or_else(|| job.config.province.clone()),
    )?;
    let on = |day| Situation {
        day,
        province: province.as_deref(),
        kind: CertificateKind::Government,
    };
    let told = changes(&on(args.from), &on(args.to), &job.law);
    let open = by_instrument(&open(&on(args.to), &job.law));
    if job.json {
        told.iter()
            .for_each(|change| job.value(&data(change, job.lang)));
        open.iter().for_each(|((instrument, fact), rules)| {
            job.value(&json!({ "open": instrument, "missing": fact.key(), "rules": rules }));
        });
        return Ok(Exit::Passed);
    }
    for change in &told {
        job.line(&line(change, job.lang));
    }
    for ((instrument, fact), rules) in &open {
        let lead = words(
            "? chưa đủ căn cứ để biết có áp dụng",
            "? not known whether it applies",
        )
        .in_lang(job.lang);
        job.line(&format!(
            "{lead}: {instrument} ({rules}) — {}",
            fact.name(job.lang.into())
        ));
    }
    if told.is_empty() && open.is_empty() {
        job.line(words("Không có thay đổi.", "Nothing changed.").in_lang(job.lang));
    }
    Ok(Exit::Passed)
}

/// How many rules of each instrument stay open on the later day, and for want of what.
fn by_instrument(open: &[(RuleEntry, Fact)]) -> BTreeMap<(&'static str, Fact), usize> {
    let mut counts = BTreeMap::new();
    for (rule, fact) in open {
        *counts.entry((rule.instrument().id, *fact)).or_insert(0) += 1;
    }
    counts
}

fn data(change: &LawChange, lang: Lang) -> serde_json::Value {
    let rule = |rule: &Option<RuleEntry>| rule.map(|rule| rule.data(lang.into()));
    json!({
        "question": change.question,
        "change": change.kind(),
        "before": rule(&change.before),
        "after": rule(&change.after),
    })
}

/// `+` begins, `-` ends, `~` answered by another rule.
fn line(change: &LawChange, lang: Lang) -> String {
    let told = |rule: &RuleEntry| format!("{} — {}", rule.asks(lang.into()), places(rule, lang));
    match (change.kind(), &change.before, &change.after) {
        (ChangeKind::Replaced, Some(before), Some(after)) => {
            let (was, is) = (before.meta.code, after.meta.code);
            format!(
                "~ {was} → {is}\n    {}\n    → {}",
                told(before),
                told(after)
            )
        }
        (_, _, Some(begun)) => format!("+ {}\n    {}", begun.meta.code, told(begun)),
        (_, Some(ended), None) => format!("- {}\n    {}", ended.meta.code, told(ended)),
        (_, None, None) => String::new(),
    }
}

fn places(rule: &RuleEntry, lang: Lang) -> String {
    let cites = rule.meta.cites.iter();
    let cites: Vec<String> = cites.map(|one| one.text(lang.into())).collect();
    cites.join("; ")
}
