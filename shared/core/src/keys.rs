//! Match keys: what makes two records the same, normalised and hashed, so that nobody has to send the data.
//!
//! A record without a key matches nobody: two missing e-mails are two people. Changing anything here that
//! changes a key means raising [`NORM_VERSION`]: stored keys carry it.

mod identity;
mod normal;
mod rules;

use std::borrow::Cow;

use gangway_contract::{MatchKey, MatchRule, Record, StoredRecord, Value};
use xxhash_rust::xxh3::xxh3_128;

use normal::{push_email, push_field, push_name_company, push_phone};

pub use identity::{identified, identity_key};
pub(crate) use rules::fields_of;
pub use rules::{indexed_rules, is_further, rule_id, settle, unusable};

/// The version of the normalisation; a part of every stored key.
pub const NORM_VERSION: u32 = 1;

/// Between the parts of a key; folded texts hold no control characters.
const PART: char = '\u{1f}';

/// The key of a record under a rule; none if the record does not have what the rule compares.
pub fn match_key(rule: &MatchRule, record: &Record) -> Option<MatchKey> {
    let text = |field: &str| {
        record.iter().find(|(id, _)| id.as_str() == field).map(|(_, value)| match value {
            Value::Text(it) => Cow::Borrowed(it.as_str()),
            other => Cow::Owned(other.to_text()),
        })
    };
    let mut keyer = Keyer::new(rule);
    keyer.take(text).then(|| keyer.key())
}

/// Whether a record has this key under a rule.
pub fn has_key(rule: &MatchRule, record: &StoredRecord, key: MatchKey) -> bool {
    match rule {
        MatchRule::Identity => identified(key).as_ref() == Some(&record.id),
        rule => match_key(rule, &record.values) == Some(key),
    }
}

/// Makes the keys of one rule, in memory that it keeps.
pub(crate) struct Keyer {
    rule: MatchRule,
    /// The rule's name, and behind it what was taken last.
    text: String,
    /// How long the name is.
    begin: usize,
}

impl Keyer {
    pub(crate) fn new(rule: &MatchRule) -> Self {
        let text = format!("{}{PART}", rule_id(rule));
        Self { rule: rule.clone(), begin: text.len(), text }
    }

    /// Takes what the rule compares of a record whose values `value` knows; false if it does not have that.
    pub(crate) fn take<'a>(&mut self, value: impl Fn(&str) -> Option<Cow<'a, str>>) -> bool {
        let Self { rule, begin, text } = self;
        text.truncate(*begin);
        match rule {
            MatchRule::Email => value("email").is_some_and(|it| push_email(&it, text)),
            MatchRule::Phone => push_phone(value, text),
            MatchRule::NameCompany => push_name_company(value, text),
            MatchRule::Custom(fields) => {
                !fields.is_empty()
                    && fields.iter().all(|field| {
                        value(field.as_str())
                            .is_some_and(|it| push_field(field.as_str(), &it, text))
                    })
            }
            // What a record is stands in none of its values.
            MatchRule::Identity => false,
        }
    }

    /// The key of what was taken last.
    pub(crate) fn key(&self) -> MatchKey {
        hashed(self.text.as_bytes())
    }

    /// What that key is made of.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Tells what was taken last from the others of one file, in a tenth of the time.
    pub(crate) fn quick(&self) -> u128 {
        xxh3_128(self.text.as_bytes())
    }
}

/// The key that is made of a text.
pub(crate) fn hashed(text: &[u8]) -> MatchKey {
    let mut key = [0; 16];
    for (to, from) in key.iter_mut().zip(blake3::hash(text).as_bytes()) {
        *to = *from;
    }
    MatchKey(key)
}

#[cfg(test)]
mod tests {
    use gangway_contract::FieldId;

    use super::*;

    #[test]
    fn two_missing_emails_are_two_people() {
        assert_eq!(key(&MatchRule::Email, &[("first_name", "Anna")]), None);
    }

    #[test]
    fn case_and_script_of_an_address_do_not_matter() {
        let email = |it| key(&MatchRule::Email, &[("email", it)]);
        assert_eq!(email("Anna@example.com"), email("anna@example.com"));
        assert_eq!(email("a@müller.de"), email("a@xn--mller-kva.de"));
        assert_ne!(email("a+b@example.com"), email("a@example.com"));
    }

    #[test]
    fn a_weak_phone_is_no_key_and_the_mobile_stands_in() {
        let phone = |it: &[(&str, &str)]| key(&MatchRule::Phone, it);
        assert_eq!(phone(&[("phone", "555-7001")]), None);
        assert_eq!(
            phone(&[("phone", "555-7001"), ("mobile", "+46701112233")]),
            phone(&[("phone", "+46701112233")])
        );
    }

    #[test]
    fn legal_forms_marks_and_punctuation_do_not_make_another_company() {
        let rule = MatchRule::NameCompany;
        let of = |name, company| key(&rule, &[("last_name", name), ("company", company)]);
        for (one, other) in [
            ("Acme, Inc.", "ACME"),
            ("Müller GmbH & Co. KG", "Muller"),
            ("Smith & Sons Ltd", "Smith and Sons"),
            ("Nokia Oyj", "nokia"),
            ("Foo S.A.", "foo"),
            ("Kowalski Sp. z o.o.", "Kowalski"),
        ] {
            assert_eq!(of("Lee", one), of("LEE", other), "{one} / {other}");
        }
        assert_ne!(of("Lee", "Acme"), of("Li", "Acme"));
        assert!(of("Lee", "Limited").is_some());
        assert_eq!(key(&rule, &[("company", "Acme")]), None);
    }

    #[test]
    fn a_custom_key_needs_all_its_fields() {
        let rule = MatchRule::Custom(vec![id("external_id"), id("city")]);
        assert_eq!(key(&rule, &[("external_id", "00Ab")]), None);
        let of = |external, city| key(&rule, &[("external_id", external), ("city", city)]);
        assert_eq!(of("00Ab", "Malmö"), of("00Ab", "MALMO"));
        assert_ne!(of("00Ab", "Malmö"), of("00aB", "Malmö"));
    }

    fn key(rule: &MatchRule, values: &[(&str, &str)]) -> Option<MatchKey> {
        let record =
            values.iter().map(|(field, value)| (id(field), Value::Text((*value).into()))).collect();
        match_key(rule, &record)
    }

    fn id(field: &str) -> FieldId {
        FieldId::parse(field).expect("an id")
    }
}
