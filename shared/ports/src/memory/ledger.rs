//! The ledger in memory.

use anyhow::Result;
use gangway_contract::{JobId, LedgerEntry, LedgerState};

use super::{Lapse, MemoryTenant};
use crate::{FINISHING, OpenLedger, ReadLedger, ReopenLedger, TakeLease};

impl OpenLedger for MemoryTenant {
    async fn open_ledger(&self, job: &JobId, entries: &[LedgerEntry]) -> Result<()> {
        for entry in entries {
            let name = (job.clone(), entry.bucket);
            self.call("open_ledger", |data| {
                data.ledger.entry(name).or_insert_with(|| entry.clone());
            })
            .await?;
        }
        Ok(())
    }
}

impl ReopenLedger for MemoryTenant {
    async fn reopen_ledger(&self, job: &JobId, ended: &LedgerEntry) -> Result<()> {
        self.call("reopen_ledger", |data| {
            let stored = data.ledger.get_mut(&(job.clone(), ended.bucket));
            let same = |it: &LedgerEntry| {
                it.state == ended.state && it.attempt == ended.attempt && it.rerun == ended.rerun
            };
            let is_ended = ended.state != LedgerState::Open;
            if let Some(stored) = stored.filter(|it| is_ended && same(it)) {
                *stored = ended.reopened();
            }
        })
        .await
    }
}

impl ReadLedger for MemoryTenant {
    async fn read_ledger(&self, job: &JobId) -> Result<Vec<LedgerEntry>> {
        self.call("read_ledger", |data| {
            let range = (job.clone(), 0)..(job.clone(), FINISHING);
            data.ledger.range(range).map(|(_, entry)| entry.clone()).collect()
        })
        .await
    }
}

impl TakeLease for MemoryTenant {
    async fn take_lease(
        &self,
        job: &JobId,
        bucket: u32,
        now: u32,
        until: u32,
    ) -> Result<Option<LedgerEntry>> {
        self.call("take_lease", |data| {
            let name = (job.clone(), bucket);
            if bucket >= FINISHING {
                data.ledger.entry(name.clone()).or_insert_with(|| LedgerEntry::open(bucket));
            }
            let entry = data.ledger.get_mut(&name)?;
            let free = entry.lease_until < now || self.lapses(Lapse::NoLease);
            let first = self.lapses(Lapse::FirstAttempt);
            (free && entry.state == LedgerState::Open).then(|| {
                entry.lease_until = until;
                entry.attempt = if first { 1 } else { entry.attempt + 1 };
                entry.clone()
            })
        })
        .await
    }

    async fn save_ledger(&self, job: &JobId, entry: &LedgerEntry) -> Result<bool> {
        self.call("save_ledger", |data| {
            let Some(stored) = data.ledger.get_mut(&(job.clone(), entry.bucket)) else {
                return false;
            };
            let mine = stored.attempt == entry.attempt && stored.state == LedgerState::Open;
            if mine {
                let before = stored.counts;
                stored.clone_from(entry);
                if self.lapses(Lapse::AddedCounts) {
                    stored.counts = before.plus(&entry.counts);
                }
            }
            mine
        })
        .await
    }
}
