//! A tenant in memory with its imports, and a pump that hands messages to the handlers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use finish_job::{Dead, Pace, Patience};
use futures::executor::block_on;
use gangway_contract::{
    Actor, BucketMessage, Corrections, DuplicateMode, FileKind, ImportPlan, Job, JobId, JobItem,
    JobStatus, ModuleId, PlanMessage, Receipt, Right, Scope, SourceFile, TenantId, UserId, Wide,
    api::StartImport,
};
use gangway_core::import::{Context, Propose, Read, RowSink, Survey};
use gangway_core::schema::default_modules;
use gangway_core::source::{Need, drive};
use gangway_core::table::{Choices, FileFacts};
use gangway_ports::memory::{MemoryWorld, Message, TenantData, When};
use gangway_ports::{
    ChangeJob, Clock, CreateJob, ForTenant, JobChange, Moment, QueueBuckets, QueuePlan, ReadJob,
    SaveStart,
};
use plan_import::Incoming;

pub(crate) const START: u64 = 1_795_353_600_000;
/// What a Lambda has.
const SECONDS: u32 = 120;

/// A world with one tenant.
pub(crate) struct Gangway {
    pub(crate) world: MemoryWorld,
    pub(crate) tenant: TenantId,
    /// How a merge divides its time.
    pub(crate) pace: Pace,
    /// How large buckets are.
    pub(crate) sizes: plan_import::Sizes,
    /// How large steps are.
    pub(crate) steps: write_records::Pace,
}

pub(crate) fn job_id(name: &str) -> JobId {
    JobId::parse(name).expect("a job")
}

pub(crate) fn leads() -> ModuleId {
    ModuleId::parse("leads").expect("a module")
}

impl Gangway {
    pub(crate) fn new() -> Self {
        let tenant = TenantId::parse("acme").expect("a tenant");
        Self {
            world: MemoryWorld::new(Moment(START)),
            tenant,
            pace: Pace::default(),
            sizes: plan_import::Sizes::default(),
            steps: write_records::Pace::default(),
        }
    }

    pub(crate) fn data(&self) -> TenantData {
        self.world.with(&self.tenant, |data| data.clone())
    }

    pub(crate) fn job(&self, name: &str) -> Job {
        self.data().jobs[&job_id(name)].job.clone()
    }

    /// A job that has its file and was started, and whose message waits.
    pub(crate) fn start(&self, name: &str, csv: &str, mode: DuplicateMode) {
        let (plan, receipt) = plan(csv, mode);
        self.start_with(
            name,
            csv.as_bytes(),
            &StartImport { plan, receipt: Some(receipt), corrections: None, test: None, at: None },
        );
    }

    pub(crate) fn start_with(&self, name: &str, bytes: &[u8], start: &StartImport) {
        block_on(async {
            let world = self.world.for_tenant(&self.tenant);
            let id = job_id(name);
            let mut item = JobItem::new(job(&id, &self.tenant, self.world.now()));
            item.job.status = JobStatus::Queued;
            item.started = true;
            world.create_job(&item).await.expect("created");
            world.save_start(&id, start).await.expect("saved");
            let source = world.put_source(&id, bytes.to_vec());
            let pin = JobChange { source: Some(source), ..JobChange::default() };
            world.change_job(&id, &pin).await.expect("pinned");
            let message = PlanMessage { tenant: self.tenant.clone(), job: id };
            world.queue_plan(&message).await.expect("queued");
        });
    }

    /// One delivery. A worker that fails is followed by a new one, after its lease.
    pub(crate) fn deliver(&self, message: &Message) -> anyhow::Result<()> {
        self.deliver_until(message, SECONDS)
    }

