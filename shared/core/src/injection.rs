//! Formula injection: a cell that a spreadsheet would run is written with an apostrophe before it, and read
//! back without it from files that Gangway marked as its own.
//!
//! The two are inverse: `restore(neutralise(text)) == text` for every text. Apostrophes that are already
//! there are counted in, so that a person's own `'=x` comes back as it was. A plain number (`-5`,
//! `+46701234567`) runs nothing and stays a number.

use std::borrow::Cow;

/// The text as it may stand in a spreadsheet.
pub fn neutralise(text: &str) -> Cow<'_, str> {
    if is_formula(text.trim_start_matches('\'')) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text as it was before [`neutralise`].
pub fn restore(text: &str) -> Cow<'_, str> {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => Cow::Borrowed(rest),
        _ => Cow::Borrowed(text),
    }
}

/// What Excel, `LibreOffice` or Google Sheets may run: they skip blanks and control characters first, and
/// East Asian builds take the full-width signs too.
fn is_formula(text: &str) -> bool {
    if text.starts_with(['\t', '\r', '\n', '\0']) {
        return true;
    }
    let text = text.trim_start_matches(|it: char| it.is_whitespace() || it.is_control());
    text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\u{2212}'])
        && !is_plain_number(text)
}

fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    digits.bytes().next().is_some_and(|it| it.is_ascii_digit())
        && digits.bytes().all(|it| it.is_ascii_digit() || it == b'.' || it == b',')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_gets_an_apostrophe() {
        for text in ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", " =1", "＝1", "\r=1"]
        {
            assert_eq!(neutralise(text), format!("'{text}"), "{text:?}");
        }
    }

    #[test]
    fn names_and_numbers_stay_as_they_are() {
        for text in ["", "Anna", "-5", "+46701234567", "-1,234.50", "o'neil", "'quoted'", "a=b"] {
            assert_eq!(neutralise(text), text);
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "('|=|\\+|-|@|\\t|\\PC){0,6}") {
            prop_assert_eq!(restore(&neutralise(&text)).into_owned(), text);
        }
    }
}
