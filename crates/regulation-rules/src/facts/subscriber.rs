//! What rules read about one subscriber.

use gov_ca_model::{OrganisationKind, PersonKind, SubscriberClass, VietnamDay};

use super::sheet::{sheet, stated_days};

sheet! {
    /// Facts about one subscriber (thuê bao). Each may be missing.
    SubscriberFacts {
        considered_on: VietnamDay = ConsideredOn,
        subscriber_class: SubscriberClass = SubscriberClass,
        body_kind: OrganisationKind = BodyKind,
        person_kind: PersonKind = PersonKind,
        official_mail: String = OfficialMail,
        in_scope: bool = InScope,
        party_body: bool = PartyBody,
        gap_between_certificates: bool = GapBetweenCertificates,
        uses_provincial_mail: bool = UsesProvincialMail,
    }
}

stated_days! { SubscriberFacts {
    ConsideredOn => considered_on, StatedDay;
} }
