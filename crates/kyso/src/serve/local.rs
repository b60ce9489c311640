//! The local service: the person of this machine, their devices and their screen (`kyso serve --local`).

mod case;
mod devices;
mod dress;
mod own;
mod screen;
mod signatory;
mod signing;
mod trusting;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use kyso_service::{Local, Origins};

use crate::args::{Global, LocalCommand, OriginsArgs, Serve};
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::job::Job;
use crate::text::Text;
use own::{Own, Standing};
use signatory::Signatory;

/// `kyso serve trust`, `untrust`, `origins`.
pub(super) fn run(command: &LocalCommand, job: &Job) -> Outcome {
    let folder = folder(job)?;
    let own = Own::at(&folder);
    match command {
        LocalCommand::Trust => {
            own.ready(job.now)?;
            trusting::trust(&own.certificate, &own.read()?, job);
        }
        LocalCommand::Untrust => trusting::untrust(&own.certificate, &own.read()?, job),
        LocalCommand::Origins(args) => return origins(&folder, args, job),
    }
    Ok(Exit::Passed)
}

fn origins(folder: &Path, args: &OriginsArgs, job: &Job) -> Outcome {
    let file = folder.join(ORIGINS);
    let unread = |error| failures::io(&file.display().to_string(), &error);
    let origins = Origins::at(&file);
    if let Some(origin) = &args.remove {
        return match origins.remove(origin).map_err(unread)? {
            true => Ok(Exit::Passed),
            false => Err(not_allowed(origin)),
        };
    }
    for one in origins.list().map_err(unread)? {
        if job.json {
            job.value(&one);
            continue;
        }
        let hosts: Vec<&str> = one.hosts.iter().map(String::as_str).collect();
        job.line(&format!(
            "{}  {}  {}",
            one.origin,
            one.since,
            hosts.join(", ")
        ));
    }
    Ok(Exit::Passed)
}

fn not_allowed(origin: &str) -> Failure {
    Failure::usage(
        "origin",
        Text::new(
            format!("“{origin}” không có trong danh sách (xem: kyso serve origins)."),
            format!("“{origin}” is not in the list (see: kyso serve origins)."),
        ),
    )
}

/// Where the pages allowed are kept, in the folder of the local service.
const ORIGINS: &str = "origins.json";

/// The service of the person of this machine.
pub(super) fn of(args: &Serve, global: &Global, job: &Job) -> Result<Local, Failure> {
    if args.local.p12.len() != args.local.p12_certificate.len() {
        return Err(unpaired());
    }
    Ok(Local {
        signatory: Arc::new(Signatory::new(args, global, job)),
        socket: args.local.socket,
        origins: Origins::at(folder(job)?.join(ORIGINS)),
    })
}

/// The machine's own certificate; that it is new is said.
pub(super) fn tls(job: &Job) -> Result<Arc<rustls::ServerConfig>, Failure> {
    let own = Own::at(&folder(job)?);
    let (vi, en) = match own.ready(job.now)? {
        Standing::Kept => ("", ""),
        Standing::Made => ("Đã tạo", "The machine's own certificate was made"),
        Standing::Renewed => ("Đã làm mới", "The machine's own certificate was renewed"),
    };
    if !vi.is_empty() {
        let file = own.certificate.display();
        job.note(&Text::new(
            format!("{vi} chứng thư TLS của máy này: “{file}”. Để trình duyệt tin chứng thư này, xem: kyso serve trust"),
            format!("{en}: “{file}”. For browsers to trust it, see: kyso serve trust"),
        ));
    }
    super::tls::read(&own.certificate, &own.key)
}

fn folder(job: &Job) -> Result<PathBuf, Failure> {
    job.config.local.clone().ok_or_else(|| {
        Failure::environment(
            "folder",
            Text::new(
                "Không tìm thấy thư mục cấu hình của người dùng; nêu tệp cấu hình bằng --config.",
                "There is no configuration folder of the user; name a configuration with --config.",
            ),
        )
    })
}

fn unpaired() -> Failure {
    Failure::usage(
        "p12-certificate",
        Text::new(
            "Mỗi --p12 cần đúng một --p12-certificate.",
            "Every --p12 goes with one --p12-certificate.",
        ),
    )
}
