//! An import over a world in memory whose file, slices, outcomes and result files lie in a folder: no network and no
//! database, so that what is measured is ours.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, ensure};
use clap::Args;
use gangway_contract::api::StartImport;
use gangway_contract::{
    Actor, ImportPlan, Job, JobId, JobItem, JobStatus, Module, PlanMessage, Right, Scope,
    SourceFile, TenantId, UserId, Wide,
};
use gangway_core::import::{Context, Propose, Survey};
use gangway_core::schema::default_modules;
use gangway_core::source::{Need, Pass, Stopped, drive};
use gangway_core::table::{Choices, FileFacts};
use gangway_ports::memory::{MemoryTenant, MemoryWorld, Message};
use gangway_ports::{
    ChangeJob, Clock, CreateJob, ForTenant, JobChange, Moment, QueuePlan, ReadJob, SaveStart,
};
use plan_import::{Incoming, Sizes};

/// 2026-11-22.
const NOW: u64 = 1_795_353_600_000;
/// The clock stands still, so that no worker comes near its deadline.
const SECONDS: u32 = 120;
/// As much of the file tells the plan what the whole would: its rows are all alike.
const HEAD: u64 = 8 << 20;

/// Which file.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// A CSV of leads.
    #[arg(long)]
    file: PathBuf,
    /// Where objects may lie meanwhile.
    #[arg(long)]
    folder: PathBuf,
}

/// An import that waits to be planned.
pub(crate) struct Import {
    world: MemoryWorld,
    tenant: MemoryTenant,
    job: JobId,
    waiting: Vec<Message>,
    /// Gone when this is.
    _folder: tempfile::TempDir,
}

impl Import {
    /// Puts the file and what a person would have started it with.
    pub(crate) async fn start(options: &Options) -> Result<Self> {
        let folder = tempfile::tempdir_in(&options.folder).context("a folder for objects")?;
        let world = MemoryWorld::new(Moment(NOW)).with_folder(folder.path().to_owned());
        let id = TenantId::parse("acme")?;
        let (tenant, job) = (world.for_tenant(&id), JobId::parse("J1")?);
        let plan = plan(&options.file)?;
        tenant.create_job(&item(&id, &job, &plan, &tenant)?).await?;
        let start = StartImport { plan, receipt: None, corrections: None, test: None, at: None };
        tenant.save_start(&job, &start).await?;
        let source = tenant.put_source_file(&job, &options.file)?;
        let pin = JobChange { source: Some(source), ..JobChange::default() };
        tenant.change_job(&job, &pin).await?;
        tenant.queue_plan(&PlanMessage { tenant: id, job: job.clone() }).await?;
        Ok(Self { world, tenant, job, waiting: Vec::new(), _folder: folder })
    }

    /// The oldest message of a kind, if there is one.
    pub(crate) fn next_if(&mut self, is_of_it: impl Fn(&Message) -> bool) -> Option<Message> {
        self.waiting.extend(std::iter::from_fn(|| self.world.take_message()));
        let place = self.waiting.iter().position(is_of_it)?;
        Some(self.waiting.remove(place))
    }

    /// Lets a worker handle a message.
    pub(crate) async fn deliver(&self, message: Message) -> Result<()> {
        let deadline = self.world.now().plus_seconds(SECONDS);
        match message {
            Message::Plan(it) => {
                let incoming = Incoming::Plan(it);
                let sizes = Sizes::default();
                Box::pin(plan_import::handle(&self.world, &incoming, deadline, sizes)).await
            }
            Message::Bucket(it) => {
                let pace = write_records::Pace::default();
                write_records::handle(&self.tenant, &it, deadline, &pace).await
            }
            Message::Finish(it) => {
                finish_job::finish(&self.world, &it, deadline, finish_job::Pace::default()).await
            }
            Message::Export(_) => Ok(()),
        }
    }

    /// The job as it is now.
    pub(crate) async fn job(&self) -> Result<Job> {
        Ok(self.tenant.read_job(&self.job).await?.context("the job is gone")?.job)
    }
}

fn item(
    tenant: &TenantId,
    job: &JobId,
    plan: &ImportPlan,
    world: &MemoryTenant,
) -> Result<JobItem> {
    let actor = Actor {
        tenant: tenant.clone(),
        user: UserId::parse("ann")?,
        teams: BTreeSet::new(),
        scope: Scope::All,
        rights: BTreeSet::from([Right::Import, Right::Update]),
    };
    let file = SourceFile { name: "leads.csv".to_owned(), size: Wide(0), fingerprint: None };
    let now = world.now().rfc3339();
    let mut item = JobItem::new(Job::import(job.clone(), plan.module.clone(), actor, file, now));
    item.job.status = JobStatus::Queued;
    item.started = true;
    Ok(item)
}

fn leads() -> Result<Module> {
    let module = default_modules().into_iter().find(|it| it.id.as_str() == "leads");
    module.context("the default modules have leads")
}

/// What the page would propose for the file, and what its beginning adds to that.
fn plan(file: &Path) -> Result<ImportPlan> {
    let size = fs::metadata(file)?.len().min(HEAD);
    let mut bytes = Vec::new();
    File::open(file)?.take(size).read_to_end(&mut bytes)?;
    let facts = FileFacts { name: "leads.csv".to_owned(), size };
    let context = Context::new(leads()?, Vec::new(), UserId::parse("ann")?);
    let draft = run(Propose::new(&facts, &context, Choices::default()), &bytes)?;
    let survey = Survey::new(&facts, draft, &context).map_err(|it| anyhow!("{it:?}"))?;
    let plan = run(survey, &bytes)?;
    ensure!(plan.columns.iter().any(|it| it.field.is_some()), "nothing of the file was mapped");
    Ok(plan)
}

fn run<P: Pass>(pass: P, bytes: &[u8]) -> Result<P::Output> {
    let fetch = |need: Need| {
        let from = usize::try_from(need.offset).unwrap_or(usize::MAX).min(bytes.len());
        let to = from.saturating_add(need.len as usize).min(bytes.len());
        Ok::<_, std::convert::Infallible>(bytes.get(from..to).unwrap_or_default().to_vec())
    };
    drive(pass, fetch).map_err(|it| match it {
        Stopped::Refused(refusal) => anyhow!("{refusal:?}"),
        Stopped::Unread(never) => match never {},
    })
}
