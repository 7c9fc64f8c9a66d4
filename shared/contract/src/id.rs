//! Names of things. Each is checked once, where it enters, and trusted afterwards.
//!
//! No id may hold `#` or `/`: they separate the parts of DynamoDB keys and S3 keys (design: a tenant's
//! data is everything below its prefix).

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a text cannot be an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind} must be {min} to {max} characters of {allowed}")]
pub struct InvalidId {
    kind: &'static str,
    min: usize,
    max: usize,
    allowed: &'static str,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $max:literal, $allowed:literal, $pattern:expr, $first:expr, $rest:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(tsify::Tsify))]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(#[cfg_attr(feature = "ts", tsify(type = "string"))] String);

        impl $name {
            /// Checks the characters and the length.
            pub fn parse(text: impl Into<String>) -> Result<Self, InvalidId> {
                let text = text.into();
                let first: fn(char) -> bool = $first;
                let rest: fn(char) -> bool = $rest;
                let fits = text.chars().count() <= $max
                    && text.chars().next().is_some_and(first)
                    && text.chars().skip(1).all(rest);
                if fits {
                    Ok(Self(text))
                } else {
                    Err(InvalidId { kind: $kind, min: 1, max: $max, allowed: $allowed })
                }
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                crate::schemas::text(concat!($kind, "."), $pattern, $max)
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;

            fn try_from(text: String) -> Result<Self, InvalidId> {
                Self::parse(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }
    };
}

/// What the checks below say, for those who read the API's description.
#[cfg(feature = "openapi")]
const SLUG: &str = "^[a-z0-9][a-z0-9-]*$";
#[cfg(feature = "openapi")]
const NAME: &str = "^[a-z][a-z0-9_]*$";
#[cfg(feature = "openapi")]
const OPAQUE: &str = "^[A-Za-z0-9._@|:-]+$";

fn slug_start(it: char) -> bool {
    it.is_ascii_lowercase() || it.is_ascii_digit()
}

fn slug_rest(it: char) -> bool {
    slug_start(it) || it == '-'
}

fn name_start(it: char) -> bool {
    it.is_ascii_lowercase()
}

fn name_rest(it: char) -> bool {
    it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_'
}

fn opaque(it: char) -> bool {
    it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.' | '@' | '|' | ':')
}

id!(
    /// A customer of the CRM. Comes from a token's claim or a job item, never from a request's body.
    TenantId, "A tenant id", 40, "a-z, 0-9 and -", SLUG, slug_start, slug_rest
);
id!(
    /// A person of a tenant; the token's subject.
    UserId, "A user id", 80, "A-Z, a-z, 0-9 and - _ . @ | :", OPAQUE, opaque, opaque
);
id!(
    /// A kind of CRM record: `leads`, `contacts`, `accounts` or a tenant's own.
    ModuleId, "A module id", 40, "a-z, 0-9 and _", NAME, name_start, name_rest
);
id!(
    /// A field of a module: `first_name`.
    FieldId, "A field id", 40, "a-z, 0-9 and _", NAME, name_start, name_rest
);
id!(
    /// An import, export or undo. Starts with a time, so that ids sort by creation.
    JobId, "A job id", 40, "A-Z, a-z, 0-9 and - _ . @ | :", OPAQUE, opaque, opaque
);

/// How the number of an export ends: its files lie apart and are kept for a shorter time.
const EXPORT: &str = "-export";

impl JobId {
    /// The number of an export that begins with this one's letters.
    pub fn of_export(start: &str) -> Result<Self, InvalidId> {
        Self::parse(format!("{start}{EXPORT}"))
    }

    /// Whether it is an export's.
    pub fn is_export(&self) -> bool {
        self.as_str().ends_with(EXPORT)
    }
}

id!(
    /// A CRM record: a ULID, 26 characters.
    RecordId, "A record id", 40, "A-Z, a-z, 0-9 and - _ . @ | :", OPAQUE, opaque, opaque
);
id!(
    /// A template's stable name, as a drop's key and the API use it.
    TemplateSlug, "A template slug", 60, "a-z, 0-9 and -", SLUG, slug_start, slug_rest
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_of_keys_and_paths_are_in_no_id() {
        for text in ["a#b", "a/b", "..", "", "a b", "ä", "A"] {
            assert!(TenantId::parse(text).is_err(), "{text:?} must not be a tenant");
        }
    }

    #[test]
    fn an_id_from_json_is_checked_too() {
        assert!(serde_json::from_str::<TenantId>("\"acme\"").is_ok());
        assert!(serde_json::from_str::<TenantId>("\"acme#T\"").is_err());
    }
}
