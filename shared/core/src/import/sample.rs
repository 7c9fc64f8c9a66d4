//! The match keys that a page asks the CRM about: all of them, or of a large file an even sample.
//!
//! Of evenly spread hashes, those below a bound are a fair sample. When too many are kept, the bound is halved. What is
//! kept is what keys are made of: to make one takes as long as half of a row's check, so that is done when they are asked
//! for. Only rows that lead their key are kept, so nothing has to be looked for.

use gangway_contract::{FileKeys, ImportPlan, MatchKey, MatchRule};

use crate::keys;

/// As many as a page asks about.
const MOST: usize = 50_000;

/// What the keys of a file's leaders are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySample {
    kept: Texts,
    bound: u128,
    most: usize,
    distinct: u32,
    /// Rows name their records: what was kept are keys already.
    is_named: bool,
    /// Of rows of which nobody knows yet whether they lead.
    waiting: Texts,
}

/// Texts one after another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Texts {
    bytes: Vec<u8>,
    /// What tells each from others of the file, and where it ends.
    ends: Vec<(u128, usize)>,
}

impl KeySample {
    pub(super) fn new(plan: &ImportPlan) -> Self {
        Self {
            kept: Texts::default(),
            bound: u128::MAX,
            most: MOST,
            distinct: 0,
            is_named: plan.options.match_rule == MatchRule::Identity,
            waiting: Texts::default(),
        }
    }

    /// Takes what a leader's key is made of. `quick` tells it from others, by evenly spread bits.
    pub(super) fn take(&mut self, quick: u128, text: &[u8]) {
        if quick > self.bound {
            return;
        }
        self.kept.push(quick, text);
        while self.kept.ends.len() > self.most {
            self.bound /= 2;
            self.kept.retain(self.bound);
        }
    }

    /// Takes it of a row of which [`Self::settle`] will say whether it leads.
    pub(super) fn wait(&mut self, quick: u128, text: &[u8]) {
        self.waiting.push(quick, if quick > self.bound { &[] } else { text });
    }

    /// Keeps those rows that lead, in the order in which they wait; then nobody waits any more.
    pub(super) fn settle(&mut self, leads: impl IntoIterator<Item = bool>) {
        let waiting = std::mem::take(&mut self.waiting);
        for ((quick, text), leads) in waiting.iter().zip(leads) {
            if leads {
                self.take(quick, text);
            }
        }
        self.waiting = waiting.cleared();
    }

    /// Of a file with so many different keys.
    pub(super) fn of(self, distinct: u32) -> Self {
        Self { distinct, ..self }
    }

    /// The keys, in order.
    pub fn keys(&self) -> FileKeys {
        let key = |text: &[u8]| {
            let named = text.try_into().ok().filter(|_| self.is_named);
            named.map_or_else(|| keys::hashed(text), MatchKey)
        };
        let mut keys: Vec<MatchKey> = self.kept.iter().map(|(_, text)| key(text)).collect();
        keys.sort();
        FileKeys { keys, distinct: self.distinct }
    }
}

impl Texts {
    fn push(&mut self, quick: u128, text: &[u8]) {
        self.bytes.extend_from_slice(text);
        self.ends.push((quick, self.bytes.len()));
    }

    fn iter(&self) -> impl Iterator<Item = (u128, &[u8])> {
        let mut from = 0;
        self.ends.iter().map(move |(quick, to)| {
            let text = self.bytes.get(from..*to).unwrap_or_default();
            from = *to;
            (*quick, text)
        })
    }

    fn retain(&mut self, bound: u128) {
        let mut rest = Self::default();
        self.iter().filter(|it| it.0 <= bound).for_each(|(quick, text)| rest.push(quick, text));
        *self = rest;
    }

    /// Nothing, in the same memory.
    fn cleared(mut self) -> Self {
        self.bytes.clear();
        self.ends.clear();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of a file in which each key stands twice.
    fn sample(keys: u32, most: usize) -> FileKeys {
        let mut sample = KeySample {
            kept: Texts::default(),
            bound: u128::MAX,
            most,
            distinct: 0,
            is_named: false,
            waiting: Texts::default(),
        };
        for at in 0..keys {
            let text = at.to_le_bytes();
            let quick = xxhash_rust::xxh3::xxh3_128(&text);
            sample.wait(quick, &text);
            sample.wait(quick, &text);
            sample.settle([true, false]);
        }
        sample.of(keys).keys()
    }

    #[test]
    fn a_small_file_is_asked_about_whole_each_key_once() {
        let found = sample(1000, 1000).keys;
        assert_eq!(found.len(), 1000);
        assert!(found.contains(&keys::hashed(&7_u32.to_le_bytes())));
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
