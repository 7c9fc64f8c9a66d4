//! Looks at a file's head and says what it is: format, encoding, dialect, sheets, header row.

use std::sync::Arc;

use gangway_contract::{Dialect, Format, Refusal, RefusalCode, Sheet};

use super::book::{BookHead, Look, Opened};
use super::cell::OwnedKind;
use super::csv::{SampleRows, TextDecoder, comment, sample_rows};
use super::facts::{Choices, FileFacts, Layout, SAMPLE_BYTES, SAMPLE_ROWS, Sniffed};
use super::gather::Gather;
use super::head::{Head, Kept};
use super::header::{self, SampleRow};
use super::notes::Noticed;
use super::{book, dialect, encoding, magic};
use crate::guard;
use crate::injection;
use crate::marked::{self, Marked};
use crate::source::{Need, Pass};

/// The first look at a file.
pub struct Sniff {
    file: FileFacts,
    choices: Choices,
    sample: Gather,
    /// What is looked at beyond the file's head: not yet, or of text nothing.
    book: Option<(Format, Box<dyn Look>)>,
    /// The first rows of text, once the sample holds one.
    text: Option<Sample>,
}

/// Rows from which the header and the data are told apart.
struct Sample {
    layout: Layout,
    sheets: Vec<Sheet>,
    rows: Vec<SampleRow>,
    /// The numbers of those that are remarks and left out.
    remarks: Vec<u32>,
    /// Whether they are all that the file or sheet has.
    whole: bool,
    noticed: Noticed,
    opened: Option<Arc<dyn Opened>>,
}

impl Sniff {
    /// A look that keeps what a person chose and detects the rest.
    pub fn new(file: &FileFacts, choices: Choices) -> Self {
        Self {
            sample: Gather::new(0, SAMPLE_BYTES, file.size),
            file: file.clone(),
            choices,
            book: None,
            text: None,
        }
    }

    /// Once the head is there, it says whether more than the head is needed.
    fn open(&mut self) -> Result<(), Refusal> {
        let format = match magic::tell(self.sample.bytes())? {
            magic::Kind::Text => return self.read_text(),
            magic::Kind::Zip => Format::Xlsx,
            magic::Kind::Compound => Format::Xls,
            magic::Kind::OldWorkbook => return Err(magic::old_workbook()),
        };
        let look = book::look(format, &self.file, self.choices.sheet.clone());
        self.book = Some((format, look));
        self.feed_from_head()
    }

    /// A sample in which not even one row ends grows, for a header may be long; up to a limit, for text without
    /// line breaks has none.
    fn read_text(&mut self) -> Result<(), Refusal> {
        let sample = sample_text(self.sample.bytes(), &self.file, self.choices.clone())?;
        if sample.whole || sample.rows.iter().any(|it| !it.is_blank()) {
            let wide = sample.rows.iter().find(|it| it.cells.len() > guard::MAX_COLUMNS);
            // No file with such a row can be read. Where the sample is short, a person may choose another delimiter.
            if let Some(row) = wide.filter(|_| self.sample.bytes().len() > SAMPLE_BYTES as usize) {
                return Err(guard::too_many_columns(row.number));
            }
            self.text = Some(sample);
            return Ok(());
        }
        let len = self.sample.bytes().len();
        if len >= guard::MAX_FIRST_ROW_BYTES {
            return Err(guard::no_first_row());
        }
        self.sample.grow((4 * len).min(guard::MAX_FIRST_ROW_BYTES), self.file.size);
        Ok(())
    }

    /// Answers from the head what it already holds: a small workbook is never fetched twice.
    fn feed_from_head(&mut self) -> Result<(), Refusal> {
        while let Some(need) = self.book_need() {
            let head = self.sample.bytes();
            let from = usize::try_from(need.offset).unwrap_or(usize::MAX);
            let to = from.saturating_add(need.len as usize).min(head.len());
            let Some(bytes) = head.get(from..to).filter(|it| !it.is_empty()) else { break };
            let bytes = bytes.to_vec();
            self.book_answer(&bytes)?;
        }
        Ok(())
    }

    fn book_need(&self) -> Option<Need> {
        self.book.as_ref().and_then(|(_, it)| it.need())
    }

    fn book_answer(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        self.book.as_mut().map_or(Ok(()), |(_, it)| it.answer(bytes))
    }
}

impl Pass for Sniff {
    type Output = Sniffed;

    fn need(&self) -> Option<Need> {
        self.sample.need().or_else(|| self.book_need())
    }

    fn answer(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        if self.sample.need().is_none() {
            self.book_answer(bytes)?;
            return self.feed_from_head();
        }
        self.sample.answer(bytes);
        if self.sample.need().is_none() { self.open() } else { Ok(()) }
    }

    fn finish(self) -> Result<Sniffed, Refusal> {
        let head = self.sample.bytes();
        if head.is_empty() {
            return Err(empty_file());
        }
        let chosen = self.choices.header_row;
        let text = self.book.is_none().then(|| Kept::Text(head.to_vec()));
        let file = self.file.clone();
        let sample = match (self.book, self.text) {
            (Some((format, it)), _) => sample_book(format, it.finish()?),
            (None, Some(it)) => it,
            // Whoever ends the look before all was there that it needs gets what can be told.
            (None, None) => sample_text(head, &self.file, self.choices)?,
        };
        tell_header(sample, chosen, file, text)
    }
}

