//! Decimal numbers, amounts of money and percentages, exact to the last digit: texts, never floats.
//!
//! The canonical form has a point, no grouping, no plus sign and no superfluous zeros: `-1234.5`.

use gangway_contract::{DecimalSign, IssueCode};

use super::{Fault, Read, Shape, cut};
use crate::table::{Cell, CellKind};

/// Digits that are taken at most, so that nobody stores a novel in a number.
const MOST_DIGITS: usize = 38;

/// What a number is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// A number alone.
    Plain,
    /// With a currency's sign or code around it. One separator before exactly three digits groups them:
    /// money does not have three decimals.
    Currency,
    /// With a percent sign after it: `12.5 %` is 12.5.
    Percent,
}

pub(super) fn read(
    cell: &Cell<'_>,
    text: &str,
    sort: Sort,
    sign: Option<DecimalSign>,
    out: &mut String,
) -> Read {
    if let CellKind::Number(stored) = cell.kind {
        return read_stored(text, stored, sort, out);
    }
    let (digits, exponent) = split_exponent(text);
    let Some((negative, body)) = strip_signs(digits, sort) else { return Err(fault(text)) };
    let point = match decimal_at(body, sign, sort) {
        Ok(it) => it,
        Err(Unclear::NoNumber) => return Err(fault(text)),
        Err(Unclear::Sign) => return Err(unclear(text)),
    };
    if !is_grouped(point.map_or(body, |at| &body[..at])) {
        return Err(fault(text));
    }
    write(negative, body, point, exponent, out).ok_or_else(|| fault(text))
}

/// A workbook's number is exact as it is stored; a share is stored as 0.125 and shown as 12.5 %.
fn read_stored(text: &str, stored: &str, sort: Sort, out: &mut String) -> Read {
    let (digits, exponent) = split_exponent(stored);
    let (negative, body) = digits.strip_prefix('-').map_or((false, digits), |it| (true, it));
    let shift = if sort == Sort::Percent && text.ends_with('%') { 2 } else { 0 };
    write(negative, body, body.find('.'), exponent + shift, out).ok_or_else(|| fault(text))
}

fn fault(text: &str) -> Fault {
    let message = format!("«{}» is not a number. Write it as 1234.50.", cut(text, 40));
    Fault::new(IssueCode::BadDecimal, message)
}

fn unclear(text: &str) -> Fault {
    let message = format!(
        "«{}» can be read in two ways, with the sign as the decimal sign or between thousands. Choose the decimal sign of this column.",
        cut(text, 40)
    );
    Fault::new(IssueCode::BadDecimal, message)
}

/// `1.5E+3` → `1.5` and 3.
fn split_exponent(text: &str) -> (&str, i32) {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return (text, 0) };
    match exponent.parse::<i32>() {
        Ok(it) if it.abs() <= 40 && mantissa.ends_with(|it: char| it.is_ascii_digit()) => {
            (mantissa, it)
        }
        _ => (text, 0),
    }
}

/// Takes what stands around a number away: sign, brackets, currency, percent. None if something else does.
pub(crate) fn strip_signs(text: &str, sort: Sort) -> Option<(bool, &str)> {
    let inner = text.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
    let (sign, rest) = strip_sign(strip_unit(inner.map_or(text, str::trim), sort));
    // Either way round: `-$5` and `$-5`.
    let (after_unit, mut text) = if sign.is_some() {
        (None, strip_unit(rest, sort))
    } else {
        strip_sign(strip_unit(rest, sort))
    };
    let mut negative = sign.or(after_unit).unwrap_or(false) || inner.is_some();
    // Some systems write the sign behind: `12.50-`.
    if let Some(rest) = text.strip_suffix('-') {
        negative = true;
        text = rest.trim_end_matches(is_gap);
    }
    let fits = |it: char| it.is_ascii_digit() || matches!(it, '.' | ',') || is_gap(it);
    let whole = text.starts_with(|it: char| it.is_ascii_digit() || matches!(it, '.' | ','))
        && text.ends_with(|it: char| it.is_ascii_digit() || matches!(it, '.' | ','))
        && text.contains(|it: char| it.is_ascii_digit())
        && text.chars().all(fits);
    whole.then_some((negative, text))
}

/// Whether a minus or a plus leads the number.
fn strip_sign(text: &str) -> (Option<bool>, &str) {
    let text = text.trim_start_matches(is_gap);
    match (text.strip_prefix(['-', '\u{2212}', '\u{2013}']), text.strip_prefix('+')) {
        (Some(rest), _) => (Some(true), rest),
        (_, Some(rest)) => (Some(false), rest),
        (None, None) => (None, text),
    }
}

