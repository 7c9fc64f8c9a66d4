//! A filter holds for just the records that it means, whatever their types: compared with an oracle over plain numbers,
//! days and letters, which knows nothing of canonical texts.

#![expect(clippy::expect_used, reason = "the helpers of tests may fail a test")]

use std::collections::BTreeMap;

use gangway_contract::{
    Field, FieldId, Filter, Module, ModuleId, RecordId, StoredRecord, UserId, Value,
};
use gangway_core::filter::Filtering;
use proptest::prelude::*;

/// The fields, by what they hold.
const FIELDS: [(&str, &str); 4] =
    [("name", "text"), ("amount", "decimal"), ("day", "date"), ("tags", "multi_picklist")];
/// How a letter of a name is written; each row folds to one letter.
const LETTERS: [[&str; 4]; 3] =
    [["a", "A", "á", "A\u{301}"], ["e", "E", "è", "Ê"], ["u", "U", "ü", "U\u{308}"]];
const TAGS: [&str; 3] = ["vip", "new", "old"];

/// A record as the oracle sees it.
#[derive(Debug, Clone)]
struct Facts {
    /// Letters by their number, and how each is written.
    name: Option<Vec<(usize, usize)>>,
    /// In thousandths.
    amount: Option<i64>,
    /// Of January 2024.
    day: Option<u32>,
    tags: Vec<usize>,
}

/// What is asked, in the oracle's words.
#[derive(Debug, Clone)]
enum Ask {
    Amount(&'static str, i64, i64, u32),
    Day(&'static str, u32, u32),
    Name(&'static str, Vec<(usize, usize)>),
    Tags(Vec<usize>),
    Empty(usize),
    All(Vec<Ask>),
    Any(Vec<Ask>),
}

fn id(text: &str) -> FieldId {
    FieldId::parse(text).expect("a field")
}

fn module() -> Module {
    let field = |(id, kind): &(&str, &str)| {
        let options = if *id == "tags" { TAGS.to_vec() } else { Vec::new() };
        let json = serde_json::json!({
            "id": id, "label": id, "type": kind, "filterable": true, "options": options
        });
        serde_json::from_value::<Field>(json).expect("a field")
    };
    let fields = FIELDS.iter().map(field).collect();
    Module { id: ModuleId::parse("things").expect("an id"), label: "Things".into(), fields }
}

/// The thousandths as a person may write them, with so many zeros more than are needed; at 0 the canonical text.
fn number(thousandths: i64, zeros: u32) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, rest) = (thousandths.abs() / 1000, thousandths.abs() % 1000);
    let digits = format!("{rest:03}");
    let digits = digits.trim_end_matches('0').to_owned() + &"0".repeat(zeros as usize);
    if digits.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{digits}") }
}

fn day(of: u32) -> String {
    format!("2024-01-{of:02}")
}

fn written(letters: &[(usize, usize)]) -> String {
    letters.iter().map(|(letter, way)| LETTERS[*letter][*way]).collect()
}

fn folded(letters: &[(usize, usize)]) -> Vec<usize> {
    letters.iter().map(|it| it.0).collect()
}

fn record(facts: &Facts) -> StoredRecord {
    let text = |it: Option<String>| it.map(Value::Text);
    let tags: Vec<String> = facts.tags.iter().map(|it| TAGS[*it].to_owned()).collect();
    let values = [
        ("name", text(facts.name.as_deref().map(written))),
        ("amount", text(facts.amount.map(|it| number(it, 0)))),
        ("day", text(facts.day.map(day))),
        ("tags", (!tags.is_empty()).then_some(Value::List(tags))),
    ];
    let values: BTreeMap<FieldId, Value> =
        values.into_iter().filter_map(|(field, it)| Some((id(field), it?))).collect();
    StoredRecord {
        id: RecordId::parse("R1").expect("an id"),
        module: ModuleId::parse("things").expect("an id"),
        values,
        owner: UserId::parse("ann").expect("a user"),
        version: 1,
        created_at: "2026-11-22T13:00:00.000Z".into(),
        updated_at: "2026-11-22T13:00:00.000Z".into(),
        created_by: None,
        updated_by: None,
    }
}

fn filter(ask: &Ask) -> Filter {
    let compared = |field: &str, how: &str, from: String, to: String| {
        let (field, value) = (id(field), Value::Text(from.clone()));
        match how {
            "equals" => Filter::Equals { field, value },
            "less" => Filter::Less { field, value },
            "greater" => Filter::Greater { field, value },
            _ => Filter::Between { field, from: value, to: Value::Text(to) },
        }
    };
    match ask {
        Ask::Amount(how, from, to, zeros) => {
            compared("amount", how, number(*from, *zeros), number(*to, *zeros))
        }
        Ask::Day(how, from, to) => compared("day", how, day(*from), day(*to)),
        Ask::Name("equals", letters) => {
            Filter::Equals { field: id("name"), value: Value::Text(written(letters)) }
        }
        Ask::Name("contains", letters) => {
            Filter::Contains { field: id("name"), value: written(letters) }
        }
        Ask::Name(_, letters) => Filter::StartsWith { field: id("name"), value: written(letters) },
        Ask::Tags(tags) => Filter::AnyOf {
            field: id("tags"),
            values: tags.iter().map(|it| Value::Text(TAGS[*it].to_owned())).collect(),
        },
        Ask::Empty(field) => Filter::IsEmpty { field: id(FIELDS[*field].0) },
        Ask::All(parts) => Filter::All(parts.iter().map(filter).collect()),
        Ask::Any(parts) => Filter::Any(parts.iter().map(filter).collect()),
    }
}

/// Whether a number that is there is as the condition says.
fn fits<T: PartialOrd>(how: &str, it: Option<&T>, from: &T, to: &T) -> bool {
    it.is_some_and(|it| match how {
        "equals" => it == from,
        "less" => it < from,
        "greater" => it > from,
        _ => from <= it && it <= to,
    })
}

fn expected(ask: &Ask, facts: &Facts) -> bool {
    match ask {
        Ask::Amount(how, from, to, _) => fits(how, facts.amount.as_ref(), from, to),
        Ask::Day(how, from, to) => fits(how, facts.day.as_ref(), from, to),
        Ask::Name(how, letters) => facts.name.as_deref().is_some_and(|name| {
            let (name, letters) = (folded(name), folded(letters));
            match *how {
                "equals" => name == letters,
                "contains" => name.windows(letters.len()).any(|it| it == letters),
                _ => name.starts_with(&letters),
            }
        }),
        Ask::Tags(tags) => tags.iter().any(|it| facts.tags.contains(it)),
        Ask::Empty(field) => match field {
            0 => facts.name.is_none(),
            1 => facts.amount.is_none(),
            2 => facts.day.is_none(),
            _ => facts.tags.is_empty(),
        },
        Ask::All(parts) => parts.iter().all(|it| expected(it, facts)),
        Ask::Any(parts) => parts.iter().any(|it| expected(it, facts)),
    }
}

/// Few enough numbers that two of them are often the same, of either sign and up to three decimals.
fn thousandths() -> impl Strategy<Value = i64> {
    (-3_i64..12, prop::sample::select(vec![0_i64, 500, 50, 5]))
        .prop_map(|(it, rest)| it * 1000 + rest)
}

fn letters() -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((0..LETTERS.len(), 0..4_usize), 1..4)
}

