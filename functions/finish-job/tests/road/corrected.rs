//! What was corrected on the page is what is imported, or nothing is.

use futures::executor::block_on;
use gangway_contract::{
    CorrectedCell, Corrections, CorrectionsRef, DuplicateMode, JobStatus, Previewed, RefusalCode,
    api::StartImport,
};
use gangway_core::correct::{cell_digest, corrections_digest, reading_digest};
use gangway_ports::{ForTenant, SaveCorrections};

use crate::oracle::{FILE, import};
use crate::world::{Gangway, job_id, plan, plan_corrected, records};

/// Corrects the address of the first data row.
fn corrections() -> Corrections {
    let plan = plan(FILE, DuplicateMode::Skip).0;
    let line = FILE.lines().nth(1).expect("a row");
    let first = line.split(',').next().expect("a cell");
    let cell =
        CorrectedCell { row: 2, column: 0, was: cell_digest(first), text: "new@x.org".into() };
    Corrections { reading: reading_digest(&plan), cells: vec![cell] }
}

fn start(gangway: &Gangway, put: &Corrections) {
    let corrections = corrections();
    let (plan, receipt) = plan_corrected(FILE, DuplicateMode::Skip, &corrections);
    let named = CorrectionsRef { parts: 1, digest: corrections_digest(&corrections) };
    let world = gangway.world.for_tenant(&gangway.tenant);
    block_on(world.put_corrections(&job_id("J2"), 0, put)).expect("put");
    let start = StartImport {
        plan,
        receipt: Some(receipt),
        corrections: Some(named),
        test: None,
        at: None,
    };
    gangway.start_with("J2", FILE.as_bytes(), &start);
}

#[test]
fn a_corrected_cell_is_imported_as_it_was_previewed() {
    let gangway = Gangway::new();
    start(&gangway, &corrections());
    gangway.run();
    let job = gangway.job("J2");
    assert_eq!(job.previewed, Some(Previewed::Previewed), "{job:?}");
    let line = FILE.lines().nth(1).expect("a row");
    let first = line.split(',').next().expect("a cell");
    let fixed = FILE.replacen(line, &line.replacen(first, "new@x.org", 1), 1);
    assert_eq!(records(&gangway.data()), import(Vec::new(), &fixed, DuplicateMode::Skip).0);
}

#[test]
fn corrections_that_were_changed_after_start_write_nothing() {
    let gangway = Gangway::new();
    let mut others = corrections();
    others.cells[0].text = "Somebody else".into();
    start(&gangway, &others);
    gangway.run();
    let job = gangway.job("J2");
    assert_eq!(job.status, JobStatus::Failed);
    assert_eq!(job.refusal.map(|it| it.code), Some(RefusalCode::PlanMismatch));
    assert!(gangway.data().records.is_empty(), "nothing was written");
}
