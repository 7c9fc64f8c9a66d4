//! A part's XML as UTF-8. Workbooks may hold UTF-16 too; nearly none do, so UTF-8 goes through where it was unpacked.

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_16BE, UTF_16LE};
use gangway_contract::Refusal;

use super::window::{Sink, Window};

/// How many bytes tell the encoding: a mark, or `<?` with a zero beside each.
const TELLING: usize = 4;

/// Text on its way.
#[derive(Default)]
pub(super) struct XmlText {
    unpacked: Window,
    told: bool,
    decoded: Option<Box<(Decoder, Window)>>,
}

impl XmlText {
    /// Text that goes on behind what was held.
    pub(super) fn midway(held: &[u8]) -> Self {
        Self { unpacked: Window::holding(held), told: true, decoded: None }
    }

    /// What was unpacked and not yet taken; none where the text had to be decoded.
    pub(super) fn held(&self) -> Option<&[u8]> {
        (self.told && self.decoded.is_none()).then(|| self.unpacked.held())
    }

    /// Room for so many further bytes of the part.
    pub(super) fn room(&mut self, bytes: usize) -> &mut [u8] {
        self.unpacked.room(bytes)
    }

    /// So many bytes were put there: hands them on as UTF-8, and says whether more are wanted.
    pub(super) fn filled(
        &mut self,
        bytes: usize,
        last: bool,
        sink: &mut Sink<'_>,
    ) -> Result<bool, Refusal> {
        self.unpacked.filled(bytes);
        if !self.told {
            if self.unpacked.held().len() < TELLING && !last {
                return Ok(true);
            }
            self.told = true;
            let encoding = tell(self.unpacked.held());
            let decoder = encoding.map(Encoding::new_decoder_with_bom_removal);
            self.decoded = decoder.map(|it| Box::new((it, Window::default())));
        }
        let Some(wide) = &mut self.decoded else { return self.unpacked.show(last, sink) };
        let (decoder, text) = &mut **wide;
        decode(decoder, self.unpacked.held(), text);
        self.unpacked.clear();
        text.show(last, sink)
    }
}

fn decode(decoder: &mut Decoder, bytes: &[u8], into: &mut Window) {
    let mut rest = bytes;
    loop {
        let room = into.room(3 * rest.len() + 16);
        let (result, read, written, _) = decoder.decode_to_utf8(rest, room, false);
        into.filled(written);
        rest = rest.get(read..).unwrap_or_default();
        if matches!(result, CoderResult::InputEmpty) {
            break;
        }
    }
}

fn tell(head: &[u8]) -> Option<&'static Encoding> {
    match head {
        [0xff, 0xfe, ..] | [b'<', 0, _, 0, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] | [0, b'<', 0, _, ..] => Some(UTF_16BE),
        _ => None,
    }
}
