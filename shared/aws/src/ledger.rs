//! The ledger in DynamoDB: one item a bucket, beside its job.

use anyhow::{Context, Result};
use aws_sdk_dynamodb::types::ReturnValue;
use gangway_contract::{JobId, LedgerEntry, LedgerState};
use gangway_ports::{FINISHING, OpenLedger, PLANNING, ReadLedger, ReopenLedger, TakeLease};

use crate::TenantWorld;
use crate::condition::is_failed_condition;
use crate::item::{Found, Item, Take, json, number, text};
use crate::job_item::partition;

impl OpenLedger for TenantWorld {
    async fn open_ledger(&self, job: &JobId, entries: &[LedgerEntry]) -> Result<()> {
        for entry in entries {
            let call = self.world.dynamo.put_item().table_name(&self.world.names.jobs);
            let put = call
                .set_item(Some(self.ledger_item(job, entry)?.into_iter().collect()))
                .condition_expression("attribute_not_exists(pk)")
                .send()
                .await;
            match put {
                Ok(_) => {}
                Err(error) if is_failed_condition!(error) => {}
                Err(error) => return Err(error).context("failed to open the ledger"),
            }
        }
        Ok(())
    }
}

impl ReopenLedger for TenantWorld {
    async fn reopen_ledger(&self, job: &JobId, ended: &LedgerEntry) -> Result<()> {
        let call = self.world.dynamo.put_item().table_name(&self.world.names.jobs);
        let put = call
            .set_item(Some(self.ledger_item(job, &ended.reopened())?.into_iter().collect()))
            .condition_expression(
                "stands = :ended AND stands <> :open AND attempt = :attempt \
                 AND (attribute_not_exists(rerun) OR rerun = :rerun)",
            )
            .expression_attribute_values(":ended", json(&ended.state)?)
            .expression_attribute_values(":open", json(&LedgerState::Open)?)
            .expression_attribute_values(":attempt", number(ended.attempt))
            .expression_attribute_values(":rerun", number(ended.rerun))
            .send()
            .await;
        match put {
            Ok(_) => Ok(()),
            Err(error) if is_failed_condition!(error) => Ok(()),
            Err(error) => Err(error).context("failed to open a bucket again"),
        }
    }
}

impl ReadLedger for TenantWorld {
    async fn read_ledger(&self, job: &JobId) -> Result<Vec<LedgerEntry>> {
        let mut items = self
            .world
            .dynamo
            .query()
            .table_name(&self.world.names.jobs)
            .key_condition_expression("pk = :pk AND begins_with(sk, :bucket)")
            .expression_attribute_values(":pk", text(partition(&self.tenant, job)))
            .expression_attribute_values(":bucket", text("L#b"))
            .consistent_read(true)
            .into_paginator()
            .items()
            .send();
        let mut entries = Vec::new();
        while let Some(item) = items.next().await {
            entries.push(entry(&item.context("failed to read the ledger")?)?);
        }
        Ok(entries)
    }
}

impl TakeLease for TenantWorld {
    async fn take_lease(
        &self,
        job: &JobId,
        bucket: u32,
        now: u32,
        until: u32,
    ) -> Result<Option<LedgerEntry>> {
        if bucket >= FINISHING {
            self.open_ledger(job, &[LedgerEntry::open(bucket)]).await?;
        }
        let call = self.world.dynamo.update_item().table_name(&self.world.names.jobs);
        let taken = call
            .set_key(Some(self.job_key(job, sort(bucket))))
            .update_expression("SET lease_until = :until, attempt = attempt + :one")
            .condition_expression("stands = :open AND lease_until < :now")
            .expression_attribute_values(":until", number(until))
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":open", json(&LedgerState::Open)?)
            .expression_attribute_values(":now", number(now))
            .return_values(ReturnValue::AllNew)
            .send()
            .await;
        match taken {
            Ok(output) => output.attributes.as_ref().map(entry).transpose(),
            Err(error) if is_failed_condition!(error) => Ok(None),
            Err(error) => Err(error).context("failed to take a bucket"),
        }
    }

    async fn save_ledger(&self, job: &JobId, entry: &LedgerEntry) -> Result<bool> {
        let call = self.world.dynamo.put_item().table_name(&self.world.names.jobs);
        let saved = call
            .set_item(Some(self.ledger_item(job, entry)?.into_iter().collect()))
            .condition_expression("stands = :open AND attempt = :attempt")
            .expression_attribute_values(":open", json(&LedgerState::Open)?)
            .expression_attribute_values(":attempt", number(entry.attempt))
            .send()
            .await;
        match saved {
            Ok(_) => Ok(true),
            Err(error) if is_failed_condition!(error) => Ok(false),
            Err(error) => Err(error).context("failed to save a bucket's progress"),
        }
    }
}

impl TenantWorld {
    fn ledger_item(&self, job: &JobId, entry: &LedgerEntry) -> Result<Item> {
        Ok(Item::from([
            ("pk".into(), text(partition(&self.tenant, job))),
            ("sk".into(), text(sort(entry.bucket))),
            ("bucket".into(), number(entry.bucket)),
            ("stands".into(), json(&entry.state)?),
            ("lease_until".into(), number(entry.lease_until)),
            ("attempt".into(), number(entry.attempt)),
            ("place".into(), number(entry.cursor)),
            ("counts".into(), json(&entry.counts)?),
            ("parts".into(), json(&entry.parts)?),
            ("rerun".into(), number(entry.rerun)),
        ]))
    }
}

/// Buckets sort by number; planning and finishing are not among them.
fn sort(bucket: u32) -> String {
    match bucket {
        PLANNING => "L#plan".to_owned(),
        FINISHING => "L#finish".to_owned(),
        bucket => format!("L#b{bucket:05}"),
    }
}

pub(crate) fn entry(item: &Found) -> Result<LedgerEntry> {
    Ok(LedgerEntry {
        bucket: item.number("bucket")?,
        state: item.json("stands")?,
        lease_until: item.number("lease_until")?,
        attempt: item.number("attempt")?,
        cursor: item.number("place")?,
        counts: item.json("counts")?,
        parts: item.json("parts")?,
        rerun: item.maybe_number("rerun").unwrap_or_default(),
    })
}
