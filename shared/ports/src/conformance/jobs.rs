//! Job items.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use gangway_contract::{
    FileKind, JobCounts, JobFile, JobItem, JobStatus, PinnedSource, Previewed, Refusal,
    RefusalCode, TenantId, TestRows, Wide,
};

use super::Tables;
use super::samples::{job, job_id, module, record_id};
use crate::{Changed, FindRunning, JobChange};

pub(super) async fn check<W: Tables>(world: &W, tenant: &TenantId) -> Result<()> {
    let item = job(tenant, "J1", 1)?;
    ensure!(world.read_job(&item.job.id).await?.is_none(), "a job that nobody made");
    ensure!(world.create_job(&item).await?, "a new job is made");
    ensure!(!world.create_job(&job(tenant, "J1", 9)?).await?, "a job is made once");
    ensure!(world.read_job(&item.job.id).await?.as_ref() == Some(&item), "a job is kept as it was");
    check_changes(world).await?;
    check_lists(world, tenant).await
}

async fn check_changes<W: Tables>(world: &W) -> Result<()> {
    let id = job_id("J1")?;
    let wrong = JobChange::to(&[JobStatus::Running, JobStatus::Planning], JobStatus::Failed);
    ensure!(
        world.change_job(&id, &wrong).await? == Changed::No,
        "a job that stands elsewhere stays"
    );
    ensure!(
        world.change_job(&job_id("J404")?, &JobChange::default()).await? == Changed::No,
        "no job"
    );
    let source = |version: &str| PinnedSource { version: Some(version.into()), size: Wide(7) };
    let mut change = JobChange::to(&[JobStatus::Draft, JobStatus::Queued], JobStatus::Planning);
    change.started = true;
    change.upload = Some("u".into());
    change.source = Some(source("v1"));
    change.started_at = Some("2026-11-22T00:00:01.000Z".into());
    change.counts = Some(JobCounts { rows: 3, failed: 1, ..JobCounts::default() });
    change.previewed = Some(Previewed::NotFullyPreviewed);
    change.buckets = Some(2);
    change.repairs = Some(job_id("J0")?);
    change.waits_for = Some(job_id("J5")?);
    let item =
        world.change_job(&id, &change).await?.item().context("a job that stands there changes")?;
    ensure!(
        item.job.status == JobStatus::Planning && item.started && item.buckets == 2,
        "{item:?}"
    );
    ensure!(item.job.counts.rows == 3 && item.upload.as_deref() == Some("u"), "{item:?}");
    let later = JobChange {
        source: Some(source("v2")),
        started_at: Some("2026-11-22T00:00:09.000Z".into()),
        repairs: Some(job_id("J7")?),
        waits_for: Some(job_id("J6")?),
        ..JobChange::default()
    };
    let item = world.change_job(&id, &later).await?.item().context("an unconditional change")?;
    ensure!(item.source == Some(source("v1")), "the first file stays");
    ensure!(item.job.repairs == change.repairs, "the first import stays: {item:?}");
    ensure!(item.job.waits_for == change.waits_for, "the first job stays: {item:?}");
    ensure!(
        item.job.started_at == change.started_at && item.job.status == JobStatus::Planning,
        "{item:?}"
    );
    check_test(world).await?;
    check_time(world).await?;
    check_end(world).await
}

/// A job that waits for its time goes on only when that has come, whoever moves it meanwhile.
async fn check_time<W: Tables>(world: &W) -> Result<()> {
    let id = job_id("J1")?;
    let moment = |hour: u32| Some(format!("2026-11-22T{hour:02}:00:00.000Z"));
    let due = |by| JobChange { due_by: moment(by), ..JobChange::default() };
    world.change_job(&id, &due(0)).await?.item().context("a job without a time is always due")?;
    for at in [2, 5] {
        let change = JobChange { at: moment(at), ..JobChange::default() };
        let item = world.change_job(&id, &change).await?.item().context("a time")?;
        ensure!(item.job.at == moment(2), "the first time stays: {item:?}");
    }
    ensure!(world.change_job(&id, &due(1)).await? == Changed::No, "its time has not come");
    world.change_job(&id, &due(2)).await?.item().context("its time has come")?;
    let later = JobChange { moved_to: moment(4), ..JobChange::default() };
    let item = world.change_job(&id, &later).await?.item().context("a move")?;
    ensure!(item.job.at == moment(4), "{item:?}");
    ensure!(world.change_job(&id, &due(3)).await? == Changed::No, "it was moved");
    ensure!(world.read_job(&id).await? == Some(item), "what was answered is what is kept");
    Ok(())
}

