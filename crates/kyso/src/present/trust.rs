//! The trust axis of a signature in the reader's language: where the path leads, and the status of its certificates.

use cert_path::{
    Certificate, CertificateStatus, PathFailure, PathReason, RevocationState, RevocationStatus,
    TrustedPath, WhyNotChecked,
};
use gov_ca_model::{Hierarchy, KnownAnchor};
use pades_verify::{Axis, SignatureReport};

use super::axes::{not_reached, reason};
use super::vietnamese::path as vietnamese;
use super::{display_name, path as path_words, revocation};
use crate::text::{Lang, Words, words};

/// Where the path leads. Message 15 of `office-practice` §3.3 for a public signature.
pub(super) fn path(signature: &SignatureReport, lang: Lang) -> String {
    match &signature.trust {
        Axis::Proven(path) => trusted(path, lang),
        Axis::Refuted(failure) => untrusted(failure, lang),
        Axis::NotReached(_) => not_reached(lang),
    }
}

fn trusted(path: &TrustedPath, lang: Lang) -> String {
    let anchor = display_name(path.anchor_certificate());
    let lead = words("đường dẫn đến", "path to").in_lang(lang);
    let hierarchy = Hierarchy::of_path(path);
    let kind = match hierarchy {
        Hierarchy::Public => words(
            "chữ ký số công cộng, không phải chữ ký số chuyên dùng công vụ; áp dụng quy định về chữ ký số công cộng",
            "a public signature, not a government-specialised one; the law on public signatures applies",
        )
        .in_lang(lang),
        Hierarchy::Government => path_words::hierarchy(hierarchy, lang),
        _ => "",
    };
    let profile = path.anchor().profile().map(|name| {
        let word = words("nhóm", "profile").in_lang(lang);
        format!(" ({word} {name})")
    });
    let kind = if kind.is_empty() {
        String::new()
    } else {
        format!("; {kind}")
    };
    format!("{lead} “{anchor}”{}{kind}", profile.unwrap_or_default())
}

/// Messages 12–14 of `office-practice` §3.3.
fn untrusted(failure: &PathFailure, lang: Lang) -> String {
    let why = reason(
        lang,
        || vietnamese::reason(&failure.reason),
        &failure.reason,
    );
    let lead = lead(&failure.reason).in_lang(lang);
    let whose = failure.certificate.as_ref();
    let whose = whose.map(|certificate| format!(" (“{}”)", display_name(certificate)));
    format!(
        "{lead}: {why}{}{}",
        whose.unwrap_or_default(),
        other_hierarchy(failure, lang)
    )
}

fn lead(reason: &PathReason) -> Words {
    match reason {
        PathReason::NoIssuerFound { .. } | PathReason::NotAnchored => words(
            "không có đường dẫn chứng thực đến chứng thư gốc đã được chấp nhận",
            "no path to an accepted root",
        ),
        PathReason::Expired { .. } | PathReason::NotYetValid { .. } => words(
            "không có hiệu lực tại thời điểm xét",
            "outside its validity at the time judged",
        ),
        PathReason::Revoked(_) => words("đã bị thu hồi", "revoked"),
        PathReason::OnHold { .. } => words("đang tạm dừng", "on hold"),
        PathReason::RevocationUnknown(_) => words(
            "chưa kiểm tra được trạng thái (CRL, OCSP)",
            "status not obtainable (CRL, OCSP)",
        ),
        _ => words("đường dẫn chứng thực không đạt", "path refused"),
    }
}

/// A chain that ends at a root of a known hierarchy which is not switched on.
fn other_hierarchy(failure: &PathFailure, lang: Lang) -> String {
    let root = failure.chain.last().map(Certificate::fingerprint);
    let known = root.and_then(|root| KnownAnchor::find(&root));
    match known {
        Some((profile, anchor)) if anchor.is_verified() && !failure.anchored => {
            let lead = words("chứng thư gốc thuộc nhóm", "its root is of profile").in_lang(lang);
            format!("; {lead} {} ({})", profile.name, anchor.name)
        }
        _ => String::new(),
    }
}

/// The status of the signer's certificate, and of each above it of which something is to be said.
pub(super) fn status(signature: &SignatureReport, lang: Lang) -> String {
    match &signature.trust {
        Axis::Proven(path) => match path.revocation() {
            RevocationStatus::NotChecked(why @ WhyNotChecked::Skipped) => {
                let lead = words("chưa kiểm tra thu hồi", "revocation not checked").in_lang(lang);
                let why = reason(lang, || vietnamese::why_not_checked(&why), &why);
                format!("{lead}: {why}")
            }
            _ => statuses(path.chain(), path.statuses(), lang),
        },
        Axis::Refuted(failure) => {
            let unasked = failure
                .chain
                .len()
                .saturating_sub(failure.record.statuses.len());
            let chain = failure.chain.get(unasked..).unwrap_or_default();
            statuses(chain, &failure.record.statuses, lang)
        }
        Axis::NotReached(_) => not_reached(lang),
    }
}

fn statuses(chain: &[Certificate], statuses: &[CertificateStatus], lang: Lang) -> String {
    let mut told = Vec::new();
    for (index, (certificate, status)) in chain.iter().zip(statuses).enumerate() {
        let good = matches!(status.state, RevocationState::Good { later: None });
        match index {
            0 => told.push(revocation::told(status, lang)),
            _ if good => {}
            _ => told.push(format!(
                "“{}”: {}",
                display_name(certificate),
                revocation::told(status, lang)
            )),
        }
    }
    if told.is_empty() {
        return not_reached(lang);
    }
    told.join("; ")
}
