//! Process groups: every program that is started leads one, so that stopping it stops what it started too.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use nix::sys::signal::{Signal, killpg};
use nix::sys::wait::{WaitPidFlag, waitpid};
use nix::unistd::Pid;

use super::log;

/// How long a program may take to save what it holds.
const PATIENCE: Duration = Duration::from_secs(10);

/// The groups that live, oldest first. The end of the process, however it comes, stops them.
static LIVING: Mutex<Vec<Pid>> = Mutex::new(Vec::new());

/// Somebody asked to stop. The handler ends the process; nobody else may say how it ended.
static STOPPING: AtomicBool = AtomicBool::new(false);

/// A program in a group of its own that runs to its end.
pub(super) struct Running {
    child: Child,
    group: Pid,
}

/// Starts a program as the leader of a group of its own.
pub(super) fn spawn(command: &mut Command) -> Result<Running> {
    command.process_group(0);
    let program = command.get_program().to_owned();
    let child = command
        .spawn()
        .with_context(|| format!("failed to start `{}`; is it installed?", program.display()))?;
    let group = Pid::from_raw(i32::try_from(child.id()).context("a process id fits 31 bits")?);
    living(|it| it.push(group));
    Ok(Running { child, group })
}

impl Running {
    /// Waits for the end.
    pub(super) fn wait(mut self) -> Result<ExitStatus> {
        let status = self.child.wait();
        ended(self.group);
        Ok(status?)
    }

    /// Waits for the end and takes what was printed.
    pub(super) fn output(self) -> Result<Output> {
        let output = self.child.wait_with_output();
        ended(self.group);
        Ok(output?)
    }
}

/// A program that runs until it is stopped. Dropping it stops it, with everything that it started.
#[derive(Debug)]
pub(crate) struct Service {
    name: String,
    log: PathBuf,
    child: Child,
    group: Pid,
}

impl Service {
    /// Starts it, with its words in a log.
    pub(crate) fn start(name: &str, program: &mut Command, log: &Path) -> Result<Self> {
        let words = log::create(log)?;
        program.stdin(Stdio::null()).stdout(words.try_clone()?).stderr(words);
        let Running { child, group } = spawn(program)?;
        Ok(Self { name: name.to_owned(), log: log.to_owned(), child, group })
    }

    /// An error that shows the end of the log, if the program has ended by itself.
    pub(crate) fn must_live(&mut self) -> Result<()> {
        let Some(status) = self.child.try_wait()? else { return Ok(()) };
        let (name, log) = (&self.name, &self.log);
        anyhow::bail!(
            "{name} has ended ({status}). Everything it said is in {}; the end of it:\n{}",
            log.display(),
            log::tail(log)
        );
    }

    /// Where its words are.
    pub(crate) fn log(&self) -> &Path {
        &self.log
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        end(self.group);
        ended(self.group);
    }
}

/// From now on Ctrl-C, or a request to terminate, stops everything that was started, newest first, and ends.
pub(crate) fn stop_on_signal() -> Result<()> {
    ctrlc::set_handler(|| {
        STOPPING.store(true, Ordering::SeqCst);
        println!("\nStopping …");
        let groups = living(|it| it.clone());
        for group in groups.into_iter().rev() {
            end(group);
        }
        println!("Stopped.");
        std::process::exit(130);
    })
    .context("failed to listen for Ctrl-C")
}

/// A group that has ended is forgotten. While everything is being stopped, its end is no news.
fn ended(group: Pid) {
    living(|it| it.retain(|other| *other != group));
    while STOPPING.load(Ordering::SeqCst) {
        thread::park();
    }
}

fn living<T>(with: impl FnOnce(&mut Vec<Pid>) -> T) -> T {
    with(&mut LIVING.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Asks a group to end, waits, and insists.
fn end(group: Pid) {
    let _already_gone = killpg(group, Signal::SIGTERM);
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        // A leader that ended keeps its group until somebody has asked how.
        let _status = waitpid(group, Some(WaitPidFlag::WNOHANG));
        if killpg(group, None).is_err() {
            return;
        }
        thread::sleep(Duration::from_millis(50));
    }
    let _already_gone = killpg(group, Signal::SIGKILL);
    let _status = waitpid(group, None);
}
