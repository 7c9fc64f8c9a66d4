//! The small language that numbering plans are written in: digits, `\d`, classes, groups, alternatives, `?`,
//! `{n}`, `{n,m}` and `$`. Of several ways to match, the first one counts, as in Perl.
//!
//! No regex crate does this: two engines and their tables would be most of what a browser loads.

use std::ops::Range;

/// What a pattern took from the beginning of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Where the match ends.
    pub(super) end: usize,
    groups: [Option<(usize, usize)>; 2],
}

impl Found {
    /// What the group of that number holds; the first one is 1. Zero is the whole match.
    pub(super) fn group<'a>(&self, number: usize, text: &'a str) -> Option<&'a str> {
        let (from, to) = match number.checked_sub(1) {
            None => (0, self.end),
            Some(at) => (*self.groups.get(at)?)?,
        };
        text.get(from..to)
    }
}

/// Whether a text begins as the pattern says.
pub(super) fn begins(pattern: &str, text: &str) -> bool {
    find(pattern, text).is_some()
}

/// What the pattern takes from the beginning of a text.
pub(super) fn find(pattern: &str, text: &str) -> Option<Found> {
    let matcher = Matcher { pattern: pattern.as_bytes(), text: text.as_bytes() };
    matcher.any(0..pattern.len(), Found::default(), &Some)
}

/// How many groups the pattern remembers.
pub(super) fn groups(pattern: &str) -> usize {
    pattern.matches('(').count() - pattern.matches("(?:").count()
}

/// One piece of a pattern.
#[derive(Debug, Clone)]
enum Piece {
    /// One digit of a set, bit by bit.
    Digit(u16),
    /// Alternatives, remembered if they have a number.
    Group(Range<usize>, Option<usize>),
    /// The end of the text.
    End,
}

/// What follows a piece: the rest of the pattern.
type Then<'a> = &'a dyn Fn(Found) -> Option<Found>;

struct Matcher<'a> {
    pattern: &'a [u8],
    text: &'a [u8],
}

