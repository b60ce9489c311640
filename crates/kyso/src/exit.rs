//! Exit codes, a public interface (design.md 4), and the failures that carry them.

use pdf_revisions::Anomaly;

use crate::text::Text;

/// How a run ended. The order of the variants is the order of "worst" over several files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Everything passed.
    Passed,
    /// Nothing can be decided: indeterminate, undetermined, unsigned.
    Undecided,
    /// A negative verdict, or a duty that is violated.
    Negative,
    /// Malformed, unsupported, or over a limit.
    Unreadable,
    /// Token, PIN, network, file access, no trust configured.
    Environment,
    /// The user stopped a batch (`^C`); 128 + SIGINT, as shells count.
    Interrupted,
    /// The command line is wrong.
    Usage,
    /// A defect of this program.
    Defect,
}

impl Exit {
    /// The number other programs see.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Passed => 0,
            Self::Negative => 1,
            Self::Undecided => 2,
            Self::Unreadable => 3,
            Self::Environment => 4,
            Self::Interrupted => 130,
            Self::Usage => 64,
            Self::Defect => 70,
        }
    }
}

/// Why a command could not answer.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    /// A stable kebab-case code for programs.
    pub(crate) code: &'static str,
    pub(crate) text: Text,
    /// Where in the file, where bytes are involved.
    pub(crate) offset: Option<u64>,
    /// The word of the JSON key `verdict` when a file has no report.
    pub(crate) verdict: &'static str,
    /// What was noticed of the file before it could not be read further.
    pub(crate) noticed: Box<[Anomaly]>,
}

impl Failure {
    pub(crate) fn new(exit: Exit, code: &'static str, text: impl Into<Text>) -> Self {
        let verdict = match exit {
            Exit::Unreadable => "malformed",
            _ => "unreadable",
        };
        Self {
            exit,
            code,
            text: text.into(),
            offset: None,
            verdict,
            noticed: Box::default(),
        }
    }

    pub(crate) fn environment(code: &'static str, text: impl Into<Text>) -> Self {
        Self::new(Exit::Environment, code, text)
    }

    pub(crate) fn usage(code: &'static str, text: impl Into<Text>) -> Self {
        Self::new(Exit::Usage, code, text)
    }

    /// Whether nothing but a password is missing.
    pub(crate) fn is_locked(&self) -> bool {
        matches!(self.code, "password-needed" | "password-wrong")
    }

    pub(crate) fn at(mut self, offset: Option<u64>) -> Self {
        self.offset = offset;
        self
    }

    pub(crate) fn verdict(mut self, verdict: &'static str) -> Self {
        self.verdict = verdict;
        self
    }
}

/// What every command gives back.
pub(crate) type Outcome = Result<Exit, Failure>;

#[cfg(test)]
mod tests {
    use super::Exit;

    #[test]
    fn the_worst_of_several_files_follows_the_written_order() {
        // design.md 4: 70, 4, 3, 1, 2, 0
        let order = [
            Exit::Passed,
            Exit::Undecided,
            Exit::Negative,
            Exit::Unreadable,
            Exit::Environment,
        ];
        assert!(order.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(order.map(Exit::code), [0, 2, 1, 3, 4]);
        assert!(Exit::Defect > Exit::Environment);
    }
}
