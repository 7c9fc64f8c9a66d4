//! Plans one job under a lease: reads, compares with what was previewed, cuts, and lets the buckets go.

use anyhow::{Context as _, Result};
use gangway_contract::{
    Format, ImportPlan, JobCounts, JobItem, JobStatus, LedgerEntry, Module, PlanMessage, Previewed,
    Refusal, SliceManifest, TestRows, api::StartImport,
};
use gangway_core::import::{Context, Reading};
use gangway_core::marked;
use gangway_core::template::column_name;
use gangway_core::write::rules;
use gangway_ports::{Changed, JobChange, Moment, PLANNING};
use gangway_write::{begins, count_rows, read_module, send_buckets};

use crate::Access;
use crate::buckets::{Sizes, buckets};
use crate::corrections::corrections;
use crate::cut::Cut;
use crate::reading::read;
use crate::refuse::{difference, reader_died, refuse, too_many_rows};
use crate::unattended;

/// No second worker begins before AWS has ended this one.
const LEASE_MARGIN_SECONDS: u32 = 60;
/// The cursor of the planning lease while a workbook is being parsed.
const PARSING: u32 = 1;

/// Plans the job, unless another worker does or has done.
pub(crate) async fn plan<W: Access>(
    world: &W,
    message: &PlanMessage,
    item: JobItem,
    deadline: Moment,
    sizes: Sizes,
) -> Result<()> {
    let now = world.now().seconds();
    let until = deadline.plus_seconds(LEASE_MARGIN_SECONDS).seconds();
    let Some(mut lease) = world.take_lease(&message.job, PLANNING, now, until).await? else {
        return Ok(());
    };
    if lease.cursor == PARSING {
        return refuse(world, &message.job, reader_died()).await;
    }
    let planned = plan_leased(world, message, item, &mut lease, sizes).await;
    if planned.is_err() {
        // The world failed, not the reader: the next delivery may try again at once.
        lease.cursor = 0;
        lease.lease_until = 0;
        world.save_ledger(&message.job, &lease).await?;
    }
    planned
}

async fn plan_leased<W: Access>(
    world: &W,
    message: &PlanMessage,
    item: JobItem,
    lease: &mut LedgerEntry,
    sizes: Sizes,
) -> Result<()> {
    if !begin(world, message, &item).await? {
        return release(world, message, lease).await;
    }
    let begun_by = item.job.begun_by();
    let mut context = context(world, &item).await?;
    let start = match world.read_start(begun_by).await? {
        Some(start) => start,
        None => match guess(world, &item, lease, &context).await? {
            Ok(start) => start,
            Err(refusal) => {
                refuse(world, &message.job, refusal).await?;
                return release(world, message, lease).await;
            }
        },
    };
    match corrections(world, begun_by, start.corrections.as_ref()).await? {
        Ok(corrected) => context.corrections = corrected,
        Err(refusal) => {
            refuse(world, &message.job, refusal).await?;
            return release(world, message, lease).await;
        }
    }
    let module = context.module.clone();
    if start.plan.format != Format::Csv {
        // Should the parser take the process along, the next attempt finds this and refuses the file.
        lease.cursor = PARSING;
        world.save_ledger(&message.job, lease).await?;
    }
    let read = read(world, &item, &start, &context).await?;
    if lease.cursor == PARSING {
        lease.cursor = 0;
        world.save_ledger(&message.job, lease).await?;
    }
    match read {
        Err(refusal) => refuse(world, &message.job, refusal).await?,
        Ok(reading) => {
            if let Some(refusal) = difference(start.receipt.as_ref(), &reading.receipt) {
                differ(world, message, &reading, refusal).await?;
            } else if let Some(refusal) = too_many(world, &item, reading.sink.taken()).await? {
                refuse(world, &message.job, refusal).await?;
            } else {
                let test = reading.sink.test();
                let manifest = manifest(&start.plan, &module, reading.sink, sizes);
                let_go(world, message, &start, test, manifest).await?;
            }
        }
    }
    release(world, message, lease).await
}

/// The plan of a file that nobody looked at. It is parsed for that, which may take the process along.
async fn guess<W: Access>(
    world: &W,
    item: &JobItem,
    lease: &mut LedgerEntry,
    context: &Context,
) -> Result<Result<StartImport, Refusal>> {
    let template = item.job.planned_by().context("a started job has no plan")?;
    lease.cursor = PARSING;
    world.save_ledger(&item.job.id, lease).await?;
    // What few jobs need must not make every job's future large.
    let start = Box::pin(unattended::start(world, item, template, context)).await?;
    lease.cursor = 0;
    world.save_ledger(&item.job.id, lease).await?;
    Ok(start)
}

