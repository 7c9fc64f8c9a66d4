//! Exports of real products, in every awkward shape: each is imported or refused, never stuck.

use std::path::Path;

use gangway_contract::{Job, Refusal};
use gangway_tests::cloud::Cloud;
use gangway_tests::corpora::corpus;
use gangway_tests::import::{self, Local};

#[test]
fn every_real_header_row_is_imported_or_refused_and_never_stuck() {
    let Some(folder) = corpus("headers") else {
        eprintln!("skipped: the corpus of headers is not here");
        return;
    };
    let Some(cloud) = crate::sign_in("journey-headers") else { return };
    let mut files = csv_files(&folder);
    files.extend(csv_files(&folder.join("nasties")));
    files.sort();
    assert!(files.len() > 20, "the corpus has its files");
    for file in files {
        let bytes = std::fs::read(&file).expect("the file is there");
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        match attempt(&cloud, &name, &bytes) {
            Ok(job) => assert!(job.status.is_terminal() && job.counts.add_up(), "{name}: {job:?}"),
            Err(refusal) => assert!(refusal.message.ends_with('.'), "{name}: {refusal:?}"),
        }
    }
}

fn csv_files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|it| it.expect("an entry").path());
    entries.filter(|it| it.extension().is_some_and(|it| it == "csv")).collect()
}

fn attempt(cloud: &Cloud, name: &str, bytes: &[u8]) -> Result<Job, Refusal> {
    let local = Local::new(cloud, "contacts", name, bytes).expect("the cloud answers");
    let report = local.check(&local.plan()?)?;
    let created = import::upload(cloud, "contacts", name, bytes).expect("uploaded");
    let job = import::start(cloud, &created.job, report).expect("started");
    Ok(cloud.wait(&job, 120).expect("the job ends"))
}
