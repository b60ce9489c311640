//! What agencies ask for.

use gov_ca_model::VietnamDay;
use signing_workflow::forms::{
    AgencyEntry, AgencyList, AgencyRequest, AgencyRevocation, BodyEntry, BodyRequest, ChangeEntry,
    ChangeRequest, Contact, Letterhead, Manager, PersonEntry, PersonRequest, RecoveryEntry,
    RecoveryRequest, RevocationEntry, RevocationRequest, Sex, Signer,
};

use super::{day, texts};

pub(super) fn office() -> Letterhead {
    Letterhead {
        superior: "ỦY BAN NHÂN DÂN TỈNH LẠC HỒNG".into(),
        agency: "SỞ NỘI VỤ".into(),
        number: "27/SNV-VP".into(),
        place: "Lạc Hồng".into(),
        day: Some(day(1, 5)),
    }
}

pub(super) fn director() -> Signer {
    Signer {
        title: "GIÁM ĐỐC".into(),
        name: "Nguyễn Văn Mẫu".into(),
    }
}

pub(super) fn recipients() -> Vec<String> {
    texts(["Như trên;", "Sở Khoa học và Công nghệ;", "Lưu: VT, VP."])
}

fn contact() -> Contact {
    Contact {
        name: "Lê Thị Ví Dụ".into(),
        citizen_number: "000000000123".into(),
        issued_on: Some(VietnamDay::new(2022, 4, 18)),
        issued_at: "Cục CSQLHC về TTXH".into(),
        position: "Chuyên viên Văn phòng".into(),
        mobile: "0900 000 123".into(),
        mail: "vidu@lachong.gov.vn".into(),
        address: "Số 1 đường Mẫu, phường Trung Tâm".into(),
    }
}

fn manager() -> Manager {
    Manager {
        name: "Lê Thị Ví Dụ".into(),
        sex: Some(Sex::Female),
        born_on: Some(VietnamDay::new(1988, 7, 9)),
        born_at: "Lạc Hồng".into(),
        identity_number: "000000123".into(),
        issued_on: Some(VietnamDay::new(2012, 4, 18)),
        issued_at: "CA Lạc Hồng".into(),
        mail: "vidu@lachong.gov.vn".into(),
        workplace: "Sở Nội vụ".into(),
        position: "Văn thư".into(),
        address: "Số 1 đường Mẫu, thành phố Lạc Hồng".into(),
        telephone: "0296 000 0123".into(),
        fax: "0296 000 0124".into(),
    }
}

pub(super) fn agency() -> AgencyRequest {
    AgencyRequest {
        manager: manager(),
        agency: "Sở Nội vụ tỉnh Lạc Hồng".into(),
        address: "Số 1 đường Mẫu, thành phố Lạc Hồng".into(),
        mail: "sonoivu@lachong.gov.vn".into(),
        old_certificate: "5A 01 F3".into(),
        old_issued_on: Some(VietnamDay::new(2010, 1, 12)),
        old_expires_on: Some(VietnamDay::new(2015, 1, 11)),
        years: Some(5),
        to: String::new(),
        day: Some(VietnamDay::new(2014, 12, 1)),
        head: director(),
    }
}

pub(super) fn agencies() -> AgencyList {
    let entry = |agency: &str, name: &str, mail: &str| AgencyEntry {
        manager: name.into(),
        born_on: manager().born_on,
        identity_number: manager().identity_number,
        issued_on: manager().issued_on,
        issued_at: manager().issued_at,
        workplace: agency.into(),
        manager_mail: "vidu@lachong.gov.vn".into(),
        agency: agency.into(),
        province: "An Giang".into(),
        mail: mail.into(),
        old_certificate: String::new(),
    };
    AgencyList {
        from: Letterhead {
            superior: String::new(),
            agency: String::new(),
            number: "14/DS-STTTT".into(),
            place: "Long Xuyên".into(),
            day: Some(VietnamDay::new(2014, 12, 3)),
        },
        to: String::new(),
        agencies: vec![
            entry("Sở Nội vụ", "Lê Thị Ví Dụ", "sonoivu@lachong.gov.vn"),
            entry(
                "Văn phòng Ủy ban nhân dân thành phố Mẫu",
                "Trần Văn Thí Dụ",
                "vanphong.thanhphomau@lachong.gov.vn",
            ),
        ],
        maker: Signer {
            title: String::new(),
            name: "Phạm Thị Minh Họa".into(),
        },
        director: director(),
    }
}

pub(super) fn agency_ends() -> AgencyRevocation {
    AgencyRevocation {
        agency: "Ban Quản lý dự án Mẫu".into(),
        founded_by: "Quyết định số 12/QĐ-UBND ngày 05/01/2009 của UBND tỉnh Lạc Hồng".into(),
        address: "Số 9 đường Ví Dụ, thành phố Lạc Hồng".into(),
        telephone: "0296 000 0456".into(),
        fax: "0296 000 0457".into(),
        mail: "bqlmau@lachong.gov.vn".into(),
        ended_by: "Quyết định số 98/QĐ-UBND ngày 20/11/2014 của UBND tỉnh Lạc Hồng".into(),
        certificate: "5A 01 F3 77".into(),
        issued_on: Some(VietnamDay::new(2012, 1, 12)),
        expires_on: Some(VietnamDay::new(2017, 1, 11)),
        reason: "Cơ quan giải thể, kết thúc nhiệm vụ từ ngày 01/12/2014".into(),
        to: String::new(),
        day: Some(VietnamDay::new(2014, 12, 1)),
        head: director(),
    }
}

