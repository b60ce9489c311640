//! A document as it comes in: bounded, hashed on the way, in memory while it is small.

use std::fs::File;
use std::io::{self, Write as _};
use std::sync::Arc;
use std::time::Duration;

use aws_lc_rs::digest::{Context, SHA256};
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http_body_util::BodyExt as _;
use secrecy::SecretString;
use tokio::task::spawn_blocking;
use tokio::time::{Instant, timeout, timeout_at};

use crate::desk::Desk;
use crate::document::{Document, Filed};
use crate::limits::Limits;
use crate::password;
use crate::problem::{Code, Problem};
use crate::rooms::Rooms;

/// ISO 32000-2 §7.5.2, and what every reader tolerates (ISO 32000-1 Annex H, note 13): `%PDF-` within the first 1,024 octets.
const HEADER_WITHIN: usize = 1024;
/// For how long, and how much of, a refused document is still taken. Ours.
const LINGER: Duration = Duration::from_secs(2);
const LINGERED: usize = 64 << 20;
/// What is written at once. Ours.
const PIECE: usize = 256 << 10;

/// The body of a request, taken as a PDF document.
pub(crate) struct Upload(pub(crate) Document);

impl FromRequest<Arc<Desk>> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, desk: &Arc<Desk>) -> Result<Self, Problem> {
        let (parts, mut body) = request.into_parts();
        match announced(&parts.headers, &desk.limits) {
            Ok(password) => {
                let document = receive(body, desk).await?;
                Ok(Self(document.opened_by(password)))
            }
            Err(problem) => {
                linger(&mut body).await;
                Err(problem)
            }
        }
    }
}

/// Whether what is announced may come; and what opens it.
fn announced(headers: &HeaderMap, limits: &Limits) -> Result<Option<SecretString>, Problem> {
    is_said_to_be_pdf(headers)?;
    if declared(headers).is_some_and(|length| length > limits.document) {
        return Err(too_large(limits));
    }
    password::of(headers)
}

/// RFC 9110 §8.3. `application/octet-stream` says nothing, so the octets decide.
fn is_said_to_be_pdf(headers: &HeaderMap) -> Result<(), Problem> {
    let said = headers.get(CONTENT_TYPE);
    let said = said.and_then(|value| value.to_str().ok()).unwrap_or("");
    let essence = said.split(';').next().unwrap_or("").trim();
    let may_be = ["application/pdf", "application/octet-stream"];
    if may_be.iter().any(|one| one.eq_ignore_ascii_case(essence)) {
        return Ok(());
    }
    Err(Problem::ours(
        Code::MediaType,
        "Nội dung gửi đến phải là một tệp PDF (Content-Type: application/pdf).",
        "The body has to be one PDF file (Content-Type: application/pdf).",
    ))
}

