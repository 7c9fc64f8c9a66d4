//! Workbooks of Excel 2007 and later, read as a stream: directory → sheets → shared strings → rows.

mod book;
mod cell;
mod inflate;
mod open;
mod part;
mod quick;
mod reader;
mod sheet;
mod size;
mod sniff;
mod strings;
mod styles;
#[cfg(test)]
mod tests;
mod text;
mod window;
mod xml;
mod zip;

pub(super) use self::open::no_such_sheet;
pub(super) use self::part::encrypted;
pub(super) use self::reader::{XlsxPlace, XlsxReader};
pub(super) use self::sniff::{BookHead, XlsxSniff};
pub(super) use self::strings::Strings;
pub(super) use self::zip::corrupt;
