//! A person tests the first rows of a file, looks, and goes on with the rest; or takes back the one and the other.

use std::collections::BTreeSet;

use gangway_contract::{DuplicateMode, FileKind, Job, JobKind, JobStatus, OwnerRule, User, UserId};
use gangway_tests::cloud::Cloud;
use gangway_tests::{import, leads};

const ROWS: u32 = 1_500;
const FIRST: u32 = 20;

fn person(id: &str) -> User {
    User {
        id: UserId::parse(id).expect("a user"),
        email: format!("{id}@example.org"),
        name: id.to_owned(),
        teams: BTreeSet::new(),
        active: true,
    }
}

/// The test of a file whose records go to two people in turn, and its rest.
fn tested(cloud: &Cloud, leads: &[leads::Lead]) -> (Job, Job) {
    let people: Vec<User> = ["ada", "bob"].map(person).into();
    let _: serde_json::Value = cloud.put("/users", &people).expect("a directory");
    let bytes = leads::to_csv(leads).expect("a CSV");
    let local = import::Local::new(cloud, "leads", "leads.csv", &bytes).expect("a file");
    let mut plan = local.plan().expect("a plan");
    plan.options.mode = DuplicateMode::Update;
    plan.options.owner =
        OwnerRule::RoundRobin { users: people.into_iter().map(|it| it.id).collect() };
    let report = local.check(&plan).expect("a report");
    let created = import::upload(cloud, "leads", "leads.csv", &bytes).expect("uploaded");
    let test = import::start_test(cloud, &created.job, report, Some(FIRST)).expect("started");
    let test = cloud.wait(&test, 300).expect("ended");
    let waiting = test.test.expect("a test").waiting.expect("counted");
    assert!(test.counts.rows >= FIRST && test.counts.rows < 2 * FIRST, "{test:?}");
    assert_eq!(test.counts.rows + waiting, ROWS);
    assert!(cloud.records("leads").expect("listed").len() <= test.counts.rows as usize);

    let path = format!("/imports/{}/continue", test.id);
    let rest: Job = cloud.post(&path, &()).expect("goes on");
    let again: Job = cloud.post(&path, &()).expect("asked twice");
    assert_eq!(again.id, rest.id);
    let rest = cloud.wait(&rest, 300).expect("ended");
    (cloud.get(&format!("/jobs/{}", test.id)).expect("the test"), rest)
}

#[test]
fn a_test_and_its_rest_are_one_import_and_each_is_taken_back_by_itself() {
    let Some(cloud) = crate::sign_in("journey-test") else { return };
    let leads = leads::generate(ROWS, 17);
    let (test, rest) = tested(&cloud, &leads);
    assert_eq!(test.continued_by.as_ref(), Some(&rest.id));
    assert_eq!(rest.continues.as_ref(), Some(&test.id));
    let both = test.counts.plus(&rest.counts);
    assert!(both.add_up() && both.rows == ROWS && both.unprocessed == 0, "{both:?}");
    let good = leads.iter().filter(|it| !it.bad).count();
    assert_eq!((both.created + both.updated) as usize, good, "{both:?}");
    let records = cloud.records("leads").expect("listed");
    assert_eq!(records.len(), both.created as usize);
    let of = |id: &str| records.iter().filter(|it| it.owner.as_str() == id).count();
    assert!(of("ada").abs_diff(of("bob")) * 20 < records.len(), "they had them in turn");
    assert!(!cloud.download(&rest, FileKind::Source).expect("the test's file").is_empty());

    for (job, left) in [(&rest, test.counts.created), (&test, 0)] {
        let undo: Job = cloud.post(&format!("/imports/{}/undo", job.id), &()).expect("begun");
        let undo = cloud.wait(&undo, 300).expect("ended");
        assert_eq!((undo.kind, undo.status), (JobKind::Undo, JobStatus::Completed), "{undo:?}");
        assert_eq!(cloud.records("leads").expect("listed").len(), left as usize);
    }
}
