//! What goes wrong, as the service says it.

use kyso_service::{Problem, Words};

use crate::exit::{Exit, Failure};

/// A status for every exit code; the words and the code are the program's.
pub(super) fn problem(failure: &Failure) -> Problem {
    let status = match failure.exit {
        Exit::Usage => 400,
        Exit::Negative | Exit::Undecided | Exit::Unreadable => 422,
        Exit::Environment | Exit::Interrupted => 503,
        Exit::Defect | Exit::Passed => 500,
    };
    let text = Words::new(failure.text.vi.clone(), failure.text.en.clone());
    Problem::new(status, failure.code, text).at(failure.offset)
}

/// The same to who asks by HTTP, in the words of a request.
pub(super) fn told(failure: &Failure) -> Problem {
    let mut failure = failure.clone();
    if failure.code == "password-needed" {
        failure.text.vi += " Gửi mật khẩu trong Kyso-Document-Password.";
        failure.text.en += " Send it as Kyso-Document-Password.";
    }
    problem(&failure)
}
