//! One row while it is being read: slots into text that the reader keeps, so that no cell is allocated.

use gangway_contract::IssueCode;

use super::cell::{Cell, CellKind};
use crate::copy::is_simple;
use crate::field::trim;

/// A row, lent by the reader until the next one.
#[derive(Debug, Clone, Copy)]
pub struct RowCells<'a> {
    pub(super) number: u32,
    /// What the slots point into: the file's own text …
    pub(super) text: &'a str,
    /// … or text that had to be built (unescaped, formatted).
    pub(super) built: &'a str,
    pub(super) slots: &'a [Slot],
    pub(super) fault: Option<IssueCode>,
}

/// A cell of printable ASCII without blanks around it: where it stands in the text around it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SimpleCell<'a> {
    pub(crate) whole: &'a str,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl<'a> SimpleCell<'a> {
    #[inline]
    pub(crate) fn text(&self) -> &'a str {
        self.whole.get(self.start..self.end).unwrap_or_default()
    }

    #[inline]
    pub(crate) fn bytes(&self) -> &'a [u8] {
        self.whole.as_bytes().get(self.start..self.end).unwrap_or_default()
    }

    /// Its first bytes, whatever stands behind it, so that a look at them needs no loop; none near the text's end.
    #[inline]
    pub(crate) fn block<const N: usize>(&self) -> Option<&'a [u8; N]> {
        self.whole.as_bytes().get(self.start..)?.first_chunk()
    }
}

/// Where a cell's text lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: SlotKind,
}

/// What a slot holds, and in which text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SlotKind {
    /// Text as it stands in the file.
    Plain,
    /// The same, and printable ASCII that neither begins nor ends with a blank.
    Simple,
    /// Text that was built.
    Built,
    /// The same, and printable ASCII that neither begins nor ends with a blank.
    SimpleBuilt,
    /// A built text that is its own canonical number.
    PlainNumber,
    /// A built text, with the canonical value right after it, up to this end.
    Number(u32),
    Date(u32),
    Datetime(u32),
    Time,
    Boolean(bool),
    Error,
}

/// A number of as many signs is what its writer meant: spreadsheets keep 15 digits.
const EXACT_DIGITS: u32 = 15;

/// Put behind the built text of a row, so that a cell can be copied with what follows it.
pub(super) const ROOM: &str = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

impl SlotKind {
    /// The kind of a text that was built.
    #[inline]
    pub(super) fn of_built(text: &[u8]) -> Self {
        if looks_simple(text) { Self::SimpleBuilt } else { Self::Built }
    }
}

/// Printable ASCII that neither begins nor ends with a blank.
#[inline]
pub(super) fn looks_simple(text: &[u8]) -> bool {
    let visible = |it: Option<&u8>| it.is_some_and(u8::is_ascii_graphic);
    visible(text.first()) && visible(text.last()) && is_simple(text)
}

impl Slot {
    /// The same, so much further on.
    pub(super) fn moved(self, by: usize) -> Self {
        let by = u32::try_from(by).unwrap_or(u32::MAX);
        let kind = match self.kind {
            SlotKind::Number(end) => SlotKind::Number(end.saturating_add(by)),
            SlotKind::Date(end) => SlotKind::Date(end.saturating_add(by)),
            SlotKind::Datetime(end) => SlotKind::Datetime(end.saturating_add(by)),
            other => other,
        };
        Self { start: self.start.saturating_add(by), end: self.end.saturating_add(by), kind }
    }

    /// From one place of a text to another. A row's text is bounded by its cells' own bounds, far below 4 GiB.
    #[inline]
    pub(super) fn between(start: usize, end: usize, kind: SlotKind) -> Self {
        let wide = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        Self { start: wide(start), end: wide(end), kind }
    }
}

