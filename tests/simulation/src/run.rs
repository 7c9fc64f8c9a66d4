//! One schedule: a case, the choices that a tape makes, a calm end, and what must hold then.

use std::collections::BTreeMap;

use anyhow::Result;
use futures::executor::block_on;
use gangway_contract::{JobId, JobStatus, RecordId, Slot, TenantId};
use gangway_ports::memory::{Lapse, MemoryWorld, TenantData, When};
use gangway_ports::{ChangeJob, Clock, JobChange, Moment};
use plan_import::Sizes;
use write_records::Pace;

use crate::case::Case;
use crate::cloud::Cloud;
use crate::people::{Deed, make, work};
use crate::tape::Tape;
use crate::{check, jobs};

/// 2026-11-22.
const START: u64 = 1_795_353_600_000;
/// Calls and waits after which a job that has not ended never will.
const PATIENCE: u32 = 60_000;

/// What broke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Violation(pub(crate) String);

/// What a schedule is, and what it did.
pub(crate) struct Run {
    /// What it began with.
    pub(crate) case: Case,
    /// What people and workers did, one line each; only if asked for.
    pub(crate) story: Vec<String>,
    cloud: Cloud,
    started: usize,
    seen: BTreeMap<JobId, u32>,
    leases: BTreeMap<(JobId, u32), (u32, u32)>,
    is_told: bool,
    is_undone: bool,
    made: u32,
}

/// Runs the schedule that the tape makes, and checks everything.
pub(crate) fn run(
    tape: &mut Tape,
    lapse: Option<Lapse>,
    is_told: bool,
) -> (Run, Option<Violation>) {
    let case = Case::make(tape);
    let mut run = Run::new(case, lapse, is_told);
    let broken = run.play(tape).unwrap_or_else(|error| {
        Some(Violation(format!("the simulation itself failed: {error:#}")))
    });
    (run, broken)
}

impl Run {
    fn new(case: Case, lapse: Option<Lapse>, is_told: bool) -> Self {
        let world = MemoryWorld::new(Moment(START)).with_lapse(lapse);
        let tenant = TenantId::parse("acme").unwrap_or_else(|error| unreachable!("{error}"));
        let first = case.files.first();
        let sizes = Sizes { rows: first.map_or(1, |it| it.bucket_rows), ..Sizes::default() };
        let pace = Pace { step: first.map_or(1, |it| it.step), ..Pace::default() };
        let mut cloud = Cloud::new(world, tenant, sizes, pace);
        cloud.gives_up = case.is_lively;
        Self {
            case,
            story: Vec::new(),
            cloud,
            started: 0,
            seen: BTreeMap::new(),
            leases: BTreeMap::new(),
            is_told,
            is_undone: false,
            made: 0,
        }
    }

    fn play(&mut self, tape: &mut Tape) -> Result<Option<Violation>> {
        for texts in self.case.before.clone() {
            let id = self.fresh_id()?;
            block_on(make(self.cloud.tenant(), id, texts))?;
        }
        let broken = self.live(self.case.steps, tape)?;
        if broken.is_some() || !self.case.is_undone {
            return Ok(broken);
        }
        if !jobs::undo(&self.cloud, 0)? {
            return Ok(None);
        }
        self.is_undone = true;
        self.live(self.case.steps / 2, tape)
    }

    /// Some choices, a calm end, and what must hold then.
    fn live(&mut self, steps: usize, tape: &mut Tape) -> Result<Option<Violation>> {
        for step in 0..steps {
            self.start_due(step)?;
            self.cloud.wait(tape.below(1_500) as u64);
            self.act(tape)?;
            if let Some(broken) = self.progress().or_else(|| self.exclusive()) {
                return Ok(Some(broken));
            }
        }
        self.start_due(usize::MAX)?;
        // Nobody watches the leases while everything calms down.
        self.leases.clear();
        if let Some(broken) = self.calm() {
            return Ok(Some(broken));
        }
        check::all(&self.case, &self.data(), self.is_undone)
    }

    /// What lies there.
    pub(crate) fn data(&self) -> TenantData {
        self.cloud.world.with(&self.cloud.tenant, |data| data.clone())
    }

