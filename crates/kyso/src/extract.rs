//! `kyso extract`: exactly the bytes that one signature covers, its own value included, as a file.

use std::io::{self, Write as _};
use std::path::Path;

use aws_lc_rs::digest;
use pades_verify::{Axis, Coverage, CoverageFailure, ModificationPolicy, SignatureReport};
use pdf_revisions::{PdfFile, for_each_chunk};
use serde_json::json;
use signing_workflow::{DurableFile, Replace};

use crate::args::Extract;
use crate::certificates::hex;
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::job::Job;
use crate::outputs;
use crate::present;
use crate::text::Text;
use crate::which;

/// `kyso extract`.
pub(crate) fn extract(args: &Extract, job: &Job) -> Outcome {
    outputs::keep_apart(&[&args.file], &[&args.output])?;
    let policy = ModificationPolicy::VN_OFFICE; // asked for nothing here
    let (file, report) = which::looked_at(&args.file, &args.password, policy, job)?;
    let (number, signature) = which::signature(&report, &args.signature, &args.file)?;
    let coverage = covered(signature, number)?;
    let sha256 = write(&file, coverage, &args.output, outputs::replace(args.force))
        .map_err(|error| failures::writing(&args.output, &error))?;
    let done = Extracted {
        number,
        signature,
        coverage,
        sha256,
    };
    done.tell(args, job);
    Ok(Exit::Passed)
}

/// Where the signed bytes end is known only of a signature that covers a whole revision.
pub(crate) fn covered(signature: &SignatureReport, number: usize) -> Result<&Coverage, Failure> {
    match &signature.coverage {
        Axis::Proven(coverage) => Ok(coverage),
        Axis::Refuted(failure) => Err(not_covered(signature, number, failure)),
        Axis::NotReached(step) => Err(Failure::new(
            Exit::Undecided,
            "coverage-unknown",
            Text::new(
                format!(
                    "Chưa xác định được phạm vi ký của chữ ký số {number} ({}).",
                    step.as_str()
                ),
                format!(
                    "What signature {number} covers is not known ({}).",
                    step.as_str()
                ),
            ),
        )),
    }
}

fn not_covered(signature: &SignatureReport, number: usize, failure: &CoverageFailure) -> Failure {
    let field = &signature.field;
    let why = present::vietnamese::coverage(failure);
    Failure::new(
        Exit::Negative,
        "coverage-broken",
        Text::new(
            format!(
                "Không xác định được bản đã ký: chữ ký số {number} (“{field}”) không bao trùm trọn vẹn một lần cập nhật: {why}."
            ),
            format!(
                "There is no signed revision: signature {number} (“{field}”) does not cover a whole one: {failure}."
            ),
        ),
    )
}

/// The bytes 0 to the end of the signed range, in pieces; their SHA-256.
fn write(
    file: &PdfFile,
    coverage: &Coverage,
    output: &Path,
    replace: Replace,
) -> io::Result<Vec<u8>> {
    let mut out = DurableFile::beside(output, replace)?;
    let mut sha256 = digest::Context::new(&digest::SHA256);
    for_each_chunk::<io::Error>(&**file.source(), 0..coverage.end(), |chunk| {
        sha256.update(chunk);
        out.write_all(chunk)
    })?;
    out.sync()?;
    out.commit()?;
    Ok(sha256.finish().as_ref().to_vec())
}

struct Extracted<'a> {
    number: usize,
    signature: &'a SignatureReport,
    coverage: &'a Coverage,
    sha256: Vec<u8>,
}

impl Extracted<'_> {
    /// `{"file","output","signature":{"number","field"},"revision","size","sha256","entire_file","integrity"}`: a public
    /// interface.
    fn tell(&self, args: &Extract, job: &Job) {
        let (number, field) = (self.number, &self.signature.field);
        let intact = self.signature.integrity.proven().is_some();
        let (size, output) = (self.coverage.end(), args.output.display());
        if job.json {
            return job.value(&json!({
                "file": args.file.display().to_string(),
                "output": output.to_string(),
                "signature": { "number": number, "field": field },
                "revision": self.coverage.revision() + 1,
                "size": size,
                "sha256": hex(&self.sha256),
                "entire_file": self.coverage.covers_entire_file(),
                "integrity": match intact { true => "intact", false => "not-shown" },
            }));
        }
        job.say(&Text::new(
            format!("Đã ghi bản đã ký của chữ ký số {number} (“{field}”): {output}, {size} byte."),
            format!("Written: what signature {number} (“{field}”) covers: {output}, {size} bytes."),
        ));
        if !intact {
            job.note(&Text::new(
                "Lưu ý: chưa chứng minh được bản này đúng là nội dung đã ký; kết quả đầy đủ: kyso verify.",
                "Note: it is not shown that this is what was signed; the whole result: kyso verify.",
            ));
        }
    }
}
