//! What a byte is in an address: one look at a table instead of a question for each kind.

/// Lower-case letters and digits.
pub(super) const WORD: u8 = 0;
/// `.`
pub(super) const DOT: u8 = 1;
/// `-`
pub(super) const HYPHEN: u8 = 2;
/// `_`
pub(super) const LOW_LINE: u8 = 3;
/// `+`
pub(super) const PLUS: u8 = 4;
/// `@`
pub(super) const AT: u8 = 5;
/// `/`, `?` and `#`, which end a host.
pub(super) const PATH: u8 = 6;
/// Whatever else, capital letters among it.
pub(super) const OTHER: u8 = 7;

/// The sign of each byte.
#[inline]
pub(super) fn of(byte: u8) -> u8 {
    const TABLE: [u8; 256] = {
        let mut table = [OTHER; 256];
        let mut at = 0;
        while at < 128 {
            #[expect(clippy::cast_possible_truncation, reason = "it is below 128")]
            let byte = at as u8;
            table[at] = match byte {
                b'a'..=b'z' | b'0'..=b'9' => WORD,
                b'.' => DOT,
                b'-' => HYPHEN,
                b'_' => LOW_LINE,
                b'+' => PLUS,
                b'@' => AT,
                b'/' | b'?' | b'#' => PATH,
                _ => OTHER,
            };
            at += 1;
        }
        table
    };
    TABLE.get(usize::from(byte)).copied().unwrap_or(OTHER)
}

/// Which sign may follow which: a bit for each pair.
#[derive(Debug, Clone, Copy)]
pub(super) struct Order(u64);

impl Order {
    /// Each sign with those that may follow it.
    pub(super) const fn new(pairs: &[(u8, &[u8])]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < pairs.len() {
            let (before, after) = pairs[at];
            let mut next = 0;
            while next < after.len() {
                bits |= 1 << (before * 8 + after[next]);
                next += 1;
            }
            at += 1;
        }
        Self(bits)
    }

    #[inline]
    pub(super) fn allows(self, before: u8, after: u8) -> bool {
        self.0 >> ((before * 8 + after) & 63) & 1 == 1
    }
}
