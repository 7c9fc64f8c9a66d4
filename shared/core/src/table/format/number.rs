//! Shows a number by a picture such as `#,##0.00` or `000-00-0000`.

use super::decimal::{Decimal, canonical};

/// A section of a format that shows digits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct NumberPicture {
    /// Before the point: `0`, `#`, `?` and words between them.
    pub(super) whole: Vec<Place>,
    /// After the point.
    pub(super) fraction: Vec<Place>,
    /// Whether thousands are set apart.
    pub(super) grouped: bool,
    /// Powers of ten that the value is multiplied by: 2 a percent sign, -3 a comma at the end.
    pub(super) shift: i32,
    /// Exponents and fractions would lose digits.
    pub(super) lossy: bool,
}

/// A place of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// Shown even if it is zero.
    Zero,
    /// Shown only if there is a digit.
    Digit,
    /// Words between digits.
    Words(String),
}

impl NumberPicture {
    pub(super) fn show(&self, value: f64, signed: bool, into: &mut String) {
        let Some(decimal) = Decimal::new(value).filter(|_| !self.lossy) else {
            return canonical(&value.to_string(), into);
        };
        let places = self.fraction.iter().filter(|it| !matches!(it, Place::Words(_))).count();
        let (negative, whole, fraction) = decimal.shift(self.shift).rounded(places);
        let mut text = String::new();
        if negative && signed {
            text.push('-');
        }
        text.push_str(&self.show_whole(&whole));
        self.push_fraction(&fraction, &mut text);
        into.push_str(text.trim());
    }

    /// From the right, so that each digit finds its place; the first place takes all that is left.
    fn show_whole(&self, digits: &str) -> String {
        let mut rest: Vec<char> = digits.trim_start_matches('0').chars().collect();
        let mut shown: Vec<String> = Vec::new();
        let mut count = 0;
        let first = self.whole.iter().position(|it| !matches!(it, Place::Words(_)));
        for (index, place) in self.whole.iter().enumerate().rev() {
            match place {
                Place::Words(it) => shown.push(it.clone()),
                Place::Zero | Place::Digit => {
                    let least = usize::from(*place == Place::Zero);
                    let most = if Some(index) == first { rest.len().max(least) } else { 1 };
                    for _ in 0..most {
                        let digit = rest.pop().or((least == 1).then_some('0'));
                        let Some(digit) = digit else { break };
                        if self.grouped && count > 0 && count % 3 == 0 {
                            shown.push(",".to_owned());
                        }
                        shown.push(digit.to_string());
                        count += 1;
                    }
                }
            }
        }
        shown.into_iter().rev().collect()
    }

    fn push_fraction(&self, digits: &str, into: &mut String) {
        let least = self.fraction.iter().filter(|it| **it == Place::Zero).count();
        let needed = digits.trim_end_matches('0').len().max(least);
        let mut digits = digits.chars();
        let mut shown = 0;
        for place in &self.fraction {
            match place {
                Place::Words(it) => into.push_str(it),
                Place::Zero | Place::Digit => {
                    let digit = digits.next().unwrap_or('0');
                    if shown < needed {
                        if shown == 0 {
                            into.push('.');
                        }
                        into.push(digit);
                    }
                    shown += 1;
                }
            }
        }
    }
}
