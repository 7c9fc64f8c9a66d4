//! The values of one row, in a text that is kept until the receipt has seen it.

use gangway_contract::{FieldId, Record, Value};

use crate::digest::Marks;
use crate::field::{BUILT_ROOM, Built, ITEM, Shape};
use crate::order::collected;
use crate::table::SimpleCell;

/// A field that a row may fill.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) id: FieldId,
}

/// Where the value of a place lies, if it is of the row at hand.
#[derive(Debug, Clone, Copy)]
struct Slot {
    row: u32,
    shape: Shape,
    start: usize,
    end: usize,
}

/// A copy of this length is a few instructions, one of any length a call. Most values are shorter.
const SHORT: usize = BUILT_ROOM;

/// One slot a place.
#[derive(Debug)]
pub(super) struct Values {
    /// Counts rows, so that nothing must be forgotten when one begins.
    row: u32,
    slots: Vec<Slot>,
    /// How many places of the row have a value.
    filled: u32,
    /// The texts of the rows since the last receipt, and room behind them.
    text: Vec<u8>,
    len: usize,
    /// Where those of the row at hand begin.
    begin: usize,
    /// For the receipt: the place and the shape of each value, and the length of its text; and what else it is told.
    marks: Marks,
}

/// What was read, as a record keeps it; none if it was blank.
pub(super) fn value(shape: Shape, text: &str) -> Option<Value> {
    match shape {
        Shape::Blank => None,
        Shape::Boolean(it) => Some(Value::Boolean(it)),
        Shape::List => Some(Value::List(text.split(ITEM).map(str::to_owned).collect())),
        Shape::Text => Some(Value::Text(text.to_owned())),
    }
}

impl Values {
    pub(super) fn new(places: usize) -> Self {
        let slot = Slot { row: 0, shape: Shape::Blank, start: 0, end: 0 };
        Self {
            row: 0,
            slots: vec![slot; places],
            filled: 0,
            text: vec![0; 32 * 1024],
            len: 0,
            begin: 0,
            marks: Marks::default(),
        }
    }

    /// A row begins: no place has a value.
    pub(super) fn begin(&mut self) {
        if self.row == u32::MAX {
            self.slots.iter_mut().for_each(|it| it.row = 0);
            self.row = 0;
        }
        self.row += 1;
        self.filled = 0;
        self.begin = self.len;
    }

    /// The row has all its values; what else the receipt is told of it can be marked.
    pub(super) fn end(&mut self) -> &mut Marks {
        // No place has this number.
        self.marks.pair(u32::MAX, self.filled);
        &mut self.marks
    }

    /// Gives a place a value.
    pub(super) fn set(&mut self, place: usize, shape: Shape, text: &str) {
        let start = self.len;
        self.push(text.as_bytes());
        self.fill(place, shape, start);
    }

    /// Gives a place the text of a cell.
    #[inline]
    pub(super) fn copy(&mut self, place: usize, cell: &SimpleCell<'_>) {
        let (start, len) = (self.len, cell.end - cell.start);
        let room = self.text.get_mut(start..).and_then(<[u8]>::first_chunk_mut::<SHORT>);
        match (cell.block(), room) {
            (Some(block), Some(room)) if len <= SHORT => {
                *room = *block;
                self.len = start + len;
            }
            _ => self.push(cell.bytes()),
        }
        self.fill(place, Shape::Text, start);
    }

    /// Gives a place a text that was built.
    #[inline]
    pub(super) fn put(&mut self, place: usize, built: &Built) {
        let start = self.len;
        let end = start + SHORT;
        if self.text.len() < end {
            self.text.resize(end + SHORT, 0);
        }
        if let Some(room) = self.text.get_mut(start..).and_then(<[u8]>::first_chunk_mut::<SHORT>) {
            *room = *built.block();
            self.len = start + built.len();
        }
        self.fill(place, Shape::Text, start);
    }

    #[inline]
    fn fill(&mut self, place: usize, shape: Shape, start: usize) {
        if let Some(slot) = self.slots.get_mut(place).filter(|_| shape != Shape::Blank) {
            *slot = Slot { row: self.row, shape, start, end: self.len };
            self.filled += 1;
            self.marks.pair(wide(place) << 3 | number(shape), wide(self.len - start));
        }
    }

    fn push(&mut self, bytes: &[u8]) {
        let end = self.len + bytes.len();
        if self.text.len() < end {
            self.text.resize(end + SHORT, 0);
        }
        if let Some(room) = self.text.get_mut(self.len..end) {
            room.copy_from_slice(bytes);
        }
        self.len = end;
    }

    fn slot(&self, place: usize) -> Option<&Slot> {
        self.slots.get(place).filter(|it| it.row == self.row)
    }

    pub(super) fn is_blank(&self, place: usize) -> bool {
        self.slot(place).is_none()
    }

    pub(super) fn all_blank(&self) -> bool {
        self.filled == 0
    }

    /// The bytes of the row's values together.
    pub(super) fn bytes(&self) -> usize {
        self.len - self.begin
    }

    /// The value as one text; of a list, with [`ITEM`] between.
    pub(super) fn text_of(&self, place: usize) -> Option<&str> {
        let slot = self.slot(place)?;
        match slot.shape {
            Shape::Blank => None,
            Shape::Boolean(true) => Some("true"),
            Shape::Boolean(false) => Some("false"),
            Shape::Text | Shape::List => {
                self.text.get(slot.start..slot.end).and_then(|it| str::from_utf8(it).ok())
            }
        }
    }

    /// What a place has, and how: the text is [`Self::text_of`].
    pub(super) fn of(&self, place: usize) -> Option<(Shape, &str)> {
        Some((self.slot(place)?.shape, self.text_of(place)?))
    }

    pub(super) fn to_record(&self, places: &[Place]) -> Record {
        let value = |at: usize, place: &Place| {
            let (shape, text) = self.of(at)?;
            Some((place.id.clone(), value(shape, text)?))
        };
        collected(places.iter().enumerate().filter_map(|(at, place)| value(at, place)))
    }

    /// The texts of the rows that the receipt has not seen.
    pub(super) fn texts(&self) -> &[u8] {
        self.text.get(..self.len).unwrap_or_default()
    }

    /// What it is told of them beside.
    pub(super) fn marks(&self) -> &[u8] {
        self.marks.bytes()
    }

    /// The receipt has seen them.
    pub(super) fn forget(&mut self) {
        self.len = 0;
        self.marks.clear();
    }
}

fn wide(it: usize) -> u32 {
    u32::try_from(it).unwrap_or(u32::MAX)
}

/// As the receipt knows it, in three bits.
fn number(shape: Shape) -> u32 {
    match shape {
        Shape::Blank => 0,
        Shape::Text => 1,
        Shape::Boolean(false) => 2,
        Shape::Boolean(true) => 3,
        Shape::List => 4,
    }
}
