//! A path for a person: the answer, then certificate by certificate from the signer up, each check with its clause.

use std::fmt::Write as _;

use cert_path::{
    Certificate, CertificateStatus, CertificateSteps, LocalReport, Missing, Need, PathFailure,
    TrustAnchor, TrustedPath,
};
use gov_ca_model::{Hierarchy, KnownAnchor};

use super::certificate::short;
use super::vietnamese::path as vietnamese;
use super::{day, display_name, moment, moment_en, moment_in, revocation};
use crate::certificates::hex;
use crate::path::{Answer, Question, is_open};
use crate::text::{Lang, Text, words};

/// The whole answer on one file.
pub(crate) fn told(name: &str, question: &Question, answer: &Answer, lang: Lang) -> String {
    let mut out = format!("{name}: {}\n", verdict(question, answer).in_lang(lang));
    let mut line = |label: &str, value: &str| {
        let _ = writeln!(out, "  {label:<22} {value}");
    };
    let show = |at| moment_in(at, lang);
    line(
        words("thời điểm hỏi", "time asked").in_lang(lang),
        &show(question.at),
    );
    if question.as_of != question.at {
        let label = words("xét theo dữ liệu đến", "evidence issued until");
        line(label.in_lang(lang), &show(question.as_of));
    }
    match &answer.result {
        Ok(path) => out.push_str(&trusted(path, lang)),
        Err(failure) => out.push_str(&refused(failure, &answer.certificate, lang)),
    }
    for need in &answer.needs {
        let _ = writeln!(out, "  → {}", needed(need, lang));
    }
    for report in reports(answer) {
        let _ = writeln!(out, "  ! {}", reported(report, lang));
    }
    out
}

fn verdict(question: &Question, answer: &Answer) -> Text {
    let Err(failure) = &answer.result else {
        let (vi, en) = (moment(question.at), moment_en(question.at));
        return Text::new(
            format!("Chứng thư được tin cậy tại {vi}."),
            format!("trusted at {en}"),
        );
    };
    let why = Text::new(
        vietnamese::reason(&failure.reason),
        failure.reason.to_string(),
    );
    if is_open(&failure.reason) {
        Text::new(
            format!(
                "Chưa đủ căn cứ để kết luận: {}. Kết quả này không có nghĩa là chứng thư không hợp lệ.",
                why.vi
            ),
            format!("not enough evidence to decide: {}", why.en),
        )
    } else {
        Text::new(
            format!("Chứng thư không được tin cậy: {}.", why.vi),
            format!("not trusted: {}", why.en),
        )
    }
}

fn trusted(path: &TrustedPath, lang: Lang) -> String {
    let mut out = String::new();
    let steps = path.steps();
    for (index, certificate) in path.chain().iter().enumerate() {
        let is_anchor = index + 1 == path.chain().len();
        let status = path.statuses().get(index);
        out.push_str(&block(
            index,
            certificate,
            is_anchor,
            steps.get(index),
            status,
            lang,
        ));
    }
    out.push_str(&anchor(path.anchor(), path.anchor_certificate(), lang));
    if !path.policies().is_empty() {
        let all: Vec<_> = path.policies().iter().map(ToString::to_string).collect();
        let label = words("chính sách", "policies").in_lang(lang);
        let _ = writeln!(out, "  {label:<22} {}", all.join(", "));
    }
    out
}

/// As far as the best candidate went. Statuses belong to the last certificates below the anchor.
fn refused(failure: &PathFailure, signer: &Certificate, lang: Lang) -> String {
    let mut out = String::new();
    let own = std::slice::from_ref(signer);
    let chain = if failure.chain.is_empty() {
        own
    } else {
        &failure.chain
    };
    let unasked = chain.len().saturating_sub(failure.record.statuses.len());
    for (index, certificate) in chain.iter().enumerate() {
        let status = index.checked_sub(unasked);
        let status = status.and_then(|index| failure.record.statuses.get(index));
        let steps = failure.record.steps.get(index);
        out.push_str(&block(index, certificate, false, steps, status, lang));
    }
    if let Some(certificate) = &failure.certificate {
        let label = words("lý do thuộc về", "reason belongs to").in_lang(lang);
        let name = short(&certificate.subject().to_string());
        let _ = writeln!(out, "  {label:<22} {name}");
    }
    if let Some(hint) = known_root(chain) {
        let _ = writeln!(out, "  → {}", hint.in_lang(lang));
    }
    out
}

fn block(
    index: usize,
    certificate: &Certificate,
    is_anchor: bool,
    steps: Option<&CertificateSteps>,
    status: Option<&CertificateStatus>,
    lang: Lang,
) -> String {
    let mark = match steps {
        Some(steps) if steps.refused().is_some() => "✗",
        _ => "·",
    };
    let root = words(" (gốc)", " (anchor)").in_lang(lang);
    let root = if is_anchor { root } else { "" };
    let subject = short(&certificate.subject().to_string());
    let mut out = format!("  {mark} {}. {subject}{root}\n", index + 1);
    let mut line = |label: &str, value: &str| {
        let _ = writeln!(out, "      {label:<18} {value}");
    };
    let serial = certificate.serial().to_string();
    line(
        words("số chứng thư", "serial number").in_lang(lang),
        &short(&serial),
    );
    line("SHA-256", &hex(&certificate.fingerprint()));
    let validity = format!(
        "{} – {}",
        day(certificate.not_before()),
        day(certificate.not_after())
    );
    line(words("thời hạn", "validity").in_lang(lang), &validity);
    if let Some(status) = status {
        let label = words("thu hồi", "revocation").in_lang(lang);
        line(label, &revocation::told(status, lang));
    }
    if let Some(steps) = steps {
        let label = words("kiểm tra", "checks").in_lang(lang);
        for (number, check) in checks(steps, lang).iter().enumerate() {
            line(if number == 0 { label } else { "" }, check);
        }
    }
    out
}

