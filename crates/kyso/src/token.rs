//! `kyso token …`, and a key on a token for `kyso sign`.

use std::path::Path;
use std::sync::Arc;

use cades::ExternalSigner;
use secrecy::SecretString;
use serde_json::{Value, json};
use token_pkcs11::{
    Interaction, KeyQuery, Module, PinPurpose, PinRequest, PinWarning, PublicKeyMatch, SigningKey,
    TokenError, TokenInfo, TokenQuery, known_modules,
};

use crate::args::{self, Digest, Key, Pin, TokenList};
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::job::Job;
use crate::key;
use crate::present;
use crate::secret;
use crate::text::{Lang, Text, words};

/// The key on the token; its PIN is asked for when it signs.
pub(crate) fn signing_key(
    module: &Path,
    key: &Key,
    digest: Digest,
    lang: Lang,
) -> Result<Box<dyn ExternalSigner>, Failure> {
    let failed = |error: TokenError| failures::token(&error);
    let on = &key.on_token;
    let query = TokenQuery {
        label: on.token_label.clone(),
        serial: on.token_serial.clone(),
    };
    let token = load(module)
        .and_then(|module| module.find_token(&query))
        .map_err(failed)?;
    let wanted = KeyQuery {
        id: on.key_id.as_deref().map(bytes).transpose()?,
        label: on.key_label.clone(),
        certificate_serial: on.certificate_serial.clone(),
    };
    let found = SigningKey::find(
        &token,
        &wanted,
        Arc::new(Person {
            pin: key.pin.clone(),
            lang,
        }),
    )
    .map_err(failed)?;
    let algorithm = key::algorithm(found.certificate().public_key_kind(), digest, key.pss)?;
    Ok(Box::new(found.with_algorithm(algorithm).map_err(failed)?))
}

/// A path, or one of the names of `kyso token list`.
fn load(module: &Path) -> Result<Module, TokenError> {
    match module.to_str() {
        Some(name) if known_modules().iter().any(|known| known.name == name) => {
            Module::load_named(name)
        }
        _ => Module::load(module),
    }
}

fn bytes(hex: &str) -> Result<Vec<u8>, Failure> {
    let digits: String = hex
        .chars()
        .filter(|letter| !matches!(letter, ':' | ' '))
        .collect();
    let pairs = digits.as_bytes().chunks(2);
    pairs
        .map(|pair| {
            std::str::from_utf8(pair)
                .ok()
                .filter(|pair| pair.len() == 2)
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
        })
        .collect::<Option<Vec<u8>>>()
        .ok_or_else(|| {
            Failure::usage(
                "key-id",
                Text::new(
                    format!("“{hex}” không phải số hệ 16."),
                    format!("“{hex}” is not hexadecimal."),
                ),
            )
        })
}

/// The person at the terminal, or what stands for them in scripts.
struct Person {
    pin: Pin,
    lang: Lang,
}

impl Interaction for Person {
    fn ask_pin(&self, request: &PinRequest<'_>) -> Option<SecretString> {
        if request.purpose == PinPurpose::Login || self.pin.is_named() {
            warn(request.warning, self.lang);
        }
        match secret::read(&self.pin, &prompt(request), self.lang) {
            Ok(pin) => Some(pin),
            Err(failure) => {
                eprintln!("{}", failure.text.in_lang(self.lang));
                None
            }
        }
    }

    fn confirm_final_try(&self, _: &PinRequest<'_>) -> bool {
        // A script never spends the last attempt; a person types the word.
        if self.pin.is_named() {
            return false;
        }
        let question = Text::new(
            "Lần nhập này là lần cuối; nếu sai, thiết bị sẽ bị khóa. Gõ TIẾP TỤC để nhập, hoặc Enter để dừng:",
            "This is the last attempt; a wrong PIN locks the device. Type CONTINUE to go on, or Enter to stop:",
        );
        secret::confirm(&question, &["TIẾP TỤC", "CONTINUE"], self.lang)
    }

