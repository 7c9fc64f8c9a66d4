//! Every choice of a schedule, in order. A choice of 0 is the tamest, and so is every choice behind the end: cutting
//! a tape or zeroing parts of it makes the schedule simpler, which is how a failing one is shrunk.

use fastrand::Rng;

/// Choices, made at random or read again.
#[derive(Debug, Clone)]
pub(crate) struct Tape {
    choices: Vec<u32>,
    place: usize,
    source: Option<Rng>,
}

impl Tape {
    /// Choices that only this seed makes.
    pub(crate) fn seeded(seed: u64) -> Self {
        Self { choices: Vec::new(), place: 0, source: Some(Rng::with_seed(seed)) }
    }

    /// The same choices again.
    pub(crate) fn again(choices: Vec<u32>) -> Self {
        Self { choices, place: 0, source: None }
    }

    /// What was chosen so far.
    pub(crate) fn choices(self) -> Vec<u32> {
        self.choices
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        if let Some(source) = &mut self.source {
            self.choices.push(source.u32(0..10_000));
        }
        let choice = self.choices.get(self.place).copied().unwrap_or_default();
        self.place += 1;
        choice as usize % end.max(1)
    }

    /// True in so many of a hundred cases.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) >= 100 - percent
    }

    /// One of these.
    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        let place = self.below(from.len());
        from.get(place).copied()
    }
}
