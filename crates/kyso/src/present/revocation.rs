//! The state of one certificate, and the evidence it rests on.

use cert_path::{
    Basis, BasisKind, CertificateStatus, Evidence, Origin, RevocationState, Revoked, SerialNumber,
};
use serde_json::{Value, json};

use super::vietnamese::path as vietnamese;
use super::{moment, moment_en, moment_in};
use crate::certificates::hex;
use crate::text::Lang;

/// One sentence: what is so, and on which CRL or OCSP response.
pub(crate) fn told(status: &CertificateStatus, lang: Lang) -> String {
    let state = state(&status.state, lang);
    let lifted = status.lifted_hold.map(|since| match lang {
        Lang::Vi => format!("; đã bỏ tạm dừng (tạm dừng từ {})", moment(since)),
        Lang::En => format!("; a hold since {} was lifted", moment_en(since)),
    });
    let basis = status.basis.as_ref().map(|basis| basis_told(basis, lang));
    let basis = basis.map(|text| format!(" ({text})"));
    format!(
        "{state}{}{}",
        lifted.unwrap_or_default(),
        basis.unwrap_or_default()
    )
}

fn state(state: &RevocationState, lang: Lang) -> String {
    match (state, lang) {
        (RevocationState::Good { later: None }, Lang::Vi) => "không bị thu hồi".to_owned(),
        (RevocationState::Good { later: None }, Lang::En) => "not revoked".to_owned(),
        (RevocationState::Good { later: Some(later) }, Lang::Vi) => {
            format!(
                "chưa bị thu hồi tại thời điểm xét; {}",
                revoked(later, lang)
            )
        }
        (RevocationState::Good { later: Some(later) }, Lang::En) => {
            format!("not revoked at the time asked; {}", revoked(later, lang))
        }
        (RevocationState::Revoked(since), _) => revoked(since, lang),
        (RevocationState::OnHold { since }, Lang::Vi) => format!("tạm dừng từ {}", moment(*since)),
        (RevocationState::OnHold { since }, Lang::En) => {
            format!("on hold since {}", moment_en(*since))
        }
        (RevocationState::Unknown(why), Lang::Vi) => {
            format!("chưa rõ: {}", vietnamese::why_not_checked(why))
        }
        (RevocationState::Unknown(why), Lang::En) => format!("unknown: {why}"),
        (other, _) => format!("{other:?}"),
    }
}

/// Since when, why, and when the key is suspected to have been lost.
pub(crate) fn revoked(revoked: &Revoked, lang: Lang) -> String {
    let reason = revoked.reason;
    match lang {
        Lang::Vi => {
            let why = reason.map(|why| format!(", lý do: {}", vietnamese::revoked_because(why)));
            let lost = revoked.invalidity_date;
            let lost = lost.map(|at| format!(", khóa nghi mất an toàn từ {}", moment(at)));
            let since = moment(revoked.since);
            format!(
                "bị thu hồi từ {since}{}{}",
                why.unwrap_or_default(),
                lost.unwrap_or_default()
            )
        }
        Lang::En => {
            let why = reason.map(|why| format!(", reason: {why}"));
            let lost = revoked.invalidity_date;
            let lost = lost.map(|at| format!(", key suspected since {}", moment_en(at)));
            let since = moment_en(revoked.since);
            format!(
                "revoked since {since}{}{}",
                why.unwrap_or_default(),
                lost.unwrap_or_default()
            )
        }
    }
}

