//! What lies in the memory world.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use gangway_contract::{
    AuditEntry, BucketMessage, DropLine, ExportMessage, FinishMessage, Head, JobEvent, JobId,
    JobItem, LedgerEntry, Module, ModuleId, PlanMessage, QuotaException, RecordId, RegisteredRule,
    Slot, Template, TemplateSlug, TenantId, User, UserId, Webhook,
};

use super::{Effect, Fault, When};
use crate::{Called, KeyName, Moment, RememberedRequest, WebhookCall};

/// Everything, and what is planned to go wrong.
#[derive(Default)]
pub(super) struct Data {
    pub(super) now: Moment,
    pub(super) tenants: BTreeMap<TenantId, TenantData>,
    pub(super) queue: VecDeque<Message>,
    pub(super) fault: Option<Fault>,
    pub(super) trouble: Option<When>,
    pub(super) calls: u32,
    pub(super) gone: bool,
    pub(super) last: Option<&'static str>,
    pub(super) acting: Option<TenantId>,
    pub(super) trespass: Option<String>,
}

/// A queued message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// Of the plan queue.
    Plan(PlanMessage),
    /// Of the write queue.
    Bucket(BucketMessage),
    /// Of the finish queue.
    Finish(FinishMessage),
    /// Of the export queue.
    Export(ExportMessage),
}

/// What lies with one tenant. Comparable, so a test can say "nothing changed".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TenantData {
    /// The tenant's modules.
    pub modules: BTreeMap<ModuleId, Module>,
    /// Further match rules, by module and name.
    pub rules: BTreeMap<(ModuleId, String), RegisteredRule>,
    /// Plans kept for the next file.
    pub templates: BTreeMap<TemplateSlug, Template>,
    /// The directory.
    pub users: BTreeMap<UserId, User>,
    /// Jobs.
    pub jobs: BTreeMap<JobId, JobItem>,
    /// The ledger.
    pub ledger: BTreeMap<(JobId, u32), LedgerEntry>,
    /// Records and slots.
    pub records: BTreeMap<(ModuleId, RecordId), Slot>,
    /// Heads of match keys.
    pub heads: BTreeMap<(ModuleId, KeyName), Head>,
    /// Further records of match keys.
    pub members: BTreeMap<(ModuleId, KeyName), BTreeSet<RecordId>>,
    /// Objects, by what follows the tenant's prefix; parts of result files among them.
    pub objects: BTreeMap<String, Vec<u8>>,
    /// Files that were dropped, by what follows the tenant in their keys.
    pub drops: BTreeMap<String, Vec<u8>>,
    /// What clients' keys stand for.
    pub requests: BTreeMap<(UserId, String), RememberedRequest>,
    /// The audit log.
    pub audit: BTreeMap<String, AuditEntry>,
    /// The lines of dropped objects, by key.
    pub lines: BTreeMap<String, DropLine>,
    /// What systems were told of jobs, in order.
    pub events: Vec<JobEvent>,
    /// What an operator has set for the tenant.
    pub quota: QuotaException,
    /// Files, by day.
    pub counted_files: BTreeMap<String, BTreeSet<JobId>>,
    /// Rows, by day.
    pub counted_rows: BTreeMap<String, BTreeMap<JobId, u32>>,
    /// Jobs that hold a place.
    pub places: BTreeSet<JobId>,
    /// Where systems are told over HTTP.
    pub webhook: Option<Webhook>,
    /// Events that wait to be sent there.
    pub webhook_queue: VecDeque<JobEvent>,
    /// What was sent there, in order.
    pub webhook_calls: Vec<WebhookCall>,
    /// What the receiver says to the next of them; then it takes everything.
    pub webhook_answers: VecDeque<Called>,
    /// What happened to records, in order.
    pub effects: Vec<Effect>,
    /// Parts of open uploads, by upload and number.
    pub parts: BTreeMap<(String, u32), Vec<u8>>,
    /// Result files that were begun; those that are not open any more are none.
    pub uploads: Vec<Option<String>>,
}
