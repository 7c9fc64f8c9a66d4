//! Telephone numbers of libphonenumber in many spellings, against what its Python port makes of them.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::load;
use crate::score::{Score, Share};

#[derive(Deserialize)]
struct Test {
    default_region: String,
    input: String,
    expected_e164: String,
}

/// The share of numbers that become the expected E.164 under the region that is given with them.
pub(crate) fn score(folder: &Path) -> Result<Vec<Score>> {
    let file = folder.join("e164_expected_by_python_phonenumbers_9.0.43.csv");
    let mut reader =
        csv::Reader::from_path(file).context("failed to read libphonenumber's numbers")?;
    let mut by_region: BTreeMap<String, Vec<Test>> = BTreeMap::new();
    for test in reader.deserialize() {
        let test: Test = test?;
        by_region.entry(test.default_region.clone()).or_default().push(test);
    }
    ensure!(by_region.len() > 100, "libphonenumber has lost its regions");
    let mut share = Share::default();
    for (region, tests) in &by_region {
        let inputs: Vec<&str> = tests.iter().map(|it| it.input.as_str()).collect();
        for (test, value) in tests.iter().zip(load::values(&inputs, "phone", Some(region))?) {
            let right = value.as_deref() == Some(&test.expected_e164);
            let why = || format!("{value:?} instead of {}", test.expected_e164);
            let what = format!("{region} {}", test.input);
            share.count(&what, if right { Ok(()) } else { Err(why()) });
        }
    }
    Ok(vec![share.score("libphonenumber", "phonenumber 0.3.10 alone: 97.4 %")])
}
