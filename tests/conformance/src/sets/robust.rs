//! Files made or found to break readers: no panic, no hang, and no text lost.
//!
//! Every letter and digit of the decoded text must come out in some cell, whatever the dialect; a refusal
//! must be a sentence.

use std::panic::catch_unwind;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use encoding_rs::Encoding;
use gangway_contract::Format;
use gangway_core::table::{Choices, Layout, Sniffed};

use crate::corpora::{bytes, files, name};
use crate::load;
use crate::score::{Score, Share};

/// Far above what any of these files takes; a hang is longer.
const PATIENCE: Duration = Duration::from_secs(10);

/// `DuckDB`'s test files.
pub(crate) fn duckdb(folder: &Path) -> Result<Vec<Score>> {
    share(folder, "duckdb-csv, nothing lost")
}

/// The tables that messytables was afraid of.
pub(crate) fn horror(folder: &Path) -> Result<Vec<Score>> {
    share(folder, "messytables-horror, nothing lost")
}

fn share(folder: &Path, set: &'static str) -> Result<Vec<Score>> {
    let mut share = Share::default();
    for path in files(folder, &[""])? {
        let bytes = bytes(&path)?;
        let start = Instant::now();
        let mut outcome = catch_unwind(|| check(&bytes)).unwrap_or(Err("it panicked".to_owned()));
        if start.elapsed() > PATIENCE {
            outcome = Err(format!("it took {:?}", start.elapsed()));
        }
        share.count(&name(&path), outcome);
    }
    Ok(vec![share.score(set, "none published")])
}

fn check(bytes: &[u8]) -> Result<(), String> {
    let sniffed = match load::sniff(bytes, Choices::default()) {
        Ok(it) => it,
        Err(it) if it.message.ends_with('.') => return Ok(()),
        Err(it) => return Err(format!("refused without a sentence: {}", it.message)),
    };
    let layout = Layout { header_row: None, ..sniffed.layout.clone() };
    let rows = match load::rows(bytes, &layout) {
        Ok(rows) => rows,
        Err(it) if it.message.ends_with('.') => return Ok(()),
        Err(it) => return Err(format!("refused without a sentence: {}", it.message)),
    };
    if layout.format != Format::Csv {
        return Ok(());
    }
    let read: usize = rows.iter().flat_map(|it| &it.cells).map(|it| weight(it)).sum();
    let there = weight(&text(bytes, &sniffed));
    if read == there {
        Ok(())
    } else {
        Err(format!("{read} of {there} letters and digits came out"))
    }
}

/// The text that the reader read, without a line that only names the delimiter and without remarks.
fn text(bytes: &[u8], sniffed: &Sniffed) -> String {
    let encoding = Encoding::for_label(sniffed.layout.encoding.as_bytes());
    let text =
        encoding.map(|it| it.decode_with_bom_removal(bytes).0.into_owned()).unwrap_or_default();
    let named = text.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("sep="));
    let dialect = sniffed.layout.dialect.as_ref();
    let is_remark = |line: &str| {
        dialect.is_some_and(|it| {
            it.comment.is_some_and(|mark| line.trim_start().starts_with(mark))
                && !it.delimiter.is_some_and(|mark| line.contains(mark))
        })
    };
    text.lines().skip(usize::from(named)).filter(|it| !is_remark(it)).collect()
}

fn weight(text: &str) -> usize {
    text.chars().filter(|it| it.is_alphanumeric()).count()
}
