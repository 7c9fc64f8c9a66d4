//! A number as typed, and the ways to find its country.

use std::borrow::Cow;

use super::Country;
use super::parse::{Number, split_known};
use super::territory::Territory;
use super::typed::{ascii_digit, digits_of, split_extension};
use crate::unicode;

/// A number as typed, taken apart.
pub(super) struct Typed {
    /// The text without its extension.
    pub(super) number: String,
    /// It begins with a plus sign.
    plus: bool,
    pub(super) digits: String,
    pub(super) extension: Option<String>,
}

impl Typed {
    pub(super) fn new(text: &str) -> Option<Self> {
        // Full-width and other digits become ASCII; a `tel:` scheme and its kin are dropped.
        let alike = if text.is_ascii() { Cow::Borrowed(text) } else { unicode::nfkc(text).into() };
        let text: String = alike.chars().filter_map(ascii_digit).collect();
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
    pub(super) fn international(&self, country: Option<Country>) -> Option<String> {
        if self.plus {
            // `+44 (0)20 …` shows the digit to dial at home; nobody dials it from abroad.
            let digits = if self.number.contains("(0)") {
                self.without_bracketed_zero()
            } else {
                self.digits.clone()
            };
            return parse_international(digits.strip_prefix("00").unwrap_or(&digits), is_possible);
        }
        let rest = self.after_prefix(country)?;
        parse_international(rest, |_, number| number.is_valid())
    }

    fn without_bracketed_zero(&self) -> String {
        digits_of(&self.number.replacen("(0)", "", 1)).unwrap_or_default()
    }

    /// What follows the international prefix (00, 011, 0011 …) that is dialled from the country.
    fn after_prefix(&self, country: Option<Country>) -> Option<&str> {
        let dialled = country.and_then(|it| it.territory()?.after_prefix(&self.digits));
        if let Some(rest) = dialled {
            return Some(rest).filter(|it| !it.starts_with('0'));
        }
        let usual = ["00", "011"].into_iter().find_map(|it| self.digits.strip_prefix(it));
        usual.filter(|it| {
            !it.starts_with('0') && (country.is_none() || self.digits.starts_with("00"))
        })
    }

    pub(super) fn national(&self, country: Option<Country>) -> Option<String> {
        let country = country.filter(|_| !self.plus && (4..=17).contains(&self.digits.len()))?;
        let territory = country.territory()?;
        let number = Number::at_home(territory, &self.digits);
        let number = number.filter(|it| it.code == territory.code);
        choose(territory, number, &self.digits, is_possible)
    }
}

fn parse_international(digits: &str, fits: impl Fn(&Territory, &Number) -> bool) -> Option<String> {
    let (main, national) = split_known(digits).filter(|_| (6..=17).contains(&digits.len()))?;
    let number = Number::abroad(digits);
    let territory = number.as_ref().and_then(Number::owner).unwrap_or(main);
    choose(territory, number, national, fits)
}

/// What the parser made of the digits if that is a number of the country, else the digits themselves, with
/// or without the trunk prefix: the parser takes a prefix off numbers that merely begin like it (8 800 …).
fn choose(
    territory: &Territory,
    number: Option<Number>,
    digits: &str,
    fits: impl Fn(&Territory, &Number) -> bool,
) -> Option<String> {
    if let Some(number) = number.as_ref().filter(|it| it.is_valid()) {
        return Some(number.e164());
    }
    let without_trunk = territory.trunk.and_then(|it| digits.strip_prefix(it));
    let mut own = [Some(digits), without_trunk].into_iter().flatten();
    if let Some(own) = own.find(|it| territory.is_usual(it)) {
        return Some(format!("+{}{own}", territory.code));
    }
    number.filter(|it| fits(territory, it)).map(|it| it.e164())
}

/// Whether the country has such numbers, or at least fixed or mobile ones of this length: areas are opened
/// faster than metadata follows, and invented numbers (555) are in every demo file.
fn is_possible(territory: &Territory, number: &Number) -> bool {
    territory.has_length(number.national.len()) || number.is_valid()
}
