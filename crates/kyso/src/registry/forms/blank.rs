//! Forms to be printed and filled in by hand; no register is needed.

use serde_json::json;
use signature_appearance::Fonts;
use signing_workflow::durable;
use signing_workflow::forms::{ALL, Described, Known};

use super::not_drawn;
use crate::args::{FormBlank, FormCommand};
use crate::exit::{Exit, Failure, Outcome};
use crate::job::Job;
use crate::text::{Text, Words, words};
use crate::{failures, outputs};

pub(in crate::registry) fn run(command: &FormCommand, job: &Job) -> Outcome {
    match command {
        FormCommand::List => list(job),
        FormCommand::Blank(args) => blank(args, job),
    }
}

fn list(job: &Job) -> Outcome {
    for form in ALL {
        let (known, word) = known(form.known);
        match job.json {
            true => job.value(&json!({
                "form": form.id, "title": form.title, "source": form.source, "known": word,
            })),
            false => {
                job.line(&format!("{:<20} {}", form.id, form.title));
                let source = [form.source, known.in_lang(job.lang)];
                let source: Vec<&str> = source.into_iter().filter(|one| !one.is_empty()).collect();
                job.line(&format!("{:<20} {}", "", source.join(": ")));
            }
        }
    }
    Ok(Exit::Passed)
}

/// How well a layout is known, in words and in a word.
const fn known(known: Known) -> (Words, &'static str) {
    match known {
        Known::Read => (
            words("theo nguyên văn đã đọc", "as its text, which was read"),
            "read",
        ),
        Known::Secondary => (
            words(
                "theo bản chép lại, chưa đọc Công báo",
                "as a transcription; the gazette was not read",
            ),
            "secondary",
        ),
        Known::Letter => (
            words(
                "công văn theo thể thức Nghị định số 30/2020/NĐ-CP",
                "a letter in the layout of Decree 30/2020/NĐ-CP",
            ),
            "letter",
        ),
        _ => (words("mẫu của chương trình", "the program's own"), "ours"),
    }
}

fn blank(args: &FormBlank, job: &Job) -> Outcome {
    let form = ALL.iter().find(|form| form.id == args.form);
    let form: &Described = form.ok_or_else(|| unknown(&args.form))?;
    let made = (form.blank)(&Fonts::liberation()).map_err(|error| not_drawn(&error))?;
    durable::write(&args.output, &made.pdf, outputs::replace(args.force))
        .map_err(|error| failures::writing(&args.output, &error))?;
    let file = args.output.display().to_string();
    match job.json {
        true => job.value(&json!({ "file": file, "form": form.id, "pages": made.pages })),
        false => job.say(&Text::new(
            format!("Đã ghi “{file}”: {}, {} trang.", form.title, made.pages),
            format!("“{file}” was written: {}, {} pages.", form.id, made.pages),
        )),
    }
    Ok(Exit::Passed)
}

fn unknown(form: &str) -> Failure {
    Failure::usage(
        "unknown-form",
        Text::new(
            format!("Không có biểu mẫu “{form}”. Xem: kyso registry form list"),
            format!("There is no form “{form}”. For the list: kyso registry form list"),
        ),
    )
}
