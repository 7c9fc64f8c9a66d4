//! Ends a job that cannot be planned, with a sentence.

use anyhow::Result;
use gangway_contract::{JobId, JobStatus, Receipt, Refusal, RefusalCode};
use gangway_ports::JobChange;
use gangway_write::TooManyRows;

use crate::Access;

/// The job has failed, and this is why.
pub(crate) async fn refuse<W: Access>(world: &W, job: &JobId, refusal: Refusal) -> Result<()> {
    tracing::info!(code = %refusal.code, "Refused a file");
    let from = [
        JobStatus::Draft,
        JobStatus::WaitingForUpload,
        JobStatus::Queued,
        JobStatus::Planning,
        JobStatus::Cancelling,
    ];
    let mut change = JobChange::to(&from, JobStatus::Failed);
    change.refusal = Some(refusal);
    change.finished_at = Some(world.now().rfc3339());
    world.change_job(job, &change).await?;
    Ok(())
}

/// An earlier attempt to read the file ended the process, or this one nearly did.
pub(crate) fn reader_died() -> Refusal {
    let message = "Reading this file ended the reader. Open it in a spreadsheet program, save it again as a new \
        workbook or as CSV, and upload that.";
    Refusal::new(RefusalCode::ReaderDied, message)
}

/// The tenant may not have so many.
pub(crate) fn too_many_rows(rows: u32, most: TooManyRows) -> Refusal {
    let message = match most {
        TooManyRows::OfAJob(most) => {
            format!(
                "The file has {rows} rows, and {most} are taken at once. Split it, or ask for more."
            )
        }
        TooManyRows::OfADay(most) => format!(
            "With its {rows} rows, more than {most} would be imported on the day on which it was begun. Import it tomorrow \
            (UTC), or ask for more."
        ),
    };
    Refusal::new(RefusalCode::LimitExceeded, message)
}

/// Why what was read is not what was previewed; none if it is, or if nothing was previewed to the end.
pub(crate) fn difference(previewed: Option<&Receipt>, read: &Receipt) -> Option<Refusal> {
    let previewed = previewed.filter(|it| it.digest != read.digest)?;
    let same = |(ours, theirs): &(&String, &String)| ours == theirs;
    let block = read.blocks.iter().zip(&previewed.blocks).take_while(same).count();
    let rows = read.block_rows as usize;
    let message = format!(
        "The file that arrived is not the one that was previewed: the first difference is in data rows {} to {}. \
        Nothing was written. Choose the file again and start anew.",
        block * rows + 1,
        (block + 1) * rows,
    );
    Some(Refusal::new(RefusalCode::DiffersFromPreview, message))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn receipt(blocks: &[&str]) -> Receipt {
        let blocks: Vec<String> = blocks.iter().map(ToString::to_string).collect();
        Receipt { digest: blocks.join("+"), block_rows: 10_000, blocks }
    }

    #[test]
    fn a_difference_names_its_block_of_rows() {
        let read = receipt(&["a", "b", "c"]);
        assert_eq!(difference(None, &read), None);
        assert_eq!(difference(Some(&receipt(&["a", "b", "c"])), &read), None);
        let found = difference(Some(&receipt(&["a", "x", "c"])), &read).expect("a difference");
        assert_eq!(found.code, RefusalCode::DiffersFromPreview);
        assert!(found.message.contains("data rows 10001 to 20000"), "{}", found.message);
        let longer =
            difference(Some(&receipt(&["a", "b", "c", "d"])), &read).expect("a difference");
        assert!(longer.message.contains("data rows 30001 to 40000"), "{}", longer.message);
    }
}
