//! Other orders than newest first.

use gangway_contract::{JobStatus, RefusalCode, Scope, Sort};
use gangway_ports::memory::When;

use crate::world::{Gangway, actor, export, field};

fn by(field_id: &str, descending: bool, gangway: &Gangway) {
    let mut wanted = export(&[field_id, "notes"]);
    wanted.sort = Some(Sort { field: field(field_id), descending });
    gangway.ask(wanted, actor(Scope::All));
}

fn sorted(field_id: &str, descending: bool) -> Vec<String> {
    let gangway = Gangway::new(12);
    gangway.put(3, [].into());
    by(field_id, descending, &gangway);
    gangway.run();
    assert_eq!(gangway.job().status, JobStatus::Completed);
    gangway.column(0)
}

#[test]
fn numbers_are_ordered_by_their_value_and_texts_as_people_read_them_with_blanks_last() {
    let gangway = Gangway::new(0);
    for (number, value) in ["9", "10", "-3", "100"].iter().enumerate() {
        let number = u32::try_from(number).expect("small");
        gangway.put(number, [(field("employees"), crate::world::text(value))].into());
    }
    by("employees", false, &gangway);
    gangway.run();
    assert_eq!(gangway.column(0), ["'-3", "9", "10", "100"].map(|it| it.trim_start_matches('\'')));
    let up = sorted("city", false);
    assert_eq!(up.last().map(String::as_str), Some(""));
    let down = sorted("city", true);
    assert_eq!(down.last().map(String::as_str), Some(""));
    let reversed: Vec<_> = down[..11].iter().rev().cloned().collect();
    assert_eq!(up[..11], reversed);
}

#[test]
fn a_worker_that_ends_on_the_way_is_followed_by_one_that_begins_anew() {
    let expected = sorted("last_name", false);
    for call in 0..30 {
        let gangway = Gangway::new(12);
        gangway.put(3, [].into());
        by("last_name", false, &gangway);
        gangway
            .world
            .set_fault(Box::new(move |number, _, when| number == call && when == When::After));
        gangway.run();
        assert_eq!(gangway.job().status, JobStatus::Completed, "ended after call {call}");
        assert_eq!(gangway.column(0), expected, "ended after call {call}");
    }
}

/// The same with runs of a few records, which are merged.
fn in_runs(field_id: &str) -> Gangway {
    let mut gangway = Gangway::new(25);
    gangway.pace.in_order = 6;
    by(field_id, true, &gangway);
    gangway
}

#[test]
fn more_than_fits_into_memory_is_merged_and_comes_to_the_same() {
    for field_id in ["last_name", "employees", "owner", "city"] {
        let merged = in_runs(field_id);
        merged.run();
        let whole = Gangway::new(25);
        by(field_id, true, &whole);
        whole.run();
        assert_eq!(merged.job().status, JobStatus::Completed);
        assert_eq!(merged.file(), whole.file(), "by {field_id}");
        assert_eq!(merged.column(0).len(), 25);
    }
}

#[test]
fn a_worker_may_end_between_any_two_calls_of_a_merge() {
    let undisturbed = in_runs("last_name");
    undisturbed.world.set_fault(Box::new(|_, _, _| false));
    undisturbed.run();
    let calls = undisturbed.world.calls();
    assert!(calls > 40, "a merge has {calls} calls");
    for call in 0..calls {
        let gangway = in_runs("last_name");
        gangway
            .world
            .set_fault(Box::new(move |number, _, when| number == call && when == When::After));
        gangway.run();
        assert_eq!(gangway.job().status, JobStatus::Completed, "ended after call {call}");
        assert_eq!(gangway.file(), undisturbed.file(), "ended after call {call}");
    }
}

#[test]
fn what_cannot_be_made_in_one_workers_time_is_refused_with_a_sentence() {
    let gangway = Gangway::new(12);
    by("last_name", false, &gangway);
    gangway.run_with(1);
    let job = gangway.job();
    assert_eq!(job.status, JobStatus::Failed);
    assert_eq!(job.refusal.map(|it| it.code), Some(RefusalCode::LimitExceeded));
}
