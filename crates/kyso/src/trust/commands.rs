//! `kyso trust list|show|add|remove`. What is added is shown first; nothing is stored on a name alone.

use std::path::Path;

use cert_path::{Certificate, Crl};

use super::rows::{self, Row};
use super::store::{Added, Line, ServedPurpose, Store};
use crate::args::{Purposes, TrustAdd, TrustCommand, TrustRemove, TrustShow};
use crate::certificates::{self, hex, sha256};
use crate::evidence;
use crate::exit::{Exit, Failure, Outcome};
use crate::job::Job;
use crate::present;
use crate::text::Text;

/// `kyso trust`.
pub(crate) fn run(command: &TrustCommand, job: &Job) -> Outcome {
    match command {
        TrustCommand::List => list(job),
        TrustCommand::Show(args) => show(args, job),
        TrustCommand::Add(args) => add(args, job),
        TrustCommand::Remove(args) => remove(args, job),
    }
}

fn list(job: &Job) -> Outcome {
    tell(&rows::all(&job.config)?, job);
    for file in Store::of(&job.config).crl_files()? {
        for crl in evidence::crls(&file, &mut Vec::new())? {
            tell_crl(&file, &crl, job);
        }
    }
    Ok(Exit::Passed)
}

/// Profile by profile.
fn tell(rows: &[Row], job: &Job) {
    let mut last = None;
    for row in rows {
        if job.json {
            job.value(row);
            continue;
        }
        let group = Some((row.place, &row.profile));
        if group != last {
            job.line(&rows::heading(row, job.lang));
            last = group;
        }
        job.line(&row.told(job.lang));
    }
}

fn tell_crl(file: &Path, crl: &Crl, job: &Job) {
    if job.json {
        job.value(&present::evidence::crl_json(file, crl));
    } else {
        job.line(&present::evidence::crl_text(file, crl, job.lang));
    }
}

/// A name, a fingerprint, or a file: in this order, and a path with a separator is a file.
fn show(args: &TrustShow, job: &Job) -> Outcome {
    let all = rows::all(&job.config)?;
    let fingerprint = sha256(&args.what).map(|bytes| hex(&bytes));
    let found: Vec<Row> = all
        .into_iter()
        .filter(|row| {
            row.profile.as_deref() == Some(&args.what)
                || Some(&row.fingerprint) == fingerprint.as_ref()
        })
        .collect();
    if !found.is_empty() {
        tell(&found, job);
        return Ok(Exit::Passed);
    }
    let path = Path::new(&args.what);
    if fingerprint.is_some() || !path.exists() {
        return Err(not_found(&args.what));
    }
    contents(path, job)
}

/// What a file holds, before anyone trusts it: certificates, else CRLs.
fn contents(path: &Path, job: &Job) -> Outcome {
    match certificates::judged(path) {
        Ok(found) => {
            for certificate in &found {
                tell_certificate(certificate, job);
            }
        }
        Err(failure) => {
            let crls = evidence::crls(path, &mut Vec::new()).map_err(|_| failure)?;
            for crl in &crls {
                tell_crl(path, crl, job);
            }
        }
    }
    Ok(Exit::Passed)
}

fn tell_certificate(certificate: &Certificate, job: &Job) {
    if job.json {
        job.value(&present::certificate::json(certificate));
    } else {
        job.line(&present::certificate::text(certificate, job.lang));
    }
}

/// A root is stored only under the fingerprint that the user names: a file alone is shown, and nothing is stored.
fn add(args: &TrustAdd, job: &Job) -> Outcome {
    if !args.crl.is_empty() {
        return add_crls(&args.crl, job);
    }
    if gov_ca_model::TrustProfile::named(&args.profile).is_some()
        || job.config.trust_profiles.contains_key(&args.profile)
    {
        return Err(name_taken(&args.profile));
    }
    let named = match &args.fingerprint {
        Some(text) => Some(sha256(text).ok_or_else(|| not_a_fingerprint(text))?),
        None => None,
    };
    let found = match &args.file {
        Some(path) => certificates::judged(path)?,
        None => Vec::new(),
    };
    for certificate in &found {
        tell_certificate(certificate, job);
    }
    match (named, &args.file) {
        (Some(named), None) => store(args, named, None, job),
        (Some(named), Some(path)) => {
            let matching = found.iter().find(|one| one.fingerprint() == named);
            let certificate = matching.ok_or_else(|| another(path, &named))?;
            store(args, named, Some(certificate), job)
        }
        (None, _) => {
            job.note(&to_be_confirmed());
            Ok(Exit::Undecided)
        }
    }
}

