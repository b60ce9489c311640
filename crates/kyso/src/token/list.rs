//! `kyso token list`.

use serde_json::{Value, json};
use token_pkcs11::{Module, TokenError, known_modules};

use super::{
    load,
    words::{token_json, token_line},
};
use crate::args::TokenList;
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::job::Job;
use crate::text::{Text, words};

/// `kyso token list`.
pub(crate) fn list(args: &TokenList, job: &Job) -> Outcome {
    let modules = match &args.module {
        Some(path) => vec![load(path).map_err(|error| failures::token(&error))?],
        None => known_modules()
            .iter()
            .filter_map(|known| Module::load_named(known.name).ok())
            .collect(),
    };
    if modules.is_empty() {
        return Err(no_module());
    }
    for module in &modules {
        show_module(module, job)?;
    }
    Ok(Exit::Passed)
}

pub(super) fn no_module() -> Failure {
    Failure::environment(
        "no-module",
        Text::new(
            "Không tìm thấy thư viện PKCS#11 đã biết trên máy. Đề nghị nêu đường dẫn bằng --module.",
            "No known PKCS#11 library is installed. Name one with --module.",
        ),
    )
}

fn show_module(module: &Module, job: &Job) -> Result<(), Failure> {
    let failed = |error: TokenError| failures::token(&error);
    let info = module.info().map_err(failed)?;
    let slots = module.slots().map_err(failed)?;
    if job.json {
        let slots: Vec<Value> = slots
            .iter()
            .map(|slot| json!({ "slot": slot.id, "description": slot.description, "token": slot.token.as_ref().map(token_json) }))
            .collect();
        let line = json!({ "module": info.path.display().to_string(), "manufacturer": info.manufacturer, "description": info.description,
            "version": info.version, "pkcs11_version": info.pkcs11_version, "slots": slots });
        job.line(&line.to_string());
        return Ok(());
    }
    job.line(&format!(
        "{} — {} {} (PKCS#11 {})",
        info.path.display(),
        info.description,
        info.version,
        info.pkcs11_version
    ));
    for slot in slots {
        match &slot.token {
            Some(token) => job.line(&format!("  [{}] {}", slot.id, token_line(token, job.lang))),
            None => job.line(&format!(
                "  [{}] {} — {}",
                slot.id,
                slot.description,
                words("không có thiết bị", "no token").in_lang(job.lang)
            )),
        }
    }
    Ok(())
}
