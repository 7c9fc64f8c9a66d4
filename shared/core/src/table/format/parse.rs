//! Parses a format code such as `[$-409]d-mmm-yy;@` or `_(* #,##0.00_)`.

use super::date::{DatePicture, DatePiece};
use super::number::{NumberPicture, Place};
use super::{Condition, NumberFormat, Picture, Section};

/// A code in its smallest parts.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Words(String),
    /// A letter or sign with a meaning.
    Sign(char),
    /// What stands in brackets.
    Bracket(String),
    HalfDay,
}

/// Every section of a code; the fourth is for text and changes nothing here.
pub(super) fn sections(code: &str) -> NumberFormat {
    let parts = parts(code);
    let sections = parts.split(|it| *it == Part::Sign(';')).take(3).map(section).collect();
    NumberFormat { sections }
}

fn parts(code: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let (part, len) = part(rest, first);
        parts.extend(part);
        rest = rest.get(len.max(1)..).unwrap_or_default();
    }
    parts
}

/// The part that the text begins with, and its length.
fn part(text: &str, first: char) -> (Option<Part>, usize) {
    let after = text.get(first.len_utf8()..).unwrap_or_default();
    let one = after.chars().next();
    let escaped = first.len_utf8() + one.map_or(0, char::len_utf8);
    match first {
        '"' => {
            let inner = after.split('"').next().unwrap_or_default();
            (Some(Part::Words(inner.to_owned())), inner.len() + 2)
        }
        '\\' | '!' => (one.map(|it| Part::Words(it.to_string())), escaped),
        // As wide as the next character.
        '_' => (Some(Part::Words(" ".to_owned())), escaped),
        // Repeats the next character to fill the cell.
        '*' => (None, escaped),
        '[' => match after.find(']') {
            Some(end) => (after.get(..end).map(|it| Part::Bracket(it.to_owned())), end + 2),
            None => (None, 1),
        },
        'A' | 'a' => match half_day(text) {
            Some(len) => (Some(Part::HalfDay), len),
            None => (Some(Part::Sign('a')), 1),
        },
        'G' | 'g' if starts(text, "general") => (Some(Part::Sign('G')), 7),
        _ => (Some(Part::Sign(first)), first.len_utf8()),
    }
}

fn half_day(text: &str) -> Option<usize> {
    ["am/pm", "a/p"].into_iter().find(|it| starts(text, it)).map(str::len)
}

fn starts(text: &str, with: &str) -> bool {
    text.get(..with.len()).is_some_and(|it| it.eq_ignore_ascii_case(with))
}

fn section(parts: &[Part]) -> Section {
    let condition = parts.iter().find_map(|it| match it {
        Part::Bracket(it) => condition(it),
        _ => None,
    });
    let signs =
        || parts.iter().filter_map(|it| if let Part::Sign(it) = it { Some(*it) } else { None });
    let elapsed = parts.iter().any(|it| matches!(it, Part::Bracket(it) if elapsed(it).is_some()));
    let dated = elapsed
        || parts.contains(&Part::HalfDay)
        || signs().any(|it| matches!(it.to_ascii_lowercase(), 'y' | 'd' | 'm' | 'h' | 's' | 'e'))
            && !signs().any(|it| matches!(it, '0' | '#' | '?') && !is_fraction_only(parts))
        || is_fraction_only(parts);
    let picture = if signs().any(|it| it == 'G' || it == '@') || parts.is_empty() {
        Picture::General
    } else if dated {
        Picture::Date(DatePicture::new(date(parts)))
    } else if signs().any(|it| matches!(it, '0' | '#')) {
        Picture::Number(number(parts))
    } else {
        Picture::Words(words(parts))
    };
    Section { condition, picture }
}

/// Zeros that are places of a second: `ss.000`.
fn is_fraction_only(parts: &[Part]) -> bool {
    let seconds = parts.iter().position(|it| matches!(it, Part::Sign('s' | 'S')));
    let digits = parts.iter().position(|it| matches!(it, Part::Sign('0' | '#' | '?')));
    matches!((seconds, digits), (Some(seconds), Some(digits)) if seconds < digits)
}

fn condition(bracket: &str) -> Option<Condition> {
    let value = bracket.trim_start_matches(['<', '>', '=']);
    let operator = bracket.strip_suffix(value).filter(|it| !it.is_empty())?;
    value.parse::<f64>().ok()?;
    Some(Condition { operator: operator.to_owned(), value: value.to_owned() })
}

/// The currency sign of `[$€-407]`; a country alone is no word.
fn currency(bracket: &str) -> Option<&str> {
    let sign = bracket.strip_prefix('$')?.split('-').next()?;
    (!sign.is_empty()).then_some(sign)
}

