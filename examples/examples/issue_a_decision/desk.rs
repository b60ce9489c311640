//! The clerk's desk: why a step may not be done, and the step itself, one signature after the other.

use std::path::Path;

use cades::ExternalSigner;
use cert_path::{
    AlgorithmPolicy, Certificate, CryptoProvider, Evidence, Freshness, Origin, RevocationMode,
    TrustAnchor,
};
use gov_ca_model::{GovCertificate, VietnamDay};
use jiff::Timestamp;
use kyso_examples::people::AnyError;
use pades_sign::{FieldChoice, SignatureRequest};
use pades_verify::{Indication, Policy, SignatureKind, verify};
use regulation_rules::LawBook;
use regulation_rules::facts::CallerFacts;
use regulation_rules::orders::Act;
use regulation_rules::profiles::Purpose;
use signing_workflow::outgoing::{Before, Earlier, Outgoing, Refusal, Task, refusals};
use signing_workflow::roles::{self, Printed};
use signing_workflow::{Replace, SignerTrust, SigningJob, UnverifiedChain, sign_file};

use crate::seen::Seen;
use crate::shown::Shown;
use crate::tokens::Tokens;

/// Keys, roots, pictures and law of one office.
pub(crate) struct Desk {
    tokens: Tokens,
    trust: SignerTrust,
    shown: Shown,
    pub(crate) law: LawBook,
}

impl Desk {
    /// The pictures are those of `folder`. Revocation is not asked for: nobody publishes any for throw-away certificates.
    pub(crate) fn new(
        folder: &Path,
        tokens: Tokens,
        root: &Path,
        sub: &Path,
    ) -> Result<Self, AnyError> {
        let mut evidence = Evidence::new();
        let sub = Certificate::from_pem(&std::fs::read(sub)?)?;
        evidence.add_certificates([sub], &Origin::Container);
        let root = Certificate::from_pem(&std::fs::read(root)?)?;
        Ok(Self {
            tokens,
            trust: SignerTrust {
                anchors: vec![TrustAnchor::new(root)],
                evidence,
                algorithms: AlgorithmPolicy::default(),
                revocation: RevocationMode::Skip,
                freshness: Freshness::default(),
                unverified: UnverifiedChain::Refused,
            },
            shown: Shown::open(folder)?,
            law: LawBook::as_read(),
        })
    }

    /// Why this may not be done now, each reason with who asks for it. No key is used.
    pub(crate) fn refusals(&self, outgoing: &Outgoing, act: Act) -> Result<Vec<Refusal>, AnyError> {
        let seen = Seen::of(std::fs::read(outgoing.current(0)?)?)?;
        let key = self.tokens.key_for(act)?;
        let certificate = key.certificate();
        let blocks = Printed::read(&seen.look).blocks;
        Ok(refusals(&Before {
            state: outgoing.state(),
            order: outgoing.order(),
            act,
            today: VietnamDay::of(Timestamp::now()),
            earlier: &self.earlier(outgoing, &seen)?,
            printed: &seen.printed(),
            blocks: &blocks,
            secrecy: seen.secrecy(),
            holder: roles::holder_of(certificate),
            name: GovCertificate::from(certificate).common_name.as_deref(),
            certificate: &hexadecimal(&certificate.fingerprint()),
            posts: None,
            operator: None,
            law: &self.law,
        }))
    }

    /// The signatures that are there: which part each plays, by the journal, and whether it is proven.
    fn earlier(&self, outgoing: &Outgoing, seen: &Seen) -> Result<Vec<Earlier>, AnyError> {
        let mut facts = CallerFacts::default();
        for step in &outgoing.state().steps {
            for field in step
                .signed
                .iter()
                .filter_map(|version| version.field.clone())
            {
                facts.signature.entry(field).or_default().role = Some(step.act.role());
            }
        }
        let policy = Policy {
            revocation: RevocationMode::Skip,
            ..Policy::default()
        };
        let (evidence, anchors) = (&self.trust.evidence, &self.trust.anchors);
        let report = verify(&seen.file, evidence, anchors, &policy, Timestamp::now())?;
        let told = roles::tell(&report, &seen.look, &facts);
        let signatures = report.signatures.iter().zip(&told);
        let of_people = signatures.filter(|(one, _)| one.kind == SignatureKind::Signature);
        Ok(of_people
            .map(|(signature, told)| Earlier {
                role: told.role,
                passed: match signature.indication() {
                    Indication::TotalPassed => Some(true),
                    Indication::TotalFailed(_) => Some(false),
                    _ => None,
                },
            })
            .collect())
    }

    /// One step: begun if nothing speaks against it, then every signature of it.
    pub(crate) fn step(&self, outgoing: &mut Outgoing, act: Act) -> Result<(), AnyError> {
        self.begin(outgoing, act)?;
        while self.sign_next(outgoing)? {}
        Ok(())
    }

    /// Writes into the journal what the step will sign.
    pub(crate) fn begin(&self, outgoing: &mut Outgoing, act: Act) -> Result<(), AnyError> {
        if let Some(refusal) = self.refusals(outgoing, act)?.first() {
            return Err(format!("{act:?}: {}", refusal.code()).into());
        }
        let on_main = match act {
            Act::NumberAndDate => vec![Purpose::Number, Purpose::Day, Purpose::Month],
            act => vec![act.purpose()],
        };
        let marks = outgoing.marks(act, &on_main);
        Ok(outgoing.begin(act, marks, Timestamp::now())?)
    }

    /// The next signature of the step that was begun; `false` when there is none left.
    pub(crate) fn sign_next(&self, outgoing: &mut Outgoing) -> Result<bool, AnyError> {
        let (Some(task), Some(step)) = (outgoing.task()?, outgoing.state().unfinished()) else {
            return Ok(false);
        };
        let key = self.tokens.key_for(step.act)?;
        let field = self.sign(outgoing, &task, &key)?;
        let certificate = key.certificate();
        let name = GovCertificate::from(certificate)
            .common_name
            .unwrap_or_default();
        let signer = (name.as_str(), &certificate.fingerprint()[..]);
        outgoing.signed(&task, Some(&field), signer, Timestamp::now())?;
        println!("{name}: {field} of {}", task.input.display());
        Ok(true)
    }

    /// One signature, checked, made, verified and only then named; its field.
    fn sign(
        &self,
        outgoing: &Outgoing,
        task: &Task,
        key: &dyn ExternalSigner,
    ) -> Result<String, AnyError> {
        let now = Timestamp::now();
        let visible = self
            .shown
            .visible(outgoing, task, key.certificate(), &self.law)?;
        let mut request = SignatureRequest::new(now);
        request.field = FieldChoice::New {
            name: Some(format!("{:?}", task.mark.purpose)),
        };
        request.visible = Some(visible);
        let job = SigningJob {
            input: &task.input,
            output: &task.output,
            replace: Replace::Allowed, // what an unfinished run left there does not count
            trust: &self.trust,
            provider: CryptoProvider::aws_lc(),
            now,
            stamping: None,
            progress: &|_| {},
            password: None,
            lint: &|_| true,
        };
        Ok(sign_file(&job, &request, key)?.record.field)
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
