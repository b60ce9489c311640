//! Documents that are made: prepared, finished, raised. By the commands of this program, in the room of the document.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64ct::{Base64, Encoding as _};
use clap::FromArgMatches as _;
use kyso_service::{
    Document, ExtendAsked, FinishAsked, Made, PrepareAnswer, PrepareAsked, SignAsked,
};
use serde::{Deserialize, Serialize};

use super::command_line::Words;
use super::held::Held;
use super::keys;
use crate::args::{Cli, Command, Trust, Tsa};
use crate::certificates;
use crate::exit::Failure;
use crate::failures;
use crate::help;
use crate::job::Job;
use crate::key;
use crate::long_term;
use crate::sign::{self, Wish};
use crate::text::words;

/// What is the same for all of them.
pub(super) struct Making<'a> {
    pub(super) trust: &'a Trust,
    pub(super) tsa: &'a Tsa,
    pub(super) job: &'a Job,
}

/// What the client keeps between the halves: the document's digest, what was written after it, the state of the signature.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    version: u8,
    sha256: String,
    written: String,
    state: String,
}

const VERSION: u8 = 1;

impl Making<'_> {
    pub(super) fn sign(
        &self,
        document: &Document,
        asked: &SignAsked,
        held: &Held,
    ) -> Result<Made, Failure> {
        let room = Room::of(document)?;
        let mut words = held.words(asked);
        words.named("output", room.path("signed.pdf"));
        words.0.push(room.file.into());
        let mut args = keys::sign(words, self.job)?;
        (args.trust, args.signing.lasting.tsa) = (self.trust.clone(), self.tsa.clone());
        args.password.given = document.password().cloned();
        held.with(
            || key::open(&args.key, args.request.digest, self.job.lang),
            |device| sign::run_with(&Wish::of(&args), || Ok(Arc::clone(device)), self.job),
        )
        .map_err(|failure| held.untold(room.untold(failure)))?;
        Ok(Made {
            file: room.path("signed.pdf"),
        })
    }

    pub(super) fn prepare(
        &self,
        document: &Document,
        asked: &PrepareAsked,
    ) -> Result<PrepareAnswer, Failure> {
        let room = Room::of(document)?;
        room.sent_certificates("certificate", &asked.certificate)?;
        let mut words = Words::new("prepare");
        words.named("certificate", room.path("certificate"));
        if let Some(chain) = &asked.chain {
            room.sent_certificates("chain", chain)?;
            words.named("chain", room.path("chain"));
        }
        words.maybe("field", asked.field.as_ref());
        words.maybe("reason", asked.reason.as_ref());
        words.maybe("location", asked.location.as_ref());
        if asked.pss {
            words.0.push("--pss".into());
        }
        words.named("state", room.path("state"));
        words.named("to-be-signed", room.path("to-be-signed"));
        words.named("output", room.path("prepared.pdf"));
        self.run(words, &room)?;
        let kept = Kept {
            version: VERSION,
            sha256: document.sha256().to_owned(),
            written: Base64::encode_string(&room.after(document.length())?),
            state: room.text("state")?,
        };
        Ok(PrepareAnswer {
            to_be_signed: Base64::encode_string(&room.read("to-be-signed")?),
            state: serde_json::to_string(&kept).expect("a state is plain data"),
        })
    }

    pub(super) fn finish(&self, document: &Document, asked: &FinishAsked) -> Result<Made, Failure> {
        let kept: Kept = serde_json::from_str(&asked.state).map_err(|_| no_state())?;
        if kept.version != VERSION {
            return Err(no_state());
        }
        if kept.sha256 != document.sha256() {
            return Err(another_document());
        }
        let written = Base64::decode_vec(&kept.written).map_err(|_| no_state())?;
        let room = Room::of(document)?;
        room.copy_with("prepared.pdf", &written)?;
        room.write("state", kept.state.as_bytes())?;
        room.write("signature", &asked.signature)?;
        let mut words = Words::new("finish");
        words.named("prepared", room.path("prepared.pdf"));
        words.named("signature", room.path("signature"));
        words.named("output", room.path("signed.pdf"));
        words.0.push(room.path("state").into());
        self.call(words, &room)?;
        Ok(Made {
            file: room.path("signed.pdf"),
        })
    }

    pub(super) fn extend(&self, document: &Document, asked: ExtendAsked) -> Result<Made, Failure> {
        let room = Room::of(document)?;
        let mut words = Words::new("extend");
        words.named("to", asked.to.word());
        words.named("output", room.path("raised.pdf"));
        self.run(words, &room)?;
        Ok(Made {
            file: room.path("raised.pdf"),
        })
    }

    /// The command, on the document.
    fn run(&self, mut words: Words, room: &Room<'_>) -> Result<(), Failure> {
        words.0.push(room.file.into());
        self.call(words, room)
    }

    fn call(&self, words: Words, room: &Room<'_>) -> Result<(), Failure> {
        let matches = help::command(self.job.lang).try_get_matches_from(words.0);
        let cli = matches.and_then(|matches| Cli::from_arg_matches(&matches));
        let mut cli = cli.map_err(|error| help::usage_failure(&error))?;
        let (trust, tsa) = (self.trust.clone(), self.tsa.clone());
        let password = room.document.password().cloned();
        let outcome = match &mut cli.command {
            Command::Prepare(args) => {
                (args.trust, args.signing.lasting.tsa) = (trust, tsa);
                args.password.given = password;
                sign::prepare(args, self.job)
            }
            Command::Finish(args) => {
                (args.trust, args.signing.lasting.tsa) = (trust, tsa);
                args.password.given = password;
                sign::finish(args, self.job)
            }
            Command::Extend(args) => {
                (args.raising.trust, args.raising.tsa) = (trust, tsa);
                args.raising.password.given = password;
                long_term::extend(args, self.job)
            }
            _ => unreachable!("these three are called"),
        };
        outcome.map(|_| ()).map_err(|failure| room.untold(failure))
    }
}