async fn release<W: Access>(
    world: &W,
    message: &PlanMessage,
    lease: &mut LedgerEntry,
) -> Result<()> {
    lease.cursor = 0;
    lease.lease_until = 0;
    world.save_ledger(&message.job, lease).await?;
    Ok(())
}

/// `false` if the job has been planned already. One that is being cancelled is planned to its end, so that its
/// rows are counted.
async fn begin<W: Access>(world: &W, message: &PlanMessage, item: &JobItem) -> Result<bool> {
    let from =
        [JobStatus::Draft, JobStatus::WaitingForUpload, JobStatus::Queued, JobStatus::Planning];
    let mut change = JobChange::to(&from, JobStatus::Planning);
    change.started_at = Some(world.now().rfc3339());
    let begun = world.change_job(&message.job, &change).await?;
    let is_cancelling = item.job.status == JobStatus::Cancelling && item.buckets == 0;
    Ok(matches!(begun, Changed::Yes(_)) || is_cancelling)
}

async fn context<W: Access>(world: &W, item: &JobItem) -> Result<Context> {
    let module = read_module(world, &item.job.module).await?;
    Ok(Context::new(module, world.read_users().await?, item.job.actor.user.clone()))
}

/// Why the tenant may not import so many rows; none if it may.
async fn too_many<W: Access>(world: &W, item: &JobItem, rows: u32) -> Result<Option<Refusal>> {
    let begun = Moment::parse(&item.job.created_at).unwrap_or_default();
    let counted = count_rows(world, &item.job.id, begun, rows).await?;
    Ok(counted.err().map(|it| too_many_rows(rows, it)))
}

/// Nothing was written, and every row says so.
async fn differ<W: Access>(
    world: &W,
    message: &PlanMessage,
    reading: &Reading<Cut>,
    refusal: Refusal,
) -> Result<()> {
    let rows = reading.sink.taken();
    let mut change = JobChange::to(&[JobStatus::Planning], JobStatus::DiffersFromPreview);
    change.counts = Some(JobCounts { rows, unprocessed: rows, ..JobCounts::default() });
    change.previewed = Some(Previewed::Differs);
    change.refusal = Some(refusal);
    change.finished_at = Some(world.now().rfc3339());
    world.change_job(&message.job, &change).await?;
    Ok(())
}

/// The manifest first, then the ledger, then the job's word that it runs, then the messages: whatever is lost on the
/// way, the watchdog finds what is missing.
async fn let_go<W: Access>(
    world: &W,
    message: &PlanMessage,
    start: &StartImport,
    test: Option<TestRows>,
    manifest: SliceManifest,
) -> Result<()> {
    let rows = manifest.passed + manifest.failed;
    world.put_manifest(&message.job, &manifest).await?;
    let numbers = 0..u32::try_from(manifest.buckets.len())?;
    let entries: Vec<LedgerEntry> = numbers.clone().map(LedgerEntry::open).collect();
    world.open_ledger(&message.job, &entries).await?;
    let previewed = match start.receipt {
        Some(_) => Previewed::Previewed,
        None => Previewed::NotFullyPreviewed,
    };
    let counts = JobCounts { rows, failed: manifest.failed, ..JobCounts::default() };
    let mut change = begins(JobStatus::Planning, world.now().rfc3339());
    change.counts = Some(counts);
    change.previewed = Some(previewed);
    change.buckets = Some(numbers.end);
    change.test = test;
    tracing::info!(rows, failed = manifest.failed, buckets = numbers.end, "Planned");
    match stand(world, message, change).await? {
        Some(item) if item.job.status != JobStatus::Scheduled => send_buckets(world, &item).await,
        _ => Ok(()),
    }
}

/// Where the planned job stands now: it writes, or its time has not come. Or somebody pressed Cancel meanwhile: the
/// buckets are still opened, so that each can say that it stopped. None if the job was planned before.
async fn stand<W: Access>(
    world: &W,
    message: &PlanMessage,
    writes: JobChange,
) -> Result<Option<JobItem>> {
    let planned = JobChange { due_by: None, ..writes.clone() };
    let waits = JobChange { to: Some(JobStatus::Scheduled), ..planned.clone() };
    let stops = JobChange { from: vec![JobStatus::Cancelling], to: None, ..planned };
    for change in [writes, waits, stops] {
        if let Changed::Yes(item) = world.change_job(&message.job, &change).await? {
            return Ok(Some(*item));
        }
    }
    Ok(None)
}

fn manifest(plan: &ImportPlan, module: &Module, cut: Cut, sizes: Sizes) -> SliceManifest {
    SliceManifest {
        buckets: buckets(&cut, sizes),
        failed: cut.failed,
        failed_segments: cut.failed_segments,
        passed: cut.passed,
        headers: marked::repeated(plan).map(column_name).collect(),
        backup: plan.options.back_up.then(|| module.clone()),
        rules: rules(plan, module),
        segments: cut.segments,
    }
}
