//! People and agencies change: what that touches, and what the law asks for.

use gov_ca_registry::Id;
use gov_ca_registry::changes::{Happening, Touched, make as make_change};
use gov_ca_registry::entries::Certificate;
use gov_ca_registry::steps::StepError;
use serde_json::{Value, json};

use super::Desk;
use crate::args::{ChangeCommand, Doing};
use crate::exit::{Exit, Failure, Outcome};
use crate::text::Text;

/// `kyso registry change …`: made, or only looked at.
pub(super) fn make(desk: &Desk<'_>, command: &ChangeCommand) -> Outcome {
    let (happening, doing) = happening(command, desk);
    let (touched, numbers) = match doing.look {
        true => looked(desk, &happening)?,
        false => desk.change(|change| seen(change, &happening, desk))?,
    };
    if desk.job.json {
        desk.job
            .value(&as_json(&touched, &numbers, doing.look, desk));
        return Ok(Exit::Passed);
    }
    say(&touched, &numbers, desk);
    if doing.look {
        desk.job.say(&Text::new(
            "Chỉ xem, chưa ghi gì vào sổ.",
            "This was a look: nothing was written.",
        ));
    }
    Ok(Exit::Passed)
}

type Seen = (Touched, Vec<String>);

fn seen(
    change: &mut gov_ca_registry::store::Change<'_>,
    happening: &Happening,
    desk: &Desk<'_>,
) -> Result<Seen, StepError> {
    let touched = make_change(change, happening, desk.on, &desk.office())?;
    let mut numbers = Vec::new();
    for (id, _) in &touched.certificates {
        let certificate = change.get::<Certificate>(id.number())?;
        numbers.push(
            certificate
                .map(|one| one.into_record().number)
                .unwrap_or_default(),
        );
    }
    Ok((touched, numbers))
}

/// A change that is given up at its end changed nothing.
fn looked(desk: &Desk<'_>, happening: &Happening) -> Result<Seen, Failure> {
    enum Ended {
        Seen(Box<Seen>),
        Failed(StepError),
    }
    impl From<gov_ca_registry::store::StoreError> for Ended {
        fn from(error: gov_ca_registry::store::StoreError) -> Self {
            Self::Failed(error.into())
        }
    }
    let ended = desk.open()?.change(&desk.by()?, |change| {
        let seen = seen(change, happening, desk);
        Err::<(), _>(seen.map_or_else(Ended::Failed, |seen| Ended::Seen(Box::new(seen))))
    });
    match ended {
        Err(Ended::Seen(seen)) => Ok(*seen),
        Err(Ended::Failed(error)) => Err(super::failed::stepped(&desk.place, error)),
        Ok(()) => Ok(Seen::default()),
    }
}

fn happening<'c>(command: &'c ChangeCommand, desk: &Desk<'_>) -> (Happening, &'c Doing) {
    let by = |doing: &Doing| desk.paper("Quyết định", doing.decision.as_deref());
    match command {
        ChangeCommand::Transfer(args) => {
            let transfer = Happening::Transfer {
                person: Id::new(args.person),
                to: Id::new(args.to),
                title: args.title.clone(),
                by: by(&args.doing),
            };
            (transfer, &args.doing)
        }
        ChangeCommand::Leave(args) => {
            let leave = Happening::Leave {
                person: Id::new(args.person),
                how: args.how,
                by: by(&args.doing),
            };
            (leave, &args.doing)
        }
        ChangeCommand::Rename(args) => {
            let rename = Happening::Rename {
                body: Id::new(args.organisation),
                name: args.name.clone(),
            };
            (rename, &args.doing)
        }
        ChangeCommand::End(args) => {
            let end = Happening::End {
                body: Id::new(args.organisation),
                how: args.how,
                into: args.into.iter().copied().map(Id::new).collect(),
                by: by(&args.doing),
            };
            (end, &args.doing)
        }
    }
}

fn say(touched: &Touched, numbers: &[String], desk: &Desk<'_>) {
    let lang = desk.job.lang;
    for ((_, misfit), number) in touched.certificates.iter().zip(numbers) {
        let line = match misfit {
            Some(misfit) => {
                let (vi, en) = (misfit.asks.vietnamese(), misfit.asks.word());
                let ground = misfit.rule.ground(lang.into());
                Text::new(
                    format!("Chứng thư {number}: cần {vi} ({ground})."),
                    format!("Certificate {number}: {en} ({ground})."),
                )
            }
            None => Text::new(
                format!("Chứng thư {number}: quy định đã đọc không yêu cầu gì."),
                format!("Certificate {number}: nothing is asked for by what was read."),
            ),
        };
        desk.job.say(&line);
    }
    let counts = [
        (
            touched.devices.len(),
            "thiết bị của thuê bao",
            "devices of subscribers",
        ),
        (
            touched.kept.len(),
            "thiết bị người này đang giữ",
            "devices this person keeps",
        ),
        (
            touched.requests.len(),
            "yêu cầu chưa xong",
            "requests that are not over",
        ),
        (
            touched.below.len(),
            "cơ quan, đơn vị trực thuộc",
            "bodies below",
        ),
        (
            touched.persons.len(),
            "cá nhân đang công tác",
            "persons working there",
        ),
    ];
    for (count, vi, en) in counts {
        if count > 0 {
            desk.job.say(&Text::new(
                format!("{count} {vi}."),
                format!("{count} {en}."),
            ));
        }
    }
    if touched.is_nothing() {
        desk.job.say(&Text::new(
            "Không liên quan đến gì khác.",
            "Nothing else is touched.",
        ));
    }
}

fn as_json(touched: &Touched, numbers: &[String], look: bool, desk: &Desk<'_>) -> Value {
    let certificates = touched.certificates.iter().zip(numbers);
    let certificates: Vec<Value> = certificates
        .map(|((id, misfit), number)| {
            let misfit = misfit.as_ref();
            json!({
                "id": id,
                "number": number,
                "asks": misfit.map(|misfit| misfit.asks),
                "rule": misfit.map(|misfit| misfit.rule.code()),
                "ground": misfit.map(|misfit| misfit.rule.ground(desk.job.lang.into())),
            })
        })
        .collect();
    json!({
        "look": look,
        "certificates": certificates,
        "devices": touched.devices,
        "kept": touched.kept,
        "requests": touched.requests,
        "below": touched.below,
        "persons": touched.persons,
    })
}
