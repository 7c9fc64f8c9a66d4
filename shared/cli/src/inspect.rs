//! `gangway inspect`: what a file is, how its columns map and how its rows fare.

use std::io::{self, Write};

use gangway_contract::{CheckCounts, CheckReport, FileNote, ImportPlan, PlanColumn, RefusalCode};
use gangway_core::import::{Check, Context};
use gangway_core::table::{Layout, TableReader};
use serde_json::{Value, json};

use crate::args::InspectArgs;
use crate::file::Source;
use crate::outcome::Failure;
use crate::{check, plan};

/// What is printed.
struct Inspected {
    plan: ImportPlan,
    rows: u32,
    /// None if the rows could not be checked, and why.
    report: Result<CheckReport, String>,
}

/// Proposes a plan, completes it, checks every row, and prints all of it.
pub(crate) fn inspect(args: &InspectArgs) -> Result<(), Failure> {
    let context = plan::context(&args.module)?;
    let mut source = Source::open(&args.file)?;
    let draft = plan::propose(&mut source, &context, args.sheet.as_ref())?;
    let inspected = look(&mut source, draft, &context)?;
    let mut out = io::stdout().lock();
    if args.json {
        writeln!(out, "{}", to_json(&inspected))?;
    } else {
        write_text(&mut out, &inspected)?;
    }
    Ok(())
}

/// A file whose columns map to nothing is still a file that can be inspected.
fn look(source: &mut Source, draft: ImportPlan, context: &Context) -> Result<Inspected, Failure> {
    match check_all(source, draft.clone(), context) {
        Ok(report) => Ok(Inspected {
            plan: report.plan.clone(),
            rows: report.counts.rows,
            report: Ok(report),
        }),
        Err(Failure::Refused(refusal)) if leaves_a_mapping(refusal.code) => {
            let rows = count(source, &draft)?;
            Ok(Inspected { plan: draft, rows, report: Err(refusal.message) })
        }
        Err(failure) => Err(failure),
    }
}

fn leaves_a_mapping(code: RefusalCode) -> bool {
    matches!(
        code,
        RefusalCode::MappingIncomplete
            | RefusalCode::DateOrderUnknown
            | RefusalCode::FieldMappedTwice
            // A header alone still says what it would map to.
            | RefusalCode::NoDataRows
    )
}

fn check_all(
    source: &mut Source,
    draft: ImportPlan,
    context: &Context,
) -> Result<CheckReport, Failure> {
    let plan = plan::survey(source, draft, context)?;
    check::run(source, |facts| Check::new(facts, &plan, context))
}

/// The rows that are not blank.
fn count(source: &mut Source, plan: &ImportPlan) -> Result<u32, Failure> {
    let mut reader = TableReader::new(&source.facts, &Layout::from(plan))?;
    let mut rows = 0;
    while let Some(need) = reader.need() {
        let bytes = source.fetch(need)?;
        reader.answer(&bytes, &mut |row| rows += u32::from(!row.is_blank()))?;
    }
    reader.finish(&mut |row| rows += u32::from(!row.is_blank()))?;
    Ok(rows)
}

fn to_json(inspected: &Inspected) -> Value {
    let Inspected { plan, rows, report } = inspected;
    let checked = report.as_ref().ok();
    let counts = checked.map_or_else(CheckCounts::default, |it| it.counts);
    json!({
        "format": plan.format,
        "encoding": plan.encoding,
        "dialect": plan.dialect,
        "sheets": plan.sheets,
        "sheet": plan.sheet,
        "header_row": plan.header_row,
        "product": plan.product,
        "notes": notes(inspected).iter().map(ToString::to_string).collect::<Vec<_>>(),
        "columns": plan.columns.iter().map(column).collect::<Vec<_>>(),
        "rows": rows,
        "counts": counts,
        "issues": checked.map_or_else(Vec::new, |it| it.issues.iter().take(100).collect()),
        "preview": checked.map_or_else(Vec::new, |it| it.preview.iter().take(20).collect()),
        "receipt": checked.map(|it| &it.receipt.digest),
        "unchecked": report.as_ref().err(),
    })
}

/// What is known of the whole file, or else of its head.
fn notes(inspected: &Inspected) -> &[FileNote] {
    match &inspected.report {
        Ok(report) => &report.file_notes,
        Err(_) => &inspected.plan.file_notes,
    }
}

fn column(it: &PlanColumn) -> Value {
    json!({
        "index": it.index,
        "header": it.header,
        "field": it.field,
        "confidence": it.confidence,
        "status": it.status,
        "samples": it.samples,
    })
}

fn write_text(out: &mut impl Write, inspected: &Inspected) -> io::Result<()> {
    let Inspected { plan, rows, report } = inspected;
    writeln!(out, "format      {}", word(&json!(plan.format)))?;
    writeln!(out, "encoding    {}", plan.encoding)?;
    if let Some(dialect) = &plan.dialect {
        let show = |it: Option<char>| it.map_or_else(|| "none".to_owned(), |it| format!("{it:?}"));
        let (delimiter, quote) = (show(dialect.delimiter), show(dialect.quote));
        writeln!(
            out,
            "dialect     delimiter {delimiter}, quote {quote}, escape {}",
            show(dialect.escape)
        )?;
    }
    for sheet in &plan.sheets {
        let chosen = if Some(&sheet.name) == plan.sheet.as_ref() { " (read)" } else { "" };
        let hidden = if sheet.hidden { " (hidden)" } else { "" };
        let rows = sheet.rows.map_or_else(String::new, |it| format!(", {it} rows"));
        writeln!(out, "sheet       {}{rows}{hidden}{chosen}", sheet.name)?;
    }
    let header = plan.header_row.map_or_else(|| "none".to_owned(), |it| format!("row {it}"));
    writeln!(out, "header      {header}")?;
    for note in notes(inspected) {
        writeln!(out, "note        {note}")?;
    }
    for it in &plan.columns {
        let field = it.field.as_ref().map_or("-", |it| it.as_str());
        writeln!(out, "column {:>4} {:?} -> {field} ({})", it.index + 1, it.header, it.confidence)?;
    }
    writeln!(out, "rows        {rows}")?;
    match report {
        Ok(report) => write_report(out, report),
        Err(sentence) => writeln!(out, "unchecked   {sentence}"),
    }
}

fn write_report(out: &mut impl Write, report: &CheckReport) -> io::Result<()> {
    let counts = report.counts;
    writeln!(
        out,
        "counts      ok {}, failed {}, repeats {}",
        counts.ok, counts.failed, counts.repeats
    )?;
    for it in report.issues.iter().take(100) {
        writeln!(out, "issue       row {}, {}: {}", it.row, it.column, it.message)?;
    }
    Ok(())
}

fn word(json: &Value) -> String {
    json.as_str().unwrap_or_default().to_owned()
}
