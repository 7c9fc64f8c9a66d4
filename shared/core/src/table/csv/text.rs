//! Decodes bytes piece by piece into text. How the pieces are cut changes nothing.

use encoding_rs::{CoderResult, Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use memchr::{memchr_iter, memrchr2};

use super::utf_8::Utf8;
use crate::part::part;

/// Appends decoded text to a buffer; bytes that are no text become U+FFFD.
pub(in crate::table) struct TextDecoder {
    encoding: &'static Encoding,
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
        let way =
            if utf_8 { Way::Utf8(Utf8::default()) } else { Way::Other(other(encoding, true)) };
        Self { encoding, way }
    }

    /// The same for bytes that follow the end of a line.
    pub(super) fn midway(label: &str) -> Self {
        let encoding = Encoding::for_label(label.as_bytes()).unwrap_or(UTF_8);
        let utf_8 = encoding == UTF_8;
        let way =
            if utf_8 { Way::Utf8(Utf8::midway()) } else { Way::Other(other(encoding, false)) };
        Self { encoding, way }
    }

    /// Up to where bytes that lie at `offset` of the file hold whole lines: behind it, a decoder that has seen nothing
    /// reads on as this one would. None where they hold no end of a line, or where one would not be enough.
    pub(super) fn lines_end(&self, bytes: &[u8], offset: u64) -> Option<usize> {
        let is_low = |at: usize, parity: u64| (offset + at as u64) % 2 == parity;
        let zero = |at: Option<usize>| at.and_then(|it| bytes.get(it)) == Some(&0);
        let breaks = || memchr_iter(b'\n', bytes);
        if self.encoding == UTF_16LE {
            breaks().rev().find(|at| is_low(*at, 0) && zero(at.checked_add(1))).map(|at| at + 2)
        } else if self.encoding == UTF_16BE {
            breaks().rev().find(|at| is_low(*at, 1) && zero(at.checked_sub(1))).map(|at| at + 1)
        } else if self.encoding == ISO_2022_JP {
            // What was switched on may stay on from line to line.
            None
        } else {
            memrchr2(b'\n', b'\r', bytes).map(|at| at + 1)
        }
    }

    pub(in crate::table) fn decode(&mut self, bytes: &[u8], last: bool, into: &mut String) {
        match &mut self.way {
            Way::Utf8(it) => it.decode(bytes, last, into),
            Way::Other(decode) => decode(bytes, last, into),
        }
    }
}

part! { "encodings", "01",
    fn other(encoding: &'static Encoding, from_the_start: bool) -> Decode {
        let mut decoder = if from_the_start {
            encoding.new_decoder_with_bom_removal()
        } else {
            encoding.new_decoder_without_bom_handling()
        };
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
