//! Reads the records of a text file piece by piece, in constant memory.

use gangway_contract::{Dialect, IssueCode, Refusal};
use memchr::memmem;

use super::comment;
use super::scan::{Scanner, Text};
use super::text::TextDecoder;
use crate::guard;
use crate::source::Need;
use crate::table::facts::{FileFacts, Layout};
use crate::table::magic::TextHead;
use crate::table::notes::Noticed;
use crate::table::row::RowCells;

/// Slices below 4 MiB are two to four times slower to fetch, in the browser as from S3.
const PIECE: u32 = 4 << 20;

/// Bytes that are decoded and scanned at once: what was decoded is still in the processor's cache then.
const DECODED: usize = 128 << 10;

/// Text is scanned again only when this much is there, so that tiny answers cost no more than large ones.
const WORTH_SCANNING: usize = if cfg!(test) { 1 } else { 64 << 10 };

/// A place is not worth its memory where so much text of a row that is not complete would be kept with it.
const MOST_CARRIED: usize = 64 << 10;

/// Where a text file can be read on from: behind the end of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::table) struct CsvPlace {
    at: u64,
    /// What was decoded of the record that goes on there.
    pending: String,
    records: u32,
    comments: u32,
}

/// When the next place is to be remembered.
struct Remember {
    every: u64,
    next: u64,
    stands: bool,
}

/// A text file under a layout.
pub(in crate::table) struct CsvReader {
    size: u64,
    at: u64,
    head: TextHead,
    decoder: TextDecoder,
    scanner: Scanner,
    /// Decoded text from the first record that is not yet complete.
    pending: String,
    scan_from: usize,
    /// Records seen so far.
    records: u32,
    header_row: u32,
    /// What lines that are no rows begin with, and how many were left out.
    comment: Option<char>,
    comments: u32,
    remember: Option<Remember>,
}

impl CsvReader {
    pub(in crate::table) fn new(file: &FileFacts, layout: &Layout) -> Result<Self, Refusal> {
        if file.size > guard::MAX_CSV_BYTES {
            return Err(guard::exceeded(format!(
                "This file is larger than {} GB, the largest text file that can be imported. Split \
                 it into several files.",
                guard::MAX_CSV_BYTES / 1_000_000_000
            )));
        }
        let dialect = layout.dialect.clone().unwrap_or(Dialect {
            delimiter: Some(','),
            quote: Some('"'),
            escape: None,
            comment: None,
        });
        Ok(Self {
            size: file.size,
            at: 0,
            head: TextHead::new(file.size),
            decoder: TextDecoder::new(&layout.encoding),
            scanner: Scanner::new(&dialect),
            pending: String::new(),
            scan_from: WORTH_SCANNING,
            records: 0,
            header_row: layout.header_row.unwrap_or(0),
            comment: dialect.comment,
            comments: 0,
            remember: None,
        })
    }

    /// A reader that goes on from a place.
    pub(in crate::table) fn from(
        file: &FileFacts,
        layout: &Layout,
        place: &CsvPlace,
    ) -> Result<Self, Refusal> {
        let new = Self::new(file, layout)?;
        Ok(Self {
            at: place.at,
            head: TextHead::new(0),
            decoder: TextDecoder::midway(&layout.encoding),
            pending: place.pending.clone(),
            records: place.records,
            comments: place.comments,
            ..new
        })
    }

    /// Stands still at a place now and then, whenever so many further bytes were read.
    pub(in crate::table) fn remember(&mut self, every: u64) {
        self.remember = Some(Remember { every, next: self.at + every, stands: false });
    }

    /// The place where it stands, if it does.
    pub(in crate::table) fn place(&mut self) -> Option<CsvPlace> {
        let remember = self.remember.as_mut().filter(|it| it.stands)?;
        remember.stands = false;
        remember.next = self.at + remember.every;
        (self.pending.len() <= MOST_CARRIED).then(|| CsvPlace {
            at: self.at,
            pending: self.pending.clone(),
            records: self.records,
            comments: self.comments,
        })
    }

    pub(in crate::table) fn need(&self) -> Option<Need> {
        let rest = self.size.saturating_sub(self.at);
        let len = u32::try_from(rest).unwrap_or(u32::MAX).min(PIECE);
        (len > 0).then_some(Need { offset: self.at, len })
    }

