//! Cuts text into records and cells. It never fails: some parse is better than none, and what was not meant
//! as written is marked on its row.
//!
//! A record that does not end within the text at hand is left alone until more text is there, so the cut of
//! the input never shows. Quotes are read as people mean them: a quote inside a quoted cell that nothing
//! closes after is part of the text, and a quote that never finds its partner is a letter like any other.

use gangway_contract::{Dialect, IssueCode};
use memchr::{memchr, memchr2, memchr3};

use super::marks::{Found, Marks};
use super::searched::{LineBreaks, Searched};
use crate::guard::MAX_QUOTED_BYTES;
use crate::table::row::{Slot, SlotKind};

/// The cells of the record that was scanned last.
pub(super) struct Scanner {
    delimiter: Option<Mark>,
    quote: Option<Mark>,
    escape: Option<Mark>,
    searched: Searched,
    /// How plain cells end, in dialects whose marks are single bytes and that escape nothing.
    marks: Option<Marks>,
    pub(super) slots: Vec<Slot>,
    pub(super) built: String,
    pub(super) fault: Option<IssueCode>,
}

/// Text at hand, and whether the file ends with it.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) text: &'a str,
    pub(super) last: bool,
}

/// A character of the dialect, as its bytes.
#[derive(Clone, Copy)]
struct Mark {
    bytes: [u8; 4],
    len: usize,
}

/// What stopped a cell.
enum Stop {
    /// The cell ended; the next begins here.
    Cell(usize),
    /// The record ended; the next begins here.
    Record(usize),
    /// The text at hand ended first.
    More,
}

/// What became of a quoted cell.
enum Quoted {
    /// Its partner is here; everything between is the cell.
    Closed(usize),
    /// It has no partner.
    Never,
    /// The text at hand ended first.
    More,
}

impl Mark {
    fn new(it: char) -> Self {
        let mut bytes = [0; 4];
        let len = it.encode_utf8(&mut bytes).len();
        Self { bytes, len }
    }

    fn first(self) -> u8 {
        self.bytes[0]
    }

    fn is_at(self, bytes: &[u8], at: usize) -> bool {
        bytes.get(at) == Some(&self.bytes[0]) && (self.len == 1 || self.is_whole_at(bytes, at))
    }

    fn is_whole_at(self, bytes: &[u8], at: usize) -> bool {
        bytes.get(at..).is_some_and(|rest| rest.starts_with(&self.bytes[..self.len]))
    }
}

impl Scanner {
    pub(super) fn new(dialect: &Dialect) -> Self {
        let delimiter = dialect.delimiter.map(Mark::new);
        let quote = dialect.quote.map(Mark::new);
        let escape = dialect.escape.filter(|it| Some(*it) != dialect.quote).map(Mark::new);
        let short = [delimiter, quote].into_iter().flatten().all(|it| it.len == 1);
        Self {
            delimiter,
            quote,
            escape,
            searched: Searched::default(),
            marks: (short && escape.is_none()).then(|| {
                let delimiter = delimiter.map_or(b'\n', Mark::first);
                Marks::new(delimiter, quote.map_or(delimiter, Mark::first))
            }),
            slots: Vec::new(),
            built: String::new(),
            fault: None,
        }
    }

    /// Forgets where things stood in the text before: the next record is of another text.
    pub(super) fn begin(&mut self) {
        self.searched = Searched::default();
        if let Some(marks) = &mut self.marks {
            marks.begin();
        }
    }

    /// Scans the record at `from` and says where the next one begins; none if it does not end in the text.
    pub(super) fn record(&mut self, text: Text<'_>, from: usize) -> Option<usize> {
        self.slots.clear();
        self.built.clear();
        self.fault = None;
        let mut at = from;
        loop {
            match self.short_way(text.text.as_bytes(), at) {
                Stop::Record(next) => return Some(next),
                Stop::Cell(next) => at = next,
                Stop::More => {}
            }
            match self.cell(text, at) {
                Stop::Cell(next) => at = next,
                Stop::Record(next) => return Some(next),
                Stop::More => return None,
            }
        }
    }

