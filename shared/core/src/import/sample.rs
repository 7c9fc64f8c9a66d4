//! The match keys that a page asks the CRM about: all of them, or of a large file an even sample.
//!
//! Of evenly spread hashes, those below a bound are a fair sample of the different ones, however often each occurs. When too many are kept, the bound is halved.

use std::collections::BTreeMap;

use gangway_contract::{FileKeys, MatchKey};
use xxhash_rust::xxh3::xxh3_128;

/// As many as a page asks about.
const MOST: usize = 50_000;

/// Keys by what tells them apart within the file.
#[derive(Debug)]
pub(super) struct Sample {
    keys: BTreeMap<u128, MatchKey>,
    bound: u128,
    most: usize,
}

impl Default for Sample {
    fn default() -> Self {
        Self { keys: BTreeMap::new(), bound: u128::MAX, most: MOST }
    }
}

impl Sample {
    /// Takes a row's key, if it belongs to the sample. `quick` tells it from others; `key` is only asked for then, as it
    /// is slow to make.
    pub(super) fn take(&mut self, quick: u128, key: impl FnOnce() -> Option<MatchKey>) {
        // What tells rows apart need not be spread evenly: ids of records begin with a time.
        let place = xxh3_128(&quick.to_le_bytes());
        if place > self.bound || self.keys.contains_key(&place) {
            return;
        }
        let Some(key) = key() else { return };
        self.keys.insert(place, key);
        while self.keys.len() > self.most {
            self.bound /= 2;
            self.keys.split_off(&(self.bound + 1));
        }
    }

    /// The sample, of a file with so many different keys; without repeats nobody has counted them.
    pub(super) fn finish(self, distinct: Option<u32>) -> FileKeys {
        let mut keys: Vec<MatchKey> = self.keys.into_values().collect();
        keys.sort();
        let distinct = distinct.or(u32::try_from(keys.len()).ok()).unwrap_or(u32::MAX);
        FileKeys { keys, distinct }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(keys: u32, most: usize) -> FileKeys {
        let mut sample = Sample { most, ..Sample::default() };
        for at in 0..keys {
            let quick = u128::from(at) << 80;
            for _ in 0..2 {
                sample.take(quick, || Some(MatchKey(quick.to_be_bytes())));
            }
        }
        sample.finish(Some(keys))
    }

    #[test]
    fn a_small_file_is_asked_about_whole_each_key_once() {
        assert_eq!(sample(1000, 1000).keys.len(), 1000);
    }

    #[test]
    fn a_large_one_by_a_sample_that_does_not_depend_on_the_order() {
        let found = sample(100_000, 1000);
        assert!((400..=1000).contains(&found.keys.len()), "{}", found.keys.len());
        assert_eq!(found.distinct, 100_000);
        assert_eq!(found, sample(100_000, 1000));
        assert!(found.keys.is_sorted());
    }
}
