//! One answer of many statements about one certificate.

use jiff::Timestamp;

use super::chain::{Said, Statement, Statements};
use super::status::{Basis, CertificateStatus, RevocationState, Revoked, UnusableEvidence};
use super::{Freshness, WhyNotChecked};

/// What the statements are weighed for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Question {
    /// The time asked.
    pub(crate) at: Timestamp,
    /// Nothing is known after it; evidence that is fresher than that is no better.
    pub(crate) control: Timestamp,
    /// How fresh evidence must be that shows nothing.
    pub(crate) freshness: Freshness,
}

/// A revocation is for ever and wins over everything, however old the news. Then a hold that nothing newer lifts. Else the
/// freshest statement counts.
pub(crate) fn weigh(question: Question, found: Statements) -> CertificateStatus {
    let Statements { usable, unusable } = found;
    let revoked = first_revocation(&usable);
    let hold = last_hold(&usable).filter(|(since, _)| *since <= question.at);
    let lifted = hold.and_then(|(_, statement)| lifted_by(&usable, statement));
    let answer = match (revoked, hold, lifted) {
        (Some((revoked, statement)), _, _) if revoked.since <= question.at => {
            Some((RevocationState::Revoked(revoked), statement, true))
        }
        // X.509 8.5.2.2: a hold that becomes a revocation keeps its date; until the CA says so it is a hold.
        (_, Some((since, statement)), None) => {
            Some((RevocationState::OnHold { since }, statement, true))
        }
        (Some((revoked, statement)), _, _) => Some(before(question, &usable, revoked, statement)),
        (None, _, _) => freshest(question, &usable),
    };
    let lifted_hold = match (hold, lifted) {
        // Lifted after the time asked: it was on hold then.
        (Some((since, _)), Some(at)) if at > question.at => Some(since),
        _ => None,
    };
    let Some((state, statement, fresh)) = answer else {
        let why = unusable.iter().map(|one| one.why).max();
        let why = why.map_or(WhyNotChecked::NoEvidence, WhyNotChecked::Unusable);
        return unknown(why, unusable);
    };
    CertificateStatus {
        state,
        basis: Some(Basis {
            fresh,
            ..statement.basis.clone()
        }),
        lifted_hold,
        unusable,
    }
}

/// A revocation after the time asked. That it was none before, only evidence shows that has seen the time asked: a list may
/// announce a revocation of the future.
fn before<'s>(
    question: Question,
    usable: &'s [Statement],
    revoked: Revoked,
    statement: &'s Statement,
) -> (RevocationState, &'s Statement, bool) {
    match freshest(question, usable) {
        Some((RevocationState::Unknown(why), stale, _)) => {
            (RevocationState::Unknown(why), stale, false)
        }
        _ => {
            let later = Some(revoked);
            (RevocationState::Good { later }, statement, true)
        }
    }
}

pub(crate) fn unknown(why: WhyNotChecked, unusable: Vec<UnusableEvidence>) -> CertificateStatus {
    CertificateStatus {
        state: RevocationState::Unknown(why),
        basis: None,
        lifted_hold: None,
        unusable,
    }
}

fn first_revocation(usable: &[Statement]) -> Option<(Revoked, &Statement)> {
    let revoked = usable.iter().filter_map(|statement| match statement.said {
        Said::Revoked(revoked) => Some((revoked, statement)),
        _ => None,
    });
    revoked.min_by_key(|(revoked, _)| revoked.since)
}

/// The hold of which the news is newest.
fn last_hold(usable: &[Statement]) -> Option<(Timestamp, &Statement)> {
    let holds = usable.iter().filter_map(|statement| match statement.said {
        Said::OnHold { since } => Some((since, statement)),
        _ => None,
    });
    holds.max_by_key(|(_, statement)| statement.basis.this_update)
}

/// RFC 5280 §5.3.1, removeFromCRL: when the first statement after the hold says that there is none. What was issued at the
/// same moment lifts nothing.
fn lifted_by(usable: &[Statement], hold: &Statement) -> Option<Timestamp> {
    let later = usable.iter().filter(|statement| {
        statement.said == Said::NotRevoked && statement.basis.this_update > hold.basis.this_update
    });
    later.map(|statement| statement.basis.this_update).min()
}

/// Of what speaks of no revocation at the time asked: the statement that is fresh for longest, of equals the newest.
fn freshest(
    question: Question,
    usable: &[Statement],
) -> Option<(RevocationState, &Statement, bool)> {
    let Question {
        at,
        control,
        freshness,
    } = question;
    let last_fresh = |basis: &Basis| freshness.last_fresh(basis.this_update, basis.next_update);
    let best = usable.iter().max_by_key(|statement| {
        let basis = &statement.basis;
        (last_fresh(basis).min(control), basis.this_update)
    })?;
    if at <= last_fresh(&best.basis) {
        return Some((RevocationState::Good { later: None }, best, true));
    }
    let stale = WhyNotChecked::Stale {
        issued: best.basis.this_update,
        asked: at,
    };
    Some((RevocationState::Unknown(stale), best, false))
}

