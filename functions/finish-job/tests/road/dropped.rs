//! A system drops files into the bucket: each version becomes one job, with the template that its place names.

use futures::executor::block_on;
use gangway_contract::{
    Drops, DuplicateMode, Job, JobItem, JobStatus, RefusalCode, Right, SourceFile, Template,
    TemplateSlug, User, UserId, Wide,
};
use gangway_core::template::header_fingerprint;
use gangway_ports::{Clock, CreateJob, ForTenant};
use plan_import::Incoming;

use crate::world::{Gangway, actor, job_id, leads, plan, records};

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

/// S3's word of a version of the one object, put at this second and called so by S3's own order.
fn hear(gangway: &Gangway, version: &str, second: u32, sequencer: &str) -> anyhow::Result<()> {
    let path = "leads/nightly/x.csv";
    gangway.world.with(&gangway.tenant, |data| {
        data.drops.insert(path.to_owned(), FILE.replace("ann@", &format!("{version}@")).into());
    });
    let object = serde_json::json!({
        "key": format!("drops/acme/{path}"), "size": 1, "versionId": version, "sequencer": sequencer,
    });
    let event = serde_json::json!({ "Records": [{
        "eventTime": format!("2026-11-26T10:00:{second:02}.000Z"), "s3": { "object": object },
    }] });
    let incoming: Incoming = serde_json::from_value(event).expect("an event");
    let deadline = gangway.world.now().plus_seconds(900);
    block_on(plan_import::handle(&gangway.world, &incoming, deadline, gangway.sizes))
}

fn speak_of(gangway: &Gangway, version: &str, second: u32, sequencer: &str) {
    hear(gangway, version, second, sequencer).expect("taken");
}

/// The statuses of all jobs, in the order of their files.
fn statuses(gangway: &Gangway) -> Vec<JobStatus> {
    let mut jobs: Vec<Job> = gangway.data().jobs.into_values().map(|it| it.job).collect();
    jobs.sort_by(|a, b| a.created_at.cmp(&b.created_at));
    jobs.into_iter().map(|it| it.status).collect()
}

#[test]
fn a_later_version_waits_for_the_end_of_the_one_before_it() {
    use JobStatus::{Completed, Queued, Running};
    let gangway = tenant(Some(allowed(false)));
    gangway.world.set_now(gangway_ports::Moment::parse("2026-11-26T10:01:00Z").expect("now"));
    for (version, second) in [("v1", 1), ("v1", 1), ("v2", 2), ("v3", 3), ("v2", 2)] {
        speak_of(&gangway, version, second, "0A");
    }
    assert_eq!(statuses(&gangway), [Running, Queued, Queued]);
    gangway.run();
    assert_eq!(statuses(&gangway), [Completed, Completed, Completed]);
    let jobs: Vec<Job> = gangway.data().jobs.into_values().map(|it| it.job).collect();
    let after = |job: &Job| job.dropped.clone().expect("dropped").after;
    assert_eq!(after(&jobs[0]), None);
    for pair in jobs.windows(2) {
        assert_eq!(after(&pair[1]).as_ref(), Some(&pair[0].id));
        assert!(pair[0].finished_at <= pair[1].started_at, "{pair:?}");
    }
    assert_eq!(records(&gangway.data()).len(), 4, "each version once, and Bob once");
}

#[test]
fn a_version_that_comes_behind_a_later_one_is_refused_and_says_so() {
    let gangway = tenant(Some(allowed(false)));
    // Of the same moment, so that S3's own word tells the order.
    speak_of(&gangway, "v2", 5, "0100");
    for _ in 0..2 {
        speak_of(&gangway, "v1", 5, "FF");
    }
    gangway.run();
    let jobs: Vec<Job> = gangway.data().jobs.into_values().map(|it| it.job).collect();
    assert_eq!(jobs.len(), 2);
    let refused = jobs.iter().find_map(|it| it.refusal.clone()).expect("a reason");
    assert_eq!(refused.code, RefusalCode::Superseded);
    assert_eq!(records(&gangway.data()).len(), 2);
}

