//! PINs and passwords: by prompt, by environment variable, by file. Never an argument, never shown.

use std::io::IsTerminal;
use std::path::Path;

use secrecy::{ExposeSecret as _, SecretString};

use crate::args::{DocumentPassword, Pin};
use crate::exit::Failure;
use crate::text::{Lang, Text};

/// Takes the secret from where the user said it is, else asks on the terminal.
pub(crate) fn read(pin: &Pin, prompt: &Text, lang: Lang) -> Result<SecretString, Failure> {
    match from_source(pin)? {
        Some(secret) => Ok(secret),
        None if pin.is_never_asked => Err(no_terminal()),
        None => ask(prompt, lang),
    }
}

/// The secret that is there already, or is named by `--pin-env` or `--pin-file`.
pub(crate) fn from_source(pin: &Pin) -> Result<Option<SecretString>, Failure> {
    if let Some(given) = &pin.given {
        return Ok(Some(given.clone()));
    }
    named(pin.pin_env.as_deref(), pin.pin_file.as_deref(), &PIN)
}

/// The password of encrypted documents: there already, or named by `--password-env` or `--password-file`.
pub(crate) fn of_document(password: &DocumentPassword) -> Result<Option<SecretString>, Failure> {
    if let Some(given) = &password.given {
        return Ok(Some(given.clone()));
    }
    let (variable, file) = (&password.password_env, &password.password_file);
    named(variable.as_deref(), file.as_deref(), &PASSWORD)
}

/// The password of an account at a time-stamp authority.
pub(crate) fn of_authority(
    variable: Option<&str>,
    file: Option<&Path>,
) -> Result<Option<SecretString>, Failure> {
    named(variable, file, &ACCOUNT)
}

/// The access token for a remote signing service.
pub(crate) fn of_service(variable: &str) -> Result<SecretString, Failure> {
    named(Some(variable), None, &SERVICE).map(Option::unwrap_or_default)
}

/// A one-time password: of a variable, else of the terminal.
pub(crate) fn one_time(
    variable: Option<&str>,
    prompt: &Text,
    lang: Lang,
) -> Result<SecretString, Failure> {
    match named(variable, None, &ONE_TIME)? {
        Some(secret) => Ok(secret),
        None if std::io::stdin().is_terminal() => ask(prompt, lang),
        None => Err(Failure::environment(
            ONE_TIME.code,
            Text::new(
                "Cần mật khẩu dùng một lần nhưng không có màn hình để hỏi. Đề nghị dùng --otp-env.",
                "A one-time password is needed and there is no terminal to ask on. Use --otp-env.",
            ),
        )),
    }
}

/// What a secret is called, and the code of not finding it.
struct Secret {
    code: &'static str,
    vi: &'static str,
    en: &'static str,
}

const PIN: Secret = Secret {
    code: "pin-not-found",
    vi: "mật khẩu (mã PIN)",
    en: "password (PIN)",
};

const PASSWORD: Secret = Secret {
    code: "password-not-found",
    vi: "mật khẩu mở văn bản",
    en: "document password",
};

const ACCOUNT: Secret = Secret {
    code: "tsa-password-not-found",
    vi: "mật khẩu tại máy chủ cấp dấu thời gian",
    en: "password of the time-stamp authority",
};

const SERVICE: Secret = Secret {
    code: "csc-token-not-found",
    vi: "mã truy cập dịch vụ ký số từ xa",
    en: "access token of the remote signing service",
};

const ONE_TIME: Secret = Secret {
    code: "otp-not-found",
    vi: "mật khẩu dùng một lần",
    en: "one-time password",
};

fn named(
    variable: Option<&str>,
    file: Option<&Path>,
    secret: &Secret,
) -> Result<Option<SecretString>, Failure> {
    let Secret { code, vi, en } = secret;
    if let Some(variable) = variable {
        let value = std::env::var(variable).map_err(|_| {
            Failure::environment(
                code,
                Text::new(
                    format!("Không đọc được {vi}: biến môi trường {variable} không có."),
                    format!("No {en}: environment variable {variable} is not set."),
                ),
            )
        })?;
        return Ok(Some(SecretString::from(value)));
    }
    let Some(path) = file else {
        return Ok(None);
    };
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::environment(
            code,
            Text::new(
                format!("Không đọc được tệp mật khẩu “{}”: {error}.", path.display()),
                format!(
                    "Password file “{}” cannot be read: {error}.",
                    path.display()
                ),
            ),
        )
    })?;
    let text = SecretString::from(text);
    let line = text.expose_secret().lines().next().unwrap_or_default();
    Ok(Some(SecretString::from(line)))
}

/// Asks on the terminal without echo.
pub(crate) fn ask(prompt: &Text, lang: Lang) -> Result<SecretString, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(no_terminal());
    }
    let answer =
        rpassword::prompt_password(format!("{} ", prompt.in_lang(lang))).map_err(|error| {
            Failure::environment(
                "pin-not-found",
                Text::new(
                    format!("Không đọc được mật khẩu (mã PIN): {error}."),
                    format!("The password (PIN) could not be read: {error}."),
                ),
            )
        })?;
    Ok(SecretString::from(answer))
}

fn no_terminal() -> Failure {
    Failure::environment(
        "pin-not-found",
        Text::new(
            "Cần mật khẩu (mã PIN) nhưng không có màn hình để hỏi. Đề nghị dùng --pin-env hoặc --pin-file.",
            "A password (PIN) is needed and there is no terminal to ask on. Use --pin-env or --pin-file.",
        ),
    )
}

/// Asks for one of some exact words; anything else, and no terminal, is no.
pub(crate) fn confirm(question: &Text, accepted: &[&str], lang: Lang) -> bool {
    if !std::io::stdin().is_terminal() {
        return false;
    }
    eprint!("{} ", question.in_lang(lang));
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).is_ok() && accepted.contains(&answer.trim())
}