    /// The short way through cells as nearly all are: plain, or in quotes with none inside. It stops at the first
    /// cell that is another, or whose end is not there.
    #[inline]
    fn short_way(&mut self, bytes: &[u8], from: usize) -> Stop {
        let Self { marks: Some(marks), slots, searched, .. } = self else {
            return Stop::Cell(from);
        };
        let delimiter = self.delimiter.map(Mark::first);
        let quote = self.quote.map(Mark::first);
        let mut at = from;
        marks.go_to(bytes, at);
        while let Some(first) = bytes.get(at) {
            let quoted = Some(*first) == quote;
            if *first == b' ' || (quoted && searched.holds(at)) {
                break;
            }
            let start = at + usize::from(quoted);
            let found = if quoted {
                marks.go_to(bytes, start);
                marks.quote(bytes)
            } else {
                marks.end(bytes)
            };
            let Some(Found { at: end, simple }) = found else { break };
            if quoted && end - start > MAX_QUOTED_BYTES {
                break;
            }
            let (after, kind) = (end + usize::from(quoted), kind_of(bytes, start, end, simple));
            let slot = Slot { start: wide(start), end: wide(end), kind };
            match (bytes.get(after), bytes.get(after + 1)) {
                (Some(b'\n'), _) => {
                    slots.push(slot);
                    return Stop::Record(after + 1);
                }
                (Some(b'\r'), Some(next)) => {
                    slots.push(slot);
                    return Stop::Record(after + 1 + usize::from(*next == b'\n'));
                }
                (Some(it), _) if Some(*it) == delimiter => slots.push(slot),
                _ => break,
            }
            at = after + 1;
            if quoted {
                marks.go_to(bytes, at);
            }
        }
        Stop::Cell(at)
    }

    fn cell(&mut self, text: Text<'_>, at: usize) -> Stop {
        let bytes = text.text.as_bytes();
        // Many writers put a space after the delimiter, before the quote.
        let spaces = match (bytes.get(at), self.quote) {
            (Some(b' '), Some(_)) => self.spaces(bytes, at),
            _ => 0,
        };
        let open = at + spaces;
        if spaces > 0 && open >= bytes.len() && !text.last {
            return Stop::More;
        }
        let Some(quote) = self.quote.filter(|it| it.is_at(bytes, open)) else {
            return self.plain(text, at);
        };
        match self.partner(text, open, quote) {
            Quoted::Closed(close) => self.quoted(text, open + quote.len, close, quote),
            // Behind a space, a quote without its partner is more likely a letter.
            Quoted::Never if spaces > 0 => self.plain(text, at),
            Quoted::More => Stop::More,
            Quoted::Never => {
                self.fault = Some(IssueCode::UnclosedQuote);
                self.plain(text, at)
            }
        }
    }

    /// How many spaces stand here that are not the delimiter.
    fn spaces(&self, bytes: &[u8], at: usize) -> usize {
        if self.delimiter.is_some_and(|it| it.is_at(bytes, at)) {
            return 0;
        }
        bytes.get(at..).unwrap_or_default().iter().take_while(|it| **it == b' ').count()
    }

    /// An unquoted cell.
    fn plain(&mut self, text: Text<'_>, at: usize) -> Stop {
        let Some(end) = self.end_of_plain(text.text.as_bytes(), at) else {
            if !text.last {
                return Stop::More;
            }
            self.push_plain(text.text, at, text.text.len());
            return Stop::Record(text.text.len());
        };
        self.push_plain(text.text, at, end);
        self.after(text, end)
    }

    /// What follows a cell that ended at `end`: a delimiter, a line break or the end of the file.
    fn after(&self, text: Text<'_>, end: usize) -> Stop {
        let bytes = text.text.as_bytes();
        match bytes.get(end) {
            None if text.last => Stop::Record(end),
            None => Stop::More,
            Some(b'\n') => Stop::Record(end + 1),
            Some(b'\r') => match bytes.get(end + 1) {
                Some(b'\n') => Stop::Record(end + 2),
                // A line feed may follow in the next piece.
                None if !text.last => Stop::More,
                _ => Stop::Record(end + 1),
            },
            Some(_) => Stop::Cell(end + self.delimiter.map_or(1, |it| it.len)),
        }
    }

