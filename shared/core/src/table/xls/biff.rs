//! Looks through a workbook's records before calamine does: what they claim is held against what is there,
//! because calamine reserves memory by it, and fills the rectangle around a sheet's cells.

use gangway_contract::Refusal;

use super::cfb::{Compound, damaged, u16_at, u32_at};
use super::marks::Marks;
use super::pictures::Pictures;
use crate::guard;
use crate::table::magic;
use crate::table::xlsx::{corrupt, encrypted};

pub(super) const BOF: [u16; 4] = [0x0809, 0x0409, 0x0209, 0x0009];
const END_OF_STREAM: u16 = 0x000a;
const DIMENSIONS: u16 = 0x0200;
pub(super) const FILE_PASS: u16 = 0x002f;
const SHARED_STRINGS: u16 = 0x00fc;
const MANY_NUMBERS: u16 = 0x00bd;
/// Records of one cell: blank, number, label, boolean, number in short, shared string, formula, rich text.
const CELLS: [u16; 7] = [0x0203, 0x0204, 0x0205, 0x027e, 0x00fd, 0x0006, 0x00d6];

/// The rectangle around a sheet's cells.
#[derive(Debug, Default, Clone, Copy)]
struct Extent {
    rows: Option<(u16, u16)>,
    columns: Option<(u16, u16)>,
}

/// Refuses what calamine must not see, and says what it leaves out.
pub(super) fn check(bytes: &[u8]) -> Result<(Pictures, Marks), Refusal> {
    let compound = Compound::open(bytes)?;
    if compound.has("EncryptedPackage") {
        return Err(encrypted());
    }
    if compound.has("WordDocument") {
        return Err(magic::not_a_table("a Word document"));
    }
    if compound.has("PowerPoint Document") {
        return Err(magic::not_a_table("a PowerPoint presentation"));
    }
    let stream = compound.stream("Workbook").or_else(|| compound.stream("Book"));
    match stream {
        Some(stream) => check_records(&stream?),
        None => Err(magic::not_a_table("an Office file without a workbook")),
    }
}

fn check_records(stream: &[u8]) -> Result<(Pictures, Marks), Refusal> {
    let mut pictures = Pictures::default();
    let mut marks = Marks::default();
    // Charts within a sheet have records of their own between its own.
    let mut starts: Vec<u32> = Vec::new();
    let mut extent = Extent::default();
    let mut area = 0;
    let mut at = 0;
    let mut opened = false;
    while let (Some(kind), Some(len)) = (u16_at(stream, at), u16_at(stream, at + 2)) {
        let data = stream.get(at + 4..at + 4 + usize::from(len)).unwrap_or_default();
        let start = starts.last().copied().unwrap_or(0);
        pictures.see(kind, data, start);
        marks.see(kind, data, start);
        match kind {
            _ if BOF.contains(&kind) => {
                opened = true;
                starts.push(u32::try_from(at).unwrap_or(u32::MAX));
            }
            FILE_PASS => return Err(encrypted()),
            SHARED_STRINGS => check_strings(data, stream.len())?,
            DIMENSIONS => check_dimensions(data)?,
            END_OF_STREAM => {
                starts.pop();
                area += std::mem::take(&mut extent).area();
                if area > guard::MAX_XLS_CELLS {
                    return Err(guard::too_many_xls_cells());
                }
            }
            MANY_NUMBERS => extent.add(data, u16_at(data, data.len().saturating_sub(2))),
            _ if CELLS.contains(&kind) => extent.add(data, None),
            _ => {}
        }
        at += 4 + usize::from(len);
    }
    if !opened {
        return Err(corrupt("its workbook has no beginning"));
    }
    pictures.sort();
    if area + extent.area() > guard::MAX_XLS_CELLS {
        Err(guard::too_many_xls_cells())
    } else {
        Ok((pictures, marks))
    }
}

/// The shortest string takes three bytes.
fn check_strings(data: &[u8], available: usize) -> Result<(), Refusal> {
    let unique = u32_at(data, 4).unwrap_or(0);
    if unique as usize > available / 3 + 1 { Err(guard::too_many_strings()) } else { Ok(()) }
}

/// calamine reserves the rectangle that a sheet claims.
fn check_dimensions(data: &[u8]) -> Result<(), Refusal> {
    let (rows, columns) = match data.len() {
        10 => {
            (u16_at(data, 0).zip(u16_at(data, 2)).map(wide), u16_at(data, 4).zip(u16_at(data, 6)))
        }
        _ => (u32_at(data, 0).zip(u32_at(data, 4)), u16_at(data, 8).zip(u16_at(data, 10))),
    };
    let (Some(rows), Some(columns)) = (rows, columns) else { return Err(damaged()) };
    let rows = u64::from(rows.1.saturating_sub(rows.0)) + 1;
    let columns = u64::from(columns.1.saturating_sub(columns.0)) + 1;
    if rows * columns > guard::MAX_XLS_CELLS { Err(guard::too_many_xls_cells()) } else { Ok(()) }
}

fn wide((a, b): (u16, u16)) -> (u32, u32) {
    (u32::from(a), u32::from(b))
}

impl Extent {
    fn add(&mut self, data: &[u8], last_column: Option<u16>) {
        let (Some(row), Some(column)) = (u16_at(data, 0), u16_at(data, 2)) else { return };
        self.rows = Some(grow(self.rows, row));
        self.columns = Some(grow(self.columns, column));
        if let Some(last) = last_column {
            self.columns = Some(grow(self.columns, last));
        }
    }

    fn area(self) -> u64 {
        let side = |it: Option<(u16, u16)>| it.map_or(0, |(low, high)| u64::from(high - low) + 1);
        side(self.rows) * side(self.columns)
    }
}

fn grow(range: Option<(u16, u16)>, value: u16) -> (u16, u16) {
    range.map_or((value, value), |(low, high)| (low.min(value), high.max(value)))
}
