//! What rules read about one certificate.

use gov_ca_model::{CertificateKind, IssuerKind, SubscriberClass, VietnamDay};
use jiff::Timestamp;

use super::sheet::{self, sheet};
use super::{
    BodyStanding, CardRole, CertificateStatus, DayReason, Fact, FactSheet, HolderStanding,
    IssueKind, LegalDay, Origin,
};
use crate::evidence::{Found, Missing};
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
        considered_on: VietnamDay = ConsideredOn,
        previous_not_after: Timestamp = PreviousNotAfter,
        subscriber_class: SubscriberClass = SubscriberClass,
        names_issuer: bool = NamesIssuer,
        names_subscriber: bool = NamesSubscriber,
        has_serial_number: bool = HasSerialNumber,
        has_validity_period: bool = HasValidityPeriod,
        has_public_key: bool = HasPublicKey,
        signed_by_issuer: bool = SignedByIssuer,
        states_limits_of_use: bool = StatesLimitsOfUse,
        employer_fits: bool = EmployerFits,
        official_mail_fits: bool = OfficialMailFits,
        name_fits: bool = NameFits,
        address_fits: bool = AddressFits,
        version_fits: bool = VersionFits,
        authority_fits: bool = AuthorityFits,
        holder_standing: HolderStanding = HolderStanding,
        body_standing: BodyStanding = BodyStanding,
        position_fits: bool = PositionFits,
        in_operation: bool = InOperation,
        device_duties_kept: bool = DeviceDutiesKept,
        card_role: CardRole = CardRole,
        key_used_until: Timestamp = KeyUsedUntil,
        cards_signed: u32 = CardsSigned,
        issuer: IssuerKind = Issuer,
        status: CertificateStatus = Status,
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
            (Basis::ConsideredOn, _) => Ok(LegalDay {
                day: self.considered_on()?,
                because: DayReason::StatedDay,
            }),
            (other, _) => Err(Missing::of(other.fact())),
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

    fn found(&self, fact: Fact) -> Option<Found> {
        self.held(fact)
    }
}
