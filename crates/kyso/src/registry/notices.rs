//! Notices: opened, told, listed.

use gov_ca_model::{CertificateState, Life as _};
use gov_ca_registry::Id;
use gov_ca_registry::entries::{Certificate, Device, Notice};
use gov_ca_registry::steps::{self, RevocationTold};
use gov_ca_registry::store::Record as _;
use serde_json::json;

use super::Desk;
use super::records::list;
use super::requests::numbered;
use crate::args::NoticeCommand;
use crate::exit::{Exit, Outcome};
use crate::present::moment_in;
use crate::text::Text;

pub(super) fn run(desk: &Desk<'_>, command: &NoticeCommand) -> Outcome {
    match command {
        NoticeCommand::Open(args) => {
            let what = Text::new("thiết bị", "device");
            let device = numbered::<Device>(desk, &args.device, &what)?;
            let at = desk.happened(args.discovered)?;
            let id = desk.change(|change| steps::note(change, device, args.event, at))?;
            done(desk, id, &Text::new("đã mở", "opened"))
        }
        NoticeCommand::Told(args) => {
            let id = Id::<Notice>::new(args.notice);
            let at = desk.happened(args.at)?;
            let office = desk.office();
            let notice = desk.change(|change| steps::tell(change, id, args.who, at, &office))?;
            let done_with = match notice.record().closed_on {
                Some(_) => Text::new(
                    "đã ghi việc báo; đã báo đủ nơi phải báo",
                    "noted; nobody is left to be told",
                ),
                None => Text::new("đã ghi việc báo", "noted"),
            };
            done(desk, id, &done_with)
        }
        NoticeCommand::Revocation(args) => {
            let what = Text::new("chứng thư", "certificate");
            let id = numbered::<Certificate>(desk, &args.certificate, &what)?;
            let told =
                desk.change(|change| steps::revocation_told(change, id, args.revoked_on, desk.on))?;
            match desk.job.json {
                true => desk.job.value(&json!({
                    "table": Certificate::TABLE,
                    "id": id,
                    "was": told.was,
                    "revoked_on": told.revoked_on,
                })),
                false => say_revoked(desk, &args.certificate, told),
            }
            Ok(Exit::Passed)
        }
        NoticeCommand::List => list::<Notice>(desk, |view, notice| {
            let device = view.get::<Device>(notice.device.number())?;
            let number = device
                .map(|device| device.into_record().number)
                .unwrap_or_default();
            let event = notice.event.text().in_language(desk.job.lang.into());
            let told: Vec<&str> = notice
                .told
                .iter()
                .map(|told| told.who.text().in_language(desk.job.lang.into()))
                .collect();
            let line = format!(
                "{number}  {event}  {}  {}",
                moment_in(notice.discovered_at, desk.job.lang),
                told.join(", ")
            );
            let json = json!({
                "device": number,
                "event": notice.event,
                "discovered_at": notice.discovered_at,
                "told": notice.told,
                "closed_on": notice.closed_on,
            });
            Ok((line, json))
        }),
    }
}

/// The day the notice came, and that the certificate is revoked by it where it was not before.
fn say_revoked(desk: &Desk<'_>, number: &str, told: RevocationTold) {
    let (on, day) = (desk.on, told.revoked_on);
    desk.job.say(&Text::new(
        format!(
            "Đã ghi ngày nhận thông báo thu hồi chứng thư {number}: {}.",
            on.vietnamese()
        ),
        format!("The notice that certificate {number} was revoked came on {on}."),
    ));
    if told.was != CertificateState::Revoked {
        desk.job.say(&Text::new(
            format!(
                "Sổ đăng ký trước đó ghi chứng thư “{}”; nay ghi đã bị thu hồi từ {}.",
                told.was.vietnamese(),
                day.vietnamese()
            ),
            format!(
                "The register had it as {}; now it is revoked from {day} on.",
                told.was.word()
            ),
        ));
    }
}

fn done(desk: &Desk<'_>, id: Id<Notice>, what: &Text) -> Outcome {
    match desk.job.json {
        true => desk.job.value(&json!({ "table": Notice::TABLE, "id": id })),
        false => desk.job.say(&Text::new(
            format!("Thông báo số {id}: {}.", what.vi),
            format!("Notice {id}: {}.", what.en),
        )),
    }
    Ok(Exit::Passed)
}
