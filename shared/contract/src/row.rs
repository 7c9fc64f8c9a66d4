//! A row's way from cells to a record.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{FieldId, JobId, ModuleId, RecordId, UserId};

/// A row's number as a spreadsheet counts it: the header of a plain file is row 1.
#[cfg_attr(feature = "ts", tsify::declare)]
pub type Row = u32;

/// What a record holds: typed values by field. A field that is not there is empty.
pub type Record = BTreeMap<FieldId, Value>;

/// A typed value in its canonical form.
///
/// Numbers, dates and instants are canonical texts (`-12.5`, `2024-02-29`, `2024-02-29T13:45:00Z`): exact,
/// comparable and the same in every language. The field's type says what a text is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum Value {
    /// Yes or no.
    Boolean(bool),
    /// Everything that is one text.
    Text(String),
    /// The values of a multi-picklist, in the file's order.
    List(Vec<String>),
}

impl Value {
    /// The value as one line of text, as a result file shows it.
    pub fn to_text(&self) -> String {
        match self {
            Self::Boolean(it) => it.to_string(),
            Self::Text(it) => it.clone(),
            Self::List(it) => it.join("; "),
        }
    }
}

/// As serde derives it for an untagged enum, without keeping what it reads aside and trying one kind after the other:
/// every row of an import comes through here.
impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ReadValue)
    }
}

struct ReadValue;

impl<'de> Visitor<'de> for ReadValue {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .write_str("a text, true, false or a list of texts; numbers and dates are texts, too")
    }

    fn visit_bool<E: Error>(self, it: bool) -> Result<Value, E> {
        Ok(Value::Boolean(it))
    }

    fn visit_str<E: Error>(self, it: &str) -> Result<Value, E> {
        Ok(Value::Text(it.to_owned()))
    }

    fn visit_string<E: Error>(self, it: String) -> Result<Value, E> {
        Ok(Value::Text(it))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Value, A::Error> {
        Deserialize::deserialize(SeqAccessDeserializer::new(items)).map(Value::List)
    }
}

/// A cell that is wrong, or a row that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Issue {
    /// Where: the row.
    #[cfg_attr(feature = "openapi", schema(value_type = u32))]
    pub row: Row,
    /// Where: the column's header, or `Column 3` if it has none; empty for a whole row.
    pub column: String,
    /// Where: the column's place in the file, from 0.
    pub index: Option<u32>,
    /// The field that it was to fill.
    pub field: Option<FieldId>,
    /// What is wrong, for programs.
    pub code: IssueCode,
    /// What is wrong and what to do, for people.
    pub message: String,
    /// The cell's text, cut to a safe length.
    pub value: String,
    /// A note does not fail the row.
    #[serde(default)]
    pub note: bool,
}

/// The stable codes of issues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum IssueCode {
    /// A required field is empty.
    RequiredMissing,
    /// Not an e-mail address.
    BadEmail,
    /// Not a telephone number.
    BadPhone,
    /// Not a web address.
    BadUrl,
    /// Not a whole number.
    BadInteger,
    /// Not a number.
    BadDecimal,
    /// Not a date, or none that exists.
    BadDate,
    /// Not a date with a time.
    BadDatetime,
    /// Neither yes nor no.
    BadBoolean,
    /// None of the field's options.
    NotAnOption,
    /// Nobody of the directory.
    UnknownUser,
    /// Longer than the field.
    TooLong,
    /// Does not match the field's pattern.
    PatternMismatch,
    /// Outside the field's range.
    OutOfRange,
    /// The row has more cells than the header, and the further ones are not blank.
    TooManyCells,
    /// The cell holds a spreadsheet error such as `#N/A`.
    ErrorCell,
    /// A quote is opened and never closed.
    UnclosedQuote,
    /// Bytes that are no text in the file's encoding.
    BadEncoding,
    /// The row has no match key and the plan says to fail it.
    NoMatchKey,
    /// Several records match and the plan says to fail it.
    SeveralMatches,
    /// A record outside the person's scope matches.
    MatchNotPermitted,
    /// The record would not fit a DynamoDB item.
    RecordTooLarge,
    /// Excel had rounded the number before the file was saved.
    NumberRounded,
    /// The record was changed after the import, so an undo leaves it.
    ChangedSince,
    /// The record was deleted after the import, so an undo has nothing to take back.
    DeletedSince,
    /// A number of which a spreadsheet would have dropped the first zeros has them still.
    LeadingZeroKept,
    /// What stands in the columns of a record's id and version is not what an export wrote there.
    BadIdentity,
    /// The row's record was changed after the file was exported.
    ChangedSinceExport,
    /// There is no record with the row's id, or none any more.
    RecordGone,
}

