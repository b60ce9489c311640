//! A form that comes back signed: it has to be the one that was made, and its signatures have to hold.

use cert_path::{CryptoProvider, DigestAlgorithm};
use gov_ca_model::{Life as _, RequestState, VietnamDay};
use gov_ca_registry::entries::{Certificate, MadeForm, NotOurForm, Request, SignedForm};
use gov_ca_registry::steps::{self, existing};
use gov_ca_registry::store::Record as _;
use gov_ca_registry::{Id, Judged};
use pades_verify::{
    Axis, DocumentReport, ModificationLevel, Policy, Severity, SignatureKind, SignatureReport,
    Verdict,
};
use pdf_revisions::{PdfFile, for_each_chunk};
use serde_json::json;
use signing_workflow::forms::{FormStamp, request_of};
use signing_workflow::roles::Look;

use super::{Desk, forms, told};
use crate::args::{Judging, RequestSigned};
use crate::certificates::hex;
use crate::exit::{Exit, Failure, Outcome};
use crate::present::{axes, text};
use crate::text::{Lang, Text};
use crate::verify::{Seen, Verifier, exit_of};
use crate::{documents, failures};

pub(super) fn signed(desk: &Desk<'_>, args: &RequestSigned) -> Outcome {
    let name = args.file.display().to_string();
    let failed = |error| failures::pdf(&name, &error);
    let file = PdfFile::open(documents::source(&args.file)?).map_err(failed)?;
    let (id, stamp) = stamped(&file, &name, args.request)?;
    let request: Request = desk.read(|view| existing(view, id))?.into_record();
    let made = request
        .form_of(&stamp.original, &stamp.digest)
        .map_err(|why| not_ours(&name, &stamp, why))?;
    let seen = verified(desk, args)?;
    only_signed(&file, &name)?;
    let signers = signers(&seen.report);
    unblocked(desk, &signers)?;
    let form = SignedForm {
        original: stamp.original.clone(),
        sha256: digest(&file, &name)?,
        on: desk.on,
        certificates: signers.iter().map(|one| one.number.clone()).collect(),
    };
    let office = desk.office();
    let done = desk.change(|change| steps::sign_back(change, id, form, desk.on, &office))?;
    let taken = Taken {
        id,
        form: stamp.form,
        state: done
            .as_ref()
            .map_or(&request, |done| done.request.record())
            .history
            .state(),
        signers,
        places: places(made, &seen.look),
        judged: done.map(|done| done.judged),
    };
    match desk.job.json {
        true => desk.job.value(&taken.json(desk)),
        false => taken.say(desk),
    }
    Ok(Exit::Passed)
}

/// What came of it.
struct Taken {
    id: Id<Request>,
    form: String,
    state: RequestState,
    signers: Vec<Signer>,
    /// Which places for signatures have one over them.
    places: Vec<(String, bool)>,
    judged: Option<Judged>,
}

impl Taken {
    fn json(&self, desk: &Desk<'_>) -> serde_json::Value {
        let findings = self.judged.as_ref();
        let findings = findings.map(|judged| told::findings(judged, desk.job));
        let places = self.places.iter();
        let places = places.map(|(name, signed)| json!({ "name": name, "signed": signed }));
        json!({
            "table": Request::TABLE,
            "id": self.id,
            "state": self.state,
            "form": self.form,
            "signed_by": self.signers.iter().map(Signer::json).collect::<Vec<_>>(),
            "places": places.collect::<Vec<_>>(),
            "findings": findings.unwrap_or_default(),
        })
    }

    fn say(&self, desk: &Desk<'_>) {
        for signer in &self.signers {
            let (name, number) = (&signer.name, &signer.number);
            desk.job.say(&Text::new(
                format!("Đã ký: {name}, chứng thư {number}."),
                format!("Signed by {name}, certificate {number}."),
            ));
        }
        for (place, _) in self.places.iter().filter(|(_, signed)| !signed) {
            desk.job.note(&Text::new(
                format!("Không thấy chữ ký ở vị trí “{place}” của biểu mẫu"),
                format!("No signature is shown at the place “{place}” of the form"),
            ));
        }
        let (id, state) = (self.id, self.state);
        desk.job.say(&Text::new(
            format!("Yêu cầu số {id}: {}.", state.vietnamese()),
            format!("Request {id}: {}.", state.word()),
        ));
        if let Some(judged) = &self.judged {
            told::beside(judged, true, desk.job);
        }
    }
}

