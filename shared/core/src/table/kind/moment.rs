//! Days and times as people and programs write them.

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Whether a text that has digits is a day, a time or both.
pub(super) fn is_moment(text: &str) -> bool {
    if text.len() > 40 || !text.is_ascii() {
        return false;
    }
    let (mut numbers, mut signs, mut month) = (0, 0, false);
    for part in parts(text) {
        match part.as_bytes() {
            [b'0'..=b'9', ..] if part.len() <= 4 || numbers >= 2 && part.len() <= 9 => numbers += 1,
            [b'0'..=b'9', ..] => return false,
            [b'-' | b'/' | b':' | b'.', ..] => signs += 1,
            [b' ' | b',' | b'+', ..] => {}
            _ if is_month(part) => month = true,
            _ if is_clock_word(part) => {}
            _ => return false,
        }
    }
    let prose = month && text.matches(',').count() == text.matches(", ").count();
    (prose || !text.contains(','))
        && (month && (1..=8).contains(&numbers) || signs >= 1 && (2..=8).contains(&numbers))
        && (month || signs >= 2 || text.contains(':') || numbers == 2 && text.contains(['-', '/']))
}

/// Runs of digits, runs of letters, and every other sign by itself.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = *rest.as_bytes().first()?;
        let same = |it: &u8| match first {
            b'0'..=b'9' => it.is_ascii_digit(),
            b'a'..=b'z' | b'A'..=b'Z' => it.is_ascii_alphabetic(),
            _ => false,
        };
        let len = rest.bytes().take_while(same).count().max(1);
        let (part, tail) = rest.split_at_checked(len)?;
        rest = tail;
        Some(part)
    })
}

fn is_month(part: &str) -> bool {
    part.get(..3).is_some_and(|it| MONTHS.iter().any(|month| it.eq_ignore_ascii_case(month)))
}

fn is_clock_word(part: &str) -> bool {
    [
        "t", "z", "am", "pm", "a", "p", "m", "utc", "gmt", "mon", "tue", "wed", "thu", "fri",
        "sat", "sun",
    ]
    .iter()
    .any(|it| part.eq_ignore_ascii_case(it))
}
