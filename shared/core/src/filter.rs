//! Filters: made ready once for a module, then asked of record after record.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use gangway_contract::{
    Field, FieldId, FieldType, Filter, Module, Refusal, RefusalCode, StoredRecord, User, UserId,
    Value,
};

use crate::field::fold;
use crate::record::{Typing, compare, is_numeric};
use crate::schema;

/// More conditions than a person ever makes; each is asked of every record.
const MOST: usize = 100;

/// A filter that is ready to be asked.
#[derive(Debug, Clone)]
pub struct Filtering(Node);

#[derive(Debug, Clone)]
enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Says(FieldId, Says),
    IsEmpty(FieldId),
}

/// What a value must be; of a list, one of its items.
#[derive(Debug, Clone)]
enum Says {
    OneOf { values: Vec<String>, folded: bool },
    Contains(String),
    StartsWith(String),
    Within { from: Option<Bound>, to: Option<Bound>, numeric: bool },
}

#[derive(Debug, Clone)]
struct Bound {
    value: String,
    included: bool,
}

impl Filtering {
    /// The filter for a module's records, or what is wrong with it.
    pub fn new(filter: &Filter, module: &Module, users: &[User]) -> Result<Self, Refusal> {
        let typing = Typing::new(module, users);
        let mut compiler = Compiler { module, typing, conditions: 0 };
        compiler.node(filter).map(Self)
    }

    /// Whether the record fulfils it.
    pub fn holds(&self, record: &StoredRecord) -> bool {
        holds(&self.0, record)
    }

    /// The people of whom one must own a record that fulfils it; none if anybody may.
    pub fn owners(&self) -> Option<BTreeSet<UserId>> {
        owners(&self.0)
    }
}

fn owners(node: &Node) -> Option<BTreeSet<UserId>> {
    match node {
        Node::All(nodes) => nodes.iter().filter_map(owners).reduce(|one, other| &one & &other),
        Node::Any(nodes) => {
            let each: Option<Vec<_>> = nodes.iter().map(owners).collect();
            Some(each?.into_iter().flatten().collect())
        }
        Node::Says(field, Says::OneOf { values, folded: false }) if field.as_str() == "owner" => {
            values.iter().map(|it| UserId::parse(it.as_str()).ok()).collect()
        }
        Node::Says(..) | Node::IsEmpty(_) => None,
    }
}

fn holds(node: &Node, record: &StoredRecord) -> bool {
    match node {
        Node::All(nodes) => nodes.iter().all(|it| holds(it, record)),
        Node::Any(nodes) => nodes.iter().any(|it| holds(it, record)),
        Node::IsEmpty(field) => texts(record, field).is_empty(),
        Node::Says(field, says) => texts(record, field).into_iter().any(|it| says.hold(it)),
    }
}

/// What the field says. When a record was made Gangway knows, too, and whose it is.
fn texts<'r>(record: &'r StoredRecord, field: &FieldId) -> Vec<&'r str> {
    match (record.values.get(field), field.as_str()) {
        (_, "owner") => vec![record.owner.as_str()],
        (Some(Value::Text(it)), _) => vec![it],
        (Some(Value::List(items)), _) => items.iter().map(String::as_str).collect(),
        (Some(Value::Boolean(it)), _) => vec![if *it { "true" } else { "false" }],
        (None, "created_at") => vec![&record.created_at],
        (None, _) => Vec::new(),
    }
}

impl Says {
    fn hold(&self, text: &str) -> bool {
        match self {
            Self::OneOf { values, folded: false } => values.iter().any(|it| it == text),
            Self::OneOf { values, folded: true } => values.contains(&fold(text).into_owned()),
            Self::Contains(part) => fold(text).contains(part),
            Self::StartsWith(part) => fold(text).starts_with(part),
            Self::Within { from, to, numeric } => {
                let beside = |bound: &Option<Bound>, outside: Ordering| {
                    bound.as_ref().is_some_and(|it| it.leaves_out(text, outside, *numeric))
                };
                !beside(from, Ordering::Less) && !beside(to, Ordering::Greater)
            }
        }
    }
}

impl Bound {
    fn leaves_out(&self, text: &str, outside: Ordering, numeric: bool) -> bool {
        let order = compare(text, &self.value, numeric);
        order == outside || (order == Ordering::Equal && !self.included)
    }
}

struct Compiler<'a> {
    module: &'a Module,
    typing: Typing<'a>,
    conditions: usize,
}

