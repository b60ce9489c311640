//! The parameters of a request.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::problem::{Code, Problem};

/// More of an error is not told: it may repeat the request. Ours.
const TOLD: usize = 200;

/// Parameters of the query, all of them known.
pub(super) struct Asked<T>(pub(super) T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let read = Query::try_from_uri(&parts.uri);
        read.map(|Query(asked)| Self(asked)).map_err(|error| {
            let why: String = error.body_text().chars().take(TOLD).collect();
            Problem::ours(
                Code::Parameter,
                format!("Tham số không đúng: {why}"),
                format!("A parameter is wrong: {why}"),
            )
        })
    }
}
