//! What a request asks of a list: how much of it, from where on, and which of its items.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use gangway_contract::{Filter, TenantId};
use gangway_ports::CursorSecret;
use utoipa::openapi::path::{ParameterBuilder, ParameterIn};
use utoipa::openapi::{ContentBuilder, Required};

use crate::problem::{Failure, Outcome};
use crate::told::{Part, Telling, number, text};

/// Where a list goes on, and how much of it is wanted.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Paging {
    cursor: Option<String>,
    limit: Option<u32>,
}

impl Paging {
    /// How many items, 50 unless told.
    pub(crate) fn limit(&self, most: u32) -> usize {
        self.limit.unwrap_or(50).clamp(1, most) as usize
    }

    /// The place that the cursor names, if it is one of this very list's.
    pub(crate) fn place(&self, cursors: &Cursors) -> Outcome<Option<String>> {
        self.cursor.as_deref().map(|it| cursors.open(it)).transpose()
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

impl Part for Paging {
    fn tell(it: &mut Telling) {
        let cursor =
            "Where the list goes on: `next` of the page before. Good for the same list only.";
        it.parameter(ParameterIn::Query, "cursor", text(), cursor);
        let limit = "How many items at most, 50 unless told. More than the list gives at once is as many as it gives.";
        it.parameter(ParameterIn::Query, "limit", number(), limit);
        it.fails(400, &["bad_request", "bad_cursor"]);
    }
}

/// The cursors of one list of one tenant. They are signed: a place that nobody was sent to, or that is another list's or
/// another tenant's, is told from one that is good.
pub(crate) struct Cursors {
    secret: [u8; 32],
    list: String,
}

impl Cursors {
    /// `list` is all that decides what is on the list, but for its length.
    pub(crate) fn of(world: &impl CursorSecret, tenant: &TenantId, list: &str) -> Self {
        // No tenant's id has a line break in it.
        Self { secret: world.cursor_secret(), list: format!("{tenant}\n{list}\n") }
    }

    pub(crate) fn seal(&self, place: &str) -> String {
        let mut cursor = self.signature(place).as_bytes().to_vec();
        cursor.extend(place.as_bytes());
        BASE64_URL_SAFE_NO_PAD.encode(cursor)
    }

    fn open(&self, cursor: &str) -> Outcome<String> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).map_err(|_| Failure::bad_cursor())?;
        let (signature, place) = bytes.split_first_chunk().ok_or_else(Failure::bad_cursor)?;
        let place = std::str::from_utf8(place).map_err(|_| Failure::bad_cursor())?;
        // Hashes are compared in a time that says nothing of where they differ.
        let is_ours = self.signature(place) == *signature;
        is_ours.then(|| place.to_owned()).ok_or_else(Failure::bad_cursor)
    }

    fn signature(&self, place: &str) -> blake3::Hash {
        blake3::keyed_hash(&self.secret, format!("{}{place}", self.list).as_bytes())
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

impl Part for Filtered {
    fn tell(it: &mut Telling) {
        let content = ContentBuilder::new().schema(Some(it.schema::<Filter>())).build();
        let parameter = ParameterBuilder::new().name("filter").parameter_in(ParameterIn::Query);
        let says =
            "Which records: a condition, as JSON. Every record of the asker's scope without one.";
        let parameter = parameter.required(Required::False).description(Some(says));
        it.parameters.push(parameter.content("application/json", content).build());
        it.fails(400, &["bad_request"]);
        it.fails(422, &["invalid"]);
    }
}