/// The request that the form names, and what else it says of itself.
fn stamped(
    file: &PdfFile,
    name: &str,
    wanted: Option<i64>,
) -> Result<(Id<Request>, FormStamp), Failure> {
    let stamp = request_of(file);
    let stamp = stamp.ok_or_else(|| {
        refused(
            "form-unmarked",
            (
                format!(
                    "“{name}” không phải là biểu mẫu do kyso lập, hoặc dấu hiệu nhận biết đã bị sửa"
                ),
                format!("“{name}” is no form made by kyso, or its mark was altered"),
            ),
        )
    })?;
    let id = forms::request_named(&stamp.request);
    let is_wanted = |id: &Id<Request>| wanted.is_none_or(|wanted| wanted == id.number());
    match id.filter(is_wanted) {
        Some(id) => Ok((id, stamp)),
        None => Err(refused(
            "form-of-another-request",
            (
                format!("“{name}” là biểu mẫu của yêu cầu khác ({})", stamp.request),
                format!(
                    "“{name}” is the form of another request ({})",
                    stamp.request
                ),
            ),
        )),
    }
}

/// Signatures as `kyso verify` judges them; all have to hold.
fn verified(desk: &Desk<'_>, args: &RequestSigned) -> Result<Seen, Failure> {
    let judging = Judging {
        trust: args.trust.clone(),
        ..Judging::default()
    };
    let seen = Verifier::new(&judging, desk.job)?.report(&args.file)?;
    let (code, exit) = match seen.report.verdict() {
        Verdict::Passed if !signers(&seen.report).is_empty() => return Ok(seen),
        Verdict::Passed | Verdict::Unsigned => ("form-unsigned", Exit::Negative),
        Verdict::Failed => ("form-signature-invalid", Exit::Negative),
        Verdict::Indeterminate => ("form-signature-undecided", exit_of(&seen.report)),
    };
    let name = args.file.display().to_string();
    let why = |lang| why(&name, &seen.report, lang);
    Err(Failure::new(
        exit,
        code,
        Text::new(
            format!(
                "Không nhận biểu mẫu: {}. Không có gì thay đổi.",
                why(Lang::Vi)
            ),
            format!(
                "The form is not taken: {}. Nothing was changed.",
                why(Lang::En)
            ),
        ),
    ))
}

/// The verdict, and what speaks against each signature.
fn why(name: &str, report: &DocumentReport, lang: Lang) -> String {
    let mut said = vec![text::short(name, report, lang)];
    for signature in &report.signatures {
        if matches!(signature.integrity, Axis::Refuted(_)) {
            said.push(axes::integrity(signature, lang));
        }
        if matches!(signature.coverage, Axis::Refuted(_)) {
            said.push(axes::coverage(signature, lang));
        }
        if matches!(signature.modifications, Axis::Refuted(_)) {
            said.push(axes::modifications(signature, lang));
        }
    }
    said.join("; ")
}

/// Nothing but signatures was added to the form that was made: neither before the first of them nor after.
fn only_signed(file: &PdfFile, name: &str) -> Result<(), Failure> {
    let since = pades_verify::changed_since(file, 0, &Policy::default())
        .map_err(|error| failures::verify(name, &error))?;
    let is_noticed = since
        .anomalies
        .iter()
        .any(|one| one.severity == Severity::Error);
    match since.modifications {
        Ok(level) if level <= ModificationLevel::Signatures && !is_noticed => Ok(()),
        _ => Err(refused(
            "form-altered",
            (
                format!("“{name}” đã bị sửa ngoài việc ký số so với biểu mẫu đã lập"),
                format!("“{name}” was altered beside being signed"),
            ),
        )),
    }
}

/// Who signed.
struct Signer {
    field: String,
    name: String,
    /// Of the certificate, as the register writes it.
    number: String,
    /// When the signature was there at the latest.
    at: jiff::Timestamp,
}

