//! A workbook on its way to S3: typed cells below a styled header that stays in place, further sheets where one is
//! full. Like a CSV it can be put down between two rows and taken up again: rows become XML as they come, XML is packed
//! block by block, and packed bytes are cut into parts, so neither memory nor a disk grows with the rows.
//!
//! Everything but the rows is made by a library ([`skeleton`]). Texts are written as texts, which no spreadsheet program
//! runs, and made safe all the same: a workbook is soon saved as a CSV.

mod cell;
mod pack;
mod skeleton;
mod text;

use std::borrow::Cow;

use anyhow::{Context, Result};
use gangway_contract::{FileKind, Job, JobId};
use gangway_core::export::Column;
use gangway_ports::WriteResults;
use serde::{Deserialize, Serialize};

use crate::Put;
use cell::Cells;
use pack::Packed;
use skeleton::{About, Skeleton};

/// XML of a sheet: what a zip's entry says of its length is shorter than 4 GiB.
const LONGEST_SHEET: u64 = 3 << 30;
/// No spreadsheet program opens more than this, and few open as much.
const LARGEST: u64 = 2 << 30;
/// Rows that columns are made wide enough for.
const MEASURED: u32 = 200;

/// How a workbook is cut. Sheets and blocks are cut by rows alone, so that a file is the same however often its writers
/// ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BookSize {
    /// What a sheet holds below its header.
    pub rows: u32,
    /// Bytes of XML that are packed at once.
    pub block: usize,
}

impl Default for BookSize {
    fn default() -> Self {
        Self { rows: 1_048_575, block: 1 << 20 }
    }
}

/// A workbook, with the bytes that are in no part yet.
pub struct BookFile {
    /// What is known of it beside those bytes.
    pub put: Put,
    about: About,
    columns: Vec<Column>,
    cells: Cells,
    size: BookSize,
    state: State,
    /// XML that is not packed yet.
    text: Vec<u8>,
    /// Bytes of the file that are in no part yet.
    packed: Packed,
}

/// How far it is.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct State {
    widths: Vec<usize>,
    /// Rows of the sheets that are done.
    done: Vec<u32>,
    /// Rows of the sheet that is written.
    rows: u32,
    is_ended: bool,
}

/// What is put down between two workers, before the bytes.
#[derive(Serialize, Deserialize)]
struct Head {
    state: State,
    packed: pack::State,
    /// Of the bytes, those that are packed.
    len: usize,
}

impl BookFile {
    /// A workbook without a row yet.
    pub fn new(job: &Job, columns: &[Column], size: BookSize) -> Result<Self> {
        let state = State {
            // A filter's button stands beside the text.
            widths: columns.iter().map(|it| it.header.chars().count() + 3).collect(),
            done: Vec::new(),
            rows: 0,
            is_ended: false,
        };
        let mut file = Self {
            put: Put::new(FileKind::Export),
            about: About::new(job),
            cells: Cells::new(columns.len()),
            columns: columns.to_vec(),
            size,
            state,
            text: Vec::new(),
            packed: Packed::default(),
        };
        let skeleton = file.skeleton(Some(0))?;
        file.cells.take_styles(&skeleton)?;
        // Programs that tell a file's kind by its first entries find a workbook's.
        for (name, content) in skeleton.first() {
            file.packed.whole(name, content)?;
        }
        Ok(file)
    }

    /// The same workbook as [`Self::put_down`] left it.
    pub fn take_up(
        job: &Job,
        columns: &[Column],
        size: BookSize,
        (put, bytes): (Put, &[u8]),
    ) -> Result<Self> {
        let end = bytes.iter().position(|it| *it == b'\n').context("a workbook is cut off")?;
        let (line, rest) = bytes.split_at(end);
        let head: Head = serde_json::from_slice(line)?;
        let rest = rest.get(1..).unwrap_or_default();
        let (packed, text) = rest.split_at_checked(head.len).context("a workbook is cut off")?;
        let mut file = Self::new(job, columns, size)?;
        file.put = put;
        file.state = head.state;
        file.text = text.to_vec();
        file.packed = Packed::resume(head.packed, packed.to_vec());
        Ok(file)
    }

