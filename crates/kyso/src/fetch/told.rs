//! What was fetched, in words and for programs.

use std::fmt::Write as _;

use cert_path::{Encoding, NoAnswer, NonceCheck};
use serde_json::{Value, json as value};
use signing_workflow::Fetched;
use signing_workflow::evidence_loop::{NotUsed, Used, Wanted};
use signing_workflow::fetch::{FetchError, RefusedBecause};

use crate::certificates::hex;
use crate::exit::{Exit, Failure};
use crate::present::display_name;
use crate::text::{Lang, Text, Words, words};

/// The array `fetched`: `address`, `wanted` (`issuer`, `crl-signer`, `ocsp`, `crl`, `delta-crl`), `certificate` (SHA-256),
/// `size`, `sha256`, `cached` (kept by an earlier run), and either `objects`, `encoding`, `nonce` (`same`, `absent`) or `error{code,text}`.
pub(crate) fn json(fetched: &[Fetched], lang: Lang) -> Value {
    fetched.iter().map(|one| entry(one, lang)).collect()
}

fn entry(one: &Fetched, lang: Lang) -> Value {
    let mut entry = value!({
        "address": one.address,
        "wanted": one.wanted.as_str(),
        "certificate": hex(&one.certificate.fingerprint()),
        "size": one.received.map(|received| received.size),
        "sha256": one.received.map(|received| hex(&received.sha256)),
        "cached": one.kept,
    });
    match &one.outcome {
        Ok(used) => {
            entry["objects"] = value!(used.objects);
            entry["encoding"] = value!(used.encoding.to_string());
            entry["nonce"] = value!(used.nonce.map(nonce_word));
        }
        Err(why) => {
            let text = why_not(why);
            entry["error"] = value!({ "code": code(why), "text": text.in_lang(lang) });
        }
    }
    entry
}

const fn nonce_word(nonce: NonceCheck) -> &'static str {
    match nonce {
        NonceCheck::Same => "same",
        NonceCheck::Absent => "absent",
        NonceCheck::NotAsked => "not-asked",
    }
}

/// Lines below a report; empty when nothing was asked for.
pub(crate) fn text(fetched: &[Fetched]) -> Text {
    Text::new(lines(fetched, Lang::Vi), lines(fetched, Lang::En))
}

fn lines(fetched: &[Fetched], lang: Lang) -> String {
    let mut out = String::new();
    for one in fetched {
        let what = what(one.wanted).in_lang(lang);
        let whom = display_name(&one.certificate);
        let came = match &one.outcome {
            Ok(used) => came(one, used, lang),
            Err(why) => why_not(why).in_lang(lang).to_owned(),
        };
        let address = shown(&one.address);
        let mark = if one.kept { "=" } else { "↓" };
        let _ = writeln!(out, "  {mark} {what} ({whom}): {address}\n      {came}");
    }
    out
}

/// Addresses are written by strangers: nothing in them may move the cursor.
fn shown(address: &str) -> String {
    address
        .chars()
        .take(200)
        .flat_map(char::escape_debug)
        .collect()
}

fn what(wanted: Wanted) -> Words {
    match wanted {
        Wanted::Issuer => words("chứng thư nơi cấp", "issuer of"),
        Wanted::CrlSigner => words("chứng thư ký CRL", "CRL signer for"),
        Wanted::Ocsp => words("OCSP", "OCSP"),
        Wanted::Crl => words("CRL", "CRL"),
        Wanted::DeltaCrl => words("CRL delta", "delta CRL"),
        _ => words("dữ liệu khác", "something else"),
    }
}

fn came(one: &Fetched, used: &Used, lang: Lang) -> String {
    let mut said = one.received.map_or_else(String::new, |received| {
        format!("{} byte, SHA-256 {}", received.size, hex(&received.sha256))
    });
    if used.encoding == Encoding::Pem {
        said += words(", ở dạng PEM, đáng lẽ là DER", ", PEM where DER is due").in_lang(lang);
    }
    if one.kept {
        said += words(", lưu tạm từ lần trước", ", kept from an earlier run").in_lang(lang);
    }
    if used.nonce == Some(NonceCheck::Absent) {
        said += words(", không có nonce", ", without nonce").in_lang(lang);
    }
    said
}

const fn code(why: &NotUsed) -> &'static str {
    match why {
        NotUsed::Fetch(error) => fetch_code(error),
        NotUsed::NoAnswer(NoAnswer::OtherCertificate) => "other-certificate",
        NotUsed::NoAnswer(NoAnswer::OtherNonce) => "other-nonce",
        NotUsed::NoAnswer(_) => "responder-refused",
        NotUsed::Damaged => "cache-damaged",
        NotUsed::OverLimit => "limit",
        NotUsed::Unreadable(_) => "unreadable",
        _ => "not-fetched",
    }
}

