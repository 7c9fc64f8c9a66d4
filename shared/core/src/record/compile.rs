//! Compiles a plan into a [`Checker`], or says what is wrong with the plan.

use std::collections::BTreeSet;

use gangway_contract::{
    Check, DuplicateMode, Field, FieldId, ImportPlan, MatchRule, Module, PlanColumn, Refusal,
    RefusalCode, WithoutKey,
};

use super::identity::Identity;
use super::join::{leaders, may_join, parts};
use super::owner::Owner;
use super::row::{Checker, Column, Default, Required, State, WholeName};
use super::rules::Rules;
use super::values::{Place, Values};
use crate::field::{self, Directory, Kind, kind::Decided};
use crate::import::Context;
use crate::keys::{self, Keyer};
use crate::schema;
use crate::table::{Cell, CellKind};

/// The field that splits into first and last name.
const FULL_NAME: &str = "full_name";

/// The columns that fill a field.
pub(super) fn active(plan: &ImportPlan) -> impl Iterator<Item = (&PlanColumn, &FieldId)> {
    plan.columns
        .iter()
        .filter(|it| it.status.is_read())
        .filter_map(|it| Some((it, it.field.as_ref()?)))
}

/// Whether the plan's mapping can be meant: known fields, known columns, one column a field unless others are joined to it.
pub(crate) fn check_mapping(plan: &ImportPlan, module: &Module) -> Result<(), Refusal> {
    let mut seen: BTreeSet<&FieldId> = BTreeSet::new();
    let mut places = BTreeSet::new();
    if plan.module != module.id {
        return Err(mismatch(format!(
            "The plan is for the module {}, not for {}.",
            plan.module, module.id
        )));
    }
    if let Some(twice) = plan.columns.iter().find(|it| !places.insert(it.index)) {
        return Err(mismatch(format!(
            "The plan names column {} twice. Map the file again.",
            twice.index + 1
        )));
    }
    for (column, id) in active(plan) {
        let name = header_of(column);
        let Some(field) = schema::field(module, id) else {
            return Err(mismatch(format!(
                "{name} is mapped to {id}, which {} does not have. Choose another field.",
                module.label
            )));
        };
        if field.read_only || (field.is_virtual && field.id.as_str() != FULL_NAME) {
            return Err(mismatch(format!(
                "{name} is mapped to {}, which no file can fill. Choose another field.",
                field.label
            )));
        }
        if !may_join(column, field)? && !seen.insert(id) {
            let message = format!(
                "{} gets more than one column; {name} is one of them. Keep one and skip the others, or join them.",
                field.label
            );
            return Err(Refusal::new(RefusalCode::FieldMappedTwice, message));
        }
    }
    Ok(())
}

/// The plan as something that checks rows.
pub(crate) fn compile(plan: &ImportPlan, context: &Context) -> Result<Checker, Refusal> {
    let module = &context.module;
    check_mapping(plan, module)?;
    if active(plan).next().is_none() {
        let message =
            format!("No column is mapped to a field of {}. Map at least one.", module.label);
        return Err(Refusal::new(RefusalCode::MappingIncomplete, message));
    }
    let directory = Directory::new(&context.users);
    let compiler = Compiler::new(plan, module, &directory)?;
    let rule = keys::settle(&plan.options.match_rule, module);
    compiler.check_rule(&rule)?;
    let needs_key =
        plan.options.without_key == WithoutKey::Fail && plan.options.mode != DuplicateMode::Create;
    Ok(Checker {
        columns: compiler.columns()?,
        whole_name: compiler.whole_name(),
        defaults: compiler.defaults()?,
        required: compiler.required()?,
        headers: headers(plan),
        owner: Owner::new(plan, context, &directory)?,
        keyer: Keyer::new(&rule),
        identity: Identity::of(plan).filter(|_| rule == MatchRule::Identity),
        key_places: compiler.key_places(&keys::fields_of(&rule)),
        needs_key,
        bad_values: plan.options.bad_values,
        values: Values::new(compiler.places.len()),
        places: compiler.places,
        scratch: String::new(),
        joined: String::new(),
        state: State::default(),
    })
}

