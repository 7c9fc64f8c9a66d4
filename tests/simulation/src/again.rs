//! I10: the file of failed rows, dropped back in, is read as the very rows that failed.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, anyhow};
use gangway_contract::{ImportPlan, IssueCode, JobId, MatchKey, Record, Row};
use gangway_core::import::{CheckedRow, Read, RowSink};
use gangway_ports::memory::TenantData;

use crate::case::{FIELDS, File};
use crate::coverage::{Kind, Seen};
use crate::jobs::family;
use crate::plans::{context, facts, plan, plan_again, run};
use crate::run::Violation;

/// A row as the core reads it.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    cells: Vec<String>,
    record: Record,
    key: Option<MatchKey>,
    issues: Vec<(String, IssueCode, String)>,
}

/// Reads the failed rows of an import again, and of what went on with it, if there are any.
pub(crate) fn check(
    place: usize,
    file: &File,
    data: &TenantData,
    seen: &mut Seen,
) -> Result<Option<Violation>> {
    for job in family(data, place) {
        if let Some(broken) = read_again(&job.id, file, data, seen)? {
            return Ok(Some(broken));
        }
    }
    Ok(None)
}

fn read_again(
    id: &JobId,
    file: &File,
    data: &TenantData,
    seen: &mut Seen,
) -> Result<Option<Violation>> {
    let Some(failed) = data.objects.get(&format!("{id}/result/failed")) else { return Ok(None) };
    seen.note(Kind::Read);
    let failed = std::str::from_utf8(failed).context("a result file is UTF-8")?;
    let first = read(&file.csv(), &plan(file)?, Rows::by_place())?;
    let again = read(failed, &plan_again(file)?, Rows::by_column())?;
    let differs = again.iter().find(|(row, found)| first.get(row) != Some(found));
    Ok(differs.map(|(row, found)| {
        let was = first.get(row);
        Violation(format!("I10: row {row} of {id} was {was:?} and is read again as {found:?}"))
    }))
}

fn read(csv: &str, plan: &ImportPlan, rows: Rows) -> Result<BTreeMap<Row, Found>> {
    let reading =
        Read::new(&facts(csv), plan, &context()?, rows).map_err(|it| anyhow!("{it:?}"))?;
    Ok(run(reading, csv.as_bytes())?.sink.rows)
}

/// Rows by the number that they have in the first file.
struct Rows {
    rows: BTreeMap<Row, Found>,
    is_in_column: bool,
}

impl Rows {
    /// In the first file the number is the row's place.
    fn by_place() -> Self {
        Self { rows: BTreeMap::new(), is_in_column: false }
    }

    /// In the file of failed rows it stands behind the row's own cells.
    fn by_column() -> Self {
        Self { rows: BTreeMap::new(), is_in_column: true }
    }
}

impl RowSink for Rows {
    fn row(&mut self, row: &CheckedRow<'_>) {
        let mut cells: Vec<String> = row.cells().map(str::to_owned).collect();
        let said = cells.get(FIELDS.len()).and_then(|it| it.parse().ok());
        let number = if self.is_in_column { said.unwrap_or_default() } else { row.number() };
        cells.truncate(FIELDS.len());
        let wrong = row.issues().iter().filter(|it| !it.note);
        let issues = wrong.map(|it| (it.column.clone(), it.code, it.value.clone())).collect();
        self.rows.insert(number, Found { cells, record: row.record(), key: row.key(), issues });
    }
}
