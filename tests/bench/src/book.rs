//! A workbook of given cells, by the writer of exports; the same cells are given to peers.

use std::borrow::Cow;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use gangway_contract::{
    Actor, Export, ExportFormat, FieldId, Job, JobId, ModuleId, Scope, TenantId, UserId,
};
use gangway_core::export::{Column, Exporting};
use gangway_core::schema::default_modules;
use gangway_files::{BookFile, BookSize};
use gangway_tests::leads;
use serde_json::{Value, json};

use crate::used;

/// S3 takes as much at once.
const PART: usize = 8 << 20;

/// Which cells.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// A CSV of them, with a header. It is made if it is not there.
    #[arg(long)]
    cells: PathBuf,
    /// Rows.
    #[arg(long, default_value_t = 100_000)]
    rows: u32,
    /// Where the workbook is left, if anywhere.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Seconds in our own code, to read the cells in it, and the most memory that the process ever held.
pub(crate) fn measure(options: &Options) -> Result<Value> {
    if !options.cells.exists() {
        make(options)?;
    }
    let (job, columns) = asked()?;
    let before = used::user_time()?;
    let mut reader = csv::Reader::from_path(&options.cells)?;
    let mut file = BookFile::new(&job, &columns, BookSize::default())?;
    let mut bytes = Vec::new();
    let mut size = 0;
    // Read while they are written: all of the memory is the writer's.
    for row in reader.records() {
        file.row(row?.iter().map(Cow::Borrowed))?;
        if file.rest().len() >= PART {
            size += put(&mut file, options, &mut bytes);
        }
    }
    file.end()?;
    size += put(&mut file, options, &mut bytes);
    let seconds = used::user_time()?.saturating_sub(before).as_secs_f64();
    if let Some(out) = &options.out {
        std::fs::write(out, bytes).context("failed to leave the workbook")?;
    }
    Ok(
        json!({ "rows": file.put.rows, "user_seconds": seconds, "peak": used::peak()?, "bytes": size }),
    )
}

/// A part on its way to nowhere, or to the file.
fn put(file: &mut BookFile, options: &Options, bytes: &mut Vec<u8>) -> usize {
    let part = file.take_rest();
    if options.out.is_some() {
        bytes.extend_from_slice(&part);
    }
    part.len()
}

fn make(options: &Options) -> Result<()> {
    let mut writer = csv::Writer::from_path(&options.cells)?;
    writer.write_record(leads::COLUMNS.map(|it| it.1))?;
    for lead in leads::generate(options.rows, 7) {
        let values = leads::values(&lead);
        let cell = |name: &str| values.get(name).cloned().unwrap_or_default();
        writer.write_record(leads::COLUMNS.map(|it| cell(it.1)))?;
    }
    Ok(writer.flush()?)
}

fn asked() -> Result<(Job, Vec<Column>)> {
    let module = default_modules().into_iter().find(|it| it.id.as_str() == "leads");
    let module = module.context("the default modules have leads")?;
    let columns = leads::COLUMNS.iter().map(|it| FieldId::parse(it.1));
    let export = Export {
        module: ModuleId::parse("leads")?,
        filter: None,
        columns: columns.collect::<Result<_, _>>()?,
        format: ExportFormat::Xlsx,
        sort: None,
        identity: false,
    };
    let exporting = Exporting::new(&export, &module, &[]);
    let columns = exporting.map_err(|it| anyhow::anyhow!(it.message))?.columns().to_vec();
    let actor = Actor {
        tenant: TenantId::parse("acme")?,
        user: UserId::parse("ann")?,
        teams: [].into(),
        scope: Scope::All,
        rights: [].into(),
    };
    let asked_at = "2026-11-24T10:00:00.000Z".to_owned();
    let id = JobId::parse("J1-export")?;
    Ok((Job::export(id, export, actor, "leads.xlsx".to_owned(), asked_at), columns))
}
