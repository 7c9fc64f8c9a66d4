//! The records that a workbook's stream consists of: a kind, a length, and so many bytes.

use gangway_contract::Refusal;

use super::cfb::u16_at;
use crate::table::xlsx::corrupt;

pub(super) const BOF: u16 = 0x0809;
/// Beginnings of workbooks before Excel 5, which are sheets by themselves.
pub(super) const OLD_BOF: [u16; 3] = [0x0409, 0x0209, 0x0009];
pub(super) const END_OF_STREAM: u16 = 0x000a;
pub(super) const CONTINUE: u16 = 0x003c;
pub(super) const FILE_PASS: u16 = 0x002f;

/// A record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
    /// Where it begins in the stream.
    pub(super) at: usize,
}

/// The records from a place on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    pub(super) fn from(stream: &'a [u8], at: usize) -> Self {
        Self { stream, at }
    }

    /// The next record; none at the end.
    #[inline]
    pub(super) fn next(&mut self) -> Result<Option<Record<'a>>, Refusal> {
        let at = self.at;
        let rest = self.stream.get(at..).unwrap_or_default();
        let Some((head, rest)) = rest.split_first_chunk::<4>() else { return Ok(None) };
        let len = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let Some(data) = rest.get(..len) else { return Err(cut_short()) };
        self.at = at + 4 + len;
        Ok(Some(Record { kind: u16::from_le_bytes([head[0], head[1]]), data, at }))
    }

    /// The bytes of the next record, if it continues the one before.
    pub(super) fn continued(&mut self) -> Option<&'a [u8]> {
        if u16_at(self.stream, self.at) != Some(CONTINUE) {
            return None;
        }
        self.next().ok().flatten().map(|it| it.data)
    }
}

/// The records of a part of the stream up to its end, without the parts within it: a chart that lies in a sheet
/// has records of its own between the sheet's.
pub(super) struct Part<'a> {
    pub(super) records: Records<'a>,
    depth: u32,
}

impl<'a> Part<'a> {
    /// Of the part that begins at this place.
    pub(super) fn at(stream: &'a [u8], at: usize) -> Result<Self, Refusal> {
        let mut records = Records::from(stream, at);
        match records.next()? {
            Some(Record { kind: BOF, .. }) => Ok(Self { records, depth: 0 }),
            _ => Err(corrupt("one of its sheets has no beginning")),
        }
    }

    /// The next record of the part itself.
    #[inline]
    pub(super) fn next(&mut self) -> Result<Option<Record<'a>>, Refusal> {
        while let Some(record) = self.records.next()? {
            match record.kind {
                BOF => self.depth += 1,
                END_OF_STREAM if self.depth == 0 => return Ok(None),
                END_OF_STREAM => self.depth -= 1,
                _ if self.depth == 0 => return Ok(Some(record)),
                _ => {}
            }
        }
        Ok(None)
    }
}

fn cut_short() -> Refusal {
    corrupt("it ends in the middle of a record")
}
