//! Who has not reported, and to whom a report goes. Both are asked of the rules.

use std::collections::BTreeSet;

use gov_ca_model::VietnamDay;
use regulation_rules::facts::{BodyTier, Fact, OrganisationFacts, Sheets};
use regulation_rules::{Finding, Verdict};

use super::made::received_below;
use super::tree::{Tree, keys};
use super::{Named, Period, ReportError};
use crate::entries::Body;
use crate::{Id, Judged, Office, View};

/// A body that has not reported.
#[derive(Clone, Debug)]
pub struct Missing {
    /// Its number.
    pub id: Id<Body>,
    /// Its name.
    pub body: Named,
    /// Its tier, where somebody said.
    pub tier: Option<BodyTier>,
    /// The rule that wants the report; `None`: no regulation that was read and applies here. None of those names a day.
    pub rule: Option<Finding>,
}

/// To whom a report goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Addressee {
    /// The provincial People's Committee (Ủy ban nhân dân tỉnh).
    PeopleCommittee,
    /// The ministry that answers for it.
    Ministry,
    /// The Government Cipher Committee (Ban Cơ yếu Chính phủ).
    CipherCommittee,
    /// The department that gathers reports.
    Department,
}

impl Addressee {
    const ALL: [Self; 4] = [
        Self::PeopleCommittee,
        Self::Ministry,
        Self::CipherCommittee,
        Self::Department,
    ];

    const fn fact(self) -> Fact {
        match self {
            Self::PeopleCommittee => Fact::ReportToPeopleCommittee,
            Self::Ministry => Fact::ReportToMinistry,
            Self::CipherCommittee => Fact::ReportToCipherCommittee,
            Self::Department => Fact::ReportToDepartment,
        }
    }
}

/// A report that does all that any rule asks for.
fn perfect(
    tier: Option<BodyTier>,
    period: Period,
    on: VietnamDay,
    office: &Office<'_>,
) -> OrganisationFacts {
    let mut sheet = OrganisationFacts::default();
    sheet.province = office.province.map(str::to_owned);
    sheet.considered_on = Some(on);
    sheet.body_tier = tier;
    sheet.report_period = Some(period.kind());
    sheet.reported = Some(true);
    sheet.report_to_people_committee = Some(true);
    sheet.report_to_ministry = Some(true);
    sheet.report_to_cipher_committee = Some(true);
    sheet.report_to_department = Some(true);
    sheet.report_has_use = Some(true);
    sheet.report_has_issues_and_revocations = Some(true);
    sheet.report_has_plan = Some(true);
    sheet.report_has_communes = Some(true);
    sheet
}

/// The rule that a sheet breaks by one fact.
fn broken(sheet: OrganisationFacts, fact: Fact, office: &Office<'_>) -> Option<Finding> {
    let mut sheets = Sheets::default();
    sheets.organisations.push(sheet);
    let judged = Judged::of(&sheets, office);
    let mut broken = judged.breaches().chain(judged.warnings());
    let by = |finding: &&Finding| matches!(&finding.verdict, Verdict::Violated(evidence) if evidence.0.iter().any(|used| used.fact == fact));
    broken.find(by).cloned()
}

/// To whom the report of a body goes on a day, each with the rule that says so.
pub fn addressees(
    tier: Option<BodyTier>,
    period: Period,
    on: VietnamDay,
    office: &Office<'_>,
) -> Vec<(Addressee, Finding)> {
    let all = Addressee::ALL.into_iter();
    // a department does not report to itself
    let others =
        all.filter(|one| (*one, tier) != (Addressee::Department, Some(BodyTier::Department)));
    let named = others.filter_map(|one| {
        let mut sheet = perfect(tier, period, on, office);
        match one {
            Addressee::PeopleCommittee => sheet.report_to_people_committee = Some(false),
            Addressee::Ministry => sheet.report_to_ministry = Some(false),
            Addressee::CipherCommittee => sheet.report_to_cipher_committee = Some(false),
            Addressee::Department => sheet.report_to_department = Some(false),
        }
        Some((one, broken(sheet, one.fact(), office)?))
    });
    named.collect()
}

/// Bodies directly below one that have neither reported about the period nor stand in the report of another. `but` gathers the reports and sends
/// none to itself. The rule is one in force on the last day of the period, when the report falls due.
///
/// # Errors
/// [`ReportError`].
pub fn missing(
    view: &mut View<'_>,
    body: Option<Id<Body>>,
    but: Option<Id<Body>>,
    period: Period,
    office: &Office<'_>,
) -> Result<Vec<Missing>, ReportError> {
    let tree = Tree::of(view, body, period.last())?;
    let told = told(view, &tree, period)?;
    let below = tree.get(tree.root).map(|root| root.below.clone());
    let below = below.unwrap_or_default().into_iter();
    let below = below.filter(|id| but.map(Id::number) != Some(*id));
    let nodes = below.filter_map(|id| Some((id, tree.get(id)?)));
    let open = nodes.filter(|(_, node)| node.stands && !told.contains(&node.key));
    Ok(open
        .map(|(id, node)| {
            let mut sheet = perfect(node.tier, period, period.last(), office);
            sheet.reported = Some(false);
            Missing {
                id: Id::new(id),
                body: node.named.clone(),
                tier: node.tier,
                rule: broken(sheet, Fact::Reported, office),
            }
        })
        .collect())
}

/// The bodies that some report about the period has a row for; one about the root tells nothing of who reported to it.
fn told(view: &mut View<'_>, tree: &Tree, period: Period) -> Result<BTreeSet<String>, ReportError> {
    let received = received_below(view, tree, period)?;
    let keys = received
        .iter()
        .flat_map(|(key, one)| keys(&one.report.content().rows, Some(key)));
    Ok(keys.collect())
}
