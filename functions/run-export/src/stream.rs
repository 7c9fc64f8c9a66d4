//! A CSV, newest first: page after page into part after part, in constant memory. An export may have more records than
//! one worker can write: what was done is saved every now and then, first what it came to and then the cursor that
//! makes it count, and goes on from there.

use anyhow::Result;
use gangway_contract::{FileKind, JobItem, StoredRecord};
use gangway_files::CsvFile;
use gangway_ports::Moment;

use crate::asked::Asked;
use crate::saved::{self, Place};
use crate::turn::{EXPORTING, Turn};
use crate::{Access, ending};

/// What a look around came to.
enum Step {
    /// On with the next page.
    On,
    /// Somebody asked to stop.
    Stop,
    /// Another worker goes on.
    Leave,
}

/// Writes the file, or a stretch of it.
pub(crate) async fn write<W: Access>(
    turn: &mut Turn<'_, W>,
    item: &JobItem,
    asked: &Asked,
) -> Result<()> {
    let (mut place, mut file) = open(turn, asked).await?;
    let mut saved = turn.world.now();
    while place != Place::End {
        let (records, next) = turn.page(&item.job.module, &place).await?;
        if !rows(turn, asked, &records, &mut file).await? {
            return turn.begin_anew().await;
        }
        place = next;
        match look_around(turn, &place, &file, &mut saved).await? {
            Step::On => {}
            Step::Stop => return ending::cancelled(turn.world, &item.job.id).await,
            Step::Leave => return Ok(()),
        }
    }
    end(turn, item, file).await
}

async fn open<W: Access>(turn: &Turn<'_, W>, asked: &Asked) -> Result<(Place, CsvFile)> {
    let Some(part) = turn.lease.parts.last() else {
        return Ok((Place::Start, CsvFile::new(FileKind::Export, asked.headers())?));
    };
    saved::read(&turn.world.read_part(&turn.message.job, EXPORTING, *part).await?)
}

/// Writes what is wanted of a page; `false` if the upload is gone.
async fn rows<W: Access>(
    turn: &Turn<'_, W>,
    asked: &Asked,
    records: &[StoredRecord],
    file: &mut CsvFile,
) -> Result<bool> {
    for record in records.iter().filter(|it| asked.holds(it)) {
        file.row(asked.cells(record))?;
        let is_full = file.rest().len() >= turn.pace.part;
        if is_full && !file.put_rest(turn.world, &turn.message.job).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Between two pages: saves, passes on, or stops.
async fn look_around<W: Access>(
    turn: &mut Turn<'_, W>,
    place: &Place,
    file: &CsvFile,
    saved: &mut Moment,
) -> Result<Step> {
    let (now, must_end) = (turn.world.now(), turn.must_end());
    let is_time = must_end || now >= saved.plus_seconds(turn.pace.seconds);
    if !is_time || *place == Place::End {
        return Ok(Step::On);
    }
    *saved = now;
    if !turn.save(file.put.rows, Some(saved::write(place, file)?)).await? {
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
async fn end<W: Access>(turn: &mut Turn<'_, W>, item: &JobItem, mut file: CsvFile) -> Result<()> {
    let job = &turn.message.job;
    if !file.rest().is_empty() {
        if !file.put_rest(turn.world, job).await? {
            return turn.begin_anew().await;
        }
        if !turn.save(file.put.rows, Some(saved::write(&Place::End, &file)?)).await? {
            return Ok(());
        }
    }
    if !file.put.end(turn.world, job).await? {
        return turn.begin_anew().await;
    }
    ending::completed(turn.world, &item.job, &file.put.file()).await
}
