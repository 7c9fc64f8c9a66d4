//! What becomes of a group.

use gangway_contract::{
    DuplicateMode, FieldId, IssueCode, MatchRule, Record, RecordItem, SeveralMatches, StoredRecord,
    Value, WriteRules,
};

use super::{Group, Reach, fold};

/// A `DynamoDB` item ends at 400 KB; this leaves room for keys and tokens.
const LARGEST_RECORD: usize = 300_000;

/// Which records have the group's key.
#[derive(Debug, Clone, Copy)]
pub enum Matched<'a> {
    /// None.
    Nobody,
    /// One.
    One(&'a RecordItem),
    /// More than one; this is the oldest.
    Several(&'a RecordItem),
}

/// What to do with a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Make this record.
    Create(Record),
    /// Make this of the matched record.
    Update(Record),
    /// The matched record says the same already.
    Unchanged,
    /// Leave it out.
    Skip,
    /// Its rows are wrong.
    Fail(IssueCode),
}

/// What becomes of the group, given what it matches.
pub fn decide(group: &Group, matched: Matched<'_>, rules: &WriteRules, reach: &Reach) -> Decision {
    let target = match matched {
        Matched::Nobody => None,
        Matched::One(item) => Some(Target::of(item, false, reach)),
        Matched::Several(oldest) => Some(Target::of(oldest, true, reach)),
    };
    judge(group, target, rules)
}

/// The record that a group matches, as far as the decision needs it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target<'a> {
    /// What it says.
    pub(super) values: &'a Record,
    /// Its present version.
    pub(super) version: u32,
    /// Whether the importer may change it.
    pub(super) is_reached: bool,
    /// Others match, too.
    pub(super) several: bool,
}

impl<'a> Target<'a> {
    fn of(item: &'a RecordItem, several: bool, reach: &Reach) -> Self {
        let is_reached = reach.covers(&item.record.owner);
        let StoredRecord { values, version, .. } = &item.record;
        Self { values, version: *version, is_reached, several }
    }
}

/// The decision itself; without a target, the group matches nobody.
pub(super) fn judge(group: &Group, target: Option<Target<'_>>, rules: &WriteRules) -> Decision {
    let is_identified = rules.options.match_rule == MatchRule::Identity && group.key.is_some();
    if is_identified && target.is_none() {
        return Decision::Fail(IssueCode::RecordGone);
    }
    let target = match (target, rules.options.mode) {
        (None, _) | (_, DuplicateMode::Create) => return create(group, rules),
        (Some(_), DuplicateMode::Skip) => return Decision::Skip,
        (Some(target), DuplicateMode::Update) => target,
    };
    if target.several && rules.options.several_matches == SeveralMatches::Fail {
        return Decision::Fail(IssueCode::SeveralMatches);
    }
    if !target.is_reached {
        return Decision::Fail(IssueCode::MatchNotPermitted);
    }
    let values = fold(target.values.clone(), &group.rows, rules);
    if values == *target.values {
        Decision::Unchanged
    } else if is_identified && group.rows.iter().any(|it| it.version != Some(target.version)) {
        Decision::Fail(IssueCode::ChangedSinceExport)
    } else {
        fitting(values, Decision::Update)
    }
}

fn create(group: &Group, rules: &WriteRules) -> Decision {
    if group.rows.is_empty() {
        return Decision::Skip;
    }
    fitting(made(group, rules), Decision::Create)
}

/// The record that a group makes.
pub(super) fn made(group: &Group, rules: &WriteRules) -> Record {
    let Some((leader, repeats)) = group.rows.split_first() else { return Record::new() };
    match rules.options.mode {
        DuplicateMode::Update => fold(leader.record.clone(), repeats, rules),
        DuplicateMode::Skip | DuplicateMode::Create => leader.record.clone(),
    }
}

fn fitting(values: Record, decision: impl FnOnce(Record) -> Decision) -> Decision {
    if fits(&values) { decision(values) } else { Decision::Fail(IssueCode::RecordTooLarge) }
}

