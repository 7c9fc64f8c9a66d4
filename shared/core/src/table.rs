//! Turns the bytes of a file into rows of cells, whatever the file is: text with a delimiter or a workbook.
//!
//! Two steps, both fed through [`Need`](crate::source::Need)s: [`Sniff`] looks at the file's head (and a
//! workbook's directory) and says what it is; [`TableReader`] reads every row under the [`Layout`] that was
//! agreed to. Neither knows fields, records or mappings.

mod book;
mod cell;
mod csv;
mod dialect;
mod encoding;
mod facts;
mod format;
mod gather;
mod head;
mod header;
mod kind;
mod magic;
mod notes;
mod patch;
mod reader;
mod restore;
mod row;
mod sniff;
mod xls;
mod xlsx;

pub use cell::{Cell, CellKind, OwnedCell, OwnedKind};
pub use encoding::tell_encoding;
pub use facts::{Choices, FileFacts, Layout, SAMPLE_BYTES, SAMPLE_ROWS, Sniffed};
pub use head::Head;
pub(crate) use patch::Patch;
pub(crate) use reader::Place;
pub use reader::TableReader;
pub use row::RowCells;
pub(crate) use row::SimpleCell;
pub use sniff::Sniff;
