//! Searches many schedules at once, each by its own seed, so that any of them can be run again alone.

use std::panic::resume_unwind;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use gangway_ports::memory::Lapse;

use crate::coverage::Coverage;
use crate::run::{Violation, run};
use crate::tape::Tape;

/// A schedule on which something broke.
#[derive(Debug, Clone)]
pub(crate) struct Broken {
    /// Its seed.
    pub(crate) seed: u64,
    /// Its choices.
    pub(crate) choices: Vec<u32>,
    /// What broke.
    pub(crate) violation: Violation,
}

/// What a search found.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// Schedules that were run.
    pub(crate) schedules: u64,
    /// What happened in them.
    pub(crate) coverage: Coverage,
    /// Those on which something broke, by seed.
    pub(crate) broken: Vec<Broken>,
}

/// Runs the schedules of these seeds, on every core. `until_broken`: no more after the first one that breaks.
pub(crate) fn search(first: u64, number: u64, lapse: Option<Lapse>, until_broken: bool) -> Found {
    let (next, done, stop) = (AtomicU64::new(0), AtomicU64::new(0), AtomicBool::new(false));
    let broken: Mutex<Vec<Broken>> = Mutex::new(Vec::new());
    let work = || {
        let mut coverage = Coverage::default();
        while !stop.load(Ordering::Relaxed) {
            let place = next.fetch_add(1, Ordering::Relaxed);
            if place >= number {
                break;
            }
            let seed = first.wrapping_add(place);
            let mut tape = Tape::seeded(seed);
            let (ran, violation) = run(&mut tape, lapse, false);
            coverage.add(ran.cloud.seen);
            done.fetch_add(1, Ordering::Relaxed);
            if let Some(violation) = violation {
                let found = Broken { seed, choices: tape.choices(), violation };
                broken.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(found);
                stop.store(until_broken, Ordering::Relaxed);
            }
        }
        coverage
    };
    let mut coverage = Coverage::default();
    thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            coverage.plus(&worker.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
    });
    let mut broken = broken.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    broken.sort_by_key(|it| it.seed);
    Found { schedules: done.into_inner(), coverage, broken }
}
