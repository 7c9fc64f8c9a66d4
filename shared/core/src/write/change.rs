//! What a row changes of a record.

use std::collections::BTreeMap;

use gangway_contract::{
    BlankCells, FieldId, Record, SliceRow, StoredRecord, UpdatePolicy, Value, WriteRules,
};

/// The record after the rows, each taken in its turn.
pub fn fold<'a>(
    mut values: Record,
    rows: impl IntoIterator<Item = &'a SliceRow>,
    rules: &WriteRules,
) -> Record {
    for row in rows {
        change(&mut values, &row.record, rules);
    }
    values
}

/// Lets one row change a record, by each field's policy.
pub fn change(values: &mut Record, row: &Record, rules: &WriteRules) {
    for (field, new) in row {
        let policy = rules.options.update_policies.get(field).copied();
        let taken = match (values.get(field), policy.unwrap_or(UpdatePolicy::Overwrite)) {
            (Some(_), UpdatePolicy::FillBlanks) => continue,
            (Some(old), UpdatePolicy::Append) => append(old, new),
            _ => new.clone(),
        };
        values.insert(field.clone(), taken);
    }
    if rules.options.blank_cells == BlankCells::Clear {
        for field in rules.mapped.iter().filter(|field| is_cleared(field, row, rules)) {
            values.remove(field);
        }
    }
}

/// A blank cell says "nothing" only where its field is overwritten.
fn is_cleared(field: &FieldId, row: &Record, rules: &WriteRules) -> bool {
    let policy = rules.options.update_policies.get(field).copied();
    !row.contains_key(field) && policy.unwrap_or(UpdatePolicy::Overwrite) == UpdatePolicy::Overwrite
}

/// What both say, the old first, each part once.
fn append(old: &Value, new: &Value) -> Value {
    let mut parts = parts(old);
    for part in self::parts(new) {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    match old {
        Value::List(_) => Value::List(parts),
        _ => Value::Text(parts.join("; ")),
    }
}

fn parts(value: &Value) -> Vec<String> {
    match value {
        Value::List(list) => list.clone(),
        Value::Text(text) => text.split("; ").map(str::to_owned).collect(),
        Value::Boolean(_) => vec![value.to_text()],
    }
}

/// What a journal keeps of a record beside the fields that it names, so that both are the whole record.
pub fn rest(old: &StoredRecord, before: &BTreeMap<FieldId, Option<Value>>) -> StoredRecord {
    let mut rest = old.clone();
    rest.values.retain(|field, _| !before.contains_key(field));
    rest
}

/// The fields in which two records differ, as they were.
pub fn before(old: &Record, new: &Record) -> BTreeMap<FieldId, Option<Value>> {
    let fields = old.keys().chain(new.keys());
    let changed = fields.filter(|field| old.get(*field) != new.get(*field));
    changed.map(|field| (field.clone(), old.get(field).cloned())).collect()
}

#[cfg(test)]
mod tests {
    use gangway_contract::ImportOptions;

    use super::*;

    fn field(id: &str) -> FieldId {
        FieldId::parse(id).expect("a field")
    }

    /// `name=value` for each field; a value with `|` is a list.
    fn record(fields: &[&str]) -> Record {
        let value = |text: &str| {
            if text.contains('|') {
                Value::List(
                    text.split('|').filter(|it| !it.is_empty()).map(str::to_owned).collect(),
                )
            } else {
                Value::Text(text.to_owned())
            }
        };
        let pair = |it: &&str| it.split_once('=').map(|(name, text)| (field(name), value(text)));
        fields.iter().filter_map(pair).collect()
    }

    #[track_caller]
    fn check(old: &[&str], row: &[&str], rules: &WriteRules, expected: &[&str]) {
        let mut values = record(old);
        change(&mut values, &record(row), rules);
        assert_eq!(values, record(expected));
    }

    fn rules(policy: UpdatePolicy, blank: BlankCells) -> WriteRules {
        let options = ImportOptions {
            update_policies: BTreeMap::from([(field("a"), policy), (field("tags"), policy)]),
            blank_cells: blank,
            ..ImportOptions::default()
        };
        WriteRules { options, mapped: vec![field("a"), field("b"), field("tags")] }
    }

    #[test]
    fn the_file_overwrites_unless_the_policy_says_otherwise() {
        let keep = BlankCells::Keep;
        check(&["a=1", "b=1"], &["a=2"], &rules(UpdatePolicy::Overwrite, keep), &["a=2", "b=1"]);
        check(&["a=1"], &["a=2", "b=3"], &rules(UpdatePolicy::FillBlanks, keep), &["a=1", "b=3"]);
        check(&["a=1; 2"], &["a=2; 3"], &rules(UpdatePolicy::Append, keep), &["a=1; 2; 3"]);
        check(&["tags=x|y"], &["tags=y|z"], &rules(UpdatePolicy::Append, keep), &["tags=x|y|z"]);
        check(&[], &["a=2"], &rules(UpdatePolicy::FillBlanks, keep), &["a=2"]);
    }

    #[test]
    fn blank_cells_clear_only_mapped_and_overwritten_fields() {
        let clear = BlankCells::Clear;
        let old = ["a=1", "b=1", "c=1"];
        check(&old, &["a=2"], &rules(UpdatePolicy::Overwrite, clear), &["a=2", "c=1"]);
        check(&old, &["b=2"], &rules(UpdatePolicy::FillBlanks, clear), &["a=1", "b=2", "c=1"]);
    }

    #[test]
    fn the_journal_names_changed_fields_with_what_was_there() {
        let before = before(&record(&["a=1", "b=1"]), &record(&["a=2", "b=1", "c=3"]));
        let expected = [(field("a"), Some(Value::Text("1".into()))), (field("c"), None)];
        assert_eq!(before, BTreeMap::from(expected));
    }
}
