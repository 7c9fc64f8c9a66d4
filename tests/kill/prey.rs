//! Whom of the local cloud's workers to kill.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use gangway_tests::workers;

/// The functions whose workers are killed.
const WORKERS: [&str; 3] = ["plan-import", "write-records", "finish-job"];

/// Between two looks at the workers; a tick is a hundredth of a second.
const LOOK: Duration = Duration::from_millis(120);

/// Ends one worker of this cloud as the kernel would: 1, or 0 if none is there.
pub(crate) fn kill_one() -> u32 {
    let is_prey = |it: &(String, PathBuf)| WORKERS.contains(&it.0.as_str());
    let workers: Vec<PathBuf> = workers::all().into_iter().filter(is_prey).map(|it| it.1).collect();
    let Some(pid) = busiest(&workers) else { return 0 };
    let killed = Command::new("kill").args(["-9", &pid]).status();
    u32::from(killed.is_ok_and(|it| it.success()))
}

/// Whoever works: one that waits would be no loss. Between two looks it has used the processor.
fn busiest(workers: &[PathBuf]) -> Option<String> {
    let before: Vec<u64> = workers.iter().map(|it| worked(it)).collect();
    std::thread::sleep(LOOK);
    let since = |(it, before): (&PathBuf, u64)| (worked(it).saturating_sub(before), it.clone());
    let busy = workers.iter().zip(before).map(since).filter(|it| it.0 > 0);
    busy.max()?.1.file_name()?.to_str().map(str::to_owned)
}

/// Ticks of the processor that a process has used by itself.
fn worked(process: &Path) -> u64 {
    let stat = fs::read_to_string(process.join("stat")).unwrap_or_default();
    let mut words = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11);
    words.next().and_then(|it| it.parse().ok()).unwrap_or_default()
}
