//! `kyso receive stamp`: the incoming stamp on a copy of the main document, signed by the office. The original is not touched.

use std::io::Write as _;
use std::path::PathBuf;

use pdf_revisions::SharedSource;
use signing_workflow::records::{
    Arrival, Decision, Entry, RecordsError, RecordsFolder, Stamped, Stored,
};
use tempfile::NamedTempFile;

use super::refused;
use crate::args::{DocumentPassword, Many, ReceiveStamp, Request, Showing, Sign};
use crate::exit::{Failure, Outcome};
use crate::failures;
use crate::job::Job;
use crate::package::{self, Body};
use crate::sign;

const STAMPED: &str = "stamped.pdf";
/// The profile of `regulation_rules::profiles`.
const PROFILE: &str = "incoming";
/// The field of the stamp, unless the document has one of that name.
const FIELD: &str = "DauDen";
const PIECE: u64 = 1 << 20;

/// `kyso receive stamp`.
pub(super) fn stamp(args: &ReceiveStamp, job: &Job) -> Outcome {
    let failed = |error| refused::records(&error);
    let id = args.which.id;
    let folder = RecordsFolder::open(&args.which.records).map_err(failed)?;
    let stored = folder.stored(id, None).map_err(failed)?;
    let register = folder.register().map_err(failed)?;
    let arrival = register.arrivals();
    let arrival = arrival.iter().find(|one| one.arrived.id == id);
    may_be_stamped(arrival, args)?;
    let main = main_document(&stored)?;
    let copy = copied(&main, &folder.arrival(id))?;
    let output = folder.arrival(id).join(STAMPED);
    let signing = Sign {
        password: DocumentPassword::default(),
        input: copy.path().to_path_buf(),
        many: Many::default(),
        output: output.clone(),
        key: args.key.clone(),
        request: Request {
            field: Some(FIELD.to_owned()),
            ..Request::default()
        },
        detached: false,
        showing: showing(id.number(), args.office.clone()),
        trust: args.trust.clone(),
        signing: args.signing.clone(),
    };
    let exit = sign::sign(&signing, job)?;
    let mut desk = folder.lock().map_err(failed)?;
    let sha256 = package::sha256(&output)?;
    let entry = Entry::Stamped(Stamped {
        id,
        at: args.signing.at.unwrap_or(job.now),
        file: STAMPED.to_owned(),
        sha256,
    });
    desk.append(entry).map_err(failed)?;
    Ok(exit)
}

fn may_be_stamped(arrival: Option<&Arrival>, args: &ReceiveStamp) -> Result<(), Failure> {
    let id = args.which.id;
    let Some(arrival) = arrival else {
        return Err(refused::records(&RecordsError::NotThere {
            id,
            path: args.which.records.clone(),
        }));
    };
    if arrival.arrived.decision != Decision::Accept {
        return Err(refused::not_accepted(id));
    }
    if arrival.stamped.is_some() && !args.signing.force {
        return Err(refused::stamped_already(id));
    }
    Ok(())
}

fn showing(number: u32, office: Option<String>) -> Showing {
    let mut showing = Showing {
        appearance: Some(PROFILE.to_owned()),
        ..Showing::default()
    };
    showing.values.number = Some(number.to_string());
    showing.values.agency = office;
    showing
}

/// The main document as it was kept: found by its name and its bytes.
fn main_document(stored: &Stored) -> Result<SharedSource, Failure> {
    let id = stored.record.id;
    let wanted = stored.record.conclusion.parts.first();
    let gathered = package::gather_arrived(&stored.originals)?;
    let part = gathered
        .parts
        .into_iter()
        .find(|part| wanted.is_some_and(|one| one.file == part.name && one.sha256 == part.sha256));
    match part.map(|part| part.body) {
        Some(Body::Pdf(source)) => Ok(source),
        _ => Err(refused::nothing_to_stamp(id)),
    }
}

/// A copy that nobody sees, gone when the stamp is made: what came in an exchange message is no file of its own.
fn copied(source: &SharedSource, folder: &std::path::Path) -> Result<NamedTempFile, Failure> {
    let target: PathBuf = folder.join(STAMPED);
    let failed = |error: std::io::Error| failures::writing(&target, &error);
    let mut builder = tempfile::Builder::new();
    let builder = builder.prefix(".stamping-").suffix(".pdf");
    let mut copy = builder.tempfile_in(folder).map_err(failed)?;
    let mut at = 0;
    while at < source.len() {
        let length = PIECE.min(source.len() - at);
        let mut piece = vec![0; usize::try_from(length).unwrap_or(0)];
        source.read_at(at, &mut piece).map_err(failed)?;
        copy.write_all(&piece).map_err(failed)?;
        at += length;
    }
    copy.flush().map_err(failed)?;
    Ok(copy)
}
