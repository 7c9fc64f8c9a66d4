//! How a request fails: as a problem after RFC 9457, or as an internal error whose cause only the log sees.

use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use gangway_contract::api::{FieldError, Problem};
use gangway_contract::{InvalidId, Refusal};

/// What handlers give.
pub(crate) type Outcome<T> = Result<T, Failure>;

/// Why a request failed, for whoever asked.
#[derive(Debug)]
pub(crate) struct Failure {
    // Every answer may be one, and most are none.
    problem: Box<Problem>,
    retry_after: Option<u32>,
}

impl Failure {
    fn new(status: StatusCode, kind: &str, title: impl Into<String>) -> Self {
        let mut title: String = title.into();
        // Sentences come from many hands; people read whole ones.
        if !title.ends_with(['.', '?', '!']) {
            title.push('.');
        }
        let problem = Box::new(Problem {
            kind: kind.to_owned(),
            title,
            status: status.as_u16(),
            detail: None,
            pointer: None,
            errors: Vec::new(),
        });
        Self { problem, retry_after: None }
    }

    /// The request cannot be understood.
    pub(crate) fn bad_request(title: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_request", title)
    }

    /// The request's body cannot be understood at this place, a JSON pointer.
    pub(crate) fn bad_body(title: impl Into<String>, pointer: Option<String>) -> Self {
        let mut failure = Self::bad_request(title);
        failure.problem.pointer = pointer;
        failure
    }

    /// A list goes on where nobody was sent.
    pub(crate) fn bad_cursor() -> Self {
        let title = "The cursor is none of this list. Begin the list anew, without one.";
        Self::new(StatusCode::BAD_REQUEST, "bad_cursor", title)
    }

    /// The address is right, and this cannot be done with it.
    pub(crate) fn method_not_allowed(method: &Method) -> Self {
        let title = format!("There is nothing at this address for {method}.");
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", title)
    }

    /// The body is longer than anything that is meant for this address.
    pub(crate) fn too_large(longest: usize) -> Self {
        let title =
            format!("The request's body is longer than {} KB. Send less at once.", longest / 1024);
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", title)
    }

    /// The body is not said to be JSON.
    pub(crate) fn not_json() -> Self {
        let title =
            "Say what the body is: `Content-Type: application/json` is taken, and nothing else.";
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", title)
    }

    /// The tenant has had what it may have for now; after so many seconds there is more.
    pub(crate) fn quota(title: impl Into<String>, seconds: u32) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "quota", title).after(seconds)
    }

    /// It may be asked for again after so many seconds.
    pub(crate) fn after(self, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }

    /// Nobody is signed in.
    pub(crate) fn unauthorized(title: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", title)
    }

    /// The token does not allow it.
    pub(crate) fn forbidden(title: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", title)
    }

    /// It is not there, or not theirs: nobody learns which.
    pub(crate) fn not_found(title: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", title)
    }

    /// Things stand so that it cannot be done.
    pub(crate) fn conflict(kind: &str, title: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, kind, title)
    }

    /// It was meant for something that is not as it was.
    pub(crate) fn precondition_failed(title: &str) -> Self {
        Self::new(StatusCode::PRECONDITION_FAILED, "changed_since", title)
    }

    /// It must say what it was meant for.
    pub(crate) fn precondition_required(title: &str) -> Self {
        Self::new(StatusCode::PRECONDITION_REQUIRED, "version_required", title)
    }

    /// Single fields of it are wrong.
    pub(crate) fn invalid_values(title: String, errors: Vec<FieldError>) -> Self {
        let mut failure = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid_values", title);
        failure.problem.errors = errors;
        failure
    }

    /// It is understood, and wrong.
    pub(crate) fn invalid(title: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", title)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let code = refusal.code.to_string();
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, &code, refusal.message)
    }
}

impl From<InvalidId> for Failure {
    fn from(error: InvalidId) -> Self {
        Self::bad_request(format!("{error}."))
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        tracing::error!(error = format!("{error:#}"), "Failed to answer a request");
        let title = "Something went wrong on our side. Try again in a moment.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", title)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.problem.status);
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_string(&self.problem).unwrap_or_default();
        let headers = [
            (header::CONTENT_TYPE, "application/problem+json"),
            (header::CACHE_CONTROL, "no-store"),
        ];
        let mut response = (status, headers, body).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        if status == StatusCode::UNAUTHORIZED {
            let how = HeaderValue::from_static("Bearer");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, how);
        }
        response
    }
}
