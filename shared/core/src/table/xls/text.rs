//! Texts as records hold them: one byte a character or two, or in the bytes of an old code page.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GBK, IBM866, ISO_8859_2, ISO_8859_5, ISO_8859_7, KOI8_R,
    KOI8_U, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
    WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
    X_MAC_CYRILLIC,
};

use super::cfb::u16_at;
use super::records::Records;
use crate::copy::push_short;

/// How a workbook writes its texts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Spelling {
    /// Since Excel 97: each text says how wide its characters are.
    Unicode,
    /// Excel 5 and 95: bytes of one code page.
    Bytes(&'static Encoding),
}

impl Spelling {
    /// Appends the text of a record, `data` beginning with its length in two bytes. What the record cannot hold stands in
    /// the records that continue it.
    pub(super) fn push(self, data: &[u8], more: Records<'_>, into: &mut String) -> Option<()> {
        let len = usize::from(u16_at(data, 0)?);
        match self {
            Self::Bytes(encoding) => {
                let raw = data.get(2..)?;
                push_decoded(encoding, &raw[..raw.len().min(len)], into);
                Some(())
            }
            // An empty text may come without its flags.
            Self::Unicode if len == 0 => Some(()),
            Self::Unicode => {
                let (flags, raw) = data.get(2..)?.split_first()?;
                let mut text = Continued { data: raw, more };
                // What ends before its text does is given as far as it goes.
                let _whole = text.push(len, flags & 1 != 0, into);
                Some(())
            }
        }
    }

    /// The bytes of a record's text that is no longer than the record, and whether each character has two.
    #[inline]
    pub(super) fn within(self, data: &[u8]) -> Option<(&[u8], bool)> {
        let (len, rest) = data.split_first_chunk()?;
        let (flags, raw) = rest.split_first()?;
        let (len, wide) = (usize::from(u16::from_le_bytes(*len)), flags & 1 != 0);
        let raw = raw.get(..if wide { 2 * len } else { len })?;
        (self == Self::Unicode).then_some((raw, wide))
    }

    /// A short text, `data` beginning with its length in one byte.
    pub(super) fn short(self, data: &[u8]) -> Option<String> {
        let (len, rest) = data.split_first()?;
        let len = usize::from(*len);
        let mut text = String::new();
        match self {
            Self::Bytes(encoding) => {
                push_decoded(encoding, rest.get(..len).unwrap_or(rest), &mut text);
            }
            Self::Unicode => {
                let (flags, raw) = rest.split_first()?;
                let wide = flags & 1 != 0;
                let bytes = if wide { 2 * len } else { len };
                push_characters(raw.get(..bytes).unwrap_or(raw), wide, &mut text);
            }
        }
        text.retain(|it| it != '\0');
        Some(text)
    }
}

/// Bytes that go on in further records. Where a text goes on, a byte says anew how wide its characters are.
pub(super) struct Continued<'a> {
    pub(super) data: &'a [u8],
    pub(super) more: Records<'a>,
}

impl Continued<'_> {
    /// Whether there are bytes; goes on to the next record if there are none in this one.
    pub(super) fn has_more(&mut self) -> bool {
        while self.data.is_empty() {
            match self.more.continued() {
                Some(data) => self.data = data,
                None => return false,
            }
        }
        true
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        self.has_more().then_some(())?;
        let (first, rest) = self.data.split_first()?;
        self.data = rest;
        Some(*first)
    }

    pub(super) fn number(&mut self, bytes: u32) -> Option<u32> {
        (0..bytes).try_fold(0, |sum, at| Some(sum | u32::from(self.byte()?) << (8 * at)))
    }

    pub(super) fn skip(&mut self, bytes: usize) -> Option<()> {
        let mut left = bytes;
        while left > 0 {
            self.has_more().then_some(())?;
            let here = left.min(self.data.len());
            self.data = self.data.get(here..)?;
            left -= here;
        }
        Some(())
    }

    /// Appends so many characters.
    pub(super) fn push(&mut self, characters: usize, wide: bool, into: &mut String) -> Option<()> {
        let (mut left, mut wide) = (characters, wide);
        loop {
            let width = if wide { 2 } else { 1 };
            let here = left.min(self.data.len() / width);
            let (raw, rest) = self.data.split_at_checked(here * width)?;
            push_characters(raw, wide, into);
            left -= here;
            if left == 0 {
                self.data = rest;
                return Some(());
            }
            self.data = &[];
            wide = self.byte()? & 1 != 0;
        }
    }
}

fn push_characters(raw: &[u8], wide: bool, into: &mut String) {
    if wide {
        let units = raw.as_chunks::<2>().0.iter().map(|it| u16::from_le_bytes(*it));
        let read = char::decode_utf16(units);
        into.extend(read.map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER)));
    } else {
        push_narrow(raw, into);
    }
}

/// Characters whose upper byte is left out because it is zero.
#[inline]
fn push_narrow(raw: &[u8], into: &mut String) {
    match std::str::from_utf8(raw) {
        // Only ASCII is the same in both.
        Ok(text) if raw.is_ascii() => push_short(text, into),
        _ => into.extend(raw.iter().copied().map(char::from)),
    }
}

fn push_decoded(encoding: &'static Encoding, raw: &[u8], into: &mut String) {
    into.push_str(&encoding.decode_without_bom_handling(raw).0);
}

/// The encoding of a code page by its number, of those that Excel wrote.
pub(super) fn code_page(number: u16) -> Option<&'static Encoding> {
    Some(match number {
        // 1200 says Unicode, which no text of these is in.
        367 | 1200 | 1252 | 28591 | 0x8001 => WINDOWS_1252,
        866 => IBM866,
        874 => WINDOWS_874,
        932 => SHIFT_JIS,
        936 => GBK,
        949 => EUC_KR,
        950 => BIG5,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        10000 | 0x8000 => MACINTOSH,
        10007 | 10017 => X_MAC_CYRILLIC,
        20866 => KOI8_R,
        20932 | 51932 => EUC_JP,
        21866 => KOI8_U,
        28592 => ISO_8859_2,
        28595 => ISO_8859_5,
        28597 => ISO_8859_7,
        65001 => UTF_8,
        _ => return None,
    })
}
