//! Writes one bucket of an import: looks keys up, decides with the core, writes each group's one effect.

mod handler;
mod index;
mod look_up;
mod progress;
mod recall;
mod step;
mod work;

pub use handler::{Access, handle};
