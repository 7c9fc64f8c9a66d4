//! `/modules`: what records are made of. The core's defaults, until a tenant changes one or adds its own.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::State;
use gangway_contract::{Module, ModuleId, Right};
use gangway_core::schema::default_modules;
use gangway_ports::{ReadModules, SaveModules};

use crate::ApiWorld;
use crate::actor::Asker;
use crate::answer::Answer;
use crate::body::{Body, Place};
use crate::problem::{Failure, Outcome};

const MOST_FIELDS: usize = 500;

/// `GET /modules`
pub(crate) async fn list<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
) -> Outcome<Answer<Vec<Module>>> {
    let own = world.for_tenant(&asker.0.tenant).read_modules().await?;
    let mut own: BTreeMap<_, _> = own.into_iter().map(|it| (it.id.clone(), it)).collect();
    let defaults = default_modules().into_iter();
    let mut modules: Vec<_> = defaults.map(|it| own.remove(&it.id).unwrap_or(it)).collect();
    modules.extend(own.into_values());
    Ok(Answer(modules))
}

/// `GET /modules/{module}`
pub(crate) async fn read<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place(module): Place<ModuleId>,
) -> Outcome<Answer<Module>> {
    Ok(Answer(find(&world.for_tenant(&asker.0.tenant), &module).await?))
}

/// A module as it is for this tenant.
pub(crate) async fn find(tenant: &impl ReadModules, id: &ModuleId) -> Outcome<Module> {
    let own = tenant.read_module(id).await?;
    let found = own.or_else(|| default_modules().into_iter().find(|it| it.id == *id));
    found.ok_or_else(|| Failure::not_found(format!("There is no module `{id}`.")))
}

/// `PUT /modules/{module}`
pub(crate) async fn save<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place(id): Place<ModuleId>,
    Body(module): Body<Module>,
) -> Outcome<Answer<Module>> {
    asker.must(Right::Administer, "Changing a module needs the right to administer.")?;
    check(&id, &module)?;
    world.for_tenant(&asker.0.tenant).save_module(&module).await?;
    Ok(Answer(module))
}

fn check(id: &ModuleId, module: &Module) -> Outcome<()> {
    if module.id != *id {
        let other = &module.id;
        return Err(Failure::invalid(format!("The address says `{id}` and the body `{other}`.")));
    }
    let mut seen = BTreeSet::new();
    if let Some(twice) = module.fields.iter().find(|it| !seen.insert(&it.id)) {
        return Err(Failure::invalid(format!("The field `{}` is there twice.", twice.id)));
    }
    if module.fields.is_empty() || module.fields.len() > MOST_FIELDS {
        return Err(Failure::invalid(format!("A module has 1 to {MOST_FIELDS} fields.")));
    }
    Ok(())
}
