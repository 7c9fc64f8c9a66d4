//! Days and times of day, which a workbook stores as the number of days since its epoch.

use super::Shown;

/// A piece of a date's format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DatePiece {
    Words(String),
    Year {
        long: bool,
    },
    /// `m` to `mmmmm`.
    Month(usize),
    /// `d` to `dddd`.
    Day(usize),
    Hour {
        wide: bool,
    },
    Minute {
        wide: bool,
    },
    Second {
        wide: bool,
    },
    /// So many places of a second.
    Fraction(usize),
    /// AM or PM.
    HalfDay,
    /// Hours, minutes or seconds in all, at least so many digits wide.
    ElapsedHours(usize),
    ElapsedMinutes(usize),
    ElapsedSeconds(usize),
}

/// A day and a time of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Moment {
    serial: i64,
    year: i64,
    month: usize,
    day: i64,
    milliseconds: i64,
}

const DAY: i64 = 86_400_000;
/// 9999-12-31, the last day that Excel knows.
const LAST_DAY: i64 = 2_958_465;
/// Days from 1900-01-00 to 1904-01-01.
const EPOCH_1904: i64 = 1462;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// How a date looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DatePicture {
    pieces: Vec<DatePiece>,
    /// What times are rounded to, in milliseconds.
    unit: i64,
    /// Whether hours are counted to 12.
    half_day: bool,
    has_day: bool,
    has_time: bool,
}

impl DatePicture {
    pub(super) fn new(pieces: Vec<DatePiece>) -> Self {
        use DatePiece::{Day, Fraction, HalfDay, Hour, Minute, Month, Second, Year};
        let places = pieces.iter().find_map(|it| match it {
            Fraction(places) => Some(*places),
            _ => None,
        });
        let any = |is: fn(&DatePiece) -> bool| pieces.iter().any(is);
        Self {
            unit: match places {
                None => 1000,
                Some(1) => 100,
                Some(2) => 10,
                Some(_) => 1,
            },
            half_day: any(|it| *it == HalfDay),
            has_day: any(|it| matches!(it, Year { .. } | Month(_) | Day(_))),
            has_time: any(|it| matches!(it, Hour { .. } | Minute { .. } | Second { .. })),
            pieces,
        }
    }

    /// Appends the date as its format shows it and then its ISO form; none if the number is no date.
    pub(super) fn show(
        &self,
        value: f64,
        epoch_1904: bool,
        into: &mut String,
    ) -> Option<(usize, Shown)> {
        let moment = moment(value, epoch_1904, self.unit)?;
        for piece in &self.pieces {
            push_piece(piece, moment, self.half_day, into);
        }
        let trimmed = into.trim_end().len();
        into.truncate(trimmed);
        let end = into.len();
        Some((end, push_iso(moment, self.has_day, self.has_time, into)))
    }
}

/// The same for a format whose look depends on the reader's country.
pub(super) fn show_iso(
    value: f64,
    epoch_1904: bool,
    time: bool,
    into: &mut String,
) -> Option<(usize, Shown)> {
    let moment = moment(value, epoch_1904, 1000)?;
    push_day(moment, into);
    if time {
        into.push(' ');
        push_time(moment, into);
    }
    let end = into.len();
    Some((end, push_iso(moment, true, time, into)))
}

fn push_iso(moment: Moment, has_day: bool, has_time: bool, into: &mut String) -> Shown {
    if !has_day {
        return Shown::Time;
    }
    push_day(moment, into);
    if !has_time {
        return Shown::Date;
    }
    into.push('T');
    push_time(moment, into);
    Shown::Datetime
}

fn push_day(moment: Moment, into: &mut String) {
    push_number(moment.year, 4, into);
    into.push('-');
    push_number(i64::try_from(moment.month).unwrap_or(1), 2, into);
    into.push('-');
    push_number(moment.day, 2, into);
}

fn push_time(moment: Moment, into: &mut String) {
    let seconds = moment.milliseconds / 1000;
    push_number(seconds / 3600, 2, into);
    into.push(':');
    push_number(seconds / 60 % 60, 2, into);
    into.push(':');
    push_number(seconds % 60, 2, into);
}

