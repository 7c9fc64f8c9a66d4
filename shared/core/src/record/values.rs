//! The values of one row, as slots into one text that is kept from row to row.

use gangway_contract::{FieldId, Record, Value};

use crate::digest::RowBytes;
use crate::field::{ITEM, Shape};

/// A field that a row may fill.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) id: FieldId,
}

/// Where the value of a place lies.
#[derive(Debug, Clone, Copy)]
struct Slot {
    shape: Shape,
    start: usize,
    end: usize,
}

const EMPTY: Slot = Slot { shape: Shape::Blank, start: 0, end: 0 };

/// One slot a place.
#[derive(Debug, Default)]
pub(super) struct Values {
    slots: Vec<Slot>,
    pub(super) text: String,
}

impl Values {
    pub(super) fn new(places: usize) -> Self {
        Self { slots: vec![EMPTY; places], text: String::with_capacity(1024) }
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.slots.fill(EMPTY);
    }

    /// Gives a place what was appended to the text since `start`.
    pub(super) fn set(&mut self, place: usize, shape: Shape, start: usize) {
        if let Some(slot) = self.slots.get_mut(place) {
            *slot = Slot { shape, start, end: self.text.len() };
        }
    }

    pub(super) fn is_blank(&self, place: usize) -> bool {
        self.slots.get(place).is_none_or(|it| it.shape == Shape::Blank)
    }

    pub(super) fn all_blank(&self) -> bool {
        self.slots.iter().all(|it| it.shape == Shape::Blank)
    }

    /// The value as one text; of a list, with [`ITEM`] between.
    pub(super) fn text_of(&self, place: usize) -> Option<&str> {
        let slot = self.slots.get(place)?;
        match slot.shape {
            Shape::Blank => None,
            Shape::Boolean(true) => Some("true"),
            Shape::Boolean(false) => Some("false"),
            Shape::Text | Shape::List => self.text.get(slot.start..slot.end),
        }
    }

    pub(super) fn to_record(&self, places: &[Place]) -> Record {
        let value = |at: usize, place: &Place| {
            let text = self.text_of(at)?;
            let value = match self.slots.get(at)?.shape {
                Shape::Boolean(it) => Value::Boolean(it),
                Shape::List => Value::List(text.split(ITEM).map(str::to_owned).collect()),
                _ => Value::Text(text.to_owned()),
            };
            Some((place.id.clone(), value))
        };
        places.iter().enumerate().filter_map(|(at, place)| value(at, place)).collect()
    }

    /// For the receipt: each value with its place's number.
    pub(super) fn digest(&self, bytes: &mut RowBytes<'_>) {
        for (at, slot) in self.slots.iter().enumerate().filter(|(_, it)| it.shape != Shape::Blank) {
            let place = u32::try_from(at).unwrap_or(u32::MAX);
            let text = || self.text.get(slot.start..slot.end).unwrap_or_default();
            match slot.shape {
                Shape::Blank => {}
                Shape::Boolean(it) => {
                    bytes.number(place);
                    bytes.byte(if it { 3 } else { 2 });
                }
                Shape::Text => bytes.value(place, 1, text()),
                Shape::List => bytes.value(place, 4, text()),
            }
        }
        bytes.number(u32::MAX);
    }
}