impl Matcher<'_> {
    /// One of the alternatives in a stretch of the pattern.
    fn any(&self, stretch: Range<usize>, found: Found, then: Then<'_>) -> Option<Found> {
        let mut from = stretch.start;
        loop {
            let to = self.closing(from, stretch.end, b'|');
            if let Some(it) = self.all(from..to, found, then) {
                return Some(it);
            }
            if to >= stretch.end {
                return None;
            }
            from = to + 1;
        }
    }

    /// Every piece of an alternative.
    fn all(&self, stretch: Range<usize>, found: Found, then: Then<'_>) -> Option<Found> {
        if stretch.is_empty() {
            return then(found);
        }
        let (piece, after) = self.piece(stretch.clone())?;
        let (least, most, after) = self.times(after, stretch.end);
        self.repeat(&piece, (least, most), found, &|it| self.all(after..stretch.end, it, then))
    }

    /// A piece as often as it goes, and less often if the rest asks for it.
    fn repeat(
        &self,
        piece: &Piece,
        (least, most): (u8, u8),
        found: Found,
        then: Then<'_>,
    ) -> Option<Found> {
        let fewer = (least.saturating_sub(1), most.saturating_sub(1));
        let again = |it| self.repeat(piece, fewer, it, then);
        let more = if most > 0 { self.one(piece, found, &again) } else { None };
        more.or_else(|| if least == 0 { then(found) } else { None })
    }

    fn one(&self, piece: &Piece, found: Found, then: Then<'_>) -> Option<Found> {
        match piece {
            Piece::Digit(set) => {
                let digit = self.text.get(found.end)?.checked_sub(b'0').filter(|it| *it < 10)?;
                let fits = (set >> digit) & 1 == 1;
                fits.then(|| Found { end: found.end + 1, ..found }).and_then(then)
            }
            Piece::End => (found.end == self.text.len()).then_some(found).and_then(then),
            Piece::Group(inner, None) => self.any(inner.clone(), found, then),
            Piece::Group(inner, Some(number)) => self.any(inner.clone(), found, &|mut it| {
                if let Some(group) = it.groups.get_mut(*number) {
                    *group = Some((found.end, it.end));
                }
                then(it)
            }),
        }
    }

    /// The first piece of a stretch, and where it ends.
    fn piece(&self, stretch: Range<usize>) -> Option<(Piece, usize)> {
        let from = stretch.start;
        Some(match *self.pattern.get(from)? {
            b'(' => {
                let to = self.closing(from + 1, stretch.end, b')');
                let silent = self.pattern.get(from + 1) == Some(&b'?');
                let number = (!silent).then(|| self.groups_before(from));
                (Piece::Group(from + if silent { 3 } else { 1 }..to, number), to + 1)
            }
            b'[' => {
                let to = from + memchr::memchr(b']', self.pattern.get(from..)?)?;
                (Piece::Digit(class(self.pattern.get(from + 1..to)?)), to + 1)
            }
            b'\\' => (Piece::Digit(0x3ff), from + 2),
            b'$' => (Piece::End, from + 1),
            digit => (Piece::Digit(1 << (digit.checked_sub(b'0')?)), from + 1),
        })
    }

    /// How often the piece before is to be there.
    fn times(&self, from: usize, end: usize) -> (u8, u8, usize) {
        match self.pattern.get(from) {
            Some(b'?') if from < end => (0, 1, from + 1),
            Some(b'{') if from < end => {
                let to = self.closing(from, end, b'}');
                let inner = self.pattern.get(from + 1..to).unwrap_or_default();
                let mut numbers = inner.split(|it| *it == b',').map(number);
                let least = numbers.next().unwrap_or(1);
                (least, numbers.next().unwrap_or(least), to + 1)
            }
            _ => (1, 1, from),
        }
    }

    /// Where a mark stands that is in no group of its own.
    fn closing(&self, from: usize, end: usize, mark: u8) -> usize {
        let mut depth = 0_u32;
        for at in from..end {
            match self.pattern.get(at) {
                Some(it) if *it == mark && depth == 0 => return at,
                Some(b'(') => depth += 1,
                Some(b')') => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        end
    }

    fn groups_before(&self, at: usize) -> usize {
        let before = self.pattern.get(..at).unwrap_or_default();
        let text = std::str::from_utf8(before).unwrap_or_default();
        groups(text)
    }
}

/// The digits of `1-46`, bit by bit.
fn class(inner: &[u8]) -> u16 {
    let (mut set, mut last, mut is_range) = (0, 0, false);
    for it in inner {
        let Some(digit) = it.checked_sub(b'0').filter(|it| *it < 10) else {
            is_range = true;
            continue;
        };
        let from = if is_range { last } else { digit };
        set |= (from..=digit).fold(0, |set, it| set | 1 << it);
        (last, is_range) = (digit, false);
    }
    set
}

fn number(digits: &[u8]) -> u8 {
    digits.iter().fold(0, |sum, it| sum * 10 + it.saturating_sub(b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_way_to_match_counts() {
        for (pattern, text, end) in [
            ("0|80?", "80123", Some(2)),
            ("0|8|80", "80123", Some(1)),
            (r"\d{2,4}", "12345", Some(4)),
            (r"\d{2,4}5", "12345", Some(5)),
            (r"[2-46]{2}|7", "7", Some(1)),
            (r"(?:00(?:1|2))?3", "0023", Some(4)),
            (r"([59]\d{3})$|0", "51234", None),
            (r"([59]\d{3})$|0", "01234", Some(1)),
            ("1", "21", None),
        ] {
            assert_eq!(find(pattern, text).map(|it| it.end), end, "{pattern} {text}");
        }
    }

    #[test]
    fn groups_are_remembered() {
        let pattern = r"(?:0|90)(?:(1[245])(\d{4}))?";
        let both = find(pattern, "0125678").expect("matches");
        assert_eq!(both.group(1, "0125678"), Some("12"));
        assert_eq!(both.group(2, "0125678"), Some("5678"));
        assert_eq!(find(pattern, "0999").and_then(|it| it.group(2, "0999")), None);
        assert_eq!(groups(pattern), 2);
    }
}
