//! The plain decimal of a stored number. Excel keeps 15 significant digits; what lies beyond is the noise of
//! binary fractions (`0.30000000000000004`).

use std::fmt::Write;

/// Below this, every whole number has at most 15 digits.
const FIFTEEN_DIGITS: f64 = 1e15;

/// Appends a binary number as [`canonical`] does its shortest decimal.
pub(super) fn plain(value: f64, into: &mut String) {
    if value.abs() < FIFTEEN_DIGITS && value.fract() == 0.0 {
        #[expect(clippy::cast_possible_truncation, reason = "it is whole and far below 2^53")]
        let whole = value as i64;
        into.push_str(itoa::Buffer::new().format(whole));
        return;
    }
    let start = into.len();
    // Writing to a string cannot fail.
    let _never = write!(into, "{value}");
    let digits = into.get(start..).unwrap_or_default().bytes().filter(u8::is_ascii_digit);
    if digits.skip_while(|it| *it == b'0').count() > 15 || !value.is_finite() {
        into.truncate(start);
        canonical(&value.to_string(), into);
    }
}

/// Appends the number without an exponent. Whole numbers written with more digits keep them all.
pub(super) fn canonical(raw: &str, into: &mut String) {
    let raw = raw.trim();
    let digits = raw.strip_prefix('-').unwrap_or(raw);
    let whole = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
    if whole {
        let trimmed = digits.trim_start_matches('0');
        if digits.len() < raw.len() && !trimmed.is_empty() {
            into.push('-');
        }
        into.push_str(if trimmed.is_empty() { "0" } else { trimmed });
        return;
    }
    match raw.parse::<f64>().ok().and_then(Decimal::new) {
        Some(it) => it.push_plain(into),
        None => into.push_str(raw),
    }
}

/// 0.d₁d₂d₃… × 10^point, at most 15 digits, none of them a trailing zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    pub(super) negative: bool,
    digits: Vec<u8>,
    point: i32,
}

impl Decimal {
    /// Of a number that is finite.
    pub(super) fn new(value: f64) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        let text = format!("{:.14e}", value.abs());
        let (mantissa, exponent) = text.split_once('e')?;
        let mut digits: Vec<u8> =
            mantissa.bytes().filter(u8::is_ascii_digit).map(|it| it - b'0').collect();
        while digits.last() == Some(&0) {
            digits.pop();
        }
        let point = exponent.parse::<i32>().ok()? + 1;
        let zero = digits.is_empty();
        Some(Self { negative: value < 0.0 && !zero, point: if zero { 0 } else { point }, digits })
    }

    /// Times a power of ten.
    pub(super) fn shift(mut self, by: i32) -> Self {
        if !self.digits.is_empty() {
            self.point += by;
        }
        self
    }

    /// Rounded half away from zero to so many places: the digits before and after the point.
    pub(super) fn rounded(mut self, places: usize) -> (bool, String, String) {
        let keep = self.point + i32::try_from(places).unwrap_or(i32::MAX / 2);
        match usize::try_from(keep) {
            Err(_) => self.digits.clear(),
            Ok(keep) if keep < self.digits.len() => self.round_at(keep),
            Ok(_) => {}
        }
        let (whole, fraction) = self.split();
        let nothing = self.digits.is_empty();
        let mut fraction = fraction;
        while fraction.len() < places {
            fraction.push('0');
        }
        fraction.truncate(places);
        (self.negative && !nothing, whole, fraction)
    }

    fn round_at(&mut self, keep: usize) {
        let up = self.digits.get(keep).is_some_and(|it| *it >= 5);
        self.digits.truncate(keep);
        if !up {
            return;
        }
        for digit in self.digits.iter_mut().rev() {
            if *digit < 9 {
                *digit += 1;
                return;
            }
            *digit = 0;
        }
        self.digits.insert(0, 1);
        self.point += 1;
    }

    /// The digits before the point (none for zero) and after it.
    fn split(&self) -> (String, String) {
        let text =
            |digits: &[u8]| digits.iter().map(|it| char::from(b'0' + it)).collect::<String>();
        match usize::try_from(self.point) {
            Ok(point) if point >= self.digits.len() => {
                (text(&self.digits) + &"0".repeat(point - self.digits.len()), String::new())
            }
            Ok(point) => (text(&self.digits[..point]), text(&self.digits[point..])),
            Err(_) => {
                let zeros = usize::try_from(-self.point).unwrap_or(0);
                (String::new(), "0".repeat(zeros) + &text(&self.digits))
            }
        }
    }

    fn push_plain(&self, into: &mut String) {
        let (whole, fraction) = self.split();
        if self.negative {
            into.push('-');
        }
        into.push_str(if whole.is_empty() { "0" } else { &whole });
        let fraction = fraction.trim_end_matches('0');
        if !fraction.is_empty() {
            into.push('.');
            into.push_str(fraction);
        }
    }
}
