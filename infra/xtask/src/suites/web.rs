//! The tests of the browser's part: vitest without a browser, Node's runner with one.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::Tally;
use crate::places::Places;
use crate::setup;
use crate::tools::{run_to, step, tail};

/// The engine and the components, in Node.
pub(crate) fn unit(places: &Places, only: &str, logs: &Path) -> Result<Tally> {
    setup::programs(places)?;
    setup::page(places)?;
    step("test: engine and page (vitest)", || {
        let log = logs.join("vitest.log");
        let report = logs.join("vitest.json");
        let _none_yet = fs::remove_file(&report);
        let mut npm = setup::npm(places);
        npm.args(["test", "--", "--reporter=default", "--reporter=json"]);
        npm.arg(format!("--outputFile.json={}", report.display()));
        npm.args((!only.is_empty()).then(|| format!("--testNamePattern={only}")));
        let succeeded = run_to(&mut npm, &log)?;
        let found = fs::read_to_string(report).ok().and_then(|it| Tally::of_vitest(&it));
        judge(found, succeeded, &log)
    })
}

/// The page in a real browser.
pub(crate) fn browser(
    places: &Places,
    environment: &[(&str, String)],
    logs: &Path,
) -> Result<Tally> {
    step("test: the page in Chromium and Firefox", || {
        let log = logs.join("browser.log");
        let mut npm = setup::npm(places);
        npm.args(["run", "test:browser"]);
        npm.envs(environment.iter().map(|(name, value)| (*name, value)));
        let succeeded = run_to(&mut npm, &log)?;
        let said = fs::read_to_string(&log).context("the browser's log")?;
        for it in failures(&said) {
            println!("{it}");
        }
        judge(Tally::of_node(&said), succeeded, &log)
    })
}

fn judge(found: Option<Tally>, succeeded: bool, log: &Path) -> Result<Tally> {
    match found {
        Some(tally) if succeeded == (tally.failed == 0) => {
            if tally.failed > 0 {
                println!("{}", tail(log));
            }
            Ok(tally)
        }
        _ => bail!("the tests ended without a result; see {}\n{}", log.display(), tail(log)),
    }
}

/// What failed in a run of `node --test`, each test with its reason; the suites around them only count.
fn failures(said: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in said.lines() {
        if line.trim_start().starts_with("not ok ") {
            found.push(String::new());
            is_open = true;
        }
        if let Some(failure) = found.last_mut().filter(|_| is_open) {
            failure.extend([line, "\n"]);
            is_open = line.trim() != "...";
        }
    }
    found.retain(|it| !it.contains("failureType: 'subtestsFailed'"));
    found
}

#[cfg(test)]
mod tests {
    use super::failures;

    #[test]
    fn a_failed_test_is_shown_with_its_reason_and_its_suite_is_not() {
        let said = "    ok 1 - one\n    not ok 2 - two\n      ---\n      error: 'gone'\n      ...\n    1..2\n\
                    not ok 1 - both\n  ---\n  failureType: 'subtestsFailed'\n  ...\n";
        let expected = "    not ok 2 - two\n      ---\n      error: 'gone'\n      ...\n";
        assert_eq!(failures(said), [expected]);
    }
}
