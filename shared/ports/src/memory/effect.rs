//! What happened to records, in order: a test compares it with what was reported.

use gangway_contract::{RecordItem, Written};

use super::TenantData;

/// One change of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// The row that signed it; none for a person.
    pub by: Option<Written>,
    /// The record before; none if it was made.
    pub before: Option<RecordItem>,
    /// The record after.
    pub after: RecordItem,
    /// The row's job had ended already.
    pub is_late: bool,
}

impl Effect {
    pub(super) fn new(before: Option<RecordItem>, after: &RecordItem) -> Self {
        Self { by: after.record.updated_by.clone(), before, after: after.clone(), is_late: false }
    }
}

impl TenantData {
    pub(super) fn note(&mut self, mut effect: Effect) {
        let job = effect.by.as_ref().and_then(|by| self.jobs.get(&by.job));
        effect.is_late = job.is_some_and(|it| it.job.status.is_terminal());
        self.effects.push(effect);
    }
}
