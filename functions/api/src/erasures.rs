//! `POST /erasures`: takes a person's records out for good, as a job of its own.

use std::collections::BTreeSet;

use axum::extract::State;
use gangway_contract::api::EraseRecords;
use gangway_contract::{
    BucketMessage, Erasure, FieldId, HeldFiles, Job, JobId, JobItem, JobKind, JobStatus, MatchRule,
    Record, RecordId, RecordItem, Right, Scope, Slot, SourceFile, Value, Wide,
    kept::{self, seconds},
};
use gangway_core::keys::match_key;
use gangway_ports::{Clock, CreateJob, Moment, QueueBuckets, ReadJob};
use gangway_write::{Index, Indexing};

use crate::actor::Asker;
use crate::answer::Answer;
use crate::body::Body;
use crate::jobs::{find, with_progress};
use crate::modules;
use crate::once::Once;
use crate::problem::{Failure, Outcome};
use crate::{ApiTenant, ApiWorld};

/// One worker does all of them.
const MOST: usize = 100;

/// Begins to erase. Records that are named and not there are counted as such, and a person whom nothing is known of is
/// not found.
pub(crate) async fn create<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Once(id): Once,
    Body(body): Body<EraseRecords>,
) -> Outcome<Answer<Job>> {
    may_erase(&asker)?;
    let tenant = world.for_tenant(&asker.0.tenant);
    let now = tenant.now();
    let id = JobId::parse(id)?;
    // What this very request has erased is found no more.
    if tenant.read_job(&id).await?.is_none() {
        let records = wanted(&tenant, &body).await?;
        let held = held(&tenant, &body, &records).await?;
        let erasure = Erasure { records, held };
        tenant.create_job(&JobItem::new(job(&asker, &id, &body, erasure, now))).await?;
    }
    let item = find(&tenant, &asker, &id).await?;
    if !item.job.status.is_terminal() {
        // Should it be lost, the watchdog sends it again.
        let message = BucketMessage { tenant: asker.0.tenant.clone(), job: id, bucket: 0 };
        tenant.queue_buckets(&[message]).await?;
    }
    Ok(Answer(with_progress(&tenant, item).await?))
}

/// Erasing reaches what nobody can put back, whosever it is.
fn may_erase(asker: &Asker) -> Outcome<()> {
    let title = "Erasing needs the right to administer, and to see every record.";
    asker.must(Right::Administer, title)?;
    if asker.0.scope == Scope::All { Ok(()) } else { Err(Failure::forbidden(title)) }
}

fn job(asker: &Asker, id: &JobId, body: &EraseRecords, erasure: Erasure, now: Moment) -> Job {
    let file = SourceFile { name: String::new(), size: Wide(0), fingerprint: None };
    Job {
        kind: JobKind::Erase,
        status: JobStatus::Queued,
        erasure: Some(Box::new(erasure)),
        ..Job::import(id.clone(), body.module.clone(), asker.0.clone(), file, now.rfc3339())
    }
}

/// The ids of what is to be erased: the address that somebody was found by is kept nowhere.
async fn wanted(tenant: &impl ApiTenant, body: &EraseRecords) -> Outcome<Vec<RecordId>> {
    let definition = modules::find(tenant, &body.module).await?;
    let mut wanted: BTreeSet<RecordId> = body.records.iter().cloned().collect();
    if let Some(email) = &body.email {
        let values =
            Record::from([(FieldId::parse("email")?, Value::Text(email.trim().to_owned()))]);
        let Some(key) = match_key(&MatchRule::Email, &values) else {
            return Err(Failure::invalid("The e-mail address is empty."));
        };
        let indexing = Indexing::of(tenant, definition).await?;
        let found = Index::new(tenant, &indexing, None).look_up(&MatchRule::Email, &[key]).await?;
        wanted.extend(found.into_iter().flatten().map(|it| it.record.id));
    }
    match wanted.len() {
        0 => Err(Failure::not_found("There is no record of this person in the module.")),
        1..=MOST => Ok(wanted.into_iter().collect()),
        _ => Err(Failure::invalid(format!("At most {MOST} records are erased at once."))),
    }
}

/// The jobs that wrote these records and whose files are still there.
async fn held(
    tenant: &impl ApiTenant,
    body: &EraseRecords,
    records: &[RecordId],
) -> Outcome<Vec<HeldFiles>> {
    let slots = tenant.read_slots(&body.module, records).await?;
    let items = slots.values().filter_map(|it| match it {
        Slot::Record(item) => Some(item),
        Slot::Journal(_) | Slot::Bar { .. } => None,
    });
    let jobs: BTreeSet<JobId> = items.flat_map(writers).collect();
    let mut held = Vec::new();
    for job in jobs {
        let Some(item) = tenant.read_job(&job).await? else { continue };
        let until = last_day(&item.job, tenant.now());
        if until > tenant.now() {
            held.push(HeldFiles { job, until: until.rfc3339() });
        }
    }
    Ok(held)
}

fn writers(item: &RecordItem) -> Vec<JobId> {
    let record = &item.record;
    let signed = [&record.created_by, &record.updated_by].into_iter().flatten();
    let tokens = item.tokens.keys().filter_map(|it| JobId::parse(it.rsplit_once(':')?.0).ok());
    signed.map(|it| it.job.clone()).chain(tokens).collect()
}

/// Its files were written until it ended, or are written now; what was dropped lies where it was dropped, too.
fn last_day(job: &Job, now: Moment) -> Moment {
    let after = |at: &str, days| Moment::parse(at).unwrap_or_default().plus_seconds(seconds(days));
    let ended = job.finished_at.clone().unwrap_or_else(|| now.rfc3339());
    let files = after(&ended, kept::FILES + kept::OLD_FILES);
    let dropped = job.dropped.as_ref();
    dropped.map_or(files, |_| files.max(after(&job.created_at, kept::DROPS + kept::OLD_DROPS)))
}
