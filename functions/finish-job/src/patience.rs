//! How long the watchdog waits.

use std::env;

/// How long something may take before it counts as stuck, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// From creating a job to the arrival of its file.
    pub upload: u32,
    /// From creating a draft to pressing Start.
    pub draft: u32,
    /// From creating a job to being planned, before the plan's message is sent again.
    pub plan: u32,
}

impl Default for Patience {
    fn default() -> Self {
        Self { upload: 24 * 3_600, draft: 7 * 24 * 3_600, plan: 300 }
    }
}

impl Patience {
    /// The usual patience, or as long for uploads as `UPLOAD_PATIENCE_SECONDS` says.
    pub fn from_env() -> Self {
        let upload = env::var("UPLOAD_PATIENCE_SECONDS").ok().and_then(|it| it.parse().ok());
        let usual = Self::default();
        Self { upload: upload.unwrap_or(usual.upload), ..usual }
    }
}
