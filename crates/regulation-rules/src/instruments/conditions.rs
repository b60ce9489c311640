//! Conditions that more than one instrument sets: answered once, with their evidence.

use gov_ca_model::{CertificateKind, VietnamDay};
use jiff::{SignedDuration, Timestamp};

use super::scope;
use crate::Text;
use crate::evidence::{Evidence, Found, Missing, SetBy};
use crate::facts::{CertificateStatus, Fact, Millimetres, SignatureFacts};
use crate::rule::{Answer, Outcome, Stop};

/// One condition, answered.
pub(super) struct Condition {
    pub(super) holds: bool,
    pub(super) evidence: Evidence,
}

/// A condition, or the fact it lacks.
pub(super) type Answered = Result<Condition, Missing>;

/// All conditions together: one that fails decides, whatever is missing elsewhere; else one that is missing leaves it open.
pub(super) fn all(answers: impl IntoIterator<Item = Answered>) -> Answer {
    let mut missing = None;
    let mut evidence = Evidence::default();
    for answer in answers {
        match answer {
            Ok(condition) if !condition.holds => return Ok(Outcome::Violated(condition.evidence)),
            Ok(condition) => evidence = evidence.and(condition.evidence),
            Err(first) => missing = missing.or(Some(first)),
        }
    }
    missing.map_or(Ok(Outcome::Satisfied(evidence)), |missing| {
        Err(missing.into())
    })
}

/// One of the conditions is enough: one that holds decides, whatever is missing elsewhere; else one that is missing leaves it open.
pub(super) fn any(answers: impl IntoIterator<Item = Answered>) -> Answered {
    let mut missing = None;
    let mut evidence = Evidence::default();
    for answer in answers {
        match answer {
            Ok(condition) if condition.holds => return Ok(condition),
            Ok(condition) => evidence = evidence.and(condition.evidence),
            Err(first) => missing = missing.or(Some(first)),
        }
    }
    missing.map_or(
        Ok(Condition {
            holds: false,
            evidence,
        }),
        Err,
    )
}

/// Both are so: one that is not decides, whatever is missing elsewhere.
pub(super) fn both(
    one: Result<bool, Missing>,
    other: Result<bool, Missing>,
) -> Result<bool, Missing> {
    match (one, other) {
        (Ok(false), _) | (_, Ok(false)) => Ok(false),
        (one, other) => one.and(other),
    }
}

/// A condition that counts only where this is not so.
pub(super) fn unless(so: Result<bool, Missing>, condition: impl FnOnce() -> Answered) -> Answered {
    if so? {
        return Ok(Condition {
            holds: true,
            evidence: Evidence::default(),
        });
    }
    condition()
}

/// Any change after signing would be seen: the signature covers all that was signed, with a digest in which nobody can make two contents
/// look alike. With an older digest the answer is left to a person. How a program sees this is our reading.
pub(super) fn later_change_detectable(facts: &SignatureFacts) -> Answer {
    let covers = facts.covers_entire_revision()?;
    let evidence = Evidence::of(Fact::CoversEntireRevision, covers).against(true, OUR_WAY);
    if !covers {
        return Ok(Outcome::Violated(evidence));
    }
    let strong = facts.digest_resists_collisions()?;
    let evidence =
        evidence.and(Evidence::of(Fact::DigestResistsCollisions, strong).against(true, OUR_WAY));
    Ok(if strong {
        Outcome::Satisfied(evidence)
    } else {
        Outcome::Review(evidence, OLD_DIGEST)
    })
}

const OUR_WAY: SetBy = SetBy::Ours(Text::new(
    "cách kiểm tra của chương trình",
    "our way of checking",
));

const OLD_DIGEST: Text = Text::new(
    "thuật toán băm cũ, có thể tạo hai nội dung khác nhau có cùng giá trị băm",
    "older digest algorithm: two contents with the same digest can be made",
);

/// Fulfilled or not, on this evidence.
pub(super) const fn holds(fulfilled: bool, evidence: Evidence) -> Outcome {
    if fulfilled {
        Outcome::Satisfied(evidence)
    } else {
        Outcome::Violated(evidence)
    }
}

/// The rule concerns only cases of which this is true.
pub(super) const fn only(concerned: bool, otherwise: Text) -> Result<(), Stop> {
    if concerned {
        Ok(())
    } else {
        Err(Stop::NotApplicable(otherwise))
    }
}

/// For government signatures only; the others have law of their own.
pub(super) fn government(kind: CertificateKind) -> Result<(), Stop> {
    only(kind == CertificateKind::Government, scope::NOT_GOVERNMENT)
}

/// This is so.
pub(super) fn yes(found: Result<bool, Missing>, fact: Fact) -> Answered {
    found.map(|found| Condition {
        holds: found,
        evidence: Evidence::of(fact, found),
    })
}

/// This is not so.
pub(super) fn no(found: Result<bool, Missing>, fact: Fact) -> Answered {
    found.map(|found| Condition {
        holds: !found,
        evidence: Evidence::of(fact, found),
    })
}

/// It is exactly this.
pub(super) fn is<T: PartialEq + Into<Found> + Copy>(
    found: Result<T, Missing>,
    fact: Fact,
    wanted: T,
) -> Answered {
    found.map(|found| Condition {
        holds: found == wanted,
        evidence: Evidence::of(fact, found).against(wanted, SetBy::Law),
    })
}

