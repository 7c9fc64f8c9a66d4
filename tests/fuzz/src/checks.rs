//! What must hold for any bytes, each as a function that panics if it does not: an outcome that is rows or a
//! sentence, the same outcome however the bytes arrive, no text lost, no field mapped twice.
//!
//! Used by the fuzzer and, with the inputs that it was given and those that it found, by `shared/core/tests`.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use gangway_contract::{Dialect, Format, Refusal, UserId};
use gangway_core::import::{Check, Context, Propose, Survey};
use gangway_core::schema::default_modules;
use gangway_core::source::Pass;
use gangway_core::table::{Choices, FileFacts, Layout, Sniff, TableReader};

use crate::zip;

/// The largest answer but the whole; small enough to cut every token of a small file.
const PIECE: usize = 13;
/// Far above the length at which another byte says anything new.
const MOST: usize = 1 << 20;

/// The first look at any bytes.
pub(crate) fn sniff(bytes: &[u8]) {
    let look = |piece| run(Sniff::new(&facts(bytes), Choices::default()), bytes, piece);
    same(&look(usize::MAX), || look(PIECE));
}

/// Text under the dialect that its first five bytes choose.
pub(crate) fn csv(bytes: &[u8]) {
    let Some((choice, text)) = bytes.split_at_checked(5) else { return };
    let (layout, is_plain) = layout(choice);
    let whole = table(text, &layout, usize::MAX);
    same(&whole, || table(text, &layout, PIECE));
    if let (Ok(rows), true) = (whole, is_plain) {
        let read: usize = rows.iter().flatten().map(|it| weight(it)).sum();
        let text = String::from_utf8_lossy(text);
        let named = text.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("sep="));
        assert!(named || read == weight(&text), "{read} of {} letters came out", weight(&text));
    }
}

/// A workbook of Excel 2007 and later: a whole one, or the parts of one.
pub(crate) fn xlsx(bytes: &[u8]) {
    workbook(&xlsx_file(bytes));
}

/// A workbook of Excel 97 to 2003.
pub(crate) fn xls(bytes: &[u8]) {
    workbook(&xls_file(bytes));
}

/// What [`xlsx`] looks at.
pub(crate) fn xlsx_file(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(b"PK") { bytes.to_vec() } else { zip::workbook(bytes) }
}

/// What [`xls`] looks at.
pub(crate) fn xls_file(bytes: &[u8]) -> Vec<u8> {
    let rest = bytes.get(8..).unwrap_or_default();
    [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", rest].concat()
}

/// The first look at a workbook, and every row of the sheet that it proposes.
fn workbook(bytes: &[u8]) {
    let look = |piece| run(Sniff::new(&facts(bytes), Choices::default()), bytes, piece);
    let whole = look(usize::MAX);
    same(&whole, || look(PIECE));
    if let Ok(sniffed) = whole {
        let layout = Layout { header_row: None, ..sniffed.layout };
        same(&table(bytes, &layout, usize::MAX), || table(bytes, &layout, PIECE));
    }
}

/// A header row and rows of values, mapped into every module.
pub(crate) fn mapping(bytes: &[u8]) {
    let file = bytes.get(..bytes.len().min(MOST)).unwrap_or_default();
    let dialect = Dialect { delimiter: Some(','), quote: Some('"'), escape: None, comment: None };
    for context in contexts() {
        let choices = Choices {
            encoding: Some("UTF-8".to_owned()),
            dialect: Some(dialect.clone()),
            header_row: Some(Some(1)),
            ..Choices::default()
        };
        let Ok(plan) = run(Propose::new(&facts(file), context, choices), file, usize::MAX) else {
            continue;
        };
        let mut seen = BTreeSet::new();
        for column in &plan.columns {
            assert!(column.confidence <= 100, "{column:?}");
            if let Some(field) = &column.field {
                assert!(seen.insert(field.clone()), "{field} gets two columns");
                assert!(context.module.fields.iter().any(|it| it.id == *field), "{field}");
            }
        }
    }
}

/// The whole road: a plan, completed, and every row under it.
pub(crate) fn road(bytes: &[u8]) {
    let Some(context) = contexts().first() else { return };
    let walk = |piece| walk(bytes, context, piece);
    same(&walk(usize::MAX), || walk(PIECE));
}

fn walk(
    bytes: &[u8],
    context: &Context,
    piece: usize,
) -> Result<gangway_contract::CheckReport, Refusal> {
    let file = facts(bytes);
    let draft = run(Propose::new(&file, context, Choices::default()), bytes, piece)?;
    let plan = run(Survey::new(&file, draft, context)?, bytes, piece)?;
    let report = run(Check::new(&file, &plan, context)?, bytes, piece)?;
    let counts = report.counts;
    assert_eq!(counts.rows, counts.ok + counts.failed + counts.repeats, "the counts add up");
    Ok(report)
}

/// However the bytes arrive, the outcome is the same; a refusal is a sentence.
fn same<T: PartialEq + std::fmt::Debug>(
    whole: &Result<T, Refusal>,
    in_pieces: impl FnOnce() -> Result<T, Refusal>,
) {
    if let Err(refusal) = whole {
        assert!(refusal.message.ends_with('.'), "{refusal}");
    }
    assert_eq!(&in_pieces(), whole, "in pieces and at once");
}

/// The default modules, read once.
fn contexts() -> &'static [Context] {
    static CONTEXTS: OnceLock<Vec<Context>> = OnceLock::new();
    let importer = || UserId::parse("fuzzer").ok();
    CONTEXTS.get_or_init(|| {
        let context = |module| Some(Context::new(module, Vec::new(), importer()?));
        default_modules().into_iter().filter_map(context).collect()
    })
}

