//! `kyso sign`, and its two halves `kyso prepare` and `kyso finish`.

mod ended;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use cades::SignatureValue;
use cert_path::{CryptoProvider, RevocationMode};
use jiff::Timestamp;
use pades_sign::{
    DeferredState, FieldChoice, Permissions, SignatureRequest, SignerIdentity, TIMESTAMP_ROOM,
};
use signing_workflow::lint::LintReport;
use signing_workflow::{SignerTrust, SigningJob, UnverifiedChain};

use crate::args::{
    DocumentPassword, Finish, Key, Prepare, Request, Showing, Sign, SignLevel, Signing, Trust,
};
use crate::check;
use crate::detached;
use crate::entropy::Seeding;
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::fetch::{self, Checked, Network};
use crate::job::Job;
use crate::key::{self, Device};
use crate::lint;
use crate::locked::{DocumentKey, Passwords};
use crate::long_term::{self, Lasts};
use crate::outputs::{self, SideFile};
use crate::present;
use crate::progress::Progress;
use crate::refusals::stopped;
use crate::showing::{self, Holder, Wanted};
use crate::sign_batch;
use crate::stated;
use crate::text::Text;
use crate::trust::{self, Ground};
use ended::Ended;

/// `kyso sign`.
pub(crate) fn sign(args: &Sign, job: &Job) -> Outcome {
    if args.detached {
        return detached::sign(args, job);
    }
    if sign_batch::is_asked_for(args) {
        return sign_batch::sign(args, job);
    }
    detached::refuse_other_than_pdf(&args.input)?;
    run(&Wish::of(args), job)
}

/// What is to be signed, with which key, and how.
pub(crate) struct Wish<'a> {
    pub(crate) input: &'a Path,
    pub(crate) output: &'a Path,
    pub(crate) key: &'a Key,
    pub(crate) request: &'a Request,
    pub(crate) showing: &'a Showing,
    pub(crate) trust: &'a Trust,
    pub(crate) signing: &'a Signing,
    pub(crate) password: &'a DocumentPassword,
}

impl<'a> Wish<'a> {
    /// What the command line says of one file.
    pub(crate) fn of(args: &'a Sign) -> Self {
        Self {
            input: &args.input,
            output: &args.output,
            key: &args.key,
            request: &args.request,
            showing: &args.showing,
            trust: &args.trust,
            signing: &args.signing,
            password: &args.password,
        }
    }
}

/// Signs a file.
pub(crate) fn run(args: &Wish<'_>, job: &Job) -> Outcome {
    let open = || key::open(args.key, args.request.digest, job.lang).map(Arc::new);
    run_with(args, open, job)
}

/// The same with a device that may be open already.
pub(crate) fn run_with(
    args: &Wish<'_>,
    open: impl FnOnce() -> Result<Arc<Device>, Failure>,
    job: &Job,
) -> Outcome {
    let record = args.signing.record.as_deref();
    keep_apart(args.key, (args.input, args.output), record)?;
    let opens = Passwords::new(args.password, job)?.key_of(args.input)?;
    let (mut trust, network) = signer_trust(args.trust, args.signing, job)?;
    let _seeding = Seeding::start();
    let device = open()?;
    let device = device.as_ref().as_ref();
    let identity = SignerIdentity::of(device);
    let checked = fetch::before_signing(network.as_ref(), &mut trust, &identity, job);
    let at = args.signing.at.unwrap_or(job.now);
    let document = (args.input, &opens);
    let request = request(args.request, document, at)?;
    let request = shown(args.showing, document, &identity, request, job)?;
    let record = record
        .map(|path| SideFile::open(path, outputs::replace(args.signing.force)))
        .transpose()?;
    let lasts = Lasts::new(&args.signing.lasting, &trust, network.as_ref(), job)?;
    let progress = Progress::of_file(args.input, job.lang);
    let told = |copied| progress.at(copied);
    let files = (args.input, args.output);
    let told_lint = lint::gate(args.input, args.signing.lint, job);
    let mut signing = signing_job(files, args.signing, &trust, &checked, &told, &told_lint);
    signing.password = opens.password();
    signing.stamping = lasts.stamping();
    let signed = signing_workflow::sign_file(&signing, &request, device).map_err(|error| {
        fetch::say(&checked.told, job);
        stopped(args.input, &error)
    })?;
    let raised = lasts.raise(args.output, opens.password());
    let ended = Ended {
        signed,
        raised,
        checked,
        trust,
    };
    ended.done(args.output, record, job)
}

