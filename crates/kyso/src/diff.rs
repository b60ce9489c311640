//! `kyso diff`: what later revisions changed after one signature, change by change, with the verdict on each; and pictures
//! of the parts of pages that look different.

#[cfg(feature = "pages")]
mod images;
#[cfg(feature = "pages")]
mod regions;
pub(crate) mod told;

use std::path::Path;

use pades_verify::{Axis, Coverage, SignatureReport};
use pdf_revisions::PdfFile;
use serde_json::Value;

use crate::args::Diff;
use crate::exit::{Exit, Failure, Outcome};
use crate::extract::covered;
#[cfg(not(feature = "pages"))]
use crate::failures;
use crate::job::Job;
#[cfg(feature = "pages")]
use crate::outputs;
#[cfg(feature = "pages")]
use crate::text::Text;
use crate::verify::modifications;
use crate::which;

/// One signature of one file, and what came after it.
pub(crate) struct After<'a> {
    name: String,
    file: &'a PdfFile,
    number: usize,
    signature: &'a SignatureReport,
    coverage: &'a Coverage,
}

/// Pictures of one region of one page, before and after.
#[derive(Debug)]
pub(crate) struct Pair {
    /// Index of the later revision.
    revision: usize,
    /// From 1, in the later revision; of a page that is gone, in the signed one.
    page: usize,
    /// Default user space, points.
    area: [f64; 4],
    /// File names; a new page has no before, a page that is gone no after.
    before: Option<String>,
    after: Option<String>,
}

/// The pictures of a run.
#[derive(Debug, Default)]
pub(crate) struct Pictures {
    pairs: Vec<Pair>,
    /// Pages of one revision that were not compared: too many, or not to be found.
    pages_left_out: usize,
}

/// `kyso diff`.
pub(crate) fn diff(args: &Diff, job: &Job) -> Outcome {
    let policy = modifications(args.policy.as_deref());
    let (file, report) = which::looked_at(&args.file, &args.password, policy, job)?;
    let (number, signature) = which::signature(&report, &args.signature, &args.file)?;
    let after = After {
        name: args.file.display().to_string(),
        file: &file,
        number,
        signature,
        coverage: covered(signature, number)?,
    };
    let images = args.images.as_ref();
    let images = images.map(|folder| pictures(&after, folder, args.force));
    let exit = exit_of(signature);
    if job.json {
        let mut line = told::json(&after, job.lang);
        exhibit(images.as_ref(), &after, &mut line, job);
        job.value(&line);
    } else {
        job.line(&told::text(&after, job.lang));
        if let Some(Ok(images)) = &images {
            job.line(told::pictures(images, job.lang).trim_end());
        }
    }
    match images {
        Some(Err(failure)) if !job.json => Err(failure),
        Some(Err(failure)) => Ok(exit.max(failure.exit)),
        _ => Ok(exit),
    }
}

/// The array `images` and what it does not show, or why there is none.
fn exhibit(
    images: Option<&Result<Pictures, Failure>>,
    after: &After<'_>,
    line: &mut Value,
    job: &Job,
) {
    match images {
        None => {}
        Some(Ok(images)) => {
            line["images"] = told::images_json(&images.pairs, after);
            line["images_left_out"] = told::left_out_json(images);
        }
        Some(Err(failure)) => {
            line["images"] = Value::Array(Vec::new());
            line["images_error"] = crate::present::json::failure(failure, job.lang)["error"].take();
        }
    }
}

/// 0 everything allowed, 1 something not, 2 not known.
const fn exit_of(signature: &SignatureReport) -> Exit {
    match signature.modifications {
        Axis::Proven(_) => Exit::Passed,
        Axis::Refuted(_) => Exit::Negative,
        Axis::NotReached(_) => Exit::Undecided,
    }
}

#[cfg(feature = "pages")]
fn pictures(after: &After<'_>, folder: &Path, force: bool) -> Result<Pictures, Failure> {
    images::write(after, folder, outputs::replace(force))
}

#[cfg(not(feature = "pages"))]
fn pictures(after: &After<'_>, _folder: &Path, _force: bool) -> Result<Pictures, Failure> {
    Err(failures::unsupported(
        &after.name,
        "--images (feature `pages`)",
    ))
}

/// The pages could not be shown.
#[cfg(feature = "pages")]
pub(crate) fn not_shown(name: &str, why: &str) -> Failure {
    Failure::new(
        Exit::Unreadable,
        "pages-not-shown",
        Text::new(
            format!("Không dựng được hình các trang của “{name}”: {why}."),
            format!("The pages of “{name}” cannot be shown: {why}."),
        ),
    )
}
