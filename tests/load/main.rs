//! Fifty imports of ten tenants at once on the local cloud, one of the tenants hostile: nothing is lost, nobody waits for
//! another, the workers' memory stays bounded, and no log has a row's value.
//!
//! A binary of its own, because it measures: other journeys would be in its way. `cargo xtask test journey` runs it.
//! By hand with 10,000 rows each: `GANGWAY_LOAD_ROWS=10000`.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test may fail, and says what it measured"
)]

mod hostile;
mod memory;
mod peaceful;
mod quiet;
mod workbook;

use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use gangway_contract::Job;
use gangway_tests::aws::Aws;
use gangway_tests::cloud::Cloud;

use peaceful::{Tenant, Waited};

/// Beside them there is the hostile one.
const PEACEFUL: u32 = 9;
/// Imports of each tenant.
const IMPORTS: u32 = 5;
const ROWS: u32 = 1_000;
/// Nobody's imports end later than this many times as long after the start as those of the tenant in the middle.
const UNFAIR: u32 = 2;

#[test]
fn fifty_imports_beside_a_hostile_tenant_lose_nothing_and_nobody_waits_for_another() {
    let (Ok(Some(_)), Some(aws)) = (Cloud::sign_in(&user("alone")), Aws::from_env()) else {
        eprintln!("skipped: no local cloud (run `cargo xtask test journey`)");
        return;
    };
    let rows = std::env::var("GANGWAY_LOAD_ROWS").ok().and_then(|it| it.parse().ok());
    let rows = rows.unwrap_or(ROWS);
    let alone = Tenant::new(&user("alone"), 1, rows).import(&Barrier::new(1));

    let tenants: Vec<Tenant> =
        (0..PEACEFUL).map(|it| Tenant::new(&user(&it.to_string()), IMPORTS, rows)).collect();
    let memory = memory::Watch::begin();
    let waited = all_at_once(&tenants, &alone.jobs[0], &aws);
    memory.end();

    report(&alone, &waited, rows);
    is_fair(&waited);
    tenants.iter().zip(&waited).for_each(|(tenant, it)| tenant.must_have_everything(&it.jobs));
    quiet::nothing_was_said_of_rows(&aws, waited[0].jobs[0].id.as_str());
    for queue in ["plan-dead", "write-dead", "finish-dead", "export-dead"] {
        assert_eq!(aws.messages(queue).expect("a queue"), 0, "{queue}: work was given up");
    }
}

/// Everybody's imports, begun at one moment.
fn all_at_once(tenants: &[Tenant], victim: &Job, aws: &Aws) -> Vec<Waited> {
    let start = Barrier::new(tenants.len() + 1);
    thread::scope(|scope| {
        let foe = scope.spawn(|| hostile::attack(aws, victim, &start));
        let begun: Vec<_> = tenants.iter().map(|it| scope.spawn(|| it.import(&start))).collect();
        let waited = begun.into_iter().map(|it| it.join().expect("a tenant's imports")).collect();
        foe.join().expect("every attack was repelled");
        waited
    })
}

fn report(alone: &Waited, waited: &[Waited], rows: u32) {
    let seconds = |it: &Waited| format!("{:.1}", it.last().as_secs_f64());
    let each: Vec<String> = waited.iter().map(seconds).collect();
    let sum = f64::from(rows * IMPORTS * PEACEFUL);
    let all = waited.iter().map(Waited::last).max().unwrap_or_default();
    eprintln!("one import of {rows} rows alone: {} s", seconds(alone));
    eprintln!("{IMPORTS} imports of each of {PEACEFUL} tenants: {} s", each.join(", "));
    eprintln!("{:.0} rows a second", sum / all.as_secs_f64());
}

fn is_fair(waited: &[Waited]) {
    let mut ends: Vec<Duration> = waited.iter().map(Waited::last).collect();
    ends.sort();
    let (middle, last) = (ends[ends.len() / 2], ends[ends.len() - 1]);
    assert!(last <= middle * UNFAIR, "one tenant waited {last:?}, those in the middle {middle:?}");
}

/// Whoever is called so in this run, and their tenant: by hand it may be the second one on its cloud.
pub(crate) fn user(name: &str) -> String {
    format!("journey-load-{}-{name}", std::process::id())
}

/// A moment that a deadline is counted from.
pub(crate) fn must_end(begun: Instant, what: &str) {
    assert!(begun.elapsed() < Duration::from_mins(15), "{what} has not ended");
}
