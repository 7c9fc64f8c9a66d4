//! A program that runs to its end, with its words in a log.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use super::groups;
use super::log::{create, tail};

/// Runs a program to its end. Its words go to the log; if it fails, the last of them are in the error.
pub(crate) fn run(command: &mut Command, log: &Path) -> Result<()> {
    if run_to(command, log)? {
        return Ok(());
    }
    let name = command.get_program().display();
    bail!(
        "`{name}` failed. Everything it said is in {}; the end of it:\n{}",
        log.display(),
        tail(log)
    );
}

/// Runs a program to its end, with its words in the log, and says whether it succeeded.
pub(crate) fn run_to(command: &mut Command, log: &Path) -> Result<bool> {
    let words = create(log)?;
    command.stdin(Stdio::null()).stdout(words.try_clone()?).stderr(words);
    Ok(groups::spawn(command)?.wait()?.success())
}

/// Runs a program to its end and gives what it printed; its complaints go to the log.
pub(crate) fn capture(command: &mut Command, log: &Path) -> Result<String> {
    let complaints = create(log)?;
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(complaints);
    let output = groups::spawn(command)?.output()?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let name = command.get_program().display();
    bail!("`{name}` failed ({}). The end of {}:\n{}", output.status, log.display(), tail(log));
}
