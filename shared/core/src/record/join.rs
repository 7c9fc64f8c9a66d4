//! Several columns that fill one field together: street and number, area code and telephone number, day and hour.
//!
//! The first column of a field leads it: its meanings, order of dates and decimal sign are those of the whole text. The
//! others say what stands before theirs. A template meets files whose columns lie in another order, so that the one without
//! a separator need not come first; the leader's, which it does not use, is then taken. A blank cell is left out with its
//! separator.

use std::collections::BTreeSet;

use gangway_contract::{Field, FieldId, ImportPlan, PlanColumn, Refusal};

use super::compile::{active, mismatch};
use crate::field::{is_sheet_error, trim};
use crate::table::{Cell, CellKind, RowCells};

/// The longest separator, in characters.
const MOST: usize = 10;

/// A column whose text is joined to those before it.
pub(super) struct Part {
    index: usize,
    separator: String,
}

/// Whether a column may share its field with others; a separator that cannot be meant is refused.
pub(super) fn may_join(column: &PlanColumn, field: &Field) -> Result<bool, Refusal> {
    // A whole name is split and an owner is found: neither is a text of several parts.
    let takes_parts = !field.is_virtual && field.id.as_str() != "owner";
    let Some(separator) = column.join.as_deref().filter(|_| takes_parts) else { return Ok(false) };
    // It stands in every row: it must not make a small file large.
    let is_sign = |it: char| it.is_control() && !matches!(it, '\n' | '\t');
    if separator.chars().count() > MOST || separator.chars().any(is_sign) {
        return Err(mismatch(format!(
            "What stands between the joined columns of {} has more than {MOST} characters, or control signs. Choose another separator.",
            field.label
        )));
    }
    Ok(true)
}

/// The columns that fill a field by themselves or first, without those that are joined to them.
pub(crate) fn leaders(plan: &ImportPlan) -> impl Iterator<Item = (&PlanColumn, &FieldId)> {
    let mut seen = BTreeSet::new();
    active(plan).filter(move |(_, id)| seen.insert(*id))
}

/// The columns that are joined to the first one of a field.
pub(super) fn parts(plan: &ImportPlan, field: &FieldId) -> Vec<Part> {
    let mut columns = active(plan).filter(|(_, id)| *id == field).map(|(column, _)| column);
    let unused = columns.next().and_then(|it| it.join.clone()).unwrap_or_default();
    let part = |column: &PlanColumn| Part {
        index: column.index as usize,
        separator: column.join.clone().unwrap_or_else(|| unused.clone()),
    };
    columns.map(part).collect()
}

/// What the columns of a field say together. A cell that stands alone keeps its kind, and one with a spreadsheet's error
/// is what is wrong with all of them.
pub(super) fn joined<'a>(
    leader: Cell<'a>,
    parts: &[Part],
    row: &RowCells<'a>,
    text: &'a mut String,
) -> Cell<'a> {
    let others = parts.iter().map(|it| (row.get(it.index), it.separator.as_str()));
    let cells = std::iter::once((leader, "")).chain(others);
    let filled = || cells.clone().filter(|(cell, _)| !trim(cell.text).is_empty());
    if let Some((wrong, _)) = filled().find(|(cell, _)| is_sheet_error(cell)) {
        return wrong;
    }
    if filled().nth(1).is_none() {
        return filled().next().map_or(leader, |(alone, _)| alone);
    }
    text.clear();
    for (at, (cell, separator)) in filled().enumerate() {
        text.push_str(if at == 0 { "" } else { separator });
        text.push_str(trim(cell.text));
    }
    Cell { text, kind: CellKind::Text }
}
