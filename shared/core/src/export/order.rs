//! The order of an export that is not newest first: by one field, as people read its values.

use std::cmp::Ordering;

use gangway_contract::{FieldId, FieldType, Module, Refusal, Sort, StoredRecord};

use super::{known, refusal};
use crate::field::fold;
use crate::record::{compare, is_numeric};

/// By which field, and which way.
#[derive(Debug, Clone)]
pub struct Order {
    field: FieldId,
    field_type: FieldType,
    descending: bool,
}

impl Order {
    /// The order, or why there is none.
    pub(super) fn new(sort: &Sort, module: &Module) -> Result<Self, Refusal> {
        let field = known(&sort.field, module)?;
        if field.field_type == FieldType::MultiPicklist {
            let label = &field.label;
            return Err(refusal(format!(
                "Records have no order by {label}: it holds several values."
            )));
        }
        Ok(Self {
            field: field.id.clone(),
            field_type: field.field_type,
            descending: sort.descending,
        })
    }

    /// What the record is ordered by; none comes last, whichever way.
    pub fn key(&self, record: &StoredRecord) -> Option<String> {
        let text = match (record.values.get(&self.field), self.field.as_str()) {
            (Some(value), _) => value.to_text(),
            (None, "owner") => record.owner.to_string(),
            (None, "created_at") => record.created_at.clone(),
            (None, _) => return None,
        };
        let folds = matches!(
            self.field_type,
            FieldType::Text | FieldType::LongText | FieldType::Picklist | FieldType::Email
        );
        Some(if folds { fold(&text).into_owned() } else { text })
    }

    /// Which of two records comes first: by their keys, then the newer one.
    pub fn compare(&self, one: (Option<&str>, &str), other: (Option<&str>, &str)) -> Ordering {
        let numeric = is_numeric(self.field_type);
        let by_key = match (one.0, other.0) {
            (Some(one), Some(other)) if self.descending => compare(other, one, numeric),
            (Some(one), Some(other)) => compare(one, other, numeric),
            (one, other) => other.is_some().cmp(&one.is_some()),
        };
        by_key.then_with(|| other.1.cmp(one.1))
    }
}
