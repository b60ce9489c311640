//! What came of asking for time-stamps, in words.

use std::time::Duration;

use cades::TimestampRefused;
use jiff::SignedDuration;
use serde_json::{Value, json};
use signing_workflow::StampOutcome;
use signing_workflow::timestamping::{NoTimestamp, NotStamped, Stamped, Tried};

use crate::exit::{Exit, Failure};
use crate::fetch::told::{fetch_code, vietnamese as fetch_vietnamese};
use crate::job::Job;
use crate::present::{self, vietnamese};
use crate::text::Text;

/// All authorities were asked, and a pause follows.
pub(super) fn waiting(tried: &[Tried], pause: Duration) -> Text {
    let (vi, en) = reasons(tried);
    let seconds = pause.as_secs();
    Text::new(
        format!("Chưa có dấu thời gian ({vi}); hỏi lại sau {seconds} giây."),
        format!("No time-stamp yet ({en}); asking again in {seconds} s."),
    )
}

fn reasons(tried: &[Tried]) -> (String, String) {
    let each = tried.iter();
    let pairs = each.map(|one| {
        let address = shown(&one.address);
        (
            format!("{address}: {}", reason(&one.why)),
            format!("{address}: {}", one.why),
        )
    });
    let (vi, en): (Vec<String>, Vec<String>) = pairs.unzip();
    (vi.join("; "), en.join("; "))
}

/// The operator's own address, without a user in it.
fn shown(address: &str) -> &str {
    address.rsplit('@').next().unwrap_or_default()
}

/// No time-stamp: nothing was written.
pub(crate) fn failure(none: &NoTimestamp) -> Failure {
    if *none == NoTimestamp::NoAuthority {
        return super::nobody_named();
    }
    let (vi, en) = in_words(none);
    Failure::new(
        Exit::Environment,
        code(none),
        Text::new(
            format!("Không có dấu thời gian: {vi}."),
            format!("No time-stamp: {en}."),
        ),
    )
}

fn in_words(none: &NoTimestamp) -> (String, String) {
    match none {
        NoTimestamp::AllFailed(tried) => reasons(tried),
        NoTimestamp::NoNonce => (
            "máy không tạo được số ngẫu nhiên".to_owned(),
            none.to_string(),
        ),
        other => ("không lập được yêu cầu".to_owned(), other.to_string()),
    }
}

/// One authority: its own reason. Several: that none answered.
fn code(none: &NoTimestamp) -> &'static str {
    match none {
        NoTimestamp::AllFailed(tried) => match tried.as_slice() {
            [one] => why_code(&one.why),
            _ => "tsa-none",
        },
        _ => "tsa-none",
    }
}

fn why_code(why: &NotStamped) -> &'static str {
    match why {
        NotStamped::Fetch(_) => "tsa-unreachable",
        NotStamped::Untrusted(_) => "tsa-untrusted",
        NotStamped::Refused(refused) => match refused {
            TimestampRefused::Html => "tsa-web-page",
            TimestampRefused::Malformed(_) => "tsa-malformed",
            TimestampRefused::NoCertificate => "tsa-no-certificate",
            TimestampRefused::NoNonce | TimestampRefused::OtherNonce => "tsa-other-nonce",
            TimestampRefused::NotAnAuthority(_) => "tsa-usage",
            TimestampRefused::OtherImprint => "tsa-other-imprint",
            TimestampRefused::OtherPolicy { .. } => "tsa-other-policy",
            TimestampRefused::OutsideValidity { .. } => "tsa-outside-validity",
            TimestampRefused::Rejected(_) => "tsa-rejected",
            _ => "tsa-broken",
        },
        _ => "tsa-broken",
    }
}

fn reason(why: &NotStamped) -> String {
    match why {
        NotStamped::Fetch(error) => fetch_vietnamese(error),
        NotStamped::Untrusted(failure) => format!(
            "chứng thư của máy chủ cấp dấu thời gian không đạt kiểm tra: {}",
            vietnamese::path::reason(&failure.reason)
        ),
        NotStamped::Refused(refused) => refused_reason(refused),
        other => other.to_string(),
    }
}

