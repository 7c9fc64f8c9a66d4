//! `/records`: what the CRM holds, as far as the asker's scope reaches.

use std::collections::BTreeSet;

use axum::extract::State;
use gangway_contract::api::Page;
use gangway_contract::{Actor, ModuleId, RecordId, Scope, StoredRecord, UserId};
use gangway_ports::{ListRecords, ReadRecords, ReadUsers};

use crate::ApiWorld;
use crate::actor::Asker;
use crate::answer::Answer;
use crate::body::{Paging, Place};
use crate::modules;
use crate::problem::{Failure, Outcome};

const MOST: u32 = 1_000;
/// A Lambda answers at most 6 MB; a page ends before that.
const LONGEST_PAGE: usize = 4 * 1024 * 1024;
/// How many pages are read to fill one whose records are mostly somebody else's.
const MOST_READS: usize = 20;

/// `GET /records/{module}`, newest first.
pub(crate) async fn list<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place(module): Place<ModuleId>,
    paging: Paging,
) -> Outcome<Answer<Page<StoredRecord>>> {
    let tenant = world.for_tenant(&asker.0.tenant);
    modules::find(&tenant, &module).await?;
    let reach = Reach::of(&asker.0, &tenant).await?;
    let mut page = Filling::new(paging.limit(MOST));
    let mut next = paging.cursor;
    for _ in 0..MOST_READS {
        let found = tenant.list_records(&module, next.as_deref(), page.room()).await?;
        next = found.next;
        if let Some(cut) = page.take(found.items.into_iter(), &reach) {
            next = Some(cut);
            break;
        }
        if next.is_none() || page.room() == 0 {
            break;
        }
    }
    Ok(Answer(Page { items: page.items, next }))
}

/// `GET /records/{module}/{record}`
pub(crate) async fn read<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place((module, id)): Place<(ModuleId, RecordId)>,
) -> Outcome<Answer<StoredRecord>> {
    let tenant = world.for_tenant(&asker.0.tenant);
    let reach = Reach::of(&asker.0, &tenant).await?;
    let slots = tenant.read_slots(&module, std::slice::from_ref(&id)).await?;
    let found = slots.get(&id).and_then(|it| it.live()).map(|it| it.record.clone());
    let seen = found.filter(|it| reach.covers(&it.owner));
    seen.map(Answer).ok_or_else(|| Failure::not_found("There is no such record."))
}

/// Whose records somebody sees.
enum Reach {
    Everybody,
    These(BTreeSet<UserId>),
}

impl Reach {
    /// A record belongs to the teams of its owner; one whose owner is in no directory is seen only by those
    /// who see everything.
    async fn of(actor: &Actor, tenant: &impl ReadUsers) -> Outcome<Self> {
        let own = BTreeSet::from([actor.user.clone()]);
        Ok(match actor.scope {
            Scope::All => Self::Everybody,
            Scope::Own => Self::These(own),
            Scope::Team => {
                let users = tenant.read_users().await?.into_iter();
                let mates = users.filter(|it| !it.teams.is_disjoint(&actor.teams)).map(|it| it.id);
                Self::These(own.into_iter().chain(mates).collect())
            }
        })
    }

    fn covers(&self, owner: &UserId) -> bool {
        match self {
            Self::Everybody => true,
            Self::These(owners) => owners.contains(owner),
        }
    }
}

/// A page that fills up, by records and by bytes.
struct Filling {
    items: Vec<StoredRecord>,
    limit: usize,
    bytes: usize,
}

impl Filling {
    fn new(limit: usize) -> Self {
        Self { items: Vec::new(), limit, bytes: 0 }
    }

    fn room(&self) -> u32 {
        u32::try_from(self.limit.saturating_sub(self.items.len())).unwrap_or(u32::MAX)
    }

    /// Takes what is in reach. Gives the place to go on from if the page is full before the records end.
    fn take(
        &mut self,
        records: impl Iterator<Item = StoredRecord>,
        reach: &Reach,
    ) -> Option<String> {
        for record in records {
            if !reach.covers(&record.owner) {
                continue;
            }
            self.bytes += serde_json::to_vec(&record).map_or(0, |it| it.len());
            let last = record.id.to_string();
            self.items.push(record);
            if self.bytes > LONGEST_PAGE {
                return Some(last);
            }
        }
        None
    }
}