    pub(crate) fn deliver_until(&self, message: &Message, seconds: u32) -> anyhow::Result<()> {
        let deadline = self.world.now().plus_seconds(seconds);
        block_on(async {
            match message {
                Message::Plan(plan) => {
                    let incoming = Incoming::Plan(plan.clone());
                    let sizes = self.sizes;
                    Box::pin(plan_import::handle(&self.world, &incoming, deadline, sizes)).await
                }
                Message::Bucket(bucket) => {
                    let world = self.world.for_tenant(&bucket.tenant);
                    write_records::handle(&world, bucket, deadline, &self.steps).await
                }
                Message::Finish(finish) => {
                    finish_job::finish(&self.world, finish, deadline, self.pace).await
                }
                Message::Export(_) => Ok(()),
            }
        })
    }

    /// Delivers until nothing is left; what failed is delivered again later, and the watchdog looks after the rest.
    pub(crate) fn run(&self) {
        self.run_by(|message| self.deliver(message));
    }

    pub(crate) fn run_by(&self, mut deliver: impl FnMut(&Message) -> anyhow::Result<()>) {
        for _ in 0..100 {
            while let Some(message) = self.world.take_message() {
                if deliver(&message).is_err() {
                    self.world.revive();
                    self.wait(SECONDS + 61);
                    self.requeue(message);
                }
            }
            if self.data().jobs.values().all(|it| it.job.status.is_terminal()) {
                return;
            }
            self.wait(400);
            let watched = block_on(finish_job::watch(&self.world, &Patience::default()));
            assert!(watched.is_ok() || self.world.is_gone(), "{watched:?}");
            self.world.revive();
        }
        panic!("the jobs never end: {:?}", self.data().jobs);
    }

    fn requeue(&self, message: Message) {
        let world = self.world.for_tenant(&self.tenant);
        block_on(async {
            use gangway_ports::{QueueExport, QueueFinish};
            match message {
                Message::Plan(it) => world.queue_plan(&it).await,
                Message::Bucket(it) => world.queue_buckets(&[it]).await,
                Message::Finish(it) => world.queue_finish(&it).await,
                Message::Export(it) => world.queue_export(&it).await,
            }
        })
        .expect("queued");
    }

    pub(crate) fn wait(&self, seconds: u32) {
        self.world.set_now(self.world.now().plus_seconds(seconds));
    }

    pub(crate) fn cancel(&self, name: &str) {
        let change =
            JobChange::to(&[JobStatus::Running, JobStatus::Planning], JobStatus::Cancelling);
        let world = self.world.for_tenant(&self.tenant);
        block_on(world.change_job(&job_id(name), &change)).expect("changed");
    }

    /// Runs what was left, as the API does; `false` if nothing is left.
    pub(crate) fn resume(&self, name: &str) -> bool {
        let world = self.world.for_tenant(&self.tenant);
        let item = self.data().jobs[&job_id(name)].clone();
        let buckets = block_on(gangway_write::run_again(&world, &item)).expect("asked");
        let message =
            |bucket| BucketMessage { tenant: self.tenant.clone(), job: job_id(name), bucket };
        let messages: Vec<_> = buckets.iter().flatten().map(|it| message(*it)).collect();
        block_on(world.queue_buckets(&messages)).expect("queued");
        buckets.is_some()
    }

    /// Gives a bucket's message up.
    pub(crate) fn bury(&self, message: Message) -> anyhow::Result<()> {
        let Message::Bucket(message) = message else { panic!("a bucket") };
        let deadline = self.world.now().plus_seconds(SECONDS);
        block_on(finish_job::bury(&self.world, &Dead::Bucket(message), deadline))
    }

    pub(crate) fn result(&self, name: &str, kind: FileKind) -> String {
        let bytes = self.world.for_tenant(&self.tenant).result(&job_id(name), kind);
        String::from_utf8(bytes.unwrap_or_default()).expect("UTF-8")
    }

    /// Ends the worker at one call.
    pub(crate) fn end_worker_at(&self, call: u32, when: When) {
        self.world.set_fault(Box::new(move |number, _, side| number == call && side == when));
    }

