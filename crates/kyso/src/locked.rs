//! Documents protected by a password: opened by what the user named, else by asking on the terminal.

use std::io::IsTerminal as _;
use std::sync::{Mutex, PoisonError};

use pdf_revisions::{PdfError, PdfErrorKind, PdfFile, SharedSource};
use secrecy::{ExposeSecret as _, SecretString};

use crate::args::DocumentPassword;
use crate::exit::Failure;
use crate::failures;
use crate::job::Job;
use crate::secret;
use crate::text::{Lang, Text};

/// How often a person is asked for the password of one document. Ours: nothing is locked by a wrong one.
const TRIES: usize = 3;

/// A document that is open.
pub(crate) struct Unlocked {
    pub(crate) file: PdfFile,
    /// What opened it: named, or typed.
    #[cfg(feature = "pages")]
    password: Option<SecretString>,
}

impl Unlocked {
    fn new(file: PdfFile, password: Option<&SecretString>) -> Self {
        #[cfg(not(feature = "pages"))]
        let _ = password;
        Self {
            file,
            #[cfg(feature = "pages")]
            password: password.cloned(),
        }
    }

    /// The password, for those who open the document again.
    #[cfg(feature = "pages")]
    pub(crate) fn password(&self) -> Option<&[u8]> {
        let password = self.password.as_ref()?;
        Some(password.expose_secret().as_bytes())
    }
}

/// Where the passwords of a run come from.
pub(crate) struct Passwords {
    named: Option<SecretString>,
    /// Two threads do not ask at once.
    terminal: Option<Mutex<()>>,
    lang: Lang,
}

impl Passwords {
    pub(crate) fn new(args: &DocumentPassword, job: &Job) -> Result<Self, Failure> {
        let named = secret::of_document(args)?;
        let asks = named.is_none() && std::io::stdin().is_terminal();
        Ok(Self {
            named,
            terminal: asks.then(Mutex::default),
            lang: job.lang,
        })
    }

    /// For many files in a row: nobody sits there to be asked.
    pub(crate) fn never_ask(&mut self) {
        self.terminal = None;
    }

    /// The document in `source`; the password does not matter to one that is not encrypted.
    pub(crate) fn open(&self, name: &str, source: &SharedSource) -> Result<Unlocked, Failure> {
        let opened = match &self.named {
            Some(password) => try_with(source, password),
            None => PdfFile::open(source.clone()).map(|file| Unlocked::new(file, None)),
        };
        let opened = match (opened, &self.terminal) {
            (Err(error), Some(terminal)) if is_locked(&error) => {
                let _alone = terminal.lock().unwrap_or_else(PoisonError::into_inner);
                self.ask(name, source, error)
            }
            (opened, _) => opened,
        };
        opened.map_err(|error| hinted(failures::pdf(name, &error), &error))
    }

    fn ask(
        &self,
        name: &str,
        source: &SharedSource,
        locked: PdfError,
    ) -> Result<Unlocked, PdfError> {
        let prompt = Text::new(
            format!("Mật khẩu mở văn bản “{name}”:"),
            format!("Password of “{name}”:"),
        );
        let mut last = locked;
        for _ in 0..TRIES {
            let Ok(password) = secret::ask(&prompt, self.lang) else {
                break;
            };
            if password.expose_secret().is_empty() {
                break;
            }
            match try_with(source, &password) {
                Err(error) if is_locked(&error) => last = error,
                opened => return opened,
            }
        }
        Err(last)
    }
}

fn try_with(source: &SharedSource, password: &SecretString) -> Result<Unlocked, PdfError> {
    let file = PdfFile::open_with_password(source.clone(), password.expose_secret().as_bytes())?;
    Ok(Unlocked::new(file, Some(password)))
}

const fn is_locked(error: &PdfError) -> bool {
    matches!(
        error.kind,
        PdfErrorKind::PasswordNeeded(_) | PdfErrorKind::PasswordWrong(_)
    )
}

/// Says how a password is given, where one is missing.
fn hinted(mut failure: Failure, error: &PdfError) -> Failure {
    if matches!(error.kind, PdfErrorKind::PasswordNeeded(_)) {
        failure
            .text
            .vi
            .push_str(" Dùng --password-file hoặc --password-env.");
        failure
            .text
            .en
            .push_str(" Use --password-file or --password-env.");
    }
    failure
}
