//! What a Lambda is connected to.

use std::env;
use std::sync::{Arc, OnceLock};

use anyhow::{Context, Result, ensure};
use aws_config::{BehaviorVersion, SdkConfig};
use aws_sdk_s3::config::{RequestChecksumCalculation, ResponseChecksumValidation};
use aws_smithy_http_client::tls;
use gangway_contract::{Quota, TenantId};
use gangway_ports::ForTenant;

use crate::call::Caller;
use crate::capacity::Meter;
use crate::tenants::Tenants;

/// Everything that the Lambdas are connected to. Clones share the connections.
#[derive(Clone)]
pub struct World {
    pub(crate) dynamo: aws_sdk_dynamodb::Client,
    pub(crate) s3: aws_sdk_s3::Client,
    pub(crate) sqs: aws_sdk_sqs::Client,
    pub(crate) events: aws_sdk_eventbridge::Client,
    pub(crate) names: Arc<Names>,
    pub(crate) caller: Arc<OnceLock<Caller>>,
    tenants: Option<Arc<Tenants>>,
}

/// Where a tenant's data lies.
#[derive(Debug, Clone)]
pub(crate) struct Connections {
    dynamo: aws_sdk_dynamodb::Client,
    s3: aws_sdk_s3::Client,
}

/// What things are called where this runs, from the template.
#[derive(Clone)]
pub struct Names {
    /// The table of records and slots.
    pub records: String,
    /// The table of match keys.
    pub keys: String,
    /// The table of jobs, ledgers, modules and people.
    pub jobs: String,
    /// The bucket of files.
    pub bucket: String,
    /// The plan queue's address.
    pub plan_queue: String,
    /// The write queue's address.
    pub write_queue: String,
    /// The finish queue's address.
    pub finish_queue: String,
    /// The export queue's address.
    pub export_queue: String,
    /// The address of the queue of webhooks.
    pub webhook_queue: String,
    /// Webhooks on this machine itself are called, without TLS: never where there is anything to protect.
    pub webhook_loopback: bool,
    /// The bus that carries events of jobs.
    pub event_bus: String,
    /// What a tenant may import that has no exception.
    pub quota: Quota,
    /// What keys the hashes of match keys. It never leaves the Lambdas.
    pub secret: [u8; 32],
    /// The role that is taken on for one tenant; without one the process's own role reaches all of them.
    pub tenant_role: Option<String>,
}

/// One tenant's part of the world. Every key and path that it makes begins with the tenant.
#[derive(Clone)]
pub struct TenantWorld {
    pub(crate) world: World,
    pub(crate) tenant: TenantId,
}

impl World {
    /// The world that the environment describes.
    pub async fn from_env() -> Result<Self> {
        // One for all clients, so that tenants share what was connected before.
        let https = aws_smithy_http_client::Builder::new()
            .tls_provider(tls::Provider::Rustls(tls::rustls_provider::CryptoMode::AwsLc))
            .build_https();
        let config = aws_config::defaults(BehaviorVersion::latest()).http_client(https);
        Ok(Self::new(&config.load().await, Names::from_env()?))
    }

    /// The same for an operator's tool, whose own credentials reach what it works on: no role is taken on for a tenant.
    pub async fn for_operator() -> Result<Self> {
        let config = aws_config::defaults(BehaviorVersion::latest());
        Ok(Self::new(&config.load().await, Names::named(None)?))
    }

    /// A world with these connections and names.
    pub fn new(config: &SdkConfig, names: Names) -> Self {
        let Connections { dynamo, s3 } = Connections::new(config);
        let tenants = names.tenant_role.clone().map(|role| Arc::new(Tenants::new(config, role)));
        let sqs = aws_sdk_sqs::Client::new(config);
        let events = aws_sdk_eventbridge::Client::new(config);
        let caller = Arc::default();
        Self { dynamo, s3, sqs, events, names: Arc::new(names), caller, tenants }
    }
}

impl Connections {
    pub(crate) fn new(config: &SdkConfig) -> Self {
        // The digest of a browser's part is signed; one that the SDK adds by itself could not be sent by it.
        let s3 = aws_sdk_s3::config::Builder::from(config)
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
            .response_checksum_validation(ResponseChecksumValidation::WhenRequired)
            .build();
        let dynamo = aws_sdk_dynamodb::config::Builder::from(config).interceptor(Meter).build();
        Self {
            dynamo: aws_sdk_dynamodb::Client::from_conf(dynamo),
            s3: aws_sdk_s3::Client::from_conf(s3),
        }
    }
}

impl ForTenant for World {
    type Tenant = TenantWorld;

    fn for_tenant(&self, tenant: &TenantId) -> TenantWorld {
        let mut world = self.clone();
        if let Some(tenants) = &self.tenants {
            Connections { dynamo: world.dynamo, s3: world.s3 } = tenants.connections(tenant);
        }
        TenantWorld { world, tenant: tenant.clone() }
    }
}

impl Names {
    fn from_env() -> Result<Self> {
        Self::named(Some(variable("TENANT_ROLE")?))
    }

    fn named(tenant_role: Option<String>) -> Result<Self> {
        Ok(Self {
            records: variable("RECORDS_TABLE")?,
            keys: variable("KEYS_TABLE")?,
            jobs: variable("JOBS_TABLE")?,
            bucket: variable("BUCKET")?,
            plan_queue: variable("PLAN_QUEUE_URL")?,
            write_queue: variable("WRITE_QUEUE_URL")?,
            finish_queue: variable("FINISH_QUEUE_URL")?,
            export_queue: variable("EXPORT_QUEUE_URL")?,
            webhook_queue: variable("WEBHOOK_QUEUE_URL")?,
            webhook_loopback: variable("WEBHOOK_LOOPBACK")? == "yes",
            event_bus: variable("EVENT_BUS")?,
            quota: serde_json::from_str(&variable("QUOTA")?).context("QUOTA is no quota")?,
            secret: parse_secret(&variable("TENANT_SECRET")?)?,
            tenant_role,
        })
    }
}

fn variable(name: &str) -> Result<String> {
    env::var(name).with_context(|| format!("the environment variable {name} is not set"))
}

fn parse_secret(hex: &str) -> Result<[u8; 32]> {
    ensure!(hex.len() == 64 && hex.is_ascii(), "TENANT_SECRET must be 64 hex digits");
    let mut secret = [0; 32];
    for (byte, place) in secret.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(&hex[place..place + 2], 16)
            .context("TENANT_SECRET must be 64 hex digits")?;
    }
    Ok(secret)
}
