//! What a column's cells are read as: the field's type with everything that was decided for the column.

use gangway_contract::{DateOrder, DecimalSign, FieldType};
use jiff::tz::TimeZone;

use super::decimal::Sort;
use super::picklist::Options;
use super::sign::Signs;
use super::user::Directory;
use super::{Built, Country, Fault, Read, Shape, trim};
use crate::table::{Cell, SimpleCell};

/// A field's type, ready to read cells.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Text,
    LongText,
    Email,
    Phone { country: Option<Country> },
    Url,
    Integer { sign: Option<DecimalSign> },
    Decimal { sort: Sort, sign: Option<DecimalSign> },
    Date { order: Option<DateOrder> },
    Datetime { order: Option<DateOrder>, zone: TimeZone },
    Boolean,
    Picklist(Options),
    MultiPicklist(Options),
    User(Directory),
    ExternalId,
}

/// What was decided for a column, or for the whole file.
pub(crate) struct Decided<'a> {
    pub(crate) order: Option<DateOrder>,
    pub(crate) sign: Option<DecimalSign>,
    pub(crate) country: Option<Country>,
    pub(crate) zone: &'a TimeZone,
    pub(crate) directory: &'a Directory,
}

impl Kind {
    pub(crate) fn new(field_type: FieldType, options: &[String], decided: &Decided<'_>) -> Self {
        let (order, sign) = (decided.order, decided.sign);
        match field_type {
            FieldType::Text => Self::Text,
            FieldType::LongText => Self::LongText,
            FieldType::Email => Self::Email,
            FieldType::Phone => Self::Phone { country: decided.country },
            FieldType::Url => Self::Url,
            FieldType::Integer => Self::Integer { sign },
            FieldType::Decimal => Self::Decimal { sort: Sort::Plain, sign },
            FieldType::Currency => Self::Decimal { sort: Sort::Currency, sign },
            FieldType::Percent => Self::Decimal { sort: Sort::Percent, sign },
            FieldType::Date => Self::Date { order },
            FieldType::Datetime => Self::Datetime { order, zone: decided.zone.clone() },
            FieldType::Boolean => Self::Boolean,
            FieldType::Picklist => Self::Picklist(Options::new(options)),
            FieldType::MultiPicklist => Self::MultiPicklist(Options::new(options)),
            FieldType::User => Self::User(decided.directory.clone()),
            FieldType::ExternalId => Self::ExternalId,
        }
    }

    /// Reads a cell; its value is appended to `out`. After a fault, `out` may hold a part of it.
    pub(crate) fn read(&self, cell: &Cell<'_>, out: &mut String) -> Read {
        let text = trim(cell.text);
        if text.is_empty() {
            return Ok(Shape::Blank);
        }
        if super::is_sheet_error(cell) {
            return Err(sheet_error(text));
        }
        match self {
            Self::Text => Ok(super::text::read_line(text, out)),
            Self::LongText => Ok(super::text::read_lines(text, out)),
            Self::Email => super::email::read(text, out),
            Self::Phone { country } => super::phone::read(cell, text, *country, out),
            Self::Url => super::url::read(text, out),
            Self::Integer { sign } => super::integer::read(cell, text, *sign, out),
            Self::Decimal { sort, sign } => super::decimal::read(cell, text, *sort, *sign, out),
            Self::Date { order } => super::date::read(cell, text, *order, out),
            Self::Datetime { order, zone } => super::datetime::read(cell, text, *order, zone, out),
            Self::Boolean => super::boolean::read(cell, text),
            Self::Picklist(options) => super::picklist::read(text, options, out),
            Self::MultiPicklist(options) => super::multi_picklist::read(text, options, out),
            Self::User(directory) => super::user::read(text, directory, out),
            Self::ExternalId => Ok(super::external_id::read(text, out)),
        }
    }