impl<'a> RowCells<'a> {
    /// The row's number as a spreadsheet counts it, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// How many cells the row has.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether the row has no cells at all.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// A cell; beyond the row's end, an empty one.
    pub fn get(&self, index: usize) -> Cell<'a> {
        self.slots.get(index).map_or(Cell::EMPTY, |slot| self.cell(*slot))
    }

    /// A cell of printable ASCII without blanks around it, where the reader found that out on its way. A number that
    /// is spelt out in full stands for itself as such a text does.
    #[inline]
    pub(crate) fn simple(&self, index: usize) -> Option<SimpleCell<'a>> {
        let slot = self.slots.get(index)?;
        let whole = match slot.kind {
            SlotKind::Simple => self.text,
            SlotKind::SimpleBuilt => self.built,
            SlotKind::PlainNumber if slot.end - slot.start <= EXACT_DIGITS => self.built,
            _ => return None,
        };
        Some(SimpleCell { whole, start: slot.start as usize, end: slot.end as usize })
    }

    /// A workbook's day as its ISO date, where a person sees something beside a spreadsheet's error, which begins with `#`.
    #[inline]
    pub(crate) fn day(&self, index: usize) -> Option<SimpleCell<'a>> {
        let slot = *self.slots.get(index)?;
        let SlotKind::Date(end) = slot.kind else { return None };
        let seen =
            *self.built.as_bytes().get(slot.start as usize).filter(|_| slot.start < slot.end)?;
        let day = SimpleCell { whole: self.built, start: slot.end as usize, end: end as usize };
        (seen.is_ascii_graphic() && seen != b'#').then_some(day)
    }

    /// Whether there is no text at all in a cell.
    #[inline]
    pub(crate) fn is_void(&self, index: usize) -> bool {
        self.slots.get(index).is_none_or(|it| it.kind == SlotKind::Plain && it.start == it.end)
    }

    /// Every cell in its order.
    pub fn iter(&self) -> impl Iterator<Item = Cell<'a>> + '_ {
        self.slots.iter().map(|slot| self.cell(*slot))
    }

    /// Whether nobody would see anything in the row.
    pub fn is_blank(&self) -> bool {
        // The first cell's first byte settles it for nearly every row.
        !self.slots.first().is_some_and(|it| self.begins_visibly(*it))
            && self.iter().all(|cell| cell.text.trim().is_empty())
    }

    #[inline]
    fn begins_visibly(&self, slot: Slot) -> bool {
        let text = match slot.kind {
            SlotKind::Simple | SlotKind::SimpleBuilt => return true,
            SlotKind::Plain => self.text,
            _ => self.built,
        };
        slot.start < slot.end
            && text.as_bytes().get(slot.start as usize).is_some_and(u8::is_ascii_graphic)
    }

    /// For each cell, whether somebody would see anything in it.
    pub fn filled(&self) -> impl Iterator<Item = bool> + use<'a> {
        let row = *self;
        self.slots.iter().map(move |slot| row.is_filled(*slot))
    }

    /// The first byte settles it for nearly every cell.
    #[inline]
    fn is_filled(&self, slot: Slot) -> bool {
        self.begins_visibly(slot)
            || (slot.start < slot.end && !trim(self.cell(slot).text).is_empty())
    }

    /// What is wrong with the row as a whole.
    pub fn fault(&self) -> Option<IssueCode> {
        self.fault
    }

    #[inline]
    fn cell(&self, slot: Slot) -> Cell<'a> {
        match slot.kind {
            SlotKind::Plain | SlotKind::Simple => {
                Cell { text: cut(self.text, slot.start, slot.end), kind: CellKind::Text }
            }
            _ => self.built_cell(slot),
        }
    }

    fn built_cell(&self, slot: Slot) -> Cell<'a> {
        let text = match slot.kind {
            SlotKind::Plain | SlotKind::Simple => cut(self.text, slot.start, slot.end),
            _ => cut(self.built, slot.start, slot.end),
        };
        let kind = match slot.kind {
            SlotKind::Plain | SlotKind::Simple | SlotKind::Built | SlotKind::SimpleBuilt => {
                CellKind::Text
            }
            SlotKind::PlainNumber => CellKind::Number(text),
            SlotKind::Number(end) => CellKind::Number(cut(self.built, slot.end, end)),
            SlotKind::Date(end) => CellKind::Date(cut(self.built, slot.end, end)),
            SlotKind::Datetime(end) => CellKind::Datetime(cut(self.built, slot.end, end)),
            SlotKind::Time => CellKind::Time,
            SlotKind::Boolean(it) => CellKind::Boolean(it),
            SlotKind::Error => CellKind::Error,
        };
        Cell { text, kind }
    }
}

fn cut(text: &str, start: u32, end: u32) -> &str {
    text.get(start as usize..end as usize).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::field::{Kind, Shape, begins_with_zeros, was_rounded};

    #[test]
    fn the_room_behind_a_row_is_as_long_as_the_longest_short_copy() {
        assert_eq!(ROOM.len(), 64);
    }

    proptest! {
        /// A day is handed on as its ISO date, where a column of days keeps it.
        #[test]
        fn a_day_is_read_as_its_iso_date(
            seen in "(#|[!-~ ])?[!-~ ]{0,10}|#N/A",
            day in "[0-9]{4}-[0-1][0-9]-[0-3][0-9]|[0-9-]{9,11}",
        ) {
            let built = format!("{seen}{day}");
            let wide = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
            let kind = SlotKind::Date(wide(built.len()));
            let slots = [Slot { start: 0, end: wide(seen.len()), kind }];
            let row = RowCells { number: 2, text: "", built: &built, slots: &slots, fault: None };
            let kind = Kind::Date { order: None };
            if let Some(day) = row.day(0).filter(|it| kind.keeps_day(it)) {
                let mut read = String::new();
                prop_assert_eq!(kind.read(&row.get(0), &mut read), Ok(Shape::Text));
                prop_assert_eq!(&read, day.text());
            }
        }
    }

    proptest! {
        /// A number is handed on as a text that stands for itself, where the kind of a column keeps such a text.
        #[test]
        fn a_plain_number_is_read_as_its_text(text in "-?(0|[1-9][0-9]{0,14})(\\.[0-9]{0,5}[1-9])?") {
            let cell = Cell { text: &text, kind: CellKind::Number(&text) };
            let kinds = [Kind::Text, Kind::LongText, Kind::ExternalId, Kind::Email, Kind::Url,
                Kind::Integer { sign: None }, Kind::Date { order: None }];
            let end = text.len();
            let simple = SimpleCell { whole: &text, start: 0, end };
            let fits = end <= EXACT_DIGITS as usize;
            for kind in kinds.iter().filter(|it| fits && it.keeps(&simple)) {
                let mut read = String::new();
                prop_assert_eq!(kind.read(&cell, &mut read), Ok(Shape::Text), "{:?}", kind);
                prop_assert_eq!(&read, &text, "{:?}", kind);
                let is_noted = was_rounded(&cell) || begins_with_zeros(text.as_bytes());
                prop_assert!(!kind.keeps_digits() || !is_noted);
            }
        }
    }
}
