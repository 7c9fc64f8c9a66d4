//! Loads a file as the product does: sniff, then read every row.

use std::convert::Infallible;

use gangway_contract::{Dialect, Format, Refusal, RefusalCode};
use gangway_core::source::{Need, Stopped, drive};
use gangway_core::table::{
    Choices, FileFacts, Layout, SAMPLE_BYTES, Sniff, Sniffed, TableReader, tell_encoding,
};

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
    }
}
