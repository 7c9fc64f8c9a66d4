//! Match keys: what makes two records the same, normalised and hashed, so that nobody has to send the data.
//!
//! A record without a key matches nobody: two missing e-mails are two people. Changing anything here that
//! changes a key means raising [`NORM_VERSION`]: stored keys carry it.

mod identity;

use std::borrow::Cow;

use gangway_contract::{
    Field, FieldId, FieldType, MatchKey, MatchRule, Module, Record, StoredRecord, Value,
};
use xxhash_rust::xxh3::xxh3_128;

use crate::copy::push_short;
use crate::field::{ascii_domain, fold, is_weak_phone};
use crate::{schema, unicode};

pub use identity::{identified, identity_key};

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

/// The rules under which every record of the module can be found, whatever it was imported by.
pub fn indexed_rules(module: &Module) -> Vec<MatchRule> {
    let mut rules = Vec::new();
    if schema::has(module, "email") {
        rules.push(MatchRule::Email);
    }
    if schema::has(module, "phone") || schema::has(module, "mobile") {
        rules.push(MatchRule::Phone);
    }
    if schema::has(module, "company") {
        rules.push(settle(&MatchRule::NameCompany, module));
    }
    rules
}

/// The rule as it is meant in this module: an account's name and company are one and the same, and a custom
/// rule of the e-mail alone is the e-mail rule. A custom rule's fields are sorted, each once.
pub fn settle(rule: &MatchRule, module: &Module) -> MatchRule {
    let company = || FieldId::parse("company").into_iter().collect();
    match rule {
        MatchRule::NameCompany if !has_names(module) => MatchRule::Custom(company()),
        MatchRule::Custom(fields) => {
            let mut fields = fields.clone();
            crate::order::sort(&mut fields);
            fields.dedup();
            match fields.as_slice() {
                [one] if one.as_str() == "email" => MatchRule::Email,
                _ => MatchRule::Custom(fields),
            }
        }
        other => other.clone(),
    }
}

fn has_names(module: &Module) -> bool {
    ["first_name", "last_name"].iter().any(|it| schema::has(module, it))
}

/// Whether records are found by a rule only once it was registered for their module.
pub fn is_further(rule: &MatchRule, module: &Module) -> bool {
    let rule = settle(rule, module);
    matches!(rule, MatchRule::Custom(_)) && !indexed_rules(module).contains(&rule)
}

/// Why records of the module cannot be found by this rule; none if they can.
pub fn unusable(rule: &MatchRule, module: &Module) -> Option<String> {
    let MatchRule::Custom(fields) = rule else { return None };
    if fields.is_empty() {
        return Some("A match rule compares at least one field. Choose one.".to_owned());
    }
    let is_stored = |it: &Field| !it.is_virtual && !it.read_only && it.id.as_str() != "owner";
    let fits = |it: &Field| is_stored(it) && is_usable(it.field_type);
    let wrong = fields.iter().find(|id| !schema::field(module, id).is_some_and(fits))?;
    Some(format!("Records of {} cannot be matched by {wrong}. Choose another field.", module.label))
}

/// Names the rule in stored keys: `email`, `phone`, `name_company`, `f.company+external_id`.
pub fn rule_id(rule: &MatchRule) -> String {
    match rule {
        MatchRule::Email => "email".to_owned(),
        MatchRule::Phone => "phone".to_owned(),
        MatchRule::NameCompany => "name_company".to_owned(),
        MatchRule::Custom(fields) => {
            let mut fields: Vec<&str> = fields.iter().map(FieldId::as_str).collect();
            crate::order::sort(&mut fields);
            fields.dedup();
            let id = format!("f.{}", fields.join("+"));
            // Ids of fields reach 40 characters; a key of DynamoDB should stay short.
            if id.len() <= 120 {
                id
            } else {
                format!("h.{}", crate::digest::hex128(&blake3::hash(id.as_bytes())))
            }
        }
        MatchRule::Identity => "identity".to_owned(),
    }
}

/// The fields that a rule looks at.
pub(crate) fn fields_of(rule: &MatchRule) -> Vec<&str> {
    match rule {
        MatchRule::Email => vec!["email"],
        MatchRule::Phone => vec!["phone", "mobile"],
        MatchRule::NameCompany => vec!["first_name", "last_name", "company"],
        MatchRule::Custom(fields) => fields.iter().map(FieldId::as_str).collect(),
        MatchRule::Identity => Vec::new(),
    }
}

