//! `/imports`: a new job and its file, put to S3 in parts that are signed one by one.

use axum::extract::State;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use gangway_contract::api::{
    CompleteUpload, CreateImport, ImportCreated, ImportSettings, PartToSign, SignParts, SignedParts,
};
use gangway_contract::{
    Job, JobId, JobItem, JobKind, JobStatus, Refusal, RefusalCode, Right, SourceFile, Template,
};
use gangway_ports::{ChangeJob, Completion, JobChange, Moment, ReadStart, UploadSource};
use gangway_write::{count_file, until_tomorrow};

use crate::actor::Asker;
use crate::answer::Answer;
use crate::body::{Body, Place};
use crate::jobs::{find, with_progress};
use crate::once::Once;
use crate::problem::{Failure, Outcome};
use crate::start::may_options;
use crate::{ApiTenant, ApiWorld, modules};

/// S3 takes 10,000 parts of at least 5 MiB; this fits any file that is taken and a phone's memory.
const PART_SIZE: u32 = 8 * 1024 * 1024;
/// 5 GB, as S3 and people mean it.
const LARGEST_FILE: u64 = 5_000_000_000;
const MOST_PARTS: usize = 100;
const LONGEST_NAME: usize = 255;

/// `POST /imports`
pub(crate) async fn create<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Once(id): Once,
    Body(body): Body<CreateImport>,
) -> Outcome<Answer<ImportCreated>> {
    may_import(&asker)?;
    check_size(body.size.0)?;
    let tenant = world.for_tenant(&asker.0.tenant);
    modules::find(&tenant, &body.module).await?;
    may_use(&tenant, &asker, &body).await?;
    let job = JobId::parse(id)?;
    open(&tenant, &asker, &job, body).await?;
    Ok(Answer(ImportCreated { job, part_size: PART_SIZE }))
}

/// `GET /imports/{job}`
pub(crate) async fn read<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place(job): Place<JobId>,
) -> Outcome<Answer<ImportSettings>> {
    let tenant = world.for_tenant(&asker.0.tenant);
    let item = find(&tenant, &asker, &job).await?;
    if item.job.kind != JobKind::Import {
        return Err(Failure::not_found("There is no such import."));
    }
    let plan = tenant.read_start(item.job.begun_by()).await?.map(|it| it.plan);
    Ok(Answer(ImportSettings { job: with_progress(&tenant, item).await?, plan }))
}

pub(crate) fn may_import(asker: &Asker) -> Outcome<()> {
    asker.must(Right::Import, "Importing needs the right to import. Ask your administrator for it.")
}

fn check_size(size: u64) -> Outcome<()> {
    if size == 0 {
        let message = "The file is empty: it has no bytes. Choose another file.";
        return Err(Refusal::new(RefusalCode::EmptyFile, message).into());
    }
    if size > LARGEST_FILE {
        let message =
            "The file is larger than 5 GB. Split it, and import the parts one after another.";
        return Err(Refusal::new(RefusalCode::LimitExceeded, message).into());
    }
    Ok(())
}

/// Puts the job with its upload, unless it is there.
async fn open(
    tenant: &impl ApiTenant,
    asker: &Asker,
    job: &JobId,
    body: CreateImport,
) -> Outcome<()> {
    if tenant.read_job(job).await?.is_some() {
        return Ok(());
    }
    let now = tenant.now();
    if let Err(most) = count_file(tenant, job, now).await? {
        let title = format!(
            "{most} files were begun today, and a day has no more. Go on tomorrow (UTC), or ask for more."
        );
        return Err(Failure::quota(title, until_tomorrow(now)));
    }
    let upload = tenant.begin_upload(job).await?;
    let draft = draft(asker, job, body, now);
    // Nobody presses Start for what a template plans.
    let started = draft.template.is_some();
    // If somebody else was faster with the same key, their upload stands and this one runs out.
    tenant.create_job(&JobItem { upload: Some(upload), started, ..JobItem::new(draft) }).await?;
    Ok(())
}

/// The template that is named is there, for this module, and asks for nothing that the asker may not.
async fn may_use(tenant: &impl ApiTenant, asker: &Asker, body: &CreateImport) -> Outcome<()> {
    let Some(slug) = &body.template else { return Ok(()) };
    let is_it = |it: &Template| it.slug == *slug && it.plan.module == body.module;
    let Some(template) = tenant.read_templates().await?.into_iter().find(is_it) else {
        let message = format!("There is no template {slug} for {}.", body.module);
        return Err(Refusal::new(RefusalCode::NoTemplate, message).into());
    };
    may_options(asker, &template.plan)
}

fn draft(asker: &Asker, job: &JobId, body: CreateImport, now: Moment) -> Job {
    let file =
        SourceFile { name: shown(&body.file_name), size: body.size, fingerprint: body.fingerprint };
    let job = Job::import(job.clone(), body.module, asker.0.clone(), file, now.rfc3339());
    let waits = if body.template.is_some() { JobStatus::WaitingForUpload } else { job.status };
    Job { template: body.template, status: waits, ..job }
}

