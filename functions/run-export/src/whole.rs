//! Files that are made in one go: workbooks, and records in another order than newest first. A worker that ends on the
//! way leaves nothing that counts, and the next one begins anew.

use anyhow::Result;
use gangway_contract::{ExportFormat, JobFile, JobItem, Refusal, RefusalCode, StoredRecord};
use gangway_core::export::Order;

use crate::asked::Asked;
use crate::book_file::BookFile;
use crate::csv_file::CsvFile;
use crate::saved::Place;
use crate::turn::Turn;
use crate::{Access, ending};

/// The most records that are put in order in memory.
const MOST_IN_ORDER: usize = 50_000;

/// Where the rows go.
enum File {
    Csv(Box<CsvFile>),
    Book(Box<BookFile>),
}

/// Why there is no file.
enum Without {
    /// Somebody asked to stop.
    Stopped,
    /// It would take too long, or too much.
    Refused(Refusal),
    /// The lease or the upload was lost; somebody begins anew.
    Lost,
}

/// Writes the file.
pub(crate) async fn write<W: Access>(
    turn: &mut Turn<'_, W>,
    item: &JobItem,
    asked: &Asked,
) -> Result<()> {
    match make(turn, item, asked).await? {
        Ok(file) => ending::completed(turn.world, &item.job, &file).await,
        Err(Without::Stopped) => ending::cancelled(turn.world, &item.job.id).await,
        Err(Without::Refused(refusal)) => ending::refused(turn.world, &item.job.id, refusal).await,
        Err(Without::Lost) => Ok(()),
    }
}

async fn make<W: Access>(
    turn: &mut Turn<'_, W>,
    item: &JobItem,
    asked: &Asked,
) -> Result<Result<JobFile, Without>> {
    let mut file = match asked.format() {
        ExportFormat::Csv => File::Csv(Box::new(CsvFile::new(asked.headers())?)),
        ExportFormat::Xlsx => File::Book(Box::new(BookFile::new(&item.job, asked.columns())?)),
    };
    let (mut place, mut records, mut count) = (Place::Start, Vec::new(), 0);
    while place != Place::End {
        let (found, next) = turn.page(&item.job.module, &place).await?;
        place = next;
        let wanted = found.into_iter().filter(|it| asked.holds(it));
        if let Some(order) = asked.order() {
            records.extend(wanted.map(|it| (order.key(&it), it)));
            count = u32::try_from(records.len())?;
        } else {
            for record in wanted {
                file.row(asked, &record)?;
                count += 1;
            }
        }
        if let Some(without) = look_around(turn, asked, records.len(), count).await? {
            return Ok(Err(without));
        }
    }
    if let Some(order) = asked.order() {
        for record in sorted(order, records) {
            file.row(asked, &record)?;
        }
    }
    file.end(turn).await.map(|it| it.ok_or(Without::Lost))
}

fn sorted(
    order: &Order,
    mut records: Vec<(Option<String>, StoredRecord)>,
) -> impl Iterator<Item = StoredRecord> {
    records.sort_by(|(one_key, one), (other_key, other)| {
        let (one, other) = (one.id.as_str(), other.id.as_str());
        order.compare((one_key.as_deref(), one), (other_key.as_deref(), other))
    });
    records.into_iter().map(|it| it.1)
}

/// Between two pages: says how far it is, or why it cannot go on.
async fn look_around<W: Access>(
    turn: &mut Turn<'_, W>,
    asked: &Asked,
    in_memory: usize,
    count: u32,
) -> Result<Option<Without>> {
    if in_memory > MOST_IN_ORDER {
        let sentence = "More than 50,000 records cannot be put in order. Choose fewer with a filter, or export them newest first.";
        return Ok(Some(Without::Refused(too_many(sentence))));
    }
    if turn.must_end() {
        let sentence = match asked.format() {
            ExportFormat::Xlsx => {
                "There are too many records for one workbook. Export them as CSV, or choose fewer with a filter."
            }
            ExportFormat::Csv => {
                "There are too many records to put the wanted ones in order. Export them newest first."
            }
        };
        return Ok(Some(Without::Refused(too_many(sentence))));
    }
    if !turn.save(count, None).await? {
        return Ok(Some(Without::Lost));
    }
    Ok((!turn.goes_on().await?).then_some(Without::Stopped))
}

fn too_many(sentence: &str) -> Refusal {
    Refusal::new(RefusalCode::LimitExceeded, sentence)
}

impl File {
    fn row(&mut self, asked: &Asked, record: &StoredRecord) -> Result<()> {
        match self {
            Self::Csv(file) => file.row(asked.cells(record)),
            Self::Book(file) => file.row(asked.cells(record)),
        }
    }

    /// Puts everything; none if the upload is gone.
    async fn end<W: Access>(self, turn: &Turn<'_, W>) -> Result<Option<JobFile>> {
        let (world, job) = (turn.world, &turn.message.job);
        let put = match self {
            Self::Csv(mut file) => file.put_rest(world, job).await?.then_some(file.put),
            Self::Book(file) => file.put(world, job, turn.pace.part).await?,
        };
        let Some(put) = put else { return Ok(None) };
        Ok(put.end(world, job).await?.then(|| put.file()))
    }
}
