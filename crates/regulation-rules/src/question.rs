//! What is asked, apart from which law answers.

/// What is asked, apart from which law answers. On any day, at most one rule that is not set aside answers each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Question {
    /// Is a newly issued certificate short enough?
    CertificateValidityLength,
    /// Was the certificate in its validity period when the signature was made?
    CertificateInValidityAtSigning,
    /// Was the certificate used for what it is for?
    CertificateUsedWithinScope,
    /// Was the certificate active, neither revoked nor suspended, when the signature was made?
    CertificateStatusAtSigning,
    /// Are the certificates of the path effective too?
    PathEffective,
    /// Was the certificate checked before the key was used?
    CertificateCheckedFirst,
    /// Was the path checked before the key was used?
    PathCheckedFirst,
    /// Is the key that signed the one of the certificate?
    KeyMatchesCertificate,
    /// Where the law wants a time-stamp, is there one?
    RequiredTimestamp,
    /// Would a later change of the content be seen?
    LaterChangeDetectable,
    /// Did the CA that the law names for this kind of signature issue the certificate?
    IssuerForKind,
    /// Secure signature: made while the certificate was effective and verifiable with its key?
    SecureMadeWhileEffective,
    /// Secure signature: made with the key of a certificate from a CA the text accepts?
    SecureKeyOfAcceptedIssuer,
    /// Secure signature: key under the signer's control alone?
    SecureSoleControl,
    /// Secure signature: key and content bound to the signer alone?
    SecureBoundToSigner,
    /// Is the seal replaced by the body's certified signature?
    SealReplaced,
    /// Does the signature confirm the signer and the signer's approval?
    ApprovalConfirmed,
    /// Is the creation data linked to the approved content alone?
    CreationDataOfContentOnly,
    /// Was the creation data under the signer's sole control at signing?
    CreationDataControl,
    /// Does the means of creation keep its data safe, use it once, and leave the data to be signed as it is?
    CreationMeansSafe,
    /// Is a document that a body must confirm signed with the body's certificate?
    BodyConfirmation,
    /// Is the time-stamp a digital signature with the time of receipt by the service?
    TimestampNature,
    /// Is the certificate effective: not expired, suspended or revoked?
    CertificateEffective,
    /// Is the person entitled to a new certificate?
    PersonEntitled,
    /// Is the authorised person or title holder entitled to a new certificate?
    AuthorisedPersonEntitled,
    /// Does the dossier hold a request confirmed as prescribed?
    IssueDossier,
    /// May the certificate be renewed?
    RenewalAllowed,
    /// Was the renewal dealt with within 03 working days?
    RenewalDeadline,
    /// May the certificate's information be changed?
    ChangeAllowed,
    /// Does the information in the person's certificate still fit?
    PersonInformation,
    /// Do authority and title in the certificate still fit?
    TitleInformation,
    /// Was the device collected and handed over within 05 working days of the revocation, with a record?
    DeviceReturnDeadline,
    /// Was a device locked by wrong passwords used again only after recovery?
    DeviceRecovery,
    /// Do status, scope, information and key of the certificate all pass as at signing?
    RecipientCheck,
    /// Is the body one the decree applies to?
    BodyInScope,
    /// Is the person one the decree applies to?
    PersonInScope,
    /// Has the directly managing body legal personality and a seal of its own?
    ManagingBodyQualified,
    /// Is it one of the five kinds of request?
    RequestKind,
    /// Does the certificate hold the seven required contents?
    CertificateContent,
    /// Is the CA's own certificate valid for 20 years?
    CaCertificateValidityLength,
    /// Is the renewed period of the certificate at most three years?
    RenewalValidityLength,
    /// Is the body entitled to a new certificate?
    BodyEntitled,
    /// Is the device, service or software entitled to a new certificate?
    SystemEntitled,
    /// Is the request for issue on the right form, from the managing body to the CA?
    IssueForm,
    /// Was the request for issue dealt with within 03 working days of a valid dossier?
    IssueDeadline,
    /// Is the request for renewal or change on form 04 and complete?
    RenewalOrChangeForm,
    /// Do name and address in the body's certificate still fit?
    BodyInformation,
    /// Does the information in the certificate of the device, service or software still fit?
    SystemInformation,
    /// Has the certificate not expired?
    RevocationForExpiry,
    /// Is the subscriber's request for revocation confirmed, and for one of the reasons?
    SubscriberRevocation,
    /// Is the body that asks for revocation entitled to, and does it ask in writing?
    BodyRevocation,
    /// Is the holder still in a post that fits the certificate?
    HolderStanding,
    /// Does the body still exist, neither dissolved, split nor merged?
    BodyStanding,
    /// Is the device, service or software still in operation?
    SystemStanding,
    /// Is the request for revocation on form 05?
    RevocationForm,
    /// Does form 05 give the numbers of certificate and device, the reason and the subscriber's code?
    RevocationFormContent,
    /// Is there a record of the lost device on form 09?
    LostDeviceRecord,
    /// Is the request for recovery on form 06 and from the managing body?
    RecoveryForm,
    /// Is the CSCA certificate valid for at most 27 years and its key used for at most 5?
    CscaValidityLength,
    /// Is the DS certificate valid for at most 22 years, its key used for at most 3 months or 100,000 cards?
    DsValidityLength,
    /// Is information on the signature displayed as related law requires?
    InformationShown,
    /// Is the certificate of before 15/08/2024 still valid, so that it continues to be used?
    EarlierCertificateContinued,
    /// Is the e-mail address an official one?
    OfficialMail,
    /// Was the document registered within the day, or at the latest on the next working day?
    RegisteredInTime,
    /// Is the document signed by the authorised person?
    AuthorisedPersonSigned,
    /// Is the document signed by the issuing body?
    AgencySigned,
    /// Are the conditions of signing under sub-delegation (TUQ.) met?
    DelegationToSign,
    /// Are number and symbol unique within the year?
    NumberUnique,
    /// Was the document issued on the day of signing, or at the latest on the next working day?
    IssuedInTime,
    /// Was the error in the document remedied in the right way?
    RemedyFitsError,
    /// Was the recalled document deleted on the system, and the sender told?
    RecallHonoured,
    /// Were authenticity and integrity checked before acceptance?
    CheckedBeforeAcceptance,
    /// Was an unfit document returned, and abnormal signs reported?
    UnfitReturned,
    /// Was the sender told within the day that the document arrived?
    ReceiptAcknowledged,
    /// Is the electronic copy of a paper document signed by the body?
    CopySigned,
    /// Is the body's key device kept and used at the premises?
    DeviceAtPremises,
    /// Was the body's device handed over with written permission and a record?
    DeviceHandover,
    /// Was the body's signature given to another only with written permission?
    BodyDeviceLent,
    /// Is the device kept safe and secret?
    DeviceKeptSafe,
    /// Did the clerk sign for the body personally?
    SignedByClerk,
    /// Did the body sign after the authorised person had signed?
    AgencyAfterAuthorisedPerson,
    /// Does the person keep their own key device?
    OwnDeviceKept,
    /// Is the person's image blue, PNG with alpha, centred between title and name?
    PersonImage,
    /// Is the seal red, PNG with alpha, at its real size?
    SealImage,
    /// Does the seal cover about a third of the signature, to the left?
    SealPlace,
    /// Is each attachment in a separate file signed by the body?
    AttachmentSignature,
    /// Is an attachment inside the main file left without a signature of its own?
    InnerAttachment,
    /// Is the signature on the attachment shown as prescribed, without the seal?
    AttachmentStamp,
    /// Is the digitised copy PDF 1.4 or later, in colour, at 200 dpi or more, at 100 %?
    CopyQuality,
    /// Is the signature on the copy shown as prescribed, without the seal?
    CopyStamp,
    /// Is the page A4 (210 mm × 297 mm)?
    PageSize,
    /// Are the margins within the ranges (top, bottom 20–25 mm; left 30–35 mm; right 15–20 mm)?
    Margins,
    /// Is the document set in Times New Roman, Unicode?
    Typeface,
    /// Is the page number centred in the top margin and not shown on page one?
    PageNumber,
    /// Have days under 10 and months 1 and 2 a leading zero?
    LeadingZeros,
    /// Did the matching key make the signature, and is the document intact?
    SignatureAndIntegrity,
    /// Is the authorised person's signature by a personal key, and the body's by the key of the seal?
    KeyFitsRole,
    /// Are the signer's certificate, responsibility and a valid time-stamp stored with the outgoing document?
    OutgoingRecord,
    /// Is the request on a form of Circular 185/2019/TT-BQP?
    FormOfCircular185,
    /// Are key length and digest among the standards listed?
    AlgorithmStrength,
    /// Is the RSA signature RSASSA-PSS?
    RsaScheme,
    /// Is the revocation list used the latest as at signing?
    RevocationListLatest,
    /// Does the PDF signature follow PAdES?
    SignatureProfile,
    /// Are certificate, revocation list as at signing and status result stored with the message?
    RecordStored,
    /// Has the organisation code the right structure and at most 35 characters?
    OrganisationCode,
    /// Has the OrganId thirteen characters in the structure V1V2V3.Z1Z2.Y1Y2.MX?
    OrganIdLength,
    /// Is it of the political system of the province?
    WithinRegulationScope,
    /// Did the Government Cipher Committee issue the certificate?
    CertificateIssuer,
    /// Is the document laid out as Circular 01/2011/TT-BNV says?
    LayoutOfCircular,
    /// Was the document sent through the document system or the province's mail?
    SendingChannel,
    /// Is there a delegation in force for managing subscribers?
    Delegate,
    /// Were number and date filled in before signing?
    NumberBeforeSigning,
    /// Is the signed file a PDF?
    SignedFormat,
    /// Did the clerk sign on the day of issue?
    ClerkSigningDay,
    /// Did the authorised person sign on the day of issue?
    LeaderSigningDay,
    /// Does a document of the collective certificate bear that certificate's signature?
    CompleteWithCollectiveKey,
    /// Is the document signed by the authorised person?
    CompleteWithPersonalKey,
    /// Do the signatures stand in boxes 7c and 8?
    SignatureBoxes,
    /// Are the signatures of several signers placed sensibly?
    JointSignatures,
    /// Is the frame 65–80 mm long and 35–40 mm wide?
    FrameSize,
    /// Does the frame show signature image, seal, time, and name?
    FrameContent,
    /// Does the frame show an address of the province (angiang.gov.vn)?
    FrameMail,
    /// Is the signature image blue and the seal red?
    FrameColours,
    /// Is the applicant of the political system, and does it accept the duties?
    ApplicantEntitled,
    /// Was the request for issue sent to the department?
    IssueRoute,
    /// Is the consolidated list on the right form and sent to the Government Cipher Committee?
    IssueList,
    /// Was the certificate handed over with a record on form 03 of Circular 05/2010/TT-BNV?
    HandoverRecord,
    /// Is the request for the moment of effect on form 04 and sent to the Cipher Committee?
    ActivationForm,
    /// Was it signed on or after the day the certificate was published?
    SignedAfterPublication,
    /// Does a person's dossier hold the request and the two copies?
    PersonDossier,
    /// Does a body's dossier hold the request and the two copies?
    BodyDossier,
    /// Are there one set on paper and one electronic set?
    DossierSets,
    /// Did the department issue within 03 working days of receiving the certificate?
    HandoverDeadline,
    /// Does the subscriber keep the rules on keys and key devices?
    RevocationForBreach,
    /// Was the device collected before the list was sent, and given back with a record?
    CollectedFirst,
    /// Are dossiers and hand-over records archived?
    DossiersArchived,
    /// Was the half-yearly report sent to all three addressees?
    PeriodicReport,
    /// Was the department told in time?
    LossToldInTime,
    /// Was the device taken outside with the head's permission?
    DeviceCarriedOut,
    /// Is the body's device managed at the level “Tối mật”?
    DeviceSecrecyLevel,
    /// Is there a decision giving the collective device to the clerk?
    ClerkAssigned,
    /// Has the body its own rules on key devices?
    InternalRegulation,
    /// Is the validity asked for at most 05 years?
    ValidityAsked,
    /// Is the document free of state secrets?
    SecretDocument,
    /// Was the device handed to its own subscriber?
    DeviceGivenToOwn,
    /// Was the device's data left unchanged, unless the Cipher Committee agreed?
    DeviceDataChanged,
    /// Is a record on form 15 attached to a revocation for a lost device?
    LostRecordAttached,
    /// Is the content unchanged after signing, save for permitted changes?
    LaterChange,
    /// Has the managing body named its focal person?
    FocalPerson,
    /// Did the managing body confirm the request and answer for its accuracy?
    RequestConfirmed,
    /// Did the managing body send the request straight to the Cipher Committee?
    RequestRoute,
    /// Did the body sign after the authorised person's digital signature?
    AgencyAfterDigitalSignature,
    /// Is there a list of subscribers?
    SubscriberList,
    /// Are transactions in tax, insurance and treasury systems done by the rules of those systems?
    OtherSystemRules,
    /// Do the district's figures include its communes, and went to the department?
    CommunesIncluded,
    /// Does the owner of a sector application deliver its figures?
    ApplicationFigures,
    /// Were both the body and the CA told within 24 hours of discovery?
    ExposureToldIn24Hours,
    /// Were incoming signatures checked, and the sender told when one is not valid?
    InvalidIncomingTold,
    /// Has the key device of a system an IT officer as custodian?
    SystemCustodian,
    /// Was the signature used within the body's authority and the signer's title?
    AuthorityAndTitle,
    /// Is a document of a type that must be signed signed?
    ListedDocumentSigned,
    /// Is a document published on a portal signed?
    PortalDocumentSigned,
    /// Did the device travel in person, by a cipher organisation or by public post?
    DeviceTransport,
    /// Did the request for renewal, change or recovery go to the department, signed, by one of the two channels?
    DelegatedRoute,
    /// Did the department approve the list for renewal, change or recovery?
    DepartmentApproval,
    /// Did the department report to the People's Committee and the ministry?
    DepartmentReport,
    /// Is signing uninterrupted between certificates?
    Continuity,
    /// Is the official mailbox @tayninh.gov.vn used?
    ProvincialMail,
    /// Was an invalid or incomplete document refused, with the reason told?
    UnfitRefused,
    /// Is the address on the form one of the province?
    RequestMail,
    /// Whatever a rule of an office's own overlay asks; several may.
    Stated,
}
