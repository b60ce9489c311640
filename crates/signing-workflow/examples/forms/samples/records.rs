//! Devices that change hands, are lost, or leave the house; the department's decisions.

use gov_ca_model::VietnamDay;
use signing_workflow::forms::{
    Approval, Decided, Decision, HandOver, HandedDevice, Letterhead, LostDevice, Permission, Side,
    Signer,
};

use super::requests::{director, office};
use super::{day, texts};

pub(super) fn department() -> Letterhead {
    Letterhead {
        agency: "SỞ KHOA HỌC VÀ CÔNG NGHỆ".into(),
        number: "112/SKHCN-CĐS".into(),
        ..office()
    }
}

fn giver() -> Side {
    Side {
        agency: "Sở Khoa học và Công nghệ tỉnh Lạc Hồng".into(),
        address: "Số 3 đường Mẫu, phường Trung Tâm, tỉnh Lạc Hồng".into(),
        name: "Phạm Thị Minh Họa".into(),
        position: "Chuyên viên".into(),
        telephone: "0296 000 0301".into(),
    }
}

fn taker() -> Side {
    Side {
        agency: "Sở Nội vụ tỉnh Lạc Hồng".into(),
        address: "Số 1 đường Mẫu, phường Trung Tâm, tỉnh Lạc Hồng".into(),
        name: "Lê Thị Ví Dụ".into(),
        position: "Chuyên viên Văn phòng".into(),
        telephone: "0900 000 123".into(),
    }
}

fn device(subscriber: &str, number: &str, remark: &str) -> HandedDevice {
    HandedDevice {
        subscriber: subscriber.into(),
        employer: "Sở Nội vụ".into(),
        kind: "PKI Token".into(),
        device: format!("VGCA-001122{number}"),
        certificate: format!("54 0A 11 27 9C 03 E5 {number}"),
        valid_from: Some(day(1, 8)),
        valid_until: Some(VietnamDay::new(2031, 1, 7)),
        remark: remark.into(),
    }
}

pub(super) fn hand_over() -> HandOver {
    HandOver {
        from: Letterhead {
            number: "05/BB-SKHCN".into(),
            day: Some(day(1, 9)),
            ..department()
        },
        grounds: texts([
            "Căn cứ văn bản số 27/SNV-VP ngày 05/01/2026 của Sở Nội vụ về việc đề nghị cấp mới chứng thư chữ ký số chuyên dùng công vụ cho cá nhân;",
        ]),
        at: "Sở Khoa học và Công nghệ tỉnh Lạc Hồng".into(),
        giver: giver(),
        taker: taker(),
        devices: vec![
            device("Nguyễn Văn Mẫu", "33", "Mới, còn nguyên niêm phong"),
            device("Lý Quý Thí Dụ", "35", "Mới, còn nguyên niêm phong"),
        ],
        remarks: String::new(),
    }
}

pub(super) fn given_back() -> HandOver {
    HandOver {
        from: Letterhead {
            number: "06/BB-SNV".into(),
            day: Some(day(2, 12)),
            ..office()
        },
        grounds: texts([
            "Căn cứ Thông báo số 98/TB-SKHCN ngày 09/02/2026 về việc thu hồi chứng thư chữ ký số chuyên dùng công vụ;",
        ]),
        at: "Sở Khoa học và Công nghệ tỉnh Lạc Hồng".into(),
        giver: taker(),
        taker: giver(),
        devices: vec![device(
            "Trung tâm Lưu trữ lịch sử",
            "40",
            "Chứng thư bị thu hồi do sáp nhập; thiết bị hoạt động",
        )],
        remarks: "Thiết bị giao không kèm mật khẩu.".into(),
    }
}

