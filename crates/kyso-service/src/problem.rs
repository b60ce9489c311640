//! What goes wrong, told in two languages (RFC 9457).

use std::borrow::Cow;
use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_LANGUAGE, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::log::{Coded, Traced};

/// Where problems are explained; the code follows.
const PAGE: &str = "https://github.com/kyso-vn/kyso/blob/main/docs/http.md#";

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Words {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Words {
    /// A sentence in both languages.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            vi: vi.into(),
            en: en.into(),
        }
    }
}

/// The language of who asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Vietnamese, unless English is asked for first.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// The first of the two that `Accept-Language` names (RFC 9110 §12.5.4; weights are not weighed).
    pub(crate) fn asked(headers: &HeaderMap) -> Self {
        let asked = headers.get(ACCEPT_LANGUAGE);
        let asked = asked.and_then(|value| value.to_str().ok()).unwrap_or("");
        let first = asked.split(',').find_map(|range| match primary(range) {
            "en" => Some(Self::En),
            "vi" => Some(Self::Vi),
            _ => None,
        });
        first.unwrap_or_default()
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::asked(&parts.headers))
    }
}

/// `en-GB;q=0.7` → `en`.
fn primary(range: &str) -> &str {
    range.trim().split([';', '-']).next().unwrap_or("").trim()
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    status: StatusCode,
    code: Cow<'static, str>,
    text: Words,
    offset: Option<u64>,
    header: Option<Box<(HeaderName, HeaderValue)>>,
}

/// The problems of the service itself. Those of an [`Office`](crate::Office) have its own codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Code {
    /// The access token may not do this.
    Access,
    /// No access token that is known.
    AccessToken,
    /// A defect of the program.
    Defect,
    /// The document ended before its declared length.
    CutShort,
    /// Only a page of the service's own may do it.
    Forbidden,
    /// The same `Idempotency-Key` for something else.
    Idempotency,
    /// The first request with that `Idempotency-Key` is still at work.
    InProgress,
    /// No such address.
    NotFound,
    /// The request is at another step.
    NotNow,
    /// The address has another method.
    MethodNotAllowed,
    /// It does not begin as a PDF file does.
    NotAPdf,
    /// A parameter that cannot be.
    Parameter,
    /// More than the service takes.
    TooLarge,
    /// More requests than are allowed a minute.
    TooMany,
    /// Slower than the service waits.
    TooSlow,
    /// What is sent is not said to be a PDF file.
    MediaType,
    /// The folder for documents cannot be written.
    Storage,
}

impl Code {
    /// All, as `docs/http.md` lists them.
    pub const ALL: [Self; 17] = [
        Self::Access,
        Self::AccessToken,
        Self::CutShort,
        Self::Defect,
        Self::Forbidden,
        Self::Idempotency,
        Self::InProgress,
        Self::MediaType,
        Self::MethodNotAllowed,
        Self::NotAPdf,
        Self::NotFound,
        Self::NotNow,
        Self::Parameter,
        Self::Storage,
        Self::TooLarge,
        Self::TooMany,
        Self::TooSlow,
    ];

    /// The word programs see.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::AccessToken => "access-token",
            Self::CutShort => "cut-short",
            Self::Defect => "defect",
            Self::MediaType => "media-type",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::NotAPdf => "not-a-pdf",
            Self::Forbidden => "forbidden",
            Self::Idempotency => "idempotency",
            Self::InProgress => "in-progress",
            Self::NotFound => "not-found",
            Self::NotNow => "not-now",
            Self::Parameter => "parameter",
            Self::Storage => "storage",
            Self::TooLarge => "too-large",
            Self::TooMany => "too-many",
            Self::TooSlow => "too-slow",
        }
    }

    const fn status(self) -> StatusCode {
        match self {
            Self::Access => StatusCode::FORBIDDEN,
            Self::AccessToken => StatusCode::UNAUTHORIZED,
            Self::CutShort | Self::Parameter => StatusCode::BAD_REQUEST,
            Self::Defect => StatusCode::INTERNAL_SERVER_ERROR,
            Self::MediaType | Self::NotAPdf => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Idempotency => StatusCode::UNPROCESSABLE_ENTITY,
            Self::InProgress | Self::NotNow => StatusCode::CONFLICT,
            Self::Storage => StatusCode::INSUFFICIENT_STORAGE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
        }
    }
}

