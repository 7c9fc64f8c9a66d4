//! Which rows of its file a job takes: all of them, the first ones of a test, or those that a test has left.
//!
//! A row that repeats one of the first goes with it, wherever it stands: a group is never cut in two, so a test and its
//! continuation leave what one import of the whole file leaves. Both jobs read the whole file and tell the rows apart
//! alike, because nothing but the file and its plan decides.

use std::collections::BTreeSet;

use gangway_contract::{Job, MatchKey, api::StartImport};

/// A job's part of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// Every row.
    Whole,
    /// The first rows and those that repeat them.
    First(First),
    /// All others.
    Rest(First),
}

/// The first rows of a file, while it is read in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct First {
    rows: u32,
    seen: u32,
    keys: BTreeSet<MatchKey>,
}

impl Part {
    /// The part of this job.
    pub(crate) fn of(job: &Job, start: &StartImport) -> Self {
        let first = |rows| First { rows, seen: 0, keys: BTreeSet::new() };
        match (start.test, &job.continues) {
            (None, _) => Self::Whole,
            (Some(rows), None) => Self::First(first(rows)),
            (Some(rows), Some(_)) => Self::Rest(first(rows)),
        }
    }

    /// Whether the job takes the file's next row. `key`: what the row is grouped by, if it is written at all.
    pub(crate) fn takes(&mut self, key: Option<MatchKey>) -> bool {
        match self {
            Self::Whole => true,
            Self::First(first) => first.has(key),
            Self::Rest(first) => !first.has(key),
        }
    }

    /// How many rows a test was asked to take, if the job is one.
    pub(crate) fn asked(&self) -> Option<u32> {
        match self {
            Self::First(first) => Some(first.rows),
            Self::Whole | Self::Rest(_) => None,
        }
    }
}

impl First {
    fn has(&mut self, key: Option<MatchKey>) -> bool {
        if self.seen == self.rows {
            return key.is_some_and(|key| self.keys.contains(&key));
        }
        self.seen += 1;
        self.keys.extend(key);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(rows: u32) -> First {
        First { rows, seen: 0, keys: BTreeSet::new() }
    }

    /// Which rows the job takes of those with these keys; 0 is none.
    fn taken(mut part: Part, keys: &[u8]) -> Vec<usize> {
        let key = |it: u8| (it > 0).then_some(MatchKey([it; 16]));
        (0..keys.len()).filter(|row| part.takes(key(keys[*row]))).collect()
    }

    #[test]
    fn a_test_takes_the_first_rows_and_what_repeats_them_and_leaves_the_rest() {
        let keys = [1, 2, 0, 3, 1, 0, 3, 2];
        assert_eq!(taken(Part::First(first(3)), &keys), [0, 1, 2, 4, 7]);
        assert_eq!(taken(Part::Rest(first(3)), &keys), [3, 5, 6]);
        assert_eq!(taken(Part::Whole, &keys).len(), keys.len());
    }

    #[test]
    fn a_file_that_is_shorter_than_the_test_leaves_nothing() {
        assert_eq!(taken(Part::First(first(9)), &[1, 0, 1]), [0, 1, 2]);
        assert_eq!(taken(Part::Rest(first(9)), &[1, 0, 1]), [0; 0]);
    }
}
