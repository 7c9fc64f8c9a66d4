//! Logs: one JSON line an event, with ids and counts and never a row's values.

use tracing_subscriber::EnvFilter;

/// Starts logging, at the level that `RUST_LOG` says. Twice does nothing.
pub fn init() {
    let level = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let started = tracing_subscriber::fmt()
        .json()
        .with_env_filter(level)
        .with_target(false)
        .with_current_span(true)
        .without_time()
        .try_init();
    drop(started);
}
