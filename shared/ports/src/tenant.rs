//! The only door to a tenant's data.

use gangway_contract::TenantId;

/// A world that has tenants.
pub trait ForTenant {
    /// One tenant's part of it.
    type Tenant;

    /// The part of one tenant. Whatever is asked of it, it names no other tenant's data.
    fn for_tenant(&self, tenant: &TenantId) -> Self::Tenant;
}
