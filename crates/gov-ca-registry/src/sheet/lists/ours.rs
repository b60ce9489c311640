//! Our own lists: what a department keeps in spreadsheets today, and what we write for others to fill in. The columns are ours; which lists
//! the regulations expect by name is told in the notes on office practice.

use gov_ca_model::{
    BudgetCode, CertificateNumber, CitizenNumber, DeviceNumber, LegacyOrganisationCode,
    MailAddress, MobileNumber, OrganisationCode, OrganisationKind, SubscriberClass, TaxCode,
    VietnamDay,
};
use regulation_rules::facts::BodyTier;

use super::super::{Decided, RequestNumber, Ticked};
use super::list;

list! {
    /// Danh mục cơ quan, đơn vị: bodies, the body above each, and their codes.
    ListedBody: "kyso-organisations", "Danh mục cơ quan, đơn vị và mã định danh điện tử", "Bodies and their codes", Ours;
    /// The body's name.
    name: must_told String, ["Tên cơ quan, đơn vị", "Tên cơ quan, tổ chức", "Tên cơ quan", "Tên đơn vị", "Cơ quan, đơn vị"];
    /// Its electronic code.
    code: must_once OrganisationCode, ["Mã định danh điện tử", "Mã định danh", "Mã định danh của cơ quan, đơn vị", "Mã cơ quan", "Mã đơn vị"];
    /// Its code of the older form, if it had one.
    older_code: may_once LegacyOrganisationCode, ["Mã định danh cũ", "Mã cũ", "Mã định danh theo QCVN 102:2016"];
    /// The name of the body above it.
    above: may String, ["Cơ quan cấp trên", "Cơ quan, đơn vị cấp trên", "Đơn vị cấp trên", "Trực thuộc", "Cơ quan chủ quản"];
    /// The code of the body above it.
    above_code: may OrganisationCode, ["Mã định danh cơ quan cấp trên", "Mã cơ quan cấp trên", "Mã cấp trên"];
    /// Its address.
    address: may String, ["Địa chỉ", "Địa chỉ trụ sở"];
    /// Its tax code.
    tax_code: may TaxCode, ["Mã số thuế", "MST"];
    /// Its budget code.
    budget_code: may BudgetCode, ["Mã quan hệ ngân sách", "Mã số quan hệ ngân sách", "Mã số đơn vị có quan hệ với ngân sách", "Mã QHNS", "Mã ĐVQHNS"];
    /// Official mail.
    mail: may MailAddress, ["Địa chỉ thư điện tử công vụ", "Thư điện tử công vụ", "Địa chỉ thư điện tử", "Thư điện tử", "Email"];
    /// The first day of name and code.
    begins: may VietnamDay, ["Có hiệu lực từ ngày", "Từ ngày", "Ngày thành lập", "Ngày bắt đầu"];
    /// The first day without them.
    ends: may VietnamDay, ["Hết hiệu lực từ ngày", "Ngày kết thúc", "Ngày giải thể"];
    /// Its tier.
    tier: may BodyTier, ["Cấp", "Cấp hành chính"];
    /// What kind of body it is.
    kind: may OrganisationKind, ["Loại cơ quan, tổ chức", "Loại cơ quan"];
    /// Legal personality.
    legal_person: may Ticked, ["Tư cách pháp nhân", "Có tư cách pháp nhân"];
    /// A seal of its own.
    own_seal: may Ticked, ["Con dấu riêng", "Có con dấu riêng"];
}