impl Compiler<'_> {
    fn node(&mut self, filter: &Filter) -> Result<Node, Refusal> {
        self.conditions += 1;
        if self.conditions > MOST {
            return Err(refusal(format!("A filter has at most {MOST} conditions.")));
        }
        Ok(match filter {
            Filter::All(parts) => Node::All(self.nodes(parts)?),
            Filter::Any(parts) => Node::Any(self.nodes(parts)?),
            Filter::IsEmpty { field } => Node::IsEmpty(self.field(field)?.id.clone()),
            Filter::Equals { field, value } => self.one_of(field, std::slice::from_ref(value))?,
            Filter::AnyOf { field, values } => self.one_of(field, values)?,
            Filter::Contains { field, value } => self.part(field, value, Says::Contains)?,
            Filter::StartsWith { field, value } => self.part(field, value, Says::StartsWith)?,
            Filter::Less { field, value } => self.within(field, None, Some((value, false)))?,
            Filter::Greater { field, value } => self.within(field, Some((value, false)), None)?,
            Filter::Between { field, from, to } => {
                self.within(field, Some((from, true)), Some((to, true)))?
            }
        })
    }

    fn nodes(&mut self, parts: &[Filter]) -> Result<Vec<Node>, Refusal> {
        parts.iter().map(|it| self.node(it)).collect()
    }

    fn one_of(&self, field: &FieldId, values: &[Value]) -> Result<Node, Refusal> {
        let field = self.field(field)?;
        let folded = matches!(field.field_type, FieldType::Text | FieldType::LongText);
        let text = |given: &Value| {
            let text = self.text(field, given)?;
            Ok(if folded { fold(&text).into_owned() } else { text })
        };
        let values = values.iter().map(text).collect::<Result<_, Refusal>>()?;
        Ok(Node::Says(field.id.clone(), Says::OneOf { values, folded }))
    }

    fn part(&self, field: &FieldId, part: &str, says: fn(String) -> Says) -> Result<Node, Refusal> {
        Ok(Node::Says(self.field(field)?.id.clone(), says(fold(part).into_owned())))
    }

    fn within(
        &self,
        field: &FieldId,
        from: Option<(&Value, bool)>,
        to: Option<(&Value, bool)>,
    ) -> Result<Node, Refusal> {
        let field = self.field(field)?;
        let bound = |(value, included): (&Value, bool)| {
            Ok::<_, Refusal>(Bound { value: self.text(field, value)?, included })
        };
        let (from, to) = (from.map(bound).transpose()?, to.map(bound).transpose()?);
        let numeric = is_numeric(field.field_type);
        Ok(Node::Says(field.id.clone(), Says::Within { from, to, numeric }))
    }

    /// What is compared with, typed as the field's own values are.
    fn text(&self, field: &Field, given: &Value) -> Result<String, Refusal> {
        let read = self.typing.read(field, given)?;
        let value = read.map_err(|fault| refusal(format!("{}: {}", field.label, fault.message)))?;
        value.map(|it| it.to_text()).ok_or_else(|| {
            refusal(format!("{} is compared with nothing; ask whether it is empty.", field.label))
        })
    }

    fn field(&self, id: &FieldId) -> Result<&Field, Refusal> {
        let label = &self.module.label;
        let known = schema::field(self.module, id).filter(|it| !it.is_virtual);
        let field = known.ok_or_else(|| refusal(format!("{label} has no field `{id}`.")))?;
        if !field.filterable {
            return Err(refusal(format!("{label} cannot be filtered by {}.", field.label)));
        }
        Ok(field)
    }
}

fn refusal(message: String) -> Refusal {
    Refusal::new(RefusalCode::PlanMismatch, message)
}

#[cfg(test)]
mod tests {
    use gangway_contract::{ModuleId, RecordId, UserId};

    use super::*;
    use crate::schema::default_modules;

    fn id(text: &str) -> FieldId {
        FieldId::parse(text).expect("a field")
    }

    fn record() -> StoredRecord {
        let text = |it: &str| Value::Text(it.into());
        let values = [
            ("city", text("São Paulo")),
            ("employees", text("120")),
            ("birthday", text("1990-05-17")),
            ("phone", text("+12125550101")),
            ("tags", Value::List(vec!["vip".into(), "2024".into()])),
        ];
        StoredRecord {
            id: RecordId::parse("R1").expect("an id"),
            module: ModuleId::parse("leads").expect("a module"),
            values: values.into_iter().map(|(field, value)| (id(field), value)).collect(),
            owner: UserId::parse("ann").expect("a user"),
            version: 1,
            created_at: "2026-11-22T13:00:00.000Z".into(),
            updated_at: "2026-11-22T13:00:00.000Z".into(),
            created_by: None,
            updated_by: None,
        }
    }

    fn ask(json: &str) -> Result<bool, String> {
        let filter: Filter = serde_json::from_str(json).expect("a filter");
        let module = default_modules().remove(0);
        let users = [User {
            id: UserId::parse("ann").expect("a user"),
            email: "ann@example.org".into(),
            name: "Ann Lee".into(),
            teams: [].into(),
            active: true,
        }];
        let filtering = Filtering::new(&filter, &module, &users).map_err(|it| it.message)?;
        Ok(filtering.holds(&record()))
    }

