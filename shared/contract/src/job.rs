//! A job: one import, export, undo or index of a match rule, from its draft to its last count.

use serde::{Deserialize, Serialize};

use crate::{
    Actor, Erasure, Export, JobCounts, JobId, MatchRule, ModuleId, Refusal, TemplateSlug, Wide,
};

/// One import, export, undo or index of a match rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Job {
    /// Its number.
    pub id: JobId,
    /// What it does.
    pub kind: JobKind,
    /// Into or out of which module.
    pub module: ModuleId,
    /// Where it stands.
    pub status: JobStatus,
    /// Who asked for it, with what they might do then.
    pub actor: Actor,
    /// The file.
    pub file: SourceFile,
    /// RFC 3339 in UTC.
    pub created_at: String,
    /// RFC 3339 in UTC.
    pub started_at: Option<String>,
    /// RFC 3339 in UTC.
    pub finished_at: Option<String>,
    /// How far it is, in rows; complete once the job has ended.
    pub counts: JobCounts,
    /// Why it failed.
    pub refusal: Option<Refusal>,
    /// Whether what ran is what was previewed.
    pub previewed: Option<Previewed>,
    /// What can be downloaded.
    pub files: Vec<JobFile>,
    /// The import that this job takes back, if it is an undo.
    #[serde(default)]
    pub undoes: Option<JobId>,
    /// Somebody asked to take it back, so it is never run again.
    #[serde(default)]
    pub undone: bool,
    /// What is taken out, if it is an export.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub export: Option<Box<Export>>,
    /// The import that left the rows of this job's file.
    #[serde(default)]
    pub repairs: Option<JobId>,
    /// What it takes of its file, if it is a test: an import of the first rows only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub test: Option<TestRows>,
    /// The test whose file this import goes on with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues: Option<JobId>,
    /// The import that goes on with the rest of this test's file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continued_by: Option<JobId>,
    /// The rule whose keys it gives to records, if that is what it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<MatchRule>,
    /// The job that has to end first, because the import matches by a rule that records have no keys of yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits_for: Option<JobId>,
    /// Where its file was dropped, if nobody uploaded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dropped: Option<Dropped>,
    /// Nothing is written before, if somebody chose a time. RFC 3339 in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The template that was named instead of a plan, if nobody looks at the file before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<TemplateSlug>,
    /// Which records it erases, if that is what it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erasure: Option<Box<Erasure>>,
}

/// A file that a system put into the bucket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dropped {
    /// The object's key.
    pub key: String,
    /// The template that its place names.
    pub template: TemplateSlug,
    /// The job of the version that was put before it, which has to end first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<JobId>,
}

/// The rows of a test. Rows that repeat one of the first ones are taken with it, wherever they stand, so that a test
/// and its continuation leave what one import of the whole file leaves. How many were taken is the job's `counts.rows`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TestRows {
    /// So many rows were asked for, from the file's first one on; blank ones are not counted.
    pub first: u32,
    /// Rows that are left for the continuation; none until the file has been read.
    pub waiting: Option<u32>,
}

impl Job {
    /// A new import, before its file and its plan. `created_at` is RFC 3339 in UTC.
    pub fn import(
        id: JobId,
        module: ModuleId,
        actor: Actor,
        file: SourceFile,
        created_at: String,
    ) -> Self {
        Self {
            id,
            kind: JobKind::Import,
            module,
            status: JobStatus::Draft,
            actor,
            file,
            created_at,
            started_at: None,
            finished_at: None,
            counts: JobCounts::default(),
            refusal: None,
            previewed: None,
            files: Vec::new(),
            undoes: None,
            undone: false,
            export: None,
            repairs: None,
            test: None,
            continues: None,
            continued_by: None,
            rule: None,
            waits_for: None,
            dropped: None,
            at: None,
            template: None,
            erasure: None,
        }
    }

    /// The import that was started with this job's file, plan and corrections: the job itself, or the test that it
    /// goes on with.
    pub fn begun_by(&self) -> &JobId {
        self.continues.as_ref().unwrap_or(&self.id)
    }

    /// The template by which its file is planned, if nobody sends a plan.
    pub fn planned_by(&self) -> Option<&TemplateSlug> {
        self.template.as_ref().or(self.dropped.as_ref().map(|it| &it.template))
    }

    /// A new export, waiting for a worker. Its file will be called `name`. `created_at` is RFC 3339 in UTC.
    pub fn export(
        id: JobId,
        export: Export,
        actor: Actor,
        name: String,
        created_at: String,
    ) -> Self {
        let file = SourceFile { name, size: Wide(0), fingerprint: None };
        Self {
            kind: JobKind::Export,
            status: JobStatus::Queued,
            export: Some(Box::new(export.clone())),
            ..Self::import(id, export.module, actor, file, created_at)
        }
    }
}

/// What a job does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    /// Brings records in.
    Import,
    /// Takes records out.
    Export,
    /// Takes an import back.
    Undo,
    /// Gives records the keys of a further match rule.
    Index,
    /// Takes records out for good, with what is remembered of them.
    Erase,
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum JobStatus {
    /// Made, not started.
    Draft,
    /// Started, and its file is not there yet.
    WaitingForUpload,
    /// Planned, and its time has not come.
    Scheduled,
    /// Waiting for a worker.
    Queued,
    /// The file is read and checked.
    Planning,
    /// Records are written.
    Running,
    /// Somebody asked to stop; workers are finishing their step.
    Cancelling,
    /// Every row did what was asked.
    Completed,
    /// Some rows failed or were not reached.
    CompletedWithErrors,
    /// Nothing was written, because the file is not what was previewed.
    DiffersFromPreview,
    /// The file could not be used, or the counts do not add up.
    Failed,
    /// Stopped by a person.
    Cancelled,
}

impl JobStatus {
    /// Nothing more will happen, unless somebody asks for the rows that were left to be run again.
    pub fn is_terminal(self) -> bool {
        matches!(
            self,
            Self::Completed
                | Self::CompletedWithErrors
                | Self::DiffersFromPreview
                | Self::Failed
                | Self::Cancelled
        )
    }
}

/// The file that an import reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SourceFile {
    /// Its name on the person's machine; shown, never trusted.
    pub name: String,
    /// Its length in bytes.
    pub size: Wide,
    /// What the browser recognised it by.
    #[serde(default)]
    pub fingerprint: Option<String>,
}

/// Whether the server found what the browser had shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Previewed {
    /// Every block of rows has the digest that the browser computed.
    Previewed,
    /// The job was started before the check had ended, or by a system.
    NotFullyPreviewed,
    /// A block differs, and nothing was written.
    Differs,
}

/// Something that a job left for download.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobFile {
    /// Which.
    pub kind: FileKind,
    /// Its rows.
    pub rows: u32,
    /// Its length in bytes.
    pub size: Wide,
}

/// The files of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// What was uploaded.
    Source,
    /// The rows that failed, with their reasons.
    Failed,
    /// Every other row, with its outcome and record.
    Success,
    /// The rows that were not reached.
    Unprocessed,
    /// What was taken out.
    Export,
    /// What an undo did, row by row.
    Undo,
    /// The records that were changed, as they were before: their ids and every field, as an export has them. Beside
    /// each stands the version that the change gave it, so that a row that comes back is refused only if somebody has
    /// changed the record since.
    Backup,
}
