//! Which match rules there are in a module, what each of them looks at, and how it is called. Makes no keys.

use gangway_contract::{Field, FieldId, FieldType, MatchRule, Module};

use crate::schema;

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
fn is_usable(field_type: FieldType) -> bool {
    !matches!(field_type, FieldType::Boolean | FieldType::MultiPicklist | FieldType::LongText)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::default_modules;

    #[test]
    fn an_account_is_matched_by_its_name() {
        let accounts = default_modules().remove(2);
        let company = FieldId::parse("company").expect("an id");
        let rules = indexed_rules(&accounts);
        assert_eq!(rules.last(), Some(&MatchRule::Custom(vec![company])));
        assert_eq!(rule_id(&settle(&MatchRule::NameCompany, &accounts)), "f.company");
    }
}
