//! Days. Numeric dates need the column's order of day and month; a date that is the same in both orders, or
//! possible in one only, needs none.

use gangway_contract::{DateOrder, IssueCode};
use jiff::civil::Date;

use super::{Built, Fault, Read, Shape, cut, fold};
use crate::copy::push_short;
use crate::table::{Cell, CellKind};

pub(super) fn read(
    cell: &Cell<'_>,
    text: &str,
    order: Option<DateOrder>,
    out: &mut String,
) -> Read {
    let text = match cell.kind {
        CellKind::Date(iso) => iso,
        CellKind::Datetime(iso) => iso.get(..10).unwrap_or(iso),
        CellKind::Number(_) | CellKind::Boolean(_) | CellKind::Time => {
            return Err(fault(IssueCode::BadDate, text, Why::NoDate));
        }
        CellKind::Text | CellKind::Error => text,
    };
    // `2024-02-29`, as most files have it, without building anything.
    if let Some(date) = iso(text.as_bytes()) {
        return Ok(write(date, out));
    }
    let parsed = match slashed(text.as_bytes()) {
        Some(parts) => decide(parts, order),
        None => parse(split_time(text).0, order),
    };
    match parsed {
        Ok(date) => Ok(write(date, out)),
        Err(why) => Err(fault(IssueCode::BadDate, text, why)),
    }
}

fn write(date: Date, out: &mut String) -> Shape {
    push(date, out);
    Shape::Text
}

/// `2/9/2024` and the like as its value, where the column's order and the calendar allow it. What it does not know, [`read`]
/// may.
#[inline]
pub(super) fn built(text: &[u8], order: Option<DateOrder>) -> Option<Built> {
    let date = decide(slashed(text)?, order).ok()?;
    let mut built = Built::new();
    for it in digits(date) {
        built.push(it);
    }
    Some(built)
}

/// `2024-02-29`, appended.
pub(crate) fn push(date: Date, out: &mut String) {
    push_short(str::from_utf8(&digits(date)).unwrap_or_default(), out);
}

#[inline]
fn digits(date: Date) -> [u8; 10] {
    let tens = |it: u8| (b'0' + it / 10 % 10, b'0' + it % 10);
    let two = |it: u16| tens(u8::try_from(it % 100).unwrap_or(0));
    let year = date.year().unsigned_abs();
    let ((y1, y2), (y3, y4)) = (two(year / 100), two(year));
    let ((m1, m2), (d1, d2)) = (tens(date.month().unsigned_abs()), tens(date.day().unsigned_abs()));
    [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2]
}

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// Nothing of a date in it.
    NoDate,
    /// A date's form, but no such day.
    NoSuchDay,
    /// Day and month could be either way round.
    Order,
}

pub(super) fn fault(code: IssueCode, text: &str, why: Why) -> Fault {
    let shown = cut(text, 40);
    let example = if code == IssueCode::BadDate { "2024-12-31" } else { "2024-12-31 13:45" };
    let message = match why {
        Why::NoDate if looks_like_serial(text) => format!(
            "«{shown}» is not a date; it looks like Excel's number of a day. Format the column as a date in Excel and save again."
        ),
        Why::NoDate => format!("«{shown}» is not a date. Write it as {example}."),
        Why::NoSuchDay => {
            format!("«{shown}» is not a date: there is no such day. Write it as {example}.")
        }
        Why::Order => format!(
            "«{shown}» can be read with the day or the month first. Choose the order for this column."
        ),
    };
    Fault::new(code, message)
}

fn looks_like_serial(text: &str) -> bool {
    text.parse::<u32>().is_ok_and(|it| (10_000..80_000).contains(&it))
}

