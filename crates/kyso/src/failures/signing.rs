//! Why nothing was signed.

use cades::SoftwareKeyError;
use pades_sign::{BreaksPdfA, Contradiction, SignError, SignerRefused};
use remote_csc::CscError;
use token_pkcs11::TokenError;

use super::{io, pdf, unsupported};
use crate::exit::{Exit, Failure};
use crate::text::Text;

/// Signing stopped. Message 25 of `office-practice` §3.3 comes first, always.
pub(crate) fn sign(file: &str, error: &SignError) -> Failure {
    if let Some(token) = token_inside(error) {
        return not_signed(super::token(token));
    }
    if let SignError::Device(source) = error
        && let Some(service) = source.downcast_ref::<CscError>()
    {
        return not_signed(super::csc(service));
    }
    let (exit, code, vi, en): (_, _, String, String) = match error {
        SignError::Pdf(error) => return pdf(file, error),
        SignError::Io(error) => return io(file, error),
        SignError::Unsupported(what) => return unsupported(file, &what.to_string()),
        SignError::SignerRefused(refused) => return refused_signer(refused),
        SignError::FieldAlreadySigned { name } => negative(
            "field-already-signed",
            format!("trường “{name}” đã có chữ ký số"),
            error,
        ),
        SignError::FieldExists { name } => {
            negative("field-exists", format!("đã có trường tên “{name}”"), error)
        }
        SignError::FieldLocked { name, by } => negative(
            "field-locked",
            format!("trường “{name}” bị khóa bởi chữ ký số tại trường “{by}”"),
            error,
        ),
        SignError::FieldNotFound { name } => negative(
            "field-not-found",
            format!("không có trường chữ ký tên “{name}”"),
            error,
        ),
        SignError::FieldNameInvalid { name } => negative(
            "field-name",
            format!("tên trường “{name}” không dùng được"),
            error,
        ),
        SignError::CertificationNotFirst { field } => negative(
            "certification-not-first",
            format!("chữ ký chứng nhận phải là chữ ký đầu tiên; trường “{field}” đã có chữ ký số"),
            error,
        ),
        SignError::ForbiddenByCertification { permissions } => negative(
            "forbidden-by-certification",
            format!(
                "chữ ký chứng nhận trước đó không cho phép ký thêm (P={})",
                permissions.number()
            ),
            error,
        ),
        SignError::ForbiddenByPassword { new_field, .. } => negative(
            "forbidden-by-password",
            format!(
                "mật khẩu đã dùng không cho phép {}; cần mật khẩu của chủ văn bản (owner password)",
                match new_field {
                    true => "thêm trường chữ ký",
                    false => "điền trường chữ ký",
                }
            ),
            error,
        ),
        SignError::BreaksPdfA { claim, what } => negative(
            "breaks-pdf-a",
            format!("văn bản là {claim}, không được thêm {}", pdf_a(*what)),
            error,
        ),
        SignError::Contradiction(what) => (
            Exit::Usage,
            "contradiction",
            match what {
                Contradiction::CommitmentAndReason => {
                    "không dùng đồng thời lý do ký và loại cam kết (--commitment)".to_owned()
                }
                Contradiction::PolicyAndReason => {
                    "không dùng đồng thời lý do ký và chính sách chữ ký (--signature-policy)"
                        .to_owned()
                }
                _ => "loại cam kết và chính sách chữ ký chỉ có ở định dạng pades".to_owned(),
            },
            what.to_string(),
        ),
        SignError::LockDisagrees { field } => negative(
            "lock-disagrees",
            format!("trường “{field}” đã định sẵn các trường phải khóa, khác với --lock"),
            error,
        ),
        SignError::LockUnknownField { name } => negative(
            "lock-field",
            format!("--lock: không có trường tên “{name}”"),
            error,
        ),
        SignError::PageNotFound { number } => negative(
            "page-not-found",
            format!("văn bản không có trang {number}"),
            error,
        ),
        SignError::PlaceOutsidePage { page } => negative(
            "place-outside-page",
            format!("vị trí hiển thị chữ ký số nằm ngoài trang {page}"),
            error,
        ),
        SignError::ReservationTooSmall { reserved, needed } => negative(
            "reservation-too-small",
            format!("chữ ký cần {needed} byte, chỉ dành {reserved} byte"),
            error,
        ),
        SignError::SeedValue { field, constraint } => negative(
            "seed-value",
            format!("trường “{field}” có điều kiện chưa đạt: {constraint}"),
            error,
        ),
        SignError::SigningTimeOutsideCertificate { .. } => negative(
            "signing-time-outside-certificate",
            "thời điểm ký nằm ngoài thời hạn của chứng thư".to_owned(),
            error,
        ),
        SignError::State(state) => negative(
            "state",
            format!("trạng thái ký hai bước không khớp: {state}"),
            error,
        ),
        SignError::UnsafeFile(why) => (
            Exit::Unreadable,
            "unsafe-file",
            format!("tệp có khiếm khuyết làm chữ ký không chắc chắn: {why}"),
            error.to_string(),
        ),
        other => negative("not-signed", other.to_string(), error),
    };
    not_signed(Failure::new(exit, code, Text::new(vi, en)))
}

