//! `kyso token info`.

use serde_json::{Value, json};
use token_pkcs11::TokenError;

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
    let certificates = token.certificates().map_err(failed)?;
    let mechanisms = token.signing_mechanisms().map_err(failed)?;
    if job.json {
        let all: Vec<Value> = certificates
            .certificates
            .iter()
            .map(|one| {
                let mut value = certificate_json(one);
                value["forms"] = forms::json(forms::of_certificate(one));
                value
            })
            .collect();
        let unreadable: Vec<Value> = certificates
            .unreadable
            .iter()
            .map(|one| json!({ "label": one.label, "reason": one.reason }))
            .collect();
        let line = json!({ "token": token_json(token.info()), "forms": forms::json([forms::of_device(token.info())]), "certificates": all, "unreadable": unreadable, "mechanisms": mechanisms });
        job.line(&line.to_string());
        return Ok(Exit::Passed);
    }
    let line = |indent: &str, text: &str| job.line(&format!("{indent}{}", harmless(text)));
    line("", &token_line(token.info(), job.lang));
    line("  ", &forms::of_device(token.info()).line(job.lang));
    for one in &certificates.certificates {
        let certificate = &one.certificate;
        line(
            "  ",
            &format!("{} — {}", one.summary(), certificate.issuer()),
        );
        for field in forms::of_certificate(one) {
            line("      ", &field.line(job.lang));
        }
        line("      ", key_match(one.public_key, job.lang));
    }
    for one in &certificates.unreadable {
        line("  ! ", &format!("{}: {}", one.label, one.reason));
    }
    job.line(&format!(
        "  {}: {}",
        words("cơ chế ký", "signing mechanisms").in_lang(job.lang),
        mechanisms.join(", ")
    ));
    Ok(Exit::Passed)
}
