//! What an import will cost, told before it is started.

use serde::{Deserialize, Serialize};

use crate::Wide;

/// What a preview says of an import, as far as its cost and its time depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Forecast {
    /// Rows of the file that are not blank, whatever becomes of them: each is read, and takes its time.
    pub rows: u32,
    /// Rows that will become records.
    pub created: u32,
    /// Records that will change.
    pub updated: u32,
    /// Match keys that these will have instead of others; 0 if that is not known.
    #[serde(default)]
    pub changed_keys: u32,
    /// What a million write units cost where Gangway is deployed, in millionths of the price list's currency: 625,000
    /// for 0.625 USD.
    pub micros_per_million_units: u32,
    /// An import that was measured in this deployment; none if there is none.
    #[serde(default)]
    pub pace: Option<Pace>,
}

/// How fast an import was from its start to its end, reading and checking included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pace {
    /// Its rows.
    pub rows: u32,
    /// From its job's `started_at` to its `finished_at`.
    pub milliseconds: u32,
}

/// What an import will cost: the writes to DynamoDB of rows of at most 1 KB each, and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Estimate {
    /// Write units.
    pub units: Wide,
    /// Their price, in millionths of the price list's currency, rounded up.
    pub micros: Wide,
    /// How long it will take if it is as fast as the import that was measured; none without one.
    pub seconds: Option<u32>,
}
