//! What the receiving office says: reasons only a person can tell, and what it received before.

use std::path::Path;

use signing_workflow::receive::{RefusalReason, Statement};

use crate::exit::Failure;
use crate::failures;
use crate::text::Text;

/// `R14=…`, and who says so, if told.
pub(crate) fn statements(said: &[String], by: Option<&str>) -> Result<Vec<Statement>, Failure> {
    said.iter().map(|text| statement(text, by)).collect()
}

fn statement(said: &str, by: Option<&str>) -> Result<Statement, Failure> {
    let (code, text) = said.split_once('=').unwrap_or((said, ""));
    let code = RefusalReason::with_code(code.trim()).ok_or_else(|| no_such_reason(said))?;
    Ok(Statement {
        code,
        text: text.trim().to_owned(),
        by: by.map(str::to_owned),
    })
}

fn no_such_reason(said: &str) -> Failure {
    let known: Vec<&str> = RefusalReason::ALL.iter().map(|one| one.code()).collect();
    let known = known.join(", ");
    Failure::usage(
        "stated",
        Text::new(
            format!("“{said}” không thuộc danh sách lý do ({known})."),
            format!("“{said}” is not in the list of reasons ({known})."),
        ),
    )
}

/// The first 64 hexadecimal digits of each line, as `sha256sum` writes them. Other lines are no digests and count for nothing.
pub(crate) fn received(file: Option<&Path>) -> Result<Vec<String>, Failure> {
    let Some(file) = file else {
        return Ok(Vec::new());
    };
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|error| failures::io(&name, &error))?;
    let first = |line: &str| line.trim_start_matches('\\').get(..64).map(str::to_owned);
    let digests = text.lines().filter_map(first);
    Ok(digests
        .filter(|one| one.bytes().all(|b| b.is_ascii_hexdigit()))
        .collect())
}