/// A test says what it leaves, and who goes on with it: the last one, unless the test was taken back.
async fn check_test<W: Tables>(world: &W) -> Result<()> {
    let id = job_id("J1")?;
    let test = Some(TestRows { first: 20, waiting: Some(7) });
    let change = JobChange { test, ..JobChange::default() };
    let item = world.change_job(&id, &change).await?.item().context("a test")?;
    ensure!(item.job.test == test && item.job.continued_by.is_none(), "{item:?}");
    for (name, stays) in [("J1-2", "J1-2"), ("J1-1", "J1-2"), ("J1-2", "J1-2"), ("J1-3", "J1-3")] {
        let changed = world.change_job(&id, &goes_on(name)?).await?;
        ensure!((changed == Changed::No) == (name != stays), "{name} after {stays}");
        let item = world.read_job(&id).await?.context("the test")?;
        ensure!(item.job.continued_by == Some(job_id(stays)?), "{item:?}");
        ensure!(item.job.test == test, "{item:?}");
    }
    Ok(())
}

fn goes_on(name: &str) -> Result<JobChange> {
    Ok(JobChange { continued_by: Some(job_id(name)?), ..JobChange::default() })
}

async fn check_end<W: Tables>(world: &W) -> Result<()> {
    let id = job_id("J1")?;
    for bucket in [1, 0, 1] {
        world.end_bucket(&id, bucket).await?;
    }
    let item = world.end_bucket(&id, 0).await?;
    ensure!(item.ended == BTreeSet::from([0, 1]) && item.is_written(), "{item:?}");
    let mut change = JobChange::to(&[JobStatus::Planning], JobStatus::Failed);
    change.refusal = Some(Refusal::new(RefusalCode::EmptyFile, "The file is empty."));
    change.finished_at = Some("2026-11-22T00:00:02.000Z".into());
    change.files = Some(vec![JobFile { kind: FileKind::Failed, rows: 1, size: Wide(u64::MAX) }]);
    let item = world.change_job(&id, &change).await?.item().context("a last change")?;
    ensure!(
        item.job.refusal == change.refusal && item.job.finished_at == change.finished_at,
        "{item:?}"
    );
    ensure!(Some(&item.job.files) == change.files.as_ref(), "{item:?}");
    ensure!(
        world.read_job(&id).await?.as_ref() == Some(&item),
        "what was answered is what is kept"
    );
    let impossible = JobChange::to(&[JobStatus::Failed], JobStatus::Running);
    ensure!(world.change_job(&id, &impossible).await.is_err(), "no job goes from there to there");
    let mut unsound = JobChange::to(&[JobStatus::Running], JobStatus::Completed);
    unsound.counts = Some(JobCounts { rows: 3, created: 2, ..JobCounts::default() });
    ensure!(world.change_job(&id, &unsound).await.is_err(), "no job ends so");
    Ok(())
}

/// A job that has ended with left rows runs again: once, found among the running ones, unless it was undone.
async fn check_rerun<R, W>(world: &R, tables: &W, tenant: &TenantId) -> Result<()>
where
    R: FindRunning,
    W: Tables,
{
    let item = job(tenant, "J9", 9)?;
    tables.create_job(&item).await?;
    let id = &item.job.id;
    for bucket in [0, 1, 2] {
        tables.end_bucket(id, bucket).await?;
    }
    let mut end = JobChange::to(&[JobStatus::Draft], JobStatus::Cancelled);
    end.finished_at = Some("2026-11-22T00:00:02.000Z".into());
    end.at_rerun = Some(0);
    tables.change_job(id, &end).await?.item().context("a job that was not run again")?;
    let again = JobChange {
        at_rerun: Some(0),
        reopened: Some(BTreeSet::from([0, 2])),
        ..JobChange::to(&[JobStatus::Cancelled], JobStatus::Running)
    };
    let item = tables.change_job(id, &again).await?.item().context("a job that was cancelled")?;
    ensure!(item.reruns == 1 && item.ended == BTreeSet::from([1]), "{item:?}");
    ensure!(item.job.finished_at.is_none(), "it has not ended any more: {item:?}");
    let running = world.find_running(None).await?.items;
    ensure!(running.iter().any(|it| it.job == *id && it.tenant == *tenant), "{running:?}");
    let mut end = JobChange::to(&[JobStatus::Running], JobStatus::CompletedWithErrors);
    end.at_rerun = Some(0);
    ensure!(tables.change_job(id, &end).await? == Changed::No, "who finishes an earlier run");
    end.at_rerun = Some(1);
    let item = tables.change_job(id, &end).await?.item().context("who finishes this run")?;
    check_told(world, tables, &item).await?;
    let mark = JobChange { undone: true, ..JobChange::default() };
    let item = tables.change_job(id, &mark).await?.item().context("a mark")?;
    ensure!(item.job.undone, "{item:?}");
    let again =
        JobChange { at_rerun: Some(1), from: vec![JobStatus::CompletedWithErrors], ..again };
    ensure!(tables.change_job(id, &again).await? == Changed::No, "what was undone");
    ensure!(tables.change_job(id, &goes_on("J9-1")?).await? == Changed::No, "nor gone on with");
    Ok(())
}

