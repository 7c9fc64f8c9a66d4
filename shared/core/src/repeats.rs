//! Which earlier row a row repeats: a table from match key to leader, at about 26 bytes a row.
//!
//! The first row that passes with a key leads, whatever stands in its other columns. The keys are blake3
//! hashes, so their own bits place them; no further hashing, and no std hashing, takes place. The table is
//! cut into 1,024 parts that grow one by one: doubling a single table would need all its memory twice.

use gangway_contract::{MatchKey, Row};

const PART_BITS: u32 = 10;

/// Leaders by match key.
#[derive(Debug)]
pub struct Repeats {
    parts: Vec<Part>,
    len: u32,
}

#[derive(Debug, Default, Clone)]
struct Part {
    keys: Vec<u128>,
    /// 0 means that the place is free: no data row has the number 0.
    rows: Vec<Row>,
    len: usize,
}

impl Default for Repeats {
    fn default() -> Self {
        Self { parts: vec![Part::default(); 1 << PART_BITS], len: 0 }
    }
}

impl Repeats {
    /// The row that leads this key; `row` itself if it is the first.
    pub fn lead(&mut self, key: MatchKey, row: Row) -> Row {
        let key = u128::from_be_bytes(key.0);
        // Ten bits are left.
        let part = (key >> (128 - PART_BITS)) as usize;
        let Some(part) = self.parts.get_mut(part) else { return row };
        let leader = part.lead(key, row.max(1));
        self.len += u32::from(leader == row);
        leader
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
        self.parts.iter().map(|it| it.keys.capacity() * 16 + it.rows.capacity() * 4).sum()
    }
}

impl Part {
    fn lead(&mut self, key: u128, row: Row) -> Row {
        if self.len * 8 >= self.keys.len() * 7 {
            self.grow();
        }
        let at = self.find(key);
        let (Some(slot), Some(leader)) = (self.keys.get_mut(at), self.rows.get_mut(at)) else {
            return row;
        };
        if *leader == 0 {
            *slot = key;
            *leader = row;
            self.len += 1;
        }
        *leader
    }

    /// The place of the key, or the free place where it belongs. There is always a free one.
    fn find(&self, key: u128) -> usize {
        let mut at = self.place(key);
        while let (Some(&other), Some(&row)) = (self.keys.get(at), self.rows.get(at)) {
            if row == 0 || other == key {
                break;
            }
            at = if at + 1 == self.keys.len() { 0 } else { at + 1 };
        }
        at
    }

    /// Scales 32 bits of the key, which did not choose the part, to the length of the table.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "32 bits are meant, and the product fits the length"
    )]
    fn place(&self, key: u128) -> usize {
        let bits = (key >> (96 - PART_BITS)) as u32;
        ((u64::from(bits) * self.keys.len() as u64) >> 32) as usize
    }

    fn grow(&mut self) {
        let len = (self.keys.len() + self.keys.len() / 4).max(16);
        let keys = std::mem::replace(&mut self.keys, vec![0; len]);
        let rows = std::mem::replace(&mut self.rows, vec![0; len]);
        for (key, row) in keys.into_iter().zip(rows).filter(|(_, row)| *row != 0) {
            let at = self.find(key);
            if let (Some(slot), Some(leader)) = (self.keys.get_mut(at), self.rows.get_mut(at)) {
                *slot = key;
                *leader = row;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_row_repeats_the_first_one_not_the_second() {
        let mut repeats = Repeats::default();
        let key = MatchKey([7; 16]);
        assert_eq!([2, 3, 4].map(|row| repeats.lead(key, row)), [2, 2, 2]);
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
            assert_eq!(repeats.lead(MatchKey(u128::from(low).to_be_bytes()), low + 2), low + 2);
        }
        assert_eq!(repeats.len(), 1000);
    }

    fn key(row: u32) -> MatchKey {
        let mut key = [0; 16];
        key.copy_from_slice(&blake3::hash(&row.to_le_bytes()).as_bytes()[..16]);
        MatchKey(key)
    }
}
