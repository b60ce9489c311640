//! The digests of all signatures' covered bytes in one pass over the file.
//!
//! All signatures begin at 0, so they share a prefix: it is hashed once, and forked where each signature's hole begins.

use std::collections::BTreeSet;
use std::ops::Range;

use cert_path::{CryptoProvider, Digest, DigestAlgorithm, Hasher, UnsupportedAlgorithm};
use pdf_revisions::{Source, for_each_chunk};

use crate::coverage::Coverage;
use crate::error::{Limit, VerifyError};

/// What is to be hashed: everything from 0 to `end` but the hole.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    pub(crate) algorithm: DigestAlgorithm,
    pub(crate) gap: Range<u64>,
    pub(crate) end: u64,
}

impl Job {
    pub(crate) fn new(algorithm: DigestAlgorithm, coverage: &Coverage) -> Self {
        Self {
            algorithm,
            gap: coverage.gap().clone(),
            end: coverage.end(),
        }
    }
}

/// Bytes hashed beyond the shared prefix, as a multiple of the file: an honest signature only adds the rest of its own revision.
const BRANCH_FACTOR: u64 = 16;

/// One digest for each job, in their order; the error of a job is that the provider lacks its algorithm.
pub(crate) fn digests(
    source: &dyn Source,
    jobs: &[Job],
    provider: &CryptoProvider,
) -> Result<Vec<Result<Digest, UnsupportedAlgorithm>>, VerifyError> {
    let branches = jobs.iter().fold(0_u64, |sum, job| {
        sum.saturating_add(job.end.saturating_sub(job.gap.end))
    });
    if branches > source.len().saturating_mul(BRANCH_FACTOR) {
        return Err(VerifyError::Limit(Limit::HashedBytes));
    }
    let mut trunks = trunks(jobs, provider);
    let mut branches: Vec<Option<Box<dyn Hasher>>> = jobs.iter().map(|_| None).collect();
    let bounds: BTreeSet<u64> = jobs
        .iter()
        .flat_map(|job| [job.gap.start, job.gap.end, job.end])
        .chain([0])
        .collect();
    let bounds: Vec<u64> = bounds.into_iter().collect();
    fork(&bounds[..1], jobs, &trunks, &mut branches);
    for window in bounds.windows(2) {
        let [from, to] = [window[0], window[1]];
        let mut active = Active::at(from, jobs, &mut trunks, &mut branches);
        if !active.is_empty() {
            for_each_chunk::<std::io::Error>(source, from..to, |chunk| {
                active.update(chunk);
                Ok(())
            })?;
        }
        fork(&[to], jobs, &trunks, &mut branches);
    }
    Ok(finish(jobs, provider, branches))
}

struct Trunk {
    algorithm: DigestAlgorithm,
    /// The last hole of this algorithm: no prefix is needed beyond its beginning.
    until: u64,
    hasher: Box<dyn Hasher>,
}

fn trunks(jobs: &[Job], provider: &CryptoProvider) -> Vec<Trunk> {
    let mut trunks: Vec<Trunk> = Vec::new();
    for job in jobs {
        if let Some(trunk) = trunks
            .iter_mut()
            .find(|trunk| trunk.algorithm == job.algorithm)
        {
            trunk.until = trunk.until.max(job.gap.start);
        } else if let Ok(hasher) = provider.hasher(job.algorithm) {
            trunks.push(Trunk {
                algorithm: job.algorithm,
                until: job.gap.start,
                hasher,
            });
        }
    }
    trunks
}

/// Hashers that take the bytes of one stretch.
struct Active<'h>(Vec<&'h mut dyn Hasher>);

impl<'h> Active<'h> {
    fn at(
        from: u64,
        jobs: &[Job],
        trunks: &'h mut [Trunk],
        branches: &'h mut [Option<Box<dyn Hasher>>],
    ) -> Self {
        let trunks = trunks
            .iter_mut()
            .filter(|trunk| from < trunk.until)
            .map(|trunk| trunk.hasher.as_mut() as &mut dyn Hasher);
        let branches = branches
            .iter_mut()
            .zip(jobs)
            .filter(|(_, job)| job.gap.end <= from && from < job.end);
        let branches = branches.filter_map(|(branch, _)| {
            branch
                .as_mut()
                .map(|hasher| hasher.as_mut() as &mut dyn Hasher)
        });
        Self(trunks.chain(branches).collect())
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn update(&mut self, chunk: &[u8]) {
        for hasher in &mut self.0 {
            hasher.update(chunk);
        }
    }
}

/// Every job whose hole begins at one of `bounds` gets the state of the prefix.
fn fork(bounds: &[u64], jobs: &[Job], trunks: &[Trunk], branches: &mut [Option<Box<dyn Hasher>>]) {
    for (branch, job) in branches.iter_mut().zip(jobs) {
        if bounds.contains(&job.gap.start)
            && let Some(trunk) = trunks.iter().find(|trunk| trunk.algorithm == job.algorithm)
        {
            *branch = Some(trunk.hasher.fork());
        }
    }
}

fn finish(
    jobs: &[Job],
    provider: &CryptoProvider,
    branches: Vec<Option<Box<dyn Hasher>>>,
) -> Vec<Result<Digest, UnsupportedAlgorithm>> {
    let finish = |(branch, job): (Option<Box<dyn Hasher>>, &Job)| match branch {
        Some(hasher) => Ok(hasher.finish()),
        // The provider has no such hash: asking it again gives the error.
        None => provider.digest(job.algorithm, &[]),
    };
    branches.into_iter().zip(jobs).map(finish).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expected(bytes: &[u8], job: &Job) -> Digest {
        let [start, gap_end, end] =
            [job.gap.start, job.gap.end, job.end].map(|at| usize::try_from(at).unwrap());
        let covered = [&bytes[..start], &bytes[gap_end..end]].concat();
        CryptoProvider::aws_lc()
            .digest(job.algorithm, &covered)
            .unwrap()
    }

    #[test]
    fn one_pass_gives_what_hashing_each_signature_alone_gives() {
        let bytes: Vec<u8> = (0..3_000_000_u32).map(|at| (at % 251) as u8).collect();
        let job = |algorithm, start, gap_end, end| Job {
            algorithm,
            gap: start..gap_end,
            end,
        };
        let jobs = [
            job(DigestAlgorithm::Sha256, 100, 200, 1_000_000),
            job(DigestAlgorithm::Sha256, 1_500_000, 1_600_000, 2_000_000),
            job(DigestAlgorithm::Sha512, 1_500_000, 1_600_000, 3_000_000),
            job(DigestAlgorithm::Sha256, 0, 10, 3_000_000),
            job(DigestAlgorithm::Sha1, 50, 50, 50),
        ];
        let digests = digests(&bytes, &jobs, CryptoProvider::aws_lc()).unwrap();
        for (digest, job) in digests.into_iter().zip(&jobs) {
            assert_eq!(digest.unwrap(), expected(&bytes, job), "{job:?}");
        }
    }

    #[test]
    fn many_signatures_over_the_whole_file_reach_a_limit() {
        let bytes = vec![0; 1000];
        let jobs: Vec<Job> = (0..50)
            .map(|at| Job {
                algorithm: DigestAlgorithm::Sha256,
                gap: at..at + 1,
                end: 1000,
            })
            .collect();
        assert!(matches!(
            digests(&bytes, &jobs, CryptoProvider::aws_lc()),
            Err(VerifyError::Limit(Limit::HashedBytes))
        ));
    }
}
