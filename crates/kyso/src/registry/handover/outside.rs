//! Devices outside the premises: let out by permission, and back.

use gov_ca_registry::entries::{Device, Person, ShortKind, ShortRecord};
use gov_ca_registry::steps::{self, existing};
use gov_ca_registry::store::Record as _;
use gov_ca_registry::{Id, OURS};
use serde_json::json;
use signing_workflow::forms::{Letterhead, PERMISSION, Permission};

use super::{device, fill, name, tell};
use crate::args::{HandoverBack, HandoverOut};
use crate::exit::{Exit, Outcome};
use crate::outputs::{SideFile, replace};
use crate::registry::Desk;
use crate::registry::sides::{Held, letterhead, of_person};
use crate::text::Text;

pub(super) fn let_out(desk: &Desk<'_>, args: &HandoverOut) -> Outcome {
    let id = device(desk, &args.device)?;
    let file = SideFile::open(&args.output, replace(args.force))?;
    let office = desk.office();
    let (held, bearer) = desk.read(|view| {
        let bearer: Person = existing(view, Id::new(args.to))?.into_record();
        Ok((Held::of(view, id, desk)?, bearer))
    })?;
    let slip = ShortRecord {
        until: Some(args.until),
        person: Some(Id::new(args.to)),
        device: Some(id),
        paper: desk.paper("Giấy cho phép", args.paper.as_deref()),
        ..ShortRecord::of(ShortKind::Permission, desk.on, args.purpose.clone())
    };
    let (slip, under) = desk.change(|change| steps::let_out(change, slip, &office))?;
    let from = desk.read(|view| match &held.managed_by {
        Some(body) => letterhead(view, body, args.paper.as_deref(), desk),
        None => Ok(Letterhead::default()),
    })?;
    let values = permission(&held, &bearer, args, desk);
    let values = Permission {
        from,
        grounds: match under == OURS {
            true => Vec::new(),
            false => vec![format!("Căn cứ {under};")],
        },
        ..values
    };
    let held = [held];
    let filled = fill(desk, &PERMISSION, &values, &name(&held))?;
    file.keep(&filled.pdf)?;
    tell(desk, &held, &filled, (Some(slip), &[]));
    Ok(Exit::Passed)
}

/// What the register and the command say.
fn permission(held: &Held, bearer: &Person, args: &HandoverOut, desk: &Desk<'_>) -> Permission {
    let bearer = of_person(bearer, desk.on);
    Permission {
        bearer: bearer.name,
        position: bearer.position,
        device: held.device.number.clone(),
        certificate_of: held.name.clone(),
        purpose: args.purpose.clone(),
        place: args.at.clone().unwrap_or_default(),
        leaves: format!("ngày {}", desk.on.vietnamese()),
        returns: format!("24 giờ 00, ngày {}", args.until.vietnamese()),
        ..Permission::default()
    }
}

pub(super) fn back(desk: &Desk<'_>, args: &HandoverBack) -> Outcome {
    let id = device(desk, &args.device)?;
    let number = &args.device;
    let closed = desk.change(|change| steps::bring_back(change, id, desk.on))?;
    match desk.job.json {
        true => desk
            .job
            .value(&json!({ "table": Device::TABLE, "id": id, "closed": closed })),
        false => desk.job.say(&Text::new(
            format!("Thiết bị {number} đã được mang về trụ sở ({closed} giấy cho phép được đóng)."),
            format!("Device {number} is back ({closed} permission slips were closed)."),
        )),
    }
    Ok(Exit::Passed)
}
