//! Appending short texts. A copy whose length is known at compile time is one instruction or two, any other is a
//! call, which in WebAssembly takes longer than the copy of a cell; so cells are copied by halving lengths.

/// Appends a text that is likely short.
#[inline]
pub(crate) fn push_short(text: &str, out: &mut String) {
    if text.len() > 64 {
        return out.push_str(text);
    }
    out.reserve(text.len());
    let mut rest = text;
    while let Some((head, tail)) = rest.split_at_checked(16) {
        out.push_str(head);
        rest = tail;
    }
    if let Some((head, tail)) = rest.split_at_checked(8) {
        out.push_str(head);
        rest = tail;
    }
    if let Some((head, tail)) = rest.split_at_checked(4) {
        out.push_str(head);
        rest = tail;
    }
    if let Some((head, tail)) = rest.split_at_checked(2) {
        out.push_str(head);
        rest = tail;
    }
    // One byte, or what a character beyond ASCII kept from being halved.
    if rest.len() == 1 {
        out.push_str(rest.get(..1).unwrap_or_default());
    } else {
        out.push_str(rest);
    }
}

/// Whether a text is made of printable ASCII alone, blanks included.
#[inline]
pub(crate) fn is_simple(bytes: &[u8]) -> bool {
    let (eights, rest) = bytes.as_chunks::<8>();
    let last = match bytes.last_chunk::<8>() {
        Some(last) => u64::from_le_bytes(*last),
        None => return rest.iter().all(|it| matches!(it, b' '..=b'~')),
    };
    let all = eights.iter().fold(strange(last), |all, it| all | strange(u64::from_le_bytes(*it)));
    all & 0x8080_8080_8080_8080 == 0
}

/// Sets the high bit of a byte that is below a blank, a delete or beyond ASCII; of others only behind such.
#[inline]
pub(crate) fn strange(word: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    word | word.wrapping_sub(0x20 * EACH) | word.wrapping_add(EACH)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_copy_is_the_text(text in "[a-zéß😀 ]{0,80}", before in "[a-z]{0,3}") {
            let mut out = before.clone();
            push_short(&text, &mut out);
            prop_assert_eq!(out, before + &text);
        }

        #[test]
        fn simple_is_printable_ascii(bytes in proptest::collection::vec(
            prop_oneof![8 => b' '..=b'~', 1 => any::<u8>()], 0..40)
        ) {
            prop_assert_eq!(is_simple(&bytes), bytes.iter().all(|it| matches!(it, b' '..=b'~')));
        }
    }
}
