//! What the department answers.

use signing_workflow::forms::{Letterhead, Reminder, Reply, RevocationNotice, Revoked, Signer};

use super::records::department;
use super::{day, texts};

fn head() -> Signer {
    Signer {
        title: "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC".into(),
        name: "Đặng Văn Thí Điểm".into(),
    }
}

fn letterhead() -> Letterhead {
    Letterhead {
        number: "/SKHCN-CĐS".into(),
        day: None,
        ..department()
    }
}

fn recipients() -> Vec<String> {
    texts(["Như trên;", "Giám đốc Sở (báo cáo);", "Lưu: VT, CĐS."])
}

pub(super) fn returned() -> Reply {
    Reply {
        from: letterhead(),
        office: "Sở Khoa học và Công nghệ".into(),
        to: "Sở Nội vụ tỉnh Lạc Hồng".into(),
        document: "văn bản số 27/SNV-VP ngày 05/01/2026 của Sở Nội vụ".into(),
        subject: "gia hạn, thay đổi nội dung thông tin chứng thư chữ ký số chuyên dùng công vụ cho 02 cá nhân".into(),
        reasons: texts([
            "Dòng 2, ông Lý Quý Thí Dụ: thiếu văn bản xác nhận chuyển công tác",
            "Dòng 2: địa chỉ thư điện tử không phải thư điện tử công vụ",
        ]),
        wanted: texts(["Bổ sung, gửi lại hồ sơ qua Hệ thống quản lý văn bản và điều hành"]),
        grounds: texts(["Điều 13, Điều 16 Nghị định số 68/2024/NĐ-CP"]),
        head: head(),
        recipients: recipients(),
    }
}

pub(super) fn refusal() -> Reply {
    Reply {
        reasons: texts([
            "Đơn vị đề nghị đã sáp nhập vào Sở Nội vụ từ ngày 01/01/2026, không còn tư cách pháp nhân",
        ]),
        wanted: texts([
            "Lập văn bản đề nghị thu hồi chứng thư chữ ký số (Mẫu số 05) và giao lại thiết bị lưu khóa bí mật",
        ]),
        grounds: texts(["khoản 2 Điều 10, điểm b khoản 3 Điều 17 Nghị định số 68/2024/NĐ-CP"]),
        ..returned()
    }
}

pub(super) fn reminder() -> Reminder {
    Reminder {
        from: letterhead(),
        to: "Sở Nội vụ tỉnh Lạc Hồng".into(),
        subject: "giao lại thiết bị lưu khóa bí mật của chứng thư đã thu hồi".into(),
        due_on: Some(day(2, 16)),
        open: texts(["Thiết bị số hiệu VGCA-00112240 của Trung tâm Lưu trữ lịch sử"]),
        until: Some(day(2, 27)),
        grounds: texts(["Điều 20 Nghị định số 68/2024/NĐ-CP"]),
        head: head(),
        recipients: recipients(),
    }
}

pub(super) fn revoked() -> RevocationNotice {
    RevocationNotice {
        from: letterhead(),
        office: "Sở Khoa học và Công nghệ".into(),
        to: "Sở Nội vụ tỉnh Lạc Hồng".into(),
        certificates: vec![
            Revoked {
                name: "Lý Quý Thí Dụ".into(),
                certificate: "54 0A 11 27 9C 03 E5 83".into(),
                device: "VGCA-00112233".into(),
                revoked_at: "15 giờ 30, ngày 06/01/2026".into(),
                reason: "Thiết bị bị thất lạc".into(),
            },
            Revoked {
                name: "Trung tâm Lưu trữ lịch sử".into(),
                certificate: "54 0A 11 27 9C 03 E5 90".into(),
                device: "VGCA-00112240".into(),
                revoked_at: "15 giờ 30, ngày 06/01/2026".into(),
                reason: "Sáp nhập".into(),
            },
        ],
        devices: "Cơ quan, tổ chức quản lý trực tiếp thu lại thiết bị và giao cho tổ chức cung cấp dịch vụ trong 05 ngày làm việc kể từ ngày nhận thông báo này, lập biên bản theo Mẫu số 08; thiết bị bị thất lạc lập biên bản theo Mẫu số 09.".into(),
        grounds: texts(["Điều 17, Điều 20 Nghị định số 68/2024/NĐ-CP"]),
        head: head(),
        recipients: recipients(),
    }
}
