//! Key devices: where they were at the beginning and at the end, and what happened to them between.

use gov_ca_model::{DeviceState, Life as _};

use super::super::ReportError;
use super::subscribers::class;
use super::{Count, counted};
use crate::Id;
use crate::View;
use crate::entries::Device;

const STILL: &str = "SELECT subscriber.managed_by, subscriber.class, device.state, count(*)
    FROM device LEFT JOIN subscriber ON subscriber.id = device.subscriber
    WHERE device.latest_on < $1 AND coalesce(subscriber.managers, 1) = 1
    GROUP BY 1, 2, 3";
const MOVED: &str =
    "WHERE latest_on >= $1 OR subscriber IN (SELECT id FROM subscriber WHERE managers > 1)";

impl Count<'_> {
    pub(super) fn devices(&mut self, view: &mut View<'_>) -> Result<(), ReportError> {
        let first = [self.period.first().into()];
        view.select(STILL, &first, |row| {
            let (body, class) = (
                row.optional_integer(0)?,
                row.optional_text(1)?.and_then(class),
            );
            let (state, times) = (row.text(2)?, counted(row.integer(3)?));
            self.add(body, &format!("devices.start.{state}"), class, times);
            self.add(body, &format!("devices.end.{state}"), class, times);
            let another = [DeviceState::Broken, DeviceState::Lost];
            if another.iter().any(|wanting| wanting.word() == state) {
                self.add(body, "need.broken-devices", class, times);
            }
            Ok::<_, ReportError>(())
        })?;
        view.each::<Device, ReportError>(MOVED, &first, |stored| {
            self.moved_device(stored.record());
            Ok(())
        })
    }

    fn moved_device(&mut self, device: &Device) {
        let subscriber = device.subscriber.map(Id::number);
        let (before, last) = (self.before(), self.period.last());
        if let Some(state) = device.history.on(before) {
            let what = format!("devices.start.{}", state.word());
            self.add_for(subscriber, &what, before);
        }
        if let Some(state) = device.history.on(last) {
            let what = format!("devices.end.{}", state.word());
            self.add_for(subscriber, &what, last);
            if matches!(state, DeviceState::Broken | DeviceState::Lost) {
                self.add_for(subscriber, "need.broken-devices", last);
            }
        }
        let since = device.history.since();
        if self.period.has(since) {
            self.add_for(subscriber, "devices.step.receive", since);
        }
        for step in device.history.steps() {
            if self.period.has(step.on) {
                let what = format!("devices.step.{}", step.step.word());
                self.add_for(subscriber, &what, step.on);
            }
        }
    }
}