    /// Everything that [`Self::take_up`] needs beside what is known of the file's parts.
    pub fn put_down(&self) -> Result<Vec<u8>> {
        let head = Head {
            state: self.state.clone(),
            packed: self.packed.state.clone(),
            len: self.packed.bytes.len(),
        };
        let mut bytes = serde_json::to_vec(&head)?;
        bytes.push(b'\n');
        bytes.extend_from_slice(&self.packed.bytes);
        bytes.extend_from_slice(&self.text);
        Ok(bytes)
    }

    /// The bytes that are in no part yet, beside those that are still to be packed.
    pub fn rest(&self) -> &[u8] {
        &self.packed.bytes
    }

    /// Whether it has become larger than anybody could open.
    pub fn is_too_large(&self) -> bool {
        self.packed.state.offset > LARGEST
    }

    /// Adds a row.
    pub fn row<'c>(&mut self, cells: impl Iterator<Item = Cow<'c, str>>) -> Result<()> {
        self.open_row()?;
        for (at, text) in cells.enumerate() {
            self.cell(at, &text);
        }
        self.close_row()
    }

    fn open_row(&mut self) -> Result<()> {
        if self.state.rows >= self.size.rows || self.packed.entry_len() > LONGEST_SHEET {
            self.close_sheet()?;
        }
        self.state.rows += 1;
        self.put.rows += 1;
        self.cells.open_row(&mut self.text, self.state.rows + 1);
        Ok(())
    }

    fn cell(&mut self, at: usize, text: &str) {
        let Some(column) = self.columns.get(at) else { return };
        if self.put.rows <= MEASURED
            && let Some(width) = self.state.widths.get_mut(at)
        {
            let longest = text.lines().map(|it| it.chars().count()).max().unwrap_or(0);
            *width = (*width).max(longest + 1);
        }
        self.cells.write(&mut self.text, at, column.field_type, text);
    }

    fn close_row(&mut self) -> Result<()> {
        self.cells.close_row(&mut self.text);
        if self.text.len() >= self.size.block {
            self.open_sheet()?;
            self.packed.block(&self.text)?;
            self.text.clear();
        }
        Ok(())
    }

    /// Adds whatever stands behind the last row. Nothing can be added after that.
    pub fn end(&mut self) -> Result<()> {
        if self.state.is_ended {
            return Ok(());
        }
        self.close_sheet()?;
        for (name, content) in self.skeleton(None)?.last() {
            self.packed.whole(name, content)?;
        }
        self.packed.end()?;
        self.state.is_ended = true;
        Ok(())
    }

    /// The bytes that are in no part yet; they are now.
    pub fn take_rest(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.packed.bytes)
    }

    /// Puts what is in no part yet; `false` if the upload is gone.
    pub async fn put_rest<W: WriteResults>(&mut self, world: &W, job: &JobId) -> Result<bool> {
        let rest = self.take_rest();
        self.put.part(world, job, rest).await
    }

    /// Begins the sheet's entry, unless it is begun. The first rows come before it, for its head says how wide they are.
    fn open_sheet(&mut self) -> Result<()> {
        if self.packed.is_open() {
            return Ok(());
        }
        let number = self.state.done.len() + 1;
        let skeleton = self.skeleton(Some(self.state.rows))?;
        self.packed.open(&skeleton::sheet_name(number));
        self.packed.block(skeleton.sheet(number)?.0.as_bytes())
    }

    fn close_sheet(&mut self) -> Result<()> {
        self.open_sheet()?;
        let number = self.state.done.len() + 1;
        let skeleton = self.skeleton(Some(self.state.rows))?;
        self.text.extend_from_slice(skeleton.sheet(number)?.1.as_bytes());
        self.packed.close(&self.text)?;
        self.text.clear();
        self.state.done.push(std::mem::take(&mut self.state.rows));
        Ok(())
    }

    /// Everything but the rows, for the sheets that are done and the one that is written.
    fn skeleton(&self, open: Option<u32>) -> Result<Skeleton> {
        let sheets: Vec<u32> = self.state.done.iter().copied().chain(open).collect();
        Skeleton::new(&self.about, &self.columns, &self.state.widths, &sheets)
    }
}
