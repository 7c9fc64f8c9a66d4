//! How a command ends: its exit status and what it says about it.

use std::any::Any;
use std::io::{self, Write};
use std::process::ExitCode;

use gangway_contract::Refusal;
use serde_json::json;

/// Why a command did not do what it was asked to.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The file cannot be used.
    Refused(Refusal),
    /// The machine failed.
    Broken(anyhow::Error),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Broken(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Broken(error.into())
    }
}

/// Says how it went and with which status the process ends.
pub(crate) fn report(
    result: Result<Result<(), Failure>, Box<dyn Any + Send>>,
    json: bool,
) -> ExitCode {
    match result {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(Failure::Refused(refusal))) => {
            if json {
                let line =
                    json!({ "refusal": { "code": refusal.code, "message": refusal.message } });
                // Who has closed our output does not want to know.
                let _closed = writeln!(io::stdout(), "{line}");
            }
            say(&refusal.message);
            ExitCode::from(2)
        }
        Ok(Err(Failure::Broken(error))) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Ok(Err(Failure::Broken(error))) => {
            say(&format!("{error:#}."));
            ExitCode::FAILURE
        }
        Err(_) => {
            say("Gangway failed inside; the file was not used. Please report it with the file.");
            ExitCode::FAILURE
        }
    }
}

/// `gangway … | head` closes our output early, which is no error.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|it| it.kind() == io::ErrorKind::BrokenPipe)
    })
}

fn say(sentence: &str) {
    let _closed = writeln!(io::stderr(), "{sentence}");
}
