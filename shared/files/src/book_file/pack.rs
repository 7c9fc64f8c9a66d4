//! The zip of a workbook, written from front to back and put down anywhere between two blocks. A block is deflated by
//! itself: what comes after it needs nothing of what came before.
//!
//! The zip crate writes archives in one go only; this is the little of the format that a workbook needs.

use anyhow::{Context, Result};
use flate2::{Compress, Compression, FlushCompress, Status};
use serde::{Deserialize, Serialize};
use zlib_rs::crc32::crc32;

/// Half as long as the default takes, for a file that is a twelfth larger.
const LEVEL: Compression = Compression::new(3);

/// Bytes of a zip that are in no part yet.
#[derive(Default)]
pub(super) struct Packed {
    pub(super) bytes: Vec<u8>,
    pub(super) state: State,
}

/// How far the zip is.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct State {
    entries: Vec<Entry>,
    open: Option<Entry>,
    /// Bytes of the file so far, whether or not they are in a part.
    pub(super) offset: u64,
}

/// One file within the zip.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Entry {
    name: String,
    offset: u64,
    sum: u32,
    packed: u64,
    len: u64,
}

impl Packed {
    /// As it was put down.
    pub(super) fn resume(state: State, bytes: Vec<u8>) -> Self {
        Self { bytes, state }
    }

    pub(super) fn is_open(&self) -> bool {
        self.state.open.is_some()
    }

    /// Bytes of the entry that is open, before they were packed.
    pub(super) fn entry_len(&self) -> u64 {
        self.state.open.as_ref().map_or(0, |it| it.len)
    }

    /// An entry at once.
    pub(super) fn whole(&mut self, name: &str, content: &[u8]) -> Result<()> {
        self.open(name);
        self.close(content)
    }

    /// Begins an entry. How long it is stands behind it.
    pub(super) fn open(&mut self, name: &str) {
        let offset = self.state.offset;
        let name = name.to_owned();
        let entry = Entry { name, offset, sum: 0, packed: 0, len: 0 };
        let mut header = Vec::new();
        header.extend_from_slice(&0x0403_4b50_u32.to_le_bytes());
        header.extend_from_slice(&entry.common());
        // The length of what stands between the name and the content.
        header.extend_from_slice(&[0; 2]);
        header.extend_from_slice(entry.name.as_bytes());
        self.add(&header);
        self.state.open = Some(entry);
    }

    /// More of the entry, packed by itself.
    pub(super) fn block(&mut self, content: &[u8]) -> Result<()> {
        self.deflate(content, FlushCompress::Sync)
    }

    /// The last of the entry.
    pub(super) fn close(&mut self, content: &[u8]) -> Result<()> {
        self.deflate(content, FlushCompress::Finish)?;
        let entry = self.state.open.take().context("no entry is open")?;
        self.add(&0x0807_4b50_u32.to_le_bytes());
        self.add(&entry.lengths()?);
        self.state.entries.push(entry);
        Ok(())
    }

    fn deflate(&mut self, content: &[u8], flush: FlushCompress) -> Result<()> {
        let mut compress = Compress::new(LEVEL, false);
        let before = self.bytes.len();
        loop {
            let read = usize::try_from(compress.total_in())?;
            let rest = content.get(read..).unwrap_or_default();
            self.bytes.reserve((rest.len() / 4).max(1024));
            let status = compress.compress_vec(rest, &mut self.bytes, flush)?;
            let is_read = compress.total_in() == content.len() as u64;
            let has_room = self.bytes.len() < self.bytes.capacity();
            if status == Status::StreamEnd || (is_read && has_room && flush == FlushCompress::Sync)
            {
                break;
            }
        }
        let packed = (self.bytes.len() - before) as u64;
        self.state.offset += packed;
        let entry = self.state.open.as_mut().context("no entry is open")?;
        entry.packed += packed;
        entry.sum = crc32(entry.sum, content);
        entry.len += content.len() as u64;
        Ok(())
    }

    /// The list of the entries, with which a zip ends.
    pub(super) fn end(&mut self) -> Result<()> {
        let start = self.state.offset;
        for entry in std::mem::take(&mut self.state.entries) {
            self.add(&entry.listed()?);
            self.state.entries.push(entry);
        }
        let count = u16::try_from(self.state.entries.len())?.to_le_bytes();
        let len = u32::try_from(self.state.offset - start)?.to_le_bytes();
        let parts: [&[u8]; 7] = [
            &0x0605_4b50_u32.to_le_bytes(),
            // One disk of one.
            &[0; 4],
            &count,
            &count,
            &len,
            &u32::try_from(start)?.to_le_bytes(),
            &[0; 2],
        ];
        self.add(&parts.concat());
        Ok(())
    }

    fn add(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        self.state.offset += bytes.len() as u64;
    }
}

impl Entry {
    /// What stands in its header and again in the list; lengths are told behind it, so here they are none.
    fn common(&self) -> Vec<u8> {
        self.described([0; 12])
    }

    fn described(&self, lengths: [u8; 12]) -> Vec<u8> {
        let mut bytes = Vec::new();
        // Of version 2.0; lengths follow, the name is UTF-8; deflated; made at midnight on 1 January 1980.
        for number in [20_u16, 0x0808, 8, 0, 0x0021] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        bytes.extend_from_slice(&lengths);
        // Names are a few letters.
        let len = u16::try_from(self.name.len()).unwrap_or_default();
        bytes.extend_from_slice(&len.to_le_bytes());
        bytes
    }

    fn lengths(&self) -> Result<[u8; 12]> {
        let mut bytes = [0; 12];
        let numbers = [self.sum, u32::try_from(self.packed)?, u32::try_from(self.len)?];
        for (place, number) in bytes.chunks_exact_mut(4).zip(numbers) {
            place.copy_from_slice(&number.to_le_bytes());
        }
        Ok(bytes)
    }

    fn listed(&self) -> Result<Vec<u8>> {
        let mut bytes = 0x0201_4b50_u32.to_le_bytes().to_vec();
        bytes.extend_from_slice(&20_u16.to_le_bytes());
        bytes.extend(self.described(self.lengths()?));
        // No further fields, no comment, the first disk, no attributes.
        bytes.extend_from_slice(&[0; 12]);
        bytes.extend_from_slice(&u32::try_from(self.offset)?.to_le_bytes());
        bytes.extend_from_slice(self.name.as_bytes());
        Ok(bytes)
    }
}
