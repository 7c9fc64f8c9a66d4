//! The table of scores, on the screen and in `scores.md`.

use std::fmt::Write as _;

use anyhow::{Context, Result};

use crate::floors::Floors;
use crate::score::{Better, Score};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scores.md");

/// The scores as a Markdown table.
pub(crate) fn table(scores: &[Score], floors: &Floors) -> String {
    let mut text =
        String::from("| set | score | best published peer | floor |\n|---|---|---|---|\n");
    for it in scores {
        let at_most = if it.better == Better::Less { "≤ " } else { "" };
        let floor = floors
            .get(it.set)
            .map_or_else(|| "–".to_owned(), |floor| format!("{at_most}{floor:.2}"));
        // Writing into a string cannot fail.
        let _ =
            writeln!(text, "| {} | {:.2}{} | {} | {floor} |", it.set, it.value, it.unit, it.peer);
    }
    text
}

/// What was missed.
pub(crate) fn misses(scores: &[Score]) -> String {
    let mut text = String::new();
    for it in scores {
        for miss in &it.misses {
            let _ = writeln!(text, "{}: {miss}", it.set);
        }
    }
    text
}

/// Writes `scores.md`.
pub(crate) fn write(scores: &[Score], floors: &Floors) -> Result<()> {
    let text = format!(
        "# Scores\n\nWritten by `cargo xtask conformance`. The sets were made by others; what each \
         measures is said in `src/sets`.\n\n{}",
        table(scores, floors)
    );
    std::fs::write(FILE, text).context("failed to write scores.md")
}
