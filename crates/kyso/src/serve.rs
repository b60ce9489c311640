//! `kyso serve`: for other programs, over HTTP.

mod making;
mod office;
mod tls;

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};

use kyso_service::{Limits, Running, ServeError, Service, Settings};
use serde_json::json;

use crate::args::{Global, Serve};
use crate::exit::{Exit, Failure, Outcome};
use crate::fetch;
use crate::job::Job;
use crate::text::{Text, words};
use office::Office;

/// `kyso serve`.
pub(crate) fn serve(args: &Serve, global: &Global, job: &Job) -> Outcome {
    if args.openapi {
        job.line(&kyso_service::description());
        return Ok(Exit::Passed);
    }
    let settings = settings(args)?;
    let scheme = settings.tls.as_ref().map_or("http", |_| "https");
    let office = Office::open(args, global, job)?;
    let service = Service::bind(settings, Arc::new(office)).map_err(|error| unserved(&error))?;
    let address = format!("{scheme}://{}/v1", service.address());
    let (stop, stopped) = channel();
    listen(stop);
    let running = service.start().map_err(|error| unserved(&error))?;
    told(job, &address);
    // the sender lives as long as the program
    let _ = stopped.recv();
    ended(running)
}

fn settings(args: &Serve) -> Result<Settings, Failure> {
    let certificate = args.tls_certificate.as_deref().zip(args.tls_key.as_deref());
    let tls = certificate.map(|(certificate, key)| tls::read(certificate, key));
    let folder = args.folder.clone().or_else(|| fetch::cache("serve"));
    Ok(Settings {
        address: args.http,
        tls: tls.transpose()?,
        folder: folder.ok_or_else(nowhere)?,
        limits: Limits::default(),
        local: None,
    })
}

fn told(job: &Job, address: &str) {
    match job.json {
        true => job.value(&json!({ "address": address })),
        false => job.say(&Text::new(
            format!("Đang phục vụ tại {address}; dừng: Ctrl+C."),
            format!("Serving at {address}; Ctrl+C ends it."),
        )),
    }
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
