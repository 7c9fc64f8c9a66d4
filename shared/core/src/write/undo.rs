//! The decisions of taking an import back: what was written and still is as it was written goes; what somebody has
//! changed since stays, and is said.

use std::collections::BTreeMap;

use gangway_contract::{
    Actor, FieldId, InvalidId, Issue, IssueCode, Job, JobId, JobKind, JobStatus, Journal,
    OutcomeRow, Record, RecordId, RecordItem, SliceRow, UserId, WriteOutcome, WriteRules,
};

use super::{Group, decide::made, fold};

/// The undo of an import: a job of its own, whose number says which and the how manieth.
pub fn undo_job(import: &Job, actor: Actor, number: u32, now: String) -> Result<Job, InvalidId> {
    let id = undo_id(&import.id, number)?;
    Ok(Job {
        kind: JobKind::Undo,
        status: JobStatus::Queued,
        undoes: Some(import.id.clone()),
        ..Job::import(id, import.module.clone(), actor, import.file.clone(), now)
    })
}

/// An undo that was stopped may be begun again; an import has at most so many.
pub const UNDOS: u32 = 9;

/// The number of an import's undo.
pub fn undo_id(import: &JobId, number: u32) -> Result<JobId, InvalidId> {
    JobId::parse(format!("{import}-undo{number}"))
}

/// Why something stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    code: IssueCode,
    fields: Vec<FieldId>,
}

impl Kept {
    /// Some fields were changed since; the others were put back.
    pub fn fields(fields: Vec<FieldId>) -> Self {
        Self { code: IssueCode::ChangedSince, fields }
    }

    /// The record is gone.
    pub fn deleted() -> Self {
        Self { code: IssueCode::DeletedSince, fields: Vec::new() }
    }

    fn message(&self) -> String {
        let names: Vec<&str> = self.fields.iter().map(FieldId::as_str).collect();
        match self.code {
            IssueCode::DeletedSince => {
                "The record was deleted after the import; nothing was left to take back.".to_owned()
            }
            _ if names.is_empty() => {
                "The record was changed after the import, so it stays as it is.".to_owned()
            }
            _ => format!(
                "Changed after the import, so kept: {}. Everything else that the import changed was put back.",
                names.join(", ")
            ),
        }
    }
}

/// What an undo did with a row.
pub fn undone(
    row: &SliceRow,
    outcome: WriteOutcome,
    record: &RecordId,
    kept: Option<&Kept>,
) -> OutcomeRow {
    let issue = |kept: &Kept| Issue {
        row: row.row,
        column: String::new(),
        index: None,
        field: None,
        code: kept.code,
        message: kept.message(),
        value: String::new(),
        note: false,
    };
    OutcomeRow {
        row: row.row,
        outcome,
        record: Some(record.clone()),
        cells: row.cells.clone(),
        issue: kept.map(issue),
    }
}

/// What to do with the effect of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undo {
    /// The record that it made goes.
    Remove,
    /// The record that it changed takes these values; some fields stay as somebody has left them since.
    Restore {
        /// The record's values then.
        values: Record,
        /// Changed since, by name.
        kept: Vec<FieldId>,
    },
    /// Nothing is done.
    Keep(Kept),
}

/// What becomes of a record that the group made. It goes only if it still says what the file said, and belongs to
/// whom the import gave it.
pub fn undo_create(item: &RecordItem, group: &Group, owner: &UserId, rules: &WriteRules) -> Undo {
    let (made, owner) = (made(group, rules), group.rows.first().map_or(owner, |row| &row.owner));
    if item.deleted {
        Undo::Keep(Kept::deleted())
    } else if item.record.values == made && item.record.owner == *owner {
        Undo::Remove
    } else {
        Undo::Keep(Kept::fields(Vec::new()))
    }
}

/// What becomes of a record that the group changed. Each field that still holds what the group wrote gets back what
/// it held before.
pub fn undo_update(
    item: &RecordItem,
    journal: &Journal,
    group: &Group,
    rules: &WriteRules,
) -> Undo {
    if item.deleted {
        return Undo::Keep(Kept::deleted());
    }
    let wrote = wrote(journal, group, rules);
    let mut values = item.record.values.clone();
    let mut kept = Vec::new();
    for (field, before) in &journal.before {
        if values.get(field) != wrote.get(field) {
            kept.push(field.clone());
        } else if let Some(before) = before {
            values.insert(field.clone(), before.clone());
        } else {
            values.remove(field);
        }
    }
    if kept.len() == journal.before.len() {
        Undo::Keep(Kept::fields(Vec::new()))
    } else {
        Undo::Restore { values, kept }
    }
}

/// The fields that do not hold what they held before the group changed them, after they were put back once.
pub fn not_restored(item: &RecordItem, journal: &Journal) -> Vec<FieldId> {
    let differs = |(field, before): &(&FieldId, &Option<_>)| {
        item.record.values.get(*field) != before.as_ref()
    };
    journal.before.iter().filter(differs).map(|(field, _)| field.clone()).collect()
}

