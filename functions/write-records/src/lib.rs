//! Writes one bucket of an import: looks keys up, decides with the core, writes each group's one effect. Or takes one
//! back.

mod backfill;
mod create;
mod erase;
mod errand;
mod handler;
mod look_up;
mod open_undo;
mod pace;
mod progress;
mod round;
mod task;
mod update;
mod work;

pub use handler::{Access, handle};
pub use pace::Pace;
