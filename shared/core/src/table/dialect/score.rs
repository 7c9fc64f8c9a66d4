//! How much a text looks like a table under a dialect: how even its rows are, times how much each of its
//! cells looks like one value. The thought is of van den Burg, Nazábal and Sutton, "Wrangling messy CSV files
//! by detecting row and type patterns" (2019).

use gangway_contract::Dialect;

use super::candidates::trust;
use crate::table::csv::visit_sample;
use crate::table::kind::{self, Kind};
use crate::table::row::{RowCells, Slot, SlotKind};

/// More rows say nothing new.
const ENOUGH_ROWS: usize = 2_000;

/// More cells say nothing new, of one row or of all.
const ENOUGH_CELLS: usize = 200;
const ENOUGH_CELLS_OF_ALL: u64 = 20_000;

/// What a dialect makes of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Score {
    /// The higher, the more it is a table: at most 1,000,000.
    pub(super) total: u64,
    /// How much its cells look like one value each, in percent.
    pub(super) typed: u64,
}

/// What a text scores at most when it is cut at this: of even rows, with every cell like a value.
pub(super) fn most(delimiter: char) -> u64 {
    10_000 * trust(delimiter)
}

/// Scores a dialect on a text.
pub(super) fn score(head: &str, whole: bool, dialect: &Dialect) -> Score {
    let mut tally = Tally::new(dialect);
    visit_sample(head, whole, dialect, &mut |row| {
        tally.row(row);
        tally.widths.len() < ENOUGH_ROWS && tally.cells < ENOUGH_CELLS_OF_ALL
    });
    let typed = tally.typed();
    let trust = dialect.delimiter.map_or(100, trust);
    // Both witnesses are squared: the right cut leaves few exceptions to either.
    Score { total: evenness(&tally.widths) * typed * typed / 100 * trust / 100, typed }
}

/// What was counted of the rows.
struct Tally {
    quote: Option<char>,
    widths: Vec<u32>,
    credit: u64,
    cells: u64,
}

impl Tally {
    fn new(dialect: &Dialect) -> Self {
        Self { quote: dialect.quote, widths: Vec::new(), credit: 0, cells: 0 }
    }

    fn row(&mut self, row: &RowCells<'_>) {
        if row.is_blank() && row.len() <= 1 {
            return;
        }
        self.widths.push(u32::try_from(row.len()).unwrap_or(u32::MAX));
        for (slot, cell) in row.slots.iter().zip(row.iter()).take(ENOUGH_CELLS) {
            if let Some(credit) = self.credit_of(row, *slot, cell.text) {
                self.credit += credit;
                self.cells += 1;
            }
        }
    }

    /// How much a cell looks like one value, in percent; an empty one says nothing.
    fn credit_of(&self, row: &RowCells<'_>, slot: Slot, text: &str) -> Option<u64> {
        let Some(quote) = self.quote else { return credit(kind::tell(text)) };
        if is_quoted(row, slot, quote) {
            // Whoever quotes a cell says that it is one.
            return Some(100);
        }
        if text.contains(quote) {
            return Some(5);
        }
        // Wrapped in another quote, a cell is cut well, but not yet read well.
        let wrapped = ['"', '\''].into_iter().any(|it| is_wrapped(text, it));
        credit(kind::tell(text)).map(|it| if wrapped { it.min(50) } else { it })
    }

    fn typed(&self) -> u64 {
        self.credit.checked_div(self.cells).unwrap_or(0)
    }
}

fn credit(kind: Kind) -> Option<u64> {
    match kind {
        Kind::Blank => None,
        Kind::Number | Kind::Moment | Kind::Address => Some(100),
        Kind::Words => Some(90),
        Kind::Odd => Some(50),
        Kind::Torn => Some(5),
    }
}

/// Whether the cell stood between quotes: its text was built, or a quote stands right before it.
fn is_quoted(row: &RowCells<'_>, slot: Slot, quote: char) -> bool {
    match slot.kind {
        SlotKind::Plain | SlotKind::Simple => {
            row.text.get(..slot.start as usize).is_some_and(|it| it.ends_with(quote))
        }
        _ => true,
    }
}

fn is_wrapped(text: &str, quote: char) -> bool {
    let inner = text.trim().strip_prefix(quote).and_then(|it| it.strip_suffix(quote));
    inner.is_some_and(|it| !it.is_empty())
}

/// How even rows are, at most 10,000: the share of rows that are as wide as the row above (tables follow
/// each other), or of the rows of each width among all (rows of two kinds take turns), whichever is more;
/// squared. Less for narrow tables, since chance makes narrow ones more easily. Rows of one cell are no part of a table.
fn evenness(widths: &[u32]) -> u64 {
    let rows = widths.len() as u64;
    let wide = widths.iter().filter(|it| **it > 1).count() as u64;
    if wide == 0 {
        return 0;
    }
    if rows == 1 {
        // Nothing repeats, so the width says nothing.
        return 10_000;
    }
    let steps =
        widths.windows(2).filter(|it| it.first() == it.get(1) && it.first() > Some(&1)).count();
    let steady = (steps as u64 + 1) * 10_000 / rows;
    let mut sorted: Vec<u32> = widths.iter().copied().filter(|it| *it > 1).collect();
    crate::order::sort(&mut sorted);
    let squares: u64 = sorted.chunk_by(|a, b| a == b).map(|it| (it.len() * it.len()) as u64).sum();
    let alike = squares * 10_000 / (wide * rows);
    let even = steady.max(alike);
    let sum: u64 = sorted.iter().map(|it| u64::from(*it)).sum();
    // The mean width less one, over the mean width.
    even * even / 10_000 * (sum - wide) / sum
}
