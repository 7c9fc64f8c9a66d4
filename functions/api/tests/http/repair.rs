//! A file of rows that an import left finds its import again: its settings are read, and the new job says which it is.

use gangway_contract::api::ImportSettings;
use gangway_contract::{Job, JobId, JobKind, Origin};

use crate::client::{Client, world};

/// Starts an import of a file whose mark names another import.
async fn marked(client: &Client, kind: JobKind, origin: &JobId) -> Job {
    let job = client.uploaded().await;
    let mut start = client.start();
    start.plan.origin = Some(Origin { kind, job: origin.clone() });
    let path = format!("/imports/{job}/start");
    let first: Job = client.post(&path, &start).await.ok();
    let again: Job = client.post(&path, &start).await.ok();
    assert_eq!(first, again);
    again
}

#[tokio::test]
async fn the_settings_of_an_import_are_read_by_whoever_may_see_it() {
    let world = world();
    let ada = Client::ada(&world);
    let job = ada.uploaded().await;
    let path = format!("/imports/{job}");
    assert_eq!(ada.get(&path).await.ok::<ImportSettings>().plan, None, "nothing was decided yet");
    ada.post(&format!("{path}/start"), &ada.start()).await.ok::<Job>();
    let found: ImportSettings = ada.get(&path).await.ok();
    assert_eq!((found.job.id, found.plan), (job, Some(ada.start().plan)));

    let stranger = Client::new(&world, "globex", "gus", "all", "import see_others_jobs");
    stranger.get(&path).await.is_problem(404, "not_found");
    let tom = Client::new(&world, "acme", "tom", "all", "import");
    tom.get(&path).await.is_problem(404, "not_found");
    let boss = Client::new(&world, "acme", "boss", "own", "see_others_jobs");
    assert!(boss.get(&path).await.ok::<ImportSettings>().plan.is_some());
}

#[tokio::test]
async fn a_job_says_which_import_it_repairs() {
    let ada = Client::ada(&world());
    let import = ada.uploaded().await;
    assert_eq!(marked(&ada, JobKind::Import, &import).await.repairs, Some(import.clone()));
    assert_eq!(marked(&ada, JobKind::Export, &import).await.repairs, None);
}

#[tokio::test]
async fn a_mark_leads_to_no_import_that_the_person_may_not_see() {
    let world = world();
    let import = Client::ada(&world).uploaded().await;
    let nobody = JobId::parse("J404").expect("an id");
    for (tenant, user) in [("acme", "tom"), ("globex", "gus")] {
        let client = Client::new(&world, tenant, user, "all", "import");
        for origin in [&import, &nobody] {
            let job = marked(&client, JobKind::Import, origin).await;
            assert_eq!(job.repairs, None, "{user} names {origin}");
        }
    }
}
