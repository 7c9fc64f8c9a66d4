//! What was reached before. A score that is worse is a fault.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};

use crate::score::Score;

/// By the name of the score.
pub(crate) type Floors = BTreeMap<String, f64>;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/floors.json");

/// The recorded floors.
pub(crate) fn read() -> Result<Floors> {
    if !Path::new(FILE).exists() {
        return Ok(Floors::new());
    }
    let text = std::fs::read_to_string(FILE).context("failed to read floors.json")?;
    serde_json::from_str(&text).context("failed to understand floors.json")
}

/// Records what was reached where it is more than before.
pub(crate) fn raise(floors: &mut Floors, scores: &[Score]) -> Result<()> {
    for score in scores {
        let floor = floors.entry(score.set.to_owned()).or_insert(score.as_floor());
        *floor = score.better_of(*floor, score.as_floor());
    }
    let text = serde_json::to_string_pretty(floors)? + "\n";
    std::fs::write(FILE, text).context("failed to write floors.json")
}

/// A sentence for every score below its floor.
pub(crate) fn dropped(scores: &[Score], floors: &Floors) -> Vec<String> {
    let below = |it: &&Score| floors.get(it.set).is_some_and(|floor| it.is_below(*floor));
    scores
        .iter()
        .filter(below)
        .map(|it| {
            let floor = floors.get(it.set).copied().unwrap_or_default();
            let (set, unit) = (it.set, it.unit);
            format!(
                "{set} fell back to {:.2}{unit}; {floor:.2}{unit} was reached before.",
                it.value
            )
        })
        .collect()
}
