//! Reasons in Vietnamese. The libraries say them in one English line each; what is not listed here is a technical
//! detail that stays as the library says it.

pub(crate) mod office;
pub(crate) mod path;

use cades::IntegrityFailure as CmsFailure;
use pades_verify::codes::Detailed as _;
use pades_verify::{CoverageFailure, IntegrityFailure, Reason};

use crate::text::Lang;

/// Why a signature covers neither the file nor a revision.
pub(crate) fn coverage(failure: &CoverageFailure) -> String {
    match failure {
        CoverageFailure::ByteRangeMissing => "thiếu /ByteRange".to_owned(),
        CoverageFailure::ByteRangeMalformed => "/ByteRange không phải dãy số nguyên".to_owned(),
        CoverageFailure::ContentsMissing => "thiếu /Contents".to_owned(),
        CoverageFailure::EndsInsideRevision { end } => {
            format!("phần đã ký kết thúc tại vị trí {end}, giữa một lần cập nhật")
        }
        CoverageFailure::GapHoldsOtherBytes { offset } => {
            format!("có dữ liệu lạ tại vị trí {offset}, trong phần dành cho chữ ký")
        }
        CoverageFailure::GapIsNotContents { gap, .. } => {
            format!(
                "phần không được ký ({}–{}) không trùng với phần chứa chữ ký",
                gap.start, gap.end
            )
        }
        CoverageFailure::NotFromStart { start } => {
            format!("phần đã ký bắt đầu tại vị trí {start}, không phải đầu tệp")
        }
        CoverageFailure::OutOfBounds { end, length } => {
            format!("phần đã ký kết thúc tại vị trí {end}, ngoài tệp ({length} byte)")
        }
        CoverageFailure::NotTwoRanges { count } => format!("/ByteRange có {count} số, phải là 4"),
        other => other.to_string(),
    }
}

/// Why the covered bytes are not shown to be the signed ones.
pub(crate) fn integrity(failure: &IntegrityFailure) -> String {
    match failure {
        IntegrityFailure::ContentDigestMismatch
        | IntegrityFailure::Signature(CmsFailure::DigestMismatch) => {
            "nội dung khác với nội dung đã ký".to_owned()
        }
        IntegrityFailure::Signature(CmsFailure::SignatureMismatch) => {
            "giá trị chữ ký không khớp với khóa công khai trong chứng thư".to_owned()
        }
        IntegrityFailure::Signature(CmsFailure::NoSignerCertificate) => {
            "không có chứng thư của người ký".to_owned()
        }
        IntegrityFailure::Signature(CmsFailure::BadKey) => {
            "khóa trong chứng thư không phù hợp với thuật toán ký".to_owned()
        }
        IntegrityFailure::Signature(CmsFailure::BindingMismatch(_)) => {
            "chữ ký gắn với một chứng thư khác".to_owned()
        }
        IntegrityFailure::Container(error) => format!("không đọc được chữ ký ({error})"),
        other => other.to_string(),
    }
}

/// Why a change is not allowed.
pub(crate) fn change(reason: &Reason) -> String {
    match reason {
        Reason::AnnotationsChanged => "chú thích trên trang đã thay đổi".to_owned(),
        Reason::PageChanged { key } => format!("/{key} của trang đã thay đổi"),
        Reason::CatalogChanged { key } => format!("/{key} của văn bản đã thay đổi"),
        Reason::FormChanged { key } => format!("/{key} của biểu mẫu đã thay đổi"),
        Reason::FieldChanged { field, key } => format!("/{key} của trường “{field}” đã thay đổi"),
        Reason::FieldLocked { field } => format!("trường “{field}” đã bị khóa nhưng bị thay đổi"),
        Reason::FieldAdded => "một trường biểu mẫu được thêm vào".to_owned(),
        Reason::FieldRemoved => "một trường biểu mẫu bị xóa".to_owned(),
        Reason::DssChanged => "thông tin kiểm tra bị xóa hoặc thay đổi".to_owned(),
        Reason::SignatureChanged { field } => {
            format!("chữ ký số tại trường “{field}” bị thay đổi hoặc xóa")
        }
        Reason::SignatureCoversContent { field, .. } => {
            format!("hình chữ ký mới “{field}” che nội dung đã ký")
        }
        Reason::DanglingReferenceDefined => {
            "một phần còn trống của bản đã ký được đưa nội dung vào".to_owned()
        }
        Reason::CertificationNotFirst => "chữ ký chứng nhận được thêm sau chữ ký khác".to_owned(),
        Reason::PermissionExceeded { permissions, .. } => {
            format!(
                "thay đổi vượt mức chữ ký chứng nhận cho phép (P={})",
                permissions.number()
            )
        }
        other => super::codes::title("detail", other.code(), Lang::Vi)
            .map_or_else(|| other.to_string(), str::to_owned),
    }
}

/// A note by its code, where the code says it all.
pub(crate) fn note(code: &str) -> Option<&'static str> {
    NOTES
        .iter()
        .find(|(key, _)| *key == code)
        .map(|(_, text)| *text)
}

const NOTES: &[(&str, &str)] = &[
    (
        "bytes-after-last-eof",
        "có dữ liệu sau điểm kết thúc (%%EOF) của tệp",
    ),
    (
        "bytes-between-revisions",
        "có dữ liệu nằm giữa hai lần cập nhật",
    ),
    ("duplicate-trailer-key", "phần kết của tệp lặp lại một mục"),
    ("eof-marker-missing", "thiếu %%EOF sau startxref"),
    ("header-not-at-start", "có dữ liệu trước %PDF-"),
    ("header-not-at-start-relative", "có dữ liệu trước %PDF-"),
    (
        "hybrid-disagreement",
        "hai bảng tham chiếu của tệp không thống nhất; hai chương trình có thể hiển thị khác nhau",
    ),
    (
        "prev-points-forward",
        "/Prev không chỉ về phía trước của tệp",
    ),
    (
        "revision-end-missing",
        "một lần cập nhật không có điểm kết thúc",
    ),
    (
        "stream-length",
        "độ dài ghi của một luồng dữ liệu không đúng",
    ),
    ("startxref-near", "startxref lệch vài byte"),
    (
        "signature-removed",
        "chữ ký số này đã bị xóa ở lần cập nhật sau",
    ),
    (
        "signature-without-field",
        "không có trường nào hiển thị chữ ký số này",
    ),
    (
        "signing-certificate-absent",
        "các thuộc tính được ký không nêu chứng thư của người ký; danh tính chỉ gắn qua khóa",
    ),
    (
        "revocation-not-checked",
        "chưa kiểm tra trạng thái thu hồi của chứng thư",
    ),
    (
        "unreferenced-object",
        "một lần cập nhật đưa vào đối tượng không được dùng",
    ),
];

#[cfg(test)]
mod tests {
    use super::NOTES;

    #[test]
    fn codes_stand_once() {
        let mut codes: Vec<_> = NOTES.iter().map(|(code, _)| *code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), NOTES.len());
    }
}
