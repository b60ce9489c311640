//! What rules read about a document with all that belongs to it: who signed in which role, attachments, issuing and receiving.

use gov_ca_model::VietnamDay;

use super::sheet::{sheet, stated_days};
use super::{
    Channel, Direction, ErrorIn, ReceivingDecision, Remedy, SecrecyLevel, SigningRoute, TitlePrefix,
};

sheet! {
    /// Facts about a package (bộ văn bản). Each may be missing.
    PackageFacts {
        dated_on: VietnamDay = DatedOn,
        received_on: VietnamDay = ReceivedOn,
        channel: Channel = Channel,
        secrecy_mark: SecrecyLevel = SecrecyMark,
        agency_signed: bool = AgencySigned,
        direction: Direction = Direction,
        born_on_paper: bool = BornOnPaper,
        a_copy: bool = ACopy,
        signing_route: SigningRoute = SigningRoute,
        authorised_person_signed: bool = AuthorisedPersonSigned,
        agency_signed_after: bool = AgencySignedAfter,
        body_confirmation_required: bool = BodyConfirmationRequired,
        body_certificate_signatures: u32 = BodyCertificateSignatures,
        separate_attachments: u32 = SeparateAttachments,
        attachments_signed: u32 = AttachmentsSigned,
        inner_attachment_signed: bool = InnerAttachmentSigned,
        title_prefix: TitlePrefix = TitlePrefix,
        delegation_written: bool = DelegationWritten,
        delegation_in_force: bool = DelegationInForce,
        delegated_further: bool = DelegatedFurther,
        delegate_heads_unit: bool = DelegateHeadsUnit,
        form_and_seal_of_delegator: bool = FormAndSealOfDelegator,
        signed_by_clerk: bool = SignedByClerk,
        number_used_once: bool = NumberUsedOnce,
        numbering_from_one: bool = NumberingFromOne,
        authorised_signed_on: VietnamDay = AuthorisedSignedOn,
        agency_signed_on: VietnamDay = AgencySignedOn,
        issued_on_day: VietnamDay = IssuedOnDay,
        registered_on: VietnamDay = RegisteredOn,
        urgent: bool = Urgent,
        error_in: ErrorIn = ErrorIn,
        remedy: Remedy = Remedy,
        recalled: bool = Recalled,
        deleted_on_recall: bool = DeletedOnRecall,
        checked_before_acceptance: bool = CheckedBeforeAcceptance,
        check_passed: bool = CheckPassed,
        complete: bool = Complete,
        right_addressee: bool = RightAddressee,
        signs_of_abnormality: bool = SignsOfAbnormality,
        decision: ReceivingDecision = Decision,
        reason_told: bool = ReasonTold,
        responsible_told: bool = ResponsibleTold,
        receipt_told_on: VietnamDay = ReceiptToldOn,
        stored_certificate: bool = StoredCertificate,
        stored_responsibility: bool = StoredResponsibility,
        stored_timestamp: bool = StoredTimestamp,
        stored_crl: bool = StoredCrl,
        stored_status_result: bool = StoredStatusResult,
        within_authority: bool = WithinAuthority,
        title_as_certified: bool = TitleAsCertified,
    }
}

stated_days! { PackageFacts {
    DatedOn => dated_on, DayOnTheDocument;
    ReceivedOn => received_on, StatedArrivalDay;
} }
