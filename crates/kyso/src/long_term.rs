//! `kyso extend`, `kyso renew`, and the level of new signatures.

use std::path::Path;

use cert_path::{CryptoProvider, RevocationMode};
use pades_sign::Vri;
use pades_verify::{Level, Policy};
use secrecy::SecretString;
use serde_json::{Value, json};
use signing_workflow::long_term::{
    Ground, LongTermError, RaiseJob, Raised, Target, raise_file, renew_file,
};
use signing_workflow::{Replace, SignerTrust, Stamping};

use crate::args::{Extend, Lasting, RaiseTo, Raising, Renew, SignLevel};
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::fetch::Network;
use crate::job::Job;
use crate::locked::Passwords;
use crate::outputs;
use crate::present::{self, vietnamese};
use crate::text::{Lang, Text};
use crate::timestamp::{self, Stamps, told};
use crate::trust;

/// `kyso extend`.
pub(crate) fn extend(args: &Extend, job: &Job) -> Outcome {
    let target = match args.to {
        RaiseTo::T => Target::Timestamp,
        RaiseTo::Lt => Target::LongTerm,
        RaiseTo::Lta => Target::Archive,
    };
    raising(
        &args.raising,
        job,
        &|raise| raise_file(raise, target),
        Some(target),
    )
}

/// `kyso renew`.
pub(crate) fn renew(args: &Renew, job: &Job) -> Outcome {
    raising(&args.raising, job, &renew_file, None)
}

type Step<'a> = dyn Fn(&RaiseJob<'_>) -> Result<Raised, LongTermError> + 'a;

fn raising(args: &Raising, job: &Job, step: &Step<'_>, target: Option<Target>) -> Outcome {
    outputs::keep_apart(&[&args.file], &[&args.output])?;
    let opens = Passwords::new(&args.password, job)?.key_of(&args.file)?;
    let loaded = trust::Ground::load(&args.trust, job)?;
    loaded.say(job);
    let mode = match target {
        Some(Target::Timestamp) => RevocationMode::IfAvailable,
        _ => RevocationMode::Require,
    };
    let policy = Policy {
        revocation: trust::revocation(&args.trust, mode),
        freshness: loaded.freshness,
        algorithms: loaded.algorithms.clone(),
        ..Policy::default()
    };
    let make = || {
        let network = loaded.network.as_ref();
        let (anchors, evidence) = (loaded.anchors.clone(), loaded.evidence.clone());
        timestamp::ground(anchors, policy.clone(), evidence, network, job)
    };
    let ground = make();
    let stamps = Stamps::if_needed(&args.tsa, make(), job)?;
    let files = (args.file.as_path(), args.output.as_path());
    let replace = outputs::replace(args.force);
    let raise = raise_job(
        files,
        replace,
        (&ground, &stamps),
        opens.password(),
        args.vri,
    );
    let raised = step(&raise).map_err(|error| {
        let nothing = Text::new(" Không có tệp mới được ghi.", " No new file was written.");
        stopped(&args.file, &error, &nothing)
    })?;
    done(&args.output, &raised, job);
    Ok(Exit::Passed)
}

fn raise_job<'a>(
    (input, output): (&'a Path, &'a Path),
    replace: Replace,
    (ground, stamps): (&'a Ground, &'a Stamps),
    password: Option<&'a SecretString>,
    vri: bool,
) -> RaiseJob<'a> {
    RaiseJob {
        input,
        output,
        replace,
        password,
        ground,
        timestamper: &stamps.timestamper,
        vri: match vri {
            true => Vri::Written,
            false => Vri::Absent,
        },
        provider: CryptoProvider::aws_lc(),
    }
}

/// What a run does for its signatures to last.
pub(crate) struct Lasts {
    level: SignLevel,
    stamps: Option<Stamps>,
    /// For B-LT and B-LTA: where revocation data must be had.
    ground: Option<Ground>,
}

