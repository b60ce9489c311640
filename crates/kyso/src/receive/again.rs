//! `kyso receive again`: what is held is looked at once more; the record of the first look stays.

use signing_workflow::records::{Decision, RecordsFolder, Register, Stored};

use super::case::{self, Case, Earlier, Found, Ways};
use super::keep::{self, Look};
use super::{decide, refused, tell};
use crate::args::{ReceiveAgain, ReportFor};
use crate::exit::{Failure, Outcome};
use crate::job::Job;
use crate::package::{self, Telling};
use crate::verify::Verifier;

/// `kyso receive again`.
pub(super) fn again(args: &ReceiveAgain, job: &Job) -> Outcome {
    let failed = |error| refused::records(&error);
    let id = args.which.id;
    let folder = RecordsFolder::open(&args.which.records).map_err(failed)?;
    let stored = folder.stored(id, None).map_err(failed)?;
    let verifier = Verifier::new(&args.judging, job)?;
    let register = folder.register().map_err(failed)?;
    let name = id.to_string();
    let (case, earlier) = judged(&stored, &register, &name, args, &verifier, job)?;
    let Some(word) = args.deciding.decide else {
        let telling = Telling {
            name: &name,
            at: verifier.at,
            offline: verifier.ground.network.is_none(),
            report_for: ReportFor::Clerk,
            in_words: false,
        };
        package::tell(&telling, &case.report, &case.looked, job);
        return Ok(package::exit_of(&case.report, &case.looked));
    };
    let proposed = &case.report.reception;
    let decision = word.decision(Decision::proposed(&proposed.outcome));
    let province = case.wanted.province.as_deref();
    let ruling = decide::ruling(decision, &args.deciding, proposed, (province, id.day()))?;
    let mut desk = folder.lock().map_err(failed)?;
    let sha256 = case
        .report
        .main
        .as_ref()
        .map_or("", |part| part.sha256.as_str());
    if earlier != Earlier::of(desk.register(), sha256, Some(&name)) {
        return Err(refused::overtaken());
    }
    let look = Look {
        id,
        check: desk.next_check(id).map_err(failed)?,
        name: &name,
        received_at: stored.record.received_at,
        received_by: args
            .deciding
            .by
            .as_deref()
            .or(stored.record.received_by.as_deref()),
    };
    let mut made = keep::record(&look, &case, &ruling, &args.deciding, &verifier)?;
    made.record.kept = stored.record.kept.clone();
    let told = tell::Kept::of(&folder, &made, &case, (&name, job.lang));
    let evidence = verifier.evidence_file(package::used(case.looked));
    desk.keep_again(made.files(&evidence)).map_err(failed)?;
    told.tell(desk.register(), job);
    Ok(decide::exit(decision))
}

/// The kept files, judged by what is known now: what the office stated the first time holds on, and more may be added.
fn judged(
    stored: &Stored,
    register: &Register,
    name: &str,
    args: &ReceiveAgain,
    verifier: &Verifier,
    job: &Job,
) -> Result<(Case, Earlier), Failure> {
    let wanted = &stored.record.wanted;
    let mut asked = case::asked(wanted);
    asked.received.clear();
    asked.roles.extend(args.judging.roles.iter().cloned());
    let more = package::statements(&args.stated, args.deciding.by.as_deref())?;
    asked.statements.extend(more);
    let gathered = package::gather_arrived(&stored.originals)?;
    let main = Some(wanted.main.as_str());
    let found = Found::new(&stored.originals, gathered, main, &asked, verifier, job)?;
    let earlier = Earlier::of(register, found.main_sha256(), Some(name));
    let policy = args.judging.policy.as_deref().or(wanted.policy.as_deref());
    let case = found.judged(asked, earlier.clone(), &Ways::of(verifier, policy));
    Ok((case, earlier))
}