impl Problem {
    /// A problem of the office: a status, a stable kebab-case code, a sentence.
    pub fn new(status: u16, code: impl Into<Cow<'static, str>>, text: Words) -> Self {
        Self {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            code: code.into(),
            text,
            offset: None,
            header: None,
        }
    }

    /// With the place in the document.
    #[must_use]
    pub const fn at(mut self, offset: Option<u64>) -> Self {
        self.offset = offset;
        self
    }

    /// What programs compare.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The sentence.
    pub const fn text(&self) -> &Words {
        &self.text
    }

    /// With a header field of the answer.
    pub(crate) fn with(mut self, name: HeaderName, value: String) -> Self {
        self.header = HeaderValue::try_from(value)
            .ok()
            .map(|value| Box::new((name, value)));
        self
    }

    pub(crate) fn ours(code: Code, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(code.status().as_u16(), code.word(), Words::new(vi, en))
    }

    pub(crate) fn defect() -> Self {
        Self::ours(
            Code::Defect,
            "Lỗi của chương trình; không có kết quả.",
            "A defect of the program; there is no result.",
        )
    }

    pub(crate) fn storage() -> Self {
        Self::ours(
            Code::Storage,
            "Không ghi được tệp tạm của dịch vụ.",
            "The service cannot write its temporary file.",
        )
    }

    /// RFC 9457 §3.1, with `code`, `text` in both languages, `offset` and `request` beside.
    fn body(&self, language: Language, request: &str) -> String {
        let Words { vi, en } = &self.text;
        let detail = match language {
            Language::Vi => vi,
            Language::En => en,
        };
        let told = Described {
            r#type: format!("{PAGE}{}", self.code),
            title: self.status.canonical_reason().unwrap_or("Error"),
            status: self.status.as_u16(),
            detail: detail.clone(),
            code: self.code.clone(),
            text: self.text.clone(),
            offset: self.offset,
            request: request.to_owned(),
        };
        serde_json::to_string(&told).expect("a problem is plain data")
    }
}

/// The language is known to `in_their_language` only.
impl IntoResponse for Problem {
    fn into_response(mut self) -> Response {
        let mut response = self.status.into_response();
        if let Some((name, value)) = self.header.take().map(|header| *header) {
            response.headers_mut().insert(name, value);
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes problems in the language of who asked.
pub(crate) async fn in_their_language(request: Request, next: Next) -> Response {
    let language = Language::asked(request.headers());
    let traced = request.extensions().get::<Arc<Traced>>().cloned();
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else {
        return response;
    };
    let request = traced.as_ref().map_or("", |traced| &traced.id);
    *response.body_mut() = problem.body(language, request).into();
    response.extensions_mut().insert(Coded(problem.code));
    let headers = response.headers_mut();
    let mut put = |name, value| headers.insert(name, HeaderValue::from_static(value));
    put(CONTENT_TYPE, "application/problem+json");
    put(CONTENT_LANGUAGE, language.word());
    response
}

/// A problem as it is written, and described (RFC 9457 §3.1).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Described {
    /// The page of the code.
    r#type: String,
    /// The status in words.
    title: &'static str,
    /// The status.
    status: u16,
    /// The sentence, in the language asked for.
    detail: String,
    /// What programs compare.
    code: Cow<'static, str>,
    text: Words,
    /// Where in the document, in octets.
    #[schema(required)]
    offset: Option<u64>,
    /// The number of the request: `X-Request-Id`.
    request: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_named_is_spoken() {
        let asked = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, value.parse().unwrap());
            Language::asked(&headers)
        };
        assert_eq!(Language::asked(&HeaderMap::new()), Language::Vi);
        assert_eq!(asked("fr, en-GB;q=0.8, vi;q=0.2"), Language::En);
        assert_eq!(asked("vi-VN,vi;q=0.9,en;q=0.8"), Language::Vi);
        assert_eq!(asked("*"), Language::Vi);
    }
}
