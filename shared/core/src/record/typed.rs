//! Values that somebody gives for one record's fields, typed by the rules that type an import's cells.

use std::collections::BTreeMap;

use gangway_contract::{
    Check, DecimalSign, Field, FieldId, FieldType, IssueCode, Module, Record, Refusal, RefusalCode,
    User, UserId, Value,
};
use jiff::tz::TimeZone;

use super::compile::places;
use super::demands::missing;
use super::rules::Rules;
use super::values::value;
use crate::field::{Directory, Fault, ITEM, Kind, Shape, kind::Decided};
use crate::schema;
use crate::table::{Cell, CellKind};
use crate::write::fits;

/// A value that cannot be: of which field, why for programs, and why for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The field.
    pub field: FieldId,
    /// For programs; as an import says it.
    pub code: IssueCode,
    /// For people; as an import says it.
    pub message: String,
}

impl Wrong {
    fn new(field: &FieldId, fault: Fault) -> Self {
        Self { field: field.clone(), code: fault.code, message: fault.message }
    }
}

/// Types values for one module's records.
pub struct Typing<'a> {
    module: &'a Module,
    directory: Directory,
}

impl<'a> Typing<'a> {
    /// For the records of a module that belong to these people.
    pub fn new(module: &'a Module, users: &[User]) -> Self {
        Self { module, directory: Directory::new(users) }
    }

    /// The record with what was given, everything typed; or what is wrong with it. `None`, and a text that is blank,
    /// empties a field. What is not given stays as it is, whatever the rules say today.
    pub fn change(
        &self,
        old: &Record,
        given: &BTreeMap<FieldId, Option<Value>>,
    ) -> Result<Result<Record, Vec<Wrong>>, Refusal> {
        let (mut new, mut wrong) = (old.clone(), Vec::new());
        for (id, given) in given {
            let field = self.field(id)?;
            let read = match given {
                Some(given) => self.read(field, given)?,
                None => Ok(None),
            };
            match read {
                Ok(Some(value)) => drop(new.insert(id.clone(), value)),
                Ok(None) => drop(new.remove(id)),
                Err(fault) => wrong.push(Wrong::new(id, fault)),
            }
        }
        if !fits(&new) {
            let message = "The record would be larger than 300 KB. Shorten its longest texts.";
            return Err(Refusal::new(RefusalCode::LimitExceeded, message));
        }
        let told: Vec<FieldId> = wrong.iter().map(|it| it.field.clone()).collect();
        wrong.extend(self.demands(&new).filter(|it| !told.contains(&it.field)));
        if new.is_empty() && wrong.is_empty() {
            let message = "A record needs at least one value.";
            return Err(Refusal::new(RefusalCode::PlanMismatch, message));
        }
        Ok(if wrong.is_empty() { Ok(new) } else { Err(wrong) })
    }

    /// Whether records may go to this person.
    pub fn owner(&self, owner: &UserId) -> Result<(), Wrong> {
        if self.directory.has(owner) {
            return Ok(());
        }
        let fault = self.directory.fault(owner.as_str());
        let field = FieldId::parse("owner").map_err(|_| fault.clone());
        field.map_or(Ok(()), |it| Err(Wrong::new(&it, fault)))
    }

    /// What one value is in its canonical form; none if it is blank.
    pub(crate) fn read(
        &self,
        field: &Field,
        given: &Value,
    ) -> Result<Result<Option<Value>, Fault>, Refusal> {
        let rules = Rules::new(field)?;
        let mut text = String::new();
        let shape = match self.shape(field, given, &mut text) {
            Ok(shape) => shape,
            Err(fault) => return Ok(Err(fault)),
        };
        Ok(match rules.fault(&text) {
            Some(fault) if shape != Shape::Blank => Err(fault),
            _ => Ok(value(shape, &text)),
        })
    }

    fn shape(&self, field: &Field, given: &Value, out: &mut String) -> Result<Shape, Fault> {
        match given {
            // Items that come one by one need no separator, and may hold one.
            Value::List(items) if field.field_type == FieldType::MultiPicklist => {
                let kind = self.kind(FieldType::Picklist, field);
                for item in items {
                    let mut text = String::new();
                    let cell = Cell { text: item, kind: CellKind::Text };
                    kind.read(&cell, &mut text)?;
                    push_item(&text, out);
                }
                Ok(if out.is_empty() { Shape::Blank } else { Shape::List })
            }
            Value::Boolean(it) => {
                let text = given.to_text();
                let cell = Cell { text: &text, kind: CellKind::Boolean(*it) };
                self.kind(field.field_type, field).read(&cell, out)
            }
            Value::Text(_) | Value::List(_) => {
                let text = given.to_text();
                let cell = Cell { text: &text, kind: CellKind::Text };
                self.kind(field.field_type, field).read(&cell, out)
            }
        }
    }

    /// A single value proves no order of day and month: only what is clear by itself is a date. Numbers are as
    /// programs write them.
    fn kind(&self, field_type: FieldType, field: &Field) -> Kind {
        let decided = Decided {
            order: None,
            sign: Some(DecimalSign::Point),
            country: None,
            zone: &TimeZone::UTC,
            directory: &self.directory,
        };
        Kind::new(field_type, &field.options, &decided)
    }

