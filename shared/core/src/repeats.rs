//! Which earlier row a row repeats: a table from match key to leader, at 12 bytes a place.
//!
//! The first row that passes with a key leads, whatever stands in its other columns. Keys arrive as evenly spread
//! hashes, so their own bits place them. The table is cut into 1,024 parts that grow one by one: growing a single
//! table would need all its memory twice. Of a key's 128 bits 74 tell it apart, ten by its part and 64 in its
//! place: among ten million rows, two that are not the same look it once in some 400 million files.

use gangway_contract::Row;

const PART_BITS: u32 = 10;

/// Places of a part that is no longer small. Small ones double, large ones grow by a quarter: a table that is
/// short of nothing need not be moved often, one of millions of rows must not be half empty.
const LARGE: usize = 512;

/// Leaders by match key.
#[derive(Debug)]
pub struct Repeats {
    parts: Vec<Part>,
    len: u32,
}

/// Places in the order of the keys' bits, wherever a place was still free.
#[derive(Debug, Default, Clone)]
struct Part {
    places: Vec<Place>,
    len: usize,
}

/// Two halves of a key's bits, so that a place has no gaps, and its leader. 0 means that the place is free: no data
/// row has the number 0.
#[derive(Debug, Default, Clone, Copy)]
struct Place {
    key: [u32; 2],
    row: Row,
}

impl Default for Repeats {
    fn default() -> Self {
        Self { parts: vec![Part::default(); 1 << PART_BITS], len: 0 }
    }
}

impl Repeats {
    /// The row that leads this key, a hash of 128 bits; `row` itself if it is the first.
    pub fn lead(&mut self, key: u128, row: Row) -> Row {
        let (part, key) = cut(key);
        let Some(part) = self.parts.get_mut(part) else { return row };
        let leader = part.lead(key, row.max(1));
        self.len += u32::from(leader == row);
        leader
    }

    /// The same for many rows in their order. Where nothing waits for it, the processor fetches many places at once.
    pub fn lead_all(&mut self, rows: &[(u128, Row)], mut each: impl FnMut(Row, Row)) {
        let place = |key: u128| {
            let (part, key) = cut(key);
            let places = &self.parts.get(part)?.places;
            places.get(wanted(key, places.len()))
        };
        let seen = rows.iter().filter_map(|(key, _)| place(*key)).fold(0, |all, it| all ^ it.row);
        std::hint::black_box(seen);
        for (key, row) in rows {
            each(*row, self.lead(*key, *row));
        }
    }

    /// The row that leads this key, if one does.
    pub fn leader(&self, key: u128) -> Option<Row> {
        let (part, key) = cut(key);
        let places = &self.parts.get(part)?.places;
        places.get(find(places, key)).map(|it| it.row).filter(|row| *row != 0)
    }

    /// How many different keys there are.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Whether no row had a key.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The memory that the table takes, in bytes.
    pub fn bytes(&self) -> usize {
        self.parts.iter().map(|it| it.places.capacity() * size_of::<Place>()).sum()
    }
}

impl Part {
    fn lead(&mut self, key: [u32; 2], row: Row) -> Row {
        if self.len * 8 >= self.places.len() * 7 {
            self.grow();
        }
        let at = find(&self.places, key);
        let Some(place) = self.places.get_mut(at) else { return row };
        if place.row == 0 {
            *place = Place { key, row };
            self.len += 1;
        }
        place.row
    }

    fn grow(&mut self) {
        let old = self.places.len();
        let len = if old < LARGE { (old * 2).max(16) } else { old + old / 4 };
        let mut places = vec![Place::default(); len];
        for place in self.places.iter().filter(|it| it.row != 0) {
            let at = find(&places, place.key);
            if let Some(free) = places.get_mut(at) {
                *free = *place;
            }
        }
        self.places = places;
    }
}

/// A key's part, and what it is told by within.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "pieces of the key are meant")]
fn cut(key: u128) -> (usize, [u32; 2]) {
    let rest = key >> (64 - PART_BITS);
    ((key >> (128 - PART_BITS)) as usize, [(rest >> 32) as u32, rest as u32])
}

/// The place of the key, or the free place where it belongs. There is always a free one.
#[inline]
fn find(places: &[Place], key: [u32; 2]) -> usize {
    let from = wanted(key, places.len());
    let fits = |it: &Place| it.row == 0 || it.key == key;
    let (before, after) = places.split_at(from.min(places.len()));
    match after.iter().position(fits) {
        Some(at) => from + at,
        None => before.iter().position(fits).unwrap_or(0),
    }
}

/// Scales the first bits of the key, which did not choose the part, to the length of the table.
fn wanted([high, _]: [u32; 2], len: usize) -> usize {
    ((u64::from(high) * len as u64) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_row_repeats_the_first_one_not_the_second() {
        let mut repeats = Repeats::default();
        assert_eq!([2, 3, 4].map(|row| repeats.lead(7, row)), [2, 2, 2]);
        assert_eq!(repeats.len(), 1);
    }

    #[test]
    fn a_million_rows_are_told_apart_in_36_bytes_each() {
        let mut repeats = Repeats::default();
        let rows = 1_000_000;
        for row in 2..rows + 2 {
            assert_eq!(repeats.lead(key(row), row), row);
        }
        for row in 2..rows + 2 {
            assert_eq!(repeats.lead(key(row), rows + row), row);
        }
        assert_eq!(repeats.len(), rows);
        assert!(repeats.bytes() <= 36 * rows as usize, "{} bytes", repeats.bytes());
    }

    #[test]
    fn keys_that_want_the_same_place_stay_apart() {
        let mut repeats = Repeats::default();
        for low in 0..1000_u32 {
            assert_eq!(repeats.lead(u128::from(low) << 54, low + 2), low + 2);
        }
        assert_eq!(repeats.len(), 1000);
    }

    fn key(row: u32) -> u128 {
        xxhash_rust::xxh3::xxh3_128(&row.to_le_bytes())
    }
}
