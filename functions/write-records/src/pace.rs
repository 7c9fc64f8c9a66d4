//! How a worker divides its time.

/// How much a worker does between two looks around, and how much time it leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Groups between two looks at the clock, the cancel flag and the cursor.
    pub step: usize,
    /// Seconds before its deadline after which a step might not end, so none is begun.
    pub margin: u32,
}

impl Default for Pace {
    fn default() -> Self {
        // Sixteen batches of 25 statements keep eight calls busy; a step takes well under ten seconds even when
        // DynamoDB throttles.
        Self { step: 400, margin: 25 }
    }
}