    /// Whether printable ASCII without blanks around it is its own value, so that nothing needs to be built.
    /// Where it says no, [`read`](Self::read) may still say so.
    #[inline]
    pub(crate) fn keeps(&self, cell: &SimpleCell<'_>) -> bool {
        let bytes = cell.bytes();
        let Some(first) = bytes.first() else { return false };
        // A spreadsheet's errors begin with it.
        let free = *first != b'#';
        let is_noted = || bytes.contains(&b'E') || super::begins_with_zeros(bytes);
        let signs = || cell.block().and_then(|it| Signs::new(it, bytes.len()));
        match self {
            Self::Text | Self::ExternalId => free && !(first.is_ascii_digit() && is_noted()),
            Self::LongText => free,
            Self::Email => signs().is_some_and(super::email::is_canonical),
            Self::Url => signs().is_some_and(|it| super::url::is_canonical(bytes, it)),
            Self::Integer { .. } => super::integer::is_canonical(bytes),
            Self::Date { .. } => super::date::iso(bytes).is_some(),
            Self::Picklist(options) => free && options.is_empty(),
            _ => false,
        }
    }

    /// What printable ASCII without blanks around it becomes, where that is short, certain and no note is due. Where it says
    /// nothing, [`read`](Self::read) may still say the same.
    #[inline]
    pub(crate) fn builds(&self, cell: &SimpleCell<'_>) -> Option<Built> {
        match self {
            Self::Phone { country } => super::phone::built(cell.bytes(), *country),
            Self::Date { order } => super::date::built(cell.bytes(), *order),
            _ => None,
        }
    }

    /// Whether a workbook's day is a value as it stands.
    #[inline]
    pub(crate) fn keeps_day(&self, day: &SimpleCell<'_>) -> bool {
        matches!(self, Self::Date { .. }) && super::date::iso(day.bytes()).is_some()
    }

    /// Whether the text itself is the value, so that a number rounded by a spreadsheet harms it, and dropped zeros do.
    pub(crate) fn keeps_digits(&self) -> bool {
        matches!(self, Self::Text | Self::Phone { .. } | Self::ExternalId)
    }
}

