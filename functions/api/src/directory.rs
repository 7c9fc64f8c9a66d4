//! `/users`: the people of a tenant. The CRM keeps the directory up to date.

use std::collections::BTreeSet;

use axum::extract::State;
use gangway_contract::{Right, User};
use gangway_ports::{ReadUsers, SaveUsers};

use crate::ApiWorld;
use crate::actor::Asker;
use crate::answer::Answer;
use crate::body::Body;
use crate::problem::{Failure, Outcome};

const MOST: usize = 5_000;

/// `GET /users`
pub(crate) async fn list<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
) -> Outcome<Answer<Vec<User>>> {
    Ok(Answer(world.for_tenant(&asker.0.tenant).read_users().await?))
}

/// `PUT /users`: the directory is exactly these people.
pub(crate) async fn save<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Body(users): Body<Vec<User>>,
) -> Outcome<Answer<Vec<User>>> {
    asker.must(Right::Administer, "Changing the directory needs the right to administer.")?;
    let ids: BTreeSet<_> = users.iter().map(|it| &it.id).collect();
    if ids.len() != users.len() {
        return Err(Failure::invalid("Two people of the directory have the same id."));
    }
    if users.len() > MOST {
        return Err(Failure::invalid(format!("A directory holds at most {MOST} people.")));
    }
    world.for_tenant(&asker.0.tenant).save_users(&users).await?;
    Ok(Answer(users))
}
