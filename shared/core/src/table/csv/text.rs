//! Decodes bytes piece by piece into text. How the pieces are cut changes nothing.

use encoding_rs::{CoderResult, Encoding, UTF_8};

use super::utf_8::Utf8;
use crate::part::part;

/// Appends decoded text to a buffer; bytes that are no text become U+FFFD.
pub(in crate::table) struct TextDecoder {
    way: Way,
}

enum Way {
    Utf8(Utf8),
    Other(Decode),
}

/// Appends what bytes mean; the last ones are said to be.
type Decode = Box<dyn FnMut(&[u8], bool, &mut String)>;

impl TextDecoder {
    /// For a WHATWG label; an unknown one is read as UTF-8. A byte order mark is left out.
    pub(in crate::table) fn new(label: &str) -> Self {
        let encoding = Encoding::for_label(label.as_bytes()).unwrap_or(UTF_8);
        let utf_8 = encoding == UTF_8;
        Self { way: if utf_8 { Way::Utf8(Utf8::default()) } else { Way::Other(other(encoding)) } }
    }

    pub(in crate::table) fn decode(&mut self, bytes: &[u8], last: bool, into: &mut String) {
        match &mut self.way {
            Way::Utf8(it) => it.decode(bytes, last, into),
            Way::Other(decode) => decode(bytes, last, into),
        }
    }
}

part! { "encodings", "01",
    fn other(encoding: &'static Encoding) -> Decode {
        let mut decoder = encoding.new_decoder_with_bom_removal();
        Box::new(move |bytes, last, into| {
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
        })
    }
}
