//! `kyso outgoing step`: one step of the order, all its signatures or none that counts.

use std::path::Path;

use cert_path::Certificate;
use gov_ca_model::{GovCertificate, VietnamDay};
use pades_sign::{SignatureRequest, Visible};
use regulation_rules::facts::SecrecyLevel;
use regulation_rules::orders::{Act, Subject};
use regulation_rules::profiles::Purpose;
use serde_json::json;
use signing_workflow::Replace;
use signing_workflow::outgoing::{self, Before, Outgoing, PartKind, Posts, Refusal, Task};
use signing_workflow::package::Printed;
use signing_workflow::roles;

use super::seen::Seen;
use super::{at, tell, words};
use crate::args::{Dress, OutgoingStep, Showing, Shown};
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::job::Job;
use crate::locked::DocumentKey;
use crate::pen::Pen;
use crate::showing::{self, Holder, Wanted};
use crate::sign;
use crate::text::Text;

/// `kyso outgoing step`.
pub(super) fn sign(args: &OutgoingStep, job: &Job) -> Outcome {
    let folder = &args.folder.folder;
    let mut outgoing = at(folder)?;
    let act = act(args, &outgoing)?;
    let seen = Seen::of(&outgoing, (&args.trust, &args.roles), job)?;
    if let Some(why) = &seen.unread {
        job.note(&unread(why));
    }
    let pen = Pen::take((&args.key, args.digest), &args.trust, &args.signing, job)?;
    if outgoing.state().unfinished().is_none() {
        let posts = args.posts.as_deref().map(posts).transpose()?;
        let today = VietnamDay::of(args.signing.at.unwrap_or(job.now));
        let certificate = pen.identity.certificate();
        let found = refusals(
            &outgoing,
            act,
            &seen,
            certificate,
            today,
            (posts.as_ref(), args.operator.as_deref()),
            job,
        );
        if !found.is_empty() {
            return Ok(refused(folder, act, &found, job));
        }
        let marks = outgoing.marks(act, &on_main(&outgoing, act, &seen));
        outgoing
            .begin(act, marks, job.now)
            .map_err(|error| words::failed(&error))?;
    }
    let run = Run {
        args,
        seen: &seen,
        pen: &pen,
        job,
    };
    run.all(&mut outgoing)?;
    tell(folder, &outgoing, job);
    Ok(Exit::Passed)
}

/// The act that was named; an unfinished step is continued by its own name.
fn act(args: &OutgoingStep, outgoing: &Outgoing) -> Result<Act, Failure> {
    let act: Act = args.act.into();
    match outgoing.state().unfinished() {
        Some(step) if step.act != act => Err(Failure::new(
            Exit::Negative,
            "outgoing-unfinished",
            Text::new(
                format!(
                    "Bước “{}” đang dở: tiếp tục bước đó, hoặc hủy (kyso outgoing undo).",
                    step.act.text().vi
                ),
                format!(
                    "“{}” is unfinished: continue it, or take it back (kyso outgoing undo).",
                    step.act.text().en
                ),
            ),
        )),
        _ => Ok(act),
    }
}

fn posts(path: &Path) -> Result<Posts, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| failures::io(&path.display().to_string(), &error))?;
    Posts::from_toml(&text).map_err(|error| words::posts(path, &error))
}

#[allow(clippy::too_many_arguments)]
fn refusals(
    outgoing: &Outgoing,
    act: Act,
    seen: &Seen,
    certificate: &Certificate,
    today: VietnamDay,
    (posts, operator): (Option<&Posts>, Option<&str>),
    job: &Job,
) -> Vec<Refusal> {
    let shown = GovCertificate::from(certificate);
    let fingerprint = hexadecimal(&certificate.fingerprint());
    outgoing::refusals(&Before {
        state: outgoing.state(),
        order: outgoing.order(),
        act,
        today,
        earlier: &seen.earlier,
        printed: &seen.printed,
        blocks: &seen.blocks,
        secrecy: more_secret(outgoing.state().about.secrecy, seen.secrecy),
        holder: roles::holder_of(certificate),
        name: shown.common_name.as_deref(),
        certificate: &fingerprint,
        posts,
        operator,
        law: &job.law,
    })
}

