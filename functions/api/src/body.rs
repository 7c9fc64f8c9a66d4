//! A request's body and the places in its path: understood, or a problem that says what is wrong and where.

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use gangway_contract::{FileKind, JobId, ModuleId, RecordId, TemplateSlug};
use http_body_util::LengthLimitError;
use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;
use utoipa::ToSchema;

use crate::problem::{Failure, Outcome};
use crate::told::{Part, Telling};

/// The longest body that a route takes, in bytes. A Lambda is handed at most 6 MB, written as a text within a text.
#[derive(Clone, Copy)]
pub(crate) struct LongestBody(pub(crate) usize);

/// A JSON body.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, _state: &S) -> Outcome<Self> {
        let is_json = is_json(request.headers());
        let bytes = read(request).await?;
        if !is_json {
            return Err(Failure::not_json());
        }
        let mut json = serde_json::Deserializer::from_slice(&bytes);
        let body = serde_path_to_error::deserialize(&mut json).map_err(|error| {
            let pointer = pointer(error.path());
            wrong(error.inner(), pointer)
        })?;
        json.end().map_err(|error| wrong(&error, None))?;
        Ok(Self(body))
    }
}

/// All bytes of a body, unless they are more than its route takes.
pub(crate) async fn read(request: Request) -> Outcome<Bytes> {
    let longest = request.extensions().get::<LongestBody>().map_or(0, |it| it.0);
    let said = request.headers().get(header::CONTENT_LENGTH);
    let said = said.and_then(|it| it.to_str().ok()?.parse::<usize>().ok());
    if said.is_some_and(|it| it > longest) {
        return Err(Failure::too_large(longest));
    }
    // One byte more is read, so that "too long" is told from "cut off".
    match to_bytes(request.into_body(), longest).await {
        Ok(bytes) => Ok(bytes),
        Err(error) if is_too_long(&error) => Err(Failure::too_large(longest)),
        Err(_) => Err(Failure::bad_request("The request's body was cut off. Send it again.")),
    }
}

fn is_too_long(error: &axum::Error) -> bool {
    std::error::Error::source(error).is_some_and(<dyn std::error::Error>::is::<LengthLimitError>)
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok());
    let kind = kind.and_then(|it| it.split(';').next()).unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json")
}

fn wrong(error: &serde_json::Error, pointer: Option<String>) -> Failure {
    let place = pointer.as_deref().map(|it| format!(" at `{it}`")).unwrap_or_default();
    Failure::bad_body(format!("The request's body is not as agreed{place}: {error}."), pointer)
}

/// Where it is, if that is anywhere within.
fn pointer(path: &serde_path_to_error::Path) -> Option<String> {
    let step = |it: &Segment| match it {
        Segment::Seq { index } => Some(index.to_string()),
        Segment::Map { key } => Some(key.replace('~', "~0").replace('/', "~1")),
        Segment::Enum { .. } | Segment::Unknown => None,
    };
    let steps: Vec<String> = path.iter().filter_map(step).collect();
    (!steps.is_empty()).then(|| format!("/{}", steps.join("/")))
}

impl<T: ToSchema> Part for Body<T> {
    fn tell(it: &mut Telling) {
        it.takes::<T>();
        it.fails(400, &["bad_request"]);
        it.fails(413, &["too_large"]);
        it.fails(415, &["unsupported_media_type"]);
        it.fails(422, &["invalid"]);
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

/// What stands in one place of a path, or in several.
pub(crate) trait Places {
    fn tell(it: &mut Telling);
}

macro_rules! places {
    ($($name:ty)+) => {
        $(impl Places for $name {
            fn tell(it: &mut Telling) {
                it.place::<$name>();
            }
        })+
    };
}

places!(ModuleId JobId RecordId TemplateSlug FileKind u32);

impl<A: Places, B: Places> Places for (A, B) {
    fn tell(it: &mut Telling) {
        A::tell(it);
        B::tell(it);
    }
}

impl<T: Places> Part for Place<T> {
    fn tell(it: &mut Telling) {
        T::tell(it);
        it.fails(404, &["not_found"]);
    }
}
