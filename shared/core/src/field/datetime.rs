//! Instants: a day and a time in a zone, written in UTC. Where the cell names no zone, the plan does; where a
//! clock change makes a time happen twice, the first is meant, and where it skips one, the same much later.

use std::fmt::Write as _;

use gangway_contract::{DateOrder, IssueCode};
use jiff::civil::Time;
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};

use super::date::{self, Why};
use super::{Fault, Read, Shape};
use crate::part::part;
use crate::table::{Cell, CellKind};

/// A zone by its IANA name.
pub(crate) fn zone(name: &str) -> Option<TimeZone> {
    if name.is_empty() || name.eq_ignore_ascii_case("utc") {
        return Some(TimeZone::UTC);
    }
    bundled_zone(name)
}

part! { "zones", "01",
    /// From the tables that are compiled in: the system's own differ from machine to machine.
    fn bundled_zone(name: &str) -> Option<TimeZone> {
        TimeZoneDatabase::bundled().get(name).ok()
    }
}

pub(super) fn read(
    cell: &Cell<'_>,
    text: &str,
    order: Option<DateOrder>,
    zone: &TimeZone,
    out: &mut String,
) -> Read {
    let fail = |why| date::fault(IssueCode::BadDatetime, text, why);
    let text = match cell.kind {
        CellKind::Date(iso) | CellKind::Datetime(iso) => iso,
        CellKind::Number(_) | CellKind::Boolean(_) | CellKind::Time => {
            return Err(fail(Why::NoDate));
        }
        CellKind::Text | CellKind::Error => text,
    };
    let (day, time) = date::split_time(text);
    let day =
        match day.get(..10).and_then(|it| date::iso(it.as_bytes())).filter(|_| day.len() == 10) {
            Some(day) => day,
            None => date::parse(day, order).map_err(fail)?,
        };
    let (time, named) = split_zone(time);
    let time = clock(time).ok_or_else(|| fail(Why::NoDate))?;
    let instant = match named.map_or(Ok(None), offset).map_err(|()| fail(Why::NoDate))? {
        Some(offset) => offset.to_timestamp(day.to_datetime(time)).ok(),
        None => zone.to_timestamp(day.to_datetime(time)).ok(),
    };
    let instant = instant.ok_or_else(|| fail(Why::NoSuchDay))?;
    write!(out, "{instant}").map_err(|_| Fault::new(IssueCode::BadDatetime, ""))?;
    Ok(Shape::Text)
}

/// `13:45:00+02:00` → `13:45:00` and `+02:00`.
fn split_zone(time: &str) -> (&str, Option<&str>) {
    let is_zone = |at: &usize| {
        let rest = time.get(*at..).unwrap_or_default();
        let sign = rest.starts_with(['+', '-', 'Z', 'z', '\u{2212}']);
        sign || rest.starts_with("UTC") || rest.starts_with("GMT")
    };
    match time.char_indices().map(|(at, _)| at).skip(1).find(is_zone) {
        Some(at) => (time.get(..at).unwrap_or_default().trim(), time.get(at..)),
        None => (time, None),
    }
}

/// `Z`, `UTC`, `+02:00`, `-0500`, `UTC+2`, `+02:00[Europe/Berlin]`.
fn offset(text: &str) -> Result<Option<Offset>, ()> {
    let text = text.split('[').next().unwrap_or_default().trim();
    let text = text.strip_prefix("UTC").or_else(|| text.strip_prefix("GMT")).unwrap_or(text).trim();
    if text.is_empty() || text.eq_ignore_ascii_case("z") {
        return Ok(Some(Offset::UTC));
    }
    let (negative, digits) = match text.strip_prefix('+') {
        Some(it) => (false, it),
        None => (true, text.strip_prefix(['-', '\u{2212}']).ok_or(())?),
    };
    let (hours, minutes) = match (digits.split_once(':'), digits.len()) {
        (Some(it), _) => it,
        (None, 4) => digits.split_at_checked(2).ok_or(())?,
        (None, _) => (digits, "0"),
    };
    let number = |it: &str| it.parse::<i32>().map_err(|_| ());
    let seconds = number(hours)? * 3600 + number(minutes)? * 60;
    let signed = if negative { -seconds } else { seconds };
    Offset::from_seconds(signed).map(Some).map_err(|_| ())
}

