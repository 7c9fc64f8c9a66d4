//! Cuts XML into tags and text while it arrives. Knows what workbooks need and nothing more: no document
//! types (and so no entities that unfold), no validation, names without their prefix.

use std::borrow::Cow;

use gangway_contract::Refusal;
use memchr::{memchr, memchr2, memchr3, memmem};

use super::zip::corrupt;
use crate::guard;

/// A piece of XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `<c r="A1">`, or `<c/>` with `empty`.
    Open { name: &'a [u8], attributes: &'a [u8], empty: bool },
    /// `</c>`
    Close(&'a [u8]),
    /// Text, with its references still in it.
    Text(&'a [u8]),
    /// Text that is meant literally.
    Literal(&'a [u8]),
    /// A comment or an instruction.
    Nothing,
}

/// The token at `at` and where the next one begins; none if it does not end in the bytes at hand.
pub(super) fn next(bytes: &[u8], at: usize) -> Result<Option<(Token<'_>, usize)>, Refusal> {
    let rest = bytes.get(at..).unwrap_or_default();
    let Some(first) = rest.first() else { return Ok(None) };
    if *first != b'<' {
        return match memchr(b'<', rest) {
            Some(len) if len <= guard::MAX_CELL_BYTES => {
                Ok(Some((Token::Text(&rest[..len]), at + len)))
            }
            None if rest.len() <= guard::MAX_CELL_BYTES => Ok(None),
            _ => Err(guard::cell_too_long(0)),
        };
    }
    if rest.get(1) == Some(&b'!') || rest.get(1) == Some(&b'?') {
        return special(rest, at);
    }
    let Some(len) = tag_len(rest) else {
        return if rest.len() > guard::MAX_TAG_BYTES { Err(tag_too_long()) } else { Ok(None) };
    };
    Ok(Some((tag(&rest[1..len - 1]), at + len)))
}

/// The length of the tag that the bytes begin with; a `>` between quotes does not end it.
fn tag_len(rest: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += memchr3(b'>', b'"', b'\'', rest.get(at..)?)?;
        let found = *rest.get(at)?;
        at += 1;
        if found == b'>' {
            return Some(at);
        }
        at += memchr(found, rest.get(at..)?)? + 1;
    }
}

fn tag(inner: &[u8]) -> Token<'_> {
    if let Some(name) = inner.strip_prefix(b"/") {
        return Token::Close(local(name.trim_ascii_end()));
    }
    let (inner, empty) = inner.strip_suffix(b"/").map_or((inner, false), |it| (it, true));
    let end = inner.iter().position(u8::is_ascii_whitespace).unwrap_or(inner.len());
    let (name, attributes) = inner.split_at(end);
    Token::Open { name: local(name), attributes, empty }
}

fn local(name: &[u8]) -> &[u8] {
    memchr(b':', name).map_or(name, |colon| &name[colon + 1..])
}

/// Comments, literal text and instructions.
fn special(rest: &[u8], at: usize) -> Result<Option<(Token<'_>, usize)>, Refusal> {
    let found = |open: usize, close: &[u8]| {
        memmem::find(rest.get(open..).unwrap_or_default(), close)
            .map(|it| (open + it, open + it + close.len()))
    };
    let literal: &[u8] = b"<![CDATA[";
    let (token, end) = if rest.starts_with(b"<?") {
        (Token::Nothing, found(2, b"?>"))
    } else if rest.starts_with(b"<!--") {
        (Token::Nothing, found(4, b"-->"))
    } else if rest.starts_with(literal) {
        let end = found(9, b"]]>");
        (end.map_or(Token::Nothing, |(inner, _)| Token::Literal(&rest[9..inner])), end)
    } else if rest.len() < literal.len() && (literal.starts_with(rest) || b"<!--".starts_with(rest))
    {
        return Ok(None);
    } else {
        return Err(corrupt("its XML holds a document type, which workbooks never have"));
    };
    match end {
        Some((_, end)) => Ok(Some((token, at + end))),
        None if rest.len() > guard::MAX_TAG_BYTES => Err(tag_too_long()),
        None => Ok(None),
    }
}

fn tag_too_long() -> Refusal {
    guard::exceeded(
        "This workbook holds an XML tag that is longer than 16 MB, as only damaged files do. Open it \
         in Excel, save it again and import the new file.",
    )
}

