//! Signing with a key elsewhere, and raising what was signed.

use std::sync::Arc;

use axum::Json;
use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use super::asked::Asked;
use super::once::{About, IdempotencyKey, Once};
use crate::desk::Desk;
use crate::document::Document;
use crate::download;
use crate::form::{Form, FormOrDocument, wrong};
use crate::office::{
    ExtendAsked, FinishAsked, Made, Office, PrepareAnswer, PrepareAsked, SignAsked,
};
use crate::password::Password;
use crate::problem::{Described, Problem};
use crate::upload::{Upload, linger};

/// The key that signs.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct WithKey {
    /// The name of the key in the service's configuration.
    key: String,
}

/// The parts of the form of [`sign`].
#[derive(ToSchema)]
#[expect(dead_code, reason = "a description: `sign_asked` reads it")]
struct SignForm {
    /// The document.
    #[schema(value_type = String, format = Binary)]
    document: Vec<u8>,
    /// An empty field of the document, or the name of a new one.
    field: Option<String>,
    /// The reason.
    reason: Option<String>,
    /// The place.
    location: Option<String>,
    /// What it shows on the page, instead of what the key shows.
    appearance: Option<String>,
    /// The number of the document, shown.
    number: Option<String>,
    /// The symbol of the document, shown.
    symbol: Option<String>,
    /// The day it is dated, shown.
    dated: Option<String>,
    /// Where it shows: `PAGE:LEFT,BOTTOM` in millimetres.
    place: Option<String>,
}

/// Signs with a key of this service, under an access token.
#[utoipa::path(
    post,
    path = "/sign",
    params(WithKey, Password, IdempotencyKey),
    request_body(content((SignForm = "multipart/form-data"), (Vec<u8> = "application/pdf"))),
    responses(
        (status = OK, description = "The signed document", body = Vec<u8>, content_type = "application/pdf"),
        (status = "4XX", description = "It cannot be signed so", body = Described, content_type = "application/problem+json"),
        (status = "5XX", description = "The service cannot do it now", body = Described, content_type = "application/problem+json"),
    ),
    security(("access" = []))
)]
pub(super) async fn sign(
    State(desk): State<Arc<Desk>>,
    once: Once,
    signing: Signing,
) -> Result<Response, Problem> {
    let (document, asked) = sign_asked(signing)?;
    let about = About::new(&document, &asked);
    let at = Arc::clone(&desk);
    let work = async move {
        let turn = at.gate.turn(&asked.key).await?;
        let made = at.have(turn, move |office| {
            let made = office.sign(&document, &asked)?;
            Ok((made, document))
        });
        made.await
    };
    once.made(&desk, about, work).await
}

fn sign_asked(signing: Signing) -> Result<(Document, SignAsked), Problem> {
    let Signing { key, mut form } = signing;
    let asked = SignAsked {
        key,
        field: form.text("field")?,
        reason: form.text("reason")?,
        location: form.text("location")?,
        appearance: form.text("appearance")?,
        number: form.text("number")?,
        symbol: form.text("symbol")?,
        dated: form.text("dated")?,
        place: form.text("place")?,
    };
    let document = form.only()?.named(None)?;
    Ok((document, asked))
}

/// What a client sends that may sign with the key it names; the document is taken after that was asked.
pub(super) struct Signing {
    key: String,
    form: Form,
}

impl FromRequest<Arc<Desk>> for Signing {
    type Rejection = Problem;

    async fn from_request(request: Request, desk: &Arc<Desk>) -> Result<Self, Problem> {
        let (mut parts, mut body) = request.into_parts();
        match permitted(&mut parts, desk).await {
            Ok(key) => {
                let request = Request::from_parts(parts, body);
                let FormOrDocument(form) = FormOrDocument::from_request(request, desk).await?;
                Ok(Self { key, form })
            }
            Err(problem) => {
                linger(&mut body).await;
                Err(problem)
            }
        }
    }
}

async fn permitted(parts: &mut Parts, desk: &Arc<Desk>) -> Result<String, Problem> {
    let Asked(WithKey { key }) = Asked::from_request_parts(parts, desk).await?;
    desk.gate.may_sign(parts.extensions.get(), &key)?;
    Ok(key)
}

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
    params(Password),
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
    params(Password),
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
    let made = made(Arc::clone(&desk), document, move |office, document| {
        office.finish(document, &asked)
    });
    let (made, document) = made.await?;
    download::send(&made, document, &desk)
}

/// Raises a signed document to a level; the time-stamp authorities are those of the service's configuration.
#[utoipa::path(
    post,
    path = "/extend",
    params(ExtendAsked, Password, IdempotencyKey),
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
    once: Once,
    Upload(document): Upload,
) -> Result<Response, Problem> {
    let document = document.named(None)?;
    let about = About::new(&document, &asked);
    let work = made(Arc::clone(&desk), document, move |office, document| {
        office.extend(document, &asked)
    });
    once.made(&desk, about, work).await
}

/// What the office makes of a document, and the document whose room it stands in.
async fn made(
    desk: Arc<Desk>,
    document: Document,
    make: impl FnOnce(&dyn Office, &Document) -> Result<Made, Problem> + Send + 'static,
) -> Result<(Made, Document), Problem> {
    let made = desk.ask(move |office| {
        let made = make(office, &document)?;
        Ok((made, document))
    });
    made.await
}
