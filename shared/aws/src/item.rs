//! DynamoDB items: putting values in and getting them out, with an error that names the attribute.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, Result};
use aws_sdk_dynamodb::types::AttributeValue;
use serde::{Serialize, de::DeserializeOwned};

/// An item on its way in, in a fixed order of attributes.
pub(crate) type Item = BTreeMap<String, AttributeValue>;

/// An item as the SDK gives it out.
pub(crate) type Found = HashMap<String, AttributeValue>;

pub(crate) fn text(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

pub(crate) fn number(value: u32) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

pub(crate) fn flag(value: bool) -> AttributeValue {
    AttributeValue::Bool(value)
}

pub(crate) fn json(value: &impl Serialize) -> Result<AttributeValue> {
    Ok(AttributeValue::S(serde_json::to_string(value)?))
}

/// What is read out of an item.
pub(crate) trait Take {
    fn text(&self, name: &str) -> Result<&str>;
    fn number(&self, name: &str) -> Result<u32>;
    fn flag(&self, name: &str) -> bool;
    fn maybe_text(&self, name: &str) -> Option<String>;
    fn maybe_number(&self, name: &str) -> Option<u32>;
    fn maybe_json<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>>;
    fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T>;
}

impl Take for Found {
    fn text(&self, name: &str) -> Result<&str> {
        let value = self.get(name).and_then(|it| it.as_s().ok());
        value.map(String::as_str).with_context(|| format!("an item lacks the text {name}"))
    }

    fn number(&self, name: &str) -> Result<u32> {
        self.maybe_number(name).with_context(|| format!("an item lacks the number {name}"))
    }

    fn flag(&self, name: &str) -> bool {
        self.get(name).and_then(|it| it.as_bool().ok()).copied().unwrap_or_default()
    }

    fn maybe_text(&self, name: &str) -> Option<String> {
        self.get(name).and_then(|it| it.as_s().ok()).cloned()
    }

    fn maybe_number(&self, name: &str) -> Option<u32> {
        self.get(name).and_then(|it| it.as_n().ok()).and_then(|it| it.parse().ok())
    }

    fn maybe_json<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>> {
        let value = self.get(name).and_then(|it| it.as_s().ok());
        let parse = |json: &String| serde_json::from_str(json);
        value.map(parse).transpose().with_context(|| format!("an item's {name} is unreadable"))
    }

    fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T> {
        self.maybe_json(name)?.with_context(|| format!("an item lacks {name}"))
    }
}

/// About as many bytes as the value takes, for cutting batches.
pub(crate) fn weigh(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::S(it) | AttributeValue::N(it) => it.len() + 8,
        AttributeValue::L(list) => list.iter().map(weigh).sum::<usize>() + 8,
        AttributeValue::M(map) => map.iter().map(|(name, it)| name.len() + weigh(it) + 8).sum(),
        _ => 16,
    }
}
