//! Ends jobs: adds up, writes the result files, and finds whatever got stuck on the way.

mod backup;
mod burial;
mod ending;
mod files;
mod handler;
mod merge;
mod pace;
mod patience;
mod rows;
mod saved;
mod stream;
mod telling;
mod watchdog;

pub use burial::Dead;
pub use handler::{Access, bury, finish, watch};
pub use pace::Pace;
pub use patience::Patience;