fn facts(bytes: &[u8]) -> FileFacts {
    FileFacts { name: "fuzz".to_owned(), size: bytes.len() as u64 }
}

fn run<P: Pass>(mut pass: P, bytes: &[u8], piece: usize) -> Result<P::Output, Refusal> {
    while let Some(need) = pass.need() {
        pass.answer(cut(bytes, need.offset, (need.len as usize).min(piece)))?;
    }
    pass.finish()
}

/// The bytes that were asked for; a pass must never ask for what is not there.
fn cut(bytes: &[u8], offset: u64, len: usize) -> &[u8] {
    let from = usize::try_from(offset).unwrap_or(usize::MAX);
    assert!(
        from < bytes.len() && len > 0,
        "{len} bytes from {from} of {} are asked for",
        bytes.len()
    );
    &bytes[from..bytes.len().min(from + len)]
}

fn table(bytes: &[u8], layout: &Layout, piece: usize) -> Result<Vec<Vec<String>>, Refusal> {
    let mut rows = Vec::new();
    let mut reader = TableReader::new(&facts(bytes), layout)?;
    let mut take = |row: &gangway_core::table::RowCells<'_>| {
        rows.push(row.iter().map(|it| it.text.to_owned()).collect());
    };
    while let Some(need) = reader.need() {
        reader.answer(cut(bytes, need.offset, (need.len as usize).min(piece)), &mut take)?;
    }
    reader.finish(&mut take)?;
    Ok(rows)
}

/// A layout, and whether its text is UTF-8 of which every letter must come out.
fn layout(choice: &[u8]) -> (Layout, bool) {
    let pick = |at: usize, from: &[Option<char>]| from[usize::from(choice[at]) % from.len()];
    let encodings =
        ["UTF-8", "UTF-8", "UTF-16LE", "UTF-16BE", "Shift_JIS", "ISO-2022-JP", "gb18030"];
    let encoding = encodings[usize::from(choice[0]) % encodings.len()];
    let dialect = Dialect {
        delimiter: pick(1, &[Some(','), Some(';'), Some('\t'), Some('§'), Some(' '), None]),
        quote: pick(2, &[Some('"'), Some('\''), Some('»'), None]),
        escape: pick(3, &[None, Some('\\'), Some('^')]),
        comment: pick(4, &[None, Some('#')]),
    };
    let is_plain = encoding == "UTF-8" && dialect.comment.is_none();
    let layout = Layout {
        format: Format::Csv,
        encoding: encoding.to_owned(),
        dialect: Some(dialect),
        sheet: None,
        header_row: None,
        is_marked: false,
    };
    (layout, is_plain)
}

fn weight(text: &str) -> usize {
    text.chars().filter(|it| it.is_alphanumeric()).count()
}
