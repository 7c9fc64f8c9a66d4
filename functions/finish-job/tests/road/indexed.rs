//! An import by a rule of one's own: the first one registers it and waits until every record is found by it; writers who
//! began before are waited for, and whatever comes twice or ends on the way changes nothing.

use gangway_contract::{
    DuplicateMode, FieldId, JobCounts, JobKind, JobStatus, MatchRule, api::StartImport,
};
use gangway_core::keys::match_key;
use gangway_ports::memory::{Message, When};
use gangway_write::key_name;

use crate::world::{Gangway, job_id, leads, plan, records};

const BEFORE: &str = "Email,Last Name,Company,City\r\n\
    ann@x.org,Ann,Acme,Paris\r\n\
    bob@x.org,Bob,Bolt,Rome\r\n\
    cid@x.org,Cid,,Oslo\r\n";
const FILE: &str = "Email,Last Name,Company,City\r\n\
    ann@new.org,Anna,ACME,Paris\r\n\
    bob@new.org,Bob,Bolt,Bern\r\n\
    dan@new.org,Dan,Acme,Kiel\r\n";

fn rule() -> MatchRule {
    MatchRule::Custom(["city", "company"].map(|it| FieldId::parse(it).expect("a field")).into())
}

/// Three records, and an import by company and city that was started.
fn started(mode: DuplicateMode) -> Gangway {
    let gangway = Gangway::new();
    gangway.start("J1", BEFORE, DuplicateMode::Skip);
    gangway.run();
    start(&gangway, "J2", mode);
    gangway
}

fn start(gangway: &Gangway, name: &str, mode: DuplicateMode) {
    let mut plan = plan(FILE, mode).0;
    plan.options.match_rule = rule();
    let start = StartImport { plan, receipt: None, corrections: None, test: None, at: None };
    gangway.start_with(name, FILE.as_bytes(), &start);
}

#[track_caller]
fn check(gangway: &Gangway) {
    let expected = JobCounts { rows: 3, created: 2, updated: 1, ..JobCounts::default() };
    assert_eq!(gangway.job("J2").counts, expected);
    let index = gangway.job("J2-index");
    assert_eq!((index.kind, index.status), (JobKind::Index, JobStatus::Completed));
    assert_eq!(index.counts, JobCounts { rows: 3, indexed: 3, ..JobCounts::default() });
    let data = gangway.data();
    assert_eq!(records(&data).len(), 5);
    for item in data.records.values().filter_map(|it| it.live()) {
        let Some(key) = match_key(&rule(), &item.record.values) else { continue };
        let head = &data.heads[&(leads(), key_name(&rule(), key))];
        assert_eq!(head.record, item.record.id, "each is found by its company and city");
    }
}

#[test]
fn the_first_import_by_a_rule_waits_until_every_record_is_found_by_it() {
    let gangway = started(DuplicateMode::Update);
    let begun = gangway.world.take_message().expect("a plan");
    gangway.deliver(&begun).expect("registered");
    let job = gangway.job("J2");
    assert_eq!((job.status, job.waits_for), (JobStatus::Queued, Some(job_id("J2-index"))));
    let index = gangway.world.take_message().expect("the index");
    for _ in 0..2 {
        gangway.deliver(&index).expect("too early");
        gangway.deliver(&begun).expect("not yet");
        assert_eq!(gangway.job("J2-index").status, JobStatus::Queued);
        assert_eq!(gangway.job("J2").status, JobStatus::Queued);
    }
    assert_eq!(gangway.world.take_message(), None);
    gangway.run_by(|message| {
        gangway.deliver(message)?;
        gangway.deliver(message)
    });
    check(&gangway);
}

#[test]
fn the_next_import_by_it_waits_no_more_and_finds_what_people_and_other_imports_made() {
    let gangway = started(DuplicateMode::Update);
    gangway.run();
    gangway.start(
        "J3",
        "Email,Last Name,Company,City\r\neve@x.org,Eve,Zoo,Riga\r\n",
        DuplicateMode::Skip,
    );
    gangway.run();
    let mut plan =
        plan("Email,Last Name,Company,City\r\nnew@x.org,Eva,zoo,RIGA\r\n", DuplicateMode::Update).0;
    plan.options.match_rule = rule();
    let start = StartImport { plan, receipt: None, corrections: None, test: None, at: None };
    gangway.start_with("J4", b"Email,Last Name,Company,City\r\nnew@x.org,Eva,zoo,RIGA\r\n", &start);
    let message = gangway.world.take_message().expect("a plan");
    gangway.deliver(&message).expect("planned");
    assert_eq!(gangway.job("J4").status, JobStatus::Running, "nobody waits any more");
    gangway.run();
    assert_eq!((gangway.job("J4").counts.updated, gangway.job("J4").waits_for), (1, None));
}

#[test]
fn wherever_a_worker_ends_every_record_is_found_and_matched_once() {
    let gangway = started(DuplicateMode::Update);
    gangway.world.set_fault(Box::new(|_, _, _| false));
    gangway.run();
    for call in 0..gangway.world.calls() {
        let gangway = started(DuplicateMode::Update);
        gangway.end_worker_at(call, When::After);
        gangway.run();
        check(&gangway);
    }
}

#[test]
fn an_import_that_compares_with_nobody_waits_for_nobody() {
    let gangway = started(DuplicateMode::Create);
    gangway.run();
    assert!(!gangway.is_there("J2-index"));
    assert_eq!(gangway.job("J2").counts.created, 3);
}

#[test]
fn two_imports_wait_for_one_index() {
    let gangway = started(DuplicateMode::Update);
    start(&gangway, "J5", DuplicateMode::Skip);
    gangway.run();
    assert!(gangway.is_there("J2-index") && !gangway.is_there("J5-index"));
    assert_eq!(gangway.job("J5").waits_for, Some(job_id("J2-index")));
    let counts = [gangway.job("J2").counts, gangway.job("J5").counts];
    for it in counts {
        assert!(it.add_up() && (it.rows, it.failed, it.unprocessed) == (3, 0, 0), "{it:?}");
    }
    // Whichever of them came first made them.
    assert_eq!(counts.map(|it| it.created).iter().sum::<u32>(), 2, "{counts:?}");
    assert_eq!(records(&gangway.data()).len(), 5, "two that match none are made once");
}

#[test]
fn a_message_of_the_index_that_is_given_up_is_sent_again() {
    let gangway = started(DuplicateMode::Update);
    gangway.run_by(|message| match message {
        Message::Bucket(it) if it.job == job_id("J2-index") && gangway.world.calls() < 60 => {
            gangway.bury(message.clone())
        }
        other => gangway.deliver(other),
    });
    check(&gangway);
}
