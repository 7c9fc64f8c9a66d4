//! Formulas that do harm in a spreadsheet: none may survive in what we write, and all must come back. They are written as
//! result files and exports are, and read by readers that nobody here wrote.

use std::io::Cursor;
use std::path::Path;

use anyhow::{Context, Result};
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use gangway_contract::{
    Actor, Export, ExportFormat, FieldId, FileKind, Job, JobId, ModuleId, Scope, TenantId, UserId,
};
use gangway_core::export::Exporting;
use gangway_core::injection::restore;
use gangway_core::schema::default_modules;
use gangway_files::{BookFile, BookSize, CsvFile};

use crate::score::{Score, Share};

/// The share of payloads that run nothing once they are written, and are the same once they are read back.
pub(crate) fn score(folder: &Path) -> Result<Vec<Score>> {
    let payloads = std::fs::read_to_string(folder.join("Intruder/csv-payload.txt"))
        .context("failed to read the payloads")?;
    let mut share = Share::default();
    for payload in payloads.lines().filter(|it| !it.is_empty()) {
        share.count(payload, check(payload));
    }
    Ok(vec![share.score("csv-injection-payloads", "none published")])
}

fn check(payload: &str) -> Result<(), String> {
    for (name, written) in [("CSV", in_csv(payload)), ("XLSX", in_xlsx(payload))] {
        let written = written.map_err(|it| format!("{name}: {it:#}"))?;
        if written.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
            return Err(format!("{name}: written as {written}"));
        }
        let back = restore(&written);
        if back != payload {
            return Err(format!("{name}: read back as {back}"));
        }
    }
    Ok(())
}

fn in_csv(payload: &str) -> Result<String> {
    let mut file = CsvFile::new(FileKind::Failed, ["Last Name"])?;
    file.row([payload])?;
    let mut rows = csv::Reader::from_reader(file.rest());
    let row = rows.records().next().context("no row was written")??;
    Ok(row.get(0).context("a row without a cell")?.to_owned())
}

fn in_xlsx(payload: &str) -> Result<String> {
    let export = Export {
        module: ModuleId::parse("leads")?,
        filter: None,
        columns: vec![FieldId::parse("last_name")?],
        format: ExportFormat::Xlsx,
        sort: None,
        identity: false,
    };
    let module = default_modules().into_iter().find(|it| it.id == export.module);
    let exporting = Exporting::new(&export, &module.context("no leads")?, &[])
        .map_err(|it| anyhow::anyhow!(it.message))?;
    let actor = Actor {
        tenant: TenantId::parse("acme")?,
        user: UserId::parse("ann")?,
        teams: [].into(),
        scope: Scope::All,
        rights: [].into(),
    };
    let asked_at = "2026-11-24T10:00:00.000Z".to_owned();
    let job = Job::export(JobId::parse("J1")?, export, actor, "leads.xlsx".to_owned(), asked_at);
    let mut file = BookFile::new(&job, exporting.columns(), BookSize::default())?;
    file.row(std::iter::once(payload.into()))?;
    file.end()?;
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(file.rest().to_vec()))?;
    let cell = book.worksheet_range("leads")?.get_value((1, 0)).cloned();
    match cell {
        Some(Data::String(text)) => Ok(text),
        other => anyhow::bail!("a cell holds {other:?}"),
    }
}
