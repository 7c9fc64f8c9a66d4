//! The oracle: a sequential import, row after row in file order, with nothing of the handlers' code in it.

use std::collections::BTreeMap;

use gangway_contract::{
    BlankCells, DuplicateMode, MatchRule, SeveralMatches, UpdatePolicy, WriteOutcome,
};

use crate::case::{File, Texts, fails};

/// A record of the oracle's CRM. The place in the list is its age.
struct Known {
    texts: Texts,
    /// What it held before the import; none if the import made it.
    before: Option<Texts>,
}

/// What becomes of a row: known at once, or only when the record that it changed has taken every repeat.
enum Fate {
    Now(WriteOutcome),
    Of(usize),
}

/// Everything that a record holds, as texts.
type Held = BTreeMap<String, String>;

/// What the import leaves: every record, sorted, and the outcome of every row. Records of people are older or newer
/// than what the import makes.
pub(crate) fn import_between(
    older: &[Texts],
    newer: &[Texts],
    file: &File,
) -> (Vec<Held>, Vec<WriteOutcome>) {
    let known = |texts: &Texts| Known { texts: texts.clone(), before: Some(texts.clone()) };
    // What the import makes can only be matched by its own group, which matches nothing else.
    let mut crm: Vec<Known> = older.iter().chain(newer).map(known).collect();
    let fates: Vec<Fate> = file.rows.iter().map(|row| one(&mut crm, file, row)).collect();
    let outcomes = fates.iter().map(|fate| match fate {
        Fate::Now(outcome) => *outcome,
        // A repeat counts as what happened to the leader's record in the end.
        Fate::Of(place) if crm[*place].before.as_ref() == Some(&crm[*place].texts) => {
            WriteOutcome::Unchanged
        }
        Fate::Of(_) => WriteOutcome::Updated,
    });
    let outcomes = outcomes.collect();
    let held =
        |it: Known| it.texts.into_iter().map(|(field, text)| (field.to_owned(), text)).collect();
    let mut all: Vec<Held> = crm.into_iter().map(held).collect();
    all.sort();
    (all, outcomes)
}

/// The rows of a test: the first ones, and those that have the key of one of them that passes.
pub(crate) fn tested(file: &File, first: u32) -> File {
    let first = file.rows.len().min(first as usize);
    let key = |row: &Texts| key(&file.rule, row).filter(|_| !fails(row));
    let keys: Vec<Option<String>> = file.rows[..first].iter().map(key).collect();
    let is_create = file.mode == DuplicateMode::Create;
    let repeats = |row: &Texts| !is_create && key(row).is_some() && keys.contains(&key(row));
    let rows = file.rows.iter().enumerate().filter(|(at, row)| *at < first || repeats(row));
    File { rows: rows.map(|it| it.1.clone()).collect(), ..file.clone() }
}

fn one(crm: &mut Vec<Known>, file: &File, row: &Texts) -> Fate {
    if fails(row) {
        return Fate::Now(WriteOutcome::Failed);
    }
    let key = key(&file.rule, row);
    let same = |it: &Known| key.is_some() && self::key(&file.rule, &it.texts) == key;
    let matches: Vec<usize> = (0..crm.len()).filter(|place| same(&crm[*place])).collect();
    let Some(first) = matches.first().copied().filter(|_| file.mode != DuplicateMode::Create)
    else {
        crm.push(Known { texts: row.clone(), before: None });
        return Fate::Now(WriteOutcome::Created);
    };
    if file.mode == DuplicateMode::Skip {
        return Fate::Now(WriteOutcome::Skipped);
    }
    if matches.len() > 1 && file.several == SeveralMatches::Fail {
        return Fate::Now(WriteOutcome::Failed);
    }
    change(&mut crm[first].texts, row, file);
    Fate::Of(first)
}

fn change(texts: &mut Texts, row: &Texts, file: &File) {
    for (field, text) in row {
        let fills = *field == "city" && file.city == UpdatePolicy::FillBlanks;
        if !(fills && texts.contains_key(field)) {
            texts.insert(field, text.clone());
        }
    }
    if file.blank == BlankCells::Clear {
        let fills = |field: &str| field == "city" && file.city == UpdatePolicy::FillBlanks;
        texts.retain(|field, _| row.contains_key(field) || fills(field));
    }
}

/// What the rule compares.
pub(crate) fn key(rule: &MatchRule, row: &Texts) -> Option<String> {
    let text = |field| row.get(field).cloned();
    match rule {
        MatchRule::Email => text("email"),
        MatchRule::Phone => text("phone"),
        MatchRule::NameCompany => Some(format!("{}|{}", text("last_name")?, text("company")?)),
        MatchRule::Custom(fields) => {
            let texts = fields.iter().map(|it| row.get(it.as_str()).cloned());
            texts.collect::<Option<Vec<_>>>().map(|it| it.join("|"))
        }
        MatchRule::Identity => None,
    }
}
