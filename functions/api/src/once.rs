//! A `POST` with an `Idempotency-Key` may be sent again: whatever it made the first time answers it. One layer for all of
//! them.
//!
//! The key is taken before the handler runs, with the id of what the request makes. A worker that ends in the middle
//! leaves a claim that runs out, and whoever asks again makes the same thing with the same id. A request that was refused
//! has done nothing, so its key is free again.

use std::time::{Duration, UNIX_EPOCH};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use gangway_contract::UserId;
use gangway_ports::{
    Clock, KeptAnswer, Moment, RememberRequest, RequestClaim, RequestClaimed, RequestEnded,
};
use ulid::Ulid;

use crate::ApiWorld;
use crate::actor::Asker;
use crate::body::read;
use crate::problem::{Failure, Outcome};
use crate::told::{Part, Telling};

/// The header.
pub(crate) const NAME: &str = "idempotency-key";
/// The longest `Idempotency-Key`.
pub(crate) const LONGEST_KEY: usize = 255;
/// No request takes longer: the function is ended after 29 seconds.
const LONGEST_REQUEST: u32 = 60;
/// One item of the table holds at most 400 KB. An answer beyond this is made anew.
const LONGEST_ANSWER: usize = 300 * 1024;

/// What is kept of an answered request.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// The answer itself.
    Answer,
    /// The id of what was made: the handler says anew what became of it.
    Id,
}

/// The id of what a request makes: a new one, or the one with which its key was first taken.
pub(crate) struct Once(pub(crate) String);

#[derive(Clone)]
struct Begun(String);

impl<W: ApiWorld> FromRequestParts<W> for Once {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, world: &W) -> Outcome<Self> {
        let begun = parts.extensions.get::<Begun>().cloned();
        let asker = Asker::from_request_parts(parts, world).await?;
        Ok(Self(begun.map_or_else(|| ulid(world.for_tenant(&asker.0.tenant).now()), |it| it.0)))
    }
}

impl Part for Once {
    fn tell(_it: &mut Telling) {}
}

/// A new id: its time first, so that ids sort by creation.
fn ulid(now: Moment) -> String {
    Ulid::from_datetime(UNIX_EPOCH + Duration::from_millis(now.0)).to_string()
}

/// Answers a request once, if it has a key.
pub(crate) async fn layer<W: ApiWorld>(
    State((world, kept)): State<(W, Kept)>,
    request: Request,
    next: Next,
) -> Response {
    match answer(&world, kept, request, next).await {
        Ok(response) => response,
        Err(failure) => failure.into_response(),
    }
}

async fn answer<W: ApiWorld>(
    world: &W,
    kept: Kept,
    request: Request,
    next: Next,
) -> Outcome<Response> {
    let Some(key) = key(request.headers())? else { return Ok(next.run(request).await) };
    let (mut parts, body) = request.into_parts();
    let asker = Asker::from_request_parts(&mut parts, world).await?;
    let tenant = world.for_tenant(&asker.0.tenant);
    let head = Request::from_parts(parts.clone(), body);
    let bytes = read(head).await?;
    let now = tenant.now();
    let claim = RequestClaim {
        asked: asked(&parts, &bytes),
        id: ulid(now),
        now: now.seconds(),
        until: now.seconds().saturating_add(LONGEST_REQUEST),
    };
    let (id, fresh) = match tenant.claim_request(&asker.0.user, &key, &claim).await? {
        RequestClaimed::Ours { id, fresh } => (id, fresh),
        RequestClaimed::Answered(answer) => return again(&answer),
        RequestClaimed::Busy(until) => return Err(busy(until.saturating_sub(claim.now))),
        RequestClaimed::OtherRequest => return Err(reused()),
    };
    parts.extensions.insert(Begun(id));
    let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    end(&tenant, &asker.0.user, &key, response, Before { kept, fresh }).await
}

/// What decides, beside the answer, what is kept of it.
struct Before {
    kept: Kept,
    fresh: bool,
}

/// Notes how the request was answered. If that fails, the claim runs out by itself.
async fn end(
    tenant: &impl RememberRequest,
    user: &UserId,
    key: &str,
    response: Response,
    before: Before,
) -> Outcome<Response> {
    let status = response.status();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.map_err(anyhow::Error::from)?;
    let ended = if status.is_success() {
        let fits = before.kept == Kept::Answer && bytes.len() <= LONGEST_ANSWER;
        let answer = fits.then(|| keep(status, &parts.headers, &bytes)).flatten();
        answer.map_or(RequestEnded::Open, RequestEnded::Answered)
    } else if status.is_client_error() && before.fresh {
        RequestEnded::Undone
    } else {
        RequestEnded::Open
    };
    if let Err(error) = tenant.end_request(user, key, &ended).await {
        tracing::warn!(error = format!("{error:#}"), "Failed to note how a request was answered");
    }
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

fn keep(status: StatusCode, headers: &HeaderMap, body: &Bytes) -> Option<KeptAnswer> {
    let kept = [header::CONTENT_TYPE, header::ETAG, header::LOCATION, header::CACHE_CONTROL];
    let header = |name: HeaderName| {
        let value = headers.get(&name)?.to_str().ok()?.to_owned();
        Some((name.to_string(), value))
    };
    let headers = kept.into_iter().filter_map(header).collect();
    let body = String::from_utf8(body.to_vec()).ok()?;
    Some(KeptAnswer { status: status.as_u16(), headers, body })
}

/// The first answer once more.
fn again(answer: &KeptAnswer) -> Outcome<Response> {
    let mut response = answer.body.clone().into_response();
    *response.status_mut() = StatusCode::from_u16(answer.status).map_err(anyhow::Error::from)?;
    for (name, value) in &answer.headers {
        let name = HeaderName::try_from(name).map_err(anyhow::Error::from)?;
        let value = HeaderValue::try_from(value).map_err(anyhow::Error::from)?;
        response.headers_mut().insert(name, value);
    }
    Ok(response)
}

/// A digest of all that decides what is done.
fn asked(parts: &Parts, body: &Bytes) -> String {
    let mut hash = blake3::Hasher::new();
    let what =
        format!("{} {}\n", parts.method, parts.uri.path_and_query().map_or("", |it| it.as_str()));
    hash.update(what.as_bytes());
    hash.update(body);
    hash.finalize().to_hex().to_string()
}

/// The client's name for what it wants done once, if it gave one.
fn key(headers: &HeaderMap) -> Outcome<Option<String>> {
    let Some(key) = headers.get(NAME) else { return Ok(None) };
    let key = key.to_str().ok().filter(|it| (1..=LONGEST_KEY).contains(&it.len()));
    let title = "An Idempotency-Key has 1 to 255 printable characters.";
    key.map(|it| Some(it.to_owned())).ok_or_else(|| Failure::bad_request(title))
}

fn reused() -> Failure {
    let title =
        "This Idempotency-Key was used for another request. Use a new one for each request.";
    Failure::conflict("idempotency_key_reused", title)
}

fn busy(seconds: u32) -> Failure {
    let title = "The same request is being answered right now. Ask again in a moment.";
    Failure::conflict("still_answering", title).after(seconds.clamp(1, 5))
}
