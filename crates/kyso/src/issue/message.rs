//! The exchange message (edXML) of an issued package. Its elements are second-hand: see [`signing_workflow::package`].

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use signing_workflow::outgoing::{Outgoing, OutgoingError, PartKind};
use signing_workflow::package::{
    Attachment, Metadata, Organisation, WriteError, write as write_message,
};
use signing_workflow::{DurableFile, Replace};

use crate::args::Message;
use crate::exit::Failure;
use crate::failures;
use crate::outgoing::words;
use crate::text::Text;

/// Writes the message with every file of the package, whole or not at all. The same message that is there already, from a run that was
/// interrupted, is left as it is.
pub(super) fn write(path: &Path, outgoing: &Outgoing, said: &Message) -> Result<(), Failure> {
    let failed = |error| failures::writing(path, &error);
    let metadata = metadata(outgoing, said)?;
    if path.exists() {
        return match is_there(path, &metadata, outgoing)? {
            true => Ok(()),
            false => Err(words::failed(&OutgoingError::Exists(path.to_path_buf()))),
        };
    }
    let mut out = DurableFile::beside(path, Replace::Never).map_err(failed)?;
    compose(path, &metadata, outgoing, &mut out)?;
    out.sync().and_then(|()| out.commit()).map_err(failed)
}

fn compose(
    path: &Path,
    metadata: &Metadata,
    outgoing: &Outgoing,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let mut files = files(outgoing)?;
    let mut attachments: Vec<Attachment<'_>> = files
        .iter_mut()
        .map(|(name, content_type, file)| Attachment {
            name,
            content_type,
            bytes: file,
        })
        .collect();
    write_message(metadata, &mut attachments, out).map_err(|error| not_written(path, &error))
}

/// Is the file byte by byte the message that would be written?
fn is_there(path: &Path, metadata: &Metadata, outgoing: &Outgoing) -> Result<bool, Failure> {
    let file =
        File::open(path).map_err(|error| failures::io(&path.display().to_string(), &error))?;
    let mut compared = Compared {
        file: BufReader::new(file),
        same: true,
    };
    compose(path, metadata, outgoing, &mut compared)?;
    let ends = compared.file.fill_buf().is_ok_and(<[u8]>::is_empty);
    Ok(compared.same && ends)
}

/// Takes what is written and compares it with a file.
struct Compared {
    file: BufReader<File>,
    same: bool,
}

impl Write for Compared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut there = vec![0; bytes.len()];
        self.same = self.same && self.file.read_exact(&mut there).is_ok() && there == bytes;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

type Sent = (String, &'static str, File);

/// The files as they are now, and the signatures beside them.
fn files(outgoing: &Outgoing) -> Result<Vec<Sent>, Failure> {
    let opened = |path: &Path| {
        File::open(path).map_err(|error| failures::io(&path.display().to_string(), &error))
    };
    let mut files = Vec::new();
    for (index, part) in outgoing.state().about.parts.iter().enumerate() {
        let path = outgoing
            .current(index)
            .map_err(|error| words::failed(&error))?;
        let kind = match part.kind {
            PartKind::Pdf => "application/pdf",
            PartKind::Other => "application/octet-stream",
        };
        files.push((part.name.clone(), kind, opened(&path)?));
        if let Some(beside) = outgoing
            .beside(index)
            .map_err(|error| words::failed(&error))?
        {
            let name = format!("{}.p7s", part.name);
            files.push((name, "application/pkcs7-signature", opened(&beside)?));
        }
    }
    Ok(files)
}

fn metadata(outgoing: &Outgoing, said: &Message) -> Result<Metadata, Failure> {
    let state = outgoing.state();
    let to = said.to.iter().map(|one| recipient(one));
    Ok(Metadata {
        from: Organisation {
            code: said.from_code.clone(),
            name: Some(state.about.agency.clone()),
        },
        to: to.collect::<Result<_, _>>()?,
        number: state
            .number
            .as_ref()
            .map(|number| number.number.to_string()),
        symbol: state.about.symbol.clone(),
        date_as_written: state.about.dated_on.map(|day| day.to_string()),
        date: state.about.dated_on,
        subject: state.about.title.clone(),
        ..Metadata::default()
    })
}

fn recipient(said: &str) -> Result<Organisation, Failure> {
    let (code, name) = said.split_once('=').ok_or_else(|| {
        Failure::usage(
            "recipient",
            Text::new(
                format!("Cơ quan nhận “{said}” không đúng dạng MÃ=TÊN."),
                format!("The recipient “{said}” is not CODE=NAME."),
            ),
        )
    })?;
    Ok(Organisation {
        code: Some(code.trim().to_owned()),
        name: Some(name.trim().to_owned()),
    })
}

fn not_written(path: &Path, error: &WriteError) -> Failure {
    Failure::environment(
        "edxml-not-written",
        Text::new(
            format!("Không ghi được thông điệp “{}”: {error}.", path.display()),
            format!(
                "The message “{}” cannot be written: {error}.",
                path.display()
            ),
        ),
    )
}
