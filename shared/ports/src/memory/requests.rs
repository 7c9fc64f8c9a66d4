//! Remembered requests in memory.

use anyhow::Result;
use gangway_contract::UserId;

use super::MemoryTenant;
use crate::{RememberRequest, RememberedRequest};

impl RememberRequest for MemoryTenant {
    async fn remember_request(
        &self,
        user: &UserId,
        key: &str,
        request: &RememberedRequest,
    ) -> Result<RememberedRequest> {
        self.call("remember_request", |data| {
            let name = (user.clone(), key.to_owned());
            data.requests.entry(name).or_insert_with(|| request.clone()).clone()
        })
        .await
    }
}
