//! Signing with a key elsewhere, and raising what was signed.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use utoipa::ToSchema;

use super::asked::Asked;
use crate::desk::Desk;
use crate::document::Document;
use crate::download;
use crate::form::{Form, wrong};
use crate::office::{ExtendAsked, FinishAsked, Made, Office, PrepareAnswer, PrepareAsked};
use crate::problem::{Described, Problem};
use crate::upload::Upload;

/// The parts of the form of [`prepare`].
#[derive(ToSchema)]
#[expect(dead_code, reason = "a description: `asked` reads it")]
struct PrepareForm {
    /// The document.
    #[schema(value_type = String, format = Binary)]
    document: Vec<u8>,
    /// The signer's certificate, PEM or DER.
    #[schema(value_type = String, format = Binary)]
    certificate: Vec<u8>,
    /// The other certificates of its path, PEM.
    #[schema(value_type = Option<String>, format = Binary)]
    chain: Option<Vec<u8>>,
    /// An empty field of the document, or the name of a new one.
    field: Option<String>,
    /// The reason.
    reason: Option<String>,
    /// The place.
    location: Option<String>,
    /// `true`: an RSA key signs by RSASSA-PSS.
    pss: Option<bool>,
}

/// The first half of signing with the client's own key. Nothing is kept: the second half is given the same document again.
#[utoipa::path(
    post,
    path = "/prepare",
    request_body(content = PrepareForm, content_type = "multipart/form-data"),
    responses(
        (status = OK, description = "What is to be signed, and the state for the second half", body = PrepareAnswer),
        (status = "4XX", description = "It cannot be signed so", body = Described, content_type = "application/problem+json"),
        (status = "5XX", description = "The service cannot do it now", body = Described, content_type = "application/problem+json"),
    )
)]
pub(super) async fn prepare(
    State(desk): State<Arc<Desk>>,
    form: Form,
) -> Result<Json<PrepareAnswer>, Problem> {
    let (document, asked) = prepare_asked(form)?;
    let answer = desk.ask(move |office| office.prepare(&document, &asked));
    answer.await.map(Json)
}

fn prepare_asked(mut form: Form) -> Result<(Document, PrepareAsked), Problem> {
    let pss = match form.text("pss")?.as_deref() {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => {
            return Err(wrong(
                "pss",
                "phải là true hoặc false",
                "has to be true or false",
            ));
        }
    };
    let asked = PrepareAsked {
        certificate: form.octets("certificate")?,
        chain: form.octets("chain").ok(),
        field: form.text("field")?,
        reason: form.text("reason")?,
        location: form.text("location")?,
        pss,
    };
    let document = form.only()?.named(None)?;
    Ok((document, asked))
}

/// The parts of the form of [`finish`].
#[derive(ToSchema)]
#[expect(dead_code, reason = "a description")]
struct FinishForm {
    /// The document, as it was given to `prepare`.
    #[schema(value_type = String, format = Binary)]
    document: Vec<u8>,
    /// What `prepare` gave.
    state: String,
    /// The value: of RSA its octets, of ECDSA its DER.
    #[schema(value_type = String, format = Binary)]
    signature: Vec<u8>,
}

/// The second half: the signed document.
#[utoipa::path(
    post,
    path = "/finish",
    request_body(content = FinishForm, content_type = "multipart/form-data"),
    responses(
        (status = OK, description = "The signed document", body = Vec<u8>, content_type = "application/pdf"),
        (status = "4XX", description = "It cannot be signed so", body = Described, content_type = "application/problem+json"),
        (status = "5XX", description = "The service cannot do it now", body = Described, content_type = "application/problem+json"),
    )
)]
pub(super) async fn finish(
    State(desk): State<Arc<Desk>>,
    mut form: Form,
) -> Result<Response, Problem> {
    let state = form.text("state")?;
    let asked = FinishAsked {
        state: state.ok_or_else(|| wrong("state", "bị thiếu", "is missing"))?,
        signature: form.octets("signature")?,
    };
    let document = form.only()?.named(None)?;
    made(&desk, document, move |office, document| {
        office.finish(document, &asked)
    })
    .await
}

/// Raises a signed document to a level; the time-stamp authorities are those of the service's configuration.
#[utoipa::path(
    post,
    path = "/extend",
    params(ExtendAsked),
    request_body(content = Vec<u8>, content_type = "application/pdf", description = "The document"),
    responses(
        (status = OK, description = "The document, raised", body = Vec<u8>, content_type = "application/pdf"),
        (status = "4XX", description = "It cannot be raised", body = Described, content_type = "application/problem+json"),
        (status = "5XX", description = "The service cannot do it now", body = Described, content_type = "application/problem+json"),
    )
)]
pub(super) async fn extend(
    State(desk): State<Arc<Desk>>,
    Asked(asked): Asked<ExtendAsked>,
    Upload(document): Upload,
) -> Result<Response, Problem> {
    let document = document.named(None)?;
    made(&desk, document, move |office, document| {
        office.extend(document, &asked)
    })
    .await
}

/// What the office makes of a document, on its way to the client.
async fn made(
    desk: &Arc<Desk>,
    document: Document,
    make: impl FnOnce(&dyn Office, &Document) -> Result<Made, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let made = desk.ask(move |office| {
        let made = make(office, &document)?;
        Ok((made, document))
    });
    let (made, document) = made.await?;
    download::send(&made, document, desk)
}
