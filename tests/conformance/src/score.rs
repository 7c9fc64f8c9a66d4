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
