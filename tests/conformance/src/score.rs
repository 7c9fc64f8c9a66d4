//! What a set comes to.

/// One line of the table.
pub(crate) struct Score {
    /// What was measured, as the floors name it.
    pub(crate) set: &'static str,
    /// What was reached.
    pub(crate) value: f64,
    /// Behind the value.
    pub(crate) unit: &'static str,
    /// What it should be.
    pub(crate) better: Better,
    /// The best published peer, and what it reaches.
    pub(crate) peer: &'static str,
    /// What was missed: file and reason.
    pub(crate) misses: Vec<String>,
}

/// Which of two values of a score is the better one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Better {
    More,
    Less,
}

impl Score {
    /// The value with two places, rounded so that the same value is never worse.
    pub(crate) fn as_floor(&self) -> f64 {
        let hundredths = self.value * 100.0;
        match self.better {
            Better::More => hundredths.floor() / 100.0,
            Better::Less => hundredths.ceil() / 100.0,
        }
    }

    /// The better of two values.
    pub(crate) fn better_of(&self, one: f64, other: f64) -> f64 {
        match self.better {
            Better::More => one.max(other),
            Better::Less => one.min(other),
        }
    }

    /// Whether the value is worse than what was reached before.
    pub(crate) fn is_below(&self, floor: f64) -> bool {
        match self.better {
            Better::More => self.value < floor,
            Better::Less => self.value > floor,
        }
    }
}

/// Counts what was right, as a share of everything that was tried.
#[derive(Default)]
pub(crate) struct Share {
    right: u32,
    tried: u32,
    misses: Vec<String>,
}

impl Share {
    /// Takes one try; `Err` says what was wrong.
    pub(crate) fn count(&mut self, what: &str, outcome: Result<(), String>) {
        self.tried += 1;
        match outcome {
            Ok(()) => self.right += 1,
            Err(why) => self.misses.push(format!("{what}: {why}")),
        }
    }

    /// The share in percent.
    pub(crate) fn score(self, set: &'static str, peer: &'static str) -> Score {
        let value = 100.0 * f64::from(self.right) / f64::from(self.tried.max(1));
        Score { set, value, unit: " %", better: Better::More, peer, misses: self.misses }
    }
}

#[cfg(test)]
mod tests {
    use super::{Better, Score};

    fn score(value: f64, better: Better) -> Score {
        Score { set: "test", value, unit: "", better, peer: "", misses: Vec::new() }
    }

    #[test]
    fn what_was_reached_is_never_below_its_own_floor() {
        for value in [0.0, 99.275_36, 99.999_9, 100.0, 2.0 / 3.0] {
            for better in [Better::More, Better::Less] {
                let score = score(value, better);
                assert!(!score.is_below(score.as_floor()), "{value}");
            }
        }
    }

    #[test]
    fn a_worse_score_is_below_its_floor_and_a_better_one_raises_it() {
        assert!(score(98.0, Better::More).is_below(99.0));
        assert!(score(1.0, Better::Less).is_below(0.0));
        assert_eq!(score(98.0, Better::More).better_of(97.0, 98.0).to_bits(), 98_f64.to_bits());
        assert_eq!(score(1.0, Better::Less).better_of(3.0, 1.0).to_bits(), 1_f64.to_bits());
    }
}
