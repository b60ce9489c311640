//! Every fact a rule may read: its key, its name, and who can know it.

use serde::Serialize;

use crate::{Lang, Text};

/// Who can know a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// The file, the certificate or the evidence shows it.
    Observed,
    /// Somebody has to say what something is; without it hardly anything can be judged.
    Stated,
    /// Somebody has to vouch for it: no program can compute it, and a reader of a file rarely has it. Where it is missing, the
    /// report says so; the overall result does not turn on it unless asked to be strict (design.md §4).
    Attested,
}

macro_rules! facts {
    ($($name:ident, $key:literal, $nature:ident, $vi:literal, $en:literal;)*) => {
        /// A fact that a rule may read.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Fact { $(#[doc = concat!($en, ".")] $name,)* }

        impl Fact {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its key in files, on the command line and in data.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }

            /// Who can know it.
            pub const fn nature(self) -> Nature {
                match self { $(Self::$name => Nature::$nature,)* }
            }

            /// Its name in a sentence; `{certificate}` becomes the term of the day.
            pub const fn text(self) -> Text {
                match self { $(Self::$name => Text::new($vi, $en),)* }
            }
        }
    };
}

// What a certificate check covers in `certificate_checked_first`: all that NĐ 68/2024 Điều 31 names, status included. No sheet holds
// `proven_signing_time`: it is what is missing when the signing time is only claimed.
facts! {
    SigningTime, "signing_time", Observed, "thời điểm ký số", "time of signing";
    SigningTimeProof, "signing_time_proof", Observed, "căn cứ của thời điểm ký số", "what stands behind the time of signing";
    ProvenSigningTime, "proven_signing_time", Observed, "dấu thời gian xác nhận thời điểm ký số", "a time-stamp proving the time of signing";
    CheckedAt, "checked_at", Observed, "thời điểm kiểm tra", "time of this check";
    Force, "force", Observed, "ngày có hiệu lực, hết hiệu lực của văn bản quy định", "the days the instrument is in force";
    CertificateKind, "certificate_kind", Stated, "loại {certificate}", "kind of the {certificate}";
    Issuer, "issuer", Stated, "tổ chức cấp {certificate}", "issuer of the {certificate}";
    NotBefore, "not_before", Observed, "ngày bắt đầu thời hạn {certificate} (notBefore)", "start of validity of the {certificate} (notBefore)";
    NotAfter, "not_after", Observed, "ngày kết thúc thời hạn {certificate} (notAfter)", "end of validity of the {certificate} (notAfter)";
    VerifiesWithKey, "verifies_with_key", Observed, "kiểm tra được bằng khóa công khai ghi trên {certificate}", "verifies with the public key in the {certificate}";
    CoversEntireRevision, "covers_entire_revision", Observed, "phạm vi ký bao trùm toàn bộ lần cập nhật đã ký", "the signature covers its whole revision";
    DigestResistsCollisions, "digest_resists_collisions", Observed, "thuật toán băm còn chống được va chạm", "the digest algorithm resists collisions";
    Status, "status", Observed, "trạng thái {certificate} (CRL, OCSP)", "status of the {certificate} (CRL, OCSP)";
    StatusChangedAt, "status_changed_at", Observed, "thời điểm {certificate} bị thu hồi, tạm dừng", "time the {certificate} was revoked or suspended";
    PathTrusted, "path_trusted", Observed, "đường dẫn chứng thực dẫn đến chứng thư gốc được chấp nhận", "the path leads to an accepted anchor";
    PathActive, "path_active", Observed, "trạng thái các chứng thư trên đường dẫn chứng thực", "status of the certificates of the path";
    UsageAllowsSigning, "usage_allows_signing", Observed, "mục đích sử dụng khóa cho phép ký số", "key usage allows signing";
    WithinScope, "within_scope", Attested, "đúng phạm vi sử dụng {certificate} và trách nhiệm pháp lý của người ký", "within the scope of the {certificate} and the signer's legal responsibility";
    SoleControl, "sole_control", Attested, "khóa bí mật chỉ thuộc sự kiểm soát của người ký tại thời điểm ký", "private key under the signer's sole control at signing";
    UniqueLink, "unique_link", Attested, "khóa bí mật và nội dung chỉ gắn duy nhất với người ký", "key and content bound to the signer alone";
    CertificateCheckedFirst, "certificate_checked_first", Attested, "đã kiểm tra hiệu lực {certificate} (thời hạn, phạm vi sử dụng, trạng thái) trước khi ký số", "{certificate} (validity, scope, status) checked before signing";
    PathCheckedFirst, "path_checked_first", Attested, "đã kiểm tra đường dẫn chứng thực trước khi ký số", "path checked before signing";
    TimestampRequired, "timestamp_required", Attested, "pháp luật quy định văn bản phải có dấu thời gian", "the law wants a time-stamp on this document";
    TimestampMatches, "timestamp_matches", Observed, "dấu thời gian gắn với chữ ký số này", "a time-stamp that matches this signature";
    TimestampServerPublished, "timestamp_server_published", Attested, "máy chủ dấu thời gian do tổ chức cung cấp dịch vụ công bố", "the time-stamp server is one the CA published";
    IssueKind, "issue_kind", Attested, "{certificate} được cấp mới, gia hạn hay thay đổi nội dung thông tin", "whether the {certificate} is new, renewed or changed";
    IssuedOn, "issued_on", Attested, "ngày cấp {certificate}", "day the {certificate} was issued";
    IsCa, "is_ca", Observed, "chứng thư của tổ chức cung cấp dịch vụ", "certificate of a CA";
    ConsideredOn, "considered_on", Stated, "ngày xem xét", "day that is looked at";
    SentOn, "sent_on", Stated, "ngày gửi yêu cầu", "day the request was sent";
    EventOn, "event_on", Stated, "ngày xảy ra sự việc", "day of the event";
    DatedOn, "dated_on", Stated, "ngày ban hành ghi trên văn bản", "day the document bears";
    ReceivedOn, "received_on", Stated, "ngày văn bản đến", "day the document arrived";
    PreviousNotAfter, "previous_not_after", Attested, "ngày hết hạn của {certificate} trước khi gia hạn", "end of validity before the renewal";
    SubscriberClass, "subscriber_class", Stated, "loại thuê bao", "class of subscriber";
    NamesIssuer, "names_issuer", Observed, "có tên tổ chức cung cấp dịch vụ", "names the CA";
    NamesSubscriber, "names_subscriber", Observed, "có tên của thuê bao", "names the subscriber";
    HasSerialNumber, "has_serial_number", Observed, "có số hiệu", "has a number";
    HasValidityPeriod, "has_validity_period", Observed, "có thời hạn có hiệu lực", "states its period of validity";
    HasPublicKey, "has_public_key", Observed, "có khóa công khai", "holds the public key";
    SignedByIssuer, "signed_by_issuer", Attested, "có chữ ký số của tổ chức cung cấp dịch vụ", "is signed by the CA";
    StatesLimitsOfUse, "states_limits_of_use", Observed, "ghi các hạn chế về mục đích, phạm vi sử dụng", "states the limits of purpose and scope";
    EmployerFits, "employer_fits", Stated, "cơ quan công tác đúng như ghi trên {certificate}", "the employer is the one in the certificate";
    OfficialMailFits, "official_mail_fits", Stated, "địa chỉ thư điện tử công vụ đúng như ghi trên {certificate}", "the official e-mail address is the one in the certificate";
    NameFits, "name_fits", Stated, "tên đúng như ghi trên {certificate}", "the name is the one in the certificate";
    AddressFits, "address_fits", Stated, "địa chỉ hoạt động đúng như ghi trên {certificate}", "the operating address is the one in the certificate";
    VersionFits, "version_fits", Stated, "phiên bản, tính năng phù hợp thông tin trên {certificate}", "version and functions fit the certificate";
    AuthorityFits, "authority_fits", Stated, "thẩm quyền, chức danh đúng như ghi trên {certificate}", "authority and title are those in the certificate";
    HolderStanding, "holder_standing", Stated, "tình trạng công tác của người được cấp", "standing of the holder";
    BodyStanding, "body_standing", Stated, "tình trạng hoạt động của cơ quan, tổ chức", "standing of the body";
    PositionFits, "position_fits", Stated, "vị trí công tác mới vẫn phù hợp thông tin trên {certificate}", "the new position still fits the certificate";
    InOperation, "in_operation", Stated, "thiết bị, dịch vụ, phần mềm còn hoạt động", "the device, service or software is in operation";
    DeviceDutiesKept, "device_duties_kept", Attested, "thuê bao thực hiện đúng quy định về khóa bí mật và thiết bị lưu khóa bí mật", "the subscriber keeps the rules on keys and key devices";
    CardRole, "card_role", Stated, "loại chứng thư phục vụ thẻ căn cước", "kind of certificate for identity cards";
    KeyUsedUntil, "key_used_until", Stated, "ngày cuối sử dụng khóa bí mật", "last use of the private key";
    CardsSigned, "cards_signed", Stated, "số thẻ căn cước đã ký", "identity cards signed";
    CertificateIssuedOn, "certificate_issued_on", Attested, "ngày cấp {certificate}", "day the certificate was issued";
    CertificatePublishedOn, "certificate_published_on", Attested, "ngày công bố hiệu lực {certificate}", "day the certificate was published as in effect";
    SealRequired, "seal_required", Attested, "pháp luật yêu cầu văn bản được đóng dấu của cơ quan, tổ chức", "the law wants the body's seal on the document";
    Role, "role", Attested, "vai trò của chữ ký số", "role of the signature";
    ApprovalConfirmed, "approval_confirmed", Attested, "chữ ký số xác nhận chủ thể ký và sự chấp thuận của chủ thể ký", "the signature confirms the signer and the signer's approval";
    CreationDataOfContentOnly, "creation_data_of_content_only", Attested, "dữ liệu tạo chữ ký số chỉ gắn duy nhất với nội dung được chấp thuận", "the creation data is linked to the approved content alone";
    CreationMeansSafe, "creation_means_safe", Attested, "phương tiện tạo chữ ký số đáp ứng yêu cầu an toàn", "the means of creation is safe";
    HasTimestamp, "has_timestamp", Observed, "có dấu thời gian", "has a time-stamp";
    TimestampSigned, "timestamp_signed", Observed, "dấu thời gian được tạo ra dưới dạng chữ ký số và kiểm tra được", "the time-stamp is a digital signature that verifies";
    TimestampTimeOfReceipt, "timestamp_time_of_receipt", Attested, "thời gian ghi là thời gian dịch vụ nhận được thông điệp dữ liệu", "its time is when the service received the message";
    InformationShown, "information_shown", Attested, "thông tin chữ ký số được hiển thị trên văn bản", "information on the signature is shown on the document";
    KeyAlgorithm, "key_algorithm", Observed, "thuật toán khóa", "key algorithm";
    KeyBits, "key_bits", Observed, "độ dài khóa (bit)", "key length (bits)";
    Digest, "digest", Observed, "hàm băm", "digest";
    RsaScheme, "rsa_scheme", Observed, "lược đồ ký RSA", "RSA signature scheme";
    PadesProfile, "pades_profile", Observed, "chữ ký số theo PAdES (ETSI EN 319 142)", "a PAdES signature (ETSI EN 319 142)";
    CrlLatestAtSigning, "crl_latest_at_signing", Attested, "danh sách thu hồi là bản mới nhất tại thời điểm ký", "the revocation list is the latest as at signing";
    AskedFor, "asked_for", Stated, "loại yêu cầu", "what is asked for";
    Sender, "sender", Stated, "bên gửi", "sender";
    Addressee, "addressee", Stated, "nơi nhận", "addressee";
    Channel, "channel", Stated, "phương thức gửi", "channel";
    Written, "written", Stated, "có văn bản đề nghị", "there is a written request";
    DigitallySigned, "digitally_signed", Stated, "yêu cầu là văn bản điện tử đã ký số", "the request is a digitally signed electronic document";
    ConfirmedByManagingBody, "confirmed_by_managing_body", Attested, "cơ quan, tổ chức quản lý trực tiếp xác nhận", "confirmed by the directly managing body";
    ConfirmedByManagingHead, "confirmed_by_managing_head", Attested, "người đứng đầu cơ quan, tổ chức quản lý trực tiếp xác nhận", "confirmed by the head of the directly managing body";
    ConfirmedBySubscriberManager, "confirmed_by_subscriber_manager", Attested, "người quản lý thuê bao xác nhận", "confirmed by the manager of subscribers";
    ApprovedByManagingBody, "approved_by_managing_body", Attested, "cơ quan, tổ chức quản lý trực tiếp chấp thuận và đề nghị", "approved and put forward by the directly managing body";
    AskedByCertificateManager, "asked_by_certificate_manager", Stated, "người được giao quản lý chứng thư số của cơ quan, tổ chức đề nghị", "asked for by the person who manages the body's certificate";
    ManagingBodyIsLegalPerson, "managing_body_is_legal_person", Stated, "cơ quan, tổ chức quản lý trực tiếp có tư cách pháp nhân", "the managing body has legal personality";
    ManagingBodyHasSeal, "managing_body_has_seal", Stated, "cơ quan, tổ chức quản lý trực tiếp có con dấu riêng", "the managing body has a seal of its own";
    ManagingBodyOfTier, "managing_body_of_tier", Stated, "đúng cơ quan quản lý trực tiếp theo phân cấp", "the managing body is the one of the subscriber's tier";
    Form, "form", Stated, "mẫu văn bản", "form";
    BodyKind, "body_kind", Stated, "loại cơ quan, tổ chức", "kind of body";
    PersonKind, "person_kind", Stated, "đối tượng cá nhân", "kind of person";
    OfListedBody, "of_listed_body", Stated, "thuộc cơ quan, tổ chức quy định tại Điều 2", "belongs to a body of Article 2";
    NeedsTransactions, "needs_transactions", Attested, "có nhu cầu giao dịch điện tử", "needs electronic transactions";
    TitleHolder, "title_holder", Stated, "là người có thẩm quyền hoặc người có chức danh nhà nước", "is an authorised person or holds a state title";
    LegalPerson, "legal_person", Stated, "có tư cách pháp nhân", "has legal personality";
    EstablishmentDecision, "establishment_decision", Stated, "có quyết định thành lập", "has an establishment decision";
    SuperiorHeadConfirmed, "superior_head_confirmed", Attested, "người đứng đầu cơ quan cấp trên trực tiếp xác nhận", "confirmed by the head of the immediate superior body";
    OwnerIsLegalPerson, "owner_is_legal_person", Stated, "cơ quan sở hữu, quản lý có tư cách pháp nhân", "the owner or manager has legal personality";
    ValidDossierOn, "valid_dossier_on", Stated, "ngày nhận hồ sơ hợp lệ", "day a valid dossier was received";
    ProcessedOn, "processed_on", Stated, "ngày giải quyết", "day it was dealt with";
    TickedRenewal, "ticked_renewal", Stated, "đánh dấu ô gia hạn", "renewal ticked";
    TickedChange, "ticked_change", Stated, "đánh dấu ô thay đổi thông tin", "change ticked";
    OldAndNewValuesGiven, "old_and_new_values_given", Stated, "ghi thông tin cần thay đổi và thông tin mới", "old and new values are given";
    RevocationReason, "revocation_reason", Stated, "lý do thu hồi", "reason for revocation";
    CertificateNumberGiven, "certificate_number_given", Stated, "ghi số hiệu {certificate}", "the certificate's number is given";
    DeviceNumberGiven, "device_number_given", Stated, "ghi số hiệu thiết bị", "the device's number is given";
    ReasonGiven, "reason_given", Stated, "ghi lý do", "a reason is given";
    PersonalNumberGiven, "personal_number_given", Stated, "ghi số định danh cá nhân", "the personal number is given";
    TaxCodeGiven, "tax_code_given", Stated, "ghi mã số thuế", "the tax code is given";
    BudgetCodeGiven, "budget_code_given", Stated, "ghi mã quan hệ ngân sách", "the budget-relation code is given";
    OfficialMail, "official_mail", Stated, "địa chỉ thư điện tử", "e-mail address";
    RenewalsBefore, "renewals_before", Stated, "số lần đã gia hạn", "renewals so far";
    ExpiresOn, "expires_on", Stated, "ngày hết hạn của {certificate}", "day the certificate expires";
    ExpiryUnchanged, "expiry_unchanged", Stated, "ngày hết hạn giữ nguyên sau khi thay đổi", "the expiry stays as it is";
    YearsAsked, "years_asked", Stated, "thời hạn đề nghị (năm)", "validity asked for (years)";
    SealRegistrationAttached, "seal_registration_attached", Stated, "bản sao giấy chứng nhận đăng ký mẫu con dấu", "copy of the seal registration attached";
    TitleConfirmationAttached, "title_confirmation_attached", Stated, "bản sao văn bản xác nhận chức danh", "copy of the confirmation of title attached";
    PaperSets, "paper_sets", Stated, "số bộ hồ sơ giấy", "paper sets";
    ElectronicSets, "electronic_sets", Stated, "số bộ hồ sơ điện tử", "electronic sets";
    ObligationsAccepted, "obligations_accepted", Attested, "thực hiện nghĩa vụ, trách nhiệm của thuê bao", "accepts the subscriber's duties";
    InScope, "in_scope", Stated, "thuộc đối tượng áp dụng", "within the regulation's scope";
    PartyBody, "party_body", Stated, "cơ quan Đảng", "a Party body";
    ReceivedFromCaOn, "received_from_ca_on", Stated, "ngày nhận chứng thư số từ Ban Cơ yếu Chính phủ", "day the certificate came from the CA";
    LostRecordAttached, "lost_record_attached", Stated, "biên bản xác nhận thiết bị thất lạc gửi kèm", "record of the lost device attached";
    DeviceLost, "device_lost", Stated, "thiết bị bị thất lạc", "the device is lost";
    DepartmentApproved, "department_approved", Attested, "Sở được ủy quyền phê duyệt danh sách", "approved by the delegated department";
    Archived, "archived", Stated, "hồ sơ được lưu trữ", "dossier archived";
    DeviceEvent, "device_event", Stated, "sự việc", "event";
    HolderClass, "holder_class", Stated, "thiết bị của loại thuê bao", "class of subscriber that holds the device";
    RevokedOn, "revoked_on", Stated, "ngày thu hồi {certificate}", "day of revocation";
    RevocationNoticeOn, "revocation_notice_on", Stated, "ngày nhận thông báo thu hồi", "day the notice of revocation was received";
    CollectedOn, "collected_on", Stated, "ngày thu hồi thiết bị", "day the device was collected";
    ListSentOn, "list_sent_on", Stated, "ngày gửi danh sách thu hồi", "day the revocation list was sent";
    ReturnedOn, "returned_on", Stated, "ngày bàn giao thiết bị cho tổ chức cung cấp dịch vụ", "day the device was handed to the CA";
    ReturnRecorded, "return_recorded", Stated, "có biên bản giao, nhận khi bàn giao lại", "record of giving it back";
    LossRecorded, "loss_recorded", Stated, "có biên bản xác nhận thiết bị thất lạc", "record of the loss";
    WrongPasswords, "wrong_passwords", Observed, "số lần nhập sai mật khẩu", "wrong passwords entered";
    PasswordLimit, "password_limit", Observed, "số lần nhập sai được phép", "wrong passwords allowed";
    Recovered, "recovered", Stated, "thiết bị đã được khôi phục", "the device was recovered";
    UsedAgain, "used_again", Stated, "thiết bị được sử dụng lại", "the device is used again";
    GivenToOwnSubscriber, "given_to_own_subscriber", Stated, "bàn giao đúng đối tượng quản lý, sử dụng", "given to its own subscriber";
    HandoverRecorded, "handover_recorded", Stated, "có biên bản bàn giao", "record of handing over";
    HandoverDocument, "handover_document", Stated, "có văn bản bàn giao", "document of handing over";
    AssignmentDecision, "assignment_decision", Stated, "có quyết định giao thiết bị", "decision assigning the device";
    WrittenPermission, "written_permission", Stated, "có văn bản cho phép của người có thẩm quyền", "written permission of the authorised person";
    HeadPermission, "head_permission", Stated, "được phép của thủ trưởng cơ quan, tổ chức", "permission of the head";
    KeptAtPremises, "kept_at_premises", Stated, "bảo quản, sử dụng tại trụ sở", "kept and used at the premises";
    KeptSafe, "kept_safe", Attested, "quản lý, sử dụng an toàn, bí mật", "kept safe and secret";
    KeptByHolder, "kept_by_holder", Attested, "thiết bị do chính người được cấp giữ", "kept by its holder alone";
    Lent, "lent", Stated, "thiết bị được giao cho người khác", "given to somebody else";
    DataChanged, "data_changed", Stated, "dữ liệu trong thiết bị bị thay đổi", "data on the device was changed";
    DeviceDamaged, "device_damaged", Stated, "thiết bị bị làm hư hỏng", "the device was damaged";
    CaConsented, "ca_consented", Stated, "Ban Cơ yếu Chính phủ đồng ý", "the Government Cipher Committee agreed";
    SecrecyLevel, "secrecy_level", Stated, "chế độ quản lý bí mật nhà nước", "level of state secrecy it is managed at";
    DiscoveredAt, "discovered_at", Stated, "thời điểm phát hiện", "moment of discovery";
    ToldOwnBodyAt, "told_own_body_at", Stated, "thời điểm thông báo cho cơ quan", "moment its own body was told";
    ToldCaAt, "told_ca_at", Stated, "thời điểm thông báo cho tổ chức cung cấp dịch vụ", "moment the CA was told";
    ToldDepartmentAt, "told_department_at", Stated, "thời điểm thông báo cho Sở Thông tin và Truyền thông", "moment the department was told";
    ItCustodian, "it_custodian", Stated, "cán bộ công nghệ thông tin được giao quản lý", "an IT officer is custodian";
    IsPdf, "is_pdf", Observed, "tệp ký số là PDF", "the signed file is a PDF";
    HoldsNumberAndDate, "holds_number_and_date", Observed, "số, ngày, tháng, năm đã có khi ký số", "number and date stood in it when it was signed";
    Part, "part", Stated, "loại tệp", "kind of file";
    SecrecyMark, "secrecy_mark", Observed, "dấu chỉ độ mật", "secrecy mark";
    LayoutOfCircular012011, "layout_of_circular_01_2011", Attested, "thể thức, kỹ thuật trình bày theo Thông tư số 01/2011/TT-BNV", "laid out as Circular 01/2011 says";
    PageWidth, "page_width", Observed, "chiều rộng trang", "page width";
    PageHeight, "page_height", Observed, "chiều cao trang", "page height";
    MarginTop, "margin_top", Observed, "lề trên", "top margin";
    MarginBottom, "margin_bottom", Observed, "lề dưới", "bottom margin";
    MarginLeft, "margin_left", Observed, "lề trái", "left margin";
    MarginRight, "margin_right", Observed, "lề phải", "right margin";
    TimesNewRoman, "times_new_roman", Observed, "phông chữ Times New Roman", "set in Times New Roman";
    PageNumberAsPrescribed, "page_number_as_prescribed", Observed, "số trang canh giữa lề trên từ trang thứ hai", "page number centred at the top from page two";
    LeadingZeros, "leading_zeros", Observed, "ngày dưới 10, tháng 1, 2 có số 0 phía trước", "days under 10 and months 1, 2 have a leading zero";
    ImageColour, "image_colour", Observed, "màu của hình ảnh chữ ký", "colour of the image";
    ImageTransparentPng, "image_transparent_png", Observed, "ảnh PNG nền trong suốt", "PNG with a transparent background";
    BetweenTitleAndName, "between_title_and_name", Observed, "ở giữa chức vụ và họ tên người ký", "centred between title and name";
    SealWidth, "seal_width", Observed, "kích thước con dấu trên văn bản", "size of the seal as drawn";
    SealRegisteredWidth, "seal_registered_width", Stated, "kích thước thực tế của con dấu", "real size of the seal";
    SealOverlap, "seal_overlap", Observed, "phần chữ ký bị dấu trùm lên", "share of the signature the seal covers";
    SealFromLeft, "seal_from_left", Observed, "dấu trùm về phía bên trái", "the seal lies over the left side";
    StampTopRight, "stamp_top_right", Observed, "góc trên bên phải trang đầu", "top right corner of the first page";
    StampShowsNumber, "stamp_shows_number", Observed, "có số và ký hiệu văn bản", "shows number and symbol";
    StampShowsFormOfCopy, "stamp_shows_form_of_copy", Observed, "có hình thức sao", "shows the form of copy";
    StampShowsBody, "stamp_shows_body", Observed, "có tên cơ quan, tổ chức", "shows the body";
    StampTimeIso8601, "stamp_time_iso_8601", Observed, "thời gian ký theo ISO 8601, múi giờ Việt Nam", "time of signing after ISO 8601 with Vietnam's zone";
    StampTypeAsPrescribed, "stamp_type_as_prescribed", Observed, "Times New Roman, chữ đứng, cỡ 10, màu đen", "Times New Roman, upright, size 10, black";
    StampShowsSeal, "stamp_shows_seal", Observed, "hiển thị hình ảnh con dấu", "shows the image of the seal";
    AgencySigned, "agency_signed", Observed, "có chữ ký số của cơ quan, tổ chức", "signed by the body";
    PdfVersion, "pdf_version", Observed, "phiên bản PDF (14 là 1.4)", "PDF version (14 for 1.4)";
    Resolution, "resolution", Observed, "độ phân giải (dpi)", "resolution (dpi)";
    InColour, "in_colour", Observed, "ảnh màu", "in colour";
    ScalePercent, "scale_percent", Observed, "tỷ lệ số hóa (%)", "scale of digitising (%)";
    InBoxes7cAnd8, "in_boxes_7c_and_8", Observed, "chữ ký tại ô số 7c và 8", "signature in boxes 7c and 8";
    SeveralSigners, "several_signers", Stated, "văn bản có nhiều người ký", "several persons sign";
    PlacedSensibly, "placed_sensibly", Attested, "vị trí ký số được phân bổ hợp lý", "signatures are placed sensibly";
    FrameLength, "frame_length", Observed, "chiều dài khung chữ ký", "length of the frame";
    FrameWidth, "frame_width", Observed, "chiều rộng khung chữ ký", "width of the frame";
    FrameShowsSignatureImage, "frame_shows_signature_image", Observed, "có chữ ký mẫu của người ký", "shows the signer's signature image";
    FrameShowsSealImage, "frame_shows_seal_image", Observed, "có ảnh con dấu của tổ chức", "shows the seal";
    FrameShowsTime, "frame_shows_time", Observed, "có thời gian ký", "shows the time of signing";
    FrameShowsName, "frame_shows_name", Observed, "có tên người ký hoặc tên cơ quan", "shows the name of the signer or body";
    FrameMail, "frame_mail", Observed, "địa chỉ thư điện tử trong khung chữ ký", "e-mail address in the frame";
    SignatureImageBlue, "signature_image_blue", Observed, "ảnh chữ ký mẫu màu mực xanh", "the signature image is blue";
    SealImageRed, "seal_image_red", Observed, "ảnh con dấu màu mực đỏ", "the seal image is red";
    ListedType, "listed_type", Stated, "loại văn bản phải ký số", "of a type that must be signed";
    OnPortal, "on_portal", Stated, "văn bản cung cấp trên cổng, trang thông tin điện tử", "published on a portal";
    SignedAtAll, "signed_at_all", Observed, "văn bản được ký số", "signed at all";
    LaterChange, "later_change", Observed, "thay đổi sau khi ký số", "change after signing";
    Direction, "direction", Stated, "văn bản đi hay văn bản đến", "outgoing or incoming";
    BornOnPaper, "born_on_paper", Stated, "đã ký tay, đóng dấu trên văn bản giấy", "signed and sealed on paper first";
    ACopy, "a_copy", Stated, "bản sao", "a copy";
    SigningRoute, "signing_route", Stated, "trình tự ký số theo chứng thư số của tập thể hay cá nhân", "signed with a collective or a personal certificate";
    AuthorisedPersonSigned, "authorised_person_signed", Observed, "có chữ ký của người có thẩm quyền", "signed by the authorised person";
    AgencySignedAfter, "agency_signed_after", Observed, "chữ ký số của cơ quan, tổ chức có sau chữ ký của người có thẩm quyền", "the body signed after the authorised person";
    BodyConfirmationRequired, "body_confirmation_required", Attested, "pháp luật quy định văn bản được cơ quan, tổ chức xác nhận", "the law wants the body to confirm the document";
    BodyCertificateSignatures, "body_certificate_signatures", Observed, "số chữ ký số bằng chứng thư của cơ quan, tổ chức", "signatures under a body's certificate";
    SeparateAttachments, "separate_attachments", Observed, "số văn bản kèm theo là tệp riêng", "attachments in separate files";
    AttachmentsSigned, "attachments_signed", Observed, "số văn bản kèm theo có chữ ký số của cơ quan, tổ chức", "attachments signed by the body";
    InnerAttachmentSigned, "inner_attachment_signed", Observed, "ký số riêng trên văn bản kèm theo cùng tệp", "an attachment inside the main file is signed by itself";
    TitlePrefix, "title_prefix", Observed, "quyền hạn ký (TM., Q., KT., TL., TUQ.)", "authority to sign (TM., Q., KT., TL., TUQ.)";
    DelegationWritten, "delegation_written", Stated, "ủy quyền bằng văn bản, giới hạn thời gian và nội dung", "delegation in writing, limited in time and content";
    DelegationInForce, "delegation_in_force", Stated, "ủy quyền còn hiệu lực vào ngày ký", "delegation in force on the day of signing";
    DelegatedFurther, "delegated_further", Stated, "người được ủy quyền ủy quyền lại", "the delegate delegated further";
    DelegateHeadsUnit, "delegate_heads_unit", Stated, "người được ủy quyền đứng đầu đơn vị thuộc cơ cấu tổ chức", "the delegate heads a unit of the body";
    FormAndSealOfDelegator, "form_and_seal_of_delegator", Observed, "theo thể thức và con dấu của cơ quan ủy quyền", "form and seal of the delegating body";
    SignedByClerk, "signed_by_clerk", Attested, "văn thư được giao trực tiếp ký số", "the assigned clerk signed personally";
    NumberUsedOnce, "number_used_once", Stated, "số văn bản không trùng trong năm", "the number is unique within the year";
    AuthorisedSignedOn, "authorised_signed_on", Observed, "ngày người có thẩm quyền ký", "day the authorised person signed";
    AgencySignedOn, "agency_signed_on", Observed, "ngày cơ quan, tổ chức ký số", "day the body signed";
    IssuedOnDay, "issued_on_day", Stated, "ngày phát hành", "day it was sent out";
    RegisteredOn, "registered_on", Stated, "ngày đăng ký vào sổ", "day it was registered";
    Urgent, "urgent", Stated, "văn bản khẩn", "urgent";
    ErrorIn, "error_in", Stated, "sai sót của văn bản đã phát hành", "error found after issue";
    Remedy, "remedy", Stated, "cách khắc phục", "remedy";
    Recalled, "recalled", Stated, "bên gửi thu hồi văn bản", "the sender recalled the document";
    DeletedOnRecall, "deleted_on_recall", Stated, "đã hủy bỏ trên hệ thống và báo bên gửi", "deleted on the system and the sender told";
    CheckedBeforeAcceptance, "checked_before_acceptance", Stated, "kiểm tra chữ ký số trước khi tiếp nhận", "signatures checked before acceptance";
    CheckPassed, "check_passed", Observed, "kết quả kiểm tra chữ ký số hợp lệ", "the check found the signatures valid";
    Complete, "complete", Observed, "văn bản, chữ ký số đầy đủ", "document and signatures complete";
    RightAddressee, "right_addressee", Stated, "gửi đúng nơi nhận", "sent to the right addressee";
    SignsOfAbnormality, "signs_of_abnormality", Stated, "có sai sót hoặc dấu hiệu bất thường", "defects or abnormal signs";
    Decision, "decision", Stated, "kết quả tiếp nhận", "decision on receiving";
    ReasonTold, "reason_told", Stated, "đã thông báo lý do cho nơi gửi", "the sender was told the reason";
    ResponsibleTold, "responsible_told", Stated, "đã báo người có trách nhiệm và nơi gửi", "the responsible person and the sender were told";
    ReceiptToldOn, "receipt_told_on", Stated, "ngày thông báo đã nhận", "day receipt was acknowledged";
    StoredCertificate, "stored_certificate", Stated, "lưu chứng thư của người ký", "signer's certificate stored";
    StoredResponsibility, "stored_responsibility", Stated, "lưu thông tin về trách nhiệm của người ký", "information on the signer's responsibility stored";
    StoredTimestamp, "stored_timestamp", Stated, "lưu dấu thời gian hợp lệ", "valid time-stamp stored";
    StoredCrl, "stored_crl", Stated, "lưu danh sách thu hồi tại thời điểm ký", "revocation list as at signing stored";
    StoredStatusResult, "stored_status_result", Stated, "lưu kết quả kiểm tra trạng thái", "result of the status check stored";
    WithinAuthority, "within_authority", Attested, "đúng thẩm quyền của cơ quan, đơn vị", "within the body's authority";
    TitleAsCertified, "title_as_certified", Attested, "chức danh ghi trên văn bản đúng chức danh của người ký", "the printed title is the signer's";
    GapBetweenCertificates, "gap_between_certificates", Stated, "gián đoạn giữa các chứng thư", "a gap between certificates";
    UsesProvincialMail, "uses_provincial_mail", Stated, "sử dụng hộp thư điện tử công vụ của tỉnh", "uses the province's official mailbox";
    DelegateNamed, "delegate_named", Stated, "có văn bản ủy quyền, ghi rõ cơ quan được ủy quyền", "a delegation names the delegate";
    DelegationDecisionInForce, "delegation_decision_in_force", Stated, "quyết định ủy quyền còn hiệu lực", "the delegation is in force";
    InternalRegulation, "internal_regulation", Stated, "có quy định về quản lý, sử dụng thiết bị lưu khóa bí mật", "has an internal regulation on key devices";
    SubscriberList, "subscriber_list", Stated, "có danh sách quản lý thuê bao", "keeps a list of subscribers";
    FocalUnit, "focal_unit", Stated, "có bộ phận đầu mối", "has a focal unit";
    FocalPerson, "focal_person", Stated, "có cán bộ đầu mối", "has a focal person";
    RunsApplication, "runs_application", Stated, "triển khai ứng dụng chuyên ngành tích hợp chữ ký số", "runs a sector application that integrates signatures";
    ApplicationFigures, "application_figures", Stated, "cung cấp số liệu sử dụng trong ứng dụng", "delivers the figures of use in the application";
    ReportPeriod, "report_period", Stated, "kỳ báo cáo", "period of the report";
    Reported, "reported", Stated, "đã báo cáo", "reported";
    ReportToPeopleCommittee, "report_to_people_committee", Stated, "gửi Ủy ban nhân dân tỉnh", "to the provincial People's Committee";
    ReportToMinistry, "report_to_ministry", Stated, "gửi bộ quản lý", "to the ministry";
    ReportToCipherCommittee, "report_to_cipher_committee", Stated, "gửi Ban Cơ yếu Chính phủ", "to the Government Cipher Committee";
    ReportToDepartment, "report_to_department", Stated, "gửi Sở được giao", "to the department";
    ReportHasUse, "report_has_use", Stated, "có số liệu tình hình sử dụng", "has figures of use";
    ReportHasPlan, "report_has_plan", Stated, "có kế hoạch, nhu cầu năm kế tiếp", "has next year's plan and need";
    ReportHasCommunes, "report_has_communes", Stated, "có số liệu của cấp xã trực thuộc", "includes the communes";
    BodyTier, "body_tier", Stated, "cấp của cơ quan", "tier of the body";
    OrganisationCode, "organisation_code", Stated, "mã định danh điện tử", "electronic code";
    SignerClass, "signer_class", Attested, "chữ ký của cá nhân hay cơ quan, tổ chức", "signature of a person or of a body";
    ReceivedByCaOn, "received_by_ca_on", Stated, "ngày tổ chức cung cấp dịch vụ nhận đề nghị", "day the CA received the request";
    NumberingFromOne, "numbering_from_one", Stated, "số văn bản bắt đầu từ 01 vào ngày 01 tháng 01", "numbers run from 01 on 1 January";
    ReportHasIssuesAndRevocations, "report_has_issues_and_revocations", Stated, "có số liệu cấp mới, thu hồi", "figures of issues and revocations";
    HolderTold, "holder_told", Stated, "đã thông báo cho cơ quan, tổ chức, cá nhân bị thu hồi", "the holder was told of the revocation";
    Territory, "territory", Observed, "quy chế của tỉnh cũ còn áp dụng sau khi sắp xếp đơn vị hành chính hay không", "whether the old province's regulation still applies after the merger";
}

impl Fact {
    /// The fact with this key; `-` and `_` are the same.
    pub fn with_key(key: &str) -> Option<Self> {
        let key = key.replace('-', "_");
        Self::ALL.iter().copied().find(|fact| fact.key() == key)
    }

    /// Its name in one language, with the terms of the law in force now.
    pub fn name(self, lang: Lang) -> String {
        crate::terms::latest().fill(self.text(), lang)
    }
}

impl Serialize for Fact {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_found_again() {
        for fact in Fact::ALL {
            assert_eq!(Fact::with_key(fact.key()), Some(*fact));
            assert_eq!(Fact::with_key(&fact.key().replace('_', "-")), Some(*fact));
            assert!(!fact.text().vi.is_empty() && !fact.text().en.is_empty());
        }
        assert_eq!(Fact::with_key("no_such_fact"), None);
    }

    #[test]
    fn names_carry_todays_terms() {
        assert_eq!(
            Fact::CertificateKind.name(Lang::Vi),
            "loại chứng thư chữ ký số"
        );
        assert_eq!(
            serde_json::to_string(&Fact::SoleControl).unwrap(),
            "\"sole_control\""
        );
    }
}
