//! `kyso registry desk`: what waits on a department's desk, and what it decides of each request.

use std::collections::HashSet;

use gov_ca_model::Life as _;
use gov_ca_registry::desk::{Decision, Waiting, decisions, inbox as waiting};
use gov_ca_registry::entries::{Request, Subscriber};
use gov_ca_registry::sheet::lists::ListedDecision;
use gov_ca_registry::sheet::{self, Content, Listed as _, SheetLimits};
use gov_ca_registry::stated::{Stated, Statement};
use gov_ca_registry::steps::{self, RequestDeed, StepError, existing};
use gov_ca_registry::store::{Change, StoreError, View};
use gov_ca_registry::{Id, Judged};
use regulation_rules::Finding;
use regulation_rules::facts::RequestFacts;
use serde_json::json;

use super::decided::{self, Answered};
use super::failed::{nothing_decided, unknown_letter};
use super::records::{body_name, holder_name};
use super::{Desk, import, written};
use crate::args::{DeskDecide, DeskInbox};
use crate::exit::{Exit, Failure, Outcome};
use crate::text::{Lang, Text};

/// What people know a request by.
struct Named {
    subscriber: String,
    body: String,
}

impl Named {
    fn of(view: &mut View<'_>, request: &Request, desk: &Desk<'_>) -> Result<Self, StepError> {
        let subscriber = existing::<Subscriber>(view, request.subscriber)?;
        Ok(Self {
            subscriber: holder_name(view, &subscriber.record().holder, desk)?,
            body: body_name(view, request.made_by, desk)?,
        })
    }
}

pub(super) fn inbox(desk: &Desk<'_>, args: &DeskInbox) -> Outcome {
    let office = desk.office();
    let all = desk.read(|view| {
        let mut all = Vec::new();
        for one in waiting(view, args.letter.as_deref(), desk.on, &office)? {
            let named = Named::of(view, one.request.record(), desk)?;
            all.push((one, named));
        }
        Ok(all)
    })?;
    if let Some(file) = &args.output {
        let table = ListedDecision::LAYOUT.table(all.iter().map(|(one, named)| cells(one, named)));
        written::write(file, &table, args.force)?;
    }
    for (one, named) in &all {
        show(one, named, desk);
    }
    if !desk.job.json {
        findings(&all, desk);
    }
    let count = all.len();
    desk.job.say(&Text::new(
        format!("{count} yêu cầu đang chờ."),
        format!("{count} requests wait."),
    ));
    Ok(Exit::Passed)
}

/// A row of the list that decisions are filled into.
fn cells(one: &Waiting, named: &Named) -> Vec<Content> {
    let request = one.request.record();
    vec![
        format!("YC-{}", one.request.id()).into(),
        request.history.of().vietnamese().into(),
        named.subscriber.clone().into(),
        named.body.clone().into(),
        request.list.clone().unwrap_or_default().into(),
        one.since.into(),
        one.by.map_or_else(|| "".into(), Content::from),
    ]
}

fn show(one: &Waiting, named: &Named, desk: &Desk<'_>) {
    let (job, request) = (desk.job, one.request.record());
    let kind = request.history.of();
    if job.json {
        let rule = one.rule.as_ref();
        job.value(&json!({
            "request": one.request.id(),
            "kind": kind,
            "subscriber": named.subscriber,
            "body": named.body,
            "letter": request.list,
            "state": request.history.state(),
            "since": one.since,
            "by": one.by,
            "rule": rule.map(Finding::code),
            "ground": rule.map(|rule| rule.ground(job.lang.into())),
            "findings": super::told::findings(&one.judged, job),
        }));
        return;
    }
    let by = one
        .by
        .map_or_else(|| "—".to_owned(), |day| day.vietnamese());
    let ground = one
        .rule
        .as_ref()
        .map(|rule| format!("  ({})", rule.ground(job.lang.into())));
    let what = match job.lang {
        Lang::Vi => kind.vietnamese(),
        Lang::En => kind.word(),
    };
    let state = match job.lang {
        Lang::Vi => request.history.state().vietnamese(),
        Lang::En => request.history.state().word(),
    };
    let letter = request.list.as_deref().unwrap_or("—");
    let ground = ground.map(|ground| format!("  ({ground})"));
    job.line(&format!(
        "YC-{}  {} → {by}  {what}: {} – {}  {letter}  {state}{}",
        one.request.id(),
        one.since.vietnamese(),
        named.subscriber,
        named.body,
        ground.unwrap_or_default()
    ));
}

