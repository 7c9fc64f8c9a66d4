//! A compound file: a small file system of sectors. Every chain is walked against the bytes that are there,
//! never against a count that the file claims.

use std::ops::Range;

use gangway_contract::Refusal;

use crate::table::xlsx::corrupt;

/// From here on, the number of a sector is none.
pub(super) const END: u32 = 0xffff_fffa;
/// The length of a sector in the stream of short streams.
const MINI_SECTOR: usize = 64;

/// A compound file, as far as its streams can be found.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini_stream: Vec<u8>,
    mini_cutoff: u64,
    entries: Vec<Entry>,
}

pub(super) struct Entry {
    pub(super) name: String,
    kind: u8,
    pub(super) start: u32,
    size: u64,
}

/// A stream's bytes. Nearly all writers lay its sectors one after another, so that nothing needs to be copied.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stream {
    /// This stretch of the file.
    Within(Range<usize>),
    Copied(Vec<u8>),
}

impl<'a> Compound<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let shift = u16_at(bytes, 30).ok_or_else(damaged)?;
        if !matches!(shift, 9 | 12) {
            return Err(damaged());
        }
        let mut it = Self {
            bytes,
            sector: 1 << shift,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini_stream: Vec::new(),
            mini_cutoff: u64::from(u32_at(bytes, 56).ok_or_else(damaged)?),
            entries: Vec::new(),
        };
        it.read_fat()?;
        let directory = it.chain(u32_at(bytes, 48).ok_or_else(damaged)?, u64::MAX)?;
        it.entries = directory.of(bytes).chunks_exact(128).filter_map(entry).collect();
        let mini_fat = it.chain(u32_at(bytes, 60).ok_or_else(damaged)?, u64::MAX)?;
        it.mini_fat =
            mini_fat.of(bytes).chunks_exact(4).filter_map(|four| u32_at(four, 0)).collect();
        if let Some((start, size)) =
            it.entries.iter().find(|it| it.kind == 5).map(|it| (it.start, it.size))
        {
            it.mini_stream = it.chain(start, size)?.of(bytes).to_vec();
        }
        Ok(it)
    }

    /// Whether a stream or folder of this name is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|it| it.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream.
    pub(super) fn stream(&self, name: &str) -> Option<Result<Stream, Refusal>> {
        let entry =
            self.entries.iter().find(|it| it.kind == 2 && it.name.eq_ignore_ascii_case(name))?;
        Some(if entry.size < self.mini_cutoff {
            self.mini_chain(entry.start, entry.size)
        } else {
            self.chain(entry.start, entry.size)
        })
    }

    /// The table of sectors: 109 places in the header, the rest in sectors of their own.
    fn read_fat(&mut self) -> Result<(), Refusal> {
        let most = self.bytes.len() / self.sector + 1;
        let mut places: Vec<u32> =
            (0..109).filter_map(|it| u32_at(self.bytes, 76 + 4 * it)).collect();
        let mut next = u32_at(self.bytes, 68).ok_or_else(damaged)?;
        let mut seen = 0;
        while next < END && seen < most {
            let Some(sector) = self.sector_at(next) else { break };
            let (last, inner) = (self.sector / 4 - 1, self.sector / 4);
            places.extend((0..last).filter_map(|it| u32_at(sector, 4 * it)));
            next = u32_at(sector, 4 * (inner - 1)).unwrap_or(END);
            seen += 1;
        }
        for place in places.into_iter().filter(|it| *it < END).take(most) {
            let Some(sector) = self.sector_at(place) else { continue };
            self.fat.extend(sector.chunks_exact(4).filter_map(|it| u32_at(it, 0)));
        }
        Ok(())
    }

    fn range_of(&self, index: u32) -> Option<Range<usize>> {
        let start = (index as usize).checked_add(1)?.checked_mul(self.sector)?;
        (start < self.bytes.len()).then(|| start..(start + self.sector).min(self.bytes.len()))
    }

    fn sector_at(&self, index: u32) -> Option<&'a [u8]> {
        self.bytes.get(self.range_of(index)?)
    }

    /// The bytes of a chain of sectors. A chain longer than the file goes in a circle.
    fn chain(&self, start: u32, size: u64) -> Result<Stream, Refusal> {
        let mut stream = Stream::Within(0..0);
        let mut next = start;
        while next < END && (stream.len() as u64) < size {
            let Some(sector) = self.range_of(next) else { break };
            stream.extend(sector, self.bytes);
            if stream.len() > self.bytes.len() {
                return Err(damaged());
            }
            next = self.fat.get(next as usize).copied().unwrap_or(END);
        }
        stream.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        Ok(stream)
    }

    fn mini_chain(&self, start: u32, size: u64) -> Result<Stream, Refusal> {
        let mut bytes = Vec::new();
        let mut next = start;
        while next < END && (bytes.len() as u64) < size {
            let from = next as usize * MINI_SECTOR;
            let Some(rest) = self.mini_stream.get(from..) else { break };
            bytes.extend_from_slice(&rest[..rest.len().min(MINI_SECTOR)]);
            if bytes.len() > self.bytes.len() {
                return Err(damaged());
            }
            next = self.mini_fat.get(next as usize).copied().unwrap_or(END);
        }
        bytes.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        Ok(Stream::Copied(bytes))
    }
}

impl Stream {
    /// The bytes, of the file that the stream was found in.
    pub(super) fn of<'a>(&'a self, file: &'a [u8]) -> &'a [u8] {
        match self {
            Self::Within(range) => file.get(range.clone()).unwrap_or_default(),
            Self::Copied(bytes) => bytes,
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Within(range) => range.len(),
            Self::Copied(bytes) => bytes.len(),
        }
    }

    /// Adds a stretch of the file.
    fn extend(&mut self, stretch: Range<usize>, file: &[u8]) {
        match self {
            Self::Within(range) if range.start == range.end => *range = stretch,
            Self::Within(range) if range.end == stretch.start => range.end = stretch.end,
            Self::Within(range) => {
                let mut bytes = file.get(range.clone()).unwrap_or_default().to_vec();
                bytes.extend_from_slice(file.get(stretch).unwrap_or_default());
                *self = Self::Copied(bytes);
            }
            Self::Copied(bytes) => {
                bytes.extend_from_slice(file.get(stretch).unwrap_or_default());
            }
        }
    }

    fn truncate(&mut self, len: usize) {
        match self {
            Self::Within(range) => range.end = range.end.min(range.start.saturating_add(len)),
            Self::Copied(bytes) => bytes.truncate(len),
        }
    }
}

/// One entry of the directory, of 128 bytes.
pub(super) fn entry(bytes: &[u8]) -> Option<Entry> {
    let len = usize::from(u16_at(bytes, 64)?).clamp(2, 64) - 2;
    let units: Vec<u16> =
        bytes.get(..len)?.chunks_exact(2).filter_map(|it| u16_at(it, 0)).collect();
    Some(Entry {
        name: String::from_utf16_lossy(&units),
        kind: *bytes.get(66)?,
        start: u32_at(bytes, 116)?,
        size: u64::from(u32_at(bytes, 120)?),
    })
}

pub(super) fn damaged() -> Refusal {
    corrupt("its table of sectors is broken")
}

#[inline]
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|it| u16::from_le_bytes(*it))
}

#[inline]
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|it| u32::from_le_bytes(*it))
}
