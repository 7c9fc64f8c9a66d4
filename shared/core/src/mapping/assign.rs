//! One column a field, one field a column, so that the whole is as sure as it can be.

use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

/// For each column, its field and score; none where nothing reaches the threshold.
pub(super) fn assign(
    scores: &[Vec<i32>],
    fields: usize,
    threshold: i32,
) -> Vec<Option<(usize, i32)>> {
    let mut chosen = vec![None; scores.len()];
    // Columns that name nothing take no part: a file may have a thousand of them.
    let reaching =
        |it: &&usize| scores.get(**it).is_some_and(|it| it.iter().any(|it| *it >= threshold));
    let all: Vec<usize> = (0..scores.len()).collect();
    let columns: Vec<usize> = all.iter().filter(reaching).copied().collect();
    if columns.is_empty() || fields == 0 {
        return chosen;
    }
    // Fields are rows; there must be at least as many columns, so blank ones stand in.
    let width = columns.len().max(fields);
    let score = |field: usize, at: usize| {
        let score =
            columns.get(at).and_then(|it| scores.get(*it)?.get(field)).copied().unwrap_or(0);
        if score >= threshold { score } else { 0 }
    };
    // Between equal scores the earlier column wins.
    let weight = |field: usize, at: usize| match score(field, at) {
        0 => 0,
        score => i64::from(score) * 100_000 - i64::try_from(at).unwrap_or(0),
    };
    let weights = Matrix::from_fn(fields, width, |(field, at)| weight(field, at));
    let (_, assignment) = kuhn_munkres(&weights);
    for (field, at) in assignment.into_iter().enumerate() {
        let score = score(field, at);
        if let Some(it) = columns.get(at).and_then(|it| chosen.get_mut(*it)).filter(|_| score > 0) {
            *it = Some((field, score));
        }
    }
    chosen
}
