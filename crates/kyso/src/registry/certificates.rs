//! `kyso registry certificate`: certificates taken in and linked to their subscribers. No private key is read.

use std::path::Path;

use base64ct::{Base64, Encoding as _};
use cert_path::Certificate as X509;
use gov_ca_model::{GovCertificate, Hierarchy};
use gov_ca_registry::Id;
use gov_ca_registry::entries::{Device, Subscriber};
use gov_ca_registry::intake::{self, CertificateConflict, CertificateTaken, GivenCertificate};
use gov_ca_registry::steps::{StepError, existing};
use gov_ca_registry::store::{StoreError, View};
use serde_json::{Value, json};

use super::Desk;
use super::records::holder_name;
use crate::args::{CertificateAdd, Pin};
use crate::certificates::{ENDINGS, LARGEST, bytes, files, of_file};
use crate::exit::{Exit, Failure, Outcome};
use crate::present::display_name;
use crate::text::Text;
use crate::token::government::is_named_government;
use crate::token::material::{self, Material};
use crate::{failures, secret, token};

/// Endings of PKCS#12 files.
const P12: [&str; 2] = ["p12", "pfx"];

/// A certificate, and where it was found.
struct Found {
    certificate: X509,
    place: String,
    token_serial: Option<String>,
}

pub(super) fn add(desk: &Desk<'_>, args: &CertificateAdd) -> Outcome {
    let all = found(args, desk)?;
    let ground = material::ground(&args.trust, desk.job)?;
    let beside = all.iter().map(|one| one.certificate.clone());
    let material = Material::of(&ground, beside);
    let own: Vec<&Found> = all.iter().filter(|one| !is_ca(&one.certificate)).collect();
    let given: Vec<GivenCertificate> = own.iter().map(|one| given(one, args)).collect();
    let (told, is_kept) = taken(desk, &given)?;
    let mut counts = [0_usize; 3];
    for (one, (result, words)) in own.iter().zip(&told) {
        let under = under(&one.certificate, &material, desk);
        counts[match result {
            Ok(CertificateTaken::Known(_)) => 1,
            Ok(_) => 0,
            Err(_) => 2,
        }] += 1;
        tell(desk, one, result, words, &under);
    }
    Ok(summed(desk, counts, all.len() - own.len(), is_kept))
}

fn is_ca(certificate: &X509) -> bool {
    let constraints = certificate.basic_constraints();
    constraints.is_some_and(|constraints| constraints.is_ca)
}

fn given(one: &Found, args: &CertificateAdd) -> GivenCertificate {
    GivenCertificate {
        read: GovCertificate::from(&one.certificate),
        x509: Base64::encode_string(one.certificate.der()),
        subscriber: args.subscriber.map(Id::new),
        token_serial: one.token_serial.clone(),
    }
}

/// Each certificate once, whatever it was found in.
fn found(args: &CertificateAdd, desk: &Desk<'_>) -> Result<Vec<Found>, Failure> {
    let mut all: Vec<Found> = Vec::new();
    let mut add = |certificates: Vec<X509>, place: String, token_serial: Option<&String>| {
        for certificate in certificates {
            if all.iter().all(|one| one.certificate != certificate) {
                all.push(Found {
                    certificate,
                    place: place.clone(),
                    token_serial: token_serial.cloned(),
                });
            }
        }
    };
    let endings = [&ENDINGS[..], &P12].concat();
    for path in &args.files {
        for file in files(path, &endings)? {
            add(of(&file, args, desk)?, file.display().to_string(), None);
        }
    }
    if let Some(module) = &args.token {
        let (label, serial) = (args.token_label.clone(), args.token_serial.clone());
        let (serial, certificates) = token::shown(module, label, serial)?;
        add(certificates, module.display().to_string(), Some(&serial));
    }
    Ok(all)
}

fn of(file: &Path, args: &CertificateAdd, desk: &Desk<'_>) -> Result<Vec<X509>, Failure> {
    let ending = file.extension().and_then(|ending| ending.to_str());
    let is_p12 = ending.is_some_and(|ending| P12.contains(&ending.to_ascii_lowercase().as_str()));
    if !is_p12 {
        return of_file(file);
    }
    let name = file.display().to_string();
    let source = Pin {
        pin_env: args.p12_password_env.clone(),
        pin_file: args.p12_password_file.clone(),
        ..Pin::default()
    };
    let prompt = Text::new(
        format!("Nhập mật khẩu của tệp “{name}”:"),
        format!("Password of “{name}”:"),
    );
    let password = secret::read(&source, &prompt, desk.job.lang)?;
    cades::pkcs12_certificates(&bytes(file, LARGEST)?, &password)
        .map_err(|error| failures::key_file(&name, &error))
}

