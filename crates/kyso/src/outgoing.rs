//! `kyso outgoing`, `kyso numbers`: the package of the issuing office, step by step.

pub(crate) mod open;
pub(crate) mod seen;
mod step;
pub(crate) mod words;

use std::path::{Path, PathBuf};

use gov_ca_model::VietnamDay;
use regulation_rules::orders;
use regulation_rules::profiles::Availability;
use serde_json::{Value, json};
use signing_workflow::outgoing::{
    Number, NumberLedger, NumberStanding, OnShelf, Outgoing, Shelf, Standing,
};

use crate::args::{
    Numbers, Outgoing as Command, OutgoingNumber, OutgoingOrders, OutgoingRemedy, OutgoingStatus,
    OutgoingUndo, OutgoingVoid,
};
use crate::check;
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::job::Job;
use crate::text::Text;

pub(crate) use step::{field, on_blank, refused, unread};

/// `kyso outgoing …`.
pub(crate) fn run(command: &Command, job: &Job) -> Outcome {
    match command {
        Command::Orders(args) => orders(args, job),
        Command::Open(args) => open::open(args, job),
        Command::Status(args) => status(args, job),
        Command::TakeNumber(args) => number(args, job),
        Command::Step(args) => step::sign(args, job),
        Command::Undo(args) => undo(args, job),
        Command::Void(args) => void(args, job),
        Command::Remedy(args) => remedy(args, job),
    }
}

fn orders(args: &OutgoingOrders, job: &Job) -> Outcome {
    let province = args
        .province
        .clone()
        .or_else(|| job.config.province.clone());
    let province = check::known(province)?;
    let day = args.on.unwrap_or_else(|| VietnamDay::of(job.now));
    for offer in orders::at(day, province.as_deref(), &job.law) {
        if job.json {
            job.value(&offer);
            continue;
        }
        let mark = if offer.is_default { " *" } else { "" };
        let told = offer.order.told(job.lang.into());
        job.line(&told.replacen("\n", &format!("{mark}\n"), 1));
        if let Availability::Open(why) = offer.availability {
            job.line(&format!("? {}", why.in_language(job.lang.into())));
        }
    }
    Ok(Exit::Passed)
}

/// Opens a package; a failure in words.
pub(crate) fn at(folder: &Path) -> Result<Outgoing, Failure> {
    Outgoing::open(folder).map_err(|error| words::failed(&error))
}

fn status(args: &OutgoingStatus, job: &Job) -> Outcome {
    let open = match args.folders.as_slice() {
        [] => to_do(job)?,
        named => named.to_vec(),
    };
    let mut worst = Exit::Passed;
    for folder in &open {
        match at(folder) {
            Ok(outgoing) => {
                tell(folder, &outgoing, job);
                if outgoing.state().unfinished().is_some() {
                    worst = worst.max(Exit::Undecided);
                }
            }
            Err(failure) => {
                worst = worst.max(job.fail_file(&folder.display().to_string(), &failure))
            }
        }
    }
    Ok(worst)
}

/// The packages that are not issued yet, those with an unfinished step first: what the clerk looks at in the morning. One whose journal cannot be
/// read is among them.
fn to_do(job: &Job) -> Result<Vec<PathBuf>, Failure> {
    let Some(folder) = &job.config.outgoing else {
        return Err(Failure::usage(
            "outgoing-folder",
            Text::new(
                "Chưa nêu thư mục của bộ văn bản, và cấu hình không có khóa outgoing.",
                "No folder of a package was named, and the configuration has no key outgoing.",
            ),
        ));
    };
    let shelf =
        Shelf::open(folder).map_err(|error| failures::io(&folder.display().to_string(), &error))?;
    let rank = |package: &OnShelf| match &package.state {
        Ok(state) if state.standing != Standing::Open => None,
        Ok(state) if state.unfinished().is_none() => Some(1),
        _ => Some(0),
    };
    let ranked = shelf.packages().iter();
    let mut ranked: Vec<_> = ranked
        .filter_map(|package| Some((rank(package)?, package.folder.clone())))
        .collect();
    ranked.sort();
    Ok(ranked.into_iter().map(|(_, folder)| folder).collect())
}

/// Where a package stands, for a person or as a line of JSON.
pub(crate) fn tell(folder: &Path, outgoing: &Outgoing, job: &Job) {
    let (state, name) = (outgoing.state(), folder.display().to_string());
    let next = state.next_steps(outgoing.order());
    if job.json {
        job.value(&as_data(&name, outgoing));
    } else {
        job.line(&words::status(&name, state, &next, job.lang));
    }
}

