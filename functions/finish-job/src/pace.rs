//! How a worker divides its time while it merges.

/// How much is merged between two looks around, and how much time is left at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Rows between two looks at the clock.
    pub rows: u32,
    /// Seconds between two saved cursors: what a worker loses that is killed.
    pub seconds: u32,
    /// Seconds before its deadline at which a worker saves its cursor and passes the rest on.
    pub margin: u32,
}

impl Default for Pace {
    fn default() -> Self {
        // Saving puts what is left of each file, at most 8 MiB each: a second or two, and a row may wait for a piece.
        Self { rows: 200, seconds: 20, margin: 25 }
    }
}
