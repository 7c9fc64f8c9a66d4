//! What corrections are recognised by. Bytes are laid out by hand, as in the receipt.

use gangway_contract::{Corrections, ImportPlan};

use crate::digest::hex128;

/// Of the settings that say which cell stands in which row and column: 32 hex digits. Where the headers are is none
/// of them, for rows are numbered as the file has them.
pub fn reading_digest(plan: &ImportPlan) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut part = |text: &str| {
        hasher.update(text.as_bytes()).update(&[0]);
    };
    part(match plan.format {
        gangway_contract::Format::Csv => "csv",
        gangway_contract::Format::Xlsx => "xlsx",
        gangway_contract::Format::Xls => "xls",
    });
    part(&plan.encoding);
    part(plan.sheet.as_deref().unwrap_or_default());
    if let Some(dialect) = &plan.dialect {
        for sign in [dialect.delimiter, dialect.quote, dialect.escape, dialect.comment] {
            part(&sign.map(String::from).unwrap_or_default());
        }
    }
    hex128(&hasher.finalize())
}

/// Of a cell's text as the file has it: 16 hex digits.
pub fn cell_digest(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().get(..16).unwrap_or_default().to_owned()
}

/// Of everything that was corrected cell by cell: 32 hex digits.
pub fn corrections_digest(corrections: &Corrections) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut text = |it: &str| {
        let length = u32::try_from(it.len()).unwrap_or(u32::MAX);
        hasher.update(&length.to_le_bytes()).update(it.as_bytes());
    };
    text(&corrections.reading);
    for cell in &corrections.cells {
        text(&format!("{}:{}", cell.row, cell.column));
        text(&cell.was);
        text(&cell.text);
    }
    hex128(&hasher.finalize())
}
