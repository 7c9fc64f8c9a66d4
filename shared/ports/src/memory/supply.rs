//! More records than memory holds: made when they are listed. What is made of them is counted and thrown away.

use std::sync::Arc;

use gangway_contract::{StoredRecord, api::Page};

use super::MemoryWorld;

/// Makes the page of records after a cursor. It is asked outside of every call, so that it may look at the world.
pub type Supply = Arc<dyn Fn(Option<&str>, u32) -> Page<StoredRecord> + Send + Sync>;

impl MemoryWorld {
    /// The same, with records that are made whenever they are listed, and files of which nothing is kept.
    #[must_use]
    pub fn with_supply(mut self, supply: Supply) -> Self {
        self.supply = Some(supply);
        self
    }
}