/// It is one of these.
pub(super) fn one_of<T: PartialEq + Into<Found> + Copy>(
    found: Result<T, Missing>,
    fact: Fact,
    wanted: &[T],
) -> Answered {
    found.map(|found| Condition {
        holds: wanted.contains(&found),
        evidence: Evidence::of(fact, found),
    })
}

/// It is this much or more.
pub(super) fn at_least<T: PartialOrd + Into<Found> + Copy>(
    found: Result<T, Missing>,
    fact: Fact,
    least: T,
    set_by: SetBy,
) -> Answered {
    found.map(|found| Condition {
        holds: found >= least,
        evidence: Evidence::of(fact, found).against(least, set_by),
    })
}

/// It is this much or less; a day, that day or earlier.
pub(super) fn at_most<T: PartialOrd + Into<Found> + Copy>(
    found: Result<T, Missing>,
    fact: Fact,
    most: T,
    set_by: SetBy,
) -> Answered {
    found.map(|found| Condition {
        holds: found <= most,
        evidence: Evidence::of(fact, found).against(most, set_by),
    })
}

/// It is within these bounds, both included.
pub(super) fn between<T: PartialOrd + Into<Found> + Copy>(
    found: Result<T, Missing>,
    fact: Fact,
    (least, most): (T, T),
    set_by: SetBy,
) -> Answered {
    found.map(|found| {
        let nearest = if found < least { least } else { most };
        Condition {
            holds: found >= least && found <= most,
            evidence: Evidence::of(fact, found).against(nearest, set_by),
        }
    })
}

/// It is no further from what is wanted than the tolerance.
pub(super) fn near(
    found: Result<Millimetres, Missing>,
    fact: Fact,
    wanted: Millimetres,
    tolerance: Millimetres,
    set_by: SetBy,
) -> Answered {
    found.map(|found| Condition {
        holds: found.within(wanted, tolerance),
        evidence: Evidence::of(fact, found).against(wanted, set_by),
    })
}

/// It was done by the last day of a time limit.
pub(super) fn by(
    found: Result<VietnamDay, Missing>,
    fact: Fact,
    last: VietnamDay,
    set_by: SetBy,
) -> Answered {
    at_most(found, fact, last, set_by)
}

/// It was done on this very day.
pub(super) fn on(found: Result<VietnamDay, Missing>, fact: Fact, wanted: VietnamDay) -> Answered {
    is(found, fact, wanted)
}

/// The calendar day in Vietnam of an instant.
pub(super) fn day(instant: Result<Timestamp, Missing>) -> Result<VietnamDay, Missing> {
    instant.map(VietnamDay::of)
}

/// So many hours after an instant: hours of the clock, not working hours.
pub(super) fn hours_after(instant: Timestamp, hours: i64) -> Timestamp {
    instant
        .saturating_add(SignedDuration::from_hours(hours))
        .unwrap_or(Timestamp::MAX)
}

/// What somebody has to attest: yes, no, or, when nobody has, for a person to judge.
pub(super) fn attested(fact: Fact, answer: Option<bool>, open: Text) -> Outcome {
    answer.map_or_else(
        || Outcome::Review(Evidence::default(), open),
        |answer| holds(answer, Evidence::of(fact, answer)),
    )
}

/// Days counted in Vietnam's calendar from a number of years that the law sets.
pub(super) const COUNTED_IN_DAYS: SetBy = SetBy::Counted(Text::new(
    "thời hạn do luật định; cách tính ngày theo chương trình",
    "the period is set by law; the count of days is ours",
));

/// Working days counted by the calendar of this program.
pub(super) const WORKING_DAYS: SetBy = SetBy::Counted(Text::new(
    "số ngày làm việc do luật định; lịch ngày làm việc theo chương trình",
    "the number of working days is set by law; the calendar is ours",
));

/// The signature verifies with the certificate's public key.
pub(super) fn verifies(facts: &SignatureFacts) -> Answered {
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
pub(super) fn made_within_validity(facts: &SignatureFacts) -> Answered {
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
pub(super) fn active_at_signing(facts: &SignatureFacts) -> Answered {
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

    fn answer(holds: bool) -> Answered {
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
        assert!(
            matches!(all([answer(true), missing()]), Err(Stop::Missing(found)) if found.fact == Fact::Status)
        );
        let first = all([missing(), Err(Missing::of(Fact::NotAfter))]);
        assert!(matches!(first, Err(Stop::Missing(found)) if found.fact == Fact::Status));
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

    /// The limit shown is the one that was missed, or the upper one where none was.
    #[test]
    fn a_window_shows_the_bound_that_was_missed() {
        let limit = |found: u32| {
            let answer = between(Ok(found), Fact::Resolution, (20, 25), SetBy::Law);
            let condition = answer.ok().unwrap();
            let limit = condition.evidence.0[0].limit.clone().unwrap().value;
            (condition.holds, limit)
        };
        assert_eq!(limit(19), (false, Found::Number(20)));
        assert_eq!(limit(20), (true, Found::Number(25)));
        assert_eq!(limit(25), (true, Found::Number(25)));
        assert_eq!(limit(26), (false, Found::Number(25)));
    }
}
