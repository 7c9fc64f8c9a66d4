//! Finds where cells end, 64 bytes at a time: a bit for each byte that is the delimiter or a line break.
//!
//! Plain loops over arrays of fixed length, which compilers turn into the vector instructions of every machine
//! (and of WebAssembly); a call for each cell costs more than the search itself, for cells are short.

const BLOCK: usize = 64;

/// The ends in the block that was looked at last.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marks {
    delimiter: u8,
    /// Where the block begins in the text.
    base: usize,
    /// A bit a byte, the lowest for the first; only those from `base` on that were not handed out.
    bits: u64,
}

impl Marks {
    /// For a delimiter of one byte; where there is none, a line feed stands in.
    pub(super) fn new(delimiter: u8) -> Self {
        Self { delimiter, base: usize::MAX, bits: 0 }
    }

    /// Forgets the text before.
    pub(super) fn begin(&mut self) {
        self.base = usize::MAX;
    }

    /// The first delimiter or line break from `from` on.
    #[inline]
    pub(super) fn next(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        let mut from = from;
        loop {
            if let Some(within) = from.checked_sub(self.base).filter(|it| *it < BLOCK) {
                let rest = self.bits >> within;
                if rest != 0 {
                    return Some(from + rest.trailing_zeros() as usize);
                }
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
        self.bits = if let Some((block, _)) = rest.split_first_chunk() {
            ends(block, self.delimiter)
        } else {
            let mut block = [0; BLOCK];
            block.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
            // What lies behind the text is no end, even where zero is the delimiter.
            ends(&block, self.delimiter) & !(u64::MAX << rest.len())
        };
    }
}

/// A bit for each byte that ends a cell.
#[inline]
fn ends(block: &[u8; BLOCK], delimiter: u8) -> u64 {
    let mut found = [0_u8; BLOCK];
    for (to, &it) in found.iter_mut().zip(block) {
        *to = u8::from(it == delimiter) | u8::from(it == b'\n') | u8::from(it == b'\r');
    }
    let (eights, _) = found.as_chunks::<8>();
    // Bytes of 0 or 1 become the bits of one byte.
    let gather =
        |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    eights.iter().rev().fold(0, |bits, eight| bits << 8 | gather(eight))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_end_is_found_in_its_order(
            text in "([a-z]{0,70}[,\n\r\0]?){0,9}",
            delimiter in prop_oneof![Just(b','), Just(0)],
        ) {
            let bytes = text.as_bytes();
            let mut marks = Marks::new(delimiter);
            let mut at = 0;
            let mut found = Vec::new();
            while let Some(end) = marks.next(bytes, at) {
                found.push(end);
                at = end + 1;
            }
            let is_end = |it: &u8| *it == delimiter || matches!(it, b'\n' | b'\r');
            let expected: Vec<_> = (0..bytes.len()).filter(|at| is_end(&bytes[*at])).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