/// What is asked of the signature of one of many files.
pub(crate) fn request_for(
    args: &Sign,
    document: (&Path, &DocumentKey),
    identity: &SignerIdentity,
    at: Timestamp,
    job: &Job,
) -> Result<SignatureRequest, Failure> {
    let request = request(&args.request, document, at)?;
    shown(&args.showing, document, identity, request, job)
}

/// Refuses to write over anything that the run reads.
pub(crate) fn keep_apart(
    key: &Key,
    (input, output): (&Path, &Path),
    record: Option<&Path>,
) -> Result<(), Failure> {
    let reads = [&key.p12, &key.key, &key.certificate, &key.pin.pin_file];
    let reads: Vec<&Path> = [input]
        .into_iter()
        .chain(reads.into_iter().flatten().map(PathBuf::as_path))
        .collect();
    let writes = [output].into_iter().chain(record);
    outputs::keep_apart(&reads, &writes.collect::<Vec<_>>())
}

/// `kyso prepare`.
pub(crate) fn prepare(args: &Prepare, job: &Job) -> Outcome {
    outputs::keep_apart(
        &[&args.input, &args.certificate],
        &[&args.output, &args.state, &args.to_be_signed],
    )?;
    let opens = Passwords::new(&args.password, job)?.key_of(&args.input)?;
    let (mut trust, network) = signer_trust(&args.trust, &args.signing, job)?;
    let certificate = key::one_certificate(&args.certificate)?;
    let algorithm = key::algorithm(certificate.public_key_kind(), args.request.digest, args.pss)?;
    let identity = SignerIdentity::new(certificate, key::chain(&args.chain)?, algorithm);
    let checked = fetch::before_signing(network.as_ref(), &mut trust, &identity, job);
    let at = args.signing.at.unwrap_or(job.now);
    let document = (args.input.as_path(), &opens);
    let mut request = request(&args.request, document, at)?;
    let stamped = long_term::level(&args.signing.lasting, job) > SignLevel::B;
    request.timestamp_room = stamped.then_some(TIMESTAMP_ROOM);
    let request = shown(&args.showing, document, &identity, request, job)?;
    let state_file = SideFile::open(&args.state, outputs::replace(args.signing.force))?;
    let to_be_signed_file =
        SideFile::open(&args.to_be_signed, outputs::replace(args.signing.force))?;
    let progress = Progress::of_file(&args.input, job.lang);
    let told = |copied| progress.at(copied);
    let files = (args.input.as_path(), args.output.as_path());
    let told_lint = lint::gate(&args.input, args.signing.lint, job);
    let mut signing = signing_job(files, &args.signing, &trust, &checked, &told, &told_lint);
    signing.password = opens.password();
    let prepared = signing_workflow::prepare_file(&signing, &request, identity)
        .map_err(|error| stopped(&args.input, &error))?;
    fetch::say(&checked.told, job);
    let state = prepared
        .state
        .to_json()
        .map_err(|error| failures::sign("", &error))?;
    outputs::complete(
        &args.output,
        vec![
            (state_file, state.as_bytes()),
            (to_be_signed_file, &prepared.to_be_signed),
        ],
    )?;
    job.say(&Text::new(
        format!(
            "Đã chuẩn bị “{}”. Dữ liệu cần ký: “{}”.",
            args.output.display(),
            args.to_be_signed.display()
        ),
        format!(
            "Prepared “{}”. Data to be signed: “{}”.",
            args.output.display(),
            args.to_be_signed.display()
        ),
    ));
    Ok(Exit::Passed)
}

/// `kyso finish`.
pub(crate) fn finish(args: &Finish, job: &Job) -> Outcome {
    let record = args.signing.record.as_deref();
    let reads: [&Path; 3] = [&args.prepared, &args.state, &args.signature];
    outputs::keep_apart(
        &reads,
        &[args.output.as_path()]
            .into_iter()
            .chain(record)
            .collect::<Vec<_>>(),
    )?;
    let opens = Passwords::new(&args.password, job)?.key_of(&args.prepared)?;
    let (mut trust, network) = signer_trust(&args.trust, &args.signing, job)?;
    let text = std::fs::read_to_string(&args.state)
        .map_err(|error| failures::io(&args.state.display().to_string(), &error))?;
    let state = DeferredState::from_json(&text).map_err(|error| failures::sign("", &error))?;
    let value = std::fs::read(&args.signature)
        .map_err(|error| failures::io(&args.signature.display().to_string(), &error))?;
    let identity = state
        .identity()
        .map_err(|error| failures::sign("", &error))?;
    let checked = fetch::before_signing(network.as_ref(), &mut trust, &identity, job);
    let record = record
        .map(|path| SideFile::open(path, outputs::replace(args.signing.force)))
        .transpose()?;
    let files = (args.prepared.as_path(), args.output.as_path());
    let told_lint = lint::gate(&args.prepared, args.signing.lint, job);
    let mut signing = signing_job(files, &args.signing, &trust, &checked, &|_| (), &told_lint);
    signing.password = opens.password();
    let lasts = Lasts::new(&args.signing.lasting, &trust, network.as_ref(), job)?;
    signing.stamping = lasts.stamping();
    let signed =
        signing_workflow::finish_file(&signing, &state, identity, SignatureValue::new(value))
            .map_err(|error| stopped(&args.prepared, &error))?;
    let raised = lasts.raise(&args.output, opens.password());
    let ended = Ended {
        signed,
        raised,
        checked,
        trust,
    };
    ended.done(&args.output, record, job)
}

