//! `/v1`: the interface for servers.

mod answer;
mod asked;
mod health;
mod once;
mod pages;
mod sign;
mod verify;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::routing::get;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::access::admitted;
use crate::desk::Desk;
use crate::log::{Log, traced};
use crate::metrics::{Metrics, counted};
use crate::problem::{Code, Problem, in_their_language};

#[derive(OpenApi)]
#[openapi(info(
    title = "kyso",
    description = "Ký số và kiểm tra chữ ký số trên văn bản điện tử. Signing and checking of official documents.",
    license(name = "Apache-2.0 OR MIT", identifier = "Apache-2.0 OR MIT")
), modifiers(&AccessToken))]
struct Description;

/// RFC 6750.
struct AccessToken;

impl Modify for AccessToken {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        let components = description.components.get_or_insert_default();
        components.add_security_scheme("access", scheme);
    }
}

fn described() -> OpenApiRouter<Arc<Desk>> {
    let v1 = OpenApiRouter::new()
        .routes(routes!(health::health))
        .routes(routes!(verify::verify))
        .routes(routes!(verify::check))
        .routes(routes!(verify::archive_status))
        .routes(routes!(sign::sign))
        .routes(routes!(pages::pages))
        .routes(routes!(pages::page))
        .routes(routes!(sign::prepare))
        .routes(routes!(sign::finish))
        .routes(routes!(sign::extend));
    OpenApiRouter::with_openapi(Description::openapi()).nest("/v1", v1)
}

/// The OpenAPI description of `/v1`, made from the code: JSON.
pub fn description() -> String {
    let description = described().into_openapi();
    serde_json::to_string_pretty(&description).expect("a description is plain data") + "\n"
}

/// What is served at the address: `/v1`, and what else there is beside it.
pub(crate) fn router(desk: Arc<Desk>, beside: Router, log: Option<Log>) -> Router {
    let metrics = Arc::new(Metrics::default());
    let router: Router<Arc<Desk>> = described().into();
    router
        .fallback(async || {
            Problem::ours(
                Code::NotFound,
                "Không có địa chỉ này.",
                "There is no such address.",
            )
        })
        .method_not_allowed_fallback(async || {
            Problem::ours(
                Code::MethodNotAllowed,
                "Địa chỉ này dùng phương thức khác (xem Allow).",
                "This address has another method (see Allow).",
            )
        })
        // documents have limits of their own
        .layer(DefaultBodyLimit::disable())
        .with_state(Arc::clone(&desk))
        .layer(from_fn_with_state(desk, admitted))
        // pages say nothing, and ask their person for what they need; those of the local service have a door of their own
        .merge(crate::pages::router())
        .merge(beside)
        .layer(from_fn_with_state(Arc::clone(&metrics), counted))
        .route("/metrics", get(async move || metrics.text()))
        .layer(from_fn(in_their_language))
        .layer(map_response(answer::guarded))
        .layer(from_fn_with_state(log, traced))
}
