//! Streams one part out of the zip: asks for its bytes, inflates them and counts what comes out.

use gangway_contract::{Refusal, RefusalCode};

use super::inflate::{DeflatePlace, Inflated, Inflater};
use super::text::XmlText;
use super::window::{Sink, Taken};
use super::zip::{Entry, corrupt};
use crate::guard::{self, Unpacked};
use crate::source::Need;

/// How much is asked for at once, and how much comes out of the inflater at once.
const PIECE: u64 = 4 << 20;
const WINDOW: usize = 128 << 10;
/// A local header without its name and extra field.
const HEADER: usize = 30;

/// How many bytes behind a place tell how unpacking goes on there.
const TELLING: usize = 16 << 10;

/// A place in a part, from which it is unpacked on.
pub(super) struct PartPlace {
    name: String,
    at: u64,
    rest: u64,
    size: u64,
    unpacked: Unpacked,
    /// What was unpacked and not yet taken.
    held: Vec<u8>,
    deflate: DeflatePlace,
}

/// A part that is being read.
pub(super) struct PartStream {
    name: String,
    /// Where the next bytes lie, and how many of the part are still to come.
    at: u64,
    rest: u64,
    ask: u64,
    header: Option<Vec<u8>>,
    /// Where the part ends; known once its header was read.
    end: u64,
    inflater: Option<Box<Inflater>>,
    /// The place that unpacking goes on from, and the bytes behind it that are there.
    resuming: Option<Box<(DeflatePlace, Vec<u8>)>>,
    text: XmlText,
    unpacked: Unpacked,
    ended: bool,
    size: u64,
}

impl PartStream {
    /// Of an entry that may unpack to at most `limit` bytes; `ask` bytes are fetched at first.
    pub(super) fn new(entry: &Entry, size: u64, limit: u64, ask: u64) -> Result<Self, Refusal> {
        if entry.encrypted {
            return Err(encrypted());
        }
        let inflater = match entry.method {
            0 => None,
            8 => Some(Box::new(Inflater::new())),
            _ => {
                return Err(corrupt(&format!(
                    "the part \"{}\" is packed in an unknown way",
                    entry.name
                )));
            }
        };
        if entry.offset.saturating_add(entry.compressed) > size {
            return Err(corrupt(&format!("the part \"{}\" is cut short", entry.name)));
        }
        Ok(Self {
            name: entry.name.clone(),
            at: entry.offset,
            rest: entry.compressed,
            ask: ask.clamp(1, PIECE),
            header: Some(Vec::new()),
            end: entry.offset,
            inflater,
            resuming: None,
            text: XmlText::default(),
            unpacked: Unpacked::new(limit),
            ended: entry.compressed == 0,
            size,
        })
    }

    /// One that goes on from a place.
    pub(super) fn from(place: &PartPlace) -> Self {
        Self {
            name: place.name.clone(),
            at: place.at,
            rest: place.rest,
            ask: TELLING as u64,
            header: None,
            end: place.at + place.rest,
            inflater: None,
            resuming: Some(Box::new((place.deflate.clone(), Vec::new()))),
            text: XmlText::midway(&place.held),
            unpacked: place.unpacked.clone(),
            ended: false,
            size: place.size,
        }
    }

    /// Ends an answer at a place now and then, whenever so many further bytes were unpacked.
    pub(super) fn remember(&mut self, every: u64) {
        if let Some(inflater) = &mut self.inflater {
            inflater.remember(every);
        }
    }

    /// The place where it stands, if it does.
    pub(super) fn place(&mut self) -> Option<PartPlace> {
        let deflate = self.inflater.as_mut()?.place()?;
        Some(PartPlace {
            name: self.name.clone(),
            at: self.at,
            rest: self.rest,
            size: self.size,
            unpacked: self.unpacked.clone(),
            held: self.text.held()?.to_vec(),
            deflate,
        })
    }

    /// The bytes that are needed next, or none at the part's end.
    pub(super) fn need(&self) -> Option<Need> {
        if self.ended {
            return None;
        }
        let wanted = match &self.header {
            // The local header repeats the name and may hold another extra field; most need no second look.
            Some(_) => (HEADER + self.name.len()) as u64 + 64 + self.rest,
            None => self.rest,
        };
        let len = wanted.min(self.ask).min(self.size.saturating_sub(self.at));
        u32::try_from(len.max(1)).ok().map(|len| Need { offset: self.at, len })
    }

    /// Takes bytes and hands on what they unpack to.
    pub(super) fn answer(&mut self, bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), Refusal> {
        if bytes.is_empty() || self.at >= self.size {
            return Err(self.cut_short());
        }
        self.at += bytes.len() as u64;
        self.ask = (4 * self.ask).min(PIECE);
        if let Some(resuming) = self.resuming.take() {
            return self.resume(*resuming, bytes, sink);
        }
        let Some(header) = &mut self.header else { return self.unpack(bytes, sink) };
        header.extend_from_slice(bytes);
        let Some(data) = after_header(header) else {
            return if self.at < self.size { Ok(()) } else { Err(self.cut_short()) };
        };
        let header = self.header.take().unwrap_or_default();
        if !header.starts_with(b"PK\x03\x04") {
            return Err(corrupt(&format!(
                "its directory points beside the part \"{}\"",
                self.name
            )));
        }
        let begin = self.at - header.len() as u64 + data as u64;
        self.end = begin + self.rest;
        match header.get(data..) {
            Some(rest) if !rest.is_empty() => self.unpack(rest, sink),
            _ => {
                // The answer ended within the header's last fields.
                self.at = begin;
                Ok(())
            }
        }
    }