/// The currency's sign or code, or the percent sign, where the sort allows one.
fn strip_unit(text: &str, sort: Sort) -> &str {
    let text = text.trim_matches(is_gap);
    match sort {
        Sort::Plain => text,
        Sort::Percent => {
            text.strip_suffix(['%', '٪', '％']).unwrap_or(text).trim_end_matches(is_gap)
        }
        Sort::Currency => {
            let digit = |it: char| it.is_ascii_digit();
            let Some(first) = text.find(digit) else { return text };
            let Some(last) = text.rfind(digit) else { return text };
            let (before, after) = (&text[..first], &text[last + 1..]);
            let start = if is_currency(before) { first } else { 0 };
            let after_unit = after.trim_start_matches(['.', ',']);
            let end = if is_currency(after_unit) { last + 1 } else { text.len() };
            // A sign may stand between the currency and the number: `$-5`.
            let sign = before.rfind(['-', '+']).filter(|_| start > 0);
            text.get(sign.unwrap_or(start)..end).unwrap_or(text)
        }
    }
}

/// `$`, `US$`, `EUR`, `kr`, `zł`, `Rs.`: up to four letters or signs of money.
fn is_currency(unit: &str) -> bool {
    let unit = unit.trim_matches(|it| is_gap(it) || matches!(it, '-' | '+' | '.'));
    let count = unit.chars().count();
    let money = |it: char| {
        matches!(it, '$' | '£' | '¥' | '¢' | '￥' | '＄' | '￡' | '\u{20a0}'..='\u{20cf}')
    };
    (1..=4).contains(&count)
        && unit.chars().all(|it| it.is_alphabetic() || money(it))
        && !unit.eq_ignore_ascii_case("e")
}

/// What may stand between groups of three digits beside point and comma.
fn is_gap(it: char) -> bool {
    it.is_whitespace() || matches!(it, '\'' | '’' | '_' | '\u{202f}')
}

enum Unclear {
    NoNumber,
    Sign,
}

/// Where the decimal sign is, if there is one.
fn decimal_at(body: &str, sign: Option<DecimalSign>, sort: Sort) -> Result<Option<usize>, Unclear> {
    match (sign, evidence(body)) {
        (Some(sign), _) => {
            let sign = char_of(sign);
            let mut found = body.match_indices(sign).map(|(at, _)| at);
            let at = found.next();
            if found.next().is_some() { Err(Unclear::NoNumber) } else { Ok(at) }
        }
        (None, Evidence::None | Evidence::Grouped(_)) => Ok(None),
        (None, Evidence::Decimal(sign)) => Ok(body.rfind(char_of(sign))),
        (None, Evidence::Either(_)) if sort == Sort::Currency => Ok(None),
        (None, Evidence::Either(_)) => Err(Unclear::Sign),
    }
}

fn char_of(sign: DecimalSign) -> char {
    match sign {
        DecimalSign::Point => '.',
        DecimalSign::Comma => ',',
    }
}

/// What one number says about the decimal sign of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// It has neither point nor comma.
    None,
    /// This is the decimal sign.
    Decimal(DecimalSign),
    /// This sign stands between groups, so the other one is the decimal sign.
    Grouped(DecimalSign),
    /// `1,234`: this sign, and it can be either.
    Either(DecimalSign),
}

/// Looks at the digits and signs of one number.
pub(crate) fn evidence(body: &str) -> Evidence {
    let count = |it| body.matches(it).count();
    let (points, commas) = (count('.'), count(','));
    let sign =
        if body.rfind('.') > body.rfind(',') { DecimalSign::Point } else { DecimalSign::Comma };
    match (points, commas) {
        (0, 0) => Evidence::None,
        (0, 1) | (1, 0) => alone(body, sign),
        (0, _) | (_, 0) => Evidence::Grouped(sign),
        // `1,234.50`: the last one is the decimal sign.
        _ => Evidence::Decimal(sign),
    }
}

/// A single sign groups only before exactly three digits and after one to three that do not start with 0.
fn alone(body: &str, sign: DecimalSign) -> Evidence {
    let (whole, fraction) = body.split_once(char_of(sign)).unwrap_or((body, ""));
    let groups = fraction.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    // Another mark already groups: `1 234,500`.
    if groups { Evidence::Either(sign) } else { Evidence::Decimal(sign) }
}

/// Whether the whole part is in groups that somebody writes: `1,234,567`, `12,34,567`, `1 234`.
fn is_grouped(whole: &str) -> bool {
    let is_mark = |it: char| !it.is_ascii_digit();
    if !whole.contains(is_mark) {
        return true;
    }
    let mut groups = whole.split(is_mark);
    let first = groups.next().map_or(0, str::len);
    let rest: (usize, bool) =
        groups.fold((3, true), |(_, fits), it| (it.len(), fits && matches!(it.len(), 2..=4)));
    (1..=4).contains(&first) && rest.1 && matches!(rest.0, 3 | 4)
}

