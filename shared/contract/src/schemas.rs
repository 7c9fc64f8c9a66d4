//! Schemas of the types whose JSON is not what their fields say: texts with a form of their own.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};

/// A text of at most so many characters that a pattern describes.
pub(crate) fn text(description: &str, pattern: &str, longest: usize) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description.trim()))
        .pattern(Some(pattern))
        .min_length(Some(1))
        .max_length(Some(longest))
        .build()
        .into()
}
