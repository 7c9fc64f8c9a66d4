//! What becomes of telephone numbers.

use proptest::prelude::*;

use super::*;
use crate::field::Kind;
use crate::field::testing::{value_of, value_of_cell};

#[test]
fn numbers_become_e164_where_the_country_can_be_told() {
    for (text, country, value) in [
        ("(202) 555-0123", Some("US"), "+12025550123"),
        ("+1 (202) 555-0123", None, "+12025550123"),
        ("011 49 30 901820", Some("US"), "+4930901820"),
        ("0049 30 901820", Some("SE"), "+4930901820"),
        ("+44 (0)20 7946 0958", None, "+442079460958"),
        ("070-111 22 33", Some("SE"), "+46701112233"),
        ("06 12 34 56 78", Some("FR"), "+33612345678"),
        ("tel:+1-202-555-0123", None, "+12025550123"),
        ("+1 202 555 0123 ext. 12", None, "+12025550123 ext. 12"),
        ("202-555-0123 x99", Some("US"), "+12025550123 ext. 99"),
        ("1-800-FLOWERS", Some("US"), "+18003569377"),
        ("＋４６ ７０ １１１ ２２ ３３", None, "+46701112233"),
        ("+971 50 123 4567", None, "+971501234567"),
    ] {
        assert_eq!(phone(text, country), Ok(value.into()), "{text}");
    }
}

#[test]
fn a_number_of_an_unknown_country_stays_as_typed_and_is_weak() {
    assert_eq!(phone("070-111 22 33", None), Ok("070-111 22 33".into()));
    assert_eq!(phone("555-7001", Some("US")), Ok("555-7001".into()));
    assert!(is_weak("070-111 22 33") && is_weak("+1 555 0199"));
    assert!(!is_weak("+46701112233") && !is_weak("+46701112233 ext. 7"));
}

#[test]
fn what_nobody_can_dial_is_an_issue() {
    for text in
        ["call me", "12", "raj@agency.in / 9876501234", "4.67012E+11", "n/a", "home 555 1234"]
    {
        assert_eq!(phone(text, Some("US")), Err(IssueCode::BadPhone), "{text}");
    }
}

#[test]
fn a_workbooks_number_keeps_every_digit() {
    let cell = Cell { text: "4.67012E+10", kind: CellKind::Number("46701112233") };
    assert_eq!(value_of_cell(&Kind::Phone { country: None }, cell), Ok("46701112233".into()));
}

proptest! {
    #[test]
    fn no_text_is_too_strange(text in "[+0-9()a-z#;=. /\\PC]{0,40}") {
        let _ = phone(&text, Some("DE"));
        let _ = phone(&text, None);
    }

    #[test]
    fn reading_a_value_again_changes_nothing(text in "\\+?[0-9 ()-]{4,18}( x[0-9]{1,4})?") {
        if let Ok(value) = phone(&text, Some("SE")) {
            prop_assert_eq!(phone(&value, Some("SE")), Ok(value));
        }
    }
}

fn phone(text: &str, code: Option<&str>) -> Result<String, IssueCode> {
    value_of(&Kind::Phone { country: code.and_then(country) }, text)
}