/// What PDF/A does not allow.
fn pdf_a(what: BreaksPdfA) -> String {
    match what {
        BreaksPdfA::DeepPicture => "hình ảnh 16 bit cho mỗi màu".to_owned(),
        BreaksPdfA::LongValue { limit } => format!("giá trị chữ ký dài hơn {limit} byte"),
        BreaksPdfA::Transparency => {
            "nội dung trong suốt; đề nghị dùng hình ảnh không có nền trong suốt".to_owned()
        }
        _ => "nội dung trong suốt trên trang không có không gian màu; đề nghị dùng hình ảnh không có nền trong suốt"
            .to_owned(),
    }
}

fn negative(
    code: &'static str,
    vi: String,
    error: &SignError,
) -> (Exit, &'static str, String, String) {
    (Exit::Negative, code, vi, error.to_string())
}

pub(crate) fn not_signed(mut failure: Failure) -> Failure {
    failure.text = Text::new(
        format!(
            "Ký số không thành công: {}. Tệp gốc được giữ nguyên; không có tệp mới được ghi.",
            failure.text.vi.trim_end_matches('.')
        ),
        format!(
            "Not signed: {}. The original is unchanged; no new file was written.",
            failure.text.en.trim_end_matches('.')
        ),
    );
    failure
}

fn token_inside(error: &SignError) -> Option<&TokenError> {
    match error {
        SignError::Device(source) => source.downcast_ref::<TokenError>(),
        _ => None,
    }
}

/// Message 29 of `office-practice` §3.3.
fn refused_signer(refused: &SignerRefused) -> Failure {
    Failure::new(
        Exit::Negative,
        "signer-refused",
        Text::new(
            format!(
                "Không thực hiện ký số: {}. Căn cứ: Điều 29, Điều 31 Nghị định số 68/2024/NĐ-CP.",
                refusal(refused)
            ),
            format!("Not signed: {refused}. Ground: Articles 29 and 31 of Decree 68/2024/NĐ-CP."),
        ),
    )
}

fn refusal(refused: &SignerRefused) -> String {
    match refused {
        SignerRefused::Expired { not_after } => {
            format!(
                "chứng thư chữ ký số hết thời hạn hiệu lực từ {}",
                crate::present::moment(*not_after)
            )
        }
        SignerRefused::NotYetValid { not_before } => {
            format!(
                "chứng thư chữ ký số chưa có hiệu lực (từ {})",
                crate::present::moment(*not_before)
            )
        }
        other => format!("chứng thư chữ ký số không phù hợp phạm vi sử dụng ({other})"),
    }
}

/// A PKCS#12 or PEM file could not be used.
pub(crate) fn key_file(file: &str, error: &SoftwareKeyError) -> Failure {
    let (code, why) = match error {
        SoftwareKeyError::WrongPassword => ("wrong-password", "mật khẩu không đúng".to_owned()),
        SoftwareKeyError::PasswordNeeded => {
            ("wrong-password", "khóa có mật khẩu bảo vệ".to_owned())
        }
        SoftwareKeyError::InconsistentKeys => (
            "key-mismatch",
            "khóa bí mật không thuộc chứng thư".to_owned(),
        ),
        SoftwareKeyError::NoCertificate => ("key-file", "tệp không có chứng thư".to_owned()),
        SoftwareKeyError::NoKey => ("key-file", "tệp không có khóa bí mật".to_owned()),
        other => ("key-file", other.to_string()),
    };
    Failure::environment(
        code,
        Text::new(
            format!("Không dùng được tệp khóa “{file}”: {why}."),
            format!("Key file “{file}” cannot be used: {error}."),
        ),
    )
}
