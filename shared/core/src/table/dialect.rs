//! Tells how text is cut into cells.
//!
//! Every delimiter and quote that the text could mean is tried, and the one under which it looks most like a
//! table is taken: rows that are as wide as their neighbours, of cells that each look like one value. Scores
//! are whole numbers, so that every build comes to the same dialect.

mod candidates;
mod escape;
mod score;
mod separator_line;
#[cfg(test)]
mod tests;

use gangway_contract::Dialect;

use self::candidates::{delimiters, quotes};
use self::score::{Score, score};

/// What a text of one column must be beaten by, when the delimiter is one that often is no delimiter.
const ONE_COLUMN: u64 = 300_000;

/// Below this, even a usual delimiter is only a sign within a text of one column.
const HARDLY_A_TABLE: u64 = 20_000;

/// The likeliest dialect of a text whose head this is.
pub(super) fn tell(head: &str, whole: bool) -> Dialect {
    let named = separator_line::tell(head);
    let delimiters = match named {
        Some(it) => vec![it],
        None => delimiters(head),
    };
    let mut best = Best::default();
    for delimiter in &delimiters {
        if best.is_out_of_reach(*delimiter) {
            continue;
        }
        for quote in quotes(head, *delimiter) {
            let dialect = Dialect {
                delimiter: Some(*delimiter),
                quote: Some(quote),
                escape: None,
                comment: None,
            };
            best.offer(score(head, whole, &dialect), dialect);
        }
    }
    let mut dialect = best.decide(head, whole, named.is_some());
    dialect.escape = escape::tell(head, whole, &dialect);
    dialect
}

/// The best dialects so far: with a delimiter that is one wherever it stands, and with one that is not.
#[derive(Default)]
struct Best {
    usual: Option<(Score, Dialect)>,
    unusual: Option<(Score, Dialect)>,
}

impl Best {
    fn offer(&mut self, score: Score, dialect: Dialect) {
        let usual = dialect.delimiter.is_some_and(candidates::is_usual);
        let place = if usual { &mut self.usual } else { &mut self.unusual };
        // The first of two equals stays: candidates come with the commonest first.
        if place.as_ref().is_none_or(|(best, _)| score.total > best.total) {
            *place = Some((score, dialect));
        }
    }

    /// Whether no table that is cut at this could score more than the best so far. An unusual delimiter counts
    /// only above the usual ones, which come first.
    fn is_out_of_reach(&self, delimiter: char) -> bool {
        !candidates::is_usual(delimiter) && total(self.usual.as_ref()) >= score::most(delimiter)
    }

    fn decide(self, head: &str, whole: bool, named: bool) -> Dialect {
        let (usual, unusual) = (total(self.usual.as_ref()), total(self.unusual.as_ref()));
        let one_column = Dialect { delimiter: None, quote: Some('"'), escape: None, comment: None };
        let best = if unusual > usual { self.unusual } else { self.usual };
        let Some((score_of_best, best)) = best else { return one_column };
        if named || unusual <= usual && score_of_best.total >= HARDLY_A_TABLE {
            return best;
        }
        let typed = score(head, whole, &one_column).typed;
        if score_of_best.total > ONE_COLUMN * typed * typed / 10_000 { best } else { one_column }
    }
}

fn total(it: Option<&(Score, Dialect)>) -> u64 {
    it.map_or(0, |(score, _)| score.total)
}