/// Writes the canonical form of digits with a point at `point`, times ten to the `exponent`.
fn write(
    negative: bool,
    body: &str,
    point: Option<usize>,
    exponent: i32,
    out: &mut String,
) -> Option<Shape> {
    let digits = |it: &str| it.bytes().filter(u8::is_ascii_digit).count();
    let (whole, fraction) = body.split_at(point.unwrap_or(body.len()));
    let count = digits(whole) + digits(fraction);
    // How many digits stand before the point, once the exponent has moved it.
    let before = i32::try_from(digits(whole)).ok()?.checked_add(exponent)?;
    if count == 0 || count > MOST_DIGITS || !(-40..=40).contains(&before) {
        return None;
    }
    let all = || whole.bytes().chain(fraction.bytes()).filter(u8::is_ascii_digit);
    let last = all().rposition_nonzero();
    let start = out.len();
    if negative && last.is_some() {
        out.push('-');
    }
    let head = out.len();
    let mut place = before;
    if before <= 0 {
        out.push_str("0.");
        (before..0).for_each(|_| out.push('0'));
    }
    for (index, digit) in all().enumerate() {
        let nothing_follows = last.is_none_or(|last| index > last);
        if place == 0 && before > 0 && !nothing_follows {
            out.push('.');
        }
        let leading = digit == b'0' && out.len() == head && place > 1;
        if !leading && (place > 0 || !nothing_follows) {
            out.push(char::from(digit));
        }
        place -= 1;
    }
    (0..place).for_each(|_| out.push('0'));
    if last.is_none() {
        out.truncate(start);
        out.push('0');
    }
    Some(Shape::Text)
}

trait LastNonzero {
    fn rposition_nonzero(self) -> Option<usize>;
}

impl<I: Iterator<Item = u8>> LastNonzero for I {
    fn rposition_nonzero(self) -> Option<usize> {
        self.enumerate().filter(|(_, digit)| *digit != b'0').map(|(at, _)| at).last()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::super::testing::{value_of, value_of_cell};
    use super::*;

    #[test]
    fn numbers_are_exact_in_either_notation() {
        for (text, sign, value) in [
            ("1,234.50", None, "1234.5"),
            ("1.234,50", None, "1234.5"),
            ("1 234,5", None, "1234.5"),
            ("1'234'567.89", None, "1234567.89"),
            ("12,34,567.00", None, "1234567"),
            ("-0.00", None, "0"),
            (".5", None, "0.5"),
            ("007.10", None, "7.1"),
            ("1.5E+3", None, "1500"),
            ("25e-4", None, "0.0025"),
            ("(12.50)", None, "-12.5"),
            ("12.50-", None, "-12.5"),
            ("1.234", Some(DecimalSign::Point), "1.234"),
            ("1.234", Some(DecimalSign::Comma), "1234"),
            ("100", None, "100"),
            ("0.10000000000000000000000000001", None, "0.10000000000000000000000000001"),
        ] {
            assert_eq!(plain(text, sign), Ok(value.into()), "{text}");
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_not_guessed() {
        assert_eq!(plain("1,234", None), Err(IssueCode::BadDecimal));
        assert_eq!(currency("$1,234"), Ok("1234".into()));
    }

    #[test]
    fn money_comes_with_its_sign_or_code() {
        for (text, value) in [
            ("$1,234.50", "1234.5"),
            ("EUR 12", "12"),
            ("12,50 €", "12.5"),
            ("-$5", "-5"),
            ("$-5", "-5"),
            ("US$ 10", "10"),
            ("1 200 kr", "1200"),
            ("Rs. 500", "500"),
        ] {
            assert_eq!(currency(text), Ok(value.into()), "{text}");
        }
    }

    #[test]
    fn a_share_is_what_is_shown() {
        let percent = Kind::Decimal { sort: Sort::Percent, sign: None };
        assert_eq!(value_of(&percent, "12.5 %"), Ok("12.5".into()));
        let cell = Cell { text: "12.50%", kind: CellKind::Number("0.125") };
        assert_eq!(value_of_cell(&percent, cell), Ok("12.5".into()));
    }

    #[test]
    fn what_is_no_number_is_an_issue() {
        for text in ["abc", "12a", "1,2,3", "1.2.3.4", "--5", "1,234,56", "$5", "5-5", "1e999"] {
            assert_eq!(plain(text, None), Err(IssueCode::BadDecimal), "{text}");
        }
    }

    fn plain(text: &str, sign: Option<DecimalSign>) -> Result<String, IssueCode> {
        value_of(&Kind::Decimal { sort: Sort::Plain, sign }, text)
    }

    fn currency(text: &str) -> Result<String, IssueCode> {
        value_of(&Kind::Decimal { sort: Sort::Currency, sign: None }, text)
    }
}