pub(super) fn persons() -> PersonRequest {
    let person = |name: &str, position: &str, mail: &str, last: &str| PersonEntry {
        name: name.into(),
        born_on: Some(VietnamDay::new(1985, 2, 14)),
        citizen_number: format!("000000000{last}"),
        issued_on: Some(VietnamDay::new(2021, 8, 30)),
        issued_at: "Cục CSQLHC về TTXH".into(),
        mail: format!("{mail}@lachong.gov.vn"),
        employer: "Sở Nội vụ".into(),
        province: "Lạc Hồng".into(),
        position: position.into(),
        mobile: format!("0900 000 {last}"),
        ..PersonEntry::default()
    };
    PersonRequest {
        from: office(),
        to: String::new(),
        contact: contact(),
        persons: vec![
            person("Nguyễn Văn Mẫu", "Giám đốc", "nvmau", "201"),
            PersonEntry {
                sim: "Viettel/cs".into(),
                ..person("Trần Thị Minh Họa", "Phó Giám đốc", "ttmhoa", "202")
            },
            PersonEntry {
                old_certificate: "54 0A 11 27 9C 03 E5 81".into(),
                ..person("Lý Quý Thí Dụ", "Chánh Văn phòng", "lqthidu", "203")
            },
        ],
        head: director(),
        recipients: recipients(),
    }
}

pub(super) fn bodies() -> BodyRequest {
    let body = |name: &str, tax: &str, budget: &str, mail: &str| BodyEntry {
        name: name.into(),
        address: "Số 1 đường Mẫu, phường Trung Tâm, tỉnh Lạc Hồng".into(),
        tax_code: tax.into(),
        budget_code: budget.into(),
        province: "Lạc Hồng".into(),
        mail: format!("{mail}@lachong.gov.vn"),
    };
    BodyRequest {
        from: office(),
        to: String::new(),
        contact: contact(),
        bodies: vec![
            body("Sở Nội vụ", "0000000123", "1000123", "sonoivu"),
            body(
                "Trung tâm Lưu trữ lịch sử",
                "0000000123-001",
                "1000124",
                "ttltls.snv",
            ),
        ],
        head: director(),
        recipients: recipients(),
    }
}

pub(super) fn changes() -> ChangeRequest {
    ChangeRequest {
        from: office(),
        to: "Sở Khoa học và Công nghệ tỉnh Lạc Hồng".into(),
        contact: contact(),
        certificates: vec![
            ChangeEntry {
                name: "Trần Thị Minh Họa".into(),
                certificate: "54 0A 11 27 9C 03 E5 82".into(),
                mail: "ttmhoa@lachong.gov.vn".into(),
                renew: true,
                ..ChangeEntry::default()
            },
            ChangeEntry {
                name: "Lý Quý Thí Dụ".into(),
                certificate: "54 0A 11 27 9C 03 E5 83".into(),
                sim_number: "0900 000 203".into(),
                mail: "lqthidu.stttt@lachong.gov.vn".into(),
                old: "Cơ quan: Sở Thông tin và Truyền thông".into(),
                new: "Cơ quan: Sở Nội vụ\nThư: lqthidu@lachong.gov.vn".into(),
                renew: true,
                change: true,
            },
        ],
        head: Signer {
            title: "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC".into(),
            name: "Trần Thị Minh Họa".into(),
        },
        recipients: recipients(),
    }
}

pub(super) fn revocations() -> RevocationRequest {
    RevocationRequest {
        from: office(),
        to: String::new(),
        contact: contact(),
        certificates: vec![
            RevocationEntry {
                name: "Lý Quý Thí Dụ".into(),
                citizen_number: "000000000203".into(),
                mail: "lqthidu@lachong.gov.vn".into(),
                certificate: "54 0A 11 27 9C 03 E5 83".into(),
                device: "VGCA-00112233".into(),
                reason: "Thiết bị lưu khóa bí mật bị thất lạc ngày 03/01/2026".into(),
                ..RevocationEntry::default()
            },
            RevocationEntry {
                name: "Trung tâm Lưu trữ lịch sử".into(),
                tax_code: "0000000123-001".into(),
                budget_code: "1000124".into(),
                mail: "ttltls.snv@lachong.gov.vn".into(),
                certificate: "54 0A 11 27 9C 03 E5 90".into(),
                device: "VGCA-00112240".into(),
                reason: "Sáp nhập vào Sở Nội vụ".into(),
                ..RevocationEntry::default()
            },
        ],
        head: director(),
        recipients: recipients(),
    }
}

pub(super) fn recoveries() -> RecoveryRequest {
    RecoveryRequest {
        from: office(),
        to: "Sở Khoa học và Công nghệ tỉnh Lạc Hồng".into(),
        contact: contact(),
        devices: vec![RecoveryEntry {
            device: "VGCA-00112241".into(),
            name: "Trần Thị Minh Họa".into(),
            employer: "Sở Nội vụ tỉnh Lạc Hồng".into(),
            mail: "ttmhoa@lachong.gov.vn".into(),
        }],
        head: director(),
        recipients: recipients(),
    }
}
