//! Reports: made, taken in, asked for.

mod failed;
mod missing;
mod used;
mod written;

use gov_ca_registry::Id;
use gov_ca_registry::entries::Body;
use gov_ca_registry::report::{
    self, Content, Draft, Laid, Received, Report, ReportError, Template, addressees,
};
use gov_ca_registry::store::View;
use regulation_rules::facts::BodyTier;
use serde_json::{Value, json};

use super::Desk;
use crate::args::{ReportCommand, ReportImport, ReportList, ReportMake};
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::text::Text;
use failed::{bad_template, no_report, reported};
use written::{Paper, write};

/// Larger than any report that is taken: `gov_ca_registry::report` has the exact limit.
const LARGEST: u64 = 65 << 20;

pub(super) fn run(desk: &Desk<'_>, command: &ReportCommand) -> Outcome {
    match command {
        ReportCommand::Make(args) => make(desk, args),
        ReportCommand::Import(args) => import(desk, args),
        ReportCommand::List(args) => list(desk, args),
        ReportCommand::Missing(args) => missing::missing(desk, args),
        ReportCommand::Template => {
            desk.job.line(Template::OURS);
            Ok(Exit::Passed)
        }
    }
}

fn make(desk: &Desk<'_>, args: &ReportMake) -> Outcome {
    let template = template(args)?;
    let period = args.counted.period;
    let used = used::used(&args.journal, period, desk.job)?;
    let of_nobody = |(what, count): (String, u64)| (what, None, count);
    let stated = args.state.iter().cloned();
    let draft = Draft {
        body: args.counted.body.map(Id::new),
        from: args.counted.from.map(Id::new),
        period,
        stated: used.into_iter().chain(stated).map(of_nobody).collect(),
        by_persons: args.state.iter().map(|(what, _)| what.clone()).collect(),
        template: template.id.clone(),
        made_by: desk.by()?.who.as_str().to_owned(),
        made_on: desk.on,
        program: concat!("kyso ", env!("CARGO_PKG_VERSION")).to_owned(),
    };
    let office = desk.office();
    let mut register = desk.open()?;
    let made = register.read::<_, ReportError>(|view| {
        let report = report::make(view, &draft, &office)?;
        let (tier, above) = reporter(view, draft.from.or(draft.body), &report)?;
        Ok((report, tier, above))
    });
    let (report, tier, above) = made.map_err(|error| reported(&desk.place, error))?;
    let laid = template.lay(&report);
    let paper = Paper {
        report: &report,
        laid: &laid,
        template: &template,
        above,
        addressees: addressees(tier, period, desk.on, &office),
        on: desk.on,
    };
    write(&paper, args)?;
    if !template.is_for(period.kind()) {
        desk.job.note(&Text::new(
            format!("Mẫu “{}” không dành cho kỳ báo cáo này.", template.id),
            format!("Template “{}” is not for such a period.", template.id),
        ));
    }
    Ok(told(desk, args, &report, &laid))
}

fn template(args: &ReportMake) -> Result<Template, Failure> {
    let Some(path) = &args.template else {
        return Ok(Template::ours());
    };
    let file = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| failures::io(&file, &error))?;
    Template::read(&text).map_err(|error| bad_template(&file, &error))
}

/// The tier of the body that reports, and the name of the body above it.
fn reporter(
    view: &mut View<'_>,
    body: Option<Id<Body>>,
    report: &Report,
) -> Result<(Option<BodyTier>, String), ReportError> {
    let content = report.content();
    let last = content.about.period.last();
    let Some(body) = body else {
        let tier = content.rows.first().and_then(|row| row.tier);
        return Ok((tier, String::new()));
    };
    let body = gov_ca_registry::steps::existing(view, body)?.into_record();
    let above = body.above.on(last).copied().flatten();
    let above = above
        .map(|above| gov_ca_registry::steps::existing(view, above))
        .transpose()?;
    let name = above.map(|above| above.record().name_on(last).to_owned());
    Ok((body.tier, name.unwrap_or_default()))
}

/// The report; or, where files were written, that they were. What its sources tell differently is said in any case.
fn told(desk: &Desk<'_>, args: &ReportMake, report: &Report, laid: &Laid) -> Exit {
    let content = report.content();
    if desk.job.json {
        desk.job.value(report);
    } else if args.output.is_empty() {
        shown(desk, laid);
    }
    for output in &args.output {
        let file = output.display();
        desk.job.say(&Text::new(
            format!("Đã ghi báo cáo “{file}”."),
            format!("The report “{file}” was written."),
        ));
    }
    if let Some(day) = content.about.counted_to() {
        desk.job.note(&Text::new(
            format!(
                "Kỳ báo cáo chưa kết thúc: số liệu đến hết ngày {}.",
                day.vietnamese()
            ),
            format!("The period is not over: figures to the end of {day}."),
        ));
    }
    if !content.sources.is_empty() {
        let count = content.sources.len();
        desk.job.note(&Text::new(
            format!("Gồm số liệu của {count} báo cáo đã nhập."),
            format!("With the figures of {count} imported reports."),
        ));
    }
    conflicts(desk, content);
    match content.conflicts.is_empty() {
        true => Exit::Passed,
        false => Exit::Negative,
    }
}

