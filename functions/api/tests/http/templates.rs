//! Templates: kept by those who may, found by their header row, gone when removed.

use axum::http::StatusCode;
use gangway_contract::api::{AllowDrops, CreateImport, ImportCreated, SaveTemplate};
use gangway_contract::{DuplicateMode, Job, JobStatus, Template, TemplateSlug};
use gangway_core::template::{header_fingerprint, matching};

use crate::client::{Client, FILE, leads, plan, world};

fn asked(name: &str) -> SaveTemplate {
    SaveTemplate { name: name.into(), plan: plan(&leads(), "ada"), drops: None }
}

#[tokio::test]
async fn a_template_is_kept_without_values_listed_replaced_and_removed() {
    let ada = Client::ada(&world());
    let kept: Template = ada.put("/templates/monthly", &asked("Monthly")).await.ok();
    assert!(kept.plan.columns.iter().all(|it| it.samples.is_empty()), "no value of the file stays");
    assert_eq!(Some(kept.header_fingerprint.clone()), header_fingerprint(["Last Name", "email"]));
    ada.put("/templates/monthly", &asked(" Every month ")).await.ok::<Template>();
    let listed: Vec<Template> = ada.get("/templates").await.ok();
    assert_eq!(listed.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Every month"]);
    assert!(matching(&plan(&leads(), "ada"), &listed).is_some(), "its header row finds it");

    for _twice in 0..2 {
        let gone = ada.send("DELETE", "/templates/monthly", &[], None).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT);
    }
    assert!(ada.get("/templates").await.ok::<Vec<Template>>().is_empty());
}

#[tokio::test]
async fn a_template_needs_a_name_headers_and_the_right() {
    let world = world();
    let ada = Client::ada(&world);
    for name in ["", "  ", &"x".repeat(121)] {
        let refused = ada.put("/templates/monthly", &asked(name)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name:?}");
    }
    let mut headless = asked("Monthly");
    headless.plan.columns.iter_mut().for_each(|it| it.header.clear());
    let refused = ada.put("/templates/monthly", &headless).await;
    assert!(refused.body.contains("header row"), "{}", refused.body);
    assert_eq!(
        ada.put("/templates/Not%20a%20slug", &asked("x")).await.status,
        StatusCode::NOT_FOUND
    );

    let tom = Client::new(&world, "acme", "tom", "all", "import update");
    assert_eq!(tom.put("/templates/monthly", &asked("x")).await.status, StatusCode::FORBIDDEN);
    let gone = tom.send("DELETE", "/templates/monthly", &[], None).await;
    assert_eq!(gone.status, StatusCode::FORBIDDEN);
    ada.put("/templates/monthly", &asked("Monthly")).await.ok::<Template>();
    let other = Client::new(&world, "globex", "gus", "all", crate::client::EVERYTHING);
    assert!(other.get("/templates").await.ok::<Vec<Template>>().is_empty(), "another tenant's");
}

#[tokio::test]
async fn dropped_files_are_imported_in_the_name_of_whoever_allowed_them() {
    let world = world();
    let choose = |allowed| SaveTemplate {
        drops: Some(AllowDrops { allowed, map_new_columns: true }),
        ..asked("Nightly")
    };
    let ada = Client::ada(&world);
    let kept: Template = ada.put("/templates/nightly", &choose(true)).await.ok();
    let drops = kept.drops.expect("allowed");
    assert_eq!((drops.run_as.user.as_str(), drops.run_as.tenant.as_str()), ("ada", "acme"));
    assert!(drops.map_new_columns);
    let renamed: Template = ada.put("/templates/nightly", &asked("Every night")).await.ok();
    assert_eq!(renamed.drops, Some(drops), "nothing was said of it");
    let kept: Template = ada.put("/templates/nightly", &choose(false)).await.ok();
    assert_eq!(kept.drops, None);
    let tom = Client::new(&world, "acme", "tom", "all", "edit_templates");
    assert_eq!(tom.put("/templates/nightly", &choose(true)).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn whoever_changes_a_plan_changes_nothing_that_happens_in_another_ones_name() {
    let world = world();
    let (ada, allowed) =
        (Client::ada(&world), AllowDrops { allowed: true, map_new_columns: false });
    let wanted = SaveTemplate { drops: Some(allowed), ..asked("Nightly") };
    ada.put("/templates/nightly", &wanted).await.ok::<Template>();
    let tom = Client::new(&world, "acme", "tom", "all", "edit_templates");
    let renamed: Template = tom.put("/templates/nightly", &asked("Every night")).await.ok();
    assert_eq!(renamed.drops.map(|it| it.run_as.user.to_string()), Some("ada".to_owned()));
    let mut changed = asked("Nightly");
    changed.plan.options.mode = gangway_contract::DuplicateMode::Update;
    let kept: Template = tom.put("/templates/nightly", &changed).await.ok();
    assert_eq!(kept.drops, None, "she has not seen that plan");
}

#[tokio::test]
async fn an_import_by_a_template_waits_for_its_file_only_and_takes_no_other_plan() {
    let world = world();
    let ada = Client::ada(&world);
    ada.put("/templates/monthly", &asked("Monthly")).await.ok::<Template>();
    let wanted = |slug: &str| CreateImport {
        template: Some(TemplateSlug::parse(slug).expect("a slug")),
        ..crate::client::asked(FILE.len())
    };
    let key = [("idempotency-key", "once")];
    let body = serde_json::to_vec(&wanted("monthly")).expect("JSON");
    let made: ImportCreated = ada.send("POST", "/imports", &key, Some(body.clone())).await.ok();
    let again: ImportCreated = ada.send("POST", "/imports", &key, Some(body)).await.ok();
    assert_eq!(made.job, again.job);
    let job: Job = ada.get(&format!("/jobs/{}", made.job)).await.ok();
    assert_eq!(job.status, JobStatus::WaitingForUpload);
    assert_eq!(job.template.expect("named").as_str(), "monthly");
    let path = format!("/imports/{}/start", made.job);
    ada.post(&path, &ada.start()).await.is_problem(409, "already_started");

    ada.post("/imports", &wanted("weekly")).await.is_problem(422, "no_template");
    let mut updates = asked("Updates");
    updates.plan.options.mode = DuplicateMode::Update;
    ada.put("/templates/updates", &updates).await.ok::<Template>();
    let olga = Client::new(&world, "acme", "olga", "own", "import");
    olga.post("/imports", &wanted("updates")).await.is_problem(403, "forbidden");
    assert_eq!(olga.post("/imports", &wanted("monthly")).await.status, StatusCode::OK);
}
