//! `kyso sign` of many files: one login, a line for each file in the order of the input, a summary last.

mod told;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use cert_path::CryptoProvider;
use jiff::Timestamp;
use pades_sign::SignerIdentity;
use signing_workflow::batch::{Batch, BatchDone, BatchError, BatchItem, BatchJob, SyncWhen};

use crate::args::{Sign, SignLevel, SyncArg};
use crate::batch::{Found, Inputs, in_order};
use crate::entropy::Seeding;
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::fetch;
use crate::job::Job;
use crate::key;
use crate::lint;
use crate::locked::Passwords;
use crate::long_term::{self, Lasts};
use crate::outputs;
use crate::refusals::stopped;
use crate::sign;
use crate::text::Text;
use told::{Line, Told};

/// Whether many files are to be signed, or one that is named as many are.
pub(crate) fn is_asked_for(args: &Sign) -> bool {
    args.input.is_dir() || !args.many.more.is_empty() || args.many.jobs.is_some()
}

/// Signs all of them.
pub(crate) fn sign(args: &Sign, job: &Job) -> Outcome {
    if args.signing.record.is_some() {
        return Err(Failure::usage(
            "batch-record",
            Text::new(
                "--record ghi lại việc ký của một tệp, không dùng khi ký nhiều tệp.",
                "--record is of one file; it cannot be used with several.",
            ),
        ));
    }
    if long_term::level(&args.signing.lasting, job) > SignLevel::T {
        return Err(Failure::usage(
            "batch-level",
            Text::new(
                "Khi ký nhiều tệp, mức là B hoặc T (--level); nâng lên LT, LTA sau bằng kyso extend.",
                "Many files are signed at level B or T (--level); raise them to LT or LTA later with kyso extend.",
            ),
        ));
    }
    let named: Vec<PathBuf> = [&args.input]
        .into_iter()
        .chain(&args.many.more)
        .cloned()
        .collect();
    let is_new = !args.output.exists();
    let folder = folder(args, &named)?;
    let passwords = Passwords::new(&args.password, job)?;
    let passwords = passwords.without_asking();
    let (mut trust, network) = sign::signer_trust(&args.trust, &args.signing, job)?;
    let _seeding = Seeding::start();
    let device = key::open(&args.key, args.request.digest, job.lang)?;
    let identity = SignerIdentity::of(device.as_ref());
    let checked = fetch::before_signing(network.as_ref(), &mut trust, &identity, job);
    fetch::say(&checked.told, job);
    let lasts = Lasts::new(&args.signing.lasting, &trust, network.as_ref(), job)?;
    outputs::clear_leftovers(&folder.join("."));
    let common = BatchJob {
        device: device.as_ref(),
        trust: &trust,
        provider: CryptoProvider::remembering(),
        clock: &Timestamp::now,
        stamping: lasts.stamping(),
    };
    let sync = match args.many.sync {
        SyncArg::Batch => SyncWhen::Batch,
        SyncArg::Each => SyncWhen::Each,
    };
    let batch =
        Batch::begin(common, &folder, sync).map_err(|error| failures::writing(&folder, &error))?;
    let run = Run {
        args,
        named: &named,
        folder: &folder,
        batch: &batch,
        passwords: &passwords,
        identity: &identity,
        taken: Mutex::default(),
        job,
    };
    let mut told = Told::new(&batch, job);
    let inputs = Inputs::new(&named).telling_others();
    in_order(inputs, threads(args), &|found| run.one(found), &mut told);
    let exit = told.end();
    drop(batch);
    if is_new {
        let _ = std::fs::remove_dir(&folder); // which only goes when nothing came into it
    }
    Ok(exit)
}

fn threads(args: &Sign) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    args.many.jobs.map_or_else(cores, usize::from)
}