fn sample_text(head: &[u8], file: &FileFacts, choices: Choices) -> Result<Sample, Refusal> {
    let whole = head.len() as u64 >= file.size;
    let encoding =
        choices.encoding.unwrap_or_else(|| encoding::tell(head, whole).name().to_owned());
    let mut text = String::new();
    TextDecoder::new(&encoding).decode(head, whole, &mut text);
    magic::check_text(head, &text)?;
    let dialect = choices.dialect.unwrap_or_else(|| tell_dialect(&text, whole));
    let SampleRows { rows, remarks } = sample_rows(&text, whole, &dialect);
    let noticed = Noticed { only_head: !whole, comment: dialect.comment, ..Noticed::default() };
    let layout = Layout {
        format: Format::Csv,
        encoding,
        dialect: Some(dialect),
        sheet: None,
        header_row: None,
        is_marked: false,
    };
    Ok(Sample { layout, sheets: Vec::new(), rows, remarks, whole, noticed, opened: None })
}

fn tell_dialect(text: &str, whole: bool) -> Dialect {
    if let delimiter @ Some(_) = marked::delimiter(text) {
        return Dialect { delimiter, quote: Some('"'), escape: None, comment: None };
    }
    let dialect = dialect::tell(text, whole);
    Dialect { comment: comment::tell(text, whole, &dialect), ..dialect }
}

fn sample_book(format: Format, head: BookHead) -> Sample {
    let BookHead { sheets, sheet, rows, whole, noticed, opened } = head;
    let layout = layout(format, sheet);
    Sample { layout, sheets, rows, remarks: Vec::new(), whole, noticed, opened }
}

fn layout(format: Format, sheet: String) -> Layout {
    Layout {
        format,
        encoding: "UTF-8".to_owned(),
        dialect: None,
        sheet: Some(sheet),
        header_row: None,
        is_marked: false,
    }
}

/// Finds the header among the first rows and cuts the data from them.
#[expect(clippy::option_option, reason = "nothing chosen differs from having chosen no header row")]
fn tell_header(
    sample: Sample,
    chosen: Option<Option<u32>>,
    file: FileFacts,
    text: Option<Kept>,
) -> Result<Sniffed, Refusal> {
    let Sample { mut layout, sheets, rows, remarks, whole, mut noticed, opened } = sample;
    let filled: Vec<SampleRow> = rows.into_iter().filter(|it| !it.is_blank()).collect();
    if filled.is_empty() && whole {
        return Err(layout.sheet.as_deref().map_or_else(empty_file, empty_sheet));
    }
    let (header_row, header_confidence) =
        match (chosen, filled.iter().find(|it| mark(it).is_some())) {
            (Some(row), _) => (row, 100),
            (None, Some(marked)) => (Some(marked.number), 100),
            (None, None) => header::tell(&filled),
        };
    layout.header_row = header_row;
    let below = remarks.iter().filter(|it| **it > header_row.unwrap_or(0)).count();
    noticed.comments = u32::try_from(below).unwrap_or(u32::MAX);
    let (above, data): (Vec<_>, Vec<_>) =
        filled.into_iter().partition(|it| header_row.is_some_and(|row| it.number <= row));
    let header = header_row.and_then(|row| above.into_iter().find(|it| it.number == row));
    let marked = header.as_ref().and_then(mark);
    layout.is_marked = marked.is_some();
    let header = header.map(|it| restored(it, &layout));
    let header = header_texts(header, &data);
    let data: Vec<_> = data.into_iter().take(SAMPLE_ROWS).map(|it| restored(it, &layout)).collect();
    let rows = || data.iter().map(|it| (it.number, it.cells.clone())).collect();
    let kept = Head { file, kept: text.unwrap_or_else(|| Kept::Rows(rows())), opened };
    let head = data.into_iter().map(|it| it.cells).collect();
    let notes = noticed.notes();
    Ok(Sniffed { layout, sheets, header, header_confidence, head, kept, marked, notes })
}

fn mark(header: &SampleRow) -> Option<Marked> {
    marked::recognise(header.cells.iter().map(|it| it.text.as_str()))
}

/// The row as it was before Gangway neutralised it.
fn restored(mut row: SampleRow, layout: &Layout) -> SampleRow {
    let texts = row.cells.iter_mut().filter(|it| layout.is_marked && it.kind == OwnedKind::Text);
    for cell in texts {
        cell.text = injection::restore(&cell.text).into_owned();
    }
    row
}

fn header_texts(header: Option<SampleRow>, data: &[SampleRow]) -> Vec<String> {
    match header {
        Some(row) => row.cells.into_iter().map(|it| it.text).collect(),
        None => vec![String::new(); data.iter().map(|it| it.cells.len()).max().unwrap_or(0)],
    }
}

fn empty_file() -> Refusal {
    Refusal::new(
        RefusalCode::EmptyFile,
        "This file is empty. Choose a file that holds a header row and at least one row of data.",
    )
}

fn empty_sheet(name: &str) -> Refusal {
    Refusal::new(
        RefusalCode::EmptyFile,
        format!("The sheet \"{name}\" is empty. Choose another sheet, or another file."),
    )
}
