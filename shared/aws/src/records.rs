//! Records and slots in DynamoDB.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, Result};
use aws_sdk_dynamodb::types::AttributeValue;
use gangway_contract::{ModuleId, RecordId, Slot};
use gangway_ports::{EraseRecords, ReadRecords, RecordUpdate, SlotWrite, WriteRecords};

use crate::TenantWorld;
use crate::batch::Statement;
use crate::condition::is_failed_condition;
use crate::item::{Found, flag, number, text};
use crate::record_item::{
    condition, dead, from_item, partition, record_attributes, shard, to_item,
};

impl TenantWorld {
    fn record_key(&self, module: &ModuleId, id: &RecordId) -> Found {
        let pk = text(partition(&self.tenant, module, shard(id)));
        HashMap::from([("pk".to_owned(), pk), ("sk".to_owned(), text(id.as_str()))])
    }
}

impl ReadRecords for TenantWorld {
    async fn read_slots(
        &self,
        module: &ModuleId,
        ids: &[RecordId],
    ) -> Result<BTreeMap<RecordId, Slot>> {
        let keys = ids.iter().map(|id| self.record_key(module, id)).collect();
        let items = self.world.read_items(&self.world.names.records, keys).await?;
        items.iter().map(|item| from_item(module, item)).collect()
    }
}

impl WriteRecords for TenantWorld {
    async fn write_slots(&self, module: &ModuleId, writes: &[SlotWrite]) -> Result<Vec<bool>> {
        let fresh = writes.iter().filter(|write| write.expected.is_none());
        let statements = fresh.map(|write| {
            let item = to_item(&self.tenant, module, &write.id, &write.slot);
            Statement::insert(&self.world.names.records, item)
        });
        let mut fresh = self.world.run_statements(statements.collect()).await?.into_iter();
        let mut answers = Vec::with_capacity(writes.len());
        for write in writes {
            answers.push(match &write.expected {
                None => fresh.next().unwrap_or(false),
                Some(expected) => self.replace_slot(module, write, condition(expected)).await?,
            });
        }
        Ok(answers)
    }

    async fn update_records(
        &self,
        module: &ModuleId,
        updates: &[RecordUpdate],
    ) -> Result<Vec<bool>> {
        let statements = updates.iter().map(|update| self.update_statement(module, update));
        self.world.run_statements(statements.collect()).await
    }
}

impl EraseRecords for TenantWorld {
    async fn empty_slot(&self, module: &ModuleId, write: &SlotWrite) -> Result<bool> {
        let Some(expected) = &write.expected else { return Ok(false) };
        self.replace_slot(module, write, dead(expected)).await
    }
}

impl TenantWorld {
    /// The rare branch: a slot whose journal can no longer come true, or whose bar was seen, takes another content.
    async fn replace_slot(
        &self,
        module: &ModuleId,
        write: &SlotWrite,
        (condition, values): (String, HashMap<String, AttributeValue>),
    ) -> Result<bool> {
        let item = to_item(&self.tenant, module, &write.id, &write.slot);
        let call = self.world.dynamo.put_item().table_name(&self.world.names.records);
        let put = call
            .set_item(Some(item.into_iter().collect()))
            .condition_expression(condition)
            .set_expression_attribute_values(Some(values))
            .send()
            .await;
        match put {
            Ok(_) => Ok(true),
            Err(error) if is_failed_condition!(error) => Ok(false),
            Err(error) => Err(error).context("failed to replace what lies in a slot"),
        }
    }

    /// Sets everything that an update may change. The version says that nothing happened in between: every
    /// change raises it.
    fn update_statement(&self, module: &ModuleId, update: &RecordUpdate) -> Statement {
        let id = &update.item.record.id;
        let sets = record_attributes(&self.tenant, &update.item);
        let mut text_parts = vec![format!("UPDATE \"{}\"", self.world.names.records)];
        let mut parameters = Vec::new();
        for (name, value) in sets {
            text_parts.push(format!("SET {name} = ?"));
            parameters.push(value);
        }
        if update.item.deleted {
            text_parts.push("REMOVE gsi1pk REMOVE gsi1sk".to_owned());
        }
        text_parts.push("WHERE pk = ? AND sk = ? AND ver = ? AND kind = ? AND gone = ?".to_owned());
        parameters.push(text(partition(&self.tenant, module, shard(id))));
        parameters.push(text(id.as_str()));
        parameters.push(number(update.expected));
        parameters.push(text("R"));
        parameters.push(flag(false));
        Statement { text: text_parts.join(" "), parameters }
    }
}
