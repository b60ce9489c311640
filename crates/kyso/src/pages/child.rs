//! The child's end: reads questions on standard input until it closes.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use page_view::{PageView, PageViewError};

use super::protocol::{self, Answer, Question};

/// The word that makes this program the child. Hidden: not a public interface.
pub(crate) const WORD: &str = "__pages";

/// Address space of the child. Ours: a file of 512 MiB, four layers of 64 MB, stacks, and the program itself.
#[cfg(unix)]
const MEMORY: u64 = 3 << 30;

/// Serves until the parent closes the pipe.
pub(crate) fn serve() -> ExitCode {
    bound_memory();
    // A panic is an answer here, not a message on the terminal.
    std::panic::set_hook(Box::new(|_| ()));
    let mut input = io::stdin().lock();
    let mut output = io::BufWriter::new(io::stdout().lock());
    let mut open = None;
    loop {
        let question = match protocol::hear(&mut input) {
            Ok(Some(question)) => question,
            Ok(None) => return ExitCode::SUCCESS,
            Err(_) => return ExitCode::FAILURE,
        };
        let Ok(answer) = answer(&question, &mut open, &mut input) else {
            return ExitCode::FAILURE;
        };
        if tell(&mut output, &answer).is_err() {
            return ExitCode::FAILURE;
        }
    }
}

fn answer(
    question: &Question,
    open: &mut Option<PageView>,
    input: &mut impl BufRead,
) -> io::Result<Answer> {
    if let Question::Open { length } = question {
        *open = None; // the earlier file's memory first
        let bytes = protocol::bytes(input, *length)?;
        return Ok(match PageView::open(bytes.into(), None) {
            Ok(view) => {
                let pages = (0..view.page_count()).map_while(|page| view.page_geometry(page).ok());
                let pages = pages.collect();
                *open = Some(view);
                Answer::Opened { pages }
            }
            Err(error) => Answer::Failed { error },
        });
    }
    let look = || look(question, open.as_ref()?);
    Ok(look()
        .unwrap_or(Err(PageViewError::Malformed))
        .unwrap_or_else(|error| Answer::Failed { error }))
}

/// The answer to a question about an open file.
fn look(question: &Question, view: &PageView) -> Option<Result<Answer, PageViewError>> {
    let picture = |png: Vec<u8>| Answer::Picture {
        length: png.len(),
        png,
    };
    match *question {
        Question::Open { .. } => None,
        Question::Text { page } => Some(view.text(page).map(|text| Answer::Text { text })),
        Question::Render {
            page,
            area: Some(area),
            dpi,
        } => Some(view.render_area(page, area, dpi).map(picture)),
        Question::Render {
            page,
            area: None,
            dpi,
        } => Some(view.render(page, dpi).map(picture)),
    }
}

fn tell(output: &mut impl Write, answer: &Answer) -> io::Result<()> {
    protocol::say(output, answer)?;
    if let Answer::Picture { png, .. } = answer {
        output.write_all(png)?;
    }
    output.flush()
}

/// A file that asks for all memory gets an end, not the machine's.
#[cfg(unix)]
fn bound_memory() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let already = getrlimit(Resource::As);
    let bound = Rlimit {
        current: Some(
            already
                .current
                .map_or(MEMORY, |current| current.min(MEMORY)),
        ),
        ..already
    };
    let _ = setrlimit(Resource::As, bound);
}

/// Where the system has no such bound, the parent's patience is the only one.
#[cfg(not(unix))]
fn bound_memory() {}
