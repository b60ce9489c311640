//! PINs and passwords: by prompt, by environment variable, by file. Never an argument, never shown.

use std::io::IsTerminal;

use secrecy::SecretString;

use crate::args::Pin;
use crate::exit::Failure;
use crate::text::{Lang, Text};

/// Takes the secret from where the user said it is, else asks on the terminal.
pub(crate) fn read(pin: &Pin, prompt: &Text, lang: Lang) -> Result<SecretString, Failure> {
    match from_source(pin)? {
        Some(secret) => Ok(secret),
        None => ask(prompt, lang),
    }
}

/// The secret named by `--pin-env` or `--pin-file`, if either was given.
pub(crate) fn from_source(pin: &Pin) -> Result<Option<SecretString>, Failure> {
    if let Some(variable) = &pin.pin_env {
        let value = std::env::var(variable).map_err(|_| {
            Failure::environment(
                "pin-not-found",
                Text::new(
                    format!(
                        "Không đọc được mật khẩu (mã PIN): biến môi trường {variable} không có."
                    ),
                    format!("No password (PIN): environment variable {variable} is not set."),
                ),
            )
        })?;
        return Ok(Some(SecretString::from(value)));
    }
    let Some(path) = &pin.pin_file else {
        return Ok(None);
    };
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::environment(
            "pin-not-found",
            Text::new(
                format!("Không đọc được tệp mật khẩu “{}”: {error}.", path.display()),
                format!(
                    "Password file “{}” cannot be read: {error}.",
                    path.display()
                ),
            ),
        )
    })?;
    Ok(Some(SecretString::from(
        text.lines().next().unwrap_or_default().to_owned(),
    )))
}

/// Asks on the terminal without echo.
pub(crate) fn ask(prompt: &Text, lang: Lang) -> Result<SecretString, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::environment(
            "pin-not-found",
            Text::new(
                "Cần mật khẩu (mã PIN) nhưng không có màn hình để hỏi. Đề nghị dùng --pin-env hoặc --pin-file.",
                "A password (PIN) is needed and there is no terminal to ask on. Use --pin-env or --pin-file.",
            ),
        ));
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

/// Asks for one of some exact words; anything else, and no terminal, is no.
pub(crate) fn confirm(question: &Text, accepted: &[&str], lang: Lang) -> bool {
    if !std::io::stdin().is_terminal() {
        return false;
    }
    eprint!("{} ", question.in_lang(lang));
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).is_ok() && accepted.contains(&answer.trim())
}
