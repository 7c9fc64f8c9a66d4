//! Scans a sheet's XML while it is being unpacked and hands on row after row, in constant memory.

use gangway_contract::Refusal;

use super::cell::{CellHead, Context, slot, small};
use super::strings::push_raw;
use super::xml::{self, Token};
use super::zip::corrupt;
use crate::guard;
use crate::table::row::{RowCells, Slot, SlotKind};

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
#[derive(Debug, Default)]
pub(super) struct SheetScan {
    header_row: u32,
    pending: Vec<u8>,
    /// A token that did not end is looked at again only when this much is there, or a long one would be looked
    /// at with every piece.
    scan_from: usize,
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
        piece: &[u8],
        context: &Context<'_>,
        rows: &mut Rows<'_>,
    ) -> Result<(), Refusal> {
        if self.pending.is_empty() {
            let used = self.scan(piece, context, rows)?;
            self.pending.extend_from_slice(piece.get(used..).unwrap_or_default());
            self.scan_from = 0;
            return Ok(());
        }
        self.pending.extend_from_slice(piece);
        if self.pending.len() < self.scan_from { Ok(()) } else { self.finish(context, rows) }
    }

    /// Scans what was put off; there is nothing more to come, or enough of it is there.
    pub(super) fn finish(
        &mut self,
        context: &Context<'_>,
        rows: &mut Rows<'_>,
    ) -> Result<(), Refusal> {
        let mut bytes = std::mem::take(&mut self.pending);
        let used = self.scan(&bytes, context, rows)?;
        bytes.drain(..used);
        self.scan_from = if used == 0 { 2 * bytes.len() } else { 0 };
        self.pending = bytes;
        Ok(())
    }

    fn scan(
        &mut self,
        bytes: &[u8],
        context: &Context<'_>,
        rows: &mut Rows<'_>,
    ) -> Result<usize, Refusal> {
        let mut at = 0;
        while let Some((token, next)) = xml::next(bytes, at)? {
            at = next;
            if self.done {
                let merges = matches!(token, Token::Open { name: b"mergeCell", .. });
                self.merged = self.merged.saturating_add(u32::from(merges));
                continue;
            }
            self.see(token, context, rows)?;
            // Only where no other text of the cell came before; how a file was cut must not show.
            let fresh = self.value.is_empty() && self.inline == Inline::No;
            if fresh && self.cell.is_some() && !self.collecting {
                at = self.whole_value(bytes, at, context)?;
            }
        }
        Ok(at)
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

    /// The common cell, `<c …><v>…</v></c>`, without a token for each of its parts.
    fn whole_value(
        &mut self,
        bytes: &[u8],
        at: usize,
        context: &Context<'_>,
    ) -> Result<usize, Refusal> {
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(inner) = rest.strip_prefix(b"<v>") else { return Ok(at) };
        let Some(len) = memchr::memchr(b'<', inner) else { return Ok(at) };
        let raw = &inner[..len];
        let plain = raw.is_ascii() && memchr::memchr2(b'&', b'\r', raw).is_none();
        let short = len <= guard::MAX_CELL_BYTES;
        if !short || !plain || !inner[len..].starts_with(b"</v></c>") {
            return Ok(at);
        }
        let Some(head) = self.cell.take() else { return Ok(at) };
        self.put(head, raw, context)?;
        Ok(at + 3 + len + 8)
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
        emit(self.row, self.header_row, context.strings.text(), &self.built, &self.slots, rows);
        self.slots.clear();
        self.built.clear();
        self.rows += 1;
        Ok(())
    }

    fn open_cell(&mut self, attributes: &[u8], empty: bool) -> Result<(), Refusal> {
        let head = CellHead::read(attributes);
        let column = head.column.unwrap_or(self.next_column);
        if column >= guard::MAX_COLUMNS {
            return Err(guard::too_many_columns(self.row));
        }
        self.column = column;
        self.next_column = column + 1;
        self.value.clear();
        self.inline = Inline::No;
        self.cell = (!empty).then_some(head);
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
        if head.is_shared() {
            let wanted = small(raw.trim_ascii()).map_or(0, |it| it as usize + 1);
            self.strings_wanted = self.strings_wanted.max(wanted);
        }
        let Some(slot) = slot(head, raw, context, &mut self.built) else { return Ok(()) };
        if self.built.len() > guard::MAX_ROW_BYTES {
            return Err(guard::row_too_long(self.row));
        }
        let column = self.column;
        if self.slots.len() <= column {
            self.slots.resize(column + 1, BLANK);
        }
        self.slots[column] = slot;
        Ok(())
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