/// The 128-bit blake3 hash of a row's normalised match key, as 32 hex digits in JSON.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
pub struct MatchKey(#[cfg_attr(feature = "ts", tsify(type = "string"))] pub [u8; 16]);

impl MatchKey {
    fn digits(self) -> [u8; 32] {
        let mut digits = [0; 32];
        for (pair, byte) in digits.chunks_exact_mut(2).zip(self.0) {
            pair.copy_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
        }
        digits
    }
}

fn digit(half: u8) -> u8 {
    if half < 10 { b'0' + half } else { b'a' + half - 10 }
}

impl fmt::Display for MatchKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(str::from_utf8(&self.digits()).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for MatchKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "MatchKey({self})")
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for MatchKey {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        crate::schemas::text("A hash of a normalised match key.", "^[0-9a-f]{32}$", 32)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for MatchKey {}

impl Serialize for MatchKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for MatchKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse_hex(&text).map(Self).ok_or_else(|| D::Error::custom("a match key is 32 hex digits"))
    }
}

fn parse_hex(text: &str) -> Option<[u8; 16]> {
    let whole = text.len() == 32 && text.bytes().all(|it| it.is_ascii_hexdigit());
    whole.then(|| u128::from_str_radix(text, 16).ok()).flatten().map(u128::to_be_bytes)
}

/// A record as the CRM keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoredRecord {
    /// Its id.
    pub id: RecordId,
    /// Its module.
    pub module: ModuleId,
    /// Its values.
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, Value>))]
    #[cfg_attr(feature = "ts", tsify(type = "{ [field: FieldId]: Value }"))]
    pub values: Record,
    /// Whose it is.
    pub owner: UserId,
    /// Counts its changes, from 1. A change names the version it was made from.
    pub version: u32,
    /// When, as RFC 3339 in UTC.
    pub created_at: String,
    /// When, as RFC 3339 in UTC.
    pub updated_at: String,
    /// The import row that created it.
    pub created_by: Option<Written>,
    /// The import row that last wrote it.
    pub updated_by: Option<Written>,
}

/// The job and row that wrote a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Written {
    /// The job.
    pub job: JobId,
    /// The leader's row.
    #[cfg_attr(feature = "openapi", schema(value_type = u32))]
    pub row: Row,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_key_survives_json() {
        let key = MatchKey([0xab; 16]);
        let json = serde_json::to_string(&key).expect("serialises");
        assert_eq!(json, format!("\"{}\"", "ab".repeat(16)));
        assert_eq!(serde_json::from_str::<MatchKey>(&json).expect("parses"), key);
        assert!(serde_json::from_str::<MatchKey>("\"abc\"").is_err());
        let every = MatchKey(std::array::from_fn(|it| u8::try_from(it * 17).expect("a byte")));
        assert_eq!(every.to_string(), "00112233445566778899aabbccddeeff");
    }

    #[test]
    fn a_value_is_a_text_a_yes_or_no_or_a_list_of_texts_and_nothing_else() {
        for value in [
            Value::Text("a \"b\"".into()),
            Value::Boolean(true),
            Value::List(vec![]),
            Value::List(vec!["a".into(), "b\n".into()]),
        ] {
            let json = serde_json::to_string(&value).expect("serialises");
            assert_eq!(serde_json::from_str::<Value>(&json).expect("parses"), value);
        }
        for json in ["1", "null", "1.5", "{}", "[1]", "[[\"a\"]]"] {
            assert!(serde_json::from_str::<Value>(json).is_err(), "{json}");
        }
        let said = serde_json::from_str::<Value>("12").expect_err("a number").to_string();
        assert!(said.contains("numbers and dates are texts"), "{said}");
    }

    #[test]
    fn a_text_that_reads_true_stays_a_text() {
        let json = serde_json::to_string(&Value::Text("true".into())).expect("serialises");
        assert_eq!(
            serde_json::from_str::<Value>(&json).expect("parses"),
            Value::Text("true".into())
        );
    }
}
