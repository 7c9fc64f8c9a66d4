//! Which delimiters and quotes a text could mean: few, so that each can be tried on the whole sample.

/// Delimiters that are always tried where they stand in the text.
const USUAL: [char; 4] = [',', ';', '\t', '|'];

/// How many others are tried.
const MOST_UNUSUAL: usize = 4;

/// Quotes beside the double one, with what closes them.
const RARE_QUOTES: [char; 3] = ['\'', '`', '~'];

/// Whether files use it as a delimiter far oftener than texts use it for something else.
pub(super) fn is_usual(delimiter: char) -> bool {
    USUAL.contains(&delimiter)
}

/// How far a table cut at this may be believed, in percent.
pub(super) fn trust(delimiter: char) -> u64 {
    match delimiter {
        // It separates the items of a list within a cell at least as often.
        '|' => 50,
        _ if is_usual(delimiter) => 100,
        // Controls, and signs that were made to cut text.
        _ if delimiter.is_control() => 100,
        '¦' | '§' | '¬' | '，' | '；' | '、' => 90,
        '^' | '~' | '#' => 80,
        ' ' => 50,
        // Times and web addresses are full of it.
        ':' => 30,
        _ => 60,
    }
}

/// The delimiters that the text could mean, the commonest in the world first.
pub(super) fn delimiters(head: &str) -> Vec<char> {
    let mut found: Vec<char> = USUAL.into_iter().filter(|it| head.contains(*it)).collect();
    found.extend(unusual(head));
    found
}

/// Signs that stand in most lines, the most frequent first.
fn unusual(head: &str) -> Vec<char> {
    let mut lines = 0_u32;
    let mut seen: Vec<(char, u32)> = Vec::new();
    for line in head.split(['\n', '\r']).filter(|it| !it.trim().is_empty()).take(500) {
        lines += 1;
        let mut here: Vec<char> = Vec::new();
        for it in line.trim().chars().filter(|it| can_delimit(*it)) {
            if !here.contains(&it) {
                here.push(it);
            }
        }
        for it in here {
            match seen.iter_mut().find(|(known, _)| *known == it) {
                Some((_, count)) => *count += 1,
                None => seen.push((it, 1)),
            }
        }
    }
    seen.retain(|(_, count)| *count * 2 > lines);
    crate::order::sort_by(&mut seen, |one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
    seen.into_iter().map(|(it, _)| it).take(MOST_UNUSUAL).collect()
}

/// Letters, digits and the signs of which names, numbers, days and addresses are made cut nothing.
fn can_delimit(it: char) -> bool {
    match it {
        ',' | ';' | '\t' | '|' | '.' | '-' | '_' | '@' | '"' | '\'' | '`' | '\\' | '/' | '('
        | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '?' | '+' | '%' | '$' => false,
        _ if it.is_ascii() => !it.is_ascii_alphanumeric(),
        '¦' | '§' | '¬' | '¶' | '•' | '·' | '¨' | '，' | '；' | '、' | '‖' | '║' | '│' => {
            true
        }
        _ => false,
    }
}

/// The quotes that cells could have under a delimiter: the double one, and what wraps cells as it would.
pub(super) fn quotes(head: &str, delimiter: char) -> Vec<char> {
    let mut found = vec!['"'];
    let rare = RARE_QUOTES.into_iter().filter(|it| *it != delimiter);
    found.extend(rare.filter(|it| wraps_cells(head, delimiter, *it)));
    found
}

/// Whether a quote opens cells and closes them, each at least once.
fn wraps_cells(head: &str, delimiter: char, quote: char) -> bool {
    let is_edge =
        |it: Option<char>| it.is_none_or(|it| it == delimiter || matches!(it, '\n' | '\r'));
    let (mut opens, mut closes) = (false, false);
    for (at, it) in head.match_indices(quote) {
        let before = head.get(..at).and_then(|it| it.chars().next_back());
        let after = head.get(at + it.len()..).and_then(|it| it.chars().next());
        opens |= is_edge(before) && !is_edge(after);
        closes |= is_edge(after) && !is_edge(before);
        if opens && closes {
            return true;
        }
    }
    false
}
