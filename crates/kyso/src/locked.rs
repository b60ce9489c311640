//! Documents protected by a password: opened by what the user named, else by asking on the terminal.

use std::io::IsTerminal as _;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use pdf_revisions::{PdfError, PdfErrorKind, PdfFile, SharedSource};
use secrecy::{ExposeSecret as _, SecretString};

use crate::args::DocumentPassword;
use crate::documents;
use crate::exit::Failure;
use crate::failures;
use crate::job::Job;
use crate::secret;
use crate::text::{Lang, Text};

/// How often a person is asked for the password of one document. Ours: nothing is locked by a wrong one.
const TRIES: usize = 3;

/// Where the passwords of a run come from.
pub(crate) struct Passwords {
    named: Option<SecretString>,
    /// Two threads do not ask at once.
    terminal: Option<Mutex<()>>,
    /// Whether there is a command line on which one could be named.
    has_options: bool,
    lang: Lang,
}

impl Passwords {
    pub(crate) fn new(args: &DocumentPassword, job: &Job) -> Result<Self, Failure> {
        let named = secret::of_document(args)?;
        let asks = named.is_none() && !job.is_alone && std::io::stdin().is_terminal();
        Ok(Self {
            named,
            terminal: asks.then(Mutex::default),
            has_options: !job.is_alone,
            lang: job.lang,
        })
    }

    /// For many files in a row: nobody sits there to be asked.
    pub(crate) fn without_asking(&self) -> Self {
        Self {
            named: self.named.clone(),
            terminal: None,
            ..*self
        }
    }

    /// What came with a request of the service.
    pub(crate) fn given(&self, password: Option<&SecretString>) -> Self {
        Self {
            named: password.cloned(),
            terminal: None,
            has_options: false,
            lang: self.lang,
        }
    }

    /// The document in `source`; the password does not matter to one that is not encrypted.
    pub(crate) fn open(&self, name: &str, source: &SharedSource) -> Result<PdfFile, Failure> {
        self.unlock(name, source).map(|(file, _)| file)
    }

    /// What opens the document at `path` again.
    pub(crate) fn key_of(&self, path: &Path) -> Result<DocumentKey, Failure> {
        let name = path.display().to_string();
        let (_, password) = self.unlock(&name, &documents::source(path)?)?;
        Ok(DocumentKey(password))
    }

    fn unlock(
        &self,
        name: &str,
        source: &SharedSource,
    ) -> Result<(PdfFile, Option<SecretString>), Failure> {
        let opened = match &self.named {
            Some(password) => try_with(source, password).map(|file| (file, self.named.clone())),
            None => PdfFile::open(source.clone()).map(|file| (file, None)),
        };
        let opened = match (opened, &self.terminal) {
            (Err(error), Some(terminal)) if is_locked(&error) => {
                let _alone = terminal.lock().unwrap_or_else(PoisonError::into_inner);
                self.ask(name, source, error)
            }
            (opened, _) => opened,
        };
        opened.map_err(|error| {
            let failure = self.hinted(failures::pdf(name, &error), &error);
            if failure.verdict == UNSUPPORTED
                && PdfFile::shows_a_signature(source.clone()) == Some(false)
            {
                return unsigned(failure);
            }
            failure
        })
    }

    /// Says how a password is given, where one is missing.
    fn hinted(&self, mut failure: Failure, error: &PdfError) -> Failure {
        if self.has_options && matches!(error.kind, PdfErrorKind::PasswordNeeded(_)) {
            let Text { vi, en } = &mut failure.text;
            vi.push_str(" Dùng --password-file hoặc --password-env.");
            en.push_str(" Use --password-file or --password-env.");
        }
        failure
    }

    fn ask(
        &self,
        name: &str,
        source: &SharedSource,
        locked: PdfError,
    ) -> Result<(PdfFile, Option<SecretString>), PdfError> {
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
                opened => return opened.map(|file| (file, Some(password))),
            }
        }
        Err(last)
    }
}

/// What opens one document, found once.
#[derive(Default)]
pub(crate) struct DocumentKey(Option<SecretString>);

impl DocumentKey {
    /// The password, where one was given.
    pub(crate) const fn password(&self) -> Option<&SecretString> {
        self.0.as_ref()
    }

    /// The document at `path`.
    pub(crate) fn open(&self, path: &Path) -> Result<PdfFile, Failure> {
        let source = documents::source(path)?;
        let opened = match &self.0 {
            Some(password) => try_with(&source, password),
            None => PdfFile::open(source),
        };
        opened.map_err(|error| failures::pdf(&path.display().to_string(), &error))
    }
}

fn try_with(source: &SharedSource, password: &SecretString) -> Result<PdfFile, PdfError> {
    PdfFile::open_with_password(source.clone(), password.expose_secret().as_bytes())
}

const fn is_locked(error: &PdfError) -> bool {
    matches!(
        error.kind,
        PdfErrorKind::PasswordNeeded(_) | PdfErrorKind::PasswordWrong(_)
    )
}

/// The verdict of what this version, or whoever has no password, cannot open.
const UNSUPPORTED: &str = "unsupported";

/// What nobody signed is unsigned, whatever the rest of it says.
fn unsigned(mut failure: Failure) -> Failure {
    failure.text.vi.push_str(" Văn bản không có chữ ký số nào.");
    failure.text.en.push_str(" It holds no signature.");
    failure.verdict("unsigned")
}