/// The folder of one document.
struct Room<'d> {
    document: &'d Document,
    file: &'d Path,
    folder: &'d Path,
}

impl<'d> Room<'d> {
    fn of(document: &'d Document) -> Result<Self, Failure> {
        let file = document.path().map_err(|error| unwritten(&error))?;
        let folder = file.parent().unwrap_or(file);
        Ok(Self {
            document,
            file,
            folder,
        })
    }

    /// Where the room is, is nobody's business.
    fn untold(&self, mut failure: Failure) -> Failure {
        let folder = self.folder.join("").display().to_string();
        failure.text.vi = failure.text.vi.replace(&folder, "");
        failure.text.en = failure.text.en.replace(&folder, "");
        failure
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Certificates of the client: one that cannot be read is its own, not what this machine lacks.
    fn sent_certificates(&self, name: &str, octets: &[u8]) -> Result<(), Failure> {
        self.write(name, octets)?;
        certificates::judged(&self.path(name)).map(|_| ())
    }

    fn write(&self, name: &str, octets: &[u8]) -> Result<(), Failure> {
        fs::write(self.path(name), octets).map_err(|error| unwritten(&error))
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, Failure> {
        fs::read(self.path(name)).map_err(|error| unwritten(&error))
    }

    fn text(&self, name: &str) -> Result<String, Failure> {
        fs::read_to_string(self.path(name)).map_err(|error| unwritten(&error))
    }

    /// What the prepared file has after the document: signing writes behind it and changes nothing of it.
    fn after(&self, length: u64) -> Result<Vec<u8>, Failure> {
        let read = || -> io::Result<Vec<u8>> {
            use std::io::{Read as _, Seek as _};
            let mut file = fs::File::open(self.path("prepared.pdf"))?;
            file.seek(io::SeekFrom::Start(length))?;
            let mut octets = Vec::new();
            file.read_to_end(&mut octets)?;
            Ok(octets)
        };
        read().map_err(|error| unwritten(&error))
    }

    /// The document, and these octets behind it.
    fn copy_with(&self, name: &str, octets: &[u8]) -> Result<(), Failure> {
        let copied = fs::copy(self.file, self.path(name)).and_then(|_| {
            let mut file = fs::OpenOptions::new().append(true).open(self.path(name))?;
            file.write_all(octets)
        });
        copied.map_err(|error| unwritten(&error))
    }
}

fn unwritten(error: &io::Error) -> Failure {
    failures::io("kyso serve", error)
}

fn no_state() -> Failure {
    Failure::usage(
        "state",
        words(
            "Trạng thái không phải do prepare của dịch vụ này trả về.",
            "The state is not one that prepare of this service gave.",
        ),
    )
}

fn another_document() -> Failure {
    Failure::usage(
        "another-document",
        words(
            "Văn bản không phải là văn bản đã gửi cho prepare.",
            "The document is not the one that was given to prepare.",
        ),
    )
}
