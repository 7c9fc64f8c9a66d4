//! What this process has used: processor time, and the most memory that it ever held.

use std::time::Duration;

use anyhow::{Context, Result};
use nix::sys::resource::{UsageWho, getrusage};

/// Processor time in our own code, without the system's.
pub(crate) fn user_time() -> Result<Duration> {
    let time = getrusage(UsageWho::RUSAGE_SELF)?.user_time();
    let micros = u64::try_from(time.tv_usec())?;
    Ok(Duration::from_secs(u64::try_from(time.tv_sec())?) + Duration::from_micros(micros))
}

/// In MiB: what it holds now.
pub(crate) fn memory() -> Result<f64> {
    status("VmRSS:")
}

/// From now on the most counts what is held from now on.
pub(crate) fn forget_peak() -> Result<()> {
    std::fs::write("/proc/self/clear_refs", "5").context("Linux forgets no peak here")
}

/// In MiB: the most that it held.
pub(crate) fn peak() -> Result<f64> {
    status("VmHWM:")
}

fn status(name: &str) -> Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|it| it.strip_prefix(name));
    let kibibytes =
        line.and_then(|it| it.split_whitespace().next()).context("no memory is told")?;
    Ok(kibibytes.parse::<f64>()? / 1024.0)
}
