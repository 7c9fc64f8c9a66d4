//! A zip's directory, read from its end. Nothing it says about sizes is believed further than where to look.

use gangway_contract::{Refusal, RefusalCode};

use crate::guard;
use crate::source::Need;
use crate::table::gather::Gather;

/// The end record is 22 bytes, a comment after it at most 65,535, the zip64 locator before it 20.
const TAIL: u32 = 22 + 65_535 + 20;

/// One file in the zip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::table) struct Entry {
    /// With forward slashes, without a leading one.
    pub(in crate::table) name: String,
    pub(super) method: u16,
    pub(super) encrypted: bool,
    pub(super) offset: u64,
    pub(super) compressed: u64,
}

/// Reads the directory: the tail first, then the directory itself if the tail does not hold it.
#[derive(Debug)]
pub(super) struct Directory {
    size: u64,
    step: Step,
    pub(super) entries: Vec<Entry>,
}

#[derive(Debug)]
enum Step {
    Tail(Gather),
    /// The zip64 end record.
    End64(Gather),
    Entries(Gather, u64),
    Done,
}

impl Directory {
    pub(super) fn new(size: u64) -> Self {
        let offset = size.saturating_sub(u64::from(TAIL));
        Self { size, step: Step::Tail(Gather::new(offset, TAIL, size)), entries: Vec::new() }
    }

    pub(super) fn need(&self) -> Option<Need> {
        match &self.step {
            Step::Tail(it) | Step::End64(it) | Step::Entries(it, _) => it.need(),
            Step::Done => None,
        }
    }

    pub(super) fn answer(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        if let Step::Tail(it) | Step::End64(it) | Step::Entries(it, _) = &mut self.step {
            it.answer(bytes);
        }
        if self.need().is_none() { self.advance() } else { Ok(()) }
    }

    fn advance(&mut self) -> Result<(), Refusal> {
        match std::mem::replace(&mut self.step, Step::Done) {
            Step::Tail(tail) => self.read_end(&tail),
            Step::End64(end) => self.read_end64(end.bytes()),
            Step::Entries(directory, count) => self.read_entries(directory.bytes(), count),
            Step::Done => Ok(()),
        }
    }

    fn read_end(&mut self, tail: &Gather) -> Result<(), Refusal> {
        let bytes = tail.bytes();
        let at = memchr::memmem::rfind(bytes, b"PK\x05\x06").ok_or_else(cut_short)?;
        let end = bytes.get(at..).unwrap_or_default();
        let count = u64::from(u16_at(end, 10)?);
        let (len, offset) = (u64::from(u32_at(end, 12)?), u64::from(u32_at(end, 16)?));
        if offset != u64::from(u32::MAX) && count != u64::from(u16::MAX) {
            // Bytes before the zip shift its offsets; the directory always ends where this record begins.
            let record = self.size - bytes.len() as u64 + at as u64;
            return self.look_up(offset.min(record.saturating_sub(len)), len, count);
        }
        let locator = at.checked_sub(20).and_then(|it| bytes.get(it..at)).ok_or_else(cut_short)?;
        if !locator.starts_with(b"PK\x06\x07") {
            return self.look_up(offset, len, count);
        }
        self.step = Step::End64(Gather::new(u64_at(locator, 8)?, 56, self.size));
        if self.need().is_none() { Err(cut_short()) } else { Ok(()) }
    }

    fn read_end64(&mut self, end: &[u8]) -> Result<(), Refusal> {
        if !end.starts_with(b"PK\x06\x06") {
            return Err(cut_short());
        }
        self.look_up(u64_at(end, 48)?, u64_at(end, 40)?, u64_at(end, 32)?)
    }

    fn look_up(&mut self, offset: u64, len: u64, count: u64) -> Result<(), Refusal> {
        if count > guard::MAX_ZIP_ENTRIES || len > guard::MAX_ZIP_DIRECTORY {
            return Err(guard::too_many_entries());
        }
        let len = u32::try_from(len).map_err(|_| guard::too_many_entries())?;
        let gather = Gather::new(offset, len, self.size);
        let empty = gather.need().is_none();
        self.step = Step::Entries(gather, count);
        if empty { self.advance() } else { Ok(()) }
    }