/// What the group made of the fields that it changed: every field is changed by itself, so the fields that the
/// journal holds are enough.
fn wrote(journal: &Journal, group: &Group, rules: &WriteRules) -> Record {
    let was =
        journal.before.iter().filter_map(|(field, value)| Some((field.clone(), value.clone()?)));
    let mut wrote = fold(was.collect::<BTreeMap<_, _>>(), &group.rows, rules);
    wrote.retain(|field, _| journal.before.contains_key(field));
    wrote
}

#[cfg(test)]
mod tests {
    use gangway_contract::{
        DuplicateMode, ImportOptions, ModuleId, RecordId, SliceRow, StoredRecord, Value,
    };

    use super::*;

    fn record(fields: &[(&str, &str)]) -> Record {
        let pair = |(field, text): &(&str, &str)| {
            (FieldId::parse(*field).expect("a field"), Value::Text((*text).to_owned()))
        };
        fields.iter().map(pair).collect()
    }

    fn ann() -> UserId {
        UserId::parse("ann").expect("a user")
    }

    fn item(fields: &[(&str, &str)]) -> RecordItem {
        RecordItem {
            record: StoredRecord {
                id: RecordId::parse("R1").expect("an id"),
                module: ModuleId::parse("leads").expect("a module"),
                values: record(fields),
                owner: ann(),
                version: 3,
                created_at: String::new(),
                updated_at: String::new(),
                created_by: None,
                updated_by: None,
            },
            deleted: false,
            tokens: BTreeMap::new(),
        }
    }

    fn group(rows: &[&[(&str, &str)]]) -> Group {
        let row = |(row, fields): (u32, &&[(&str, &str)])| SliceRow {
            row,
            key: None,
            version: None,
            record: record(fields),
            owner: ann(),
            cells: Vec::new(),
        };
        Group { key: None, rows: (2..).zip(rows).map(row).collect() }
    }

    fn rules() -> WriteRules {
        let options = ImportOptions { mode: DuplicateMode::Update, ..ImportOptions::default() };
        WriteRules { options, mapped: Vec::new() }
    }

    fn journal(fields: &[(&str, Option<&str>)]) -> Journal {
        let pair = |(field, text): &(&str, Option<&str>)| {
            let value = text.map(|it| Value::Text(it.to_owned()));
            (FieldId::parse(*field).expect("a field"), value)
        };
        let target = RecordId::parse("R1").expect("an id");
        let before = fields.iter().map(pair).collect();
        Journal { target, version: 1, before, fence: 0, rest: None }
    }

    #[test]
    fn a_record_goes_only_if_it_still_says_what_the_file_said() {
        let group = group(&[&[("a", "1")], &[("b", "2")]]);
        let undo = |item: &RecordItem| undo_create(item, &group, &ann(), &rules());
        assert_eq!(undo(&item(&[("a", "1"), ("b", "2")])), Undo::Remove);
        assert_eq!(undo(&item(&[("a", "1"), ("b", "3")])), Undo::Keep(Kept::fields(Vec::new())));
        let mut gone = item(&[("a", "1"), ("b", "2")]);
        gone.deleted = true;
        assert_eq!(undo(&gone), Undo::Keep(Kept::deleted()));
        let mut given = item(&[("a", "1"), ("b", "2")]);
        given.record.owner = UserId::parse("bob").expect("a user");
        assert_eq!(undo(&given), Undo::Keep(Kept::fields(Vec::new())));
    }

    #[test]
    fn every_field_that_still_holds_what_was_written_gets_back_what_it_held() {
        let group = group(&[&[("a", "2"), ("b", "2")], &[("a", "3")]]);
        let journal = journal(&[("a", Some("1")), ("b", None)]);
        let undo = |fields: &[(&str, &str)]| undo_update(&item(fields), &journal, &group, &rules());
        let all = Undo::Restore { values: record(&[("a", "1"), ("c", "9")]), kept: Vec::new() };
        assert_eq!(undo(&[("a", "3"), ("b", "2"), ("c", "9")]), all);
        let kept = vec![FieldId::parse("a").expect("a field")];
        let some = Undo::Restore { values: record(&[("a", "me")]), kept };
        assert_eq!(undo(&[("a", "me"), ("b", "2")]), some);
        assert_eq!(undo(&[("a", "me")]), Undo::Keep(Kept::fields(Vec::new())));
    }

    #[test]
    fn after_it_was_put_back_only_fields_that_differ_are_told() {
        let journal = journal(&[("a", Some("1")), ("b", None)]);
        assert!(not_restored(&item(&[("a", "1")]), &journal).is_empty());
        assert_eq!(not_restored(&item(&[("a", "me")]), &journal).len(), 1);
    }
}
