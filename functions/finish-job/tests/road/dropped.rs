//! A system drops files into the bucket: each version becomes one job, with the template that its place names.

use futures::executor::block_on;
use gangway_contract::{
    Drops, DuplicateMode, Job, JobStatus, RefusalCode, Right, Template, TemplateSlug, User, UserId,
};
use gangway_core::template::header_fingerprint;
use gangway_ports::Clock;
use plan_import::Incoming;

use crate::world::{Gangway, actor, plan, records};

const FILE: &str =
    "Email,First Name,Last Name,Birthday\r\nann@x.org,Ann,Lee,2001-02-03\r\nbob@x.org,Bob,Kay,\r\n";

/// A tenant with a template of the file's columns, and somebody in its directory.
fn tenant(drops: Option<Drops>) -> Gangway {
    let gangway = Gangway::new();
    let mut plan = plan(FILE, DuplicateMode::Skip).0;
    plan.columns.iter_mut().for_each(|it| it.date_order = None);
    let headers = plan.columns.iter().map(|it| it.header.as_str());
    let template = Template {
        slug: TemplateSlug::parse("nightly").expect("a slug"),
        name: "Nightly".into(),
        header_fingerprint: header_fingerprint(headers).expect("headers"),
        plan,
        drops,
    };
    let id = UserId::parse("ann").expect("a user");
    let ann = User {
        id,
        email: "ann@acme.org".into(),
        name: "Ann".into(),
        teams: [].into(),
        active: true,
    };
    gangway.world.with(&gangway.tenant, |data| {
        data.users.insert(ann.id.clone(), ann);
        data.templates.insert(template.slug.clone(), template);
    });
    gangway
}

fn allowed(map_new_columns: bool) -> Drops {
    Drops { run_as: actor(&Gangway::new().tenant), map_new_columns }
}

/// Puts an object, and lets S3 speak of it so often; then everything runs.
fn put(gangway: &Gangway, path: &str, bytes: &str, times: usize) {
    // S3 speaks of names as forms write them.
    let key = format!("drops/acme/{}", path.replace('+', "%2B").replace(' ', "+"));
    gangway.world.with(&gangway.tenant, |data| {
        data.drops.insert(path.to_owned(), bytes.as_bytes().to_vec());
    });
    for _ in 0..times {
        speak(gangway, &key);
    }
    gangway.run();
}

fn speak(gangway: &Gangway, key: &str) {
    let event = serde_json::json!({ "Records": [{
        "eventTime": "2026-11-26T10:00:00.000Z",
        "s3": { "object": { "key": key, "size": 1, "versionId": "v1" } },
    }] });
    let incoming: Incoming = serde_json::from_value(event).expect("an event");
    let deadline = gangway.world.now().plus_seconds(900);
    block_on(plan_import::handle(&gangway.world, &incoming, deadline, gangway.sizes))
        .expect("taken");
}

/// The only job there is.
#[track_caller]
fn job(gangway: &Gangway) -> Job {
    let data = gangway.data();
    assert_eq!(data.jobs.len(), 1, "{:?}", data.jobs);
    data.jobs.into_values().next().expect("a job").job
}

#[test]
fn a_dropped_file_is_imported_once_with_its_template_whatever_is_delivered() {
    let gangway = tenant(Some(allowed(false)));
    put(&gangway, "leads/nightly/a folder/new+leads.csv", FILE, 3);
    let job = job(&gangway);
    assert_eq!((job.status, job.counts.created), (JobStatus::Completed, 2), "{job:?}");
    assert_eq!(job.file.name, "new+leads.csv");
    assert_eq!(job.dropped.expect("dropped").template.as_str(), "nightly");
    assert_eq!(job.actor, actor(&gangway.tenant));
    assert_eq!(records(&gangway.data()).len(), 2);
}

#[test]
fn columns_that_the_template_does_not_know_are_taken_only_if_it_says_so() {
    let file = FILE.replace("Birthday", "City").replace("2001-02-03", "Rome");
    for (map_new_columns, expected) in [(false, None), (true, Some("Rome"))] {
        let gangway = tenant(Some(allowed(map_new_columns)));
        put(&gangway, "leads/nightly/x.csv", &file, 1);
        let found = records(&gangway.data());
        let city = found.iter().find_map(|it| it.get("city"));
        assert_eq!(city.map(String::as_str), expected);
    }
}

#[track_caller]
fn is_refused(gangway: &Gangway, path: &str, file: &str, code: RefusalCode, says: &str) {
    put(gangway, path, file, 2);
    let job = job(gangway);
    let refusal = job.refusal.expect("a reason");
    assert_eq!((job.status, refusal.code), (JobStatus::Failed, code), "{refusal}");
    assert!(refusal.message.contains(says), "{refusal}");
    assert!(records(&gangway.data()).is_empty());
}

#[test]
fn a_place_without_a_template_that_takes_files_gives_a_job_that_says_so() {
    let says = "No template takes files at drops/acme/";
    for path in ["leads/weekly/x.csv", "contacts/nightly/x.csv", "x.csv", "LEADS/nightly/x.csv"] {
        is_refused(&tenant(Some(allowed(false))), path, FILE, RefusalCode::NoTemplate, says);
    }
    is_refused(&tenant(None), "leads/nightly/x.csv", FILE, RefusalCode::NoTemplate, says);
    let mut drops = allowed(false);
    drops.run_as.rights.remove(&Right::Import);
    let gangway = tenant(Some(drops));
    let code = RefusalCode::NotPermitted;
    is_refused(&gangway, "leads/nightly/x.csv", FILE, code, "may not import");
}

#[test]
fn what_would_be_asked_on_the_page_is_refused() {
    let file = FILE.replace("2001-02-03", "03/04/2001");
    let code = RefusalCode::DateOrderUnknown;
    is_refused(&tenant(Some(allowed(false))), "leads/nightly/x.csv", &file, code, "«Birthday»");
    let code = RefusalCode::NoDataRows;
    is_refused(
        &tenant(Some(allowed(false))),
        "leads/nightly/x.csv",
        "Email,Last Name\r\n",
        code,
        "no data",
    );
}

#[test]
fn folders_and_files_for_nobody_make_no_job() {
    let gangway = tenant(Some(allowed(false)));
    speak(&gangway, "drops/acme/leads/nightly/");
    speak(&gangway, "drops/acme");
    speak(&gangway, "drops/globex/leads/nightly/x.csv");
    speak(&gangway, "drops/../acme/leads/nightly/x.csv");
    assert!(gangway.data().jobs.is_empty());
}

#[test]
fn a_file_that_was_taken_away_again_gives_a_job_that_says_so() {
    let gangway = tenant(Some(allowed(false)));
    speak(&gangway, "drops/acme/leads/nightly/gone.csv");
    assert_eq!(job(&gangway).refusal.map(|it| it.code), Some(RefusalCode::UploadNeverCame));
}
