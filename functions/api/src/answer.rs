//! How a request succeeds: JSON that no cache keeps, with an `ETag` where it is asked for again and again.

use std::marker::PhantomData;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use gangway_contract::StoredRecord;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::path::ParameterIn;

use crate::problem::{Failure, Outcome};
use crate::told::{Part, Reply, Telling, text};

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

impl<T: ToSchema> Reply for Answer<T> {
    fn tell(it: &mut Telling) {
        it.gives::<T>(200, "It is so.", &[]);
    }
}

/// Nothing to say: it is done.
pub(crate) struct Done;

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

impl Reply for Done {
    fn tell(it: &mut Telling) {
        it.gives_nothing(204, "It is done.");
    }
}

fn json(body: Vec<u8>) -> impl IntoResponse {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (headers, body)
}

/// A record as JSON, with its version as its `ETag`.
pub(crate) struct Versioned(pub(crate) StoredRecord);

impl IntoResponse for Versioned {
    fn into_response(self) -> Response {
        let tag = [(header::ETAG, format!("\"{}\"", self.0.version))];
        (tag, Answer(self.0)).into_response()
    }
}

impl Reply for Versioned {
    fn tell(it: &mut Telling) {
        it.gives::<StoredRecord>(200, "The record as it is now.", &[("etag", VERSION)]);
    }
}

const VERSION: &str = "The record's version, in quotes.";

/// A record that was made, with its address.
pub(crate) struct Made(HeaderValue, Versioned);

impl Made {
    pub(crate) fn new(record: StoredRecord) -> Outcome<Self> {
        let place = format!("/records/{}/{}", record.module, record.id);
        Ok(Self(HeaderValue::from_str(&place).map_err(anyhow::Error::from)?, Versioned(record)))
    }
}

impl IntoResponse for Made {
    fn into_response(self) -> Response {
        (StatusCode::CREATED, [(header::LOCATION, self.0)], self.1).into_response()
    }
}

impl Reply for Made {
    fn tell(it: &mut Telling) {
        let headers = [("etag", VERSION), ("location", "Where the record is.")];
        it.gives::<StoredRecord>(201, "The record that was made.", &headers);
    }
}

/// A value with a tag by which an unchanged one is told, or the news that it has not changed.
pub(crate) struct Tagged<T>(Response, PhantomData<T>);

impl<T> IntoResponse for Tagged<T> {
    fn into_response(self) -> Response {
        self.0
    }
}

impl<T: ToSchema> Reply for Tagged<T> {
    fn tell(it: &mut Telling) {
        it.gives::<T>(200, "As it is now.", &[("etag", "Tells this answer from others.")]);
        it.gives_nothing(304, "As the asker has it, by `If-None-Match`.");
    }
}

/// The answer that the asker has already, by its `If-None-Match`.
pub(crate) struct Seen(Option<HeaderValue>);

impl<S: Sync> FromRequestParts<S> for Seen {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(parts.headers.get(header::IF_NONE_MATCH).cloned()))
    }
}

impl Part for Seen {
    fn tell(it: &mut Telling) {
        let says = "The `ETag` of the answer that the asker has.";
        it.parameter(ParameterIn::Header, "if-none-match", text(), says);
    }
}

impl Seen {
    /// The value, or "not modified" if the asker has just this.
    pub(crate) fn unless<T: Serialize>(self, value: &T) -> Tagged<T> {
        Tagged(self.answer(value), PhantomData)
    }

    fn answer<T: Serialize>(self, value: &T) -> Response {
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
