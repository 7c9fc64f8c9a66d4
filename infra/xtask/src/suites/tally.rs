//! How many tests passed, whoever ran them.

use std::fmt;

use anyhow::Result;

/// The sum over runners.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Tests that passed.
    pub(crate) passed: u32,
    /// Tests that failed, and runners that could not run.
    pub(crate) failed: u32,
}

impl Tally {
    /// Both together.
    #[must_use]
    pub(crate) fn plus(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }

    /// Adds what a runner found. A runner that could not run has failed once, and says why.
    pub(crate) fn count(&mut self, name: &str, found: Result<Self>) {
        match found {
            Ok(found) => *self = self.plus(found),
            Err(error) => {
                println!("\n{name}: {error:#}\n");
                self.failed += 1;
            }
        }
    }

    /// The sum of every `test result:` line of a Rust test binary; none if it printed none.
    pub(crate) fn of_rust(said: &str) -> Option<Self> {
        let results = said.lines().filter(|it| it.starts_with("test result:"));
        let tallies = results.filter_map(|line| {
            Some(Self { passed: before(line, " passed")?, failed: before(line, " failed")? })
        });
        tallies.reduce(Self::plus)
    }

    /// The `pass N` and `fail N` lines that end a run of `node --test`.
    pub(crate) fn of_node(said: &str) -> Option<Self> {
        let number = |word: &str| {
            let ends = said.lines().rev().map(|it| it.trim_start_matches(['#', 'ℹ', ' ']));
            ends.filter_map(|it| it.strip_prefix(word)).find_map(|it| it.trim().parse().ok())
        };
        Some(Self {
            passed: number("pass ")?,
            failed: number("fail ")? + number("cancelled ").unwrap_or(0),
        })
    }

    /// The counts of vitest's JSON report.
    pub(crate) fn of_vitest(report: &str) -> Option<Self> {
        let report: serde_json::Value = serde_json::from_str(report).ok()?;
        let number = |name: &str| report.get(name)?.as_u64().and_then(|it| u32::try_from(it).ok());
        // A file that does not load holds no test, and fails as a suite.
        let unloaded = number("numFailedTestSuites")?.saturating_sub(number("numFailedTests")?);
        let failed =
            number("numFailedTests")? + if number("numFailedTests")? == 0 { unloaded } else { 0 };
        Some(Self { passed: number("numPassedTests")?, failed })
    }
}

/// The number that stands right before a word.
fn before(line: &str, word: &str) -> Option<u32> {
    line.split(word).next()?.rsplit(' ').next()?.parse().ok()
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn every_result_line_of_a_rust_run_counts() {
        let said = "test a ... ok\ntest result: ok. 3 passed; 0 failed; 1 ignored; finished in 0.1s\n\
                    test result: FAILED. 2 passed; 4 failed; 0 ignored; finished in 0.1s\n";
        assert_eq!(Tally::of_rust(said), Some(Tally { passed: 5, failed: 4 }));
        assert_eq!(Tally::of_rust("thread 'main' panicked"), None, "a crash is no result");
    }

    #[test]
    fn the_end_of_a_node_run_counts_in_either_reporter() {
        let spec = "✔ pass 9 to go\nℹ tests 5\nℹ pass 4\nℹ fail 1\nℹ cancelled 0\n";
        assert_eq!(Tally::of_node(spec), Some(Tally { passed: 4, failed: 1 }));
        let tap = "# tests 2\n# pass 2\n# fail 0\n# cancelled 1\n";
        assert_eq!(Tally::of_node(tap), Some(Tally { passed: 2, failed: 1 }));
        assert_eq!(Tally::of_node("npm error"), None);
    }

    #[test]
    fn a_test_file_that_does_not_load_is_a_failure() {
        let report = r#"{"numPassedTests":7,"numFailedTests":0,"numFailedTestSuites":1}"#;
        assert_eq!(Tally::of_vitest(report), Some(Tally { passed: 7, failed: 1 }));
    }
}
