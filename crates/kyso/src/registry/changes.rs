//! People and agencies change: what that touches, and what the law asks for.

use gov_ca_registry::Id;
use gov_ca_registry::changes::{Happening, Reached, Touched, make as make_change};
use gov_ca_registry::entries::Contact;
use gov_ca_registry::steps::StepError;
use gov_ca_registry::store::Change;
use serde_json::{Value, json};

use super::Desk;
use super::touched::{self, CERTIFICATES, OnPaper, PICTURES, SERIES, Section};
use crate::args::{ChangeCommand, Doing, NewContact};
use crate::exit::{Exit, Outcome};
use crate::text::Text;

/// `kyso registry change …`: made, or only looked at.
pub(super) fn make(desk: &Desk<'_>, command: &ChangeCommand) -> Outcome {
    let (happening, doing) = happening(command, desk);
    let paper = OnPaper::read(doing)?;
    let (touched, sections) = match doing.look {
        true => desk.look(|change| seen(change, &happening, &paper, desk))?,
        false => desk.change(|change| seen(change, &happening, &paper, desk))?,
    };
    if desk.job.json {
        desk.job
            .value(&as_json(&touched, &sections, doing.look, desk));
        return Ok(Exit::Passed);
    }
    say(&touched, &sections, desk);
    if doing.look {
        desk.only_looked();
    }
    Ok(Exit::Passed)
}

/// What is touched, told section by section.
type Seen = (Touched, Vec<Section>);

fn seen(
    change: &mut Change<'_>,
    happening: &Happening,
    paper: &OnPaper,
    desk: &Desk<'_>,
) -> Result<Seen, StepError> {
    let touched = make_change(change, happening, desk.on, &desk.office())?;
    let mut sections = touched::sections(change, &touched, desk)?;
    sections.extend(paper.sections(change, happening, &touched, desk)?);
    Ok((touched, sections))
}

fn happening<'c>(command: &'c ChangeCommand, desk: &Desk<'_>) -> (Happening, &'c Doing) {
    let by = |doing: &Doing| desk.paper("Quyết định", doing.decision.as_deref());
    let (happening, doing) = match command {
        ChangeCommand::Transfer(args) => {
            let transfer = Happening::Transfer {
                person: Id::new(args.person),
                to: Id::new(args.to),
                title: args.title.clone(),
                managed_by: args.managed_by.map(Id::new),
                by: by(&args.doing),
            };
            (transfer, &args.doing)
        }
        ChangeCommand::Position(args) => {
            let position = Happening::Position {
                person: Id::new(args.person),
                title: args.title.clone(),
                by: by(&args.doing),
            };
            (position, &args.doing)
        }
        ChangeCommand::Leave(args) => {
            let leave = Happening::Leave {
                person: Id::new(args.person),
                how: args.how,
                by: by(&args.doing),
            };
            (leave, &args.doing)
        }
        ChangeCommand::Contact(args) => {
            let reach = Happening::Reach {
                whose: match (args.whose.person, args.whose.organisation) {
                    (Some(person), _) => Reached::Person(Id::new(person)),
                    (None, body) => Reached::Body(Id::new(body.unwrap_or_default())),
                },
                contact: contact(&args.what),
            };
            (reach, &args.doing)
        }
        ChangeCommand::Rename(args) => {
            let rename = Happening::Rename {
                body: Id::new(args.organisation),
                name: args.name.clone(),
            };
            (rename, &args.doing)
        }
        ChangeCommand::Under(args) => {
            let under = Happening::Under {
                body: Id::new(args.organisation),
                above: args.above.map(Id::new),
            };
            (under, &args.doing)
        }
        ChangeCommand::Manage(args) => {
            let manage = Happening::Manage {
                subscriber: Id::new(args.subscriber),
                by: Id::new(args.by),
            };
            (manage, &args.doing)
        }
        ChangeCommand::End(args) => {
            let end = Happening::End {
                body: Id::new(args.organisation),
                how: args.how,
                into: args.into.iter().copied().map(Id::new).collect(),
                heir: args.heir.map(Id::new),
                by: by(&args.doing),
            };
            (end, &args.doing)
        }
    };
    (happening, doing)
}

fn contact(new: &NewContact) -> Contact {
    Contact {
        address: new.address.clone(),
        mail: new.mail.as_ref().map(ToString::to_string),
        telephone: new.telephone.clone(),
        ..Contact::default()
    }
}

fn say(touched: &Touched, sections: &[Section], desk: &Desk<'_>) {
    for section in sections {
        desk.job.say(&section.heading);
        for line in &section.lines {
            desk.job.say(&Text::new(
                format!("   {}", line.vi),
                format!("   {}", line.en),
            ));
        }
    }
    if touched.is_nothing() && sections.is_empty() {
        desk.job.say(&Text::new(
            "Không liên quan đến gì khác.",
            "Nothing else is touched.",
        ));
    }
}

fn as_json(touched: &Touched, sections: &[Section], look: bool, desk: &Desk<'_>) -> Value {
    let lines = |key: &str| {
        let section = sections.iter().find(|section| section.key == key);
        let lines = section.map(|section| section.lines.as_slice());
        let lines = lines.unwrap_or_default().iter();
        lines
            .map(|line| line.in_lang(desk.job.lang).to_owned())
            .collect::<Vec<_>>()
    };
    let numbers = sections.iter().find(|section| section.key == CERTIFICATES);
    let numbers = numbers.map_or(&[][..], |section| section.numbers.as_slice());
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
        "managed": touched.managed,
        "codes": touched.codes,
        "records": touched.records,
        "registered": touched.registered,
        "pictures": lines(PICTURES),
        "series": lines(SERIES),
    })
}
