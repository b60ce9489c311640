//! Why nothing was signed: the fact, then the ground. Message 29 of `office-practice` §3.3.

use std::path::Path;

use cert_path::{LocalReport, PathFailure, PathReason};
use jiff::{SignedDuration, Timestamp};
use signing_workflow::WorkflowError;

use crate::exit::{Exit, Failure};
use crate::failures;
use crate::lint;
use crate::present::{self, revocation, vietnamese};
use crate::text::{Lang, Text};
use crate::timestamp::told;

/// The failure of a signing run, in words.
pub(crate) fn stopped(input: &Path, error: &WorkflowError) -> Failure {
    let file = input.display().to_string();
    match error {
        WorkflowError::Io(error) => failures::io(&file, error),
        WorkflowError::Output { path, source } => failures::writing(path, source),
        WorkflowError::Pdf(error) => failures::pdf(&file, error),
        WorkflowError::Sign(error) => failures::sign(&file, error),
        WorkflowError::NoTimestamp(none) => failures::not_signed(told::failure(none)),
        WorkflowError::EndsTooSoon {
            not_after,
            patience,
        } => ends_too_soon(*not_after, *patience),
        WorkflowError::NoTrust => Failure::environment(
            "no-trust",
            Text::new(
                "Không thực hiện ký số: chưa có chứng thư gốc nào được chấp nhận để kiểm tra đường dẫn chứng thực (--trust, --trust-profile \
                 hoặc tệp cấu hình). Căn cứ: khoản 2 Điều 29 Nghị định số 68/2024/NĐ-CP. Có thể dùng --allow-unverified-chain; việc này được ghi lại.",
                "Not signed: no accepted root is configured to check the certification path (--trust, --trust-profile or the configuration). \
                 Ground: Article 29(2) of Decree 68/2024/NĐ-CP. --allow-unverified-chain signs all the same and is recorded.",
            ),
        ),
        WorkflowError::SignerUntrusted(failure) => untrusted(failure),
        WorkflowError::SignerBlocked(report) => blocked(report),
        WorkflowError::Lint(report) => lint::refused(&file, report),
        other => Failure::new(
            Exit::Negative,
            "output-refused",
            Text::new(
                format!(
                    "Ký số không thành công: {other}. Tệp gốc được giữ nguyên; không có tệp mới được ghi."
                ),
                format!("Not signed: {other}. The original is unchanged; no new file was written."),
            ),
        ),
    }
}

fn ends_too_soon(not_after: Timestamp, patience: SignedDuration) -> Failure {
    let seconds = patience.as_secs();
    Failure::new(
        Exit::Negative,
        "certificate-ends-too-soon",
        Text::new(
            format!(
                "Không thực hiện ký số: chứng thư hết hạn lúc {}, trong khi dấu thời gian có thể phải chờ {seconds} giây.",
                present::moment(not_after)
            ),
            format!(
                "Not signed: the certificate ends at {}, and a time-stamp may take {seconds} s.",
                present::moment_en(not_after)
            ),
        ),
    )
}

/// The certificate that is refused is the signer's, or one above it.
fn untrusted(failure: &PathFailure) -> Failure {
    let (code, vi, en) = match &failure.reason {
        PathReason::Revoked(revoked) => (
            "signer-revoked",
            format!("đã {}", revocation::revoked(revoked, Lang::Vi)),
            revocation::revoked(revoked, Lang::En),
        ),
        PathReason::OnHold { since } => (
            "signer-on-hold",
            format!("đang tạm dừng từ {}", present::moment(*since)),
            format!("on hold since {}", present::moment_en(*since)),
        ),
        reason => (
            "signer-untrusted",
            format!("không đạt kiểm tra: {}", vietnamese::path::reason(reason)),
            format!("not accepted: {reason}"),
        ),
    };
    let whose = failure.certificate.as_ref().map(present::display_name);
    let whose = whose.map(|name| format!(" “{name}”")).unwrap_or_default();
    Failure::new(
        Exit::Negative,
        code,
        Text::new(
            format!(
                "Không thực hiện ký số: chứng thư chữ ký số{whose} {vi}. Căn cứ: Điều 29, 31, 32 Nghị định số 68/2024/NĐ-CP."
            ),
            format!(
                "Not signed: certificate{whose} {en}. Ground: Articles 29, 31 and 32 of Decree 68/2024/NĐ-CP."
            ),
        ),
    )
}

/// A rule of the house, told as such.
fn blocked(report: &LocalReport) -> Failure {
    let told = |lang| present::path::reported(report, lang);
    Failure::new(
        Exit::Negative,
        "signer-blocked",
        Text::new(
            format!(
                "Không thực hiện ký số: {} (theo cấu hình của cơ quan).",
                told(Lang::Vi)
            ),
            format!(
                "Not signed: certificate {} (by the configuration of the house).",
                told(Lang::En)
            ),
        ),
    )
}
