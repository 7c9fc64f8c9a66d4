//! One line a step: what is being done, for how long, and how it ended.

use std::io::IsTerminal;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

/// Steps may run beside each other; each has its line.
static LINES: LazyLock<MultiProgress> = LazyLock::new(MultiProgress::new);

/// Does something under a line that says what. The line stays, with the time that it took.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let begun = Instant::now();
    let line = line(what);
    let done = work();
    line.finish_and_clear();
    let mark = if done.is_ok() { "✓" } else { "✗" };
    LINES.suspend(|| println!("  {mark} {what} ({:.1} s)", begun.elapsed().as_secs_f64()));
    done
}

/// Does two things at once. Both end, whatever the other comes to; the first one's failure is told first.
pub(crate) fn together(
    one: impl FnOnce() -> Result<()>,
    other: impl FnOnce() -> Result<()> + Send,
) -> Result<()> {
    std::thread::scope(|threads| {
        let other = threads.spawn(other);
        let one = one();
        let other = other.join().unwrap_or_else(|_| Err(anyhow!("a thread of the set-up broke")));
        one.and(other)
    })
}

/// A line that moves; where nobody watches, a line that is printed once.
fn line(what: &str) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        println!("  … {what}");
        return ProgressBar::hidden();
    }
    let bar = LINES.add(ProgressBar::new_spinner());
    if let Ok(style) = ProgressStyle::with_template("  {spinner} {msg} ({elapsed})") {
        bar.set_style(style);
    }
    bar.set_message(what.to_owned());
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}
