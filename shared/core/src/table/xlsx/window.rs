//! What was unpacked and not yet taken. Whoever reads takes whole tags and texts; the piece of one at the end stays and
//! the next bytes are unpacked right behind it, so that nothing is put together anew.

use gangway_contract::Refusal;

/// How far a reader came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Taken {
    /// Bytes that need not come again.
    pub(super) used: usize,
    /// Whether more are wanted.
    pub(super) more: bool,
}

impl Taken {
    /// All of a piece.
    pub(super) fn all(piece: &[u8], more: bool) -> Self {
        Self { used: piece.len(), more }
    }
}

/// Who gets the bytes.
pub(super) type Sink<'a> = dyn FnMut(&[u8]) -> Result<Taken, Refusal> + 'a;

/// Bytes on their way to a reader.
#[derive(Debug, Default)]
pub(super) struct Window {
    bytes: Vec<u8>,
    len: usize,
    /// A piece that did not end is shown again only when this much is there, or a long one would be looked at with
    /// every few bytes.
    show_from: usize,
}

impl Window {
    /// One that holds what another one held.
    pub(super) fn holding(held: &[u8]) -> Self {
        Self { bytes: held.to_vec(), len: held.len(), show_from: 0 }
    }

    /// Room for so many further bytes.
    pub(super) fn room(&mut self, bytes: usize) -> &mut [u8] {
        let end = self.len + bytes;
        if self.bytes.len() < end {
            self.bytes.resize(end, 0);
        }
        &mut self.bytes[self.len..end]
    }

    /// So many bytes were put there.
    pub(super) fn filled(&mut self, bytes: usize) {
        self.len += bytes;
    }

    /// What is there.
    pub(super) fn held(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    /// Forgets what is there.
    pub(super) fn clear(&mut self) {
        self.len = 0;
    }

    /// Shows what is there; says whether more is wanted. Of the `last` bytes, nobody waits for more.
    pub(super) fn show(&mut self, last: bool, sink: &mut Sink<'_>) -> Result<bool, Refusal> {
        if self.len == 0 || (self.len < self.show_from && !last) {
            return Ok(true);
        }
        let Taken { used, more } = sink(&self.bytes[..self.len])?;
        self.show_from = if used == 0 { 2 * self.len } else { 0 };
        self.bytes.copy_within(used..self.len, 0);
        self.len -= used;
        Ok(more)
    }
}
