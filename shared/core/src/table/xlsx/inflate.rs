//! Unpacks what was deflated, and remembers places from which unpacking can go on without what lies before them.
//!
//! Such a place lies between two blocks. What follows it needs the last 32 KiB that were unpacked, and begins at some
//! bit of the last byte that was taken; the unpacker does not say at which. So the place keeps the first bytes that came
//! out behind it, and going on from there tries the eight bits: only one of them leads to those bytes.

use std::sync::{Arc, OnceLock};

use zlib_rs::{Inflate, InflateFlush, Status};

/// How far back what is deflated may point.
const WINDOW: usize = 32 << 10;
/// How many bytes tell where a block begins.
const PROOF: usize = 256;

/// What came of a piece.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inflated {
    pub(super) used: usize,
    pub(super) made: usize,
    /// Whether the stream has ended.
    pub(super) last: bool,
    pub(super) failed: bool,
}

/// An unpacker.
pub(super) struct Inflater {
    inner: Inflate,
    /// The last byte that was taken.
    taken: u8,
    remember: Option<Box<Remember>>,
}

/// When the next place is to be remembered, and what is known of it.
struct Remember {
    every: u64,
    next: u64,
    /// The last bytes that came out, as far as a place needs them.
    window: Vec<u8>,
    stands: bool,
    /// What came out behind the last place, and whom that is for.
    proof: Option<(Vec<u8>, Proof)>,
}

type Proof = Arc<OnceLock<Vec<u8>>>;

/// A place between two blocks.
#[derive(Debug, Clone)]
pub(super) struct DeflatePlace {
    window: Arc<[u8]>,
    taken: u8,
    proof: Proof,
}

impl Inflater {
    pub(super) fn new() -> Self {
        Self { inner: Inflate::new(false, 15), taken: 0, remember: None }
    }

    /// Stands still at a place now and then, whenever so many further bytes came out.
    pub(super) fn remember(&mut self, every: u64) {
        let remember =
            Remember { every, next: every, window: Vec::new(), stands: false, proof: None };
        self.remember = Some(Box::new(remember));
    }

    /// Unpacks as much of a piece as there is room for, or up to a place.
    pub(super) fn inflate(&mut self, input: &[u8], room: &mut [u8]) -> Inflated {
        let is_due = self.remember.as_ref().is_some_and(|it| self.inner.total_out() >= it.next);
        let flush = if is_due { InflateFlush::Block } else { InflateFlush::NoFlush };
        let it = self.step(input, room, flush);
        if let Some(remember) = &mut self.remember {
            let made = room.get(..it.made).unwrap_or_default();
            remember.prove(made, it.last);
            if is_due {
                remember.keep(made);
                // It stops of its own accord with bytes and room left: a block has ended.
                let between = it.used < input.len() && it.made < room.len();
                let behind = input.get(it.used..).unwrap_or_default();
                remember.stands = between
                    && !it.last
                    && !it.failed
                    && remember.is_full()
                    && !may_be_stored(behind);
            }
        }
        it
    }

    /// Whether it stands at a place.
    pub(super) fn stands(&self) -> bool {
        self.remember.as_ref().is_some_and(|it| it.stands)
    }

    /// The place where it stands, if it does.
    pub(super) fn place(&mut self) -> Option<DeflatePlace> {
        let (taken, out) = (self.taken, self.inner.total_out());
        let remember = self.remember.as_mut().filter(|it| it.stands)?;
        remember.stands = false;
        remember.next = out + remember.every;
        let window: Arc<[u8]> = std::mem::take(&mut remember.window).into();
        let proof = Proof::default();
        remember.proof = Some((Vec::new(), Arc::clone(&proof)));
        Some(DeflatePlace { window, taken, proof })
    }

