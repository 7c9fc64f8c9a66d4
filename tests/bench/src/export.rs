//! An export through the API beside the bare list of the same records: the same queries of all shards at once, page by
//! page, with nothing done to what they bring. What the list does in a second is the most that an export could do.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Args;
use futures::stream::{self, StreamExt, TryStreamExt};
use gangway_aws::World;
use gangway_contract::{Job, JobId, JobStatus, Module, ModuleId, TenantId};
use gangway_core::schema::default_modules;
use gangway_ports::{Clock, ForTenant, ListRecords, Moment, SlotWrite, WriteRecords};
use gangway_tests::cloud::Cloud;
use gangway_tests::leads;
use serde_json::{Value, json};

use crate::ceiling;

/// As run-export reads them.
const PAGE: u32 = 4_000;
const PAUSE: Duration = Duration::from_millis(100);
/// Calls under way at once while the records are put.
const CALLS: usize = 8;
const BATCH: usize = 25;

/// How much of it.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Records.
    #[arg(long, default_value_t = 20_000)]
    records: u32,
}

/// Records a second of the bare list, and of an export in each form.
pub(crate) async fn measure(options: &Options) -> Result<Value> {
    let module = default_modules().into_iter().find(|it| it.id.as_str() == "leads");
    let module = module.context("the default modules have leads")?;
    let world = World::for_operator().await?;
    let name = format!("journey-export-{}", world.now().0);
    let cloud = Cloud::sign_in(&name)?.context("GANGWAY_API_URL is not set")?;
    let tenant = world.for_tenant(&TenantId::parse(name)?);
    fill(&tenant, &module, options.records).await?;
    let before = list(&tenant, &module.id, options.records).await?;
    let csv = export(&cloud, "csv", options.records)?;
    let xlsx = export(&cloud, "xlsx", options.records)?;
    let after = list(&tenant, &module.id, options.records).await?;
    let rate = |seconds: f64| f64::from(options.records) / seconds;
    let best = rate(before.min(after));
    Ok(json!({ "list": best, "csv": rate(csv), "xlsx": rate(xlsx), "records": options.records }))
}

async fn fill<W: WriteRecords + Clock>(world: &W, module: &Module, records: u32) -> Result<()> {
    let now = world.now().0;
    let leads = leads::generate(records, 7);
    let slots = ceiling::slots(module, &JobId::parse(format!("J{now}"))?, now, &leads)?;
    let put = async |batch: &[SlotWrite]| world.write_slots(&module.id, batch).await.map(|_| ());
    stream::iter(slots.chunks(BATCH)).map(put).buffer_unordered(CALLS).try_collect().await
}

/// Seconds until every record was listed.
async fn list<W: ListRecords>(world: &W, module: &ModuleId, records: u32) -> Result<f64> {
    let begun = Instant::now();
    let (mut cursor, mut count) = (None, 0);
    loop {
        let page = world.list_records(module, cursor.as_deref(), PAGE).await?;
        count += page.items.len();
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    ensure!(count == records as usize, "{count} of {records} records were listed");
    Ok(begun.elapsed().as_secs_f64())
}

/// Seconds from the moment at which a worker began to the one at which the file was there.
fn export(cloud: &Cloud, format: &str, records: u32) -> Result<f64> {
    let asked: Job = cloud.post("/exports", &json!({ "module": "leads", "format": format }))?;
    let job = loop {
        let job: Job = cloud.get(&format!("/jobs/{}", asked.id))?;
        if job.status.is_terminal() {
            break job;
        }
        std::thread::sleep(PAUSE);
    };
    ensure!(job.status == JobStatus::Completed && job.counts.exported == records, "{job:?}");
    let at = |text: &Option<String>| text.as_deref().and_then(Moment::parse);
    let (began, ended) = (at(&job.started_at), at(&job.finished_at));
    let (began, ended) = began.zip(ended).context("the job says no times")?;
    Ok(Duration::from_millis(ended.0 - began.0).as_secs_f64())
}
