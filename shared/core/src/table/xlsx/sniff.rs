//! The first look at a workbook: its sheets with their sizes, and the first rows of the one that is likeliest
//! meant. Only the heads of the parts are unpacked, so it takes as long for a large workbook as for a small one.

use gangway_contract::{Refusal, Sheet};

use super::cell::Context;
use super::open::{Book, Opening};
use super::part::PartStream;
use super::sheet::SheetScan;
use super::size;
use super::strings::{Strings, StringsScan};
use super::window::Taken;
use crate::guard;
use crate::source::Need;
use crate::table::facts::SAMPLE_ROWS;
use crate::table::header::SampleRow;
use crate::table::notes::Noticed;

/// How much of a part is fetched for a look at its head.
const LOOK: u64 = 64 << 10;
/// How many sheets are looked at for their size.
const SIZED_SHEETS: usize = 50;
/// The rows that a sample holds at most, with those above the header.
const ROWS: usize = SAMPLE_ROWS + 50;
/// The unpacked head of a sheet that a sample is taken from. Its end must not depend on how the file was cut.
const HEAD: usize = 256 << 10;
/// The same for sheets whose rows are so wide that the usual head holds hardly any.
const WIDE_HEAD: usize = 8 << 20;

/// What the look found.
#[derive(Debug)]
pub(in crate::table) struct BookHead {
    pub(in crate::table) sheets: Vec<Sheet>,
    pub(in crate::table) sheet: String,
    pub(in crate::table) rows: Vec<SampleRow>,
    /// Whether the rows are all that the sheet has.
    pub(in crate::table) whole: bool,
    pub(in crate::table) noticed: Noticed,
}

/// A workbook that is being looked at.
pub(in crate::table) struct XlsxSniff {
    chosen: Option<String>,
    book: Book,
    sheets: Vec<Sheet>,
    sheet: String,
    head: Vec<u8>,
    strings: Strings,
    step: Step,
}

enum Step {
    Opening(Box<Opening>),
    Size(usize, PartStream, Vec<u8>),
    Head(PartStream),
    Strings(PartStream, StringsScan),
    Done,
}

impl XlsxSniff {
    pub(in crate::table) fn new(size: u64, chosen: Option<String>) -> Self {
        Self {
            chosen,
            book: Book::default(),
            sheets: Vec::new(),
            sheet: String::new(),
            head: Vec::new(),
            strings: Strings::default(),
            step: Step::Opening(Box::new(Opening::new(size))),
        }
    }

    pub(in crate::table) fn need(&self) -> Option<Need> {
        match &self.step {
            Step::Opening(it) => it.need(),
            Step::Size(_, it, _) | Step::Head(it) | Step::Strings(it, _) => it.need(),
            Step::Done => None,
        }
    }

    pub(in crate::table) fn answer(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        match &mut self.step {
            Step::Opening(it) => it.answer(bytes)?,
            Step::Size(index, part, head) => {
                let looked =
                    part.answer(bytes, &mut |piece| Ok(Taken::all(piece, size::take(head, piece))));
                if looked.is_err() {
                    // A sheet that cannot be read is refused once it is asked for.
                    let next = *index + 1;
                    self.add_sheet(next - 1, None);
                    self.step = self.look_at(next)?;
                }
            }
            Step::Head(part) => {
                let head = &mut self.head;
                part.answer(bytes, &mut |piece| Ok(Taken::all(piece, take_head(head, piece))))?;
            }
            Step::Strings(part, scan) => part.answer(bytes, &mut |piece| scan.push(piece))?,
            Step::Done => {}
        }
        while self.need().is_none() && !matches!(self.step, Step::Done) {
            self.advance()?;
        }
        Ok(())
    }

    /// What was found, once nothing more is needed.
    pub(in crate::table) fn finish(self) -> Result<BookHead, Refusal> {
        let mut rows = Vec::new();
        let scan = self.scan_head(&mut rows)?;
        let hidden = self.sheets.iter().any(|it| it.hidden && it.name == self.sheet);
        let noticed = Noticed {
            only_head: matches!(self.head.len(), HEAD | WIDE_HEAD),
            hidden_sheet: hidden.then(|| self.sheet.clone()),
            hidden_rows: scan.hidden_rows,
            merged: scan.merged,
            ..Noticed::default()
        };
        Ok(BookHead {
            whole: scan.done && rows.len() < ROWS,
            sheets: self.sheets,
            sheet: self.sheet,
            rows,
            noticed,
        })
    }

