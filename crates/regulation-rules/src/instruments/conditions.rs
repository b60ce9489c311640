//! Conditions that more than one instrument sets: answered once, with their evidence.

use gov_ca_model::CertificateKind;

use crate::Text;
use crate::evidence::{Evidence, Missing, SetBy};
use crate::facts::{CertificateStatus, Fact, SignatureFacts};
use crate::rule::Outcome;

/// One condition, answered.
pub(super) struct Condition {
    pub(super) holds: bool,
    pub(super) evidence: Evidence,
}

pub(super) type Answer = Result<Condition, Missing>;

/// All conditions together: one that fails decides, whatever is missing elsewhere; else one that is missing leaves it open.
pub(super) fn all(answers: impl IntoIterator<Item = Answer>) -> Result<Outcome, Missing> {
    let mut missing = None;
    let mut evidence = Evidence::default();
    for answer in answers {
        match answer {
            Ok(condition) if !condition.holds => return Ok(Outcome::Violated(condition.evidence)),
            Ok(condition) => evidence = evidence.and(condition.evidence),
            Err(first) => missing = missing.or(Some(first)),
        }
    }
    missing.map_or(Ok(Outcome::Satisfied(evidence)), Err)
}

/// For government signatures only; the others have law of their own.
pub(super) fn not_government(kind: CertificateKind) -> Option<Outcome> {
    let why = Text {
        vi: "không phải chữ ký số chuyên dùng công vụ; áp dụng quy định về loại chữ ký đó",
        en: "not a government signature; the law of that kind of signature governs",
    };
    (kind != CertificateKind::Government).then_some(Outcome::NotApplicable(why))
}

/// What somebody has to attest: yes, no, or, when nobody has, for a person to judge.
pub(super) fn attested(fact: Fact, answer: Option<bool>, open: Text) -> Outcome {
    match answer {
        Some(true) => Outcome::Satisfied(Evidence::of(fact, true)),
        Some(false) => Outcome::Violated(Evidence::of(fact, false)),
        None => Outcome::Review(Evidence::default(), open),
    }
}

/// The signature verifies with the certificate's public key.
pub(super) fn verifies(facts: &SignatureFacts) -> Answer {
    let holds = facts.verifies_with_key()?;
    Ok(Condition {
        holds,
        evidence: Evidence::of(Fact::VerifiesWithKey, holds),
    })
}

/// The signature was made inside the certificate's validity period.
///
/// With a proven time, that time decides. A claimed time proves nothing: it counts only while the certificate has not
/// expired by the time of the check either, so that no later moment could have been outside; else a proof is missing.
pub(super) fn made_within_validity(facts: &SignatureFacts) -> Answer {
    let (from, until) = (facts.not_before()?, facts.not_after()?);
    let (at, proof) = (facts.signing_time()?, facts.signing_time_proof()?);
    // RFC 5280 §4.1.2.5: both ends belong to the period
    let holds = (from..=until).contains(&at);
    let evidence = Evidence::of(Fact::SigningTime, at)
        .and(Evidence::of(Fact::SigningTimeProof, proof.text()))
        .and(Evidence::of(Fact::NotBefore, from))
        .and(Evidence::of(Fact::NotAfter, until));
    if proof.is_proof() || (holds && facts.checked_at()? <= until) {
        return Ok(Condition { holds, evidence });
    }
    Err(Missing::of(Fact::ProvenSigningTime).knowing(evidence))
}

/// The certificate was neither revoked nor suspended when the signature was made.
///
/// A change of status after a proven time does no harm; after a merely claimed time, nobody can tell which came first.
pub(super) fn active_at_signing(facts: &SignatureFacts) -> Answer {
    let status = facts.status()?;
    let evidence = Evidence::of(Fact::Status, status.text());
    if status == CertificateStatus::Active {
        return Ok(Condition {
            holds: true,
            evidence,
        });
    }
    let (changed, at, proof) = (
        facts.status_changed_at()?,
        facts.signing_time()?,
        facts.signing_time_proof()?,
    );
    let evidence = evidence.and(Evidence::of(Fact::SigningTime, at).against(changed, CHANGED));
    if !proof.is_proof() {
        return Err(Missing::of(Fact::ProvenSigningTime).knowing(evidence));
    }
    Ok(Condition {
        holds: at < changed,
        evidence,
    })
}

