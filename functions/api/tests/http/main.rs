//! The HTTP API through its own router, over a world in memory: who may do what, and what a second request does.

#![expect(clippy::expect_used, reason = "the helpers of tests may fail a test")]

mod access;
mod backup;
mod client;
mod continuation;
mod cursors;
mod description;
mod erasures;
mod exports;
mod imports;
mod isolation;
mod lists;
mod matches;
mod once;
mod problems;
mod quota;
mod records;
mod repair;
mod resume;
mod rules;
mod schedule;
mod start;
mod templates;
mod undo;
mod webhook;
