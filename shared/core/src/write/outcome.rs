//! What became of rows: named, explained and counted.

use std::collections::BTreeMap;

use gangway_contract::{
    DuplicateMode, Issue, IssueCode, JobCounts, OutcomeRow, RecordId, Row, SliceRow, WriteOutcome,
};

use super::Group;

/// The outcomes of a group's rows, given its leader's. A repeat counts as what happened to the leader's record.
pub fn outcomes(
    group: Group,
    leader: WriteOutcome,
    mode: DuplicateMode,
    record: Option<&RecordId>,
    issue: Option<IssueCode>,
) -> Vec<OutcomeRow> {
    let repeat = match (leader, mode) {
        (WriteOutcome::Created, DuplicateMode::Skip) => WriteOutcome::Skipped,
        (WriteOutcome::Created, DuplicateMode::Update) => WriteOutcome::Updated,
        (other, _) => other,
    };
    let places = std::iter::once(leader).chain(std::iter::repeat(repeat));
    let row = |(row, outcome): (SliceRow, WriteOutcome)| OutcomeRow {
        row: row.row,
        outcome,
        record: record.cloned(),
        issue: issue.map(|code| explain(code, row.row)),
        cells: row.cells,
    };
    group.rows.into_iter().zip(places).map(row).collect()
}

fn explain(code: IssueCode, row: Row) -> Issue {
    let message = match code {
        IssueCode::MatchNotPermitted => {
            "This row matches a record that you may not change. Ask its owner or an administrator to import it."
        }
        IssueCode::SeveralMatches => {
            "This row matches several records. Merge them, or choose to update the oldest."
        }
        IssueCode::RecordTooLarge => {
            "The record would be larger than 300 KB. Shorten its longest texts."
        }
        IssueCode::ChangedSinceExport => {
            "The record was changed since it was exported, and this row would undo that. Export it again and make your change there."
        }
        IssueCode::RecordGone => {
            "There is no record with this id: it was deleted since it was exported, or it is another module's. Empty the id and the version to make a new record of the row."
        }
        _ => "This row could not be written.",
    };
    Issue {
        row,
        column: String::new(),
        index: None,
        field: None,
        code,
        message: message.to_owned(),
        value: String::new(),
        note: false,
    }
}

/// A row that was not reached.
pub fn unprocessed(row: SliceRow) -> OutcomeRow {
    OutcomeRow {
        row: row.row,
        outcome: WriteOutcome::Unprocessed,
        record: None,
        issue: None,
        cells: row.cells,
    }
}

/// Every row of a bucket with its outcome, by row; rows without one were not reached.
pub fn conclude(rows: Vec<SliceRow>, outcomes: Vec<OutcomeRow>) -> Vec<OutcomeRow> {
    let mut all: BTreeMap<Row, OutcomeRow> =
        rows.into_iter().map(|row| (row.row, unprocessed(row))).collect();
    all.extend(outcomes.into_iter().map(|it| (it.row, it)));
    all.into_values().collect()
}

/// How many rows had which outcome.
pub fn count<'a>(outcomes: impl IntoIterator<Item = &'a OutcomeRow>) -> JobCounts {
    let mut counts = JobCounts::default();
    outcomes.into_iter().for_each(|row| counts.add(row.outcome));
    counts
}

#[cfg(test)]
mod tests {
    use gangway_contract::{Record, UserId};

    use super::*;

    fn row(row: Row) -> SliceRow {
        let owner = UserId::parse("ann").expect("a user");
        SliceRow {
            row,
            key: None,
            version: None,
            record: Record::new(),
            owner,
            cells: vec![row.to_string()],
        }
    }

    #[track_caller]
    fn check(leader: WriteOutcome, mode: DuplicateMode, repeat: WriteOutcome) {
        let group = Group { key: None, rows: vec![row(2), row(3), row(4)] };
        let found: Vec<WriteOutcome> =
            outcomes(group, leader, mode, None, None).iter().map(|it| it.outcome).collect();
        assert_eq!(found, [leader, repeat, repeat]);
    }

    #[test]
    fn a_repeat_counts_as_what_happened_to_the_leaders_record() {
        use DuplicateMode::{Skip, Update};
        use WriteOutcome::{Created, Failed, Skipped, Unchanged, Updated};
        check(Created, Skip, Skipped);
        check(Created, Update, Updated);
        check(Skipped, Skip, Skipped);
        check(Updated, Update, Updated);
        check(Unchanged, Update, Unchanged);
        check(Failed, Update, Failed);
    }

    #[test]
    fn rows_without_an_outcome_were_not_reached_and_the_counts_add_up() {
        let done = OutcomeRow { outcome: WriteOutcome::Created, ..unprocessed(row(3)) };
        let all = conclude(vec![row(3), row(2), row(4)], vec![done]);
        assert_eq!(all.iter().map(|it| it.row).collect::<Vec<_>>(), [2, 3, 4]);
        let counts = count(&all);
        assert_eq!((counts.created, counts.unprocessed), (1, 2));
        assert!(counts.add_up());
    }
}
