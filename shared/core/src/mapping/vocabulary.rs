//! What fields are called, in eleven languages, and which words change nothing. Data, in `vocabulary.json`; what is read
//! is `vocabulary.keys.json`, the same with names as they are compared. A test keeps it fresh (`UPDATE_EXPECT=1` writes it).

use std::collections::{BTreeMap, BTreeSet};

use gangway_contract::Module;
use serde::Deserialize;

use super::header::key;
use crate::order::collected;

const DATA: &str = include_str!("vocabulary.keys.json");

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
            elsewhere: collected(data.elsewhere),
            products: data.products,
            ..Self::default()
        };
        for (class, neutral) in data.neutral {
            for word in neutral.words {
                it.neutral.entry(word).or_default().push((class.clone(), neutral.cost));
            }
        }
        for (place, field) in module.fields.iter().enumerate() {
            if field.read_only {
                continue;
            }
            it.add(key(&field.label), place, STRONG);
            field.aliases.iter().for_each(|name| it.add(key(name), place, ALIAS));
            it.add(key(field.id.as_str()), place, STRONG);
            if let Some(names) = data.fields.get(field.id.as_str()) {
                names.strong.iter().for_each(|name| it.add(name.clone(), place, STRONG));
                names.weak.iter().for_each(|name| it.add(name.clone(), place, WEAK));
            }
        }
        it
    }

    fn add(&mut self, name: String, place: usize, strength: i32) {
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
    #[expect(clippy::disallowed_methods, reason = "a test writes what it keeps fresh")]
    fn the_keys_are_fresh() {
        let mut data: serde_json::Value =
            serde_json::from_str(include_str!("vocabulary.json")).expect("the vocabulary is JSON");
        let lists = ["/elsewhere", "/fields/*/strong", "/fields/*/weak", "/neutral/*/words"];
        for list in lists {
            keep_keys(&mut data, list);
        }
        let fresh = serde_json::to_string(&data).expect("JSON") + "\n";
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/mapping/vocabulary.keys.json");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(file, &fresh).expect("written");
        }
        let kept = std::fs::read_to_string(file).expect("vocabulary.keys.json");
        assert!(fresh == kept, "vocabulary.keys.json is stale; UPDATE_EXPECT=1 writes it");
    }

    /// Makes keys of the names of a list, each once; a star stands for every member.
    fn keep_keys(data: &mut serde_json::Value, path: &str) {
        if let Some((before, behind)) = path.split_once("/*/") {
            let all =
                data.pointer_mut(before).and_then(|it| it.as_object_mut()).expect("an object");
            for inner in all.values_mut() {
                keep_keys(inner, &format!("/{behind}"));
            }
            return;
        }
        let list = data.pointer_mut(path).and_then(|it| it.as_array_mut()).expect("a list");
        let mut seen = BTreeSet::new();
        let keys = list.iter().map(|it| key(it.as_str().expect("a name")));
        let keys: Vec<_> = keys.filter(|it| seen.insert(it.clone())).map(Into::into).collect();
        *list = keys;
    }

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
