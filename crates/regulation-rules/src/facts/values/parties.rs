//! Who asks whom for what, how, and why; and where people and bodies stand.

use super::macros::values;

values! {
    /// What is asked of the CA or of the body that acts for it. NĐ 68/2024 Điều 3(7) knows five of them.
    AskedFor {
        Issue "issue" "cấp mới" "new issue";
        Reissue "reissue" "cấp lại" "issue again";
        Renew "renew" "gia hạn" "renewal";
        ChangeInformation "change-information" "thay đổi nội dung thông tin" "change of information";
        Revoke "revoke" "thu hồi" "revocation";
        RecoverDevice "recover-device" "khôi phục thiết bị lưu khóa bí mật" "recovery of a device";
        Activate "activate" "đề nghị thời điểm có hiệu lực" "moment of effect";
        Suspend "suspend" "tạm dừng" "suspension";
        Other "other" "yêu cầu khác" "another request";
    }
}

values! {
    /// A side of a request.
    Party {
        Subscriber "subscriber" "thuê bao" "the subscriber";
        ManagingBody "managing-body" "cơ quan, tổ chức quản lý trực tiếp" "the directly managing body";
        Department "department" "Sở được giao, được ủy quyền" "the department in charge";
        Ca "ca" "tổ chức cung cấp dịch vụ (Ban Cơ yếu Chính phủ)" "the CA (Government Cipher Committee)";
        ProcedureBody "procedure-body" "cơ quan tiến hành tố tụng" "a body conducting proceedings";
        SecurityBody "security-body" "cơ quan an ninh" "a security body";
        Police "police" "cơ quan công an" "a police body";
        Other "other" "bên khác" "somebody else";
    }
}

values! {
    /// How something travels.
    Channel {
        RequestSystem "request-system" "hệ thống đăng ký, quản lý yêu cầu chứng thực" "the CA's request system";
        NationalAxis "national-axis" "trục liên thông văn bản quốc gia" "the national document axis";
        DocumentSystem "document-system" "hệ thống quản lý văn bản và điều hành" "the document management system";
        ProvincialMail "provincial-mail" "thư điện tử của tỉnh" "the province's mail";
        OtherAgencySystem "other-agency-system" "hệ thống thuế, bảo hiểm xã hội, kho bạc" "a system of tax, insurance or treasury";
        InPerson "in-person" "trực tiếp" "in person";
        CipherOrganisation "cipher-organisation" "tổ chức cơ yếu" "a cipher organisation";
        PublicPost "public-post" "bưu chính công ích" "public post";
        Paper "paper" "văn bản giấy" "paper";
        Other "other" "phương thức khác" "another way";
    }
}

values! {
    /// Why a certificate is to be revoked.
    RevocationReason {
        KeyExposed "key-exposed" "khóa bí mật bị lộ" "key exposed";
        KeySuspected "key-suspected" "nghi khóa bí mật bị lộ" "key suspected of being exposed";
        DeviceBroken "device-broken" "thiết bị bị hỏng" "device broken";
        DeviceLost "device-lost" "thiết bị bị thất lạc" "device lost";
        DeviceCopied "device-copied" "thiết bị bị sao chép" "device copied";
        OtherUnsafe "other-unsafe" "trường hợp mất an toàn khác" "safety lost otherwise";
        Other "other" "lý do khác" "another reason";
    }
}

values! {
    /// Where the holder of a certificate stands.
    HolderStanding {
        InPost "in-post" "đang giữ vị trí công tác" "in post";
        OtherPosition "other-position" "thay đổi vị trí công tác" "in another position";
        OtherBody "other-body" "chuyển sang cơ quan khác" "moved to another body";
        Retired "retired" "nghỉ hưu" "retired";
        Left "left" "thôi việc" "left the service";
        Died "died" "từ trần" "died";
    }
}

values! {
    /// Where a body stands.
    BodyStanding {
        Standing "standing" "đang hoạt động" "standing";
        Renamed "renamed" "đổi tên" "renamed";
        Dissolved "dissolved" "giải thể" "dissolved";
        Split "split" "chia tách" "split";
        Merged "merged" "sáp nhập" "merged";
        TaskEnded "task-ended" "kết thúc nhiệm vụ" "task ended";
    }
}

values! {
    /// What a certificate for identity cards is (NĐ 68/2024 Điều 26).
    CardRole {
        Csca "csca" "CSCA" "CSCA";
        Ds "ds" "DS" "DS";
        Cvca "cvca" "CVCA" "CVCA";
    }
}

values! {
    /// The tier of a body.
    BodyTier {
        Province "province" "cấp tỉnh" "province";
        Department "department" "Sở" "department";
        District "district" "cấp huyện" "district";
        Commune "commune" "cấp xã" "commune";
        SubUnit "sub-unit" "đơn vị trực thuộc" "sub-unit";
    }
}

values! {
    /// The period a report is about.
    ReportPeriod {
        Quarter "quarter" "quý" "quarter";
        HalfYear "half-year" "sáu tháng" "half-year";
        Year "year" "năm" "year";
        AdHoc "ad-hoc" "đột xuất" "when asked";
    }
}