fn refused_reason(refused: &TimestampRefused) -> String {
    match refused {
        TimestampRefused::Html => "trả lời là một trang web, không phải dấu thời gian".to_owned(),
        TimestampRefused::Malformed(error) => format!("trả lời không đọc được: {error}"),
        TimestampRefused::NoCertificate => {
            "không kèm chứng thư của máy chủ cấp dấu thời gian".to_owned()
        }
        TimestampRefused::NoNonce => "không lặp lại số nhận dạng (nonce) của yêu cầu".to_owned(),
        TimestampRefused::OtherNonce => "là trả lời của yêu cầu khác (nonce khác)".to_owned(),
        TimestampRefused::NotAnAuthority(why) => {
            format!("chứng thư ký không phải của máy chủ cấp dấu thời gian: {why}")
        }
        TimestampRefused::OtherImprint => "là dấu thời gian của dữ liệu khác".to_owned(),
        TimestampRefused::OtherPolicy { asked, found } => {
            format!("theo chính sách {found}, không phải {asked} như yêu cầu")
        }
        TimestampRefused::OutsideValidity { time, .. } => format!(
            "thời gian {} nằm ngoài thời hạn chứng thư của máy chủ cấp dấu thời gian",
            present::moment(*time)
        ),
        TimestampRefused::Rejected(rejection) => format!("máy chủ từ chối: {rejection}"),
        other => format!("dấu thời gian không có giá trị: {other}"),
    }
}

/// What the signer should know of the time-stamp of a new signature.
pub(crate) fn say(outcome: &StampOutcome, job: &Job) {
    match outcome {
        StampOutcome::NotWanted => {}
        StampOutcome::Stamped(stamped) => say_stamped(stamped, job),
        StampOutcome::Without(none) => {
            let (vi, en) = in_words(none);
            job.note(&Text::new(
                format!(
                    "Chữ ký số chưa có dấu thời gian ({vi}). Bổ sung bằng kyso extend --to t trước khi có chữ ký sau: chữ ký đã bị chữ ký \
                     khác bao phủ không thể có dấu thời gian riêng."
                ),
                format!(
                    "The signature has no time-stamp ({en}). Add one with kyso extend --to t before the next signature: one that another \
                     signature covers can get none of its own any more."
                ),
            ));
        }
    }
}

/// Who stamped when, who did not, and whether the clocks agree.
pub(crate) fn say_stamped(stamped: &Stamped, job: &Job) {
    let time = stamped.granted.proof().time();
    let name = present::display_name(stamped.granted.proof().signer_certificate());
    job.say(&Text::new(
        format!("  dấu thời gian: {}, {name}", present::moment(time)),
        format!("  time-stamp: {}, {name}", present::moment_en(time)),
    ));
    if !stamped.failed.is_empty() {
        let (vi, en) = reasons(&stamped.failed);
        job.note(&Text::new(
            format!("Máy chủ cấp dấu thời gian không dùng được: {vi}."),
            format!("Time-stamp authorities of no use: {en}."),
        ));
    }
    if let Some(ahead) = stamped.clock_ahead {
        job.note(&clock(ahead));
    }
}

fn clock(ahead: SignedDuration) -> Text {
    let (vi, en) = match ahead.is_negative() {
        true => ("chậm", "behind"),
        false => ("nhanh", "ahead of"),
    };
    let seconds = ahead.as_secs().abs();
    Text::new(
        format!(
            "Đồng hồ của máy {vi} {seconds} giây so với máy chủ cấp dấu thời gian; đề nghị chỉnh lại."
        ),
        format!(
            "The machine's clock is {seconds} s {en} the time-stamp authority's; set it right."
        ),
    )
}

/// The key `timestamp` beside a signed file: `time`, `authority`, `policy`, `serial`, `clock_ahead_seconds`, `failed`; or `error`.
pub(crate) fn beside(mut line: Value, outcome: &StampOutcome) -> Value {
    match outcome {
        StampOutcome::NotWanted => {}
        StampOutcome::Stamped(stamped) => line["timestamp"] = stamped_json(stamped),
        StampOutcome::Without(none) => {
            line["timestamp"] =
                json!({ "error": { "code": code(none), "text": none.to_string() } });
        }
    }
    line
}

/// One time-stamp, for programs.
pub(crate) fn stamped_json(stamped: &Stamped) -> Value {
    let proof = stamped.granted.proof();
    let failed: Vec<Value> = stamped.failed.iter().map(tried_json).collect();
    json!({
        "time": proof.time().to_string(),
        "authority": proof.signer_certificate().subject().to_string(),
        "address": shown(&stamped.authority),
        "policy": proof.policy().to_string(),
        "clock_ahead_seconds": stamped.clock_ahead.map(|ahead| ahead.as_secs()),
        "failed": failed,
    })
}

fn tried_json(tried: &Tried) -> Value {
    let detail = match &tried.why {
        NotStamped::Fetch(error) => fetch_code(error),
        why => why_code(why),
    };
    json!({ "address": shown(&tried.address), "code": why_code(&tried.why), "detail": detail, "text": tried.why.to_string() })
}
