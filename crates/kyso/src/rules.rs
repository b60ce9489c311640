//! `kyso rules …`: the rules, their grounds, and how far each instrument was read.

mod between;
mod judge;
mod read;

use std::fmt::Write as _;

use regulation_rules::{RuleEntry, rule, rules};

use crate::args::RulesShow;
use crate::exit::{Exit, Failure, Outcome};
use crate::job::Job;
use crate::text::{Lang, Text, words};

pub(crate) use between::diff;
pub(crate) use judge::check;
pub(crate) use read::coverage;

/// `kyso rules list`.
pub(crate) fn list(job: &Job) -> Outcome {
    for entry in rules() {
        if job.json {
            job.value(&entry.data(job.lang.into()));
        } else {
            job.line(&format!(
                "{:<58} {}",
                entry.meta.code,
                entry.asks(job.lang.into())
            ));
        }
    }
    Ok(Exit::Passed)
}

/// `kyso rules show`.
pub(crate) fn show(args: &RulesShow, job: &Job) -> Outcome {
    let entry = rule(&args.code).ok_or_else(|| {
        Failure::usage(
            "rule",
            Text::new(
                format!("Không có quy tắc “{}”. Xem: kyso rules list", args.code),
                format!("There is no rule “{}”. See: kyso rules list", args.code),
            ),
        )
    })?;
    if job.json {
        job.value(&entry.data(job.lang.into()));
    } else {
        job.line(&told(&entry, job.lang));
    }
    Ok(Exit::Passed)
}

fn told(entry: &RuleEntry, lang: Lang) -> String {
    let data = entry.data(lang.into());
    let citations = match lang {
        Lang::Vi => data.citations_vi,
        Lang::En => data.citations_en,
    };
    let open = || words("không ghi", "not stated").in_lang(lang).to_owned();
    let mut out = format!("{}\n", data.code);
    let mut line = |label: crate::text::Words, value: &str| {
        let _ = writeln!(out, "  {:<18} {value}", label.in_lang(lang));
    };
    line(words("câu hỏi", "question"), &data.asks);
    line(words("khi không đạt", "when not met"), &data.fails);
    line(words("căn cứ", "ground"), &citations.join("; "));
    line(
        words("hiệu lực từ", "in force from"),
        &data.force_from.unwrap_or_else(open),
    );
    if let Some(until) = data.force_until {
        line(words("không còn từ", "no longer from"), &until);
    }
    line(
        words("văn bản đọc", "text read"),
        &format!("{} ({})", data.read_on, data.reading),
    );
    if let Some(territory) = data.territory {
        line(words("địa bàn", "territory"), territory);
    }
    out
}
