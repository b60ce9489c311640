//! `kyso token init`: a token of one's own, never one of the government CA.

use serde_json::json;
use token_pkcs11::{Token, TokenError};

use super::person::Person;
use super::{find, government, load, material};
use crate::args::TokenInit;
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::job::Job;
use crate::text::{Text, words};

/// `kyso token init`.
pub(crate) fn init(args: &TokenInit, job: &Job) -> Outcome {
    let failed = |error: TokenError| failures::token(&error);
    let token = device(args)?;
    if token.info().initialised && !args.erase {
        return Err(Failure::usage(
            "erase",
            words(
                "Thiết bị đã được khởi tạo: khởi tạo lại làm mất mọi khóa và chứng thư trên đó. Thêm --erase nếu chấp nhận.",
                "The token is initialised: doing it again loses every key and certificate on it. Add --erase to accept that.",
            ),
        ));
    }
    let person = Person {
        so_pin: (&args.so_pin).into(),
        new_pin: (&args.new_pin).into(),
        ..Person::with_pin(&args.pin, job.lang)
    };
    // Looked at with all that can be seen: logged in where its user's PIN can be used.
    let pin = &token.info().pin;
    let inventory = if pin.initialised && !pin.locked {
        token.inventory_logged_in(&person)
    } else {
        token.inventory()
    };
    let ground = material::ground(&args.trust, job)?;
    let free = government::release(inventory.map_err(failed)?, &ground, job.now)?;
    let token = free.initialise(&args.label, &person).map_err(failed)?;
    let (label, serial) = (&token.info().label, &token.info().serial);
    if job.json {
        job.value(&json!({ "label": label, "serial": serial, "token": "initialised" }));
    }
    job.say(&Text::new(
        format!("Đã khởi tạo thiết bị {label}, số hiệu {serial}."),
        format!("Token {label}, serial {serial}, is initialised."),
    ));
    Ok(Exit::Passed)
}

/// The one named, else the one that is not initialised.
fn device(args: &TokenInit) -> Result<Token, Failure> {
    if args.device.token_label.is_some() || args.device.token_serial.is_some() {
        return find(&args.device);
    }
    let blank = load(&args.device.module).and_then(|module| module.blank_tokens());
    let mut blank = blank.map_err(|error| failures::token(&error))?;
    blank.retain(|token| args.slot.is_none_or(|slot| token.info().slot_id == slot));
    match (blank.pop(), blank.len()) {
        (Some(one), 0) => Ok(one),
        (None, _) => Err(Failure::environment(
            "no-token",
            words(
                "Không có thiết bị nào chưa khởi tạo; với thiết bị đã khởi tạo, nêu --token-label hoặc --token-serial.",
                "No token is left to be initialised; name one that is with --token-label or --token-serial.",
            ),
        )),
        (Some(_), others) => Err(Failure::environment(
            "several-tokens",
            Text::new(
                format!(
                    "Có {} thiết bị chưa khởi tạo; đề nghị nêu --slot.",
                    others + 1
                ),
                format!(
                    "{} tokens are not initialised; name one with --slot.",
                    others + 1
                ),
            ),
        )),
    }
}