/// A day, a possible time after it: `2024-02-29T13:45`, `31.12.2024 13:45`.
pub(crate) fn split_time(text: &str) -> (&str, &str) {
    let time_from = |at: usize| {
        let rest = text.get(at + 1..).unwrap_or_default().trim_start();
        let hour = rest.find(':').is_some_and(|colon| (1..=2).contains(&colon));
        hour && rest.starts_with(|it: char| it.is_ascii_digit())
    };
    let at =
        text.char_indices().filter(|(_, it)| matches!(it, 'T' | 't' | ' ' | ',')).map(|(at, _)| at);
    match at.into_iter().find(|at| time_from(*at)) {
        Some(at) => (
            text.get(..at).unwrap_or(text).trim_end_matches([' ', ',']),
            text.get(at + 1..).unwrap_or_default().trim(),
        ),
        None => (text, ""),
    }
}

/// Exactly `2024-02-29`.
pub(crate) fn iso(text: &[u8]) -> Option<Date> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text else { return None };
    let year = two_digits(y1, y2)? * 100 + two_digits(y3, y4)?;
    make(year, two_digits(m1, m2)?, two_digits(d1, d2)?).ok()
}

/// The parts of a date between which digits change to something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Parts {
    /// Year, month, day.
    Certain(i16, i16, i16),
    /// Two numbers that are day and month in an order to be told, and a year.
    Numeric { first: i16, second: i16, year: i16, dots: bool },
}

/// `2/9/2024`, `09.02.2024`: two short numbers and a year of four digits with one mark between, as most files
/// that are not ISO have it.
pub(crate) fn slashed(text: &[u8]) -> Option<Parts> {
    let is_mark = |it: u8| matches!(it, b'/' | b'.' | b'-');
    let (first, mark, rest) = match text {
        [one, mark, rest @ ..] if is_mark(*mark) => (digit(*one)?, *mark, rest),
        [one, two, mark, rest @ ..] if is_mark(*mark) => (two_digits(*one, *two)?, *mark, rest),
        _ => return None,
    };
    let (second, year) = match rest {
        [one, again, year @ ..] if *again == mark => (digit(*one)?, year),
        [one, two, again, year @ ..] if *again == mark => (two_digits(*one, *two)?, year),
        _ => return None,
    };
    let [y1, y2, y3, y4] = *year else { return None };
    let year = two_digits(y1, y2)? * 100 + two_digits(y3, y4)?;
    Some(Parts::Numeric { first, second, year, dots: mark == b'.' })
}

fn digit(it: u8) -> Option<i16> {
    it.is_ascii_digit().then(|| i16::from(it - b'0'))
}

fn two_digits(one: u8, other: u8) -> Option<i16> {
    Some(digit(one)? * 10 + digit(other)?)
}

/// Understands the day's form without deciding an order.
pub(crate) fn parts(text: &str) -> Option<Parts> {
    let text = text.trim().trim_end_matches('.');
    if text.bytes().all(|it| it.is_ascii_digit()) {
        return compact(text);
    }
    numeric(text).or_else(|| worded(text))
}

/// `20240229`
fn compact(text: &str) -> Option<Parts> {
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i16>().ok();
    if text.len() != 8 {
        return None;
    }
    let (year, month, day) = (number(0..4)?, number(4..6)?, number(6..8)?);
    (1900..2100).contains(&year).then_some(Parts::Certain(year, month, day))
}

/// `2024/2/9`, `9.2.2024`, `2-9-24`, `2024年2月9日`
fn numeric(text: &str) -> Option<Parts> {
    let is_mark =
        |it: char| matches!(it, '/' | '-' | '.' | '\u{2010}'..='\u{2015}' | '／' | '年' | '月');
    let text = text.trim_end_matches('日');
    let mut parts = text.split(is_mark).map(str::trim);
    let (one, two, three) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let number =
        |it: &str| it.parse::<i16>().ok().filter(|_| it.bytes().all(|it| it.is_ascii_digit()));
    let (first, second, third) = (number(one)?, number(two)?, number(three)?);
    let short = |it: &str| (1..=2).contains(&it.len());
    if one.len() == 4 && short(two) && short(three) {
        return Some(Parts::Certain(first, second, third));
    }
    let year = year(three, third)?;
    (short(one) && short(two)).then(|| Parts::Numeric {
        first,
        second,
        year,
        dots: text.contains('.'),
    })
}

