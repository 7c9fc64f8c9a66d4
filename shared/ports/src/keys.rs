//! Match keys: which record a key leads to. Worlds store a keyed hash of the key, never the key.

use anyhow::Result;
use gangway_contract::{Head, MatchKey, ModuleId, RecordId};

/// A match key under its rule and normalisation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName {
    /// The rule's stable name.
    pub rule: String,
    /// The normalisation's version.
    pub norm: u32,
    /// The key.
    pub key: MatchKey,
}

/// Looks keys up.
pub trait ReadKeys {
    /// The head of each key, in the order asked, as it is now (a strong read).
    fn read_heads(
        &self,
        module: &ModuleId,
        keys: &[KeyName],
    ) -> impl Future<Output = Result<Vec<Option<Head>>>> + Send;

    /// The further records that have, or had, the key, by id.
    fn read_members(
        &self,
        module: &ModuleId,
        key: &KeyName,
    ) -> impl Future<Output = Result<Vec<RecordId>>> + Send;
}

/// Keeps keys.
pub trait IndexKeys {
    /// Puts heads where they are as their claims expect them. One answer a claim, in order. No key may be in a call
    /// twice.
    fn claim_heads(
        &self,
        module: &ModuleId,
        claims: &[Claim],
    ) -> impl Future<Output = Result<Vec<Claimed>>> + Send;

    /// Marks the head, then notes further records with the key. `false` if there is no head: then nothing was
    /// noted. Twice changes nothing.
    fn add_members(
        &self,
        module: &ModuleId,
        key: &KeyName,
        records: &[RecordId],
    ) -> impl Future<Output = Result<bool>> + Send;

    /// Removes the head if it is exactly this.
    fn drop_head(
        &self,
        module: &ModuleId,
        key: &KeyName,
        head: &Head,
    ) -> impl Future<Output = Result<bool>> + Send;
}

/// A head to put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Of which key.
    pub key: KeyName,
    /// What it becomes.
    pub head: Head,
    /// What it must be; none if there may be none.
    pub expected: Option<Head>,
}

/// What became of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claimed {
    /// The head is as claimed.
    Yes,
    /// It was not as expected; nothing was changed.
    No,
}
