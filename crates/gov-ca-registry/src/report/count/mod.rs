//! What the register itself tells of a period.
//!
//! What lay still since before the period is counted by the engine, from columns; what moved since its beginning is read, record by record,
//! and its history says where it stood on each day. So a report about days long past tells what held then.

mod certificates;
mod devices;
mod requests;
mod short_records;
mod subscribers;

use std::collections::BTreeMap;

use gov_ca_model::{SubscriberClass, VietnamDay};

use super::figures::{BODIES, Figures};
use super::file::Remark;
use super::tree::Tree;
use super::{Period, ReportError};
use crate::{Office, View};
use subscribers::Subscribers;

/// What is counted, for whom.
pub(super) struct Count<'a> {
    tree: &'a Tree,
    period: Period,
    subscribers: Subscribers,
    rows: BTreeMap<i64, Figures>,
    remarks: Vec<(i64, Remark)>,
}

/// Figures of each body of the tree by its number, and what is told in words.
pub(super) type Counted = (BTreeMap<i64, Figures>, Vec<(i64, Remark)>);

/// Counts everything.
pub(super) fn count(
    view: &mut View<'_>,
    tree: &Tree,
    period: Period,
    office: &Office<'_>,
) -> Result<Counted, ReportError> {
    let mut count = Count {
        tree,
        period,
        subscribers: Subscribers::of(view)?,
        rows: BTreeMap::new(),
        remarks: Vec::new(),
    };
    count.bodies();
    let reasons = count.requests(view, office)?;
    count.certificates(view, &reasons)?;
    count.devices(view)?;
    count.short_records(view)?;
    Ok((count.rows, count.remarks))
}

impl Count<'_> {
    /// The day before the period.
    fn before(&self) -> VietnamDay {
        self.period.first().previous()
    }

    /// One more for a body, if it is one of the tree. What belongs to nobody belongs to the root of all.
    fn add(&mut self, body: Option<i64>, what: &str, class: Option<SubscriberClass>, times: u64) {
        let Some(body) = body.or(self.tree.is_whole.then_some(self.tree.root)) else {
            return;
        };
        if self.tree.get(body).is_some() {
            self.rows.entry(body).or_default().add(what, class, times);
        }
    }

    /// One more for the body that managed the subscriber on that day.
    fn add_for(&mut self, subscriber: Option<i64>, what: &str, day: VietnamDay) {
        let (body, class) = self.subscribers.on(subscriber, day);
        self.add(body, what, class, 1);
    }

    fn bodies(&mut self) {
        for id in self.tree.preorder() {
            if self.tree.get(id).is_some_and(|node| node.stands) {
                self.add(Some(id), BODIES, None, 1);
            }
        }
    }
}

/// A count of SQL.
fn counted(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}
