//! Ends jobs: adds up, writes the result files, and finds whatever got stuck on the way.

mod burial;
mod csv_file;
mod ending;
mod handler;
mod merge;
mod patience;
mod stream;
mod watchdog;

pub use burial::Dead;
pub use handler::{Access, bury, finish, watch};
pub use patience::Patience;
