//! Loads a file as the product does: sniff, then read every row.

use std::convert::Infallible;

use anyhow::{Result, ensure};
use gangway_contract::{
    ColumnStatus, Dialect, FieldId, Format, ImportPlan, MatchKey, MatchRule, Record, Refusal,
    RefusalCode, UserId,
};
use gangway_core::import::{CheckedRow, Context, Propose, Read, RowSink};
use gangway_core::schema::default_modules;
use gangway_core::source::{Need, Stopped, drive};
use gangway_core::table::{
    Choices, FileFacts, Layout, SAMPLE_BYTES, Sniff, Sniffed, TableReader, tell_encoding,
};

/// The module of tables that are mapped by hand.
const LEADS: &str = "leads";

/// A row: its number, its cells, and whether the reader marked it.
pub(crate) struct Row {
    pub(crate) cells: Vec<String>,
    pub(crate) is_blank: bool,
}

/// What the door knows of bytes.
pub(crate) fn facts(bytes: &[u8]) -> FileFacts {
    FileFacts { name: "file.csv".to_owned(), size: bytes.len() as u64 }
}

/// The first look at a file.
pub(crate) fn sniff(bytes: &[u8], choices: Choices) -> Result<Sniffed, Refusal> {
    drive(Sniff::new(&facts(bytes), choices), |need| Ok(cut(bytes, need))).map_err(unless_refused)
}

/// The same, without asking for data below the header: whoever asks for the dialect gets one.
pub(crate) fn sniff_dialect(bytes: &[u8]) -> Result<Sniffed, Refusal> {
    sniff(bytes, Choices::default()).or_else(|refusal| match refusal.code {
        RefusalCode::NoDataRows => {
            sniff(bytes, Choices { header_row: Some(None), ..Choices::default() })
        }
        _ => Err(refusal),
    })
}

/// Every row that the reader hands on.
pub(crate) fn rows(bytes: &[u8], layout: &Layout) -> Result<Vec<Row>, Refusal> {
    let mut rows = Vec::new();
    let mut take = |row: &gangway_core::table::RowCells<'_>| {
        rows.push(Row {
            cells: row.iter().map(|it| it.text.to_owned()).collect(),
            is_blank: row.is_blank(),
        });
    };
    let mut reader = TableReader::new(&facts(bytes), layout)?;
    while let Some(need) = reader.need() {
        reader.answer(&cut(bytes, need), &mut take)?;
    }
    reader.finish(&mut take)?;
    Ok(rows)
}

/// The rows under the header, or all of them, without blank ones.
pub(crate) fn data(bytes: &[u8], choices: Choices) -> Result<(Sniffed, Vec<Vec<String>>), Refusal> {
    let sniffed = sniff(bytes, choices)?;
    let rows = rows(bytes, &sniffed.layout)?;
    let filled = rows.into_iter().filter(|it| !it.is_blank).map(|it| it.cells).collect();
    Ok((sniffed, filled))
}

/// The plan that a file's head suggests.
pub(crate) fn propose(bytes: &[u8], module: &str) -> Result<ImportPlan, Refusal> {
    let pass = Propose::new(&facts(bytes), &context(module)?, Choices::default());
    drive(pass, |need| Ok(cut(bytes, need))).map_err(unless_refused)
}

/// A row after its check.
pub(crate) struct Checked {
    pub(crate) cells: Vec<String>,
    pub(crate) record: Record,
    pub(crate) key: Option<MatchKey>,
}

/// Keeps every row.
struct Rows(Vec<Checked>);

impl RowSink for Rows {
    fn row(&mut self, row: &CheckedRow<'_>) {
        self.0.push(Checked {
            cells: row.cells().map(str::to_owned).collect(),
            record: row.record(),
            key: row.key(),
        });
    }
}

/// Every row of a table of leads whose columns are mapped by hand: header to field.
pub(crate) fn checked(
    bytes: &[u8],
    columns: &[(&str, &str)],
    rule: MatchRule,
) -> Result<Vec<Checked>, Refusal> {
    let mut plan = propose(bytes, LEADS)?;
    plan.options.match_rule = rule;
    for column in &mut plan.columns {
        let to = columns.iter().find(|(header, _)| *header == column.header.trim());
        column.field = to.and_then(|(_, field)| FieldId::parse(*field).ok());
        column.status = ColumnStatus::Manual;
    }
    read(bytes, &plan)
}

fn read(bytes: &[u8], plan: &ImportPlan) -> Result<Vec<Checked>, Refusal> {
    let pass = Read::new(&facts(bytes), plan, &context(LEADS)?, Rows(Vec::new()))?;
    Ok(drive(pass, |need| Ok(cut(bytes, need))).map_err(unless_refused)?.sink.0)
}

/// What a field makes of texts, each in a row of its own; the country is that of telephone numbers without one.
pub(crate) fn values(
    texts: &[&str],
    field: &str,
    country: Option<&str>,
) -> Result<Vec<Option<String>>> {
    let mut writer =
        csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
    writer.write_record(["last_name", field])?;
    for text in texts {
        writer.write_record(["x", text])?;
    }
    let file = writer.into_inner()?;
    let mut plan = propose(&file, LEADS)?;
    plan.options.phone_country = country.map(str::to_owned);
    plan.dialect =
        Some(Dialect { delimiter: Some(','), quote: Some('"'), escape: None, comment: None });
    for (column, to) in plan.columns.iter_mut().zip(["last_name", field]) {
        column.field = FieldId::parse(to).ok();
        column.status = ColumnStatus::Manual;
    }
    let rows = read(&file, &plan)?;
    ensure!(rows.len() == texts.len(), "{} rows of {} came out", rows.len(), texts.len());
    let value = |it: &Checked| {
        it.record.iter().find(|(id, _)| id.as_str() == field).map(|(_, value)| value.to_text())
    };
    Ok(rows.iter().map(value).collect())
}

fn context(module: &str) -> Result<Context, Refusal> {
    let missing =
        || Refusal::new(RefusalCode::PlanMismatch, format!("There is no module {module}."));
    let found = default_modules().into_iter().find(|it| it.id.as_str() == module);
    let importer = UserId::parse("importer").map_err(|_| missing())?;
    Ok(Context::new(found.ok_or_else(missing)?, Vec::new(), importer))
}

fn cut(bytes: &[u8], need: Need) -> Vec<u8> {
    let start = usize::try_from(need.offset).unwrap_or(usize::MAX).min(bytes.len());
    let end = start.saturating_add(need.len as usize).min(bytes.len());
    bytes.get(start..end).unwrap_or_default().to_vec()
}

fn unless_refused(stopped: Stopped<Infallible>) -> Refusal {
    match stopped {
        Stopped::Refused(refusal) => refusal,
        Stopped::Unread(never) => match never {},
    }
}

/// What an encoding's name is, whatever the text says.
pub(crate) fn encoding(bytes: &[u8]) -> &'static str {
    let head = bytes.get(..SAMPLE_BYTES as usize).unwrap_or(bytes);
    tell_encoding(head, head.len() == bytes.len())
}

/// A layout for plain text under a dialect.
pub(crate) fn plain_layout(dialect: Dialect) -> Layout {
    Layout {
        format: Format::Csv,
        encoding: "UTF-8".to_owned(),
        dialect: Some(dialect),
        sheet: None,
        header_row: None,
        is_marked: false,
    }
}