/// A job that has ended is found until everything was told of it, and what was told is told.
async fn check_told<R, W>(world: &R, tables: &W, item: &JobItem) -> Result<()>
where
    R: FindRunning,
    W: Tables,
{
    let id = &item.job.id;
    let names = |item: &JobItem| item.owed().into_iter().map(|it| it.id).collect::<BTreeSet<_>>();
    ensure!(names(item) == BTreeSet::from(["J9-created-0".into(), "J9-completed-1".into()]));
    let is_found = async || -> Result<bool> {
        let running = world.find_running(None).await?.items;
        Ok(running.iter().any(|it| it.job == *id && it.tenant == item.job.actor.tenant))
    };
    ensure!(is_found().await?, "its end is owed");
    let earlier = JobItem { reruns: 0, ..item.clone() };
    tables.note_told(&earlier, &names(item)).await?;
    ensure!(is_found().await?, "who told of an earlier run");
    for _ in 0..2 {
        tables.note_told(item, &names(item)).await?;
        let now = tables.read_job(id).await?.context("the job")?;
        ensure!(now.told == names(item) && now.is_settled(), "{now:?}");
        ensure!(!is_found().await?, "nothing is owed any more");
    }
    Ok(())
}

async fn check_lists<W: Tables>(world: &W, tenant: &TenantId) -> Result<()> {
    for (name, second) in [("J2", 5), ("J3", 3), ("J4", 4)] {
        world.create_job(&job(tenant, name, second)?).await?;
    }
    let mut found = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let page = world.list_jobs("202611", cursor.as_deref(), 3).await?;
        ensure!(page.items.len() <= 3, "a page is no longer than asked");
        found.extend(page.items.iter().map(|it| it.job.id.to_string()));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    ensure!(found == ["J2", "J4", "J3", "J1"], "newest first, each once: {found:?}");
    ensure!(world.list_jobs("202610", None, 10).await?.items.is_empty(), "another month");
    Ok(())
}

pub(super) async fn check_running<R, W>(world: &R, tables: &W, tenant: &TenantId) -> Result<()>
where
    R: FindRunning,
    W: Tables,
{
    let mut found = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let page = world.find_running(cursor.as_deref()).await?;
        found.extend(page.items.into_iter().filter(|it| it.tenant == *tenant));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let names: BTreeSet<&str> = found.iter().map(|it| it.job.as_str()).collect();
    ensure!(
        names == BTreeSet::from(["J1", "J2", "J3", "J4"]),
        "open jobs, and the failed one of whose end nobody was told: {names:?}"
    );
    for name in ["J2", "J3", "J4"] {
        let end = JobChange::to(&[], JobStatus::Cancelled);
        let item = tables.change_job(&job_id(name)?, &end).await?.item().context("an open job")?;
        let told = item.owed().into_iter().map(|it| it.id).collect();
        tables.note_told(&item, &told).await?;
    }
    check_rerun(world, tables, tenant).await
}

/// Whatever lies with one tenant, another one sees nothing of it.
pub(super) async fn check_nothing_of<W: Tables>(other: &W) -> Result<()> {
    ensure!(other.read_job(&job_id("J1")?).await?.is_none(), "another tenant's job");
    ensure!(other.list_jobs("202611", None, 10).await?.items.is_empty(), "another tenant's jobs");
    ensure!(
        other.read_slots(&module()?, &[record_id(1)?]).await?.is_empty(),
        "another tenant's record"
    );
    ensure!(
        other.list_records(&module()?, None, 10).await?.items.is_empty(),
        "another tenant's records"
    );
    ensure!(other.read_users().await?.is_empty(), "another tenant's people");
    ensure!(other.read_rules(&module()?).await?.is_empty(), "another tenant's match rules");
    Ok(())
}
