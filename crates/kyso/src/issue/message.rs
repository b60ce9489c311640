//! The exchange message (edXML) of an issued package. Its elements are second-hand: see [`signing_workflow::package`].

use std::fs::File;
use std::path::Path;

use signing_workflow::outgoing::{Outgoing, PartKind};
use signing_workflow::package::{
    Attachment, Metadata, Organisation, WriteError, write as write_message,
};
use signing_workflow::{DurableFile, Replace};

use crate::args::Message;
use crate::exit::Failure;
use crate::failures;
use crate::outgoing::words;
use crate::text::Text;

/// Writes the message with every file of the package, whole or not at all.
pub(super) fn write(path: &Path, outgoing: &Outgoing, said: &Message) -> Result<(), Failure> {
    let mut files = files(outgoing)?;
    let mut attachments: Vec<Attachment<'_>> = files
        .iter_mut()
        .map(|(name, content_type, file)| Attachment {
            name,
            content_type,
            bytes: file,
        })
        .collect();
    let mut out = DurableFile::beside(path, Replace::Never)
        .map_err(|error| failures::writing(path, &error))?;
    write_message(&metadata(outgoing, said)?, &mut attachments, &mut out)
        .map_err(|error| not_written(path, &error))?;
    let named = out.sync().and_then(|()| out.commit());
    named.map_err(|error| failures::writing(path, &error))
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
