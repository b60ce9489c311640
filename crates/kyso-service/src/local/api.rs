//! What the page of a request asks for.

use std::path::Path as FsPath;
use std::sync::Arc;

use axum::Json;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request, State};
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, ORIGIN, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;

use super::Counter;
use super::waiting::{Action, Asked, Entry};
use crate::download;
use crate::office::Made;
use crate::pages;
use crate::problem::{Code, Problem};
use crate::signatory::Spot;
use crate::upload::Upload;

/// The request of the path, for who holds its cookie; what changes something comes from its own page.
pub(super) struct Here(Arc<Entry>);

impl FromRequestParts<Arc<Counter>> for Here {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        counter: &Arc<Counter>,
    ) -> Result<Self, Problem> {
        let path = Path::<Vec<String>>::from_request_parts(parts, counter).await;
        let id = path.ok().and_then(|Path(path)| path.into_iter().next());
        let id = id.ok_or_else(unknown)?;
        if parts.method != Method::GET && !is_own_page(&parts.headers, counter) {
            return Err(foreign());
        }
        let cookie = cookie(&parts.headers, &id).ok_or_else(unknown)?;
        let entry = counter.waiting.of(&id, cookie).ok_or_else(unknown)?;
        Ok(Self(entry))
    }
}

fn is_own_page(headers: &HeaderMap, counter: &Counter) -> bool {
    let origin = headers.get(ORIGIN).and_then(|value| value.to_str().ok());
    origin.is_some_and(|origin| counter.is_own(origin))
}

fn cookie<'h>(headers: &'h HeaderMap, id: &str) -> Option<&'h str> {
    let name = name(id);
    let all = headers.get_all(COOKIE).iter();
    let all = all.filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';')).find_map(|one| {
        let (known, value) = one.trim().split_once('=')?;
        (known == name).then_some(value)
    })
}

/// A cookie for each request: two of them at once do not know each other.
fn name(id: &str) -> String {
    format!("ky-{}", id.get(..16).unwrap_or(id))
}

/// Opens the page of a request: once, and for one browser.
pub(super) async fn open(
    State(counter): State<Arc<Counter>>,
    Path(token): Path<String>,
) -> Response {
    let Some((entry, cookie)) = counter.waiting.opened(&token) else {
        let mut gone = pages::file(pages::HTML, include_str!("../pages/gone.html"));
        *gone.status_mut() = StatusCode::GONE;
        return gone;
    };
    let secure = match counter.pages.starts_with("https:") {
        true => "; Secure",
        false => "",
    };
    let age = counter.desk.limits.patience.as_secs() * 2;
    let name = name(&entry.id);
    let cookie =
        format!("{name}={cookie}; Path=/ky/; Max-Age={age}; HttpOnly; SameSite=Strict{secure}");
    let headers = [
        (SET_COOKIE, cookie),
        (LOCATION, format!("/ky/#{}", entry.id)),
    ];
    (StatusCode::SEE_OTHER, headers).into_response()
}

