//! The rows of a segment in memory, slice by slice. A slice is a chain of blocks, so that none is copied while it grows;
//! the blocks of one segment serve the next.

/// Small beside a slice of a full segment, and long beside a line.
const BLOCK: usize = 16 << 10;

/// Slices that grow side by side.
pub(crate) struct Slices {
    chains: Vec<Vec<Vec<u8>>>,
    spare: Vec<Vec<u8>>,
    bytes: usize,
}

impl Slices {
    pub(crate) fn new(count: usize) -> Self {
        Self { chains: vec![Vec::new(); count], spare: Vec::new(), bytes: 0 }
    }

    /// The bytes of all of them.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Adds to the end of a slice.
    pub(crate) fn push(&mut self, slice: usize, mut line: &[u8]) {
        let Self { chains, spare, bytes } = self;
        let Some(chain) = chains.get_mut(slice) else { return };
        *bytes += line.len();
        while !line.is_empty() {
            match chain.last_mut().map(|it| (BLOCK - it.len(), it)) {
                Some((room, block)) if room > 0 => {
                    let (now, later) = line.split_at(line.len().min(room));
                    block.extend_from_slice(now);
                    line = later;
                }
                _ => chain.push(spare.pop().unwrap_or_else(|| Vec::with_capacity(BLOCK))),
            }
        }
    }

    /// All slices one after another, where each begins and where the last ends; then they are empty.
    pub(crate) fn take(&mut self) -> (Vec<u8>, Vec<u32>) {
        let mut bytes = Vec::with_capacity(self.bytes);
        let mut offsets = Vec::with_capacity(self.chains.len() + 1);
        for chain in &mut self.chains {
            offsets.push(offset(&bytes));
            for mut block in chain.drain(..) {
                bytes.append(&mut block);
                self.spare.push(block);
            }
        }
        offsets.push(offset(&bytes));
        self.bytes = 0;
        (bytes, offsets)
    }
}

/// A segment is far below 4 GB.
fn offset(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_come_out_one_after_another_however_long_their_lines_are() {
        let mut slices = Slices::new(3);
        for round in 0..2_u8 {
            let long = vec![b'a' + round; 3 * BLOCK + 7];
            slices.push(2, b"x\n");
            slices.push(0, &long);
            slices.push(2, b"yz\n");
            slices.push(0, b"end");
            assert_eq!(slices.bytes(), long.len() + 8);
            let (bytes, offsets) = slices.take();
            let ends = u32::try_from(long.len() + 3).expect("short");
            assert_eq!(offsets, [0, ends, ends, ends + 5]);
            assert_eq!(bytes, [&long[..], b"end", b"x\nyz\n"].concat());
        }
        assert_eq!(slices.take(), (vec![], vec![0; 4]));
    }
}