type Told = Vec<(Result<CertificateTaken, CertificateConflict>, Text)>;

/// A change that has to be given up, with what was found by then.
enum GivenUp {
    Conflicts(Told),
    Failed(StepError),
}

impl From<StoreError> for GivenUp {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

/// All of them, or none where one is in doubt.
fn taken(desk: &Desk<'_>, given: &[GivenCertificate]) -> Result<(Told, bool), Failure> {
    let done = desk.open()?.change(&desk.by()?, |change| {
        let work = |change: &mut gov_ca_registry::store::Change<'_>| {
            let mut told = Vec::new();
            for result in intake::certificates(change, given)? {
                let words = words(change, &result, desk)?;
                told.push((result, words));
            }
            Ok(told)
        };
        let told: Told = work(change).map_err(GivenUp::Failed)?;
        match told.iter().all(|(result, _)| result.is_ok()) {
            true => Ok(told),
            false => Err(GivenUp::Conflicts(told)),
        }
    });
    match done {
        Ok(told) => Ok((told, true)),
        Err(GivenUp::Conflicts(told)) => Ok((told, false)),
        Err(GivenUp::Failed(error)) => Err(super::failed::stepped(&desk.place, error)),
    }
}

/// Whose it is, or why it was not taken.
fn words(
    view: &mut View<'_>,
    result: &Result<CertificateTaken, CertificateConflict>,
    desk: &Desk<'_>,
) -> Result<Text, StepError> {
    use CertificateConflict as Conflict;
    let mut named = |id: Id<Subscriber>| -> Result<String, StepError> {
        let subscriber = existing(view, id)?;
        let name = holder_name(view, &subscriber.record().holder, desk)?;
        let managed_by = *subscriber.record().managed_by.latest();
        let body = super::records::body_name(view, managed_by, desk)?;
        Ok(format!("{id} {name} – {body}"))
    };
    Ok(match result {
        Ok(CertificateTaken::Added(id)) => {
            let of = named(*id)?;
            Text::new(
                format!("đã nhập cho thuê bao {of}"),
                format!("added to subscriber {of}"),
            )
        }
        Ok(CertificateTaken::Completed(id)) => {
            let of = named(*id)?;
            Text::new(
                format!("đã bổ sung vào chứng thư của thuê bao {of}"),
                format!("completed the certificate of subscriber {of}"),
            )
        }
        Ok(CertificateTaken::Known(id)) => {
            let of = named(*id)?;
            Text::new(
                format!("đã có, của thuê bao {of}"),
                format!("known, of subscriber {of}"),
            )
        }
        Err(Conflict::InDoubt(candidates)) => {
            let all = candidates.iter().map(|id| named(*id));
            let all = all.collect::<Result<Vec<_>, _>>()?.join("; ");
            Text::new(
                format!("chưa rõ của thuê bao nào: {all}. Chọn bằng --subscriber SỐ"),
                format!("whose is not certain: {all}. Choose by --subscriber NUMBER"),
            )
        }
        Err(Conflict::NoSubscriber) => Text::new(
            "sổ chưa có thuê bao tên này; thêm thuê bao, hoặc chọn bằng --subscriber SỐ",
            "the register has no subscriber of this name; add one, or choose by --subscriber NUMBER",
        ),
        Err(Conflict::OtherCertificate) => Text::new(
            "sổ có chứng thư khác cùng số hiệu",
            "the register has another certificate under this number",
        ),
        Err(Conflict::OtherDays { from, to }) => Text::new(
            format!(
                "trong sổ hiệu lực từ {} đến {}",
                from.vietnamese(),
                to.vietnamese()
            ),
            format!("in the register it is valid from {from} to {to}"),
        ),
        Err(Conflict::OtherDevice(id)) => {
            let number = existing::<Device>(view, *id)?.into_record().number;
            Text::new(
                format!("thiết bị {number} trong sổ là của thuê bao khác"),
                format!("device {number} is another subscriber's in the register"),
            )
        }
        Err(Conflict::OtherHolder(id)) => {
            let of = named(*id)?;
            Text::new(
                format!("trong sổ là chứng thư của thuê bao {of}"),
                format!("in the register it is of subscriber {of}"),
            )
        }
        Err(_) => Text::new("không nhập được", "not taken"),
    })
}