    /// Whether somebody was barred from a slot and has not filled it.
    pub(crate) fn has_bars(&self) -> bool {
        let is_bar = |it: &Slot| matches!(it, Slot::Bar { .. });
        self.cloud.world.with(&self.cloud.tenant, |data| data.records.values().any(is_bar))
    }

    fn start_due(&mut self, step: usize) -> Result<()> {
        while let Some(file) = self.case.files.get(self.started).filter(|it| it.starts <= step) {
            jobs::start(&self.cloud, self.started, file)?;
            self.started += 1;
        }
        Ok(())
    }

    /// One choice of what happens next. The tamest is that the first worker goes on.
    fn act(&mut self, tape: &mut Tape) -> Result<()> {
        let roll = tape.below(100);
        let running = self.cloud.running();
        match roll {
            0..=74 if running > 0 => self.poll(tape, None),
            75..=78 if running > 0 => {
                let when = if tape.chance(50) { When::After } else { When::Before };
                self.poll(tape, Some(when));
            }
            79..=81 if running > 0 => {
                let place = tape.below(running);
                self.tell(|| format!("worker {place} ends"));
                self.cloud.crash(place);
            }
            82..=84 if running > 1 => {
                let (place, turns) = (tape.below(running), 5 + tape.below(120));
                self.tell(|| format!("worker {place} is slow"));
                self.cloud.stall(place, turns);
            }
            85..=87 => {
                let place = tape.below(self.cloud.messages());
                self.deliver(place, "again");
            }
            88 => {
                let seconds = tape.below(900);
                self.tell(|| format!("{seconds} s go by"));
                self.cloud.wait(seconds as u64 * 1_000);
            }
            89 => {
                self.tell(|| "the watchdog looks".to_owned());
                self.cloud.tick();
            }
            90..=95 if self.case.is_lively => self.people(tape)?,
            97 if self.case.is_lively && self.case.is_undone => {
                let place = tape.below(self.started);
                if self.started > 0 && jobs::undo(&self.cloud, place)? {
                    self.tell(|| format!("somebody undoes J{}", place + 1));
                }
            }
            96 if self.case.is_lively && tape.chance(40) => self.cancel(tape)?,
            _ => self.deliver_next(tape),
        }
        Ok(())
    }

    fn poll(&mut self, tape: &mut Tape, trouble: Option<When>) {
        let awake = self.cloud.awake();
        let Some(place) = awake.get(tape.below(awake.len())).copied() else { return };
        if trouble.is_some() {
            self.tell(|| format!("worker {place}: its call fails {trouble:?} its effect"));
        }
        self.cloud.world.trouble_next(trouble);
        self.cloud.poll(place);
        self.cloud.world.trouble_next(None);
    }

    fn deliver_next(&mut self, tape: &mut Tape) {
        let visible = self.cloud.visible();
        match visible.get(tape.below(visible.len())) {
            Some(place) => self.deliver(*place, "first"),
            None if self.cloud.running() > 0 => self.poll(tape, None),
            None => self.cloud.wait(10_000),
        }
    }

    fn deliver(&mut self, place: usize, how: &str) {
        if self.is_told
            && let Some(message) = self.cloud.message(place)
        {
            self.story.push(format!("message {place} is delivered ({how}): {message:?}"));
        }
        self.cloud.deliver(place);
    }

    /// Somebody makes, changes or deletes a record; half of the changes give it another key.
    fn people(&mut self, tape: &mut Tape) -> Result<()> {
        let texts = crate::case::row(tape, 4, false);
        let live: Vec<RecordId> = self.cloud.world.with(&self.cloud.tenant, |data| {
            data.records
                .values()
                .filter_map(|it| it.live())
                .map(|it| it.record.id.clone())
                .collect()
        });
        let tenant = self.cloud.tenant();
        let Some(id) = live.get(tape.below(live.len())).filter(|_| !tape.chance(20)).cloned()
        else {
            let id = self.fresh_id()?;
            self.tell(|| format!("somebody makes {id}: {texts:?}"));
            self.cloud.act(make(tenant, id, texts));
            return Ok(());
        };
        let deed = match tape.below(4) {
            0 => Deed::Change(texts.into_iter().filter(|(field, _)| *field == "city").collect()),
            1 | 2 => Deed::Change(texts),
            _ => Deed::Delete,
        };
        self.tell(|| format!("somebody works on {id}: {deed:?}"));
        self.cloud.act(work(tenant, id, deed));
        Ok(())
    }

