//! The person at the terminal, or what stands for them in scripts.

use secrecy::SecretString;
use token_pkcs11::{Interaction, PinPurpose, PinRequest, PinWarning};

use crate::args::Pin;
use crate::secret;
use crate::text::{Lang, Text, words};

/// The person at the terminal, or what stands for them in scripts.
pub(super) struct Person {
    pub(super) pin: Pin,
    pub(super) lang: Lang,
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