pub(super) fn lost() -> LostDevice {
    LostDevice {
        from: Letterhead {
            number: "02/BB-SNV".into(),
            ..office()
        },
        grounds: Vec::new(),
        holder: Side {
            name: "Lý Quý Thí Dụ".into(),
            position: "Chánh Văn phòng".into(),
            telephone: "0900 000 203".into(),
            ..taker()
        },
        kind: "PKI Token".into(),
        device: "VGCA-00112233".into(),
        certificate_of: "Lý Quý Thí Dụ".into(),
        certificate: "54 0A 11 27 9C 03 E5 83".into(),
        valid_from: Some(day(1, 8)),
        valid_until: Some(VietnamDay::new(2031, 1, 7)),
        missed_at: "17 giờ 40, ngày 03/01/2026".into(),
        missed_where: "Trên đường từ trụ sở Sở Nội vụ đến phường Trung Tâm".into(),
        last_used: "11 giờ 05, ngày 03/01/2026, ký Tờ trình số 05/TTr-SNV".into(),
        account: "Thiết bị để trong cặp tài liệu; khi về đến nơi họp phát hiện không còn. Đã tìm tại phòng làm việc, trên xe công vụ và hỏi những người cùng đi, không thấy.".into(),
        measures: "Báo cơ quan quản lý trực tiếp lúc 17 giờ 55 và tổ chức cung cấp dịch vụ lúc 18 giờ 20 ngày 03/01/2026; chặn sử dụng chứng thư tại cơ quan từ 17 giờ 55; lập văn bản đề nghị thu hồi (Mẫu số 05).".into(),
        head: director(),
        recipients: texts(["Cục Chứng thực số và Bảo mật thông tin;", "Sở Khoa học và Công nghệ;", "Lưu: VT."]),
    }
}

pub(super) fn permission() -> Permission {
    Permission {
        from: Letterhead {
            number: "03/GP-SNV".into(),
            ..office()
        },
        grounds: texts([
            "Căn cứ khoản 3 Điều 13 Quy chế ban hành kèm theo Quyết định số 39/2014/QĐ-UBND ngày 20/10/2014 của UBND tỉnh An Giang;",
        ]),
        bearer: "Lê Thị Ví Dụ".into(),
        position: "Văn thư".into(),
        device: "VGCA-00112250".into(),
        certificate_of: "Sở Nội vụ tỉnh Lạc Hồng".into(),
        purpose:
            "ký số kết quả giải quyết thủ tục hành chính tại Trung tâm Phục vụ hành chính công"
                .into(),
        place: "Trung tâm Phục vụ hành chính công tỉnh Lạc Hồng".into(),
        leaves: "08 giờ 00, ngày 12/01/2026".into(),
        returns: "17 giờ 00, ngày 12/01/2026".into(),
        head: director(),
        recipients: texts(["Bà Lê Thị Ví Dụ;", "Lưu: VT."]),
    }
}

pub(super) fn approval() -> Approval {
    let one = |number: &str, subscriber: &str, kind: &str, decision, reason: &str| Decided {
        request: format!("YC-2026-{number}"),
        received_on: Some(day(1, 6)),
        agency: "Sở Nội vụ".into(),
        subscriber: subscriber.into(),
        kind: kind.into(),
        decision,
        reason: reason.into(),
    };
    use Decision::{Approved, Refused, Returned};
    Approval {
        from: Letterhead {
            number: "15/DS-SKHCN".into(),
            day: Some(day(1, 8)),
            ..department()
        },
        grounds: texts([
            "Căn cứ Điều 8, Điều 17 Quy chế quản lý, sử dụng chữ ký số chuyên dùng công vụ của tỉnh;",
        ]),
        requests: vec![
            one("000127", "Trần Thị Minh Họa", "Gia hạn", Approved, ""),
            one(
                "000128",
                "Lý Quý Thí Dụ",
                "Gia hạn, thay đổi thông tin",
                Returned,
                "Thiếu văn bản xác nhận chuyển công tác; địa chỉ thư điện tử không phải thư công vụ",
            ),
            one(
                "000129",
                "Trung tâm Lưu trữ lịch sử",
                "Gia hạn",
                Refused,
                "Đơn vị đã sáp nhập từ ngày 01/01/2026",
            ),
        ],
        maker: Signer {
            title: String::new(),
            name: "Phạm Thị Minh Họa".into(),
        },
        head: Signer {
            title: "GIÁM ĐỐC".into(),
            name: "Đặng Văn Thí Điểm".into(),
        },
        recipients: texts(["Sở Nội vụ;", "Lưu: VT, CĐS."]),
    }
}
