//! Delimiter and quote of the files of García's `CSVsniffer` (2024), against his annotations.

use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::corpora::bytes;
use crate::load;
use crate::score::{Score, Share};

/// The share of files whose delimiter and quote are both right; a refusal is wrong.
pub(crate) fn score(folder: &Path) -> Result<Vec<Score>> {
    let annotations = std::fs::read_to_string(folder.join("Dialect_annotations.txt"))
        .context("failed to read the annotations of csvsniffer")?;
    let mut share = Share::default();
    for line in annotations.lines().skip(2) {
        let parts: Vec<&str> = line.split('|').collect();
        ensure!(parts.len() >= 4, "an annotation of csvsniffer has too few parts: {line}");
        let path = folder.join("CSV").join(parts[0]);
        // Some that are annotated are absent from the corpus.
        if path.is_file() {
            share.count(parts[0], check(&bytes(&path)?, parts[2], parts[3]));
        }
    }
    Ok(vec![share.score("csvsniffer", "csv-nose 1.4: 98.65 %")])
}

fn check(bytes: &[u8], delimiter: &str, quote: &str) -> Result<(), String> {
    let sniffed = load::sniff_dialect(bytes).map_err(|it| it.message)?;
    let dialect = sniffed.layout.dialect.ok_or("no dialect")?;
    // Files without any delimiter are annotated as if they had commas.
    let found = (dialect.delimiter.unwrap_or(','), dialect.quote.unwrap_or('"'));
    let right = (mark(delimiter)?, mark(quote)?);
    if found == right { Ok(()) } else { Err(format!("{found:?} instead of {right:?}")) }
}

fn mark(name: &str) -> Result<char, String> {
    match name {
        "comma" => Ok(','),
        "semicolon" => Ok(';'),
        "tab" => Ok('\t'),
        "space" => Ok(' '),
        "vslash" => Ok('|'),
        "doublequote" => Ok('"'),
        "singlequote" => Ok('\''),
        _ => Err(format!("the annotation {name:?} is not known")),
    }
}
