//! A document with what belongs to it: `multipart/form-data` (RFC 7578), its parts in any order.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue};
use tokio::time::{Instant, timeout_at};

use crate::desk::Desk;
use crate::document::Document;
use crate::password;
use crate::problem::{Code, Problem};
use crate::upload::{self, Pieces, cut_short, linger, too_slow};

const FORM: &[u8] = b"multipart/form-data";
/// Parts of a form, and octets of each but the document. Ours.
const PARTS: usize = 32;
const LONGEST: usize = 4 << 20;

/// The document, and the other parts by their names.
pub(crate) struct Form {
    pub(crate) document: Document,
    parts: BTreeMap<String, Vec<u8>>,
}

impl FromRequest<Arc<Desk>> for Form {
    type Rejection = Problem;

    async fn from_request(request: Request, desk: &Arc<Desk>) -> Result<Self, Problem> {
        let (head, mut body) = request.into_parts();
        let announced = match is_form(&head.headers) {
            true => password::of(&head.headers),
            false => Err(no_form()),
        };
        let password = match announced {
            Ok(password) => password,
            Err(problem) => {
                linger(&mut body).await;
                return Err(problem);
            }
        };
        let form = Multipart::from_request(Request::from_parts(head, body), desk).await;
        let mut form = form.map_err(|_| no_form())?;
        let filled = filled(&mut form, desk).await;
        if filled.is_err() {
            linger(&mut form).await;
        }
        let Self { document, parts } = filled?;
        let document = document.opened_by(password);
        Ok(Self { document, parts })
    }
}

/// RFC 7578 §8.
fn is_form(headers: &HeaderMap) -> bool {
    let said = headers.get(CONTENT_TYPE);
    let said = said.map_or(&b""[..], HeaderValue::as_bytes);
    let essence = said.get(..FORM.len()).unwrap_or(b"");
    essence.eq_ignore_ascii_case(FORM)
}

async fn filled(form: &mut Multipart, desk: &Arc<Desk>) -> Result<Form, Problem> {
    let (mut document, mut parts) = (None, BTreeMap::new());
    let until = Instant::now() + desk.limits.allowed(desk.limits.document);
    for _ in 0..PARTS {
        let part = timeout_at(until, form.next_field()).await;
        let part = part.map_err(|_| too_slow())?.map_err(|_| cut_short())?;
        let Some(part) = part else {
            let document = document.ok_or_else(|| missing("document"))?;
            return Ok(Form { document, parts });
        };
        let name = part.name().unwrap_or_default().to_owned();
        let is_twice = match name.as_str() {
            "document" => document
                .replace(upload::receive(part, desk).await?)
                .is_some(),
            _ => parts
                .insert(name.clone(), small(part, desk).await?)
                .is_some(),
        };
        if is_twice {
            return Err(wrong(&name, "có hai lần", "stands twice"));
        }
    }
    Err(wrong("", "quá nhiều phần", "has too many parts"))
}

/// A form, or the document alone.
pub(crate) struct FormOrDocument(pub(crate) Form);

impl FromRequest<Arc<Desk>> for FormOrDocument {
    type Rejection = Problem;

    async fn from_request(request: Request, desk: &Arc<Desk>) -> Result<Self, Problem> {
        if is_form(request.headers()) {
            return Form::from_request(request, desk).await.map(Self);
        }
        let upload::Upload(document) = upload::Upload::from_request(request, desk).await?;
        let parts = BTreeMap::new();
        Ok(Self(Form { document, parts }))
    }
}

impl Pieces for Field<'_> {
    async fn piece(&mut self) -> Result<Option<Bytes>, Problem> {
        self.chunk().await.map_err(|_| cut_short())
    }
}

/// What is left of a refused form; what a part has left goes with it.
impl Pieces for Multipart {
    async fn piece(&mut self) -> Result<Option<Bytes>, Problem> {
        match self.next_field().await.map_err(|_| cut_short())? {
            Some(mut part) => part
                .piece()
                .await
                .map(|piece| Some(piece.unwrap_or_default())),
            None => Ok(None),
        }
    }
}

async fn small(mut part: Field<'_>, desk: &Arc<Desk>) -> Result<Vec<u8>, Problem> {
    let until = Instant::now() + desk.limits.grace;
    let mut octets = Vec::new();
    loop {
        let piece = timeout_at(until, part.piece()).await;
        let Some(piece) = piece.map_err(|_| too_slow())?? else {
            return Ok(octets);
        };
        octets.extend_from_slice(&piece);
        if octets.len() > LONGEST {
            let name = part.name().unwrap_or_default().to_owned();
            return Err(wrong(&name, "quá dài", "is too long"));
        }
    }
}

impl Form {
    /// A part that has to be there.
    pub(crate) fn octets(&mut self, name: &str) -> Result<Vec<u8>, Problem> {
        self.parts.remove(name).ok_or_else(|| missing(name))
    }

    /// A part that may be there, as text.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let text = self.parts.remove(name).map(String::from_utf8);
        let text = text.transpose();
        text.map_err(|_| wrong(name, "không phải UTF-8", "is no UTF-8"))
    }

    /// The document, when every part was asked for.
    pub(crate) fn only(self) -> Result<Document, Problem> {
        match self.parts.keys().next() {
            Some(name) => Err(wrong(name, "không được dùng ở đây", "is not known here")),
            None => Ok(self.document),
        }
    }
}

fn no_form() -> Problem {
    Problem::ours(
        Code::MediaType,
        "Nội dung gửi đến phải là multipart/form-data.",
        "The body has to be multipart/form-data.",
    )
}

fn missing(name: &str) -> Problem {
    wrong(name, "bị thiếu", "is missing")
}

pub(crate) fn wrong(name: &str, vi: &str, en: &str) -> Problem {
    let name: String = name
        .chars()
        .filter(|one| !one.is_control())
        .take(64)
        .collect();
    Problem::ours(
        Code::Parameter,
        format!("Phần “{name}” của biểu mẫu {vi}."),
        format!("The part “{name}” of the form {en}."),
    )
}
