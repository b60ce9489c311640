//! `kyso path`: is this certificate trusted, at this time, on this evidence, and what shows it.

use std::path::Path;

use cert_path::{
    Budget, Certificate, CertificateProfile, CryptoProvider, Evidence, Need, PathFailure,
    PathReason, PathRequest, PolicyInputs, ProofsOfExistence, Purpose, RevocationMode, TrustedPath,
    find_path, needs,
};
use der::asn1::ObjectIdentifier;
use jiff::Timestamp;

use crate::args::{PathArgs, PurposeArg};
use crate::certificates;
use crate::evidence;
use crate::exit::{Exit, Failure, Outcome};
use crate::fetch::{self, Session, Told};
use crate::job::Job;
use crate::present;
use crate::text::{Text, words};
use crate::trust::{self, Ground};

/// What is asked of every certificate of a run.
pub(crate) struct Question {
    pub(crate) ground: Ground,
    /// The time asked.
    pub(crate) at: Timestamp,
    /// The moment of judging: evidence issued later is refused.
    pub(crate) as_of: Timestamp,
    pub(crate) purpose: Purpose,
    revocation: RevocationMode,
    policies: PolicyInputs,
    /// A certificate alone has no time-stamp: what is at hand exists since the moment of judging.
    proofs: ProofsOfExistence,
    /// The times the user named: asked, and of judging.
    named: (Option<Timestamp>, Option<Timestamp>),
}

/// One certificate and what was found of it.
pub(crate) struct Answer {
    pub(crate) certificate: Certificate,
    pub(crate) evidence: Evidence,
    pub(crate) result: Result<TrustedPath, PathFailure>,
    /// What would help.
    pub(crate) needs: Vec<Need>,
    /// What was fetched.
    pub(crate) told: Told,
}

/// `kyso path`.
pub(crate) fn path(args: &PathArgs, job: &Job) -> Outcome {
    let mut question = Question::new(args, job)?;
    if question.ground.anchors.is_empty() {
        return Err(no_roots());
    }
    question.ground.say(job);
    let mut used = Evidence::new();
    let mut worst = Exit::Passed;
    for file in &args.certificates {
        let name = file.display().to_string();
        let exit = match question.answer(file) {
            Ok(answer) => {
                show(&name, &question, &answer, job);
                used.merge(answer.evidence.clone());
                exit_of(&answer)
            }
            Err(failure) => job.fail_file(&name, &failure),
        };
        worst = worst.max(exit);
    }
    if let Some(file) = &args.evidence_out {
        let ground = &question.ground;
        let used = ground.evidence_file(used, question.as_of, question.revocation);
        evidence::save(&used, file)?;
    }
    Ok(worst)
}

impl Question {
    fn new(args: &PathArgs, job: &Job) -> Result<Self, Failure> {
        let at = args.at.unwrap_or(args.as_of.unwrap_or(job.now));
        let as_of = args.as_of.unwrap_or(job.now.max(at));
        if as_of < at {
            return Err(Failure::usage(
                "as-of",
                words(
                    "--as-of không được sớm hơn --at: không thể xét một thời điểm chưa đến.",
                    "--as-of may not be earlier than --at: a time that has not come cannot be judged.",
                ),
            ));
        }
        Ok(Self {
            ground: Ground::load(&args.trust, job)?,
            at,
            as_of,
            purpose: match args.purpose {
                PurposeArg::Signing => Purpose::DocumentSigning,
                PurposeArg::Timestamping => Purpose::Timestamping,
            },
            revocation: trust::revocation(&args.trust, RevocationMode::Require),
            policies: policies(&args.policy_oids)?,
            proofs: ProofsOfExistence::new(),
            named: (args.at, args.as_of),
        })
    }