    fn advance(&mut self) -> Result<(), Refusal> {
        self.step = match std::mem::replace(&mut self.step, Step::Done) {
            Step::Opening(opening) => {
                self.book = opening.into_book();
                self.look_at(0)?
            }
            Step::Size(index, _, head) => {
                self.add_sheet(index, size::tell(&head));
                self.look_at(index + 1)?
            }
            Step::Head(_) => self.read_strings()?,
            Step::Strings(_, scan) => {
                self.strings = scan.finish();
                Step::Done
            }
            Step::Done => Step::Done,
        };
        Ok(())
    }

    /// Looks at the next sheet's size, or at the head of the likeliest sheet when all are known.
    fn look_at(&mut self, from: usize) -> Result<Step, Refusal> {
        for index in from..self.book.sheets.len().min(SIZED_SHEETS) {
            let entry = &self.book.sheets[index].entry;
            let part = PartStream::new(entry, self.book.size, guard::MAX_SHEET_BYTES, size::LOOK);
            match part.ok().filter(|it| it.need().is_some()) {
                Some(part) => return Ok(Step::Size(index, part, Vec::new())),
                None => self.add_sheet(index, None),
            }
        }
        for further in self.sheets.len()..self.book.sheets.len() {
            self.add_sheet(further, None);
        }
        let likeliest = likeliest(&self.sheets);
        let sheet = self.book.sheet(self.chosen.as_deref().or(likeliest.as_deref()))?;
        self.sheet.clone_from(&sheet.name);
        let part = PartStream::new(&sheet.entry, self.book.size, guard::MAX_SHEET_BYTES, LOOK)?;
        Ok(Step::Head(part))
    }

    fn add_sheet(&mut self, index: usize, rows: Option<u32>) {
        if let Some(part) = self.book.sheets.get(index) {
            self.sheets.push(Sheet { name: part.name.clone(), rows, hidden: part.hidden });
        }
    }

    /// Reads as many shared strings as the head's cells name.
    fn read_strings(&mut self) -> Result<Step, Refusal> {
        let wanted = self.scan_head(&mut Vec::new())?.strings_wanted;
        let Some(entry) = self.book.strings.as_ref().filter(|_| wanted > 0) else {
            return Ok(Step::Done);
        };
        let part = PartStream::new(entry, self.book.size, guard::MAX_STRINGS_BYTES, LOOK)?;
        Ok(Step::Strings(part, StringsScan::new(entry.compressed, wanted)))
    }

    fn scan_head(&self, rows: &mut Vec<SampleRow>) -> Result<SheetScan, Refusal> {
        let context = Context {
            strings: &self.strings,
            styles: &self.book.styles,
            epoch_1904: self.book.epoch_1904,
        };
        let mut scan = SheetScan::new(None);
        scan.push(&self.head, &context, &mut |row| {
            if rows.len() < ROWS && !row.is_empty() {
                rows.push(SampleRow {
                    number: row.number(),
                    cells: row.iter().map(|it| it.to_owned()).collect(),
                });
            }
        })?;
        Ok(scan)
    }
}

/// Collects exactly the head; says whether more is wanted.
fn take_head(head: &mut Vec<u8>, piece: &[u8]) -> bool {
    for limit in [HEAD, WIDE_HEAD] {
        let room = limit.saturating_sub(head.len());
        if room > piece.len() {
            head.extend_from_slice(piece);
            return true;
        }
        if room > 0 {
            head.extend_from_slice(&piece[..room]);
            let enough = memchr::memmem::find_iter(head, b"</row>").take(20).count() == 20;
            if enough || limit == WIDE_HEAD {
                return false;
            }
            return take_head(head, &piece[room..]);
        }
    }
    false
}

/// The first sheet that people see and that says it holds more than a title; a cover sheet is passed over
/// only for one that is ten times as long.
fn likeliest(sheets: &[Sheet]) -> Option<String> {
    let seen = || sheets.iter().filter(|it| !it.hidden);
    let first = seen().find(|it| it.rows.is_none_or(|rows| rows > 1)).or(seen().next())?;
    let better = seen().find(|it| {
        let (rows, first) = (it.rows.unwrap_or(0), first.rows.unwrap_or(u32::MAX));
        first < 10 && rows > first.saturating_mul(10)
    });
    Some(better.unwrap_or(first).name.clone())
}
