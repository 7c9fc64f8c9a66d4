//! `PUT /imports/{job}/corrections/{part}`: what a person corrected cell by cell, before Start names all of it.

use axum::extract::State;
use gangway_contract::{Corrections, JobId};
use gangway_core::correct;
use gangway_ports::SaveCorrections as _;

use crate::ApiWorld;
use crate::actor::Asker;
use crate::answer::Answer;
use crate::body::{Body, Place};
use crate::imports::may_import;
use crate::jobs::find;
use crate::problem::{Failure, Outcome};

/// The most cells of one part; about a megabyte as JSON.
const PART_CELLS: usize = 10_000;

/// Keeps one part. The same part put again replaces it, until the job is started.
pub(crate) async fn save<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place((job, part)): Place<(JobId, u32)>,
    Body(body): Body<Corrections>,
) -> Outcome<Answer<()>> {
    may_import(&asker)?;
    let tenant = world.for_tenant(&asker.0.tenant);
    let item = find(&tenant, &asker, &job).await?;
    if item.job.actor.user != asker.0.user {
        return Err(Failure::forbidden("Only the person who began an import corrects its file."));
    }
    if item.started || item.job.status.is_terminal() {
        let title = "The import was started, so its file is corrected no more.";
        return Err(Failure::conflict("already_started", title));
    }
    let most = correct::MAX_CELLS / PART_CELLS;
    if part as usize >= most || body.cells.len() > PART_CELLS {
        let title =
            format!("Corrections come in at most {most} parts of at most {PART_CELLS} cells each.");
        return Err(Failure::invalid(title));
    }
    correct::check(&body).map_err(Failure::invalid)?;
    tenant.put_corrections(&job, part, &body).await?;
    Ok(Answer(()))
}
