//! The ceiling of an import: a bare loop that makes the conditional writes of new records, and nothing else. No file,
//! no look-up, no ledger, no outcome; what it does in a second is the most that an import could do.

use std::collections::BTreeMap;
use std::time::Instant;

use anyhow::{Context, Result};
use clap::Args;
use futures::stream::{self, StreamExt, TryStreamExt};
use gangway_aws::World;
use gangway_contract::{
    FieldId, Head, JobId, Module, ModuleId, Record, RecordItem, Slot, StoredRecord, TenantId,
    UserId, Value, Written,
};
use gangway_core::keys::{indexed_rules, match_key};
use gangway_core::schema::default_modules;
use gangway_core::write::record_id;
use gangway_ports::{Claim, Clock, ForTenant, IndexKeys, SlotWrite, WriteRecords};
use gangway_tests::leads::{self, Lead};
use gangway_write::key_name;
use serde_json::{Value as Json, json};

/// DynamoDB's limit for conditional writes in a call.
const BATCH: usize = 25;

/// How much of it.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Rows at each concurrency.
    #[arg(long, default_value_t = 4_000)]
    rows: u32,
    /// Calls under way at once.
    #[arg(long, value_delimiter = ',', default_value = "1,2,4,8,16")]
    at: Vec<usize>,
}

/// Rows a second at the best concurrency: of each the record and its keys.
pub(crate) async fn measure(options: &Options) -> Result<Json> {
    let module = default_modules().into_iter().find(|it| it.id.as_str() == "leads");
    let module = module.context("the default modules have leads")?;
    let world = World::for_operator().await?;
    let leads = leads::generate(options.rows, 7);
    let mut rates = BTreeMap::new();
    for concurrency in options.at.iter().copied() {
        let now = world.now().0;
        // A tenant of its own for each run: everything is new.
        let world = world.for_tenant(&TenantId::parse(format!("ceiling-{now}"))?);
        let rows = rows(&module, &JobId::parse(format!("J{now}"))?, now, &leads)?;
        let begun = Instant::now();
        write(&world, &module.id, &rows, concurrency).await?;
        rates.insert(concurrency, f64::from(options.rows) / begun.elapsed().as_secs_f64());
    }
    let best = rates.values().copied().fold(0.0, f64::max);
    Ok(json!({ "rows_a_second": best, "by_concurrency": rates }))
}

/// What the rows become, without their keys.
pub(crate) fn slots(
    module: &Module,
    job: &JobId,
    now: u64,
    leads: &[Lead],
) -> Result<Vec<SlotWrite>> {
    Ok(rows(module, job, now, leads)?.into_iter().map(|it| it.slot).collect())
}

/// What a row becomes.
struct Row {
    slot: SlotWrite,
    claims: Vec<Claim>,
}

fn rows(module: &Module, job: &JobId, now: u64, leads: &[Lead]) -> Result<Vec<Row>> {
    (2..).zip(leads).map(|(row, lead)| one(module, job, now, row, lead)).collect()
}

fn one(module: &Module, job: &JobId, now: u64, row: u32, lead: &Lead) -> Result<Row> {
    let values: Record = leads::values(lead)
        .into_iter()
        .map(|(field, text)| Ok((FieldId::parse(field)?, Value::Text(text))))
        .collect::<Result<_>>()?;
    let (id, by) = (record_id(now, job, row)?, Written { job: job.clone(), row });
    let head = Head::after(None, id.clone(), Some(by.clone()));
    let key = |rule| Some(key_name(rule, match_key(rule, &values)?));
    let claims = indexed_rules(module)
        .iter()
        .filter_map(key)
        .map(|key| Claim { key, head: head.clone(), expected: None })
        .collect();
    let stamp = gangway_ports::Moment(now).rfc3339();
    let record = StoredRecord {
        id: id.clone(),
        module: module.id.clone(),
        values,
        owner: UserId::parse("ann")?,
        version: 1,
        created_at: stamp.clone(),
        updated_at: stamp,
        created_by: Some(by.clone()),
        updated_by: Some(by),
    };
    let item = RecordItem { record, deleted: false, tokens: BTreeMap::new() };
    Ok(Row { slot: SlotWrite { id, slot: Slot::Record(item), expected: None }, claims })
}

async fn write<W: IndexKeys + WriteRecords>(
    world: &W,
    module: &ModuleId,
    rows: &[Row],
    concurrency: usize,
) -> Result<()> {
    let slots: Vec<SlotWrite> = rows.iter().map(|it| it.slot.clone()).collect();
    let claims: Vec<Claim> = rows.iter().flat_map(|it| it.claims.clone()).collect();
    let slots = slots.chunks(BATCH).map(Batch::Slots);
    let batches: Vec<Batch<'_>> = slots.chain(claims.chunks(BATCH).map(Batch::Claims)).collect();
    stream::iter(batches)
        .map(async |batch| batch.write(world, module).await)
        .buffer_unordered(concurrency)
        .try_collect()
        .await
}

/// One call.
enum Batch<'b> {
    Slots(&'b [SlotWrite]),
    Claims(&'b [Claim]),
}

impl Batch<'_> {
    async fn write<W: IndexKeys + WriteRecords>(&self, world: &W, module: &ModuleId) -> Result<()> {
        match self {
            Self::Slots(slots) => world.write_slots(module, slots).await.map(|_| ()),
            Self::Claims(claims) => {
                // Two rows of one name and company: a call takes no key twice.
                let mut keys = std::collections::BTreeSet::new();
                let fresh = claims.iter().filter(|it| keys.insert(it.key.clone()));
                let claims: Vec<Claim> = fresh.cloned().collect();
                world.claim_heads(module, &claims).await.map(|_| ())
            }
        }
    }
}
