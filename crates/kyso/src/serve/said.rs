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
    for text in [&mut failure.text.vi, &mut failure.text.en] {
        *text = bare(text);
        for (line, request) in LINE {
            *text = text.replace(line, request);
        }
        if let Some(end) = SEE.iter().find_map(|see| text.find(see)) {
            text.truncate(end);
        }
    }
    problem(&failure)
}

/// Options that are parameters of a request, or of a key of the service, under the same names.
const PARAMETERS: &[&str] = &[
    "appearance",
    "at",
    "certificate",
    "chain",
    "dated",
    "field",
    "images",
    "location",
    "number",
    "place",
    "policy",
    "profiles",
    "province",
    "pss",
    "reason",
    "seal-image",
    "signature-image",
    "symbol",
    "to",
];

/// What only a command line has.
const LINE: &[(&str, &str)] = &[
    ("Dòng lệnh không đúng", "Yêu cầu không đúng"),
    ("Wrong usage", "Wrong request"),
];
/// Where a command is named that tells more: to the end of the text.
const SEE: [&str; 2] = [" Xem: kyso ", " See: kyso "];

/// Parameters without the hyphens of options.
fn bare(text: &str) -> String {
    let mut parts = text.split("--");
    let mut bare = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_word = |one: char| one.is_ascii_lowercase() || one == '-';
        let word = part.split(|one| !is_word(one)).next().unwrap_or_default();
        if !PARAMETERS.contains(&word) {
            bare += "--";
        }
        bare += part;
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn a_parameter_has_no_hyphens_and_the_rest_is_as_it_was() {
        let text = "--place <TRANG:TRÁI,DƯỚI>: --placement, --tsa URL; --images cùng --seal-image.";
        let said = "place <TRANG:TRÁI,DƯỚI>: --placement, --tsa URL; images cùng seal-image.";
        assert_eq!(bare(text), said);
        assert_eq!(bare("--"), "--");
    }
}