    fn step(&mut self, input: &[u8], room: &mut [u8], flush: InflateFlush) -> Inflated {
        let (before_in, before_out) = (self.inner.total_in(), self.inner.total_out());
        let status = self.inner.decompress(input, room, flush);
        let used = usize::try_from(self.inner.total_in() - before_in).unwrap_or(0);
        let made = usize::try_from(self.inner.total_out() - before_out).unwrap_or(0);
        if let Some(last) = used.checked_sub(1).and_then(|it| input.get(it)) {
            self.taken = *last;
        }
        Inflated { used, made, last: status == Ok(Status::StreamEnd), failed: status.is_err() }
    }
}

/// Whether the block that begins here may hold bytes as they are. Such a block reads alike from several bits, but whether
/// it is the last one does not; so no place is remembered before one. Its length stands twice, once with each bit turned.
fn may_be_stored(bytes: &[u8]) -> bool {
    let length = |at: usize| bytes.get(at..)?.first_chunk::<4>();
    let is_one = |it: &[u8; 4]| it[0] == !it[2] && it[1] == !it[3];
    [0, 1].into_iter().any(|at| length(at).is_none_or(is_one))
}

impl Remember {
    fn is_full(&self) -> bool {
        self.window.len() == WINDOW
    }

    fn keep(&mut self, made: &[u8]) {
        let fresh = made.get(made.len().saturating_sub(WINDOW)..).unwrap_or_default();
        let old = (self.window.len() + fresh.len()).saturating_sub(WINDOW);
        self.window.drain(..old);
        self.window.extend_from_slice(fresh);
    }

    fn prove(&mut self, made: &[u8], last: bool) {
        let Some((bytes, _)) = &mut self.proof else { return };
        let missing = PROOF.saturating_sub(bytes.len());
        bytes.extend_from_slice(made.get(..missing).unwrap_or(made));
        if (bytes.len() == PROOF || last)
            && let Some((bytes, proof)) = self.proof.take()
        {
            // Nobody else sets it.
            let _ = proof.set(bytes);
        }
    }
}

impl DeflatePlace {
    /// An unpacker that goes on with the bytes behind the place; none if nothing leads to what came out there.
    pub(super) fn resume(&self, bytes: &[u8]) -> Option<Inflater> {
        let proof = self.proof.get()?;
        (1..=8).find_map(|bits| {
            let mut trial = self.primed(bits)?;
            let mut room = [0; PROOF];
            let it = trial.step(bytes, &mut room, InflateFlush::NoFlush);
            let made = room.get(..it.made).unwrap_or_default();
            // What begins at a wrong bit may end, or go wrong, only after a byte or two.
            if !it.failed && made == proof { self.primed(bits) } else { None }
        })
    }

    /// An unpacker that has made the last bytes before the place, and stands so many bits within the last byte.
    fn primed(&self, bits: u32) -> Option<Inflater> {
        let (lead, makes) = self.lead(bits);
        let mut inflater = Inflater::new();
        let mut room = vec![0; makes + 1];
        let it = inflater.step(&lead, &mut room, InflateFlush::NoFlush);
        (it.used == lead.len() && it.made == makes && !it.failed && !it.last).then_some(inflater)
    }

    /// A stream that makes the window's bytes, ends so many bits within a byte, and goes on with the rest of the byte;
    /// and how many bytes it makes.
    fn lead(&self, bits: u32) -> (Vec<u8>, usize) {
        let mut lead = Bits::default();
        let makes = if bits.is_multiple_of(2) {
            lead.stored(&[&self.window]);
            WINDOW
        } else {
            // Empty blocks have ten bits each. For an odd number, the last three bytes are copied from as far away as
            // can be: they stand before all others, too.
            let (most, last) = self.window.split_at(WINDOW - 3);
            lead.stored(&[last, most]);
            lead.copy_three_from_farthest();
            WINDOW + 3
        };
        while lead.used != bits % 8 {
            lead.empty_block();
        }
        lead.complete(self.taken);
        (lead.bytes, makes)
    }
}

/// Writes what is deflated, bit by bit.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    /// Bits of the last byte that are written; 0 if all are.
    used: u32,
}

