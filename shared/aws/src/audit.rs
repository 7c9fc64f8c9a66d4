//! The audit log in DynamoDB: one item a job, by the month in which it was asked for. It never expires.

use anyhow::{Context, Result};
use gangway_contract::{AuditEntry, api::Page};
use gangway_ports::{Moment, NoteAudit, ReadAudit};

use crate::TenantWorld;
use crate::condition::is_failed_condition;
use crate::item::{Take, json, text};

impl TenantWorld {
    fn audit_partition(&self, month: &str) -> String {
        format!("T#{}#A#{month}", self.tenant)
    }
}

impl NoteAudit for TenantWorld {
    async fn note_audit(&self, entry: &AuditEntry) -> Result<()> {
        let month = Moment::parse(&entry.asked_at).context("an audit entry has no time")?.month();
        let call = self.world.dynamo.put_item().table_name(&self.world.names.jobs);
        let put = call
            .item("pk", text(self.audit_partition(&month)))
            .item("sk", text(format!("{}#{}", entry.asked_at, entry.job)))
            .item("doc", json(entry)?)
            .condition_expression("attribute_not_exists(pk)")
            .send()
            .await;
        match put {
            Ok(_) => Ok(()),
            Err(error) if is_failed_condition!(error) => Ok(()),
            Err(error) => Err(error).context("failed to note an export in the audit log"),
        }
    }
}

impl ReadAudit for TenantWorld {
    async fn read_audit(
        &self,
        month: &str,
        cursor: Option<&str>,
        limit: u32,
    ) -> Result<Page<AuditEntry>> {
        let call = self.world.dynamo.query().table_name(&self.world.names.jobs);
        let output = call
            .key_condition_expression("pk = :pk AND sk < :cursor")
            .expression_attribute_values(":pk", text(self.audit_partition(month)))
            // A tilde sorts behind every time.
            .expression_attribute_values(":cursor", text(cursor.unwrap_or("~")))
            .scan_index_forward(false)
            .limit(i32::try_from(limit)?)
            .send()
            .await
            .context("failed to read the audit log")?;
        let items = output.items.unwrap_or_default();
        let next = output.last_evaluated_key.and_then(|it| it.maybe_text("sk"));
        Ok(Page { items: items.iter().map(|it| it.json("doc")).collect::<Result<_>>()?, next })
    }
}
