//! What a check leaves behind so that rows anywhere in the file are read at once: places on the way, what the rows before
//! each came to, and which row leads each key.

use gangway_contract::Row;

use super::RowFilter;
use crate::repeats::Repeats;
use crate::table::Place;

/// Rows of a checked file, by where they are.
#[derive(Debug, Default)]
pub struct Index {
    stops: Vec<Stop>,
    all: Seen,
    repeats: Option<Repeats>,
}

/// A place in the file.
#[derive(Debug, Clone)]
pub(super) struct Stop {
    pub(super) place: Place,
    /// Whose turn it is to get a record, where that goes round.
    pub(super) turn: usize,
    pub(super) seen: Seen,
}

/// What the rows before a place came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// The last row that is not blank.
    pub(super) row: Row,
    pub(super) rows: u32,
    pub(super) blank: u32,
    pub(super) problems: u32,
    pub(super) remarks: u32,
    pub(super) repeats: u32,
}

impl Index {
    pub(super) fn new(stops: Vec<Stop>, all: Seen, repeats: Option<Repeats>) -> Self {
        Self { stops, all, repeats }
    }

    /// How many rows a filter lets through.
    pub fn total(&self, filter: RowFilter) -> u32 {
        self.all.of(filter)
    }

    /// The row that leads a key.
    pub(super) fn leader(&self, key: u128) -> Option<Row> {
        self.repeats.as_ref()?.leader(key)
    }

    /// The last place with at most so many rows of a filter before it.
    pub(super) fn before(&self, filter: RowFilter, rows: u32) -> Option<&Stop> {
        let at = self.stops.partition_point(|it| it.seen.of(filter) <= rows);
        at.checked_sub(1).and_then(|it| self.stops.get(it))
    }

    /// The last place that lies behind no later row than this.
    pub(super) fn behind(&self, row: Row) -> Option<&Stop> {
        let at = self.stops.partition_point(|it| it.seen.row <= row);
        at.checked_sub(1).and_then(|it| self.stops.get(it))
    }

    /// How many places there are.
    pub fn places(&self) -> usize {
        self.stops.len()
    }
}

impl Seen {
    pub(super) fn of(self, filter: RowFilter) -> u32 {
        match filter {
            RowFilter::All => self.rows,
            RowFilter::Problems => self.problems,
            RowFilter::Remarks => self.remarks,
            RowFilter::Repeats => self.repeats,
        }
    }
}
