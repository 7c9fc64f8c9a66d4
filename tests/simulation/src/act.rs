//! What happens next in a schedule: the tape chooses. The tamest choice is that the first worker goes on.

use anyhow::Result;
use futures::executor::block_on;
use gangway_contract::{JobId, JobKind, JobStatus, RecordId};
use gangway_ports::memory::When;
use gangway_ports::{ChangeJob, JobChange};

use crate::case::{Texts, Undone};
use crate::coverage::Kind;
use crate::jobs;
use crate::people::{Deed, make, work};
use crate::run::Run;
use crate::sore::{Pain, pain};
use crate::tape::Tape;

/// Errands after which progress or a lease may be another one.
const NOTED: [&str; 6] =
    ["take_lease", "save_ledger", "open_ledger", "change_job", "create_job", "end_bucket"];
/// So many workers are a crowd.
const CROWD: usize = 5;
/// A row is kept from its slot: imports met on a key at the worst moment.
const BAR: &str = "bar_slot";
/// Longer than any lease, in milliseconds.
const LEASE: u64 = 200_000;

/// Whether anything happened that [`crate::watch`] looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    Noted,
    Other,
}

impl Run {
    /// One choice.
    pub(crate) fn act(&mut self, tape: &mut Tape) -> Result<Action> {
        let (roll, running) = (tape.below(100), self.cloud.running());
        let is_lively = self.case.is_lively;
        let is_undone = self.case.undone != Undone::Never;
        match roll {
            // Many workers at once.
            60..=74 if self.case.is_crowded && running < CROWD => {
                return Ok(self.deliver_next(tape));
            }
            0..=74 if running > 0 => return Ok(self.poll(tape, None)),
            75..=81 | 88 if !tape.chance(self.case.hostility) => return Ok(self.poll(tape, None)),
            75..=78 if running > 0 => {
                let when = if tape.chance(50) { When::After } else { When::Before };
                return Ok(self.poll(tape, Some(when)));
            }
            79..=81 if running > 0 => {
                let place = tape.below(running);
                self.kill(place);
            }
            82..=84 if running > 1 => {
                let (place, turns) = (tape.below(running), 5 + tape.below(120));
                self.slow(place, turns);
            }
            85..=87 => self.deliver_again(tape),
            88 => {
                let seconds = tape.below(900);
                self.tell(|| format!("{seconds} s go by"));
                self.cloud.wait(seconds as u64 * 1_000);
            }
            89 => {
                self.tell(|| "the watchdog looks".to_owned());
                self.cloud.tick();
            }
            90..=94 if is_lively => self.people(tape)?,
            95 if is_lively => return self.resume(tape),
            96 if is_lively && tape.chance(40) => return self.cancel(tape),
            97 if is_lively && is_undone => return self.undo(tape),
            99 if self.case.files.iter().any(|it| it.test.is_some()) => return self.go_on(tape),
            98 if self.case.has_neighbour => {
                let place = tape.below(self.cloud.messages());
                self.tell(|| format!("message {place} names another tenant"));
                self.cloud.mislead(place);
            }
            _ => return Ok(self.deliver_next(tape)),
        }
        Ok(Action::Other)
    }

    fn poll(&mut self, tape: &mut Tape, trouble: Option<When>) -> Action {
        let awake = self.cloud.awake();
        let Some(place) = awake.get(tape.below(awake.len())).copied() else { return Action::Other };
        if let Some(when) = trouble {
            self.tell(|| format!("worker {place}: its call fails {when:?} its effect"));
            let kind = if when == When::Before { Kind::Throttled } else { Kind::AnswerLost };
            self.cloud.seen.note(kind);
        }
        self.cloud.world.trouble_next(trouble);
        let polled = self.cloud.poll(place);
        self.cloud.world.trouble_next(None);
        let Some(errand) = polled.errand else { return Action::Other };
        if errand == BAR {
            self.cloud.seen.note(Kind::Barred);
        }
        if Some(errand) == self.case.sore && polled.goes_on {
            self.hurt(place, errand, tape);
        }
        if NOTED.contains(&errand) { Action::Noted } else { Action::Other }
    }

    /// The worker has just done what the schedule has chosen as its sore point.
    fn hurt(&mut self, place: usize, errand: &'static str, tape: &mut Tape) {
        let Some(pain) = pain(tape) else { return };
        self.tell(|| format!("worker {place} has done {errand}: {pain:?}"));
        match pain {
            Pain::Slow(turns) => self.slow(place, turns),
            Pain::Killed => self.kill(place),
            Pain::Forgotten => {
                self.kill(place);
                self.cloud.wait(LEASE);
                self.cloud.tick();
            }
        }
    }

    fn kill(&mut self, place: usize) {
        self.tell(|| format!("worker {place} ends"));
        self.cloud.seen.note(Kind::Killed);
        self.cloud.crash(place);
    }

    fn slow(&mut self, place: usize, turns: usize) {
        self.tell(|| format!("worker {place} is slow for {turns} turns"));
        self.cloud.seen.note(Kind::Slow);
        self.cloud.stall(place, turns);
    }

