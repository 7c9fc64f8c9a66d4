//! Picklists: one of the options, whatever its case; without options, any text.

use std::collections::BTreeMap;

use gangway_contract::IssueCode;

use super::{Fault, Read, Shape, cut, fold};
use crate::copy::push_short;

/// The options of a field, ready to be looked up.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    by_fold: BTreeMap<String, String>,
}

impl Options {
    pub(crate) fn new(options: &[String]) -> Self {
        let by_fold = options.iter().map(|it| (fold(it).into_owned(), it.clone()));
        Self { by_fold: crate::order::collected(by_fold) }
    }

    /// Whether any text is an option.
    pub(super) fn is_empty(&self) -> bool {
        self.by_fold.is_empty()
    }

    /// The option as the module spells it.
    pub(super) fn find<'a>(&'a self, text: &'a str) -> Option<&'a str> {
        if self.by_fold.is_empty() {
            return Some(text);
        }
        self.by_fold.get(fold(text).as_ref()).map(String::as_str)
    }

    pub(super) fn fault(&self, text: &str) -> Fault {
        let mut names: Vec<_> = self.by_fold.values().take(8).map(String::as_str).collect();
        if self.by_fold.len() > names.len() {
            names.push("…");
        }
        let message = format!(
            "«{}» is none of the options ({}). Choose what it means, or correct it.",
            cut(text, 40),
            names.join(", ")
        );
        Fault::new(IssueCode::NotAnOption, message)
    }
}

pub(super) fn read(text: &str, options: &Options, out: &mut String) -> Read {
    let option = options.find(text).ok_or_else(|| options.fault(text))?;
    push_short(option, out);
    Ok(Shape::Text)
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, testing::value_of};
    use super::*;

    #[test]
    fn an_option_is_found_in_any_case_and_written_as_the_module_spells_it() {
        let kind = Kind::Picklist(Options::new(&["Hot".into(), "Größer".into()]));
        assert_eq!(value_of(&kind, "HOT"), Ok("Hot".into()));
        assert_eq!(value_of(&kind, "grosser"), Ok("Größer".into()));
        assert_eq!(value_of(&kind, "tepid"), Err(IssueCode::NotAnOption));
    }

    #[test]
    fn a_list_without_options_takes_every_value() {
        assert_eq!(value_of(&Kind::Picklist(Options::default()), "Webinar"), Ok("Webinar".into()));
    }
}
