//! What rules read about one certificate.

use gov_ca_model::{CertificateKind, VietnamDay};
use jiff::Timestamp;

use super::sheet::{self, sheet};
use super::{DayReason, Fact, FactSheet, IssueKind, LegalDay, Origin};
use crate::evidence::Missing;
use crate::rule::Basis;

sheet! {
    /// Facts about one certificate (chứng thư chữ ký số). Each may be missing.
    CertificateFacts {
        /// Government, public or specialised.
        certificate_kind: CertificateKind = CertificateKind,
        /// New, renewed or changed.
        issue_kind: IssueKind = IssueKind,
        /// The day of issue, where somebody stated it.
        issued_on: VietnamDay = IssuedOn,
        /// First instant of validity.
        not_before: Timestamp = NotBefore,
        /// Last instant of validity.
        not_after: Timestamp = NotAfter,
        /// It belongs to a CA, not to a subscriber.
        is_ca: bool = IsCa,
    }
}

impl FactSheet for CertificateFacts {
    fn legal_day(&self, basis: Basis) -> Result<LegalDay, Missing> {
        match (basis, self.issued_on) {
            (Basis::CertificateIssuedOn, Some(day)) => Ok(LegalDay {
                day,
                because: DayReason::StatedIssueDay,
            }),
            (Basis::CertificateIssuedOn, None) => {
                let day = VietnamDay::of(self.not_before()?);
                Ok(LegalDay {
                    day,
                    because: DayReason::FirstDayOfValidity,
                })
            }
            (Basis::SignedOn, _) => Err(Missing::of(Fact::SigningTime)),
        }
    }

    fn kind(&self) -> Result<CertificateKind, Missing> {
        self.certificate_kind()
    }

    fn province(&self) -> Option<&str> {
        self.province.as_deref()
    }

    fn origin(&self, fact: Fact) -> Origin {
        sheet::origin(&self.said, fact)
    }
}
