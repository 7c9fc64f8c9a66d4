//! Remembered requests in memory.

use anyhow::Result;
use gangway_contract::UserId;

use super::MemoryTenant;
use crate::{
    CursorSecret, RememberRequest, RememberedRequest, RequestClaim, RequestClaimed, RequestEnded,
};

impl RememberRequest for MemoryTenant {
    async fn claim_request(
        &self,
        user: &UserId,
        key: &str,
        claim: &RequestClaim,
    ) -> Result<RequestClaimed> {
        self.call("claim_request", |data| {
            let name = (user.clone(), key.to_owned());
            let known = data.requests.get(&name);
            if let Some(bar) = known.and_then(|it| it.bars(claim)) {
                return bar;
            }
            let (id, fresh) = (known.map_or(&claim.id, |it| &it.id).clone(), known.is_none());
            let taken = RememberedRequest {
                asked: claim.asked.clone(),
                id: id.clone(),
                until: claim.until,
                answer: None,
            };
            data.requests.insert(name, taken);
            RequestClaimed::Ours { id, fresh }
        })
        .await
    }

    async fn end_request(&self, user: &UserId, key: &str, ended: &RequestEnded) -> Result<()> {
        self.call("end_request", |data| {
            let name = (user.clone(), key.to_owned());
            if *ended == RequestEnded::Undone {
                data.requests.remove(&name);
            } else if let Some(known) = data.requests.get_mut(&name) {
                known.until = 0;
                if let RequestEnded::Answered(answer) = ended {
                    known.answer = Some(answer.clone());
                }
            }
        })
        .await
    }
}

impl CursorSecret for MemoryTenant {
    fn cursor_secret(&self) -> [u8; 32] {
        [7; 32]
    }
}