fn store(
    args: &TrustAdd,
    fingerprint: [u8; 32],
    certificate: Option<&Certificate>,
    job: &Job,
) -> Outcome {
    let line = Line {
        fingerprint: hex(&fingerprint),
        profile: args.profile.clone(),
        purpose: match args.purpose {
            Purposes::Signing => ServedPurpose::Signing,
            Purposes::Timestamping => ServedPurpose::Timestamping,
            Purposes::Both => ServedPurpose::Both,
        },
        from: args.from,
        until: args.until,
        note: args.note.clone(),
        source: args.source.clone(),
        added_at: job.now,
    };
    let added = Store::of(&job.config).add(&line, certificate)?;
    let (name, shown) = (&args.profile, &line.fingerprint);
    let text = match added {
        Added::New => Text::new(
            format!(
                "Đã thêm vào nhóm “{name}”: {shown}. Chỉ được dùng khi nêu --trust-profile {name}."
            ),
            format!(
                "Added to profile “{name}”: {shown}. It is used only with --trust-profile {name}."
            ),
        ),
        Added::AlreadyThere => Text::new(
            format!("Đã có trong nhóm “{name}”: {shown}; không thay đổi."),
            format!("Already in profile “{name}”: {shown}; nothing was changed."),
        ),
        Added::Differs => return Err(differs(name, shown)),
    };
    if job.json {
        let new = added == Added::New;
        job.value(&serde_json::json!({ "added": new, "profile": name, "fingerprint": shown }));
    }
    job.say(&text);
    Ok(Exit::Passed)
}

fn add_crls(files: &[std::path::PathBuf], job: &Job) -> Outcome {
    let store = Store::of(&job.config);
    let mut notes = Vec::new();
    for file in files {
        for crl in evidence::crls(file, &mut notes)? {
            let new = store.add_crl(&crl)?;
            let fingerprint = hex(&crl.fingerprint());
            tell_crl(file, &crl, job);
            if job.json {
                job.value(&serde_json::json!({ "added": new, "crl": fingerprint }));
            }
            let (vi, en) = match new {
                true => ("Đã lưu CRL", "CRL kept"),
                false => (
                    "CRL đã có, không thay đổi",
                    "CRL already there, nothing was changed",
                ),
            };
            job.say(&Text::new(
                format!("{vi}: {fingerprint}"),
                format!("{en}: {fingerprint}"),
            ));
        }
    }
    notes.iter().for_each(|note| job.note(note));
    Ok(Exit::Passed)
}

fn remove(args: &TrustRemove, job: &Job) -> Outcome {
    let fingerprint =
        sha256(&args.fingerprint).ok_or_else(|| not_a_fingerprint(&args.fingerprint))?;
    let shown = hex(&fingerprint);
    let removed = Store::of(&job.config).remove(&shown, args.profile.as_deref())?;
    if removed == 0 {
        return Err(not_found(&shown));
    }
    if job.json {
        job.value(&serde_json::json!({ "removed": removed, "fingerprint": shown }));
    }
    job.say(&Text::new(
        format!("Đã bỏ: {shown}"),
        format!("Removed: {shown}"),
    ));
    Ok(Exit::Passed)
}

fn to_be_confirmed() -> Text {
    Text::new(
        "Chưa lưu. Đề nghị đối chiếu SHA-256 ở trên với nơi công bố, rồi chạy lại kèm --fingerprint SHA256.",
        "Nothing was stored. Compare the SHA-256 above with what is published, then run again with --fingerprint SHA256.",
    )
}

fn not_found(what: &str) -> Failure {
    let what: String = what.chars().take(200).collect();
    Failure::environment(
        "not-found",
        Text::new(
            format!("Không có nhóm, chứng thư gốc hoặc tệp “{what}”. Xem: kyso trust list"),
            format!("There is no profile, root or file “{what}”. See: kyso trust list"),
        ),
    )
}

fn not_a_fingerprint(text: &str) -> Failure {
    let text: String = text.chars().take(80).collect();
    Failure::usage(
        "fingerprint",
        Text::new(
            format!("“{text}” không phải SHA-256 (64 chữ số hệ 16)."),
            format!("“{text}” is not a SHA-256 (64 hexadecimal digits)."),
        ),
    )
}

fn another(path: &Path, named: &[u8; 32]) -> Failure {
    let (name, named) = (path.display(), hex(named));
    Failure::new(
        Exit::Negative,
        "fingerprint-differs",
        Text::new(
            format!("Không lưu: “{name}” không có chứng thư với SHA-256 {named}."),
            format!("Nothing was stored: “{name}” holds no certificate with SHA-256 {named}."),
        ),
    )
}

fn name_taken(name: &str) -> Failure {
    Failure::usage(
        "trust-profile",
        Text::new(
            format!("Nhóm “{name}” đã có sẵn hoặc nằm trong tệp cấu hình; đề nghị chọn tên khác."),
            format!("Profile “{name}” is built in or configured; choose another name."),
        ),
    )
}

fn differs(name: &str, fingerprint: &str) -> Failure {
    Failure::environment(
        "exists",
        Text::new(
            format!(
                "Nhóm “{name}” đã có {fingerprint} với mục đích hoặc thời gian khác; không thay đổi. Bỏ trước bằng: kyso trust remove {fingerprint} --profile {name}"
            ),
            format!(
                "Profile “{name}” has {fingerprint} for another purpose or other dates; nothing was changed. Remove it first: kyso trust remove {fingerprint} --profile {name}"
            ),
        ),
    )
}
