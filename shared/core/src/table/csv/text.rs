//! Decodes bytes piece by piece into text. How the pieces are cut changes nothing.

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8};

use super::utf_8::Utf8;

/// Appends decoded text to a buffer; bytes that are no text become U+FFFD.
pub(in crate::table) struct TextDecoder {
    way: Way,
}

enum Way {
    Utf8(Utf8),
    Other(Decoder),
}

impl TextDecoder {
    /// For a WHATWG label; an unknown one is read as UTF-8. A byte order mark is left out.
    pub(in crate::table) fn new(label: &str) -> Self {
        let encoding = Encoding::for_label(label.as_bytes()).unwrap_or(UTF_8);
        let way = if encoding == UTF_8 {
            Way::Utf8(Utf8::default())
        } else {
            Way::Other(encoding.new_decoder_with_bom_removal())
        };
        Self { way }
    }

    pub(in crate::table) fn decode(&mut self, bytes: &[u8], last: bool, into: &mut String) {
        match &mut self.way {
            Way::Utf8(it) => it.decode(bytes, last, into),
            Way::Other(it) => decode_other(it, bytes, last, into),
        }
    }
}

fn decode_other(decoder: &mut Decoder, bytes: &[u8], last: bool, into: &mut String) {
    let mut rest = bytes;
    loop {
        let room = decoder.max_utf8_buffer_length(rest.len());
        into.reserve(room.unwrap_or(rest.len()).min(rest.len() * 3 + 64));
        let (result, read, _) = decoder.decode_to_string(rest, into, last);
        rest = rest.get(read..).unwrap_or_default();
        if matches!(result, CoderResult::InputEmpty) {
            return;
        }
    }
}
