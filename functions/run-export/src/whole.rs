//! Files in another order than newest first, made in one go. A worker that ends on the way leaves no part that counts,
//! and the next one writes the file anew; what was gathered is there for it.

use anyhow::Result;
use gangway_contract::{Job, JobFile, JobItem, Refusal, RefusalCode};
use gangway_core::export::Order;

use crate::asked::Asked;
use crate::file::File;
use crate::sorted::{Gathering, gather};
use crate::turn::Turn;
use crate::{Access, ending};

/// Why there is no file.
enum Without {
    /// Somebody asked to stop.
    Stopped,
    /// It takes longer than a worker has, or is larger than a program could open.
    TooMany,
    /// Another worker goes on, or begins anew.
    Left,
}

/// Writes the file.
pub(crate) async fn write<W: Access>(
    turn: &mut Turn<'_, W>,
    item: &JobItem,
    asked: &Asked,
    order: &Order,
) -> Result<()> {
    match in_order(turn, item, asked, order).await? {
        Ok(file) => ending::completed(turn.world, &item.job, &file).await,
        Err(Without::Stopped) => ending::cancelled(turn.world, &item.job.id).await,
        Err(Without::TooMany) => ending::refused(turn.world, &item.job.id, too_many()).await,
        Err(Without::Left) => Ok(()),
    }
}

async fn in_order<W: Access>(
    turn: &mut Turn<'_, W>,
    item: &JobItem,
    asked: &Asked,
    order: &Order,
) -> Result<Result<JobFile, Without>> {
    let mut file = File::new(&item.job, asked, turn.pace.book)?;
    let mut rows = match gather(turn, item, asked, order).await? {
        Gathering::Done(rows) => rows,
        Gathering::Stopped => return Ok(Err(Without::Stopped)),
        Gathering::Left => return Ok(Err(Without::Left)),
    };
    let mut count: u32 = 0;
    while let Some(record) = rows.next(turn.world, &item.job.id, order).await? {
        file.row(asked, &record)?;
        count += 1;
        if file.rest() >= turn.pace.part && !file.put_rest(turn.world, &item.job).await? {
            return anew(turn).await;
        }
        if !count.is_multiple_of(turn.pace.records) {
            continue;
        }
        match look_around(turn, &file, count).await? {
            // Whoever gathered has less than a worker's time left to write.
            Some(Without::TooMany) if turn.has_gathered && !file.is_too_large() => {
                turn.pass_on().await?;
                return Ok(Err(Without::Left));
            }
            Some(without) => return Ok(Err(without)),
            None => {}
        }
    }
    end(turn, &item.job, file).await
}

/// Every so many records: says how far it is, or why it cannot go on.
async fn look_around<W: Access>(
    turn: &mut Turn<'_, W>,
    file: &File,
    count: u32,
) -> Result<Option<Without>> {
    if turn.must_end() || file.is_too_large() {
        return Ok(Some(Without::TooMany));
    }
    if !turn.save(count, None).await? {
        return Ok(Some(Without::Left));
    }
    Ok((!turn.goes_on().await?).then_some(Without::Stopped))
}

/// Puts everything and makes the file of it.
async fn end<W: Access>(
    turn: &mut Turn<'_, W>,
    job: &Job,
    mut file: File,
) -> Result<Result<JobFile, Without>> {
    file.end()?;
    let is_put = file.rest() == 0 || file.put_rest(turn.world, job).await?;
    if is_put && file.put().end(turn.world, &job.id).await? {
        return Ok(Ok(file.put().file()));
    }
    anew(turn).await
}

async fn anew<W: Access>(turn: &mut Turn<'_, W>) -> Result<Result<JobFile, Without>> {
    turn.begin_anew().await?;
    Ok(Err(Without::Left))
}

fn too_many() -> Refusal {
    let sentence = "There are too many records to put them in order. Export them newest first, or choose fewer with a filter.";
    Refusal::new(RefusalCode::LimitExceeded, sentence)
}
