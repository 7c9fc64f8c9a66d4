//! Exports over a world in memory: what the file holds, for whom, and that nothing that happens to a worker changes it.

#![expect(clippy::expect_used, reason = "the helpers of tests may fail a test")]

mod books;
mod delivered;
mod opened;
mod ordered;
mod scope;
mod world;