#[cfg(test)]
mod tests {
    use super::super::status::{BasisKind, RevocationReason, Unusable};
    use super::super::synthetic::{day, good, held, revoked, signer};
    use super::*;

    const WINDOW: Freshness = Freshness::IssuersWindow;
    const STRICT: Freshness = Freshness::AfterTime;

    /// Asked for day 20, judged on day 30.
    fn judge(freshness: Freshness, usable: Vec<Statement>) -> CertificateStatus {
        let question = Question {
            at: day(20),
            control: day(30),
            freshness,
        };
        let unusable = Vec::new();
        weigh(question, Statements { usable, unusable })
    }

    fn known_good(later: Option<i64>) -> RevocationState {
        RevocationState::Good {
            later: later.map(revoked_at),
        }
    }

    fn revoked_at(since: i64) -> Revoked {
        match revoked(since, since).said {
            Said::Revoked(revoked) => revoked,
            _ => unreachable!("made as a revocation"),
        }
    }

    fn stale(issued: i64) -> RevocationState {
        RevocationState::Unknown(WhyNotChecked::Stale {
            issued: day(issued),
            asked: day(20),
        })
    }

    #[test]
    fn the_table_of_answers() {
        let on_hold = |since| RevocationState::OnHold { since: day(since) };
        let is_revoked = |since| RevocationState::Revoked(revoked_at(since));
        // rule, statements as (issue, …), state, day of the basis, fresh, lifted hold
        let cases = [
            // one statement that shows nothing
            (
                WINDOW,
                vec![good(15, Some(22))],
                known_good(None),
                15,
                true,
                None,
            ),
            (
                WINDOW,
                vec![good(15, Some(20))],
                known_good(None),
                15,
                true,
                None,
            ),
            (WINDOW, vec![good(15, Some(19))], stale(15), 15, false, None),
            (WINDOW, vec![good(15, None)], stale(15), 15, false, None),
            (
                WINDOW,
                vec![good(20, None)],
                known_good(None),
                20,
                true,
                None,
            ),
            (
                WINDOW,
                vec![good(25, None)],
                known_good(None),
                25,
                true,
                None,
            ),
            (STRICT, vec![good(15, Some(22))], stale(15), 15, false, None),
            (
                STRICT,
                vec![good(20, Some(27))],
                known_good(None),
                20,
                true,
                None,
            ),
            (
                STRICT,
                vec![good(25, None)],
                known_good(None),
                25,
                true,
                None,
            ),
            // several: the one fresh for longest, of equals the newest
            (
                WINDOW,
                vec![good(19, None), good(15, Some(22))],
                known_good(None),
                15,
                true,
                None,
            ),
            (
                WINDOW,
                vec![good(25, Some(99)), good(28, Some(99))],
                known_good(None),
                28,
                true,
                None,
            ),
            (
                WINDOW,
                vec![good(5, Some(6)), good(8, Some(9))],
                stale(8),
                8,
                false,
                None,
            ),
            // revoked: at the instant, before, after; however old the news; the earliest counts
            (
                WINDOW,
                vec![revoked(25, 20)],
                is_revoked(20),
                25,
                true,
                None,
            ),
            (WINDOW, vec![revoked(5, 4)], is_revoked(4), 5, true, None),
            (
                WINDOW,
                vec![revoked(5, 4), good(25, None)],
                is_revoked(4),
                5,
                true,
                None,
            ),
            (
                WINDOW,
                vec![revoked(28, 10), revoked(25, 24)],
                is_revoked(10),
                28,
                true,
                None,
            ),
            (
                WINDOW,
                vec![revoked(25, 24)],
                known_good(Some(24)),
                25,
                true,
                None,
            ),
            (
                STRICT,
                vec![revoked(25, 24), good(19, None)],
                known_good(Some(24)),
                25,
                true,
                None,
            ),
            // announced for the future, on a list that has not seen the time asked
            (WINDOW, vec![revoked(15, 26)], stale(15), 15, false, None),
            (
                WINDOW,
                vec![revoked(15, 26), good(16, Some(22))],
                known_good(Some(26)),
                15,
                true,
                None,
            ),
            // on hold: at the instant, before, after; never lifted by the older or the simultaneous
            (WINDOW, vec![held(15, 14)], on_hold(14), 15, true, None),
            (WINDOW, vec![held(25, 20)], on_hold(20), 25, true, None),
            (
                WINDOW,
                vec![held(15, 14), good(12, Some(99))],
                on_hold(14),
                15,
                true,
                None,
            ),
            (
                WINDOW,
                vec![held(15, 14), good(15, Some(99))],
                on_hold(14),
                15,
                true,
                None,
            ),
            (WINDOW, vec![held(25, 24)], known_good(None), 25, true, None),
            // a hold lifted: before the time asked it is forgotten, after it is told
            (
                WINDOW,
                vec![held(10, 9), good(18, Some(22))],
                known_good(None),
                18,
                true,
                None,
            ),
            (
                WINDOW,
                vec![held(10, 9), good(25, None)],
                known_good(None),
                25,
                true,
                Some(9),
            ),
            (
                WINDOW,
                vec![held(21, 9), good(25, None)],
                known_good(None),
                25,
                true,
                Some(9),
            ),
            (
                WINDOW,
                vec![held(10, 9), good(18, Some(19))],
                stale(18),
                18,
                false,
                None,
            ),
            // a hold that becomes a revocation with a later date stays a hold; with a state between it was lifted
            (
                WINDOW,
                vec![held(15, 14), revoked(28, 26)],
                on_hold(14),
                15,
                true,
                None,
            ),
            (
                WINDOW,
                vec![held(15, 14), good(18, None), revoked(28, 26)],
                known_good(Some(26)),
                28,
                true,
                None,
            ),
            (
                WINDOW,
                vec![held(15, 14), revoked(28, 14)],
                is_revoked(14),
                28,
                true,
                None,
            ),
        ];
        for (number, (rule, statements, state, basis, fresh, lifted)) in
            cases.into_iter().enumerate()
        {
            let mut backwards = statements.clone();
            backwards.reverse();
            for statements in [statements, backwards] {
                let found = judge(rule, statements);
                assert_eq!(found.state, state, "case {number}");
                let used = found
                    .basis
                    .as_ref()
                    .map(|basis| (basis.this_update, basis.fresh));
                assert_eq!(used, Some((day(basis), fresh)), "case {number}");
                assert_eq!(found.lifted_hold, lifted.map(day), "case {number}");
            }
        }
    }