list! {
    /// Danh sách thuê bao.
    ListedSubscriber: "kyso-subscribers", "Danh sách thuê bao", "Subscribers", Ours;
    /// The subscriber's name, as in the certificate.
    name: must String, ["Tên thuê bao", "Họ và tên", "Họ tên", "Tên chứng thư chữ ký số", "Tên chứng thư số"];
    /// The class.
    class: must SubscriberClass, ["Loại thuê bao", "Đối tượng", "Loại chứng thư số", "Loại"];
    /// Personal number of a person.
    citizen: may_told CitizenNumber, ["Số định danh cá nhân", "Số định danh", "Số CCCD", "Số căn cước", "Số căn cước công dân", "Số CMND/CCCD", "CCCD", "Số CMND"];
    /// Day of birth of a person.
    born: may VietnamDay, ["Ngày sinh", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh"];
    /// Position of a person.
    position: may String, ["Chức vụ", "Chức danh", "Chức vụ, chức danh", "Chức vụ/Chức danh"];
    /// The body the subscriber is, works in or belongs to.
    body: must String, ["Cơ quan, đơn vị", "Cơ quan, đơn vị công tác", "Cơ quan, tổ chức công tác", "Đơn vị công tác", "Cơ quan công tác", "Tên cơ quan, đơn vị", "Đơn vị", "Cơ quan"];
    /// Its electronic code.
    body_code: may OrganisationCode, ["Mã định danh điện tử", "Mã định danh", "Mã cơ quan", "Mã đơn vị"];
    /// Official mail.
    mail: may_told MailAddress, ["Địa chỉ thư điện tử công vụ", "Thư điện tử công vụ", "Địa chỉ thư điện tử", "Thư điện tử", "Email công vụ", "Email"];
    /// Mobile number.
    mobile: may MobileNumber, ["Số điện thoại di động", "Điện thoại di động", "Số di động", "Số điện thoại", "Điện thoại", "Di động", "SĐT"];
    /// The certificate.
    certificate: may_once CertificateNumber, ["Số hiệu chứng thư chữ ký số", "Số hiệu chứng thư số", "Số chứng thư chữ ký số", "Số chứng thư số", "Số hiệu chứng thư", "Số chứng thư", "Serial"];
    /// Its first day.
    begins: may VietnamDay, ["Hiệu lực từ", "Hiệu lực từ ngày", "Ngày hiệu lực", "Ngày bắt đầu", "Ngày cấp chứng thư số", "Từ ngày"];
    /// Its last day.
    ends: may VietnamDay, ["Hiệu lực đến", "Hiệu lực đến ngày", "Ngày hết hạn", "Ngày hết hiệu lực", "Đến ngày"];
    /// The device that keeps its key.
    device: may DeviceNumber, ["Số hiệu thiết bị", "Số hiệu thiết bị lưu khóa bí mật", "Số thiết bị"];
}

list! {
    /// Sổ theo dõi thiết bị lưu khóa bí mật.
    ListedDevice: "kyso-devices", "Sổ theo dõi thiết bị lưu khóa bí mật", "Key devices", Ours;
    /// The number on the device.
    number: must_once DeviceNumber, ["Số hiệu thiết bị", "Số hiệu thiết bị lưu khóa bí mật", "Số thiết bị"];
    /// The serial number the token reports.
    token_serial: may_once String, ["Số sê-ri token", "Số serial token", "Serial token", "Số sê-ri"];
    /// What it is: PKI Token, SIM PKI.
    kind: must String, ["Loại thiết bị", "Loại"];
    /// The number a SIM signs with.
    telephone: may_once MobileNumber, ["Số điện thoại ký", "Số thuê bao SIM PKI", "Số điện thoại SIM PKI", "Số điện thoại"];
    /// Whose it is.
    subscriber: may String, ["Thuê bao", "Tên thuê bao", "Người được giao", "Họ và tên", "Họ tên"];
    /// The body of the subscriber.
    body: may String, ["Cơ quan, đơn vị", "Cơ quan, đơn vị công tác", "Đơn vị công tác", "Tên cơ quan, đơn vị", "Đơn vị"];
    /// The certificate whose key it keeps.
    certificate: may CertificateNumber, ["Số hiệu chứng thư chữ ký số", "Số hiệu chứng thư số", "Số chứng thư chữ ký số", "Số chứng thư số", "Số chứng thư"];
    /// When it was received from the CA.
    received: may VietnamDay, ["Ngày nhận", "Ngày tiếp nhận", "Ngày nhập kho"];
    /// When it was handed over.
    handed_over: may VietnamDay, ["Ngày bàn giao", "Ngày giao"];
    /// When it was handed back.
    returned: may VietnamDay, ["Ngày thu hồi", "Ngày trả", "Ngày thu hồi thiết bị"];
    /// Where it stands, in the list's own words.
    state: may String, ["Tình trạng", "Trạng thái", "Hiện trạng"];
    /// A note.
    note: may String, ["Ghi chú"];
}

list! {
    /// Danh sách chứng thư: what the CA says it has issued, to be reconciled with the register.
    ListedCertificate: "kyso-certificates", "Danh sách chứng thư chữ ký số", "Certificates", Ours;
    /// The name in the certificate.
    name: must String, ["Tên chứng thư chữ ký số", "Tên chứng thư số", "Tên chứng thư", "Tên thuê bao", "Họ và tên", "Họ tên"];
    /// Its number.
    certificate: must_once CertificateNumber, ["Số hiệu chứng thư chữ ký số", "Số hiệu chứng thư số", "Số chứng thư chữ ký số", "Số chứng thư số", "Số chứng thư", "Serial"];
    /// Official mail.
    mail: may MailAddress, ["Địa chỉ thư điện tử công vụ", "Thư điện tử công vụ", "Địa chỉ thư điện tử", "Thư điện tử", "Email công vụ", "Email"];
    /// The body.
    body: may String, ["Cơ quan, đơn vị", "Cơ quan, đơn vị công tác", "Cơ quan, tổ chức công tác", "Đơn vị công tác", "Tên cơ quan, đơn vị", "Đơn vị"];
    /// Its first day.
    begins: must VietnamDay, ["Hiệu lực từ", "Hiệu lực từ ngày", "Ngày hiệu lực", "Ngày bắt đầu", "Ngày cấp", "Từ ngày"];
    /// Its last day.
    ends: must VietnamDay, ["Hiệu lực đến", "Hiệu lực đến ngày", "Ngày hết hạn", "Ngày hết hiệu lực", "Đến ngày"];
    /// Where it stands, in the list's own words.
    state: may String, ["Trạng thái", "Tình trạng", "Hiện trạng"];
    /// The device that keeps its key.
    device: may DeviceNumber, ["Số hiệu thiết bị", "Số hiệu thiết bị lưu khóa bí mật", "Số thiết bị"];
}

list! {
    /// Danh sách yêu cầu chờ quyết định: what waits on a department's desk, with room for the decisions.
    ListedDecision: "kyso-decisions", "Danh sách yêu cầu chứng thực chờ phê duyệt", "Requests to be decided", Ours;
    /// The request.
    request: must_once RequestNumber, ["Mã yêu cầu", "Số yêu cầu", "Yêu cầu số"];
    /// What is asked for.
    kind: may String, ["Loại yêu cầu", "Nội dung yêu cầu"];
    /// For whom.
    subscriber: may String, ["Thuê bao", "Tên thuê bao"];
    /// Who asks.
    body: may String, ["Cơ quan, tổ chức đề nghị", "Cơ quan đề nghị"];
    /// The letter.
    letter: may String, ["Số, ký hiệu văn bản", "Văn bản"];
    /// When it was sent.
    since: may VietnamDay, ["Ngày gửi", "Ngày nhận"];
    /// The last day to answer.
    by: may VietnamDay, ["Hạn trả lời", "Hạn giải quyết", "Hạn"];
    /// What was decided; blank: not yet.
    decision: may Decided, ["Kết quả", "Quyết định", "Ý kiến"];
    /// Why it was sent back or refused.
    reason: may String, ["Lý do"];
}

list! {
    /// Danh sách yêu cầu chứng thực: what was asked for, and what became of it.
    ListedRequest: "kyso-requests", "Danh sách yêu cầu chứng thực", "Requests", Ours;
    /// The request.
    request: must_once RequestNumber, ["Mã yêu cầu", "Số yêu cầu", "Yêu cầu số"];
    /// What is asked for.
    kind: must String, ["Loại yêu cầu", "Nội dung yêu cầu"];
    /// For whom.
    subscriber: must String, ["Thuê bao", "Tên thuê bao"];
    /// Who asks.
    body: may String, ["Cơ quan, tổ chức đề nghị", "Cơ quan đề nghị"];
    /// The letter.
    letter: may String, ["Số, ký hiệu văn bản", "Văn bản"];
    /// The certificate.
    certificate: may CertificateNumber, ["Số hiệu chứng thư chữ ký số", "Số hiệu chứng thư số"];
    /// The device.
    device: may DeviceNumber, ["Số hiệu thiết bị"];
    /// Where it stands.
    state: must String, ["Trạng thái", "Tình trạng"];
    /// Since when.
    since: must VietnamDay, ["Từ ngày", "Ngày"];
    /// What was said last.
    note: may String, ["Ghi chú", "Lý do"];
}
