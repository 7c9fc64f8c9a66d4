//! The shared strings: one arena of text and where each string ends. What the part says about its count is
//! never used to reserve memory.

use gangway_contract::Refusal;

use super::quick;
use super::window::Taken;
use super::xml::{self, Token};
use crate::guard;
use crate::table::row::{Slot, SlotKind, looks_simple};

/// The strings that have been read so far.
#[derive(Debug, Default)]
pub(in crate::table) struct Strings {
    text: String,
    /// Where each ends, and in the highest bit whether it is [simple](SlotKind::Simple).
    ends: Vec<u32>,
}

const SIMPLE: u32 = 1 << 31;

impl Strings {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(in crate::table) fn text(&self) -> &str {
        &self.text
    }

    /// Where a string lies in [`text`](Self::text).
    #[inline]
    pub(in crate::table) fn slot(&self, index: usize) -> Option<Slot> {
        let end = *self.ends.get(index)?;
        let before = index.checked_sub(1).and_then(|it| self.ends.get(it)).copied().unwrap_or(0);
        let kind = if end & SIMPLE == 0 { SlotKind::Plain } else { SlotKind::Simple };
        Some(Slot { start: before & !SIMPLE, end: end & !SIMPLE, kind })
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
        let start = self.ends.last().map_or(0, |it| (it & !SIMPLE) as usize);
        let simple = looks_simple(self.text.as_bytes().get(start..).unwrap_or_default());
        let end = u32::try_from(self.text.len()).unwrap_or(!SIMPLE);
        self.ends.push(if simple { end | SIMPLE } else { end });
        Ok(())
    }
}

/// Fills [`Strings`] from the part's bytes as they come.
#[derive(Debug, Default)]
pub(super) struct StringsScan {
    pub(super) strings: Strings,
    in_text: bool,
    /// Within phonetic text, which says how the string sounds and is no part of it.
    in_phonetic: bool,
    string_start: usize,
    text_start: usize,
    keep_blanks: bool,
    packed: u64,
    /// More strings than these are not looked at.
    wanted: usize,
}

impl StringsScan {
    /// Of a part whose packed length is known, which is what a claimed count is held against; reads the first
    /// `wanted` strings.
    pub(super) fn new(packed: u64, wanted: usize) -> Self {
        Self { packed, wanted, ..Self::default() }
    }

    /// Takes the next bytes.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<Taken, Refusal> {
        let mut at = 0;
        while self.strings.len() < self.wanted {
            let between = !self.in_text && !self.in_phonetic;
            if between && let Some((text, len)) = quick::string(bytes.get(at..).unwrap_or_default())
            {
                self.strings.text.push_str(text);
                self.strings.close()?;
                at += len;
                continue;
            }
            let Some((token, next)) = xml::next(bytes, at)? else { break };
            self.see(token)?;
            at = next;
        }
        Ok(Taken { used: at, more: self.strings.len() < self.wanted })
    }

    /// The strings, once nothing more is to come.
    pub(super) fn finish(self) -> Strings {
        self.strings
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