/// What the three commands have in common: from which file to which, and under which checks.
pub(crate) fn signing_job<'a>(
    (input, output): (&'a Path, &'a Path),
    signing: &Signing,
    trust: &'a SignerTrust,
    checked: &Checked,
    progress: &'a dyn Fn(u64),
    lint: &'a dyn Fn(&LintReport) -> bool,
) -> SigningJob<'a> {
    outputs::clear_leftovers(output);
    SigningJob {
        input,
        output,
        replace: outputs::replace(signing.force),
        trust,
        provider: CryptoProvider::aws_lc(),
        now: checked.at, // NĐ 68/2024 Điều 29(1): checked when the key is used, whatever time is claimed
        stamping: None,
        progress,
        password: None,
        lint,
    }
}

/// Message 25 of `office-practice` §3.3.
pub(crate) fn say_signed(output: &Path, at: Timestamp, job: &Job) {
    let file = output.display();
    job.say(&Text::new(
        format!("Ký số thành công: {file}, lúc {}.", present::moment(at)),
        format!("Signed: {file}, at {}.", present::moment_en(at)),
    ));
}

fn request(
    args: &Request,
    (input, key): (&Path, &DocumentKey),
    now: Timestamp,
) -> Result<SignatureRequest, Failure> {
    let mut request = SignatureRequest::new(now);
    request.field = field(args.field.as_deref(), input, key)?;
    request.reason = args.reason.clone();
    request.location = args.location.clone();
    request.contact = args.contact.clone();
    request.name = args.name.clone();
    request.certification = args
        .certify
        .and_then(|number| Permissions::from_number(number.into()));
    request.lock = args.lock.clone();
    stated::enter(&args.stated, &mut request)?;
    request.reserve = args.reserve;
    request.application = Some("kyso".to_owned());
    Ok(request)
}

/// The request, with what the signature shows.
fn shown(
    args: &Showing,
    (input, key): (&Path, &DocumentKey),
    identity: &SignerIdentity,
    mut request: SignatureRequest,
    job: &Job,
) -> Result<SignatureRequest, Failure> {
    if args.appearance.is_none() {
        return Ok(request); // whose regulation applies matters only to what is shown
    }
    let province = check::known(job.config.province.clone())?;
    request.visible = showing::visible(
        &Wanted {
            args,
            input,
            field: &request.field,
            at: request.signing_time,
            holder: Holder::of(identity.certificate()),
            province: province.as_deref(),
            key,
        },
        job,
    )?;
    Ok(request)
}

/// A name that the document already has is that field; any other name is a new field.
pub(crate) fn field(
    name: Option<&str>,
    input: &Path,
    key: &DocumentKey,
) -> Result<FieldChoice, Failure> {
    let Some(name) = name else {
        return Ok(FieldChoice::New { name: None });
    };
    let shown = input.display().to_string();
    let fields = key
        .open(input)?
        .newest()
        .signature_fields()
        .map_err(|error| failures::pdf(&shown, &error))?;
    let name = name.to_owned();
    Ok(match fields.iter().any(|field| field.name == name) {
        true => FieldChoice::Existing { name },
        false => FieldChoice::New { name: Some(name) },
    })
}

pub(crate) fn signer_trust(
    trust: &Trust,
    signing: &Signing,
    job: &Job,
) -> Result<(SignerTrust, Option<Network>), Failure> {
    let ground = Ground::load(trust, job)?;
    ground.say(job);
    let unverified = match signing.allow_unverified_chain {
        true => UnverifiedChain::Allowed {
            by: "--allow-unverified-chain".to_owned(),
        },
        false => UnverifiedChain::Refused,
    };
    let signer_trust = SignerTrust {
        anchors: ground.anchors,
        evidence: ground.evidence,
        algorithms: ground.algorithms,
        revocation: trust::revocation(trust, RevocationMode::IfAvailable),
        freshness: ground.freshness,
        unverified,
    };
    Ok((signer_trust, ground.network))
}
