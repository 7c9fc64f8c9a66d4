//! Lists of some people's records: the index by owner says which they are, and the table what they hold.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use futures::stream::{self, StreamExt, TryStreamExt};
use gangway_contract::{ModuleId, RecordId, Slot, StoredRecord, UserId, api::Page};
use gangway_ports::{ListOwned, ReadRecords};

use crate::TenantWorld;
use crate::item::{Take, text};
use crate::record_item::{OWNER_SHARDS, owner_partition};

/// The index of the table of records.
const INDEX: &str = "by-owner";
/// Queries of one worker that are under way at once.
const IN_FLIGHT: usize = 16;

impl ListOwned for TenantWorld {
    /// Each shard of each person gives a whole page's ids, which are small: the newest of all of them are the page. The
    /// index follows the table a moment later, so what the table says of a record counts.
    async fn list_owned(
        &self,
        module: &ModuleId,
        owners: &BTreeSet<UserId>,
        cursor: Option<&str>,
        limit: u32,
    ) -> Result<Page<StoredRecord>> {
        let partitions = owners.iter().flat_map(|owner| {
            (0..OWNER_SHARDS).map(move |shard| owner_partition(&self.tenant, module, owner, shard))
        });
        let shards = stream::iter(partitions.collect::<Vec<_>>());
        let shards = shards.map(|partition| self.owned_ids(partition, cursor, limit + 1));
        let shards: Vec<Vec<RecordId>> = shards.buffered(IN_FLIGHT).try_collect().await?;
        let mut ids: Vec<RecordId> = shards.into_iter().flatten().collect();
        ids.sort_by(|a, b| b.cmp(a));
        // Whose record changed hands a moment ago may stand below two people.
        ids.dedup();
        let is_cut = ids.len() > limit as usize;
        ids.truncate(limit as usize);
        let next = ids.last().filter(|_| is_cut).map(ToString::to_string);
        let mut slots = self.read_slots(module, &ids).await?;
        let live = ids.iter().filter_map(|id| match slots.remove(id) {
            Some(Slot::Record(item)) if !item.deleted => Some(item.record),
            _ => None,
        });
        let items = live.filter(|it| owners.contains(&it.owner)).collect();
        Ok(Page { items, next })
    }
}

impl TenantWorld {
    async fn owned_ids(
        &self,
        partition: String,
        cursor: Option<&str>,
        limit: u32,
    ) -> Result<Vec<RecordId>> {
        let mut items = self
            .world
            .dynamo
            .query()
            .table_name(&self.world.names.records)
            .index_name(INDEX)
            .key_condition_expression("gsi1pk = :pk AND gsi1sk < :cursor")
            .expression_attribute_values(":pk", text(partition))
            // A tilde sorts behind every id.
            .expression_attribute_values(":cursor", text(cursor.unwrap_or("~")))
            .scan_index_forward(false)
            .limit(i32::try_from(limit)?)
            .into_paginator()
            .items()
            .send();
        let mut ids = Vec::new();
        while let Some(item) = items.next().await {
            let item = item.context("failed to list a person's records")?;
            ids.push(RecordId::parse(item.text("sk")?)?);
            if ids.len() >= limit as usize {
                break;
            }
        }
        Ok(ids)
    }
}
