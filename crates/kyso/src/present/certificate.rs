//! One certificate, for a person and for a program.

use std::fmt::Write as _;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use cert_path::{Certificate, PublicKeyKind};
use gov_ca_model::KnownAnchor;
use serde_json::{Value, json};

use super::moment_in;
use crate::certificates::hex;
use crate::text::{Lang, words};

/// Names of half a megabyte are cut where a person reads them.
const LONGEST_NAME: usize = 300;

/// What a person compares before trusting it.
pub(crate) fn text(certificate: &Certificate, lang: Lang) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}", short(&certificate.subject().to_string()));
    let mut line = |vi, en, value: &str| {
        let _ = writeln!(out, "    {:<14} {value}", words(vi, en).in_lang(lang));
    };
    line("SHA-256", "SHA-256", &hex(&certificate.fingerprint()));
    line("SHA-1", "SHA-1", &sha1(certificate));
    line(
        "nơi cấp",
        "issuer",
        &short(&certificate.issuer().to_string()),
    );
    line(
        "số chứng thư",
        "serial number",
        &certificate.serial().to_string(),
    );
    line("thời hạn", "validity", &validity(certificate, lang));
    line("khóa", "key", &key(certificate.public_key_kind()));
    if let Some(usage) = certificate.key_usage() {
        line("mục đích khóa", "key usage", &usage.to_string());
    }
    if let Some((profile, anchor)) = KnownAnchor::find(&certificate.fingerprint()) {
        let second_hand = words(" (chỉ biết qua nguồn khác)", " (known second-hand)");
        let remark = match anchor.is_verified() {
            true => "",
            false => second_hand.in_lang(lang),
        };
        line(
            "nhóm có sẵn",
            "built in",
            &format!("{}{remark}", profile.name),
        );
    }
    out
}

/// The same for a program. These keys are a public interface; more may be added.
pub(crate) fn json(certificate: &Certificate) -> Value {
    let usages = certificate.extended_key_usage();
    let usages = usages.map(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>());
    json!({
        "subject": certificate.subject().to_string(),
        "issuer": certificate.issuer().to_string(),
        "serial": certificate.serial().to_string(),
        "not_before": certificate.not_before().to_string(),
        "not_after": certificate.not_after().to_string(),
        "sha256": hex(&certificate.fingerprint()),
        "sha1": sha1(certificate),
        "key": key(certificate.public_key_kind()),
        "key_usage": certificate.key_usage().map(|usage| usage.to_string()),
        "extended_key_usage": usages,
        "ca": certificate.basic_constraints().is_some_and(|one| one.is_ca),
        "built_in_profile": KnownAnchor::find(&certificate.fingerprint()).map(|found| found.0.name),
    })
}

fn validity(certificate: &Certificate, lang: Lang) -> String {
    let show = |at| moment_in(at, lang);
    format!(
        "{} – {}",
        show(certificate.not_before()),
        show(certificate.not_after())
    )
}

fn key(kind: PublicKeyKind) -> String {
    kind.to_string()
}

/// For comparing with lists that still print it; nothing rests on it.
fn sha1(certificate: &Certificate) -> String {
    hex(digest(&SHA1_FOR_LEGACY_USE_ONLY, certificate.der()).as_ref())
}

/// At most so many characters, and a sign that there are more.
pub(crate) fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