    /// Where an unquoted cell ends.
    fn end_of_plain(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        if self.escape.is_some() {
            return self.end_of_escaped(bytes, from);
        }
        if let Some(marks) = &mut self.marks {
            marks.go_to(bytes, from);
            return marks.end(bytes).map(|it| it.at);
        }
        let mut at = from;
        loop {
            let rest = bytes.get(at..)?;
            let Some(delimiter) = self.delimiter else {
                return memchr2(b'\n', b'\r', rest).map(|it| at + it);
            };
            let found = at + memchr3(delimiter.first(), b'\n', b'\r', rest)?;
            if delimiter.len == 1 || bytes.get(found) != Some(&delimiter.first()) {
                return Some(found);
            }
            if delimiter.is_at(bytes, found) {
                return Some(found);
            }
            at = found + 1;
        }
    }

    /// The same where an escape may take a delimiter's meaning away.
    fn end_of_escaped(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let mut at = from;
        loop {
            let byte = *bytes.get(at)?;
            if self.delimiter.is_some_and(|it| it.is_at(bytes, at)) || matches!(byte, b'\n' | b'\r')
            {
                return Some(at);
            }
            at += self.escape.filter(|it| it.is_at(bytes, at)).map_or(1, |it| {
                let escapes = self.delimiter.is_some_and(|mark| mark.is_at(bytes, at + it.len));
                if escapes { it.len + 1 } else { it.len }
            });
        }
    }

    /// Looks for the quote that closes the cell opened at `open`. What is learnt on the way to none is kept, or
    /// a thousand quotes without partners would each search all that follows.
    fn partner(&mut self, text: Text<'_>, open: usize, quote: Mark) -> Quoted {
        let bytes = text.text.as_bytes();
        let start = open + quote.len;
        let mut breaks = LineBreaks::after(start);
        let (mut at, mut may_skip) = (start, self.searched.holds(open));
        loop {
            if at - start > MAX_QUOTED_BYTES {
                return self.never(bytes, open, at, breaks);
            }
            let Some(found) = self.next_quote(bytes, at, quote) else {
                let exhausted = text.last || bytes.len() - start > MAX_QUOTED_BYTES;
                return if exhausted {
                    self.never(bytes, open, bytes.len(), breaks)
                } else {
                    Quoted::More
                };
            };
            // Quotes right behind the opening one pair up differently than for an earlier opening.
            if may_skip && found != at {
                may_skip = false;
                at = self.searched.skip(found, &mut breaks);
                if at != found {
                    continue;
                }
            }
            if quote.is_at(bytes, found + quote.len) {
                at = found + 2 * quote.len;
                continue;
            }
            match self.closes(text, found + quote.len) {
                None => return Quoted::More,
                Some(true) if found - start > MAX_QUOTED_BYTES => {
                    return self.never(bytes, open, found, breaks);
                }
                Some(true) => return Quoted::Closed(found),
                Some(false) if self.opens_another(bytes, found, start, &mut breaks) => {
                    return self.never(bytes, open, found, breaks);
                }
                Some(false) => at = found + quote.len,
            }
        }
    }

    /// Keeps that nothing closes between `open` and `to`.
    fn never(&mut self, bytes: &[u8], open: usize, to: usize, breaks: LineBreaks) -> Quoted {
        self.searched = Searched::new(open, to, breaks.last_before(bytes, to));
        Quoted::Never
    }

    /// The next quote that is not escaped.
    fn next_quote(&self, bytes: &[u8], from: usize, quote: Mark) -> Option<usize> {
        let mut at = from;
        loop {
            let rest = bytes.get(at..)?;
            let found = match self.escape {
                None => memchr(quote.first(), rest)?,
                Some(escape) => memchr2(quote.first(), escape.first(), rest)?,
            };
            at += found;
            if let Some(escape) = self.escape.filter(|it| it.is_at(bytes, at)) {
                at += escape.len + bytes.get(at + escape.len).map_or(0, |_| 1);
            } else if quote.is_at(bytes, at) {
                return Some(at);
            } else {
                at += 1;
            }
        }
    }

    /// Whether the cell ends after a quote: spaces may follow, but no text. None if that cannot be told yet.
    fn closes(&self, text: Text<'_>, after: usize) -> Option<bool> {
        let bytes = text.text.as_bytes();
        let mut at = after;
        loop {
            if self.delimiter.is_some_and(|it| it.is_at(bytes, at)) {
                return Some(true);
            }
            match bytes.get(at) {
                Some(b' ' | b'\t') => at += 1,
                Some(b'\n' | b'\r') => return Some(true),
                Some(_) => return Some(false),
                None => return text.last.then_some(true),
            }
        }
    }

