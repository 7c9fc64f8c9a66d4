//! What a search for a closing quote learnt, for the searches after it.

use memchr::memrchr2;

/// A stretch of text in which no quote closes a cell that was opened in it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Searched {
    from: usize,
    to: usize,
    /// The last line break in it.
    last_break: Option<usize>,
}

impl Searched {
    pub(super) fn new(from: usize, to: usize, last_break: Option<usize>) -> Self {
        Self { from, to, last_break }
    }

    /// Whether a cell that opens here opens in the stretch.
    pub(super) fn holds(&self, open: usize) -> bool {
        self.from < open && open < self.to
    }

    /// Where a search that came to `at` goes on.
    pub(super) fn skip(&self, at: usize, breaks: &mut LineBreaks) -> usize {
        if at >= self.to {
            return at;
        }
        breaks.know(self.to, self.last_break);
        self.to
    }
}

/// Whether line breaks stand behind a place, without looking at any text twice.
#[derive(Debug, Clone, Copy)]
pub(super) struct LineBreaks {
    start: usize,
    looked_to: usize,
    last: Option<usize>,
}

impl LineBreaks {
    pub(super) fn after(start: usize) -> Self {
        Self { start, looked_to: start, last: None }
    }

    /// Whether one stands before `end`.
    pub(super) fn any_before(&mut self, bytes: &[u8], end: usize) -> bool {
        if self.last.is_none() && self.looked_to < end {
            let rest = bytes.get(self.looked_to..end).unwrap_or_default();
            self.last = memrchr2(b'\n', b'\r', rest).map(|it| self.looked_to + it);
            self.looked_to = end;
        }
        self.last.is_some()
    }

    /// The last one before `end`.
    pub(super) fn last_before(self, bytes: &[u8], end: usize) -> Option<usize> {
        let rest = bytes.get(self.looked_to..end).unwrap_or_default();
        memrchr2(b'\n', b'\r', rest).map(|it| self.looked_to + it).or(self.last)
    }

    /// Takes what another search knew: up to `to`, the last one stands there.
    fn know(&mut self, to: usize, last: Option<usize>) {
        self.last = last.filter(|it| *it >= self.start).or(self.last);
        self.looked_to = self.looked_to.max(to);
    }
}
