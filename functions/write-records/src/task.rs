//! A group on its way, and the keys that its record must be found by.

use gangway_contract::{Journal, Record, RecordId};
use gangway_core::write::Group;

use crate::Access;
use crate::index::Entry;
use crate::work::Work;

/// A group on its way.
pub(crate) struct Task {
    pub(crate) group: Group,
    /// The id that the group's effect has, or whose journal it leaves.
    pub(crate) slot: RecordId,
    /// Something may lie in the slot.
    pub(crate) is_repeated: bool,
    /// The journal that lies there.
    pub(crate) journal: Option<Journal>,
    /// The journalled update can never happen any more.
    pub(crate) is_dead: bool,
}

impl Task {
    /// The same group, to be looked at once more.
    pub(crate) fn again(mut self) -> Self {
        self.is_repeated = true;
        self.journal = None;
        self.is_dead = false;
        self
    }
}

/// The keys of a record, but for the one that the group holds already.
pub(crate) fn entries_of<W: Access>(
    work: &Work<'_, W>,
    task: &Task,
    record: &RecordId,
    values: &Record,
) -> Vec<Entry> {
    let held = task.group.key.map(|key| work.own_key(key));
    let by = work.written(&task.group);
    let keys = work.keys(values).into_iter().filter(|key| Some(key) != held.as_ref());
    keys.map(|key| Entry { key, record: record.clone(), by: by.clone() }).collect()
}
