//! Backing records up before they are changed: who may ask for it, and who has the file.

use gangway_contract::{FileKind, JobFile, JobStatus, Wide};
use gangway_ports::{ChangeJob, JobChange};

use crate::client::{Client, EVERYTHING, world};

#[tokio::test]
async fn a_backup_needs_the_right_to_export() {
    let world = world();
    for (rights, is_allowed) in [("import update", false), ("import update export", true)] {
        let ada = Client::new(&world, "acme", "ada", "all", rights);
        let id = ada.uploaded().await;
        let mut start = ada.start();
        start.plan.options.back_up = true;
        let reply = ada.post(&format!("/imports/{id}/start"), &start).await;
        if is_allowed {
            reply.ok::<serde_json::Value>();
        } else {
            reply.is_problem(403, "forbidden");
        }
    }
}

#[tokio::test]
async fn a_backup_is_given_to_who_began_the_import_while_they_see_as_much() {
    let world = world();
    let ada = Client::ada(&world);
    let id = ada.uploaded().await;
    let change = JobChange {
        to: Some(JobStatus::Completed),
        files: Some(vec![JobFile { kind: FileKind::Backup, rows: 1, size: Wide(9) }]),
        ..JobChange::default()
    };
    ada.tenant().change_job(&id, &change).await.expect("changed");
    let path = format!("/jobs/{id}/files/backup");
    let link: gangway_contract::api::Link = ada.get(&path).await.ok();
    assert!(link.url.ends_with("leads-backup.csv"), "{}", link.url);
    let eve = Client::new(&world, "acme", "eve", "all", EVERYTHING);
    eve.get(&path).await.is_problem(403, "forbidden");
    for (scope, rights) in [("own", EVERYTHING), ("all", "import update")] {
        let less = Client::new(&world, "acme", "ada", scope, rights);
        less.get(&path).await.is_problem(403, "forbidden");
    }
}
