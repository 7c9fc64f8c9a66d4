//! A short value that is built beside the row's text: a block of one length, so that it is put down by a copy whose length
//! is known when the core is compiled.

/// The longest such value. As long as what is copied of a cell at once.
pub(crate) const ROOM: usize = 64;

/// ASCII, and zeros behind it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Built {
    block: [u8; ROOM],
    len: usize,
}

impl Built {
    /// Nothing yet.
    #[inline]
    pub(super) fn new() -> Self {
        Self { block: [0; ROOM], len: 0 }
    }

    /// Adds a sign; none if there is no room, which whoever builds sees to.
    #[inline]
    pub(super) fn push(&mut self, sign: u8) {
        if let Some(room) = self.block.get_mut(self.len) {
            *room = sign;
            self.len += 1;
        }
    }

    #[inline]
    pub(crate) fn block(&self) -> &[u8; ROOM] {
        &self.block
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// The value alone.
    #[cfg(test)]
    pub(super) fn text(&self) -> &str {
        str::from_utf8(&self.block[..self.len]).unwrap_or_default()
    }
}