    fn cancel(&mut self, tape: &mut Tape) -> Result<()> {
        let jobs: Vec<JobId> = self.data().jobs.into_keys().collect();
        let Some(id) = jobs.get(tape.below(jobs.len())) else { return Ok(()) };
        self.tell(|| format!("somebody cancels {id}"));
        let change =
            JobChange::to(&[JobStatus::Planning, JobStatus::Running], JobStatus::Cancelling);
        block_on(self.cloud.tenant().change_job(id, &change))?;
        Ok(())
    }

    fn fresh_id(&mut self) -> Result<RecordId> {
        self.made += 1;
        // Older and newer than what the imports make, so that the oldest of several is one and the other.
        let age = if self.made.is_multiple_of(2) { '0' } else { 'Z' };
        Ok(RecordId::parse(format!("{age}1K{:023}", self.made))?)
    }

    /// Progress never goes back and never says more than there is.
    fn progress(&mut self) -> Option<Violation> {
        let seen = &mut self.seen;
        self.cloud.world.with(&self.cloud.tenant, |data| {
            for item in data.jobs.values() {
                let id = &item.job.id;
                let ledger: Vec<_> = data
                    .ledger
                    .range((id.clone(), 0)..(id.clone(), u32::MAX))
                    .map(|it| it.1.clone())
                    .collect();
                let counts = if item.job.status.is_terminal() {
                    item.job.counts
                } else {
                    item.progress(&ledger)
                };
                let last = seen.insert(id.clone(), counts.done()).unwrap_or_default();
                if counts.done() < last {
                    return Some(Violation(format!(
                        "I5: the progress of {id} went from {last} back to {counts:?}"
                    )));
                }
                if counts.rows > 0 && counts.done() > counts.rows {
                    return Some(Violation(format!(
                        "I5: {id} has more outcomes than rows: {counts:?}"
                    )));
                }
            }
            None
        })
    }

    /// A bucket has one worker at a time: nobody takes a lease that somebody holds.
    fn exclusive(&mut self) -> Option<Violation> {
        let (leases, now) = (&mut self.leases, self.cloud.world.now().seconds());
        self.cloud.world.with(&self.cloud.tenant, |data| {
            for (name, entry) in &data.ledger {
                let lease = (entry.attempt, entry.lease_until);
                let (attempt, until) = leases.insert(name.clone(), lease).unwrap_or_default();
                if entry.attempt > attempt && until >= now {
                    return Some(Violation(format!(
                        "a lease of {name:?} was given before {until}"
                    )));
                }
            }
            None
        })
    }

    /// Nothing goes wrong any more: every job must end.
    fn calm(&mut self) -> Option<Violation> {
        self.tell(|| "everything calms down".to_owned());
        self.cloud.world.trouble_next(None);
        for _ in 0..PATIENCE {
            if self.cloud.running() > 0 {
                self.cloud.poll(0);
                continue;
            }
            let visible = self.cloud.visible();
            if visible.is_empty() {
                if self.has_ended() && !self.cloud.is_waiting() {
                    return self.progress();
                }
                self.cloud.wait(61_000);
                self.cloud.tick();
            }
            for place in visible {
                self.deliver(place, "in the end");
            }
        }
        let open = self.data().jobs.into_values().filter(|it| !it.job.status.is_terminal());
        let open: Vec<_> = open.map(|it| (it.job.id, it.job.status)).collect();
        Some(Violation(format!("P1: faults stopped and something never ends: jobs {open:?}")))
    }

    fn has_ended(&self) -> bool {
        self.cloud.world.with(&self.cloud.tenant, |data| {
            data.jobs.values().all(|it| it.job.status.is_terminal())
        })
    }

    fn tell(&mut self, line: impl FnOnce() -> String) {
        if self.is_told {
            self.story.push(line());
        }
    }
}
