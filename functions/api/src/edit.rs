//! `/records`: one record made, changed or deleted by a person, by its version and within their scope.

use std::collections::BTreeMap;

use axum::extract::State;
use gangway_contract::api::{ChangeRecord, CreateRecord, FieldError};
use gangway_contract::{FieldId, Module, ModuleId, Record, RecordId, Right, User, UserId, Value};
use gangway_core::record::{Typing, Wrong};
use gangway_ports::ReadUsers;
use gangway_write::{Editing, Indexing};

use crate::ApiWorld;
use crate::actor::Asker;
use crate::answer::{Done, Made, Versioned as Answered};
use crate::body::{Body, Place};
use crate::modules;
use crate::once::Once;
use crate::problem::{Failure, Outcome};
use crate::records::find;
use crate::version::Versioned;

/// `POST /records/{module}`
pub(crate) async fn create<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place(module): Place<ModuleId>,
    Once(id): Once,
    Body(body): Body<CreateRecord>,
) -> Outcome<Made> {
    asker.must(Right::Import, "Adding a record needs the right to import.")?;
    let tenant = world.for_tenant(&asker.0.tenant);
    let definition = modules::find(&tenant, &module).await?;
    let users = tenant.read_users().await?;
    let me = &asker.0.user;
    let owner = body.owner.clone().unwrap_or_else(|| me.clone());
    may_give(&asker, &users, &definition, &owner, me)?;
    let values = typed(&definition, &users, &Record::new(), &body.values)?;
    let id = RecordId::parse(id)?;
    let item = Editing::new(&tenant, Indexing::of(&tenant, definition).await?)
        .make(&id, values, owner)
        .await?;
    if item.deleted {
        let title = "The record that this request made was deleted meanwhile.";
        return Err(Failure::conflict("deleted_since", title));
    }
    Made::new(item.record)
}

/// `PATCH /records/{module}/{record}`
pub(crate) async fn change<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place((module, id)): Place<(ModuleId, RecordId)>,
    mut version: Versioned,
    Body(body): Body<ChangeRecord>,
) -> Outcome<Answered> {
    asker.must(Right::Update, "Changing a record needs the right to update.")?;
    version.or(body.version)?;
    let tenant = world.for_tenant(&asker.0.tenant);
    let definition = modules::find(&tenant, &module).await?;
    let old = find(&tenant, &asker, &module, &id).await?;
    version.must_be(old.record.version)?;
    let users = tenant.read_users().await?;
    let owner = body.owner.unwrap_or_else(|| old.record.owner.clone());
    may_give(&asker, &users, &definition, &owner, &old.record.owner)?;
    let values = typed(&definition, &users, &old.record.values, &body.values)?;
    let changed = Editing::new(&tenant, Indexing::of(&tenant, definition).await?)
        .change(&old, values, owner)
        .await?;
    let item = changed.ok_or_else(|| version.stale())?;
    Ok(Answered(item.record))
}

/// `DELETE /records/{module}/{record}`
pub(crate) async fn delete<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place((module, id)): Place<(ModuleId, RecordId)>,
    version: Versioned,
) -> Outcome<Done> {
    asker.must(Right::Update, "Deleting a record needs the right to update.")?;
    let tenant = world.for_tenant(&asker.0.tenant);
    let definition = modules::find(&tenant, &module).await?;
    let old = find(&tenant, &asker, &module, &id).await?;
    version.must_be(old.record.version)?;
    if Editing::new(&tenant, Indexing::of(&tenant, definition).await?).delete(&old).await? {
        Ok(Done)
    } else {
        Err(version.stale())
    }
}

/// A record stays whose it is, or goes to an active person, with the right.
fn may_give(
    asker: &Asker,
    users: &[User],
    module: &Module,
    to: &UserId,
    from: &UserId,
) -> Outcome<()> {
    if to == from {
        return Ok(());
    }
    let title = "Giving a record to somebody else needs the right to assign owners.";
    asker.must(Right::AssignOwners, title)?;
    if *to == asker.0.user {
        return Ok(());
    }
    Typing::new(module, users).owner(to).map_err(|wrong| refused(module, vec![wrong]))
}

fn typed(
    module: &Module,
    users: &[User],
    old: &Record,
    given: &BTreeMap<FieldId, Option<Value>>,
) -> Outcome<Record> {
    let typed = Typing::new(module, users).change(old, given);
    let typed = typed.map_err(|refusal| Failure::invalid(refusal.message))?;
    typed.map_err(|wrong| refused(module, wrong))
}

fn refused(module: &Module, wrong: Vec<Wrong>) -> Failure {
    let label = |id: &FieldId| {
        let field = module.fields.iter().find(|it| it.id == *id);
        field.map_or_else(|| id.to_string(), |it| it.label.clone())
    };
    let title = match wrong.as_slice() {
        [one] => format!("{}: {}", label(&one.field), one.message),
        many => {
            let labels: Vec<String> = many.iter().map(|it| label(&it.field)).collect();
            format!("{} values are wrong: {}.", many.len(), labels.join(", "))
        }
    };
    let error = |it: Wrong| FieldError { field: it.field, code: it.code, message: it.message };
    Failure::invalid_values(title, wrong.into_iter().map(error).collect())
}
