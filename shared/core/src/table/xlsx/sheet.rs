//! Scans a sheet's XML while it is being unpacked and hands on row after row, in constant memory.

use gangway_contract::Refusal;

use super::cell::{self, CellHead, Context, small};
use super::quick;
use super::strings::push_raw;
use super::window::Taken;
use super::xml::{self, Token};
use super::zip::corrupt;
use crate::guard;
use crate::table::row::{ROOM, RowCells, Slot, SlotKind};

/// Who gets the rows.
pub(super) type Rows<'a> = dyn FnMut(&RowCells<'_>) + 'a;

const BLANK: Slot = Slot { start: 0, end: 0, kind: SlotKind::Plain };

/// Where in a cell's inline text the scan is. A value beside it is a copy for other readers.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Inline {
    #[default]
    No,
    Open,
    Done,
}

/// A sheet that is being scanned.
#[expect(clippy::struct_excessive_bools, reason = "each says where in the XML the scan is")]
#[derive(Debug, Default, Clone)]
pub(super) struct SheetScan {
    header_row: u32,
    /// The row that is open, or the last one.
    row: u32,
    next_column: usize,
    /// The open cell and its column.
    cell: Option<CellHead>,
    column: usize,
    /// The raw value of the open cell, and whether it is meant literally.
    value: String,
    collecting: bool,
    in_phonetic: bool,
    inline: Inline,
    text_start: usize,
    keep_blanks: bool,
    built: String,
    slots: Vec<Slot>,
    cells: u64,
    /// The highest shared string that a cell asked for, plus one.
    pub(super) strings_wanted: usize,
    /// Complete rows so far.
    pub(super) rows: u32,
    /// Rows that Excel does not show.
    pub(super) hidden_rows: u32,
    /// Ranges of cells that were made one. They are listed behind the rows.
    pub(super) merged: u32,
    /// Whether the last row was handed on.
    pub(super) done: bool,
    opened: bool,
}

impl SheetScan {
    pub(super) fn new(header_row: Option<u32>) -> Self {
        Self { header_row: header_row.unwrap_or(0), ..Self::default() }
    }

    /// Whether the bytes ended before the sheet did.
    pub(super) fn cut_short(&self) -> bool {
        self.opened && !self.done
    }

    /// Takes the next bytes of the sheet.
    pub(super) fn push(
        &mut self,
        bytes: &[u8],
        context: &Context<'_>,
        rows: &mut Rows<'_>,
    ) -> Result<Taken, Refusal> {
        let mut at = 0;
        loop {
            let between = !self.done && !self.collecting && !self.in_phonetic;
            if between && let Some(cell) = quick::cell(bytes.get(at..).unwrap_or_default()) {
                self.open_cell_at(cell.column)?;
                self.put(cell.head, cell.raw, context)?;
                at += cell.len;
                continue;
            }
            let Some((token, next)) = xml::next(bytes, at)? else { break };
            at = next;
            if self.done {
                let merges = matches!(token, Token::Open { name: b"mergeCell", .. });
                self.merged = self.merged.saturating_add(u32::from(merges));
            } else {
                self.see(token, context, rows)?;
            }
        }
        Ok(Taken { used: at, more: true })
    }

    fn see(
        &mut self,
        token: Token<'_>,
        context: &Context<'_>,
        rows: &mut Rows<'_>,
    ) -> Result<(), Refusal> {
        match token {
            Token::Text(raw) if self.collecting => self.collect(raw, false),
            Token::Literal(raw) if self.collecting => self.collect(raw, true),
            Token::Open { name: b"c", attributes, empty } => {
                return self.open_cell(attributes, empty);
            }
            Token::Close(b"c") => return self.close_cell(context),
            Token::Open { name: b"row", attributes, empty } => {
                self.open_row(attributes, rows)?;
                return if empty { self.close_row(context, rows) } else { Ok(()) };
            }
            Token::Close(b"row") => return self.close_row(context, rows),
            Token::Open { name: b"v", empty, .. } => {
                self.collecting = !empty && self.inline == Inline::No && self.cell.is_some();
                self.text_start = self.value.len();
                self.keep_blanks = true;
            }
            Token::Open { name: b"is", .. } => {
                self.inline = Inline::Open;
                self.value.clear();
            }
            Token::Open { name: b"t", attributes, empty } => {
                let open = self.inline == Inline::Open && self.cell.is_some();
                self.collecting = !empty && open && !self.in_phonetic;
                self.text_start = self.value.len();
                self.keep_blanks = xml::keeps_blanks(attributes);
            }
            Token::Close(b"v" | b"t") if self.collecting => {
                self.collecting = false;
                xml::trim_tail(&mut self.value, self.text_start, self.keep_blanks);
            }
            Token::Close(b"is") => self.inline = Inline::Done,
            Token::Open { name: b"rPh", empty, .. } => self.in_phonetic = !empty,
            Token::Close(b"rPh") => self.in_phonetic = false,
            Token::Open { name: b"sheetData", empty: false, .. } => self.opened = true,
            Token::Close(b"sheetData") | Token::Open { name: b"sheetData", empty: true, .. } => {
                self.done = true;
            }
            _ => {}
        }
        Ok(())
    }