/// Under which CA a certificate comes: a proof, or only a name.
fn under(certificate: &X509, material: &Material<'_>, desk: &Desk<'_>) -> (&'static str, Text) {
    let path = material.path(certificate, desk.job.now);
    match path.map(|path| Hierarchy::of_path(&path)) {
        Ok(Hierarchy::Government) => (
            "government",
            Text::new("chứng thư chuyên dùng công vụ", "a government certificate"),
        ),
        Ok(Hierarchy::Public) => (
            "public",
            Text::new(
                "chứng thư công cộng, không phải chuyên dùng công vụ",
                "a public certificate",
            ),
        ),
        _ if is_named_government(certificate) => (
            "named-government",
            Text::new(
                "mang tên cơ quan cấp chuyên dùng công vụ, chưa có đường dẫn chứng thực để xác minh",
                "its names are those of the government CA; no path proves it",
            ),
        ),
        _ => (
            "other",
            Text::new(
                "chưa xác định được cơ quan cấp là chuyên dùng công vụ",
                "not known to be under the government CA",
            ),
        ),
    }
}

fn tell(
    desk: &Desk<'_>,
    one: &Found,
    result: &Result<CertificateTaken, CertificateConflict>,
    words: &Text,
    under: &(&'static str, Text),
) {
    let job = desk.job;
    let serial = one.certificate.serial().to_string();
    let (name, words) = (display_name(&one.certificate), words.in_lang(job.lang));
    if job.json {
        let subscriber = match result {
            Ok(
                CertificateTaken::Added(id)
                | CertificateTaken::Completed(id)
                | CertificateTaken::Known(id),
            ) => Some(*id),
            Err(_) => None,
        };
        let candidates = match result {
            Err(CertificateConflict::InDoubt(all)) => json!(all),
            _ => Value::Null,
        };
        job.value(&json!({
            "file": one.place,
            "number": serial,
            "name": name,
            "result": word(result),
            "subscriber": subscriber,
            "candidates": candidates,
            "under": under.0,
            "text": words,
        }));
        return;
    }
    let under = under.1.in_lang(job.lang);
    let line = format!("{serial}  {name}: {words} ({under})");
    match result {
        Ok(_) => job.line(&line),
        Err(_) => job.complain(&format!("{}: {line}", one.place)),
    }
}

const fn word(result: &Result<CertificateTaken, CertificateConflict>) -> &'static str {
    use CertificateConflict as Conflict;
    match result {
        Ok(CertificateTaken::Added(_)) => "added",
        Ok(CertificateTaken::Completed(_)) => "completed",
        Ok(CertificateTaken::Known(_)) => "known",
        Err(Conflict::InDoubt(_)) => "in-doubt",
        Err(Conflict::NoSubscriber) => "no-subscriber",
        Err(Conflict::OtherCertificate) => "other-certificate",
        Err(Conflict::OtherDays { .. }) => "other-days",
        Err(Conflict::OtherDevice(_)) => "other-device",
        Err(Conflict::OtherHolder(_)) => "other-holder",
        Err(_) => "not-taken",
    }
}

fn summed(
    desk: &Desk<'_>,
    [taken, known, wrong]: [usize; 3],
    of_cas: usize,
    is_kept: bool,
) -> Exit {
    let taken = if is_kept { taken } else { 0 };
    desk.job.say(&Text::new(
        format!("Đã nhập {taken} chứng thư, {known} đã có, {wrong} chưa nhập được; bỏ qua {of_cas} chứng thư của cơ quan cấp."),
        format!("{taken} certificates taken, {known} known already, {wrong} not taken; {of_cas} of CAs passed over."),
    ));
    if wrong == 0 {
        return Exit::Passed;
    }
    desk.job.say(&Text::new(
        "Chưa có chứng thư nào được ghi vào sổ.",
        "Nothing was written to the register.",
    ));
    Exit::Negative
}
