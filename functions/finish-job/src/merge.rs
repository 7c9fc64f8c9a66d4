//! The result files, in the file's row order. A job may have more rows than one worker can merge: the merge is saved
//! every now and then, first what it came to and then the cursor that makes it count, and goes on from there.

use anyhow::{Result, bail};
use gangway_contract::{
    FinishMessage, JobCounts, JobFile, LedgerEntry, OutcomePart, Row, WriteOutcome,
};
use gangway_ports::{FINISHING, Moment};

use crate::backup::Backup;
use crate::ending::Written;
use crate::files::Files;
use crate::rows::Rows;
use crate::saved::Saved;
use crate::stream::Origin;
use crate::{Access, Pace};

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Merged {
    pub(crate) files: Vec<JobFile>,
    /// Counted once more, row by row.
    pub(crate) counts: JobCounts,
    /// Every row came once, and in order.
    pub(crate) is_ordered: bool,
}

/// One worker's turn at merging a job.
pub(crate) struct Turn<'t, W> {
    pub(crate) world: &'t W,
    pub(crate) message: &'t FinishMessage,
    pub(crate) lease: LedgerEntry,
    pub(crate) deadline: Moment,
    pub(crate) pace: Pace,
}

/// A merge under way.
struct Merge {
    rows: Rows,
    files: Files,
    counts: JobCounts,
    last: Row,
    is_disordered: bool,
}

impl<W: Access> Turn<'_, W> {
    /// Writes all files of an import, or the one of an undo; none if another worker goes on.
    pub(crate) async fn merge(&mut self, written: &Written) -> Result<Option<Merged>> {
        let job = &written.item.job;
        let mut merge = self.open(written).await?;
        let mut saved = self.world.now();
        loop {
            let rows = merge.rows.take(self.world, &job.id, self.pace.rows).await?;
            if rows.is_empty() {
                return self.end(merge).await;
            }
            for row in &rows {
                merge.count(row.row, row.outcome);
            }
            if !merge.files.rows(self.world, &job.id, rows).await? {
                return self.begin_anew().await;
            }
            let now = self.world.now();
            let must_end = now.plus_seconds(self.pace.margin) > self.deadline;
            if must_end || now >= saved.plus_seconds(self.pace.seconds) {
                saved = now;
                if !self.save(&merge).await? {
                    return Ok(None);
                }
            }
            if must_end {
                return self.pass_on().await;
            }
        }
    }

    async fn open(&mut self, written: &Written) -> Result<Merge> {
        let Written { item, manifest, ledger } = written;
        let job = &item.job;
        if self.lease.rerun != item.reruns {
            // What was merged is of the run before.
            self.lease.rerun = item.reruns;
            self.lease.parts = Vec::new();
        }
        let is_undo = job.undoes.is_some();
        let failures = if is_undo { 0 } else { manifest.failed_segments };
        let buckets = ledger.iter().map(|it| Origin::Bucket(it.bucket, it.rerun));
        let origins: Vec<Origin> = buckets.chain([Origin::Failures(failures)]).collect();
        let backup = Backup::open(self.world, job, manifest).await?;
        let Some(part) = self.lease.parts.last() else {
            let rows = Rows::open(self.world, &job.id, &origins, &[]).await?;
            let files = Files::new(manifest, job, backup)?;
            let counts = JobCounts::default();
            return Ok(Merge { rows, files, counts, last: 0, is_disordered: false });
        };
        let bytes = self.world.read_part(&job.id, FINISHING, *part).await?;
        let (saved, rest) = Saved::read(&bytes)?;
        let Saved { places, counts, last, is_disordered, files } = saved;
        let files = files.into_iter().map(|it| it.0).zip(rest);
        let files = Files::resume(manifest, is_undo, backup, files);
        let rows = Rows::open(self.world, &job.id, &origins, &places).await?;
        Ok(Merge { rows, files, counts, last, is_disordered })
    }

    /// Every part is put before the last cursor is saved, and no file is made before: whoever goes on from there has
    /// no part to put to an upload that has ended.
    async fn end(&mut self, mut merge: Merge) -> Result<Option<Merged>> {
        let job = &self.message.job;
        if !merge.files.put_rest(self.world, job).await? {
            return self.begin_anew().await;
        }
        if !self.save(&merge).await? {
            return Ok(None);
        }
        if !merge.files.end(self.world, job).await? {
            return self.begin_anew().await;
        }
        let Merge { files, counts, is_disordered, .. } = merge;
        Ok(Some(Merged { files: files.job_files(), counts, is_ordered: !is_disordered }))
    }

    /// `false` if the lease was lost.
    async fn save(&mut self, merge: &Merge) -> Result<bool> {
        let part = OutcomePart { from: merge.counts.rows, attempt: self.lease.attempt };
        let bytes = merge.lay_down()?;
        self.world.put_part(&self.message.job, FINISHING, part, bytes).await?;
        self.lease.cursor = part.from;
        self.lease.parts = vec![part];
        self.world.save_ledger(&self.message.job, &self.lease).await
    }

    async fn pass_on(&mut self) -> Result<Option<Merged>> {
        if self.release().await? {
            self.world.queue_finish(self.message).await?;
        }
        Ok(None)
    }

    /// Gives the lease back; `false` if it was lost.
    pub(crate) async fn release(&mut self) -> Result<bool> {
        self.lease.lease_until = 0;
        self.world.save_ledger(&self.message.job, &self.lease).await
    }

    /// S3 ends uploads that nobody has completed for a day. What was put is lost, and is put again.
    async fn begin_anew(&mut self) -> Result<Option<Merged>> {
        self.lease.cursor = 0;
        self.lease.parts = Vec::new();
        self.world.save_ledger(&self.message.job, &self.lease).await?;
        bail!("the upload of a result file is gone; all of them are written anew")
    }
}

impl Merge {
    fn count(&mut self, row: Row, outcome: WriteOutcome) {
        self.counts.add(outcome);
        self.is_disordered |= row <= self.last;
        self.last = row;
    }

    fn lay_down(&self) -> Result<Vec<u8>> {
        let files = self.files.lay_down().map(|(put, rest)| (put.clone(), rest.len()));
        let saved = Saved {
            places: self.rows.places(),
            counts: self.counts,
            last: self.last,
            is_disordered: self.is_disordered,
            files: files.collect(),
        };
        saved.write(self.files.lay_down().map(|it| it.1))
    }
}
