//! Lists of records: sixteen shards, each newest first, merged.

use anyhow::{Context, Result};
use futures::stream::{self, StreamExt, TryStreamExt};
use gangway_contract::{ModuleId, RecordId, Slot, StoredRecord, api::Page};
use gangway_ports::ListRecords;

use crate::TenantWorld;
use crate::item::text;
use crate::record_item::{SHARDS, from_item, partition};

impl ListRecords for TenantWorld {
    /// Ids spread evenly over the shards, so each is asked for little more than its part of the page. A shard
    /// that has more to give vouches only for ids from its last one up: below the highest such place nothing
    /// is listed yet, and a page may be shorter than asked.
    async fn list_records(
        &self,
        module: &ModuleId,
        cursor: Option<&str>,
        limit: u32,
    ) -> Result<Page<StoredRecord>> {
        let share = share(limit);
        let shards = stream::iter(SHARDS.chars());
        let shards = shards.map(|shard| self.list_shard(module, shard, cursor, share));
        let shards: Vec<Shard> = shards.buffered(SHARDS.len()).try_collect().await?;
        let horizon = shards.iter().filter_map(|it| it.last.clone()).max();
        let all = shards.into_iter().flat_map(|it| it.records);
        let mut items: Vec<StoredRecord> =
            all.filter(|it| horizon.as_ref().is_none_or(|horizon| it.id >= *horizon)).collect();
        items.sort_by(|a, b| b.id.cmp(&a.id));
        let cut = items.len() > limit as usize;
        items.truncate(limit as usize);
        let last = if cut { items.last().map(|it| it.id.clone()) } else { horizon };
        Ok(Page { items, next: last.map(|it| it.to_string()) })
    }
}

/// What one shard gave.
struct Shard {
    records: Vec<StoredRecord>,
    /// The last id that was looked at, if there are more.
    last: Option<RecordId>,
}

/// The even part and some: what is read beyond the page is read again for the next one.
fn share(limit: u32) -> u32 {
    let shards = u32::try_from(SHARDS.len()).unwrap_or(1);
    (limit / shards + 24).min(limit + 1)
}

impl TenantWorld {
    async fn list_shard(
        &self,
        module: &ModuleId,
        shard: char,
        cursor: Option<&str>,
        limit: u32,
    ) -> Result<Shard> {
        let partition = partition(&self.tenant, module, shard);
        let mut pages = self
            .world
            .dynamo
            .query()
            .table_name(&self.world.names.records)
            .key_condition_expression("pk = :pk AND sk < :cursor")
            .expression_attribute_values(":pk", text(partition))
            // A tilde sorts behind every id.
            .expression_attribute_values(":cursor", text(cursor.unwrap_or("~")))
            .scan_index_forward(false)
            .limit(i32::try_from(limit)?)
            .into_paginator()
            .send();
        let mut records = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.context("failed to list records")?;
            let more = page.last_evaluated_key.is_some();
            let mut last = None;
            for item in page.items() {
                let (id, slot) = from_item(module, item)?;
                last = Some(id);
                if let Slot::Record(item) = slot
                    && !item.deleted
                {
                    records.push(item.record);
                }
            }
            // Journals and tombstones lie between the records and fill no page.
            if more && !records.is_empty() {
                return Ok(Shard { records, last });
            }
        }
        Ok(Shard { records, last: None })
    }
}
