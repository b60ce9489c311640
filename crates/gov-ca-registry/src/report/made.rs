//! Reports made, received and added up.

use std::collections::BTreeSet;

use gov_ca_model::VietnamDay;

use super::count::count;
use super::figures::{Figures, may_be_stated};
use super::file::{About, Content, Named, Report, Row, Source};
use super::total::{Reported, Whole, total};
use super::tree::{Tree, all};
use super::{Period, ReportError};
use crate::entries::{Body, ReceivedReport};
use crate::names::same_name;
use crate::steps::existing;
use crate::{Change, Id, Office, StoreError, View};
use gov_ca_model::SubscriberClass;

/// What a report is to be.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The body it counts, with everything below it; none: the one that has nothing above it.
    pub body: Option<Id<Body>>,
    /// Who reports, where it is another.
    pub from: Option<Id<Body>>,
    /// The period.
    pub period: Period,
    /// What was counted elsewhere (documents signed, checked, issued: `use.…`) or is stated (`need.new-posts`); of the body itself.
    pub stated: Vec<(String, Option<SubscriberClass>, u64)>,
    /// What of that a person stated.
    pub by_persons: Vec<String>,
    /// The template it is made for.
    pub template: String,
    /// The short name of the operator.
    pub made_by: String,
    /// The day.
    pub made_on: VietnamDay,
    /// The program.
    pub program: String,
}

impl Draft {
    /// As much of the period as can be counted on the day the report is made.
    fn counted(&self) -> Result<Period, ReportError> {
        let (period, on) = (self.period, self.made_on);
        period.until(on).ok_or(ReportError::NotBegun { period, on })
    }
}

/// Makes a report: what the register counts itself, with the reports about the same period that were received from bodies below. Each body
/// counts once; what two sources tell differently is told ([`Content::conflicts`]) and not added. A period that is not over is counted to the end of the
/// day the report is made ([`About::counted_to`]).
///
/// # Errors
/// [`ReportError`].
pub fn make(
    view: &mut View<'_>,
    draft: &Draft,
    office: &Office<'_>,
) -> Result<Report, ReportError> {
    let counted = draft.counted()?;
    let last = counted.last();
    let tree = Tree::of(view, draft.body, last)?;
    let reports = received_below(view, &tree, draft.period)?;
    let told: BTreeSet<&str> = reports.iter().map(|(key, _)| key.as_str()).collect();
    let own = own(view, &tree, &told, (draft, counted), office)?;
    let reported: Vec<Reported<'_>> = reports
        .iter()
        .map(|(key, one)| Reported {
            key: key.clone(),
            content: one.report.content(),
        })
        .collect();
    let whole = total(&own, &reported);
    let mut totals = Figures::default();
    for row in &whole.rows {
        totals.add_all(&row.figures);
    }
    let body = tree.get(tree.root).map(|node| node.named.clone());
    let body = body.ok_or(ReportError::NoBody { id: tree.root })?;
    let from = match draft.from {
        Some(from) => named(existing(view, from)?.record(), last),
        None => body.clone(),
    };
    let sources = reports.iter().map(|(_, one)| Source {
        body: one.report.content().about.body.clone(),
        made_on: one.report.content().about.made_on,
        sha256: one.report.sha256().to_owned(),
    });
    let made = Report::of(Content {
        about: About {
            body,
            from,
            period: draft.period,
            template: draft.template.clone(),
            made_by: draft.made_by.clone(),
            made_on: draft.made_on,
            program: draft.program.clone(),
        },
        rows: whole.rows,
        totals,
        remarks: whole.remarks,
        stated: draft.by_persons.clone(),
        sources: sources.collect(),
        conflicts: whole.conflicts,
    });
    made.map_err(ReportError::Fault)
}

fn named(body: &Body, day: VietnamDay) -> Named {
    let codes = body.codes.as_ref();
    Named {
        code: codes.map(|codes| super::tree::first_or(codes, day).as_str().to_owned()),
        name: body.name_on(day).to_owned(),
    }
}