/// Each check with its clause, passed ones first.
fn checks(steps: &CertificateSteps, lang: Lang) -> Vec<String> {
    let name = |step: cert_path::Step| match lang {
        Lang::Vi => vietnamese::step(step).unwrap_or(step.as_str()),
        Lang::En => step.as_str(),
    };
    let passed = steps.passed().map(|step| ("✓", step));
    let refused = steps.refused().map(|step| ("✗", step));
    passed
        .chain(refused)
        .map(|(mark, step)| format!("{mark} {} — {}", name(step), step.clause()))
        .collect()
}

fn anchor(anchor: &TrustAnchor, certificate: &Certificate, lang: Lang) -> String {
    let mut out = String::new();
    let mut line = |vi, en, value: &str| {
        let label = words(vi, en).in_lang(lang);
        let _ = writeln!(out, "  {label:<22} {value}");
    };
    line("chứng thư gốc", "anchor", &hex(&certificate.fingerprint()));
    if let Some(profile) = anchor.profile() {
        line("nhóm", "profile", profile);
    }
    let hierarchy = Hierarchy::of_root(&certificate.fingerprint());
    line(
        "thuộc hệ thống",
        "hierarchy",
        self::hierarchy(hierarchy, lang),
    );
    if let Some(source) = anchor.source() {
        line("nguồn", "source", source);
    }
    out
}

/// Which hierarchy the root is of, in the words of the law in force now.
pub(crate) fn hierarchy(hierarchy: Hierarchy, lang: Lang) -> &'static str {
    match hierarchy {
        Hierarchy::Government => words("chuyên dùng công vụ", "government-specialised"),
        Hierarchy::Public => words("công cộng", "public"),
        _ => words(
            "khác (chưa xác định chuyên dùng công vụ hay công cộng)",
            "other (neither known as government-specialised nor as public)",
        ),
    }
    .in_lang(lang)
}

/// A chain that ends at a root which is known and not accepted: whoever reads this may want to accept it.
fn known_root(chain: &[Certificate]) -> Option<Text> {
    let (profile, anchor) = KnownAnchor::find(&chain.last()?.fingerprint())?;
    let name = profile.name;
    anchor.is_verified().then(|| {
        Text::new(
            format!("đường dẫn kết thúc ở “{}”, thuộc nhóm có sẵn “{name}”; để chấp nhận: --trust-profile {name}", anchor.name),
            format!("the chain ends at “{}”, of the built-in profile “{name}”; to accept it: --trust-profile {name}", anchor.name),
        )
    })
}

/// What is missing, and where it may be had.
pub(crate) fn needed(need: &Need, lang: Lang) -> String {
    let what = match &need.what {
        Missing::Issuer => words("chứng thư của nơi cấp", "the issuer's certificate"),
        Missing::Crl => words("CRL", "a CRL"),
        Missing::DeltaCrl => words("CRL bổ sung (delta)", "a delta CRL"),
        Missing::CrlSigner { .. } => {
            words("chứng thư của nơi ký CRL", "the CRL signer's certificate")
        }
        Missing::Ocsp { .. } => words("câu trả lời OCSP", "an OCSP response"),
        _ => words("bằng chứng", "evidence"),
    };
    let (what, whose) = (what.in_lang(lang), display_name(&need.certificate));
    let where_from = match (need.addresses.is_empty(), lang) {
        (true, Lang::Vi) => "chứng thư không nêu địa chỉ".to_owned(),
        (true, Lang::En) => "no address is stated".to_owned(),
        (false, Lang::Vi) => format!("có thể có tại {}", short(&need.addresses.join(", "))),
        (false, Lang::En) => format!("may be had at {}", short(&need.addresses.join(", "))),
    };
    match lang {
        Lang::Vi => format!("còn thiếu {what} cho “{whose}”: {where_from}"),
        Lang::En => format!("missing: {what} for “{whose}”: {where_from}"),
    }
}

/// What the house reported of the certificate, whenever it was.
pub(crate) fn reports(answer: &Answer) -> impl Iterator<Item = &LocalReport> {
    let reports = answer.evidence.local_reports().iter();
    reports.filter(|report| report.concerns(&answer.certificate))
}

/// One report of the house.
pub(crate) fn reported(report: &LocalReport, lang: Lang) -> String {
    let lost = report.because == cert_path::ReportedBecause::Lost;
    let note = report.note.as_ref().map(|note| format!(" ({note})"));
    let note = note.unwrap_or_default();
    match lang {
        Lang::Vi => {
            let what = if lost { "thất lạc" } else { "bị lộ" };
            let at = moment(report.reported_at);
            format!("cơ quan báo {what} lúc {at}: không dùng để ký từ thời điểm đó{note}")
        }
        Lang::En => {
            let what = if lost { "lost" } else { "exposed" };
            let at = moment_en(report.reported_at);
            format!("reported {what} at {at}: not to be used for signing since{note}")
        }
    }
}