/// Where a package stands, as data.
pub(crate) fn as_data(name: &str, outgoing: &Outgoing) -> Value {
    let state = outgoing.state();
    let unfinished = state.unfinished().map(|step| {
        json!({ "act": step.act, "signed": step.signed.len(), "of": step.marks.len(), "begun_at": step.begun_at })
    });
    json!({
        "outgoing": name, "state": state, "order": outgoing.order().id, "next": state.next_steps(outgoing.order()),
        "unfinished": unfinished, "complete": state.is_complete(outgoing.order()),
    })
}

fn number(args: &OutgoingNumber, job: &Job) -> Outcome {
    let mut outgoing = at(&args.folder.folder)?;
    let mut ledger = ledger(&args.ledger)?;
    let document = outgoing.state().about.document().to_owned();
    let day = outgoing.state().about.dated_on;
    let day = day.unwrap_or_else(|| VietnamDay::of(job.now));
    let number = match args.take {
        None => ledger.reserve(&args.series, day, &document, job.now),
        Some(number) => {
            let number = Number {
                series: args.series.clone(),
                year: day.date().year(),
                number,
            };
            ledger.reserve_this(number, &document, job.now)
        }
    };
    let number = number.map_err(|error| words::numbers(&error))?;
    if outgoing.state().number.as_ref() != Some(&number) {
        outgoing
            .number(number, job.now)
            .map_err(|error| words::failed(&error))?;
    }
    tell(&args.folder.folder, &outgoing, job);
    Ok(Exit::Passed)
}

/// Opens the ledger; a failure in words.
pub(crate) fn ledger(path: &Path) -> Result<NumberLedger, Failure> {
    NumberLedger::open(path).map_err(|error| words::numbers(&error.into()))
}

fn undo(args: &OutgoingUndo, job: &Job) -> Outcome {
    let mut outgoing = at(&args.folder.folder)?;
    outgoing
        .undo(&args.reason, job.now)
        .map_err(|error| words::failed(&error))?;
    tell(&args.folder.folder, &outgoing, job);
    Ok(Exit::Passed)
}

fn void(args: &OutgoingVoid, job: &Job) -> Outcome {
    let mut outgoing = at(&args.folder.folder)?;
    let number = outgoing.state().number.clone();
    let ledger = args.void_number_in.as_deref().map(ledger).transpose()?;
    outgoing
        .void(&args.reason, job.now)
        .map_err(|error| words::failed(&error))?;
    if let (Some(mut ledger), Some(number)) = (ledger, number) {
        ledger
            .void(&number, &args.reason, job.now)
            .map_err(|error| words::numbers(&error))?;
    }
    tell(&args.folder.folder, &outgoing, job);
    Ok(Exit::Passed)
}

/// Message 32 says which remedy is for which error; which one it was is for a person to say.
fn remedy(args: &OutgoingRemedy, job: &Job) -> Outcome {
    let mut outgoing = at(&args.folder.folder)?;
    outgoing
        .remedy(args.remedy.into(), &args.by, &args.reason, job.now)
        .map_err(|error| words::failed(&error))?;
    tell(&args.folder.folder, &outgoing, job);
    Ok(Exit::Passed)
}

/// `kyso numbers …`.
pub(crate) fn numbers(command: &Numbers, job: &Job) -> Outcome {
    let (mut ledger, void) = match command {
        Numbers::List(args) => (ledger(&args.ledger)?, None),
        Numbers::Void(args) => {
            let number = Number {
                series: args.series.clone(),
                year: args.year,
                number: args.number,
            };
            (ledger(&args.ledger)?, Some((number, &args.reason)))
        }
    };
    if let Some((number, reason)) = void {
        ledger
            .void(&number, reason, job.now)
            .map_err(|error| words::numbers(&error))?;
    }
    for one in ledger.numbers() {
        if job.json {
            job.value(&one);
            continue;
        }
        let standing = match &one.standing {
            NumberStanding::Reserved { document } => Text::new(
                format!("giữ cho {}", short(document)),
                format!("reserved for {}", short(document)),
            ),
            NumberStanding::Used { document } => Text::new(
                format!("đã dùng cho {}", short(document)),
                format!("used for {}", short(document)),
            ),
            NumberStanding::Void { reason } => {
                Text::new(format!("đã hủy: {reason}"), format!("void: {reason}"))
            }
        };
        let Number {
            series,
            year,
            number,
        } = &one.number;
        job.line(&format!(
            "{series} {year} {number:>5}  {}",
            standing.in_lang(job.lang)
        ));
    }
    Ok(Exit::Passed)
}

/// The first digits of a hash.
fn short(document: &str) -> &str {
    document.get(..12).unwrap_or(document)
}
