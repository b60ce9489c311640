//! A CAdES signature in a file of its own (`X.p7s` beside `X`): the same questions, the same axes, over every byte of the other file.
//!
//! For attachments that are no PDF (RFC 5652 §5.2, external signature; EN 319 122-1). Nothing can be added to what is signed, so the
//! last axis never refutes. There is no document security store: what is not in the container comes from the caller.

use cert_path::{Evidence, TrustAnchor};
use jiff::Timestamp;
use pdf_revisions::{Dict, Object, Source};

use crate::embedded::EmbeddedSignature;
use crate::error::VerifyError;
use crate::gathering;
use crate::material::Stores;
use crate::modifications::{Changes, ModificationLevel};
use crate::policy::Policy;
use crate::report::{Axis, DocumentReport, SignatureKind};
use crate::signed_file::examine_separate;
use crate::stamping;
use crate::trust::Ground;
use crate::{Around, Later, judge_all};

/// What reports say in place of a field's name where the signature stands in a file of its own.
const SEPARATE_FIELD: &str = "detached";
/// What reports say there in place of `/SubFilter`.
const SEPARATE_FORMAT: &str = "CAdES";

/// Judges `container`, a CMS SignedData without content, over all of `content`, which is read once and never held in memory.
///
/// The report has one signature, whose field is called `detached`, and no revisions but the file itself.
///
/// # Errors
/// Only when `content` cannot be read. What is no container is a signature that is not intact.
pub fn verify_detached(
    content: &dyn Source,
    container: &[u8],
    evidence: &Evidence,
    anchors: &[TrustAnchor],
    policy: &Policy,
    now: Timestamp,
) -> Result<DocumentReport, VerifyError> {
    let stores = Stores::default();
    let further = evidence.certificates();
    let examined = [examine_separate(content, container, further, policy)?];
    let gathered = gathering::gather(evidence, &stores, &examined, policy.limits.timestamps);
    let ground = Ground {
        evidence: &gathered.evidence,
        anchors,
        policy,
        now,
    };
    let later = examined.iter().map(|_| Later {
        modifications: Axis::Proven(ModificationLevel::None),
        changes: Changes::default(),
        notes: Vec::new(),
    });
    let walked = stamping::walk(&examined, &ground, &gathered.held, further);
    let around = Around {
        stores: &stores,
        gathered: &gathered,
        ground: &ground,
    };
    let judged = judge_all(&examined, later, walked, &around);
    Ok(DocumentReport {
        policy: policy.modifications.name,
        revisions: 1,
        encryption: None,
        anomalies: Vec::new(),
        signatures: judged.signatures,
        paths: judged.paths,
        proofs: judged.proofs,
        evidence: gathered.evidence,
    })
}

impl DocumentReport {
    /// A document with signatures of its own and one in a file of its own: both are signatures of it.
    #[must_use]
    pub fn with_detached(mut self, beside: Self) -> Self {
        self.signatures.extend(beside.signatures);
        self.paths.extend(beside.paths);
        self.evidence.merge(beside.evidence);
        self
    }
}

impl EmbeddedSignature {
    /// What stands for the dictionary of a signature in a file of its own, which has none.
    pub(crate) fn separate() -> Self {
        Self {
            fields: vec![SEPARATE_FIELD.to_owned()],
            reference: None,
            dictionary: Dict::default(),
            byte_range: Object::Null,
            contents: None,
            certificates: Vec::new(),
            kind: SignatureKind::Signature,
            sub_filter: SEPARATE_FORMAT.to_owned(),
            reference_digests: false,
            lock: None,
            since: 0,
            in_newest: true,
        }
    }
}