    fn collect(&mut self, raw: &[u8], literal: bool) {
        push_raw(raw, literal, &mut self.value);
    }

    fn open_row(&mut self, attributes: &[u8], rows: &mut Rows<'_>) -> Result<(), Refusal> {
        let number = xml::attribute(attributes, b"r").and_then(small).unwrap_or(self.row + 1);
        if number > guard::MAX_SHEET_ROW {
            return Err(guard::too_many_rows(guard::MAX_SHEET_ROW));
        }
        // To put rows in order, all of them would have to be held. Excel does that, and calls the file damaged.
        if number <= self.row {
            return Err(corrupt(&format!("row {number} comes after row {} in it", self.row)));
        }
        for blank in self.row + 1..number {
            emit(blank, self.header_row, "", "", &[], rows);
        }
        self.row = number;
        self.next_column = 0;
        // Of XML that is broken, a cell may still be open.
        self.cell = None;
        self.collecting = false;
        self.hidden_rows += u32::from(xml::flag(attributes, b"hidden", false));
        Ok(())
    }

    fn close_row(&mut self, context: &Context<'_>, rows: &mut Rows<'_>) -> Result<(), Refusal> {
        while self.slots.last() == Some(&BLANK) {
            self.slots.pop();
        }
        self.cells += self.slots.len() as u64;
        if self.cells > guard::MAX_CELLS {
            return Err(guard::too_many_cells());
        }
        if !self.built.is_empty() {
            self.built.push_str(ROOM);
        }
        emit(self.row, self.header_row, context.strings.text(), &self.built, &self.slots, rows);
        self.slots.clear();
        self.built.clear();
        self.rows += 1;
        Ok(())
    }

    fn open_cell(&mut self, attributes: &[u8], empty: bool) -> Result<(), Refusal> {
        let head = CellHead::read(attributes);
        self.open_cell_at(head.column.unwrap_or(self.next_column))?;
        self.cell = (!empty).then_some(head);
        Ok(())
    }

    fn open_cell_at(&mut self, column: usize) -> Result<(), Refusal> {
        if column >= guard::MAX_COLUMNS {
            return Err(guard::too_many_columns(self.row));
        }
        self.column = column;
        self.next_column = column + 1;
        self.value.clear();
        self.inline = Inline::No;
        self.cell = None;
        Ok(())
    }

    fn close_cell(&mut self, context: &Context<'_>) -> Result<(), Refusal> {
        self.collecting = false;
        self.inline = Inline::No;
        let Some(head) = self.cell.take() else { return Ok(()) };
        if self.value.len() > guard::MAX_CELL_BYTES {
            return Err(guard::cell_too_long(self.row));
        }
        let value = std::mem::take(&mut self.value);
        let result = self.put(head, value.as_bytes(), context);
        self.value = value;
        result
    }

    /// Puts a cell whose references are resolved where it belongs.
    fn put(&mut self, head: CellHead, raw: &[u8], context: &Context<'_>) -> Result<(), Refusal> {
        let slot = if head.is_shared() {
            let Some(index) = cell::shared(raw) else { return Ok(()) };
            self.strings_wanted = self.strings_wanted.max(index + 1);
            context.strings.slot(index).filter(|it| it.end > it.start)
        } else {
            cell::slot(head, raw, context, &mut self.built)
        };
        if self.built.len() > guard::MAX_ROW_BYTES {
            return Err(guard::row_too_long(self.row));
        }
        if let Some(slot) = slot {
            self.set(slot);
        }
        Ok(())
    }

    fn set(&mut self, slot: Slot) {
        if self.slots.len() == self.column {
            self.slots.push(slot);
            return;
        }
        if self.slots.len() < self.column {
            self.slots.resize(self.column + 1, BLANK);
        }
        self.slots[self.column] = slot;
    }
}

fn emit(
    number: u32,
    header_row: u32,
    text: &str,
    built: &str,
    slots: &[Slot],
    rows: &mut Rows<'_>,
) {
    if number > header_row {
        rows(&RowCells { number, text, built, slots, fault: None });
    }
}
