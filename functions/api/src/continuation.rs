//! `POST /imports/{job}/continue`: goes on with the rest of a test's file, as a job of its own.

use axum::extract::State;
use gangway_contract::{Job, JobId, JobItem};
use gangway_ports::{Clock, Moment};
use gangway_write::{TESTED, go_on};

use crate::actor::Asker;
use crate::answer::Answer;
use crate::body::Place;
use crate::jobs::{find, with_progress};
use crate::problem::{Failure, Outcome};
use crate::resume::may_run;
use crate::start::is_current;
use crate::undo::is_kept;
use crate::{ApiTenant, ApiWorld, modules};

/// Imports the rows that the test left. Asking again gives the job that does.
pub(crate) async fn go<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place(id): Place<JobId>,
) -> Outcome<Answer<Job>> {
    let tenant = world.for_tenant(&asker.0.tenant);
    let test = find(&tenant, &asker, &id).await?;
    may_run(&asker, &test.job)?;
    is_waiting(&test.job, tenant.now())?;
    is_same_module(&tenant, &test).await?;
    match go_on(&tenant, &test, &tenant.now().rfc3339()).await? {
        Some(item) => Ok(Answer(with_progress(&tenant, item).await?)),
        None => Err(not_any_more()),
    }
}

fn is_waiting(job: &Job, now: Moment) -> Outcome<()> {
    let no = |kind: &str, title: &str| Err(Failure::conflict(kind, title));
    let Some(test) = job.test else {
        return no("no_test", "Only a test, an import of the first rows of a file, is continued.");
    };
    if !job.status.is_terminal() {
        return no("still_running", "The test still runs. Wait for its end, then continue.");
    }
    if job.undone {
        return Err(not_any_more());
    }
    let (true, Some(waiting)) = (TESTED.contains(&job.status), test.waiting) else {
        return no("test_failed", "The test did not get as far as its rows. Begin a new import.");
    };
    if waiting == 0 {
        return no("nothing_left", "The test has taken every row of its file.");
    }
    if job.counts.unprocessed > 0 {
        // Rows that are run later than those behind them would not find the same records.
        let title = "The test has rows that it did not reach. Run those first, then continue.";
        return no("rows_left", title);
    }
    if !is_kept(job, now) {
        return no("too_late", "The test began more than 30 days ago; its file is gone.");
    }
    Ok(())
}

/// The plan is read once more, and only for the module that it was made for.
async fn is_same_module(tenant: &impl ApiTenant, test: &JobItem) -> Outcome<()> {
    let Some(start) = tenant.read_start(&test.job.id).await? else { return Ok(()) };
    let module = modules::find(tenant, &start.plan.module).await?;
    is_current(&test.job, &start.plan, &module)
}

fn not_any_more() -> Failure {
    let title = "The test was undone, or its rest was begun too often. Import the file anew.";
    Failure::conflict("undone", title)
}
