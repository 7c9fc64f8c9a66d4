//! A request's body, the places in its path and what it asks of a list: understood, or a problem that says what is wrong.

use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use gangway_contract::Filter;
use serde::de::DeserializeOwned;

use crate::problem::{Failure, Outcome};

/// A JSON body.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Outcome<Self> {
        let bytes = axum::body::Bytes::from_request(request, state)
            .await
            .map_err(|_| Failure::bad_request("The request's body is too long or was cut off."))?;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| {
            Failure::bad_request(format!("The request's body is not as agreed: {error}."))
        })
    }
}

/// What a path's places hold; each is checked as an id.
pub(crate) struct Place<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Place<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Outcome<Self> {
        match Path::<T>::from_request_parts(parts, state).await {
            Ok(Path(it)) => Ok(Self(it)),
            Err(_) => Err(Failure::not_found("There is nothing at this address.")),
        }
    }
}

/// Where a list goes on, and how much of it is wanted.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Paging {
    /// As the last page gave it.
    pub(crate) cursor: Option<String>,
    limit: Option<u32>,
}

impl Paging {
    /// How many items, 50 unless told.
    pub(crate) fn limit(&self, most: u32) -> usize {
        self.limit.unwrap_or(50).clamp(1, most) as usize
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Paging {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Outcome<Self> {
        match Query::<Self>::from_request_parts(parts, state).await {
            Ok(Query(it)) => Ok(it),
            Err(_) => Err(Failure::bad_request("`limit` is a whole number and `cursor` a text.")),
        }
    }
}

/// What the records of a list must fulfil: `filter`, as JSON.
pub(crate) struct Filtered(pub(crate) Option<Filter>);

#[derive(serde::Deserialize)]
struct FilterText {
    filter: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for Filtered {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Outcome<Self> {
        let query = Query::<FilterText>::from_request_parts(parts, state).await;
        let text = query.map_err(|_| Failure::bad_request("`filter` is a text."))?.0.filter;
        let filter = text.map(|it| serde_json::from_str(&it)).transpose();
        filter
            .map(Self)
            .map_err(|error| Failure::bad_request(format!("`filter` is not as agreed: {error}.")))
    }
}
