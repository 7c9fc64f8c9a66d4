//! Finds where cells end and what they are made of, 64 bytes at a time: a bit for each byte that ends a cell, is a
//! quote, or is no printable ASCII. A call for each cell costs more than the search itself, for cells are short.

use wide::u8x16;

const BLOCK: usize = 64;

/// A place in a text, and the signs behind it in the block that was looked at last.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marks {
    delimiter: u8,
    quote: u8,
    /// Where the block begins in the text.
    base: usize,
    at: usize,
    signs: Signs,
}

/// A bit a byte, the lowest for the first; what is passed is cleared.
#[derive(Debug, Clone, Copy, Default)]
struct Signs {
    ends: u64,
    quotes: u64,
    strange: u64,
}

/// A sign that was found, and whether all that was passed on the way to it is printable ASCII.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) at: usize,
    pub(super) simple: bool,
}

impl Marks {
    /// For marks of one byte. Where there is no delimiter or no quote, another byte of the dialect stands in.
    pub(super) fn new(delimiter: u8, quote: u8) -> Self {
        let (base, at) = (usize::MAX, usize::MAX);
        Self { delimiter, quote, base, at, signs: Signs::default() }
    }

    /// Forgets the text before.
    pub(super) fn begin(&mut self) {
        (self.base, self.at) = (usize::MAX, usize::MAX);
    }

    /// Goes to a place.
    #[inline]
    pub(super) fn go_to(&mut self, bytes: &[u8], at: usize) {
        if at == self.at {
            return;
        }
        match at.checked_sub(self.base) {
            Some(within) if within < BLOCK && at > self.at => {
                self.signs = self.signs.and(u64::MAX << within);
                self.at = at;
            }
            _ => self.look(bytes, at),
        }
    }

    /// Passes the next delimiter or line break.
    #[inline]
    pub(super) fn end(&mut self, bytes: &[u8]) -> Option<Found> {
        self.pass(bytes, |it| it.ends)
    }

    /// Passes the next quote.
    #[inline]
    pub(super) fn quote(&mut self, bytes: &[u8]) -> Option<Found> {
        self.pass(bytes, |it| it.quotes)
    }

    #[inline]
    fn pass(&mut self, bytes: &[u8], kind: impl Fn(&Signs) -> u64) -> Option<Found> {
        let mut strange = 0;
        loop {
            let found = kind(&self.signs);
            if found != 0 {
                // The lowest bit that is set, and all below it.
                let passed = found ^ (found - 1);
                strange |= self.signs.strange & (passed >> 1);
                self.signs = self.signs.and(!passed);
                let at = self.base + found.trailing_zeros() as usize;
                self.at = at + 1;
                return Some(Found { at, simple: strange == 0 });
            }
            strange |= self.signs.strange;
            let next = self.base.saturating_add(BLOCK);
            if next >= bytes.len() {
                return None;
            }
            self.look(bytes, next);
        }
    }

    fn look(&mut self, bytes: &[u8], from: usize) {
        (self.base, self.at) = (from, from);
        let rest = bytes.get(from..).unwrap_or_default();
        self.signs = if let Some((block, _)) = rest.split_first_chunk() {
            self.signs_of(block)
        } else {
            let mut block = [0; BLOCK];
            block.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
            // What lies behind the text is no sign, even where zero is the delimiter.
            self.signs_of(&block).and(!(u64::MAX << rest.len()))
        };
    }

    #[inline]
    fn signs_of(&self, block: &[u8; BLOCK]) -> Signs {
        let same = |it: u8| u8x16::splat(it);
        let (delimiter, quote) = (same(self.delimiter), same(self.quote));
        let (parts, _) = block.as_chunks::<16>();
        let mut signs = Signs::default();
        for part in parts.iter().rev() {
            let it = u8x16::new(*part);
            let ends = it.simd_eq(delimiter) | it.simd_eq(same(b'\n')) | it.simd_eq(same(b'\r'));
            let strange = it.simd_lt(same(b' ')) | it.simd_gt(same(b'~'));
            signs.ends = signs.ends << 16 | u64::from(ends.to_bitmask());
            signs.quotes = signs.quotes << 16 | u64::from(it.simd_eq(quote).to_bitmask());
            signs.strange = signs.strange << 16 | u64::from(strange.to_bitmask());
        }
        signs
    }
}

impl Signs {
    #[inline]
    fn and(self, bits: u64) -> Self {
        Self { ends: self.ends & bits, quotes: self.quotes & bits, strange: self.strange & bits }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_sign_is_found_in_its_order(
            text in "([a-z~]{0,70}[,\n\r\0\"\u{7f} é]?){0,9}",
            delimiter in prop_oneof![Just(b','), Just(0)],
            skipped in 0_usize..70,
        ) {
            let is_end = |it: u8| it == delimiter || matches!(it, b'\n' | b'\r');
            let ends = all(&text, skipped, is_end, |it| it.end(text.as_bytes()), delimiter);
            let quotes = all(&text, skipped, |it| it == b'"', |it| it.quote(text.as_bytes()), delimiter);
            prop_assert_eq!(ends.0, ends.1);
            prop_assert_eq!(quotes.0, quotes.1);
        }
    }

    /// What is found if so many bytes are skipped behind each sign, and what should be.
    fn all(
        text: &str,
        skipped: usize,
        is: impl Fn(u8) -> bool,
        next: impl Fn(&mut Marks) -> Option<Found>,
        delimiter: u8,
    ) -> (Vec<Found>, Vec<Found>) {
        let (bytes, mut marks) = (text.as_bytes(), Marks::new(delimiter, b'"'));
        let (mut from, mut found, mut expected) = (0, Vec::new(), Vec::new());
        loop {
            marks.go_to(bytes, from);
            found.extend(next(&mut marks));
            let rest = bytes.get(from..).unwrap_or_default();
            let Some(length) = rest.iter().position(|it| is(*it)) else {
                return (found, expected);
            };
            let simple = rest[..length].iter().all(|it| matches!(it, b' '..=b'~'));
            expected.push(Found { at: from + length, simple });
            from += length + 1 + skipped;
        }
    }
}