fn elapsed(bracket: &str) -> Option<DatePiece> {
    let width = bracket.len();
    let all = |letter: u8| width > 0 && bracket.bytes().all(|it| it.eq_ignore_ascii_case(&letter));
    match () {
        () if all(b'h') => Some(DatePiece::ElapsedHours(width)),
        () if all(b'm') => Some(DatePiece::ElapsedMinutes(width)),
        () if all(b's') => Some(DatePiece::ElapsedSeconds(width)),
        () => None,
    }
}

fn words(parts: &[Part]) -> String {
    parts
        .iter()
        .filter_map(|it| match it {
            Part::Words(it) => Some(it.clone()),
            Part::Sign('?') => Some(" ".to_owned()),
            Part::Sign(it) => Some(it.to_string()),
            Part::Bracket(it) => currency(it).map(str::to_owned),
            Part::HalfDay => None,
        })
        .collect()
}

fn number(parts: &[Part]) -> NumberPicture {
    let mut picture = NumberPicture::default();
    let mut after_point = false;
    let last_digit = parts.iter().rposition(|it| matches!(it, Part::Sign('0' | '#' | '?')));
    for (index, part) in parts.iter().enumerate() {
        let side = if after_point { &mut picture.fraction } else { &mut picture.whole };
        match part {
            Part::Sign('0') => side.push(Place::Zero),
            Part::Sign('#' | '?') => side.push(Place::Digit),
            Part::Sign('.') if !after_point => after_point = true,
            Part::Sign(',') if Some(index) > last_digit => picture.shift -= 3,
            Part::Sign(',') => picture.grouped = true,
            Part::Sign('E' | 'e' | '/') => picture.lossy = true,
            Part::Sign(it) => {
                picture.shift += if *it == '%' { 2 } else { 0 };
                side.push(Place::Words(it.to_string()));
            }
            Part::Words(it) => side.push(Place::Words(it.clone())),
            Part::Bracket(it) => side.extend(currency(it).map(|it| Place::Words(it.to_owned()))),
            Part::HalfDay => {}
        }
    }
    picture
}

fn date(parts: &[Part]) -> Vec<DatePiece> {
    let mut pieces: Vec<DatePiece> = Vec::new();
    let mut at = 0;
    while let Some(part) = parts.get(at) {
        let run = 1 + parts[at + 1..].iter().take_while(|it| same_letter(it, part)).count();
        at += run;
        match part {
            Part::Words(it) => pieces.push(DatePiece::Words(it.clone())),
            Part::Bracket(it) => {
                pieces.extend(
                    elapsed(it).or_else(|| currency(it).map(|it| DatePiece::Words(it.to_owned()))),
                );
            }
            Part::HalfDay => pieces.push(DatePiece::HalfDay),
            Part::Sign('.') if matches!(parts.get(at), Some(Part::Sign('0'))) => {
                let places = parts[at..].iter().take_while(|it| **it == Part::Sign('0')).count();
                at += places;
                pieces.push(DatePiece::Fraction(places.min(3)));
            }
            Part::Sign(it) => pieces.push(letter(*it, run)),
        }
    }
    tell_minutes(&mut pieces);
    pieces
}

/// A run of one letter is one piece: `yyyy`.
fn same_letter(a: &Part, b: &Part) -> bool {
    match (a, b) {
        (Part::Sign(a), Part::Sign(b)) => a.eq_ignore_ascii_case(b) && a.is_ascii_alphabetic(),
        _ => false,
    }
}

fn letter(it: char, run: usize) -> DatePiece {
    match it.to_ascii_lowercase() {
        'y' | 'b' => DatePiece::Year { long: run > 2 },
        'e' => DatePiece::Year { long: true },
        'm' => DatePiece::Month(run),
        'd' => DatePiece::Day(run),
        'a' => DatePiece::Day(run.clamp(3, 4)),
        'h' => DatePiece::Hour { wide: run > 1 },
        's' => DatePiece::Second { wide: run > 1 },
        'g' => DatePiece::Words(String::new()),
        _ => DatePiece::Words(it.to_string().repeat(run)),
    }
}

/// An `m` right after hours or right before seconds means minutes.
fn tell_minutes(pieces: &mut [DatePiece]) {
    let is_word = |it: &DatePiece| matches!(it, DatePiece::Words(_));
    for index in 0..pieces.len() {
        let DatePiece::Month(width @ 1..=2) = pieces[index] else { continue };
        let before = pieces[..index].iter().rev().find(|it| !is_word(it));
        let after = pieces[index + 1..].iter().find(|it| !is_word(it));
        let hours = matches!(before, Some(DatePiece::Hour { .. } | DatePiece::ElapsedHours(_)));
        if hours || matches!(after, Some(DatePiece::Second { .. } | DatePiece::ElapsedSeconds(_))) {
            pieces[index] = DatePiece::Minute { wide: width > 1 };
        }
    }
}
