//! The failed rows come back: corrected or not, they are read as the cells that failed, and only they run.

use futures::executor::block_on;
use gangway_contract::{DuplicateMode, FileKind, JobKind, JobStatus, Origin, api::StartImport};
use gangway_core::schema::default_modules;
use gangway_core::template;
use gangway_ports::{ForTenant, ReadStart};

use crate::world::{Gangway, job_id, leads, plan, records};

const FILE: &str = "Email,First Name,Last Name,City\r\n\
    ann@x.org,Ann,Lee,=1+1\r\n\
    bob@,Bob,'=Kay,\"-2+3\r\nand more\"\r\n\
    cid@x.org,Cid,Poe,Rome\r\n\
    eve@,Eve,Ray,+46701234567\r\n\
    fay@x.org,Fay,Sun,Oslo\r\n";

/// An import of [`FILE`] that has ended, and its failed rows.
fn failed() -> (Gangway, String) {
    let gangway = Gangway::new();
    gangway.start("J2", FILE, DuplicateMode::Skip);
    gangway.run();
    let file = gangway.result("J2", FileKind::Failed);
    (gangway, file)
}

/// Drops the file of failed rows back in: it says which import left it, and is read as that import was set up.
fn repair(gangway: &Gangway, file: &str) {
    let proposal = plan(file, DuplicateMode::Skip).0;
    let origin = proposal.origin.clone().expect("the file says who wrote it");
    assert_eq!(origin, Origin { kind: JobKind::Import, job: job_id("J2") });
    let world = gangway.world.for_tenant(&gangway.tenant);
    let import = block_on(world.read_start(&origin.job)).expect("read").expect("a start").plan;
    let module = default_modules().into_iter().find(|it| it.id == leads()).expect("leads");
    let plan = template::repair(proposal, &import, &module);
    let start = StartImport { plan, receipt: None, corrections: None, test: None, at: None };
    gangway.start_with("J3", file.as_bytes(), &start);
}

/// The cells of a result file but for ours.
fn own(file: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(file.trim_start_matches('\u{feff}').as_bytes());
    let row = |it: csv::StringRecord| it.iter().take(4).map(str::to_owned).collect();
    reader.records().map(|it| row(it.expect("a row"))).collect()
}

#[test]
fn failed_rows_that_come_back_uncorrected_fail_again_as_the_same_rows() {
    let (gangway, file) = failed();
    repair(&gangway, &file);
    gangway.run();
    let again = gangway.result("J3", FileKind::Failed);
    assert_eq!(own(&again), own(&file));
    assert_eq!(own(&file).len(), 3, "a header and two rows: {file}");
    let headers = "City,Row (Gangway),Reason (Gangway),Import J3 (Gangway)\r\n";
    assert!(again.contains(headers), "ours come once: {again}");
}

#[test]
fn corrected_rows_become_records_with_the_cells_that_the_first_file_had() {
    let (gangway, file) = failed();
    let before = records(&gangway.data()).len();
    repair(&gangway, &file.replace("bob@,", "bob@x.org,"));
    gangway.run_by(|message| {
        gangway.deliver(message)?;
        gangway.deliver(message)
    });
    let job = gangway.job("J3");
    assert_eq!(job.status, JobStatus::CompletedWithErrors);
    assert_eq!((job.counts.rows, job.counts.created, job.counts.failed), (2, 1, 1));
    let records = records(&gangway.data());
    assert_eq!(records.len(), before + 1);
    let bob = records.iter().find(|it| it.get("email").is_some_and(|it| it == "bob@x.org"));
    let bob = bob.expect("Bob");
    assert_eq!(bob["last_name"], "'=Kay", "a person's own apostrophe stays");
    assert_eq!(bob["city"], "-2+3 and more");
}
