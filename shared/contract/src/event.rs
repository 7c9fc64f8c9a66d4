//! What systems are told of jobs: one event for each thing that happened, at least once.
//!
//! What is owed is a pure function of a job's item, and the item says of which events somebody was told. So nothing that
//! happened is lost with whoever made it happen, and there is no second list that could disagree with the first.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    JobCounts, JobId, JobItem, JobKind, JobStatus, ModuleId, RefusalCode, TenantId, UserId,
};

/// What happened to a job. No event holds a row's values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobEvent {
    /// The same whenever it is told, so that whoever hears it twice can tell.
    pub id: String,
    /// What happened.
    pub event: EventKind,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Whose job it is.
    pub tenant: TenantId,
    /// Its number.
    pub job: JobId,
    /// What it does.
    pub kind: JobKind,
    /// Into or out of which module.
    pub module: ModuleId,
    /// Where it stands, or stood when this was told.
    pub status: JobStatus,
    /// Who asked for it.
    pub user: UserId,
    /// Its rows, by what became of them.
    pub counts: JobCounts,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<RefusalCode>,
    /// The import that it takes back, if it is an undo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<JobId>,
}

/// What may happen to a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// It was made.
    Created,
    /// It was started.
    Started,
    /// It has ended, with or without rows that failed.
    Completed,
    /// It has ended and did not do what was asked: its file was refused, or differs from what was previewed.
    Failed,
    /// A person stopped it.
    Cancelled,
    /// It is an undo, and has taken back what it could.
    Undone,
}

impl EventKind {
    /// Its word, as in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Started => "started",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Undone => "undone",
        }
    }

    /// The `detail-type` under which `EventBridge` carries it.
    pub fn detail_type(self) -> String {
        format!("Job {}", self.word())
    }

    /// What the end of a job is called; none while it goes on.
    fn of_end(kind: JobKind, status: JobStatus) -> Option<Self> {
        match status {
            JobStatus::Completed | JobStatus::CompletedWithErrors if kind == JobKind::Undo => {
                Some(Self::Undone)
            }
            JobStatus::Completed | JobStatus::CompletedWithErrors => Some(Self::Completed),
            JobStatus::Failed | JobStatus::DiffersFromPreview => Some(Self::Failed),
            JobStatus::Cancelled => Some(Self::Cancelled),
            _ => None,
        }
    }
}

impl JobItem {
    /// What has happened and nobody was told of yet, in order. A job that ended is run again under another number of
    /// [reruns](JobItem::reruns), and its next end is another event.
    pub fn owed(&self) -> Vec<JobEvent> {
        let job = &self.job;
        let end = EventKind::of_end(job.kind, job.status);
        let happened = [
            Some((EventKind::Created, Some(&job.created_at), 0)),
            job.started_at.as_ref().map(|at| (EventKind::Started, Some(at), 0)),
            end.map(|end| (end, job.finished_at.as_ref(), self.reruns)),
        ];
        let events = happened
            .into_iter()
            .flatten()
            .map(|(kind, at, run)| self.event(kind, at.unwrap_or(&job.created_at).clone(), run));
        events.filter(|it| !self.told.contains(&it.id)).collect()
    }

    /// Whether nothing more will happen and everybody was told of everything.
    pub fn is_settled(&self) -> bool {
        self.job.status.is_terminal() && self.owed().is_empty()
    }

    /// The same job once these events were told.
    #[must_use]
    pub fn having_told(mut self, ids: &BTreeSet<String>) -> Self {
        self.told.extend(ids.iter().cloned());
        self
    }

    fn event(&self, kind: EventKind, at: String, run: u32) -> JobEvent {
        let job = self.job.clone();
        JobEvent {
            id: format!("{}-{}-{run}", job.id, kind.word()),
            event: kind,
            at,
            tenant: job.actor.tenant,
            job: job.id,
            kind: job.kind,
            module: job.module,
            status: job.status,
            user: job.actor.user,
            counts: job.counts,
            refusal: job.refusal.map(|it| it.code),
            undoes: job.undoes,
        }
    }
}