    #[test]
    fn each_condition_holds_where_it_should_and_nowhere_else() {
        for (yes, no) in [
            (
                r#"{"equals":{"field":"city","value":"SAO  paulo"}}"#,
                r#"{"equals":{"field":"city","value":"Paulo"}}"#,
            ),
            (
                r#"{"contains":{"field":"city","value":"o PAU"}}"#,
                r#"{"contains":{"field":"city","value":"rio"}}"#,
            ),
            (
                r#"{"starts_with":{"field":"city","value":"sao"}}"#,
                r#"{"starts_with":{"field":"city","value":"paulo"}}"#,
            ),
            (
                r#"{"greater":{"field":"employees","value":"99"}}"#,
                r#"{"greater":{"field":"employees","value":"120"}}"#,
            ),
            (
                r#"{"less":{"field":"employees","value":"1000"}}"#,
                r#"{"less":{"field":"employees","value":"120"}}"#,
            ),
            (
                r#"{"between":{"field":"employees","from":"120","to":"120"}}"#,
                r#"{"between":{"field":"employees","from":"1","to":"13"}}"#,
            ),
            (
                r#"{"less":{"field":"birthday","value":"1990-05-18"}}"#,
                r#"{"greater":{"field":"birthday","value":"1990-05-17"}}"#,
            ),
            (
                r#"{"equals":{"field":"phone","value":"+1 (212) 555-0101"}}"#,
                r#"{"equals":{"field":"phone","value":"+12125550102"}}"#,
            ),
            (
                r#"{"any_of":{"field":"tags","values":["new","vip"]}}"#,
                r#"{"any_of":{"field":"tags","values":["new"]}}"#,
            ),
            (
                r#"{"equals":{"field":"owner","value":"Ann Lee"}}"#,
                r#"{"less":{"field":"created_at","value":"2026-11-22T00:00:00Z"}}"#,
            ),
            (r#"{"is_empty":{"field":"email"}}"#, r#"{"is_empty":{"field":"city"}}"#),
            (
                r#"{"all":[{"is_empty":{"field":"email"}},{"any":[{"is_empty":{"field":"city"}},{"contains":{"field":"city","value":"são"}}]}]}"#,
                r#"{"any":[]}"#,
            ),
        ] {
            assert_eq!((ask(yes), ask(no)), (Ok(true), Ok(false)), "{yes} / {no}");
        }
    }

    #[test]
    fn a_filter_says_whose_records_alone_can_fulfil_it() {
        let ann = r#"{"equals":{"field":"owner","value":"ann"}}"#;
        let either = r#"{"any_of":{"field":"owner","values":["ann","bob"]}}"#;
        let city = r#"{"equals":{"field":"city","value":"Rome"}}"#;
        for (filter, expected) in [
            (city.to_owned(), None),
            (ann.to_owned(), Some(vec!["ann"])),
            (either.to_owned(), Some(vec!["ann", "bob"])),
            (format!(r#"{{"all":[{city},{either},{ann}]}}"#), Some(vec!["ann"])),
            (format!(r#"{{"any":[{ann},{city}]}}"#), None),
            (format!(r#"{{"any":[{ann},{{"all":[{city},{either}]}}]}}"#), Some(vec!["ann", "bob"])),
            (r#"{"any":[]}"#.to_owned(), Some(vec![])),
            (r#"{"contains":{"field":"owner","value":"an"}}"#.to_owned(), None),
        ] {
            let json: Filter = serde_json::from_str(&filter).expect("a filter");
            let users = ["ann", "bob"].map(|it| User {
                id: UserId::parse(it).expect("a user"),
                email: format!("{it}@example.org"),
                name: it.into(),
                teams: [].into(),
                active: true,
            });
            let module = default_modules().remove(0);
            let owners = Filtering::new(&json, &module, &users).expect("ready").owners();
            let owners = owners.map(|it| it.into_iter().map(|it| it.to_string()).collect());
            let expected = expected.map(|it| it.into_iter().map(str::to_owned).collect());
            assert_eq!(owners, expected as Option<Vec<String>>, "{filter}");
        }
    }

    #[test]
    fn a_condition_that_cannot_be_meant_is_refused_with_a_sentence() {
        for (filter, why) in [
            (r#"{"is_empty":{"field":"no_such"}}"#, "no field `no_such`"),
            (r#"{"contains":{"field":"notes","value":"x"}}"#, "cannot be filtered by Notes"),
            (r#"{"less":{"field":"birthday","value":"soon"}}"#, "Birthday: "),
            (r#"{"equals":{"field":"city","value":" "}}"#, "compared with nothing"),
        ] {
            let refused = ask(filter).expect_err("refused");
            assert!(refused.contains(why), "{refused}");
        }
    }
}
