//! Whole numbers: grouping is understood, a fraction other than zero is not.

use gangway_contract::{DecimalSign, IssueCode};

use super::decimal::{self, Sort};
use super::{Fault, Read, Shape, cut};
use crate::table::{Cell, CellKind};

pub(super) fn read(
    cell: &Cell<'_>,
    text: &str,
    sign: Option<DecimalSign>,
    out: &mut String,
) -> Read {
    if cell.kind == CellKind::Text && is_canonical(text.as_bytes()) {
        out.push_str(text);
        return Ok(Shape::Text);
    }
    let start = out.len();
    // Read as money: a single separator before three digits can only group, whichever it is.
    let read = decimal::read(cell, text, Sort::Currency, sign, out);
    let whole = read.is_ok() && !out.get(start..).unwrap_or_default().contains('.');
    let unit = text.contains(|it: char| it.is_alphabetic() && !matches!(it, 'e' | 'E'))
        || text.contains(['$', '€', '£']);
    if whole && !unit { Ok(Shape::Text) } else { Err(fault(text)) }
}

/// Whether these are digits that stand for themselves.
pub(super) fn is_canonical(text: &[u8]) -> bool {
    let fits = text.len() <= 18 && text.first().is_some_and(|it| (b'1'..=b'9').contains(it));
    fits && text.iter().all(u8::is_ascii_digit)
}

fn fault(text: &str) -> Fault {
    let message = format!("«{}» is not a whole number. Write it as 1234.", cut(text, 40));
    Fault::new(IssueCode::BadInteger, message)
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, testing::value_of};
    use super::*;

    #[test]
    fn whole_numbers_may_be_grouped() {
        for (text, value) in [
            ("42", "42"),
            ("1,234", "1234"),
            ("1.234", "1234"),
            ("12.0", "12"),
            ("-7", "-7"),
            ("007", "7"),
        ] {
            assert_eq!(value_of(&Kind::Integer { sign: None }, text), Ok(value.into()), "{text}");
        }
    }

    #[test]
    fn a_fraction_or_a_range_is_an_issue() {
        for text in ["1.5", "51-200", "about 5", "$5", "10k"] {
            let value = value_of(&Kind::Integer { sign: None }, text);
            assert_eq!(value, Err(IssueCode::BadInteger), "{text}");
        }
    }
}
