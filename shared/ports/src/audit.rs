//! The audit log: what left the tenant's records, and through whom.

use anyhow::Result;
use gangway_contract::{AuditEntry, api::Page};

/// Notes what left.
pub trait NoteAudit {
    /// Puts the entry of a job. The first one stays, whatever is noted later.
    fn note_audit(&self, entry: &AuditEntry) -> impl Future<Output = Result<()>> + Send;
}

/// Reads what left.
pub trait ReadAudit {
    /// A page of the entries of jobs that were asked for in a month (`202611`), newest first, after the cursor.
    fn read_audit(
        &self,
        month: &str,
        cursor: Option<&str>,
        limit: u32,
    ) -> impl Future<Output = Result<Page<AuditEntry>>> + Send;
}
