//! A plan that is kept under a name, for the next file of the same kind and for files that systems drop.

use serde::{Deserialize, Serialize};

use crate::{Actor, ImportPlan, TemplateSlug};

/// A plan kept for the next file of the same kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Template {
    /// Its stable name.
    pub slug: TemplateSlug,
    /// Its name on the page.
    pub name: String,
    /// The plan it was saved from; its file's particulars are suggestions.
    pub plan: ImportPlan,
    /// The digest of the header row it belongs to.
    pub header_fingerprint: String,
    /// Whether files are taken that are dropped under its name, and how; none if they are not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drops: Option<Drops>,
}

/// How files are imported that are put into the bucket under a template's name, with nobody at a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Drops {
    /// In whose name, with what they might do when they allowed it.
    pub run_as: Actor,
    /// Columns that the template does not know are mapped by their headers; otherwise they are left out.
    pub map_new_columns: bool,
}
