//! The shared strings: one arena of text and where each string ends. What the part says about its count is
//! never used to reserve memory.

use gangway_contract::Refusal;

use super::xml::{self, Token};
use crate::guard;

/// The strings that have been read so far.
#[derive(Debug, Default)]
pub(in crate::table) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(in crate::table) fn text(&self) -> &str {
        &self.text
    }

    /// Where a string lies in [`text`](Self::text).
    pub(in crate::table) fn range(&self, index: usize) -> Option<(u32, u32)> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).and_then(|it| self.ends.get(it)).copied().unwrap_or(0);
        Some((start, end))
    }

    /// Where the next string goes, until it is [closed](Self::close).
    pub(in crate::table) fn text_mut(&mut self) -> &mut String {
        &mut self.text
    }

    /// Ends a string.
    pub(in crate::table) fn close(&mut self) -> Result<(), Refusal> {
        if self.text.len() > guard::MAX_STRINGS_TEXT || self.ends.len() >= guard::MAX_STRINGS {
            return Err(guard::too_many_strings());
        }
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        Ok(())
    }
}

/// Fills [`Strings`] from the part's bytes as they come.
#[derive(Debug, Default)]
pub(super) struct StringsScan {
    pub(super) strings: Strings,
    pending: Vec<u8>,
    in_text: bool,
    /// Within phonetic text, which says how the string sounds and is no part of it.
    in_phonetic: bool,
    string_start: usize,
    text_start: usize,
    keep_blanks: bool,
    packed: u64,
    /// More strings than these are not looked at.
    wanted: usize,
    /// As in a sheet: a long token is not looked at again with every piece.
    scan_from: usize,
}

impl StringsScan {
    /// Of a part whose packed length is known, which is what a claimed count is held against; reads the first
    /// `wanted` strings.
    pub(super) fn new(packed: u64, wanted: usize) -> Self {
        Self { packed, wanted, ..Self::default() }
    }

    /// Takes the next bytes; says whether more strings are wanted.
    pub(super) fn push(&mut self, piece: &[u8]) -> Result<bool, Refusal> {
        self.pending.extend_from_slice(piece);
        if self.pending.len() < self.scan_from { Ok(true) } else { self.scan() }
    }

    /// The strings, once nothing more is to come.
    pub(super) fn finish(mut self) -> Result<Strings, Refusal> {
        self.scan()?;
        Ok(self.strings)
    }

    fn scan(&mut self) -> Result<bool, Refusal> {
        let mut bytes = std::mem::take(&mut self.pending);
        let mut at = 0;
        while self.strings.len() < self.wanted
            && let Some((token, next)) = xml::next(&bytes, at)?
        {
            self.see(token)?;
            at = next;
        }
        bytes.drain(..at);
        self.scan_from = if at == 0 { 2 * bytes.len() } else { 0 };
        self.pending = bytes;
        Ok(self.strings.len() < self.wanted)
    }

    fn see(&mut self, token: Token<'_>) -> Result<(), Refusal> {
        match token {
            Token::Text(raw) if self.in_text => self.take(raw, false),
            Token::Literal(raw) if self.in_text => self.take(raw, true),
            Token::Open { name: b"t", attributes, empty } => {
                self.in_text = !empty && !self.in_phonetic;
                self.text_start = self.strings.text.len();
                self.keep_blanks = xml::keeps_blanks(attributes);
            }
            Token::Close(b"t") if self.in_text => {
                self.in_text = false;
                xml::trim_tail(&mut self.strings.text, self.text_start, self.keep_blanks);
            }
            Token::Open { name: b"si", empty, .. } => {
                self.string_start = self.strings.text.len();
                if empty {
                    return self.strings.close();
                }
            }
            Token::Close(b"si") => {
                unescape_tail(&mut self.strings.text, self.string_start);
                return self.strings.close();
            }
            Token::Open { name: b"rPh", empty, .. } => self.in_phonetic = !empty,
            Token::Close(b"rPh") => self.in_phonetic = false,
            Token::Open { name: b"sst", attributes, .. } => return self.check_count(attributes),
            _ => {}
        }
        Ok(())
    }

    fn take(&mut self, raw: &[u8], literal: bool) {
        push_raw(raw, literal, &mut self.strings.text);
    }

    /// Nothing packs tighter than 1 to 1,032, and the shortest string is `<si/>`: a larger count is a lie
    /// that other readers would reserve memory for.
    fn check_count(&self, attributes: &[u8]) -> Result<(), Refusal> {
        let claimed: u64 = xml::number(attributes, b"uniqueCount").unwrap_or(0);
        let possible = self.packed.saturating_mul(1032) / 5 + 1;
        if claimed > possible.max(1 << 20) { Err(guard::too_many_strings()) } else { Ok(()) }
    }
}

/// Appends raw text, with its references resolved unless it is meant literally.
pub(super) fn push_raw(raw: &[u8], literal: bool, into: &mut String) {
    if literal {
        into.push_str(&String::from_utf8_lossy(raw));
    } else {
        xml::push_text(raw, into);
    }
}

/// Resolves Excel's own escapes (`_x000D_`) in the text from `start` on.
pub(super) fn unescape_tail(text: &mut String, start: usize) {
    let Some(tail) = text.get(start..) else { return };
    if !tail.contains("_x") {
        return;
    }
    let unescaped = unescape(tail);
    text.truncate(start);
    text.push_str(&unescaped);
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let (it, len) = escape(rest).map_or(('_', 1), |it| (it, 7));
        out.push(it);
        rest = rest.get(len..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

fn escape(text: &str) -> Option<char> {
    let hex = text.get(2..6).filter(|_| text.as_bytes().get(6) == Some(&b'_'))?;
    hex.bytes().all(|it| it.is_ascii_hexdigit()).then_some(())?;
    char::from_u32(u32::from_str_radix(hex, 16).ok()?)
}
