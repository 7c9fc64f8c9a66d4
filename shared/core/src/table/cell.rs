//! One cell, as a person sees it and as the file stores it.

/// A cell of a row that is being read; it borrows from the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'a> {
    /// As a person sees it in Excel; of a CSV, the text without its quotes.
    pub text: &'a str,
    /// What the file says that it is.
    pub kind: CellKind<'a>,
}

/// What a file says that a cell is. A CSV knows only text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind<'a> {
    /// Text.
    Text,
    /// A number, as its canonical decimal: `-1234.5`.
    Number(&'a str),
    /// A day, as its ISO date: `2024-02-29`.
    Date(&'a str),
    /// A day and a time without a zone: `2024-02-29T13:45:00`.
    Datetime(&'a str),
    /// A time of day or a duration.
    Time,
    /// Yes or no.
    Boolean(bool),
    /// A spreadsheet error such as `#N/A`.
    Error,
}

/// A cell that outlives its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnedCell {
    /// See [`Cell::text`].
    pub text: String,
    /// See [`Cell::kind`].
    pub kind: OwnedKind,
}

/// [`CellKind`], owned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnedKind {
    /// Text.
    Text,
    /// A number, as its canonical decimal.
    Number(String),
    /// A day, as its ISO date.
    Date(String),
    /// A day and a time without a zone.
    Datetime(String),
    /// A time of day or a duration.
    Time,
    /// Yes or no.
    Boolean(bool),
    /// A spreadsheet error.
    Error,
}

impl Cell<'_> {
    /// An empty cell.
    pub const EMPTY: Cell<'static> = Cell { text: "", kind: CellKind::Text };

    /// A copy that outlives the row.
    pub fn to_owned(&self) -> OwnedCell {
        OwnedCell { text: self.text.to_owned(), kind: self.kind.to_owned() }
    }
}

impl CellKind<'_> {
    fn to_owned(self) -> OwnedKind {
        match self {
            Self::Text => OwnedKind::Text,
            Self::Number(it) => OwnedKind::Number(it.to_owned()),
            Self::Date(it) => OwnedKind::Date(it.to_owned()),
            Self::Datetime(it) => OwnedKind::Datetime(it.to_owned()),
            Self::Time => OwnedKind::Time,
            Self::Boolean(it) => OwnedKind::Boolean(it),
            Self::Error => OwnedKind::Error,
        }
    }
}

impl OwnedCell {
    /// The same cell, borrowed.
    pub fn as_cell(&self) -> Cell<'_> {
        let kind = match &self.kind {
            OwnedKind::Text => CellKind::Text,
            OwnedKind::Number(it) => CellKind::Number(it),
            OwnedKind::Date(it) => CellKind::Date(it),
            OwnedKind::Datetime(it) => CellKind::Datetime(it),
            OwnedKind::Time => CellKind::Time,
            OwnedKind::Boolean(it) => CellKind::Boolean(*it),
            OwnedKind::Error => CellKind::Error,
        };
        Cell { text: &self.text, kind }
    }
}