    fn enter_pin_at_device(&self, _: &PinRequest<'_>) -> bool {
        let text = words(
            "Nhập mật khẩu (mã PIN) trên thiết bị.",
            "Enter the PIN at the device.",
        );
        eprintln!("{}", text.in_lang(self.lang));
        true
    }

    fn reuse_pin_for_each_signature(&self) -> bool {
        self.pin.is_named()
    }
}

fn warn(warning: PinWarning, lang: Lang) {
    let text = match warning {
        PinWarning::None => return,
        PinWarning::CountLow => words("Số lần nhập còn lại ít.", "Few attempts remain."),
        PinWarning::FinalTry => words("Chỉ còn một lần nhập.", "One attempt remains."),
    };
    eprintln!("{}", text.in_lang(lang));
}

/// Message 34 of `office-practice` §3.3.
fn prompt(request: &PinRequest<'_>) -> Text {
    let name = request
        .certificate
        .map(|certificate| certificate.subject().to_string())
        .unwrap_or_default();
    let (label, serial) = (&request.token.label, &request.token.serial);
    Text::new(
        format!(
            "Nhập mật khẩu (mã PIN) của thiết bị lưu khóa bí mật: {label}, số hiệu {serial}, chứng thư của {name}. Mật khẩu không được lưu lại:"
        ),
        format!("PIN of token {label}, serial {serial}, certificate of {name}. It is not kept:"),
    )
}

/// `kyso token list`.
pub(crate) fn list(args: &TokenList, job: &Job) -> Outcome {
    let modules = match &args.module {
        Some(path) => vec![load(path).map_err(|error| failures::token(&error))?],
        None => known_modules()
            .iter()
            .filter_map(|known| Module::load_named(known.name).ok())
            .collect(),
    };
    if modules.is_empty() {
        return Err(Failure::environment(
            "no-module",
            Text::new(
                "Không tìm thấy thư viện PKCS#11 đã biết trên máy. Đề nghị nêu đường dẫn bằng --module.",
                "No known PKCS#11 library is installed. Name one with --module.",
            ),
        ));
    }
    for module in &modules {
        show_module(module, job)?;
    }
    Ok(Exit::Passed)
}

fn show_module(module: &Module, job: &Job) -> Result<(), Failure> {
    let failed = |error: TokenError| failures::token(&error);
    let info = module.info().map_err(failed)?;
    let slots = module.slots().map_err(failed)?;
    if job.json {
        let slots: Vec<Value> = slots
            .iter()
            .map(|slot| json!({ "slot": slot.id, "description": slot.description, "token": slot.token.as_ref().map(token_json) }))
            .collect();
        let line = json!({ "module": info.path.display().to_string(), "manufacturer": info.manufacturer, "description": info.description,
            "version": info.version, "pkcs11_version": info.pkcs11_version, "slots": slots });
        job.line(&line.to_string());
        return Ok(());
    }
    job.line(&format!(
        "{} — {} {} (PKCS#11 {})",
        info.path.display(),
        info.description,
        info.version,
        info.pkcs11_version
    ));
    for slot in slots {
        match &slot.token {
            Some(token) => job.line(&format!("  [{}] {}", slot.id, token_line(token, job.lang))),
            None => job.line(&format!(
                "  [{}] {} — {}",
                slot.id,
                slot.description,
                words("không có thiết bị", "no token").in_lang(job.lang)
            )),
        }
    }
    Ok(())
}