    /// Whether a quote that closes nothing stands where a later row's cell would begin: then the first quote
    /// was never closed, and must not swallow the rows between.
    fn opens_another(
        &self,
        bytes: &[u8],
        found: usize,
        start: usize,
        breaks: &mut LineBreaks,
    ) -> bool {
        let between = bytes.get(start..found).unwrap_or_default();
        let at_cell_start = match between.last() {
            None => false,
            Some(b'\n' | b'\r') => true,
            Some(_) => self.delimiter.is_some_and(|it| between.ends_with(&it.bytes[..it.len])),
        };
        at_cell_start && breaks.any_before(bytes, found)
    }

    /// A quoted cell from `start` to its closing quote.
    fn quoted(&mut self, text: Text<'_>, start: usize, close: usize, quote: Mark) -> Stop {
        let inner = text.text.get(start..close).unwrap_or_default();
        let escaped = |mark: Mark| memchr(mark.first(), inner.as_bytes()).is_some();
        if escaped(quote) || self.escape.is_some_and(escaped) {
            self.push_unescaped(inner, quote);
        } else {
            self.push(start, close, SlotKind::Plain);
        }
        let bytes = text.text.as_bytes();
        let mut end = close + quote.len;
        while !self.delimiter.is_some_and(|it| it.is_at(bytes, end))
            && matches!(bytes.get(end), Some(b' ' | b'\t'))
        {
            end += 1;
        }
        self.after(text, end)
    }

    fn push_plain(&mut self, text: &str, start: usize, end: usize) {
        let inner = text.get(start..end).unwrap_or_default();
        match self.escape {
            Some(escape)
                if escape.len == 1 && memchr(escape.first(), inner.as_bytes()).is_some() =>
            {
                self.push_unescaped(inner, escape);
            }
            _ => self.push(start, end, SlotKind::Plain),
        }
    }

    /// Builds a cell's text: doubled quotes become one, an escape goes away before what it escapes.
    fn push_unescaped(&mut self, inner: &str, quote: Mark) {
        let start = self.built.len();
        let bytes = inner.as_bytes();
        let (mut at, mut copied) = (0, 0);
        while at < bytes.len() {
            let dropped = if self.escapes(bytes, at, quote) {
                self.escape.map_or(0, |it| it.len)
            } else if quote.is_at(bytes, at) && quote.is_at(bytes, at + quote.len) {
                quote.len
            } else {
                at += 1;
                continue;
            };
            self.built.push_str(inner.get(copied..at).unwrap_or_default());
            copied = at + dropped;
            at = copied + 1;
        }
        self.built.push_str(inner.get(copied..).unwrap_or_default());
        self.push(start, self.built.len(), SlotKind::Built);
    }

    /// Whether an escape stands here before something that needs one.
    fn escapes(&self, bytes: &[u8], at: usize, quote: Mark) -> bool {
        let Some(escape) = self.escape.filter(|it| it.is_at(bytes, at)) else { return false };
        let next = at + escape.len;
        [Some(quote), self.quote, self.delimiter, Some(escape)]
            .into_iter()
            .flatten()
            .any(|it| it.is_at(bytes, next))
    }

    fn push(&mut self, start: usize, end: usize, kind: SlotKind) {
        self.slots.push(Slot { start: wide(start), end: wide(end), kind });
    }
}

/// What a cell without anything to unescape is.
#[inline]
fn kind_of(bytes: &[u8], start: usize, end: usize, simple: bool) -> SlotKind {
    let visible = |at: Option<usize>| at.and_then(|it| bytes.get(it)).is_some_and(|it| *it > b' ');
    let framed = start < end && visible(Some(start)) && visible(end.checked_sub(1));
    if simple && framed { SlotKind::Simple } else { SlotKind::Plain }
}

/// Text at hand is far below 4 GiB: a record ends at `guard::MAX_ROW_BYTES`.
fn wide(it: usize) -> u32 {
    u32::try_from(it).unwrap_or(u32::MAX)
}
