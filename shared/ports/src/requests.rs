//! Requests that may be sent twice: what a client's `Idempotency-Key` stood for the first time.

use anyhow::Result;
use gangway_contract::UserId;
use serde::{Deserialize, Serialize};

/// Remembers requests.
pub trait RememberRequest {
    /// Notes what a person's key stands for, unless it stands for something already. Gives what it stands for now.
    /// Kept for a day at least.
    fn remember_request(
        &self,
        user: &UserId,
        key: &str,
        request: &RememberedRequest,
    ) -> impl Future<Output = Result<RememberedRequest>> + Send;
}

/// What a key stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RememberedRequest {
    /// A digest of everything that was asked.
    pub asked: String,
    /// The id of what answers it: a job or a record.
    pub answer: String,
}