    /// Goes on from a place, once enough bytes are there to tell how.
    fn resume(
        &mut self,
        (place, mut there): (DeflatePlace, Vec<u8>),
        bytes: &[u8],
        sink: &mut Sink<'_>,
    ) -> Result<(), Refusal> {
        there.extend_from_slice(bytes);
        if there.len() < TELLING && (there.len() as u64) < self.rest {
            self.resuming = Some(Box::new((place, there)));
            return Ok(());
        }
        let Some(inflater) = place.resume(&there) else {
            return Err(corrupt(&format!("the part \"{}\" cannot be unpacked", self.name)));
        };
        self.inflater = Some(Box::new(inflater));
        self.unpack(&there, sink)
    }

    fn unpack(&mut self, bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), Refusal> {
        let mine = usize::try_from(self.rest).unwrap_or(usize::MAX).min(bytes.len());
        self.rest -= mine as u64;
        let bytes = &bytes[..mine];
        match self.inflater.take() {
            None => self.copy(bytes, sink),
            Some(mut inflater) => {
                let result = self.inflate(&mut inflater, bytes, sink);
                self.inflater = Some(inflater);
                result
            }
        }
    }

    /// Of a part that is not packed.
    fn copy(&mut self, bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), Refusal> {
        let mut pieces = bytes.chunks(WINDOW).peekable();
        while let Some(piece) = pieces.next() {
            self.unpacked.count(piece.len(), piece.len())?;
            let room = self.text.room(piece.len());
            room.copy_from_slice(piece);
            let last = self.rest == 0 && pieces.peek().is_none();
            if !self.text.filled(piece.len(), last, sink)? {
                self.ended = true;
                return Ok(());
            }
        }
        self.ended = self.rest == 0;
        Ok(())
    }

    fn inflate(
        &mut self,
        inflater: &mut Inflater,
        bytes: &[u8],
        sink: &mut Sink<'_>,
    ) -> Result<(), Refusal> {
        let mut at = 0;
        loop {
            let input = bytes.get(at..).unwrap_or_default();
            let Inflated { used, made, last, failed } =
                inflater.inflate(input, self.text.room(WINDOW));
            at += used;
            self.unpacked.count(used, made)?;
            // What came out before a fault is good, and may be all that is wanted.
            let wants_more = self.text.filled(made, last || failed, sink)?;
            if !wants_more || last {
                self.ended = true;
                return Ok(());
            }
            if failed {
                return Err(corrupt(&format!("the part \"{}\" cannot be unpacked", self.name)));
            }
            if inflater.stands() {
                self.rest += bytes.len().saturating_sub(at) as u64;
                self.at = self.end - self.rest;
                return Ok(());
            }
            let stuck = used == 0 && made == 0;
            if made < WINDOW && (at >= bytes.len() || stuck) {
                return if self.rest == 0 { Err(self.cut_short()) } else { Ok(()) };
            }
        }
    }

    fn cut_short(&self) -> Refusal {
        corrupt(&format!("the part \"{}\" is cut short", self.name))
    }
}

/// Where the data begins after a local header, once enough of it is there.
fn after_header(bytes: &[u8]) -> Option<usize> {
    let lens = bytes.get(26..HEADER)?;
    let lens: &[u8; 4] = lens.first_chunk()?;
    let name = usize::from(u16::from_le_bytes([lens[0], lens[1]]));
    let extra = usize::from(u16::from_le_bytes([lens[2], lens[3]]));
    let data = HEADER + name + extra;
    (bytes.len() >= data || !bytes.starts_with(b"PK\x03\x04")).then_some(data)
}

/// The sentence for a workbook with a password.
pub(in crate::table) fn encrypted() -> Refusal {
    Refusal::new(
        RefusalCode::Encrypted,
        "This workbook is protected with a password. Open it in Excel, remove the password (File, \
         Info, Protect Workbook), save it and import it again.",
    )
}

/// A small part, read to its end before anybody looks at it.
pub(super) struct WholePart {
    stream: PartStream,
    bytes: Vec<u8>,
}

impl WholePart {
    pub(super) fn new(entry: &Entry, size: u64) -> Result<Self, Refusal> {
        let ask = entry.compressed.saturating_add(1024);
        let stream = PartStream::new(entry, size, guard::MAX_SMALL_PART, ask)?;
        Ok(Self { stream, bytes: Vec::new() })
    }

    pub(super) fn need(&self) -> Option<Need> {
        self.stream.need()
    }

    pub(super) fn answer(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        let into = &mut self.bytes;
        self.stream.answer(bytes, &mut |piece| {
            into.extend_from_slice(piece);
            Ok(Taken::all(piece, true))
        })
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}
