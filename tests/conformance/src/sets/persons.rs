//! Persons of whom some are the same: what a match rule finds, by pairs of rows.
//!
//! Rules compare exact keys, which finds what is spelled alike and seldom errs. The peers' figures are the same
//! columns compared as they stand, where none is blank; measured for this project.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use gangway_contract::{FieldId, MatchKey, MatchRule};

use crate::corpora::bytes;
use crate::load::{self, Checked};
use crate::score::{Better, Score};

/// Which columns are mapped, and to what.
type Columns = [(&'static str, &'static str)];

/// splink's persons by e-mail.
pub(crate) fn splink(folder: &Path) -> Result<Vec<Score>> {
    let file = bytes(&folder.join("fake_1000_from_splink_demos.csv"))?;
    let columns: &Columns =
        &[("first_name", "first_name"), ("surname", "last_name"), ("email", "email")];
    let rows = load::checked(&file, columns, MatchRule::Email)?;
    let truth = |row: &Checked| row.cells.last().cloned().unwrap_or_default();
    Ok(vec![f1("splink-fake1000, e-mail", "exact e-mail: 70.00 %", &rows, truth)])
}

/// FEBRL's persons by first and last name.
pub(crate) fn febrl(folder: &Path) -> Result<Vec<Score>> {
    let sets = [
        ("febrl 1, names", "dataset1.csv"),
        ("febrl 2, names", "dataset2.csv"),
        ("febrl 3, names", "dataset3.csv"),
    ];
    let peers = ["exact names: 62.64 %", "exact names: 50.51 %", "exact names: 49.98 %"];
    let columns: &Columns = &[("given_name", "first_name"), ("surname", "last_name")];
    let names =
        ["first_name", "last_name"].map(FieldId::parse).into_iter().collect::<Result<_, _>>();
    let rule = MatchRule::Custom(names.context("fields of every module")?);
    // rec-17-org and rec-17-dup-2 are one person.
    let truth = |row: &Checked| {
        let id = row.cells.first().map(|it| it.trim().to_owned()).unwrap_or_default();
        id.split('-').take(2).collect::<Vec<_>>().join("-")
    };
    let score = |((set, file), peer): ((&'static str, &str), &'static str)| {
        let rows = load::checked(&bytes(&folder.join(file))?, columns, rule.clone())?;
        Ok(f1(set, peer, &rows, truth))
    };
    sets.into_iter().zip(peers).map(score).collect()
}

/// The harmonic mean of precision and recall over pairs of rows, in percent.
fn f1(
    set: &'static str,
    peer: &'static str,
    rows: &[Checked],
    truth: impl Fn(&Checked) -> String,
) -> Score {
    let mut persons: BTreeMap<String, u64> = BTreeMap::new();
    let mut keys: BTreeMap<MatchKey, u64> = BTreeMap::new();
    let mut both: BTreeMap<(String, MatchKey), u64> = BTreeMap::new();
    for row in rows {
        let person = truth(row);
        if let Some(key) = row.key {
            *keys.entry(key).or_default() += 1;
            *both.entry((person.clone(), key)).or_default() += 1;
        }
        *persons.entry(person).or_default() += 1;
    }
    let right = pairs(both.values());
    let (found, there) = (pairs(keys.values()), pairs(persons.values()));
    let value = 100.0 * 2.0 * right / (found + there).max(1.0);
    let misses = vec![format!("precision {:.3}, recall {:.3}", right / found, right / there)];
    Score { set, value, unit: " %", better: Better::More, peer, misses }
}

#[expect(clippy::cast_precision_loss, reason = "a few million pairs")]
fn pairs<'a>(groups: impl Iterator<Item = &'a u64>) -> f64 {
    groups.map(|it| it * (it - 1) / 2).sum::<u64>() as f64
}
