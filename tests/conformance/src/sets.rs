//! Every set that is scored. To add one, write `sets/<name>.rs` and name it in [`ALL`].

mod csv_spectrum;
mod csv_test_data;
mod csvsniffer;
mod email;
mod encodings;
mod harm;
mod headers;
mod injection;
mod mapping;
mod papaparse;
mod persons;
mod phone;
mod pollock;
mod robust;

use std::path::Path;

use anyhow::Result;

use crate::score::Score;

/// A corpus and how it is scored.
pub(crate) struct Set {
    /// The corpus's folder.
    pub(crate) name: &'static str,
    /// Scores it.
    pub(crate) score: fn(&Path) -> Result<Vec<Score>>,
}

/// In the order of the table.
pub(crate) const ALL: &[Set] = &[
    Set { name: "csvsniffer", score: csvsniffer::score },
    Set { name: "pollock", score: pollock::score },
    Set { name: "csv-spectrum", score: csv_spectrum::score },
    Set { name: "csv-test-data", score: csv_test_data::score },
    Set { name: "papaparse", score: papaparse::score },
    Set { name: "encodings", score: encodings::score },
    Set { name: "headers", score: headers::score },
    Set { name: "headers", score: mapping::score },
    Set { name: "isemail", score: email::score },
    Set { name: "libphonenumber", score: phone::score },
    Set { name: "splink-fake1000", score: persons::splink },
    Set { name: "febrl", score: persons::febrl },
    Set { name: "csv-injection-payloads", score: injection::score },
    Set { name: "duckdb-csv", score: robust::duckdb },
    Set { name: "messytables-horror", score: robust::horror },
    Set { name: "apache-poi", score: harm::poi },
    Set { name: "calamine", score: harm::calamine },
    Set { name: "evil-generated", score: harm::evil },
];
