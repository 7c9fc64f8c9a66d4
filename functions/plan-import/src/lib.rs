//! Reads a file once from first to last row under its plan and cuts it into slices for write-records.

mod buckets;
mod corrections;
mod cut;
mod drops;
mod handler;
mod incoming;
mod line;
mod matching;
mod part;
mod planning;
mod reading;
mod refuse;
mod slices;
mod unattended;

pub use buckets::Sizes;
pub use handler::{Access, handle};
pub use incoming::{Arrival, DropEvent, Incoming};
