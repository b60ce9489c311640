//! What a document looks like.

use std::ops::RangeInclusive;
use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use super::asked::Asked;
use crate::desk::Desk;
use crate::office::{Answer, PageAsked, PagesAsked, Picture};
use crate::password::Password;
use crate::problem::{Code, Described, Language, Problem};
use crate::upload::Upload;

/// Small print can be read at 200; a page of A4 has 4 million pixels then. Ours.
const DPI: RangeInclusive<u16> = 18..=200;

/// The pages of a PDF document: their sizes, where its signatures show, and what was changed after each of them.
#[utoipa::path(
    post,
    path = "/pages",
    params(PagesAsked, Password),
    request_body(content = Vec<u8>, content_type = "application/pdf", description = "The document"),
    responses(
        (status = OK, description = "Sizes, places, changes", body = serde_json::Value, content_type = "application/json"),
        (status = "4XX", description = "Its pages cannot be read", body = Described, content_type = "application/problem+json"),
        (status = "5XX", description = "The service cannot do it now", body = Described, content_type = "application/problem+json"),
    )
)]
pub(super) async fn pages(
    State(desk): State<Arc<Desk>>,
    Asked(asked): Asked<PagesAsked>,
    language: Language,
    Upload(document): Upload,
) -> Result<Answer, Problem> {
    let document = document.named(asked.name.as_deref())?;
    desk.ask(move |office| office.pages(&document, &asked, language))
        .await
}

/// A picture of a page, as it is now or as a signer saw it.
#[utoipa::path(
    post,
    path = "/page",
    params(PageAsked, Password),
    request_body(content = Vec<u8>, content_type = "application/pdf", description = "The document"),
    responses(
        (status = OK, description = "The picture", body = Vec<u8>, content_type = "image/png"),
        (status = "4XX", description = "There is no such page, or it cannot be drawn", body = Described, content_type = "application/problem+json"),
        (status = "5XX", description = "The service cannot do it now", body = Described, content_type = "application/problem+json"),
    )
)]
pub(super) async fn page(
    State(desk): State<Arc<Desk>>,
    Asked(asked): Asked<PageAsked>,
    Upload(document): Upload,
) -> Result<Picture, Problem> {
    if !DPI.contains(&asked.dpi) {
        return Err(Problem::ours(
            Code::Parameter,
            "Tham số dpi: từ 18 đến 200.",
            "The parameter dpi: from 18 to 200.",
        ));
    }
    let document = document.named(None)?;
    desk.ask(move |office| office.page(&document, &asked)).await
}

impl IntoResponse for Picture {
    fn into_response(self) -> Response {
        ([(CONTENT_TYPE, "image/png")], self.0).into_response()
    }
}
