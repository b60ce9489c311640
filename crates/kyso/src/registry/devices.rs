//! Key devices: what happens to them, and the list.

use gov_ca_model::Life as _;
use gov_ca_registry::Id;
use gov_ca_registry::entries::{Device, Subscriber};
use gov_ca_registry::steps::{self, DeviceDeed, Mishap, existing};
use gov_ca_registry::store::Record as _;
use serde_json::json;

use super::failed::not_found;
use super::records::holder_name;
use super::sides::kind_of;
use super::{Desk, mishap, told};
use crate::args::{DeviceCommand, DeviceStepArgs};
use crate::exit::{Exit, Outcome};
use crate::text::Text;

pub(super) fn run(desk: &Desk<'_>, command: &DeviceCommand) -> Outcome {
    match command {
        DeviceCommand::Step(args) => step(desk, args),
        DeviceCommand::Lost(args) => mishap::befell(desk, args, Mishap::Lost),
        DeviceCommand::Exposed(args) if args.suspected => {
            mishap::befell(desk, &args.mishap, Mishap::Suspected)
        }
        DeviceCommand::Exposed(args) => mishap::befell(desk, &args.mishap, Mishap::Exposed),
        DeviceCommand::Broken(args) => mishap::befell(desk, args, Mishap::Broken),
        DeviceCommand::List => list(desk),
    }
}

fn step(desk: &Desk<'_>, args: &DeviceStepArgs) -> Outcome {
    let number = args.device.as_str();
    let found =
        desk.read(|view| Ok(view.first::<Device>("WHERE number = $1", &[number.into()])?))?;
    let found = found.ok_or_else(|| {
        not_found(&Text::new(
            format!("thiết bị số hiệu {number}"),
            format!("device number {number}"),
        ))
    })?;
    let deed = DeviceDeed {
        step: args.step,
        on: desk.on,
        since: Some(desk.happened(args.since)?),
        paper: desk.paper("Biên bản", args.paper.as_deref()),
        channel: None,
        to: args.to.map(Id::new),
        assigned_by: desk.paper("Quyết định", args.assigned_by.as_deref()),
        note: args.note.clone(),
    };
    let office = desk.office();
    let done =
        desk.change(|change| steps::take_device_step(change, Id::of(&found), &deed, &office))?;
    let state = done.device.record().history.state();
    if desk.job.json {
        desk.job.value(&json!({
            "table": Device::TABLE,
            "id": done.device.id(),
            "number": number,
            "state": state,
            "blocked": done.blocked,
            "findings": told::findings(&done.judged, desk.job),
        }));
        return Ok(Exit::Passed);
    }
    desk.job.say(&Text::new(
        format!("Thiết bị {number}: {}.", state.vietnamese()),
        format!("Device {number}: {}.", state.word()),
    ));
    if !done.blocked.is_empty() {
        let count = done.blocked.len();
        desk.job.say(&Text::new(
            format!("Đã chặn {count} chứng thư trên thiết bị; lập yêu cầu thu hồi bằng kyso registry request draft revoke."),
            format!("{count} certificates on it are blocked; ask for their revocation with kyso registry request draft revoke."),
        ));
    }
    told::beside(&done.judged, true, desk.job);
    Ok(Exit::Passed)
}

fn list(desk: &Desk<'_>) -> Outcome {
    super::records::list::<Device>(desk, |view, device| {
        let state = device.history.state();
        let subscriber = device.subscriber.map(|id| existing::<Subscriber>(view, id));
        let subscriber = subscriber.transpose()?;
        let holder = subscriber.map(|one| holder_name(view, &one.record().holder, desk));
        let holder = holder.transpose()?;
        let line = format!(
            "{}  {}  {}  {}",
            device.number,
            kind_of(&device.kind),
            holder.as_deref().unwrap_or("—"),
            state.vietnamese()
        );
        let json = json!({
            "number": device.number,
            "kind": device.kind,
            "token_serial": device.token_serial,
            "state": state,
            "subscriber": device.subscriber,
            "holder": holder,
        });
        Ok((line, json))
    })
}
