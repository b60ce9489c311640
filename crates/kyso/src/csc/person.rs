//! The person whose key it is, at the terminal, or what stands for them in scripts.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use remote_csc::{Interaction, SecretKind, SecretRequest};
use secrecy::SecretString;

use crate::args::Pin;
use crate::secret;
use crate::text::{Lang, Text, words};

/// Between two questions whether it was approved on the phone, and how often at most: three minutes.
const PAUSE: Duration = Duration::from_secs(2);
const ROUNDS: u32 = 90;

pub(super) struct Person {
    pin: Pin,
    otp: Option<String>,
    /// A one-time password of a variable was given away; it is good once.
    is_spent: AtomicBool,
    lang: Lang,
}

impl Person {
    pub(super) fn new(pin: &Pin, otp: Option<&str>, lang: Lang) -> Self {
        Self {
            pin: pin.clone(),
            otp: otp.map(str::to_owned),
            is_spent: AtomicBool::new(false),
            lang,
        }
    }

    fn one_time(&self, prompt: &Text) -> Result<SecretString, crate::exit::Failure> {
        let is_spent = self.is_spent.swap(true, Ordering::Relaxed);
        let variable = self.otp.as_deref().filter(|_| !is_spent);
        secret::one_time(variable, prompt, self.lang)
    }
}

impl Interaction for Person {
    fn ask(&self, request: &SecretRequest<'_>) -> Option<SecretString> {
        let prompt = prompt(request);
        let given = match request.kind {
            SecretKind::Pin => secret::read(&self.pin, &prompt, self.lang),
            SecretKind::OneTimePassword => self.one_time(&prompt),
        };
        given
            .inspect_err(|failure| eprintln!("{}", failure.text.in_lang(self.lang)))
            .ok()
    }

    fn wait_for_approval(&self, round: u32) -> bool {
        if round == 0 {
            let text = words(
                "Đề nghị xác nhận việc ký số trên điện thoại hoặc thiết bị của người ký.",
                "Confirm the signature on the signer's phone or device.",
            );
            eprintln!("{}", text.in_lang(self.lang));
        }
        std::thread::sleep(PAUSE);
        round < ROUNDS
    }
}

fn prompt(request: &SecretRequest<'_>) -> Text {
    let name = request.certificate.subject();
    let said = request.description.or(request.label);
    let said = said.map(|said| format!(" ({said})")).unwrap_or_default();
    match request.kind {
        SecretKind::Pin => Text::new(
            format!(
                "Nhập mật khẩu (mã PIN) tại dịch vụ ký số từ xa, chứng thư của {name}{said}. Mật khẩu không được lưu lại:"
            ),
            format!(
                "PIN at the remote signing service, certificate of {name}{said}. It is not kept:"
            ),
        ),
        SecretKind::OneTimePassword => Text::new(
            format!("Nhập mật khẩu dùng một lần (OTP) của dịch vụ ký số từ xa{said}:"),
            format!("One-time password of the remote signing service{said}:"),
        ),
    }
}
