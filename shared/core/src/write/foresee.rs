//! What an import would do with the rows that a preview shows, decided as the import decides.
//!
//! Of a group only the rows that are shown are known. A row is told what it does after those before it, so a row whose
//! leader is not among them is only told where that does not matter.

use std::collections::BTreeMap;

use gangway_contract::{
    DuplicateMode, Fate, FieldChange, Foreseen, KeyMatch, MatchKey, PreviewRow, Record, RowOutcome,
    SliceRow, StoredRecord, WriteRules,
};

use super::decide::{Target, judge};
use super::{Decision, Group, before};

/// What becomes of each row that passes the check and whose match is known, in file order.
pub fn foresee(
    rows: &[PreviewRow],
    matches: &BTreeMap<MatchKey, KeyMatch>,
    rules: &WriteRules,
) -> Vec<Foreseen> {
    let mut shown: BTreeMap<MatchKey, Vec<SliceRow>> = BTreeMap::new();
    let mut fate = |row: &PreviewRow| {
        let mode = rules.options.mode;
        let is_repeat = matches!(row.outcome, RowOutcome::Repeat { .. });
        let key = match (row.outcome, row.key) {
            (RowOutcome::Failed, _) => return None,
            (_, None) => return Some(Fate::Create),
            (_, Some(_)) if mode == DuplicateMode::Create => return Some(Fate::Create),
            (_, Some(_)) if mode == DuplicateMode::Skip && is_repeat => return Some(Fate::Skip),
            (_, Some(key)) => key,
        };
        let found = matches.get(&key)?;
        let group = shown.entry(key).or_default();
        if group.is_empty() && is_repeat {
            return None;
        }
        group.push(slice_row(row)?);
        Some(last_of(group, found, rules))
    };
    rows.iter().filter_map(|row| Some(Foreseen { row: row.row, fate: fate(row)? })).collect()
}

fn slice_row(row: &PreviewRow) -> Option<SliceRow> {
    let PreviewRow { row: number, key, version, .. } = *row;
    let (owner, record) = (row.owner.clone()?, row.record.clone());
    Some(SliceRow { row: number, key, version, record, owner, cells: Vec::new() })
}

/// What the last of a group's rows does after those before it.
fn last_of(rows: &[SliceRow], found: &KeyMatch, rules: &WriteRules) -> Fate {
    let Some((_, before)) = rows.split_last() else { return Fate::Skip };
    let target = target(found);
    let after = decision(rows, target, rules);
    if before.is_empty() && matches!(after, Decision::Create(_)) {
        return Fate::Create;
    }
    let old = if before.is_empty() {
        Ok(target.map(|it| it.values.clone()).unwrap_or_default())
    } else {
        values(decision(before, target, rules), target)
    };
    match (old, values(after, target)) {
        (_, Err(fate)) | (Err(fate), _) => fate,
        (Ok(old), Ok(new)) if old == new => Fate::Unchanged,
        (Ok(old), Ok(new)) => Fate::Update { changes: changes(&old, &new) },
    }
}

/// What the import would meet; of a record that is not to be seen it changes nothing.
fn target(found: &KeyMatch) -> Option<Target<'_>> {
    static NOTHING: Record = Record::new();
    match found {
        KeyMatch::Nobody => None,
        KeyMatch::Found { record, several } => {
            let StoredRecord { values, version, .. } = record.as_ref();
            Some(Target { values, version: *version, is_reached: true, several: *several })
        }
        KeyMatch::Hidden { several } => {
            Some(Target { values: &NOTHING, version: 0, is_reached: false, several: *several })
        }
    }
}

fn decision(rows: &[SliceRow], target: Option<Target<'_>>, rules: &WriteRules) -> Decision {
    let group = Group { key: rows.first().and_then(|it| it.key), rows: rows.to_vec() };
    judge(&group, target, rules)
}

/// The record as a decision leaves it, or what becomes of the rows otherwise.
fn values(decision: Decision, target: Option<Target<'_>>) -> Result<Record, Fate> {
    match decision {
        Decision::Create(values) | Decision::Update(values) => Ok(values),
        Decision::Unchanged => Ok(target.map(|it| it.values.clone()).unwrap_or_default()),
        Decision::Skip => Err(Fate::Skip),
        Decision::Fail(code) => Err(Fate::Fail { code }),
    }
}

fn changes(old: &Record, new: &Record) -> Vec<FieldChange> {
    let change = |(field, before)| FieldChange { after: new.get(&field).cloned(), field, before };
    before(old, new).into_iter().map(change).collect()
}

#[cfg(test)]
mod tests {
    use gangway_contract::{
        FieldId, ImportOptions, IssueCode, MatchRule, ModuleId, RecordId, UserId, Value,
    };

    use super::*;

    const KEY: MatchKey = MatchKey([1; 16]);

    fn record(fields: &[(&str, &str)]) -> Record {
        let field = |id: &str| FieldId::parse(id).expect("a field");
        fields.iter().map(|(id, text)| (field(id), Value::Text((*text).into()))).collect()
    }

