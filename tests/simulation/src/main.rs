//! Searches schedules of crashes, repeats, races and people's edits over the real handlers in a world in memory for a
//! broken invariant, and then breaks the world's promises one by one to see whether that is noticed.
//!
//! `gangway-simulation --schedules 10000 --seed 0`. The last line is `N schedules, V violations, M of M mutants
//! caught`; the status is 0 only if V is 0 and every mutant is caught. A violation is printed with its seed and as the
//! smallest schedule on which it still happens.
#![expect(clippy::print_stdout, reason = "a command line speaks through it")]

mod act;
mod again;
mod backup;
mod calm;
mod case;
mod check;
mod cloud;
mod coverage;
mod jobs;
mod keys;
mod oracle;
mod people;
mod plans;
mod run;
mod search;
mod shrink;
mod sore;
mod tape;
mod undo;
mod watch;

use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use gangway_ports::memory::Lapse;

use search::{Broken, search};
use tape::Tape;

/// Schedules after which a mutant counts as unnoticed.
const MUTANT: u64 = 5_000;
/// So many schedules hold everything that may happen.
const COVERED: u64 = 5_000;
/// Violations that are shrunk and told; one cause breaks many schedules.
const TOLD: usize = 2;

/// Searches schedules for a broken invariant.
#[derive(Debug, Parser)]
#[command(name = "gangway-simulation")]
struct Options {
    /// How many schedules to try.
    #[arg(long, default_value_t = 10_000)]
    schedules: u64,
    /// The first schedule's seed; each next one's is one higher.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Tell everything that happens in the first schedule.
    #[arg(long)]
    tell: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    if options.tell {
        tell(&mut Tape::seeded(options.seed), None);
    }
    let begun = Instant::now();
    let found = search(options.seed, options.schedules, None, false);
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "{} schedules in {seconds:.1} s, {:.0} a second",
        found.schedules,
        rate(found.schedules, seconds)
    );
    println!("{}", found.coverage);
    for broken in found.broken.iter().take(TOLD) {
        report(broken);
    }
    for broken in found.broken.iter().skip(TOLD).take(20) {
        println!("also seed {}: {:.300}", broken.seed, broken.violation.0);
    }
    let caught = Lapse::ALL.iter().filter(|lapse| catches(options.seed, **lapse)).count();
    let (violations, mutants) = (found.broken.len(), Lapse::ALL.len());
    println!(
        "{} schedules, {violations} violations, {caught} of {mutants} mutants caught",
        found.schedules
    );
    let missing = found.coverage.missing();
    if found.schedules >= COVERED && !missing.is_empty() {
        println!("In none of them {}", missing.join(", "));
        return ExitCode::FAILURE;
    }
    if violations == 0 && caught == mutants { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[expect(clippy::cast_precision_loss, reason = "a rate needs no more than 52 bits")]
fn rate(schedules: u64, seconds: f64) -> f64 {
    schedules as f64 / seconds
}

fn catches(seed: u64, lapse: Lapse) -> bool {
    let found = search(seed, MUTANT, Some(lapse), true);
    match found.broken.first() {
        Some(broken) => println!(
            "mutant {lapse:?}: caught after {} schedules: {:.90}",
            found.schedules, broken.violation.0
        ),
        None => println!("mutant {lapse:?}: NOT caught in {} schedules", found.schedules),
    }
    !found.broken.is_empty()
}

fn report(broken: &Broken) {
    println!("\nVIOLATION with seed {}: {}", broken.seed, broken.violation.0);
    let small = shrink::shrink(broken.choices.clone(), None);
    println!("Shrunk from {} choices to {}:", broken.choices.len(), small.len());
    tell(&mut Tape::again(small), None);
}

fn tell(tape: &mut Tape, lapse: Option<Lapse>) {
    let (run, violation) = run::run(tape, lapse, true);
    println!("before: {:?}", run.case.before);
    for (place, file) in run.case.files.iter().enumerate() {
        println!("J{}: {file:?}", place + 1);
    }
    for line in &run.story {
        println!("  {line}");
    }
    println!("then: {}", violation.map_or("everything holds".to_owned(), |it| it.0));
}
