//! Something arrives: it is checked, and with a decision it is kept.

use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};

use gov_ca_model::VietnamDay;
use jiff::Timestamp;
use signing_workflow::records::{Decision, RecordsFolder, Register, Staging};

use super::case::{Case, Earlier, Found, Ways};
use super::decide::{self, Ruling};
use super::keep::{self, Look};
use super::{refused, tell};
use crate::args::{ReceiveArrived, ReportFor};
use crate::exit::{Failure, Outcome};
use crate::failures;
use crate::job::Job;
use crate::package::{self, Asked, Gathered, Telling};
use crate::text::Text;
use crate::verify::Verifier;

/// `kyso receive PACKAGE`.
pub(super) fn arrive(args: &ReceiveArrived, job: &Job) -> Outcome {
    let path = args.package.as_deref().ok_or_else(no_package)?;
    let asked = asked(args, job)?;
    let verifier = Verifier::new(&args.judging, job)?;
    let decide = args.deciding.decide.zip(args.records.as_deref());
    let Some((word, records)) = decide else {
        return propose(args, path, asked, &verifier, job);
    };
    let folder = RecordsFolder::create(records).map_err(|error| refused::records(&error))?;
    let arriving = Arriving::of(args, path, &folder, asked, &verifier, job)?;
    let proposed = &arriving.case.report.reception;
    let decision = word.decision(Decision::proposed(&proposed.outcome));
    let received_at = args.received_at.unwrap_or(verifier.at);
    let day = VietnamDay::of(received_at);
    let province = arriving.case.wanted.province.as_deref();
    let ruling = decide::ruling(decision, &args.deciding, proposed, (province, day))?;
    arriving.keep(&folder, &ruling, received_at, &verifier, job)
}

/// What arrives, checked where it will be kept.
struct Arriving<'a> {
    args: &'a ReceiveArrived,
    path: &'a Path,
    staging: Staging,
    case: Case,
    earlier: Earlier,
}

impl<'a> Arriving<'a> {
    fn of(
        args: &'a ReceiveArrived,
        path: &'a Path,
        folder: &RecordsFolder,
        asked: Asked,
        verifier: &Verifier,
        job: &Job,
    ) -> Result<Self, Failure> {
        let failed = |error| refused::records(&error);
        // First as it is: what cannot be opened is told by its own name.
        for ignored in ignored(path, &package::gather_arrived(path)?) {
            job.note(&ignored);
        }
        let mut staging = folder.staging().map_err(failed)?;
        let gathered = taken(path, &mut staging)?;
        let main = args.known.main.as_deref();
        let found = Found::new(path, gathered, main, &asked, verifier, job)?;
        let register = folder.register().map_err(failed)?;
        let earlier = Earlier::of(&register, found.main_sha256(), None);
        let ways = Ways::of(verifier, args.judging.policy.as_deref());
        Ok(Self {
            args,
            path,
            staging,
            case: found.judged(asked, earlier.clone(), &ways),
            earlier,
        })
    }

    /// Alone with the register: its number, its record, its line.
    fn keep(
        self,
        folder: &RecordsFolder,
        ruling: &Ruling,
        received_at: Timestamp,
        verifier: &Verifier,
        job: &Job,
    ) -> Outcome {
        let failed = |error| refused::records(&error);
        let (args, case) = (self.args, self.case);
        let mut desk = folder.lock().map_err(failed)?;
        if self.earlier != earlier_now(desk.register(), &case) {
            return Err(refused::overtaken());
        }
        let name = self.path.display().to_string();
        let look = Look {
            id: desk.next(VietnamDay::of(received_at)).map_err(failed)?,
            check: 1,
            name: &name,
            received_at,
            received_by: args.deciding.by.as_deref(),
        };
        let made = keep::record(&look, &case, ruling, &args.deciding, verifier)?;
        let told = tell::Kept::of(folder, &made, &case, (&name, job.lang));
        let evidence = verifier.evidence_file(package::used(case.looked));
        desk.keep(self.staging, made.files(&evidence))
            .map_err(failed)?;
        if let Some(file) = &args.judging.evidence_out {
            crate::evidence::save(&evidence, file)?;
        }
        told.tell(desk.register(), job);
        Ok(decide::exit(ruling.decided.decision))
    }
}

