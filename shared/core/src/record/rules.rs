//! Rules beyond the type: length, pattern, range, required, required-if.

use std::cmp::Ordering;

use gangway_contract::{Check, Field, FieldType, IssueCode, Refusal, RefusalCode};

use super::pattern::Pattern;
use crate::field::{Fault, cut};

/// What one field's values must fulfil.
#[derive(Debug, Clone)]
pub(super) struct Rules {
    max_length: Option<usize>,
    checks: Vec<Rule>,
}

#[derive(Debug, Clone)]
enum Rule {
    Pattern(Pattern, String),
    Range { min: Option<String>, max: Option<String>, numeric: bool },
}

impl Rules {
    pub(super) fn new(field: &Field) -> Result<Self, Refusal> {
        let numeric = is_numeric(field.field_type);
        let rule = |check: &Check| match check {
            Check::Pattern { pattern, message } => {
                pattern_of(field, pattern).map(|it| Some(Rule::Pattern(it, message.clone())))
            }
            Check::Range { min, max } => {
                Ok(Some(Rule::Range { min: min.clone(), max: max.clone(), numeric }))
            }
            Check::RequiredIf { .. } => Ok(None),
        };
        let checks = field
            .checks
            .iter()
            .map(rule)
            .filter_map(Result::transpose)
            .collect::<Result<_, _>>()?;
        Ok(Self { max_length: field.max_length.and_then(|it| usize::try_from(it).ok()), checks })
    }

    /// What is wrong with a value of the right type.
    pub(super) fn fault(&self, value: &str) -> Option<Fault> {
        // Characters are counted only where bytes do not settle it.
        if let Some(max) = self.max_length.filter(|max| value.len() > *max) {
            let length = value.chars().count();
            if length > max {
                let message =
                    format!("The text has {length} characters, the field takes {max}. Shorten it.");
                return Some(Fault::new(IssueCode::TooLong, message));
            }
        }
        self.checks.iter().find_map(|it| it.fault(value))
    }
}

impl Rule {
    fn fault(&self, value: &str) -> Option<Fault> {
        let shown = || cut(value, 40);
        match self {
            Self::Pattern(pattern, _) if pattern.is_match(value) => None,
            Self::Pattern(_, message) if message.is_empty() => Some(Fault::new(
                IssueCode::PatternMismatch,
                format!("«{}» does not have the form that the field asks for.", shown()),
            )),
            Self::Pattern(_, message) => {
                Some(Fault::new(IssueCode::PatternMismatch, message.clone()))
            }
            Self::Range { min, max, numeric } => {
                let below = |it: &String| compare(value, it, *numeric) == Ordering::Less;
                let above = |it: &String| compare(value, it, *numeric) == Ordering::Greater;
                let outside = min.as_ref().is_some_and(below) || max.as_ref().is_some_and(above);
                outside.then(|| {
                    Fault::new(
                        IssueCode::OutOfRange,
                        outside_of(&shown(), min.as_deref(), max.as_deref()),
                    )
                })
            }
        }
    }
}

fn outside_of(value: &str, min: Option<&str>, max: Option<&str>) -> String {
    match (min, max) {
        (Some(min), Some(max)) => format!("{value} is not between {min} and {max}."),
        (Some(min), None) => format!("{value} is less than {min}, the least that the field takes."),
        (None, Some(max)) => format!("{value} is more than {max}, the most that the field takes."),
        (None, None) => format!("{value} is outside the field's range."),
    }
}

pub(crate) fn is_numeric(field_type: FieldType) -> bool {
    matches!(
        field_type,
        FieldType::Integer | FieldType::Decimal | FieldType::Currency | FieldType::Percent
    )
}

fn pattern_of(field: &Field, pattern: &str) -> Result<Pattern, Refusal> {
    Pattern::new(pattern).ok_or_else(|| {
        let message = format!(
            "The pattern of the field {} cannot be read. Correct it in the module's definition.",
            field.label
        );
        Refusal::new(RefusalCode::PlanMismatch, message)
    })
}

/// Numbers by value, canonical dates and instants as texts. Values are canonical; the bounds that somebody wrote into a
/// module's definition may say `0.50`.
pub(crate) fn compare(one: &str, other: &str, numeric: bool) -> Ordering {
    if !numeric {
        return one.cmp(other);
    }
    match (one.strip_prefix('-'), other.strip_prefix('-')) {
        (Some(one), Some(other)) => magnitude(other, one),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => magnitude(one, other),
    }
}

fn magnitude(one: &str, other: &str) -> Ordering {
    let (one, other) = (plain(one), plain(other));
    let whole = |it: &str| it.bytes().position(|it| it == b'.').unwrap_or(it.len());
    whole(one).cmp(&whole(other)).then_with(|| one.cmp(other))
}

/// Without zeros that say nothing.
fn plain(number: &str) -> &str {
    let number = number.trim_start_matches('0');
    if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_held_against_the_whole_value() {
        for (pattern, value, fits) in [
            (r"\d{5}|[A-Z]{2}", "12345", true),
            (r"\d{5}|[A-Z]{2}", "123456", false),
            (r"\d{5}|[A-Z]{2}", "SE-1", false),
            (r"(?i)[a-zåäö]+", "Åkeå", false),
            (r"(?i)[a-zåäöÅÄÖ]+", "ÅKEå", true),
            (r"\d+", "٣", false),
        ] {
            assert_eq!(
                rules(pattern).expect(pattern).fault(value).is_none(),
                fits,
                "{pattern} {value}"
            );
        }
    }

    #[test]
    fn a_pattern_that_nobody_can_read_is_told() {
        for pattern in ["(", r"\p{L}", "(?:a{1000}){1000}"] {
            let refusal = rules(pattern).expect_err(pattern);
            assert_eq!(refusal.code, RefusalCode::PlanMismatch);
        }
    }

    fn rules(pattern: &str) -> Result<Rules, Refusal> {
        let check = Check::Pattern { pattern: pattern.to_owned(), message: String::new() };
        let [module, ..] = &crate::schema::default_modules()[..] else {
            panic!("there are modules")
        };
        Rules::new(&Field { checks: vec![check], ..module.fields[0].clone() })
    }

    #[test]
    fn canonical_numbers_compare_by_value() {
        for (less, more) in
            [("2", "10"), ("-10", "-2"), ("-1", "0"), ("1.5", "1.6"), ("9.99", "10"), ("1", "1.5")]
        {
            assert_eq!(compare(less, more, true), Ordering::Less, "{less} {more}");
            assert_eq!(compare(more, less, true), Ordering::Greater, "{less} {more}");
        }
        for (one, other) in
            [("7", "7"), ("0.5", "0.50"), ("10", "10.0"), ("-2", "-02.00"), ("0", "0.0")]
        {
            assert_eq!(compare(one, other, true), Ordering::Equal, "{one} {other}");
        }
    }
}
