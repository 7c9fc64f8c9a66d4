//! The audit log in memory.

use anyhow::Result;
use gangway_contract::{AuditEntry, api::Page};

use super::MemoryTenant;
use crate::{NoteAudit, ReadAudit};

impl NoteAudit for MemoryTenant {
    async fn note_audit(&self, entry: &AuditEntry) -> Result<()> {
        self.call("note_audit", |data| {
            data.audit.entry(place(entry)).or_insert_with(|| entry.clone());
        })
        .await
    }
}

impl ReadAudit for MemoryTenant {
    async fn read_audit(
        &self,
        month: &str,
        cursor: Option<&str>,
        limit: u32,
    ) -> Result<Page<AuditEntry>> {
        self.call("read_audit", |data| {
            let of_month = |place: &str| place.replace('-', "").starts_with(month);
            let found = data.audit.iter().rev().filter(|(place, _)| of_month(place));
            let found = found.filter(|(place, _)| cursor.is_none_or(|it| place.as_str() < it));
            let mut items: Vec<AuditEntry> =
                found.take(limit as usize + 1).map(|(_, entry)| entry.clone()).collect();
            let rest = items.split_off(items.len().min(limit as usize));
            let next = items.last().map(place).filter(|_| !rest.is_empty());
            Page { items, next }
        })
        .await
    }
}

fn place(entry: &AuditEntry) -> String {
    format!("{}#{}", entry.asked_at, entry.job)
}
