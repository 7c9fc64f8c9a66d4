//! An import changes only records that the person behind it may see, and tells nothing of the others.

use std::collections::BTreeSet;

use futures::executor::block_on;
use gangway_contract::{
    DuplicateMode, FileKind, JobStatus, Right, Scope, User, UserId, api::StartImport,
};
use gangway_ports::{ForTenant, SaveUsers};

use crate::world::{Gangway, job_id, plan, records};

/// Tom's mate Ann and the stranger Bob have a record each, and so has Tom.
const BEFORE: [(&str, &str); 3] =
    [("ann", "ann@x.org"), ("bob", "bob@x.org"), ("tom", "tom@x.org")];
const AFTER: &str = "Email,Last Name,City\r\n\
    ann@x.org,Lee,New\r\n\
    bob@x.org,Lee,New\r\n\
    tom@x.org,Lee,New\r\n";

fn user(id: &str) -> UserId {
    UserId::parse(id).expect("a user")
}

fn teams(name: &str) -> BTreeSet<String> {
    BTreeSet::from([name.to_owned()])
}

/// Starts an import in the name of somebody.
fn start(gangway: &Gangway, name: &str, csv: &str, mode: DuplicateMode, who: (&str, Scope)) {
    let start = StartImport {
        plan: plan(csv, mode).0,
        receipt: None,
        corrections: None,
        test: None,
        at: None,
    };
    gangway.start_with(name, csv.as_bytes(), &start);
    gangway.world.with(&gangway.tenant, |data| {
        let actor = &mut data.jobs.get_mut(&job_id(name)).expect("the job").job.actor;
        (actor.user, actor.scope, actor.teams) = (user(who.0), who.1, teams("north"));
    });
}

fn prepared() -> Gangway {
    let gangway = Gangway::new();
    let person = |(id, team): (&str, &str)| User {
        id: user(id),
        email: format!("{id}@crm.org"),
        name: id.into(),
        teams: teams(team),
        active: true,
    };
    let people: Vec<User> =
        [("ann", "north"), ("bob", "south"), ("tom", "north")].map(person).into();
    let world = gangway.world.for_tenant(&gangway.tenant);
    block_on(world.save_users(&people)).expect("saved");
    for (owner, email) in BEFORE {
        let csv = format!("Email,Last Name,City\r\n{email},Lee,Secret of {owner}\r\n");
        start(&gangway, &format!("J-{owner}"), &csv, DuplicateMode::Skip, (owner, Scope::All));
        gangway.run();
    }
    gangway
}

/// The cities by address, after Tom has imported the file twice over.
fn cities(gangway: &Gangway) -> Vec<String> {
    let city = |it: &std::collections::BTreeMap<String, String>| it["city"].clone();
    let mut all = records(&gangway.data());
    all.sort_by_key(|it| it["email"].clone());
    all.iter().map(city).collect()
}

fn run(gangway: &Gangway) {
    gangway.run_by(|message| {
        gangway.deliver(message)?;
        gangway.deliver(message)
    });
}

#[test]
fn a_record_outside_the_scope_is_never_updated_and_its_values_are_told_to_nobody() {
    let secret = |owner: &str| format!("Secret of {owner}");
    for (scope, expected) in [
        (Scope::Own, [secret("ann"), secret("bob"), "New".to_owned()]),
        (Scope::Team, ["New".to_owned(), secret("bob"), "New".to_owned()]),
        (Scope::All, ["New", "New", "New"].map(str::to_owned)),
    ] {
        let gangway = prepared();
        start(&gangway, "J2", AFTER, DuplicateMode::Update, ("tom", scope));
        run(&gangway);
        assert_eq!(cities(&gangway), expected, "{scope:?}");
        let job = gangway.job("J2");
        let hidden = expected.iter().filter(|it| it.starts_with("Secret")).count();
        let found = (job.counts.updated as usize, job.counts.failed as usize);
        assert_eq!(found, (3 - hidden, hidden), "{scope:?}: {job:?}");
        let failed = gangway.result("J2", FileKind::Failed);
        let success = gangway.result("J2", FileKind::Success);
        assert!(!failed.contains("Secret") && !success.contains("Secret"), "{failed}{success}");
    }
}

#[test]
fn without_the_right_to_update_not_even_an_own_record_is_changed() {
    let gangway = prepared();
    start(&gangway, "J2", AFTER, DuplicateMode::Update, ("tom", Scope::All));
    gangway.world.with(&gangway.tenant, |data| {
        let actor = &mut data.jobs.get_mut(&job_id("J2")).expect("the job").job.actor;
        actor.rights.remove(&Right::Update);
    });
    run(&gangway);
    assert_eq!((gangway.job("J2").counts.updated, gangway.job("J2").counts.failed), (0, 3));
    assert!(cities(&gangway).iter().all(|it| it.starts_with("Secret")));
}

#[test]
fn a_match_outside_the_scope_is_a_reason_to_skip_that_tells_none_of_its_values() {
    let gangway = prepared();
    start(&gangway, "J2", AFTER, DuplicateMode::Skip, ("tom", Scope::Own));
    run(&gangway);
    let job = gangway.job("J2");
    assert_eq!((job.status, job.counts.skipped), (JobStatus::Completed, 3));
    assert!(!gangway.result("J2", FileKind::Success).contains("Secret"));
    assert_eq!(records(&gangway.data()).len(), 3);
}
