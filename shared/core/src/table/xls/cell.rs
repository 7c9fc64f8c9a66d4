//! The records that hold cells: where each lies, and from its bytes to slots of a row.

use gangway_contract::Refusal;

use super::built::Built;
use super::cfb::{u16_at, u32_at};
use super::globals::Globals;
use super::records::{CONTINUE, Record, Records};
use crate::guard;
use crate::table::row::{Slot, SlotKind};
use crate::table::xlsx::corrupt;

const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const RICH_LABEL: u16 = 0x00d6;
const TRUTH_OR_ERROR: u16 = 0x0205;
const SHORT_NUMBER: u16 = 0x027e;
const MANY_NUMBERS: u16 = 0x00bd;
const SHARED: u16 = 0x00fd;
const FORMULA: u16 = 0x0006;
/// The text that a formula came to, which follows it …
const TEXT_OF_FORMULA: u16 = 0x0207;
/// … perhaps behind what the formula shares with others.
const SHARED_FORMULAS: [u16; 4] = [0x0221, 0x04bc, 0x0236, CONTINUE];

const BLANK: Slot = Slot { start: 0, end: 0, kind: SlotKind::Plain };

/// The row of a record that holds cells, and its first and last column, all from 0.
#[inline]
pub(super) fn place(record: Record<'_>) -> Option<(u16, u16, u16)> {
    let Record { kind, data, .. } = record;
    let last = match kind {
        NUMBER | LABEL | RICH_LABEL | TRUTH_OR_ERROR | SHORT_NUMBER | SHARED | FORMULA => {
            u16_at(data, 2)
        }
        MANY_NUMBERS => u16_at(data, data.len().saturating_sub(2)),
        _ => return None,
    };
    Some((u16_at(data, 0)?, u16_at(data, 2)?, last?))
}

/// A row that is being built.
pub(super) struct Line<'a> {
    globals: &'a Globals,
    pub(super) built: Built,
    pub(super) slots: Vec<Slot>,
    /// Where a cell is built that cannot be built in its place.
    scratch: String,
}

impl<'a> Line<'a> {
    pub(super) fn new(globals: &'a Globals) -> Self {
        Self { globals, built: Built::default(), slots: Vec::new(), scratch: String::new() }
    }

    pub(super) fn clear(&mut self) {
        self.built.clear();
        self.slots.clear();
    }

    /// Puts a record's cells where they belong; `more` are the records behind it.
    pub(super) fn put(&mut self, record: Record<'_>, more: Records<'_>) -> Result<(), Refusal> {
        self.read(record, more).ok_or_else(|| {
            let row = u16_at(record.data, 0).map_or(0, |it| u32::from(it) + 1);
            corrupt(&format!("a cell in its row {row} cannot be read"))
        })?;
        if self.built.len() > guard::MAX_ROW_BYTES {
            let row = u16_at(record.data, 0).map_or(0, |it| u32::from(it) + 1);
            return Err(guard::row_too_long(row));
        }
        Ok(())
    }

    fn read(&mut self, record: Record<'_>, more: Records<'_>) -> Option<()> {
        let Record { kind, data, .. } = record;
        let column = u16_at(data, 2)?;
        let slot = match kind {
            SHARED => self.shared(u32_at(data, 6)?),
            LABEL | RICH_LABEL => self.text(data.get(6..)?, more)?,
            NUMBER => self.number(f64_at(data, 6)?, u16_at(data, 4)?),
            SHORT_NUMBER => self.number(short_number(u32_at(data, 6)?), u16_at(data, 4)?),
            MANY_NUMBERS => return self.many(column, data),
            TRUTH_OR_ERROR => match data.get(7)? {
                0 => self.truth(*data.get(6)? != 0),
                1 => self.error(*data.get(6)?)?,
                _ => return None,
            },
            FORMULA => self.formula(data, more)?,
            _ => return Some(()),
        };
        self.set(column, slot);
        Some(())
    }

    fn set(&mut self, column: u16, slot: Slot) {
        let column = usize::from(column);
        let slot = if slot.start == slot.end { BLANK } else { slot };
        if column == self.slots.len() {
            self.slots.push(slot);
            return;
        }
        if column > self.slots.len() {
            self.slots.resize(column + 1, BLANK);
        }
        self.slots[column] = slot;
    }

