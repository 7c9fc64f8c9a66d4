//! Match rules of a tenant's own, beside those by which every record is found anyway.

use serde::{Deserialize, Serialize};

use crate::{JobId, MatchRule};

/// A further rule by which the records of a module are found.
///
/// From its registration on, whoever writes records writes its keys. A job then gives the records that are there their
/// keys; only when that has ended, an import may match by the rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegisteredRule {
    /// Its name in stored keys: `f.company+external_id`.
    pub name: String,
    /// What it compares, as it is meant in its module.
    pub rule: MatchRule,
    /// RFC 3339 in UTC.
    pub registered_at: String,
    /// The job that gives records their keys.
    pub job: JobId,
    /// It has ended: every record is found by the rule.
    pub ready: bool,
}
