//! A row with other texts in some of its cells, in memory that is kept from row to row.

use super::row::{RowCells, Slot, SlotKind};

/// What replaces a row's own slots.
#[derive(Debug, Default)]
pub(crate) struct Patch {
    built: String,
    slots: Vec<Slot>,
}

impl Patch {
    /// Begins with the row as the file has it.
    pub(crate) fn begin(&mut self, row: &RowCells<'_>) {
        self.built.clear();
        self.built.push_str(row.built);
        self.slots.clear();
        self.slots.extend_from_slice(row.slots);
    }

    /// Gives a cell another text. A row that ended before it gets blank cells in between.
    pub(crate) fn set(&mut self, index: usize, text: &str) {
        let blank = Slot { start: 0, end: 0, kind: SlotKind::Plain };
        if self.slots.len() <= index {
            self.slots.resize(index + 1, blank);
        }
        let start = self.built.len();
        self.built.push_str(text);
        let wide = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        if let Some(slot) = self.slots.get_mut(index) {
            *slot = Slot { start: wide(start), end: wide(self.built.len()), kind: SlotKind::Built };
        }
    }

    /// The row with what was set since `begin`.
    pub(crate) fn row<'a>(&'a self, row: &RowCells<'a>) -> RowCells<'a> {
        RowCells { built: &self.built, slots: &self.slots, ..*row }
    }
}
