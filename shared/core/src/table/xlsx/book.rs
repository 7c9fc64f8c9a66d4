//! What a workbook says about itself: its sheets, where their parts lie, its epoch.

use gangway_contract::{Refusal, RefusalCode};

use super::xml::{self, Token};
use super::zip::{Entry, corrupt};
use crate::table::magic;

/// A sheet that holds cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::table) struct SheetPart {
    pub(in crate::table) name: String,
    pub(in crate::table) hidden: bool,
    pub(super) entry: Entry,
}

/// A sheet as `workbook.xml` lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    name: String,
    hidden: bool,
    relation: String,
}

/// `workbook.xml`
#[derive(Debug, Default)]
pub(super) struct Workbook {
    pub(super) listed: Vec<Listed>,
    pub(super) epoch_1904: bool,
}

/// A line of a `.rels` part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    id: String,
    /// The last word of its type: `worksheet`, `styles`.
    kind: String,
    target: String,
}

/// Which part is the workbook, or the sentence for a zip that is none.
pub(super) fn find_workbook(entries: &[Entry]) -> Result<Option<Entry>, Refusal> {
    let has = |name: &str| find(entries, name).is_some();
    let starts = |prefix: &str| entries.iter().any(|it| it.name.starts_with(prefix));
    if let Some(entry) = find(entries, "xl/workbook.xml") {
        return Ok(Some(entry.clone()));
    }
    if has("xl/workbook.bin") {
        return Err(unsupported("a binary Excel workbook (XLSB)"));
    }
    if has("content.xml") && has("mimetype") {
        return Err(unsupported("an OpenDocument file (ODS)"));
    }
    if has("Index/Document.iwa") || starts("Index/Tables/") {
        return Err(unsupported("a Numbers file"));
    }
    if starts("word/") {
        return Err(magic::not_a_table("a Word document"));
    }
    if starts("ppt/") {
        return Err(magic::not_a_table("a PowerPoint presentation"));
    }
    if has("[Content_Types].xml") && has("_rels/.rels") { Ok(None) } else { Err(archive()) }
}

/// The same by the package's own relationships, for workbooks with an unusual name.
pub(super) fn main_part(entries: &[Entry], rels: &[u8]) -> Result<Entry, Refusal> {
    let relations = relations(rels)?;
    let target = relations.iter().find(|it| it.kind == "officeDocument").map(|it| &it.target);
    let entry = target.and_then(|it| find(entries, &resolve("", it)));
    entry.cloned().ok_or_else(archive)
}

/// A part by its name, which ignores case.
pub(super) fn find<'a>(entries: &'a [Entry], name: &str) -> Option<&'a Entry> {
    entries.iter().find(|it| it.name.eq_ignore_ascii_case(name))
}

/// The part that holds another part's relationships.
pub(super) fn rels_name(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    format!("{folder}_rels/{name}.rels")
}

/// Reads `workbook.xml`.
pub(super) fn workbook(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let mut book = Workbook::default();
    xml::each(bytes, |token| {
        let Token::Open { name, attributes, .. } = token else { return Ok(()) };
        match name {
            b"workbookPr" => book.epoch_1904 = xml::flag(attributes, b"date1904", false),
            b"sheet" => book.listed.extend(listed(attributes)),
            _ => {}
        }
        Ok(())
    })?;
    Ok(book)
}

fn listed(attributes: &[u8]) -> Option<Listed> {
    let state = xml::attribute(attributes, b"state");
    Some(Listed {
        name: xml::text_attribute(attributes, b"name")?,
        hidden: matches!(state, Some(b"hidden" | b"veryHidden")),
        relation: xml::text_attribute(attributes, b"id")?,
    })
}

/// Reads a `.rels` part.
pub(super) fn relations(bytes: &[u8]) -> Result<Vec<Relation>, Refusal> {
    let mut found = Vec::new();
    xml::each(bytes, |token| {
        if let Token::Open { name: b"Relationship", attributes, .. } = token {
            found.extend(relation(attributes));
        }
        Ok(())
    })?;
    Ok(found)
}

fn relation(attributes: &[u8]) -> Option<Relation> {
    let kind = xml::text_attribute(attributes, b"Type")?;
    Some(Relation {
        id: xml::text_attribute(attributes, b"Id")?,
        kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
        target: xml::text_attribute(attributes, b"Target")?,
    })
}

/// The sheets that hold cells, in the workbook's order. Sheets of charts and dialogs hold none.
pub(super) fn sheet_parts(
    book: &Workbook,
    relations: &[Relation],
    entries: &[Entry],
    part: &str,
) -> Result<Vec<SheetPart>, Refusal> {
    let mut parts = Vec::new();
    for sheet in &book.listed {
        let Some(relation) = relations.iter().find(|it| it.id == sheet.relation) else { continue };
        if relation.kind != "worksheet" {
            continue;
        }
        if let Some(entry) = find(entries, &resolve(part, &relation.target)) {
            parts.push(SheetPart {
                name: sheet.name.clone(),
                hidden: sheet.hidden,
                entry: entry.clone(),
            });
        }
    }
    if parts.is_empty() {
        Err(corrupt("it holds no worksheet that can be read"))
    } else {
        Ok(parts)
    }
}

/// The part of a kind that a workbook refers to.
pub(super) fn related(
    relations: &[Relation],
    kind: &str,
    entries: &[Entry],
    part: &str,
) -> Option<Entry> {
    let relation = relations.iter().find(|it| it.kind == kind)?;
    find(entries, &resolve(part, &relation.target)).cloned()
}

/// A target relative to the part that names it.
fn resolve(part: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = part.split('/').collect();
    path.pop();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => drop(path.pop()),
            _ => path.push(step),
        }
    }
    path.join("/")
}

fn unsupported(name: &str) -> Refusal {
    Refusal::new(
        RefusalCode::UnsupportedFormat,
        format!("This file is {name}, which cannot be imported. Save it as XLSX or CSV."),
    )
}

pub(super) fn archive() -> Refusal {
    Refusal::new(
        RefusalCode::Archive,
        "This file is a zip archive, not a workbook. Unpack it and import the tables inside one by one.",
    )
}
