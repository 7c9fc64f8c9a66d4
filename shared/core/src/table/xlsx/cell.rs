//! One cell of a sheet: from its tag and raw value to a slot of the row.

use super::strings::{Strings, push_raw, unescape_tail};
use crate::table::format::Styles;
use crate::table::row::{Slot, SlotKind};

/// What cells refer to.
pub(super) struct Context<'a> {
    pub(super) strings: &'a Strings,
    pub(super) styles: &'a Styles,
    pub(super) epoch_1904: bool,
}

/// What a cell's tag says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CellHead {
    /// From 0; none if the tag does not say.
    pub(super) column: Option<usize>,
    style: u32,
    kind: ValueKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueKind {
    Number,
    Shared,
    Text,
    Boolean,
    Error,
    IsoDate,
}

impl CellHead {
    pub(super) fn new(column: usize, style: u32, kind: ValueKind) -> Self {
        Self { column: Some(column), style, kind }
    }

    pub(super) fn read(attributes: &[u8]) -> Self {
        let mut head = Self { column: None, style: 0, kind: ValueKind::Number };
        let mut rest = attributes;
        while let Some((name, value, after)) = next_attribute(rest) {
            match name {
                b"r" => head.column = column(value),
                b"s" => head.style = small(value).unwrap_or(0),
                b"t" => head.kind = kind(value),
                _ => {}
            }
            rest = after;
        }
        head
    }

    pub(super) fn is_shared(self) -> bool {
        self.kind == ValueKind::Shared
    }
}

fn next_attribute(rest: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let rest = rest.trim_ascii_start();
    let equals = memchr::memchr(b'=', rest)?;
    let quote = *rest.get(equals + 1)?;
    if !matches!(quote, b'"' | b'\'') {
        return None;
    }
    let value = &rest[equals + 2..];
    let len = memchr::memchr(quote, value)?;
    Some((&rest[..equals], &value[..len], &value[len + 1..]))
}

fn kind(value: &[u8]) -> ValueKind {
    match value {
        b"s" => ValueKind::Shared,
        b"str" | b"inlineStr" => ValueKind::Text,
        b"b" => ValueKind::Boolean,
        b"e" => ValueKind::Error,
        b"d" => ValueKind::IsoDate,
        _ => ValueKind::Number,
    }
}

/// The column of a reference such as `AB12`, from 0.
fn column(reference: &[u8]) -> Option<usize> {
    let letters = reference.iter().take_while(|it| it.is_ascii_alphabetic()).take(4);
    let number =
        letters.fold(0, |sum, it| sum * 26 + usize::from(it.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

/// A short run of digits.
pub(super) fn small(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || digits.len() > 9 {
        return None;
    }
    digits
        .iter()
        .try_fold(0_u32, |sum, it| it.is_ascii_digit().then(|| sum * 10 + u32::from(it - b'0')))
}

/// Which shared string a cell's raw value names.
#[inline]
pub(super) fn shared(raw: &[u8]) -> Option<usize> {
    small(raw).or_else(|| small(raw.trim_ascii())).map(|it| it as usize)
}

/// Appends the text of a cell that names no shared string, its references resolved, to `built` and says what the slot
/// is; none for an empty cell.
pub(super) fn slot(
    head: CellHead,
    raw: &[u8],
    context: &Context<'_>,
    built: &mut String,
) -> Option<Slot> {
    let start = built.len();
    let kind = match head.kind {
        ValueKind::Shared => return None,
        ValueKind::Text => {
            push_raw(raw, true, built);
            unescape_tail(built, start);
            SlotKind::of_built(built.as_bytes().get(start..).unwrap_or_default())
        }
        ValueKind::Boolean => {
            let truth = matches!(raw.trim_ascii(), b"1" | b"true");
            built.push_str(if truth { "TRUE" } else { "FALSE" });
            SlotKind::Boolean(truth)
        }
        ValueKind::Error => {
            push_raw(raw, true, built);
            SlotKind::Error
        }
        ValueKind::IsoDate => return iso_date(raw, built),
        ValueKind::Number => return number(head.style, raw, context, built),
    };
    let end = built.len();
    (end > start).then(|| Slot::between(start, end, kind))
}

fn number(style: u32, raw: &[u8], context: &Context<'_>, built: &mut String) -> Option<Slot> {
    let start = built.len();
    let raw = std::str::from_utf8(raw.trim_ascii()).ok().filter(|it| !it.is_empty())?;
    let format = context.styles.format(style);
    if format.is_general() && is_canonical(raw) {
        built.push_str(raw);
        return Some(Slot::between(start, built.len(), SlotKind::PlainNumber));
    }
    let Ok(value) = raw.parse() else {
        // Some writers put words where a number belongs.
        built.push_str(raw);
        return Some(Slot::between(start, built.len(), SlotKind::Built));
    };
    Some(format.slot_of_text((raw, value), context.epoch_1904, built))
}

/// Whether a raw number needs no rewriting: few digits, no exponent, no superfluous zero.
fn is_canonical(raw: &str) -> bool {
    let digits = raw.strip_prefix('-').unwrap_or(raw).as_bytes();
    let point = digits.iter().position(|it| *it == b'.');
    let whole = &digits[..point.unwrap_or(digits.len())];
    let fraction = point.map(|it| &digits[it + 1..]);
    let plain = digits.len() <= 15 && digits.iter().all(|it| it.is_ascii_digit() || *it == b'.');
    let lead = matches!(whole, [b'0'] | [b'1'..=b'9', ..]) && raw != "-0";
    plain
        && lead
        && fraction.is_none_or(|it| {
            it.last().is_some_and(|it| (b'1'..=b'9').contains(it)) && !it.contains(&b'.')
        })
}

/// A date that is written out, as some writers do.
fn iso_date(raw: &[u8], built: &mut String) -> Option<Slot> {
    let start = built.len();
    let raw = std::str::from_utf8(raw.trim_ascii()).ok().filter(|it| !it.is_empty())?;
    let plain = raw.trim_end_matches('Z').split('.').next().unwrap_or(raw);
    let (kind, text): (fn(u32) -> SlotKind, String) = match plain.split_once('T') {
        Some((day, "00:00:00")) => (SlotKind::Date, day.to_owned()),
        Some((day, time)) => (SlotKind::Datetime, format!("{day}T{time}")),
        None if plain.contains(':') => (|_| SlotKind::Time, plain.to_owned()),
        None => (SlotKind::Date, plain.to_owned()),
    };
    built.push_str(&text.replace('T', " "));
    let end = built.len();
    built.push_str(&text);
    let canonical = u32::try_from(built.len()).unwrap_or(u32::MAX);
    Some(Slot::between(start, end, kind(canonical)))
}