/// Whether a record with these values is small enough to be kept.
pub fn fits(values: &Record) -> bool {
    let weight =
        |(field, value): (&FieldId, &Value)| field.as_str().len() + value.to_text().len() + 8;
    values.iter().map(weight).sum::<usize>() <= LARGEST_RECORD
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use gangway_contract::{
        ImportOptions, MatchKey, ModuleId, RecordId, SliceRow, StoredRecord, UserId,
    };

    use super::*;

    fn record(text: &str) -> Record {
        Record::from([(FieldId::parse("a").expect("a field"), Value::Text(text.into()))])
    }

    fn user(id: &str) -> UserId {
        UserId::parse(id).expect("a user")
    }

    fn group(texts: &[&str]) -> Group {
        let row = |(row, text): (u32, &&str)| SliceRow {
            row,
            key: Some(MatchKey([1; 16])),
            version: None,
            record: record(text),
            owner: user("ann"),
            cells: Vec::new(),
        };
        Group { key: Some(MatchKey([1; 16])), rows: (2..).zip(texts).map(row).collect() }
    }

    fn item(text: &str, owner: &str) -> RecordItem {
        RecordItem {
            record: StoredRecord {
                id: RecordId::parse("R1").expect("an id"),
                module: ModuleId::parse("leads").expect("a module"),
                values: record(text),
                owner: user(owner),
                version: 1,
                created_at: String::new(),
                updated_at: String::new(),
                created_by: None,
                updated_by: None,
            },
            deleted: false,
            tokens: BTreeMap::new(),
        }
    }

    fn rules(mode: DuplicateMode) -> WriteRules {
        WriteRules { options: ImportOptions { mode, ..ImportOptions::default() }, mapped: vec![] }
    }

    #[test]
    fn the_mode_decides_what_a_match_means() {
        let old = item("old", "bob");
        let decide =
            |mode| decide(&group(&["1", "2"]), Matched::One(&old), &rules(mode), &Reach::All);
        assert_eq!(decide(DuplicateMode::Skip), Decision::Skip);
        assert_eq!(decide(DuplicateMode::Update), Decision::Update(record("2")));
        assert_eq!(decide(DuplicateMode::Create), Decision::Create(record("1")));
    }

    #[test]
    fn without_a_match_the_repeats_are_folded_only_when_updating() {
        let decide = |mode| decide(&group(&["1", "2"]), Matched::Nobody, &rules(mode), &Reach::All);
        assert_eq!(decide(DuplicateMode::Skip), Decision::Create(record("1")));
        assert_eq!(decide(DuplicateMode::Update), Decision::Create(record("2")));
    }

    #[test]
    fn a_record_that_says_the_same_is_left_alone() {
        let rules = rules(DuplicateMode::Update);
        let found = decide(&group(&["1"]), Matched::One(&item("1", "bob")), &rules, &Reach::All);
        assert_eq!(found, Decision::Unchanged);
    }

    #[test]
    fn somebody_elses_record_is_never_updated_but_may_be_a_reason_to_skip() {
        let old = item("old", "bob");
        let reach = Reach::Of(BTreeSet::from([user("ann")]));
        let decide = |mode| decide(&group(&["1"]), Matched::One(&old), &rules(mode), &reach);
        let refused = Decision::Fail(IssueCode::MatchNotPermitted);
        assert_eq!(decide(DuplicateMode::Update), refused);
        assert_eq!(decide(DuplicateMode::Skip), Decision::Skip);
    }

    #[test]
    fn several_matches_fail_or_update_the_oldest() {
        let old = item("old", "bob");
        let mut rules = rules(DuplicateMode::Update);
        let decide =
            |rules: &WriteRules| decide(&group(&["1"]), Matched::Several(&old), rules, &Reach::All);
        assert_eq!(decide(&rules), Decision::Fail(IssueCode::SeveralMatches));
        rules.options.several_matches = SeveralMatches::UpdateOldest;
        assert_eq!(decide(&rules), Decision::Update(record("1")));
    }

    #[test]
    fn a_record_that_no_item_can_hold_fails_its_row() {
        let long = "x".repeat(LARGEST_RECORD);
        let found =
            decide(&group(&[&long]), Matched::Nobody, &rules(DuplicateMode::Skip), &Reach::All);
        assert_eq!(found, Decision::Fail(IssueCode::RecordTooLarge));
    }
}
