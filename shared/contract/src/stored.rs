//! What the tables keep beyond what everybody may see: a job with its workers' flags, a record with its
//! marks, the journal of an update, and the head of a match key.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    FieldId, Job, JobCounts, JobId, JobStatus, LedgerEntry, RecordId, Row, StoredRecord, TenantId,
    Value, Wide,
};

/// A job as the jobs table keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobItem {
    /// What everybody may see. Its counts hold what planning found; the ledger holds the rest.
    pub job: Job,
    /// The multipart upload, while it is open.
    pub upload: Option<String>,
    /// The file, once it is there.
    pub source: Option<PinnedSource>,
    /// Somebody pressed Start.
    pub started: bool,
    /// How many buckets the file was cut into; 0 until it has been planned.
    pub buckets: u32,
    /// The buckets that have ended. A set, because adding to it twice changes nothing.
    pub ended: BTreeSet<u32>,
    /// How often the rows that were left were run again.
    #[serde(default)]
    pub reruns: u32,
    /// The ids of the events that systems were told of.
    #[serde(default)]
    pub told: BTreeSet<String>,
}

impl JobItem {
    /// A job that was just made.
    pub fn new(job: Job) -> Self {
        Self {
            job,
            upload: None,
            source: None,
            started: false,
            buckets: 0,
            ended: BTreeSet::new(),
            reruns: 0,
            told: BTreeSet::new(),
        }
    }

    /// Whose it is, and its number.
    pub fn reference(&self) -> JobRef {
        JobRef { tenant: self.job.actor.tenant.clone(), job: self.job.id.clone() }
    }

    /// The file is there and somebody pressed Start.
    pub fn is_ready(&self) -> bool {
        self.started && self.source.is_some()
    }

    /// Every bucket has ended.
    pub fn is_written(&self) -> bool {
        u32::try_from(self.ended.len()).is_ok_and(|ended| ended == self.buckets)
    }

    /// The job with the progress of its buckets, as a person sees it.
    #[must_use]
    pub fn with_progress(mut self, ledger: &[LedgerEntry]) -> Job {
        if !self.job.status.is_terminal() {
            self.job.counts = self.progress(ledger);
        }
        self.job
    }

    /// What planning counted, and what the buckets have counted so far. Rows that are to be run again have no outcome.
    pub fn progress(&self, ledger: &[LedgerEntry]) -> JobCounts {
        let counts = |entry: &LedgerEntry| {
            if entry.is_left(self.reruns) { entry.counts.settled() } else { entry.counts }
        };
        let add = |sum: JobCounts, entry| sum.plus(&JobCounts { rows: 0, ..counts(entry) });
        ledger.iter().fold(self.job.counts, add)
    }
}

/// The very object that is imported: nobody can put another one in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinnedSource {
    /// Its version; none where the bucket keeps no versions.
    pub version: Option<String>,
    /// Its length in bytes.
    pub size: Wide,
}

/// A job of some tenant, as the watchdog finds it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct JobRef {
    /// Whose.
    pub tenant: TenantId,
    /// Which.
    pub job: JobId,
}

/// What a row's slot in the records table holds. One key, so creating and updating exclude each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Slot {
    /// The record that the row created, or any other record.
    Record(RecordItem),
    /// What the record that the row updated held before.
    Journal(Journal),
    /// Nothing yet, and not as free as it was: somebody took the row's key over before the row filled its slot.
    Bar {
        /// How often that happened.
        fence: u32,
    },
}

impl Slot {
    /// The record, if that is what lies there and it is not deleted.
    pub fn live(&self) -> Option<&RecordItem> {
        match self {
            Self::Record(item) if !item.deleted => Some(item),
            _ => None,
        }
    }

    /// How often the key of the row whose slot this is was taken over before the slot was filled.
    pub fn fence(slot: Option<&Self>) -> u32 {
        match slot {
            Some(Self::Bar { fence } | Self::Journal(Journal { fence, .. })) => *fence,
            Some(Self::Record(_)) | None => 0,
        }
    }

    /// What a slot without a record becomes when the row's key is taken over: the row meant to fill the slot as it
    /// was, and now has to look again.
    #[must_use]
    pub fn fenced(slot: Option<&Self>) -> Self {
        let fence = Self::fence(slot) + 1;
        match slot {
            Some(Self::Journal(journal)) => Self::Journal(Journal { fence, ..journal.clone() }),
            _ => Self::Bar { fence },
        }
    }
}

/// A record as the records table keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordItem {
    /// What everybody with the right may see.
    pub record: StoredRecord,
    /// A tombstone: gone for people, there for late messages.
    pub deleted: bool,
    /// By `job:row`: the version that this row's update found. Present means the update happened.
    pub tokens: BTreeMap<String, u32>,
}

impl RecordItem {
    /// The name under which a row leaves its token.
    pub fn token(job: &JobId, row: Row) -> String {
        format!("{job}:{row}")
    }

    /// Whether this row has already updated the record.
    pub fn was_updated_by(&self, job: &JobId, row: Row) -> bool {
        self.tokens.contains_key(&Self::token(job, row))
    }
}