    fn row(number: u32, leader: u32, fields: &[(&str, &str)]) -> PreviewRow {
        let is_first = number == leader;
        PreviewRow {
            row: number,
            record: record(fields),
            cells: Vec::new(),
            owner: UserId::parse("ann").ok(),
            issues: Vec::new(),
            outcome: if is_first { RowOutcome::Ok } else { RowOutcome::Repeat { leader } },
            key: Some(KEY),
            version: None,
        }
    }

    fn found(fields: &[(&str, &str)]) -> KeyMatch {
        let record = StoredRecord {
            id: RecordId::parse("R1").expect("an id"),
            module: ModuleId::parse("leads").expect("a module"),
            values: record(fields),
            owner: UserId::parse("bob").expect("a user"),
            version: 3,
            created_at: String::new(),
            updated_at: String::new(),
            created_by: None,
            updated_by: None,
        };
        KeyMatch::Found { record: Box::new(record), several: false }
    }

    fn rules(mode: DuplicateMode) -> WriteRules {
        WriteRules { options: ImportOptions { mode, ..ImportOptions::default() }, mapped: vec![] }
    }

    /// What becomes of the rows, as `2 update city: Oslo → Rome`.
    #[track_caller]
    fn check(rows: &[PreviewRow], found: KeyMatch, mode: DuplicateMode, expected: &[&str]) {
        let told = foresee(rows, &BTreeMap::from([(KEY, found)]), &rules(mode));
        let text = |it: &Option<Value>| it.as_ref().map_or("nothing".into(), Value::to_text);
        let change =
            |it: &FieldChange| format!(" {}: {} → {}", it.field, text(&it.before), text(&it.after));
        let fate = |it: &Fate| match it {
            Fate::Create => "create".to_owned(),
            Fate::Update { changes } => {
                format!("update{}", changes.iter().map(change).collect::<String>())
            }
            Fate::Unchanged => "unchanged".to_owned(),
            Fate::Skip => "skip".to_owned(),
            Fate::Fail { code } => format!("fail {code:?}"),
        };
        let told: Vec<_> = told.iter().map(|it| format!("{} {}", it.row, fate(&it.fate))).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn an_update_says_what_was_there_and_what_will_be() {
        let rows = [row(2, 2, &[("city", "Rome"), ("zip", "1")])];
        let found = found(&[("city", "Oslo"), ("zip", "1")]);
        check(&rows, found, DuplicateMode::Update, &["2 update city: Oslo → Rome"]);
    }

    #[test]
    fn a_repeat_is_told_what_it_does_after_its_leader() {
        let rows = [row(2, 2, &[("a", "1")]), row(5, 2, &[("a", "1")]), row(6, 2, &[("a", "2")])];
        let update = DuplicateMode::Update;
        let told = ["2 update a: 0 → 1", "5 unchanged", "6 update a: 1 → 2"];
        check(&rows, found(&[("a", "0")]), update, &told);
        check(&rows, KeyMatch::Nobody, update, &["2 create", "5 unchanged", "6 update a: 1 → 2"]);
        check(&rows, found(&[]), DuplicateMode::Skip, &["2 skip", "5 skip", "6 skip"]);
        check(&rows[1..], found(&[("a", "0")]), update, &[]);
    }

    #[test]
    fn nothing_is_told_of_a_record_that_is_not_to_be_seen() {
        let rows = [row(2, 2, &[("a", "1")])];
        let hidden = KeyMatch::Hidden { several: false };
        let told = format!("2 fail {:?}", IssueCode::MatchNotPermitted);
        check(&rows, hidden.clone(), DuplicateMode::Update, &[&told]);
        check(&rows, hidden, DuplicateMode::Skip, &["2 skip"]);
        let several = format!("2 fail {:?}", IssueCode::SeveralMatches);
        check(&rows, KeyMatch::Hidden { several: true }, DuplicateMode::Update, &[&several]);
    }

    #[test]
    fn a_row_that_names_its_record_fails_where_that_was_changed_or_is_gone() {
        let mut rules = rules(DuplicateMode::Update);
        rules.options.match_rule = MatchRule::Identity;
        let told = |version, found: KeyMatch| {
            let row = PreviewRow { version: Some(version), ..row(2, 2, &[("a", "1")]) };
            foresee(&[row], &BTreeMap::from([(KEY, found)]), &rules).remove(0).fate
        };
        assert!(matches!(told(3, found(&[("a", "0")])), Fate::Update { .. }));
        assert_eq!(told(2, found(&[("a", "1")])), Fate::Unchanged);
        let changed = Fate::Fail { code: IssueCode::ChangedSinceExport };
        assert_eq!(told(2, found(&[("a", "0")])), changed);
        assert_eq!(told(3, KeyMatch::Nobody), Fate::Fail { code: IssueCode::RecordGone });
    }

    #[test]
    fn what_nobody_was_asked_about_is_not_told() {
        let unasked = PreviewRow { key: Some(MatchKey([2; 16])), ..row(2, 2, &[]) };
        let keyless = PreviewRow { key: None, ..row(3, 3, &[]) };
        let failed = PreviewRow { outcome: RowOutcome::Failed, ..row(4, 4, &[]) };
        check(&[unasked, keyless, failed], KeyMatch::Nobody, DuplicateMode::Skip, &["3 create"]);
    }
}
