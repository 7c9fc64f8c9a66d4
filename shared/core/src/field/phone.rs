//! Telephone numbers: E.164 where the country can be told, else the text as typed, which is *weak*: two weak
//! numbers that look alike may belong to two countries, so they never make a match key.

mod fast;
mod number;
mod parse;
mod pattern;
mod territory;
mod typed;

use gangway_contract::IssueCode;

use self::number::Typed;
use self::territory::Territory;
use super::{Built, Fault, Read, Shape, cut};
use crate::table::{Cell, CellKind};

/// The country of numbers without one, by its ISO 3166 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Country([u8; 2]);

/// A country that has a numbering plan.
pub(crate) fn country(code: &str) -> Option<Country> {
    let code = code.to_ascii_uppercase();
    let letters = code.as_bytes().try_into().ok()?;
    Some(Country(letters)).filter(|it| it.territory().is_some())
}

impl Country {
    /// Its numbering plan; every country that [`country`] gives has one.
    fn territory(self) -> Option<&'static Territory> {
        territory::by_name(self.0)
    }
}

/// Whether a stored number is only as typed.
pub(crate) fn is_weak(phone: &str) -> bool {
    let number = phone.split(" ext. ").next().unwrap_or_default();
    let digits = number.strip_prefix('+').unwrap_or_default();
    !(6..=15).contains(&digits.len()) || !digits.bytes().all(|it| it.is_ascii_digit())
}

/// A number of a well-known plan as its value; what it does not know, [`read`] may.
#[inline]
pub(super) fn built(text: &[u8], country: Option<Country>) -> Option<Built> {
    fast::built(text, country)
}

pub(super) fn read(
    cell: &Cell<'_>,
    text: &str,
    country: Option<Country>,
    out: &mut String,
) -> Read {
    // A workbook may show a long number as 4.67E+10 and still hold every digit of it.
    let text = match cell.kind {
        CellKind::Number(stored) if !stored.contains(['.', '-']) => stored,
        _ => text,
    };
    if fast::read(text, country, out) {
        return Ok(Shape::Text);
    }
    read_rare(cell, text, country, out)
}

#[cold]
fn read_rare(cell: &Cell<'_>, text: &str, country: Option<Country>, out: &mut String) -> Read {
    let Some(typed) = Typed::new(text) else { return Err(fault(cell, text)) };
    let found = typed.international(country).or_else(|| typed.national(country));
    match found {
        Some(number) => out.push_str(&number),
        None if (5..=20).contains(&typed.digits.len()) => out.push_str(typed.number.trim()),
        None => return Err(fault(cell, text)),
    }
    if let Some(extension) = &typed.extension {
        out.push_str(" ext. ");
        out.push_str(extension);
    }
    Ok(Shape::Text)
}

fn fault(cell: &Cell<'_>, text: &str) -> Fault {
    let shown = cut(text, 40);
    let message = if super::was_rounded(cell) {
        format!(
            "«{shown}» is a number that Excel has shortened; its last digits are lost. Format the column as text in the original and export it again."
        )
    } else {
        format!(
            "«{shown}» is not a telephone number. Write it with its country, as +1 202 555 0123."
        )
    };
    Fault::new(IssueCode::BadPhone, message)
}

/// What [`read`] would say without the short way.
#[cfg(test)]
pub(super) fn read_by_the_long_way(text: &str, country: Option<Country>) -> Option<String> {
    let mut out = String::new();
    let cell = Cell { text, kind: CellKind::Text };
    read_rare(&cell, text, country, &mut out).ok().map(|_| out)
}

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;
