//! Filters against what they mean, said once more in the plainest way: every condition, alone and joined, over records of
//! every kind of value.

#![expect(clippy::expect_used, reason = "the helpers of tests may fail a test")]

use std::cmp::Ordering;

use gangway_contract::{
    FieldId, Filter, ModuleId, Record, RecordId, StoredRecord, User, UserId, Value,
};
use gangway_core::filter::Filtering;
use gangway_core::schema::default_modules;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Fields by how their values are compared, and values as records keep them.
const TEXTS: [&str; 7] = ["", "Łódź", "São Paulo", "SAO  PAULO", "Paulo", "paul", "Zürich"];
const NUMBERS: [&str; 7] = ["", "0", "-3", "9", "10", "10.0", "250000"];
const DAYS: [&str; 5] = ["", "1899-12-31", "1990-05-17", "1990-05-18", "2024-02-29"];
const TAGS: [&str; 4] = ["vip", "new", "Ångström", "2024"];
const OWNERS: [&str; 3] = ["ann", "bob", "cat"];

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Text,
    Number,
    Day,
    Tags,
    Owner,
}

const FIELDS: [(&str, Kind); 5] = [
    ("city", Kind::Text),
    ("employees", Kind::Number),
    ("birthday", Kind::Day),
    ("tags", Kind::Tags),
    ("owner", Kind::Owner),
];

fn id(name: &str) -> FieldId {
    FieldId::parse(name).expect("a field")
}

fn values(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Text => &TEXTS,
        Kind::Number => &NUMBERS,
        Kind::Day => &DAYS,
        Kind::Tags => &TAGS,
        Kind::Owner => &OWNERS,
    }
}

fn records() -> impl Strategy<Value = StoredRecord> {
    let of = |kind| prop::sample::select(values(kind));
    let tags = prop::sample::subsequence(TAGS.to_vec(), 0..3);
    (of(Kind::Text), of(Kind::Number), of(Kind::Day), tags, of(Kind::Owner)).prop_map(
        |(city, employees, birthday, tags, owner)| {
            let texts = [("city", city), ("employees", employees), ("birthday", birthday)];
            let texts = texts.into_iter().filter(|it| !it.1.is_empty());
            let mut values: Record =
                texts.map(|(name, it)| (id(name), Value::Text(it.to_owned()))).collect();
            if !tags.is_empty() {
                let items = tags.into_iter().map(str::to_owned).collect();
                values.insert(id("tags"), Value::List(items));
            }
            StoredRecord {
                id: RecordId::parse("R1").expect("an id"),
                module: ModuleId::parse("leads").expect("a module"),
                values,
                owner: UserId::parse(owner).expect("a user"),
                version: 1,
                created_at: "2026-11-22T13:00:00.000Z".into(),
                updated_at: "2026-11-22T13:00:00.000Z".into(),
                created_by: None,
                updated_by: None,
            }
        },
    )
}

/// One condition on a field, as the API takes it.
fn condition() -> impl Strategy<Value = Filter> {
    prop::sample::select(&FIELDS[..]).prop_flat_map(|(name, kind)| {
        let given = values(kind).iter().filter(|it| !it.is_empty()).copied().collect::<Vec<_>>();
        let one = prop::sample::select(given);
        let text = |it: &str| Value::Text(it.to_owned());
        (0..8_u8, one.clone(), one, 0..3_usize).prop_map(move |(which, a, b, from)| {
            let field = id(name);
            // The order of people and of tags means nothing.
            let ordered = matches!(kind, Kind::Number | Kind::Day | Kind::Text);
            let part = a.chars().skip(from.min(a.chars().count() - 1)).collect::<String>();
            match which {
                0 => Filter::AnyOf { field, values: vec![text(a), text(b)] },
                1 => Filter::Contains { field, value: part },
                2 => Filter::StartsWith { field, value: a.chars().take(from + 1).collect() },
                3 if ordered => Filter::Less { field, value: text(a) },
                4 if ordered => Filter::Greater { field, value: text(a) },
                5 if ordered => Filter::Between { field, from: text(a), to: text(b) },
                6 => Filter::IsEmpty { field },
                _ => Filter::Equals { field, value: text(a) },
            }
        })
    })
}

