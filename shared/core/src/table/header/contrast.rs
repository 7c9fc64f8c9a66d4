//! How much a row differs from the rows below it as a header does.

use super::sample::Looks;
use crate::table::kind::Kind;

/// The rows below that are looked at.
const BELOW: usize = 60;

/// What was counted of one row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Contrast {
    /// Labels above a column of values.
    labels_above_values: i32,
    /// Values above a column of values.
    values_above_values: i32,
    /// Words that come again below, as the name of a town does and a label does not.
    repeated: i32,
    /// Labels written as programs write them.
    identifiers: i32,
    /// Cells that could be labels.
    labels: i32,
    /// Cells that are not blank.
    filled: i32,
    /// Whether there is anything below.
    has_body: bool,
}

/// A cell of the row that might be the header.
#[derive(Clone, Copy)]
struct Cell<'a> {
    text: &'a str,
    kind: Kind,
    column: usize,
}

impl Contrast {
    /// Of the row at `at`; `first` is the first row as full as the table's.
    pub(super) fn of(looks: &[Looks<'_>], first: usize, at: usize) -> Self {
        let above = looks.get(first..at).unwrap_or_default();
        let below = looks.get(at + 1..).unwrap_or_default();
        let below = below.get(..BELOW).unwrap_or(below);
        let mut contrast = Self { has_body: !below.is_empty(), ..Self::default() };
        if let Some(row) = looks.get(at) {
            for (column, (text, kind)) in row.cells.iter().enumerate() {
                let cell = Cell { text, kind: *kind, column };
                contrast.column(cell, above, below);
            }
        }
        contrast
    }

    fn column(&mut self, cell: Cell<'_>, above: &[Looks<'_>], below: &[Looks<'_>]) {
        let Cell { text, kind, column } = cell;
        if kind == Kind::Blank {
            return;
        }
        self.filled += 1;
        let cells = below.iter().map(|it| it.get(column)).filter(|(_, it)| *it != Kind::Blank);
        let (mut count, mut values, mut same) = (0, 0, false);
        for (other, look) in cells {
            count += 1;
            values += usize::from(look.is_value());
            same |= other == text;
        }
        // In a short table a single wrong value is a large part of its column.
        let mostly_values = values * 5 >= count * 4 || (values >= 2 && count - values <= 1);
        let is_of_values = count > 0 && mostly_values;
        if kind.is_value() {
            self.values_above_values += i32::from(is_of_values);
            return;
        }
        self.labels += 1;
        // A word between values is a wrong value and no label.
        let among_values = above.iter().any(|it| it.get(column).1.is_value());
        self.labels_above_values += i32::from(is_of_values && !among_values);
        self.repeated += i32::from(same && !is_of_values);
        self.identifiers += i32::from(is_identifier(text));
    }

    /// Whether this row, further down, is rather the header than one above it. Where several rows stand above
    /// values as labels do, the last is: the ones over it group the columns, or name them in other words.
    pub(super) fn beats(&self, above: &Self, is_next: bool) -> bool {
        let (mine, others) = (self.weight(), above.weight());
        if is_next && mine == others && self.labels_above_values >= 2 {
            return self.labels == self.filled && self.filled >= above.filled;
        }
        mine > others && self.is_header()
    }

    /// Whether the row is a header.
    pub(super) fn is_header(&self) -> bool {
        let mostly_labels = self.labels * 2 >= self.filled;
        let all_labels = self.labels == self.filled;
        if self.has_body { mostly_labels && self.weight() >= 0 } else { all_labels }
    }

    fn weight(&self) -> i32 {
        2 * self.labels_above_values - 3 * self.values_above_values - self.repeated
    }

    /// How sure the verdict is, 0 to 100.
    pub(super) fn confidence(&self) -> u8 {
        let sure = if self.is_header() {
            let blurred = 10 * (self.filled - self.labels) + 5 * self.repeated;
            55 + 12 * self.labels_above_values + 3 * self.identifiers - blurred
        } else {
            55 + 15 * self.values_above_values + 5 * self.repeated
        };
        u8::try_from(sure.clamp(30, 99)).unwrap_or(99)
    }
}

/// `first_name`, `FirstName`, `Email__c`: no value is written so.
fn is_identifier(text: &str) -> bool {
    let word = !text.is_empty() && text.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_');
    let camel = text.as_bytes().windows(2).any(|it| match it {
        [a, b] => a.is_ascii_lowercase() && b.is_ascii_uppercase(),
        _ => false,
    });
    word && (text.contains('_') || camel)
}
