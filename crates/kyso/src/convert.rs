//! `kyso convert`: a DOCX or ODT document as PDF, by an installed LibreOffice, else a clear refusal.
//!
//! A stranger's document goes into a large program. It runs without macros, on a copy, with a profile, a home and a temporary folder of
//! its own that vanish with it, and without the environment of this program; links are not followed and its proxy leads nowhere. That
//! is a matter of its settings, not a wall: whoever needs one runs it in a container. What comes out is taken only when it is one PDF
//! that we can read. Pages may break otherwise than in the office that wrote the document: a person looks before anybody signs.

mod found;
mod office;
mod profile;
mod refused;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use pdf_revisions::{FileSource, PdfFile};
use serde_json::json;
use signing_workflow::DurableFile;
use tempfile::TempDir;

use crate::args::Convert;
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::job::Job;
use crate::outputs;
use crate::text::Text;

pub(crate) use found::find;

/// `kyso convert`.
pub(crate) fn convert(args: &Convert, job: &Job) -> Outcome {
    outputs::keep_apart(&[&args.input], &[&args.output])?;
    let office = Office {
        program: find(args.libreoffice.as_deref(), &job.config)?,
        patience: Duration::from_secs(args.timeout),
    };
    let writing = |error| failures::writing(&args.output, &error);
    let result =
        DurableFile::beside(&args.output, outputs::replace(args.force)).map_err(writing)?;
    let made = to_pdf(&args.input, &office)?;
    made.put(result).map_err(writing)?;
    let (file, pages) = (args.output.display(), made.pages);
    if job.json {
        job.value(&json!({
            "file": args.output, "converted": true, "source": args.input, "pages": pages, "converter": office.program,
        }));
    }
    job.say(&Text::new(
        format!(
            "Đã chuyển “{}” sang PDF: {file}, {pages} trang. Đề nghị xem lại trước khi ký số: phông chữ và cách ngắt trang có thể khác \
             văn bản gốc.",
            args.input.display()
        ),
        format!(
            "“{}” as PDF: {file}, {pages} pages. Look at it before it is signed: fonts and page breaks may differ from the original.",
            args.input.display()
        ),
    ));
    Ok(Exit::Passed)
}

/// An installed LibreOffice, and how long it may take.
pub(crate) struct Office {
    pub(crate) program: PathBuf,
    pub(crate) patience: Duration,
}

/// A PDF that was made, in a folder that vanishes with this value.
pub(crate) struct Converted {
    _folder: TempDir,
    pdf: PathBuf,
    pub(crate) pages: usize,
}

/// Makes a PDF of a document. The document itself is only read.
pub(crate) fn to_pdf(input: &Path, office: &Office) -> Result<Converted, Failure> {
    let name = input.display().to_string();
    let kind = kind(input, &name)?;
    let folder = tempfile::Builder::new()
        .prefix("kyso-convert-")
        .tempdir()
        .map_err(|error| failures::io(&name, &error))?;
    let run = office::Run::prepare(folder.path(), input, kind)
        .map_err(|error| failures::io(&name, &error))?;
    run.go(office, &name)?;
    let pdf = only_pdf(&run.output, &name)?;
    let pages = pages(&pdf).ok_or_else(|| refused::no_pdf(&name))?;
    Ok(Converted {
        _folder: folder,
        pdf,
        pages,
    })
}

impl Converted {
    /// Puts the PDF in its place, whole or not at all.
    pub(crate) fn put(&self, mut file: DurableFile) -> io::Result<()> {
        io::copy(&mut File::open(&self.pdf)?, &mut file)?;
        file.sync()?;
        file.commit()
    }
}

/// What the document is by its name, when it begins as such a file does: both kinds are ZIP archives.
fn kind(input: &Path, name: &str) -> Result<&'static str, Failure> {
    let ending = input.extension().and_then(|ending| ending.to_str());
    let kind = match ending.map(str::to_ascii_lowercase).as_deref() {
        Some("docx") => "docx",
        Some("odt") => "odt",
        _ => return Err(refused::not_convertible(name)),
    };
    let head = crate::documents::head(input).map_err(|error| failures::io(name, &error))?;
    match head.starts_with(b"PK\x03\x04") {
        true => Ok(kind),
        false => Err(refused::not_convertible(name)),
    }
}

/// The only thing that came out.
fn only_pdf(folder: &Path, name: &str) -> Result<PathBuf, Failure> {
    let listed = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let listed = listed.map_err(|error| failures::io(name, &error))?;
    let [only] = listed.as_slice() else {
        return Err(refused::not_one(name, listed.len()));
    };
    let is_file = only.file_type().is_ok_and(|kind| kind.is_file());
    let path = only.path();
    match is_file && path.extension().is_some_and(|ending| ending == "pdf") {
        true => Ok(path),
        false => Err(refused::no_pdf(name)),
    }
}

/// How many pages it has, when it can be read.
fn pages(pdf: &Path) -> Option<usize> {
    let file = PdfFile::open(Arc::new(FileSource::open(pdf).ok()?)).ok()?;
    let pages = file.newest().pages().ok()?.len();
    (pages > 0).then_some(pages)
}