const CHANGED: SetBy = SetBy::Ours(Text {
    vi: "thời điểm bị thu hồi, tạm dừng do CRL, OCSP ghi",
    en: "time of revocation or suspension, from CRL or OCSP",
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::TimeProof;

    fn answer(holds: bool) -> Answer {
        Ok(Condition {
            holds,
            evidence: Evidence::of(Fact::SoleControl, holds),
        })
    }

    #[test]
    fn a_failed_condition_decides_whatever_is_missing() {
        let missing = || Err(Missing::of(Fact::Status));
        assert!(matches!(
            all([missing(), answer(false)]),
            Ok(Outcome::Violated(_))
        ));
        assert!(matches!(all([answer(true), missing()]), Err(found) if found.fact == Fact::Status));
        let first = all([missing(), Err(Missing::of(Fact::NotAfter))]);
        assert!(matches!(first, Err(found) if found.fact == Fact::Status));
        assert!(
            matches!(all([answer(true), answer(true)]), Ok(Outcome::Satisfied(Evidence(used))) if used.len() == 2)
        );
    }

    fn signed(at: &str, proof: TimeProof) -> SignatureFacts {
        SignatureFacts {
            signing_time: Some(at.parse().unwrap()),
            signing_time_proof: Some(proof),
            checked_at: Some("2026-11-21T00:00:00Z".parse().unwrap()),
            not_before: Some("2024-01-01T00:00:00Z".parse().unwrap()),
            not_after: Some("2026-12-31T00:00:00Z".parse().unwrap()),
            ..SignatureFacts::default()
        }
    }

    fn holds(facts: &SignatureFacts) -> Option<bool> {
        made_within_validity(facts)
            .ok()
            .map(|condition| condition.holds)
    }

    #[test]
    fn both_ends_of_the_period_belong_to_it() {
        use TimeProof::SignatureTimestamp as PROVEN;
        assert_eq!(holds(&signed("2023-12-31T23:59:59Z", PROVEN)), Some(false));
        assert_eq!(holds(&signed("2024-01-01T00:00:00Z", PROVEN)), Some(true));
        assert_eq!(holds(&signed("2026-12-31T00:00:00Z", PROVEN)), Some(true));
        assert_eq!(holds(&signed("2026-12-31T00:00:01Z", PROVEN)), Some(false));
    }

    #[test]
    fn a_claim_counts_only_while_no_later_moment_was_outside() {
        let mut facts = signed("2025-01-01T00:00:00Z", TimeProof::Claimed);
        assert_eq!(holds(&facts), Some(true));
        facts.checked_at = facts.not_after;
        assert_eq!(holds(&facts), Some(true));
        facts.checked_at = Some("2026-12-31T00:00:01Z".parse().unwrap());
        let missing = made_within_validity(&facts).err().unwrap();
        assert_eq!(
            (missing.fact, missing.known.0.len()),
            (Fact::ProvenSigningTime, 4)
        );
        assert_eq!(
            holds(&signed("2023-01-01T00:00:00Z", TimeProof::Claimed)),
            None
        );
        facts.checked_at = None;
        assert_eq!(
            made_within_validity(&facts)
                .err()
                .map(|missing| missing.fact),
            Some(Fact::CheckedAt)
        );
    }

    #[test]
    fn revocation_counts_against_proven_times_only() {
        let mut facts = signed("2025-01-01T00:00:00Z", TimeProof::DocumentTimestamp);
        let holds =
            |facts: &SignatureFacts| active_at_signing(facts).map(|condition| condition.holds);
        assert_eq!(
            holds(&facts).map_err(|missing| missing.fact),
            Err(Fact::Status)
        );
        facts.status = Some(CertificateStatus::Active);
        assert_eq!(holds(&facts), Ok(true));
        facts.status = Some(CertificateStatus::Revoked);
        assert_eq!(
            holds(&facts).map_err(|missing| missing.fact),
            Err(Fact::StatusChangedAt)
        );
        facts.status_changed_at = Some("2025-01-01T00:00:00Z".parse().unwrap());
        assert_eq!(holds(&facts), Ok(false));
        facts.status_changed_at = Some("2025-01-01T00:00:01Z".parse().unwrap());
        assert_eq!(holds(&facts), Ok(true));
        facts.signing_time_proof = Some(TimeProof::Claimed);
        assert_eq!(
            holds(&facts).map_err(|missing| missing.fact),
            Err(Fact::ProvenSigningTime)
        );
    }
}