    #[test]
    fn asked_for_now_the_window_alone_decides() {
        let now = Question {
            at: day(30),
            control: day(30),
            freshness: WINDOW,
        };
        let of = |statement| {
            let usable = vec![statement];
            let unusable = Vec::new();
            weigh(now, Statements { usable, unusable }).state
        };
        assert_eq!(of(good(29, Some(30))), known_good(None));
        assert_eq!(of(good(30, None)), known_good(None));
        assert!(matches!(
            of(good(28, Some(29))),
            RevocationState::Unknown(_)
        ));
        assert_eq!(
            of(revoked(29, 30)),
            RevocationState::Revoked(revoked_at(30))
        );
        assert_eq!(of(held(29, 28)), RevocationState::OnHold { since: day(28) });
    }

    #[test]
    fn the_later_revocation_keeps_its_reason_and_the_day_the_key_was_lost() {
        let mut statement = revoked(28, 26);
        let told = Revoked {
            since: day(26),
            reason: Some(RevocationReason::KeyCompromise),
            invalidity_date: Some(day(3)),
        };
        statement.said = Said::Revoked(told);
        let found = judge(WINDOW, vec![statement]);
        assert_eq!(found.state, RevocationState::Good { later: Some(told) });
        assert_eq!(found.basis.unwrap().signer, signer());
    }

    #[test]
    fn of_unusable_evidence_the_nearest_is_told() {
        assert!(Unusable::Malformed < Unusable::OutOfScope);
        assert!(Unusable::OutOfScope < Unusable::BadSignature);
        assert!(Unusable::BadSignature < Unusable::NotProvenByThen);
        assert!(Unusable::FromTheFuture < Unusable::NotProvenByThen);
        let one = |why| UnusableEvidence {
            fingerprint: [7; 32],
            why,
        };
        let found = Statements {
            usable: Vec::new(),
            unusable: vec![one(Unusable::FromTheFuture), one(Unusable::OutOfScope)],
        };
        let question = Question {
            at: day(20),
            control: day(30),
            freshness: WINDOW,
        };
        let status = weigh(question, found);
        let why = WhyNotChecked::Unusable(Unusable::FromTheFuture);
        assert_eq!(status.state, RevocationState::Unknown(why));
        assert_eq!((status.basis, status.unusable.len()), (None, 2));
        let nothing = weigh(question, Statements::default());
        assert_eq!(
            nothing.state,
            RevocationState::Unknown(WhyNotChecked::NoEvidence)
        );
    }

    #[test]
    fn what_a_statement_rests_on_is_kept() {
        let found = judge(WINDOW, vec![good(25, Some(26))]);
        let kind = found.basis.unwrap().kind;
        assert!(matches!(
            kind,
            BasisKind::Crl {
                number: None,
                delta: None
            }
        ));
    }
}
