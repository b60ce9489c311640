//! Whether the service is there.

use crate::office::Answer;

/// The service answers.
#[utoipa::path(
    get,
    path = "/health",
    responses((status = OK, description = "It answers", body = serde_json::Value, content_type = "application/json"))
)]
pub(super) async fn health() -> Answer {
    let version = env!("CARGO_PKG_VERSION");
    Answer(serde_json::json!({ "status": "ok", "version": version }).to_string())
}
