//! Takes keys from a record that no longer has them: the next record with the key becomes its head.

use anyhow::{Result, bail};
use futures::stream::{self, StreamExt, TryStreamExt};
use gangway_contract::{Head, RecordId};
use gangway_ports::{Claim, Claimed, KeyName};

use crate::index::{IN_FLIGHT, Index, KeyWorld, ROUNDS};

impl<W: KeyWorld> Index<'_, W> {
    /// [`leave`](Self::leave) for many records, some at a time.
    pub async fn leave_all(&self, left: Vec<(RecordId, Vec<KeyName>)>) -> Result<()> {
        let leaving = stream::iter(left).map(async |(id, keys)| self.leave(&id, &keys).await);
        leaving.buffer_unordered(IN_FLIGHT).try_collect().await
    }

    /// Makes each key lead to another record that has it, or nowhere. A key that the record still has, or has
    /// again, stays. Doing it again changes nothing. The record must be changed already.
    pub async fn leave(&self, record: &RecordId, keys: &[KeyName]) -> Result<()> {
        for key in keys {
            self.leave_one(record, key).await?;
        }
        Ok(())
    }

    async fn leave_one(&self, record: &RecordId, key: &KeyName) -> Result<()> {
        for _ in 0..ROUNDS {
            let Some(head) = self.head(key).await?.filter(|it| it.record == *record) else {
                // What may be noted of the record beside the head leads to nothing and disturbs nobody.
                return Ok(());
            };
            let slots = self.world.read_slots(&self.module, std::slice::from_ref(record)).await?;
            let slot = slots.get(record);
            if slot.is_some_and(|it| self.has(it, key)) || head.is_awaited(slot) {
                return Ok(());
            }
            if !head.more {
                if self.world.drop_head(&self.module, key, &head).await? {
                    return Ok(());
                }
                continue;
            }
            // Without anybody to follow, the head stays: whoever looks next finds nobody and takes it over.
            let Some(next) = self.next(record, key).await? else { return Ok(()) };
            let claim = Claim {
                key: key.clone(),
                head: Head::after(Some(&head), next, None),
                expected: Some(head),
            };
            if self.world.claim_heads(&self.module, &[claim]).await?.contains(&Claimed::Yes) {
                return Ok(());
            }
        }
        bail!("a key changed {ROUNDS} times while it was left")
    }

    /// The oldest of the further live records with the key.
    async fn next(&self, record: &RecordId, key: &KeyName) -> Result<Option<RecordId>> {
        let mut members = self.world.read_members(&self.module, key).await?;
        members.retain(|it| it != record);
        let slots = self.world.read_slots(&self.module, &members).await?;
        Ok(slots.iter().find(|(_, slot)| self.has(slot, key)).map(|(id, _)| id.clone()))
    }
}
