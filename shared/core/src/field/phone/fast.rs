//! The short way for numbers that need no metadata: a country of the list, a number of its usual length that
//! begins like no prefix. The tests hold every line of the list to what the long way says.

use super::super::Built;
use super::Country;
use super::typed::split_extension;

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
    plan(Country(*b"US"), "1", 10, (b'2', b'9'), None),
    plan(Country(*b"FR"), "33", 9, (b'1', b'9'), Some(b'0')),
    plan(Country(*b"GB"), "44", 10, (b'1', b'9'), Some(b'0')),
    plan(Country(*b"DE"), "49", 9, (b'2', b'9'), Some(b'0')),
    plan(Country(*b"DE"), "49", 10, (b'2', b'9'), Some(b'0')),
    plan(Country(*b"DE"), "49", 11, (b'1', b'9'), Some(b'0')),
    plan(Country(*b"SE"), "46", 9, (b'1', b'9'), Some(b'0')),
    plan(Country(*b"NL"), "31", 9, (b'1', b'9'), Some(b'0')),
    plan(Country(*b"CH"), "41", 9, (b'2', b'7'), Some(b'0')),
    plan(Country(*b"DK"), "45", 8, (b'2', b'9'), None),
    plan(Country(*b"PL"), "48", 9, (b'1', b'9'), None),
    plan(Country(*b"ES"), "34", 9, (b'6', b'9'), None),
    plan(Country(*b"IN"), "91", 10, (b'6', b'9'), Some(b'0')),
    plan(Country(*b"AU"), "61", 9, (b'2', b'4'), Some(b'0')),
];

/// Appends the E.164 form if the short way knows it.
pub(super) fn read(text: &str, country: Option<Country>, out: &mut String) -> bool {
    let mut buffer = [0_u8; 16];
    if let Some(digits) = digits(text, &mut buffer) {
        return push_known(text, digits, country, out)
            || (country.is_none() && push_weak(text, digits, out));
    }
    if !text.is_ascii() || text.len() > 60 {
        return false;
    }
    let (number, Some(extension)) = split_extension(text) else { return false };
    let mut buffer = [0_u8; 16];
    let Some(digits) = digits(number, &mut buffer) else { return false };
    let known = push_known(number, digits, country, out);
    if known {
        out.push_str(" ext. ");
        out.push_str(&extension);
    }
    known
}

/// The E.164 form of a number of one of the plans without an extension.
#[inline]
pub(super) fn built(text: &[u8], country: Option<Country>) -> Option<Built> {
    let mut buffer = [0_u8; 16];
    let digits = digits_of(text, &mut buffer)?;
    let (plan, number) = known(text.first() == Some(&b'+'), digits, country)?;
    let mut built = Built::new();
    built.push(b'+');
    plan.code.bytes().chain(number.iter().copied()).for_each(|it| built.push(it));
    Some(built)
}

/// The plan that a number is of, and the number without what is dialled before it.
#[inline]
fn known(abroad: bool, digits: &[u8], country: Option<Country>) -> Option<(&'static Plan, &[u8])> {
    if abroad {
        return PLANS.iter().find_map(|it| Some((it, it.own(it.behind_code(digits)?)?)));
    }
    let at_home = PLANS.iter().filter(|it| country == Some(it.country));
    at_home.into_iter().find_map(|it| Some((it, it.own(it.dialled(digits)?)?)))
}

/// Appends the E.164 form of a number of one of the plans.
fn push_known(text: &str, digits: &[u8], country: Option<Country>, out: &mut String) -> bool {
    let Some((plan, number)) = known(text.starts_with('+'), digits, country) else { return false };
    out.push('+');
    out.push_str(plan.code);
    out.extend(number.iter().map(|it| char::from(*it)));
    true
}

/// Without any country, a number that nobody dials from abroad stays as typed. The buffer's length keeps it
/// below what is no number at all.
fn push_weak(text: &str, digits: &[u8], out: &mut String) -> bool {
    let abroad = digits.starts_with(b"00") || digits.starts_with(b"011");
    let weak = digits.len() >= 5 && text.len() <= 60 && !abroad && !text.starts_with('+');
    if weak {
        out.push_str(text.trim_matches([' ', '.']));
    }
    weak
}

impl Plan {
    fn own<'a>(&self, number: &'a [u8]) -> Option<&'a [u8]> {
        let fits =
            number.len() == self.length && number.first().is_some_and(|it| self.first.contains(it));
        fits.then_some(number)
    }

    /// What follows the country's code. It has one or two digits: to compare them takes less than to call for it.
    #[inline]
    fn behind_code<'a>(&self, digits: &'a [u8]) -> Option<&'a [u8]> {
        let rest = digits.get(self.code.len()..)?;
        self.code.bytes().zip(digits).all(|(one, other)| one == *other).then_some(rest)
    }

    /// The number in what is dialled at home. What begins with the country's own code may be international.
    fn dialled<'a>(&self, digits: &'a [u8]) -> Option<&'a [u8]> {
        match self.trunk {
            Some(trunk) => digits.strip_prefix(&[trunk]),
            None => Some(digits).filter(|it| self.behind_code(it).is_none()),
        }
    }
}

/// The digits, if nothing but digits and the usual marks is there.
fn digits<'a>(text: &str, buffer: &'a mut [u8; 16]) -> Option<&'a [u8]> {
    digits_of(text.as_bytes(), buffer)
}

#[inline]
fn digits_of<'a>(text: &[u8], buffer: &'a mut [u8; 16]) -> Option<&'a [u8]> {
    let mut length = 0;
    for (at, it) in text.iter().copied().enumerate() {
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

    use super::super::read_by_the_long_way;
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn the_short_way_says_what_the_long_way_says(
            plan in 0..PLANS.len(),
            number in "[0-9]{8,11}",
            home in any::<bool>(),
            extension in "(,? ?(ext|x|Ext\\.|#)\\.?:? ?[0-9]{1,8})?",
        ) {
            let plan = &PLANS[plan];
            let text = match (home, plan.trunk) {
                (false, _) => format!("+{}{number}{extension}", plan.code),
                (true, Some(trunk)) => format!("{}{number}{extension}", char::from(trunk)),
                (true, None) => number + &extension,
            };
            let country = home.then_some(plan.country);
            let mut short = String::new();
            if read(&text, country, &mut short) {
                prop_assert_eq!(read_by_the_long_way(&text, country), Some(short), "{}", text);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn without_a_country_the_short_way_says_the_same(text in "[0-9 ().+-]{0,4}[0-9 ().-]{3,16}") {
            let text = text.trim();
            let mut short = String::new();
            if read(text, None, &mut short) {
                prop_assert_eq!(read_by_the_long_way(text, None), Some(short), "{}", text);
            }
        }
    }

    #[test]
    fn the_usual_forms_take_the_short_way() {
        for (text, country) in [
            ("+1 202-555-0123", None),
            ("(202) 555-0123", Some(Country(*b"US"))),
            ("070-111 22 33", Some(Country(*b"SE"))),
        ] {
            assert!(read(text, country, &mut String::new()), "{text}");
        }
    }
}
