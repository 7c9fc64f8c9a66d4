//! The short way for numbers that need no metadata: a country of the list, a number of its usual length that
//! begins like no prefix. The tests hold every line of the list to what the long way says.

use super::Country;

/// A country's numbers of one length that begin with a digit other than its prefixes'.
struct Plan {
    country: Country,
    code: &'static str,
    length: usize,
    /// What the first digit may be.
    first: std::ops::RangeInclusive<u8>,
    /// Dialled before the number at home.
    trunk: Option<u8>,
}

const fn plan(
    country: Country,
    code: &'static str,
    length: usize,
    first: (u8, u8),
    trunk: Option<u8>,
) -> Plan {
    Plan { country, code, length, first: first.0..=first.1, trunk }
}

/// Codes of which none begins another, so that the first that fits is the only one.
const PLANS: &[Plan] = &[
    plan(Country::US, "1", 10, (b'2', b'9'), None),
    plan(Country::FR, "33", 9, (b'1', b'9'), Some(b'0')),
    plan(Country::GB, "44", 10, (b'1', b'9'), Some(b'0')),
    plan(Country::DE, "49", 9, (b'2', b'9'), Some(b'0')),
    plan(Country::DE, "49", 10, (b'2', b'9'), Some(b'0')),
    plan(Country::DE, "49", 11, (b'1', b'9'), Some(b'0')),
    plan(Country::SE, "46", 9, (b'1', b'9'), Some(b'0')),
    plan(Country::NL, "31", 9, (b'1', b'9'), Some(b'0')),
    plan(Country::CH, "41", 9, (b'2', b'7'), Some(b'0')),
    plan(Country::DK, "45", 8, (b'2', b'9'), None),
    plan(Country::PL, "48", 9, (b'1', b'9'), None),
    plan(Country::ES, "34", 9, (b'6', b'9'), None),
    plan(Country::IN, "91", 10, (b'6', b'9'), Some(b'0')),
    plan(Country::AU, "61", 9, (b'2', b'4'), Some(b'0')),
];

/// Appends the E.164 form if the short way knows it.
pub(super) fn read(text: &str, country: Option<Country>, out: &mut String) -> bool {
    let mut buffer = [0_u8; 16];
    let Some(digits) = digits(text, &mut buffer) else { return false };
    let found = if text.starts_with('+') {
        PLANS.iter().find_map(|it| Some((it, it.own(digits.strip_prefix(it.code.as_bytes())?)?)))
    } else {
        let at_home = PLANS.iter().filter(|it| country == Some(it.country));
        at_home.into_iter().find_map(|it| Some((it, it.own(it.dialled(digits)?)?)))
    };
    let Some((plan, number)) = found else { return false };
    out.push('+');
    out.push_str(plan.code);
    out.extend(number.iter().map(|it| char::from(*it)));
    true
}

impl Plan {
    fn own<'a>(&self, number: &'a [u8]) -> Option<&'a [u8]> {
        let fits =
            number.len() == self.length && number.first().is_some_and(|it| self.first.contains(it));
        fits.then_some(number)
    }

    /// The number in what is dialled at home. What begins with the country's own code may be international.
    fn dialled<'a>(&self, digits: &'a [u8]) -> Option<&'a [u8]> {
        match self.trunk {
            Some(trunk) => digits.strip_prefix(&[trunk]),
            None => Some(digits).filter(|it| !it.starts_with(self.code.as_bytes())),
        }
    }
}

/// The digits, if nothing but digits and the usual marks is there.
fn digits<'a>(text: &str, buffer: &'a mut [u8; 16]) -> Option<&'a [u8]> {
    let mut length = 0;
    for (at, it) in text.bytes().enumerate() {
        match it {
            b'0'..=b'9' => {
                *buffer.get_mut(length)? = it;
                length += 1;
            }
            b'+' if at == 0 => {}
            b' ' | b'-' | b'.' | b'(' | b')' => {}
            _ => return None,
        }
    }
    buffer.get(..length)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Kind;
    use super::super::phone::read_by_the_long_way;
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn the_short_way_says_what_the_long_way_says(
            plan in 0..PLANS.len(),
            number in "[0-9]{8,11}",
            home in any::<bool>(),
        ) {
            let plan = &PLANS[plan];
            let text = match (home, plan.trunk) {
                (false, _) => format!("+{}{number}", plan.code),
                (true, Some(trunk)) => format!("{}{number}", char::from(trunk)),
                (true, None) => number,
            };
            let country = home.then_some(plan.country);
            let mut short = String::new();
            if read(&text, country, &mut short) {
                prop_assert_eq!(read_by_the_long_way(&text, country), Some(short), "{}", text);
            }
        }
    }

    #[test]
    fn the_usual_forms_take_the_short_way() {
        for (text, country) in [
            ("+1 202-555-0123", None),
            ("(202) 555-0123", Some(Country::US)),
            ("070-111 22 33", Some(Country::SE)),
        ] {
            assert!(read(text, country, &mut String::new()), "{text}");
        }
        let _ = Kind::Phone { country: None };
    }
}
