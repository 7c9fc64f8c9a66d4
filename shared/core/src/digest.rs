//! Folds what every row became into a receipt, so that the server can prove that it read what the person saw.
//!
//! Bytes are laid out by hand, with fixed widths: the same file must give the same receipt on wasm32 and
//! x86-64, whatever the compiler does. The hash is XXH3 of 128 bits: whoever could make two readings look alike is
//! who uploads the file and gains nothing by it, and a cryptographic hash takes longer than the check itself.

use gangway_contract::Receipt;
use xxhash_rust::xxh3::Xxh3;

/// Data rows to a block. A difference is placed to within so many rows.
pub(crate) const BLOCK_ROWS: u32 = 10_000;

/// Bytes of values to gather before they are hashed: many for each call, and few enough to be in the processor's
/// cache still.
const GATHER: usize = 16 * 1024;

/// The first half of a hash, as 32 hex digits.
pub(crate) fn hex128(hash: &blake3::Hash) -> String {
    hash.to_hex().get(..32).unwrap_or_default().to_owned()
}

/// Folds rows, in file order, into a [`Receipt`].
pub(crate) struct Fold {
    block: Box<Xxh3>,
    rows: u32,
    blocks: Vec<String>,
    whole: Box<Xxh3>,
}

impl Fold {
    pub(crate) fn new() -> Self {
        Self { block: Box::default(), rows: 0, blocks: Vec::new(), whole: Box::default() }
    }

    /// Ends a row. `texts` are the values of all rows since those that were taken last, `marks` what else is known of
    /// these rows; true if they are taken now.
    pub(crate) fn end_row(&mut self, texts: &[u8], marks: &[u8]) -> bool {
        self.rows += 1;
        let closes = self.rows == BLOCK_ROWS;
        if texts.len() < GATHER && !closes {
            return false;
        }
        self.take(texts, marks);
        if closes {
            self.close();
        }
        true
    }

    /// The receipt, once what was not taken is.
    pub(crate) fn finish(mut self, texts: &[u8], marks: &[u8]) -> Receipt {
        if self.rows > 0 {
            self.take(texts, marks);
            self.close();
        }
        self.so_far()
    }

    /// The receipt of the blocks so far.
    pub(crate) fn so_far(&self) -> Receipt {
        let digest = hex(self.whole.digest128());
        Receipt { digest, block_rows: BLOCK_ROWS, blocks: self.blocks.clone() }
    }

    fn take(&mut self, texts: &[u8], marks: &[u8]) {
        self.block.update(&(texts.len() as u64).to_le_bytes());
        self.block.update(texts);
        self.block.update(marks);
    }

    fn close(&mut self) {
        let hash = self.block.digest128();
        self.whole.update(&hash.to_le_bytes());
        self.blocks.push(hex(hash));
        self.block.reset();
        self.rows = 0;
    }
}

fn hex(hash: u128) -> String {
    format!("{hash:032x}")
}

/// What is known of rows beside the texts of their values.
#[derive(Debug, Default)]
pub(crate) struct Marks(Vec<u8>);

impl Marks {
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    pub(crate) fn number(&mut self, number: u32) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    /// Two numbers; at once, for there are many.
    #[inline]
    pub(crate) fn pair(&mut self, one: u32, other: u32) {
        let both = u64::from(other) << 32 | u64::from(one);
        self.0.extend_from_slice(&both.to_le_bytes());
    }

    pub(crate) fn hash(&mut self, hash: u128) {
        self.0.extend_from_slice(&hash.to_le_bytes());
    }

    /// A text with its length before it, so that no two sequences of texts look alike.
    pub(crate) fn text(&mut self, text: &str) {
        self.number(u32::try_from(text.len()).unwrap_or(u32::MAX));
        self.0.extend_from_slice(text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_placed_in_its_block() {
        let other = receipt_of(25_000, Some(14_000));
        let same = receipt_of(25_000, None);
        assert_eq!(same.blocks.len(), 3);
        assert_eq!(same.blocks[0], other.blocks[0]);
        assert_ne!(same.blocks[1], other.blocks[1]);
        assert_eq!(same.blocks[2], other.blocks[2]);
        assert_ne!(same.digest, other.digest);
    }

    #[test]
    fn where_one_text_ends_and_the_next_begins_matters() {
        assert_ne!(digest_of(&["ab", "c"]), digest_of(&["a", "bc"]));
    }

    #[test]
    fn a_text_of_a_value_is_seen_however_late_it_is_taken() {
        let digest = |text: &[u8]| Fold { rows: 1, ..Fold::new() }.finish(text, &[]).digest;
        assert_ne!(digest(b"ab"), digest(b"ac"));
    }

    fn receipt_of(rows: u32, changed: Option<u32>) -> Receipt {
        let mut fold = Fold::new();
        let mut texts = Vec::new();
        for row in 0..rows {
            texts.extend_from_slice(if Some(row) == changed { b"changed" } else { b"as ever" });
            if fold.end_row(&texts, &[]) {
                texts.clear();
            }
        }
        fold.finish(&texts, &[])
    }

    fn digest_of(texts: &[&str]) -> String {
        let (mut fold, mut marks) = (Fold::new(), Marks::default());
        for text in texts {
            marks.text(text);
        }
        fold.end_row(&[], marks.bytes());
        fold.finish(&[], marks.bytes()).digest
    }
}