fn sheet_error(text: &str) -> Fault {
    let message = format!(
        "The cell holds the spreadsheet's error {text}. Correct its formula, or empty the cell."
    );
    Fault::new(gangway_contract::IssueCode::ErrorCell, message)
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use proptest::prelude::*;

    use super::super::{begins_with_zeros, was_rounded};
    use super::*;
    use crate::table::CellKind;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn what_is_kept_is_what_would_be_read(
            text in prop_oneof![
                "[!-~]([ -~]{0,20}[!-~])?",
                "#(N/A|REF!|[A-Z/0!]{0,6})",
                "[0-9]{1,3}[.,]?[0-9]{0,3}E\\+[0-9]{1,2}",
                "[a-z0-9._+-]{1,9}@[a-z0-9._@-]{1,9}",
                "[a-zA-Z0-9._+-]{1,9}@[a-zA-Z0-9.-]{1,12}",
                "((https?|HTTP|ftp)://)?[a-z0-9._-]{1,9}([/?#][ -~]{0,8}[!-~])?",
                "(https?://)?[a-zA-Z.-]{1,70}(/[!-~]{0,8})?",
                "[0-9]{4}-[0-9]{2}-[0-9]{2}",
                "[0-9]{1,20}",
                "0[0-9]{0,5}",
            ]
        ) {
            for kind in kinds() {
                let mut read = String::new();
                let cell = Cell { text: &text, kind: CellKind::Text };
                if kept(&kind, &text) {
                    prop_assert_eq!(kind.read(&cell, &mut read), Ok(Shape::Text), "{:?}", kind);
                    prop_assert_eq!(&read, &text, "{:?}", kind);
                    let is_noted = was_rounded(&cell) || begins_with_zeros(text.as_bytes());
                    prop_assert!(!kind.keeps_digits() || !is_noted, "{:?}", kind);
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8000))]
        #[test]
        fn what_is_built_is_what_would_be_read(
            text in prop_oneof![
                "[+]?[0-9]{1,3}[ .(-]?[0-9]{2,3}[ .)-]{0,2}[0-9]{2,4}[ -]?[0-9]{0,4}",
                "[+](1|33|44|46|49|31|41|45|48|34|91|61)[ (]?[0-9]{3}[ )]?[0-9]{4,8}( ext\\. [0-9]{1,4})?",
                "0[0-9]{8,11}",
                "[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}",
                "[0-9]{4}-[0-9]{2}-[0-9]{2}",
                "[!-~]([ -~]{0,20}[!-~])?",
            ],
            is_number: bool,
        ) {
            let orders = [None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst)];
            let countries = [None, crate::field::country("US"), crate::field::country("SE"), crate::field::country("DE")];
            let dates = orders.map(|order| Kind::Date { order });
            let phones = countries.map(|country| Kind::Phone { country });
            // A number that stands for itself is handed on as a text is.
            let number = is_number && text.len() <= 15 && text.bytes().all(|it| it.is_ascii_digit());
            let kind_of_cell = if number { CellKind::Number(&text) } else { CellKind::Text };
            let cell = Cell { text: &text, kind: kind_of_cell };
            for kind in dates.iter().chain(&phones) {
                let Some(built) = kind.builds(&SimpleCell { whole: &text, start: 0, end: text.len() }) else { continue };
                let mut read = String::new();
                prop_assert_eq!(kind.read(&cell, &mut read), Ok(Shape::Text), "{:?}", kind);
                prop_assert_eq!(&read, built.text(), "{:?}", kind);
                let is_noted = was_rounded(&cell) || (read.starts_with('0') && begins_with_zeros(text.as_bytes()));
                prop_assert!(!kind.keeps_digits() || !is_noted, "{:?}", kind);
            }
        }
    }

    #[test]
    fn usual_dates_and_numbers_are_built() {
        let built = |kind: Kind, text: &str| {
            let cell = SimpleCell { whole: text, start: 0, end: text.len() };
            kind.builds(&cell).map(|it| it.text().to_owned())
        };
        let date = |order| Kind::Date { order: Some(order) };
        assert_eq!(built(date(DateOrder::MonthFirst), "2/9/2024").as_deref(), Some("2024-02-09"));
        assert_eq!(built(date(DateOrder::DayFirst), "31.12.2024").as_deref(), Some("2024-12-31"));
        assert_eq!(built(date(DateOrder::DayFirst), "12/31/2024"), None);
        assert_eq!(built(Kind::Date { order: None }, "2/9/2024"), None);
        let phone = |country: &str| Kind::Phone { country: crate::field::country(country) };
        assert_eq!(built(phone(""), "+1 202 555 0123").as_deref(), Some("+12025550123"));
        assert_eq!(built(phone("US"), "(202) 555-0123").as_deref(), Some("+12025550123"));
        assert_eq!(built(phone(""), "(202) 555-0123"), None);
    }

    #[test]
    fn usual_values_are_kept() {
        let is_kept = |kind: Kind, text| assert!(kept(&kind, text), "{kind:?} {text}");
        is_kept(Kind::Text, "Smith & Sons");
        is_kept(Kind::Email, "anna.lee+crm@example-mail.co.uk");
        is_kept(Kind::Url, "https://www.example.com/About?a=B");
        is_kept(Kind::Integer { sign: None }, "1200");
        is_kept(Kind::Date { order: None }, "2024-02-29");
        is_kept(Kind::Text, "0");
        is_kept(Kind::ExternalId, "4711");
    }

    /// Whether the text is kept with other cells around it.
    fn kept(kind: &Kind, text: &str) -> bool {
        let whole = format!("before,{text},{}", "behind,".repeat(12));
        kind.keeps(&SimpleCell { whole: &whole, start: 7, end: 7 + text.len() })
    }

    fn kinds() -> Vec<Kind> {
        vec![
            Kind::Text,
            Kind::LongText,
            Kind::Email,
            Kind::Phone { country: None },
            Kind::Url,
            Kind::Integer { sign: None },
            Kind::Decimal { sort: Sort::Plain, sign: None },
            Kind::Date { order: None },
            Kind::Datetime { order: None, zone: TimeZone::UTC },
            Kind::Boolean,
            Kind::Picklist(Options::new(&[])),
            Kind::Picklist(Options::new(&["Hot".into()])),
            Kind::MultiPicklist(Options::new(&[])),
            Kind::ExternalId,
        ]
    }
}