/// Whether values of this type can tell two records apart to the letter only.
pub(crate) fn is_usable(field_type: FieldType) -> bool {
    !matches!(field_type, FieldType::Boolean | FieldType::MultiPicklist | FieldType::LongText)
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

/// Folds one value in; false if nothing of it is left.
fn push_field(field: &str, value: &str, out: &mut String) -> bool {
    let start = out.len();
    match field {
        "email" => return push_email(value, out),
        "company" => push_company(value, out),
        // Keys of other systems may differ in nothing but case.
        it if it == "id" || it.ends_with("_id") => out.push_str(value),
        _ => out.push_str(&fold(value)),
    }
    let left = out.len() > start;
    out.push(PART);
    left
}

/// Case never tells two mailboxes apart in practice; tags and dots do.
fn push_email(value: &str, out: &mut String) -> bool {
    let start = out.len();
    if value.is_ascii() {
        push_short(value, out);
        if let Some(lowered) = out.get_mut(start..) {
            lowered.make_ascii_lowercase();
        }
    } else if let Some((local, domain)) = value.rsplit_once('@') {
        out.extend(unicode::nfkc(local).chars().flat_map(char::to_lowercase));
        out.push('@');
        out.push_str(&ascii_domain(domain).unwrap_or(Cow::Borrowed(domain)));
    }
    let left = out.len() > start;
    out.push(PART);
    left
}

/// The telephone, or the mobile where there is no telephone. A weak number is nobody's.
fn push_phone<'a>(value: impl Fn(&str) -> Option<Cow<'a, str>>, out: &mut String) -> bool {
    let strong = |field| value(field).filter(|it| !is_weak_phone(it));
    let Some(number) = strong("phone").or_else(|| strong("mobile")) else { return false };
    out.push_str(&number);
    true
}

fn push_name_company<'a>(value: impl Fn(&str) -> Option<Cow<'a, str>>, out: &mut String) -> bool {
    let (first, last) = (value("first_name"), value("last_name"));
    let Some(company) = value("company") else { return false };
    let start = out.len();
    for part in [first, last].into_iter().flatten() {
        push_words(&part, out);
        out.push(' ');
    }
    let named = out.get(start..).is_some_and(|it| !it.trim().is_empty());
    out.push(PART);
    let start = out.len();
    push_company(&company, out);
    named && out.len() > start
}

/// Letters and digits, folded; what stands between is one blank; `&` is a word.
fn push_words(value: &str, out: &mut String) {
    let start = out.len();
    for it in fold(value).chars() {
        let gap = out.len() == start || out.ends_with(' ');
        match it {
            '&' | '+' => out.push_str(if gap { "and " } else { " and " }),
            // O'Neil is Oneil, and S.A. is SA.
            '\'' | '’' | '.' => {}
            it if it.is_alphanumeric() => out.push(it),
            _ if !gap => out.push(' '),
            _ => {}
        }
    }
    out.truncate(start + out.get(start..).unwrap_or_default().trim_end().len());
}

/// What a company is registered as says nothing about which one it is.
const LEGAL_FORMS: [&str; 58] = [
    "inc",
    "incorporated",
    "llc",
    "llp",
    "lp",
    "ltd",
    "limited",
    "plc",
    "corp",
    "corporation",
    "co",
    "company",
    "gmbh",
    "mbh",
    "ag",
    "kg",
    "kgaa",
    "ohg",
    "ug",
    "ev",
    "eg",
    "se",
    "gbr",
    "sa",
    "sas",
    "sasu",
    "sarl",
    "eurl",
    "snc",
    "sl",
    "slu",
    "srl",
    "spa",
    "sapi",
    "cv",
    "bv",
    "nv",
    "vof",
    "ab",
    "hb",
    "as",
    "asa",
    "aps",
    "oy",
    "oyj",
    "sp",
    "oo",
    "zoo",
    "sro",
    "kft",
    "doo",
    "ltda",
    "lda",
    "eireli",
    "pty",
    "pvt",
    "kk",
    "pte",
];

fn push_company(value: &str, out: &mut String) {
    let start = out.len();
    push_words(value, out);
    // Trailing forms only, and never the whole name: `Limited` may be all there is.
    let mut removed = false;
    while let Some((rest, last)) = out.get(start..).and_then(|it| it.rsplit_once(' ')) {
        // The words between two forms go along: `GmbH & Co. KG`, `Sp. z o.o.`
        let form = LEGAL_FORMS.contains(&last) || (removed && matches!(last, "and" | "z"));
        if !form {
            break;
        }
        removed = true;
        out.truncate(start + rest.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::default_modules;

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

    #[test]
    fn an_account_is_matched_by_its_name() {
        let accounts = default_modules().remove(2);
        let rules = indexed_rules(&accounts);
        assert_eq!(rules.last(), Some(&MatchRule::Custom(vec![id("company")])));
        assert_eq!(rule_id(&settle(&MatchRule::NameCompany, &accounts)), "f.company");
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
