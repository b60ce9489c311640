//! Lists of the regulations.
//!
//! An Giang's form was read. The columns of the forms of NĐ 68/2024 are known through a transcription; their headings are ours
//! where it does not say them. Form 03 (devices, services, software) and the lists of TT 05/2010 were not seen and are not made.

use gov_ca_model::{
    BudgetCode, CertificateNumber, CitizenNumber, DeviceNumber, MailAddress, MobileNumber, TaxCode,
    VietnamDay,
};

use super::super::{CertificateAndPhone, IdentityPaper, SimPki, Ticked};
use super::list;

list! {
    /// Danh sách đề nghị cấp chứng thư số cho cơ quan, đơn vị: what the department of An Giang sends to the CA (QĐ 39/2014/QĐ-UBND, Mẫu
    /// số 02). Its headings stand in two rows; two columns are called “Địa chỉ thư điện tử”.
    DepartmentList: "an-giang-39-2014-02", "Danh sách đề nghị cấp chứng thư số cho cơ quan, đơn vị (An Giang, Mẫu số 02)",
        "List of certificates asked for bodies (An Giang, form 02)", Read;
    /// The manager of the certificate.
    manager: must String, ["Họ tên", "Họ và tên", "Họ tên người quản lý", "Người quản lý chứng thư số"] under ["Thông tin người quản lý chứng thư số"];
    /// Day of birth.
    born: must VietnamDay, ["Ngày sinh", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh"] under ["Thông tin người quản lý chứng thư số"];
    /// Number, day and place of the identity card.
    identity: must_told IdentityPaper, ["Số CMTND/ Ngày cấp/ Nơi cấp", "Số CMND/Ngày cấp/Nơi cấp", "Số CCCD/Ngày cấp/Nơi cấp", "Số CMND/CCCD/Ngày cấp/Nơi cấp", "Số CMTND"] under ["Thông tin người quản lý chứng thư số"];
    /// Where the manager works.
    works_in: must String, ["Cơ quan, đơn vị công tác", "Đơn vị công tác", "Cơ quan công tác"] under ["Thông tin người quản lý chứng thư số"];
    /// The manager's mail.
    manager_mail: must MailAddress, ["Địa chỉ thư điện tử", "Thư điện tử", "Email", "E-mail"] under ["Thông tin người quản lý chứng thư số"];
    /// The body that asks.
    body: must_told String, ["Tên cơ quan, đơn vị", "Tên cơ quan", "Tên đơn vị"] under ["Thông tin đăng ký chứng thư số"];
    /// Its province or city.
    province: must String, ["Tỉnh/ Thành phố", "Tỉnh/TP", "Tỉnh"] under ["Thông tin đăng ký chứng thư số"];
    /// Its mail.
    body_mail: must MailAddress, ["Địa chỉ thư điện tử", "Địa chỉ thư điện tử cơ quan", "Thư điện tử", "Email", "E-mail"] under ["Thông tin đăng ký chứng thư số"];
    /// The certificate it has, if any.
    old_certificate: may CertificateNumber, ["Số chứng thư số cũ", "Số hiệu chứng thư số cũ"];
}

list! {
    /// NĐ 68/2024, form 01: issue to persons.
    PersonRequest: "nd-68-2024-01", "Đề nghị cấp chứng thư chữ ký số cho cá nhân (NĐ 68/2024, Mẫu số 01)",
        "Request to issue certificates to persons (NĐ 68/2024, form 01)", Secondary;
    /// Full name.
    name: must String, ["Họ và tên", "Họ tên", "Họ, tên", "Họ, chữ đệm và tên"];
    /// Day of birth.
    born: must VietnamDay, ["Ngày sinh", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "Năm sinh"];
    /// Personal number, with day and place of issue where they stand in one column.
    identity: must_told IdentityPaper, ["Số định danh cá nhân", "Số CCCD", "Số căn cước", "Số căn cước công dân", "Số CMND/CCCD", "CCCD", "Số CMND", "Số định danh cá nhân/Ngày cấp/Nơi cấp", "Số CCCD/Ngày cấp/Nơi cấp", "Số CMND/CCCD/Ngày cấp/Nơi cấp", "Số, ngày cấp, nơi cấp CCCD"];
    /// When the number was issued, where it has a column of its own.
    identity_issued: may VietnamDay, ["Ngày cấp", "Ngày cấp CCCD", "Ngày cấp căn cước"];
    /// Who issued it, where it has a column of its own.
    identity_place: may String, ["Nơi cấp", "Nơi cấp CCCD", "Nơi cấp căn cước"];
    /// Official mail.
    mail: must_told MailAddress, ["Địa chỉ thư điện tử công vụ", "Thư điện tử công vụ", "Email công vụ", "Địa chỉ thư điện tử", "Thư điện tử", "Email", "E-mail"];
    /// The body the person works in.
    works_in: must String, ["Cơ quan, tổ chức công tác", "Cơ quan công tác", "Đơn vị công tác", "Cơ quan, đơn vị công tác", "Tên cơ quan, tổ chức công tác"];
    /// Province or city.
    province: must String, ["Tỉnh/Thành phố", "Tỉnh, thành phố", "Tỉnh/TP", "Tỉnh"];
    /// Position.
    position: must String, ["Chức vụ", "Chức danh", "Chức vụ, chức danh", "Chức vụ/Chức danh"];
    /// Mobile number.
    mobile: must MobileNumber, ["Số điện thoại di động", "Điện thoại di động", "Số di động", "Số điện thoại", "Điện thoại", "Di động", "SĐT"];
    /// The certificate the person has, if any.
    old_certificate: may CertificateNumber, ["Số chứng thư số cũ", "Số hiệu chứng thư chữ ký số cũ", "Số hiệu chứng thư số cũ", "Số chứng thư chữ ký số cũ"];
    /// The carrier, for a SIM PKI.
    sim: may SimPki, ["SIM PKI", "Nhà mạng SIM PKI", "Sim PKI, tên nhà mạng"];
}

list! {
    /// NĐ 68/2024, form 02: issue to bodies.
    BodyRequest: "nd-68-2024-02", "Đề nghị cấp chứng thư chữ ký số cho cơ quan, tổ chức (NĐ 68/2024, Mẫu số 02)",
        "Request to issue certificates to bodies (NĐ 68/2024, form 02)", Secondary;
    /// The body's name.
    name: must_told String, ["Tên cơ quan, tổ chức", "Tên cơ quan", "Tên tổ chức", "Cơ quan, tổ chức", "Tên cơ quan, đơn vị"];
    /// Its address.
    address: must String, ["Địa chỉ", "Địa chỉ cơ quan, tổ chức", "Địa chỉ trụ sở"];
    /// Its tax code.
    tax_code: may TaxCode, ["Mã số thuế", "MST"];
    /// Its budget code.
    budget_code: may BudgetCode, ["Mã quan hệ ngân sách", "Mã số quan hệ ngân sách", "Mã số đơn vị có quan hệ với ngân sách", "Mã QHNS", "Mã ĐVQHNS"];
    /// Province or city.
    province: must String, ["Tỉnh/Thành phố", "Tỉnh, thành phố", "Tỉnh/TP", "Tỉnh"];
    /// Official mail.
    mail: must MailAddress, ["Địa chỉ thư điện tử công vụ", "Thư điện tử công vụ", "Email công vụ", "Địa chỉ thư điện tử", "Thư điện tử", "Email", "E-mail"];
}

list! {
    /// NĐ 68/2024, form 04: renewal, change of information, or both.
    CertificateRenewal: "nd-68-2024-04", "Đề nghị gia hạn, thay đổi nội dung thông tin chứng thư chữ ký số (NĐ 68/2024, Mẫu số 04)",
        "Request to renew or change certificates (NĐ 68/2024, form 04)", Secondary;
    /// The name in the certificate.
    name: must String, ["Tên chứng thư chữ ký số", "Tên chứng thư số", "Tên chứng thư", "Tên thuê bao"];
    /// Its number, for a SIM PKI with the telephone number that signs.
    certificate: must_once CertificateAndPhone, ["Số hiệu chứng thư chữ ký số", "Số hiệu chứng thư số", "Số chứng thư chữ ký số", "Số chứng thư số", "Số chứng thư"];
    /// Official mail as registered when it was issued.
    mail: must MailAddress, ["Địa chỉ thư điện tử công vụ", "Thư điện tử công vụ", "Thư điện tử công vụ đã đăng ký", "Địa chỉ thư điện tử", "Thư điện tử", "Email công vụ", "Email"];
    /// What is to be changed.
    old_information: may String, ["Thông tin cần thay đổi", "Thông tin thay đổi", "Nội dung cần thay đổi", "Thông tin cũ"];
    /// What it is to be.
    new_information: may String, ["Thông tin mới", "Nội dung mới", "Thông tin thay đổi mới"];
    /// Whether renewal is asked for.
    renew: may Ticked, ["Gia hạn", "GH"];
    /// Whether a change is asked for.
    change: may Ticked, ["TĐTT", "Thay đổi thông tin", "Thay đổi nội dung thông tin"];
}

list! {
    /// NĐ 68/2024, form 05: revocation. A person has a personal number, a body a tax code and a budget code.
    CertificateRevocation: "nd-68-2024-05", "Đề nghị thu hồi chứng thư chữ ký số (NĐ 68/2024, Mẫu số 05)",
        "Request to revoke certificates (NĐ 68/2024, form 05)", Secondary;
    /// The name in the certificate.
    name: must String, ["Tên chứng thư chữ ký số", "Tên chứng thư số", "Tên chứng thư", "Tên thuê bao"];
    /// Personal number.
    citizen: may CitizenNumber, ["Số định danh cá nhân", "Số CCCD", "Số căn cước", "Số căn cước công dân", "Số CMND/CCCD", "CCCD", "Số CMND"];
    /// Tax code.
    tax_code: may TaxCode, ["Mã số thuế", "MST"];
    /// Budget code.
    budget_code: may BudgetCode, ["Mã quan hệ ngân sách", "Mã số quan hệ ngân sách", "Mã số đơn vị có quan hệ với ngân sách", "Mã QHNS", "Mã ĐVQHNS"];
    /// Official mail.
    mail: must MailAddress, ["Địa chỉ thư điện tử công vụ", "Thư điện tử công vụ", "Địa chỉ thư điện tử", "Thư điện tử", "Email công vụ", "Email"];
    /// The certificate.
    certificate: must_once CertificateNumber, ["Số hiệu chứng thư chữ ký số", "Số hiệu chứng thư số", "Số chứng thư chữ ký số", "Số chứng thư số", "Số chứng thư"];
    /// The device that keeps its key.
    device: must DeviceNumber, ["Số hiệu thiết bị", "Số hiệu thiết bị lưu khóa bí mật", "Số thiết bị"];
    /// Why.
    reason: must String, ["Lý do thu hồi", "Lý do", "Lý do đề nghị thu hồi"];
}

list! {
    /// NĐ 68/2024, form 06: recovery of devices.
    DeviceRecovery: "nd-68-2024-06", "Đề nghị khôi phục thiết bị lưu khóa bí mật (NĐ 68/2024, Mẫu số 06)",
        "Request to recover key devices (NĐ 68/2024, form 06)", Secondary;
    /// The device.
    device: must_once DeviceNumber, ["Số hiệu thiết bị", "Số hiệu thiết bị lưu khóa bí mật", "Số thiết bị"];
    /// The name in the subscriber's certificate.
    name: must String, ["Tên chứng thư chữ ký số", "Tên chứng thư số", "Tên chứng thư", "Tên thuê bao"] under ["Thuê bao", "Thông tin thuê bao"];
    /// The body the subscriber works in.
    works_in: must String, ["Cơ quan, tổ chức công tác", "Cơ quan công tác", "Đơn vị công tác", "Cơ quan, đơn vị công tác", "Tên cơ quan, tổ chức công tác"] under ["Thuê bao", "Thông tin thuê bao"];
    /// Official mail.
    mail: must MailAddress, ["Địa chỉ thư điện tử công vụ", "Thư điện tử công vụ", "Địa chỉ thư điện tử", "Thư điện tử", "Email công vụ", "Email"] under ["Thuê bao", "Thông tin thuê bao"];
}
