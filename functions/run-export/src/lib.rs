//! Writes exports: the records that somebody may see and asked for, as one file, part by part.

mod asked;
mod ending;
mod file;
mod handler;
mod merge;
mod pace;
mod saved;
mod sorted;
mod stream;
mod turn;
mod whole;

pub use handler::{Access, handle};
pub use pace::Pace;
