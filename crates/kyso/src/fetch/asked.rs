//! What a page that the person allowed asks the local service to fetch and to send.
//!
//! The connection goes to an address that the guard looked at, so no proxy stands between. Nothing follows an answer to another
//! server, and what opens a door is shown to nobody else.

use std::fs::File;
use std::io::{Cursor, Read as _, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use kyso_service::Remote;
use secrecy::{ExposeSecret as _, SecretString};
use signing_workflow::fetch::FetchError;
use ureq::http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE};
use ureq::http::{HeaderValue, Request, Response, Uri};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body, SendBody};

use super::guard::{self, Allowed, Guard, GuardedResolver, Named};
use super::http::{REDIRECTIONS, Steady, body, copy, failed, is_slow, ok, stored};
use super::location;
use crate::certificates::hex;
use crate::web;

/// For a connection, and for silence. Ours.
const PATIENCE: Duration = Duration::from_secs(15);
/// For the whole. A document of 200 MB at 3 Mbit/s takes nine minutes. Ours.
const WHOLE: Duration = Duration::from_secs(15 * 60);
/// What a document system answers to an upload is a line. Ours.
const LONGEST_ANSWER: u64 = 1 << 20;

/// Fetches a document of at most `limit` octets.
pub(crate) fn get(
    from: &Remote,
    allowed: &Allowed,
    limit: u64,
    into: &mut dyn Write,
) -> Result<(), FetchError> {
    let door = Door::of(from, allowed)?;
    let mut answer = door.get()?;
    let began = Instant::now();
    let mut reader = Steady {
        reader: body(&mut answer, limit)?,
        copied: 0,
        slow: |copied| is_slow(copied, began.elapsed(), PATIENCE),
    };
    match copy(&mut reader, into, limit.saturating_add(1))? > limit {
        true => Err(FetchError::TooLarge { limit }),
        false => Ok(()),
    }
}

/// Sends a file as the part `uploadfile` of a form (RFC 7578), the fields before it; what is answered.
pub(crate) fn send(
    to: &Remote,
    allowed: &Allowed,
    fields: &[(String, String)],
    (file, name): (&Path, &str),
) -> Result<String, FetchError> {
    let door = Door::of(to, allowed)?;
    let form = Form::new(fields, name)?;
    let file = File::open(file).map_err(stored)?;
    let length = file.metadata().map_err(stored)?.len();
    let length = length.saturating_add((form.head.len() + form.foot.len()) as u64);
    let request = Request::post(&door.uri)
        .header(CONTENT_TYPE, form.content_type)
        .header(CONTENT_LENGTH, length);
    let parts = Cursor::new(form.head).chain(file);
    let mut whole = parts.chain(Cursor::new(form.foot));
    let answer = door.ask(request, SendBody::from_reader(&mut whole))?;
    let mut answer = match answer.status().is_success() {
        true => answer,
        false => return Err(FetchError::Status(answer.status().as_u16())),
    };
    let said = web::body(&mut answer, LONGEST_ANSWER).map_err(failed)?;
    let said = said.ok_or(FetchError::TooLarge {
        limit: LONGEST_ANSWER,
    })?;
    Ok(String::from_utf8_lossy(&said).into_owned())
}

/// One server, what opens it, and the guard before it.
struct Door<'a> {
    uri: Uri,
    remote: &'a Remote,
    guard: Guard,
    agent: Agent,
}

impl<'a> Door<'a> {
    fn of(remote: &'a Remote, allowed: &Allowed) -> Result<Self, FetchError> {
        let uri = remote.address.parse();
        let uri: Uri = uri.map_err(|_| FetchError::NotAnAddress("not a URI"))?;
        let guard = Guard {
            named: Named::ByPage {
                is_private_allowed: remote.is_private_allowed,
            },
            allowed: allowed.clone(),
        };
        guard::check(&uri, &guard)?;
        let config = web::once(None, true)
            .timeout_resolve(Some(PATIENCE))
            .timeout_connect(Some(PATIENCE))
            .timeout_recv_response(Some(PATIENCE.saturating_mul(4)))
            .timeout_per_read(Some(PATIENCE))
            .timeout_global(Some(WHOLE))
            .build();
        let resolver = GuardedResolver(guard.clone());
        let agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
        Ok(Self {
            uri,
            remote,
            guard,
            agent,
        })
    }

