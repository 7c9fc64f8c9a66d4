//! How a request succeeds: JSON that no cache keeps, with an `ETag` where it is asked for again and again.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use gangway_contract::StoredRecord;
use serde::Serialize;

use crate::problem::Failure;

/// A value as JSON.
pub(crate) struct Answer<T>(pub(crate) T);

impl<T: Serialize> IntoResponse for Answer<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(body) => json(body).into_response(),
            Err(error) => Failure::from(anyhow::Error::from(error)).into_response(),
        }
    }
}

fn json(body: Vec<u8>) -> impl IntoResponse {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (headers, body)
}

/// A record as JSON, with its version as its `ETag`.
pub(crate) fn versioned(record: StoredRecord) -> impl IntoResponse {
    ([(header::ETAG, format!("\"{}\"", record.version))], Answer(record))
}

/// The answer that the asker has already, by its `If-None-Match`.
pub(crate) struct Seen(Option<HeaderValue>);

impl<S: Sync> FromRequestParts<S> for Seen {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(parts.headers.get(header::IF_NONE_MATCH).cloned()))
    }
}

impl Seen {
    /// The value, or "not modified" if the asker has just this.
    pub(crate) fn unless<T: Serialize>(self, value: &T) -> Response {
        let body = match serde_json::to_vec(value) {
            Ok(body) => body,
            Err(error) => return Failure::from(anyhow::Error::from(error)).into_response(),
        };
        let tag = format!("\"{}\"", blake3::hash(&body).to_hex().get(..32).unwrap_or_default());
        let same = self.0.is_some_and(|it| it.as_bytes() == tag.as_bytes());
        let tag = [(header::ETAG, tag)];
        if same {
            return (StatusCode::NOT_MODIFIED, tag).into_response();
        }
        (tag, json(body)).into_response()
    }
}
