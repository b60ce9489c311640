//! Certificates: where they stood at the beginning and at the end, and what happened between.

use std::collections::{HashMap, HashSet};

use gov_ca_model::{CertificateState, CertificateStep, Life as _, VietnamDay};
use regulation_rules::facts::{IssueKind, RevocationReason};

use super::super::ReportError;
use super::subscribers::class;
use super::{Count, counted};
use crate::View;
use crate::entries::Certificate;

/// Why certificates were revoked, by their numbers.
pub(super) type Reasons = HashMap<i64, RevocationReason>;

/// Of those that lay still: the last day falls before the period begins, within it, within the year after it, or later.
const STILL: &str = "SELECT subscriber.managed_by, subscriber.class, certificate.state,
        CASE WHEN certificate.valid_to < $1 THEN 0 WHEN certificate.valid_to < $2 THEN 1 WHEN certificate.valid_to <= $3 THEN 2 ELSE 3 END,
        count(*)
    FROM certificate LEFT JOIN subscriber ON subscriber.id = certificate.subscriber
    WHERE certificate.latest_on < $4 AND coalesce(subscriber.managers, 1) = 1
    GROUP BY 1, 2, 3, 4";
const MOVED: &str =
    "WHERE latest_on >= $1 OR subscriber IN (SELECT id FROM subscriber WHERE managers > 1)";
/// Subscribers that hold a certificate in effect, of those that lay still.
const HOLDERS: &str = "SELECT DISTINCT subscriber FROM certificate WHERE state = $1 AND latest_on < $2 AND valid_to >= $3";

impl Count<'_> {
    pub(super) fn certificates(
        &mut self,
        view: &mut View<'_>,
        reasons: &Reasons,
    ) -> Result<(), ReportError> {
        self.still_certificates(view)?;
        let mut holders = HashSet::new();
        let moved = [self.period.first().into()];
        view.each::<Certificate, ReportError>(MOVED, &moved, |stored| {
            let certificate = stored.record();
            self.moved_certificate(certificate, reasons.get(&stored.id()).copied());
            if self.state(certificate, self.period.last()) == Some("in-effect") {
                holders.insert(certificate.subscriber.number());
            }
            Ok(())
        })?;
        self.holders(view, holders)
    }

    fn still_certificates(&mut self, view: &mut View<'_>) -> Result<(), ReportError> {
        let (first, last) = (self.period.first(), self.period.last());
        let limits = [
            self.before().into(),
            last.into(),
            year_after(last).into(),
            first.into(),
        ];
        view.select(STILL, &limits, |row| {
            let (body, class) = (
                row.optional_integer(0)?,
                row.optional_text(1)?.and_then(class),
            );
            let (state, ends, times) = (row.text(2)?, row.integer(3)?, counted(row.integer(4)?));
            let mut add = |what: &str| self.add(body, what, class, times);
            match (state, ends) {
                ("in-effect", 0) => {
                    add("certificates.start.expired");
                    add("certificates.end.expired");
                }
                ("in-effect", 1) => {
                    add("certificates.start.in-effect");
                    add("certificates.expired");
                    add("certificates.end.expired");
                }
                ("in-effect", later) => {
                    add("certificates.start.in-effect");
                    add("certificates.end.in-effect");
                    if later == 2 {
                        add("need.ending-certificates");
                    }
                }
                (state, _) => {
                    add(&format!("certificates.start.{state}"));
                    add(&format!("certificates.end.{state}"));
                }
            }
            Ok(())
        })
    }

    /// Where a certificate stands at the end of a day: in effect on the last day of its validity, expired on the next.
    #[expect(clippy::unused_self, reason = "reads as a question of the count")]
    fn state(&self, certificate: &Certificate, day: VietnamDay) -> Option<&'static str> {
        let state = certificate.history.on(day)?;
        let is_over = state == CertificateState::InEffect && certificate.valid_to < day;
        Some(if is_over { "expired" } else { state.word() })
    }

    fn moved_certificate(&mut self, certificate: &Certificate, reason: Option<RevocationReason>) {
        let subscriber = Some(certificate.subscriber.number());
        let (before, last) = (self.before(), self.period.last());
        for (when, day) in [("start", before), ("end", last)] {
            if let Some(state) = self.state(certificate, day) {
                self.add_for(subscriber, &format!("certificates.{when}.{state}"), day);
            }
        }
        if self.state(certificate, last) == Some("in-effect")
            && certificate.valid_to <= year_after(last)
        {
            self.add_for(subscriber, "need.ending-certificates", last);
        }
        let since = certificate.history.since();
        if self.period.has(since) {
            let kind = match certificate.issued_as {
                IssueKind::New => "new",
                IssueKind::Renewed => "renewed",
                IssueKind::Changed => "changed",
            };
            self.add_for(subscriber, &format!("certificates.issued.{kind}"), since);
        }
        let over = certificate.valid_to.next();
        if self.period.has(over) && self.state(certificate, over) == Some("expired") {
            self.add_for(subscriber, "certificates.expired", over);
        }
        for step in certificate.history.steps() {
            if self.period.has(step.on) {
                self.certificate_step(certificate, step.step, step.on, reason);
            }
        }
    }

    fn certificate_step(
        &mut self,
        certificate: &Certificate,
        step: CertificateStep,
        on: VietnamDay,
        reason: Option<RevocationReason>,
    ) {
        let blocked = certificate.blocked.as_ref().map(|block| block.because);
        let reason = reason
            .or(blocked)
            .map_or("unstated", RevocationReason::word);
        let what = match step {
            CertificateStep::Publish => return,
            CertificateStep::Suspend => "certificates.suspended".to_owned(),
            CertificateStep::Resume => "certificates.resumed".to_owned(),
            CertificateStep::Replace => "certificates.replaced".to_owned(),
            CertificateStep::Revoke => format!("certificates.revoked.{reason}"),
        };
        self.add_for(Some(certificate.subscriber.number()), &what, on);
    }

    /// Subscribers with a certificate in effect at the end, each once.
    fn holders(&mut self, view: &mut View<'_>, mut all: HashSet<i64>) -> Result<(), ReportError> {
        let (first, last) = (self.period.first(), self.period.last());
        let values = ["in-effect".into(), first.into(), last.into()];
        view.select(HOLDERS, &values, |row| {
            all.insert(row.integer(0)?);
            Ok::<_, ReportError>(())
        })?;
        for subscriber in all {
            self.add_for(Some(subscriber), "subscribers", last);
        }
        Ok(())
    }
}

/// The last day of the year that begins after the period (Vĩnh Phúc Điều 4(2): the need of the next year).
fn year_after(last: VietnamDay) -> VietnamDay {
    last.next().plus_years(1).previous()
}
