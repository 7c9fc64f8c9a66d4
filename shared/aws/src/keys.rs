//! Match keys in DynamoDB. What is stored is a hash of the key under the tenant's secret: whoever reads the
//! table learns nothing of the people in it.

use std::collections::{BTreeSet, HashMap};

use anyhow::{Context, Result};
use aws_sdk_dynamodb::types::AttributeValue;
use gangway_contract::{Head, JobId, ModuleId, RecordId, Written};
use gangway_ports::{Claim, Claimed, IndexKeys, KeyName, ReadKeys};

use crate::TenantWorld;
use crate::batch::Statement;
use crate::condition::is_failed_condition;
use crate::item::{Found, Item, Take, flag, number, text};

const HEAD: &str = "#";
const MEMBER: &str = "M#";

impl TenantWorld {
    fn key_partition(&self, module: &ModuleId, name: &KeyName) -> String {
        let mut hasher = blake3::Hasher::new_keyed(&self.world.names.secret);
        hasher.update(self.tenant.as_str().as_bytes()).update(b"#").update(&name.key.0);
        let hash = hasher.finalize().to_hex();
        let hash = hash.get(..32).unwrap_or_default();
        format!("T#{}#K#{module}#{}#{}#{hash}", self.tenant, name.rule, name.norm)
    }

    fn key_item(&self, module: &ModuleId, name: &KeyName, sort: String) -> Found {
        let pk = text(self.key_partition(module, name));
        HashMap::from([("pk".to_owned(), pk), ("sk".to_owned(), text(sort))])
    }
}

impl ReadKeys for TenantWorld {
    async fn read_heads(&self, module: &ModuleId, keys: &[KeyName]) -> Result<Vec<Option<Head>>> {
        let partitions: Vec<String> =
            keys.iter().map(|it| self.key_partition(module, it)).collect();
        // The same key twice in a call is an error to DynamoDB, and no reason to fail for us.
        let mut wanted = partitions.clone();
        wanted.sort_unstable();
        wanted.dedup();
        let item = |pk| HashMap::from([("pk".to_owned(), text(pk)), ("sk".to_owned(), text(HEAD))]);
        let items = wanted.into_iter().map(item).collect();
        let found = self.world.read_items(&self.world.names.keys, items).await?;
        let heads = found.iter().map(|item| Ok((item.text("pk")?, head(item)?)));
        let heads = heads.collect::<Result<HashMap<_, _>>>()?;
        Ok(partitions.iter().map(|pk| heads.get(pk.as_str()).cloned()).collect())
    }

    async fn read_members(&self, module: &ModuleId, key: &KeyName) -> Result<Vec<RecordId>> {
        let mut items = self
            .world
            .dynamo
            .query()
            .table_name(&self.world.names.keys)
            .key_condition_expression("pk = :pk AND begins_with(sk, :member)")
            .expression_attribute_values(":pk", text(self.key_partition(module, key)))
            .expression_attribute_values(":member", text(MEMBER))
            .consistent_read(true)
            .into_paginator()
            .items()
            .send();
        let mut members = Vec::new();
        while let Some(item) = items.next().await {
            let item = item.context("failed to read the further records of a key")?;
            members.push(RecordId::parse(item.text("sk")?.trim_start_matches(MEMBER))?);
        }
        Ok(members)
    }
}

impl IndexKeys for TenantWorld {
    async fn claim_heads(&self, module: &ModuleId, claims: &[Claim]) -> Result<Vec<Claimed>> {
        let fresh = claims.iter().filter(|claim| claim.expected.is_none());
        let statements = fresh.map(|claim| {
            Statement::insert(
                &self.world.names.keys,
                self.head_item(module, &claim.key, &claim.head),
            )
        });
        let mut fresh = self.world.run_statements(statements.collect()).await?.into_iter();
        let mut answers = Vec::with_capacity(claims.len());
        for claim in claims {
            let happened = match &claim.expected {
                None => fresh.next().unwrap_or(false),
                Some(expected) => self.replace_head(module, claim, expected).await?,
            };
            answers.push(if happened { Claimed::Yes } else { Claimed::No });
        }
        Ok(answers)
    }

