//! Newest first: page after page into part after part, in constant memory. While a page is written, the next one is on
//! its way. An export may have more records than one worker can write: what was done is saved every now and then, first
//! what it came to and then the cursor that makes it count, and goes on from there.

use anyhow::Result;
use gangway_contract::{Job, JobItem, Refusal, RefusalCode, StoredRecord};
use gangway_ports::Moment;

use crate::asked::Asked;
use crate::file::File;
use crate::saved::{self, Place};
use crate::turn::{EXPORTING, Turn};
use crate::{Access, ending};

/// What a look around came to.
enum Step {
    /// On with the next page.
    On,
    /// Somebody asked to stop.
    Stop,
    /// Nobody could open the file.
    TooLarge,
    /// Another worker goes on.
    Leave,
}

/// A page of records, and the place behind it.
type Page = (Vec<StoredRecord>, Place);

/// Writes the file, or a stretch of it.
pub(crate) async fn write<W: Access>(
    turn: &mut Turn<'_, W>,
    item: &JobItem,
    asked: &Asked,
) -> Result<()> {
    let job = &item.job;
    let (place, mut file) = open(turn, job, asked).await?;
    let mut saved = turn.world.now();
    let mut page = next(turn, asked, job, &place).await?;
    while let Some((records, place)) = page {
        let (is_there, behind) = futures::join!(
            rows(turn, job, asked, &records, &mut file),
            next(turn, asked, job, &place)
        );
        if !is_there? {
            return turn.begin_anew().await;
        }
        page = behind?;
        match look_around(turn, &place, &file, &mut saved).await? {
            Step::On => {}
            Step::Stop => return ending::cancelled(turn.world, &job.id).await,
            Step::TooLarge => return ending::refused(turn.world, &job.id, too_large()).await,
            Step::Leave => return Ok(()),
        }
    }
    end(turn, job, file).await
}

async fn open<W: Access>(turn: &Turn<'_, W>, job: &Job, asked: &Asked) -> Result<(Place, File)> {
    let Some(part) = turn.lease.parts.last() else {
        return Ok((Place::Start, File::new(job, asked, turn.pace.book)?));
    };
    let bytes = turn.world.read_part(&job.id, EXPORTING, *part).await?;
    saved::read(job, asked, turn.pace.book, &bytes)
}

/// The page at this place, if there is one.
async fn next<W: Access>(
    turn: &Turn<'_, W>,
    asked: &Asked,
    job: &Job,
    place: &Place,
) -> Result<Option<Page>> {
    if *place == Place::End {
        return Ok(None);
    }
    turn.page(&job.module, asked, place).await.map(Some)
}

/// Writes what is wanted of a page; `false` if the upload is gone.
async fn rows<W: Access>(
    turn: &Turn<'_, W>,
    job: &Job,
    asked: &Asked,
    records: &[StoredRecord],
    file: &mut File,
) -> Result<bool> {
    for record in records.iter().filter(|it| asked.holds(it)) {
        file.row(asked, record)?;
        if file.rest() >= turn.pace.part && !file.put_rest(turn.world, job).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Between two pages: saves, passes on, or stops.
async fn look_around<W: Access>(
    turn: &mut Turn<'_, W>,
    place: &Place,
    file: &File,
    saved: &mut Moment,
) -> Result<Step> {
    if file.is_too_large() {
        return Ok(Step::TooLarge);
    }
    let (now, must_end) = (turn.world.now(), turn.must_end());
    let is_time = must_end || now >= saved.plus_seconds(turn.pace.seconds);
    if !is_time || *place == Place::End {
        return Ok(Step::On);
    }
    *saved = now;
    if !turn.save(file.put().rows, Some(saved::write(place, file)?)).await? {
        return Ok(Step::Leave);
    }
    if !turn.goes_on().await? {
        return Ok(Step::Stop);
    }
    if !must_end {
        return Ok(Step::On);
    }
    turn.pass_on().await?;
    Ok(Step::Leave)
}

/// Every part is put before the last cursor is saved, and the file is not made before: whoever goes on from there has
/// no part to put to an upload that has ended.
async fn end<W: Access>(turn: &mut Turn<'_, W>, job: &Job, mut file: File) -> Result<()> {
    file.end()?;
    if file.rest() > 0 {
        if !file.put_rest(turn.world, job).await? {
            return turn.begin_anew().await;
        }
        if !turn.save(file.put().rows, Some(saved::write(&Place::End, &file)?)).await? {
            return Ok(());
        }
    }
    if !file.put().end(turn.world, &job.id).await? {
        return turn.begin_anew().await;
    }
    ending::completed(turn.world, job, &file.put().file()).await
}

fn too_large() -> Refusal {
    let sentence = "The workbook would be larger than 2 GB, which no spreadsheet program opens. Export the records as CSV, or choose fewer records or columns.";
    Refusal::new(RefusalCode::LimitExceeded, sentence)
}
