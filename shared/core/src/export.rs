//! Records on their way out: which of them, in which order, and what stands in their cells.
//!
//! A cell's text is what an import reads back as the same value; what a workbook makes of it, its writer decides.

mod order;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use gangway_contract::{
    Export, Field, FieldId, FieldType, JobId, JobKind, Module, Refusal, RefusalCode, StoredRecord,
    User, UserId, Value,
};

use crate::field::Directory;
use crate::filter::Filtering;
use crate::marked::{RECORD_ID, VERSION, header, mark};
use crate::record::is_numeric;
use crate::schema;

pub use order::Order;

/// An export that is ready to be asked record after record.
#[derive(Debug, Clone)]
pub struct Exporting {
    filter: Option<Filtering>,
    columns: Vec<Column>,
    order: Option<Order>,
    people: BTreeMap<UserId, String>,
}

/// One column of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub header: String,
    /// What its cells are.
    pub field_type: FieldType,
    source: Source,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    Id,
    Version,
    Field(FieldId),
    Mark,
}

impl Exporting {
    /// The export for a module as it is now, or what is wrong with it.
    pub fn new(export: &Export, module: &Module, users: &[User]) -> Result<Self, Refusal> {
        let filter = export.filter.as_ref();
        let order = export.sort.as_ref().map(|it| Order::new(it, module)).transpose()?;
        Ok(Self {
            filter: filter.map(|it| Filtering::new(it, module, users)).transpose()?,
            columns: columns(export, module)?,
            order,
            people: people(users),
        })
    }

    /// With a last column whose header says which job wrote the file, so that it is told when it comes back.
    #[must_use]
    pub fn marked(mut self, job: &JobId) -> Self {
        let header = mark(JobKind::Export, job);
        self.columns.push(Column { header, field_type: FieldType::Text, source: Source::Mark });
        self
    }

    /// Whether the record is wanted. Whether the person may see it is another question.
    pub fn holds(&self, record: &StoredRecord) -> bool {
        self.filter.as_ref().is_none_or(|it| it.holds(record))
    }

    /// The people whose records alone are wanted; none if anybody's may be.
    pub fn owners(&self) -> Option<BTreeSet<UserId>> {
        self.filter.as_ref()?.owners()
    }

    /// The columns, in their order.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The order, unless it is newest first.
    pub fn order(&self) -> Option<&Order> {
        self.order.as_ref()
    }

    /// What stands in the record's cells, column by column.
    pub fn cells<'r>(&'r self, record: &'r StoredRecord) -> impl Iterator<Item = Cow<'r, str>> {
        self.columns.iter().map(|it| match &it.source {
            Source::Id => Cow::Borrowed(record.id.as_str()),
            Source::Version => Cow::Owned(record.version.to_string()),
            Source::Mark => Cow::Borrowed(""),
            Source::Field(field) => self.text(record, field, it.field_type),
        })
    }

    fn text<'r>(
        &'r self,
        record: &'r StoredRecord,
        field: &FieldId,
        field_type: FieldType,
    ) -> Cow<'r, str> {
        let text = match (record.values.get(field), field.as_str()) {
            (Some(Value::Text(it)), _) => it.as_str(),
            (Some(Value::Boolean(it)), _) => {
                if *it {
                    "true"
                } else {
                    "false"
                }
            }
            (Some(Value::List(items)), _) => return Cow::Owned(joined(items)),
            // What every record has, whether or not a file brought it.
            (None, "owner") => record.owner.as_str(),
            (None, "created_at") => &record.created_at,
            (None, _) => "",
        };
        if field_type == FieldType::User
            && let Ok(user) = UserId::parse(text)
            && let Some(name) = self.people.get(&user)
        {
            return Cow::Borrowed(name);
        }
        if is_numeric(field_type) && text.split_once('.').is_some_and(|(_, it)| it.len() == 3) {
            // Three digits behind a point may be thousands; four are none.
            return Cow::Owned(format!("{text}0"));
        }
        Cow::Borrowed(text)
    }
}

/// The fields that an export of this module holds if it names none.
pub fn every_column(module: &Module) -> Vec<FieldId> {
    module.fields.iter().filter(|it| !it.is_virtual).map(|it| it.id.clone()).collect()
}

fn columns(export: &Export, module: &Module) -> Result<Vec<Column>, Refusal> {
    let every = every_column(module);
    let asked = if export.columns.is_empty() { &every } else { &export.columns };
    let distinct: BTreeSet<&FieldId> = asked.iter().collect();
    if distinct.len() != asked.len() {
        return Err(refusal("A column is named twice; name each column once.".to_owned()));
    }
    let identity = [(Source::Id, FieldType::Text), (Source::Version, FieldType::Integer)];
    let identity = identity.into_iter().zip([RECORD_ID, VERSION]).filter(|_| export.identity);
    let identity = identity.map(|((source, field_type), name)| {
        Ok(Column { header: header(name), field_type, source })
    });
    identity.chain(asked.iter().map(|it| column(it, module))).collect()
}

