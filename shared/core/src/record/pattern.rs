//! Regular expressions that tenants ask values to match. Few do, so a browser loads the engine only then.

use std::fmt;
use std::sync::Arc;

use regex_lite::RegexBuilder;

use crate::part::part;

/// Says whether a value matches.
type Matches = Arc<dyn Fn(&str) -> bool + Send + Sync>;

/// A whole value matches it, or does not.
#[derive(Clone)]
pub(super) struct Pattern {
    source: String,
    matches: Matches,
}

impl Pattern {
    /// None if nobody can read it, or if it would take the machine.
    pub(super) fn new(source: &str) -> Option<Self> {
        Some(Self { source: source.to_owned(), matches: compile(source)? })
    }

    pub(super) fn is_match(&self, value: &str) -> bool {
        (self.matches)(value)
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(formatter)
    }
}

part! { "patterns", "01",
    fn compile(source: &str) -> Option<Matches> {
        let regex = RegexBuilder::new(&format!("^(?:{source})$")).size_limit(1 << 18).build();
        let regex = regex.ok()?;
        Some(Arc::new(move |value: &str| regex.is_match(value)))
    }
}
