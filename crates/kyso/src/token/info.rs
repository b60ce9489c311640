//! `kyso token info`.

use serde_json::{Value, json};
use token_pkcs11::{TokenError, TokenQuery};

use super::{
    load,
    words::{certificate_json, key_match, token_json, token_line},
};
use crate::args;
use crate::exit::{Exit, Outcome};
use crate::failures;
use crate::job::Job;
use crate::present;
use crate::text::words;

/// `kyso token info`.
pub(crate) fn info(args: &args::TokenInfo, job: &Job) -> Outcome {
    let failed = |error: TokenError| failures::token(&error);
    let query = TokenQuery {
        label: args.token_label.clone(),
        serial: args.token_serial.clone(),
    };
    let token = load(&args.module)
        .and_then(|module| module.find_token(&query))
        .map_err(failed)?;
    let certificates = token.certificates().map_err(failed)?;
    let mechanisms = token.signing_mechanisms().map_err(failed)?;
    if job.json {
        let all: Vec<Value> = certificates
            .certificates
            .iter()
            .map(certificate_json)
            .collect();
        let unreadable: Vec<Value> = certificates
            .unreadable
            .iter()
            .map(|one| json!({ "label": one.label, "reason": one.reason }))
            .collect();
        let line = json!({ "token": token_json(token.info()), "certificates": all, "unreadable": unreadable, "mechanisms": mechanisms });
        job.line(&line.to_string());
        return Ok(Exit::Passed);
    }
    job.line(&token_line(token.info(), job.lang));
    for one in &certificates.certificates {
        let certificate = &one.certificate;
        job.line(&format!(
            "  {} — {}\n      {}: {} – {}; {}",
            one.summary(),
            certificate.issuer(),
            words("thời hạn", "validity").in_lang(job.lang),
            present::day(certificate.not_before()),
            present::day(certificate.not_after()),
            key_match(one.public_key, job.lang)
        ));
    }
    for one in &certificates.unreadable {
        job.line(&format!("  ! {}: {}", one.label, one.reason));
    }
    job.line(&format!(
        "  {}: {}",
        words("cơ chế ký", "signing mechanisms").in_lang(job.lang),
        mechanisms.join(", ")
    ));
    Ok(Exit::Passed)
}
