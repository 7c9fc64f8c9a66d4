//! Cells and strings as nearly all writers spell them, read at one go. Whatever is spelt in another way is left to
//! the reader of XML, which says the same of these.

use wide::u8x16;

use super::cell::{CellHead, ValueKind};
use crate::guard;

/// A cell with a value, and how long it is in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct QuickCell<'a> {
    pub(super) head: CellHead,
    pub(super) column: usize,
    pub(super) raw: &'a [u8],
    pub(super) len: usize,
}

/// `<c r="B7" s="1" t="s"><v>12</v></c>` and `<c r="B7" t="inlineStr"><is><t>Ada</t></is></c>`
#[inline]
pub(super) fn cell(bytes: &[u8]) -> Option<QuickCell<'_>> {
    let rest = bytes.strip_prefix(b"<c r=\"")?;
    let (column, rest) = column(rest)?;
    let (style, rest) = style(rest)?;
    let (name, rest) = kind(rest)?;
    let (kind, raw, rest) = match name {
        b"s" => value(ValueKind::Shared, rest)?,
        b"n" => value(ValueKind::Number, rest)?,
        b"str" => value(ValueKind::Text, rest)?,
        b"inlineStr" => inline(rest)?,
        _ => return None,
    };
    let head = CellHead::new(column, style, kind);
    Some(QuickCell { head, column, raw, len: bytes.len() - rest.len() })
}

/// The column that a reference's letters name, from 0, and what follows the reference.
#[inline]
fn column(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let letter = |at: usize| {
        let it = bytes.get(at)?.wrapping_sub(b'A');
        (it < 26).then_some(usize::from(it) + 1)
    };
    let (mut column, mut at) = (letter(0)?, 1);
    while at < 3
        && let Some(it) = letter(at)
    {
        column = 26 * column + it;
        at += 1;
    }
    let (_, rest) = digits(bytes.get(at..)?)?;
    Some((column - 1, rest.strip_prefix(b"\"")?))
}

/// The style, if one is named.
#[inline]
fn style(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let Some(rest) = bytes.strip_prefix(b" s=\"") else { return Some((0, bytes)) };
    let (style, rest) = digits(rest)?;
    Some((style, rest.strip_prefix(b"\"")?))
}

/// What kind of value the cell holds, and what follows its tag.
#[inline]
fn kind(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    if let Some(rest) = bytes.strip_prefix(b">") {
        return Some((b"n", rest));
    }
    let rest = bytes.strip_prefix(b" t=\"")?;
    let end = rest.iter().take(10).position(|it| *it == b'"')?;
    Some((rest.get(..end)?, rest.get(end..)?.strip_prefix(b"\">")?))
}

/// A number of at most eight digits, and what follows it.
#[inline]
fn digits(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (mut number, mut at) = (0, 0);
    while let Some(digit) = bytes.get(at).map(|it| it.wrapping_sub(b'0')).filter(|it| *it < 10) {
        number = 10 * number + u32::from(digit);
        at += 1;
        if at > 8 {
            return None;
        }
    }
    if at == 0 { None } else { Some((number, bytes.get(at..)?)) }
}

type Value<'a> = (ValueKind, &'a [u8], &'a [u8]);

#[inline]
fn value(kind: ValueKind, bytes: &[u8]) -> Option<Value<'_>> {
    let rest = bytes.strip_prefix(b"<v>")?;
    let len = rest.iter().position(|it| matches!(it, b'<' | b'&' | b'\r' | 0x80..))?;
    let (raw, rest) = rest.split_at_checked(len)?;
    let rest = rest.strip_prefix(b"</v></c>")?;
    (len <= guard::MAX_CELL_BYTES).then_some((kind, raw, rest))
}

fn inline(bytes: &[u8]) -> Option<Value<'_>> {
    let (raw, rest) = text(bytes.strip_prefix(b"<is>")?)?;
    Some((ValueKind::Text, raw, rest.strip_prefix(b"</is></c>")?))
}

/// `<si><t>Ada</t></si>`, and how long it is in the file.
#[inline]
pub(super) fn string(bytes: &[u8]) -> Option<(&str, usize)> {
    let (raw, rest) = text(bytes.strip_prefix(b"<si>")?)?;
    let rest = rest.strip_prefix(b"</si>")?;
    Some((str::from_utf8(raw).ok()?, bytes.len() - rest.len()))
}

/// A text between its tags, with no reference in it, no blank that would have to go, and no escape of Excel's.
#[inline]
fn text(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (keep, rest) = match bytes.strip_prefix(b"<t>") {
        Some(rest) => (false, rest),
        None => (true, bytes.strip_prefix(b"<t xml:space=\"preserve\">")?),
    };
    let (raw, rest) = rest.split_at_checked(text_len(rest)?)?;
    let rest = rest.strip_prefix(b"</t>")?;
    let bare = |it: Option<&u8>| !matches!(it, Some(b' ' | b'\t' | b'\n'));
    let stays = keep || (bare(raw.first()) && bare(raw.last()));
    (stays && raw.len() <= guard::MAX_CELL_BYTES).then_some((raw, rest))
}

/// How far a text goes, if it stands for itself.
#[inline]
fn text_len(bytes: &[u8]) -> Option<usize> {
    let same = |it: u8| u8x16::splat(it);
    let mut at = 0;
    loop {
        let it = u8x16::new(*bytes.get(at..)?.first_chunk()?);
        let found = it.simd_eq(same(b'<'))
            | it.simd_eq(same(b'&'))
            | it.simd_eq(same(b'\r'))
            | it.simd_eq(same(b'_'));
        match found.to_bitmask() {
            0 => at += 16,
            found => {
                at += found.trailing_zeros() as usize;
                match bytes.get(at..at + 2)? {
                    [b'<', _] => return Some(at),
                    [b'_', after] if *after != b'x' => at += 1,
                    _ => return None,
                }
            }
        }
    }
}