    /// The answer, wherever the same server has it.
    fn get(&self) -> Result<Response<Body>, FetchError> {
        let mut uri = self.uri.clone();
        for _ in 0..=REDIRECTIONS {
            let answer = self.ask(Request::get(&uri), SendBody::none())?;
            match location::of(&answer, &uri)? {
                None => return ok(answer),
                Some(next) if origin(&next) == origin(&self.uri) => uri = next,
                Some(next) => {
                    let why = FetchError::NotAnAddress("another server");
                    return Err(location::led_to(&next, why));
                }
            }
        }
        Err(FetchError::TooManyRedirections {
            limit: REDIRECTIONS,
        })
    }

    fn ask(
        &self,
        request: ureq::http::request::Builder,
        body: SendBody<'_>,
    ) -> Result<Response<Body>, FetchError> {
        let mut request = request;
        if let Some(bearer) = &self.remote.bearer {
            request = request.header(AUTHORIZATION, secret("Bearer ", bearer)?);
        }
        if let Some(cookie) = &self.remote.cookie {
            request = request.header(COOKIE, secret("", cookie)?);
        }
        let request = request.body(body);
        let request = request.map_err(|_| FetchError::NotAnAddress("not a URI"))?;
        guard::check(request.uri(), &self.guard)?;
        self.agent.run(request).map_err(failed)
    }
}

fn secret(before: &str, secret: &SecretString) -> Result<HeaderValue, FetchError> {
    let value = HeaderValue::from_str(&format!("{before}{}", secret.expose_secret()));
    // what is wrong with it is not repeated
    let mut value = value.map_err(|_| FetchError::NotAnAddress("a token that cannot be sent"))?;
    value.set_sensitive(true);
    Ok(value)
}

/// Scheme, host and port (RFC 6454 §4).
fn origin(uri: &Uri) -> Option<(String, String, u16)> {
    let scheme = uri.scheme_str()?.to_ascii_lowercase();
    let usual = match scheme.as_str() {
        "https" => 443,
        _ => 80,
    };
    let host = uri.host()?.to_ascii_lowercase();
    Some((scheme, host, uri.port_u16().unwrap_or(usual)))
}

/// What stands around the file.
struct Form {
    content_type: String,
    head: Vec<u8>,
    foot: Vec<u8>,
}

impl Form {
    fn new(fields: &[(String, String)], name: &str) -> Result<Self, FetchError> {
        let mut drawn = [0; 16];
        // a boundary that nobody foresees stands in no file
        let filled = aws_lc_rs::rand::fill(&mut drawn);
        filled.map_err(|_| FetchError::Storage(std::io::ErrorKind::Other))?;
        let boundary = format!("kyso-{}", hex(&drawn));
        let mut head = String::new();
        for (field, value) in fields {
            let field = quoted(field);
            head += &format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"
            );
        }
        let kind = match name.to_ascii_lowercase().ends_with(".pdf") {
            true => "application/pdf",
            false => "application/octet-stream",
        };
        let name = quoted(name);
        head += &format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"uploadfile\"; filename=\"{name}\"\r\nContent-Type: {kind}\r\n\r\n"
        );
        Ok(Self {
            content_type: format!("multipart/form-data; boundary={boundary}"),
            head: head.into_bytes(),
            foot: format!("\r\n--{boundary}--\r\n").into_bytes(),
        })
    }
}

/// As browsers do (HTML, "multipart/form-data encoding algorithm").
fn quoted(text: &str) -> String {
    text.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}
