//! Which records a list or an export holds.

use serde::{Deserialize, Serialize};

use crate::{FieldId, Value};

/// A condition on a record: `{"equals": {"field": "city", "value": "Paris"}}`.
///
/// Texts are compared without regard to case, marks and further blanks, numbers and dates by what they are. A list
/// fulfils a condition if one of its items does. A field that is empty fulfils none but [`Filter::IsEmpty`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(no_recursion))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Filter {
    /// Every one of these holds.
    All(Vec<Filter>),
    /// One of these holds.
    Any(Vec<Filter>),
    /// The field says just this.
    Equals {
        /// Which field.
        field: FieldId,
        /// What.
        value: Value,
    },
    /// The field says one of these.
    AnyOf {
        /// Which field.
        field: FieldId,
        /// What.
        values: Vec<Value>,
    },
    /// The field's text has this in it.
    Contains {
        /// Which field.
        field: FieldId,
        /// What.
        value: String,
    },
    /// The field's text begins so.
    StartsWith {
        /// Which field.
        field: FieldId,
        /// What.
        value: String,
    },
    /// The field is less, or earlier, than this.
    Less {
        /// Which field.
        field: FieldId,
        /// Than what.
        value: Value,
    },
    /// The field is greater, or later, than this.
    Greater {
        /// Which field.
        field: FieldId,
        /// Than what.
        value: Value,
    },
    /// The field lies between these, ends included.
    Between {
        /// Which field.
        field: FieldId,
        /// From what.
        from: Value,
        /// To what.
        to: Value,
    },
    /// The field says nothing.
    IsEmpty {
        /// Which field.
        field: FieldId,
    },
}
