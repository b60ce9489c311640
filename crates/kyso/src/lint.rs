//! `kyso lint`, and what every signature says of its document before the PIN is asked for.

use std::path::Path;

use pades_verify::Severity;
use serde_json::{Value, json};
use signing_workflow::lint::{LintFinding, LintLimits, LintReport, lint};

use crate::args::{BeforeSigning, LintArgs};
use crate::batch::{Found, Inputs};
use crate::documents;
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::job::Job;
use crate::locked::Passwords;
use crate::present::codes;
use crate::text::{Lang, Text, words};

/// `kyso lint`: every file, and the PDF files of every folder.
pub(crate) fn run(args: &LintArgs, job: &Job) -> Outcome {
    let passwords = Passwords::new(&args.password, job)?;
    let mut worst = Exit::Passed;
    for found in Inputs::new(&args.files) {
        let name = found.path().display().to_string();
        let report = match &found {
            Found::File(path) | Found::Other(path) => look(path, &passwords),
            Found::Unreadable(_, failure) => Err(failure.clone()),
        };
        let exit = match report {
            Ok(report) => {
                tell(&name, &report, job);
                match args.strict && !report.is_clean() {
                    true => Exit::Negative,
                    false => Exit::Passed,
                }
            }
            Err(failure) => job.fail_file(&name, &failure),
        };
        worst = worst.max(exit);
    }
    Ok(worst)
}

fn look(path: &Path, passwords: &Passwords) -> Result<LintReport, Failure> {
    let name = path.display().to_string();
    let file = passwords.open(&name, &documents::source(path)?)?;
    lint(&file, &LintLimits::default()).map_err(|error| failures::pdf(&name, &error))
}

fn tell(name: &str, report: &LintReport, job: &Job) {
    if job.json {
        return job.value(&json!({
            "file": name,
            "verdict": if report.is_clean() { "clean" } else { "findings" },
            "findings": data(report),
        }));
    }
    let label = match report.is_clean() {
        true => words(
            "không có điểm cần xem trước khi ký",
            "nothing to look at before signing",
        ),
        false => words(
            "có điểm cần xem trước khi ký",
            "look at this before signing",
        ),
    };
    job.line(&format!("{name}: {}", label.in_lang(job.lang)));
    for finding in &report.findings {
        job.line(&line(finding, job.lang));
    }
}

/// What a signature asks before the key is used: the findings are told; whether it may go on.
pub(crate) fn gate(input: &Path, args: BeforeSigning, job: &Job) -> impl Fn(&LintReport) -> bool {
    let name = input.display().to_string();
    move |report| before_signing(&name, report, args.strict, job)
}

/// The same for one of many files: what is told of it.
pub(crate) fn lines(report: &LintReport, lang: Lang) -> Vec<String> {
    report
        .warnings()
        .map(|finding| line(finding, lang))
        .collect()
}

/// The same with the code of each, in both languages.
pub(crate) fn told(report: &LintReport) -> impl Iterator<Item = (&'static str, Text)> {
    report.warnings().map(|finding| {
        let sentence = |lang| sentence(finding, lang);
        (
            finding.code,
            Text::new(sentence(Lang::Vi), sentence(Lang::En)),
        )
    })
}

/// Whether a file with these findings is signed.
pub(crate) fn may_go_on(report: &LintReport, args: BeforeSigning) -> bool {
    report.is_clean() || !args.strict
}

fn before_signing(name: &str, report: &LintReport, strict: bool, job: &Job) -> bool {
    if report.is_clean() {
        return true;
    }
    job.note(&Text::new(
        format!("Cần xem trước khi ký “{name}”:"),
        format!("Look at this before “{name}” is signed:"),
    ));
    for finding in report.warnings() {
        let told = |lang| line(finding, lang);
        job.note(&Text::new(told(Lang::Vi), told(Lang::En)));
    }
    !strict
}

/// `--strict` refused: message 25 of `office-practice` §3.3 comes first.
pub(crate) fn refused(name: &str, report: &LintReport) -> Failure {
    let codes: Vec<&str> = report.warnings().map(|finding| finding.code).collect();
    let codes = codes.join(", ");
    Failure::new(
        Exit::Negative,
        "lint-refused",
        Text::new(
            format!(
                "Ký số không thành công: “{name}” có điểm cần xem trước khi ký ({codes}), và --strict không cho ký. Tệp gốc được giữ nguyên; không có tệp mới được ghi."
            ),
            format!(
                "Not signed: “{name}” has findings ({codes}), and --strict does not sign it. The original is unchanged; no new file was written."
            ),
        ),
    )
}

fn line(finding: &LintFinding, lang: Lang) -> String {
    let grave = match finding.severity {
        Severity::Info => words("ghi nhận", "note"),
        _ => words("cần xem", "look"),
    };
    format!(
        "  [{}] {} — {}",
        grave.in_lang(lang),
        sentence(finding, lang),
        finding.code
    )
}

/// What it is, and where.
fn sentence(finding: &LintFinding, lang: Lang) -> String {
    let title = title(finding.code, lang).unwrap_or(finding.code);
    let detail = finding.text.split_once(": ").map(|(_, places)| places);
    let detail = detail
        .map(|places| format!(" ({places})"))
        .unwrap_or_default();
    format!("{title}{detail}")
}

fn title(code: &str, lang: Lang) -> Option<&'static str> {
    codes::title("lint", code, lang).or_else(|| codes::title("anomaly", code, lang))
}

/// The array `lint` beside a signed file.
pub(crate) fn beside(mut line: Value, report: &LintReport) -> Value {
    line["lint"] = data(report);
    line
}

/// The array `findings` (`lint` beside a signed file).
fn data(report: &LintReport) -> Value {
    let findings = report.findings.iter();
    let one = |finding: &LintFinding| {
        json!({
            "code": finding.code,
            "severity": finding.severity.as_str(),
            "text": finding.text,
            "offset": finding.offset,
        })
    };
    findings.map(one).collect()
}
