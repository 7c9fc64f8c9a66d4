//! Match keys of rows that name the record they are. Such a key is no hash: it leads back to the record's id.

use gangway_contract::{MatchKey, RecordId};
use ulid::Ulid;

/// The key of a record's id, as an export wrote it; none if it is not the id of a record.
///
/// Its bytes stand backwards: an id begins with a time, and what begins alike would lie in one slice.
pub fn identity_key(id: &str) -> Option<MatchKey> {
    let ulid = Ulid::from_string(id).ok()?;
    // What is too large for an id is cut off without a word.
    ulid.to_string().eq_ignore_ascii_case(id).then_some(())?;
    Some(MatchKey(ulid.0.to_le_bytes()))
}

/// The id that such a key was made of.
pub fn identified(key: MatchKey) -> Option<RecordId> {
    RecordId::parse(Ulid(u128::from_le_bytes(key.0)).to_string()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_leads_back_to_the_id_that_it_was_made_of() {
        let id = "01KB0ZS5V1C3T9M4Y8QZ7RXWGE";
        let key = identity_key(id).expect("a key");
        assert_eq!(identified(key).expect("an id").as_str(), id);
        assert_eq!(identity_key(&id.to_lowercase()), Some(key));
    }

    #[test]
    fn what_is_no_id_has_no_key() {
        for text in ["", "1.2E+25", "01KB0ZS5V1C3T9M4Y8QZ7RXWG", "ZZKB0ZS5V1C3T9M4Y8QZ7RXWGE", "ä"]
        {
            assert_eq!(identity_key(text), None, "{text}");
        }
    }
}