struct Compiler<'a> {
    plan: &'a ImportPlan,
    module: &'a Module,
    places: Vec<Place>,
    country: Option<field::Country>,
    zone: jiff::tz::TimeZone,
    directory: &'a Directory,
}

impl<'a> Compiler<'a> {
    fn new(
        plan: &'a ImportPlan,
        module: &'a Module,
        directory: &'a Directory,
    ) -> Result<Self, Refusal> {
        let options = &plan.options;
        let country = match &options.phone_country {
            None => None,
            Some(code) => Some(field::country(code).ok_or_else(|| {
                mismatch(format!(
                    "«{}» is not a country for telephone numbers. Use its two letters, as US.",
                    field::cut(code, 20)
                ))
            })?),
        };
        let zone = field::datetime::zone(&options.time_zone).ok_or_else(|| {
            mismatch(format!(
                "«{}» is not a time zone. Use its name, as Europe/Berlin.",
                field::cut(&options.time_zone, 40)
            ))
        })?;
        Ok(Self { plan, module, places: places(module), country, zone, directory })
    }

    fn place(&self, id: &str) -> Option<usize> {
        self.places.iter().position(|it| it.id.as_str() == id)
    }

    fn kind(&self, field: &Field, column: Option<&PlanColumn>) -> Kind {
        let decided = Decided {
            order: column.and_then(|it| it.date_order),
            sign: column.and_then(|it| it.decimal_sign),
            country: self.country,
            zone: &self.zone,
            directory: self.directory,
        };
        Kind::new(field.field_type, &field.options, &decided)
    }

    fn columns(&self) -> Result<Vec<Column>, Refusal> {
        let column = |(column, id): (&PlanColumn, &FieldId)| {
            // The owner belongs to the owner rule, the whole name to its parts.
            let place = self.place(id.as_str())?;
            let field = schema::field(self.module, id)?;
            let parts = parts(self.plan, id);
            Some(Rules::new(field).map(|rules| Column {
                index: column.index as usize,
                is_direct: column.value_mapping.is_empty() && parts.is_empty(),
                parts,
                place,
                field: id.clone(),
                kind: self.kind(field, Some(column)),
                rules,
                checked: field.checks.iter().any(|it| !matches!(it, Check::RequiredIf { .. })),
                most: field.max_length.and_then(|it| usize::try_from(it).ok()),
                mapping: column.value_mapping.clone(),
            }))
        };
        leaders(self.plan).filter_map(column).collect()
    }

    fn whole_name(&self) -> Option<WholeName> {
        let (column, id) = active(self.plan).find(|(_, id)| id.as_str() == FULL_NAME)?;
        let free = |part: &str| {
            let taken = active(self.plan).any(|(_, id)| id.as_str() == part);
            self.place(part).filter(|_| !taken)
        };
        Some(WholeName {
            index: column.index as usize,
            field: id.clone(),
            salutation: free("salutation"),
            first: free("first_name"),
            last: free("last_name"),
        })
    }

    fn defaults(&self) -> Result<Vec<Default>, Refusal> {
        let default = |(id, text): (&FieldId, &String)| {
            let field = schema::field(self.module, id);
            let (Some(place), Some(field)) = (self.place(id.as_str()), field) else {
                return Err(mismatch(format!(
                    "There is a default value for {id}, which no file can fill. Remove it."
                )));
            };
            let wrong = |why: &str| {
                mismatch(format!("The default value of {} does not fit: {why}", field.label))
            };
            let mut value = String::new();
            let cell = Cell { text, kind: CellKind::Text };
            let shape =
                self.kind(field, None).read(&cell, &mut value).map_err(|it| wrong(&it.message))?;
            match Rules::new(field)?.fault(&value) {
                Some(fault) if shape != field::Shape::Blank => Err(wrong(&fault.message)),
                _ => Ok(Default { place, shape, text: value }),
            }
        };
        self.plan.options.defaults.iter().map(default).collect()
    }