/// The higher of what was said and what is printed.
fn more_secret(said: SecrecyLevel, printed: SecrecyLevel) -> SecrecyLevel {
    let rank = |level: &SecrecyLevel| SecrecyLevel::ALL.iter().position(|one| one == level);
    [said, printed].into_iter().max_by_key(rank).unwrap_or(said)
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The step is not done: every reason, and who asks for it.
pub(crate) fn refused(folder: &Path, act: Act, found: &[Refusal], job: &Job) -> Exit {
    if job.json {
        let told = found.iter().map(|refusal| {
            json!({ "code": refusal.code(), "text": words::refusal(refusal, act).in_lang(job.lang), "set": refusal.set() })
        });
        let told: Vec<_> = told.collect();
        job.value(
            &json!({ "outgoing": folder.display().to_string(), "act": act, "refused": told }),
        );
    } else {
        for refusal in found {
            job.complain(words::refusal(refusal, act).in_lang(job.lang));
        }
    }
    Exit::Negative
}

/// What is signed on the main document, one after the other: of number and date, what is not there yet.
fn on_main(outgoing: &Outgoing, act: Act, seen: &Seen) -> Vec<Purpose> {
    match act {
        Act::NumberAndDate => on_blank(&seen.printed),
        Act::Agency if outgoing.state().about.subject == Subject::Copy => vec![Purpose::Copy],
        act => vec![act.purpose()],
    }
}

/// Of number and date, what is not printed yet.
pub(crate) fn on_blank(printed: &Printed) -> Vec<Purpose> {
    let number = printed.number.is_none().then_some(Purpose::Number);
    let date = [Purpose::Day, Purpose::Month];
    let date = printed.date.is_none().then_some(date);
    let date = date.into_iter().flatten();
    number.into_iter().chain(date).collect()
}

pub(crate) fn unread(why: &str) -> Text {
    Text::new(
        format!(
            "Không đọc được chữ trên trang ({why}): số, ngày, người ký, độ mật không được đối chiếu."
        ),
        format!(
            "The pages cannot be read ({why}): number, day, signer and secrecy are not compared."
        ),
    )
}

/// One run over the signatures of a step.
struct Run<'a> {
    args: &'a OutgoingStep,
    seen: &'a Seen,
    pen: &'a Pen,
    job: &'a Job,
}