    async fn add_members(
        &self,
        module: &ModuleId,
        key: &KeyName,
        records: &[RecordId],
    ) -> Result<bool> {
        if !self.mark_head(module, key).await? {
            return Ok(false);
        }
        let item = |record| self.key_item(module, key, format!("{MEMBER}{record}"));
        let insert =
            |record| Statement::insert(&self.world.names.keys, item(record).into_iter().collect());
        // One that is there already is welcome, but DynamoDB takes no item twice in a call.
        let records: BTreeSet<&RecordId> = records.iter().collect();
        self.world.run_statements(records.into_iter().map(insert).collect()).await?;
        Ok(true)
    }

    async fn drop_head(&self, module: &ModuleId, key: &KeyName, head: &Head) -> Result<bool> {
        let call = self.world.dynamo.delete_item().table_name(&self.world.names.keys);
        let dropped = call
            .set_key(Some(self.key_item(module, key, HEAD.to_owned())))
            .condition_expression(SAME_HEAD)
            .set_expression_attribute_values(Some(same_head(head)))
            .send()
            .await;
        match dropped {
            Ok(_) => Ok(true),
            Err(error) if is_failed_condition!(error) => Ok(false),
            Err(error) => Err(error).context("failed to drop a key"),
        }
    }
}

impl TenantWorld {
    async fn replace_head(
        &self,
        module: &ModuleId,
        claim: &Claim,
        expected: &Head,
    ) -> Result<bool> {
        let item = self.head_item(module, &claim.key, &claim.head);
        let call = self.world.dynamo.put_item().table_name(&self.world.names.keys);
        let put = call
            .set_item(Some(item.into_iter().collect()))
            .condition_expression(SAME_HEAD)
            .set_expression_attribute_values(Some(same_head(expected)))
            .send()
            .await;
        match put {
            Ok(_) => Ok(true),
            Err(error) if is_failed_condition!(error) => Ok(false),
            Err(error) => Err(error).context("failed to claim a key"),
        }
    }

    /// The mark comes before the member: a member that nobody looks for would be lost. `false` without a head.
    async fn mark_head(&self, module: &ModuleId, key: &KeyName) -> Result<bool> {
        let call = self.world.dynamo.update_item().table_name(&self.world.names.keys);
        let marked = call
            .set_key(Some(self.key_item(module, key, HEAD.to_owned())))
            .update_expression("SET further = :yes")
            .condition_expression("attribute_exists(pk)")
            .expression_attribute_values(":yes", flag(true))
            .send()
            .await;
        match marked {
            Ok(_) => Ok(true),
            Err(error) if is_failed_condition!(error) => Ok(false),
            Err(error) => Err(error).context("failed to mark a key"),
        }
    }

    fn head_item(&self, module: &ModuleId, key: &KeyName, head: &Head) -> Item {
        let mut item = Item::from([
            ("pk".into(), text(self.key_partition(module, key))),
            ("sk".into(), text(HEAD)),
            ("rid".into(), text(head.record.as_str())),
            ("further".into(), flag(head.more)),
            ("turn".into(), number(head.turn)),
        ]);
        if let Some(since) = head.since {
            item.insert("since".into(), number(since));
        }
        if let Some(by) = &head.by {
            item.insert("by_job".into(), text(by.job.as_str()));
            item.insert("by_row".into(), number(by.row));
        }
        item
    }
}

pub(crate) fn head(item: &Found) -> Result<Head> {
    let by = item.maybe_text("by_job").map(JobId::parse).transpose()?;
    let by = by.map(|job| Ok::<_, anyhow::Error>(Written { job, row: item.number("by_row")? }));
    Ok(Head {
        record: RecordId::parse(item.text("rid")?)?,
        by: by.transpose()?,
        more: item.flag("further"),
        turn: item.number("turn")?,
        since: item.maybe_number("since"),
    })
}

/// Everything that tells one head from another.
const SAME_HEAD: &str = "rid = :rid AND further = :further AND turn = :turn";

fn same_head(head: &Head) -> HashMap<String, AttributeValue> {
    HashMap::from([
        (":rid".to_owned(), text(head.record.as_str())),
        (":further".to_owned(), flag(head.more)),
        (":turn".to_owned(), number(head.turn)),
    ])
}
