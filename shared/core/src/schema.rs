//! The modules that ship as defaults, and the digest that a plan carries of its module's definition.
//!
//! Definitions are data (`modules/*.json`); a tenant may change them. Three decisions stand in that data:
//!
//! - No field of a person is required: real exports leave out names, companies and addresses alike, and a
//!   row that fills any field at all is somebody. (A row that fills none fails, see `record`.) An account
//!   is its name, so there `company` is required.
//! - A picklist without options takes every value: lead sources and industries differ from product to
//!   product. `status` and `rating` are closed lists; `status` knows what the usual products export.
//! - `created_at` may be filled from a file: it says when the other system created the record, which is
//!   not when Gangway did.

use gangway_contract::{Field, FieldId, Module};

const DEFAULTS: [&str; 3] = [
    include_str!("../modules/leads.json"),
    include_str!("../modules/contacts.json"),
    include_str!("../modules/accounts.json"),
];

/// Leads, contacts and accounts as they are before a tenant changes them.
pub fn default_modules() -> Vec<Module> {
    // The files are part of the program; `the_defaults_are_whole` proves that none is left out here.
    default_texts().iter().filter_map(|it| serde_json::from_str(it).ok()).collect()
}

/// The same as JSON, for a door that reads it as it reads what it is given: who deserialises a type in two crates has
/// the code for it twice.
pub fn default_texts() -> &'static [&'static str] {
    &DEFAULTS
}

/// What a plan carries to notice that the module was changed since: 32 hex digits.
pub fn module_digest(module: &Module) -> String {
    let json = serde_json::to_vec(module).unwrap_or_default();
    crate::digest::hex128(&blake3::hash(&json))
}

/// The module's field with this id.
pub(crate) fn field<'a>(module: &'a Module, id: &FieldId) -> Option<&'a Field> {
    module.fields.iter().find(|it| it.id == *id)
}

/// Whether the module has a field with this id.
pub(crate) fn has(module: &Module, id: &str) -> bool {
    module.fields.iter().any(|it| it.id.as_str() == id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_defaults_are_whole() {
        let modules = default_modules();
        let ids: Vec<_> = modules.iter().map(|it| it.id.as_str()).collect();
        assert_eq!(ids, ["leads", "contacts", "accounts"]);
        let leads: BTreeSet<_> = modules[0].fields.iter().map(|it| it.id.as_str()).collect();
        let expected = "salutation first_name last_name full_name title department company email phone \
            mobile fax website linkedin_url street city state postal_code country lead_source status rating \
            industry employees annual_revenue tags notes birthday external_id owner created_at";
        assert_eq!(leads, expected.split_whitespace().collect());
    }

    #[test]
    fn a_changed_label_changes_the_digest() {
        let mut module = default_modules().remove(0);
        let before = module_digest(&module);
        assert_eq!(before, module_digest(&module.clone()));
        module.fields[0].label.push('!');
        assert_ne!(before, module_digest(&module));
    }
}
