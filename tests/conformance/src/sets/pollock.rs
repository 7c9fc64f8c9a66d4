//! Pollock (Vitagliano et al., PVLDB 2023): one table, polluted in 2,290 ways, against its clean form.
//!
//! A file is written as it was loaded: trimmed cells, the header first, blank rows left out; a refusal writes
//! nothing. Headers and records are compared in lower case. The original also reads numbers, days and
//! prices before it compares, so that this is at most what the original would score.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use gangway_core::table::Choices;

use crate::corpora::{bytes, files, name};
use crate::load;
use crate::score::{Better, Score};

/// Ten measures, each at most 1: success, and precision, recall and F1 of header, records and cells.
const PERFECT: f64 = 10.0;

/// The mean over the files, and the mean weighted by how often each pollution was found in the wild.
pub(crate) fn score(folder: &Path) -> Result<Vec<Score>> {
    let unpacked = unpack(folder)?;
    let weights: BTreeMap<String, f64> =
        serde_json::from_slice(&bytes(&folder.join("pollock_weights.json"))?)?;
    let (mut count, mut simple) = (0.0, 0.0);
    let (mut weight_sum, mut weighted) = (0.0, 0.0);
    let mut misses = Vec::new();
    let root = unpacked.path().join("polluted_files");
    for path in files(&root.join("csv"), &[".csv"])? {
        let file = name(&path);
        let reached = measure(&clean(&root.join("clean").join(&file))?, &loaded(&bytes(&path)?));
        if reached < PERFECT - 0.1 {
            misses.push(format!("{file}: {reached:.3} of 10"));
        }
        count += 1.0;
        simple += reached;
        let weight = weights.get(&file).copied().unwrap_or(0.0);
        weight_sum += weight;
        weighted += reached * weight;
    }
    ensure!(count > 0.0, "the archive of pollock holds no files");
    let line = |set, value, peer, misses| Score {
        set,
        value,
        unit: " of 10",
        better: Better::More,
        peer,
        misses,
    };
    Ok(vec![
        line("pollock, simple", simple / count, "Python csv, sniffing: 9.72", misses),
        line("pollock, weighted", weighted / weight_sum, "CleverCSV: 9.45", Vec::new()),
    ])
}

fn unpack(folder: &Path) -> Result<tempfile::TempDir> {
    let target = tempfile::tempdir().context("failed to make a folder for pollock")?;
    let status = Command::new("tar")
        .arg("-xJf")
        .arg(folder.join("polluted_files.tar.xz"))
        .arg("-C")
        .arg(target.path())
        .status()
        .context("failed to start tar")?;
    ensure!(status.success(), "tar could not unpack pollock's files");
    Ok(target)
}

type Rows = Vec<Vec<String>>;

fn clean(path: &Path) -> Result<Rows> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(path)?;
    let rows = reader.records().map(|it| Ok(it?.iter().map(str::to_owned).collect()));
    rows.collect()
}

fn loaded(bytes: &[u8]) -> Rows {
    let Ok((sniffed, data)) = load::data(bytes, Choices::default()) else { return Vec::new() };
    let header = sniffed.layout.header_row.map(|_| sniffed.header);
    let rows = header.into_iter().chain(data);
    rows.map(|row| row.iter().map(|it| it.trim().to_owned()).collect()).collect()
}

/// The sum of the ten measures. What the original calls precision divides by the clean size.
fn measure(clean: &Rows, loaded: &Rows) -> f64 {
    let Some(clean_header) = clean.first() else { return PERFECT };
    let lower = |row: &Vec<String>| row.iter().map(|it| it.to_lowercase()).collect::<Vec<_>>();
    let joined = |rows: &Rows| rows.iter().skip(1).map(|it| lower(it).concat()).collect::<Vec<_>>();
    let cells = |rows: &Rows| rows.iter().flatten().cloned().collect::<Vec<_>>();
    let loaded_header = loaded.first().map(lower).unwrap_or_default();
    1.0 + overlap(&lower(clean_header), &loaded_header)
        + overlap(&joined(clean), &joined(loaded))
        + overlap(&cells(clean), &cells(loaded))
}

/// Precision + recall + F1 of two multisets.
fn overlap(clean: &[String], loaded: &[String]) -> f64 {
    if clean.is_empty() {
        return 3.0;
    }
    let mut left: HashMap<&String, u32> = HashMap::new();
    for it in loaded {
        *left.entry(it).or_default() += 1;
    }
    let mut both = 0.0;
    for it in clean {
        if let Some(count) = left.get_mut(it).filter(|count| **count > 0) {
            *count -= 1;
            both += 1.0;
        }
    }
    if both == 0.0 {
        return 0.0;
    }
    let size = |it: &[String]| f64::from(u32::try_from(it.len()).unwrap_or(u32::MAX));
    let (precision, recall) = (both / size(clean), both / size(loaded));
    precision + recall + 2.0 * precision * recall / (precision + recall)
}