/// Where the results go: a folder of its own, or a run would find its own results among what it is to sign.
fn folder(args: &Sign, named: &[PathBuf]) -> Result<PathBuf, Failure> {
    let folder = &args.output;
    std::fs::create_dir_all(folder).map_err(|error| failures::writing(folder, &error))?;
    let whole = |path: &Path| path.canonicalize().ok();
    let inside = |input: &&PathBuf| {
        let (Some(input), Some(folder)) = (whole(input), whole(folder)) else {
            return false;
        };
        input.is_dir() && folder.starts_with(input)
    };
    match named.iter().find(inside) {
        None => Ok(folder.clone()),
        Some(input) => Err(Failure::usage(
            "same-folder",
            Text::new(
                format!(
                    "Thư mục kết quả “{}” nằm trong thư mục cần ký “{}”.",
                    folder.display(),
                    input.display()
                ),
                format!(
                    "The folder for the results “{}” lies in “{}”, which is to be signed.",
                    folder.display(),
                    input.display()
                ),
            ),
        )),
    }
}

/// What is asked of every file.
struct Run<'a> {
    args: &'a Sign,
    named: &'a [PathBuf],
    folder: &'a Path,
    batch: &'a Batch<'a>,
    passwords: &'a Passwords,
    identity: &'a SignerIdentity,
    /// Results of this run: two files may have the same name.
    taken: Mutex<HashSet<PathBuf>>,
    job: &'a Job,
}

impl Run<'_> {
    fn one(&self, found: &Found) -> Line {
        let input = found.path();
        match found {
            Found::Unreadable(_, failure) => Line::failed(input, failure.clone()),
            Found::Other(_) => Line::ignored(input),
            Found::File(_) => {
                let output = self.output(input);
                match self.sign(input, &output) {
                    Ok((done, report)) => Line::done(input, output, done, report),
                    Err(Refused::File(failure)) => Line::failed(input, *failure),
                    Err(Refused::All(failure)) => Line::stopped(input, *failure),
                    Err(Refused::NotBegun) => Line::not_begun(input),
                }
            }
        }
    }

    fn sign(&self, input: &Path, output: &Path) -> Result<(BatchDone, Vec<String>), Refused> {
        self.take(output)?;
        let args = self.args;
        sign::keep_apart(&args.key, (input, output), None)?;
        let opens = self.passwords.key_of(input)?;
        if let Some(folder) = output.parent() {
            std::fs::create_dir_all(folder).map_err(|error| failures::writing(folder, &error))?;
        }
        let at = args.signing.at.unwrap_or_else(Timestamp::now);
        let request = sign::request_for(args, (input, &opens), self.identity, at, self.job)?;
        let found = Mutex::new(Vec::new());
        let told = |report: &_| {
            *found.lock().unwrap_or_else(PoisonError::into_inner) =
                lint::lines(report, self.job.lang);
            lint::may_go_on(report, args.signing.lint)
        };
        let item = BatchItem {
            input,
            output,
            replace: outputs::replace(args.signing.force),
            password: opens.password(),
            lint: &told,
        };
        let done = self
            .batch
            .sign(&item, &request)
            .map_err(|error| refused(input, &error))?;
        Ok((
            done,
            found.into_inner().unwrap_or_else(PoisonError::into_inner),
        ))
    }

    /// The same place below the folder for results as below the folder that was named.
    fn output(&self, input: &Path) -> PathBuf {
        let mut below = self.named.iter().filter(|named| named.is_dir());
        let relative = below.find_map(|named| input.strip_prefix(named).ok());
        let relative = relative.or_else(|| input.file_name().map(Path::new));
        self.folder.join(relative.unwrap_or(input))
    }

    fn take(&self, output: &Path) -> Result<(), Failure> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.insert(output.to_path_buf()) {
            return Ok(());
        }
        Err(Failure::usage(
            "same-file",
            Text::new(
                format!("Hai tệp kết quả trùng nhau: “{}”.", output.display()),
                format!(
                    "Two results would be the same file: “{}”.",
                    output.display()
                ),
            ),
        ))
    }
}

/// Why a file was not signed.
enum Refused {
    File(Box<Failure>),
    /// And no further one is.
    All(Box<Failure>),
    NotBegun,
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Self::File(Box::new(failure))
    }
}

fn refused(input: &Path, error: &BatchError) -> Refused {
    let failure = match error {
        BatchError::Stopped => return Refused::NotBegun,
        BatchError::File(error) => stopped(input, error),
        other => Failure::new(
            Exit::Negative,
            "not-signed",
            Text::new(other.to_string(), other.to_string()),
        ),
    };
    match error.stops() {
        true => Refused::All(Box::new(failure)),
        false => failure.into(),
    }
}
