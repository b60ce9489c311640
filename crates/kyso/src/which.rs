//! Which signature of a file is meant: its number in the report, or the name of its field.

use std::path::Path;

use cert_path::{Evidence, RevocationMode};
use pades_verify::{DocumentReport, ModificationPolicy, Policy, SignatureReport};
use pdf_revisions::PdfFile;

use crate::args::DocumentPassword;
use crate::documents;
use crate::exit::{Exit, Failure};
use crate::failures;
use crate::job::Job;
use crate::locked::Passwords;
use crate::text::{Text, Words, words};

/// What stands on the paper of the file, whoever signed it: no roots, no revocation.
pub(crate) fn looked_at(
    path: &Path,
    password: &DocumentPassword,
    modifications: ModificationPolicy,
    job: &Job,
) -> Result<(PdfFile, DocumentReport), Failure> {
    let name = path.display().to_string();
    let file = Passwords::new(password, job)?.open(&name, &documents::source(path)?)?;
    let policy = Policy {
        revocation: RevocationMode::Skip,
        modifications,
        ..Policy::default()
    };
    let report = pades_verify::verify(&file, &Evidence::new(), &[], &policy, job.now)
        .map_err(|error| failures::verify(&name, &error))?;
    Ok((file, report))
}

/// The signature and its number. A number is a number, whatever fields are called; a name must be the name of one
/// signature only.
pub(crate) fn signature<'r>(
    report: &'r DocumentReport,
    which: &str,
    file: &Path,
) -> Result<(usize, &'r SignatureReport), Failure> {
    let all = &report.signatures;
    if all.is_empty() {
        return Err(unsigned(file));
    }
    if let Ok(number) = which.parse::<usize>() {
        let found = number.checked_sub(1).and_then(|index| all.get(index));
        return found
            .map(|one| (number, one))
            .ok_or_else(|| no_such(report, which));
    }
    let is_meant = |one: &SignatureReport| {
        one.field == which || one.also_in.iter().any(|field| field == which)
    };
    let mut found = (1..).zip(all).filter(|(_, one)| is_meant(one));
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (Some(_), Some(_)) => Err(several(report, which)),
        (None, _) => Err(no_such(report, which)),
    }
}

fn unsigned(file: &Path) -> Failure {
    let file = file.display();
    Failure::new(
        Exit::Undecided,
        "unsigned",
        Text::new(
            format!("Văn bản “{file}” không có chữ ký số."),
            format!("“{file}” has no signature."),
        ),
    )
}

fn no_such(report: &DocumentReport, which: &str) -> Failure {
    choose(
        report,
        "no-such-signature",
        which,
        words("không có chữ ký số này", "there is no such signature"),
    )
}

fn several(report: &DocumentReport, which: &str) -> Failure {
    choose(
        report,
        "several-signatures",
        which,
        words(
            "nhiều chữ ký số cùng tên trường; đề nghị nêu số thứ tự",
            "several signatures have this field; name the number",
        ),
    )
}

fn choose(report: &DocumentReport, code: &'static str, which: &str, why: Words) -> Failure {
    let all = (1..).zip(&report.signatures);
    let all: Vec<String> = all
        .take(20)
        .map(|(number, one)| format!("{number} = {}", one.field))
        .collect();
    let all = all.join(", ");
    Failure::usage(
        code,
        Text::new(
            format!("--signature “{which}”: {} (đang có: {all}).", why.vi),
            format!("--signature “{which}”: {} (there are: {all}).", why.en),
        ),
    )
}
