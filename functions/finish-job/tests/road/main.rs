//! The whole road of an import in memory, through the real handlers: delivered once, delivered twice, ended between
//! any two calls, cancelled, given up. What it leaves behind must be what a sequential import leaves behind.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what it expects, and ends where it is not so"
)]

mod backed_up;
mod cancelled;
mod corrected;
mod crashed;
mod delivered;
mod dropped;
mod edited;
mod endings;
mod erased;
mod exports;
mod indexed;
mod left;
mod merged;
mod oracle;
mod quota;
mod repaired;
mod resumed;
mod scheduled;
mod scope;
mod sums;
mod tested;
mod told;
mod world;
