//! Finds a text in a cell and replaces it.

use gangway_contract::{Refusal, RefusalCode, Replacement};

use crate::field::{cut, trim};

/// The longest text that is looked for, in characters; searching takes its length for every character of a cell.
const MAX_FIND: usize = 200;
const MAX_REPLACE: usize = 1_000;
/// A cell that would become longer than this stays as it is: a few rules could make any length of a short text.
/// What Excel holds in a cell, in the longest encoding.
const MAX_BYTES: usize = 4 * super::MAX_TEXT;

/// A rule, ready to be used.
#[derive(Debug)]
pub(super) struct Replacer {
    rule: Replacement,
    /// What is looked for, in small letters.
    small: Vec<char>,
}

impl Replacer {
    pub(super) fn new(rule: &Replacement) -> Result<Self, Refusal> {
        let length = rule.find.chars().take(MAX_FIND + 1).count();
        if length == 0 || length > MAX_FIND || rule.replace.chars().nth(MAX_REPLACE).is_some() {
            let message = format!(
                "«{}» cannot be found and replaced: what is looked for has 1 to {MAX_FIND} characters, what replaces it at most {MAX_REPLACE}.",
                cut(&rule.find, 40)
            );
            return Err(Refusal::new(RefusalCode::PlanMismatch, message));
        }
        let small = rule.find.chars().flat_map(char::to_lowercase).collect();
        Ok(Self { rule: rule.clone(), small })
    }

    /// The text with what was found replaced; none if nothing was found.
    pub(super) fn replace(&self, text: &str) -> Option<String> {
        if text.is_empty() || text.len() > MAX_BYTES {
            return None;
        }
        let replaced = match (self.rule.whole, self.rule.match_case) {
            (true, _) => self.is_all_of(trim(text)).then(|| self.rule.replace.clone()),
            (false, true) => self.exactly(text),
            (false, false) => self.in_any_case(text),
        };
        replaced.filter(|it| it.len() <= MAX_BYTES)
    }

    fn is_all_of(&self, text: &str) -> bool {
        if self.rule.match_case {
            text == self.rule.find
        } else {
            self.begins(text) == Some(text.len())
        }
    }

    fn exactly(&self, text: &str) -> Option<String> {
        let Replacement { find, replace, .. } = &self.rule;
        text.contains(find.as_str()).then(|| text.replace(find.as_str(), replace))
    }

    fn in_any_case(&self, text: &str) -> Option<String> {
        let (mut out, mut rest, mut found) = (String::new(), text, false);
        while let Some(first) = rest.chars().next() {
            let taken = self.begins(rest);
            match taken {
                Some(_) => out.push_str(&self.rule.replace),
                None => out.push(first),
            }
            found |= taken.is_some();
            rest = rest.get(taken.unwrap_or(first.len_utf8())..).unwrap_or_default();
        }
        found.then_some(out)
    }

    /// The length, in bytes, of what is looked for, if the text begins with it.
    fn begins(&self, text: &str) -> Option<usize> {
        let mut wanted = self.small.iter();
        for (at, it) in text.char_indices() {
            if wanted.len() == 0 {
                return Some(at);
            }
            if it.to_lowercase().any(|small| wanted.next() != Some(&small)) {
                return None;
            }
        }
        (wanted.len() == 0).then_some(text.len())
    }
}
