//! A part's XML as UTF-8. Workbooks may hold UTF-16 too; nearly none do, so UTF-8 goes through as it is.

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_16BE, UTF_16LE};
use gangway_contract::Refusal;

/// Who gets the text, and says whether it wants more.
type Sink<'a> = dyn FnMut(&[u8]) -> Result<bool, Refusal> + 'a;

/// How many bytes tell the encoding: a mark, or `<?` with a zero beside each.
const TELLING: usize = 4;

/// Text on its way.
#[derive(Default)]
pub(super) struct XmlText {
    head: Vec<u8>,
    told: bool,
    decoder: Option<Decoder>,
    out: String,
}

impl XmlText {
    /// Hands the next bytes of a part on as UTF-8.
    pub(super) fn push(&mut self, piece: &[u8], sink: &mut Sink<'_>) -> Result<bool, Refusal> {
        if self.told {
            return self.hand_on(piece, sink);
        }
        self.head.extend_from_slice(piece);
        if self.head.len() < TELLING {
            return Ok(true);
        }
        self.told = true;
        self.decoder = tell(&self.head).map(Encoding::new_decoder_with_bom_removal);
        let head = std::mem::take(&mut self.head);
        self.hand_on(&head, sink)
    }

    fn hand_on(&mut self, piece: &[u8], sink: &mut Sink<'_>) -> Result<bool, Refusal> {
        let Some(decoder) = &mut self.decoder else { return sink(piece) };
        self.out.clear();
        let mut rest = piece;
        loop {
            self.out.reserve(3 * rest.len() + 16);
            let (result, read, _) = decoder.decode_to_string(rest, &mut self.out, false);
            rest = rest.get(read..).unwrap_or_default();
            if matches!(result, CoderResult::InputEmpty) {
                break;
            }
        }
        if self.out.is_empty() { Ok(true) } else { sink(self.out.as_bytes()) }
    }
}

fn tell(head: &[u8]) -> Option<&'static Encoding> {
    match head {
        [0xff, 0xfe, ..] | [b'<', 0, _, 0, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] | [0, b'<', 0, _, ..] => Some(UTF_16BE),
        _ => None,
    }
}
