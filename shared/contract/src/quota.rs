//! How much a tenant may import.

use serde::{Deserialize, Serialize};

/// What a tenant may import at most. An operator sets exceptions; everybody else has the installation's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Quota {
    /// Files that are begun within a day, in UTC, by people and by systems.
    pub files_a_day: u32,
    /// Rows of one file.
    pub rows_a_job: u32,
    /// Rows of all files of a day that are let through to be written.
    pub rows_a_day: u32,
    /// Imports that are started and have not ended. One that waits for its time is none.
    pub jobs_at_once: u32,
}

impl Default for Quota {
    fn default() -> Self {
        Self {
            files_a_day: 1_000,
            rows_a_job: 10_000_000,
            rows_a_day: 50_000_000,
            jobs_at_once: 50,
        }
    }
}

/// What is different for one tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct QuotaException {
    /// Another [`Quota::files_a_day`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub files_a_day: Option<u32>,
    /// Another [`Quota::rows_a_job`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows_a_job: Option<u32>,
    /// Another [`Quota::rows_a_day`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows_a_day: Option<u32>,
    /// Another [`Quota::jobs_at_once`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jobs_at_once: Option<u32>,
}

impl Quota {
    /// The same for a tenant with this exception.
    #[must_use]
    pub fn except(self, exception: QuotaException) -> Self {
        Self {
            files_a_day: exception.files_a_day.unwrap_or(self.files_a_day),
            rows_a_job: exception.rows_a_job.unwrap_or(self.rows_a_job),
            rows_a_day: exception.rows_a_day.unwrap_or(self.rows_a_day),
            jobs_at_once: exception.jobs_at_once.unwrap_or(self.jobs_at_once),
        }
    }
}
