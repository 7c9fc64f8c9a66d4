//! What a record of a module holds. Data, not code: a tenant may change it.

use serde::{Deserialize, Serialize};

use crate::{FieldId, ModuleId};

/// A kind of record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Module {
    /// `leads`
    pub id: ModuleId,
    /// "Leads"
    pub label: String,
    /// In the order in which the page shows them.
    pub fields: Vec<Field>,
}

/// One field of a module.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a property that a tenant sets by itself"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Field {
    /// `company`
    pub id: FieldId,
    /// "Account Name"
    pub label: String,
    /// What its values are.
    #[serde(rename = "type")]
    pub field_type: FieldType,
    /// A row without it fails.
    #[serde(default)]
    pub required: bool,
    /// Other headers that mean this field, as people write them.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The allowed values of a picklist.
    #[serde(default)]
    pub options: Vec<String>,
    /// The longest text, in characters.
    #[serde(default)]
    pub max_length: Option<u32>,
    /// Lists and exports may filter by it.
    #[serde(default)]
    pub filterable: bool,
    /// Filled from the file but never stored: `full_name` fills first and last name.
    #[serde(default, rename = "virtual")]
    pub is_virtual: bool,
    /// Set by Gangway and never by a file: `created_at`.
    #[serde(default)]
    pub read_only: bool,
    /// Further rules.
    #[serde(default)]
    pub checks: Vec<Check>,
}

/// What a field's values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// One line.
    Text,
    /// Many lines.
    LongText,
    /// An e-mail address.
    Email,
    /// A telephone number, kept as E.164 where it can be told.
    Phone,
    /// A web address.
    Url,
    /// A whole number.
    Integer,
    /// A decimal number.
    Decimal,
    /// An amount of money.
    Currency,
    /// A share: 12.5 means 12.5 %.
    Percent,
    /// A day, without a zone.
    Date,
    /// An instant, in UTC.
    Datetime,
    /// Yes or no.
    Boolean,
    /// One of the options.
    Picklist,
    /// Several of the options.
    MultiPicklist,
    /// A person of the directory.
    User,
    /// A key of another system, kept to the letter.
    ExternalId,
}

/// A rule beyond the type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Check {
    /// The text must match the regular expression as a whole. Its `\d`, `\w` and `(?i)` know ASCII only; letters
    /// of other scripts are named in a class (`[a-zäöü]`), for there is no `\p{…}`.
    Pattern {
        /// The expression.
        pattern: String,
        /// What to tell the person.
        message: String,
    },
    /// The number or date must lie between these, ends included.
    Range {
        /// In the field's canonical form.
        min: Option<String>,
        /// In the field's canonical form.
        max: Option<String>,
    },
    /// The field must be there when another one has this value.
    RequiredIf {
        /// The other field.
        field: FieldId,
        /// Its value in canonical form.
        equals: String,
    },
}
