//! Google's libphonenumber, as the `phonenumber` crate has it, is where the numbering plans come from and whom
//! the parser must agree with.

use std::collections::BTreeSet;

use phonenumber::metadata::{DATABASE, Descriptor};
use phonenumber::{Metadata, Mode, PhoneNumber};
use proptest::prelude::*;
use proptest::string::string_regex;

use super::parse::Number;
use super::territory::{self, Territory};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/field/phone/territories.txt");

#[test]
#[expect(clippy::disallowed_methods, reason = "a test writes what it keeps fresh")]
fn the_numbering_plans_are_fresh() {
    let fresh: String = plans().iter().map(|it| line(it)).collect();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(FILE, &fresh).expect("written");
    }
    let kept = std::fs::read_to_string(FILE).expect("territories.txt");
    assert!(fresh == kept, "territories.txt is stale; UPDATE_EXPECT=1 writes it");
}

/// A plan and a number that looks like one of a kind of its numbers, with digits that are dialled before it.
fn dialled() -> impl Strategy<Value = (&'static Metadata, String, String)> {
    let plans = plans();
    (0..plans.len(), any::<prop::sample::Index>()).prop_flat_map(move |(at, kind)| {
        let plan = plans[at];
        let kinds = kinds(plan);
        let pattern = match kinds.get(kind.index(kinds.len() + 2)) {
            Some((_, kind)) => kind.national_number().as_str(),
            None => plan.descriptors().general().national_number().as_str(),
        };
        let pattern = without_blanks(pattern).replace("\\d", "[0-9]");
        let trunk = plan.national_prefix().unwrap_or_default();
        let code = plan.country_code().to_string();
        let home = prop_oneof![
            4 => Just(String::new()),
            4 => Just(trunk.to_owned()),
            1 => Just(code.clone()),
            1 => Just(format!("00{code}")),
            1 => Just(format!("011{code}")),
            1 => "[0-9]{1,4}",
        ];
        let number = string_regex(&pattern).expect("a pattern");
        let tail = prop_oneof![6 => Just(String::new()), 1 => "[0-9]{1,3}"];
        (Just(plan), home, (number, tail).prop_map(|(number, tail)| number + &tail))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn a_number_dialled_at_home_is_what_libphonenumber_says((plan, home, number) in dialled()) {
        let digits = home + &number;
        let country = plan.id().parse().ok().filter(|_| (4..=17).contains(&digits.len()));
        if let Some(country) = country {
            let theirs = phonenumber::parse(Some(country), &digits).ok();
            let ours = Number::at_home(territory_of(plan), &digits);
            prop_assert_eq!(seen(ours), theirs.as_ref().map(known), "{} {}", plan.id(), digits);
        }
    }

    #[test]
    fn a_number_dialled_abroad_is_what_libphonenumber_says((plan, home, number) in dialled()) {
        let digits = format!("{}{home}{number}", plan.country_code());
        if (6..=17).contains(&digits.len()) {
            let theirs = phonenumber::parse(None, format!("+{digits}")).ok();
            prop_assert_eq!(seen(Number::abroad(&digits)), theirs.as_ref().map(known), "+{}", digits);
        }
    }

    #[test]
    fn the_kinds_of_numbers_are_libphonenumbers((plan, home, number) in dialled()) {
        let (territory, digits) = (territory_of(plan), home + &number);
        let usual = kinds(plan).into_iter().filter(|(name, _)| is_usual(name));
        prop_assert_eq!(
            territory.is_usual(&digits),
            usual.into_iter().any(|(_, it)| it.is_match(&digits))
        );
        let lengths: BTreeSet<usize> = kinds(plan)
            .into_iter()
            .filter(|(name, _)| matches!(*name, "fixed" | "mobile"))
            .flat_map(|(_, it)| it.possible_length().iter().copied().map(usize::from))
            .collect();
        prop_assert_eq!(territory.has_length(digits.len()), lengths.contains(&digits.len()));
    }
}

/// What there is to know about a number: its E.164 form, the territory that has it, whether it exists.
type Seen = (String, Option<String>, bool);

fn seen(number: Option<Number>) -> Option<Seen> {
    let owner = |it: &Number| it.owner().map(|it| it.name.to_owned());
    number.map(|it| (it.e164(), owner(&it), it.is_valid()))
}

fn known(number: &PhoneNumber) -> Seen {
    let owner = number.metadata(&DATABASE).map(|it| it.id().to_owned());
    (number.format().mode(Mode::E164).to_string(), owner, number.is_valid())
}

fn territory_of(plan: &Metadata) -> &'static Territory {
    let mut all = territory::by_code(plan.country_code()).iter();
    all.find(|it| it.name == plan.id()).expect("every plan has its line")
}

/// Every plan, by its code; those that share one in the crate's order, the main one first.
fn plans() -> Vec<&'static Metadata> {
    (1..=999_u16).flat_map(|code| DATABASE.by_code(&code).unwrap_or_default()).collect()
}

#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the patterns are of a crate that we need not name"
)]
fn line(plan: &Metadata) -> String {
    let parts = [
        ("abroad", plan.international_prefix().map(|it| it.as_str())),
        ("trunk", plan.national_prefix()),
        ("home", plan.national_prefix_for_parsing().map(|it| it.as_str())),
        ("becomes", plan.national_prefix_transform_rule()),
        ("leads", plan.leading_digits().map(|it| it.as_str())),
        ("all", Some(plan.descriptors().general().national_number().as_str())),
    ];
    let mut words = vec![plan.id().to_owned(), plan.country_code().to_string()];
    let given = parts.into_iter().filter_map(|(key, value)| Some((key, value?)));
    words.extend(given.map(|(key, value)| format!("{key}={}", without_blanks(value))));
    for (name, kind) in kinds(plan) {
        let lengths: Vec<_> = kind.possible_length().iter().map(u16::to_string).collect();
        let pattern = without_blanks(kind.national_number().as_str());
        words.push(format!("{name}={}:{pattern}", lengths.join(",")));
    }
    words.join(" ") + "\n"
}

fn kinds(plan: &Metadata) -> Vec<(&'static str, &Descriptor)> {
    let of = plan.descriptors();
    let kinds = [
        ("fixed", of.fixed_line()),
        ("mobile", of.mobile()),
        ("free", of.toll_free()),
        ("premium", of.premium_rate()),
        ("shared", of.shared_cost()),
        ("personal", of.personal_number()),
        ("voip", of.voip()),
        ("pager", of.pager()),
        ("uan", of.uan()),
        ("voicemail", of.voicemail()),
    ];
    kinds.into_iter().filter_map(|(name, kind)| Some((name, kind?))).collect()
}

fn is_usual(name: &str) -> bool {
    !matches!(name, "personal" | "pager" | "voicemail")
}

/// The crate writes its patterns on many lines.
fn without_blanks(pattern: &str) -> String {
    pattern.split_whitespace().collect()
}
