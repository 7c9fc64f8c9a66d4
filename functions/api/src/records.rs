//! `GET /records`: what the CRM holds, as far as the asker's scope reaches.

use axum::extract::State;
use gangway_contract::api::Page;
use gangway_contract::{ModuleId, RecordId, RecordItem, StoredRecord, UserId};
use gangway_core::filter::Filtering;
use gangway_core::write::Reach;
use gangway_ports::{ListOwned, ListRecords, ReadRecords, ReadUsers};

use crate::ApiWorld;
use crate::actor::Asker;
use crate::answer::{Answer, Versioned};
use crate::body::Place;
use crate::modules;
use crate::paging::{Cursors, Filtered, Paging};
use crate::problem::{Failure, Outcome};

const MOST: u32 = 1_000;
/// A Lambda answers at most 6 MB; a page ends before that.
const LONGEST_PAGE: usize = 4 * 1024 * 1024;
/// How many records are read at once where not all of them are wanted.
const SEARCHED: u32 = 500;
/// How often that is done for one page. After it, a page is given that is short, or empty, and says where to go on.
const MOST_READS: usize = 20;

/// `GET /records/{module}`, newest first: those that fulfil `filter`, if there is one.
pub(crate) async fn list<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place(module): Place<ModuleId>,
    paging: Paging,
    Filtered(filter): Filtered,
) -> Outcome<Answer<Page<StoredRecord>>> {
    let tenant = world.for_tenant(&asker.0.tenant);
    let definition = modules::find(&tenant, &module).await?;
    let list = serde_json::to_string(&(&module, &filter)).map_err(anyhow::Error::from)?;
    let cursors = Cursors::of(&tenant, &asker.0.tenant, &format!("records {list}"));
    let users = tenant.read_users().await?;
    let reach = Reach::seen(&asker.0, &users);
    let filter = filter.map(|it| Filtering::new(&it, &definition, &users)).transpose();
    let filter = filter.map_err(|it| Failure::invalid(it.message))?;
    let is_wanted = |record: &StoredRecord| {
        reach.covers(&record.owner) && filter.as_ref().is_none_or(|it| it.holds(record))
    };
    let owners = reach.few(filter.as_ref().and_then(Filtering::owners));
    let mut page = Filling::new(paging.limit(MOST));
    // Then whatever is listed is wanted.
    let everything = filter.is_none() && (reach == Reach::All || owners.is_some());
    let mut next = paging.place(&cursors)?;
    for _ in 0..MOST_READS {
        let count = if everything { page.room() } else { page.room().max(SEARCHED) };
        let found = match &owners {
            Some(owners) => tenant.list_owned(&module, owners, next.as_deref(), count).await?,
            None => tenant.list_records(&module, next.as_deref(), count).await?,
        };
        next = page.take(found, is_wanted);
        if next.is_none() || page.is_full() {
            break;
        }
    }
    Ok(Answer(Page { items: page.items, next: next.map(|it| cursors.seal(&it)) }))
}

/// `GET /records/{module}/{record}`; its `ETag` is its version.
pub(crate) async fn read<W: ApiWorld>(
    State(world): State<W>,
    asker: Asker,
    Place((module, id)): Place<(ModuleId, RecordId)>,
) -> Outcome<Versioned> {
    let tenant = world.for_tenant(&asker.0.tenant);
    let item = find(&tenant, &asker, &module, &id).await?;
    Ok(Versioned(item.record))
}

/// The record with its marks, if it is there and within the asker's scope. Nobody learns which of the two failed.
pub(crate) async fn find(
    tenant: &(impl ReadRecords + ReadUsers),
    asker: &Asker,
    module: &ModuleId,
    id: &RecordId,
) -> Outcome<RecordItem> {
    let mut slots = tenant.read_slots(module, std::slice::from_ref(id)).await?;
    let item = slots.remove(id).as_ref().and_then(|it| it.live()).cloned();
    let nothing = || Failure::not_found("There is no such record.");
    let item = item.ok_or_else(nothing)?;
    if sees(tenant, asker, &item.record.owner).await? { Ok(item) } else { Err(nothing()) }
}

async fn sees(tenant: &impl ReadUsers, asker: &Asker, owner: &UserId) -> Outcome<bool> {
    let alone = Reach::seen(&asker.0, &[]);
    Ok(alone.covers(owner) || Reach::seen(&asker.0, &tenant.read_users().await?).covers(owner))
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

    fn is_full(&self) -> bool {
        self.items.len() >= self.limit || self.bytes > LONGEST_PAGE
    }

    /// Takes what is wanted, until it is full. Gives the place to go on from; none at the end.
    fn take(
        &mut self,
        found: Page<StoredRecord>,
        is_wanted: impl Fn(&StoredRecord) -> bool,
    ) -> Option<String> {
        let mut records = found.items.into_iter().peekable();
        while let Some(record) = records.next() {
            let place = record.id.to_string();
            if is_wanted(&record) {
                self.bytes += serde_json::to_vec(&record).map_or(0, |it| it.len());
                self.items.push(record);
            }
            if self.is_full() && records.peek().is_some() {
                return Some(place);
            }
        }
        found.next
    }
}