pub(super) async fn state(Here(entry): Here) -> Json<Value> {
    Json(entry.told())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OriginAsked {
    allow: bool,
}

pub(super) async fn origin(here: Here, asked: Body<OriginAsked>) -> Result<Json<Value>, Problem> {
    here.does(Action::Origin(asked.0.allow)).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NameAsked {
    #[serde(default)]
    name: Option<String>,
}

pub(super) async fn document(
    State(counter): State<Arc<Counter>>,
    here: Here,
    Query(asked): Query<NameAsked>,
    request: Request,
) -> Result<Json<Value>, Problem> {
    let Upload(document) = Upload::from_request(request, &counter.desk).await?;
    let document = document.named(asked.name.as_deref())?;
    here.does(Action::Document(document)).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WishAsked {
    #[serde(default)]
    document: usize,
    #[serde(default)]
    certificate: Option<String>,
    #[serde(default)]
    place: Option<Spot>,
}

pub(super) async fn wish(here: Here, asked: Body<WishAsked>) -> Result<Json<Value>, Problem> {
    let WishAsked {
        document,
        certificate,
        place,
    } = asked.0;
    here.does(Action::Wish {
        document,
        certificate,
        place,
    })
    .await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SignAsked {
    #[serde(deserialize_with = "secret")]
    pin: SecretString,
    seen: Vec<String>,
}

fn secret<'de, D: serde::Deserializer<'de>>(from: D) -> Result<SecretString, D::Error> {
    String::deserialize(from).map(SecretString::from)
}

pub(super) async fn sign(here: Here, asked: Body<SignAsked>) -> Result<Json<Value>, Problem> {
    let SignAsked { pin, seen } = asked.0;
    here.does(Action::Sign { pin, seen }).await
}

pub(super) async fn resend(here: Here) -> Result<Json<Value>, Problem> {
    here.does(Action::Resend).await
}

pub(super) async fn refuse(here: Here) -> Result<Json<Value>, Problem> {
    here.does(Action::Refuse).await
}

/// A page of a document as it will be signed.
pub(super) async fn page(
    State(counter): State<Arc<Counter>>,
    Here(entry): Here,
    Path((_, index, page)): Path<(String, usize, u32)>,
) -> Result<Response, Problem> {
    let item = entry.state().items.get(index).cloned();
    let item = item.ok_or_else(unknown)?;
    let picture = counter.ask(move |signatory| signatory.page(&item.document, &item.wish, page));
    Ok(([(CONTENT_TYPE, "image/png")], picture.await?).into_response())
}

/// A document as it came in: the checking page shows what is in it.
pub(super) async fn original(
    State(counter): State<Arc<Counter>>,
    Here(entry): Here,
    Path((_, index)): Path<(String, usize)>,
) -> Result<Response, Problem> {
    let item = entry.state().items.get(index).cloned();
    let document = item.ok_or_else(unknown)?.document;
    let file = {
        let document = Arc::clone(&document);
        spawn_blocking(move || document.path().map(FsPath::to_owned)).await
    };
    let file = file
        .map_err(|_| Problem::defect())?
        .map_err(|_| Problem::storage())?;
    download::send(&Made { file }, document, &counter.desk)
}

/// A signed document that its system did not take.
pub(super) async fn signed(
    State(counter): State<Arc<Counter>>,
    Here(entry): Here,
    Path((_, index)): Path<(String, usize)>,
) -> Result<Response, Problem> {
    let item = entry.state().items.get(index).cloned();
    let item = item.ok_or_else(unknown)?;
    let made = item.signed.ok_or_else(unknown)?;
    download::send(&made, item.document, &counter.desk)
}

impl Here {
    /// Tells the request, and waits until it was done.
    async fn does(self, action: Action) -> Result<Json<Value>, Problem> {
        let (answer, answered) = oneshot::channel();
        let told = self.0.actions.send(Asked { action, answer }).await;
        told.map_err(|_| over())?;
        answered.await.map_err(|_| over())??;
        Ok(Json(self.0.told()))
    }
}

/// JSON whose octets are in no error: a PIN may be among them.
pub(super) struct Body<T>(T);

impl<T: serde::de::DeserializeOwned> FromRequest<Arc<Counter>> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, counter: &Arc<Counter>) -> Result<Self, Problem> {
        let read = Json::<T>::from_request(request, counter).await;
        let wrong = |_| {
            Problem::ours(
                Code::Parameter,
                "Nội dung không phải JSON của việc này.",
                "The body is not the JSON of this act.",
            )
        };
        read.map(|Json(read)| Self(read)).map_err(wrong)
    }
}

fn unknown() -> Problem {
    Problem::ours(
        Code::NotFound,
        "Không có yêu cầu này, hoặc nó đã mở ở cửa sổ khác.",
        "There is no such request, or it is open in another window.",
    )
}

fn foreign() -> Problem {
    Problem::ours(
        Code::Forbidden,
        "Chỉ trang xác nhận của dịch vụ mới làm được việc này.",
        "Only the service's own page may do this.",
    )
}

fn over() -> Problem {
    Problem::ours(Code::NotNow, "Yêu cầu đã kết thúc.", "The request is over.")
}
