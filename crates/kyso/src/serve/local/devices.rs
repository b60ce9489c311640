//! What there is to sign with: the certificates of every token that is here now, and of key files that were named.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use base64ct::{Base64, Encoding as _};
use cert_path::Certificate;
use gov_ca_model::GovCertificate;
use kyso_service::{Act, Holder, Words};
use regulation_rules::profiles::Class;
use signing_workflow::roles;

use crate::args::{Key, OnToken, Revocation, Trust};
use crate::certificates::hex;
use crate::exit::Failure;
use crate::failures;
use crate::job::Job;
use crate::key;
use crate::present::codes;
use crate::text::{Lang, Text, words};
use crate::token::doctor::{self, Usable};
use crate::trust::Ground;

/// How long what was found is used before the devices are asked again. Ours: a page asks several times in a second.
const KEPT: Duration = Duration::from_secs(2);

/// Where keys are looked for.
pub(super) struct Devices {
    pub(super) modules: Vec<PathBuf>,
    /// PKCS#12 files, each with its certificate: what is inside shows only to who has the password.
    pub(super) files: Vec<(PathBuf, PathBuf)>,
    pub(super) trust: Trust,
    pub(super) known: Mutex<Option<(Instant, Arc<[Held]>)>>,
}

/// A certificate, and where its key is.
#[derive(Clone)]
pub(super) struct Held {
    pub(super) holder: Holder,
    pub(super) certificate: Certificate,
    pub(super) class: roles::Holder,
    /// Without the PIN.
    pub(super) key: Key,
    warnings: Vec<&'static str>,
}

impl Devices {
    /// Those that were there a moment ago.
    pub(super) fn lately(&self, job: &Job) -> Result<Arc<[Held]>, Failure> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        match &*known {
            Some((at, held)) if at.elapsed() < KEPT => Ok(Arc::clone(held)),
            _ => {
                drop(known);
                self.now(job)
            }
        }
    }

    /// A device says something else after a PIN was sent to it.
    pub(super) fn forget(&self) {
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Those of the last time, however long ago: what was drawn was drawn for one of them.
    pub(super) fn remembered(&self, job: &Job) -> Result<Arc<[Held]>, Failure> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let held = known.as_ref().map(|(_, held)| Arc::clone(held));
        drop(known);
        held.map_or_else(|| self.now(job), Ok)
    }

    /// Those that are there now.
    pub(super) fn now(&self, job: &Job) -> Result<Arc<[Held]>, Failure> {
        // offline, and of where a chain leads only: what is withdrawn is found when it signs
        let trust = Trust {
            revocation: Some(Revocation::Skip),
            offline: true,
            online: false,
            ..self.trust.clone()
        };
        let ground = Ground::load(&trust, job)?;
        let tokens = doctor::usable(&self.modules, &ground, job.now);
        let tokens = tokens.into_iter().map(|one| on_token(one, &ground));
        let files = self.files.iter().map(|file| in_file(file, &ground, job));
        let held: Result<Vec<_>, _> = tokens.map(Ok).chain(files).collect();
        let held: Arc<[Held]> = held?.into();
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        *known = Some((Instant::now(), Arc::clone(&held)));
        Ok(held)
    }
}

/// The certificate that was chosen; else the one that fits the act best, if one does.
pub(super) fn chosen(
    held: &[Held],
    named: Option<&str>,
    act: Act,
) -> Result<Option<Held>, Failure> {
    let Some(id) = named else {
        let fitting = held.iter().filter(|one| one.fit(act).is_some());
        let best = fitting.min_by_key(|one| (one.fit(act), one.warnings.len()));
        return Ok(best.cloned());
    };
    let found = held.iter().find(|one| one.holder.id == id);
    found.cloned().map(Some).ok_or_else(gone)
}

/// Whose certificate an act wants, where it wants one.
pub(super) const fn class(act: Act) -> Option<Class> {
    match act {
        Act::Approve => Some(Class::Person),
        Act::Issue | Act::Income | Act::Appendix | Act::Copy => Some(Class::Body),
        Act::Plain => None,
    }
}

impl Held {
    /// The lower, the better; none where it is of another class.
    fn fit(&self, act: Act) -> Option<u8> {
        use roles::Holder::{Body, Person, RecordsRoom, Untold};
        match (class(act), self.class) {
            (Some(Class::Body), Body) | (Some(Class::Person) | None, Person) => Some(0),
            (Some(Class::Body), RecordsRoom) if act == Act::Income => Some(1),
            (None, Body | RecordsRoom) => Some(1),
            (_, Untold) => Some(2),
            _ => None,
        }
    }