impl Lasts {
    /// The level named, else T where an authority is named, else the configured one; `trust` judges authorities too.
    pub(crate) fn new(
        lasting: &Lasting,
        trust: &SignerTrust,
        network: Option<&Network>,
        job: &Job,
    ) -> Result<Self, Failure> {
        let level = level(lasting, job);
        let make = |revocation| {
            let policy = Policy {
                revocation,
                freshness: trust.freshness,
                algorithms: trust.algorithms.clone(),
                ..Policy::default()
            };
            let (anchors, evidence) = (trust.anchors.clone(), trust.evidence.clone());
            timestamp::ground(anchors, policy, evidence, network, job)
        };
        let stamps = || Stamps::new(&lasting.tsa, make(trust.revocation), job);
        Ok(Self {
            level,
            stamps: (level > SignLevel::B).then(stamps).transpose()?,
            ground: (level > SignLevel::T).then(|| make(RevocationMode::Require)),
        })
    }

    /// The same for a signature that others follow: at most T. What is above is added once all have signed.
    pub(crate) fn before_others(
        lasting: &Lasting,
        trust: &SignerTrust,
        network: Option<&Network>,
        job: &Job,
    ) -> Result<Self, Failure> {
        if lasting.level.is_some_and(|level| level > SignLevel::T) {
            return Err(Failure::usage(
                "outgoing-level",
                Text::new(
                    "Từng bước của bộ văn bản đi ký ở mức b hoặc t (--level); nâng văn bản đã phát hành bằng kyso extend.",
                    "The steps of an outgoing package are signed at level b or t (--level); raise the issued document with kyso extend.",
                ),
            ));
        }
        let lasting = Lasting {
            level: Some(level(lasting, job).min(SignLevel::T)),
            ..lasting.clone()
        };
        Self::new(&lasting, trust, network, job)
    }

    /// Who stamps the new signature.
    pub(crate) fn stamping(&self) -> Option<Stamping<'_>> {
        self.stamps.as_ref().map(Stamps::stamping)
    }

    /// Raises a new signature, at B-T by now, to what was asked for. It is there whatever comes: a signature is not thrown away because a
    /// list cannot be had.
    pub(crate) fn raise(
        &self,
        output: &Path,
        password: Option<&SecretString>,
    ) -> Option<Result<Raised, Failure>> {
        let target = match self.level {
            SignLevel::Lt => Target::LongTerm,
            SignLevel::Lta => Target::Archive,
            SignLevel::B | SignLevel::T => return None,
        };
        let (ground, stamps) = (self.ground.as_ref()?, self.stamps.as_ref()?);
        ground.agree_with(stamps.ground());
        let files = (output, output);
        let raise = raise_job(files, Replace::Allowed, (ground, stamps), password, false);
        let raised = raise_file(&raise, target);
        Some(raised.map_err(|error| kept(output, target, &error)))
    }
}

/// The level a run brings new signatures to.
pub(crate) fn level(lasting: &Lasting, job: &Job) -> SignLevel {
    let stamped = (!lasting.tsa.tsa.is_empty()).then_some(SignLevel::T);
    let configured = job.config.timestamp.level;
    lasting.level.or(stamped).unwrap_or(configured)
}

/// The signed file stays; what was wanted beyond it is told.
fn kept(output: &Path, target: Target, error: &LongTermError) -> Failure {
    let mut failure = stopped(output, error, &Text::new("", ""));
    let level = target.level().as_str();
    let file = output.display();
    failure.text = Text::new(
        format!(
            "Đã ký “{file}”, nhưng chưa đạt mức {level}: {} Tệp đã ký được giữ; nâng mức sau bằng kyso extend.",
            failure.text.vi
        ),
        format!(
            "Signed “{file}”, but level {level} is not reached: {} The signed file is kept; raise it later with kyso extend.",
            failure.text.en
        ),
    );
    failure
}

fn done(output: &Path, raised: &Raised, job: &Job) {
    match job.json {
        true => job.value(&json(output, raised)),
        false => say(output, raised, job),
    }
}

