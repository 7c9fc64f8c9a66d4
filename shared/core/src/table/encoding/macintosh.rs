//! The encodings of old Macs, which Excel for Mac still writes ("CSV (Macintosh)") and no detector we know of
//! tells: under the wrong single-byte encoding, signs and capitals turn up in the middle of words.

use encoding_rs::{Encoding, MACINTOSH, X_MAC_CYRILLIC};

/// More text says nothing new.
const ENOUGH: usize = 64 * 1024;

/// A Mac's encoding where the text makes better words under it than under the one that was guessed.
pub(super) fn tell(head: &[u8], guess: &'static Encoding) -> &'static Encoding {
    if !guess.is_single_byte() {
        return guess;
    }
    let head = head.get(..ENOUGH).unwrap_or(head);
    let mut best = (oddities(head, guess), guess);
    for other in [MACINTOSH, X_MAC_CYRILLIC] {
        let odd = oddities(head, other);
        // It must be clear: a text in the guessed encoding may hold a few odd words of its own.
        if odd * 4 < best.0 {
            best = (odd, other);
        }
    }
    best.1
}

/// How many characters beyond ASCII stand where they make no word: a capital after a small letter, a sign
/// between two letters, a control character.
fn oddities(head: &[u8], encoding: &'static Encoding) -> usize {
    let (text, _) = encoding.decode_without_bom_handling(head);
    let mut odd = 0;
    let (mut before_last, mut last) = (' ', ' ');
    for it in text.chars() {
        let foreign = !it.is_ascii() || !last.is_ascii();
        let capital_inside = last.is_lowercase() && it.is_uppercase();
        let sign_inside = is_sign(last) && before_last.is_alphabetic() && it.is_alphabetic();
        let control = it.is_control() && !it.is_ascii() || it == '\u{fffd}';
        odd += usize::from(foreign && capital_inside || sign_inside || control);
        (before_last, last) = (last, it);
    }
    odd
}

/// A sign beyond ASCII that does not stand inside words.
fn is_sign(it: char) -> bool {
    !it.is_ascii()
        && !it.is_alphanumeric()
        && !matches!(it, '’' | '‘' | '´' | '·' | '–' | '—' | '\u{ad}' | '\u{a0}')
}
