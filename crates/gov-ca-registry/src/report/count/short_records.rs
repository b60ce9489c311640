//! Trainings, inspections, incidents, difficulties and proposals of the period; applications that are in use at its end.

use gov_ca_model::VietnamDay;

use super::super::ReportError;
use super::super::figures::RECORDS;
use super::super::file::Remark;
use super::Count;
use crate::entries::{ShortKind, ShortRecord};
use crate::{Id, View};

impl Count<'_> {
    pub(super) fn short_records(&mut self, view: &mut View<'_>) -> Result<(), ReportError> {
        let last = self.period.last();
        for kind in RECORDS {
            let values = [kind.word().into(), last.into()];
            let tail = "WHERE kind = $1 AND on_day <= $2 ORDER BY on_day, id";
            view.each::<ShortRecord, ReportError>(tail, &values, |stored| {
                if self.is_told(stored.record(), last) {
                    self.tell(stored.into_record());
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    fn is_told(&self, record: &ShortRecord, last: VietnamDay) -> bool {
        match record.kind {
            ShortKind::Application => record.closed_on.is_none_or(|closed| last < closed),
            _ => self.period.has(record.on),
        }
    }

    fn tell(&mut self, record: ShortRecord) {
        let body = record.body.map(Id::number);
        self.add(body, &format!("records.{}", record.kind.word()), None, 1);
        let body = body.or(self.tree.is_whole.then_some(self.tree.root));
        if let Some(body) = body.filter(|body| self.tree.get(*body).is_some()) {
            let remark = Remark {
                kind: record.kind,
                on: record.on,
                row: 0,
                text: record.text,
            };
            self.remarks.push((body, remark));
        }
    }
}
