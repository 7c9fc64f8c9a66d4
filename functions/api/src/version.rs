//! Which version of a record a request was made from. A change of another version than the one that was seen would
//! overwrite somebody else's.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use utoipa::openapi::path::ParameterIn;

use crate::problem::{Failure, Outcome};
use crate::told::{Part, Telling, number, text};

/// The version that a request names: in `If-Match`, in `version` of its query or of its body.
pub(crate) struct Versioned {
    number: Option<u32>,
    /// A stale one is then told as RFC 9110 says.
    in_header: bool,
}

#[derive(serde::Deserialize)]
struct InQuery {
    version: Option<u32>,
}

impl<S: Send + Sync> FromRequestParts<S> for Versioned {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Outcome<Self> {
        if let Some(number) = if_match(&parts.headers)? {
            return Ok(Self { number: Some(number), in_header: true });
        }
        let query = Query::<InQuery>::from_request_parts(parts, state).await;
        let query = query.map_err(|_| Failure::bad_request("`version` is a whole number."))?;
        Ok(Self { number: query.0.version, in_header: false })
    }
}

impl Part for Versioned {
    fn tell(it: &mut Telling) {
        let says = "The version that was seen, as its `ETag` said it: `\"3\"`.";
        it.parameter(ParameterIn::Header, "if-match", text(), says);
        let says = "The version that was seen, instead of `If-Match`.";
        it.parameter(ParameterIn::Query, "version", number(), says);
        it.fails(400, &["bad_request"]);
        it.fails(409, &["changed_since"]);
        it.fails(412, &["changed_since"]);
        it.fails(428, &["version_required"]);
    }
}

fn if_match(headers: &HeaderMap) -> Outcome<Option<u32>> {
    let Some(header) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let quoted = header.to_str().ok().and_then(|it| it.trim().strip_prefix('"')?.strip_suffix('"'));
    let number = quoted.and_then(|it| it.parse().ok());
    let title = "`If-Match` holds the record's version as its `ETag` said it, for example \"3\".";
    number.map(Some).ok_or_else(|| Failure::bad_request(title))
}

impl Versioned {
    /// Takes the body's version if nothing else names one.
    pub(crate) fn or(&mut self, in_body: Option<u32>) -> Outcome<()> {
        if self.number.is_some() && in_body.is_some() && self.number != in_body {
            return Err(Failure::bad_request("The request names two versions. Name one."));
        }
        self.number = self.number.or(in_body);
        Ok(())
    }

    /// The record must still have this version.
    pub(crate) fn must_be(&self, version: u32) -> Outcome<()> {
        match self.number {
            None => Err(Failure::precondition_required(
                "Say which version you have seen: as `If-Match: \"3\"`, or as `version`.",
            )),
            Some(number) if number == version => Ok(()),
            Some(_) => Err(self.stale()),
        }
    }

    /// Somebody was faster.
    pub(crate) fn stale(&self) -> Failure {
        let title = "The record was changed since you read it. Read it again, then change it.";
        if self.in_header {
            Failure::precondition_failed(title)
        } else {
            Failure::conflict("changed_since", title)
        }
    }
}