/// Two digits mean 1930 to 2029.
fn year(text: &str, number: i16) -> Option<i16> {
    match text.len() {
        4 => Some(number),
        2 if number < 30 => Some(2000 + number),
        2 => Some(1900 + number),
        _ => None,
    }
}

/// `29 Feb 2024`, `February 29th, 2024`, `Thu, 29. Februar 2024`, `29-Feb-24`
fn worded(text: &str) -> Option<Parts> {
    let folded = fold(text);
    let mut month = None;
    let mut numbers: [Option<(&str, i16)>; 2] = [None, None];
    for word in folded.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()) {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            let (number, rest) = word.split_at(digits);
            let ordinal = ["", "st", "nd", "rd", "th", "er", "o", "a"].contains(&rest);
            let free = numbers.iter_mut().find(|it| it.is_none()).filter(|_| ordinal)?;
            *free = Some((number, number.parse().ok()?));
        } else if let Some(found) = month_of(word) {
            month = Some(found).filter(|_| month.is_none());
            month?;
        } else if !is_filler(word) {
            return None;
        }
    }
    let [Some((one, first)), Some((two, second))] = numbers else { return None };
    if one.len() == 4 {
        return Some(Parts::Certain(first, month?, second));
    }
    Some(Parts::Certain(year(two, second)?, month?, first)).filter(|_| one.len() <= 2)
}

/// Days of the week and the words between.
fn is_filler(word: &str) -> bool {
    const WORDS: [&str; 9] = ["de", "of", "den", "the", "del", "at", "le", "am", "r"];
    const DAYS: [&str; 26] = [
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "mo", "di", "mi", "do", "fr", "sa", "so",
        "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "man", "tis", "ons", "tor", "lor",
    ];
    WORDS.contains(&word)
        || DAYS.contains(&word)
        || DAYS.iter().any(|it| {
            it.len() > 2 && word.starts_with(it) && word.ends_with(['y', 'g', 'i', 'e', 'o', 's'])
        })
}

/// Months in English, German, French, Spanish, Portuguese, Italian, Dutch, Swedish and Polish, by how they
/// begin once marks are dropped.
fn month_of(word: &str) -> Option<i16> {
    const MONTHS: [&[&str]; 12] = [
        &["jan", "ene", "gen", "sty", "janv"],
        &["feb", "fev", "fevr", "lut"],
        &["mar", "mrz", "maerz", "mars", "mrt", "maart", "marzec", "marca"],
        &["apr", "abr", "avr", "avril", "kwi"],
        &["may", "mai", "maj", "mei", "mag", "maggio", "mayo"],
        &["jun", "juin", "giu", "cze"],
        &["jul", "juil", "lug", "lip"],
        &["aug", "ago", "aout", "sie"],
        &["sep", "set", "wrz"],
        &["oct", "okt", "out", "ott", "paz"],
        &["nov", "lis"],
        &["dec", "dez", "dic", "gru"],
    ];
    let begins = |names: &&[&str]| {
        names.iter().any(|it| word == *it || (word.len() > it.len() && word.starts_with(it)))
    };
    if word.chars().count() > 12 || word == "sam" || word.starts_with("mard") {
        return None;
    }
    MONTHS.iter().position(begins).and_then(|at| i16::try_from(at + 1).ok())
}

/// Decides with the column's order.
pub(crate) fn parse(text: &str, order: Option<DateOrder>) -> Result<Date, Why> {
    decide(parts(text).ok_or(Why::NoDate)?, order)
}

