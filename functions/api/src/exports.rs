//! `/exports`: records taken out, as a job of their own; who may have its file; and the log of what left.

use axum::extract::State;
use gangway_contract::api::Page;
use gangway_contract::{
    Actor, AuditEntry, Export, ExportMessage, Job, JobId, JobItem, Right, Scope,
    kept::{EXPORTS, seconds},
};
use gangway_core::export::{Exporting, every_column};
use gangway_ports::{Clock, CreateJob, Moment, QueueExport, ReadAudit, ReadUsers};

use crate::ApiWorld;
use crate::actor::Asker;
use crate::answer::Answer;
use crate::body::Body;
use crate::jobs::{find, with_progress};
use crate::modules;
use crate::once::Once;
use crate::paging::{Cursors, Paging};
use crate::problem::{Failure, Outcome};

const MOST_ENTRIES: u32 = 200;

/// `POST /exports`. A small one is written by the time that somebody asks for its job.
pub(crate) async fn create<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Once(id): Once,
    Body(mut export): Body<Export>,
) -> Outcome<Answer<Job>> {
    may_export(&asker)?;
    let tenant = world.for_tenant(&asker.0.tenant);
    let module = modules::find(&tenant, &export.module).await?;
    let users = tenant.read_users().await?;
    Exporting::new(&export, &module, &users).map_err(|it| Failure::invalid(it.message))?;
    let now = tenant.now();
    let id = JobId::of_export(&id)?;
    if export.columns.is_empty() {
        // The job and the audit log say which they were, also when the module has others.
        export.columns = every_column(&module);
    }
    let name = name(&export, now);
    let job = Job::export(id.clone(), export, asker.0.clone(), name, now.rfc3339());
    // Whoever asks once more, with the same key, is answered by the job that there is.
    tenant.create_job(&JobItem::new(job)).await?;
    let item = find(&tenant, &asker, &id).await?;
    if !item.job.status.is_terminal() {
        tenant.queue_export(&ExportMessage { tenant: asker.0.tenant.clone(), job: id }).await?;
    }
    Ok(Answer(with_progress(&tenant, item).await?))
}

fn may_export(asker: &Asker) -> Outcome<()> {
    asker.must(Right::Export, "Exporting needs the right to export. Ask your administrator for it.")
}

/// `leads-2026-11-24.csv`
fn name(export: &Export, now: Moment) -> String {
    let now = now.rfc3339();
    let day = now.get(..10).unwrap_or_default();
    format!("{}-{day}.{}", export.module, export.format.extension())
}

/// An export holds what its asker saw. Its file is given to nobody else, and to them only while they see as much.
pub(crate) fn may_have(asker: &Asker, job: &Job, now: Moment) -> Outcome<()> {
    may_export(asker)?;
    if job.actor.user != asker.0.user {
        return Err(Failure::forbidden("Only the person who asked for an export has its file."));
    }
    if !sees_as_much(&asker.0, &job.actor) {
        let title =
            "You see fewer records now than when you asked for this export. Export them anew.";
        return Err(Failure::forbidden(title));
    }
    let ended = job.finished_at.as_deref().and_then(Moment::parse);
    if ended.is_none_or(|it| it.plus_seconds(seconds(EXPORTS)) < now) {
        let title = format!("The file was kept for {EXPORTS} days. Export the records anew.");
        return Err(Failure::not_found(title));
    }
    Ok(())
}

/// A backup is an export of the records that its import changed.
pub(crate) fn may_have_backup(asker: &Asker, job: &Job) -> Outcome<()> {
    may_export(asker)?;
    if job.actor.user == asker.0.user && sees_as_much(&asker.0, &job.actor) {
        return Ok(());
    }
    let title = "Only the person who began an import has its backup, while they see as many records as then.";
    Err(Failure::forbidden(title))
}

/// Whether a person sees now whatever the same person saw then.
fn sees_as_much(now: &Actor, then: &Actor) -> bool {
    match (now.scope, then.scope) {
        (Scope::All, _) | (_, Scope::Own) => true,
        (Scope::Team, Scope::Team) => now.teams.is_superset(&then.teams),
        (Scope::Team | Scope::Own, _) => false,
    }
}

/// `GET /audit`: the exports that were asked for this month, or in the month that the cursor begins with.
pub(crate) async fn audit<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    paging: Paging,
) -> Outcome<Answer<Page<AuditEntry>>> {
    asker.must(Right::Administer, "Reading the audit log needs the right to administer.")?;
    let tenant = world.for_tenant(&asker.0.tenant);
    let cursors = Cursors::of(&tenant, &asker.0.tenant, "audit");
    let place = paging.place(&cursors)?;
    let cursor = place.as_deref();
    let of_cursor = cursor.map(|it| it.chars().filter(|it| *it != '-').take(6).collect());
    let month: String = of_cursor.unwrap_or_else(|| tenant.now().month());
    let limit = u32::try_from(paging.limit(MOST_ENTRIES)).unwrap_or(MOST_ENTRIES);
    let page = tenant.read_audit(&month, cursor, limit).await?;
    Ok(Answer(Page { items: page.items, next: page.next.map(|it| cursors.seal(&it)) }))
}
