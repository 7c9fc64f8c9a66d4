//! The text that the cells of a row are built in. Nearly all of them are printable ASCII, and a row has many: such a
//! cell is copied in steps of a fixed length and looked at on the way, and only the whole row is checked to be UTF-8.

use crate::copy::strange;
use crate::table::row::{ROOM, Slot, SlotKind};

const ROOM_LEN: usize = ROOM.len();

/// A row's built text.
#[derive(Debug, Default)]
pub(super) struct Built {
    /// What is behind `len` belongs to rows before.
    bytes: Vec<u8>,
    len: usize,
}

impl Built {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn clear(&mut self) {
        self.len = 0;
    }

    pub(super) fn push(&mut self, text: &str) {
        let (start, end) = (self.len, self.len + text.len());
        if let Some(room) = self.room(start, end) {
            room.copy_from_slice(text.as_bytes());
            self.len = end;
        }
    }

    /// The slot of what was built since.
    pub(super) fn since(&self, start: usize, kind: SlotKind) -> Slot {
        Slot::between(start, self.len, kind)
    }

    /// Appends a text of one byte a character, or of two; none if it is not printable ASCII alone.
    #[inline]
    pub(super) fn push_printable(&mut self, raw: &[u8], wide: bool) -> Option<Slot> {
        let (start, len) = (self.len, if wide { raw.len() / 2 } else { raw.len() });
        let end = start + len;
        let room = self.room(start, end)?;
        if wide {
            narrow_all(raw, room)?;
        } else {
            copy_all(raw, room)?;
        }
        let visible = |it: Option<&u8>| it.is_some_and(|it| *it != b' ');
        let simple = visible(room.first()) && visible(room.last());
        self.len = end;
        Some(self.since(start, if simple { SlotKind::SimpleBuilt } else { SlotKind::Built }))
    }

    #[inline]
    fn room(&mut self, start: usize, end: usize) -> Option<&mut [u8]> {
        if self.bytes.len() < end {
            self.bytes.resize(2 * end, 0);
        }
        self.bytes.get_mut(start..end)
    }

    /// The row's text, with room behind it so that its cells can be copied with what follows them.
    pub(super) fn text(&mut self) -> &str {
        let (start, end) = (self.len, self.len + ROOM_LEN);
        if let Some(room) = self.room(start, end).and_then(<[u8]>::first_chunk_mut) {
            *room = [0; ROOM_LEN];
        }
        self.bytes.get(..end).and_then(|it| str::from_utf8(it).ok()).unwrap_or_default()
    }
}

#[inline]
fn copy_all(raw: &[u8], room: &mut [u8]) -> Option<()> {
    let mut odd = 0;
    let mut copy = |from: &[u8; 8], to: &mut [u8; 8]| {
        odd |= strange(u64::from_le_bytes(*from));
        *to = *from;
    };
    for (from, to) in raw.as_chunks::<8>().0.iter().zip(room.as_chunks_mut::<8>().0) {
        copy(from, to);
    }
    match (raw.last_chunk(), room.last_chunk_mut()) {
        // What is left, and some of those before once more.
        (Some(from), Some(to)) => copy(from, to),
        _ => {
            for (from, to) in raw.iter().zip(room) {
                *to = matches!(from, b' '..=b'~').then_some(*from)?;
            }
        }
    }
    (odd & HIGH == 0).then_some(())
}

#[inline]
fn narrow_all(raw: &[u8], room: &mut [u8]) -> Option<()> {
    let (units, mut odd) = (raw.as_chunks::<2>().0, 0);
    let mut narrow = |from: &[[u8; 2]; 8], to: &mut [u8; 8]| {
        let word = narrow_eight(from)?;
        odd |= strange(word);
        *to = word.to_le_bytes();
        Some(())
    };
    for (from, to) in units.as_chunks::<8>().0.iter().zip(room.as_chunks_mut::<8>().0) {
        narrow(from, to)?;
    }
    match (units.last_chunk(), room.last_chunk_mut()) {
        (Some(from), Some(to)) => narrow(from, to)?,
        _ => {
            for ([low, high], to) in units.iter().zip(room) {
                *to = (*high == 0 && matches!(low, b' '..=b'~')).then_some(*low)?;
            }
        }
    }
    (odd & HIGH == 0).then_some(())
}

const HIGH: u64 = 0x8080_8080_8080_8080;

/// Eight characters of two bytes each, if the upper ones are zero.
#[inline]
fn narrow_eight(wide: &[[u8; 2]; 8]) -> Option<u64> {
    let wide = wide.as_flattened();
    let first = u64::from_le_bytes(*wide.first_chunk()?);
    let last = u64::from_le_bytes(*wide.last_chunk()?);
    let pack = |four: u64| {
        let pairs = (four | four >> 8) & 0x0000_ffff_0000_ffff;
        (pairs | pairs >> 16) & 0xffff_ffff
    };
    let narrow = (first | last) & 0xff00_ff00_ff00_ff00 == 0;
    narrow.then(|| pack(first) | pack(last) << 32)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::table::row::looks_simple;

    proptest! {
        #[test]
        fn a_printable_text_is_built_as_it_is_and_no_other(
            texts in prop::collection::vec("[ -~]{0,30}|[ -~\t\u{7f}\u{80}ßÿ]{0,12}", 1..6),
            wide in any::<bool>(),
        ) {
            let (mut built, mut expected) = (Built::default(), String::new());
            for text in &texts {
                let letters = text.chars().map(u32::from);
                let raw: Vec<u8> = if wide {
                    letters.flat_map(|it| u16::try_from(it).expect("short").to_le_bytes()).collect()
                } else {
                    letters.map(|it| u8::try_from(it).expect("narrow")).collect()
                };
                let printable = text.bytes().all(|it| matches!(it, b' '..=b'~'));
                let slot = built.push_printable(&raw, wide);
                prop_assert_eq!(slot.is_some(), printable, "{:?}", text);
                if let Some(slot) = slot {
                    let simple = slot.kind == SlotKind::SimpleBuilt;
                    prop_assert_eq!(simple, looks_simple(text.as_bytes()), "{:?}", text);
                } else {
                    built.push(text);
                }
                expected.push_str(text);
            }
            prop_assert_eq!(built.text(), expected.clone() + ROOM);
            prop_assert_eq!(built.len(), expected.len());
            built.clear();
            prop_assert_eq!(built.text(), ROOM);
        }
    }
}
