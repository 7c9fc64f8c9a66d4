//! Text with a delimiter: bytes → text → records.

pub(super) mod comment;
mod marks;
mod reader;
mod scan;
mod searched;
#[cfg(test)]
mod tests;
mod text;
mod utf_8;

use gangway_contract::Dialect;

pub(super) use self::reader::{CsvPlace, CsvReader};
use self::scan::{Scanner, Text};
pub(super) use self::text::TextDecoder;
use super::header::SampleRow;
use super::row::RowCells;

/// What a sample holds: its complete records without a `sep=` line, and the numbers of those that are remarks.
#[derive(Debug, Default)]
pub(super) struct SampleRows {
    pub(super) rows: Vec<SampleRow>,
    pub(super) remarks: Vec<u32>,
}

/// The complete records of a sample; `whole` if the file ends with it.
pub(super) fn sample_rows(text: &str, whole: bool, dialect: &Dialect) -> SampleRows {
    let mut sample = SampleRows::default();
    visit_sample(text, whole, dialect, &mut |row| {
        if dialect.comment.is_some_and(|it| comment::is(row, it)) {
            sample.remarks.push(row.number);
        } else {
            let cells = row.iter().map(|it| it.to_owned()).collect();
            sample.rows.push(SampleRow { number: row.number, cells });
        }
        true
    });
    sample
}

/// Lends every complete record of a sample, without a `sep=` line, until `each` has seen enough.
pub(super) fn visit_sample(
    text: &str,
    whole: bool,
    dialect: &Dialect,
    each: &mut dyn FnMut(&RowCells<'_>) -> bool,
) {
    let mut scanner = Scanner::new(dialect);
    let (mut at, mut number) = (0, 0);
    while at < text.len() {
        let Some(next) = scanner.record(Text { text, last: whole }, at) else { break };
        number += 1;
        let row = RowCells {
            number,
            text,
            built: &scanner.built,
            slots: &scanner.slots,
            fault: scanner.fault,
        };
        if !reader::is_separator_line(&row) && !each(&row) {
            return;
        }
        at = next;
    }
}
