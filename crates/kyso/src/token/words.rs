//! How a token and its certificates are told.

use serde_json::{Value, json};
use token_pkcs11::{PinWarning, PublicKeyMatch, TokenCertificate, TokenInfo};

use crate::text::{Lang, words};

pub(super) fn key_match(found: PublicKeyMatch, lang: Lang) -> &'static str {
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

pub(super) fn token_line(token: &TokenInfo, lang: Lang) -> String {
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

pub(super) fn token_json(token: &TokenInfo) -> Value {
    json!({ "label": token.label, "serial": token.serial, "manufacturer": token.manufacturer, "model": token.model,
        "initialised": token.initialised, "login_required": token.login_required,
        "protected_authentication_path": token.protected_authentication_path,
        "pin": { "locked": token.pin.locked, "count_low": token.pin.warning == PinWarning::CountLow,
            "final_try": token.pin.warning == PinWarning::FinalTry, "initialised": token.pin.initialised } })
}

pub(super) fn certificate_json(one: &TokenCertificate) -> Value {
    let id: String = one.id.iter().map(|byte| format!("{byte:02x}")).collect();
    let certificate = &one.certificate;
    json!({ "id": id, "label": one.label, "subject": certificate.subject().to_string(), "issuer": certificate.issuer().to_string(),
        "serial": certificate.serial().to_string(), "not_before": certificate.not_before().to_string(),
        "not_after": certificate.not_after().to_string(), "key": format!("{:?}", one.public_key) })
}