    fn field(&self, id: &FieldId) -> Result<&'a Field, Refusal> {
        let label = &self.module.label;
        let refuse = |message| Err(Refusal::new(RefusalCode::PlanMismatch, message));
        let Some(field) = schema::field(self.module, id) else {
            return refuse(format!("{label} has no field `{id}`."));
        };
        if id.as_str() == "owner" {
            return refuse("The owner is set by `owner`, beside the values.".to_owned());
        }
        if field.is_virtual || field.read_only {
            return refuse(format!("Nobody can fill the field `{id}` of {label}."));
        }
        Ok(field)
    }

    /// What the record as a whole must have.
    fn demands(&self, record: &Record) -> impl Iterator<Item = Wrong> {
        let is = |check: &Check| match check {
            Check::RequiredIf { field, equals } => {
                record.get(field).is_some_and(|it| it.to_text() == *equals)
            }
            Check::Pattern { .. } | Check::Range { .. } => false,
        };
        let fields = places(self.module).into_iter();
        let fields = fields.filter_map(|it| schema::field(self.module, &it.id));
        let lacking = fields.filter(|it| !record.contains_key(&it.id));
        let needed = lacking.filter(|it| it.required || it.checks.iter().any(is));
        let wrong: Vec<Wrong> = needed.map(|it| Wrong::new(&it.id, missing(&it.label))).collect();
        wrong.into_iter()
    }
}

/// Adds an item that is not there yet.
fn push_item(item: &str, out: &mut String) {
    if item.is_empty() || out.split(ITEM).any(|it| it == item) {
        return;
    }
    if !out.is_empty() {
        out.push(ITEM);
    }
    out.push_str(item);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::default_modules;

    fn id(text: &str) -> FieldId {
        FieldId::parse(text).expect("a field")
    }

    fn text(text: &str) -> Value {
        Value::Text(text.into())
    }

    fn change(
        old: &[(&str, Value)],
        given: &[(&str, Option<Value>)],
    ) -> Result<Record, Vec<(String, IssueCode)>> {
        let module = default_modules().remove(0);
        let old = old.iter().map(|(field, value)| (id(field), value.clone())).collect();
        let given = given.iter().map(|(field, value)| (id(field), value.clone())).collect();
        let typed = Typing::new(&module, &[]).change(&old, &given).expect("known fields");
        typed.map_err(|it| it.into_iter().map(|it| (it.field.to_string(), it.code)).collect())
    }

    #[test]
    fn values_become_what_an_import_makes_of_the_same_texts() {
        let list = |items: &[&str]| Value::List(items.iter().map(|it| (*it).into()).collect());
        for (field, given, expected) in [
            ("email", text(" Ann@Example.ORG "), text("ann@example.org")),
            ("phone", text("+1 (212) 555-0101"), text("+12125550101")),
            ("annual_revenue", text("$1,234.50"), text("1234.5")),
            ("birthday", text("2024-02-29"), text("2024-02-29")),
            ("rating", text("hot"), text("Hot")),
            ("tags", text("a; b"), list(&["a", "b"])),
            ("tags", list(&["Smith, Inc", "b", "b", " "]), list(&["Smith, Inc", "b"])),
        ] {
            let typed = change(&[], &[(field, Some(given.clone()))]);
            assert_eq!(typed, Ok(Record::from([(id(field), expected)])), "{field} {given:?}");
        }
    }

    #[test]
    fn everything_that_is_wrong_is_told_by_field_with_an_imports_codes() {
        let given = [
            ("email", Some(text("nobody"))),
            ("birthday", Some(text("2023-02-29"))),
            ("rating", Some(text("tepid"))),
            ("employees", Some(text("-1"))),
            ("city", Some(text("Paris"))),
        ];
        let expected = [
            ("birthday", IssueCode::BadDate),
            ("email", IssueCode::BadEmail),
            ("employees", IssueCode::OutOfRange),
            ("rating", IssueCode::NotAnOption),
        ];
        let expected = expected.map(|(field, code)| (field.to_owned(), code)).to_vec();
        assert_eq!(change(&[], &given), Err(expected));
    }

    #[test]
    fn nothing_and_blanks_empty_a_field_and_what_is_not_given_stays() {
        let old =
            [("city", text("Rome")), ("title", text("CEO")), ("rating", text("no option now"))];
        let new = change(&old, &[("city", None), ("title", Some(text(" ")))]);
        assert_eq!(new, Ok(Record::from([(id("rating"), text("no option now"))])));
    }

    #[test]
    fn a_record_keeps_what_its_module_demands() {
        let module = default_modules().remove(2);
        let typing = Typing::new(&module, &[]);
        let old = Record::from([(id("company"), text("Acme"))]);
        let typed = typing.change(&old, &BTreeMap::from([(id("company"), None)]));
        let wrong = typed.expect("a known field").expect_err("a company is needed");
        assert_eq!(
            (wrong[0].field.as_str(), wrong[0].code),
            ("company", IssueCode::RequiredMissing)
        );
        for field in ["no_such", "owner", "full_name"] {
            let given = BTreeMap::from([(id(field), Some(text("x")))]);
            assert!(typing.change(&old, &given).is_err(), "{field}");
        }
    }
}