#[test]
fn whoever_is_lost_between_the_line_and_the_job_holds_nobody_up() {
    let gangway = tenant(Some(allowed(false)));
    gangway.world.set_fault(Box::new(|_, errand, _| errand == "create_job"));
    hear(&gangway, "v1", 1, "0A").expect_err("the worker is gone");
    gangway.world.revive();
    speak_of(&gangway, "v2", 2, "0B");
    assert_eq!(statuses(&gangway), [JobStatus::Queued], "the one before it may still come");
    speak_of(&gangway, "v1", 1, "0A");
    gangway.run();
    assert_eq!(statuses(&gangway), [JobStatus::Completed, JobStatus::Completed]);
}

/// An upload that names the template instead of being started with a plan, in Ann's name.
fn send_by_template(gangway: &Gangway, rights: &[Right]) {
    block_on(async {
        let world = gangway.world.for_tenant(&gangway.tenant);
        let id = job_id("J1");
        let mut ann = actor(&gangway.tenant);
        ann.rights = rights.iter().copied().collect();
        let file = SourceFile { name: "x.csv".into(), size: Wide(0), fingerprint: None };
        let mut job = Job::import(id.clone(), leads(), ann, file, gangway.world.now().rfc3339());
        job.status = JobStatus::WaitingForUpload;
        job.template = Some(TemplateSlug::parse("nightly").expect("a slug"));
        let item = JobItem { started: true, ..JobItem::new(job) };
        world.create_job(&item).await.expect("created");
        world.put_source(&id, FILE.as_bytes().to_vec());
    });
    let event = serde_json::json!({ "Records": [{ "s3": { "object": {
        "key": "t/acme/imports/J1/source", "size": FILE.len(), "versionId": "v1",
    } } }] });
    let incoming: Incoming = serde_json::from_value(event).expect("an event");
    for _ in 0..2 {
        let deadline = gangway.world.now().plus_seconds(900);
        block_on(plan_import::handle(&gangway.world, &incoming, deadline, gangway.sizes))
            .expect("taken");
    }
    gangway.run();
}

#[test]
fn an_upload_that_names_a_template_is_imported_as_a_dropped_file_is() {
    let gangway = tenant(None);
    send_by_template(&gangway, &[Right::Import]);
    let job = job(&gangway);
    assert_eq!((job.status, job.counts.created), (JobStatus::Completed, 2), "{job:?}");
}

#[test]
fn a_template_that_asks_for_more_than_its_person_may_is_refused_when_the_file_is_read() {
    let gangway = tenant(None);
    gangway.world.with(&gangway.tenant, |data| {
        let template = data.templates.values_mut().next().expect("the template");
        template.plan.options.mode = DuplicateMode::Update;
    });
    send_by_template(&gangway, &[Right::Import]);
    let refusal = job(&gangway).refusal.expect("a reason");
    assert_eq!(refusal.code, RefusalCode::NotPermitted);
    assert!(records(&gangway.data()).is_empty());
}

#[test]
fn a_dropped_file_beyond_those_of_a_day_gives_a_job_that_says_so_however_often_s3_speaks_of_it() {
    let gangway = tenant(Some(allowed(false)));
    gangway.world.with(&gangway.tenant, |data| data.quota.files_a_day = Some(0));
    let code = RefusalCode::LimitExceeded;
    is_refused(&gangway, "leads/nightly/x.csv", FILE, code, "a day has no more");
    let gangway = tenant(Some(allowed(false)));
    gangway.world.with(&gangway.tenant, |data| data.quota.files_a_day = Some(1));
    put(&gangway, "leads/nightly/x.csv", FILE, 3);
    assert_eq!(job(&gangway).status, JobStatus::Completed, "one file is one, told three times");
}
