//! Tells which row holds the headers.
//!
//! A header row is about as full as the rows below it, its cells are labels, and where the cells below look
//! like values, it does not: a word above numbers says more than any list of known headers could.

mod contrast;
mod sample;
#[cfg(test)]
mod tests;

use self::contrast::Contrast;
use self::sample::Looks;
pub(super) use self::sample::SampleRow;

/// Headers stand this far up, among rows that are not blank.
const CANDIDATES: usize = 40;

/// The header row, if there is one, and how sure that is, 0 to 100. The rows are those that are not blank.
pub(super) fn tell(rows: &[SampleRow]) -> (Option<u32>, u8) {
    let looks: Vec<Looks<'_>> = rows.iter().take(CANDIDATES * 3).map(Looks::new).collect();
    let typical = typical_fill(&looks);
    let full = |it: &Looks<'_>| it.filled * 2 > typical;
    let Some(first) = looks.iter().position(full) else { return (None, 0) };
    let mut best: Option<(usize, Contrast)> = None;
    for (at, _) in looks.iter().enumerate().skip(first).take(CANDIDATES).filter(|(_, it)| full(it))
    {
        let contrast = Contrast::of(&looks, first, at);
        if best.as_ref().is_none_or(|(last, it)| contrast.beats(it, at == last + 1)) {
            best = Some((at, contrast));
        }
    }
    match best {
        Some((at, it)) if it.is_header() => (rows.get(at).map(|row| row.number), it.confidence()),
        Some((_, it)) => (None, it.confidence()),
        None => (None, 0),
    }
}

/// How many cells the rows of the table itself fill: of the second half of the rows, which no preamble
/// reaches into, the upper quarter, for totals and remarks under a table fill few.
fn typical_fill(looks: &[Looks<'_>]) -> usize {
    let mut fills: Vec<usize> = looks.iter().skip(looks.len() / 2).map(|it| it.filled).collect();
    crate::order::sort(&mut fills);
    fills.get(fills.len().saturating_sub(1) * 3 / 4).copied().unwrap_or(0)
}
