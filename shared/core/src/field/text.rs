//! Texts: trimmed of what nobody sees, and otherwise as they stand. Also the folding that comparing uses.

use std::borrow::Cow;

use super::Shape;
use crate::copy::{is_simple, push_short};
use crate::unicode::{self, is_mark};

/// One line: a line break within becomes a space.
pub(super) fn read_line(text: &str, out: &mut String) -> Shape {
    // 0xE2 begins the two separators of Unicode, and other signs that are as rare.
    let bytes = text.as_bytes();
    if is_simple(bytes) || memchr::memchr3(b'\n', b'\r', 0xe2, bytes).is_none() {
        push_short(text, out);
        return Shape::Text;
    }
    let mut lines = text.split(['\n', '\r', '\u{2028}', '\u{2029}']).map(str::trim);
    out.push_str(lines.next().unwrap_or_default());
    for line in lines.filter(|it| !it.is_empty()) {
        out.push(' ');
        out.push_str(line);
    }
    Shape::Text
}

/// Many lines, each ended by a line feed, whatever system wrote the file.
pub(super) fn read_lines(text: &str, out: &mut String) -> Shape {
    if !is_simple(text.as_bytes()) && text.contains('\r') {
        out.push_str(&text.replace("\r\n", "\n").replace('\r', "\n"));
    } else {
        push_short(text, out);
    }
    Shape::Text
}

/// The text without blanks and invisible characters around it.
pub(crate) fn trim(text: &str) -> &str {
    // Most cells have nothing to trim, and two looks at bytes tell.
    let visible = |it: Option<&u8>| it.is_some_and(u8::is_ascii_graphic);
    let bytes = text.as_bytes();
    if visible(bytes.first()) && visible(bytes.last()) {
        return text;
    }
    text.trim_matches(|it: char| it.is_whitespace() || is_invisible(it))
}

/// Characters that take no room: byte order marks, zero-width spaces, direction marks, controls.
pub(crate) fn is_invisible(it: char) -> bool {
    it.is_control()
        || matches!(it, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(it, '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The text as two people's spellings of it are compared: compatibility forms, case, marks and runs of
/// blanks do not matter.
pub(crate) fn fold(text: &str) -> Cow<'_, str> {
    let plain = |it: u8| it.is_ascii() && !it.is_ascii_uppercase() && !it.is_ascii_control();
    if text.bytes().all(plain) && !text.contains("  ") && trim(text).len() == text.len() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    Cow::Owned(out)
}

/// [`fold`], appended.
pub(crate) fn fold_into(text: &str, out: &mut String) {
    let mut gap = false;
    let start = out.len();
    let mut push = |it: char| {
        if it.is_whitespace() {
            gap = out.len() > start;
        } else if !is_invisible(it) {
            if std::mem::take(&mut gap) {
                out.push(' ');
            }
            out.push(it);
        }
    };
    if text.is_ascii() {
        text.bytes().for_each(|it| push(char::from(it.to_ascii_lowercase())));
        return;
    }
    // Decomposed first, so that marks can be dropped; `ß` and its like fold to what they are typed as.
    for it in unicode::unmarked(text).chars().flat_map(char::to_lowercase) {
        match it {
            'ß' => "ss".chars().for_each(&mut push),
            'æ' => "ae".chars().for_each(&mut push),
            'œ' => "oe".chars().for_each(&mut push),
            'ø' => push('o'),
            'ł' => push('l'),
            'đ' | 'ð' => push('d'),
            'ı' => push('i'),
            'ς' => push('σ'),
            it if !it.is_ascii() && is_mark(it) => {}
            it => push(it),
        }
    }
}

/// At most `limit` characters of the text, with an ellipsis where it was cut.
pub(crate) fn cut(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        None => text.to_owned(),
        Some(_) => text.chars().take(limit.saturating_sub(1)).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_trimmed() {
        assert_eq!(trim("\u{feff} \u{a0}Anna\u{200b}\t"), "Anna");
        assert_eq!(trim("\u{200b}"), "");
    }

    #[test]
    fn spellings_of_one_name_fold_alike() {
        for (one, other) in
            [("MÜLLER", "Müller"), ("Straße", "STRASSE"), ("ﬁne  x", "Fine x"), ("Łódź", "lodz")]
        {
            assert_eq!(fold(one), fold(other));
        }
    }

    #[test]
    fn a_line_stays_a_line() {
        let mut out = String::new();
        assert_eq!(read_line("Storgatan 1\r\n114 55 Stockholm", &mut out), Shape::Text);
        assert_eq!(out, "Storgatan 1 114 55 Stockholm");
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(cut("äöüß", 3), "äö…");
        assert_eq!(cut("äöü", 3), "äöü");
    }
}