    fn required(&self) -> Result<Vec<Required>, Refusal> {
        let mut required = Vec::new();
        for (place, field) in self.fields() {
            let column =
                active(self.plan).find(|(_, id)| **id == field.id).map(|(it, _)| it.index as usize);
            let of = |when| Required { place, label: field.label.clone(), column, when };
            if field.required {
                self.demand_source(field)?;
                required.push(of(None));
            }
            for check in &field.checks {
                if let Check::RequiredIf { field: other, equals } = check {
                    let other = self.place(other.as_str()).map(|it| (it, equals.clone()));
                    required.extend(other.map(|it| of(Some(it))));
                }
            }
        }
        Ok(required)
    }

    /// A required field needs a column or a default, else every single row would fail.
    fn demand_source(&self, field: &Field) -> Result<(), Refusal> {
        let mapped = active(self.plan).any(|(_, id)| *id == field.id);
        let named = field.id.as_str().ends_with("_name") && self.whole_name().is_some();
        if mapped || named || self.plan.options.defaults.contains_key(&field.id) {
            return Ok(());
        }
        let message = format!(
            "{} needs {}, and no column is mapped to it. Map one, or set a default value.",
            self.module.label, field.label
        );
        Err(Refusal::new(RefusalCode::MappingIncomplete, message))
    }

    fn fields(&self) -> impl Iterator<Item = (usize, &Field)> {
        let of = |(at, place): (usize, &Place)| Some((at, schema::field(self.module, &place.id)?));
        self.places.iter().enumerate().filter_map(of)
    }

    fn check_rule(&self, rule: &MatchRule) -> Result<(), Refusal> {
        if *rule == MatchRule::Identity && Identity::of(self.plan).is_none() {
            let message = "Rows are to be matched by their record's id, and the file has no columns «Record id (Gangway)» and «Version (Gangway)». Export with ids, or match by something else.";
            return Err(mismatch(message.into()));
        }
        match keys::unusable(rule, self.module) {
            None => Ok(()),
            Some(sentence) => Err(mismatch(sentence)),
        }
    }

    fn key_places(&self, fields: &[&str]) -> Vec<(String, usize)> {
        fields.iter().filter_map(|it| Some(((*it).to_owned(), self.place(it)?))).collect()
    }
}

/// Every field that a record stores, in the order of ids. The owner is not a value: the owner rule sets it.
pub(super) fn places(module: &Module) -> Vec<Place> {
    let stored = |it: &&Field| !it.is_virtual && !it.read_only && it.id.as_str() != "owner";
    let place = |it: &Field| Place { id: it.id.clone() };
    let mut places: Vec<_> = module.fields.iter().filter(stored).map(place).collect();
    crate::order::sort_by(&mut places, |one, other| one.id.cmp(&other.id));
    places
}

/// How the columns are named in issues, by their place in the file.
fn headers(plan: &ImportPlan) -> Vec<String> {
    let width = plan.columns.iter().map(|it| it.index as usize + 1).max().unwrap_or(0);
    // A plan is data from outside: a hostile index must not take the memory of the machine.
    let mut headers: Vec<String> =
        (0..width.min(20_000)).map(|at| format!("Column {}", at + 1)).collect();
    for column in plan.columns.iter().filter(|it| !it.header.trim().is_empty()) {
        if let Some(header) = headers.get_mut(column.index as usize) {
            header.clone_from(&column.header);
        }
    }
    headers
}

fn header_of(column: &PlanColumn) -> String {
    if column.header.trim().is_empty() {
        format!("Column {}", column.index + 1)
    } else {
        format!("«{}»", field::cut(&column.header, 60))
    }
}

pub(super) fn mismatch(message: String) -> Refusal {
    Refusal::new(RefusalCode::PlanMismatch, message)
}
