//! `kyso token pin change`: the one thing on a device that its subscriber may change.

use serde_json::json;

use super::find;
use super::person::Person;
use crate::args::PinChange;
use crate::exit::{Exit, Outcome};
use crate::failures;
use crate::job::Job;
use crate::text::Text;

/// `kyso token pin change`.
pub(crate) fn change(args: &PinChange, job: &Job) -> Outcome {
    let token = find(&args.device)?;
    let person = Person {
        new_pin: (&args.new_pin).into(),
        ..Person::with_pin(&args.pin, job.lang)
    };
    token
        .change_pin(&person)
        .map_err(|error| failures::token(&error))?;
    let (label, serial) = (&token.info().label, &token.info().serial);
    if job.json {
        job.value(&json!({ "label": label, "serial": serial, "pin": "changed" }));
    }
    job.say(&Text::new(
        format!("Đã đổi mật khẩu của thiết bị {label}, số hiệu {serial}."),
        format!("The PIN of token {label}, serial {serial}, was changed."),
    ));
    Ok(Exit::Passed)
}
