//! One schedule: a case, the choices that a tape makes, a calm end, and what must hold then.

use anyhow::Result;
use futures::executor::block_on;
use gangway_contract::{RecordId, TenantId};
use gangway_ports::Moment;
use gangway_ports::memory::{Lapse, MemoryWorld, TenantData};
use plan_import::Sizes;
use write_records::Pace;

use crate::act::Action;
use crate::case::{Case, Undone};
use crate::cloud::Cloud;
use crate::coverage::Kind;
use crate::people::make;
use crate::tape::Tape;
use crate::watch::Watch;
use crate::{calm, check, jobs};

/// 2026-11-22.
const START: u64 = 1_795_353_600_000;

/// What broke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Violation(pub(crate) String);

/// What a schedule is, and what it did.
pub(crate) struct Run {
    /// What it began with.
    pub(crate) case: Case,
    /// What people and workers did, one line each; only if asked for.
    pub(crate) story: Vec<String>,
    pub(crate) cloud: Cloud,
    pub(crate) started: usize,
    watch: Watch,
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
        let names: &[&str] = if case.has_neighbour { &["acme", "globex"] } else { &["acme"] };
        let tenant = |name: &&str| TenantId::parse(*name).unwrap_or_else(|it| unreachable!("{it}"));
        let first = case.files.first();
        let sizes = Sizes { rows: first.map_or(1, |it| it.bucket_rows), ..Sizes::default() };
        let pace = Pace { step: first.map_or(1, |it| it.step), ..Pace::default() };
        let mut cloud = Cloud::new(world, names.iter().map(tenant).collect(), sizes, pace);
        cloud.gives_up = case.is_lively;
        let watch = Watch::default();
        let story = Vec::new();
        Self { case, story, cloud, started: 0, watch, is_told, is_undone: false, made: 0 }
    }

    fn play(&mut self, tape: &mut Tape) -> Result<Option<Violation>> {
        let tenants = self.cloud.tenants.clone();
        for texts in self.case.before.clone() {
            let id = self.fresh_id()?;
            for tenant in &tenants {
                let world = self.cloud.of(tenant);
                block_on(make(world, id.clone(), texts.clone()))?;
            }
        }
        let broken = self.live(self.case.steps, tape)?;
        if broken.is_some() {
            return Ok(broken);
        }
        if self.go_on_with_all()?
            && let Some(broken) = self.live(self.case.steps / 2, tape)?
        {
            return Ok(Some(broken));
        }
        if self.case.undone == Undone::Never || !self.undo_first()? {
            return Ok(None);
        }
        self.live(self.case.steps / 2, tape)
    }

    /// Whoever tests goes on at last; `false` if nobody does now.
    fn go_on_with_all(&mut self) -> Result<bool> {
        let mut goes = false;
        for id in jobs::imports(&self.cloud) {
            goes |= self.go_on_with(&id)?;
        }
        Ok(goes)
    }

    /// Takes the first import back, and what went on with it, both at once; `false` if there is nothing to take back.
    fn undo_first(&mut self) -> Result<bool> {
        for id in jobs::imports(&self.cloud).iter().filter(|it| jobs::place_of(it) == Some(0)) {
            self.is_undone |= jobs::undo(&self.cloud, id)?;
        }
        if self.is_undone {
            self.cloud.seen.note(Kind::Undone);
        }
        Ok(self.is_undone)
    }

    /// Some choices, a calm end, and what must hold then.
    fn live(&mut self, steps: usize, tape: &mut Tape) -> Result<Option<Violation>> {
        for step in 0..steps {
            self.start_due(step)?;
            self.cloud.wait(tape.below(400) as u64);
            if self.act(tape)? == Action::Noted
                && let Some(broken) = self.look()
            {
                return Ok(Some(broken));
            }
        }
        self.start_due(usize::MAX)?;
        self.tell(|| "everything calms down".to_owned());
        if let Some(broken) = calm::down(&mut self.cloud).or_else(|| self.look_back()) {
            return Ok(Some(broken));
        }
        self.check()
    }

    /// What must hold in the end, for each tenant as if there were no other.
    fn check(&mut self) -> Result<Option<Violation>> {
        if let Some(trespass) = self.cloud.world.trespass() {
            return Ok(Some(Violation(format!("I9: {trespass}"))));
        }
        let data = self.data();
        let broken = check::all(&self.case, &data, self.is_undone, &mut self.cloud.seen)?;
        let Some(neighbour) = self.cloud.tenants.get(1).filter(|_| broken.is_none()) else {
            return Ok(broken);
        };
        let data = self.cloud.world.with(neighbour, |data| data.clone());
        check::all(&self.case.of_neighbour(), &data, false, &mut self.cloud.seen)
    }

    fn look(&mut self) -> Option<Violation> {
        let Cloud { world, tenants, seen, .. } = &mut self.cloud;
        tenants.iter().find_map(|tenant| self.watch.look(world, tenant, seen))
    }

    /// Nobody watched the leases while everything calmed down.
    fn look_back(&mut self) -> Option<Violation> {
        self.watch.forget_leases();
        self.look()
    }

    /// What lies there.
    pub(crate) fn data(&self) -> TenantData {
        self.cloud.world.with(self.cloud.mine(), |data| data.clone())
    }

    /// Starts what is due at this step. Of files that follow each other, the next is due when the last has ended, which
    /// is undone while the next begins.
    fn start_due(&mut self, step: usize) -> Result<()> {
        while let Some(file) = self.case.files.get(self.started).filter(|it| it.starts <= step) {
            let place = self.started;
            if self.case.undone == Undone::InARow && place > 0 && step < usize::MAX {
                if !jobs::has_ended(&self.cloud, place - 1)? {
                    return Ok(());
                }
                if jobs::undo(&self.cloud, &jobs::job_id(place - 1)?)? {
                    self.cloud.seen.note(Kind::Undone);
                }
            }
            jobs::start(&self.cloud, self.cloud.mine(), place, file)?;
            if let Some(neighbour) = self.cloud.tenants.get(1).filter(|_| place == 0) {
                jobs::start(&self.cloud, neighbour, 0, file)?;
                self.cloud.seen.note(Kind::Neighbour);
            }
            self.started += 1;
        }
        Ok(())
    }

    pub(crate) fn fresh_id(&mut self) -> Result<RecordId> {
        self.made += 1;
        // Older and newer than what the imports make, so that the oldest of several is one and the other.
        let age = if self.made.is_multiple_of(2) { '0' } else { 'Z' };
        Ok(RecordId::parse(format!("{age}1K{:023}", self.made))?)
    }

    pub(crate) fn tell(&mut self, line: impl FnOnce() -> String) {
        if self.is_told {
            self.story.push(line());
        }
    }
}