/// What was added, and what is to be known of it.
pub(crate) fn say(output: &Path, raised: &Raised, job: &Job) {
    let file = output.display();
    let (before, now) = (word(raised.before), word(raised.level));
    job.say(&Text::new(
        format!("{file}: mức {before} → {now}; thêm {} dấu thời gian tài liệu, {} mục thông tin kiểm tra.", raised.stamps.len(), raised.added),
        format!("{file}: level {before} → {now}; {} document time-stamps and {} pieces of validation material added.", raised.stamps.len(), raised.added),
    ));
    for stamped in &raised.stamps {
        told::say_stamped(stamped, job);
    }
    for field in &raised.early_data {
        job.note(&Text::new(
            format!(
                "Thông tin thu hồi dùng cho chữ ký “{field}” phát hành trước thời điểm ký: việc thu hồi ngay trước khi ký có thể chưa thể hiện. \
                 Nên nâng mức lại sau kỳ cập nhật CRL, OCSP tới."
            ),
            format!(
                "The revocation data for signature “{field}” were issued before it was made: a revocation shortly before may not show yet. \
                 Raise the file again after the next update of the CRL or OCSP answer."
            ),
        ));
    }
}

fn word(level: Option<Level>) -> &'static str {
    level.map_or("-", Level::as_str)
}

/// `file`, `before`, `level`, `timestamps`, `added`, `early_revocation_data`.
pub(crate) fn json(output: &Path, raised: &Raised) -> Value {
    let stamps: Vec<Value> = raised.stamps.iter().map(told::stamped_json).collect();
    json!({
        "file": output.display().to_string(),
        "before": raised.before.map(Level::as_str),
        "level": raised.level.map(Level::as_str),
        "timestamps": stamps,
        "added": raised.added,
        "early_revocation_data": raised.early_data,
    })
}

/// Why a file was not raised; `then` is what became of the output.
fn stopped(input: &Path, error: &LongTermError, then: &Text) -> Failure {
    let file = input.display().to_string();
    let refused = |exit, code, vi: String| {
        Failure::new(
            exit,
            code,
            Text::new(
                format!("{file}: {vi}.{}", then.vi),
                format!("{file}: {error}.{}", then.en),
            ),
        )
    };
    match error {
        LongTermError::Io(error) => failures::io(&file, error),
        LongTermError::Output { path, source } => failures::writing(path, source),
        LongTermError::Pdf(error) => failures::pdf(&file, error),
        LongTermError::Sign(error) => failures::sign(&file, error),
        LongTermError::Verify(error) => failures::verify(&file, error),
        LongTermError::NoTimestamp(none) => told::failure(none),
        LongTermError::BrokenChain { field, indication } => refused(
            Exit::Negative,
            "timestamp-chain-broken",
            format!(
                "dấu thời gian tại trường “{field}” không còn được chấp nhận ({indication}); thêm dấu thời gian mới không khắc phục được"
            ),
        ),
        LongTermError::Defect(_) => refused(
            Exit::Negative,
            "not-intact",
            "tệp có khiếm khuyết, không thể nâng mức".to_owned(),
        ),
        LongTermError::NotIntact { field, indication } => refused(
            Exit::Negative,
            "not-intact",
            format!(
                "chữ ký số tại trường “{field}” không hợp lệ ({indication}), không thể nâng mức"
            ),
        ),
        LongTermError::NotTrusted { field, why } => refused(
            Exit::Undecided,
            "signer-not-trusted",
            format!(
                "chưa xác minh được chứng thư của chữ ký số tại trường “{field}”: {}",
                vietnamese::path::reason(&why.reason)
            ),
        ),
        LongTermError::Missing(missing) => refused(
            Exit::Undecided,
            "level-not-reached",
            format!(
                "chưa đủ thông tin để đạt mức: {}",
                present::text::missing_list(missing, Lang::Vi)
            ),
        ),
        LongTermError::NothingToRenew => refused(
            Exit::Negative,
            "no-document-timestamp",
            "chưa có dấu thời gian tài liệu để gia hạn; dùng kyso extend --to lta".to_owned(),
        ),
        LongTermError::Unsigned => refused(
            Exit::Undecided,
            "unsigned",
            "văn bản không có chữ ký số".to_owned(),
        ),
        other => refused(
            Exit::Negative,
            "output-refused",
            format!("kết quả không đạt kiểm tra của chương trình: {other}"),
        ),
    }
}
