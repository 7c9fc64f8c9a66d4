//! Files that nobody here wrote, and files written to do harm: each ends in rows or in a refusal, in little
//! memory, and never takes the process along. Says so and skips where the corpora are not at hand.

#![cfg(target_os = "linux")]
#![expect(clippy::expect_used, reason = "the helpers of tests may fail a test")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a process may take, in KiB of address space: 256 MiB and the binary itself.
const MEMORY: u32 = 300 << 10;
/// No promise about speed, only that nothing hangs, on a machine that is busy.
const PATIENCE: Duration = Duration::from_mins(1);

fn corpus(name: &str) -> Option<PathBuf> {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpora"));
    let root = std::env::var_os("GANGWAY_CORPORA").map_or_else(beside, PathBuf::from);
    Some(root.join(name)).filter(|it| it.is_dir())
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in folder.read_dir().expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// Reads a whole file under a limit of memory. Ok if it ended in rows or a refusal.
fn read(file: &Path) -> Result<(), String> {
    let mut child = Command::new("sh")
        .args(["-c", "ulimit -v $2; exec \"$0\" clean \"$1\""])
        .arg(env!("CARGO_BIN_EXE_gangway"))
        .arg(file)
        .arg(MEMORY.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| error.to_string())?;
    let started = Instant::now();
    loop {
        match child.try_wait().map_err(|error| error.to_string())? {
            Some(status) if matches!(status.code(), Some(0 | 2)) => return Ok(()),
            Some(status) => return Err(status.to_string()),
            None if started.elapsed() > PATIENCE => {
                child.kill().map_err(|error| error.to_string())?;
                return Err("it hangs".to_owned());
            }
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    }
}

#[track_caller]
fn check(folder: &Path) {
    let failures: Vec<String> = files(folder)
        .iter()
        .filter_map(|file| read(file).err().map(|why| format!("{}: {why}", file.display())))
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[track_caller]
fn check_corpus(name: &str) {
    match corpus(name) {
        Some(folder) => check(&folder),
        None => skip(name),
    }
}

#[expect(clippy::print_stderr, reason = "a test that skips says so")]
fn skip(name: &str) {
    eprintln!(
        "skipped: the corpus {name} is not at hand (GANGWAY_CORPORA names the folder of all)"
    );
}

#[test]
fn workbooks_of_apache_poi_end_in_rows_or_a_refusal() {
    check_corpus("apache-poi");
}

#[test]
fn workbooks_of_calamine_end_in_rows_or_a_refusal() {
    check_corpus("calamine");
}

#[test]
fn tables_of_messytables_end_in_rows_or_a_refusal() {
    check_corpus("messytables-horror");
}

#[test]
fn tables_of_duckdb_end_in_rows_or_a_refusal() {
    check_corpus("duckdb-csv");
}

#[test]
fn files_that_were_made_to_do_harm_end_in_rows_or_a_refusal() {
    let Some(folder) = corpus("evil-generated") else { return skip("evil-generated") };
    check(&folder);
    // Its larger bombs are not stored but made.
    let made = tempfile::TempDir::new().expect("a folder");
    let script = folder.join("generate_evil_xlsx.py");
    let status = Command::new("python3").arg(&script).current_dir(made.path()).output();
    match status {
        Ok(output) if output.status.success() => check(made.path()),
        _ => skip("evil-generated (python3 makes its bombs)"),
    }
}