fn conflicts(desk: &Desk<'_>, content: &Content) {
    for conflict in &content.conflicts {
        let (body, counted) = (&conflict.body.name, &conflict.counted.name);
        let figures = conflict.figures.join(", ");
        let other = conflict.left_out.as_ref().map(|other| &other.name);
        let vi = other.map_or("sổ đăng ký".to_owned(), |other| {
            format!("báo cáo của {other}")
        });
        let en = other.map_or("the register".to_owned(), |other| {
            format!("the report of {other}")
        });
        desk.job.note(&Text::new(
            format!(
                "Số liệu khác nhau về {body}: tính theo báo cáo của {counted}, không cộng số liệu của {vi} ({figures})."
            ),
            format!(
                "Figures about {body} differ: the report of {counted} counts, {en} is not added ({figures})."
            ),
        ));
    }
}

/// Tables for people; zeros and empty sections are told, too.
fn shown(desk: &Desk<'_>, laid: &Laid) {
    for line in &laid.title {
        desk.job.line(line);
    }
    for section in &laid.sections {
        desk.job.line("");
        desk.job.line(&section.title);
        let heading: Vec<String> = section.headings.clone();
        let rows = section.rows.iter();
        let rows = rows.map(|row| row.iter().map(report::Cell::shown).collect());
        let all: Vec<Vec<String>> = std::iter::once(heading).chain(rows).collect();
        let widths = widths(&all);
        for row in &all {
            let cells = row.iter().zip(&widths);
            let cells: Vec<String> = cells
                .map(|(cell, width)| {
                    let blanks = width.saturating_sub(cell.chars().count());
                    let blanks = " ".repeat(blanks);
                    match cell.parse::<u64>().is_ok() {
                        true => format!("{blanks}{cell}"),
                        false => format!("{cell}{blanks}"),
                    }
                })
                .collect();
            desk.job.line(&format!("  {}", cells.join("  ")));
        }
    }
}

/// How wide each column is.
fn widths(rows: &[Vec<String>]) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut widths = vec![0; columns];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    widths
}

/// Every file is a change of its own: one that cannot be taken keeps none of the others out.
fn import(desk: &Desk<'_>, args: &ReportImport) -> Outcome {
    let mut worst = Exit::Passed;
    for path in &args.files {
        let file = path.display().to_string();
        match imported(desk, args, path) {
            Ok((report, received)) => say_imported(desk, &file, &report, received),
            Err(failure) => worst = worst.max(desk.job.fail_file(&file, &failure)),
        }
    }
    Ok(worst)
}

fn imported(
    desk: &Desk<'_>,
    args: &ReportImport,
    path: &std::path::Path,
) -> Result<(Report, Received), Failure> {
    use std::io::Read as _;
    let file = path.display().to_string();
    let mut bytes = Vec::new();
    let opened = std::fs::File::open(path);
    opened
        .and_then(|opened| opened.take(LARGEST).read_to_end(&mut bytes))
        .map_err(|error| failures::io(&file, &error))?;
    let report = Report::read(&bytes).map_err(|fault| no_report(&file, &fault))?;
    let kept = report.clone();
    let done = desk.open()?.change(&desk.by()?, |change| {
        report::receive(change, kept, desk.on, args.replace)
    });
    let (_, received) = done.map_err(|error| reported(&desk.place, error))?;
    Ok((report, received))
}

fn say_imported(desk: &Desk<'_>, file: &str, report: &Report, received: Received) {
    let about = &report.content().about;
    let (word, what) = match received {
        Received::New => ("new", Text::new("đã nhập", "taken in")),
        Received::Replaced => (
            "replaced",
            Text::new("đã thay báo cáo trước", "took the place of the earlier one"),
        ),
        Received::Known => ("known", Text::new("đã có trong sổ", "known already")),
    };
    if desk.job.json {
        let mut value = heading(report);
        value["file"] = json!(file);
        value["received"] = json!(word);
        return desk.job.value(&value);
    }
    let (body, period) = (&about.body.name, about.period);
    desk.job.say(&Text::new(
        format!("Báo cáo {} của {body}: {}.", period.vietnamese(), what.vi),
        format!("Report of {body} on {}: {}.", period.english(), what.en),
    ));
}

/// A report without its figures.
fn heading(report: &Report) -> Value {
    let content = report.content();
    json!({
        "body": content.about.body,
        "period": content.about.period,
        "made_on": content.about.made_on,
        "bodies": content.rows.len(),
        "sha256": report.sha256(),
    })
}

fn list(desk: &Desk<'_>, args: &ReportList) -> Outcome {
    let mut register = desk.open()?;
    let all = register.read(|view| report::received(view, args.period));
    for one in all.map_err(|error| reported(&desk.place, error))? {
        let content = one.report.content();
        if desk.job.json {
            let mut value = heading(&one.report);
            value["received_on"] = json!(one.received_on);
            desk.job.value(&value);
            continue;
        }
        desk.job.line(&format!(
            "{:<24}  {}  {}  {}",
            content.about.period.to_string(),
            content.about.made_on.vietnamese(),
            one.report.sha256().get(..16).unwrap_or_default(),
            content.about.body.name,
        ));
    }
    Ok(Exit::Passed)
}
