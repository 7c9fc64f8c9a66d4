//! The first rows of a file, kept from the first look so that they can be read again without the file.

use std::sync::Arc;

use gangway_contract::Refusal;

use super::book::Opened;
use super::cell::{OwnedCell, OwnedKind};
use super::facts::{FileFacts, Layout};
use super::reader::TableReader;
use super::row::{RowCells, Slot, SlotKind};
use crate::source::Need;

/// Text is read again from its bytes, so that its rows are those of the whole file. A workbook's rows are kept
/// as they were found: between the head of the file and the first row lies much that would be unpacked again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub(super) file: FileFacts,
    pub(super) kept: Kept,
    /// What need not be opened again to read the whole file.
    pub(super) opened: Option<Arc<dyn Opened>>,
}

/// What is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kept {
    /// The file's first bytes.
    Text(Vec<u8>),
    /// Rows below the header, with their numbers.
    Rows(Vec<(u32, Vec<OwnedCell>)>),
}

/// How much text is read at once.
const PIECE: usize = 64 << 10;

impl Head {
    /// Hands on the first data rows under a layout, until `each` has seen enough.
    pub fn visit(
        &self,
        layout: &Layout,
        each: &mut dyn FnMut(&RowCells<'_>) -> bool,
    ) -> Result<(), Refusal> {
        match &self.kept {
            Kept::Text(bytes) => self.visit_text(bytes, layout, each),
            Kept::Rows(rows) => {
                visit_rows(rows, each);
                Ok(())
            }
        }
    }

    fn visit_text(
        &self,
        bytes: &[u8],
        layout: &Layout,
        each: &mut dyn FnMut(&RowCells<'_>) -> bool,
    ) -> Result<(), Refusal> {
        let mut reader = TableReader::new(&self.file, layout)?;
        let mut more = true;
        let mut rows = |row: &RowCells<'_>| more = more && each(row);
        let mut rest = bytes;
        while let (Some(Need { .. }), false) = (reader.need(), rest.is_empty()) {
            let (piece, after) = rest.split_at(rest.len().min(PIECE));
            reader.answer(piece, &mut rows)?;
            rest = after;
        }
        if reader.need().is_none() { reader.finish(&mut rows) } else { Ok(()) }
    }
}

fn visit_rows(rows: &[(u32, Vec<OwnedCell>)], each: &mut dyn FnMut(&RowCells<'_>) -> bool) {
    let (mut built, mut slots) = (String::new(), Vec::new());
    for (number, cells) in rows {
        built.clear();
        slots.clear();
        slots.extend(cells.iter().map(|it| slot(it, &mut built)));
        let row = RowCells { number: *number, text: "", built: &built, slots: &slots, fault: None };
        if !each(&row) {
            return;
        }
    }
}

/// A cell as a reader would have left it: its text, and behind it the canonical value of some kinds.
fn slot(cell: &OwnedCell, built: &mut String) -> Slot {
    let wide = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
    let start = wide(built.len());
    built.push_str(&cell.text);
    let end = wide(built.len());
    let mut behind = |canonical: &str| {
        built.push_str(canonical);
        wide(built.len())
    };
    let kind = match &cell.kind {
        OwnedKind::Text => SlotKind::Built,
        OwnedKind::Number(it) => SlotKind::Number(behind(it)),
        OwnedKind::Date(it) => SlotKind::Date(behind(it)),
        OwnedKind::Datetime(it) => SlotKind::Datetime(behind(it)),
        OwnedKind::Time => SlotKind::Time,
        OwnedKind::Boolean(it) => SlotKind::Boolean(*it),
        OwnedKind::Error => SlotKind::Error,
    };
    Slot { start, end, kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_row_reads_as_it_did() {
        let cell = |text: &str, kind| OwnedCell { text: text.into(), kind };
        let cells = vec![
            cell("Anna", OwnedKind::Text),
            cell("1,234.50", OwnedKind::Number("1234.5".into())),
            cell("29.2.2024", OwnedKind::Date("2024-02-29".into())),
            cell("TRUE", OwnedKind::Boolean(true)),
            cell("", OwnedKind::Text),
        ];
        let mut seen = Vec::new();
        visit_rows(&[(7, cells.clone()), (9, Vec::new())], &mut |row| {
            seen.push((row.number(), row.iter().map(|it| it.to_owned()).collect::<Vec<_>>()));
            true
        });
        assert_eq!(seen, [(7, cells), (9, Vec::new())]);
    }
}
