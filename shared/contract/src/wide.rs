//! Whole numbers wider than `u32`, which JSON in a browser would round.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// A `u64` that travels as a decimal string: file sizes and offsets, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
pub struct Wide(#[cfg_attr(feature = "ts", tsify(type = "string"))] pub u64);

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Wide {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        // Nineteen digits fit whatever they are; the twentieth may be too much.
        crate::schemas::text("A whole number, as a text.", "^[0-9]{1,19}$", 19)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Wide {}

impl Serialize for Wide {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Wide {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Self).map_err(|_| D::Error::custom("expected a whole number in a string"))
    }
}

#[cfg(test)]
mod tests {
    use super::Wide;

    #[test]
    fn a_wide_number_survives_json_beyond_what_a_float_can_hold() {
        let json = serde_json::to_string(&Wide(u64::MAX)).expect("serialises");
        assert_eq!(json, "\"18446744073709551615\"");
        assert_eq!(serde_json::from_str::<Wide>(&json).expect("parses"), Wide(u64::MAX));
    }
}