    pub(crate) fn is_there(&self, name: &str) -> bool {
        let world = self.world.for_tenant(&self.tenant);
        block_on(world.read_job(&job_id(name))).expect("read").is_some()
    }
}

/// Ann, who may import and update.
pub(crate) fn actor(tenant: &TenantId) -> Actor {
    let rights = BTreeSet::from([Right::Import, Right::Update]);
    let user = UserId::parse("ann").expect("a user");
    Actor { tenant: tenant.clone(), user, teams: BTreeSet::new(), scope: Scope::All, rights }
}

fn job(id: &JobId, tenant: &TenantId, now: Moment) -> Job {
    Job::import(
        id.clone(),
        leads(),
        actor(tenant),
        SourceFile { name: "leads.csv".into(), size: Wide(0), fingerprint: None },
        now.rfc3339(),
    )
}

/// What the browser would send with Start.
pub(crate) fn plan(csv: &str, mode: DuplicateMode) -> (ImportPlan, Receipt) {
    plan_corrected(csv, mode, &Corrections::default())
}

/// The same for a file of which cells were corrected.
pub(crate) fn plan_corrected(
    csv: &str,
    mode: DuplicateMode,
    corrections: &Corrections,
) -> (ImportPlan, Receipt) {
    let module = default_modules().into_iter().find(|it| it.id == leads()).expect("leads");
    let importer = UserId::parse("ann").expect("a user");
    let mut context = Context::new(module, Vec::new(), importer);
    context.corrections = Arc::new(corrections.clone());
    let file = FileFacts { name: "leads.csv".into(), size: csv.len() as u64 };
    let fetch = |need: Need| {
        let from = usize::try_from(need.offset).expect("small");
        let to = (from + need.len as usize).min(csv.len());
        Ok::<_, std::convert::Infallible>(csv.as_bytes()[from..to].to_vec())
    };
    let mut plan =
        drive(Propose::new(&file, &context, Choices::default()), fetch).expect("a proposal");
    plan.options.mode = mode;
    let plan = drive(Survey::new(&file, plan, &context).expect("a survey"), fetch).expect("a plan");
    let read = Read::new(&file, &plan, &context, Nowhere).expect("a reading");
    let receipt = drive(read, fetch).expect("rows").receipt;
    (plan, receipt)
}

struct Nowhere;

impl RowSink for Nowhere {
    fn row(&mut self, _row: &gangway_core::import::CheckedRow<'_>) {}
}

/// The live records' values as texts, and whether each is reachable.
pub(crate) fn records(data: &TenantData) -> Vec<BTreeMap<String, String>> {
    let live = data.records.values().filter_map(|slot| slot.live());
    let texts = live.map(|item| {
        item.record.values.iter().map(|(id, value)| (id.to_string(), value.to_text())).collect()
    });
    let mut records: Vec<_> = texts.collect();
    records.sort();
    records
}

/// Every live record is found by each of its keys.
#[track_caller]
pub(crate) fn assert_reachable(data: &TenantData) {
    use gangway_core::keys::{NORM_VERSION, indexed_rules, match_key, rule_id};
    let module = default_modules().into_iter().find(|it| it.id == leads()).expect("leads");
    for item in data.records.values().filter_map(|slot| slot.live()) {
        for rule in indexed_rules(&module) {
            let Some(key) = match_key(&rule, &item.record.values) else { continue };
            let name = gangway_ports::KeyName { rule: rule_id(&rule), norm: NORM_VERSION, key };
            let head = data.heads.get(&(leads(), name.clone()));
            let is_head = head.is_some_and(|it| it.record == item.record.id);
            let is_member =
                data.members.get(&(leads(), name)).is_some_and(|it| it.contains(&item.record.id));
            let is_marked = head.is_some_and(|it| it.more);
            assert!(is_head || (is_member && is_marked), "{rule:?} of {item:?} leads to {head:?}");
        }
    }
}
