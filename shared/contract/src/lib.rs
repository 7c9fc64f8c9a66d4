//! Every type that leaves a process: what the browser, the Lambdas, S3, SQS, DynamoDB and scripts agree on.
//!
//! A diff in this crate is a change of agreement and is reviewed as one. Three rules hold everywhere:
//!
//! - no integer is wider than `u32` in JSON, because a browser rounds above 2^53; sizes in bytes are
//!   [`Wide`], which travels as a string;
//! - field names are `snake_case`, in JSON as in Rust;
//! - numbers that a person typed (money, decimals, long ids) travel as canonical strings, never as floats.
//!
//! With the feature `ts`, every type also derives its TypeScript declaration; with `openapi`, its schema for the HTTP
//! API's description.

mod actor;
pub mod api;
mod correction;
mod counts;
mod erasure;
mod estimate;
mod event;
mod export;
mod file_note;
mod filter;
mod foreseen;
mod id;
mod job;
pub mod kept;
mod ledger;
mod line;
mod message;
mod plan;
mod quota;
mod refusal;
mod report;
mod row;
mod rule;
mod schema;
#[cfg(feature = "openapi")]
mod schemas;
mod slice;
mod stored;
mod template;
mod webhook;
mod wide;

pub use actor::{Actor, Right, Scope, Team, User};
pub use correction::{CorrectedCell, CorrectionReport, Corrections, CorrectionsRef, Replacement};
pub use counts::JobCounts;
pub use erasure::{Erasure, HeldFiles};
pub use estimate::{Estimate, Forecast, Pace};
pub use event::{EventKind, JobEvent};
pub use export::{AuditEntry, Export, ExportFormat, Sort};
pub use file_note::FileNote;
pub use filter::Filter;
pub use foreseen::{Fate, FieldChange, Foreseen, KeyMatch};
pub use id::{FieldId, InvalidId, JobId, ModuleId, RecordId, TemplateSlug, TenantId, UserId};
pub use job::{
    Dropped, FileKind, Job, JobFile, JobKind, JobStatus, Previewed, SourceFile, TestRows,
};
pub use ledger::{LedgerEntry, LedgerState, OutcomePart};
pub use line::{DropLine, DropTurn};
pub use message::{BucketMessage, ExportMessage, FinishMessage, PlanMessage};
pub use plan::{
    BadValues, BlankCells, ColumnStatus, DateOrder, DecimalSign, Dialect, DuplicateMode, Format,
    ImportOptions, ImportPlan, MatchRule, Origin, OwnerRule, PlanColumn, SeveralMatches, Sheet,
    UpdatePolicy, WithoutKey,
};
pub use quota::{Quota, QuotaException};
pub use refusal::{Refusal, RefusalCode};
pub use report::{
    CheckCounts, CheckReport, ColumnReport, FileKeys, IssueGroup, PreviewRow, Receipt, RowOutcome,
    ValueCount,
};
pub use row::{Issue, IssueCode, MatchKey, Record, Row, StoredRecord, Value, Written};
pub use rule::RegisteredRule;
pub use schema::{Check, Field, FieldType, Module};
pub use slice::{
    BucketRange, FailedRow, OutcomeRow, SliceManifest, SliceRow, SliceSegment, WriteOutcome,
    WriteRules,
};
pub use stored::{Head, JobItem, JobRef, Journal, PinnedSource, RecordItem, Slot, may_follow};
pub use template::{Drops, Template};
pub use webhook::{SaveWebhook, Webhook, WebhookShown};
pub use wide::Wide;
