//! An export of records that are made while they are listed: run-export's own handler in a world without a database, so
//! that what is measured is our code. Its workers end as Lambdas do, and others go on.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::{Args, ValueEnum};
use gangway_contract::{
    Actor, Export, ExportFormat, ExportMessage, FieldId, Job, JobId, JobItem, JobStatus, ModuleId,
    Record, RecordId, Right, Scope, StoredRecord, TenantId, UserId, Value, api::Page,
};
use gangway_ports::memory::{MemoryWorld, Message};
use gangway_ports::{Clock, CreateJob, ForTenant, ListRecords, Moment, QueueExport, ReadJob};
use gangway_tests::leads;
use serde_json::{Value as Json, json};

use crate::used;

const START: Moment = Moment(1_795_353_600_000);
/// Different records; the others are these again, under other ids.
const DIFFERENT: u32 = 4_096;

/// How much of it.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Records.
    #[arg(long, default_value_t = 1_000_000)]
    records: u32,
    /// The form of the file.
    #[arg(long, value_enum, default_value = "csv")]
    format: Form,
    /// Seconds that each worker has; the 25 before its deadline are its margin.
    #[arg(long, default_value_t = 900)]
    seconds: u32,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Form {
    Csv,
    Xlsx,
}

/// Rows a second, the most memory, and how many workers it took.
pub(crate) async fn measure(options: &Options) -> Result<Json> {
    let records = options.records;
    let clock = MemoryWorld::new(START);
    let world = clock.clone().with_supply(supply(clock.clone(), records)?);
    let tenant = TenantId::parse("acme")?;
    let world_of_tenant = world.for_tenant(&tenant);
    let module = ModuleId::parse("leads")?;
    // A million are enough to tell how fast they are made.
    let few = records.min(1_000_000);
    let first = clock.clone().with_supply(supply(clock.clone(), few)?).for_tenant(&tenant);
    let listing = list(&first, &module, few).await?;
    let job = ask(&world_of_tenant, &tenant, options).await?;
    let base = used::memory()?;
    let (begun, before) = (Instant::now(), used::user_time()?);
    let mut workers = 0;
    while let Some(Message::Export(message)) = world.take_message() {
        workers += 1;
        let deadline = world.now().plus_seconds(options.seconds);
        let pace = run_export::Pace::default();
        Box::pin(run_export::handle(&world_of_tenant, &message, deadline, pace)).await?;
    }
    let (seconds, user) = (begun.elapsed(), used::user_time()?.saturating_sub(before));
    let job = world_of_tenant.read_job(&job).await?.context("a job")?.job;
    ensure!(job.status == JobStatus::Completed && job.counts.exported == records, "{job:?}");
    let rate = |it: Duration| f64::from(records) / it.as_secs_f64();
    Ok(json!({
        "records": records, "seconds": seconds.as_secs_f64(), "workers": workers,
        "rows_a_second": rate(seconds), "rows_a_user_second": rate(user),
        "listed_a_second": f64::from(few) / listing.as_secs_f64(),
        "peak": used::peak()?, "base": base,
        "bytes": job.files.first().map(|it| it.size.0),
    }))
}

/// How long it takes to have every record made and looked at by nobody.
async fn list<W: ListRecords>(world: &W, module: &ModuleId, records: u32) -> Result<Duration> {
    let begun = Instant::now();
    let (mut cursor, mut count) = (None, 0);
    loop {
        let page = world.list_records(module, cursor.as_deref(), 4_000).await?;
        count += page.items.len();
        cursor = page.next;
        if cursor.is_none() {
            ensure!(count == records as usize, "{count} of {records} records were listed");
            return Ok(begun.elapsed());
        }
    }
}

async fn ask<W: CreateJob + QueueExport>(
    world: &W,
    tenant: &TenantId,
    options: &Options,
) -> Result<JobId> {
    let format = match options.format {
        Form::Csv => ExportFormat::Csv,
        Form::Xlsx => ExportFormat::Xlsx,
    };
    let columns = leads::COLUMNS.iter().map(|it| FieldId::parse(it.1));
    let export = Export {
        module: ModuleId::parse("leads")?,
        filter: None,
        columns: columns.collect::<Result<_, _>>()?,
        format,
        sort: None,
        identity: false,
    };
    let actor = Actor {
        tenant: tenant.clone(),
        user: UserId::parse("ann")?,
        teams: [].into(),
        scope: Scope::All,
        rights: [Right::Export].into(),
    };
    let id = JobId::parse("J1-export")?;
    let job = Job::export(id.clone(), export, actor, "leads".to_owned(), START.rfc3339());
    world.create_job(&JobItem::new(job)).await?;
    world.queue_export(&ExportMessage { tenant: tenant.clone(), job: id.clone() }).await?;
    Ok(id)
}

/// Newest first: the greatest number has the greatest id. The clock goes as the real one does.
fn supply(clock: MemoryWorld, records: u32) -> Result<gangway_ports::memory::Supply> {
    let different = leads::generate(DIFFERENT, 7);
    let different = different.iter().map(record).collect::<Result<Vec<_>>>()?;
    let begun = Instant::now();
    Ok(Arc::new(move |cursor, limit| {
        let elapsed = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        clock.set_now(Moment(START.0 + elapsed));
        let below = cursor.and_then(|it| it.parse().ok()).unwrap_or(records);
        let first = below.saturating_sub(limit);
        let made = (first..below).rev().filter_map(|number| {
            let mut record = different.get((number % DIFFERENT) as usize)?.clone();
            record.id = RecordId::parse(format!("{number:026}")).ok()?;
            Some(record)
        });
        Page { items: made.collect(), next: (first > 0).then(|| format!("{first:026}")) }
    }))
}

fn record(lead: &leads::Lead) -> Result<StoredRecord> {
    let values: Record = leads::values(lead)
        .into_iter()
        .map(|(field, text)| Ok((FieldId::parse(field)?, Value::Text(text))))
        .collect::<Result<_>>()?;
    Ok(StoredRecord {
        id: RecordId::parse("R")?,
        module: ModuleId::parse("leads")?,
        values,
        owner: UserId::parse("ann")?,
        version: 1,
        created_at: START.rfc3339(),
        updated_at: START.rfc3339(),
        created_by: None,
        updated_by: None,
    })
}