/// A file's name as it may be shown: no folders, no control characters, not endless.
fn shown(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown: String = last.chars().filter(|it| !it.is_control()).take(LONGEST_NAME).collect();
    if shown.trim().is_empty() { "file".to_owned() } else { shown }
}

/// `POST /imports/{job}/parts`
pub(crate) async fn sign<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place(job): Place<JobId>,
    Body(body): Body<SignParts>,
) -> Outcome<Answer<SignedParts>> {
    may_import(&asker)?;
    let tenant = world.for_tenant(&asker.0.tenant);
    let item = find(&tenant, &asker, &job).await?;
    let upload = open_upload(&asker, &item)?;
    if body.parts.is_empty() || body.parts.len() > MOST_PARTS {
        return Err(Failure::invalid(format!("Ask for 1 to {MOST_PARTS} parts at once.")));
    }
    body.parts.iter().try_for_each(|part| check_part(part, item.job.file.size.0))?;
    Ok(Answer(SignedParts { parts: tenant.sign_parts(&job, upload, &body.parts).await? }))
}

/// The upload of a job that still waits for its file, for the person whose job it is.
fn open_upload<'a>(asker: &Asker, item: &'a JobItem) -> Outcome<&'a str> {
    if item.job.actor.user != asker.0.user {
        return Err(Failure::forbidden("Only the person who began an import uploads its file."));
    }
    if item.job.status.is_terminal() {
        return Err(Failure::conflict("job_ended", "The job has ended; begin a new import."));
    }
    let title = "The job takes no upload.";
    item.upload.as_deref().ok_or_else(|| Failure::conflict("no_upload", title))
}

/// The lengths of all parts are given by the file's length, so that exactly this file fits.
fn check_part(part: &PartToSign, size: u64) -> Outcome<()> {
    let number = u64::from(part.number);
    let from = number.saturating_sub(1) * u64::from(PART_SIZE);
    let length = size.saturating_sub(from).min(PART_SIZE.into());
    if number == 0 || length == 0 {
        return Err(Failure::invalid(format!("The file has no part {number}.")));
    }
    if u64::from(part.length) != length {
        return Err(Failure::invalid(format!("Part {number} has {length} bytes.")));
    }
    match BASE64_STANDARD.decode(&part.sha256) {
        Ok(digest) if digest.len() == 32 => Ok(()),
        _ => Err(Failure::invalid(format!("Part {number} needs its SHA-256 as base64."))),
    }
}

/// `POST /imports/{job}/complete`. Completing twice is completing once.
pub(crate) async fn complete<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place(job): Place<JobId>,
    Body(body): Body<CompleteUpload>,
) -> Outcome<Answer<Job>> {
    may_import(&asker)?;
    let tenant = world.for_tenant(&asker.0.tenant);
    let item = find(&tenant, &asker, &job).await?;
    if item.source.is_some() {
        return Ok(Answer(with_progress(&tenant, item).await?));
    }
    let upload = open_upload(&asker, &item)?;
    if body.parts.is_empty() {
        return Err(Failure::invalid("Name the parts that were uploaded."));
    }
    match tenant.complete_upload(&job, upload, &body.parts).await? {
        Completion::Refused(sentence) => Err(Failure::invalid(sentence)),
        Completion::Done(source) => {
            // S3's own event says the same; whichever comes first pins the file, and the event plans it.
            let change = JobChange { source: Some(source), ..JobChange::default() };
            tenant.change_job(&job, &change).await?;
            let item = find(&tenant, &asker, &job).await?;
            Ok(Answer(with_progress(&tenant, item).await?))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_parts_of_just_this_file_are_signed() {
        let size = u64::from(PART_SIZE) + 10;
        let part =
            |number, length| PartToSign { number, length, sha256: BASE64_STANDARD.encode([7; 32]) };
        assert!(check_part(&part(1, PART_SIZE), size).is_ok());
        assert!(check_part(&part(2, 10), size).is_ok());
        for wrong in [part(0, 10), part(1, PART_SIZE - 1), part(2, 11), part(3, 1)] {
            assert!(check_part(&wrong, size).is_err(), "{wrong:?}");
        }
        let undigested = PartToSign { sha256: "abc".into(), ..part(2, 10) };
        assert!(check_part(&undigested, size).is_err());
    }

    #[test]
    fn a_files_name_is_shown_without_folders_and_control_characters() {
        assert_eq!(shown("C:\\Users\\a\\leads.csv"), "leads.csv");
        assert_eq!(shown("../../etc/passwd"), "passwd");
        assert_eq!(shown("a\r\nb.csv"), "ab.csv");
        assert_eq!(shown("  /"), "file");
    }
}
