//! A workbook: typed cells below a styled header that stays in place, further sheets where one is full. Rows go to
//! temporary files as they come, so memory does not grow with them.
//!
//! Texts are written as texts, which no spreadsheet program runs, and made safe all the same: a workbook is soon saved
//! as a CSV.

mod cell;

use std::borrow::Cow;
use std::io::{Read, Seek, SeekFrom};

use anyhow::{Context, Result};
use gangway_contract::{FileKind, Job, JobId};
use gangway_core::export::Column;
use gangway_files::Put;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
};

use crate::Access;
use cell::Cells;

/// What a sheet holds below its header.
pub(crate) const ROWS_OF_A_SHEET: u32 = 1_048_575;
/// Rows that columns are made wide enough for.
const MEASURED: u32 = 200;
/// In characters.
const NARROWEST: usize = 8;
const WIDEST: usize = 50;

/// A workbook on its way to a file.
pub(crate) struct BookFile {
    book: Workbook,
    name: String,
    columns: Vec<Column>,
    cells: Cells,
    widths: Vec<usize>,
    header: Format,
    /// The sheet that is written, and its rows.
    sheet: usize,
    in_sheet: u32,
    rows: u32,
}

impl BookFile {
    /// A workbook with its first sheet and a header.
    pub(crate) fn new(job: &Job, columns: &[Column]) -> Result<Self> {
        let mut book = Workbook::new();
        book.set_properties(&properties(job)?);
        let header = Format::new().set_bold().set_background_color(Color::RGB(0x00E4_EAF1));
        let header = header.set_border_bottom(FormatBorder::Thin).set_align(FormatAlign::Top);
        let mut file = Self {
            book,
            name: job.module.to_string(),
            cells: Cells::default(),
            // A filter's button stands beside the text.
            widths: columns.iter().map(|it| it.header.chars().count() + 3).collect(),
            columns: columns.to_vec(),
            header,
            sheet: 0,
            in_sheet: 0,
            rows: 0,
        };
        file.open_sheet()?;
        Ok(file)
    }

    fn open_sheet(&mut self) -> Result<()> {
        let sheet = self.book.add_worksheet_with_constant_memory()?;
        let number = self.sheet + 1;
        let name = if number == 1 { self.name.clone() } else { format!("{} {number}", self.name) };
        sheet.set_name(cut(&name, 31))?.set_freeze_panes(1, 0)?;
        for (at, column) in (0..).zip(&self.columns) {
            sheet.write_string_with_format(0, at, &column.header, &self.header)?;
        }
        Ok(())
    }

    /// Adds a row.
    pub(crate) fn row<'c>(&mut self, cells: impl Iterator<Item = Cow<'c, str>>) -> Result<()> {
        if self.in_sheet == ROWS_OF_A_SHEET {
            self.close_sheet()?;
            self.sheet += 1;
            self.in_sheet = 0;
            self.open_sheet()?;
        }
        self.in_sheet += 1;
        self.rows += 1;
        let sheet = self.book.worksheet_from_index(self.sheet)?;
        for ((at, column), text) in (0..).zip(&self.columns).zip(cells) {
            if self.rows <= MEASURED
                && let Some(width) = self.widths.get_mut(usize::from(at))
            {
                *width = (*width).max(text.chars().count() + 1);
            }
            self.cells.write(sheet, (self.in_sheet, at), column.field_type, &text)?;
        }
        Ok(())
    }

    fn close_sheet(&mut self) -> Result<()> {
        let sheet = self.book.worksheet_from_index(self.sheet)?;
        dress(sheet, &self.widths, self.in_sheet)
    }

    /// Writes the workbook and puts it in parts; none if the upload is gone.
    pub(crate) async fn put<W: Access>(
        mut self,
        world: &W,
        job: &JobId,
        part: usize,
    ) -> Result<Option<Put>> {
        self.close_sheet()?;
        let mut spool = tempfile::tempfile().context("failed to open a temporary file")?;
        self.book.save_to_writer(&mut spool)?;
        spool.seek(SeekFrom::Start(0))?;
        let mut put = Put::new(FileKind::Export);
        put.rows = self.rows;
        loop {
            let mut bytes = Vec::with_capacity(part);
            (&mut spool).take(part as u64).read_to_end(&mut bytes)?;
            if bytes.is_empty() {
                return Ok(Some(put));
            }
            if !put.part(world, job, bytes).await? {
                return Ok(None);
            }
        }
    }
}

fn dress(sheet: &mut Worksheet, widths: &[usize], rows: u32) -> Result<()> {
    for (at, width) in (0..).zip(widths) {
        sheet.set_column_width(at, u16::try_from((*width).clamp(NARROWEST, WIDEST))?)?;
    }
    let last = u16::try_from(widths.len().saturating_sub(1))?;
    sheet.autofilter(0, 0, rows, last)?;
    Ok(())
}

fn properties(job: &Job) -> Result<DocProperties> {
    let asked = job.created_at.get(..19).unwrap_or_default();
    Ok(DocProperties::new()
        .set_title(&job.file.name)
        .set_subject(job.module.as_str())
        .set_author(job.actor.user.as_str())
        .set_company("Gangway")
        .set_comment(format!("Export {}", job.id))
        // The moment at which it was asked for, so that writing it twice writes the same.
        .set_creation_datetime(&ExcelDateTime::parse_from_str(asked)?))
}

/// The beginning of a text, in characters.
fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
