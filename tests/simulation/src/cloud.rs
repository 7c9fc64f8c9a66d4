//! A cloud in one thread: queues that deliver at least once and in any order, Lambdas that end at their deadline or
//! at any call before, a clock that jumps, a watchdog. It polls one worker at a time, so that every call into the
//! world is a step of its own between any others.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use anyhow::Result;
use finish_job::{Dead, Patience};
use gangway_contract::{PlanMessage, TenantId};
use gangway_ports::memory::{MemoryTenant, MemoryWorld, Message};
use gangway_ports::{Clock, ForTenant, Moment};
use plan_import::{Incoming, Sizes};
use write_records::Pace;

use crate::coverage::{Kind, Seen};

/// What a Lambda has, in seconds.
const TIMEOUT: u32 = 120;
/// What SQS waits before it delivers again, in seconds: six timeouts.
const VISIBILITY: u32 = 720;
/// How often a message is delivered before it is given up. The template says 8; fewer make it happen more often.
const RECEIVES: u32 = 4;

type Work = Pin<Box<dyn Future<Output = Result<()>>>>;

/// One running function.
pub(crate) struct Worker {
    work: Work,
    /// When it is ended, if it is one that can be.
    deadline: Option<Moment>,
    /// Which delivery it handles.
    delivery: Option<usize>,
    /// It is slow, and goes on when so many others have.
    sleeps: usize,
    /// For whom it works; nobody in particular for the watchdog.
    tenant: Option<TenantId>,
    /// What it did last.
    last: Option<&'static str>,
    /// Nobody does again what it leaves half done.
    is_asked: bool,
}

/// What a function did when it was let go on.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Polled {
    /// The call that had its effect.
    pub(crate) errand: Option<&'static str>,
    /// It is one that can be ended, and has not come to its end.
    pub(crate) goes_on: bool,
}

/// A message on its way.
struct Delivery {
    message: Message,
    receives: u32,
    visible: Moment,
    is_done: bool,
    is_dead: bool,
}

/// The cloud.
pub(crate) struct Cloud {
    /// What lies there.
    pub(crate) world: MemoryWorld,
    /// Whose: the tenant of the schedule, and its neighbour if it has one.
    pub(crate) tenants: Vec<TenantId>,
    /// How small buckets are.
    pub(crate) sizes: Sizes,
    /// How small steps are.
    pub(crate) pace: Pace,
    /// Messages are given up after some deliveries.
    pub(crate) gives_up: bool,
    /// What has happened.
    pub(crate) seen: Seen,
    workers: Vec<Worker>,
    deliveries: Vec<Delivery>,
}

impl Cloud {
    /// A cloud with nothing in it.
    pub(crate) fn new(
        world: MemoryWorld,
        tenants: Vec<TenantId>,
        sizes: Sizes,
        pace: Pace,
    ) -> Self {
        let (workers, deliveries, seen) = (Vec::new(), Vec::new(), Seen::default());
        Self { world, tenants, sizes, pace, gives_up: false, seen, workers, deliveries }
    }

    /// The tenant's part of the world.
    pub(crate) fn tenant(&self) -> MemoryTenant {
        self.world.for_tenant(self.mine())
    }

    /// Anybody's.
    pub(crate) fn of(&self, tenant: &TenantId) -> MemoryTenant {
        self.world.for_tenant(tenant)
    }

    /// The tenant of the schedule.
    pub(crate) fn mine(&self) -> &TenantId {
        &self.tenants[0]
    }

    /// Lets time go by; functions at their deadline are ended.
    pub(crate) fn wait(&mut self, milliseconds: u64) {
        let now = Moment(self.world.now().0 + milliseconds);
        self.world.set_now(now);
        let ended = |it: &Worker| it.deadline.is_some_and(|deadline| deadline <= now);
        while let Some(place) = self.workers.iter().position(ended) {
            self.seen.note(Kind::TimedOut);
            self.crash(place);
        }
    }

