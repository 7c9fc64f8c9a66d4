//! Tells a tenant's systems of its jobs over HTTP: signed, at least once, and for a day at the longest.

mod handler;
mod message;

pub use handler::{Access, Next, bury, handle};
