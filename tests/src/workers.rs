//! The workers of the local cloud as processes of this machine.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What names a worker's function in its environment.
const FUNCTION: &str = "AWS_LAMBDA_FUNCTION_NAME=gangway-local-";

/// Whether this system shows its processes.
pub fn can_be_found() -> bool {
    Path::new("/proc/self/environ").exists()
}

/// The workers of the cloud that the tests run on, by the function they are of: `write-records`.
pub fn all() -> Vec<(String, PathBuf)> {
    let Some(state) = std::env::var_os("GANGWAY_STATE").map(PathBuf::from) else {
        return Vec::new();
    };
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten().map(|it| it.path());
    // Another cloud on this machine has its workers elsewhere.
    let ours =
        processes.filter(|it| fs::read_link(it.join("cwd")).is_ok_and(|it| it.starts_with(&state)));
    ours.filter_map(|it| Some((function(&it)?, it))).collect()
}

fn function(process: &Path) -> Option<String> {
    let environment = fs::read(process.join("environ")).ok()?;
    let environment = String::from_utf8_lossy(&environment);
    environment.split('\0').find_map(|it| it.strip_prefix(FUNCTION)).map(str::to_owned)
}

/// The most that a worker of each function has had in memory so far, in MiB.
pub fn peaks() -> BTreeMap<String, u64> {
    let mut peaks = BTreeMap::new();
    for (function, process) in all() {
        let peak = peaks.entry(function).or_default();
        *peak = u64::max(*peak, resident(&process));
    }
    peaks
}

fn resident(process: &Path) -> u64 {
    let status = fs::read_to_string(process.join("status")).unwrap_or_default();
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|it| it.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1024
}