    /// Makes one function slow: others overtake it.
    pub(crate) fn stall(&mut self, place: usize, turns: usize) {
        if let Some(worker) = self.workers.get_mut(place) {
            worker.sleeps = turns;
        }
    }

    /// Those that are awake; everybody, if all sleep.
    pub(crate) fn awake(&mut self) -> Vec<usize> {
        for worker in &mut self.workers {
            worker.sleeps = worker.sleeps.saturating_sub(1);
        }
        let awake = |it: &(usize, &Worker)| it.1.sleeps == 0;
        let awake: Vec<usize> =
            self.workers.iter().enumerate().filter(awake).map(|it| it.0).collect();
        if awake.is_empty() { (0..self.workers.len()).collect() } else { awake }
    }

    /// How many functions run.
    pub(crate) fn running(&self) -> usize {
        self.workers.len()
    }

    /// The messages that may be delivered now.
    pub(crate) fn visible(&mut self) -> Vec<usize> {
        let now = self.world.now();
        while let Some(message) = self.world.take_message() {
            let fresh =
                Delivery { message, receives: 0, visible: now, is_done: false, is_dead: false };
            self.deliveries.push(fresh);
        }
        let is_visible = |it: &(usize, &Delivery)| !it.1.is_done && it.1.visible <= now;
        self.deliveries.iter().enumerate().filter(is_visible).map(|it| it.0).collect()
    }

    /// Whether any message waits, now or later.
    pub(crate) fn is_waiting(&self) -> bool {
        self.deliveries.iter().any(|it| !it.is_done)
    }

    /// How many messages there were.
    pub(crate) fn messages(&self) -> usize {
        self.deliveries.len()
    }

    /// A message, to tell of it.
    pub(crate) fn message(&self, place: usize) -> Option<&Message> {
        self.deliveries.get(place).map(|it| &it.message)
    }

    /// Whether a message has been delivered before.
    pub(crate) fn was_delivered(&self, place: usize) -> bool {
        self.deliveries.get(place).is_some_and(|it| it.receives > 0)
    }

    /// Delivers a message, whether its time has come or not: queues deliver twice.
    pub(crate) fn deliver(&mut self, place: usize) {
        let visible = self.world.now().plus_seconds(VISIBILITY);
        let Some(delivery) = self.deliveries.get_mut(place) else { return };
        delivery.receives += 1;
        delivery.visible = visible;
        delivery.is_dead = delivery.is_dead || (self.gives_up && delivery.receives > RECEIVES);
        let (message, is_dead) = (delivery.message.clone(), delivery.is_dead);
        if is_dead {
            self.seen.note(Kind::GivenUp);
        }
        self.begin(message, is_dead, Some(place));
    }

    /// A message of one tenant names another one: nobody trusts what a message says.
    pub(crate) fn mislead(&mut self, place: usize) {
        let Some(delivery) = self.deliveries.get(place) else { return };
        let mut message = delivery.message.clone();
        let said = match &mut message {
            Message::Plan(it) => &mut it.tenant,
            Message::Bucket(it) => &mut it.tenant,
            Message::Finish(it) => &mut it.tenant,
            Message::Export(it) => &mut it.tenant,
        };
        let Some(other) = self.tenants.iter().find(|it| *it != said) else { return };
        said.clone_from(other);
        self.seen.note(Kind::Misled);
        self.begin(message, false, None);
    }

    fn begin(&mut self, message: Message, is_dead: bool, delivery: Option<usize>) {
        let tenant = Some(tenant_of(&message).clone());
        let deadline = Some(self.world.now().plus_seconds(TIMEOUT));
        let work = self.work(message, is_dead, self.world.now().plus_seconds(TIMEOUT));
        let (sleeps, last) = (0, None);
        let is_asked = tenant.is_some() && delivery.is_none();
        self.workers.push(Worker { work, deadline, delivery, sleeps, tenant, last, is_asked });
    }

