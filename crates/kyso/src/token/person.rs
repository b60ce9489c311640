//! The person at the terminal, or what stands for them in scripts.

use secrecy::{ExposeSecret as _, SecretString};
use token_pkcs11::{Interaction, PinPurpose, PinRequest, PinWarning, TokenInfo};

use crate::args::Pin;
use crate::exit::Failure;
use crate::secret;
use crate::text::{Lang, Text, words};

/// The person at the terminal, or what stands for them in scripts.
pub(super) struct Person {
    pub(super) pin: Pin,
    /// The security officer's.
    pub(super) so_pin: Pin,
    /// The PIN to be set.
    pub(super) new_pin: Pin,
    pub(super) lang: Lang,
}

impl Person {
    /// Who only knows the PIN.
    pub(super) fn with_pin(pin: &Pin, lang: Lang) -> Self {
        Self {
            pin: pin.clone(),
            so_pin: Pin::default(),
            new_pin: Pin::default(),
            lang,
        }
    }

    /// Where the PIN asked for comes from.
    fn source(&self, purpose: PinPurpose) -> &Pin {
        match purpose {
            PinPurpose::SecurityOfficer => &self.so_pin,
            _ => &self.pin,
        }
    }

    fn tell(&self, text: &Text) {
        eprintln!("{}", text.in_lang(self.lang));
    }

    /// The new PIN by prompt: twice, because nobody sees what is typed.
    fn ask_twice(&self, token: &TokenInfo) -> Result<Option<SecretString>, Failure> {
        let [first, second] = new_pin_prompts(token);
        let new = secret::read(&self.new_pin, &first, self.lang)?;
        if self.new_pin.is_named() {
            return Ok(Some(new));
        }
        let again = secret::ask(&second, self.lang)?;
        let same = new.expose_secret() == again.expose_secret();
        if !same {
            self.tell(&Text::new(
                "Hai lần nhập mật khẩu mới không giống nhau; chưa gửi gì đến thiết bị.",
                "The two new PINs are not the same; nothing was sent to the token.",
            ));
        }
        Ok(same.then_some(new))
    }
}

fn new_pin_prompts(token: &TokenInfo) -> [Text; 2] {
    let (label, serial) = (&token.label, &token.serial);
    let (min, max) = (token.pin.min_length, token.pin.max_length);
    [
        Text::new(
            format!("Mật khẩu mới của thiết bị {label}, số hiệu {serial} ({min} đến {max} ký tự):"),
            format!("New PIN of token {label}, serial {serial} ({min} to {max} characters):"),
        ),
        Text::new("Nhập lại mật khẩu mới:", "The new PIN again:"),
    ]
}

impl Interaction for Person {
    fn ask_pin(&self, request: &PinRequest<'_>) -> Option<SecretString> {
        let source = self.source(request.purpose);
        if request.purpose != PinPurpose::PerOperation || source.is_named() {
            warn(request.warning, self.lang);
        }
        match secret::read(source, &prompt(request), self.lang) {
            Ok(pin) => Some(pin),
            Err(failure) => {
                self.tell(&failure.text);
                None
            }
        }
    }

    fn ask_new_pin(&self, request: &PinRequest<'_>) -> Option<SecretString> {
        let asked = self.ask_twice(request.token);
        asked.unwrap_or_else(|failure| {
            self.tell(&failure.text);
            None
        })
    }

    fn confirm_final_try(&self, request: &PinRequest<'_>) -> bool {
        // A script never spends the last attempt; a person types the word.
        if self.source(request.purpose).is_named() {
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
    if request.purpose == PinPurpose::SecurityOfficer {
        return Text::new(
            format!("Nhập mật khẩu quản trị (SO PIN) của thiết bị: {label}, số hiệu {serial}:"),
            format!("Security officer's PIN of token {label}, serial {serial}:"),
        );
    }
    if request.certificate.is_none() {
        return Text::new(
            format!(
                "Nhập mật khẩu (mã PIN) của thiết bị lưu khóa bí mật: {label}, số hiệu {serial}. Mật khẩu không được lưu lại:"
            ),
            format!("PIN of token {label}, serial {serial}. It is not kept:"),
        );
    }
    Text::new(
        format!(
            "Nhập mật khẩu (mã PIN) của thiết bị lưu khóa bí mật: {label}, số hiệu {serial}, chứng thư của {name}. Mật khẩu không được lưu lại:"
        ),
        format!("PIN of token {label}, serial {serial}, certificate of {name}. It is not kept:"),
    )
}