fn earlier_now(register: &Register, case: &Case) -> Earlier {
    let main = case.report.main.as_ref();
    let sha256 = main.map_or("", |part| part.sha256.as_str());
    Earlier::of(register, sha256, None)
}

fn asked(args: &ReceiveArrived, job: &Job) -> Result<Asked, Failure> {
    let known = &args.known;
    Ok(Asked {
        our_codes: known.our_codes.clone(),
        completeness: known.completeness.into(),
        statements: package::statements(&known.stated, args.deciding.by.as_deref())?,
        received: package::received_before(known.received.as_deref())?,
        roles: args.judging.roles.clone(),
        province: job.config.province.clone(),
    })
}

/// Without a decision nothing is written: it is the clerk's.
fn propose(
    args: &ReceiveArrived,
    path: &Path,
    asked: Asked,
    verifier: &Verifier,
    job: &Job,
) -> Outcome {
    let gathered = package::gather_arrived(path)?;
    let main = args.known.main.as_deref();
    let found = Found::new(path, gathered, main, &asked, verifier, job)?;
    let earlier = match args.records.as_deref().filter(|folder| folder.exists()) {
        None => Earlier::default(),
        Some(folder) => {
            let register = RecordsFolder::open(folder).and_then(|folder| folder.register());
            let register = register.map_err(|error| refused::records(&error))?;
            Earlier::of(&register, found.main_sha256(), None)
        }
    };
    let ways = Ways::of(verifier, args.judging.policy.as_deref());
    let case = found.judged(asked, earlier, &ways);
    let telling = Telling {
        name: &path.display().to_string(),
        at: verifier.at,
        offline: verifier.ground.network.is_none(),
        report_for: ReportFor::Clerk,
        in_words: false,
    };
    package::tell(&telling, &case.report, &case.looked, job);
    job.note(&Text::new(
        "Chưa lưu, chưa vào sổ: --records DIR --decide proposal để theo đề xuất này, hoặc nêu quyết định khác kèm --why.",
        "Nothing was kept: --records DIR --decide proposal takes what is proposed, another decision needs --why.",
    ));
    let exit = package::exit_of(&case.report, &case.looked);
    if let Some(file) = &args.judging.evidence_out {
        verifier.save(package::used(case.looked), file)?;
    }
    Ok(exit)
}

/// Copies what came: what is checked afterwards is what is kept.
fn taken(path: &Path, staging: &mut Staging) -> Result<Gathered, Failure> {
    let files: Vec<PathBuf> = match path.is_dir() {
        true => {
            let names: Vec<OsString> = package::listed(path)?.names;
            names.into_iter().map(|name| path.join(name)).collect()
        }
        false => vec![path.to_path_buf()],
    };
    for file in &files {
        let shown = file.display().to_string();
        let name = file.file_name().and_then(|name| name.to_str());
        let name = name.ok_or_else(|| refused::name(&shown))?;
        let mut bytes = File::open(file).map_err(|error| failures::io(&shown, &error))?;
        staging
            .take(name, &mut bytes)
            .map_err(|error| refused::records(&error))?;
    }
    package::gather_arrived(&staging.originals())
}

/// Files beside those of the package are not kept, and that is told.
fn ignored(path: &Path, gathered: &Gathered) -> Vec<Text> {
    use signing_workflow::receive::Note;
    let notes = gathered.notes.iter();
    let names = notes.filter(|note| note.code == Note::IGNORED_FILE);
    names
        .filter_map(|note| note.place.file.as_deref())
        .map(|name| {
            let shown = path.join(name).display().to_string();
            Text::new(
                format!("“{shown}” không phải tệp của bộ văn bản; không được xét, không được lưu."),
                format!("“{shown}” is no file of the package: not looked at, not kept."),
            )
        })
        .collect()
}

fn no_package() -> Failure {
    Failure::usage(
        "usage",
        Text::new(
            "Dòng lệnh không đúng: thiếu tham số DIR|FILE. Xem: kyso receive --help",
            "Wrong usage: missing argument DIR|FILE. See: kyso --lang en receive --help",
        ),
    )
}