pub(crate) const fn fetch_code(error: &FetchError) -> &'static str {
    match error {
        FetchError::Broken(_) => "broken",
        FetchError::NoRoute(_) => "no-route",
        FetchError::NotAnAddress(_) => "not-an-address",
        FetchError::NotHttp => "not-http",
        FetchError::OutOfTime => "out-of-time",
        FetchError::Proxy => "proxy",
        FetchError::Redirected { why, .. } => fetch_code(why),
        FetchError::RefusedAddress { .. } => "refused-address",
        FetchError::Status(_) => "status",
        FetchError::Storage(_) => "storage",
        FetchError::TimedOut => "time-out",
        FetchError::TooLarge { .. } => "too-large",
        FetchError::TooManyRedirections { .. } => "redirections",
        FetchError::UnknownHost => "unknown-host",
        FetchError::UnsupportedScheme(_) => "scheme",
        _ => "not-fetched",
    }
}

/// An address that a page named could not be asked.
pub(crate) fn unreached(address: &str, error: &FetchError) -> Failure {
    let exit = match error {
        FetchError::NotAnAddress(_) | FetchError::UnsupportedScheme(_) => Exit::Usage,
        FetchError::RefusedAddress { .. } | FetchError::TooLarge { .. } => Exit::Negative,
        _ => Exit::Environment,
    };
    let address = shown(address);
    let text = Text::new(
        format!("{address}: {}.", vietnamese(error)),
        format!("{address}: {error}."),
    );
    Failure::new(exit, fetch_code(error), text)
}

fn why_not(why: &NotUsed) -> Text {
    let vi = match why {
        NotUsed::Fetch(error) => vietnamese(error),
        NotUsed::NoAnswer(NoAnswer::OtherCertificate) => "câu trả lời là của chứng thư khác".into(),
        NotUsed::NoAnswer(NoAnswer::OtherNonce) => {
            "câu trả lời không phải cho yêu cầu này (nonce khác)".into()
        }
        NotUsed::NoAnswer(_) => "máy chủ OCSP từ chối trả lời".into(),
        NotUsed::Damaged => "dữ liệu lưu tạm bị hỏng; đã bỏ qua và xóa".into(),
        NotUsed::OverLimit => {
            "đã đến giới hạn tải về; địa chỉ này và các địa chỉ sau không được hỏi".into()
        }
        NotUsed::Unreadable(error) => format!("dữ liệu nhận được không đọc được: {error}"),
        other => other.to_string(),
    };
    Text::new(vi, why.to_string())
}

pub(crate) fn vietnamese(error: &FetchError) -> String {
    match error {
        FetchError::Broken(_) => "kết nối bị ngắt giữa chừng".into(),
        FetchError::NoRoute(_) => "không kết nối được".into(),
        FetchError::NotAnAddress(_) => "địa chỉ không dùng được".into(),
        FetchError::NotHttp => "câu trả lời không phải HTTP".into(),
        FetchError::OutOfTime => {
            "hết thời gian dành cho một tệp; địa chỉ này không được hỏi".into()
        }
        FetchError::Proxy => "máy chủ trung gian (proxy) không cho qua".into(),
        FetchError::Redirected { to, why } => format!("được chuyển đến {to}: {}", vietnamese(why)),
        FetchError::RefusedAddress { host, why } => refused(host, why),
        FetchError::Status(status) => format!("máy chủ trả lời mã {status}"),
        FetchError::Storage(_) => "không lưu được dữ liệu nhận về".into(),
        FetchError::TimedOut => "quá thời gian chờ".into(),
        FetchError::TooLarge { limit } => format!("lớn hơn {limit} byte"),
        FetchError::TooManyRedirections { limit } => format!("chuyển hướng quá {limit} lần"),
        FetchError::UnknownHost => "không phân giải được tên máy chủ".into(),
        FetchError::UnsupportedScheme(scheme) => format!("không tải từ địa chỉ {scheme}:"),
        other => other.to_string(),
    }
}

fn refused(host: &str, why: &RefusedBecause) -> String {
    match why {
        RefusedBecause::NotPublic(ip) => format!(
            "không truy cập {host}: {ip} không phải địa chỉ công cộng (cho phép bằng --fetch-allow)"
        ),
        RefusedBecause::Port(port) => {
            format!(
                "không truy cập {host}: cổng {port} của dịch vụ khác (cho phép bằng --fetch-allow)"
            )
        }
        other => format!("không truy cập {host}: {other}"),
    }
}
