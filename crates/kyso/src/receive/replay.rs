//! `kyso receive replay`: the same files, the same evidence, the same moment; the same verdict?

use serde_json::json;
use signing_workflow::records::{Conclusion, Difference, Record, RecordsFolder, Stored, between};

use super::case::{self, Earlier, Found, Ways};
use super::refused;
use crate::args::ReceiveReplay;
use crate::evidence;
use crate::exit::{Exit, Failure, Outcome};
use crate::job::Job;
use crate::package;
use crate::text::{Text, harmless};
use crate::verify::Verifier;

/// `kyso receive replay`. The verdict that is replayed is that of the record, good or bad; only a difference is a failure.
pub(super) fn replay(args: &ReceiveReplay, job: &Job) -> Outcome {
    let failed = |error| refused::records(&error);
    let folder = RecordsFolder::open(&args.which.records).map_err(failed)?;
    let stored = folder.stored(args.which.id, args.check).map_err(failed)?;
    let register = folder.register().map_err(failed)?;
    let mut differences = stored.unlike(&register).map_err(failed)?;
    match again(&stored, args, job) {
        Ok(now) => differences.extend(between(&stored.record.conclusion, &now)),
        Err(failure) if differences.is_empty() => return Err(failure),
        Err(failure) => differences.push(Difference::Unread {
            text: failure.text.en.clone(),
        }),
    }
    tell(&stored.record, &differences, job);
    Ok(match differences.is_empty() {
        true => Exit::Passed,
        false => Exit::Negative,
    })
}

/// What is concluded now from what was kept.
fn again(stored: &Stored, args: &ReceiveReplay, job: &Job) -> Result<Conclusion, Failure> {
    let record = &stored.record;
    let file = evidence::file(&stored.folder.join(Record::EVIDENCE))?;
    let judged = file.judged.ok_or_else(no_question)?;
    let wanted = &record.wanted;
    let moment = (record.checked_at, wanted.policy.as_deref());
    let verifier = Verifier::replaying(file.evidence, &judged, moment, &args.password, job)?;
    let asked = case::asked(wanted);
    let gathered = package::gather_arrived(&stored.originals)?;
    let main = Some(wanted.main.as_str());
    let found = Found::new(&stored.originals, gathered, main, &asked, &verifier, job)?;
    let earlier = Earlier {
        accepted: Vec::new(),
        others: wanted.arrived_before.clone(),
    };
    let ways = Ways {
        verifier: &verifier,
        policy: wanted.policy.as_deref(),
        trust_configured: wanted.trust_configured,
        network_asked: wanted.network_asked,
    };
    Ok(found.judged(asked, earlier, &ways).conclusion())
}

fn tell(record: &Record, differences: &[Difference], job: &Job) {
    if job.json {
        return job.value(&json!({
            "arrival": record.id,
            "check": record.check,
            "same": differences.is_empty(),
            "outcome": record.conclusion.reception["outcome"],
            "decision": record.decided.decision,
            "differences": differences,
        }));
    }
    let id = record.id;
    if differences.is_empty() {
        return job.say(&Text::new(
            format!("Hồ sơ “{id}”: các tệp còn nguyên; kiểm tra lại cho cùng kết luận như đã lưu."),
            format!("Record “{id}”: the files are as kept, and checking them again gives the same conclusion."),
        ));
    }
    job.say(&Text::new(
        format!(
            "Hồ sơ “{id}” không còn như đã lưu; {} điểm khác:",
            differences.len()
        ),
        format!(
            "Record “{id}” is not as it was kept; {} differences:",
            differences.len()
        ),
    ));
    for one in differences {
        job.say(&told(one));
    }
}

fn told(difference: &Difference) -> Text {
    match difference {
        Difference::File { name, kept, found } => {
            let name = harmless(name);
            match (kept, found) {
                (Some(_), None) => Text::new(
                    format!("  – mất tệp “{name}”"),
                    format!("  – file “{name}” is gone"),
                ),
                (None, _) => Text::new(
                    format!("  – tệp thêm vào “{name}”"),
                    format!("  – file “{name}” was added"),
                ),
                _ => Text::new(
                    format!("  – tệp “{name}” đã thay đổi"),
                    format!("  – file “{name}” was changed"),
                ),
            }
        }
        Difference::Register { text } => Text::new(
            format!("  – sổ đăng ký văn bản đến không khớp: {text}"),
            format!("  – the register does not fit: {text}"),
        ),
        Difference::Unread { text } => Text::new(
            format!("  – không kiểm tra lại được: {text}"),
            format!("  – it cannot be checked again: {text}"),
        ),
        Difference::Conclusion { place, kept, now } => {
            let (kept, now) = (short(kept), short(now));
            Text::new(
                format!("  – {place}: đã lưu {kept}, nay là {now}"),
                format!("  – {place}: kept {kept}, now {now}"),
            )
        }
    }
}

/// A value as a person can take it in.
fn short(value: &serde_json::Value) -> String {
    crate::present::lay::clean(&value.to_string(), 120)
}

/// Evidence without what was asked of it: not of this program.
fn no_question() -> Failure {
    Failure::new(
        Exit::Unreadable,
        "evidence-not-asked",
        Text::new(
            "Tệp bằng chứng không nêu đã kiểm tra theo thời điểm, chứng thư gốc nào; không xem lại được.",
            "The evidence does not say what was asked of it, so it cannot be replayed.",
        ),
    )
}
