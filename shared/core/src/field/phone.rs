//! Telephone numbers: E.164 where the country can be told, else the text as typed, which is *weak*: two weak
//! numbers that look alike may belong to two countries, so they never make a match key.

use std::str::FromStr as _;

use gangway_contract::IssueCode;
use phonenumber::metadata::{DATABASE, Descriptor};
use phonenumber::{Metadata, Mode, PhoneNumber};
use unicode_normalization::UnicodeNormalization;

use super::phone_typed::{ascii_digit, digits_of, split_extension};
use super::{Fault, Read, Shape, cut, phone_fast};
use crate::table::{Cell, CellKind};

/// The country of numbers without one.
pub(crate) type Country = phonenumber::country::Id;

/// A country by its ISO 3166 code.
pub(crate) fn country(code: &str) -> Option<Country> {
    Country::from_str(&code.to_ascii_uppercase()).ok()
}

/// Whether a stored number is only as typed.
pub(crate) fn is_weak(phone: &str) -> bool {
    let number = phone.split(" ext. ").next().unwrap_or_default();
    let digits = number.strip_prefix('+').unwrap_or_default();
    !(6..=15).contains(&digits.len()) || !digits.bytes().all(|it| it.is_ascii_digit())
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
    if phone_fast::read(text, country, out) {
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

/// A number as typed, taken apart.
struct Typed {
    /// The text without its extension.
    number: String,
    /// It begins with a plus sign.
    plus: bool,
    digits: String,
    extension: Option<String>,
}

impl Typed {
    fn new(text: &str) -> Option<Self> {
        // Full-width and other digits become ASCII; a `tel:` scheme and its kin are dropped.
        let text: String = text.nfkc().filter_map(ascii_digit).collect();
        let text = text.trim().trim_start_matches("tel:").trim_start_matches("Tel:");
        let text =
            text.trim_matches(|it: char| matches!(it, '\'' | '"' | '.' | ',' | ';' | ' ' | '='));
        if text.len() > 60 || text.contains("E+") {
            return None;
        }
        let (number, extension) = split_extension(text);
        let number = number.trim_end().to_owned();
        let digits = digits_of(&number)?;
        Some(Self {
            plus: number.starts_with(['+', '(']) && number.trim_start_matches('(').starts_with('+'),
            number,
            digits,
            extension,
        })
    }

    /// With a plus sign, or with the prefix that is dialled instead of it.
    fn international(&self, country: Option<Country>) -> Option<String> {
        if self.plus {
            // `+44 (0)20 …` shows the digit to dial at home; nobody dials it from abroad.
            let digits = if self.number.contains("(0)") {
                self.without_bracketed_zero()
            } else {
                self.digits.clone()
            };
            return parse_international(digits.strip_prefix("00").unwrap_or(&digits), possible);
        }
        let rest = self.after_prefix(country)?;
        parse_international(rest, |_, number| number.is_valid())
    }

    fn without_bracketed_zero(&self) -> String {
        digits_of(&self.number.replacen("(0)", "", 1)).unwrap_or_default()
    }

    /// What follows the international prefix (00, 011, 0011 …) that is dialled from the country.
    fn after_prefix(&self, country: Option<Country>) -> Option<&str> {
        let metadata = country.and_then(|it| DATABASE.by_id(it.as_ref()));
        let dialled = metadata.and_then(|it| it.international_prefix()?.find(&self.digits));
        if let Some(found) = dialled.filter(|it| it.start() == 0) {
            return self.digits.get(found.end()..).filter(|it| !it.starts_with('0'));
        }
        let usual = ["00", "011"].into_iter().find_map(|it| self.digits.strip_prefix(it));
        usual.filter(|it| {
            !it.starts_with('0') && (country.is_none() || self.digits.starts_with("00"))
        })
    }

    fn national(&self, country: Option<Country>) -> Option<String> {
        let country = country.filter(|_| !self.plus && (4..=17).contains(&self.digits.len()))?;
        let metadata = DATABASE.by_id(country.as_ref())?;
        let number = phonenumber::parse(Some(country), &self.digits).ok();
        let number = number.filter(|it| it.code().value() == metadata.country_code());
        choose(metadata, number, &self.digits, possible)
    }
}

fn parse_international(
    digits: &str,
    fits: impl Fn(&Metadata, &PhoneNumber) -> bool,
) -> Option<String> {
    if !(6..=17).contains(&digits.len()) {
        return None;
    }
    // No code begins another, so one length at most is known.
    let code = (1..=3).find_map(|length| {
        let code: u16 = digits.get(..length)?.parse().ok()?;
        let metadata = DATABASE.by_code(&code)?;
        metadata.into_iter().next().map(|it| (length, it))
    });
    let (length, main) = code?;
    let number = phonenumber::parse(None, format!("+{digits}")).ok();
    let metadata = number.as_ref().and_then(|it| it.metadata(&DATABASE)).unwrap_or(main);
    choose(metadata, number, digits.get(length..)?, fits)
}

/// What the parser made of the digits if that is a number of the country, else the digits themselves, with
/// or without the trunk prefix: the parser takes a prefix off numbers that merely begin like it (8 800 …).
fn choose(
    metadata: &Metadata,
    number: Option<PhoneNumber>,
    digits: &str,
    fits: impl Fn(&Metadata, &PhoneNumber) -> bool,
) -> Option<String> {
    let e164 = |number: PhoneNumber| number.format().mode(Mode::E164).to_string();
    if let Some(number) = number.clone().filter(PhoneNumber::is_valid) {
        return Some(e164(number));
    }
    let without_trunk = metadata.national_prefix().and_then(|it| digits.strip_prefix(it));
    let mut own = [Some(digits), without_trunk].into_iter().flatten();
    if let Some(own) = own.find(|it| is_own(metadata, it)) {
        return Some(format!("+{}{own}", metadata.country_code()));
    }
    number.filter(|it| fits(metadata, it)).map(e164)
}

/// Whether the country has exactly such numbers, of one kind or another.
fn is_own(metadata: &Metadata, digits: &str) -> bool {
    let descriptors = metadata.descriptors();
    let kinds = [
        descriptors.fixed_line(),
        descriptors.mobile(),
        descriptors.toll_free(),
        descriptors.premium_rate(),
        descriptors.shared_cost(),
        descriptors.voip(),
        descriptors.uan(),
    ];
    kinds.into_iter().flatten().any(|it| it.is_match(digits))
}

/// Whether the country has such numbers, or at least fixed or mobile ones of this length: areas are opened
/// faster than metadata follows, and invented numbers (555) are in every demo file.
fn possible(metadata: &Metadata, number: &PhoneNumber) -> bool {
    let length = number.national().to_string().len();
    let descriptors = metadata.descriptors();
    let usual = [descriptors.fixed_line(), descriptors.mobile()];
    let mut lengths = usual.into_iter().flatten().flat_map(Descriptor::possible_length);
    lengths.any(|it| usize::from(*it) == length) || number.is_valid()
}

/// What [`read`] would say without the short way.
#[cfg(test)]
pub(super) fn read_by_the_long_way(text: &str, country: Option<Country>) -> Option<String> {
    let mut out = String::new();
    let cell = Cell { text, kind: CellKind::Text };
    read_rare(&cell, text, country, &mut out).ok().map(|_| out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Kind;
    use super::super::testing::{value_of, value_of_cell};
    use super::*;

    #[test]
    fn numbers_become_e164_where_the_country_can_be_told() {
        for (text, country, value) in [
            ("(202) 555-0123", Some("US"), "+12025550123"),
            ("+1 (202) 555-0123", None, "+12025550123"),
            ("011 49 30 901820", Some("US"), "+4930901820"),
            ("0049 30 901820", Some("SE"), "+4930901820"),
            ("+44 (0)20 7946 0958", None, "+442079460958"),
            ("070-111 22 33", Some("SE"), "+46701112233"),
            ("06 12 34 56 78", Some("FR"), "+33612345678"),
            ("tel:+1-202-555-0123", None, "+12025550123"),
            ("+1 202 555 0123 ext. 12", None, "+12025550123 ext. 12"),
            ("202-555-0123 x99", Some("US"), "+12025550123 ext. 99"),
            ("1-800-FLOWERS", Some("US"), "+18003569377"),
            ("＋４６ ７０ １１１ ２２ ３３", None, "+46701112233"),
            ("+971 50 123 4567", None, "+971501234567"),
        ] {
            assert_eq!(phone(text, country), Ok(value.into()), "{text}");
        }
    }

    #[test]
    fn a_number_of_an_unknown_country_stays_as_typed_and_is_weak() {
        assert_eq!(phone("070-111 22 33", None), Ok("070-111 22 33".into()));
        assert_eq!(phone("555-7001", Some("US")), Ok("555-7001".into()));
        assert!(is_weak("070-111 22 33") && is_weak("+1 555 0199"));
        assert!(!is_weak("+46701112233") && !is_weak("+46701112233 ext. 7"));
    }

    #[test]
    fn what_nobody_can_dial_is_an_issue() {
        for text in
            ["call me", "12", "raj@agency.in / 9876501234", "4.67012E+11", "n/a", "home 555 1234"]
        {
            assert_eq!(phone(text, Some("US")), Err(IssueCode::BadPhone), "{text}");
        }
    }

    #[test]
    fn a_workbooks_number_keeps_every_digit() {
        let cell = Cell { text: "4.67012E+10", kind: CellKind::Number("46701112233") };
        assert_eq!(value_of_cell(&Kind::Phone { country: None }, cell), Ok("46701112233".into()));
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in "[+0-9()a-z#;=. /\\PC]{0,40}") {
            let _ = phone(&text, Some("DE"));
            let _ = phone(&text, None);
        }

        #[test]
        fn reading_a_value_again_changes_nothing(text in "\\+?[0-9 ()-]{4,18}( x[0-9]{1,4})?") {
            if let Ok(value) = phone(&text, Some("SE")) {
                prop_assert_eq!(phone(&value, Some("SE")), Ok(value));
            }
        }
    }

    fn phone(text: &str, code: Option<&str>) -> Result<String, IssueCode> {
        value_of(&Kind::Phone { country: code.and_then(country) }, text)
    }
}
