//! UTF-16 without a byte order mark, told by where its zero bytes stand.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// In UTF-16, Latin text has a zero in every second byte, always on the same side.
pub(super) fn tell(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = head.len() / 2;
    let zeros = |side: usize| head.iter().skip(side).step_by(2).filter(|it| **it == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = |count: usize, other: usize| count * 4 > pairs && other * 20 < count;
    match () {
        () if pairs == 0 => None,
        () if many(odd, even) => Some(UTF_16LE),
        () if many(even, odd) => Some(UTF_16BE),
        () => None,
    }
}
