//! The AWS world: DynamoDB, S3, SQS and `EventBridge` behind the ports, and the doors of a Lambda.
//!
//! The only crate that names an AWS SDK. It never decides: it does not even depend on the core.
//! [`World::for_tenant`](gangway_ports::ForTenant::for_tenant) is the only way to a tenant's data.

mod audit;
mod batch;
mod call;
mod capacity;
mod clock;
mod condition;
mod corrections;
mod directory;
mod events;
mod guard;
mod item;
mod job_item;
mod jobs;
mod keys;
mod ledger;
mod lines;
mod objects;
mod outcomes;
mod owned_list;
mod queues;
mod quota;
mod record_item;
mod record_list;
mod records;
mod requests;
mod results;
mod rules;
mod slices;
pub mod sqs;
#[cfg(test)]
mod stored;
pub mod telemetry;
mod tenants;
mod uploads;
mod webhooks;
mod world;

/// Every Lambda's, for each of them links this crate.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

pub use world::{Names, TenantWorld, World};
