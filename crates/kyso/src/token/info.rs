//! `kyso token info`.

use serde_json::{Value, json};
use token_pkcs11::{CertificateList, TokenError, TokenInfo};

use super::find;
use super::forms;
use super::words::{certificate_json, key_match, token_json, token_line};
use crate::args;
use crate::exit::{Exit, Outcome};
use crate::failures;
use crate::job::Job;
use crate::text::{harmless, words};

/// `kyso token info`.
pub(crate) fn info(args: &args::TokenInfo, job: &Job) -> Outcome {
    let failed = |error: TokenError| failures::token(&error);
    let token = find(&args.device)?;
    let list = token.certificates().map_err(failed)?;
    let mechanisms = token.signing_mechanisms().map_err(failed)?;
    if job.json {
        job.value(&value(token.info(), &list, &mechanisms));
    } else {
        told(token.info(), &list, &mechanisms, job);
    }
    Ok(Exit::Passed)
}

fn value(token: &TokenInfo, list: &CertificateList, mechanisms: &[String]) -> Value {
    let with_forms = |one| {
        let mut value = certificate_json(one);
        value["forms"] = forms::json(forms::of_certificate(one));
        value
    };
    let all: Vec<Value> = list.certificates.iter().map(with_forms).collect();
    let unreadable = list.unreadable.iter();
    let unreadable: Vec<Value> = unreadable
        .map(|one| json!({ "label": one.label, "reason": one.reason }))
        .collect();
    json!({
        "token": token_json(token),
        "forms": forms::json([forms::of_device(token)]),
        "certificates": all,
        "unreadable": unreadable,
        "mechanisms": mechanisms,
    })
}

fn told(token: &TokenInfo, list: &CertificateList, mechanisms: &[String], job: &Job) {
    let line = |indent: &str, text: &str| job.line(&format!("{indent}{}", harmless(text)));
    line("", &token_line(token, job.lang));
    line("  ", &forms::of_device(token).line(job.lang));
    for one in &list.certificates {
        let issuer = one.certificate.issuer();
        line("  ", &format!("{} — {issuer}", one.summary()));
        for field in forms::of_certificate(one) {
            line("      ", &field.line(job.lang));
        }
        line("      ", key_match(one.public_key, job.lang));
    }
    for one in &list.unreadable {
        line("  ! ", &format!("{}: {}", one.label, one.reason));
    }
    let label = words("cơ chế ký", "signing mechanisms").in_lang(job.lang);
    line("  ", &format!("{label}: {}", mechanisms.join(", ")));
}
