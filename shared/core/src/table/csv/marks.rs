//! Finds where cells end and what they are made of, 64 bytes at a time: a bit for each byte that ends a cell, is a
//! quote, or is no printable ASCII. A call for each cell costs more than the search itself, for cells are short.

use wide::u8x16;

const BLOCK: usize = 64;

/// The signs in the block that was looked at last.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marks {
    delimiter: u8,
    quote: u8,
    /// Where the block begins in the text.
    base: usize,
    signs: Signs,
}

/// A bit a byte, the lowest for the first.
#[derive(Debug, Clone, Copy, Default)]
struct Signs {
    ends: u64,
    quotes: u64,
    strange: u64,
}

/// A sign that was found, and whether all before it is printable ASCII.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) at: usize,
    pub(super) simple: bool,
}

impl Marks {
    /// For marks of one byte. Where there is no delimiter or no quote, another byte of the dialect stands in.
    pub(super) fn new(delimiter: u8, quote: u8) -> Self {
        Self { delimiter, quote, base: usize::MAX, signs: Signs::default() }
    }

    /// Forgets the text before.
    pub(super) fn begin(&mut self) {
        self.base = usize::MAX;
    }

    /// The first delimiter or line break from `from` on.
    #[inline]
    pub(super) fn end(&mut self, bytes: &[u8], from: usize) -> Option<Found> {
        self.next(bytes, from, |it| it.ends)
    }

    /// The first quote from `from` on.
    #[inline]
    pub(super) fn quote(&mut self, bytes: &[u8], from: usize) -> Option<Found> {
        self.next(bytes, from, |it| it.quotes)
    }

    #[inline]
    fn next(&mut self, bytes: &[u8], from: usize, kind: impl Fn(&Signs) -> u64) -> Option<Found> {
        let (mut from, mut strange) = (from, 0);
        loop {
            if let Some(within) = from.checked_sub(self.base).filter(|it| *it < BLOCK) {
                let (found, odd) = (kind(&self.signs) >> within, self.signs.strange >> within);
                if found != 0 {
                    // The bits below the one that was found.
                    strange |= odd & (found ^ (found - 1)) >> 1;
                    let at = from + found.trailing_zeros() as usize;
                    return Some(Found { at, simple: strange == 0 });
                }
                strange |= odd;
                from = self.base + BLOCK;
            }
            if from >= bytes.len() {
                return None;
            }
            self.look(bytes, from);
        }
    }

    fn look(&mut self, bytes: &[u8], from: usize) {
        self.base = from;
        let rest = bytes.get(from..).unwrap_or_default();
        self.signs = if let Some((block, _)) = rest.split_first_chunk() {
            self.signs_of(block)
        } else {
            let mut block = [0; BLOCK];
            block.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
            // What lies behind the text is no sign, even where zero is the delimiter.
            self.signs_of(&block).up_to(rest.len())
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
    fn up_to(self, len: usize) -> Self {
        let within = !(u64::MAX << len);
        Self {
            ends: self.ends & within,
            quotes: self.quotes & within,
            strange: self.strange & within,
        }
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
        ) {
            let is_end = |it: u8| it == delimiter || matches!(it, b'\n' | b'\r');
            let ends = all(&text, is_end, |it, at| it.end(text.as_bytes(), at), delimiter);
            let quotes = all(&text, |it| it == b'"', |it, at| it.quote(text.as_bytes(), at), delimiter);
            prop_assert_eq!(ends.0, ends.1);
            prop_assert_eq!(quotes.0, quotes.1);
        }
    }

    /// What is found, and what should be.
    fn all(
        text: &str,
        is: impl Fn(u8) -> bool,
        next: impl Fn(&mut Marks, usize) -> Option<Found>,
        delimiter: u8,
    ) -> (Vec<Found>, Vec<Found>) {
        let mut marks = Marks::new(delimiter, b'"');
        let (mut from, mut found) = (0, Vec::new());
        while let Some(it) = next(&mut marks, from) {
            found.push(it);
            from = it.at + 1;
        }
        let mut from = 0;
        let simple = |from: usize, at: usize| {
            text.as_bytes()[from..at].iter().all(|it| matches!(it, b' '..=b'~'))
        };
        let expected = (0..text.len()).filter(|at| is(text.as_bytes()[*at])).map(|at| {
            let it = Found { at, simple: simple(from, at) };
            from = at + 1;
            it
        });
        (found, expected.collect())
    }
}
