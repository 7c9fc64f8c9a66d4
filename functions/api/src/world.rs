//! What the API may touch. The policy of its function in `infra/template.yaml` grants exactly this.

use gangway_ports::{
    ChangeJob, Clock, CountQuota, CreateJob, CursorSecret, ForTenant, IndexKeys, KeepWebhook,
    LinkFiles, ListJobs, ListOwned, ListRecords, QueueBuckets, QueueExport, QueueFinish, QueuePlan,
    ReadAudit, ReadJob, ReadKeys, ReadLedger, ReadModules, ReadRecords, ReadRules, ReadStart,
    ReadTemplates, ReadUsers, ReadWebhook, RememberRequest, SaveCorrections, SaveModules,
    SaveRules, SaveStart, SaveTemplates, SaveUsers, SignWebhooks, UploadSource, WriteRecords,
    access,
};

access! {
    /// A world of tenants that requests can share.
    pub trait ApiWorld: ForTenant<Tenant: ApiTenant> + Clone + Send + Sync + 'static
}

access! {
    /// One tenant's part of it.
    pub trait ApiTenant:
        Clock
        + ChangeJob
        + CountQuota
        + CreateJob
        + CursorSecret
        + IndexKeys
        + KeepWebhook
        + LinkFiles
        + ListJobs
        + ListRecords
        + ListOwned
        + QueueBuckets
        + QueueExport
        + QueueFinish
        + QueuePlan
        + ReadAudit
        + ReadJob
        + ReadKeys
        + ReadLedger
        + ReadModules
        + ReadRecords
        + ReadRules
        + ReadStart
        + ReadTemplates
        + ReadUsers
        + ReadWebhook
        + RememberRequest
        + SaveCorrections
        + SaveModules
        + SaveRules
        + SaveStart
        + SaveTemplates
        + SaveUsers
        + SignWebhooks
        + UploadSource
        + WriteRecords
        + Send
        + Sync
}
