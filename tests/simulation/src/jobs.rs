//! Imports as the API starts them.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use anyhow::{Context as _, Result, anyhow};
use futures::executor::block_on;
use gangway_contract::api::StartImport;
use gangway_contract::{
    Actor, BucketMessage, FieldId, ImportPlan, Job, JobId, JobItem, JobStatus, PlanMessage, Right,
    Scope, SourceFile, UserId, Wide,
};
use gangway_core::import::{Context, Propose, Survey};
use gangway_core::source::{Need, drive};
use gangway_core::table::{Choices, FileFacts};
use gangway_core::write::{undo_id, undo_job};
use gangway_ports::{
    ChangeJob, Clock, CreateJob, JobChange, QueueBuckets, QueuePlan, ReadJob, SaveStart,
};

use crate::case::{File, HEADER};
use crate::cloud::Cloud;
use crate::people::{leads, module};

/// The name of the import at this place.
pub(crate) fn job_id(place: usize) -> Result<JobId> {
    Ok(JobId::parse(format!("J{}", place + 1))?)
}

/// Makes the job, puts its file and its plan, and queues it.
pub(crate) fn start(cloud: &Cloud, place: usize, file: &File) -> Result<()> {
    let world = cloud.tenant();
    let id = job_id(place)?;
    let mut item = JobItem::new(job(cloud, &id)?);
    item.job.status = JobStatus::Queued;
    item.started = true;
    let start = StartImport { plan: plan(file)?, receipt: None, corrections: None };
    block_on(async {
        world.create_job(&item).await?;
        world.save_start(&id, &start).await?;
        let source = world.put_source(&id, file.csv().into_bytes());
        world.change_job(&id, &JobChange { source: Some(source), ..JobChange::default() }).await?;
        world.queue_plan(&PlanMessage { tenant: cloud.tenant.clone(), job: id }).await
    })
}

fn job(cloud: &Cloud, id: &JobId) -> Result<Job> {
    Ok(Job::import(
        id.clone(),
        module()?,
        Actor {
            tenant: cloud.tenant.clone(),
            user: UserId::parse("ann")?,
            teams: BTreeSet::new(),
            scope: Scope::All,
            rights: BTreeSet::from([Right::Import, Right::Update, Right::Undo]),
        },
        SourceFile { name: "leads.csv".into(), size: Wide(0), fingerprint: None },
        cloud.world.now().rfc3339(),
    ))
}

thread_local! {
    /// Every file has the same columns, so the core proposes once.
    static PROPOSED: OnceCell<ImportPlan> = const { OnceCell::new() };
}

fn plan(file: &File) -> Result<ImportPlan> {
    let mut plan = PROPOSED.with(|known| match known.get() {
        Some(plan) => Ok::<_, anyhow::Error>(plan.clone()),
        None => Ok(known
            .get_or_init(|| propose().unwrap_or_else(|error| unreachable!("{error:#}")))
            .clone()),
    })?;
    plan.options.mode = file.mode;
    plan.options.match_rule = file.rule.clone();
    plan.options.several_matches = file.several;
    plan.options.blank_cells = file.blank;
    plan.options.update_policies.insert(FieldId::parse("city")?, file.city);
    Ok(plan)
}

/// What the browser would propose for a file with these columns.
fn propose() -> Result<ImportPlan> {
    let csv = format!(
        "{HEADER}\np1@x.org,Ann,Lee,+12125550101,Acme,Paris\np2@x.org,Bob,Kay,+12125550102,Bolt,Rome\n"
    );
    let context = Context::new(leads()?, Vec::new(), UserId::parse("ann")?);
    let facts = FileFacts { name: "leads.csv".into(), size: csv.len() as u64 };
    let fetch = |need: Need| {
        let from = usize::try_from(need.offset).unwrap_or(usize::MAX).min(csv.len());
        let to = (from + need.len as usize).min(csv.len());
        Ok::<_, std::convert::Infallible>(csv.as_bytes()[from..to].to_vec())
    };
    let draft = drive(Propose::new(&facts, &context, Choices::default()), fetch)
        .map_err(|it| anyhow!("{it:?}"))?;
    let survey = Survey::new(&facts, draft, &context).map_err(|it| anyhow!("{it:?}"))?;
    let plan = drive(survey, fetch).map_err(|it| anyhow!("{it:?}"))?;
    let mapped = plan.columns.iter().filter(|it| it.field.is_some()).count();
    (mapped == HEADER.split(',').count())
        .then_some(plan)
        .context("a column of the simulation is not mapped")
}

/// Begins to take an import back, as the API does; `false` if it has not ended or wrote nothing.
pub(crate) fn undo(cloud: &Cloud, place: usize) -> Result<bool> {
    let (world, id) = (cloud.tenant(), job_id(place)?);
    block_on(async {
        let Some(import) = world.read_job(&id).await? else { return Ok(false) };
        let import = import.job;
        if !import.status.is_terminal() || import.counts.created + import.counts.updated == 0 {
            return Ok(false);
        }
        for number in 1..=3 {
            let now = cloud.world.now().rfc3339();
            let undo = undo_job(&import, import.actor.clone(), number, now)?;
            let message =
                BucketMessage { tenant: cloud.tenant.clone(), job: undo.id.clone(), bucket: 0 };
            if world.create_job(&JobItem::new(undo)).await? {
                world.queue_buckets(&[message]).await?;
                return Ok(true);
            }
            let item = world.read_job(&undo_id(&id, number)?).await?;
            if item.is_none_or(|it| it.job.status != JobStatus::Cancelled) {
                return Ok(false);
            }
        }
        Ok(false)
    })
}
