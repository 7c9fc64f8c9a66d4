//! Who asks, and what they may do. Filled from the token's claims only.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{TenantId, UserId};

/// A team's name within its tenant.
#[cfg_attr(feature = "ts", tsify::declare)]
pub type Team = String;

/// The person or system behind a request, as the verified token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Actor {
    /// Whose data.
    pub tenant: TenantId,
    /// Who.
    pub user: UserId,
    /// The teams this person belongs to.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub teams: BTreeSet<Team>,
    /// Whose records they may see.
    pub scope: Scope,
    /// What they may do.
    pub rights: BTreeSet<Right>,
}

/// Whose records a person may see and change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Only records that they own.
    Own,
    /// Records whose owner shares a team with them.
    Team,
    /// Every record of the tenant.
    All,
}

/// One thing that a token may allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Start imports.
    Import,
    /// Let an import change existing records.
    Update,
    /// Give records to somebody else.
    AssignOwners,
    /// Undo an import.
    Undo,
    /// Change templates.
    EditTemplates,
    /// See jobs of other people.
    SeeOthersJobs,
    /// Export records.
    Export,
    /// Change modules and the user directory.
    Administer,
}

/// A person in the tenant's directory; records belong to the teams of their owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct User {
    /// The token's subject.
    pub id: UserId,
    /// How files name this person.
    pub email: String,
    /// How the page names this person.
    pub name: String,
    /// Their teams.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub teams: BTreeSet<Team>,
    /// Whether records may be given to them.
    pub active: bool,
}
