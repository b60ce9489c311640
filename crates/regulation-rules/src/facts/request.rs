//! What rules read about one request to the CA or to the body that acts for it.

use gov_ca_model::{OrganisationKind, PersonKind, SubscriberClass, VietnamDay};

use super::sheet::{sheet, stated_days};
use super::{AskedFor, Channel, Form, Party, RevocationReason};

sheet! {
    /// Facts about one request (yêu cầu chứng thực). Each may be missing.
    RequestFacts {
        sent_on: VietnamDay = SentOn,
        subscriber_class: SubscriberClass = SubscriberClass,
        asked_for: AskedFor = AskedFor,
        sender: Party = Sender,
        addressee: Party = Addressee,
        channel: Channel = Channel,
        written: bool = Written,
        digitally_signed: bool = DigitallySigned,
        confirmed_by_managing_body: bool = ConfirmedByManagingBody,
        confirmed_by_managing_head: bool = ConfirmedByManagingHead,
        confirmed_by_subscriber_manager: bool = ConfirmedBySubscriberManager,
        approved_by_managing_body: bool = ApprovedByManagingBody,
        asked_by_certificate_manager: bool = AskedByCertificateManager,
        managing_body_is_legal_person: bool = ManagingBodyIsLegalPerson,
        managing_body_has_seal: bool = ManagingBodyHasSeal,
        managing_body_of_tier: bool = ManagingBodyOfTier,
        form: Form = Form,
        body_kind: OrganisationKind = BodyKind,
        person_kind: PersonKind = PersonKind,
        of_listed_body: bool = OfListedBody,
        needs_transactions: bool = NeedsTransactions,
        title_holder: bool = TitleHolder,
        legal_person: bool = LegalPerson,
        establishment_decision: bool = EstablishmentDecision,
        superior_head_confirmed: bool = SuperiorHeadConfirmed,
        owner_is_legal_person: bool = OwnerIsLegalPerson,
        valid_dossier_on: VietnamDay = ValidDossierOn,
        processed_on: VietnamDay = ProcessedOn,
        ticked_renewal: bool = TickedRenewal,
        ticked_change: bool = TickedChange,
        old_and_new_values_given: bool = OldAndNewValuesGiven,
        revocation_reason: RevocationReason = RevocationReason,
        certificate_number_given: bool = CertificateNumberGiven,
        device_number_given: bool = DeviceNumberGiven,
        reason_given: bool = ReasonGiven,
        personal_number_given: bool = PersonalNumberGiven,
        tax_code_given: bool = TaxCodeGiven,
        budget_code_given: bool = BudgetCodeGiven,
        official_mail: String = OfficialMail,
        renewals_before: u8 = RenewalsBefore,
        expires_on: VietnamDay = ExpiresOn,
        expiry_unchanged: bool = ExpiryUnchanged,
        years_asked: u8 = YearsAsked,
        seal_registration_attached: bool = SealRegistrationAttached,
        title_confirmation_attached: bool = TitleConfirmationAttached,
        paper_sets: u8 = PaperSets,
        electronic_sets: u8 = ElectronicSets,
        obligations_accepted: bool = ObligationsAccepted,
        in_scope: bool = InScope,
        received_from_ca_on: VietnamDay = ReceivedFromCaOn,
        lost_record_attached: bool = LostRecordAttached,
        device_lost: bool = DeviceLost,
        department_approved: bool = DepartmentApproved,
        archived: bool = Archived,
        received_by_ca_on: VietnamDay = ReceivedByCaOn,
    }
}

stated_days! { RequestFacts {
    SentOn => sent_on, StatedSendingDay;
} }