    fn work(&self, message: Message, is_dead: bool, deadline: Moment) -> Work {
        let (world, sizes, pace) = (self.world.clone(), self.sizes, self.pace);
        if is_dead {
            let dead = match message {
                Message::Plan(it) => Dead::Job(it),
                Message::Bucket(it) => Dead::Bucket(it),
                Message::Finish(it) => Dead::Job(PlanMessage { tenant: it.tenant, job: it.job }),
                Message::Export(it) => Dead::Job(PlanMessage { tenant: it.tenant, job: it.job }),
            };
            return Box::pin(async move { finish_job::bury(&world, &dead, deadline).await });
        }
        match message {
            Message::Plan(it) => Box::pin(async move {
                Box::pin(plan_import::handle(&world, &Incoming::Plan(it), deadline, sizes)).await
            }),
            Message::Bucket(it) => Box::pin(async move {
                write_records::handle(&world.for_tenant(&it.tenant), &it, deadline, &pace).await
            }),
            Message::Finish(it) => Box::pin(async move {
                // Small files, many cursors.
                let pace = finish_job::Pace { rows: 3, seconds: 0, margin: 25 };
                finish_job::finish(&world, &it, deadline, pace).await
            }),
            // Nothing that is searched here asks for an export.
            Message::Export(_) => Box::pin(async { Ok(()) }),
        }
    }

    /// A minute has gone by.
    pub(crate) fn tick(&mut self) {
        self.seen.note(Kind::Watched);
        let (world, deadline) = (self.world.clone(), self.world.now().plus_seconds(TIMEOUT));
        let watch = async move { finish_job::watch(&world, &Patience::default()).await };
        self.add(watch, Some(deadline), None);
    }

    /// Somebody asks for something. If that ends half done, nobody does it again.
    pub(crate) fn act(&mut self, work: impl Future<Output = Result<()>> + 'static) {
        let tenant = self.mine().clone();
        // The API's function has less; what holds for longer holds for that.
        let deadline = Some(self.world.now().plus_seconds(TIMEOUT));
        self.add(work, deadline, Some(tenant));
    }

    fn add(
        &mut self,
        work: impl Future<Output = Result<()>> + 'static,
        deadline: Option<Moment>,
        tenant: Option<TenantId>,
    ) {
        let work: Work = Box::pin(work);
        let (delivery, sleeps, last) = (None, 0, None);
        let is_asked = tenant.is_some() && delivery.is_none();
        self.workers.push(Worker { work, deadline, delivery, sleeps, tenant, last, is_asked });
    }

    /// Lets one function go on to its next call.
    pub(crate) fn poll(&mut self, place: usize) -> Polled {
        let Some(worker) = self.workers.get_mut(place) else { return Polled::default() };
        self.world.act_for(worker.tenant.clone());
        let polled = worker.work.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        self.world.act_for(None);
        let errand = self.world.take_last_errand();
        let Poll::Ready(done) = polled else {
            worker.last = errand;
            return Polled { errand, goes_on: !worker.is_asked };
        };
        let worker = self.workers.remove(place);
        if let (Err(error), Some(last)) = (&done, worker.last)
            && error.root_cause().to_string().contains(last)
        {
            self.seen.note(Kind::BatchInPart);
        }
        let delivery = worker.delivery.and_then(|it| self.deliveries.get_mut(it));
        if let (Ok(()), Some(delivery)) = (done, delivery) {
            delivery.is_done = true;
        }
        Polled { errand, goes_on: false }
    }

    /// Ends a function where it stands.
    pub(crate) fn crash(&mut self, place: usize) {
        if place < self.workers.len() {
            self.workers.remove(place);
        }
    }
}

fn tenant_of(message: &Message) -> &TenantId {
    match message {
        Message::Plan(it) => &it.tenant,
        Message::Bucket(it) => &it.tenant,
        Message::Finish(it) => &it.tenant,
        Message::Export(it) => &it.tenant,
    }
}
