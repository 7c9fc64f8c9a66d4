//! Groups: the rows that share a match key, and rows that share theirs with nobody.

use std::collections::BTreeMap;

use gangway_contract::{DuplicateMode, MatchKey, Row, SliceRow};

/// Rows that end in at most one effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they share.
    pub key: Option<MatchKey>,
    /// The leader first, then its repeats, in file order. Never empty.
    pub rows: Vec<SliceRow>,
}

impl Group {
    /// The number of the row that leads.
    pub fn leader(&self) -> Row {
        self.rows.first().map_or(0, |it| it.row)
    }
}

/// The groups of a bucket, by leader. When every row becomes a record, each is its own group.
pub fn groups(mut rows: Vec<SliceRow>, mode: DuplicateMode) -> Vec<Group> {
    rows.sort_by_key(|it| it.row);
    let mut groups: Vec<Group> = Vec::with_capacity(rows.len());
    let mut leads: BTreeMap<MatchKey, usize> = BTreeMap::new();
    for row in rows {
        let key = row.key.filter(|_| mode != DuplicateMode::Create);
        let place = key.and_then(|key| leads.get(&key).copied());
        if let Some(group) = place.and_then(|place| groups.get_mut(place)) {
            group.rows.push(row);
        } else {
            leads.extend(key.map(|key| (key, groups.len())));
            groups.push(Group { key, rows: vec![row] });
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use gangway_contract::{Record, UserId};

    use super::*;

    fn row(row: Row, key: Option<u8>) -> SliceRow {
        SliceRow {
            row,
            key: key.map(|it| MatchKey([it; 16])),
            version: None,
            record: Record::new(),
            owner: UserId::parse("ann").expect("a user"),
            cells: Vec::new(),
        }
    }

    #[track_caller]
    fn check(rows: Vec<SliceRow>, mode: DuplicateMode, expected: &[&[Row]]) {
        let found: Vec<Vec<Row>> =
            groups(rows, mode).iter().map(|it| it.rows.iter().map(|it| it.row).collect()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn rows_with_one_key_follow_the_first_of_them_in_file_order() {
        let rows = || vec![row(5, Some(1)), row(2, Some(1)), row(3, Some(2)), row(4, Some(1))];
        check(rows(), DuplicateMode::Skip, &[&[2, 4, 5], &[3]]);
    }

    #[test]
    fn two_missing_keys_are_two_groups() {
        check(vec![row(2, None), row(3, None)], DuplicateMode::Update, &[&[2], &[3]]);
    }

    #[test]
    fn in_create_mode_every_row_is_its_own_group() {
        let rows = vec![row(2, Some(1)), row(3, Some(1))];
        check(rows, DuplicateMode::Create, &[&[2], &[3]]);
    }
}
