//! The decisions of writing: which rows are one group, what a row changes, what becomes of a group.
//!
//! Nothing here waits for a database: write-records looks up, asks here, and writes. A group's effect is what a
//! sequential import in file order would have, because its rows are folded one after another.

mod change;
pub mod cost;
mod decide;
mod foresee;
mod group;
mod id;
mod outcome;
mod reach;
mod rules;
mod undo;

pub use change::{before, change, fold, rest};
pub use decide::{Decision, Matched, decide, fits};
pub use foresee::foresee;
pub use group::{Group, groups};
pub use id::{drop_id, record_id};
pub use outcome::{conclude, count, outcomes, unprocessed};
pub use reach::Reach;
pub use rules::rules;
pub use undo::{
    Kept, UNDOS, Undo, not_restored, undo_create, undo_id, undo_job, undo_update, undone,
};