/// `kyso token info`.
pub(crate) fn info(args: &args::TokenInfo, job: &Job) -> Outcome {
    let failed = |error: TokenError| failures::token(&error);
    let query = TokenQuery {
        label: args.token_label.clone(),
        serial: args.token_serial.clone(),
    };
    let token = load(&args.module)
        .and_then(|module| module.find_token(&query))
        .map_err(failed)?;
    let certificates = token.certificates().map_err(failed)?;
    let mechanisms = token.signing_mechanisms().map_err(failed)?;
    if job.json {
        let all: Vec<Value> = certificates
            .certificates
            .iter()
            .map(certificate_json)
            .collect();
        let unreadable: Vec<Value> = certificates
            .unreadable
            .iter()
            .map(|one| json!({ "label": one.label, "reason": one.reason }))
            .collect();
        let line = json!({ "token": token_json(token.info()), "certificates": all, "unreadable": unreadable, "mechanisms": mechanisms });
        job.line(&line.to_string());
        return Ok(Exit::Passed);
    }
    job.line(&token_line(token.info(), job.lang));
    for one in &certificates.certificates {
        let certificate = &one.certificate;
        job.line(&format!(
            "  {} — {}\n      {}: {} – {}; {}",
            one.summary(),
            certificate.issuer(),
            words("thời hạn", "validity").in_lang(job.lang),
            present::day(certificate.not_before()),
            present::day(certificate.not_after()),
            key_match(one.public_key, job.lang)
        ));
    }
    for one in &certificates.unreadable {
        job.line(&format!("  ! {}: {}", one.label, one.reason));
    }
    job.line(&format!(
        "  {}: {}",
        words("cơ chế ký", "signing mechanisms").in_lang(job.lang),
        mechanisms.join(", ")
    ));
    Ok(Exit::Passed)
}

fn key_match(found: PublicKeyMatch, lang: Lang) -> &'static str {
    match found {
        PublicKeyMatch::Matches => words("khóa khớp chứng thư", "key matches the certificate"),
        PublicKeyMatch::Differs => words(
            "khóa KHÔNG khớp chứng thư",
            "key does NOT match the certificate",
        ),
        _ => words(
            "chỉ so được khóa sau khi nhập mật khẩu",
            "key can be compared only after login",
        ),
    }
    .in_lang(lang)
}

fn token_line(token: &TokenInfo, lang: Lang) -> String {
    let label = words("số hiệu", "serial").in_lang(lang);
    format!(
        "{} — {label} {}, {} {}; {}",
        token.label,
        token.serial,
        token.manufacturer,
        token.model,
        pin_line(token, lang)
    )
}

fn pin_line(token: &TokenInfo, lang: Lang) -> String {
    let state = if token.pin.locked {
        words("mật khẩu ĐÃ BỊ KHÓA", "PIN LOCKED")
    } else if !token.pin.initialised {
        words("chưa đặt mật khẩu", "PIN not set")
    } else {
        match token.pin.warning {
            PinWarning::None => words("mật khẩu bình thường", "PIN in order"),
            PinWarning::CountLow => {
                words("số lần nhập mật khẩu còn lại ít", "few PIN attempts remain")
            }
            PinWarning::FinalTry => {
                words("chỉ còn MỘT lần nhập mật khẩu", "ONE PIN attempt remains")
            }
        }
    };
    state.in_lang(lang).to_owned()
}

fn token_json(token: &TokenInfo) -> Value {
    json!({ "label": token.label, "serial": token.serial, "manufacturer": token.manufacturer, "model": token.model,
        "initialised": token.initialised, "login_required": token.login_required,
        "protected_authentication_path": token.protected_authentication_path,
        "pin": { "locked": token.pin.locked, "count_low": token.pin.warning == PinWarning::CountLow,
            "final_try": token.pin.warning == PinWarning::FinalTry, "initialised": token.pin.initialised } })
}

fn certificate_json(one: &token_pkcs11::TokenCertificate) -> Value {
    let id: String = one.id.iter().map(|byte| format!("{byte:02x}")).collect();
    let certificate = &one.certificate;
    json!({ "id": id, "label": one.label, "subject": certificate.subject().to_string(), "issuer": certificate.issuer().to_string(),
        "serial": certificate.serial().to_string(), "not_before": certificate.not_before().to_string(),
        "not_after": certificate.not_after().to_string(), "key": format!("{:?}", one.public_key) })
}