fn declared(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Octets that come in pieces.
pub(crate) trait Pieces {
    /// The next one; none at the end.
    async fn piece(&mut self) -> Result<Option<Bytes>, Problem>;
}

impl Pieces for Body {
    async fn piece(&mut self) -> Result<Option<Bytes>, Problem> {
        while let Some(frame) = self.frame().await {
            // hyper tells a body that ends before its declared length, or in the middle of a chunk
            let frame = frame.map_err(|_| cut_short())?;
            if let Ok(octets) = frame.into_data() {
                return Ok(Some(octets));
            }
        }
        Ok(None)
    }
}

/// A whole document, in the time it may take.
pub(crate) async fn receive(
    mut pieces: impl Pieces,
    desk: &Arc<Desk>,
) -> Result<Document, Problem> {
    let received = whole(&mut pieces, desk).await;
    if received.is_err() {
        linger(&mut pieces).await;
    }
    received
}

/// A client that still sends hears the answer only when it has sent: what is left is taken for a moment, and forgotten.
pub(crate) async fn linger(pieces: &mut impl Pieces) {
    let forget = async {
        let mut left = LINGERED;
        while let Ok(Some(octets)) = pieces.piece().await {
            left = left.saturating_sub(octets.len());
            if left == 0 {
                break;
            }
        }
    };
    let _ = timeout(LINGER, forget).await;
}

async fn whole(pieces: &mut impl Pieces, desk: &Arc<Desk>) -> Result<Document, Problem> {
    let begun = Instant::now();
    let mut coming = Coming::new();
    loop {
        let until = begun + desk.limits.allowed(coming.length);
        let piece = timeout_at(until, pieces.piece()).await;
        let Some(octets) = piece.map_err(|_| too_slow())?? else {
            return coming.end(desk).await;
        };
        coming = coming.take(&octets, desk).await?;
    }
}

/// What has come so far.
struct Coming {
    length: u64,
    digest: Context,
    /// What is not in the file.
    held: Vec<u8>,
    file: Option<(Filed, File)>,
}

impl Coming {
    fn new() -> Self {
        Self {
            length: 0,
            digest: Context::new(&SHA256),
            held: Vec::new(),
            file: None,
        }
    }

    async fn take(mut self, octets: &[u8], desk: &Arc<Desk>) -> Result<Self, Problem> {
        if !self.hold(octets, desk)? {
            return Ok(self);
        }
        let desk = Arc::clone(desk);
        let written = spawn_blocking(move || self.write(&desk)).await;
        written.unwrap_or_else(|_| Err(Problem::defect()))
    }

    /// Whether so much is held that it goes into the file.
    fn hold(&mut self, octets: &[u8], desk: &Desk) -> Result<bool, Problem> {
        self.length += octets.len() as u64;
        if self.length > desk.limits.document {
            return Err(too_large(&desk.limits));
        }
        self.held.extend_from_slice(octets);
        let bound = match self.file {
            Some(_) => PIECE,
            None => desk.limits.in_memory,
        };
        if self.held.len() <= bound {
            return Ok(false);
        }
        if self.file.is_none() {
            is_pdf(&self.held)?;
        }
        Ok(true)
    }

    /// Into the file, which is made where there is none.
    fn write(mut self, desk: &Desk) -> Result<Self, Problem> {
        let opened = match self.file.take() {
            Some(opened) => Ok(opened),
            None => opened(desk),
        };
        let (filed, mut file) = opened.map_err(|_| Problem::storage())?;
        self.digest.update(&self.held);
        let written = file.write_all(&self.held);
        written.map_err(|_| Problem::storage())?;
        self.held.clear();
        self.file = Some((filed, file));
        Ok(self)
    }

    async fn end(self, desk: &Arc<Desk>) -> Result<Document, Problem> {
        if self.file.is_none() {
            is_pdf(&self.held)?;
        }
        let rooms = Arc::clone(&desk.rooms);
        let ended = spawn_blocking(move || self.ended(rooms)).await;
        ended.unwrap_or_else(|_| Err(Problem::defect()))
    }

    fn ended(mut self, rooms: Arc<Rooms>) -> Result<Document, Problem> {
        self.digest.update(&self.held);
        let digest = self.digest.finish();
        let sha256 = digest.as_ref().iter();
        let sha256: String = sha256.map(|octet| format!("{octet:02x}")).collect();
        let Some((filed, mut file)) = self.file else {
            return Ok(Document::in_memory(self.held, sha256, rooms));
        };
        let written = file.write_all(&self.held);
        written.map_err(|_| Problem::storage())?;
        Ok(Document::in_file(filed, self.length, sha256, rooms))
    }
}

/// A document that somebody else writes, on a thread that may wait.
pub(crate) struct Sink {
    desk: Arc<Desk>,
    coming: Option<Coming>,
    problem: Option<Problem>,
}

impl Sink {
    pub(crate) fn new(desk: Arc<Desk>) -> Self {
        Self {
            desk,
            coming: Some(Coming::new()),
            problem: None,
        }
    }

    /// Octets it takes.
    pub(crate) fn limit(&self) -> u64 {
        self.desk.limits.document
    }

    /// The document, where all of it was written.
    pub(crate) fn end(self, written: Result<(), Problem>) -> Result<Document, Problem> {
        let Self {
            desk,
            coming,
            problem,
        } = self;
        // why it was not taken says more than that it could not be written
        if let Some(problem) = problem {
            return Err(problem);
        }
        written?;
        let coming = coming.ok_or_else(Problem::defect)?;
        if coming.file.is_none() {
            is_pdf(&coming.held)?;
        }
        coming.ended(Arc::clone(&desk.rooms))
    }

    fn take(&mut self, octets: &[u8]) -> Result<(), Problem> {
        let mut coming = self.coming.take().ok_or_else(Problem::defect)?;
        if coming.hold(octets, &self.desk)? {
            coming = coming.write(&self.desk)?;
        }
        self.coming = Some(coming);
        Ok(())
    }
}

impl io::Write for Sink {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.take(octets).map_err(|problem| {
            self.problem = Some(problem);
            io::Error::other("the document is not taken")
        })?;
        Ok(octets.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn opened(desk: &Desk) -> io::Result<(Filed, File)> {
    let filed = Filed::new(&desk.rooms)?;
    let file = File::create_new(&filed.path)?;
    Ok((filed, file))
}

fn is_pdf(octets: &[u8]) -> Result<(), Problem> {
    let head = octets.get(..HEADER_WITHIN).unwrap_or(octets);
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Ok(());
    }
    Err(Problem::ours(
        Code::NotAPdf,
        "Nội dung gửi đến không phải là tệp PDF: không có “%PDF-” trong 1.024 octet đầu.",
        "The body is no PDF file: no “%PDF-” within its first 1,024 octets.",
    ))
}

fn too_large(limits: &Limits) -> Problem {
    let octets = limits.document;
    Problem::ours(
        Code::TooLarge,
        format!("Tệp lớn hơn giới hạn của dịch vụ: {octets} octet."),
        format!("The file is larger than the service takes: {octets} octets."),
    )
}

pub(crate) fn too_slow() -> Problem {
    Problem::ours(
        Code::TooSlow,
        "Tệp được gửi quá chậm; dịch vụ không chờ nữa.",
        "The file comes too slowly; the service waits no longer.",
    )
}

pub(crate) fn cut_short() -> Problem {
    Problem::ours(
        Code::CutShort,
        "Tệp bị cắt: kết nối kết thúc trước độ dài đã khai.",
        "The file is cut short: the connection ended before its declared length.",
    )
}