fn column(id: &FieldId, module: &Module) -> Result<Column, Refusal> {
    let field = known(id, module)?;
    let source = Source::Field(id.clone());
    Ok(Column { header: field.label.clone(), field_type: field.field_type, source })
}

fn known<'m>(id: &FieldId, module: &'m Module) -> Result<&'m Field, Refusal> {
    let field = schema::field(module, id).filter(|it| !it.is_virtual);
    field.ok_or_else(|| refusal(format!("{} has no field `{id}`.", module.label)))
}

fn refusal(message: String) -> Refusal {
    Refusal::new(RefusalCode::PlanMismatch, message)
}

/// How files name people: by e-mail, or by id where an import would not find the e-mail's owner.
fn people(users: &[User]) -> BTreeMap<UserId, String> {
    let directory = Directory::new(users);
    let found = |user: &&User| directory.find(&user.email) == Some(&user.id);
    users.iter().filter(found).map(|user| (user.id.clone(), user.email.clone())).collect()
}

/// The items with something between them at which an import cuts, and cuts nowhere else.
fn joined(items: &[String]) -> String {
    let have = |text: &str| items.iter().any(|it| it.contains(text));
    match items {
        // An item alone has nothing beside it: repeated, it is read once.
        [it] if it.contains(';') => format!("{it} ::: {it}"),
        [it] if it.contains([',', '|', '\n']) => format!("{it};"),
        _ if have(";") => items.join(" ::: "),
        _ => items.join("; "),
    }
}

#[cfg(test)]
mod tests {
    use gangway_contract::{ExportFormat, ModuleId, RecordId};

    use super::*;
    use crate::schema::default_modules;

    fn export(columns: &[&str], identity: bool) -> Export {
        let columns = columns.iter().map(|it| FieldId::parse(*it).expect("a field")).collect();
        Export {
            module: ModuleId::parse("leads").expect("a module"),
            filter: None,
            columns,
            format: ExportFormat::Csv,
            sort: None,
            identity,
        }
    }

    fn user(id: &str, email: &str) -> User {
        let id = UserId::parse(id).expect("an id");
        User { id, email: email.into(), name: email.into(), teams: [].into(), active: true }
    }

    #[test]
    fn cells_stand_in_the_order_of_the_columns_that_were_asked_for() {
        let users = [user("u1", "ann@x.org"), user("u2", "same@x.org"), user("u3", "same@x.org")];
        let module = default_modules().remove(0);
        let wanted = export(&["tags", "owner", "city", "created_at", "email"], true);
        let exporting = Exporting::new(&wanted, &module, &users).expect("ready");
        let headers: Vec<&str> = exporting.columns().iter().map(|it| it.header.as_str()).collect();
        assert_eq!(headers[..4], ["Record id (Gangway)", "Version (Gangway)", "Tags", "Owner"]);
        let value = |it: &str| Value::Text(it.into());
        let mut record = StoredRecord {
            id: RecordId::parse("R1").expect("an id"),
            module: module.id.clone(),
            values: [
                (FieldId::parse("city").expect("a field"), value("Paris")),
                (
                    FieldId::parse("tags").expect("a field"),
                    Value::List(vec!["a".into(), "b,c".into()]),
                ),
            ]
            .into(),
            owner: users[0].id.clone(),
            version: 7,
            created_at: "2026-11-22T13:00:00.000Z".into(),
            updated_at: "2026-11-22T13:00:00.000Z".into(),
            created_by: None,
            updated_by: None,
        };
        let cells: Vec<_> = exporting.cells(&record).collect();
        let expected = ["R1", "7", "a; b,c", "ann@x.org", "Paris", "2026-11-22T13:00:00.000Z", ""];
        assert_eq!(cells, expected);
        record.owner = users[1].id.clone();
        assert_eq!(exporting.cells(&record).nth(3).as_deref(), Some("u2"));
    }

    #[test]
    fn a_column_that_cannot_be_meant_is_refused() {
        let module = default_modules().remove(0);
        let refused = |columns: &[&str]| {
            Exporting::new(&export(columns, false), &module, &[]).expect_err("refused").message
        };
        assert!(refused(&["no_such"]).contains("no field `no_such`"));
        assert!(refused(&["full_name"]).contains("no field `full_name`"));
        assert!(refused(&["city", "city"]).contains("twice"));
    }

    #[test]
    fn without_columns_every_stored_field_is_one() {
        let module = default_modules().remove(0);
        let exporting = Exporting::new(&export(&[], false), &module, &[]).expect("ready");
        assert_eq!(exporting.columns().len(), module.fields.len() - 1);
    }
}