fn facts() -> impl Strategy<Value = Facts> {
    (
        prop::option::of(letters()),
        prop::option::of(thousandths()),
        prop::option::of(1..29_u32),
        prop::sample::subsequence(vec![0, 1, 2], 0..3),
    )
        .prop_map(|(name, amount, day, tags)| Facts { name, amount, day, tags })
}

fn ask() -> impl Strategy<Value = Ask> {
    let how = || prop::sample::select(vec!["equals", "less", "greater", "between"]);
    let text = prop::sample::select(vec!["equals", "contains", "starts"]);
    let leaf = prop_oneof![
        (how(), thousandths(), thousandths(), 0..3_u32)
            .prop_map(|(how, from, to, zeros)| Ask::Amount(how, from, to, zeros)),
        (how(), 1..29_u32, 1..29_u32).prop_map(|(how, from, to)| Ask::Day(how, from, to)),
        (text, letters()).prop_map(|(how, it)| Ask::Name(how, it)),
        prop::sample::subsequence(vec![0, 1, 2], 1..3).prop_map(Ask::Tags),
        (0..FIELDS.len()).prop_map(Ask::Empty),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let parts = || prop::collection::vec(inner.clone(), 0..3);
        prop_oneof![parts().prop_map(Ask::All), parts().prop_map(Ask::Any)]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn a_filter_holds_for_the_records_that_it_means_and_for_no_other(
        ask in ask(), facts in prop::collection::vec(facts(), 1..8)
    ) {
        let filtering = Filtering::new(&filter(&ask), &module(), &[]).expect("a filter");
        for facts in &facts {
            prop_assert_eq!(filtering.holds(&record(facts)), expected(&ask, facts), "{:?}", facts);
        }
    }
}
