//! What a cell's text looks like to somebody who knows nothing of fields: the witness for delimiters and for
//! header rows. It is not a parser: `31.02.2020` looks like a day here.

mod moment;
mod number;

/// What a text looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing to see.
    Blank,
    /// A number, an amount, a share, a phone number.
    Number,
    /// A day or a time.
    Moment,
    /// An e-mail address or a web address.
    Address,
    /// Words.
    Words,
    /// Text with signs that words seldom have.
    Odd,
    /// Text as a wrong cut leaves it: with a delimiter of other files, standing as it would there, or with one
    /// bracket of a pair.
    Torn,
}

impl Kind {
    /// Whether values, but hardly ever labels, look like this.
    pub(super) fn is_value(self) -> bool {
        matches!(self, Self::Number | Self::Moment | Self::Address)
    }
}

/// Tells it.
pub(super) fn tell(text: &str) -> Kind {
    let text = text.trim();
    if text.is_empty() {
        return Kind::Blank;
    }
    let signs = text.bytes().fold(0, |all, it| all | SIGNS[usize::from(it)]);
    if signs & DIGIT != 0 {
        if signs & LETTER == 0 && number::is_number(text) {
            return Kind::Number;
        }
        if moment::is_moment(text) {
            return Kind::Moment;
        }
    }
    if (signs & AT != 0 || begins_like_an_address(text)) && is_address(text) {
        return Kind::Address;
    }
    if signs & ODD == 0 { Kind::Words } else { words(text) }
}

/// What a text's bytes are, each a bit: most texts are told by that alone.
const DIGIT: u8 = 1;
/// A letter that stands in no number.
const LETTER: u8 = 2;
const AT: u8 = 4;
/// Neither a letter or digit nor a sign that stands between words.
const ODD: u8 = 8;

const SIGNS: [u8; 256] = {
    let (mut signs, mut at) = ([ODD; 256], 0_u8);
    while at < 128 {
        signs[at as usize] = match at {
            b'0'..=b'9' => DIGIT,
            b'@' => AT | ODD,
            // A number may have an exponent.
            b'e' | b'E' | b' ' | b'\'' | b'-' | b'_' | b'.' | b'/' | b'&' | b'+' | b'#' | b'%'
            | b'$' | b'?' | b'!' => 0,
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            _ => ODD,
        };
        at += 1;
    }
    signs
};

/// As each of the beginnings does that [`is_address`] knows.
fn begins_like_an_address(text: &str) -> bool {
    text.bytes().next().is_some_and(|it| b"hfwm".contains(&it.to_ascii_lowercase()))
}

/// An address by itself, or one of several words, as in `Ada <ada@example.org>`.
fn is_address(text: &str) -> bool {
    let starts = |it: &str| text.get(..it.len()).is_some_and(|head| head.eq_ignore_ascii_case(it));
    if ["http://", "https://", "ftp://", "www.", "mailto:"].into_iter().any(starts) {
        return !text.contains([' ', ',', ';', '|', '\t', '"']);
    }
    text.contains('@') && text.split([' ', '<', '>']).any(is_email)
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    !text.contains([',', ';', '|', '\t', '"'])
        && !local.is_empty()
        && domain.contains('.')
        && !domain.contains('@')
}

/// Words, or how far from them.
fn words(text: &str) -> Kind {
    let mut odd = false;
    let mut open = 0_i32;
    let mut rest = text.chars().peekable();
    while let Some(it) = rest.next() {
        match it {
            // Prose sets a space behind these, lists of cells do not.
            ',' | ';' if rest.peek().is_some_and(|next| *next == ' ') => odd = true,
            ',' | ';' | '|' | '\t' => return Kind::Torn,
            '(' | '[' | '{' => open += 1,
            ')' | ']' | '}' => open -= 1,
            _ => {}
        }
        odd |= !is_of_words(it);
        if open < 0 {
            return Kind::Torn;
        }
    }
    match (open, odd) {
        (0, false) => Kind::Words,
        (0, true) => Kind::Odd,
        _ => Kind::Torn,
    }
}

fn is_of_words(it: char) -> bool {
    match it {
        ' ' | '\'' | '-' | '_' | '.' | '/' | '&' | '(' | ')' | '+' | '#' | '%' | '$' | '?'
        | '!' => true,
        _ if it.is_ascii() => it.is_ascii_alphanumeric(),
        _ => !it.is_control() && it != '\u{fffd}',
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Kind, is_address, moment, number, tell, words};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn the_short_way_tells_what_the_long_way_does(text in prop_oneof![
            "\\PC{0,12}",
            "[-+($ ]{0,2}[0-9]{1,4}([., 'eE:/-]{0,2}[0-9a-e]{1,3}){0,3}[)% ]?",
            "((https?|ftp)://|www.|MAILTO:)?[a-z @.,;|]{0,14}",
            "[A-Za-z0-9 '_./&+#%$?!(){}-]{0,14}",
        ]) {
            let long = match text.trim() {
                "" => Kind::Blank,
                it if it.bytes().any(|it| it.is_ascii_digit()) && number::is_number(it) => Kind::Number,
                it if it.bytes().any(|it| it.is_ascii_digit()) && moment::is_moment(it) => Kind::Moment,
                it if is_address(it) => Kind::Address,
                it => words(it),
            };
            prop_assert_eq!(tell(&text), long);
        }
    }

    #[test]
    fn looks_are_told() {
        for (text, kind) in [
            ("", Kind::Blank),
            ("  ", Kind::Blank),
            ("12", Kind::Number),
            ("-1.234,50", Kind::Number),
            ("1,234,567.00", Kind::Number),
            ("$ 12.5", Kind::Number),
            ("12 %", Kind::Number),
            ("(1,000)", Kind::Number),
            ("1.5e-10", Kind::Number),
            ("+49 (0)30 123-456", Kind::Number),
            ("1,2,3", Kind::Torn),
            ("31.12.1979", Kind::Moment),
            ("2020-01-31T10:00:00Z", Kind::Moment),
            ("1/2/2020 5:30 PM", Kind::Moment),
            ("Jan 5, 2020", Kind::Moment),
            ("10:30", Kind::Moment),
            ("a@b.example", Kind::Address),
            ("Ada <ada@example.org>", Kind::Address),
            ("a@b.example;c@d.example", Kind::Torn),
            ("https://example.org/a?b=c", Kind::Address),
            ("Men's Waterproof Boots", Kind::Words),
            ("名前", Kind::Words),
            ("first_name", Kind::Words),
            ("Doe, John", Kind::Odd),
            ("a [b]", Kind::Odd),
            ("Point(1", Kind::Torn),
            ("2) and 3", Kind::Torn),
            ("06 12 34 56 78", Kind::Number),
            ("a;b", Kind::Torn),
            ("May 2,3", Kind::Torn),
        ] {
            assert_eq!(tell(text), kind, "{text:?}");
        }
    }
}