fn decide(parts: Parts, order: Option<DateOrder>) -> Result<Date, Why> {
    match parts {
        Parts::Certain(year, month, day) => make(year, month, day),
        Parts::Numeric { first, second, year, dots } => {
            let order = order.or(dots.then_some(DateOrder::DayFirst));
            let day_first = || make(year, second, first);
            let month_first = || make(year, first, second);
            match order {
                Some(DateOrder::DayFirst) => day_first(),
                Some(DateOrder::MonthFirst) => month_first(),
                None => match (day_first(), month_first()) {
                    (Ok(one), Ok(other)) if one == other => Ok(one),
                    (Ok(_), Ok(_)) => Err(Why::Order),
                    (Ok(one), Err(_)) | (Err(_), Ok(one)) => Ok(one),
                    (Err(why), Err(_)) => Err(why),
                },
            }
        }
    }
}

fn make(year: i16, month: i16, day: i16) -> Result<Date, Why> {
    let narrow = |it: i16| i8::try_from(it).map_err(|_| Why::NoSuchDay);
    if !(1..=9999).contains(&year) {
        return Err(Why::NoSuchDay);
    }
    Date::new(year, narrow(month)?, narrow(day)?).map_err(|_| Why::NoSuchDay)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Kind;
    use super::super::testing::value_of;
    use super::*;

    #[test]
    fn days_are_understood_in_many_forms() {
        for text in [
            "2024-02-09",
            "2024/2/9",
            "20240209",
            "9.2.2024",
            "09.02.24",
            "9 Feb 2024",
            "February 9th, 2024",
            "Fri, 9. Februar 2024",
            "9-Feb-24",
            "9 février 2024",
            "9 de febrero de 2024",
            "9 lutego 2024",
            "2024年2月9日",
            "2024-02-09T13:45:00Z",
            "09.02.2024 13:45",
            "2024 Feb 9",
        ] {
            assert_eq!(day(text, None), Ok("2024-02-09".into()), "{text}");
        }
    }

    #[test]
    fn every_month_is_known_by_its_full_name() {
        let languages = [
            "january february march april may june july august september october november december",
            "januar februar märz april mai juni juli august september oktober november dezember",
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
            "januari februari maart april mei juni juli augustus september oktober november december",
            "januari februari mars april maj juni juli augusti september oktober november december",
            "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        ];
        for language in languages {
            for (month, name) in (1..).zip(language.split(' ')) {
                let value = day(&format!("9 {name} 2024"), None);
                assert_eq!(value, Ok(format!("2024-{month:02}-09")), "{name}");
            }
        }
    }

    proptest! {
        #[test]
        fn the_short_way_says_what_the_long_way_says(text in "[0-9]{0,3}[/.-][0-9]{0,3}[/.-][0-9]{2,5}") {
            if let Some(short) = slashed(text.as_bytes()) {
                prop_assert_eq!(split_time(&text).0, text.as_str());
                prop_assert_eq!(Some(short), parts(&text));
            }
        }
    }

    #[test]
    fn the_order_is_the_columns_and_is_not_guessed() {
        assert_eq!(day("01/02/2024", None), Err(IssueCode::BadDate));
        assert_eq!(day("01/02/2024", Some(DateOrder::DayFirst)), Ok("2024-02-01".into()));
        assert_eq!(day("01/02/2024", Some(DateOrder::MonthFirst)), Ok("2024-01-02".into()));
        assert_eq!(day("31/12/2024", None), Ok("2024-12-31".into()));
        assert_eq!(day("02/02/2024", None), Ok("2024-02-02".into()));
        assert_eq!(day("31/12/2024", Some(DateOrder::MonthFirst)), Err(IssueCode::BadDate));
    }

    #[test]
    fn days_that_do_not_exist_are_an_issue() {
        for text in
            ["32.13.2024", "2023-02-29", "not a date", "45292", "2024-13-01", "0000-01-01", "12:30"]
        {
            assert_eq!(day(text, None), Err(IssueCode::BadDate), "{text}");
        }
    }

    fn day(text: &str, order: Option<DateOrder>) -> Result<String, IssueCode> {
        value_of(&Kind::Date { order }, text)
    }
}
