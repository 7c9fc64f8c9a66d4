//! Templates: a plan kept for the next file of the same kind, found again by the header row.
//!
//! A template says what columns mean and what to do with rows. What the bytes are (encoding, delimiter, header row)
//! is told anew from every file: next month's export may come from another program.

use std::collections::BTreeMap;

use gangway_contract::{
    ColumnStatus, ImportOptions, ImportPlan, MatchRule, Module, PlanColumn, Template,
};

use crate::digest::hex128;
use crate::record::Identity;
use crate::{mapping, order, schema};

/// What recognises a header row: 32 hex digits, the same for the same headers in any order, case and punctuation.
/// None if the row names no column.
pub fn header_fingerprint<'a>(headers: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let mut keys: Vec<String> = headers.into_iter().map(mapping::header_key).collect();
    keys.retain(|it| !it.is_empty());
    order::sort(&mut keys);
    let mut hasher = blake3::Hasher::new();
    for key in &keys {
        hasher.update(key.as_bytes()).update(&[0]);
    }
    (!keys.is_empty()).then(|| hex128(&hasher.finalize()))
}

/// The first template that was made for this header row.
pub fn matching<'a>(plan: &ImportPlan, templates: &'a [Template]) -> Option<&'a Template> {
    let own = plan.columns.iter().filter(|it| it.status != ColumnStatus::Added);
    let fingerprint = header_fingerprint(own.map(|it| it.header.as_str()))?;
    let is_of_it =
        |it: &&Template| it.plan.module == plan.module && it.header_fingerprint == fingerprint;
    templates.iter().find(is_of_it)
}

/// The plan with the template's columns and options. Columns are found by their header, the second of two equal ones
/// by being the second; a column that the template does not know keeps what was proposed, unless the template gave
/// its field to another column. Fields that the module no longer has are left out.
#[must_use]
pub fn apply(plan: ImportPlan, template: &Template, module: &Module) -> ImportPlan {
    let plan = take_over(plan, &template.plan, module, |it| it.header.clone());
    ImportPlan { template: Some(template.slug.clone()), ..plan }
}

/// The plan of a file of rows that an import left, with what was decided for that import. What that import replaced in
/// cells is in the file already, and is not replaced again.
#[must_use]
pub fn repair(plan: ImportPlan, import: &ImportPlan, module: &Module) -> ImportPlan {
    let mut plan = take_over(plan, import, module, column_name);
    plan.columns.iter_mut().for_each(|it| it.replacements.clear());
    ImportPlan { template: import.template.clone(), ..plan }
}

/// What a column is called in the files that an import leaves.
pub fn column_name(column: &PlanColumn) -> String {
    if column.header.trim().is_empty() {
        format!("Column {}", column.index + 1)
    } else {
        column.header.clone()
    }
}

/// The plan with the columns and options of another one, of columns that are called the same.
fn take_over(
    mut plan: ImportPlan,
    other: &ImportPlan,
    module: &Module,
    name: fn(&PlanColumn) -> String,
) -> ImportPlan {
    let known = by_name(&other.columns, name);
    let places = by_name(&plan.columns, name).into_iter();
    let found: BTreeMap<u32, &PlanColumn> = order::collected(
        places.filter_map(|(name, column)| Some((column.index, *known.get(&name)?))),
    );
    let taken = |column: &PlanColumn| {
        let field = column.field.as_ref();
        found.values().any(|it| field.is_some() && it.field.as_ref() == field)
    };
    let columns = plan.columns.iter().map(|column| match found.get(&column.index) {
        Some(known) => as_known(column, known, module),
        None if column.status != ColumnStatus::Added && taken(column) => unmapped(column),
        None => column.clone(),
    });
    plan.columns = columns.collect();
    plan.options = other.options.clone();
    if plan.options.match_rule == MatchRule::Identity && Identity::of(&plan).is_none() {
        plan.options.match_rule = ImportOptions::default().match_rule;
    }
    plan.options.defaults.retain(|id, _| schema::field(module, id).is_some());
    plan.options.update_policies.retain(|id, _| schema::field(module, id).is_some());
    plan
}

/// Columns by the key of their name and which of its namesakes they are; without those that Gangway added.
fn by_name(
    columns: &[PlanColumn],
    name: fn(&PlanColumn) -> String,
) -> BTreeMap<(String, u32), &PlanColumn> {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut name = |column: &PlanColumn| {
        let key = mapping::header_key(&name(column));
        let count = seen.entry(key.clone()).or_default();
        *count += 1;
        (key, *count)
    };
    let own = columns.iter().filter(|it| it.status != ColumnStatus::Added);
    order::collected(own.map(|it| (name(it), it)).filter(|((key, _), _)| !key.is_empty()))
}

fn as_known(column: &PlanColumn, known: &PlanColumn, module: &Module) -> PlanColumn {
    let field = known.field.clone().filter(|it| schema::field(module, it).is_some());
    let status = match (&field, known.status) {
        (_, ColumnStatus::Skipped) => ColumnStatus::Skipped,
        (Some(_), _) => ColumnStatus::Template,
        (None, _) => ColumnStatus::Unmapped,
    };
    PlanColumn {
        confidence: if field.is_some() { 100 } else { 0 },
        field,
        status,
        date_order: known.date_order,
        decimal_sign: known.decimal_sign,
        value_mapping: known.value_mapping.clone(),
        join: known.join.clone(),
        replacements: known.replacements.clone(),
        ..column.clone()
    }
}

fn unmapped(column: &PlanColumn) -> PlanColumn {
    PlanColumn { field: None, confidence: 0, status: ColumnStatus::Unmapped, ..column.clone() }
}
