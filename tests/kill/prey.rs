//! The workers of the local cloud as processes of this machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// What names a worker's function in its environment.
const WORKERS: [&str; 3] = ["plan-import", "write-records", "finish-job"];

/// Between two looks at the workers; a tick is a hundredth of a second.
const LOOK: Duration = Duration::from_millis(120);

/// Whether this system shows its processes.
pub(crate) fn can_be_found() -> bool {
    Path::new("/proc/self/environ").exists()
}

/// Ends one worker of this cloud as the kernel would: 1, or 0 if none is there.
pub(crate) fn kill_one() -> u32 {
    let Some(state) = std::env::var_os("GANGWAY_STATE").map(PathBuf::from) else { return 0 };
    let workers: Vec<PathBuf> = processes().filter(|it| is_worker(it, &state)).collect();
    let Some(pid) = busiest(&workers) else { return 0 };
    let killed = Command::new("kill").args(["-9", &pid]).status();
    u32::from(killed.is_ok_and(|it| it.success()))
}

fn processes() -> impl Iterator<Item = PathBuf> {
    let all = fs::read_dir("/proc").into_iter().flatten().flatten().map(|it| it.path());
    all.filter(|it| it.join("environ").exists())
}

/// Another cloud on this machine has its workers elsewhere.
fn is_worker(process: &Path, state: &Path) -> bool {
    let is_ours = fs::read_link(process.join("cwd")).is_ok_and(|it| it.starts_with(state));
    let environment = fs::read(process.join("environ")).unwrap_or_default();
    let environment = String::from_utf8_lossy(&environment);
    is_ours
        && WORKERS
            .iter()
            .any(|it| environment.contains(&format!("AWS_LAMBDA_FUNCTION_NAME=gangway-local-{it}")))
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
