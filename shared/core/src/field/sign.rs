//! What the bytes of a short address are, all at once: a bit for each byte, the lowest for the first.

use wide::u8x16;

/// The longest text that is looked at.
pub(crate) const BLOCK: usize = 64;

/// The first bytes of a text, whatever stands behind it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signs<'a> {
    block: &'a [u8; BLOCK],
    /// The bits of the text.
    all: u64,
}

impl<'a> Signs<'a> {
    /// Of the first `len` bytes, which are fewer than [`BLOCK`].
    #[inline]
    pub(super) fn new(block: &'a [u8; BLOCK], len: usize) -> Option<Self> {
        (len < BLOCK).then(|| Self { block, all: (1 << len) - 1 })
    }

    /// The bits of the text.
    pub(super) fn all(&self) -> u64 {
        self.all
    }

    /// Small letters and digits.
    #[inline]
    pub(super) fn words(&self) -> u64 {
        let same = |it: u8| u8x16::splat(it);
        // What is below the first wraps around.
        self.bits(|it| (it - same(b'a')).simd_lt(same(26)) | (it - same(b'0')).simd_lt(same(10)))
    }

    #[inline]
    pub(super) fn of(&self, sign: u8) -> u64 {
        self.bits(|it| it.simd_eq(u8x16::splat(sign)))
    }

    #[inline]
    pub(super) fn any_of<const N: usize>(&self, signs: [u8; N]) -> u64 {
        let none = u8x16::splat(0);
        self.bits(|it| signs.iter().fold(none, |any, sign| any | it.simd_eq(u8x16::splat(*sign))))
    }

    #[inline]
    fn bits(&self, is: impl Fn(u8x16) -> u8x16) -> u64 {
        let (parts, _) = self.block.as_chunks::<16>();
        let bits = |part: &[u8; 16]| u64::from(is(u8x16::new(*part)).to_bitmask());
        parts.iter().rev().fold(0, |all, part| all << 16 | bits(part)) & self.all
    }
}
