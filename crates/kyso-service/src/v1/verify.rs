//! Judging a document.

use std::sync::Arc;

use axum::extract::State;

use super::asked::Asked;
use crate::desk::Desk;
use crate::office::{Answer, CheckAsked, Named, VerifyAsked};
use crate::password::Password;
use crate::problem::{Described, Language, Problem};
use crate::upload::Upload;

/// Judges the signatures of a PDF document: what `kyso verify --json` prints of it. A negative verdict is an answer too.
#[utoipa::path(
    post,
    path = "/verify",
    params(VerifyAsked, Password),
    request_body(content = Vec<u8>, content_type = "application/pdf", description = "The document"),
    responses(
        (status = OK, description = "The report", body = serde_json::Value, content_type = "application/json"),
        (status = BAD_REQUEST, description = "A parameter is wrong, or the document was cut short", body = Described, content_type = "application/problem+json"),
        (status = REQUEST_TIMEOUT, description = "The document comes too slowly", body = Described, content_type = "application/problem+json"),
        (status = PAYLOAD_TOO_LARGE, description = "The document is too large", body = Described, content_type = "application/problem+json"),
        (status = UNSUPPORTED_MEDIA_TYPE, description = "No PDF document", body = Described, content_type = "application/problem+json"),
        (status = UNPROCESSABLE_ENTITY, description = "The document cannot be read", body = Described, content_type = "application/problem+json"),
    )
)]
pub(super) async fn verify(
    State(desk): State<Arc<Desk>>,
    Asked(asked): Asked<VerifyAsked>,
    language: Language,
    Upload(document): Upload,
) -> Result<Answer, Problem> {
    let document = document.named(asked.name.as_deref())?;
    desk.ask(move |office| office.verify(&document, &asked, language))
        .await
}

/// Verifies a PDF document and judges it by the law in force on its days: what `kyso check --json` prints of it.
#[utoipa::path(
    post,
    path = "/check",
    params(CheckAsked, Password),
    request_body(content = Vec<u8>, content_type = "application/pdf", description = "The document"),
    responses(
        (status = OK, description = "The report", body = serde_json::Value, content_type = "application/json"),
        (status = BAD_REQUEST, description = "A parameter is wrong, or the document was cut short", body = Described, content_type = "application/problem+json"),
        (status = REQUEST_TIMEOUT, description = "The document comes too slowly", body = Described, content_type = "application/problem+json"),
        (status = PAYLOAD_TOO_LARGE, description = "The document is too large", body = Described, content_type = "application/problem+json"),
        (status = UNSUPPORTED_MEDIA_TYPE, description = "No PDF document", body = Described, content_type = "application/problem+json"),
        (status = UNPROCESSABLE_ENTITY, description = "The document cannot be read", body = Described, content_type = "application/problem+json"),
    )
)]
pub(super) async fn check(
    State(desk): State<Arc<Desk>>,
    Asked(asked): Asked<CheckAsked>,
    language: Language,
    Upload(document): Upload,
) -> Result<Answer, Problem> {
    let document = document.named(asked.name.as_deref())?;
    desk.ask(move |office| office.check(&document, &asked, language))
        .await
}

/// Which level a signed document has, and by which day something must be done: what `kyso archive status --json` prints of it.
#[utoipa::path(
    post,
    path = "/archive-status",
    params(Named, Password),
    request_body(content = Vec<u8>, content_type = "application/pdf", description = "The document"),
    responses(
        (status = OK, description = "The report", body = serde_json::Value, content_type = "application/json"),
        (status = BAD_REQUEST, description = "A parameter is wrong, or the document was cut short", body = Described, content_type = "application/problem+json"),
        (status = REQUEST_TIMEOUT, description = "The document comes too slowly", body = Described, content_type = "application/problem+json"),
        (status = PAYLOAD_TOO_LARGE, description = "The document is too large", body = Described, content_type = "application/problem+json"),
        (status = UNSUPPORTED_MEDIA_TYPE, description = "No PDF document", body = Described, content_type = "application/problem+json"),
        (status = UNPROCESSABLE_ENTITY, description = "The document cannot be read", body = Described, content_type = "application/problem+json"),
    )
)]
pub(super) async fn archive_status(
    State(desk): State<Arc<Desk>>,
    Asked(asked): Asked<Named>,
    language: Language,
    Upload(document): Upload,
) -> Result<Answer, Problem> {
    let document = document.named(asked.name.as_deref())?;
    desk.ask(move |office| office.archive_status(&document, &asked, language))
        .await
}
