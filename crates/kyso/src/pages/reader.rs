//! The parent's end: one child, asked one thing at a time.

use std::io::{self, BufReader, BufWriter, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use super::PagesError;
use super::child::WORD;
use super::protocol::{self, Answer, Question};

/// How long an answer may take. Ours: the child itself gives up a page after ten seconds and says so.
const PATIENCE: Duration = Duration::from_secs(20);

/// A child that reads pages; killed when dropped.
#[derive(Debug)]
pub(crate) struct Reader {
    child: Child,
    to: BufWriter<ChildStdin>,
    answers: Receiver<io::Result<Answer>>,
}

impl Reader {
    pub(crate) fn start() -> Result<Self, PagesError> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg(WORD)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (Some(to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(PagesError::Ended("no pipes".to_owned()));
        };
        let (tell, answers) = sync_channel(1);
        let listen = move || {
            let mut from = BufReader::new(from);
            while let Some(answer) = protocol::answer(&mut from).transpose() {
                let last = answer.is_err();
                if tell.send(answer).is_err() || last {
                    return;
                }
            }
        };
        thread::Builder::new()
            .name("pages".to_owned())
            .spawn(listen)?;
        Ok(Self {
            child,
            to: BufWriter::new(to),
            answers,
        })
    }

    /// Asks, and does not wait. After an error the child is of no more use.
    pub(crate) fn tell(&mut self, question: &Question, bytes: &[u8]) -> Result<(), PagesError> {
        protocol::say(&mut self.to, question)?;
        Ok(self.to.write_all(bytes)?)
    }

    /// Waits for the next answer. After any error but [`PagesError::Page`] the child is of no more use.
    pub(crate) fn hear(&mut self) -> Result<Answer, PagesError> {
        self.to.flush()?;
        match self.answers.recv_timeout(PATIENCE) {
            Ok(Ok(Answer::Failed { error })) => Err(PagesError::Page(error)),
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(error.into()),
            Err(RecvTimeoutError::Timeout) => Err(PagesError::TimedOut),
            Err(RecvTimeoutError::Disconnected) => Err(PagesError::Ended(self.how_it_ended())),
        }
    }

    fn how_it_ended(&mut self) -> String {
        let _ = self.child.kill();
        match self.child.wait() {
            Ok(status) => status.to_string(),
            Err(error) => error.to_string(),
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
