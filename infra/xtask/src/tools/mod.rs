//! Running programs: one progress line a step, a log for each, and an end that leaves nothing behind.

mod command;
mod groups;
mod log;
mod step;

pub(crate) use command::{capture, run, run_to};
pub(crate) use groups::{Service, stop_on_signal};
pub(crate) use log::tail;
pub(crate) use step::{step, together};