impl Bits {
    fn put(&mut self, value: u32, count: u32) {
        for bit in 0..count {
            if self.used == 0 {
                self.bytes.push(0);
            }
            if let Some(last) = self.bytes.last_mut() {
                *last |= u8::from(value >> bit & 1 == 1) << self.used;
            }
            self.used = (self.used + 1) % 8;
        }
    }

    /// A block of bytes as they are: 32 KiB of them.
    fn stored(&mut self, pieces: &[&[u8]]) {
        self.bytes.extend([0, 0x00, 0x80, 0xff, 0x7f]);
        for piece in pieces {
            self.bytes.extend_from_slice(piece);
        }
    }

    /// A block with the fixed codes that holds one copy: three bytes, from 32,768 bytes before. It has 35 bits.
    fn copy_three_from_farthest(&mut self) {
        const LENGTH_3: u32 = 0b100_0000;
        const FARTHEST: u32 = 0b1_0111;
        self.put(0b010, 3);
        self.put(LENGTH_3, 7);
        self.put(FARTHEST, 5);
        self.put(8191, 13);
        self.put(0, 7);
    }

    /// A block with the fixed codes that holds nothing.
    fn empty_block(&mut self) {
        self.put(0b010, 3);
        self.put(0, 7);
    }

    /// Fills the last byte with the upper bits of another.
    fn complete(&mut self, byte: u8) {
        if self.used > 0
            && let Some(last) = self.bytes.last_mut()
        {
            *last |= byte >> self.used << self.used;
            self.used = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::DeflateEncoder;

    use super::*;

    /// Text as a sheet holds it, so that its blocks are packed, and noise in between, so that some are stored.
    fn text() -> Vec<u8> {
        let mut noise = 1_u32;
        let mut text = Vec::new();
        for row in 1..=40_000 {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            write!(text, "<row r=\"{row}\"><c r=\"A{row}\"><v>{}</v></c></row>", noise >> 12)
                .expect("writes");
            if row % 9_000 == 0 {
                text.extend((0..70_000_u32).map(|it| {
                    let it = it.wrapping_mul(noise | 1);
                    (it ^ it >> 15).to_le_bytes()[2]
                }));
            }
        }
        text
    }

    /// All that is unpacked, and the places on the way with where they lie in both.
    fn unpack(packed: &[u8], piece: usize) -> (Vec<u8>, Vec<(DeflatePlace, usize, usize)>) {
        let mut inflater = Inflater::new();
        inflater.remember(100_000);
        let (mut at, mut out, mut places) = (0, Vec::new(), Vec::new());
        let mut room = vec![0; 50_000];
        loop {
            let input = &packed[at..(at + piece).min(packed.len())];
            let it = inflater.inflate(input, &mut room);
            assert!(!it.failed);
            at += it.used;
            out.extend_from_slice(&room[..it.made]);
            if let Some(place) = inflater.place() {
                places.push((place, at, out.len()));
            }
            if it.last {
                return (out, places);
            }
        }
    }

    #[test]
    fn unpacking_goes_on_from_every_place_as_it_did() {
        let text = text();
        for level in [0, 1, 6, 9] {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(level));
            encoder.write_all(&text).expect("deflates");
            let packed = encoder.finish().expect("deflates");
            let (out, places) = unpack(&packed, 4096);
            assert!(out == text, "level {level}");
            // What was not packed has no place that could be told from its neighbours.
            assert_eq!(places.is_empty(), level == 0, "level {level}");
            for (place, from, made) in places {
                let mut inflater = place.resume(&packed[from..]).expect("a way on");
                let mut rest = vec![0; text.len() - made];
                let it = inflater.step(&packed[from..], &mut rest, InflateFlush::NoFlush);
                assert!(it.last && rest == text[made..], "level {level}, from {from}");
            }
        }
    }

    #[test]
    fn other_bytes_behind_a_place_lead_nowhere() {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&text()).expect("deflates");
        let packed = encoder.finish().expect("deflates");
        let (_, places) = unpack(&packed, 4096);
        assert!(places[0].0.resume(&[0xa5; 5000]).is_none());
    }
}
