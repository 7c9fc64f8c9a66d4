//! Buckets: contiguous ranges of slices, each the work of one message.

use gangway_contract::BucketRange;

use crate::cut::{Cut, SLICES};

/// How large a bucket is, about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// Its rows: a few seconds of work.
    pub rows: u32,
    /// Its bytes: a worker holds its bucket in memory.
    pub bytes: u32,
}

impl Default for Sizes {
    fn default() -> Self {
        Self { rows: 20_000, bytes: 48_000_000 }
    }
}

/// The buckets of all slices; one for a small file, none for no rows.
pub(crate) fn buckets(cut: &Cut, sizes: Sizes) -> Vec<BucketRange> {
    divide(&cut.rows, &cut.bytes, sizes)
}

fn divide(rows: &[u32], bytes: &[u64], sizes: Sizes) -> Vec<BucketRange> {
    let total: u64 = rows.iter().map(|it| u64::from(*it)).sum();
    let weight: u64 = bytes.iter().sum();
    let (many, long) = (total.div_ceil(sizes.rows.into()), weight.div_ceil(sizes.bytes.into()));
    let wanted = many.max(long).clamp(1, SLICES as u64);
    let target = total.div_ceil(wanted);
    let mut buckets = Vec::new();
    let mut open = BucketRange { from: 0, to: 0, rows: 0 };
    for (slice, rows) in (0..).zip(rows) {
        open.to = slice + 1;
        open.rows += rows;
        if u64::from(open.rows) >= target {
            let next = BucketRange { from: open.to, to: open.to, rows: 0 };
            buckets.push(std::mem::replace(&mut open, next));
        }
    }
    buckets.push(open);
    buckets.retain(|it| it.rows > 0);
    buckets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rows_of_slice: u32, bytes_of_row: u64, expected: usize) {
        let rows = vec![rows_of_slice; SLICES];
        let bytes = vec![u64::from(rows_of_slice) * bytes_of_row; SLICES];
        let buckets = divide(&rows, &bytes, Sizes::default());
        assert_eq!(buckets.len(), expected);
        assert_eq!(buckets.iter().map(|it| it.rows).sum::<u32>(), rows.iter().sum::<u32>());
        assert!(buckets.windows(2).all(|it| it[0].to == it[1].from), "no slice is left out");
    }

    #[test]
    fn small_files_are_one_bucket_and_large_ones_many() {
        check(0, 300, 0);
        check(1, 300, 1);
        check(39, 300, 1);
        check(196, 300, 6);
        check(20_000, 300, 512);
    }

    #[test]
    fn long_rows_make_more_buckets() {
        check(39, 20_000, 9);
    }
}