    fn read_entries(&mut self, bytes: &[u8], count: u64) -> Result<(), Refusal> {
        let mut at = 0;
        for _ in 0..count {
            let rest = bytes.get(at..).unwrap_or_default();
            if !rest.starts_with(b"PK\x01\x02") {
                return Err(cut_short());
            }
            let (entry, len) = read_entry(rest)?;
            self.entries.push(entry);
            at += len;
        }
        refuse_doubles(&self.entries)
    }
}

/// One entry of the directory and its length.
fn read_entry(bytes: &[u8]) -> Result<(Entry, usize), Refusal> {
    let name_len = usize::from(u16_at(bytes, 28)?);
    let extra_len = usize::from(u16_at(bytes, 30)?);
    let len = 46 + name_len + extra_len + usize::from(u16_at(bytes, 32)?);
    let name = bytes.get(46..46 + name_len).ok_or_else(cut_short)?;
    let extra = bytes.get(46 + name_len..46 + name_len + extra_len).ok_or_else(cut_short)?;
    let (compressed, offset) =
        wide(extra, u32_at(bytes, 24)?, u32_at(bytes, 20)?, u32_at(bytes, 42)?)?;
    let name = String::from_utf8_lossy(name).replace('\\', "/");
    let entry = Entry {
        name: name.trim_start_matches('/').to_owned(),
        method: u16_at(bytes, 10)?,
        encrypted: u16_at(bytes, 8)? & 1 != 0,
        offset,
        compressed,
    };
    Ok((entry, len))
}

/// Compressed length and offset, which zip64 keeps in an extra field where 32 bits are too few.
fn wide(extra: &[u8], full: u32, compressed: u32, offset: u32) -> Result<(u64, u64), Refusal> {
    let (mut compressed64, mut offset64) = (u64::from(compressed), u64::from(offset));
    let mut rest = extra;
    while rest.len() >= 4 {
        let (id, len) = (u16_at(rest, 0)?, usize::from(u16_at(rest, 2)?));
        let field = rest.get(4..4 + len).ok_or_else(cut_short)?;
        if id == 1 {
            let mut at = if full == u32::MAX { 8 } else { 0 };
            if compressed == u32::MAX {
                compressed64 = u64_at(field, at)?;
                at += 8;
            }
            if offset == u32::MAX {
                offset64 = u64_at(field, at)?;
            }
        }
        rest = rest.get(4 + len..).unwrap_or_default();
    }
    Ok((compressed64, offset64))
}

/// Two files of one name: which one is meant cannot be told, and readers differ.
fn refuse_doubles(entries: &[Entry]) -> Result<(), Refusal> {
    let mut names: Vec<String> = entries.iter().map(|it| it.name.to_ascii_lowercase()).collect();
    names.sort_unstable();
    match names.windows(2).find(|it| it[0] == it[1] && !it[0].ends_with('/')) {
        Some(it) => Err(corrupt(&format!("it holds the part \"{}\" twice", it[0]))),
        None => Ok(()),
    }
}

/// The sentence for a zip or workbook that cannot be read to its end.
pub(in crate::table) fn corrupt(what: &str) -> Refusal {
    Refusal::new(
        RefusalCode::Corrupt,
        format!(
            "This workbook is damaged: {what}. Open it in Excel, save it again and import the new file."
        ),
    )
}

fn cut_short() -> Refusal {
    corrupt("its end is missing, so it was probably not copied completely")
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16, Refusal> {
    bytes
        .get(at..)
        .and_then(|it| it.first_chunk())
        .map(|it| u16::from_le_bytes(*it))
        .ok_or_else(cut_short)
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, Refusal> {
    bytes
        .get(at..)
        .and_then(|it| it.first_chunk())
        .map(|it| u32::from_le_bytes(*it))
        .ok_or_else(cut_short)
}

fn u64_at(bytes: &[u8], at: usize) -> Result<u64, Refusal> {
    bytes
        .get(at..)
        .and_then(|it| it.first_chunk())
        .map(|it| u64::from_le_bytes(*it))
        .ok_or_else(cut_short)
}
