//! What fields are called, in eleven languages, and which words change nothing. Data, in `vocabulary.json`.

use std::collections::{BTreeMap, BTreeSet};

use gangway_contract::Module;
use serde::Deserialize;

use super::header::{key, words};
use crate::order::collected;

const DATA: &str = include_str!("vocabulary.json");

/// A name that says it, and a name that may say it.
const STRONG: i32 = 100;
const WEAK: i32 = 78;
/// What a module's own list adds; the field's label itself says it best.
const ALIAS: i32 = 96;

#[derive(Deserialize, Default)]
struct Data {
    fields: BTreeMap<String, Names>,
    elsewhere: Vec<String>,
    neutral: BTreeMap<String, Neutral>,
    products: Vec<Product>,
}

#[derive(Deserialize)]
struct Names {
    strong: Vec<String>,
    weak: Vec<String>,
}

#[derive(Deserialize)]
struct Neutral {
    cost: i32,
    words: Vec<String>,
}

/// A product whose exports are recognised, and what its own names mean.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Product {
    pub(super) name: String,
    #[serde(default)]
    pub(super) all: Vec<String>,
    #[serde(default)]
    pub(super) any: Vec<String>,
    #[serde(default)]
    pub(super) at_least: usize,
    /// A header as the product spells it → a field, or nothing.
    pub(super) fields: BTreeMap<String, Option<String>>,
}

/// The vocabulary, for one module.
#[derive(Default)]
pub(super) struct Vocabulary {
    /// Key of a name → fields, by their place in the module, and how sure the name is.
    pub(super) names: BTreeMap<String, Vec<(usize, i32)>>,
    /// Keys of names that mean none of the fields.
    pub(super) elsewhere: BTreeSet<String>,
    /// A word that changes nothing → its class and what leaving it out costs.
    pub(super) neutral: BTreeMap<String, Vec<(String, i32)>>,
    pub(super) products: Vec<Product>,
}

impl Vocabulary {
    pub(super) fn load(module: &Module) -> Self {
        let data: Data = serde_json::from_str(DATA).unwrap_or_default();
        let mut it = Self {
            elsewhere: collected(data.elsewhere.iter().map(|it| key(it))),
            products: data.products,
            ..Self::default()
        };
        for (class, neutral) in data.neutral {
            for word in neutral.words {
                let entry = it.neutral.entry(words(&word).concat()).or_default();
                entry.push((class.clone(), neutral.cost));
            }
        }
        for (place, field) in module.fields.iter().enumerate() {
            if field.read_only {
                continue;
            }
            it.add(&field.label, place, STRONG);
            field.aliases.iter().for_each(|name| it.add(name, place, ALIAS));
            it.add(field.id.as_str(), place, STRONG);
            if let Some(names) = data.fields.get(field.id.as_str()) {
                names.strong.iter().for_each(|name| it.add(name, place, STRONG));
                names.weak.iter().for_each(|name| it.add(name, place, WEAK));
            }
        }
        it
    }

    fn add(&mut self, name: &str, place: usize, strength: i32) {
        let name = key(name);
        let names = self.names.entry(name).or_default();
        match names.iter_mut().find(|(it, _)| *it == place) {
            Some((_, known)) => *known = (*known).max(strength),
            None => names.push((place, strength)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::default_modules;

    #[test]
    fn the_data_is_whole_and_names_known_fields_only() {
        let data: Data = serde_json::from_str(DATA).expect("the vocabulary is JSON");
        let leads = default_modules().remove(0);
        let known = |id: &str| leads.fields.iter().any(|it| it.id.as_str() == id);
        assert!(data.fields.keys().all(|it| known(it)));
        assert!(
            data.products.iter().flat_map(|it| it.fields.values().flatten()).all(|it| known(it))
        );
        assert!(data.products.iter().all(|it| !it.all.is_empty() || it.at_least > 1));
    }
}
