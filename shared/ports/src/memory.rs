//! A world in memory: the same promises as AWS, kept by maps, and made to fail on purpose.
//!
//! It is what handlers are tested in. Every call is one step: it first lets others go on, then has its effect
//! at once. A [`Fault`] may end the worker before or after the effect of any call; from then on every call
//! fails, as it does for a process that is gone, until [`MemoryWorld::revive`].

mod audit;
mod call;
mod corrections;
mod data;
mod directory;
mod effect;
mod events;
mod jobs;
mod keys;
mod lapse;
mod ledger;
mod lines;
mod objects;
mod queues;
mod quota;
mod records;
mod requests;
mod results;
mod rules;
mod shelf;
mod supply;

mod uploads;
mod webhooks;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use gangway_contract::TenantId;

pub use call::{Fault, When};
pub use data::{Message, TenantData};
pub use effect::Effect;
pub use lapse::Lapse;
pub use supply::Supply;

use crate::{Clock, ForTenant, Moment};
use data::Data;

/// A whole world in memory. Clones share it.
#[derive(Clone, Default)]
pub struct MemoryWorld {
    data: Arc<Mutex<Data>>,
    lapse: Option<Lapse>,
    supply: Option<Supply>,
    folder: Option<PathBuf>,
}

/// One tenant's part of a [`MemoryWorld`].
#[derive(Clone)]
pub struct MemoryTenant {
    world: MemoryWorld,
    tenant: TenantId,
}

impl MemoryWorld {
    /// An empty world at a fixed moment.
    pub fn new(now: Moment) -> Self {
        let world = Self::default();
        world.lock().now = now;
        world
    }

    /// The same, with a promise that it does not keep.
    #[must_use]
    pub fn with_lapse(mut self, lapse: Option<Lapse>) -> Self {
        self.lapse = lapse;
        self
    }

    /// The same, with its uploads, slices, outcomes and result files in a folder: what is left in memory is items, and
    /// whoever measures memory measures that of the handlers.
    #[must_use]
    pub fn with_folder(mut self, folder: PathBuf) -> Self {
        self.folder = Some(folder);
        self
    }

    /// The next call fails, before or after its effect, and its worker lives on: what throttling and lost answers
    /// look like.
    pub fn trouble_next(&self, when: Option<When>) {
        self.lock().trouble = when;
    }

    /// Sets the time.
    pub fn set_now(&self, now: Moment) {
        self.lock().now = now;
    }

    /// Takes the oldest message of all queues.
    pub fn take_message(&self) -> Option<Message> {
        self.lock().queue.pop_front()
    }

    /// From now on, asks this before and after every call whether the worker ends there.
    pub fn set_fault(&self, fault: Fault) {
        let mut data = self.lock();
        data.calls = 0;
        data.gone = false;
        data.fault = Some(fault);
    }

    /// Starts a new worker: calls succeed again and no fault is planned.
    pub fn revive(&self) {
        let mut data = self.lock();
        data.gone = false;
        data.fault = None;
    }

    /// Whether a fault has ended the worker.
    pub fn is_gone(&self) -> bool {
        self.lock().gone
    }

    /// How many calls there were since the fault was set.
    pub fn calls(&self) -> u32 {
        self.lock().calls
    }

    /// The errand of the last call that had its effect since this was asked.
    pub fn take_last_errand(&self) -> Option<&'static str> {
        self.lock().last.take()
    }

    /// From now on calls are made for this tenant alone, or for whom they say.
    pub fn act_for(&self, tenant: Option<TenantId>) {
        self.lock().acting = tenant;
    }

    /// The first call that touched another tenant's data than that for which it was made.
    pub fn trespass(&self) -> Option<String> {
        self.lock().trespass.clone()
    }

    /// Looks at, or changes, a tenant's data without a call.
    pub fn with<T>(&self, tenant: &TenantId, look: impl FnOnce(&mut TenantData) -> T) -> T {
        look(self.lock().tenants.entry(tenant.clone()).or_default())
    }

    fn lock(&self) -> MutexGuard<'_, Data> {
        self.data.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl MemoryWorld {
    fn lapses(&self, lapse: Lapse) -> bool {
        self.lapse == Some(lapse)
    }
}

impl MemoryTenant {
    fn lapses(&self, lapse: Lapse) -> bool {
        self.world.lapses(lapse)
    }
}

impl Clock for MemoryWorld {
    fn now(&self) -> Moment {
        self.lock().now
    }
}

impl Clock for MemoryTenant {
    fn now(&self) -> Moment {
        self.world.now()
    }
}

impl ForTenant for MemoryWorld {
    type Tenant = MemoryTenant;

    fn for_tenant(&self, tenant: &TenantId) -> MemoryTenant {
        MemoryTenant { world: self.clone(), tenant: tenant.clone() }
    }
}
