//! Files that a system put into the bucket: each version of an object becomes one job, however often S3 speaks of it.
//!
//! A place is `drops/TENANT/MODULE/TEMPLATE/any name`. Where it names a tenant of ours, a file that cannot be taken has a
//! job that says why; where it does not, only an operator can be told.

use anyhow::{Context as _, Result, ensure};
use gangway_contract::{
    Actor, Dropped, Job, JobId, JobItem, JobStatus, ModuleId, Refusal, RefusalCode, Right, Scope,
    SourceFile, Template, TemplateSlug, TenantId, UserId, Wide,
};
use gangway_core::write::drop_id;
use gangway_write::count_file;

use crate::Access;
use crate::incoming::{Arrival, DropEvent};
use crate::line::{Turn, line_up};
use crate::refuse::refuse;

/// The largest file that is read, in bytes; S3 copies no more at once, either.
const LARGEST: u64 = 5 << 30;

/// What a path names.
struct Place<'e> {
    module: ModuleId,
    template: TemplateSlug,
    name: &'e str,
}

impl DropEvent {
    /// Sorts as S3 put the versions of one object: its word for that is a hex number of any length.
    pub(crate) fn order(&self) -> String {
        format!("{}#{:0>40}", self.at.rfc3339(), self.sequencer)
    }

    pub(crate) fn key(&self) -> String {
        format!("drops/{}/{}", self.tenant, self.path)
    }

    fn place(&self) -> Option<Place<'_>> {
        let mut parts = self.path.splitn(3, '/');
        Some(Place {
            module: ModuleId::parse(parts.next()?).ok()?,
            template: TemplateSlug::parse(parts.next()?).ok()?,
            name: parts.next()?.rsplit('/').next()?,
        })
    }
}

/// Makes the job of a dropped file and gives it the file. None if there is no such tenant, or if the job says why it has
/// none.
pub(crate) async fn take<W: Access>(world: &W, event: &DropEvent) -> Result<Option<Arrival>> {
    if world.read_users().await?.is_empty() {
        tracing::error!(tenant = %event.tenant, "A file was dropped for nobody");
        return Ok(None);
    }
    let id = drop_id(event.at.0, &event.key(), event.version.as_deref())?;
    let place = event.place();
    let template = match &place {
        Some(place) => find(world, place).await?,
        None => None,
    };
    let turn = match &template {
        Some(_) => line_up(world, event, &id).await?,
        None => Turn::Behind(None),
    };
    let mut made = item(event, id.clone(), place.as_ref(), template.as_ref())?;
    if let (Some(dropped), Turn::Behind(before)) = (&mut made.job.dropped, &turn) {
        dropped.after.clone_from(before);
    }
    world.create_job(&made).await?;
    if let Some(why) = refusal(event, template.as_ref()).or_else(|| superseded(&turn)) {
        refuse(world, &id, why).await?;
        return Ok(None);
    }
    if let Err(most) = count_file(world, &id, event.at).await? {
        refuse(world, &id, too_many(most)).await?;
        return Ok(None);
    }
    let there = world.read_job(&id).await?.context("a job that was made is gone")?;
    // Whoever was here before has copied it; once it is pinned, nothing takes its place.
    let source = match there.source {
        Some(source) => Some(source),
        None if world.take_drop(&id, &event.path, event.version.as_deref()).await? => {
            world.find_source(&id).await?
        }
        None => None,
    };
    let Some(source) = source else {
        refuse(world, &id, gone()).await?;
        return Ok(None);
    };
    Ok(Some(Arrival { tenant: event.tenant.clone(), job: id, source }))
}

async fn find<W: Access>(world: &W, place: &Place<'_>) -> Result<Option<Template>> {
    let is_it = |it: &Template| it.slug == place.template && it.plan.module == place.module;
    let found = world.read_templates().await?.into_iter().find(is_it);
    Ok(found.filter(|it| it.drops.is_some()))
}

fn item(
    event: &DropEvent,
    id: JobId,
    place: Option<&Place<'_>>,
    template: Option<&Template>,
) -> Result<JobItem> {
    let drops = template.and_then(|it| it.drops.as_ref());
    let actor = match drops {
        Some(drops) => drops.run_as.clone(),
        None => nobody(&event.tenant)?,
    };
    ensure!(actor.tenant == event.tenant, "a template runs as somebody of another tenant");
    let module = match place {
        Some(place) => place.module.clone(),
        None => ModuleId::parse("leads")?,
    };
    let name = place.map_or(event.path.as_str(), |it| it.name).to_owned();
    let file = SourceFile { name, size: Wide(event.size), fingerprint: None };
    let mut job = Job::import(id, module, actor, file, event.at.rfc3339());
    job.status = JobStatus::Queued;
    job.dropped =
        template.map(|it| Dropped { key: event.key(), template: it.slug.clone(), after: None });
    Ok(JobItem { started: true, ..JobItem::new(job) })
}

/// Who stands for a file that nobody answers for.
fn nobody(tenant: &TenantId) -> Result<Actor> {
    Ok(Actor {
        tenant: tenant.clone(),
        user: UserId::parse("drops")?,
        teams: [].into(),
        scope: Scope::All,
        rights: [].into(),
    })
}

fn refusal(event: &DropEvent, template: Option<&Template>) -> Option<Refusal> {
    let Some(drops) = template.and_then(|it| it.drops.as_ref()) else {
        let message = format!(
            "No template takes files at {}. Put them at drops/{}/MODULE/TEMPLATE/, with the short name of a template of that \
             module for which dropped files are allowed.",
            event.key(),
            event.tenant,
        );
        return Some(Refusal::new(RefusalCode::NoTemplate, message));
    };
    if !drops.run_as.rights.contains(&Right::Import) {
        let message = "Whoever allowed dropped files for this template may not import. Let somebody who may save it again.";
        return Some(Refusal::new(RefusalCode::NotPermitted, message));
    }
    let message = "The file is larger than 5 GB. Cut it into several files.";
    (event.size > LARGEST).then(|| Refusal::new(RefusalCode::LimitExceeded, message))
}

fn superseded(turn: &Turn) -> Option<Refusal> {
    let message = "A later version of this file was there before it, and is imported or has been. Put this one there again \
        if it is to be imported after that one.";
    matches!(turn, Turn::TooLate).then(|| Refusal::new(RefusalCode::Superseded, message))
}

fn too_many(most: u32) -> Refusal {
    let message = format!(
        "{most} files were begun on this day, and a day has no more. Put the file there again tomorrow (UTC), or ask for more."
    );
    Refusal::new(RefusalCode::LimitExceeded, message)
}

fn gone() -> Refusal {
    let message = "The file was taken away before it could be read. Put it there again.";
    Refusal::new(RefusalCode::UploadNeverCame, message)
}