    fn deliver_next(&mut self, tape: &mut Tape) -> Action {
        let visible = self.cloud.visible();
        let choice = tape.below(visible.len());
        match visible.get(choice) {
            Some(place) => {
                if choice > 0 {
                    self.cloud.seen.note(Kind::OutOfOrder);
                }
                self.deliver(*place, "next");
            }
            None if self.cloud.running() > 0 => return self.poll(tape, None),
            None => self.cloud.wait(10_000),
        }
        Action::Other
    }

    fn deliver_again(&mut self, tape: &mut Tape) {
        let place = tape.below(self.cloud.messages());
        if self.cloud.was_delivered(place) {
            self.cloud.seen.note(Kind::Again);
        }
        self.deliver(place, "again");
    }

    fn deliver(&mut self, place: usize, how: &str) {
        let message = self.cloud.message(place).map(|it| format!("{it:?}"));
        self.tell(|| format!("message {place} is delivered ({how}): {message:?}"));
        self.cloud.deliver(place);
    }

    /// Somebody makes, changes or deletes a record; half of the changes give it another key.
    fn people(&mut self, tape: &mut Tape) -> Result<()> {
        let texts = crate::case::row(tape, 4, false);
        let live: Vec<RecordId> = self.cloud.world.with(self.cloud.mine(), |data| {
            let live = data.records.values().filter_map(|it| it.live());
            live.map(|it| it.record.id.clone()).collect()
        });
        let tenant = self.cloud.tenant();
        let Some(id) = live.get(tape.below(live.len())).filter(|_| !tape.chance(20)).cloned()
        else {
            let id = self.fresh_id()?;
            self.tell(|| format!("somebody makes {id}: {texts:?}"));
            self.cloud.seen.note(Kind::Made);
            self.cloud.act(make(tenant, id, texts));
            return Ok(());
        };
        self.work_on(&id, texts, tape);
        // Now and then two people have the same record before them.
        if tape.chance(30) {
            let texts = crate::case::row(tape, 4, false);
            self.work_on(&id, texts, tape);
        }
        Ok(())
    }

    /// Somebody changes or deletes a record.
    fn work_on(&mut self, id: &RecordId, texts: Texts, tape: &mut Tape) {
        let city = |texts: Texts| texts.into_iter().filter(|it| it.0 == "city");
        let (deed, kind) = match tape.below(4) {
            0 => (Deed::Change(city(texts).collect()), Kind::Changed),
            1 | 2 => (Deed::Change(texts), Kind::Rekeyed),
            _ => (Deed::Delete, Kind::Deleted),
        };
        self.tell(|| format!("somebody works on {id}: {deed:?}"));
        self.cloud.seen.note(kind);
        self.cloud.act(work(self.cloud.tenant(), id.clone(), deed));
    }

    fn cancel(&mut self, tape: &mut Tape) -> Result<Action> {
        let jobs: Vec<JobId> = self.cloud.world.with(self.cloud.mine(), |data| {
            let stopped = data.jobs.values().filter(|it| it.job.kind != JobKind::Index);
            stopped.map(|it| it.job.id.clone()).collect()
        });
        let Some(id) = jobs.get(tape.below(jobs.len())) else { return Ok(Action::Other) };
        self.tell(|| format!("somebody cancels {id}"));
        let from = [JobStatus::Planning, JobStatus::Scheduled, JobStatus::Running];
        let change = JobChange::to(&from, JobStatus::Cancelling);
        if block_on(self.cloud.tenant().change_job(id, &change))? != gangway_ports::Changed::No {
            self.cloud.seen.note(Kind::Cancelled);
        }
        Ok(Action::Noted)
    }

    fn resume(&mut self, tape: &mut Tape) -> Result<Action> {
        if let Some(id) = self.an_import(tape)
            && jobs::resume(&self.cloud, &id)?
        {
            self.tell(|| format!("somebody runs again what {id} left"));
            self.cloud.seen.note(Kind::Resumed);
        }
        Ok(Action::Noted)
    }

    fn go_on(&mut self, tape: &mut Tape) -> Result<Action> {
        if let Some(id) = self.an_import(tape) {
            self.go_on_with(&id)?;
        }
        Ok(Action::Noted)
    }

    /// Goes on with a test, if it is one and can be; `false` if not.
    pub(crate) fn go_on_with(&mut self, id: &JobId) -> Result<bool> {
        let goes = jobs::go_on(&self.cloud, id)?;
        if goes {
            self.tell(|| format!("somebody goes on with {id}"));
            self.cloud.seen.note(Kind::Continued);
        }
        Ok(goes)
    }

    fn an_import(&self, tape: &mut Tape) -> Option<JobId> {
        let ids = jobs::imports(&self.cloud);
        ids.get(tape.below(ids.len())).cloned()
    }

    fn undo(&mut self, tape: &mut Tape) -> Result<Action> {
        if let Some(id) = self.an_import(tape)
            && jobs::undo(&self.cloud, &id)?
        {
            self.tell(|| format!("somebody undoes {id}"));
            self.cloud.seen.note(Kind::Undone);
        }
        Ok(Action::Noted)
    }
}
