//! The workbooks that are measured, written by `SheetJS` from the measured CSV and kept in the cache.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::leads::leads;
use crate::places::Places;
use crate::tools::run;

/// A workbook of leads.
#[derive(Debug, Clone, Copy)]
pub(super) struct Workbook {
    name: &'static str,
    /// Its data rows.
    pub(super) rows: u32,
    book_type: &'static str,
    /// Letters that no compressor makes shorter, in each row's last cell.
    notes: u32,
}

/// 100,000 rows of 15 columns, about 9 MB.
pub(super) const XLSX: Workbook =
    Workbook { name: "leads.xlsx", rows: 100_000, book_type: "xlsx", notes: 0 };
/// The same rows with long notes: about 50 MB.
pub(super) const LARGE_XLSX: Workbook =
    Workbook { name: "large.xlsx", rows: 100_000, book_type: "xlsx", notes: 600 };
/// 40,000 rows of 15 columns as Excel 97 wrote them.
pub(super) const XLS: Workbook =
    Workbook { name: "leads.xls", rows: 40_000, book_type: "biff8", notes: 0 };

impl Workbook {
    /// The file, written once.
    pub(super) fn file(self, places: &Places) -> Result<PathBuf> {
        let csv = leads(places, 100)?.file;
        let edition = csv.file_stem().context("a name")?.to_string_lossy().into_owned();
        let file = csv.with_file_name(format!("{edition}-{}", self.name));
        if file.exists() {
            return Ok(file);
        }
        let unfinished = file.with_extension("unfinished");
        let mut node = Command::new("node");
        node.args(["--max-old-space-size=8192", "bench/workbook.mjs"]).arg(csv);
        node.args([self.rows.to_string().as_str(), self.book_type]).arg(&unfinished);
        node.arg(self.notes.to_string()).current_dir(places.web());
        run(&mut node, &places.root.join(".local/bench-workbook.log"))?;
        std::fs::rename(&unfinished, &file).context("the workbook was written")?;
        Ok(file)
    }
}
