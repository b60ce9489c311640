//! `kyso serve`: for other programs, over HTTP; with `--local` for the person of this machine, too.

mod command_line;
mod held;
mod keys;
mod local;
mod making;
mod office;
#[cfg(feature = "pages")]
mod pages;
mod said;
mod tls;
mod token;

use std::io::Write as _;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};

use kyso_service::{Access, Limits, Log, Running, ServeError, Service, Settings};
use serde_json::json;

use crate::args::{Global, LogForm, Serve, ServeCommand};
use crate::exit::{Exit, Failure, Outcome};
use crate::fetch;
use crate::job::Job;
use crate::text::{Text, words};
use keys::Keys;
use office::Office;

/// `kyso serve`.
pub(crate) fn serve(args: &Serve, global: &Global, job: &Job) -> Outcome {
    match &args.command {
        Some(ServeCommand::Token) => return token::token(job),
        Some(ServeCommand::Local(command)) => return local::run(command, job),
        None => {}
    }
    if args.openapi {
        job.line(&kyso_service::description());
        return Ok(Exit::Passed);
    }
    let keys = args.keys.as_deref().map(|path| Keys::read(path, job));
    let Keys { access, held } = keys.transpose()?.unwrap_or_default();
    let settings = settings(args, access, global, job)?;
    let scheme = settings.tls.as_ref().map_or("http", |_| "https");
    let office = Office::open(args, held, global, job)?;
    let service = Service::bind(settings, Arc::new(office)).map_err(|error| unserved(&error))?;
    let address = format!("{scheme}://{}/v1", service.address());
    let socket = service.socket().map(|socket| match scheme {
        "https" => format!("wss://{socket}"),
        _ => format!("ws://{socket}"),
    });
    let (stop, stopped) = channel();
    listen(stop);
    let running = service.start().map_err(|error| unserved(&error))?;
    told(job, &address, socket.as_deref());
    // the sender lives as long as the program
    let _ = stopped.recv();
    ended(running)
}

fn settings(args: &Serve, access: Access, global: &Global, job: &Job) -> Result<Settings, Failure> {
    let certificate = args.tls_certificate.as_deref().zip(args.tls_key.as_deref());
    let is_local = args.local.local;
    let tls = match certificate {
        Some((certificate, key)) => Some(tls::read(certificate, key)?),
        None if is_local && !args.local.plain => Some(local::tls(job)?),
        None => None,
    };
    let local = is_local.then(|| local::of(args, global, job)).transpose()?;
    let folder = args.folder.clone().or_else(|| fetch::cache("serve"));
    Ok(Settings {
        address: args.http,
        tls,
        folder: folder.ok_or_else(nowhere)?,
        access,
        limits: Limits::default(),
        log: (args.log == LogForm::Json).then(log),
        local,
    })
}

/// Each line is written in one piece. Where nobody takes it, requests are answered all the same.
fn log() -> Log {
    Arc::new(|line| {
        _ = std::io::stderr()
            .lock()
            .write_all(format!("{line}\n").as_bytes())
    })
}

fn told(job: &Job, address: &str, socket: Option<&str>) {
    if job.json {
        let mut line = json!({ "address": address });
        if let Some(socket) = socket {
            line["socket"] = json!(socket);
        }
        return job.value(&line);
    }
    let (vi, en) = socket.map_or_else(Default::default, |socket| {
        (
            format!(", cho trang của hệ thống quản lý văn bản tại {socket}"),
            format!(", for pages of document systems at {socket}"),
        )
    });
    job.say(&Text::new(
        format!("Đang phục vụ tại {address}{vi}; dừng: Ctrl+C."),
        format!("Serving at {address}{en}; Ctrl+C ends it."),
    ));
}

/// `^C` and the system's request to end; where no handler can be set, either ends the program at once.
fn listen(stop: Sender<()>) {
    let _ = ctrlc::set_handler(move || {
        let _ = stop.send(());
    });
}

/// Nobody new is served; what runs ends.
fn ended(running: Running) -> Outcome {
    match running.stop() {
        Ok(true) => Ok(Exit::Passed),
        Ok(false) => Err(Failure::environment(
            "not-ended",
            words(
                "Đã dừng dịch vụ; có yêu cầu chưa xử lý xong.",
                "The service was stopped; some requests were not answered.",
            ),
        )),
        Err(error) => Err(Failure::environment(
            "service",
            Text::new(
                format!("Dịch vụ không chạy được: {error}."),
                format!("The service could not run: {error}."),
            ),
        )),
    }
}

fn unserved(error: &ServeError) -> Failure {
    let (code, text) = match error {
        ServeError::PlainOverNetwork(address) => (
            "tls-needed",
            Text::new(
                format!("Địa chỉ {address} mở cho mạng; cần --tls-certificate và --tls-key."),
                format!(
                    "{address} is open to a network; --tls-certificate and --tls-key are needed."
                ),
            ),
        ),
        ServeError::LocalOverNetwork(address) => (
            "local-only",
            Text::new(
                format!(
                    "Địa chỉ {address} mở cho mạng; dịch vụ ký số của một người chỉ dùng trên máy này (127.0.0.1)."
                ),
                format!(
                    "{address} is open to a network; a person's own signing service is for this machine (127.0.0.1)."
                ),
            ),
        ),
        ServeError::Address { address, source } => (
            "address",
            Text::new(
                format!("Không dùng được địa chỉ {address}: {source}."),
                format!("The address {address} cannot be used: {source}."),
            ),
        ),
        ServeError::Folder { folder, source } => {
            let folder = folder.display();
            (
                "folder",
                Text::new(
                    format!("Không dùng được thư mục “{folder}”: {source}."),
                    format!("The folder “{folder}” cannot be used: {source}."),
                ),
            )
        }
        other => (
            "service",
            Text::new(
                format!("Dịch vụ không chạy được: {other}."),
                format!("The service could not run: {other}."),
            ),
        ),
    };
    Failure::environment(code, text)
}

fn nowhere() -> Failure {
    Failure::environment(
        "folder",
        words(
            "Không tìm thấy thư mục cache của người dùng; nêu thư mục bằng --folder.",
            "There is no cache folder of the user; name a folder with --folder.",
        ),
    )
}
