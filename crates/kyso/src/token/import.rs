//! `kyso token import`: key and certificate of a PKCS#12 file onto a token of one's own.

use cades::Pkcs12Key;
use serde_json::json;
use token_pkcs11::{ImportedKey, TokenError};

use super::person::Person;
use super::{find, government, material};
use crate::args::{Pin, TokenImport};
use crate::certificates::hex;
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::job::Job;
use crate::present::display_name;
use crate::secret;
use crate::text::{Lang, Text, words};

/// `kyso token import`.
pub(crate) fn import(args: &TokenImport, job: &Job) -> Outcome {
    let failed = |error: TokenError| failures::token(&error);
    let key = read(args, job.lang)?;
    let certificate = key.certificate();
    if government::is_named_government(certificate) {
        return Err(not_from_a_file());
    }
    let token = find(&args.device)?;
    let person = Person::with_pin(&args.pin, job.lang);
    let inventory = token.inventory_logged_in(&person).map_err(failed)?;
    let ground = material::ground(&args.trust, job)?;
    let free = government::release(inventory, &ground, job.now)?;
    let name = display_name(certificate);
    let id = free
        .import(&ImportedKey {
            pkcs8: key.pkcs8(),
            certificate,
            chain: key.chain(),
            label: args.label.as_deref().unwrap_or(&name),
        })
        .map_err(failed)?;
    let (label, serial, id) = (&token.info().label, &token.info().serial, hex(&id));
    if job.json {
        job.value(&json!({ "label": label, "serial": serial, "key_id": id, "certificate": certificate.subject().to_string() }));
    }
    job.say(&Text::new(
        format!("Đã đưa khóa và chứng thư của {name} vào thiết bị {label}, số hiệu {serial} (CKA_ID {id})."),
        format!("Key and certificate of {name} are on token {label}, serial {serial} (CKA_ID {id})."),
    ));
    Ok(Exit::Passed)
}

fn read(args: &TokenImport, lang: Lang) -> Result<Pkcs12Key, Failure> {
    let name = args.p12.display().to_string();
    let bytes = std::fs::read(&args.p12).map_err(|error| failures::io(&name, &error))?;
    let source = Pin {
        pin_env: args.p12_password_env.clone(),
        pin_file: args.p12_password_file.clone(),
        ..Pin::default()
    };
    let prompt = Text::new(
        format!("Nhập mật khẩu của tệp “{name}”:"),
        format!("Password of “{name}”:"),
    );
    let password = secret::read(&source, &prompt, lang)?;
    Pkcs12Key::open(&bytes, &password).map_err(|error| failures::key_file(&name, &error))
}

/// A device that carries such a certificate is changed by nobody here, so none is made.
fn not_from_a_file() -> Failure {
    Failure::new(
        Exit::Negative,
        "government-device",
        words(
            "Chứng thư trong tệp là chứng thư chữ ký số chuyên dùng công vụ: chương trình không đưa khóa của chứng thư đó vào thiết bị khác.",
            "The certificate in the file is one of the government CA: its key is not put on another device.",
        ),
    )
}
