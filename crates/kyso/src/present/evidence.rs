//! A CRL in brief.

use std::path::Path;

use cert_path::{Crl, SerialNumber};
use serde_json::{Value, json};

use super::certificate::short;
use super::moment_in;
use crate::certificates::hex;
use crate::text::{Lang, words};

/// Who issued it, when, and until when it promises to be the newest.
pub(crate) fn crl_text(file: &Path, crl: &Crl, lang: Lang) -> String {
    let show = |at| moment_in(at, lang);
    let none = words("không nêu", "not said").in_lang(lang);
    let next = crl.next_update().map_or_else(|| none.to_owned(), show);
    let number = crl
        .number()
        .map_or_else(|| none.to_owned(), SerialNumber::to_decimal);
    let rows = [
        (words("SHA-256", "SHA-256"), hex(&crl.fingerprint())),
        (words("số", "number"), number),
        (words("phát hành", "issued"), show(crl.this_update())),
        (words("cập nhật tiếp", "next update"), next),
        (words("tệp", "file"), file.display().to_string()),
    ];
    let issuer = short(&crl.issuer().to_string());
    let rows = rows.map(|(label, value)| format!("\n    {:<14} {value}", label.in_lang(lang)));
    format!("CRL — {issuer}{}", rows.concat())
}

/// The same for a program. These keys are a public interface; more may be added.
pub(crate) fn crl_json(file: &Path, crl: &Crl) -> Value {
    json!({
        "crl": hex(&crl.fingerprint()),
        "file": file.display().to_string(),
        "issuer": crl.issuer().to_string(),
        "number": crl.number().map(SerialNumber::to_decimal),
        "this_update": crl.this_update().to_string(),
        "next_update": crl.next_update().map(|at| at.to_string()),
    })
}