/// The before-image of an update.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    /// The record that was updated.
    pub target: RecordId,
    /// Its version before.
    pub version: u32,
    /// The changed fields as they were; none for a field that was empty.
    pub before: BTreeMap<FieldId, Option<Value>>,
    /// How often somebody took the row's key over before its slot was filled for good.
    #[serde(default)]
    pub fence: u32,
    /// Everything else of the record as it was, if it is backed up; of its values those that `before` does not hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest: Option<Box<StoredRecord>>,
}

impl Journal {
    /// The whole record as it was, if it was backed up.
    pub fn whole(&self) -> Option<StoredRecord> {
        let mut whole = StoredRecord::clone(self.rest.as_deref()?);
        let changed = self.before.iter();
        let held = changed.filter_map(|(field, value)| Some((field.clone(), value.clone()?)));
        whole.values.extend(held);
        Some(whole)
    }
}

/// The record that a match key leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Which.
    pub record: RecordId,
    /// The job and row that put it there; none for a person's change.
    pub by: Option<crate::Written>,
    /// Further records have, or had, the same key.
    pub more: bool,
    /// Counts how often the head was put, so that one that went away and came back is told from one that stayed.
    #[serde(default)]
    pub turn: u32,
    /// The version with which the record takes the key, if the head was put before the record had it.
    #[serde(default)]
    pub since: Option<u32>,
}

impl Head {
    /// The head that takes the place of another, or of none.
    pub fn after(old: Option<&Self>, record: RecordId, by: Option<crate::Written>) -> Self {
        let (more, turn) = old.map_or((false, 0), |it| (it.more, it.turn + 1));
        // What somebody announced for this record holds, whoever puts the head once more.
        let since = old.filter(|it| it.record == record).and_then(|it| it.since);
        Self { record, by, more, turn, since }
    }

    /// The same head, of a record that will have the key from this version on.
    #[must_use]
    pub fn announced(self, since: Option<u32>) -> Self {
        Self { since: self.since.max(since), ..self }
    }

    /// Whether the record may still take the key that was announced, given what lies at its id.
    pub fn is_awaited(&self, slot: Option<&Slot>) -> bool {
        let Some(since) = self.since else { return false };
        match slot {
            None | Some(Slot::Bar { .. }) => true,
            // Versions only grow: a record that has moved on can no longer take it with that one.
            Some(Slot::Record(item)) => !item.deleted && item.record.version < since,
            Some(Slot::Journal(_)) => false,
        }
    }
}

/// Where a job may go from where it stands; everything else is a mistake of the caller.
pub fn may_follow(from: JobStatus, to: JobStatus) -> bool {
    use JobStatus as S;
    if from == to {
        return !from.is_terminal();
    }
    match to {
        S::Draft => false,
        S::WaitingForUpload => from == S::Draft,
        S::Queued => matches!(from, S::Draft | S::WaitingForUpload),
        S::Scheduled | S::DiffersFromPreview => from == S::Planning,
        S::Planning => matches!(from, S::Draft | S::WaitingForUpload | S::Queued),
        // An undo needs no planning; what a cancel or a dead bucket left is run again.
        S::Running => matches!(
            from,
            S::Queued | S::Planning | S::Scheduled | S::CompletedWithErrors | S::Cancelled
        ),
        S::Cancelling => matches!(from, S::Planning | S::Scheduled | S::Running),
        S::Completed | S::CompletedWithErrors => from == S::Running,
        S::Failed => !from.is_terminal(),
        // Rows that were planned are told one by one, by those who would have written them.
        S::Cancelled => {
            !from.is_terminal() && !matches!(from, S::Running | S::Planning | S::Scheduled)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The status by its letter: Draft, Waiting, Scheduled, Queued, Planning, Running, canceLling, Completed, completed with
    /// Errors, dIffers, Failed, Cancelled (x).
    const ALL: [(char, JobStatus); 12] = [
        ('d', JobStatus::Draft),
        ('w', JobStatus::WaitingForUpload),
        ('s', JobStatus::Scheduled),
        ('q', JobStatus::Queued),
        ('p', JobStatus::Planning),
        ('r', JobStatus::Running),
        ('l', JobStatus::Cancelling),
        ('c', JobStatus::Completed),
        ('e', JobStatus::CompletedWithErrors),
        ('i', JobStatus::DiffersFromPreview),
        ('f', JobStatus::Failed),
        ('x', JobStatus::Cancelled),
    ];

    #[test]
    fn a_job_goes_nowhere_but_where_it_may() {
        let table = [
            ('d', "dwqpfx"),
            ('w', "wqpfx"),
            ('s', "srlf"),
            ('q', "qprfx"),
            ('p', "sprlif"),
            ('r', "rlcef"),
            ('l', "lfx"),
            ('c', ""),
            ('e', "r"),
            ('i', ""),
            ('f', ""),
            ('x', "r"),
        ];
        for ((letter, from), (same, allowed)) in ALL.into_iter().zip(table) {
            assert_eq!(letter, same);
            let found: String =
                ALL.iter().filter(|(_, to)| may_follow(from, *to)).map(|it| it.0).collect();
            let mut sorted: Vec<char> = allowed.chars().collect();
            sorted.sort_by_key(|it| ALL.iter().position(|(letter, _)| letter == it));
            assert_eq!(found, sorted.into_iter().collect::<String>(), "from {from:?}");
        }
    }
}
