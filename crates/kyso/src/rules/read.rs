//! `kyso rules coverage`: how far each instrument was read, and what became of every candidate of the notes on the law.

use regulation_rules::candidates::candidates;
use regulation_rules::coverage::{Entry, InstrumentCoverage, Status};
use regulation_rules::{coverage as instruments, rules};
use serde_json::json;

use crate::exit::{Exit, Outcome};
use crate::job::Job;
use crate::text::{Text, words};

/// `kyso rules coverage`.
pub(crate) fn coverage(job: &Job) -> Outcome {
    let read = instruments();
    for instrument in &read {
        if job.json {
            job.value(instrument);
        } else {
            told(instrument, job);
        }
    }
    in_all(&read, job);
    Ok(Exit::Passed)
}

fn told(instrument: &InstrumentCoverage, job: &Job) {
    job.line(&format!(
        "{} — {}",
        instrument.instrument, instrument.covers
    ));
    for (status, count) in instrument.shares() {
        if count > 0 {
            job.line(&format!(
                "  {count:>4}  {}",
                status.text().in_language(job.lang.into())
            ));
        }
    }
    let unread: Vec<String> = unread(instrument).map(Entry::place).collect();
    if !unread.is_empty() {
        let lead = words("chưa đọc", "unread").in_lang(job.lang);
        job.line(&format!("        {lead}: {}", unread.join("; ")));
    }
}

fn unread(instrument: &InstrumentCoverage) -> impl Iterator<Item = &Entry> {
    let entries = instrument.entries.iter();
    entries.filter(|entry| entry.status == Status::Unread)
}

/// Places, rules and candidates of all instruments together.
fn in_all(read: &[InstrumentCoverage], job: &Job) {
    let places: usize = read.iter().map(|instrument| instrument.entries.len()).sum();
    let unread: usize = read
        .iter()
        .map(|instrument| unread(instrument).count())
        .sum();
    let candidates = candidates();
    let with_rules = candidates
        .iter()
        .filter(|candidate| !candidate.rules.is_empty())
        .count();
    let (rules, all) = (rules().len(), candidates.len());
    if job.json {
        job.value(&json!({ "places": places, "unread": unread, "rules": rules, "candidates": all, "candidates_with_rules": with_rules }));
        return;
    }
    let without = all.saturating_sub(with_rules);
    let text = Text::new(
        format!(
            "Tất cả: {places} điều, khoản, điểm có trạng thái, trong đó {unread} chưa đọc; {rules} quy tắc; {all} đề xuất quy tắc, {with_rules} đã có quy tắc, {without} có lý do vì sao không."
        ),
        format!(
            "In all: {places} places with a status, {unread} of them unread; {rules} rules; {all} candidate rules, {with_rules} with rules, {without} with the reason why not."
        ),
    );
    job.line(text.in_lang(job.lang));
}
