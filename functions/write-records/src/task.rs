//! A group on its way, and the keys that its record must be found by.

use gangway_contract::{Record, RecordId, Slot};
use gangway_core::write::Group;
use gangway_write::{Entry, Lies};

use crate::Access;
use crate::work::Work;

/// A group on its way.
pub(crate) struct Task {
    pub(crate) group: Group,
    /// The id that the group's effect has, or whose journal it leaves.
    pub(crate) slot: RecordId,
    /// Something may lie in the slot.
    pub(crate) is_repeated: bool,
    /// The journal or the bar that lies there.
    pub(crate) lies: Option<Slot>,
    /// A journalled update may still happen, so nothing else may.
    pub(crate) is_pending: bool,
}

impl Task {
    /// A group whose slot holds this.
    pub(crate) fn new(group: Group, slot: RecordId, is_repeated: bool, lies: Lies) -> Self {
        let (lies, is_pending) = match lies {
            Lies::Open { slot, is_dead } => (Some(slot), !is_dead),
            Lies::Nothing | Lies::Created(_) | Lies::Updated(..) => (None, false),
        };
        Self { group, slot, is_repeated, lies, is_pending }
    }

    /// Whether an update of this record lies journalled in the slot and may still happen.
    pub(crate) fn journals(&self, record: &RecordId) -> bool {
        self.is_pending && matches!(&self.lies, Some(Slot::Journal(it)) if it.target == *record)
    }

    /// The same group, to be looked at once more.
    pub(crate) fn again(self) -> Self {
        Self { is_repeated: true, lies: None, is_pending: false, ..self }
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
    let keys = work.index.keys(values).into_iter().filter(|key| Some(key) != held.as_ref());
    Entry::of(record, Some(&by), keys).collect()
}