/// `13:45`, `13:45:07.250`, `1:45 PM`, `1.45 pm`; midnight if there is none.
fn clock(text: &str) -> Option<Time> {
    if text.is_empty() {
        return Some(Time::midnight());
    }
    let lower = text.to_ascii_lowercase();
    let half =
        |marks: &[&str]| marks.iter().find_map(|it| lower.strip_suffix(it)).map(str::trim_end);
    let (digits, afternoon) = if let Some(it) = half(&["am", "a.m."]) {
        (it, Some(false))
    } else if let Some(it) = half(&["pm", "p.m."]) {
        (it, Some(true))
    } else {
        (lower.strip_suffix("uhr").map_or(lower.as_str(), str::trim_end), None)
    };
    let mut parts = digits.split(':');
    let hour = hour(parts.next()?.parse().ok()?, afternoon)?;
    let minute = parts.next()?.parse().ok()?;
    let (second, nano) = seconds(parts.next().unwrap_or("0"))?;
    parts.next().is_none().then(|| Time::new(hour, minute, second, nano).ok()).flatten()
}

fn hour(hour: i8, afternoon: Option<bool>) -> Option<i8> {
    match (afternoon, hour) {
        (Some(true), 12) => Some(12),
        (Some(false), 12) => Some(0),
        (Some(true), 1..=11) => Some(hour + 12),
        (None, _) | (Some(false), 1..=11) => Some(hour),
        (Some(_), _) => None,
    }
}

/// `07.250` → 7 seconds and 250,000,000 nanoseconds.
fn seconds(text: &str) -> Option<(i8, i32)> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    if fraction.len() > 9 || !fraction.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let nano = format!("{fraction:0<9}").parse().ok()?;
    Some((whole.parse().ok()?, nano))
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, testing::value_of};
    use super::*;

    #[test]
    fn instants_are_written_in_utc() {
        for (text, instant) in [
            ("2024-06-01 08:12:34", "2024-06-01T06:12:34Z"),
            ("2024-01-01 08:12", "2024-01-01T07:12:00Z"),
            ("2006-04-15T03:23:15.000Z", "2006-04-15T03:23:15Z"),
            ("2024-06-01T08:12:34-0500", "2024-06-01T13:12:34Z"),
            ("2024-06-01T08:12:34.250+02:00", "2024-06-01T06:12:34.25Z"),
            ("31.12.2024 1:45 PM", "2024-12-31T12:45:00Z"),
            ("2024-06-01", "2024-05-31T22:00:00Z"),
            ("Jan 5, 2024, 3:04:05 p.m.", "2024-01-05T14:04:05Z"),
        ] {
            assert_eq!(instant_of(text), Ok(instant.into()), "{text}");
        }
    }

    #[test]
    fn a_time_that_a_clock_change_skips_or_doubles_is_one_instant() {
        assert_eq!(instant_of("2024-03-31 02:30"), Ok("2024-03-31T01:30:00Z".into()));
        assert_eq!(instant_of("2024-10-27 02:30"), Ok("2024-10-27T00:30:00Z".into()));
    }

    #[test]
    fn what_is_no_instant_is_an_issue() {
        for text in ["soon", "2024-06-01 25:00", "2024-06-01 13:00 PM", "2024-06-31", "08:12"] {
            assert_eq!(instant_of(text), Err(IssueCode::BadDatetime), "{text}");
        }
    }

    fn instant_of(text: &str) -> Result<String, IssueCode> {
        let zone = zone("Europe/Berlin").expect("a zone");
        value_of(&Kind::Datetime { order: None, zone }, text)
    }
}
