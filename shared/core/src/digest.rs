//! Folds what every row became into a receipt, so that the server can prove that it read what the person saw.
//!
//! Bytes are laid out by hand, with fixed widths: the same file must give the same receipt on wasm32 and
//! x86-64, whatever the compiler does.

use gangway_contract::Receipt;

use crate::copy::extend_short;

/// Data rows to a block. A difference is placed to within so many rows.
pub(crate) const BLOCK_ROWS: u32 = 10_000;

/// Bytes to gather before they are hashed: blake3 is fastest from 16 KiB.
const GATHER: usize = 32 * 1024;

/// The first half of a hash, as 32 hex digits.
pub(crate) fn hex128(hash: &blake3::Hash) -> String {
    hash.to_hex().get(..32).unwrap_or_default().to_owned()
}

/// Folds rows, in file order, into a [`Receipt`].
pub(crate) struct Fold {
    gathered: Vec<u8>,
    block: blake3::Hasher,
    rows: u32,
    blocks: Vec<String>,
    whole: blake3::Hasher,
}

impl Fold {
    pub(crate) fn new() -> Self {
        Self {
            gathered: Vec::with_capacity(GATHER + 4096),
            block: blake3::Hasher::new(),
            rows: 0,
            blocks: Vec::new(),
            whole: blake3::Hasher::new(),
        }
    }

    /// The bytes of one row are written by `write`; the row ends when it returns.
    pub(crate) fn row(&mut self, write: impl FnOnce(&mut RowBytes<'_>)) {
        write(&mut RowBytes(&mut self.gathered));
        if self.gathered.len() >= GATHER {
            self.block.update(&self.gathered);
            self.gathered.clear();
        }
        self.rows += 1;
        if self.rows == BLOCK_ROWS {
            self.close();
        }
    }

    pub(crate) fn finish(mut self) -> Receipt {
        if self.rows > 0 {
            self.close();
        }
        let digest = hex128(&self.whole.finalize());
        Receipt { digest, block_rows: BLOCK_ROWS, blocks: self.blocks }
    }

    /// The receipt of the rows so far.
    pub(crate) fn so_far(&self) -> Receipt {
        Receipt {
            digest: hex128(&self.whole.finalize()),
            block_rows: BLOCK_ROWS,
            blocks: self.blocks.clone(),
        }
    }

    fn close(&mut self) {
        self.block.update(&self.gathered);
        self.gathered.clear();
        let hash = self.block.finalize();
        self.whole.update(hash.as_bytes());
        self.blocks.push(hex128(&hash));
        self.block.reset();
        self.rows = 0;
    }
}

/// Where the bytes of a row go.
pub(crate) struct RowBytes<'a>(&'a mut Vec<u8>);

impl RowBytes<'_> {
    pub(crate) fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    pub(crate) fn number(&mut self, number: u32) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    /// A place's number, a byte and a text with its length before it; at once, for there are many.
    pub(crate) fn value(&mut self, place: u32, byte: u8, text: &str) {
        let [p0, p1, p2, p3] = place.to_le_bytes();
        let [l0, l1, l2, l3] = u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes();
        self.0.reserve(9 + text.len());
        self.0.extend_from_slice(&[p0, p1, p2, p3, byte, l0, l1, l2, l3]);
        extend_short(text.as_bytes(), self.0);
    }

    /// A text with its length before it, so that no two sequences of texts look alike.
    pub(crate) fn text(&mut self, text: &str) {
        self.number(u32::try_from(text.len()).unwrap_or(u32::MAX));
        self.0.extend_from_slice(text.as_bytes());
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
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

    fn receipt_of(rows: u32, changed: Option<u32>) -> Receipt {
        let mut fold = Fold::new();
        for row in 0..rows {
            fold.row(|it| it.text(if Some(row) == changed { "changed" } else { "same" }));
        }
        fold.finish()
    }

    fn digest_of(texts: &[&str]) -> String {
        let mut fold = Fold::new();
        fold.row(|it| texts.iter().for_each(|text| it.text(text)));
        fold.finish().digest
    }
}
