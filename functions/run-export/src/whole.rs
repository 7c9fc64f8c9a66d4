//! Files that are made in one go: workbooks, and records in another order than newest first. A worker that ends on the
//! way leaves no part that counts, and the next one writes the file anew.

use anyhow::Result;
use gangway_contract::{
    ExportFormat, FileKind, JobFile, JobItem, Refusal, RefusalCode, StoredRecord,
};
use gangway_core::export::Order;
use gangway_files::CsvFile;

use crate::asked::Asked;
use crate::book_file::BookFile;
use crate::saved::Place;
use crate::sorted::{Gathering, gather};
use crate::turn::Turn;
use crate::{Access, ending};

/// Where the rows go.
enum File {
    Csv(Box<CsvFile>),
    Book(Box<BookFile>),
}

/// Why there is no file.
enum Without {
    /// Somebody asked to stop.
    Stopped,
    /// It takes longer than a worker has.
    TooMany,
    /// Another worker goes on, or begins anew.
    Left,
}

/// Writes the file.
pub(crate) async fn write<W: Access>(
    turn: &mut Turn<'_, W>,
    item: &JobItem,
    asked: &Asked,
) -> Result<()> {
    let file = match asked.format() {
        ExportFormat::Csv => File::Csv(Box::new(CsvFile::new(FileKind::Export, asked.headers())?)),
        ExportFormat::Xlsx => File::Book(Box::new(BookFile::new(&item.job, asked.columns())?)),
    };
    let made = match asked.order() {
        Some(order) => in_order(turn, item, asked, order, file).await?,
        None => newest_first(turn, item, asked, file).await?,
    };
    match made {
        Ok(file) => ending::completed(turn.world, &item.job, &file).await,
        Err(Without::Stopped) => ending::cancelled(turn.world, &item.job.id).await,
        Err(Without::TooMany) => ending::refused(turn.world, &item.job.id, too_many(asked)).await,
        Err(Without::Left) => Ok(()),
    }
}

async fn newest_first<W: Access>(
    turn: &mut Turn<'_, W>,
    item: &JobItem,
    asked: &Asked,
    mut file: File,
) -> Result<Result<JobFile, Without>> {
    let (mut place, mut count) = (Place::Start, 0);
    while place != Place::End {
        let (found, next) = turn.page(&item.job.module, &place).await?;
        place = next;
        for record in found.iter().filter(|it| asked.holds(it)) {
            file.row(asked, record)?;
            count += 1;
        }
        if let Some(without) = look_around(turn, count).await? {
            return Ok(Err(without));
        }
    }
    file.end(turn).await
}

async fn in_order<W: Access>(
    turn: &mut Turn<'_, W>,
    item: &JobItem,
    asked: &Asked,
    order: &Order,
    mut file: File,
) -> Result<Result<JobFile, Without>> {
    let mut rows = match gather(turn, item, asked, order).await? {
        Gathering::Done(rows) => rows,
        Gathering::Stopped => return Ok(Err(Without::Stopped)),
        Gathering::Left => return Ok(Err(Without::Left)),
    };
    let mut count: u32 = 0;
    while let Some(record) = rows.next(turn.world, &item.job.id, order).await? {
        file.row(asked, &record)?;
        count += 1;
        if !file.put_full(turn).await? {
            return anew(turn).await;
        }
        if !count.is_multiple_of(turn.pace.records) {
            continue;
        }
        match look_around(turn, count).await? {
            // Whoever gathered has less than a worker's time left to write.
            Some(Without::TooMany) if turn.has_gathered => {
                turn.pass_on().await?;
                return Ok(Err(Without::Left));
            }
            Some(without) => return Ok(Err(without)),
            None => {}
        }
    }
    file.end(turn).await
}

/// Between two pages: says how far it is, or why it cannot go on.
async fn look_around<W: Access>(turn: &mut Turn<'_, W>, count: u32) -> Result<Option<Without>> {
    if turn.must_end() {
        return Ok(Some(Without::TooMany));
    }
    if !turn.save(count, None).await? {
        return Ok(Some(Without::Left));
    }
    Ok((!turn.goes_on().await?).then_some(Without::Stopped))
}

async fn anew<W: Access>(turn: &mut Turn<'_, W>) -> Result<Result<JobFile, Without>> {
    turn.begin_anew().await?;
    Ok(Err(Without::Left))
}

fn too_many(asked: &Asked) -> Refusal {
    let sentence = match asked.format() {
        ExportFormat::Xlsx => {
            "There are too many records for one workbook. Export them as CSV, or choose fewer with a filter."
        }
        ExportFormat::Csv => {
            "There are too many records to put them in order. Export them newest first, or choose fewer with a filter."
        }
    };
    Refusal::new(RefusalCode::LimitExceeded, sentence)
}

impl File {
    fn row(&mut self, asked: &Asked, record: &StoredRecord) -> Result<()> {
        match self {
            Self::Csv(file) => file.row(asked.cells(record)),
            Self::Book(file) => file.row(asked.cells(record)),
        }
    }

    /// Puts a part if there is a whole one; `false` if the upload is gone.
    async fn put_full<W: Access>(&mut self, turn: &Turn<'_, W>) -> Result<bool> {
        match self {
            Self::Csv(file) if file.rest().len() >= turn.pace.part => {
                file.put_rest(turn.world, &turn.message.job).await
            }
            _ => Ok(true),
        }
    }

    /// Puts everything and makes the file of it.
    async fn end<W: Access>(self, turn: &mut Turn<'_, W>) -> Result<Result<JobFile, Without>> {
        let (world, job) = (turn.world, &turn.message.job);
        let put = match self {
            Self::Csv(mut file) => {
                let is_put = file.rest().is_empty() || file.put_rest(world, job).await?;
                is_put.then_some(file.put)
            }
            Self::Book(file) => file.put(world, job, turn.pace.part).await?,
        };
        match put {
            Some(put) if put.end(world, job).await? => Ok(Ok(put.file())),
            _ => anew(turn).await,
        }
    }
}
