//! Header rows of real exports: which column goes to which field, by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use gangway_contract::{FieldId, ImportPlan, RefusalCode};
use serde::Deserialize;

use crate::corpora::bytes;
use crate::load;
use crate::score::{Better, Score, Share};

/// Fields that say who somebody is: nothing of somebody else may land there.
const IDENTITY: [&str; 7] =
    ["email", "phone", "mobile", "company", "first_name", "last_name", "full_name"];

#[derive(Deserialize)]
struct Expected {
    module: String,
    map: BTreeMap<String, String>,
    ambiguous: BTreeSet<String>,
}

/// What every file came to.
#[derive(Default)]
struct Found {
    right: Share,
    misplaced: Vec<String>,
    identity: Vec<String>,
}

/// The share of columns that are mapped as they must be; how many are mapped that must not be, or elsewhere;
/// and how many of those land in a field of identity.
pub(crate) fn score(folder: &Path) -> Result<Vec<Score>> {
    let all: BTreeMap<String, Expected> =
        serde_json::from_slice(&bytes(&folder.join("expected.json"))?)?;
    let mut found = Found::default();
    for (file, expected) in &all {
        let plan = propose(&bytes(&folder.join(file))?, &expected.module)
            .with_context(|| format!("{file} is refused"))?;
        found.add(file, expected, &plan);
    }
    let count = |set, peer, misses: Vec<String>| Score {
        set,
        value: f64::from(u32::try_from(misses.len()).unwrap_or(u32::MAX)),
        unit: " columns",
        better: Better::Less,
        peer,
        misses,
    };
    Ok(vec![
        found.right.score("headers, mapped right", "TableFlow: 79.1 %"),
        count("headers, misplaced", "exact match with aliases: 4", found.misplaced),
        count("headers, identity errors", "TableFlow: 19", found.identity),
    ])
}

/// Some of the files are a header row alone, which is refused for want of data.
fn propose(bytes: &[u8], module: &str) -> Result<ImportPlan> {
    let plan = load::propose(bytes, module).or_else(|refusal| match refusal.code {
        RefusalCode::NoDataRows => load::propose(&[bytes, b"\n-"].concat(), module),
        _ => Err(refusal),
    });
    Ok(plan?)
}

impl Found {
    fn add(&mut self, file: &str, expected: &Expected, plan: &ImportPlan) {
        for column in plan.columns.iter().filter(|it| !expected.ambiguous.contains(&it.header)) {
            let place = format!("{file}, {}", column.header);
            let want = expected.map.get(&column.header).map(String::as_str);
            let got = column.field.as_ref().map(FieldId::as_str);
            if let Some(want) = want {
                let outcome =
                    if got == Some(want) { Ok(()) } else { Err(format!("not mapped to {want}")) };
                self.right.count(&place, outcome);
            }
            if let Some(got) = got.filter(|it| Some(*it) != want) {
                let miss = format!("{place}: mapped to {got}");
                self.identity.extend(IDENTITY.contains(&got).then(|| miss.clone()));
                self.misplaced.push(miss);
            }
        }
    }
}