fn basis_told(basis: &Basis, lang: Lang) -> String {
    let name = match &basis.kind {
        BasisKind::Crl { number, delta } => {
            let word = if lang == Lang::Vi { "số" } else { "number" };
            let number = number
                .as_ref()
                .map(|number| format!(" {word} {}", number.to_decimal()));
            let delta = delta
                .as_ref()
                .map(|number| format!(", delta {}", number.to_decimal()));
            format!(
                "CRL{}{}",
                number.unwrap_or_default(),
                delta.unwrap_or_default()
            )
        }
        _ => "OCSP".to_owned(),
    };
    let (issued, next, none, stale) = match lang {
        Lang::Vi => ("phát hành", "cập nhật tiếp", "không nêu", "; đã quá hạn"),
        Lang::En => ("issued", "next update", "not said", "; not fresh"),
    };
    let show = |at| moment_in(at, lang);
    let due = basis.next_update.map_or_else(|| none.to_owned(), show);
    let stale = if basis.fresh { "" } else { stale };
    format!(
        "{name}, {issued} {}, {next} {due}{stale}",
        show(basis.this_update)
    )
}

/// The same for a program: `state` is `good`, `revoked`, `on-hold`, `unknown`. These keys are a public interface; more may be
/// added.
pub(crate) fn json(status: &CertificateStatus, evidence: &Evidence) -> Value {
    let unusable = status.unusable.iter().map(|one| {
        json!({
            "sha256": hex(&one.fingerprint),
            "from": origin(evidence, &one.fingerprint),
            "why": one.why.to_string(),
        })
    });
    let mut value = json!({
        "state": word(&status.state),
        "evidence": status.basis.as_ref().map(|basis| basis_json(basis, evidence)),
        "unusable": unusable.collect::<Vec<_>>(),
    });
    match &status.state {
        RevocationState::Good { later: Some(later) } => value["later"] = revoked_json(later),
        RevocationState::Revoked(revoked) => value["revoked"] = revoked_json(revoked),
        RevocationState::OnHold { since } => value["on_hold_since"] = json!(since.to_string()),
        RevocationState::Unknown(why) => value["why"] = json!(why.to_string()),
        _ => {}
    }
    if let Some(since) = status.lifted_hold {
        value["lifted_hold_since"] = json!(since.to_string());
    }
    value
}

const fn word(state: &RevocationState) -> &'static str {
    match state {
        RevocationState::Good { .. } => "good",
        RevocationState::Revoked(_) => "revoked",
        RevocationState::OnHold { .. } => "on-hold",
        _ => "unknown",
    }
}

fn revoked_json(revoked: &Revoked) -> Value {
    json!({
        "since": revoked.since.to_string(),
        "reason": revoked.reason.map(|reason| reason.as_str()),
        "invalidity_date": revoked.invalidity_date.map(|at| at.to_string()),
    })
}

fn basis_json(basis: &Basis, evidence: &Evidence) -> Value {
    let mut value = json!({
        "sha256": hex(&basis.fingerprint),
        "from": origin(evidence, &basis.fingerprint),
        "signer": basis.signer.subject().to_string(),
        "this_update": basis.this_update.to_string(),
        "next_update": basis.next_update.map(|at| at.to_string()),
        "fresh": basis.fresh,
    });
    match &basis.kind {
        BasisKind::Crl { number, delta } => {
            value["kind"] = json!("crl");
            value["number"] = json!(number.as_ref().map(SerialNumber::to_decimal));
            value["delta"] = json!(delta.as_ref().map(SerialNumber::to_decimal));
        }
        BasisKind::Ocsp { produced_at } => {
            value["kind"] = json!("ocsp");
            value["produced_at"] = json!(produced_at.to_string());
        }
        _ => {}
    }
    value
}

/// Where a piece of evidence came from, in one word or address.
fn origin(evidence: &Evidence, fingerprint: &[u8; 32]) -> Option<String> {
    evidence.origin(fingerprint).map(|origin| match origin {
        Origin::File(name) => name.clone(),
        Origin::Network(address) => address.clone(),
        Origin::Document => "document".to_owned(),
        Origin::Container => "container".to_owned(),
        Origin::SignedAttribute => "signed-attribute".to_owned(),
        Origin::Timestamp => "timestamp".to_owned(),
        _ => "unspecified".to_owned(),
    })
}
