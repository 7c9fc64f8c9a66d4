//! `POST /modules/{module}/matches`: which records match keys lead to, with their values where the asker may see them,
//! so that a preview can show old and new side by side.

use axum::extract::State;
use gangway_contract::api::{FindMatches, Matches};
use gangway_contract::{KeyMatch, ModuleId, RecordItem, Right};
use gangway_core::write::Reach;
use gangway_ports::{Clock, ReadUsers};
use gangway_write::{Index, Indexing};

use crate::ApiWorld;
use crate::actor::Asker;
use crate::answer::Answer;
use crate::body::{Body, Place};
use crate::keys::findable;
use crate::modules;
use crate::problem::{Failure, Outcome};

const MOST: usize = 100;

/// Looks up to 100 keys up, as an import would find them.
pub(crate) async fn find<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place(module): Place<ModuleId>,
    Body(body): Body<FindMatches>,
) -> Outcome<Answer<Matches>> {
    asker.must(Right::Import, "Looking keys up needs the right to import.")?;
    if body.keys.len() > MOST {
        return Err(Failure::invalid(format!("At most {MOST} keys are followed at once.")));
    }
    let tenant = world.for_tenant(&asker.0.tenant);
    let definition = modules::find(&tenant, &module).await?;
    let rule = findable(&tenant, &body.rule, &definition).await?;
    let as_of = tenant.now().rfc3339();
    let reach = Reach::seen(&asker.0, &tenant.read_users().await?);
    let indexing = Indexing::of(&tenant, definition).await?;
    let index = Index::new(&tenant, &indexing, None);
    let found = index.look_up(&rule, &body.keys).await?;
    let matches = found.iter().map(|it| told(it, &reach)).collect();
    Ok(Answer(Matches { matches, as_of }))
}

/// What of them the asker may know.
fn told(records: &[RecordItem], reach: &Reach) -> KeyMatch {
    let several = records.len() > 1;
    match records.first() {
        None => KeyMatch::Nobody,
        Some(it) if reach.covers(&it.record.owner) => {
            KeyMatch::Found { record: Box::new(it.record.clone()), several }
        }
        Some(_) => KeyMatch::Hidden { several },
    }
}