    pub(in crate::table) fn answer(
        &mut self,
        bytes: &[u8],
        rows: &mut dyn FnMut(&RowCells<'_>),
    ) -> Result<(), Refusal> {
        let is_text = self.head.is_text(bytes)?;
        let stop = self.stop(bytes).filter(|_| is_text);
        let bytes = bytes.get(..stop.unwrap_or(bytes.len())).unwrap_or(bytes);
        self.at += bytes.len() as u64;
        for bytes in bytes.chunks(DECODED) {
            self.decoder.decode(bytes, false, &mut self.pending);
            if is_text && self.pending.len() >= self.scan_from {
                self.scan(false, rows)?;
            }
        }
        if let (Some(_), Some(remember)) = (stop, &mut self.remember) {
            remember.stands = true;
            self.scan(false, rows)?;
        }
        Ok(())
    }

    /// How many of the bytes lead to a place, if one is to be remembered. The others are asked for again.
    fn stop(&self, bytes: &[u8]) -> Option<usize> {
        let remember = self.remember.as_ref()?;
        let is_due = self.at + bytes.len() as u64 >= remember.next;
        is_due.then(|| self.decoder.lines_end(bytes, self.at)).flatten()
    }

    pub(in crate::table) fn finish(
        mut self,
        rows: &mut dyn FnMut(&RowCells<'_>),
    ) -> Result<Noticed, Refusal> {
        self.decoder.decode(&[], true, &mut self.pending);
        self.scan(true, rows)?;
        Ok(Noticed { comment: self.comment, comments: self.comments, ..Noticed::default() })
    }

    /// Hands on every complete record of the text at hand and keeps the rest.
    fn scan(&mut self, last: bool, rows: &mut dyn FnMut(&RowCells<'_>)) -> Result<(), Refusal> {
        let text = std::mem::take(&mut self.pending);
        let used = self.scan_text(Text { text: &text, last }, rows);
        self.pending = text;
        let used = used?;
        self.pending.drain(..used);
        if self.pending.len() > guard::MAX_ROW_BYTES {
            return Err(guard::row_too_long(self.records + 1));
        }
        // Doubling keeps a long record from being scanned again with every piece.
        self.scan_from = (2 * self.pending.len()).max(WORTH_SCANNING);
        Ok(())
    }

    fn scan_text(
        &mut self,
        text: Text<'_>,
        rows: &mut dyn FnMut(&RowCells<'_>),
    ) -> Result<usize, Refusal> {
        let mut at = 0;
        self.scanner.begin();
        let mut broken = next_broken(text.text, 0);
        while at < text.text.len() {
            let Some(next) = self.scanner.record(text, at) else { break };
            self.records += 1;
            self.check_limits(next - at)?;
            while broken.is_some_and(|it| it < at) {
                broken = next_broken(text.text, at);
            }
            if broken.is_some_and(|it| it < next) {
                self.scanner.fault = Some(IssueCode::BadEncoding);
            }
            self.emit(text.text, rows);
            at = next;
        }
        Ok(at)
    }

    fn check_limits(&self, bytes: usize) -> Result<(), Refusal> {
        if self.records > guard::MAX_CSV_ROWS.saturating_add(self.header_row) {
            return Err(guard::too_many_rows(guard::MAX_CSV_ROWS));
        }
        if self.scanner.slots.len() > guard::MAX_COLUMNS {
            return Err(guard::too_many_columns(self.records));
        }
        if bytes > guard::MAX_ROW_BYTES {
            return Err(guard::row_too_long(self.records));
        }
        Ok(())
    }

    fn emit(&mut self, text: &str, rows: &mut dyn FnMut(&RowCells<'_>)) {
        let row = RowCells {
            number: self.records,
            text,
            built: &self.scanner.built,
            slots: &self.scanner.slots,
            fault: self.scanner.fault,
        };
        if self.records <= self.header_row || is_separator_line(&row) {
            return;
        }
        if self.comment.is_some_and(|it| comment::is(&row, it)) {
            self.comments = self.comments.saturating_add(1);
        } else {
            rows(&row);
        }
    }
}

/// Excel's `sep=;` line is no row, although it is counted as one.
pub(in crate::table) fn is_separator_line(row: &RowCells<'_>) -> bool {
    row.number() == 1
        && row.get(0).text.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("sep="))
        && row.iter().map(|it| it.text.chars().count()).sum::<usize>() <= 5
        && row.len() <= 2
}

/// U+FFFD stands for bytes that were no text, here or before the file came to us.
fn next_broken(text: &str, from: usize) -> Option<usize> {
    let rest = text.as_bytes().get(from..)?;
    memmem::find(rest, "\u{fffd}".as_bytes()).map(|it| from + it)
}
