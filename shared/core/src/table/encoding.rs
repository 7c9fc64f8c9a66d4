//! Tells the encoding of text from its first bytes.
//!
//! In this order: a byte order mark; UTF-16 without one, by where its zero bytes stand (no other test sees
//! it); valid UTF-8; then what the bytes are likeliest to be.

mod macintosh;
#[cfg(test)]
mod tests;
mod utf_16;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use crate::part::part;

/// The name of the likeliest encoding of a text whose head this is; `whole` if the file ends with it.
pub fn tell_encoding(head: &[u8], whole: bool) -> &'static str {
    tell(head, whole).name()
}

/// The likeliest encoding of a file whose head this is.
pub(super) fn tell(head: &[u8], whole: bool) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return encoding;
    }
    if let Some(encoding) = utf_16::tell(head) {
        return encoding;
    }
    // ISO-2022-JP is made of ASCII's bytes; only its escapes show it.
    let escapes = head.contains(&0x1b);
    if !escapes && is_utf_8(head, whole) {
        return UTF_8;
    }
    likeliest(head, whole)
}

part! { "encodings", "02",
    fn likeliest(head: &[u8], whole: bool) -> &'static Encoding {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
        detector.feed(head, whole);
        macintosh::tell(head, detector.guess(None, Utf8Detection::Allow))
    }
}

/// Valid UTF-8, but for a character that the sample's end cuts.
fn is_utf_8(head: &[u8], whole: bool) -> bool {
    match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => !whole && error.error_len().is_none(),
    }
}
