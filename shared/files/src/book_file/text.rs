//! Texts as a workbook's XML has them.

/// Adds a text. What XML cannot say is spelt as spreadsheet programs spell it, `_x000D_`, and so is the first sign of
/// whatever looks like such a spelling.
pub(super) fn push(out: &mut Vec<u8>, text: &str) {
    if !text.bytes().any(is_special) {
        out.extend_from_slice(text.as_bytes());
        return;
    }
    for (at, letter) in text.char_indices() {
        match letter {
            '&' => out.extend_from_slice(b"&amp;"),
            '<' => out.extend_from_slice(b"&lt;"),
            '>' => out.extend_from_slice(b"&gt;"),
            '\t' | '\n' => out.extend(letter.to_string().bytes()),
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => {
                out.extend(format!("_x{:04X}_", u32::from(letter)).bytes());
            }
            '_' if is_spelling(text.as_bytes().get(at..).unwrap_or_default()) => {
                out.extend_from_slice(b"_x005F_");
            }
            _ => out.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
}

/// Whether blanks at its ends, or line ends, would be lost unless XML is told to keep them.
pub(super) fn needs_space(text: &str) -> bool {
    let is_blank = |it: Option<&u8>| it.is_some_and(u8::is_ascii_whitespace);
    let bytes = text.as_bytes();
    is_blank(bytes.first()) || is_blank(bytes.last())
}

/// The byte with which the two letters that XML does not have begin, and 64 others.
const BEYOND: u8 = 0xEF;

fn is_special(byte: u8) -> bool {
    byte < b' ' || matches!(byte, b'&' | b'<' | b'>' | b'_' | BEYOND)
}

fn is_spelling(bytes: &[u8]) -> bool {
    matches!(bytes, [b'_', b'x', a, b, c, d, b'_', ..] if [a, b, c, d].iter().all(|it| it.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut out = Vec::new();
        push(&mut out, text);
        assert_eq!(String::from_utf8(out).expect("UTF-8"), expected);
    }

    #[test]
    fn what_xml_cannot_say_is_spelt() {
        check("a & b < c > d", "a &amp; b &lt; c &gt; d");
        check("two\r\nlines\ttab\u{1}", "two_x000D_\nlines\ttab_x0001_");
        check("_x0041_ and _x41_ and snake_case", "_x005F_x0041_ and _x41_ and snake_case");
        check("\u{ffff}\u{ff1d}é", "_xFFFF_\u{ff1d}é");
    }

    #[test]
    fn blanks_at_the_ends_are_kept() {
        assert!(needs_space(" a") && needs_space("a\n") && !needs_space("a b"));
    }
}