impl Run<'_> {
    /// Makes every signature that is still missing. Where none could be made, the step is taken back.
    fn all(&self, outgoing: &mut Outgoing) -> Result<(), Failure> {
        while let Some(task) = outgoing.task().map_err(|error| words::failed(&error))? {
            let made = self.one(outgoing, &task);
            let nothing = outgoing
                .state()
                .unfinished()
                .is_some_and(|step| step.signed.is_empty());
            if let Err(failure) = made {
                if nothing {
                    let undone = outgoing.undo(failure.code, self.job.now);
                    undone.map_err(|error| words::failed(&error))?;
                }
                return Err(failure);
            }
        }
        Ok(())
    }

    fn one(&self, outgoing: &mut Outgoing, task: &Task) -> Result<(), Failure> {
        let field = match task.kind {
            PartKind::Pdf => Some(self.inside(outgoing, task)?),
            PartKind::Other => {
                self.beside(task)?;
                None
            }
        };
        let certificate = self.pen.identity.certificate();
        let name = GovCertificate::from(certificate).common_name;
        let signer = (
            name.as_deref().unwrap_or_default(),
            certificate.fingerprint(),
        );
        let noted = outgoing.signed(task, field.as_deref(), (signer.0, &signer.1), self.job.now);
        noted.map_err(|error| words::failed(&error))
    }

    /// A file that is no PDF: its signature stands beside it.
    fn beside(&self, task: &Task) -> Result<(), Failure> {
        let at = self.args.signing.at.unwrap_or(self.job.now);
        let files = (task.input.as_path(), task.output.as_path());
        self.pen.sign_beside(files, Replace::Allowed, at, self.job)
    }

    /// A PDF: the field of the signature.
    fn inside(&self, outgoing: &Outgoing, task: &Task) -> Result<String, Failure> {
        let at = self.args.signing.at.unwrap_or(self.job.now);
        let mut request = SignatureRequest::new(at);
        request.application = Some("kyso".to_owned());
        request.field = sign::field(
            Some(field(task.mark.purpose)),
            &task.input,
            &DocumentKey::default(),
        )?;
        request.visible = self.visible(outgoing, task, &request)?;
        // what an unfinished run left there does not count
        let files = (task.input.as_path(), task.output.as_path());
        let signed = self.pen.sign(files, Replace::Allowed, &request, self.job)?;
        Ok(signed.record.field)
    }

    fn visible(
        &self,
        outgoing: &Outgoing,
        task: &Task,
        request: &SignatureRequest,
    ) -> Result<Option<Visible>, Failure> {
        let dress = &self.args.dress;
        if dress.invisible {
            return Ok(None);
        }
        let Some(profile) = self.profile(outgoing, task.mark.purpose)? else {
            self.job.note(&no_profile(task.mark.purpose));
            return Ok(None);
        };
        let showing = self.showing(outgoing, task, profile, dress);
        let wanted = Wanted {
            args: &showing,
            input: &task.input,
            field: &request.field,
            at: request.signing_time,
            holder: Holder::of(self.pen.identity.certificate()),
            province: outgoing.state().about.province.as_deref(),
            key: &DocumentKey::default(),
        };
        showing::visible(&wanted, self.job)
    }

    /// The profile that was named for this purpose, else the default of the law that day.
    fn profile(&self, outgoing: &Outgoing, purpose: Purpose) -> Result<Option<String>, Failure> {
        let profiles = showing::profiles(self.args.dress.profiles.as_deref())?;
        let named = self.args.dress.appearance.iter();
        let mut named = named.filter(|id| {
            profiles
                .by_id(id)
                .is_none_or(|profile| profile.purpose == purpose)
        });
        if let Some(id) = named.next() {
            return Ok(Some(id.clone()));
        }
        let day = VietnamDay::of(self.args.signing.at.unwrap_or(self.job.now));
        let province = outgoing.state().about.province.as_deref();
        let default = profiles.default_for(purpose, day, province, &self.job.law);
        Ok(default.map(|profile| profile.id.to_owned()))
    }

    fn showing(&self, outgoing: &Outgoing, task: &Task, profile: String, dress: &Dress) -> Showing {
        let about = &outgoing.state().about;
        let number = outgoing
            .state()
            .number
            .as_ref()
            .map(|number| format!("{:02}", number.number)); // NĐ 30/2020 Phụ lục I
        let person = outgoing
            .state()
            .steps
            .iter()
            .find(|step| step.act == Act::AuthorisedPerson);
        let person = person
            .and_then(|step| step.signed.first())
            .and_then(|version| version.field.clone());
        let on_main = task.mark.part == 0;
        Showing {
            appearance: Some(profile),
            profiles: dress.profiles.clone(),
            images: dress.images.clone(),
            signature_image: dress.signature_image.clone(),
            seal_image: dress.seal_image.clone(),
            place: dress.place.clone().filter(|_| on_main),
            printed_name: dress.printed_name.clone(),
            over: person.filter(|_| task.mark.purpose == Purpose::Agency),
            values: Shown {
                number: number.or_else(|| self.seen.printed.number.clone()),
                symbol: about
                    .symbol
                    .clone()
                    .or_else(|| self.seen.printed.symbol.clone()),
                dated: Some(
                    self.seen
                        .dated(outgoing)
                        .unwrap_or_else(|| VietnamDay::of(self.job.now)),
                ),
                agency: Some(about.agency.clone()),
                mail: None,
                form_of_copy: (task.mark.purpose == Purpose::Copy).then(|| "sao-y".to_owned()),
            },
        }
    }
}

fn no_profile(purpose: Purpose) -> Text {
    let what = purpose.text();
    Text::new(
        format!(
            "Không có mẫu hiển thị theo quy định cho “{}” vào ngày này; chữ ký số không hiển thị.",
            what.vi
        ),
        format!(
            "No profile of the law for “{}” on this day; the signature shows nothing.",
            what.en
        ),
    )
}

/// The name of the field: an empty one of this name in the document takes the signature.
pub(crate) const fn field(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::AuthorisedPerson | Purpose::SeveralSigners => "NguoiKy",
        Purpose::Agency => "CoQuan",
        Purpose::Initials => "KyNhay",
        Purpose::Number => "SoVanBan",
        Purpose::Date => "NgayBanHanh",
        Purpose::Day => "Ngay",
        Purpose::Month => "Thang",
        Purpose::Attachment => "VanBanKemTheo",
        Purpose::Copy => "BanSao",
        Purpose::Incoming => "DauDen",
    }
}
