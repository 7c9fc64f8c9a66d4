//! Collects one range of the file, however many answers it takes.

use crate::source::Need;

/// A range that is being fetched.
#[derive(Debug, Default)]
pub(super) struct Gather {
    offset: u64,
    len: u32,
    bytes: Vec<u8>,
}

impl Gather {
    /// Of `len` bytes from `offset`, cut at the file's end.
    pub(super) fn new(offset: u64, len: u32, size: u64) -> Self {
        let rest = u32::try_from(size.saturating_sub(offset)).unwrap_or(u32::MAX);
        Self { offset, len: len.min(rest), bytes: Vec::new() }
    }

    pub(super) fn need(&self) -> Option<Need> {
        let got = u32::try_from(self.bytes.len()).unwrap_or(u32::MAX);
        let missing = self.len.saturating_sub(got);
        (missing > 0).then(|| Need { offset: self.offset + u64::from(got), len: missing })
    }

    /// Takes an answer; what was not asked for is left out.
    pub(super) fn answer(&mut self, bytes: &[u8]) {
        let missing = (self.len as usize).saturating_sub(self.bytes.len());
        if self.bytes.is_empty() {
            // All of it lies in the file: doubling would take half as much again.
            self.bytes.reserve_exact(missing);
        }
        self.bytes.extend_from_slice(&bytes[..bytes.len().min(missing)]);
    }

    /// Fetches so many bytes in all, cut at the file's end; those that are there stay.
    pub(super) fn grow(&mut self, len: usize, size: u64) {
        let rest = u32::try_from(size.saturating_sub(self.offset)).unwrap_or(u32::MAX);
        self.len = u32::try_from(len).unwrap_or(u32::MAX).min(rest);
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}
