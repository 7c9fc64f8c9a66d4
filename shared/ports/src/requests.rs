//! Requests that may be sent twice: what a client's `Idempotency-Key` stands for, and how it was answered.

use anyhow::Result;
use gangway_contract::UserId;
use serde::{Deserialize, Serialize};

/// Remembers requests. All of it is kept for a day at least.
pub trait RememberRequest {
    /// Takes a person's key for a request, unless it stands for another one, has been answered, or is being answered
    /// before the claim's own `now`. Of several who ask at once, one takes it.
    fn claim_request(
        &self,
        user: &UserId,
        key: &str,
        claim: &RequestClaim,
    ) -> impl Future<Output = Result<RequestClaimed>> + Send;

    /// Ends what a claim began. Ended twice is ended once.
    fn end_request(
        &self,
        user: &UserId,
        key: &str,
        ended: &RequestEnded,
    ) -> impl Future<Output = Result<()>> + Send;
}

/// Somebody is about to answer a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestClaim {
    /// A digest of everything that is asked.
    pub asked: String,
    /// The id of what the request makes, if nobody has begun to make it.
    pub id: String,
    /// The unix second of now.
    pub now: u32,
    /// The unix second from which on another one may take the request up: whoever has it is gone by then.
    pub until: u32,
}

/// What became of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestClaimed {
    /// The request is to be answered.
    Ours {
        /// The id of what it makes: the one that it was first taken with.
        id: String,
        /// Nobody has begun to before.
        fresh: bool,
    },
    /// Somebody is at it, at the longest until this unix second.
    Busy(u32),
    /// It was answered so.
    Answered(KeptAnswer),
    /// The key stands for another request.
    OtherRequest,
}

/// How a request ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestEnded {
    /// With an answer, which is given again from now on.
    Answered(KeptAnswer),
    /// In a way that may be asked for again: the same id is used then.
    Open,
    /// With nothing done: the key stands for nothing.
    Undone,
}

/// An answer to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptAnswer {
    /// The HTTP status.
    pub status: u16,
    /// Its headers.
    pub headers: Vec<(String, String)>,
    /// Its body, a text.
    pub body: String,
}

/// What a key stands for, as worlds keep it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RememberedRequest {
    /// A digest of everything that was asked.
    pub asked: String,
    /// The id of what it makes.
    pub id: String,
    /// Until when somebody is at it; 0 if nobody is.
    pub until: u32,
    /// How it was answered, once it was.
    pub answer: Option<KeptAnswer>,
}

impl RememberedRequest {
    /// What a claim meets that cannot have the key; none if it can.
    pub fn bars(&self, claim: &RequestClaim) -> Option<RequestClaimed> {
        if self.asked != claim.asked {
            return Some(RequestClaimed::OtherRequest);
        }
        let answered = self.answer.clone().map(RequestClaimed::Answered);
        answered.or_else(|| (self.until > claim.now).then_some(RequestClaimed::Busy(self.until)))
    }
}