    /// A service spends no last attempt, and asks no device that is locked.
    pub(super) fn may_be_asked(&self) -> Result<(), Failure> {
        let has = |code| self.warnings.contains(&code);
        if has("pin-locked") {
            let code = token_pkcs11::ErrorCode::PinLocked;
            let call = None;
            return Err(failures::token(&token_pkcs11::TokenError { code, call }));
        }
        if has("pin-final-try") {
            return Err(Failure::environment(
                "pin-final-try",
                words(
                    "Thiết bị chỉ còn một lần nhập mật khẩu; dịch vụ không dùng lần này. Đề nghị nhập đúng mật khẩu bằng kyso sign hoặc công cụ \
                     của nhà sản xuất, hoặc làm thủ tục khôi phục thiết bị.",
                    "One PIN attempt remains, and the service does not spend it. Give the right PIN with kyso sign or the manufacturer's tool, or have \
                     the device recovered.",
                ),
            ));
        }
        Ok(())
    }
}

pub(super) fn gone() -> Failure {
    Failure::environment(
        "no-token",
        words(
            "Không còn thấy chứng thư đã chọn: thiết bị đã bị rút ra hoặc chưa được cắm. Chưa gửi mật khẩu đến thiết bị nào.",
            "The certificate chosen is not there: its device was taken out, or is not in. No PIN was sent to any device.",
        ),
    )
}

fn on_token(one: Usable, ground: &Ground) -> Held {
    let (token, entry) = (one.token, one.entry);
    let key = Key {
        token: Some(one.module),
        on_token: OnToken {
            token_label: Some(token.label.clone()),
            token_serial: Some(token.serial.clone()),
            key_id: (!entry.id.is_empty()).then(|| hex(&entry.id)),
            certificate_serial: Some(entry.certificate.serial().to_string()),
            ..OnToken::default()
        },
        ..Key::default()
    };
    let device = format!("{} ({})", token.label, token.serial);
    of(entry.certificate, key, device, one.warnings, ground)
}

fn in_file(
    (file, certificate): &(PathBuf, PathBuf),
    ground: &Ground,
    job: &Job,
) -> Result<Held, Failure> {
    let certificate = key::one_certificate(certificate)?;
    let key = Key {
        p12: Some(file.clone()),
        ..Key::default()
    };
    let name = file.file_name().map(Path::new).unwrap_or(file);
    let over = (certificate.not_after() < job.now).then_some("certificate-expired");
    let device = name.display().to_string();
    Ok(of(
        certificate,
        key,
        device,
        over.into_iter().collect(),
        ground,
    ))
}

fn of(
    certificate: Certificate,
    key: Key,
    device: String,
    warnings: Vec<&'static str>,
    ground: &Ground,
) -> Held {
    let shown = GovCertificate::from(&certificate);
    let class = roles::holder_of(&certificate);
    let mut reports = ground.evidence.local_reports().iter();
    let blocked = reports.any(|report| report.certificate.is(&certificate));
    let issuer = certificate.issuer();
    let holder = Holder {
        id: hex(&certificate.fingerprint()),
        name: shown.common_name.unwrap_or(shown.subject),
        body: shown.organisation,
        is_agency: class == roles::Holder::Body,
        issuer: issuer.common_name().map_or(shown.issuer, str::to_owned),
        serial: shown.serial,
        until: shown.not_after.to_string(),
        device,
        warning: warning(&warnings, blocked),
        certificate: Base64::encode_string(certificate.der()),
    };
    Held {
        holder,
        certificate,
        class,
        key,
        warnings,
    }
}

/// What speaks against it, in one line.
fn warning(codes: &[&'static str], blocked: bool) -> Option<Words> {
    let told = |lang: Lang| {
        let titles = codes
            .iter()
            .filter_map(|code| codes::title("device", code, lang));
        let blocked = blocked.then(|| BLOCKED.in_lang(lang));
        let all: Vec<&str> = titles.chain(blocked).collect();
        all.join("; ")
    };
    let text = Text::new(told(Lang::Vi), told(Lang::En));
    (!text.vi.is_empty()).then(|| Words::new(text.vi, text.en))
}

const BLOCKED: crate::text::Words = words(
    "cơ quan đã báo mất hoặc lộ khóa của chứng thư này",
    "the office reported its key lost or exposed",
);
