//! The words of the letter. Province, agency and people are invented.

pub(super) const TITLE: &str = "Công văn 128/SKHCN-CĐS (bản thử nghiệm, không có giá trị pháp lý)";
pub(super) const AUTHOR: &str = "Sở Khoa học và Công nghệ tỉnh Lạc Hồng (cơ quan giả định)";
pub(super) const SUBJECT: &str = "V/v sử dụng chữ ký số chuyên dùng công vụ trên văn bản điện tử";

pub(super) const SUPERIOR: &str = "UBND TỈNH LẠC HỒNG";
pub(super) const AGENCY: [&str; 2] = ["SỞ KHOA HỌC", "VÀ CÔNG NGHỆ"];
pub(super) const NUMBER: &str = "Số: 128/SKHCN-CĐS";
pub(super) const PLACE_AND_DATE: &str = "Lạc Hồng, ngày 20 tháng 11 năm 2026";
pub(super) const SUBJECT_LINES: [&str; 2] = [
    "V/v sử dụng chữ ký số chuyên dùng",
    "công vụ trên văn bản điện tử",
];

pub(super) const ADDRESSEE_LABEL: &str = "Kính gửi:";
pub(super) const ADDRESSEES: [&str; 2] = [
    "- Các sở, ban, ngành tỉnh;",
    "- Ủy ban nhân dân các xã, phường.",
];

pub(super) const BODY: [&str; 6] = [
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư và Nghị định \
     số 68/2024/NĐ-CP ngày 25 tháng 6 năm 2024 của Chính phủ quy định về chữ ký số chuyên dùng công vụ, Sở Khoa học và \
     Công nghệ đề nghị các cơ quan, đơn vị thực hiện một số nội dung sau:",
    "1. Văn bản điện tử gửi, nhận giữa các cơ quan phải có chữ ký số của người có thẩm quyền và chữ ký số của \
     cơ quan, tổ chức; hình ảnh, vị trí chữ ký số thực hiện theo Phụ lục I Nghị định số 30/2020/NĐ-CP.",
    "2. Trước khi ký số, người ký kiểm tra hiệu lực của chứng thư chữ ký số; thiết bị lưu khóa bí mật do \
     chính người được giao quản lý, không giao cho người khác sử dụng.",
    "3. Văn thư cơ quan kiểm tra tính xác thực, tính toàn vẹn của văn bản điện tử đến; trường hợp không bảo đảm thì \
     trả lại nơi gửi qua hệ thống và nêu rõ lý do.",
    "4. Các cơ quan, đơn vị báo cáo kết quả thực hiện về Sở Khoa học và Công nghệ trước ngày 15 tháng 12 năm 2026 \
     để tổng hợp, báo cáo Ủy ban nhân dân tỉnh.",
    "Trong quá trình thực hiện, nếu có vướng mắc, đề nghị các cơ quan, đơn vị phản ánh về Sở Khoa học và Công nghệ \
     để được hướng dẫn./.",
];

pub(super) const RECIPIENTS: [&str; 4] = [
    "- Như trên;",
    "- UBND tỉnh (để báo cáo);",
    "- Giám đốc, các Phó Giám đốc;",
    "- Lưu: VT, CĐS.",
];
pub(super) const OFFICE: &str = "GIÁM ĐỐC";
pub(super) const NAME: &str = "Nguyễn Văn Mẫu";
