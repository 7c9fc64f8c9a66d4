//! Every tenant's connections, with credentials that open nothing of anybody else.
//!
//! A function's own role reaches no tenant's data. It takes on its tenant role with a tag that names the tenant, and
//! that role's policy opens only what begins with the tag: keys of tables and of files. So a mistake of ours in a key
//! is refused by AWS, and not written.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use aws_config::SdkConfig;
use aws_config::identity::IdentityCache;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{self, ProvideCredentials, SharedCredentialsProvider, future};
use aws_sdk_sts::config::Credentials;
use aws_sdk_sts::types::Tag;
use gangway_contract::TenantId;

use crate::world::Connections;

/// What the policies of tenant roles compare with; `infra/template.yaml` names it too.
const TAG: &str = "tenant";
/// The longest session that a role may have that was taken on by a role.
const SESSION_SECONDS: i32 = 3_600;
/// A session is renewed so long before its end: an address that was signed with it dies with it.
pub(crate) const RENEWED_BEFORE: Duration = Duration::from_mins(30);
/// A process that has met more tenants begins anew.
const MOST: usize = 500;

/// The tenants that this process has met.
#[derive(Debug)]
pub(crate) struct Tenants {
    config: SdkConfig,
    sts: aws_sdk_sts::Client,
    role: String,
    met: Mutex<HashMap<TenantId, Connections>>,
}

impl Tenants {
    /// Those who are met through this role, from whose own connections on.
    pub(crate) fn new(config: &SdkConfig, role: String) -> Self {
        let sts = aws_sdk_sts::Client::new(config);
        Self { config: config.clone(), sts, role, met: Mutex::default() }
    }

    /// A tenant's connections. Nothing is asked of AWS before the first call that they make.
    pub(crate) fn connections(&self, tenant: &TenantId) -> Connections {
        let mut met = self.met.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = met.get(tenant) {
            return known.clone();
        }
        if met.len() >= MOST {
            met.clear();
        }
        let connections = self.connect(tenant);
        met.insert(tenant.clone(), connections.clone());
        connections
    }

    fn connect(&self, tenant: &TenantId) -> Connections {
        let (sts, role) = (self.sts.clone(), self.role.clone());
        let session = Session { sts, role, tenant: tenant.clone() };
        let config = self.config.to_builder();
        let config = config
            .credentials_provider(SharedCredentialsProvider::new(session))
            .identity_cache(IdentityCache::lazy().buffer_time(RENEWED_BEFORE).build());
        Connections::new(&config.build())
    }
}

/// The tenant role, taken on for one tenant.
#[derive(Debug)]
struct Session {
    sts: aws_sdk_sts::Client,
    role: String,
    tenant: TenantId,
}

impl ProvideCredentials for Session {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.begin())
    }
}

impl Session {
    async fn begin(&self) -> provider::Result {
        let tag = Tag::builder().key(TAG).value(self.tenant.as_str()).build();
        let call = self.sts.assume_role().role_arn(&self.role);
        let output = call
            // CloudTrail names the tenant with every call. A name has at least two letters.
            .role_session_name(format!("t-{}", self.tenant))
            .duration_seconds(SESSION_SECONDS)
            .tags(tag.map_err(CredentialsError::unhandled)?)
            .send()
            .await
            .map_err(CredentialsError::provider_error)?;
        let it = output.credentials.ok_or_else(|| CredentialsError::not_loaded("STS gave none"))?;
        let ends = SystemTime::try_from(it.expiration).map_err(CredentialsError::unhandled)?;
        let (id, secret) = (it.access_key_id, it.secret_access_key);
        Ok(Credentials::new(id, secret, Some(it.session_token), Some(ends), "tenant"))
    }
}