/// A number of days as a day and a time, rounded to `unit` milliseconds.
fn moment(value: f64, epoch_1904: bool, unit: i64) -> Option<Moment> {
    let days = value.floor();
    if !(0.0..=2_958_465.0).contains(&days) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "both are far below 2^53")]
    let (mut serial, mut milliseconds) =
        (days as i64, ((value - days) * 86_400_000.0).round() as i64);
    milliseconds = (milliseconds + unit / 2) / unit * unit;
    if milliseconds >= DAY {
        serial += 1;
        milliseconds -= DAY;
    }
    if epoch_1904 {
        serial += EPOCH_1904;
    }
    if serial > LAST_DAY {
        return None;
    }
    let (year, month, day) = civil(serial);
    Some(Moment { serial, year, month, day, milliseconds })
}

/// The day of a serial number in the 1900 system, with the 29 February 1900 that never was.
fn civil(serial: i64) -> (i64, usize, i64) {
    match serial {
        0 => return (1900, 1, 0),
        60 => return (1900, 2, 29),
        _ => {}
    }
    // Days since 0000-03-01, after Howard Hinnant's civil_from_days.
    let since_1970 = serial - if serial < 60 { 25_568 } else { 25_569 };
    let days = since_1970 + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, usize::try_from(month).unwrap_or(1), day)
}

/// Appends a number that is not negative, at least so many digits wide.
fn push_number(number: i64, width: usize, into: &mut String) {
    let mut buffer = itoa::Buffer::new();
    let digits = buffer.format(number);
    for _ in digits.len()..width {
        into.push('0');
    }
    into.push_str(digits);
}

fn push_piece(piece: &DatePiece, moment: Moment, half_day: bool, into: &mut String) {
    let seconds = moment.milliseconds / 1000;
    let hour = seconds / 3600;
    let number = |value: i64, wide: bool, into: &mut String| {
        push_number(value, if wide { 2 } else { 1 }, into);
    };
    let all = moment.serial * 86_400 + seconds;
    match piece {
        DatePiece::Words(it) => into.push_str(it),
        DatePiece::Year { long: true } => push_number(moment.year, 4, into),
        DatePiece::Year { long: false } => number(moment.year % 100, true, into),
        DatePiece::Month(width) => push_month(moment.month, *width, into),
        DatePiece::Day(width) => push_weekday(moment, *width, into),
        DatePiece::Hour { wide } if half_day => number((hour + 11) % 12 + 1, *wide, into),
        DatePiece::Hour { wide } => number(hour, *wide, into),
        DatePiece::Minute { wide } => number(seconds / 60 % 60, *wide, into),
        DatePiece::Second { wide } => number(seconds % 60, *wide, into),
        DatePiece::Fraction(places) => {
            into.push('.');
            let start = into.len();
            push_number(moment.milliseconds % 1000, 3, into);
            into.truncate(start + (*places).min(3));
        }
        DatePiece::HalfDay => into.push_str(if hour < 12 { "AM" } else { "PM" }),
        DatePiece::ElapsedHours(width) => push_number(all / 3600, *width, into),
        DatePiece::ElapsedMinutes(width) => push_number(all / 60, *width, into),
        DatePiece::ElapsedSeconds(width) => push_number(all, *width, into),
    }
}

fn push_month(month: usize, width: usize, into: &mut String) {
    let name = MONTHS.get(month.wrapping_sub(1)).copied().unwrap_or_default();
    match width {
        1 | 2 => push_number(i64::try_from(month).unwrap_or(1), width, into),
        3 => into.push_str(name.get(..3).unwrap_or_default()),
        5 => into.push_str(name.get(..1).unwrap_or_default()),
        _ => into.push_str(name),
    }
}

fn push_weekday(moment: Moment, width: usize, into: &mut String) {
    // Serial number 1 is a Sunday in Excel's own calendar.
    let weekday = usize::try_from((moment.serial + 6) % 7).unwrap_or(0);
    let name = WEEKDAYS.get(weekday).copied().unwrap_or_default();
    match width {
        1 | 2 => push_number(moment.day, width, into),
        3 => into.push_str(name.get(..3).unwrap_or_default()),
        _ => into.push_str(name),
    }
}