/// What the register itself counts, by the order of its tree. Bodies that are no more and for which nothing was counted or `told` are left out.
fn own(
    view: &mut View<'_>,
    tree: &Tree,
    told: &BTreeSet<&str>,
    (draft, counted): (&Draft, Period),
    office: &Office<'_>,
) -> Result<Whole, ReportError> {
    let (mut figures, remarks) = count(view, tree, counted, office)?;
    for (what, class, times) in &draft.stated {
        if !may_be_stated(what) {
            let what = what.clone();
            return Err(ReportError::NotToBeStated { what });
        }
        figures
            .entry(tree.root)
            .or_default()
            .add(what, *class, *times);
    }
    let mut places = std::collections::BTreeMap::new();
    let mut whole = Whole::default();
    for id in tree.preorder() {
        let Some(node) = tree.get(id) else { continue };
        let figures = figures.remove(&id).unwrap_or_default();
        let has_below = node.below.iter().any(|below| tree.get(*below).is_some());
        let is_told = told.contains(node.key.as_str()) || id == tree.root;
        if !node.stands && figures.is_bare() && !has_below && !is_told {
            continue;
        }
        let above = node.above.filter(|_| id != tree.root);
        places.insert(id, whole.rows.len());
        whole.rows.push(Row {
            body: node.named.clone(),
            tier: node.tier,
            above: above.and_then(|above| places.get(&above).copied()),
            figures,
        });
    }
    for (body, mut remark) in remarks {
        if let Some(row) = places.get(&body) {
            remark.row = *row;
            whole.remarks.push(remark);
        }
    }
    Ok(whole)
}

/// Reports about that period from bodies of the tree, except from its root: each with the key of its body.
pub(super) fn received_below(
    view: &mut View<'_>,
    tree: &Tree,
    period: Period,
) -> Result<Vec<(String, ReceivedReport)>, ReportError> {
    let mut found = Vec::new();
    let tail = "WHERE period = $1 ORDER BY organisation";
    view.each::<ReceivedReport, StoreError>(tail, &[period.to_string().into()], |stored| {
        let report = stored.into_record();
        let body = report.body.number();
        if let Some(node) = tree.get(body).filter(|_| body != tree.root) {
            found.push((node.key.clone(), report));
        }
        Ok(())
    })?;
    Ok(found)
}

/// What became of a report that came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// The very same is there.
    Known,
    /// It is the first of its body and period.
    New,
    /// It took the place of another.
    Replaced,
}

/// Keeps a report of another body, found by the code of that time, or by its name where no two have it.
///
/// # Errors
/// [`ReportError::UnknownBody`]; [`ReportError::Another`] where another report of that body and period is there and `replace` was not said.
pub fn receive(
    change: &mut Change<'_>,
    report: Report,
    on: VietnamDay,
    replace: bool,
) -> Result<(Id<Body>, Received), ReportError> {
    let about = &report.content().about;
    let body = find(change, &about.body, about.period.last())?;
    let values = [body.number().into(), about.period.to_string().into()];
    let tail = "WHERE organisation = $1 AND period = $2";
    let before = change.first::<ReceivedReport>(tail, &values)?;
    let next = ReceivedReport {
        body,
        received_on: on,
        report,
    };
    change.take_step("report.receive", crate::OURS);
    let Some(before) = before else {
        change.insert(next)?;
        return Ok((body, Received::New));
    };
    if before.record().report.sha256() == next.report.sha256() {
        return Ok((body, Received::Known));
    }
    if !replace {
        let there = &before.record().report.content().about;
        return Err(ReportError::Another {
            body: there.body.clone(),
            period: there.period,
            made_on: there.made_on,
        });
    }
    change.update(&before, next)?;
    Ok((body, Received::Replaced))
}

/// The one body that had this code on that day; without a code, the one that had this name. Of several, the one that stood then.
fn find(view: &mut View<'_>, body: &Named, day: VietnamDay) -> Result<Id<Body>, ReportError> {
    let all = all(view, day)?;
    let is_it = |named: &Named| match &body.code {
        Some(_) => named.code == body.code,
        None => same_name(&named.name, &body.name),
    };
    let found = all.iter().filter(|(_, node)| is_it(&node.named));
    let found: Vec<(bool, i64)> = found.map(|(id, node)| (node.stands, *id)).collect();
    let standing: Vec<(bool, i64)> = found
        .iter()
        .copied()
        .filter(|(stands, _)| *stands)
        .collect();
    match (found.as_slice(), standing.as_slice()) {
        ([(_, id)], _) | (_, [(_, id)]) => Ok(Id::new(*id)),
        _ => Err(ReportError::UnknownBody { body: body.clone() }),
    }
}

/// The reports that were received, by period and body.
///
/// # Errors
/// What the register says.
pub fn received(
    view: &mut View<'_>,
    period: Option<Period>,
) -> Result<Vec<ReceivedReport>, ReportError> {
    let (tail, values) = match period {
        Some(period) => (
            "WHERE period = $1 ORDER BY organisation",
            vec![period.to_string().into()],
        ),
        None => ("ORDER BY period, organisation", Vec::new()),
    };
    let found = view.find::<ReceivedReport>(tail, &values)?;
    Ok(found.into_iter().map(crate::Stored::into_record).collect())
}