fn filters() -> impl Strategy<Value = Filter> {
    condition().prop_recursive(3, 12, 3, |inner| {
        let some = prop::collection::vec(inner, 0..3);
        prop_oneof![some.clone().prop_map(Filter::All), some.prop_map(Filter::Any)]
    })
}

/// Small letters without marks, blanks as one.
fn plain(text: &str) -> String {
    let letters = text.nfd().filter(|it| !is_combining_mark(*it)).collect::<String>();
    let small = letters.to_lowercase().replace('ł', "l");
    small.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn texts(record: &StoredRecord, name: &str) -> Vec<String> {
    if name == "owner" {
        return vec![record.owner.to_string()];
    }
    match record.values.get(&id(name)) {
        None => Vec::new(),
        Some(Value::List(items)) => items.clone(),
        Some(value) => vec![value.to_text()],
    }
}

fn order(kind: Kind, one: &str, other: &str) -> Ordering {
    if kind == Kind::Number {
        let number = |it: &str| it.parse::<f64>().expect("a number");
        return number(one).total_cmp(&number(other));
    }
    // Days are written so that their texts are in their order.
    one.cmp(other)
}

fn means(filter: &Filter, record: &StoredRecord) -> bool {
    let kind =
        |field: &FieldId| FIELDS.iter().find(|it| it.0 == field.as_str()).expect("a field").1;
    let any = |field: &FieldId, holds: &dyn Fn(&str) -> bool| {
        texts(record, field.as_str()).iter().any(|it| holds(it))
    };
    let same = |field: &FieldId, one: &str, other: &str| match kind(field) {
        Kind::Text => plain(one) == plain(other),
        Kind::Number => order(Kind::Number, one, other).is_eq(),
        _ => one == other,
    };
    let ordered = |field: &FieldId, value: &Value, wanted: Ordering| {
        any(field, &|it| order(kind(field), it, &value.to_text()) == wanted)
    };
    match filter {
        Filter::All(parts) => parts.iter().all(|it| means(it, record)),
        Filter::Any(parts) => parts.iter().any(|it| means(it, record)),
        Filter::IsEmpty { field } => texts(record, field.as_str()).is_empty(),
        Filter::Equals { field, value } => any(field, &|it| same(field, it, &value.to_text())),
        Filter::AnyOf { field, values } => {
            any(field, &|it| values.iter().any(|value| same(field, it, &value.to_text())))
        }
        Filter::Contains { field, value } => any(field, &|it| plain(it).contains(&plain(value))),
        Filter::StartsWith { field, value } => {
            any(field, &|it| plain(it).starts_with(&plain(value)))
        }
        Filter::Less { field, value } => ordered(field, value, Ordering::Less),
        Filter::Greater { field, value } => ordered(field, value, Ordering::Greater),
        Filter::Between { field, from, to } => any(field, &|it| {
            order(kind(field), it, &from.to_text()).is_ge()
                && order(kind(field), it, &to.to_text()).is_le()
        }),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn a_filter_holds_where_it_plainly_means_to_and_says_truly_whose_records_it_can_hold(
        filter in filters(),
        record in records(),
    ) {
        let module = default_modules().remove(0);
        let users = OWNERS.map(|it| User {
            id: UserId::parse(it).expect("a user"),
            email: format!("{it}@x.org"),
            name: it.to_owned(),
            teams: [].into(),
            active: true,
        });
        let filtering = Filtering::new(&filter, &module, &users);
        // What a condition is compared with may be no value of the field's: then a sentence says so.
        prop_assume!(filtering.is_ok());
        let filtering = filtering.expect("ready");
        let holds = filtering.holds(&record);
        prop_assert_eq!(holds, means(&filter, &record));
        if holds && let Some(owners) = filtering.owners() {
            prop_assert!(owners.contains(&record.owner));
        }
    }
}
