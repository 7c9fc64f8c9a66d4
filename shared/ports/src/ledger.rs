//! The ledger: one entry a bucket, held by one worker at a time.

use anyhow::Result;
use gangway_contract::{JobId, LedgerEntry};

/// The entry under which planning itself is leased. It counts no rows and is in no list.
pub const PLANNING: u32 = u32::MAX;

/// The entry under which finishing is leased: its parts say how far the result files are. It is in no list either.
pub const FINISHING: u32 = u32::MAX - 1;

/// Opens entries.
pub trait OpenLedger {
    /// Puts the entries that are not there yet; those that are stay as they are.
    fn open_ledger(
        &self,
        job: &JobId,
        entries: &[LedgerEntry],
    ) -> impl Future<Output = Result<()>> + Send;
}

/// Opens entries again.
pub trait ReopenLedger {
    /// Puts the entry [reopened](LedgerEntry::reopened) in place of this one, if it lies there just so and has ended;
    /// otherwise it stays as it is.
    fn reopen_ledger(
        &self,
        job: &JobId,
        ended: &LedgerEntry,
    ) -> impl Future<Output = Result<()>> + Send;
}

/// Reads entries.
pub trait ReadLedger {
    /// Every bucket's entry, by number (a strong read).
    fn read_ledger(&self, job: &JobId) -> impl Future<Output = Result<Vec<LedgerEntry>>> + Send;
}

/// Works on a bucket.
pub trait TakeLease {
    /// Takes the bucket until then, if it is open and nobody holds it: the attempt goes up by one.
    /// An entry that does not exist is opened only for [`PLANNING`] and [`FINISHING`].
    fn take_lease(
        &self,
        job: &JobId,
        bucket: u32,
        now: u32,
        until: u32,
    ) -> impl Future<Output = Result<Option<LedgerEntry>>> + Send;

    /// Puts the entry in place of the stored one, if that has the same attempt and is open. `false`: the lease
    /// was lost, and nothing was changed.
    fn save_ledger(
        &self,
        job: &JobId,
        entry: &LedgerEntry,
    ) -> impl Future<Output = Result<bool>> + Send;
}
