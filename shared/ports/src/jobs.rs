//! The job item: created once, changed only from a status that the change expects.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use gangway_contract::{
    JobCounts, JobFile, JobId, JobItem, JobRef, JobStatus, PinnedSource, Previewed, Refusal,
    RefusalCode, TestRows, api::Page, may_follow,
};

/// Makes jobs.
pub trait CreateJob {
    /// Puts a new job; `false` if there is one with its id already, which is left as it is.
    fn create_job(&self, item: &JobItem) -> impl Future<Output = Result<bool>> + Send;
}

/// Reads one job.
pub trait ReadJob {
    /// The job as it is now (a strong read), or none.
    fn read_job(&self, job: &JobId) -> impl Future<Output = Result<Option<JobItem>>> + Send;
}

/// Lists jobs.
pub trait ListJobs {
    /// A page of the jobs created in a month (`202611`), newest first, after the cursor.
    fn list_jobs(
        &self,
        month: &str,
        cursor: Option<&str>,
        limit: u32,
    ) -> impl Future<Output = Result<Page<JobItem>>> + Send;
}

/// Changes jobs.
pub trait ChangeJob {
    /// Changes the job if it exists and stands where the change expects it.
    fn change_job(
        &self,
        job: &JobId,
        change: &JobChange,
    ) -> impl Future<Output = Result<Changed>> + Send;
}

/// Notes that buckets have ended.
pub trait EndBucket {
    /// Adds the bucket to those that have ended and gives the job as it is then. Adding twice changes nothing.
    fn end_bucket(&self, job: &JobId, bucket: u32) -> impl Future<Output = Result<JobItem>> + Send;
}

/// Finds work of any tenant: the watchdog's errand, and the only one that is no tenant's.
pub trait FindRunning {
    /// A page of the jobs that have not ended, or of whose end systems were not told, after the cursor. May lag
    /// behind by moments.
    fn find_running(
        &self,
        cursor: Option<&str>,
    ) -> impl Future<Output = Result<Page<JobRef>>> + Send;
}

/// What to change of a job; whatever is none stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JobChange {
    /// Only if it stands in one of these; empty: wherever it stands.
    pub from: Vec<JobStatus>,
    /// Where it goes.
    pub to: Option<JobStatus>,
    /// Start was pressed. Never taken back.
    pub started: bool,
    /// The multipart upload.
    pub upload: Option<String>,
    /// The file that arrived. The first one stays, whatever is delivered later.
    pub source: Option<PinnedSource>,
    /// The import that left the rows of the file. The first one stays.
    pub repairs: Option<JobId>,
    /// What a test takes, and once its file was read, what it leaves.
    pub test: Option<TestRows>,
    /// The import that goes on with the rest of this test's file. Only if nobody has asked to take the test back; of
    /// several the last by name stays, and of the same change twice.
    pub continued_by: Option<JobId>,
    /// The job that has to end first. The first one stays.
    pub waits_for: Option<JobId>,
    /// Nothing is written before. The first one stays, unless somebody [moves it](Self::moved_to).
    pub at: Option<String>,
    /// Nothing is written before this instead of what was said.
    pub moved_to: Option<String>,
    /// Only if the time before which nothing is written has come by then, or none was chosen.
    pub due_by: Option<String>,
    /// RFC 3339 in UTC. The first one stays.
    pub started_at: Option<String>,
    /// RFC 3339 in UTC.
    pub finished_at: Option<String>,
    /// What was counted.
    pub counts: Option<JobCounts>,
    /// Why it failed.
    pub refusal: Option<Refusal>,
    /// Whether it is what was previewed.
    pub previewed: Option<Previewed>,
    /// What can be downloaded.
    pub files: Option<Vec<JobFile>>,
    /// How many buckets there are.
    pub buckets: Option<u32>,
    /// Only if the rows that were left were run again this often.
    pub at_rerun: Option<u32>,
    /// They are run once more: these buckets have not ended any more, and neither has the job. Only if nobody has asked
    /// to take it back. Never empty.
    pub reopened: Option<BTreeSet<u32>>,
    /// Somebody asked to take it back. Never taken back itself.
    pub undone: bool,
}

impl JobChange {
    /// From one of these statuses to another.
    pub fn to(from: &[JobStatus], to: JobStatus) -> Self {
        Self { from: from.to_vec(), to: Some(to), ..Self::default() }
    }

    /// Whether a job may go there from everywhere that the change names, and ends with outcomes that add up or with the
    /// word that they do not. Another change is a mistake of its author, and no world makes it.
    pub fn check(&self) -> Result<()> {
        let Some(to) = self.to else { return Ok(()) };
        let wrong = self.from.iter().find(|from| !may_follow(**from, to));
        ensure!(wrong.is_none(), "a job may not go from {wrong:?} to {to:?}");
        let is_sound = self.counts.is_none_or(|it| it.add_up());
        let says_so = self.refusal.as_ref().is_some_and(|it| it.code == RefusalCode::CountsDiffer);
        ensure!(
            !to.is_terminal() || is_sound || says_so,
            "a job may not end with outcomes that do not add up"
        );
        Ok(())
    }
}

/// Whether a job was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// It was, and this is what it is now.
    Yes(Box<JobItem>),
    /// It stands elsewhere or does not exist; nothing was changed.
    No,
}

impl Changed {
    /// The job after the change, if there was one.
    pub fn item(self) -> Option<JobItem> {
        match self {
            Self::Yes(item) => Some(*item),
            Self::No => None,
        }
    }
}