/// An attribute's raw value by its name without prefix.
pub(super) fn attribute<'a>(attributes: &'a [u8], wanted: &[u8]) -> Option<&'a [u8]> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_ascii_start();
        let equals = memchr(b'=', rest)?;
        let name = local(rest[..equals].trim_ascii_end());
        let after = rest[equals + 1..].trim_ascii_start();
        let quote = *after.first().filter(|it| matches!(it, b'"' | b'\''))?;
        let len = memchr(quote, &after[1..])?;
        if name == wanted {
            return Some(&after[1..=len]);
        }
        rest = &after[len + 2..];
    }
}

/// An attribute as text.
pub(super) fn text_attribute(attributes: &[u8], wanted: &[u8]) -> Option<String> {
    attribute(attributes, wanted).map(|it| {
        let mut text = String::new();
        push_text(it, &mut text);
        text
    })
}

/// Whether an attribute says yes; `otherwise` if it is not there.
pub(super) fn flag(attributes: &[u8], wanted: &[u8], otherwise: bool) -> bool {
    attribute(attributes, wanted).map_or(otherwise, |it| matches!(it, b"1" | b"true" | b"on"))
}

/// An attribute as a number.
pub(super) fn number<T: std::str::FromStr>(attributes: &[u8], wanted: &[u8]) -> Option<T> {
    std::str::from_utf8(attribute(attributes, wanted)?.trim_ascii()).ok()?.parse().ok()
}

/// Appends text with its references resolved; one that is not known stays as it is.
pub(super) fn push_text(raw: &[u8], into: &mut String) {
    let raw = match std::str::from_utf8(raw) {
        Ok(it) => Cow::Borrowed(it),
        Err(_) => String::from_utf8_lossy(raw),
    };
    let mut rest: &str = &raw;
    while let Some(at) = memchr2(b'&', b'\r', rest.as_bytes()) {
        into.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        if rest.starts_with('\r') {
            // XML knows one line break, however a file spells it.
            into.push('\n');
            rest = rest.strip_prefix("\r\n").or(rest.get(1..)).unwrap_or_default();
            continue;
        }
        let (it, len) = reference(rest).unwrap_or(('&', 1));
        into.push(it);
        rest = rest.get(len..).unwrap_or_default();
    }
    into.push_str(rest);
}

/// The character that a reference stands for, and the reference's length.
fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|it| it == b';')?;
    let name = text.get(1..end)?;
    let it = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let code = name.strip_prefix('#')?;
            let code = match code.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => code.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((it, end + 1))
}

/// Takes the blanks at both ends of the text from `start` on away, unless its tag says to keep them.
pub(super) fn trim_tail(text: &mut String, start: usize, keep: bool) {
    if keep {
        return;
    }
    // A damaged part may begin another text before this one ends.
    let start = start.min(text.len());
    let is_blank = |it: char| matches!(it, ' ' | '\t' | '\n' | '\r');
    let end = text.trim_end_matches(is_blank).len().max(start);
    text.truncate(end);
    let tail = text.get(start..).unwrap_or_default();
    let blanks = tail.len() - tail.trim_start_matches(is_blank).len();
    text.drain(start..start + blanks);
}

/// Whether a tag says to keep the blanks of its text.
pub(super) fn keeps_blanks(attributes: &[u8]) -> bool {
    attribute(attributes, b"space") == Some(b"preserve")
}

/// Every token of a part that is there as a whole.
pub(super) fn each<'a>(
    bytes: &'a [u8],
    mut see: impl FnMut(Token<'a>) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let mut at = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    while let Some((token, next)) = next(bytes, at)? {
        see(token)?;
        at = next;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::trim_tail;

    #[track_caller]
    fn check(text: &str, start: usize, keep: bool, expected: &str) {
        let mut found = text.to_owned();
        trim_tail(&mut found, start, keep);
        assert_eq!(found, expected);
    }

    #[test]
    fn only_the_tail_loses_its_blanks_wherever_it_begins() {
        check("a  b ", 1, false, "ab");
        check("a  b ", 1, true, "a  b ");
        check("a ", 2, false, "a ");
        check("a ", 22, false, "a ");
    }
}
