//! `kyso explain CODE`: what a code of a report means, why it matters, what to do.

use crate::args::Explain;
use crate::exit::{Exit, Failure, Outcome};
use crate::job::Job;
use crate::present::codes;
use crate::text::Text;

/// `kyso explain`. Without a code: the list of all.
pub(crate) fn explain(args: &Explain, job: &Job) -> Outcome {
    let Some(code) = &args.explained else {
        for entry in codes::all() {
            if job.json {
                job.value(&entry.data());
            } else {
                job.line(&format!("{:<50} {}", entry.code, entry.title(job.lang)));
            }
        }
        return Ok(Exit::Passed);
    };
    let entries = codes::with_code(code);
    if entries.is_empty() {
        return Err(unknown(code));
    }
    for entry in entries {
        if job.json {
            job.value(&entry.data());
        } else {
            job.line(&entry.told(job.lang));
        }
    }
    Ok(Exit::Passed)
}

fn unknown(code: &str) -> Failure {
    let code: String = code.chars().take(64).collect();
    Failure::usage(
        "code",
        Text::new(
            format!("Không có mã “{code}”. Xem danh sách: kyso explain"),
            format!("There is no code “{code}”. For the list: kyso explain"),
        ),
    )
}
