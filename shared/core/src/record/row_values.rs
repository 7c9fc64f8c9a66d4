//! A checked row's values on their way into a file: written as a [`Record`](gangway_contract::Record) is, without making
//! one. A row of an import is written once and read elsewhere.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::row::Checker;
use crate::field::{ITEM, Shape};

/// The typed values, without those that are wrong; the same JSON as that of the row's record.
#[derive(Clone, Copy)]
pub struct RowValues<'a>(pub(super) &'a Checker);

impl Serialize for RowValues<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        // The places are in the order of their fields' ids.
        for (at, place) in self.0.places.iter().enumerate() {
            let Some((shape, text)) = self.0.values.of(at) else { continue };
            match shape {
                Shape::Blank => {}
                Shape::Boolean(it) => map.serialize_entry(&place.id, &it)?,
                Shape::Text => map.serialize_entry(&place.id, text)?,
                Shape::List => map.serialize_entry(&place.id, &Items(text))?,
            }
        }
        map.end()
    }
}

/// The items of a list, as its place keeps them.
struct Items<'a>(&'a str);

impl Serialize for Items<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.split(ITEM))
    }
}