/// What the law says of the requests that wait: each finding once, with the requests it is about.
fn findings(all: &[(Waiting, Named)], desk: &Desk<'_>) {
    let lang = desk.job.lang.into();
    let mut told: Vec<(String, Vec<String>)> = Vec::new();
    for (one, _) in all {
        for (finding, mark) in against(&one.judged) {
            let (headline, place) = (finding.headline(lang), finding.ground(lang));
            let line = format!("{mark} {headline} ({place})");
            let request = format!("YC-{}", one.request.id());
            match told.iter_mut().find(|(known, _)| *known == line) {
                Some((_, requests)) => requests.push(request),
                None => told.push((line, vec![request])),
            }
        }
    }
    for (line, requests) in told {
        desk.job.line(&format!("{line}: {}", requests.join(", ")));
    }
}

/// ✗ is against the law, ! is weaker, ? is for a person to say.
fn against(judged: &Judged) -> impl Iterator<Item = (&Finding, char)> {
    let breaches = judged.breaches().map(|finding| (finding, '✗'));
    let warnings = judged.warnings().map(|finding| (finding, '!'));
    breaches
        .chain(warnings)
        .chain(judged.open().map(|finding| (finding, '?')))
}

/// A change that has to be given up.
enum GivenUp {
    /// A request does not take its decision.
    Request(Id<Request>, StepError),
    Failed(StepError),
    Refused(Failure),
    /// Rows of the list that are wrong, each told.
    Rows(Vec<String>),
}

