//! From a row of cells to a checked row: values, issues, match key and owner.
//!
//! [`Checker`] is compiled once from the plan and then sees every row in file order. It keeps its memory from
//! row to row, so that a good row allocates nothing. It reads what the plan says and guesses nothing.

mod cells;
mod checked;
mod compile;
mod demands;
mod identity;
mod join;
mod owner;
mod pattern;
mod row;
mod row_values;
mod rules;
mod typed;
mod values;

pub use checked::CheckedRow;
pub(crate) use compile::{check_mapping, compile};
pub(crate) use identity::Identity;
pub(crate) use join::leaders;
pub(crate) use row::{Checker, SHOWN};
pub use row_values::RowValues;
pub(crate) use rules::{compare, is_numeric};
pub use typed::{Typing, Wrong};
