//! What the values of a column say about the field that its header names.

use gangway_contract::{Field, FieldType, Module};

use super::header::Header;
use crate::field::{Kind, Shape, date, name, trim};
use crate::table::{Cell, CellKind, OwnedCell};

/// The values of one column of the sample.
pub(super) struct Column<'a> {
    cells: Vec<Cell<'a>>,
}

impl<'a> Column<'a> {
    pub(super) fn new(head: &'a [Vec<OwnedCell>], at: usize) -> Self {
        let cells = head.iter().filter_map(|row| row.get(at)).map(OwnedCell::as_cell);
        Self { cells: cells.filter(|it| !trim(it.text).is_empty()).collect() }
    }

    /// How many of a hundred values are so.
    fn share(&self, is_so: impl Fn(&Cell<'_>) -> bool) -> i32 {
        let count = self.cells.iter().filter(|it| is_so(it)).count();
        i32::try_from(count * 100 / self.cells.len().max(1)).unwrap_or(0)
    }
}

/// The scores of a header, corrected by the values. A column without values says nothing.
pub(super) fn weigh(
    module: &Module,
    mut scores: Vec<i32>,
    column: &Column<'_>,
    header: &Header,
    nameless: bool,
) -> Vec<i32> {
    if column.cells.is_empty() {
        return scores;
    }
    let place = |id: &str| module.fields.iter().position(|it| it.id.as_str() == id);
    // `URL` alone does not say whose; the addresses do.
    if let (Some(website), Some(linkedin)) = (place("website"), place("linkedin_url"))
        && column.share(is_linkedin) >= 50
    {
        let score = scores.get(website).copied().unwrap_or(0);
        scores.iter_mut().skip(linkedin).take(1).for_each(|it| *it = (*it).max(score));
    }
    // `Titel` is a position in one language and "Dr." in another.
    if let (Some(title), Some(salutation)) = (place("title"), place("salutation"))
        && column.share(is_salutation) >= 90
    {
        let score = scores.get(title).copied().unwrap_or(0);
        scores.iter_mut().skip(salutation).take(1).for_each(|it| *it = (*it).max(score));
    }
    for (score, field) in scores.iter_mut().zip(&module.fields).filter(|(score, _)| **score > 0) {
        *score = (*score + verdict(field, column)).clamp(0, 100);
    }
    // A column that nobody named may still hold nothing but addresses.
    if header.is_blank() {
        let score = if nameless { 80 } else { 72 };
        let named =
            scores.iter_mut().zip(&module.fields).filter(|(_, field)| field.id.as_str() == "email");
        named
            .filter(|_| column.cells.len() >= 2 && column.share(is_email) >= 90)
            .for_each(|(it, _)| *it = score);
    }
    scores
}

fn verdict(field: &Field, column: &Column<'_>) -> i32 {
    match field.id.as_str() {
        "salutation" => return if column.share(is_salutation) >= 70 { 15 } else { -25 },
        "title" if column.share(is_salutation) >= 90 => return -40,
        "linkedin_url" if column.share(is_linkedin) >= 50 => return 20,
        "website" if column.share(is_linkedin) >= 50 => return -50,
        "first_name" | "last_name" | "full_name" | "company" => {
            let strange =
                column.share(|it| is_email(it) || is_number(it) || it.text.contains("://"));
            return if strange >= 50 { -50 } else { 0 };
        }
        _ => {}
    }
    let Some(valid) = valid_share(field.field_type, column) else { return 0 };
    match valid {
        0 if column.cells.len() >= 2 => -40,
        0..=49 => -12,
        90.. => 4,
        _ => 0,
    }
}

/// How many of a hundred values have the form of the type; none if every text has.
fn valid_share(field_type: FieldType, column: &Column<'_>) -> Option<i32> {
    match field_type {
        FieldType::Email => Some(column.share(is_email)),
        FieldType::Phone => Some(column.share(is_phone)),
        FieldType::Url => {
            Some(column.share(|it| it.text.contains('.') || it.text.contains("linkedin")))
        }
        FieldType::Date | FieldType::Datetime => Some(column.share(is_date)),
        _ => None,
    }
}

fn is_email(cell: &Cell<'_>) -> bool {
    Kind::Email.read(cell, &mut String::new()) == Ok(Shape::Text)
}

/// Digits and what people put between them; judged without a country.
fn is_phone(cell: &Cell<'_>) -> bool {
    let digits = cell.text.bytes().filter(u8::is_ascii_digit).count();
    let letters = cell.text.chars().filter(|it| it.is_alphabetic()).count();
    let other = cell.text.chars().any(|it| it.is_numeric() && !it.is_ascii());
    (5..=20).contains(&digits) && letters <= digits && !cell.text.contains('@') || other
}

fn is_number(cell: &Cell<'_>) -> bool {
    let text = trim(cell.text);
    text.chars().any(|it| it.is_ascii_digit()) && !text.chars().any(char::is_alphabetic)
}

fn is_date(cell: &Cell<'_>) -> bool {
    matches!(cell.kind, CellKind::Date(_) | CellKind::Datetime(_))
        || date::parts(date::split_time(trim(cell.text)).0).is_some()
}

fn is_salutation(cell: &Cell<'_>) -> bool {
    name::is_salutation(trim(cell.text))
}

fn is_linkedin(cell: &Cell<'_>) -> bool {
    cell.text.to_ascii_lowercase().contains("linkedin.com")
}
