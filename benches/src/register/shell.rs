//! The engine's own shell: the same question, asked by hand.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use kyso_examples::people::AnyError;

/// `sqlite3` or `psql`.
#[derive(Clone, Debug)]
pub enum Shell {
    /// On a file.
    Sqlite(PathBuf),
    /// On a server.
    Postgres(String),
}

impl Shell {
    /// Runs the statements of a file and throws what they say away; how long that took from the program's start to its end.
    ///
    /// # Errors
    /// When the shell cannot be started or does not like a statement.
    pub fn run(&self, statements: &Path) -> Result<Duration, AnyError> {
        let mut command = match self {
            Self::Sqlite(file) => {
                let mut sqlite = Command::new("sqlite3");
                sqlite.args(["-batch", "-bail", "-readonly"]).arg(file);
                sqlite
            }
            Self::Postgres(address) => {
                let mut psql = Command::new("psql");
                psql.args([
                    "-X",
                    "-q",
                    "-A",
                    "-t",
                    "-v",
                    "ON_ERROR_STOP=1",
                    "-d",
                    address,
                ]);
                psql
            }
        };
        command.stdin(File::open(statements)?).stdout(Stdio::null());
        let started = Instant::now();
        let ended = command
            .status()
            .map_err(|error| format!("{}: {error}", self.name()))?;
        let took = started.elapsed();
        match ended.success() {
            true => Ok(took),
            false => Err(format!("{} ended with {ended}", self.name()).into()),
        }
    }

    /// The name of the program.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "sqlite3",
            Self::Postgres(_) => "psql",
        }
    }
}
