//! One signature, weighed: what its verdict means for whoever receives the document.
//!
//! | the verifier says | meaning |
//! |---|---|
//! | coverage broken by wrapping (`GapHoldsOtherBytes`, `NotFromStart`, …) | R04, abnormal |
//! | coverage ends inside a revision | R04 |
//! | ranges past the end of the file | R10: the file is cut off |
//! | signature dictionary malformed otherwise | R99 |
//! | `HASH_FAILURE` | R04 |
//! | `SIG_CRYPTO_FAILURE`, signer's certificate exchanged | R99, abnormal |
//! | container malformed | R99 |
//! | format not offered | held: `unsupported` |
//! | changes nothing allows | R04; abnormal when they hide or clear |
//! | signer's certificate revoked by the proven time of signing | R06 |
//! | signer's certificate outside its validity at the proven time of signing | R05 |
//! | revoked now, no time proven | held: `revoked-without-proof-of-time` |
//! | outside its validity now, no time proven | held: `no-proof-of-time` |
//! | status unknown | held until the next update |
//! | suspended | held until the next update |
//! | ends at a root nobody accepted | R07; held where the root is public or foreign |
//! | no issuer found | held; R07 when everything that could be asked was asked |
//! | an algorithm too weak | held: `weak-algorithm` |
//! | other path failures | held: `path-undecided` |

mod path;

use cades::IntegrityFailure as Cms;
use pades_verify::{
    Axis, CoverageFailure, Disallowed, IntegrityFailure, Reason as Change, SignatureReport,
    StepName,
};

use super::again::CheckAgain;
use super::context::ReceiveContext;
use super::fact::Fact;
use super::outcome::HoldReason;
use super::reason::RefusalReason;

/// What one axis of one signature means. A signature that has none of these stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Weighed {
    /// Proven: it speaks against the document.
    Against {
        /// The reason.
        code: RefusalReason,
        /// What shows it.
        fact: Fact,
        /// Not the sign of a mistake: of an attack, or of a program that damages what it handles.
        abnormal: bool,
    },
    /// It cannot be told.
    Open {
        /// What.
        why: HoldReason,
        /// What shows it.
        fact: Fact,
        /// When another look may help.
        again: Option<CheckAgain>,
    },
}

/// Weighs a signature, axis by axis.
///
/// The finding of the first axis that fails stops those behind it, as in the verifier; later changes and trust are weighed
/// beside each other, so that a document that was changed and whose certificate was revoked is refused for both.
pub(super) fn weigh(
    signature: &SignatureReport,
    issued: &Announced<'_>,
    context: &ReceiveContext<'_>,
) -> Vec<Weighed> {
    if let Axis::Refuted(failure) = &signature.coverage {
        return vec![of_coverage(failure)];
    }
    match &signature.integrity {
        Axis::Refuted(failure) => return vec![of_integrity(failure)],
        Axis::NotReached(StepName::Support) => return vec![unsupported(signature)],
        Axis::NotReached(_) | Axis::Proven(_) => {}
    }
    let changes = signature.modifications.refuted().map(of_changes);
    let trust = path::of(signature, issued, context);
    let weak = signature.weakness.as_ref().map(|weakness| Weighed::Open {
        why: HoldReason::WeakAlgorithm,
        fact: verdict(signature, weakness.to_string()),
        again: None,
    });
    changes.into_iter().chain(trust).chain(weak).collect()
}

pub(super) use path::{Announced, foreign};

fn against(code: RefusalReason, fact: Fact) -> Weighed {
    Weighed::Against {
        code,
        fact,
        abnormal: false,
    }
}

/// ISO 32000-2 §12.8.1: how the covered bytes are cut. Wrapping a signature around other content needs one of the first six.
fn of_coverage(failure: &CoverageFailure) -> Weighed {
    use CoverageFailure as F;
    let (code, abnormal) = match failure {
        F::ContentsElsewhere
        | F::Disordered { .. }
        | F::DuplicateKey { .. }
        | F::GapHoldsOtherBytes { .. }
        | F::GapIsNotContents { .. }
        | F::NotFromStart { .. } => (RefusalReason::ChangedAfterSigning, true),
        F::EndsInsideRevision { .. } => (RefusalReason::ChangedAfterSigning, false),
        F::OutOfBounds { .. } => (RefusalReason::Unreadable, false),
        _ => (RefusalReason::Other, false),
    };
    Weighed::Against {
        code,
        fact: Fact::Verdict {
            sub_indication: failure.sub_indication(),
            text: failure.to_string(),
        },
        abnormal,
    }
}

fn of_integrity(failure: &IntegrityFailure) -> Weighed {
    use pades_verify::SubIndication as S;
    let sub_indication = failure.sub_indication();
    let fact = Fact::Verdict {
        sub_indication,
        text: failure.to_string(),
    };
    match (sub_indication, failure) {
        (S::HashFailure, _) => against(RefusalReason::ChangedAfterSigning, fact),
        // The value is of another key, or names another certificate than the one beside it: no editor does that.
        (S::SigCryptoFailure, _) | (_, IntegrityFailure::Signature(Cms::BindingMismatch(_))) => {
            Weighed::Against {
                code: RefusalReason::Other,
                fact,
                abnormal: true,
            }
        }
        (S::FormatFailure, _) => against(RefusalReason::Other, fact),
        (S::NoSigningCertificateFound, _) => open(HoldReason::IssuerNotFound, fact),
        (S::Generic, _) => open(HoldReason::Unsupported, fact),
        _ => open(HoldReason::SignatureUndecided, fact),
    }
}

/// What hides, clears or replaces is named by itself (the shadow attacks and their kin); an editor that saved a signed file is not.
fn of_changes(disallowed: &Disallowed) -> Weighed {
    let first = disallowed.changes.first();
    let text = first.map_or_else(String::new, ToString::to_string);
    Weighed::Against {
        code: RefusalReason::ChangedAfterSigning,
        fact: Fact::Changed {
            changes: disallowed.changes.len(),
            text,
        },
        abnormal: disallowed
            .changes
            .iter()
            .any(|change| hides(&change.reason)),
    }
}

const fn hides(reason: &Change) -> bool {
    matches!(
        reason,
        Change::AnnotationHidesContent { .. }
            | Change::DanglingReferenceDefined
            | Change::DuplicateKeys
            | Change::GenerationChanged
            | Change::SignatureChanged { .. }
            | Change::SignatureCoversContent { .. }
            | Change::SignatureNotIntact { .. }
            | Change::SignatureOverSignature { .. }
            | Change::UsedElsewhere { .. }
    )
}

fn unsupported(signature: &SignatureReport) -> Weighed {
    let text = format!(
        "signatures of the format {} are not offered",
        signature.sub_filter
    );
    open(HoldReason::Unsupported, verdict(signature, text))
}

const fn open(why: HoldReason, fact: Fact) -> Weighed {
    Weighed::Open {
        why,
        fact,
        again: None,
    }
}

fn verdict(signature: &SignatureReport, text: String) -> Fact {
    let sub_indication = signature.indication().sub_indication();
    Fact::Verdict {
        sub_indication: sub_indication.unwrap_or(pades_verify::SubIndication::Generic),
        text,
    }
}