    /// A string that is not there is an empty one.
    fn shared(&self, index: u32) -> Slot {
        self.globals.strings.slot(index as usize).unwrap_or(BLANK)
    }

    fn text(&mut self, data: &[u8], more: Records<'_>) -> Option<Slot> {
        let spelling = self.globals.spelling;
        let within = spelling.within(data);
        if let Some(slot) = within.and_then(|(raw, wide)| self.built.push_printable(raw, wide)) {
            return Some(slot);
        }
        self.scratch.clear();
        spelling.push(data, more, &mut self.scratch)?;
        Some(self.build(SlotKind::of_built(self.scratch.as_bytes())))
    }

    /// Builds what lies in the scratch.
    fn build(&mut self, kind: SlotKind) -> Slot {
        let start = self.built.len();
        self.built.push(&self.scratch);
        self.built.since(start, kind)
    }

    fn truth(&mut self, truth: bool) -> Slot {
        let start = self.built.len();
        self.built.push(if truth { "TRUE" } else { "FALSE" });
        self.built.since(start, SlotKind::Boolean(truth))
    }

    fn error(&mut self, code: u8) -> Option<Slot> {
        let start = self.built.len();
        self.built.push(match code {
            0x00 => "#NULL!",
            0x07 => "#DIV/0!",
            0x0f => "#VALUE!",
            0x17 => "#REF!",
            0x1d => "#NAME?",
            0x24 => "#NUM!",
            0x2a => "#N/A",
            0x2b => "#DATA!",
            _ => return None,
        });
        Some(self.built.since(start, SlotKind::Error))
    }

    fn number(&mut self, value: f64, style: u16) -> Slot {
        let format = self.globals.styles.format(u32::from(style));
        self.scratch.clear();
        let slot = format.slot_of(value, self.globals.epoch_1904, &mut self.scratch);
        let start = self.built.len();
        self.built.push(&self.scratch);
        slot.moved(start)
    }

    fn many(&mut self, first: u16, data: &[u8]) -> Option<()> {
        let cells = data.get(4..data.len().checked_sub(2)?)?;
        for (column, cell) in (first..=u16::MAX).zip(cells.chunks_exact(6)) {
            let slot = self.number(short_number(u32_at(cell, 2)?), u16_at(cell, 0)?);
            self.set(column, slot);
        }
        Some(())
    }

    /// What a formula came to when the workbook was saved.
    fn formula(&mut self, data: &[u8], more: Records<'_>) -> Option<Slot> {
        let value = data.get(6..14)?;
        match *value {
            [0, .., 0xff, 0xff] => match text_of_formula(more) {
                Some((text, more)) => self.text(text, more),
                None => Some(BLANK),
            },
            [1, _, it, .., 0xff, 0xff] => Some(self.truth(it != 0)),
            [2, _, it, .., 0xff, 0xff] => self.error(it),
            [3, .., 0xff, 0xff] => Some(BLANK),
            [.., 0xff, 0xff] => None,
            _ => Some(self.number(f64_at(value, 0)?, u16_at(data, 4)?)),
        }
    }
}

fn text_of_formula(mut more: Records<'_>) -> Option<(&[u8], Records<'_>)> {
    loop {
        let record = more.next().ok()??;
        match record.kind {
            TEXT_OF_FORMULA => return Some((record.data, more)),
            kind if SHARED_FORMULAS.contains(&kind) => {}
            _ => return None,
        }
    }
}

/// A number in four bytes: a whole one, or the upper half of a binary fraction, perhaps in hundredths.
fn short_number(raw: u32) -> f64 {
    let value = if raw & 2 == 0 {
        f64::from_bits(u64::from(raw & !3) << 32)
    } else {
        f64::from(raw.cast_signed() >> 2)
    };
    if raw & 1 == 0 { value } else { value / 100.0 }
}

fn f64_at(data: &[u8], at: usize) -> Option<f64> {
    data.get(at..)?.first_chunk().map(|it| f64::from_le_bytes(*it))
}