impl From<StoreError> for GivenUp {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

pub(super) fn decide(desk: &Desk<'_>, args: &DeskDecide) -> Outcome {
    let (rows, wrong) = match &args.file {
        Some(file) => listed(file, desk)?,
        None => (Vec::new(), Vec::new()),
    };
    if !wrong.is_empty() {
        return Ok(refused(desk, &wrong));
    }
    let done = desk.open()?.change(&desk.by()?, |change| {
        let all = chosen(change, args, &rows, desk)?;
        let approver = args.approved_by.as_deref();
        let mut answered = Vec::new();
        for (id, deed) in &all {
            let one = answer(change, *id, deed, approver, desk)
                .map_err(|error| GivenUp::Request(*id, error))?;
            answered.push(one);
        }
        let papers = match &args.papers {
            Some(folder) => decided::papers(change, &answered, args, folder, desk)
                .map_err(GivenUp::Failed)?
                .map_err(GivenUp::Refused)?,
            None => Vec::new(),
        };
        Ok((answered, papers))
    });
    match done {
        Ok((answered, papers)) => Ok(told(desk, &answered, &decided::named(papers)?)),
        Err(GivenUp::Rows(wrong)) => Ok(refused(desk, &wrong)),
        Err(GivenUp::Refused(failure)) => Err(failure),
        Err(GivenUp::Failed(error)) => Err(super::failed::stepped(&desk.place, error)),
        Err(GivenUp::Request(id, error)) => {
            let mut failure = super::failed::stepped(&desk.place, error);
            let text = &failure.text;
            failure.text = Text::new(
                format!("Yêu cầu YC-{id}: {}", text.vi),
                format!("Request YC-{id}: {}", text.en),
            );
            Err(failure)
        }
    }
}

fn listed(
    file: &std::path::Path,
    desk: &Desk<'_>,
) -> Result<(Vec<ListedDecision>, Vec<String>), Failure> {
    let name = file.display().to_string();
    let taken = sheet::take::<ListedDecision>(&import::tables(file)?, &SheetLimits::DEFAULT);
    let taken = taken.map_err(|error| import::unreadable(&name, &error))?;
    let wrong = taken.errors.iter().map(|error| match desk.job.lang {
        Lang::Vi => error.vietnamese(),
        Lang::En => error.english(),
    });
    let wrong = wrong.collect();
    Ok((taken.rows, wrong))
}

/// Every decision, each request once.
fn chosen(
    change: &mut Change<'_>,
    args: &DeskDecide,
    rows: &[ListedDecision],
    desk: &Desk<'_>,
) -> Result<Vec<Decision>, GivenUp> {
    let (mut all, conflicts) = decisions(change, rows).map_err(GivenUp::Failed)?;
    let mut wrong: Vec<String> = conflicts
        .iter()
        .map(|conflict| match desk.job.lang {
            Lang::Vi => conflict.vietnamese(),
            Lang::En => conflict.english(),
        })
        .collect();
    all.extend(
        args.approve
            .iter()
            .map(|id| (Id::new(*id), RequestDeed::Accept)),
    );
    let returned = args.returned.iter();
    all.extend(returned.map(|(id, why)| (Id::new(*id), RequestDeed::Return(why.clone()))));
    let refused = args.refused.iter();
    all.extend(refused.map(|(id, why)| (Id::new(*id), RequestDeed::Refuse(why.clone()))));
    let mut named: HashSet<i64> = HashSet::new();
    for (id, _) in &all {
        if !named.insert(id.number()) {
            let twice = Text::new(
                format!("YC-{id}: có hai quyết định"),
                format!("YC-{id}: decided twice"),
            );
            wrong.push(twice.in_lang(desk.job.lang).to_owned());
        }
    }
    if !wrong.is_empty() {
        return Err(GivenUp::Rows(wrong));
    }
    if let Some(letter) = &args.approve_rest_of {
        if !is_known(change, letter).map_err(GivenUp::Failed)? {
            return Err(GivenUp::Refused(unknown_letter(letter)));
        }
        let office = desk.office();
        let rest = waiting(change, Some(letter), desk.on, &office).map_err(GivenUp::Failed)?;
        let sent = gov_ca_model::RequestState::Sent;
        let rest = rest.into_iter().map(|one| one.request);
        let rest = rest.filter(|one| one.record().history.state() == sent);
        let rest = rest.filter(|one| !named.contains(&one.id()));
        all.extend(rest.map(|one| (Id::of(&one), RequestDeed::Accept)));
    }
    match all.is_empty() {
        true => Err(GivenUp::Refused(nothing_decided())),
        false => Ok(all),
    }
}

/// Whether a request of the register went, or came, in this letter.
fn is_known(view: &mut View<'_>, letter: &str) -> Result<bool, StepError> {
    let of_letter = view.first::<Request>("WHERE list = $1 LIMIT 1", &[letter.into()])?;
    Ok(of_letter.is_some())
}

fn answer(
    change: &mut Change<'_>,
    id: Id<Request>,
    deed: &RequestDeed,
    approver: Option<&str>,
    desk: &Desk<'_>,
) -> Result<Answered, StepError> {
    let office = desk.office();
    if let (RequestDeed::Accept, Some(approver)) = (deed, approver) {
        // Tây Ninh Điều 17(2): the list is approved by the department
        let mut stated = Stated::default();
        let approved = Statement {
            value: true.into(),
            by: approver.to_owned(),
            on: desk.on,
        };
        stated.state::<RequestFacts>("department_approved", approved)?;
        steps::state(change, id, &stated)?;
    }
    let done = gov_ca_registry::desk::answer(change, id, desk.on, deed, &office)?;
    let request = done.request.into_record();
    let named = Named::of(change, &request, desk)?;
    Ok(Answered {
        id,
        deed: deed.clone(),
        subscriber: named.subscriber,
        body: named.body,
        request,
        judged: done.judged,
    })
}

fn refused(desk: &Desk<'_>, wrong: &[String]) -> Exit {
    if desk.job.json {
        desk.job.value(&json!({ "decided": 0, "errors": wrong }));
        return Exit::Negative;
    }
    for line in wrong {
        desk.job.complain(line);
    }
    desk.job.say(&Text::new(
        "Có lỗi nên chưa ghi quyết định nào.",
        "Because of the errors nothing was decided.",
    ));
    Exit::Negative
}

fn told(desk: &Desk<'_>, answered: &[Answered], papers: &[String]) -> Exit {
    if desk.job.json {
        let rows: Vec<_> = answered
            .iter()
            .map(|one| {
                json!({
                    "request": one.id,
                    "subscriber": one.subscriber,
                    "body": one.body,
                    "state": one.request.history.state(),
                    "reason": one.reason(),
                    "findings": super::told::findings(&one.judged, desk.job),
                })
            })
            .collect();
        desk.job
            .value(&json!({ "decided": rows.len(), "requests": rows, "papers": papers }));
        return Exit::Passed;
    }
    for one in answered {
        let state = match desk.job.lang {
            Lang::Vi => one.request.history.state().vietnamese(),
            Lang::En => one.request.history.state().word(),
        };
        desk.job.line(&format!(
            "YC-{}  {} – {}: {state}  {}",
            one.id,
            one.subscriber,
            one.body,
            one.reason()
        ));
    }
    for paper in papers {
        desk.job.say(&Text::new(
            format!("Đã ghi “{paper}”."),
            format!("“{paper}” was written."),
        ));
    }
    let count = answered.len();
    desk.job.say(&Text::new(
        format!("Đã quyết định {count} yêu cầu."),
        format!("{count} requests were decided."),
    ));
    Exit::Passed
}