impl Signer {
    fn of(signature: &SignatureReport) -> Option<Self> {
        let certificate = signature.signer.as_ref()?;
        Some(Self {
            field: signature.field.clone(),
            name: certificate
                .subject()
                .common_name()
                .unwrap_or_default()
                .to_owned(),
            number: certificate.serial().to_string(),
            at: signature.time.at_the_latest(),
        })
    }

    fn json(&self) -> serde_json::Value {
        json!({ "field": self.field, "name": self.name, "certificate": self.number })
    }
}

fn signers(report: &DocumentReport) -> Vec<Signer> {
    let signatures = report.signatures.iter();
    let signatures = signatures.filter(|one| one.kind == SignatureKind::Signature);
    signatures.filter_map(Signer::of).collect()
}

/// Who signs with a certificate that is blocked here confirms nothing.
fn unblocked(desk: &Desk<'_>, signers: &[Signer]) -> Result<(), Failure> {
    let blocked = desk.read(|view| {
        for signer in signers {
            let number = signer.number.as_str();
            let found = view.first::<Certificate>("WHERE number = $1", &[number.into()])?;
            let block = found.and_then(|one| one.into_record().blocked);
            if let Some(block) = block.filter(|block| block.since <= signer.at) {
                return Ok(Some((number.to_owned(), block.since)));
            }
        }
        Ok(None)
    })?;
    let Some((number, since)) = blocked else {
        return Ok(());
    };
    let day = VietnamDay::of(since);
    Err(refused(
        "form-signer-blocked",
        (
            format!(
                "chứng thư {number} ngừng sử dụng tại cơ quan từ ngày {}",
                day.vietnamese()
            ),
            format!("certificate {number} is blocked here since {day}"),
        ),
    ))
}

/// Which places for signatures have one over them.
fn places(made: &MadeForm, look: &Look) -> Vec<(String, bool)> {
    let is_signed = |page: u32, [left, bottom, right, top]: [f64; 4]| {
        let mut widgets = look.widgets.values();
        widgets.any(|widget| {
            let [x, y, to_x, to_y] = widget.area;
            u32::try_from(widget.page + 1) == Ok(page)
                && x < right
                && left < to_x
                && y < top
                && bottom < to_y
        })
    };
    let places = made.places.iter();
    let places = places.map(|place| (place.name.clone(), is_signed(place.page, place.area)));
    places.collect()
}

/// SHA-256 of the whole file.
fn digest(file: &PdfFile, name: &str) -> Result<String, Failure> {
    let failed = |error: std::io::Error| failures::io(name, &error);
    let hasher = CryptoProvider::aws_lc().hasher(DigestAlgorithm::Sha256);
    let mut hasher = hasher.map_err(|error| failed(std::io::Error::other(error)))?;
    for_each_chunk::<std::io::Error>(file.source().as_ref(), 0..file.len(), |chunk| {
        hasher.update(chunk);
        Ok(())
    })
    .map_err(failed)?;
    Ok(hex(hasher.finish().as_bytes()).to_lowercase())
}

fn not_ours(name: &str, stamp: &FormStamp, why: NotOurForm) -> Failure {
    let request = &stamp.request;
    match why {
        NotOurForm::Altered => refused(
            "form-altered",
            (
                format!("“{name}” không còn nguyên như biểu mẫu đã lập cho yêu cầu {request}"),
                format!("“{name}” is not as the form of request {request} was made"),
            ),
        ),
        NotOurForm::Superseded => refused(
            "form-superseded",
            (
                format!("“{name}” đã được thay bằng biểu mẫu lập sau của yêu cầu {request}"),
                format!("another form of request {request} took the place of “{name}”"),
            ),
        ),
        _ => refused(
            "form-not-made-here",
            (
                format!("“{name}” không do sổ đăng ký này lập cho yêu cầu {request}"),
                format!("“{name}” was not made for request {request} by this register"),
            ),
        ),
    }
}

fn refused(code: &'static str, (vi, en): (String, String)) -> Failure {
    Failure::new(
        Exit::Negative,
        code,
        Text::new(
            format!("Không nhận biểu mẫu: {vi}. Không có gì thay đổi."),
            format!("The form is not taken: {en}. Nothing was changed."),
        ),
    )
}
