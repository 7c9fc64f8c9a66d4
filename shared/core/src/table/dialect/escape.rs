//! Tells whether a backslash stands before quotes inside cells, where most files double them.

use gangway_contract::Dialect;
use memchr::memmem;

use super::score::score;

/// The escape of a text whose other marks are known.
pub(super) fn tell(head: &str, whole: bool, dialect: &Dialect) -> Option<char> {
    let quote = dialect.quote?;
    let escaped = format!("\\{quote}");
    memmem::find(head.as_bytes(), escaped.as_bytes())?;
    let with = Dialect { escape: Some('\\'), ..dialect.clone() };
    let (plain, better) = (score(head, whole, dialect).total, score(head, whole, &with).total);
    match better.cmp(&plain) {
        std::cmp::Ordering::Greater => Some('\\'),
        std::cmp::Ordering::Less => None,
        std::cmp::Ordering::Equal => inside(head, dialect, &escaped).then_some('\\'),
    }
}

/// Whether most escaped quotes stand within a cell: before its end, `\"` is a backslash and the closing quote.
fn inside(head: &str, dialect: &Dialect, escaped: &str) -> bool {
    let ends = |rest: &str| {
        let next = rest.chars().next();
        next.is_none_or(|it| Some(it) == dialect.delimiter || matches!(it, '\n' | '\r'))
    };
    let (mut within, mut at_end) = (0_usize, 0_usize);
    for (at, _) in head.match_indices(escaped) {
        match head.get(at + escaped.len()..) {
            Some(rest) if !ends(rest) => within += 1,
            _ => at_end += 1,
        }
    }
    within > at_end
}
