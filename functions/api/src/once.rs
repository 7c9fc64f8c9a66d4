//! A `POST` with an `Idempotency-Key` may be sent again: what it made the first time is what answers it.

use std::time::{Duration, UNIX_EPOCH};

use axum::http::HeaderMap;
use gangway_ports::{Moment, RememberRequest, RememberedRequest};
use serde::Serialize;
use ulid::Ulid;

use crate::actor::Asker;
use crate::problem::{Failure, Outcome};

/// The longest `Idempotency-Key`.
const LONGEST_KEY: usize = 255;

/// A new id: its time first, so that ids sort by creation.
pub(crate) fn ulid(now: Moment) -> String {
    Ulid::from_datetime(UNIX_EPOCH + Duration::from_millis(now.0)).to_string()
}

/// The id under which this request is answered: a new one, or the one that its key stood for the first time.
pub(crate) async fn once(
    tenant: &impl RememberRequest,
    asker: &Asker,
    headers: &HeaderMap,
    body: &impl Serialize,
    answer: String,
) -> Outcome<String> {
    let Some(key) = idempotency_key(headers)? else { return Ok(answer) };
    let digest = blake3::hash(&serde_json::to_vec(body).map_err(anyhow::Error::from)?);
    let request = RememberedRequest { asked: digest.to_hex().to_string(), answer };
    let first = tenant.remember_request(&asker.0.user, key, &request).await?;
    if first.asked != request.asked {
        let title =
            "This Idempotency-Key was used for another request. Use a new one for each request.";
        return Err(Failure::conflict("idempotency_key_reused", title));
    }
    Ok(first.answer)
}

/// The client's name for what it wants done once, if it gave one.
fn idempotency_key(headers: &HeaderMap) -> Outcome<Option<&str>> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(None) };
    let key = key.to_str().ok().filter(|it| (1..=LONGEST_KEY).contains(&it.len()));
    let title = "An Idempotency-Key has 1 to 255 printable characters.";
    key.map(Some).ok_or_else(|| Failure::bad_request(title))
}