    /// The first certificate of the file is judged; the others, like all evidence, may help.
    /// What is missing is fetched where the user opened the network, and the certificate judged again.
    fn answer(&mut self, file: &Path) -> Result<Answer, Failure> {
        let mut found = certificates::judged(file)?;
        let certificate = found.remove(0);
        let mut evidence = self.ground.evidence.clone();
        evidence.add_certificates(found, &evidence::origin(file));
        let mut session = Session::begin(self.ground.network.as_ref());
        loop {
            self.look_at_the_clock();
            let request = self.request(&certificate, &evidence);
            let result = find_path(&request);
            let needs = needs(&request, &result);
            if !session.more(&needs, &mut evidence) {
                return Ok(Answer {
                    certificate,
                    evidence,
                    result,
                    needs,
                    told: session.told(),
                });
            }
        }
    }

    fn look_at_the_clock(&mut self) {
        let (at, as_of) = self.named;
        self.as_of = fetch::clock(self.ground.network.as_ref(), as_of, self.as_of);
        self.at = at.or(as_of).unwrap_or(self.as_of);
    }

    fn request<'a>(&'a self, signer: &'a Certificate, evidence: &'a Evidence) -> PathRequest<'a> {
        PathRequest {
            signer,
            evidence,
            anchors: &self.ground.anchors,
            purpose: self.purpose,
            at: self.at,
            now: self.as_of,
            proofs: &self.proofs,
            revocation: self.revocation,
            freshness: self.ground.freshness,
            policy: &self.ground.algorithms,
            policies: self.policies.clone(),
            profile: CertificateProfile::default(),
            provider: CryptoProvider::aws_lc(),
            budget: Budget::default(),
        }
    }
}

/// `user-initial-policy-set` and `initial-explicit-policy` (RFC 5280 §6.1.1 (c), (f)): who names a policy demands it.
fn policies(oids: &[String]) -> Result<PolicyInputs, Failure> {
    if oids.is_empty() {
        return Ok(PolicyInputs::default());
    }
    let read = |text: &String| ObjectIdentifier::new(text).map_err(|_| not_an_oid(text));
    Ok(PolicyInputs {
        acceptable: Some(oids.iter().map(read).collect::<Result<_, _>>()?),
        require_explicit: true,
        ..PolicyInputs::default()
    })
}

fn show(name: &str, question: &Question, answer: &Answer, job: &Job) {
    if job.json {
        let line = present::path_json::value(name, question, answer);
        job.value(&answer.told.beside(line, job.lang));
    } else {
        job.line(&present::path::told(name, question, answer, job.lang));
        fetch::say(&answer.told, job);
    }
}

/// 0 trusted, 1 refused, 2 undecided (design.md 4).
fn exit_of(answer: &Answer) -> Exit {
    match &answer.result {
        Ok(_) => Exit::Passed,
        Err(failure) if is_open(&failure.reason) => Exit::Undecided,
        Err(_) => Exit::Negative,
    }
}

/// Whether more evidence, more work or another program may still find a path.
pub(crate) const fn is_open(reason: &PathReason) -> bool {
    matches!(
        reason,
        PathReason::BudgetExhausted(_)
            | PathReason::NoIssuerFound { .. }
            | PathReason::NotAnchored
            | PathReason::OnHold { .. }
            | PathReason::RevocationUnknown(_)
            | PathReason::UnsupportedAlgorithm(_)
            | PathReason::UnsupportedNameConstraint
    )
}

fn no_roots() -> Failure {
    Failure::environment(
        "no-trust",
        words(
            "Chưa có chứng thư gốc nào được chấp nhận: dùng --trust, --trust-profile hoặc tệp cấu hình.",
            "No root is accepted: use --trust, --trust-profile or the configuration.",
        ),
    )
}

fn not_an_oid(text: &str) -> Failure {
    let text: String = text.chars().take(80).collect();
    Failure::usage(
        "policy-oid",
        Text::new(
            format!("--policy-oid “{text}”: không phải OID, ví dụ 2.16.704.1.1.1.1.1."),
            format!("--policy-oid “{text}” is no OID, e.g. 2.16.704.1.1.1.1.1."),
        ),
    )
}
