//! UTF-8 piece by piece: checked and copied, nothing more. Bytes that are no text become U+FFFD as the WHATWG
//! decoder has it, one for each longest beginning of a character.

use std::str;

/// The mark that some systems put before a text.
const MARK: char = '\u{feff}';

/// A decoder between two pieces.
#[derive(Debug, Default)]
pub(super) struct Utf8 {
    /// The first bytes of a character whose others are in the next piece: three at most.
    held: Vec<u8>,
    /// A text was begun, so that a mark would be a part of it.
    begun: bool,
}

impl Utf8 {
    /// One behind the end of a line, where no character is begun.
    pub(super) fn midway() -> Self {
        Self { held: Vec::new(), begun: true }
    }

    /// Appends the text of the next piece; `last` if no other follows.
    pub(super) fn decode(&mut self, bytes: &[u8], last: bool, into: &mut String) {
        let start = into.len();
        let rest = self.complete(bytes, into);
        let (whole, cut) = rest.split_at(rest.len() - begun_character(rest));
        append(whole, into);
        self.held.extend_from_slice(cut);
        if last && !self.held.is_empty() {
            self.held.clear();
            into.push(char::REPLACEMENT_CHARACTER);
        }
        if !self.begun && into.len() > start {
            self.begun = true;
            if into.get(start..).is_some_and(|it| it.starts_with(MARK)) {
                into.replace_range(start..start + MARK.len_utf8(), "");
            }
        }
    }

    /// Ends the character that is held; gives the bytes that are not part of it.
    fn complete<'a>(&mut self, bytes: &'a [u8], into: &mut String) -> &'a [u8] {
        let mut rest = bytes;
        while let (false, Some((byte, after))) = (self.held.is_empty(), rest.split_first()) {
            self.held.push(*byte);
            match str::from_utf8(&self.held) {
                Ok(character) => into.push_str(character),
                Err(error) if error.error_len().is_none() => {
                    rest = after;
                    continue;
                }
                // What was held begins no character with this byte.
                Err(_) => {
                    into.push(char::REPLACEMENT_CHARACTER);
                    self.held.clear();
                    return rest;
                }
            }
            self.held.clear();
            rest = after;
        }
        rest
    }
}

/// How many bytes at the end are the beginning of a character: none to three.
fn begun_character(bytes: &[u8]) -> usize {
    let begins = |length: &usize| {
        let tail = bytes.len().checked_sub(*length).and_then(|at| bytes.get(at..));
        let error = tail.and_then(|it| str::from_utf8(it).err());
        error.is_some_and(|it| it.valid_up_to() == 0 && it.error_len().is_none())
    };
    (1..=3).find(begins).unwrap_or(0)
}

fn append(bytes: &[u8], into: &mut String) {
    // Nearly every piece is good, and to learn only that takes a fraction of the time.
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        into.push_str(text);
        return;
    }
    let mut rest = bytes;
    while !rest.is_empty() {
        match str::from_utf8(rest) {
            Ok(text) => {
                into.push_str(text);
                return;
            }
            Err(error) => {
                let (valid, after) = rest.split_at(error.valid_up_to());
                into.push_str(str::from_utf8(valid).unwrap_or_default());
                into.push(char::REPLACEMENT_CHARACTER);
                let broken = error.error_len().unwrap_or(after.len());
                rest = after.get(broken..).unwrap_or_default();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::UTF_8;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_bytes_in_any_pieces_are_what_the_standard_says(
            bytes in proptest::collection::vec(
                prop_oneof![
                    any::<u8>(), Just(0xef), Just(0xbb), Just(0xbf), Just(0xf0), Just(0x9f), Just(0xe2), Just(b'a'),
                ],
                0..24,
            ),
            size in 1_usize..6,
        ) {
            let (expected, _) = UTF_8.decode_with_bom_removal(&bytes);
            let mut decoder = Utf8::default();
            let mut text = String::new();
            bytes.chunks(size).for_each(|it| decoder.decode(it, false, &mut text));
            decoder.decode(&[], true, &mut text);
            prop_assert_eq!(text, expected);
        }
    }

    #[test]
    fn a_mark_is_left_out_at_the_beginning_only() {
        let mut text = String::new();
        Utf8::default().decode("\u{feff}a\u{feff}".as_bytes(), true, &mut text);
        assert_eq!(text, "a\u{feff}");
    }
}
