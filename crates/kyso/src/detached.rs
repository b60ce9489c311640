//! Signatures in files of their own: `kyso sign --detached`, `kyso verify FILE --detached FILE.p7s`.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use cades::Limits;
use pades_sign::SignerIdentity;
use signing_workflow::{DETACHED_ENDING, SignedDetached};

use crate::args::{Sign, SignLevel, Verify};
use crate::documents;
use crate::entropy::Seeding;
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::fetch::{self, Checked};
use crate::job::Job;
use crate::key;
use crate::long_term::{self, Lasts};
use crate::outputs::{self, SideFile};
use crate::present;
use crate::progress::Progress;
use crate::refusals::stopped;
use crate::sign::{keep_apart, say_signed, signer_trust, signing_job};
use crate::text::Text;
use crate::timestamp;
use crate::trust;
use crate::verify::{Seen, Verifier};

/// `kyso sign --detached`.
pub(crate) fn sign(args: &Sign, job: &Job) -> Outcome {
    keep_apart(
        &args.key,
        (&args.input, &args.output),
        args.signing.record.as_deref(),
    )?;
    refuse_long_term(args, job)?;
    let (mut trust, network) = signer_trust(&args.trust, &args.signing, job)?;
    let _seeding = Seeding::start();
    let device = key::open(&args.key, args.request.digest, job.lang)?;
    let identity = SignerIdentity::of(device.as_ref());
    let checked = fetch::before_signing(network.as_ref(), &mut trust, &identity, job);
    let replace = outputs::replace(args.signing.force);
    let record = args.signing.record.as_deref();
    let record = record
        .map(|path| SideFile::open(path, replace))
        .transpose()?;
    let progress = Progress::of_file(&args.input, job.lang);
    let told = |read| progress.at(read);
    let files = (args.input.as_path(), args.output.as_path());
    let mut signing = signing_job(files, &args.signing, &trust, &checked, &told, &|_| true);
    let lasts = Lasts::new(&args.signing.lasting, &trust, network.as_ref(), job)?;
    signing.stamping = lasts.stamping();
    let at = args.signing.at.unwrap_or(job.now);
    let signed = signing_workflow::sign_detached(&signing, at, device.as_ref());
    let signed = signed.map_err(|error| {
        fetch::say(&checked.told, job);
        stopped(&args.input, &error)
    })?;
    if let Some(file) = record {
        let record = serde_json::to_vec_pretty(&signed.record).expect("a record is plain data");
        outputs::complete(&args.output, vec![(file, &record)])?;
    }
    if job.json {
        let name = args.output.display().to_string();
        let line = present::json::signed_detached(&name, &signed.record, &signed.report);
        let line = present::json::with_built_in(line, &trust::built_in(&trust.anchors));
        let line = timestamp::told::beside(line, &signed.stamped);
        job.value(&checked.beside(line, job.lang));
    } else {
        say(&signed, &checked, &args.output, job);
    }
    Ok(Exit::Passed)
}

/// The store of validation material is a PDF's; of a container in a file of its own B-T is what is offered.
fn refuse_long_term(args: &Sign, job: &Job) -> Result<(), Failure> {
    match long_term::level(&args.signing.lasting, job) {
        SignLevel::B | SignLevel::T => Ok(()),
        SignLevel::Lt | SignLevel::Lta => Err(Failure::usage(
            "detached-level",
            Text::new(
                "Chữ ký số ở tệp riêng chỉ nâng được đến mức t.",
                "A signature in a file of its own can be brought to level t only.",
            ),
        )),
    }
}

fn say(signed: &SignedDetached, checked: &Checked, output: &Path, job: &Job) {
    say_signed(output, signed.record.claimed_signing_time, job);
    timestamp::told::say(&signed.stamped, job);
    fetch::say(&checked.told, job);
    for gap in &signed.record.not_checked {
        job.say(&present::law::not_checked(gap));
    }
}

/// A file that does not even begin as a PDF is signed into a file of its own, when that is asked for.
pub(crate) fn refuse_other_than_pdf(input: &Path) -> Result<(), Failure> {
    let name = input.display().to_string();
    let head = documents::head(input).map_err(|error| failures::io(&name, &error))?;
    if documents::has_header(&head) {
        return Ok(());
    }
    Err(Failure::new(
        Exit::Unreadable,
        "not-pdf",
        Text::new(
            format!(
                "Không thực hiện ký số: tệp “{name}” không phải PDF. Dùng --detached để ghi chữ ký số ra tệp riêng \
                 (“{name}{DETACHED_ENDING}”), hoặc chuyển văn bản sang PDF trước."
            ),
            format!(
                "Not signed: file “{name}” is no PDF. --detached writes the signature to a file of its own \
                 (“{name}{DETACHED_ENDING}”); or turn the document into a PDF first."
            ),
        ),
    ))
}

/// One signature file is of one file.
pub(crate) fn refuse_several(args: &Verify) -> Result<(), Failure> {
    match (&args.detached, args.files.as_slice()) {
        (None, _) => Ok(()),
        (Some(_), [file]) if !file.is_dir() => Ok(()),
        _ => Err(Failure::usage(
            "detached-several",
            Text::new(
                "--detached dùng cho đúng một tệp.",
                "--detached goes with exactly one file.",
            ),
        )),
    }
}

/// As many bytes of a signature file as a container may have; one more shows that there are too many.
pub(crate) fn container(path: &Path) -> Result<Vec<u8>, Failure> {
    let name = path.display().to_string();
    let limit = Limits::default().length;
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(most).read_to_end(&mut bytes))
        .map_err(|error| failures::io(&name, &error))?;
    match bytes.len() > limit {
        true => Err(failures::limit(&name, &format!("bytes: {limit}"))),
        false => Ok(bytes),
    }
}

impl Verifier {
    /// The report on a file of any kind and its signature in a file of its own.
    pub(crate) fn report_detached(
        &self,
        content: &Path,
        signature: &Path,
    ) -> Result<Seen, Failure> {
        let name = content.display().to_string();
        let source = documents::source(content)?;
        self.report_over(&name, source.as_ref(), &container(signature)?)
    }
}
