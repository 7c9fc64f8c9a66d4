//! One small trait for each errand in the outside world, and a world in memory that can be made to fail.
//!
//! The bounds on a handler are what it may touch; its policy in `infra/template.yaml` grants exactly that.
//! Every trait but [`FindRunning`] speaks of one tenant: a world is asked for that tenant's world first
//! ([`ForTenant`]), so no call can name another one's data. An `Err` always means "try again".
//!
//! Every future is `Send`, because the HTTP API runs on a server that moves requests between threads.

mod access;
mod audit;
mod clock;
pub mod conformance;
mod corrections;
mod cursors;
mod directory;
mod events;
mod jobs;
mod keys;
mod ledger;
mod lines;
pub mod memory;
mod outcomes;
mod queues;
mod quota;
mod records;
mod requests;
mod results;
mod rules;
mod slices;
mod tenant;
mod uploads;
mod webhooks;

pub use audit::{NoteAudit, ReadAudit};
pub use clock::{Clock, Moment};
pub use corrections::{ReadCorrections, SaveCorrections};
pub use cursors::CursorSecret;
pub use directory::{ReadModules, ReadTemplates, ReadUsers, SaveModules, SaveTemplates, SaveUsers};
pub use events::{NoteTold, SendEvents};
pub use jobs::{
    ChangeJob, Changed, CreateJob, EndBucket, FindRunning, JobChange, ListJobs, ReadJob,
};
pub use keys::{Claim, Claimed, IndexKeys, KeyName, ReadKeys};
pub use ledger::{FINISHING, OpenLedger, PLANNING, ReadLedger, ReopenLedger, TakeLease};
pub use lines::KeepLines;
pub use outcomes::{ReadOutcomes, WriteOutcomes};
pub use queues::{QueueBuckets, QueueExport, QueueFinish, QueuePlan};
pub use quota::{CountQuota, Place};
pub use records::{
    EraseRecords, ListOwned, ListRecords, ReadRecords, RecordUpdate, SlotWrite, WriteRecords,
};
pub use requests::{
    KeptAnswer, RememberRequest, RememberedRequest, RequestClaim, RequestClaimed, RequestEnded,
};
pub use results::WriteResults;
pub use rules::{ReadRules, SaveRules};
pub use slices::{ReadSlices, WriteSlices, read_lines, read_rows, write_lines};
pub use tenant::ForTenant;
pub use uploads::{
    Completion, LinkFiles, ReadSource, ReadStart, SaveStart, TakeDrop, UploadSource,
};
pub use webhooks::{
    CallWebhook, Called, KeepWebhook, QueueWebhooks, ReadWebhook, SignWebhooks, WebhookCall,
};
