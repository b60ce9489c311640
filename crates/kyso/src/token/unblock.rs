//! `kyso token unblock`: by the security officer of a token of one's own. A device of the government CA is recovered by its
//! authority.

use serde_json::json;

use super::person::Person;
use super::{find, government, material};
use crate::args::{Pin, TokenUnblock};
use crate::exit::{Exit, Outcome};
use crate::failures;
use crate::job::Job;
use crate::text::Text;

/// `kyso token unblock`.
pub(crate) fn unblock(args: &TokenUnblock, job: &Job) -> Outcome {
    let token = find(&args.device)?;
    // A locked device cannot be logged in to: what it shows to everybody must be enough.
    let inventory = token.inventory().map_err(|error| failures::token(&error))?;
    let ground = material::ground(&args.trust, job)?;
    let free = government::release(inventory, &ground, job.now)?;
    let person = Person {
        so_pin: (&args.so_pin).into(),
        new_pin: (&args.new_pin).into(),
        ..Person::with_pin(&Pin::default(), job.lang)
    };
    free.unblock(&person)
        .map_err(|error| failures::token(&error))?;
    let (label, serial) = (&token.info().label, &token.info().serial);
    if job.json {
        job.value(&json!({ "label": label, "serial": serial, "pin": "unblocked" }));
    }
    job.say(&Text::new(
        format!("Đã mở khóa và đặt mật khẩu mới cho thiết bị {label}, số hiệu {serial}."),
        format!("Token {label}, serial {serial}, is unblocked and has its new PIN."),
    ));
    Ok(Exit::Passed)
}
