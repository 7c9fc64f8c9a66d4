//! Puts the parts of a job's corrections together: just those that the person saw, or a sentence.

use std::sync::Arc;

use anyhow::Result;
use gangway_contract::{Corrections, CorrectionsRef, JobId, Refusal, RefusalCode};
use gangway_core::correct::{MAX_CELLS, corrections_digest};
use gangway_ports::ReadCorrections;

/// What was corrected; or why it is not what was started with.
pub(crate) async fn corrections(
    world: &impl ReadCorrections,
    job: &JobId,
    named: Option<&CorrectionsRef>,
) -> Result<Result<Arc<Corrections>, Refusal>> {
    let Some(named) = named else { return Ok(Ok(Arc::default())) };
    let mut all = Corrections::default();
    for part in 0..named.parts {
        let Some(part) = world.read_corrections(job, part).await? else { return Ok(Err(other())) };
        all.reading = part.reading;
        all.cells.extend(part.cells);
        if all.cells.len() > MAX_CELLS {
            return Ok(Err(other()));
        }
    }
    Ok(if corrections_digest(&all) == named.digest { Ok(Arc::new(all)) } else { Err(other()) })
}

fn other() -> Refusal {
    let message = "The corrections that were stored are not those that the import was started with, so nothing was written. Begin the import again.";
    Refusal::new(RefusalCode::PlanMismatch, message)
}
