//! Statements made up for the tests of weighing and sliding; days count from 1970-01-01.

use std::sync::LazyLock;

use demo_pki::DemoHierarchy;
use jiff::Timestamp;

use super::chain::{Said, Statement};
use super::status::{Basis, BasisKind, Revoked};
use crate::certificate::Certificate;

static HIERARCHY: LazyLock<DemoHierarchy> =
    LazyLock::new(|| DemoHierarchy::new(day(0), day(20_000)).unwrap());

pub(crate) fn day(day: i64) -> Timestamp {
    Timestamp::from_second(day * 86_400).unwrap()
}

pub(crate) fn signer() -> Certificate {
    Certificate::from_der(&HIERARCHY.root.certificate_der).unwrap()
}

pub(crate) fn sub_ca() -> Certificate {
    Certificate::from_der(&HIERARCHY.sub_ca.certificate_der).unwrap()
}

fn statement(issued: i64, next: Option<i64>, said: Said) -> Statement {
    Statement {
        said,
        basis: Basis {
            kind: BasisKind::Crl {
                number: None,
                delta: None,
            },
            fingerprint: [u8::try_from(issued % 256).unwrap(); 32],
            signer: signer(),
            this_update: day(issued),
            next_update: next.map(day),
            fresh: false,
        },
    }
}

pub(crate) fn good(issued: i64, next: Option<i64>) -> Statement {
    statement(issued, next, Said::NotRevoked)
}

pub(crate) fn revoked(issued: i64, since: i64) -> Statement {
    let revoked = Revoked {
        since: day(since),
        reason: None,
        invalidity_date: None,
    };
    statement(issued, None, Said::Revoked(revoked))
}

pub(crate) fn held(issued: i64, since: i64) -> Statement {
    statement(issued, None, Said::OnHold { since: day(since) })
}
