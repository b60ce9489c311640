//! One pass over all signatures of a file: coverage, containers, digests, integrity.

use cert_path::{Certificate, Digest, DigestAlgorithm, UnsupportedAlgorithm};
use pdf_revisions::{PdfFile, Source};

use crate::anomaly::Finding;
use crate::codes;
use crate::container::{Container, NoContainer, Proved};
use crate::coverage::{Coverage, CoverageFailure, cover};
use crate::embedded::EmbeddedSignature;
use crate::error::VerifyError;
use crate::hashing::{Job, digests};
use crate::integrity::{IntactSignature, IntegrityFailure};
use crate::modifications::{Known, Restrictions};
use crate::policy::Policy;
use crate::report::{Axis, StepName};

/// A signature after the first two steps.
#[derive(Debug)]
pub(crate) struct Examined {
    pub(crate) embedded: EmbeddedSignature,
    pub(crate) coverage: Axis<Coverage, CoverageFailure>,
    pub(crate) container: Option<Container>,
    pub(crate) integrity: Axis<IntactSignature, IntegrityFailure>,
    pub(crate) restrictions: Restrictions,
    pub(crate) findings: Vec<Finding>,
}

impl Examined {
    /// The certificate the container names, believed or not.
    pub(crate) fn signer(&self) -> Option<&Certificate> {
        match &self.integrity {
            Axis::Proven(proof) => Some(proof.signer_certificate()),
            _ => self.container.as_ref()?.signer_certificate(),
        }
    }

    /// Whether it stands in a file of its own.
    pub(crate) fn is_separate(&self) -> bool {
        self.coverage.proven().is_some_and(Coverage::is_separate)
    }

    pub(crate) fn is_intact(&self) -> bool {
        self.integrity.proven().is_some()
    }

    /// What the comparison of revisions needs to know of it.
    pub(crate) fn known(&self) -> Known {
        Known {
            place: self.embedded.dictionary.span().map(|span| span.start),
            kind: self.embedded.kind,
            covers: self.coverage.proven().map(Coverage::revision),
            intact: self.is_intact(),
            signer: self.signer().cloned(),
            restrictions: self.restrictions.clone(),
        }
    }
}

/// Steps 1 and 2 for all signatures, reading the file once. `further`: certificates among which those of signers may be that a container
/// does not carry.
pub(crate) fn examine(
    file: &PdfFile,
    signatures: Vec<EmbeddedSignature>,
    further: &[Certificate],
    policy: &Policy,
) -> Result<Vec<Examined>, VerifyError> {
    let mut examined = Vec::with_capacity(signatures.len());
    for embedded in signatures {
        examined.push(begin(file, embedded)?);
    }
    let (owners, jobs): (Vec<usize>, Vec<Job>) = examined
        .iter_mut()
        .enumerate()
        .filter_map(|(index, one)| Some((index, job(one)?)))
        .unzip();
    let digests = digests(file.source().as_ref(), &jobs, policy.provider)?;
    for (owner, digest) in owners.into_iter().zip(digests) {
        if let Some(one) = examined.get_mut(owner) {
            prove(one, digest, further, policy);
        }
    }
    for one in &mut examined {
        other_digests(file, one, policy)?;
    }
    Ok(examined)
}

/// Steps 1 and 2 for a container in a file of its own, over every byte of `content`, which is read once.
pub(crate) fn examine_separate(
    content: &dyn Source,
    container: &[u8],
    further: &[Certificate],
    policy: &Policy,
) -> Result<Examined, VerifyError> {
    let mut one = Examined {
        embedded: EmbeddedSignature::separate(),
        coverage: Axis::Proven(Coverage::of_separate_file(content.len())),
        container: None,
        integrity: Axis::NotReached(StepName::Coverage),
        restrictions: Restrictions::default(),
        findings: Vec::new(),
    };
    hold(&mut one, Container::separate(container));
    if let Some(job) = job(&mut one) {
        for digest in digests(content, &[job], policy.provider)? {
            prove(&mut one, digest, further, policy);
        }
    }
    Ok(one)
}

/// Step 2, where there is a container.
fn prove(
    one: &mut Examined,
    digest: Result<Digest, UnsupportedAlgorithm>,
    further: &[Certificate],
    policy: &Policy,
) {
    let proved = match (digest, &one.container) {
        (Ok(digest), Some(container)) => container.prove(&digest, further, policy.provider),
        (Err(which), _) => Proved::unsupported(which.to_string()),
        (Ok(_), None) => return,
    };
    settle(one, proved);
}

/// A signature that does not say what its bytes were hashed with, and that does not stand with the usual one.
fn other_digests(file: &PdfFile, one: &mut Examined, policy: &Policy) -> Result<(), VerifyError> {
    let (Axis::Refuted(_), Some(container), Axis::Proven(coverage)) =
        (&one.integrity, &one.container, &one.coverage)
    else {
        return Ok(());
    };
    let job = |algorithm: &DigestAlgorithm| Job::new(*algorithm, coverage);
    let jobs: Vec<Job> = container.other_digests().iter().map(job).collect();
    if jobs.is_empty() {
        return Ok(());
    }
    let digests = digests(file.source().as_ref(), &jobs, policy.provider)?;
    let proved = digests
        .iter()
        .flatten()
        .map(|digest| container.prove(digest, &[], policy.provider));
    if let Some(proved) = proved.into_iter().find(Proved::is_intact) {
        settle(one, proved);
    }
    Ok(())
}

fn begin(file: &PdfFile, embedded: EmbeddedSignature) -> Result<Examined, VerifyError> {
    let view = file.at(embedded.since);
    let restrictions = Restrictions::read(view, &embedded.dictionary, embedded.lock.as_ref())?;
    let coverage = match cover(file, &embedded)? {
        Ok(coverage) => Axis::Proven(coverage),
        Err(failure) => Axis::Refuted(failure),
    };
    let mut examined = Examined {
        coverage,
        container: None,
        integrity: Axis::NotReached(StepName::Coverage),
        restrictions,
        findings: Vec::new(),
        embedded,
    };
    let read = Container::read(&examined.embedded);
    hold(&mut examined, read);
    Ok(examined)
}

fn hold(one: &mut Examined, read: Result<Container, NoContainer>) {
    match read {
        Ok(container) => one.container = Some(container),
        Err(NoContainer::Unsupported(what)) => settle(one, Proved::unsupported(what)),
        Err(NoContainer::Failure(failure)) => settle(one, Proved::refuted(failure)),
    }
}

fn settle(one: &mut Examined, proved: Proved) {
    if let Some(what) = proved.unsupported {
        one.findings.push(Finding::warning(
            codes::UNSUPPORTED_ALGORITHM,
            format!("not supported by this version: {what}"),
        ));
    }
    one.integrity = proved.axis;
}

/// What has to be hashed for a signature whose coverage holds and whose container can be read.
fn job(one: &mut Examined) -> Option<Job> {
    let coverage = one.coverage.proven()?.clone();
    match one.container.as_ref()?.digest_algorithm() {
        Ok(algorithm) => Some(Job::new(algorithm, &coverage)),
        Err(which) => {
            settle(one, Proved::unsupported(which.to_string()));
            None
        }
    }
}
