//! The law as this program read it, with what the office adds.

use std::path::Path;

use regulation_rules::LawBook;

use crate::exit::Failure;
use crate::failures;
use crate::text::Text;

/// The law book with the overlay in this file, if one is named.
pub(crate) fn book(overlay: Option<&Path>) -> Result<LawBook, Failure> {
    let Some(path) = overlay else {
        return Ok(LawBook::as_read());
    };
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| failures::io(&name, &error))?;
    LawBook::with_overlay(&text).map_err(|error| {
        Failure::environment(
            "overlay",
            Text::new(
                format!("Phần bổ sung quy định “{name}” không dùng được: {error}"),
                format!("The overlay “{name}” cannot be used: {error}"),
            ),
        )
    })
}
